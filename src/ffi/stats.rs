//! Statistics
//!
//! Counters of an engine since it was made, and of a participant since it was made:
//!
//! ```c
//! mixminus_engine_stats stats;
//! mixminus_engine_stats_init(&stats, sizeof stats);
//! mixminus_engine_get_stats(engine, &stats);
//! printf("mean tick: %" PRIu64 " ns\n", stats.ticks ? stats.tick_ns_total / stats.ticks : 0);
//! ```
//!
//! They are read while ticks go on, so two counters of one reading may be a tick apart.

use super::abi_struct::{NewStruct, OutStruct, SizeOf, abi_struct};
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_participant;
use super::status::mixminus_status;
use crate::handle::ParticipantId;
use crate::rt::state::stats::{EngineStats, ParticipantStats, STAGES, Stage, TICK_BUCKETS};

/// How many buckets the histogram of tick times has.
pub const MIXMINUS_TICK_BUCKETS: usize = 32;
/// How many stages mixminus_engine_stats has room for; those without a constant are zero.
pub const MIXMINUS_MAX_STAGES: usize = 16;
/// In mixminus_engine_stats.stage_ns: commands are applied.
pub const MIXMINUS_STAGE_COMMANDS: usize = 0;
/// In mixminus_engine_stats.stage_ns: in-rings are pulled, gain and ramps applied, levels measured.
pub const MIXMINUS_STAGE_INPUT: usize = 1;
/// In mixminus_engine_stats.stage_ns: contributions are summed and each participant's own is subtracted.
pub const MIXMINUS_STAGE_MIX: usize = 2;
/// In mixminus_engine_stats.stage_ns: the common frame goes to those who are silent, out-rings are published.
pub const MIXMINUS_STAGE_OUTPUT: usize = 3;
/// In mixminus_engine_stats.stage_ns: rooms are swept, events and statistics published.
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
    /// 1: the engine's memory is locked. 0: it is not, or that was not asked for.
    pub memory_locked: u32,
    /// Rooms with at least one participant, as of the last tick.
    pub active_rooms: u32,
    /// Participants in rooms, as of the last tick.
    pub active_participants: u32,
    /// Ticks done.
    pub ticks: u64,
    /// Ticks that were skipped because the driver came too late to catch up.
    pub skipped_ticks: u64,
    /// Commands applied.
    pub commands: u64,
    /// Events lost because nobody polled.
    pub events_lost: u64,
    /// Frames whose sum was beyond 16 bits and was limited.
    pub overloads: u64,
    /// Run time of all ticks together, ns, apart from how late the system woke the driver.
    pub tick_ns_total: u64,
    /// The longest tick, ns.
    pub tick_ns_max: u64,
    /// How late the system woke the driver, the worst, ns.
    pub wake_late_ns_max: u64,
    /// Of tick_ns_total, by MIXMINUS_STAGE_, over all workers. Zero where the machine has no cycle counter of ours.
    pub stage_ns: [u64; MIXMINUS_MAX_STAGES],
    /// Bucket b counts the ticks that ran 2^b to 2^(b+1) - 1 ns; the last takes all above.
    pub tick_ns_histogram: [u64; MIXMINUS_TICK_BUCKETS],
    /// As tick_ns_total, but in processor time of the driver's thread: without what the system gave to others in the
    /// midst of a tick. Linux leaves out the time that a hypervisor took, where that tells it. Zero with the host's
    /// clock, and on systems other than Linux.
    pub tick_cpu_ns_total: u64,
    /// As tick_ns_max, in processor time.
    pub tick_cpu_ns_max: u64,
    /// As tick_ns_histogram, in processor time.
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

/// Statistics of a participant.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_participant_stats {
    /// Set by mixminus_participant_stats_init.
    pub struct_size: u32,
    /// Samples in the in-ring when the last tick had taken its frame.
    pub in_fill: u32,
    /// Samples that wait in the out-ring, as of the last read.
    pub out_fill: u32,
    /// Mouth to ear within the engine, samples: in-ring fill + the look-ahead of key suppression + one frame + out-ring
    /// fill, as of the last read.
    pub latency: u32,
    /// Mean square of the last frame's contribution, full scale = 2^30.
    pub mean_square: u32,
    /// Peak of the last frame's contribution, 0 to 32768.
    pub peak: u32,
    /// Samples that writes took.
    pub written: u64,
    /// Samples that writes had no room for, because the clock had stopped.
    pub write_refused: u64,
    /// Samples that writes took while the participant was in no room; nobody hears them.
    pub write_discarded: u64,
    /// Samples of the room that reads gave.
    pub read: u64,
    /// Samples of silence that reads gave because there was nothing else.
    pub read_silence: u64,
    /// Ticks at which the in-ring had run dry.
    pub underruns: u64,
    /// Cuts that brought an overfull in-ring back to its cap, or in a pause to what it needs.
    pub trims: u64,
    /// Samples cut by them.
    pub trimmed: u64,
    /// Frames that the tick dropped because the out-ring was full.
    pub out_dropped: u64,
    /// Frames that reads skipped because they were older than the cap, or in a pause because more waited than needed.
    pub out_stale: u64,
}

abi_struct!(mixminus_participant_stats {
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
    out_stale
});

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
        }
    }
}

/// Makes a struct ready to be filled by mixminus_engine_get_stats.
///
/// stats: the struct to prepare. size: sizeof *stats as the host was compiled.
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

/// Reads the engine's counters.
///
/// stats: filled in; left alone if the call fails.
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

/// Makes a struct ready to be filled by mixminus_participant_get_stats.
///
/// stats: the struct to prepare. size: sizeof *stats as the host was compiled.
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

/// Reads a participant's counters.
///
/// stats: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker's.
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
