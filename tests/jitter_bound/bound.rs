//! The least mean playout delay of a trace, for each number of late packets: Moon, Kurose, Towsley, "Packet audio playout
//! delay adjustment" (1998). Each talkspurt has one offset, chosen by someone who knows the trace.
#![allow(dead_code)]

use crate::traces::{PACKET, Packet};

/// Milliseconds of a tick.
pub const TICK_MS: f64 = 10.0;
/// Samples of a tick.
pub const TICK: usize = PACKET / 2;

/// What the mean delay costs if more are late, ms per 1 % late.
const PRICE_MS: f64 = 20.0;

/// How a trace was played.
#[derive(Clone, Copy, Debug, Default)]
pub struct Played {
    /// Packets of talkspurts that arrived.
    pub packets: usize,
    /// Of these, those that were not played.
    pub late: usize,
    /// The delay of the others together: played minus sent minus the trace's fastest transit, ms.
    pub delay_ms: f64,
    /// The longest delay, ms.
    pub worst_ms: f64,
}

impl Played {
    /// The mean delay, ms.
    pub fn mean_ms(&self) -> f64 {
        self.delay_ms / (self.packets - self.late).max(1) as f64
    }

    /// The share of packets that were late, percent.
    pub fn late_percent(&self) -> f64 {
        100.0 * self.late as f64 / self.packets.max(1) as f64
    }

    /// The mean delay with the price of late packets, ms.
    pub fn cost_ms(&self) -> f64 {
        self.mean_ms() + PRICE_MS * self.late_percent()
    }

    /// Adds another trace.
    pub fn add(&mut self, other: &Played) {
        self.packets += other.packets;
        self.late += other.late;
        self.delay_ms += other.delay_ms;
        self.worst_ms = self.worst_ms.max(other.worst_ms);
    }
}

/// The fastest transit, ms.
pub fn fastest(trace: &[Packet]) -> f64 {
    trace.iter().filter_map(|p| Some(p.arrived_ms? - p.sent_ms)).fold(f64::INFINITY, f64::min)
}

/// The least delay of all played packets together, by how many are late.
#[derive(Debug)]
pub struct Bound {
    packets: usize,
    least: Vec<f64>,
}

impl Bound {
    /// Of a trace, with at most so many late packets.
    pub fn of(trace: &[Packet], most_late: usize) -> Bound {
        let fastest = fastest(trace);
        let (mut least, mut packets) = (vec![0.0], 0);
        for spurt in trace.chunk_by(|one, other| one.is_speech == other.is_speech && !other.starts_talkspurt)
        {
            // How late each packet may be played at the earliest, in ticks, and when that was sent.
            let mut arrived: Vec<(i64, f64)> = spurt
                .iter()
                .filter(|packet| packet.is_speech)
                .filter_map(|packet| {
                    let media = (packet.media / TICK) as i64;
                    Some((
                        (packet.arrived_ms? / TICK_MS).ceil() as i64 - media,
                        packet.sent_ms - media as f64 * TICK_MS,
                    ))
                })
                .collect();
            arrived.sort_by_key(|(ticks, _)| *ticks);
            packets += arrived.len();
            // The delay if the first `n` are played, at the offset of the last of them.
            let mut choices = Vec::new();
            let mut sent = 0.0;
            for (at, (ticks, sent_ms)) in arrived.iter().enumerate() {
                sent += sent_ms;
                let n = at + 1;
                if arrived.get(n).is_none_or(|next| next.0 > *ticks) {
                    let delay = n as f64 * (*ticks as f64 * TICK_MS - fastest) - sent;
                    choices.push((arrived.len() - n, delay));
                }
            }
            choices.push((arrived.len(), 0.0));
            let reach = (least.len() - 1 + arrived.len()).min(most_late);
            let mut next = vec![f64::INFINITY; reach + 1];
            for (late, delay) in choices {
                for (before, sum) in least.iter().enumerate() {
                    if let Some(best) = next.get_mut(before + late) {
                        *best = best.min(sum + delay);
                    }
                }
            }
            least = next;
        }
        Bound { packets, least }
    }

    /// The least mean delay with so many late packets or fewer, ms.
    pub fn mean_ms(&self, late: usize) -> f64 {
        self.least
            .iter()
            .take(late + 1)
            .enumerate()
            .map(|(late, sum)| sum / (self.packets - late).max(1) as f64)
            .fold(f64::INFINITY, f64::min)
    }

    /// The least mean delay with the price of late packets, ms.
    pub fn cost_ms(&self) -> f64 {
        (0..self.least.len())
            .map(|late| {
                let delay_ms = self.least[late];
                Played { packets: self.packets, late, delay_ms, worst_ms: 0.0 }.cost_ms()
            })
            .fold(f64::INFINITY, f64::min)
    }
}
