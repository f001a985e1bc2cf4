//! Statistics of the engine and of each participant.

use super::counters::Count;

/// The stages of a tick, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Stage {
    /// Commands are applied.
    Commands = 0,
    /// In-rings are pulled; gain and ramps are applied and levels measured in the same pass.
    Input = 1,
    /// Contributions are summed and each participant's own is subtracted, into the out-rings.
    Mix = 2,
    /// The common frame is copied to the silent, and out-rings are published.
    Output = 3,
    /// Rooms are swept; events and statistics are published.
    Publish = 4,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; STAGES] =
        [Stage::Commands, Stage::Input, Stage::Mix, Stage::Output, Stage::Publish];
}

/// How many stages there are.
pub const STAGES: usize = 5;

/// Buckets of the tick-time histogram: bucket `b` counts ticks of 2^b … 2^(b+1)−1 ns; the last counts all longer ones.
pub const TICK_BUCKETS: usize = 32;

/// Statistics of an engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EngineStats {
    /// Ticks done.
    pub ticks: u64,
    /// Ticks that were skipped because the driver came too late to catch up.
    pub skipped_ticks: u64,
    /// Commands applied.
    pub commands: u64,
    /// Events lost because nobody polled.
    pub events_lost: u64,
    /// Run time of all ticks together, ns, apart from how late the system woke the driver.
    pub tick_ns_total: u64,
    /// The longest tick, ns.
    pub tick_ns_max: u64,
    /// Bucket `b` counts the ticks that ran 2^b … 2^(b+1)−1 ns.
    pub tick_ns_histogram: [u64; TICK_BUCKETS],
    /// Of `tick_ns_total`, by [`Stage`], over all workers. Zero where the library has no cycle counter.
    pub stage_ns: [u64; STAGES],
    /// As `tick_ns_total`, but in processor time of the driver's thread: without the time during a tick in which the
    /// system ran other threads. Linux also leaves out the time that a hypervisor took, if the hypervisor reports it.
    /// Zero with the host's clock, and on systems where the library has no such clock.
    pub tick_cpu_ns_total: u64,
    /// As `tick_ns_max`, in processor time.
    pub tick_cpu_ns_max: u64,
    /// As `tick_ns_histogram`, in processor time.
    pub tick_cpu_ns_histogram: [u64; TICK_BUCKETS],
    /// How late the system woke the driver, the worst, ns.
    pub wake_late_ns_max: u64,
    /// The same of all ticks together.
    pub wake_late_ns_total: u64,
    /// The same by powers of two, as `tick_ns_histogram`.
    pub wake_late_ns_histogram: [u64; TICK_BUCKETS],
    /// Frames that overloaded: their sum was beyond 16 bits and was limited.
    pub overloads: u64,
    /// Rooms with at least one participant, as of the last tick.
    pub active_rooms: u32,
    /// Participants in rooms, as of the last tick.
    pub active_participants: u32,
    /// The engine's memory is locked, as the configuration asked.
    pub memory_locked: bool,
}

/// Statistics of a participant, since it was made. They count samples of its line, whatever
/// [`set_rates`](crate::Engine::set_rates) says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParticipantStats {
    /// Samples that `write` took.
    pub written: u64,
    /// Samples that `write` refused because the in-ring was full, since the clock had stopped.
    pub write_refused: u64,
    /// Samples that `write` took and discarded because the participant was in no room.
    pub write_discarded: u64,
    /// Samples of the room that `read` gave.
    pub read: u64,
    /// Samples of silence that `read` gave because there was nothing else.
    pub read_silence: u64,
    /// Underruns: ticks that found less than a frame in the in-ring.
    pub underruns: u64,
    /// Cuts that brought an overfull in-ring back to its cap.
    pub trims: u64,
    /// Samples cut by them.
    pub trimmed: u64,
    /// Frames that the tick dropped because the out-ring was full.
    pub out_dropped: u64,
    /// Frames that `read` skipped because they were older than the cap, or in a pause because more waited than needed.
    pub out_stale: u64,
    /// Samples that came after their time had been played (`packets_discarded` of W3C statistics, in samples).
    pub late: u64,
    /// Samples that came twice.
    pub duplicate: u64,
    /// Samples that came after later ones, in time to be played.
    pub reordered: u64,
    /// Samples that were missing when their time came, and were filled (W3C: `concealed_samples`).
    pub concealed: u64,
    /// Gaps that were filled (W3C: `concealment_events`).
    pub concealment_events: u64,
    /// The reserve that an adaptive target aims for, samples beyond the fastest of the last packets; 0 if the target is fixed
    /// (W3C: `jitter_buffer_target_delay`, there summed).
    pub target: u64,
    /// Samples that were put in to raise the delay: to an adaptive target, or against a clock that is slower than the
    /// engine's (W3C: `inserted_samples_for_deceleration`).
    pub inserted: u64,
    /// Samples that were left out to lower the delay: to an adaptive target, after a burst, or against a clock that is
    /// faster than the engine's (W3C: `removed_samples_for_acceleration`).
    pub removed: u64,
    /// Samples of a speech agent's line that were heard or flushed since it joined: how far its listeners have come. 0 for
    /// other lines.
    pub played: u64,
    /// Samples in the in-ring when the last tick had taken its frame.
    pub in_fill: u32,
    /// Samples that wait in the out-ring, as of the last read.
    pub out_fill: u32,
    /// Mouth-to-ear delay within the engine, samples: in-ring fill + DTMF look-ahead + one frame + out-ring fill, as of
    /// the last read.
    pub latency: u32,
    /// Mean square of the last frame's contribution, full scale = 2³⁰.
    pub mean_square: u32,
    /// Peak of the last frame's contribution, 0 … 32,768.
    pub peak: u32,
}

