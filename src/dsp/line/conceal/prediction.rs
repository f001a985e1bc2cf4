//! Linear prediction: the spectral envelope of the last milliseconds.

use super::sums::{dot, last, some_from};

/// Samples from which the next one is predicted.
pub const ORDER: usize = 16;

/// Samples that [`Synthesis`] makes at a time.
pub const STEP: usize = 4;

/// Noise of −30 dB is added to what is predicted: this keeps the filter stable in `f32`.
const WHITE_NOISE: f32 = 1.001;

/// A linear predictor.
#[derive(Clone, Debug)]
pub struct Predictor {
    /// What the samples before count, the last one first.
    taps: [f32; ORDER],
}

impl Predictor {
    /// Predicts zero.
    pub const NONE: Predictor = Predictor { taps: [0.0; ORDER] };

    /// The best predictor for samples, the last of which count most. `windowed` is overwritten.
    pub fn new(samples: &[f32], windowed: &mut [f32]) -> Predictor {
        let count = samples.len().min(windowed.len());
        let windowed = windowed.get_mut(..count).unwrap_or_default();
        let rise = 1.0 / (count as f32 * 0.75).max(1.0);
        let fall = 1.0 / (count as f32 * 0.25).max(1.0);
        for (at, (out, x)) in (0_i32..).zip(windowed.iter_mut().zip(last(samples, count))) {
            let at = at as f32 + 0.5;
            let (risen, falls) = (at * rise, (count as f32 - at) * fall);
            let part = if risen < falls { risen } else { falls };
            // A parabola: close to a quarter of a sine.
            *out = x * part * (2.0 - part);
        }
        let mut correlation = [0.0_f32; ORDER + 1];
        for (lag, out) in correlation.iter_mut().enumerate() {
            *out = dot(windowed, windowed.get(lag..).unwrap_or_default());
        }
        Predictor::of(&correlation)
    }

    /// The predictor for an autocorrelation (Levinson and Durbin).
    fn of(correlation: &[f32; ORDER + 1]) -> Predictor {
        let [energy, lags @ ..] = correlation;
        let mut taps = [0.0_f32; ORDER];
        let mut error = energy * WHITE_NOISE;
        if error < 1.0 {
            return Predictor::NONE;
        }
        for (order, lag) in lags.iter().enumerate() {
            let known = taps.get(..order).unwrap_or_default();
            let past = lags.get(..order).unwrap_or_default();
            let mut sum = *lag;
            for (tap, r) in known.iter().zip(past.iter().rev()) {
                sum -= tap * r;
            }
            let reflection = sum / error;
            let before = taps;
            let mirrored = before.get(..order).unwrap_or_default().iter().rev();
            for (tap, mirror) in taps.iter_mut().zip(mirrored) {
                *tap -= reflection * mirror;
            }
            if let Some(tap) = taps.get_mut(order) {
                *tap = reflection;
            }
            error *= 1.0 - reflection * reflection;
            if error <= energy * 1e-6 {
                break;
            }
        }
        Predictor { taps }
    }

    /// What the predictor does not explain of `samples` after the first [`ORDER`].
    pub fn residual(&self, samples: &[f32], out: &mut [f32]) {
        const LANES: usize = 8;
        let mut oldest_first = self.taps;
        oldest_first.reverse();
        let (whole, rest) = out.as_chunks_mut::<LANES>();
        let done = whole.len() * LANES;
        for (at, out) in whole.iter_mut().enumerate() {
            let Some(window) = some_from::<f32, { ORDER + LANES }>(samples, at * LANES) else { break };
            let [.., a, b, c, d, e, f, g, h] = *window;
            let mut left = [a, b, c, d, e, f, g, h];
            for (at, tap) in oldest_first.iter().enumerate() {
                let Some(past) = some_from::<f32, LANES>(window, at) else { break };
                for (left, x) in left.iter_mut().zip(past) {
                    *left -= tap * x;
                }
            }
            *out = left;
        }
        for (at, out) in rest.iter_mut().enumerate() {
            let Some([past @ .., x]) = some_from::<f32, { ORDER + 1 }>(samples, done + at) else { break };
            let mut left = *x;
            for (tap, x) in oldest_first.iter().zip(past) {
                left -= tap * x;
            }
            *out = left;
        }
    }
}

/// Four samples of a step, in one register.
type Four = [f32; STEP];

/// The filter that turns a residual back into samples.
#[derive(Clone, Debug)]
pub struct Synthesis {
    /// What the samples so far contribute to the next ones.
    ahead: [Four; ORDER / STEP],
    /// What each sample of a step contributes to the step itself, and to the next ones.
    shares: [[Four; ORDER / STEP + 1]; STEP],
}

impl Synthesis {
    /// A filter at rest.
    pub const NONE: Synthesis =
        Synthesis { ahead: [[0.0; STEP]; ORDER / STEP], shares: [[[0.0; STEP]; ORDER / STEP + 1]; STEP] };

    /// Continues `past`.
    pub fn new(predictor: &Predictor, past: &[f32]) -> Synthesis {
        let mut synthesis = Synthesis::NONE;
        for (at, shares) in synthesis.shares.iter_mut().enumerate() {
            for (share, tap) in shares.as_flattened_mut().iter_mut().skip(at + 1).zip(&predictor.taps) {
                *share = *tap;
            }
        }
        // Each next sample gets from the past what its taps reach.
        for (at, ahead) in synthesis.ahead.as_flattened_mut().iter_mut().enumerate() {
            for (tap, x) in predictor.taps.iter().skip(at).zip(past.iter().rev()) {
                *ahead += tap * x;
            }
        }
        synthesis
    }

    /// Replaces a residual by the samples, in whole steps.
    pub fn run(&mut self, samples: &mut [f32]) {
        let [first, second, third, fourth] = &self.shares;
        let [mut a, mut b, mut c, mut d] = self.ahead;
        for step in samples.as_chunks_mut::<STEP>().0 {
            // The step, and what is ahead of it.
            add(&mut a, step, 1.0);
            let mut sums = [a, b, c, d, [0.0; STEP]];
            let [[sample, ..], ..] = sums;
            contribute(&mut sums, first, sample);
            let [[_, sample, ..], ..] = sums;
            contribute(&mut sums, second, sample);
            let [[_, _, sample, _], ..] = sums;
            contribute(&mut sums, third, sample);
            let [[_, _, _, sample], ..] = sums;
            contribute(&mut sums, fourth, sample);
            [*step, a, b, c, d] = sums;
        }
        self.ahead = [a, b, c, d];
    }
}

/// Adds what a sample contributes to the next ones.
#[inline(always)]
fn contribute(sums: &mut [Four; ORDER / STEP + 1], shares: &[Four; ORDER / STEP + 1], sample: f32) {
    for (sums, shares) in sums.iter_mut().zip(shares) {
        add(sums, shares, sample);
    }
}

/// Adds `share`·`sample`.
#[inline(always)]
fn add(sums: &mut Four, share: &Four, sample: f32) {
    for (sum, share) in sums.iter_mut().zip(share) {
        *sum += share * sample;
    }
}
