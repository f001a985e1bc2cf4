//! Resamples prompts to a rate of the engine with a windowed sinc. Prompts are resampled once, when they are made.
//!
//! The sinc has its cut-off at 92 % of the lower rate's Nyquist frequency and 32 zeros on each side, under a Kaiser
//! window of β = 9. The response is within ±0.1 dB up to 84 % of that Nyquist frequency; aliases are below −80 dB from
//! there on. The delay is compensated: sample 0 stays where it was. No libm is used, so every machine computes the same
//! samples.

use crate::control::os::fallible::list;
use crate::dsp::tone::sine::sin_turns;
use crate::error::Result;
use std::sync::OnceLock;

/// Zeros of the sinc on each side.
const ZEROS: usize = 32;

/// Points of the table between two zeros; between points the value is interpolated.
const POINTS: usize = 512;

/// The cut-off, as a fraction of the lower rate's Nyquist frequency.
const CUT_OFF: f64 = 0.92;

/// The shape parameter of the Kaiser window.
const BETA: f64 = 9.0;

/// The length of `samples` samples at `from_hz` after resampling to `to_hz`.
pub fn resampled_len(samples: u64, from_hz: u32, to_hz: u32) -> u64 {
    (samples * u64::from(to_hz)).div_ceil(u64::from(from_hz))
}

/// Resamples. At the same rate it returns the same samples. `OutOfMemory` if the system refuses the memory.
pub fn resample(samples: &[i16], from_hz: u32, to_hz: u32) -> Result<Vec<i16>> {
    let len = resampled_len(samples.len() as u64, from_hz, to_hz);
    let mut resampled = list(len as usize)?;
    if from_hz == to_hz {
        resampled.extend_from_slice(samples);
        return Ok(resampled);
    }
    let resampler = Resampler::new(from_hz, to_hz)?;
    let (from, to) = (u64::from(from_hz), u64::from(to_hz));
    resampled.extend((0..len).map(|n| resampler.once(samples, n * from, to)));
    Ok(resampled)
}

/// Interpolates between samples, for one pair of rates.
#[derive(Debug)]
pub struct Resampler {
    table: &'static [f64],
    /// Zeros of the sinc per sample of the source.
    density: f64,
    /// How many samples of the source the sinc reaches on each side.
    reach: u64,
}

impl Resampler {
    /// For resampling from one rate to another.
    pub fn new(from_hz: u32, to_hz: u32) -> Result<Resampler> {
        let density = density(from_hz, to_hz);
        Ok(Resampler { table: table()?, density, reach: (ZEROS as f64 / density) as u64 })
    }

    /// The value at position `count` / `of`, in samples of the source, which is silent before and after.
    pub fn once(&self, samples: &[i16], count: u64, of: u64) -> i16 {
        let whole = count / of;
        let first = whole.saturating_sub(self.reach);
        let last = (whole + self.reach + 1).min(samples.len() as u64 - 1);
        let taps = (first..=last).map(|at| (whole as f64 - at as f64, samples[at as usize]));
        self.sum(taps, (count % of) as f64 / of as f64)
    }

    /// The value at that position if the source is one period of an endless signal.
    pub fn periodic(&self, period: &[i16], count: u64, of: u64) -> i16 {
        let (whole, len) = (count / of, period.len() as u64);
        // Start some periods earlier: before sample 0 lies the end of a period.
        let first = (whole + self.reach.next_multiple_of(len) - self.reach) % len;
        let samples = period[first as usize..].iter().chain(period.iter().cycle());
        let distances = (0..=2 * self.reach + 1).map(|tap| self.reach as f64 - tap as f64);
        self.sum(distances.zip(samples.copied()), (count % of) as f64 / of as f64)
    }

    /// The sum of samples at whole distances before (and after) the position, which is `offset` further on.
    fn sum(&self, taps: impl Iterator<Item = (f64, i16)>, offset: f64) -> i16 {
        let taps = taps.map(|(distance, sample)| {
            f64::from(sample) * looked_up(self.table, (distance + offset).abs() * self.density)
        });
        let value = taps.fold(0.0, |sum, tap| sum + tap) * self.density;
        (value + if value < 0.0 { -0.5 } else { 0.5 }) as i16
    }
}

/// How many samples of the source on each side influence a value, at most.
pub fn reach(from_hz: u32, to_hz: u32) -> u64 {
    (ZEROS as f64 / density(from_hz, to_hz)) as u64 + 2
}

