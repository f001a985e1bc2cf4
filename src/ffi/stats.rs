//! Statistics
//!
//! Counters of an engine, and of a participant, since it was made:
//!
//! ```c
//! mixminus_engine_stats stats;
//! mixminus_engine_stats_init(&stats, sizeof stats);
//! mixminus_engine_get_stats(engine, &stats);
//! printf("mean tick: %" PRIu64 " ns\n", stats.ticks ? stats.tick_ns_total / stats.ticks : 0);
//! ```
//!
//! They are read while ticks run, so two counters of one reading may differ by a tick.

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_participant;
use super::status::mixminus_status;
use super::struct_pointer::{NewStruct, OutStruct, SizeOf};
use crate::handle::ParticipantId;
use crate::rt::state::stats::{EngineStats, ParticipantStats, STAGES, Stage, TICK_BUCKETS};

/// Number of buckets in the histograms of tick times.
pub const MIXMINUS_TICK_BUCKETS: usize = 32;
/// Number of stages that mixminus_engine_stats has space for; those without a constant are zero.
pub const MIXMINUS_MAX_STAGES: usize = 16;
/// In mixminus_engine_stats.stage_ns: apply commands and settings.
pub const MIXMINUS_STAGE_COMMANDS: usize = 0;
/// In mixminus_engine_stats.stage_ns: take frames from in-rings, detect and suppress DTMF, apply gain and ramps,
/// measure levels.
pub const MIXMINUS_STAGE_INPUT: usize = 1;
/// In mixminus_engine_stats.stage_ns: sum the contributions and subtract each participant's own.
pub const MIXMINUS_STAGE_MIX: usize = 2;
/// In mixminus_engine_stats.stage_ns: give the common frame to silent participants, publish out-rings.
pub const MIXMINUS_STAGE_OUTPUT: usize = 3;
/// In mixminus_engine_stats.stage_ns: end empty rooms, publish events and statistics.
pub const MIXMINUS_STAGE_PUBLISH: usize = 4;

const _: () = assert!(MIXMINUS_TICK_BUCKETS == TICK_BUCKETS && MIXMINUS_MAX_STAGES >= STAGES);
const _: () = assert!(MIXMINUS_STAGE_COMMANDS == Stage::Commands as usize);
const _: () = assert!(MIXMINUS_STAGE_INPUT == Stage::Input as usize);
const _: () = assert!(MIXMINUS_STAGE_MIX == Stage::Mix as usize);
const _: () = assert!(MIXMINUS_STAGE_OUTPUT == Stage::Output as usize);
const _: () = assert!(MIXMINUS_STAGE_PUBLISH == Stage::Publish as usize);

/// Statistics of an engine.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_engine_stats {
    /// Set by mixminus_engine_stats_init.
    pub struct_size: u32,
    /// 1: the engine's memory is locked into RAM. 0: it is not, or that was not asked for.
    pub memory_locked: u32,
    /// Rooms with at least one participant, as of the last tick.
    pub active_rooms: u32,
    /// Participants in rooms, as of the last tick.
    pub active_participants: u32,
    /// Ticks that were run.
    pub ticks: u64,
    /// Ticks that were skipped because the driver was too late to catch up.
    pub skipped_ticks: u64,
    /// Commands that were applied.
    pub commands: u64,
    /// Events that were lost because the host did not poll in time.
    pub events_lost: u64,
    /// Frames whose sum exceeded 16 bits and was limited.
    pub overloads: u64,
    /// Run time of all ticks, ns, without the time by which the system woke the driver late.
    pub tick_ns_total: u64,
    /// Run time of the longest tick, ns.
    pub tick_ns_max: u64,
    /// The longest time by which the system woke the driver late, ns.
    pub wake_late_ns_max: u64,
    /// tick_ns_total by stage (MIXMINUS_STAGE_), over all workers, ns. Zero on machines whose cycle counter is not
    /// supported.
    pub stage_ns: [u64; MIXMINUS_MAX_STAGES],
    /// Bucket b counts the ticks that ran for 2^b to 2^(b+1) - 1 ns; the last bucket counts all longer ones too.
    pub tick_ns_histogram: [u64; MIXMINUS_TICK_BUCKETS],
    /// Like tick_ns_total, in processor time of the driver's thread: without the time that the system gave to other
    /// threads during a tick. On Linux also without the time that a hypervisor took, where it reports that. Zero with
    /// the host's clock, and on systems other than Linux.
    pub tick_cpu_ns_total: u64,
    /// Like tick_ns_max, in processor time.
    pub tick_cpu_ns_max: u64,
    /// Like tick_ns_histogram, in processor time.
    pub tick_cpu_ns_histogram: [u64; MIXMINUS_TICK_BUCKETS],
}

