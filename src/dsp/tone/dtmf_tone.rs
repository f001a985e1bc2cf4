//! The DTMF generator: the two sines of a digit (ITU-T Q.23), in integers, with soft edges.
//!
//! Each sine is a 32-bit phase that steps through a quarter-wave table with linear interpolation: its frequency is
//! exact to 2⁻³² of the sample rate, its distortion below −100 dB. No libm, so every machine generates the same
//! samples.

use super::sine::{round, sin_turns};
use crate::dsp::LinearGain;
use crate::dsp::dtmf::goertzel::TONE_HZ;
use crate::units::{DtmfDigit, Gain, SampleRate};

/// The lowest level, thousandths of dBm0 for each of the two sines: at −55 dBm0 no receiver may detect a digit (ITU-T
/// Q.24).
pub const MIN_LEVEL_MDBM0: i32 = -55_000;

/// The highest level, thousandths of dBm0 for each of the two sines: both together stay below full scale.
pub const MAX_LEVEL_MDBM0: i32 = -3_000;

/// A sine of 0 dBm0 has a peak 3.14 dB below full scale (ITU-T G.711, table for A-law).
const FULL_SCALE_MDBM0: i32 = 3_140;

/// Duration of the rise and of the fall, milliseconds.
const EDGE_MS: u32 = 2;

/// Bits of a phase within a quarter of a wave, and of these the bits between two points of the table.
const QUARTER_BITS: u32 = 30;
const BETWEEN_BITS: u32 = 22;

/// Points of the table but for its last.
const POINTS: usize = 1 << (QUARTER_BITS - BETWEEN_BITS);

/// The first quarter of a sine, 1 = 2³⁰.
static SINE: [i32; POINTS + 1] = quarter_wave();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, not in a tick")]
const fn quarter_wave() -> [i32; POINTS + 1] {
    let mut points = [0; POINTS + 1];
    let mut at = 0;
    while at <= POINTS {
        points[at] = round(sin_turns(0.25 * at as f64 / POINTS as f64) * (1 << QUARTER_BITS) as f64);
        at += 1;
    }
    points
}

/// The sine of `phase` (2³² = a whole turn); 1 = 2³⁰.
fn sine(phase: u32) -> i64 {
    let within = phase & ((1 << QUARTER_BITS) - 1);
    let place = if phase >> QUARTER_BITS & 1 == 0 { within } else { (1 << QUARTER_BITS) - within };
    let point = |at: usize| i64::from(SINE.get(at.min(POINTS)).copied().unwrap_or(0));
    let index = (place >> BETWEEN_BITS) as usize;
    let between = i64::from(place & ((1 << BETWEEN_BITS) - 1));
    let (before, after) = (point(index), point(index + 1));
    let value = before + (((after - before) * between) >> BETWEEN_BITS);
    if phase >> (QUARTER_BITS + 1) == 0 { value } else { -value }
}

/// The level of a generated digit: the peak of each sine, full scale = 2²⁵.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToneLevel(i32);

impl ToneLevel {
    /// From thousandths of dBm0 for each of the two sines, limited to [`MIN_LEVEL_MDBM0`] …
    /// [`MAX_LEVEL_MDBM0`].
    pub fn from_mdbm0(level_mdbm0: i32) -> ToneLevel {
        let level = level_mdbm0.clamp(MIN_LEVEL_MDBM0, MAX_LEVEL_MDBM0);
        // Within the range of gains: −58,140 … −6,140.
        Gain::from_mdb(level - FULL_SCALE_MDBM0)
            .map_or(ToneLevel(0), |gain| ToneLevel(LinearGain::from(gain).q25() as i32))
    }

    /// The peak of each sine, full scale = 2²⁵: less than 2²⁴.
    pub(crate) fn peak(self) -> u32 {
        self.0 as u32
    }

    /// The level of that [peak](Self::peak).
    pub(crate) fn from_peak(peak: u32) -> ToneLevel {
        ToneLevel(peak as i32)
    }
}

/// A generator of one digit at a time.
#[derive(Clone, Copy, Debug)]
pub struct DtmfTone {
    rate: SampleRate,
    /// Phases of row and column, and their steps a sample.
    phases: [u32; 2],
    steps: [u32; 2],
    level: ToneLevel,
    /// Samples since the tones began.
    at: u32,
    /// The sample at which it ends; `u32::MAX`: not known yet.
    end: u32,
}

impl DtmfTone {
    /// A generator that is silent.
    pub const fn silent(rate: SampleRate) -> DtmfTone {
        DtmfTone { rate, phases: [0; 2], steps: [0; 2], level: ToneLevel(0), at: 0, end: 0 }
    }

    /// Begins the tones of `digit`, which last `samples` including both edges; `None`: until [`DtmfTone::end`].
    pub fn begin(&mut self, digit: DtmfDigit, level: ToneLevel, samples: Option<u32>) {
        let step = |tone: usize| {
            let (hz, rate) = (TONE_HZ.get(tone).map_or(0, |hz| *hz as u64), u64::from(self.rate.hz()));
            (((hz << 32) + rate / 2) / rate) as u32
        };
        self.steps = [step(digit.row()), step(4 + digit.column())];
        self.phases = [0; 2];
        self.level = level;
        self.at = 0;
        self.end = samples.unwrap_or(u32::MAX);
    }