/// The engine's counters: written by the ticking thread, read by anyone.
#[derive(Debug, Default)]
pub struct StatCells {
    /// Ticks done.
    pub ticks: Count,
    /// Ticks skipped.
    pub skipped: Count,
    /// Commands applied.
    pub commands: Count,
    /// Events lost.
    pub events_lost: Count,
    /// Overloaded frames.
    pub overloads: Count,
    /// Rooms with participants.
    pub active_rooms: Count,
    /// Participants in rooms.
    pub active_participants: Count,
    /// Cycles by stage.
    pub stage_cycles: [Count; STAGES],
    /// Cycles of whole ticks, to scale the stages by.
    pub tick_cycles: Count,
    /// Run time of ticks; kept by the thread that calls the tick.
    pub tick_time: TimeCells,
    /// The driver's ticks in processor time.
    pub tick_cpu_time: TimeCells,
    /// How late the driver was woken.
    pub wake_late: TimeCells,
}

impl StatCells {
    /// Adds cycles to a stage.
    pub fn add_cycles(&self, stage: Stage, cycles: u64) {
        if let Some(count) = self.stage_cycles.get(stage as usize) {
            count.add(cycles);
        }
    }

    /// The statistics.
    pub fn read(&self) -> EngineStats {
        let ns = self.tick_time.total.get();
        let cycles = u128::from(self.tick_cycles.get().max(1));
        EngineStats {
            ticks: self.ticks.get(),
            skipped_ticks: self.skipped.get(),
            commands: self.commands.get(),
            events_lost: self.events_lost.get(),
            tick_ns_total: ns,
            tick_ns_max: self.tick_time.max.get(),
            tick_ns_histogram: self.tick_time.read_histogram(),
            tick_cpu_ns_total: self.tick_cpu_time.total.get(),
            tick_cpu_ns_max: self.tick_cpu_time.max.get(),
            tick_cpu_ns_histogram: self.tick_cpu_time.read_histogram(),
            stage_ns: core::array::from_fn(|stage| {
                let part = self.stage_cycles.get(stage).map_or(0, Count::get);
                (u128::from(part) * u128::from(ns) / cycles) as u64
            }),
            wake_late_ns_max: self.wake_late.max.get(),
            wake_late_ns_total: self.wake_late.total.get(),
            wake_late_ns_histogram: self.wake_late.read_histogram(),
            overloads: self.overloads.get(),
            active_rooms: self.active_rooms.get() as u32,
            active_participants: self.active_participants.get() as u32,
            memory_locked: false,
        }
    }
}

/// Times of ticks, or how late they were.
#[derive(Debug, Default)]
pub struct TimeCells {
    /// Of all ticks together, ns.
    total: Count,
    /// Of the longest, ns.
    max: Count,
    /// By powers of two.
    histogram: [Count; TICK_BUCKETS],
}

impl TimeCells {
    /// Counts a tick that took, or was late by, `ns` nanoseconds.
    pub fn count(&self, ns: u64) {
        self.total.add(ns);
        self.max.set(self.max.get().max(ns));
        let bucket = (ns.max(1).ilog2() as usize).min(TICK_BUCKETS - 1);
        if let Some(count) = self.histogram.get(bucket) {
            count.add(1);
        }
    }

    fn read_histogram(&self) -> [u64; TICK_BUCKETS] {
        core::array::from_fn(|bucket| self.histogram.get(bucket).map_or(0, Count::get))
    }
}
