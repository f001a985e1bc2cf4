//! Decimates the line to 8 kHz, the rate of the detector: purity refers to 0 … 4 kHz at every rate of the line.
//!
//! Where the ratio of the rates is not whole, each output in turn has taps of its own: a *phase*. Every frame of 10 or
//! 20 ms is whole turns, so phases begin anew with each frame.

#![expect(clippy::indexing_slicing, reason = "every length is fixed by the ratio of the rates")]

use super::line_scale::LineScale;
use crate::dsp::tone::sine::{cos_turns, round, sin_turns};
use crate::units::{MAX_FRAME_SAMPLES, SampleRate};

/// Length of the filter, samples at 8 kHz: a delay of half a millisecond. More would sharpen the edge at 4 kHz, which no
/// tone is near, and delay tentative detection.
const LENGTH: usize = 8;

/// The most taps: 48 kHz.
const MAX_TAPS: usize = LENGTH * 6;

/// Samples of the longest frame at 8 kHz.
pub const MAX_DECIMATED: usize = 160;

/// Coefficients in 1/32768 for `INPUTS` samples of the line that become `OUTPUTS` at 8 kHz: a row of `TAPS` for each
/// phase, the oldest sample first.
const fn taps<const INPUTS: usize, const OUTPUTS: usize, const TAPS: usize>() -> [[i16; TAPS]; OUTPUTS] {
    let ratio = INPUTS as f64 / OUTPUTS as f64;
    let mut rows = [[0; TAPS]; OUTPUTS];
    let mut phase = 0;
    while phase < OUTPUTS {
        let mut values = [0.0; TAPS];
        let (mut sum, mut at) = (0.0, 0);
        while at < TAPS {
            let sample = newest(INPUTS, OUTPUTS, phase) as i64 + 1 - TAPS as i64 + at as i64;
            // The middle is half a sample before −3 + `phase` samples at 8 kHz. In 1/(2·OUTPUTS) of a sample:
            let middle = 2 * (phase as i64 - DELAY as i64) * INPUTS as i64 - OUTPUTS as i64;
            let from_middle = (2 * OUTPUTS as i64 * sample - middle) as f64 / (2 * OUTPUTS) as f64;
            // A sinc that falls to half at 3.2 kHz, under a Hann window.
            let turns = 0.4 * from_middle / ratio;
            let angle = 2.0 * core::f64::consts::PI * turns;
            let sinc = if angle == 0.0 { 1.0 } else { sin_turns(turns) / angle };
            let within = (from_middle + LENGTH as f64 * ratio / 2.0) / (LENGTH as f64 * ratio);
            if 0.0 < within && within < 1.0 {
                values[at] = sinc * (0.5 - 0.5 * cos_turns(within));
                sum += values[at];
            }
            at += 1;
        }
        at = 0;
        while at < TAPS {
            rows[phase][at] = round(values[at] / sum * 32_767.0) as i16;
            at += 1;
        }
        phase += 1;
    }
    rows
}

/// The newest sample that the output of a phase takes, from the first of a turn: the last that begins before the
/// output's period has ended.
const fn newest(inputs: usize, outputs: usize, phase: usize) -> usize {
    ((phase + 1) * inputs).div_ceil(outputs) - 1
}

/// The delay in whole samples at 8 kHz, by which the filter looks back. Half a sample of the line comes on top.
const DELAY: i32 = 3;

static TAPS_12000: [[i16; 16]; 2] = taps::<3, 2, 16>();
static TAPS_16000: [[i16; 16]; 1] = taps::<2, 1, 16>();
static TAPS_22050: [[i16; 24]; 160] = taps::<441, 160, 24>();
static TAPS_24000: [[i16; 24]; 1] = taps::<3, 1, 24>();
static TAPS_32000: [[i16; 32]; 1] = taps::<4, 1, 32>();
static TAPS_44100: [[i16; 48]; 80] = taps::<441, 80, 48>();
static TAPS_48000: [[i16; 48]; 1] = taps::<6, 1, 48>();

/// A ratio of rates, in the lowest terms, and its coefficients. Not of types: with lengths that the compiler knows it
/// makes slower code.
#[derive(Clone, Copy, Debug)]
struct Filter {
    /// So many samples of the line become `outputs` at 8 kHz.
    inputs: usize,
    outputs: usize,
    /// The length of a row.
    taps: usize,
    /// A row for each output.
    rows: &'static [i16],
}

