//! Decimates the line to 8 kHz, the rate of the detector: purity refers to 0 … 4 kHz at every rate of the line.

#![expect(clippy::indexing_slicing, reason = "every length is fixed by the ratio, which is 1, 2, 4 or 6")]

use crate::dsp::tone::sine::{cos_turns, round, sin_turns};
use crate::units::{MAX_FRAME_SAMPLES, SampleRate};

/// Taps per unit of the ratio: a delay of half a millisecond. More would sharpen the edge at 4 kHz, which no tone is
/// near, and delay tentative detection.
const TAPS_PER_RATIO: usize = 8;

/// The highest ratio: 48 kHz.
const MAX_RATIO: usize = 6;

/// The most taps.
const MAX_TAPS: usize = TAPS_PER_RATIO * MAX_RATIO;

/// Samples of the longest frame at 8 kHz.
pub const MAX_DECIMATED: usize = 160;

/// Coefficients for one ratio, in 1/32768.
const fn taps(ratio: usize) -> [i16; MAX_TAPS] {
    let count = TAPS_PER_RATIO * ratio;
    let mut taps = [0; MAX_TAPS];
    let mut values = [0.0; MAX_TAPS];
    let (mut sum, mut at) = (0.0, 0);
    while at < count {
        // A sinc that falls to half at 3.2 kHz, under a Hann window.
        let from_middle = at as f64 - (count - 1) as f64 / 2.0;
        let turns = 0.4 * from_middle / ratio as f64;
        let angle = 2.0 * core::f64::consts::PI * turns;
        let sinc = sin_turns(turns) / angle;
        let window = 0.5 - 0.5 * cos_turns((at as f64 + 0.5) / count as f64);
        values[at] = sinc * window;
        sum += values[at];
        at += 1;
    }
    at = 0;
    while at < count {
        taps[at] = round(values[at] / sum * 32_767.0) as i16;
        at += 1;
    }
    taps
}

static TAPS_2: [i16; MAX_TAPS] = taps(2);
static TAPS_4: [i16; MAX_TAPS] = taps(4);
static TAPS_6: [i16; MAX_TAPS] = taps(6);

/// The decimator of one line.
#[derive(Clone, Debug)]
pub struct Decimator {
    /// Samples of the line per sample of the output: 1, 2, 4 or 6.
    ratio: usize,
    /// The last samples of the line that the next output needs.
    before: [i16; MAX_TAPS],
}

impl Decimator {
    /// A decimator for that rate, after silence.
    pub fn new(rate: SampleRate) -> Decimator {
        Decimator { ratio: (rate.hz() / SampleRate::Hz8000.hz()) as usize, before: [0; MAX_TAPS] }
    }

    /// Samples of the line per sample of the output: 1, 2, 4 or 6.
    pub fn ratio(&self) -> i32 {
        self.ratio as i32
    }

    /// The sample of the line, from the frame's first, that sample 0 of the output represents.
    pub fn origin(&self) -> i32 {
        if self.ratio == 1 {
            return 0;
        }
        let ratio = self.ratio as i32;
        ratio - 1 - (TAPS_PER_RATIO as i32 * ratio - 1) / 2
    }

    /// Writes a frame to `out` at 8 kHz; returns the number of samples.
    pub fn run(&mut self, frame: &[i16], out: &mut [i16; MAX_DECIMATED]) -> usize {
        let count = (frame.len() / self.ratio).min(MAX_DECIMATED);
        if self.ratio == 1 {
            copy(&mut out[..count], frame);
            return count;
        }
        let taps = match self.ratio {
            2 => &TAPS_2[..2 * TAPS_PER_RATIO],
            4 => &TAPS_4[..4 * TAPS_PER_RATIO],
            _ => &TAPS_6[..6 * TAPS_PER_RATIO],
        };
        let reach = taps.len() - self.ratio;
        let mut line = [0_i16; MAX_TAPS + MAX_FRAME_SAMPLES];
        copy(&mut line[..reach], &self.before);
        copy(&mut line[reach..], frame);
        for (at, out) in out[..count].iter_mut().enumerate() {
            let window = &line[at * self.ratio..at * self.ratio + taps.len()];
            let sum: i32 = window.iter().zip(taps).map(|(x, tap)| i32::from(*x) * i32::from(*tap)).sum();
            *out = ((sum + (1 << 14)) >> 15).clamp(-32_768, 32_767) as i16;
        }
        let end = count * self.ratio;
        copy(&mut self.before[..reach], &line[end..]);
        count
    }
}

/// Copies as many samples as both hold.
fn copy(to: &mut [i16], from: &[i16]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The gain in decibels at a frequency, measured on a sine.
    fn gain(rate: SampleRate, hz: f64) -> f64 {
        let mut decimator = Decimator::new(rate);
        let step = std::f64::consts::TAU * hz / f64::from(rate.hz());
        let input: Vec<i16> =
            (0..rate.hz() as usize).map(|n| (10_000.0 * (step * n as f64).sin()).round() as i16).collect();
        let mut power = 0.0;
        let mut count = 0;
        for frame in input.chunks_exact(rate.samples_in_ms(20)).skip(2) {
            let mut out = [0; MAX_DECIMATED];
            let n = decimator.run(frame, &mut out);
            power += out[..n].iter().map(|x| f64::from(*x).powi(2)).sum::<f64>();
            count += n;
        }
        10.0 * (power / count as f64 / 5e7).log10()
    }

    #[test]
    fn tones_pass_and_what_would_fold_onto_them_does_not() {
        for rate in [SampleRate::Hz16000, SampleRate::Hz32000, SampleRate::Hz48000] {
            for hz in [50.0, 697.0, 941.0, 1209.0, 1633.0] {
                assert!(gain(rate, hz).abs() < 1.0, "{rate:?} {hz}: {}", gain(rate, hz));
            }
            for hz in [6_300.0, 6_800.0, 7_300.0] {
                assert!(gain(rate, hz) < -30.0, "{rate:?} {hz}: {}", gain(rate, hz));
            }
        }
    }

    #[test]
    fn a_click_stands_where_the_origin_says() {
        for rate in [SampleRate::Hz16000, SampleRate::Hz32000, SampleRate::Hz48000] {
            let mut decimator = Decimator::new(rate);
            let mut frame = vec![0; rate.samples_in_ms(20)];
            let at = frame.len() / 2;
            frame[at] = 32_000;
            let mut out = [0; MAX_DECIMATED];
            decimator.run(&frame, &mut out);
            let weight: f64 = out.iter().map(|x| f64::from(*x)).sum();
            let middle: f64 =
                out.iter().enumerate().map(|(n, x)| n as f64 * f64::from(*x)).sum::<f64>() / weight;
            let on_line = middle * f64::from(decimator.ratio()) + f64::from(decimator.origin());
            assert!(
                (on_line - at as f64).abs() < f64::from(decimator.ratio()),
                "{rate:?}: {on_line} for {at}"
            );
        }
    }
}