    /// Ends the tones: they fall from the next sample on.
    pub fn end(&mut self) {
        self.end = self.end.min(self.at.saturating_add(self.edge()));
    }

    /// Returns true until the tones have ended.
    pub fn is_on(&self) -> bool {
        self.at < self.end
    }

    /// Samples since the tones began.
    pub fn elapsed(&self) -> u32 {
        self.at
    }

    /// Adds the tones to `frame`, saturating; returns for how many samples they lasted, at most `frame.len()`.
    pub fn add_to(&mut self, frame: &mut [i16]) -> usize {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let samples = left.min(frame.len());
        for y in frame.iter_mut().take(samples) {
            *y = y.saturating_add(self.next());
        }
        samples
    }

    /// Samples of an edge.
    fn edge(&self) -> u32 {
        self.rate.samples_in_ms(EDGE_MS) as u32
    }

    /// The next sample.
    fn next(&mut self) -> i16 {
        let [row, column] = self.phases;
        let [row_step, column_step] = self.steps;
        self.phases = [row.wrapping_add(row_step), column.wrapping_add(column_step)];
        let edge = self.edge();
        let from_end = self.end - self.at;
        let inside = (self.at + 1).min(from_end).min(edge);
        let mut both = sine(row) + sine(column);
        if inside < edge {
            // sin² along the edge: a raised cosine.
            let rise = sine(((u64::from(inside) << QUARTER_BITS) / u64::from(edge)) as u32);
            both = (both * ((rise * rise) >> QUARTER_BITS)) >> QUARTER_BITS;
        }
        // Tones without an end: the count stops after 24 hours at 48 kHz.
        self.at = self.at.saturating_add(1).min(u32::MAX - 1);
        let shift = LinearGain::Q + QUARTER_BITS - 15;
        ((i64::from(self.level.0) * both + (1 << (shift - 1))) >> shift) as i16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(rate: SampleRate, key: char, level: i32, samples: u32) -> Vec<i16> {
        let mut tone = DtmfTone::silent(rate);
        tone.begin(DtmfDigit::from_char(key).unwrap(), ToneLevel::from_mdbm0(level), Some(samples));
        let mut out = vec![0; samples as usize + 100];
        assert_eq!(tone.add_to(&mut out), samples as usize);
        assert!(!tone.is_on() && out[samples as usize..].iter().all(|y| *y == 0));
        out.truncate(samples as usize);
        out
    }

    #[test]
    fn the_table_is_the_sine() {
        for step in 0..100_000_u32 {
            let phase = step.wrapping_mul(42_949_673);
            let exact = (f64::from(phase) / 2_f64.powi(32) * std::f64::consts::TAU).sin();
            let error = sine(phase) as f64 / 2_f64.powi(30) - exact;
            assert!(error.abs() < 6e-6, "{phase}: {error}");
        }
    }

    #[test]
    fn each_key_is_its_two_sines_at_the_level_asked_for() {
        for rate in SampleRate::ALL {
            for name in "0123456789*#ABCDabcd".chars() {
                let key = DtmfDigit::from_char(name).unwrap();
                for level in [MIN_LEVEL_MDBM0, -10_000, MAX_LEVEL_MDBM0] {
                    let samples = tone(rate, name, level, rate.hz() / 5);
                    let peak = 32_768.0 * 10_f64.powf(f64::from(level - 3_140) / 20_000.0);
                    let (row, column) = (TONE_HZ[key.row()] as f64, TONE_HZ[4 + key.column()] as f64);
                    let edge = rate.samples_in_ms(2);
                    for (i, y) in samples[..samples.len() - edge].iter().enumerate().skip(edge) {
                        let turn = std::f64::consts::TAU * i as f64 / f64::from(rate.hz());
                        let exact = peak * ((row * turn).sin() + (column * turn).sin());
                        let error = f64::from(*y) - exact;
                        assert!(error.abs() < 1.0 + peak * 2e-4, "{rate:?} {name} {level}, {i}: {error}");
                    }
                }
            }
        }
    }

    #[test]
    fn edges_rise_and_fall_without_a_step() {
        for rate in SampleRate::ALL {
            let samples = tone(rate, '5', -3_000, rate.samples_in_ms(50) as u32);
            let edge = rate.samples_in_ms(2);
            assert!(samples[0].abs() < 400 && samples[samples.len() - 1].abs() < 400);
            let mut early = DtmfTone::silent(rate);
            early.begin(DtmfDigit::at(1, 1), ToneLevel::from_mdbm0(-3_000), None);
            let mut out = vec![0; rate.samples_in_ms(30)];
            assert_eq!(early.add_to(&mut out), out.len());
            early.end();
            let mut rest = vec![0; rate.samples_in_ms(30)];
            assert_eq!(early.add_to(&mut rest), edge);
            assert!(!early.is_on() && rest[edge - 1].abs() < 400);
        }
    }
}
