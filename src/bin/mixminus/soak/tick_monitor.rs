//! Measures each tick of a driver, by sampling the engine's totals more often than it ticks.

use mixminus::{Engine, EngineStats, TICK_BUCKETS};

use super::times::Times;

/// Total and histogram of one clock.
type Reading = (u64, [u64; TICK_BUCKETS]);

/// The times so far.
#[derive(Debug)]
pub struct TickMonitor {
    /// Wall-clock run times.
    pub wall: Times,
    /// Run times in processor time.
    pub cpu: Times,
    /// How late the system woke the driver.
    pub late: Times,
    seen: [Reading; 3],
}

impl TickMonitor {
    /// Measures ticks from now on.
    pub fn new(engine: &Engine) -> TickMonitor {
        let seen = readings(&engine.stats());
        TickMonitor { wall: Times::new(), cpu: Times::new(), late: Times::new(), seen }
    }

    /// Adds the ticks since the last sample. If there were several, each counts as the upper end of its power of two,
    /// or as the sum of all if that is less: never less than it was.
    pub fn sample(&mut self, engine: &Engine) {
        let now = readings(&engine.stats());
        let times = [&mut self.wall, &mut self.cpu, &mut self.late];
        for ((times, seen), now) in times.into_iter().zip(&mut self.seen).zip(now) {
            let total = now.0 - seen.0;
            for (bucket, (after, before)) in now.1.iter().zip(&seen.1).enumerate() {
                for _ in *before..*after {
                    times.add(total.min(2 << bucket));
                }
            }
            if now.1 != seen.1 {
                *seen = now;
            }
        }
    }
}

fn readings(stats: &EngineStats) -> [Reading; 3] {
    [
        (stats.tick_ns_total, stats.tick_ns_histogram),
        (stats.tick_cpu_ns_total, stats.tick_cpu_ns_histogram),
        (stats.wake_late_ns_total, stats.wake_late_ns_histogram),
    ]
}