abi_struct!(mixminus_engine_stats {
    memory_locked,
    active_rooms,
    active_participants,
    ticks,
    skipped_ticks,
    commands,
    events_lost,
    overloads,
    tick_ns_total,
    tick_ns_max,
    wake_late_ns_max,
    stage_ns,
    tick_ns_histogram,
    tick_cpu_ns_total,
    tick_cpu_ns_max,
    tick_cpu_ns_histogram
});

impl From<EngineStats> for mixminus_engine_stats {
    fn from(stats: EngineStats) -> mixminus_engine_stats {
        let mut stage_ns = [0; MIXMINUS_MAX_STAGES];
        stage_ns[..STAGES].copy_from_slice(&stats.stage_ns);
        mixminus_engine_stats {
            struct_size: 0,
            memory_locked: stats.memory_locked.into(),
            active_rooms: stats.active_rooms,
            active_participants: stats.active_participants,
            ticks: stats.ticks,
            skipped_ticks: stats.skipped_ticks,
            commands: stats.commands,
            events_lost: stats.events_lost,
            overloads: stats.overloads,
            tick_ns_total: stats.tick_ns_total,
            tick_ns_max: stats.tick_ns_max,
            wake_late_ns_max: stats.wake_late_ns_max,
            stage_ns,
            tick_ns_histogram: stats.tick_ns_histogram,
            tick_cpu_ns_total: stats.tick_cpu_ns_total,
            tick_cpu_ns_max: stats.tick_cpu_ns_max,
            tick_cpu_ns_histogram: stats.tick_cpu_ns_histogram,
        }
    }
}

/// Statistics of a participant. They count samples of its line, also where the host writes and reads at other rates.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_participant_stats {
    /// Set by mixminus_participant_stats_init.
    pub struct_size: u32,
    /// Samples in the in-ring after the last tick took its frame.
    pub in_fill: u32,
    /// Samples waiting in the out-ring, as of the last read.
    pub out_fill: u32,
    /// Delay from write to read within the engine, samples: in-ring fill + DTMF look-ahead + one frame + out-ring fill,
    /// as of the last read. The filters of mixminus_participant_set_rates add to it what they delay.
    pub latency: u32,
    /// Mean square of the last frame's contribution; full scale is 2^30.
    pub mean_square: u32,
    /// Peak of the last frame's contribution: 0 to 32768.
    pub peak: u32,
    /// Samples that writes accepted.
    pub written: u64,
    /// Samples that writes had no space for, because the clock had stopped.
    pub write_refused: u64,
    /// Samples that writes accepted while the participant was in no room; they are discarded.
    pub write_discarded: u64,
    /// Samples of the room that reads returned.
    pub read: u64,
    /// Samples that reads returned because the room's were not available: made up of the last frame, or silence.
    pub read_silence: u64,
    /// Ticks at which the in-ring was empty.
    pub underruns: u64,
    /// Cuts that brought an overfull in-ring back to its cap.
    pub trims: u64,
    /// Samples that these cuts removed.
    pub trimmed: u64,
    /// Frames that the tick dropped because the out-ring was full.
    pub out_dropped: u64,
    /// Frames that reads skipped because they were older than the cap, or because more were waiting than the reads need.
    pub out_stale: u64,
    /// Samples that came after their time had been played (W3C: packets_discarded, there in packets).
    pub late: u64,
    /// Samples that came twice.
    pub duplicate: u64,
    /// Samples that came after later ones, in time to be played.
    pub reordered: u64,
    /// Samples that were missing when their time came, and were filled (W3C: concealed_samples).
    pub concealed: u64,
    /// Gaps that were filled (W3C: concealment_events).
    pub concealment_events: u64,
    /// The reserve that an adaptive target aims for, samples beyond the fastest of the last packets; 0 if the target is
    /// fixed (W3C: jitter_buffer_target_delay, there summed).
    pub target: u64,
    /// Samples that were put in to raise the delay: to an adaptive target, or against a clock that is slower than
    /// the engine's (W3C: inserted_samples_for_deceleration).
    pub inserted: u64,
    /// Samples that were left out to lower the delay: to an adaptive target, after a burst, or against a clock that
    /// is faster than the engine's (W3C: removed_samples_for_acceleration).
    pub removed: u64,
    /// Samples of a speech agent's line that were heard or flushed since it joined: how far its listeners have come. 0 for
    /// other lines.
    pub played: u64,
}

