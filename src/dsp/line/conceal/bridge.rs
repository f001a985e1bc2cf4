//! Bridges a gap of which both sides are known.

use super::search::find;
use super::sums::{smooth, to_sample};

/// The two sides of a gap, both in the order of time.
#[derive(Debug)]
pub struct Sides<'a> {
    /// Samples of the gap.
    pub gap: usize,
    /// What continues the samples before the gap, from the last of these to `reach` + 2 samples after the gap.
    pub before: &'a [f32],
    /// What leads to the samples after it, from `reach` + 2 samples before the gap to `reach` + 1 samples after it: these are
    /// themselves known.
    pub after: &'a [f32],
    /// By how many samples either may be shifted.
    pub reach: usize,
    /// Samples that are compared in the middle of the gap.
    pub width: usize,
}

impl Sides<'_> {
    /// Fills the gap: fades from one side to the other, each warped so that they are in phase.
    pub fn fill(&self, out: &mut [i16], rate: usize) {
        let from = (self.gap - self.width) / 2;
        let before = self.before.get(from + 1..from + 1 + self.width).unwrap_or_default();
        let after = self.after.get(from + 2..from + 2 + self.width + 2 * self.reach).unwrap_or_default();
        let place = find(before, after, rate, |late| 1.0 - 0.3 * (2.0 * late - 1.0).abs());
        // By how much `before` has to run ahead of `after`.
        let shift = self.reach as i32 - place.offset as i32;
        let gap = (self.gap as i32).max(1);
        // Each sample of the gap is one and a part later than the one before it.
        let step = (UNIT + shift * UNIT / gap) as u32;
        let mut in_before = 0;
        let mut in_after = ((self.reach as i32 + 1 - shift) * UNIT) as u32;
        let per_sample = 1.0 / gap as f32;
        let mut part = 0.5 * per_sample;
        for out in out {
            let before = read(self.before, in_before);
            let after = read(self.after, in_after);
            *out = to_sample(before + (after - before) * smooth(part));
            in_before += step;
            in_after += step;
            part += per_sample;
        }
    }
}

/// One sample, in the fixed point of positions.
const UNIT: i32 = 1 << 16;

/// The signal a sample after `at`: the cubic through four samples.
#[inline]
fn read(samples: &[f32], at: u32) -> f32 {
    let x = (at & 0xffff) as i32 as f32 / UNIT as f32;
    let from = samples.get((at >> 16) as usize..).unwrap_or_default();
    let Some([a, b, c, d]) = from.first_chunk() else { return 0.0 };
    // Catmull-Rom.
    b + 0.5 * x * (c - a + x * (2.0 * a - 5.0 * b + 4.0 * c - d + x * (3.0 * (b - c) + d - a)))
}
