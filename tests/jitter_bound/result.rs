//! How far a jitter buffer is from the bound, kind by kind.
#![allow(dead_code)]

use crate::bound::{Bound, Played};
use crate::traces::{Kind, Packet, kinds};

/// The bound is known for at least this share of late packets: beyond it, no buffer is worth its delay.
const MOST_LATE: usize = 16;

/// How a buffer has played the traces of a kind.
#[derive(Clone, Copy, Debug)]
pub struct OfKind {
    /// The kind.
    pub kind: Kind,
    /// The mean delay, ms; the bound at the buffer's share of late packets.
    pub mean_ms: f64,
    pub bound_ms: f64,
    /// Packets that were late, percent.
    pub late_percent: f64,
    /// The cost beyond the least, ms.
    pub cost_ms: f64,
}

impl OfKind {
    /// The delay over the bound, percent.
    pub fn over_percent(&self) -> f64 {
        100.0 * (self.mean_ms / self.bound_ms - 1.0)
    }

    /// Where the bound is below 10 ms, 2 ms are allowed instead of a percentage.
    pub fn is_near(&self) -> bool {
        self.bound_ms < 10.0 && self.mean_ms <= self.bound_ms + 2.0
    }
}

/// Plays each kind of trace by `play`, for each seed.
pub fn measure(seeds: &[u64], seconds: usize, play: impl Fn(&[Packet]) -> Played) -> Vec<OfKind> {
    kinds()
        .into_iter()
        .map(|kind| {
            let (mut all, mut bound_ms, mut mean_ms, mut cost_ms) = (Played::default(), 0.0, 0.0, 0.0);
            for seed in seeds {
                let trace = kind.trace(*seed, seconds);
                let played = play(&trace);
                let bound = Bound::of(&trace, played.late.max(played.packets / MOST_LATE) + 1);
                bound_ms += bound.mean_ms(played.late) / seeds.len() as f64;
                mean_ms += played.mean_ms() / seeds.len() as f64;
                cost_ms += (played.cost_ms() - bound.cost_ms()) / seeds.len() as f64;
                all.add(&played);
            }
            OfKind { kind, mean_ms, bound_ms, cost_ms, late_percent: all.late_percent() }
        })
        .collect()
}

/// Over all kinds: the means of the delay, of the share of late packets and of the cost; how far the sum of the delays, the
/// median and the worst kind are over the bound, percent.
#[derive(Clone, Copy, Debug)]
pub struct Summary {
    pub mean_ms: f64,
    pub late_percent: f64,
    pub cost_ms: f64,
    pub sum_percent: f64,
    pub median_percent: f64,
    pub worst_percent: f64,
}

impl Summary {
    /// Of all kinds.
    pub fn of(results: &[OfKind]) -> Summary {
        let count = results.len() as f64;
        let sum = |value: fn(&OfKind) -> f64| results.iter().map(value).sum::<f64>();
        let mut over: Vec<f64> = results.iter().map(OfKind::over_percent).collect();
        over.sort_by(f64::total_cmp);
        Summary {
            mean_ms: sum(|of| of.mean_ms) / count,
            late_percent: sum(|of| of.late_percent) / count,
            cost_ms: sum(|of| of.cost_ms) / count,
            sum_percent: 100.0 * (sum(|of| of.mean_ms) / sum(|of| of.bound_ms) - 1.0),
            median_percent: over[over.len() / 2],
            worst_percent: over[over.len() - 1],
        }
    }
}

/// Prints a table.
pub fn print(results: &[OfKind]) {
    println!("| kind | mean ms | late % | bound ms | over % | cost+ ms |");
    println!("|---|---|---|---|---|---|");
    for of in results {
        let OfKind { kind, mean_ms, bound_ms, late_percent, cost_ms } = of;
        let over = of.over_percent();
        println!(
            "| {} | {mean_ms:.1} | {late_percent:.2} | {bound_ms:.1} | {over:.0} | {cost_ms:.1} |",
            kind.name
        );
    }
    let all = Summary::of(results);
    println!(
        "| all | {:.1} | {:.2} | sum, median, worst: {:.0}, {:.0}, {:.0} | | {:.1} |\n",
        all.mean_ms, all.late_percent, all.sum_percent, all.median_percent, all.worst_percent, all.cost_ms
    );
}
