//! What lies steadily under a line, and is no key: hum, a dial tone. A receiver that knows it can hear a key as strong
//! as that through it, which by purity alone it could not.
//!
//! Steady is not low: speech has low and even harmonics too, but their pitch moves. Steady is a line that one filter
//! of two tones silences, the same filter for a tenth of a second and more. The filter is x[n] + x[n−4] + a·(x[n−1] +
//! x[n−3]) + b·x[n−2], fitted by least squares to the line's low part at 1 kHz (sums of eight samples).

#![expect(clippy::indexing_slicing, reason = "every index is below the fixed length of its array")]

/// Samples at 1 kHz that are kept.
const LENGTH: usize = 64;

/// The filter's residues that are looked at: 60 ms.
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

/// Hops for which all that has to hold before it is believed: 60 ms, beside the 60 that each look spans.
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
    pub fn look(&mut self, windows: impl Iterator<Item = f32>, samples: usize, hops: u32) {
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
        self.hops = if steady && self.is_two_tones(mean / samples as f32) { self.hops + hops } else { 0 };
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
    fn is_two_tones(&mut self, power: f32) -> bool {
        // Four sums of each, so that they can be vectors.
        let mut sums = [[0.0_f32; 4]; 6];
        for first in (0..LOOKED_AT).step_by(4) {
            for lane in 0..4 {
                let at = first + lane;
                let u = self.low[at] + self.low[at + 4];
                let v = self.low[at + 1] + self.low[at + 3];
                let w = self.low[at + 2];
                for (sum, product) in sums.iter_mut().zip([u * u, u * v, u * w, v * v, v * w, w * w]) {
                    sum[lane] += product;
                }
            }
        }
        let [uu, uv, uw, vv, vw, ww] = sums.map(|[a, b, c, d]| (a + b) + (c + d));
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
