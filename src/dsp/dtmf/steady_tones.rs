//! Recognises one or two steady low tones in the background: hum, a dial tone. With them subtracted, the receiver
//! detects a digit as strong as the background, which purity alone would reject.
//!
//! Speech has low and even harmonics too, but its pitch moves. So the criterion is that one filter with two notches
//! silences the low part of the line, and that the filter stays the same for a tenth of a second and more. The filter
//! is x[n] + x[n−4] + a·(x[n−1] + x[n−3]) + b·x[n−2], fitted by least squares to the line at 1 kHz (sums of eight
//! samples).

#![expect(clippy::indexing_slicing, reason = "every index is below the fixed length of its array")]

use crate::dsp::lanes::Lanes;

/// Samples at 1 kHz that are kept.
const LENGTH: usize = 68;

/// Output samples of the filter that are computed: 64 ms.
const RESIDUES: usize = LENGTH - 4;

/// Samples at 8 kHz per sample at 1 kHz.
const DECIMATION: usize = 8;

/// The largest share of energy that the filter may leave: −23 dB.
const MAX_RESIDUE: f32 = 0.005;

/// How much a coefficient of the filter may change from frame to frame: about 1 Hz of a tone.
const MAX_FILTER_CHANGE: f32 = 0.02;

/// The least share of the line's power at 1 kHz rate: the sums attenuate a tone of 450 Hz to a half.
const MIN_LOW_SHARE: f32 = 0.2;

/// How much the energy of windows may vary, as ratio: two tones beat.
const MAX_VARIATION: f32 = 1.8;

/// Hops for which the criterion must hold: 60 ms, beside the 64 ms that each test spans.
const CONFIRMED_AFTER: u32 = 24;

/// Hops for which the tones are remembered while the criterion fails: 1 s, not counting digits and candidates.
const FORGOTTEN_AFTER: u32 = 400;

/// The steady tones of a line.
#[derive(Clone, Debug)]
pub struct SteadyTones {
    /// The last samples at 1 kHz, the latest last.
    low: [f32; LENGTH],
    /// The coefficients a and b that were fitted last.
    filter: [f32; 2],
    /// Mean energy of a window in the last frame that was tested.
    before: f32,
    /// Hops for which the criterion has held.
    hops: u32,
    /// Energy of the tones, per window; 0: none are known.
    energy: f32,
    /// Hops since the criterion held.
    age: u32,
}

impl SteadyTones {
    /// No steady tones.
    pub const NOTHING: SteadyTones =
        SteadyTones { low: [0.0; LENGTH], filter: [0.0; 2], before: 0.0, hops: 0, energy: 0.0, age: 0 };

    /// Energy of the tones, per window; 0 if none are known.
    pub fn energy(&self) -> f32 {
        self.energy
    }

    /// Adds samples at 8 kHz.
    #[inline(always)]
    pub fn push(&mut self, samples: &[i16]) {
        let summed = samples.as_chunks::<DECIMATION>().0;
        let count = summed.len().min(LENGTH);
        for at in count..LENGTH {
            self.low[at - count] = self.low[at];
        }
        for (low, summed) in self.low[LENGTH - count..].iter_mut().zip(summed) {
            *low = summed.iter().map(|x| i32::from(*x)).sum::<i32>() as f32;
        }
    }

    /// Tests the criterion, at the end of a frame of `hops` hops without a digit. `windows`: energies of the last
    /// windows, each of `samples` samples.
    #[inline(always)]
    pub fn update<L: Lanes>(
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
        let similar = |a: f32, b: f32| a <= MAX_VARIATION * b && b <= MAX_VARIATION * a;
        let steady = most > 0.0 && similar(least, most) && similar(mean, self.before);
        self.before = mean;
        self.hops =
            if steady && self.is_two_tones(lanes, mean / samples as f32) { self.hops + hops } else { 0 };
        if self.hops >= CONFIRMED_AFTER {
            self.energy = mean;
            self.age = 0;
            return;
        }
        self.age = self.age.saturating_add(hops);
        if self.age > FORGOTTEN_AFTER {
            self.energy = 0.0;
        }
    }

    /// Returns true if a filter with two notches silences the line at 1 kHz, with the coefficients of a frame ago, and
    /// `power` of the line is mostly there.
    #[inline(always)]
    fn is_two_tones<L: Lanes>(&mut self, lanes: L, power: f32) -> bool {
        let zero = lanes.floats(&[0.0; 8]);
        let (mut uu, mut uv, mut uw, mut vv, mut vw, mut ww) = (zero, zero, zero, zero, zero, zero);
        for first in (0..RESIDUES).step_by(8) {
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
        // With a single tone one coefficient is free; the ridge makes it the smallest.
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
        let same = (a - self.filter[0]).abs() <= MAX_FILTER_CHANGE
            && (b - self.filter[1]).abs() <= MAX_FILTER_CHANGE;
        self.filter = [a, b];
        let low = ww / (RESIDUES * DECIMATION * DECIMATION) as f32;
        same && rest <= MAX_RESIDUE * whole && low >= MIN_LOW_SHARE * power
    }
}

/// EightFloats samples at 1 kHz.
#[inline(always)]
fn eight<L: Lanes>(lanes: L, low: &[f32; LENGTH], at: usize) -> L::F {
    match low[at..].first_chunk::<8>() {
        Some(eight) => lanes.floats(eight),
        None => lanes.floats(&[0.0; 8]),
    }
}

/// The sum of eight floats, in the same order at every SIMD level.
#[inline(always)]
fn sum<L: Lanes>(lanes: L, floats: L::F) -> f32 {
    let mut all = [0.0; 8];
    lanes.store_floats(&mut all, floats);
    let [a, b, c, d, e, f, g, h] = all;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}
