//! Sounds that never end, and what a listener would notice if they were broken.

use mixminus::SampleRate;
use std::f64::consts::TAU;

/// A sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    /// A voice that never pauses.
    Voice,
    /// Two seconds of a voice, half a second of faint noise.
    Pauses,
    /// Three steady tones that have no common period.
    Music,
}

impl Sound {
    /// So many seconds of it.
    pub fn samples(self, rate: SampleRate, seconds: usize) -> Vec<i16> {
        let hz = f64::from(rate.hz());
        (0..seconds * rate.hz() as usize).map(|at| self.at(at as f64 / hz) as i16).collect()
    }

    /// The sample at a moment, without a state: any part of it can be computed.
    pub fn at(self, seconds: f64) -> f64 {
        let voice = |t: f64| {
            // The pitch wanders; pulses through a resonance.
            let phase = 130.0 * t + 4.0 * (TAU * 0.3 * t).sin();
            let since = phase.fract() / 130.0;
            9_000.0 * (-since * 250.0).exp() * (TAU * 620.0 * since).sin()
        };
        match self {
            Sound::Voice => voice(seconds),
            Sound::Pauses if seconds % 2.5 < 2.0 => voice(seconds),
            Sound::Pauses => 8.0 * (TAU * 317.0 * seconds).sin(),
            Sound::Music => [(301.3, 4_000.0), (587.7, 3_000.0), (947.1, 2_000.0)]
                .iter()
                .map(|(hz, level)| level * (TAU * hz * seconds).sin())
                .sum(),
        }
    }
}

/// The quietest 10 ms of some audio, as a mean square, and its greatest step.
pub fn dips_and_steps(audio: &[i16], rate: SampleRate) -> (f64, i32) {
    let energy = |part: &[i16]| part.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / part.len() as f64;
    let quietest = audio.chunks_exact(rate.samples_in_ms(10)).map(energy).fold(f64::MAX, f64::min);
    let step = audio.windows(2).map(|pair| (i32::from(pair[1]) - i32::from(pair[0])).abs()).max();
    (quietest, step.unwrap_or(0))
}
