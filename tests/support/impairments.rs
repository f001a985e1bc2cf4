//! Steady sounds, and what a line does to keys: made by floating point, without anything of the library.

use super::common::Random;
use super::line::{Press, power};
use mixminus::SampleRate;
use std::f64::consts::TAU;

/// A steady sound.
#[derive(Clone, Copy, Debug)]
pub enum Sound {
    /// Sines: hertz and share of the amplitude.
    Tones(&'static [(f64, f64)]),
    White,
    Pink,
}

/// Evenly distributed, of power 1.
fn uniform(random: &mut Random) -> f64 {
    (random.below(2_000_001) as f64 / 1e6 - 1.0) * 3.0_f64.sqrt()
}

/// White noise of that level within 4 kHz.
fn white(rate: SampleRate, random: &mut Random, dbm0: f64) -> impl FnMut() -> f64 {
    let gain = (power(dbm0) * f64::from(rate.hz()) / 8_000.0).sqrt();
    move || gain * uniform(random)
}

impl Sound {
    /// Dial, ringing and busy tones of several countries, a test tone, hum, chords as in music on hold.
    pub const TONAL: [Sound; 12] = [
        Sound::Tones(&[(400.0, 1.0)]),
        Sound::Tones(&[(425.0, 1.0)]),
        Sound::Tones(&[(440.0, 1.0)]),
        Sound::Tones(&[(350.0, 1.0), (440.0, 1.0)]),
        Sound::Tones(&[(440.0, 1.0), (480.0, 1.0)]),
        Sound::Tones(&[(400.0, 1.0), (450.0, 1.0)]),
        Sound::Tones(&[(480.0, 1.0), (620.0, 1.0)]),
        Sound::Tones(&[(1_004.0, 1.0)]),
        Sound::Tones(&[(50.0, 1.0), (100.0, 0.5), (150.0, 0.7), (250.0, 0.3), (350.0, 0.15)]),
        Sound::Tones(&[(60.0, 1.0), (120.0, 0.6), (180.0, 0.5), (300.0, 0.2), (420.0, 0.1)]),
        Sound::Tones(&[(261.6, 1.0), (329.6, 0.8), (392.0, 0.8), (523.3, 0.5), (659.3, 0.3), (784.0, 0.2)]),
        Sound::Tones(&[(220.0, 1.0), (261.6, 0.9), (329.6, 0.8), (392.0, 0.7), (440.0, 0.5), (880.0, 0.2)]),
    ];

    /// So many samples at that level, of noise within 4 kHz.
    pub fn samples(self, rate: SampleRate, random: &mut Random, dbm0: f64, count: usize) -> Vec<f64> {
        match self {
            Sound::Tones(tones) => {
                let mut line = vec![0.0; count];
                let all: f64 = tones.iter().map(|(_, share)| share * share).sum();
                for (hz, share) in tones {
                    let peak = share * (2.0 * power(dbm0) / all).sqrt();
                    let (sine, cosine) = (TAU * hz / f64::from(rate.hz())).sin_cos();
                    let (im, re) = (TAU * random.below(1_000) as f64 / 1e3).sin_cos();
                    let (mut re, mut im) = (peak * re, peak * im);
                    for x in &mut line {
                        *x += im;
                        (re, im) = (re * cosine - im * sine, re * sine + im * cosine);
                    }
                }
                line
            }
            Sound::White => {
                let mut white = white(rate, random, dbm0);
                (0..count).map(|_| white()).collect()
            }
            Sound::Pink => pink(rate, random, dbm0, count),
        }
    }
}

/// Noise that falls by 10 dB a decade from 20 Hz on: low passes three octaves apart.
fn pink(rate: SampleRate, random: &mut Random, dbm0: f64, count: usize) -> Vec<f64> {
    const SETTLED: usize = 5_000;
    let hz = f64::from(rate.hz());
    let mut poles = [20.0, 60.0, 180.0, 540.0, 1_620.0, 4_860.0].map(|corner: f64| {
        let keep = (-TAU * corner / hz).exp();
        (keep, (1.0 - keep) / corner.sqrt(), 0.0)
    });
    let mut sample = || {
        let white = uniform(random);
        let pole = |(keep, gain, last): &mut (f64, f64, f64)| {
            *last = *keep * *last + *gain * white;
            *last
        };
        poles.iter_mut().map(pole).sum::<f64>()
    };
    let mut line: Vec<f64> = (0..SETTLED + count).map(|_| sample()).skip(SETTLED).collect();
    let mean = line.iter().map(|x| x * x).sum::<f64>() / count as f64;
    let gain = (power(dbm0) / mean).sqrt();
    line.iter_mut().for_each(|x| *x *= gain);
    line
}

/// What makes a key impure.
#[derive(Clone, Copy, Debug)]
pub enum Impairment {
    /// Noise 10 dB under both tones, which are up to 0.2 % off.
    Noise,
    /// Noise 12 dB under both tones, which are up to 0.3 % off.
    LessNoise,
    /// Noise 26 dB under both tones, which are up to 1.5 % off.
    Off,
    /// An echo 10 dB down, 1 to 20 ms late.
    Echo,
    /// Clipping at 0.55 of the peak of both tones.
    Clipped,
    /// A-law.
    ALaw,
    /// ADPCM of 3 bits.
    Adpcm,
    /// Noise 15 dB under both tones, the column 3 dB under the row.
    WeakColumn,
    /// The same with the row under the column.
    WeakRow,
}

impl Impairment {
    /// All.
    pub const ALL: [Impairment; 9] = [
        Impairment::Noise,
        Impairment::LessNoise,
        Impairment::Off,
        Impairment::Echo,
        Impairment::Clipped,
        Impairment::ALaw,
        Impairment::Adpcm,
        Impairment::WeakColumn,
        Impairment::WeakRow,
    ];