impl Filter {
    /// The filter of a rate; `None`: the line has 8 kHz.
    fn of(rate: SampleRate) -> Option<Filter> {
        let filter = |inputs, outputs, rows: &'static [i16]| {
            Some(Filter { inputs, outputs, taps: rows.len() / outputs, rows })
        };
        match rate {
            SampleRate::Hz8000 => None,
            SampleRate::Hz12000 => filter(3, 2, TAPS_12000.as_flattened()),
            SampleRate::Hz16000 => filter(2, 1, TAPS_16000.as_flattened()),
            SampleRate::Hz22050 => filter(441, 160, TAPS_22050.as_flattened()),
            SampleRate::Hz24000 => filter(3, 1, TAPS_24000.as_flattened()),
            SampleRate::Hz32000 => filter(4, 1, TAPS_32000.as_flattened()),
            SampleRate::Hz44100 => filter(441, 80, TAPS_44100.as_flattened()),
            SampleRate::Hz48000 => filter(6, 1, TAPS_48000.as_flattened()),
        }
    }
}

/// The decimator of one line.
#[derive(Clone, Debug)]
pub struct Decimator {
    rate: SampleRate,
    /// The last samples of the line that the next output needs.
    before: [i16; MAX_TAPS],
}

impl Decimator {
    /// A decimator for that rate, after silence.
    pub fn new(rate: SampleRate) -> Decimator {
        Decimator { rate, before: [0; MAX_TAPS] }
    }

    /// Where its output stands on the line.
    pub fn scale(&self) -> LineScale {
        Filter::of(self.rate).map_or(LineScale::new(1, 1, 0), |filter| {
            LineScale::new(filter.inputs as i32, filter.outputs as i32, DELAY)
        })
    }

    /// Writes a frame of 10 or 20 ms to `out` at 8 kHz; returns the number of samples.
    pub fn run(&mut self, frame: &[i16], out: &mut [i16; MAX_DECIMATED]) -> usize {
        let Some(Filter { inputs, outputs, taps, rows }) = Filter::of(self.rate) else {
            let count = frame.len().min(MAX_DECIMATED);
            copy(&mut out[..count], frame);
            return count;
        };
        let turns = (frame.len() / inputs).min(MAX_DECIMATED / outputs);
        // The first output takes so many samples from before the frame.
        let first = newest(inputs, outputs, 0);
        let reach = taps - 1 - first;
        let mut line = [0_i16; MAX_TAPS + MAX_FRAME_SAMPLES];
        copy(&mut line[..reach], &self.before);
        copy(&mut line[reach..], frame);
        let filtered = |from: usize, row: &[i16]| {
            let window = &line[from..from + taps];
            let sum: i32 = window.iter().zip(row).map(|(x, tap)| i32::from(*x) * i32::from(*tap)).sum();
            ((sum + (1 << 14)) >> 15).clamp(-32_768, 32_767) as i16
        };
        if outputs == 1 {
            let row = &rows[..taps];
            out[..turns].iter_mut().enumerate().for_each(|(at, out)| *out = filtered(at * inputs, row));
        } else {
            for turn in 0..turns {
                for phase in 0..outputs {
                    let from = turn * inputs + newest(inputs, outputs, phase) - first;
                    out[turn * outputs + phase] = filtered(from, &rows[phase * taps..][..taps]);
                }
            }
        }
        copy(&mut self.before[..reach], &line[turns * inputs..]);
        turns * outputs
    }
}