/// Zeros of the sinc per sample of the source; the lower rate's Nyquist frequency decides.
fn density(from_hz: u32, to_hz: u32) -> f64 {
    CUT_OFF * if to_hz < from_hz { f64::from(to_hz) / f64::from(from_hz) } else { 1.0 }
}

/// The windowed sinc at `distance` zeros from its centre.
fn looked_up(table: &[f64], distance: f64) -> f64 {
    let place = distance * POINTS as f64;
    let index = place as usize;
    match table.get(index..index + 2) {
        Some(&[before, after]) => before + (after - before) * (place - index as f64),
        _ => 0.0,
    }
}

/// The right half of the windowed sinc, computed when it is first needed.
fn table() -> Result<&'static [f64]> {
    static TABLE: OnceLock<Vec<f64>> = OnceLock::new();
    if let Some(table) = TABLE.get() {
        return Ok(table);
    }
    let point = |at: usize| {
        let zeros = at as f64 / POINTS as f64;
        let turn = zeros * std::f64::consts::PI;
        let sinc = if at == 0 { 1.0 } else { sin_turns(zeros / 2.0) / turn };
        let part = zeros / ZEROS as f64;
        sinc * bessel(BETA * (1.0 - part * part).max(0.0).sqrt()) / bessel(BETA)
    };
    let mut table = list(ZEROS * POINTS + 1)?;
    table.extend((0..=ZEROS * POINTS).map(point));
    Ok(TABLE.get_or_init(|| table))
}

/// The modified Bessel function of the first kind and order 0, by its series, for `x` up to some 20.
fn bessel(x: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..60 {
        let factor = x / (2.0 * f64::from(n));
        term *= factor * factor;
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::SampleRate;

    fn sine(hz: f64, rate: u32, samples: usize) -> Vec<i16> {
        let turn = |n: usize| std::f64::consts::TAU * hz * n as f64 / f64::from(rate);
        (0..samples).map(|n| (20_000.0 * turn(n).sin()).round() as i16).collect()
    }

    /// The largest error against the same sine made at the other rate, away from the ends.
    fn error(hz: f64, from: u32, to: u32) -> i32 {
        let out = resample(&sine(hz, from, from as usize / 4), from, to).unwrap();
        let exact = sine(hz, to, out.len());
        let edge = out.len() / 4;
        let pairs = out.iter().zip(&exact).skip(edge).take(out.len() - 2 * edge);
        pairs.map(|(a, b)| (i32::from(*a) - i32::from(*b)).abs()).max().unwrap()
    }

    #[test]
    fn what_both_rates_can_hold_passes_and_stays_in_its_place() {
        for from in [6_000, 8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 95_999, 192_000] {
            for to in SampleRate::ALL.map(SampleRate::hz) {
                let lower = f64::from(to.min(from)) / 2.0;
                for part in [0.02, 0.3, 0.6, 0.8] {
                    let error = error(lower * part, from, to);
                    assert!(error <= 12, "{from} to {to}, {part} of Nyquist: {error}");
                }
            }
        }
    }

    #[test]
    fn what_the_lower_rate_cannot_hold_is_gone() {
        for (from, to) in [
            (16_000, 8_000),
            (44_100, 8_000),
            (48_000, 16_000),
            (44_100, 22_050),
            (24_000, 12_000),
            (192_000, 48_000),
        ] {
            for part in [1.02, 1.3, 1.9] {
                let out =
                    resample(&sine(f64::from(to) / 2.0 * part, from, from as usize / 4), from, to).unwrap();
                let edge = out.len() / 4;
                let peak = out.iter().skip(edge).take(out.len() - 2 * edge).map(|x| x.unsigned_abs()).max();
                assert!(peak <= Some(5), "{from} to {to}, {part} of Nyquist: {peak:?}");
            }
        }
    }

    #[test]
    fn lengths_are_the_same_time() {
        for (samples, from, to, len) in [
            (1, 1_000, 48_000, 48),
            (1, 192_000, 8_000, 1),
            (80, 8_000, 16_000, 160),
            (441, 44_100, 8_000, 80),
            (160, 8_000, 22_050, 441),
            (480, 48_000, 44_100, 441),
        ] {
            assert_eq!(resampled_len(samples as u64, from, to), len);
            assert_eq!(resample(&vec![100; samples], from, to).unwrap().len() as u64, len);
        }
        assert_eq!(resample(&[1, -2, 3], 8_000, 8_000).unwrap(), [1, -2, 3]);
    }
}