    /// Those that leave a key within the limits also with another disturbance 12 dB down.
    pub const NEAR: [Impairment; 6] = [
        Impairment::LessNoise,
        Impairment::Echo,
        Impairment::ALaw,
        Impairment::Adpcm,
        Impairment::WeakColumn,
        Impairment::WeakRow,
    ];

    /// Moves the tones of a press, in frequency and level.
    pub fn shift(self, press: &mut Press, random: &mut Random) {
        let percent = match self {
            Impairment::Noise => 0.2,
            Impairment::Off => 1.5,
            _ => 0.3,
        };
        press.off = [0, 1].map(|_| (random.below(2_001) as f64 / 1e3 - 1.0) * percent);
        match self {
            Impairment::WeakColumn => press.dbm0[1] -= 3.0,
            Impairment::WeakRow => press.dbm0[0] -= 3.0,
            _ => {}
        }
    }

    /// Disturbs a press whose tones are at that level together.
    pub fn befall(self, rate: SampleRate, random: &mut Random, pair: f64, press: &mut [f64]) {
        let snr = match self {
            Impairment::Noise => 10.0,
            Impairment::LessNoise => 12.0,
            Impairment::WeakColumn | Impairment::WeakRow => 15.0,
            Impairment::Off => 26.0,
            Impairment::Echo => {
                let late = rate.samples_in_ms(1) + random.below(rate.samples_in_ms(19));
                for n in (late..press.len()).rev() {
                    press[n] += 10.0_f64.powf(-0.5) * press[n - late];
                }
                return;
            }
            Impairment::Clipped => {
                let most = 0.55 * 2.0 * power(pair).sqrt();
                press.iter_mut().for_each(|x| *x = x.clamp(-most, most));
                return;
            }
            Impairment::ALaw | Impairment::Adpcm => return,
        };
        let mut noise = white(rate, random, pair - snr);
        press.iter_mut().for_each(|x| *x += noise());
    }

    /// Codes and decodes a whole line.
    pub fn code(self, line: &mut [f64]) {
        match self {
            Impairment::ALaw => line.iter_mut().for_each(|x| *x = a_law(*x)),
            Impairment::Adpcm => adpcm(line),
            _ => {}
        }
    }
}

/// As A-law rounds: segments of sixteen steps.
fn a_law(x: f64) -> f64 {
    let size = x.abs().min(32_767.0);
    let step = if size < 512.0 { 16.0 } else { 2.0_f64.powf((size / 512.0).log2().floor() + 5.0) };
    x.signum() * ((size / step).floor() + 0.5) * step
}

/// Steps of three bits that grow and shrink by what was needed.
fn adpcm(line: &mut [f64]) {
    let (mut predicted, mut step) = (0.0, 16.0_f64);
    for x in line {
        let code = ((*x - predicted).abs() / step * 1.5).floor().min(3.0);
        predicted += (*x - predicted).signum() * (code + 0.5) * step / 1.5;
        step = (step * if code >= 3.0 { 1.5 } else { 0.91 }).clamp(16.0, 16_000.0);
        *x = predicted;
    }
}