/// Copies as many samples as both hold.
fn copy(to: &mut [i16], from: &[i16]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rates that are decimated.
    fn rates() -> impl Iterator<Item = SampleRate> {
        SampleRate::ALL.into_iter().filter(|rate| *rate != SampleRate::Hz8000)
    }

    /// A sine of 10,000 at the line's rate, brought to 8 kHz; without its beginning.
    fn sine(rate: SampleRate, hz: f64) -> Vec<i16> {
        let mut decimator = Decimator::new(rate);
        let step = std::f64::consts::TAU * hz / f64::from(rate.hz());
        let input: Vec<i16> =
            (0..rate.hz() as usize).map(|n| (10_000.0 * (step * n as f64).sin()).round() as i16).collect();
        let mut output = Vec::new();
        for frame in input.chunks_exact(rate.samples_in_ms(20)) {
            let mut out = [0; MAX_DECIMATED];
            let n = decimator.run(frame, &mut out);
            assert_eq!(n, MAX_DECIMATED);
            output.extend(&out[..n]);
        }
        output.split_off(2 * MAX_DECIMATED)
    }

    /// The gain in decibels at a frequency, measured on a sine.
    fn gain(rate: SampleRate, hz: f64) -> f64 {
        let output = sine(rate, hz);
        let power: f64 = output.iter().map(|x| f64::from(*x).powi(2)).sum();
        10.0 * (power / output.len() as f64 / 5e7).log10()
    }

    #[test]
    fn tones_pass_and_what_would_fold_onto_them_does_not() {
        for rate in rates() {
            for hz in [50.0, 697.0, 941.0, 1209.0, 1633.0] {
                assert!(gain(rate, hz).abs() < 1.0, "{rate:?} {hz}: {}", gain(rate, hz));
            }
            for hz in [6_300.0, 6_800.0, 7_300.0] {
                // 12 kHz holds no such tone.
                if hz < f64::from(rate.hz()) / 2.0 {
                    assert!(gain(rate, hz) < -30.0, "{rate:?} {hz}: {}", gain(rate, hz));
                }
            }
        }
    }

    /// Many phases are one filter: a tone becomes the same tone, and nothing else.
    #[test]
    fn a_tone_stays_pure() {
        for rate in rates() {
            for hz in [697.0, 1_000.0, 1633.0] {
                let output = sine(rate, hz);
                // A least-squares fit of sine and cosine, which are orthogonal over whole seconds of samples.
                let wave = |n: usize| (std::f64::consts::TAU * hz * n as f64 / 8_000.0).sin_cos();
                let (mut a, mut b) = (0.0, 0.0);
                for (n, x) in output.iter().enumerate() {
                    let (sine, cosine) = wave(n);
                    a += f64::from(*x) * sine * 2.0 / output.len() as f64;
                    b += f64::from(*x) * cosine * 2.0 / output.len() as f64;
                }
                let mut rest = 0.0;
                for (n, x) in output.iter().enumerate() {
                    let (sine, cosine) = wave(n);
                    rest += (f64::from(*x) - a * sine - b * cosine).powi(2) / output.len() as f64;
                }
                let purity = 10.0 * (rest / 5e7).log10();
                assert!(purity < -60.0, "{rate:?} {hz}: {purity} dB");
            }
        }
    }

    #[test]
    fn a_click_stands_where_the_scale_says() {
        for rate in rates() {
            let length = rate.samples_in_ms(20);
            for at in (length / 3..length / 3 + 20).chain([length / 2]) {
                let mut decimator = Decimator::new(rate);
                let mut frame = vec![0; length];
                frame[at] = 32_000;
                let mut out = [0; MAX_DECIMATED];
                decimator.run(&frame, &mut out);
                let weight: f64 = out.iter().map(|x| f64::from(*x)).sum();
                let middle: f64 =
                    out.iter().enumerate().map(|(n, x)| n as f64 * f64::from(*x)).sum::<f64>() / weight;
                // Between two samples at 8 kHz, by proportion.
                let scale = decimator.scale();
                let [before, after] = [0, 1].map(|n| scale.position(middle as i64 + n) as f64);
                let on_line = before + (after - before) * middle.fract();
                let ratio = f64::from(rate.hz()) / 8_000.0;
                assert!((on_line - at as f64).abs() < ratio, "{rate:?}: {on_line} for {at}");
            }
        }
    }

    #[test]
    fn the_scale_is_that_of_the_rates() {
        for rate in SampleRate::ALL {
            let scale = Decimator::new(rate).scale();
            assert_eq!(scale.samples(8_000), i64::from(rate.hz()), "{rate:?}");
            assert_eq!(scale.decimated(rate.samples_in_ms(20)), MAX_DECIMATED, "{rate:?}");
        }
    }

    /// No sum of products overflows, whatever the line.
    #[test]
    fn every_row_holds_a_full_scale_line() {
        for row in rates().filter_map(Filter::of).flat_map(|filter| filter.rows.chunks(filter.taps)) {
            let most: i64 = row.iter().map(|tap| i64::from(*tap).abs() << 15).sum();
            assert!(most + (1 << 14) <= i64::from(i32::MAX));
            let sum: i32 = row.iter().map(|tap| i32::from(*tap)).sum();
            assert!((32_750..32_785).contains(&sum), "a constant passes every phase alike: {sum}");
        }
    }
}
