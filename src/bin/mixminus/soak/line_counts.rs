//! What became of the packets of impaired lines, summed over lines.

use std::ops::{AddAssign, Sub};

use mixminus::ParticipantStats;

use crate::network::PacketCounts;

/// A counter of the engine that is reported.
#[derive(Clone, Copy, Debug)]
pub struct Counter {
    /// Its name in JSON.
    pub json_name: &'static str,
    /// Its name in the summary.
    pub name: &'static str,
    of: fn(&ParticipantStats) -> u64,
}

/// The counters, in the order in which they are reported.
pub const COUNTERS: [Counter; 9] = [
    Counter { json_name: "late_samples", name: "late", of: |stats| stats.late },
    Counter { json_name: "duplicate_samples", name: "duplicate", of: |stats| stats.duplicate },
    Counter { json_name: "reordered_samples", name: "reordered", of: |stats| stats.reordered },
    Counter { json_name: "concealed_samples", name: "concealed", of: |stats| stats.concealed },
    Counter { json_name: "inserted_samples", name: "inserted", of: |stats| stats.inserted },
    Counter { json_name: "removed_samples", name: "removed", of: |stats| stats.removed },
    Counter { json_name: "refused_samples", name: "refused", of: |stats| stats.write_refused },
    Counter { json_name: "concealment_events", name: "gaps concealed", of: |stats| stats.concealment_events },
    Counter { json_name: "underruns", name: "underruns", of: |stats| stats.underruns },
];

/// Packets, and what the engine counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineCounts {
    /// Packets on the way.
    pub packets: PacketCounts,
    /// By the place in [`COUNTERS`].
    pub counters: [u64; COUNTERS.len()],
}

impl LineCounts {
    /// Those of one line.
    pub fn new(packets: PacketCounts, stats: &ParticipantStats) -> LineCounts {
        LineCounts { packets, counters: COUNTERS.map(|counter| (counter.of)(stats)) }
    }
}

impl AddAssign for LineCounts {
    fn add_assign(&mut self, other: LineCounts) {
        self.packets.sent += other.packets.sent;
        self.packets.lost += other.packets.lost;
        self.counters.iter_mut().zip(other.counters).for_each(|(sum, count)| *sum += count);
    }
}

impl Sub for LineCounts {
    type Output = LineCounts;

    /// What was counted since `earlier`.
    fn sub(self, earlier: LineCounts) -> LineCounts {
        LineCounts {
            packets: PacketCounts {
                sent: self.packets.sent - earlier.packets.sent,
                lost: self.packets.lost - earlier.packets.lost,
            },
            counters: std::array::from_fn(|at| self.counters[at] - earlier.counters[at]),
        }
    }
}

/// Delays of lines within the engine, samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delays {
    count: u64,
    total: u64,
    max: u32,
}

impl Delays {
    /// Adds a delay.
    pub fn add(&mut self, samples: u32) {
        self.count += 1;
        self.total += u64::from(samples);
        self.max = self.max.max(samples);
    }

    /// The mean and the largest, milliseconds; `None` if there are none.
    pub fn mean_and_max_ms(&self, rate_hz: u32) -> Option<(f64, f64)> {
        let ms = |samples: f64| samples * 1000.0 / f64::from(rate_hz);
        (self.count > 0).then(|| (ms(self.total as f64 / self.count as f64), ms(f64::from(self.max))))
    }
}
