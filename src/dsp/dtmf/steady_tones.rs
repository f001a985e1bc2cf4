//! What lies steadily under a line, and is no key: hum, a dial tone. A receiver that knows it can hear a key as strong
//! as that through it, which by purity alone it could not.
//!
//! Steady is not low: speech has low and even harmonics too, but their pitch moves. Steady is a line that one filter
//! of two tones silences, the same filter for a tenth of a second and more. The filter is x[n] + x[n−4] + a·(x[n−1] +
//! x[n−3]) + b·x[n−2], fitted by least squares to the line's low part at 1 kHz (sums of eight samples).

#![expect(clippy::indexing_slicing, reason = "every index is below the fixed length of its array")]

use crate::dsp::lanes::Lanes;

/// Samples at 1 kHz that are kept.
const LENGTH: usize = 68;

/// The filter's residues that are looked at: 64 ms.
const LOOKED_AT: usize = LENGTH - 4;

/// Samples at 8 kHz in one that is kept.
const SUMMED: usize = 8;

/// How much of the low part the filter may leave: −23 dB.
const LEFT: f32 = 0.005;

/// By how much the filter's coefficients may differ from a frame to the next: about 1 Hz of a tone.
const MOVES: f32 = 0.02;

/// The least share of the line's power in its low part: a tone of 450 Hz is attenuated to a half.
const LEAST_LOW: f32 = 0.2;

/// How much the window's energy may vary: two tones beat.
const VARIES: f32 = 1.8;

/// Hops for which all that has to hold before it is believed: 60 ms, beside the 64 that each look spans.
const BELIEVED_AFTER: u32 = 24;

/// Hops for which it is believed when it cannot be seen: 1 s, not counting keys and what may become one.
const FORGOTTEN_AFTER: u32 = 400;

/// What lies steadily under a line.
#[derive(Clone, Debug)]
pub struct Steady {
    /// The low part, the latest last.
    low: [f32; LENGTH],
    filter: [f32; 2],
    /// Mean energy of the windows of the last frame that was looked at.
    before: f32,
    hops: u32,
    energy: f32,
    age: u32,
}

impl Steady {
    /// Nothing lies under it.
    pub const NOTHING: Steady =
        Steady { low: [0.0; LENGTH], filter: [0.0; 2], before: 0.0, hops: 0, energy: 0.0, age: 0 };

    /// Energy of a window of it; 0 if nothing is known to be there.
    pub fn energy(&self) -> f32 {
        self.energy
    }

    /// Hears samples at 8 kHz.
    #[inline(always)]
    pub fn hear(&mut self, samples: &[i16]) {
        let summed = samples.as_chunks::<SUMMED>().0;
        let count = summed.len().min(LENGTH);
        for at in count..LENGTH {
            self.low[at - count] = self.low[at];
        }
        for (low, summed) in self.low[LENGTH - count..].iter_mut().zip(summed) {
            *low = summed.iter().map(|x| i32::from(*x)).sum::<i32>() as f32;
        }
    }

    /// At the end of a frame of `hops` hops without a key: the energies of the last windows, and the samples of one.
    #[inline(always)]
    pub fn look<L: Lanes>(
        &mut self,
        lanes: L,
        windows: impl Iterator<Item = f32>,
        samples: usize,
        hops: u32,
    ) {
        let (mut least, mut most, mut sum, mut count) = (f32::MAX, 0.0_f32, 0.0, 0.0);
        for energy in windows {
            least = least.min(energy);
            most = most.max(energy);
            sum += energy;
            count += 1.0;
        }
        let mean = sum / count;
        let even = |a: f32, b: f32| a <= VARIES * b && b <= VARIES * a;
        let steady = most > 0.0 && even(least, most) && even(mean, self.before);
        self.before = mean;
        self.hops =
            if steady && self.is_two_tones(lanes, mean / samples as f32) { self.hops + hops } else { 0 };
        if self.hops >= BELIEVED_AFTER {
            self.energy = mean;
            self.age = 0;
            return;
        }
        self.age = self.age.saturating_add(hops);
        if self.age > FORGOTTEN_AFTER {
            self.energy = 0.0;
        }
    }

    /// Whether a filter of two tones silences the low part, the same filter as a frame ago, and the low part is most
    /// of a line of that power.
    #[inline(always)]
    fn is_two_tones<L: Lanes>(&mut self, lanes: L, power: f32) -> bool {
        let zero = lanes.floats(&[0.0; 8]);
        let (mut uu, mut uv, mut uw, mut vv, mut vw, mut ww) = (zero, zero, zero, zero, zero, zero);
        for first in (0..LOOKED_AT).step_by(8) {
            let u = lanes.add_floats(eight(lanes, &self.low, first), eight(lanes, &self.low, first + 4));
            let v = lanes.add_floats(eight(lanes, &self.low, first + 1), eight(lanes, &self.low, first + 3));
            let w = eight(lanes, &self.low, first + 2);
            uu = lanes.add_floats(uu, lanes.mul_floats(u, u));
            uv = lanes.add_floats(uv, lanes.mul_floats(u, v));
            uw = lanes.add_floats(uw, lanes.mul_floats(u, w));
            vv = lanes.add_floats(vv, lanes.mul_floats(v, v));
            vw = lanes.add_floats(vw, lanes.mul_floats(v, w));
            ww = lanes.add_floats(ww, lanes.mul_floats(w, w));
        }
        let (uu, uv, uw) = (sum(lanes, uu), sum(lanes, uv), sum(lanes, uw));
        let (vv, vw, ww) = (sum(lanes, vv), sum(lanes, vw), sum(lanes, ww));
        // A single tone leaves one of the two free; the smallest does.
        let ridge = 1e-5 * (vv + ww);
        let (p, q) = (vv + ridge, ww + ridge);
        let determinant = p * q - vw * vw;
        if determinant <= 0.0 {
            return false;
        }
        let a = (uw * vw - uv * q) / determinant;
        let b = (uv * vw - uw * p) / determinant;
        let rest = uu + a * a * vv + b * b * ww + 2.0 * (a * uv + b * uw + a * b * vw);
        let whole = uu + a * a * vv + b * b * ww;
        let same = (a - self.filter[0]).abs() <= MOVES && (b - self.filter[1]).abs() <= MOVES;
        self.filter = [a, b];
        let low = ww / (LOOKED_AT * SUMMED * SUMMED) as f32;
        same && rest <= LEFT * whole && low >= LEAST_LOW * power
    }
}

/// Eight samples of the low part.
#[inline(always)]
fn eight<L: Lanes>(lanes: L, low: &[f32; LENGTH], at: usize) -> L::F {
    match low[at..].first_chunk::<8>() {
        Some(eight) => lanes.floats(eight),
        None => lanes.floats(&[0.0; 8]),
    }
}

/// The sum of eight floats, in one order everywhere.
#[inline(always)]
fn sum<L: Lanes>(lanes: L, floats: L::F) -> f32 {
    let mut all = [0.0; 8];
    lanes.store_floats(&mut all, floats);
    let [a, b, c, d, e, f, g, h] = all;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}