abi_struct!(
    #[added(late)]
    mixminus_participant_stats {
        in_fill,
        out_fill,
        latency,
        mean_square,
        peak,
        written,
        write_refused,
        write_discarded,
        read,
        read_silence,
        underruns,
        trims,
        trimmed,
        out_dropped,
        out_stale,
        late,
        duplicate,
        reordered,
        concealed,
        concealment_events,
        target,
        inserted,
        removed,
        played
    }
);

impl From<ParticipantStats> for mixminus_participant_stats {
    fn from(stats: ParticipantStats) -> mixminus_participant_stats {
        mixminus_participant_stats {
            struct_size: 0,
            in_fill: stats.in_fill,
            out_fill: stats.out_fill,
            latency: stats.latency,
            mean_square: stats.mean_square,
            peak: stats.peak,
            written: stats.written,
            write_refused: stats.write_refused,
            write_discarded: stats.write_discarded,
            read: stats.read,
            read_silence: stats.read_silence,
            underruns: stats.underruns,
            trims: stats.trims,
            trimmed: stats.trimmed,
            out_dropped: stats.out_dropped,
            out_stale: stats.out_stale,
            late: stats.late,
            duplicate: stats.duplicate,
            reordered: stats.reordered,
            concealed: stats.concealed,
            concealment_events: stats.concealment_events,
            target: stats.target,
            inserted: stats.inserted,
            removed: stats.removed,
            played: stats.played,
        }
    }
}

/// Prepares a struct for mixminus_engine_get_stats to fill in.
///
/// stats: the struct to fill.
/// size: sizeof *stats.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (stats is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_stats_init(
    stats: NewStruct<'_, mixminus_engine_stats>,
    size: SizeOf<mixminus_engine_stats>,
) -> mixminus_status {
    control_call(|| Ok(stats.init("stats", size)?))
}

/// Returns the engine's counters.
///
/// stats: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL) or MIXMINUS_ERR_STRUCT_SIZE.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_get_stats(
    engine: EnginePointer<'_>,
    stats: OutStruct<'_, mixminus_engine_stats>,
) -> mixminus_status {
    engine.control_result(stats.required("stats"), |engine| {
        engine.check_process()?;
        Ok(engine.stats().into())
    })
}

/// Prepares a struct for mixminus_participant_get_stats to fill in.
///
/// stats: the struct to fill.
/// size: sizeof *stats.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (stats is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_stats_init(
    stats: NewStruct<'_, mixminus_participant_stats>,
    size: SizeOf<mixminus_participant_stats>,
) -> mixminus_status {
    control_call(|| Ok(stats.init("stats", size)?))
}

/// Returns a participant's counters.
///
/// stats: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_get_stats(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    stats: OutStruct<'_, mixminus_participant_stats>,
) -> mixminus_status {
    engine.control_result(stats.required("stats"), |engine| {
        Ok(engine.participant_stats(ParticipantId(participant))?.into())
    })
}
