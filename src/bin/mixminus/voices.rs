//! The voices of the demo, carried in the program.

use mixminus::{SampleRate, resample};

use crate::fail::Failure;
use crate::wav;

/// The peak below which samples before and after a voice count as silence.
const QUIET: u16 = 64;

/// The files, by name.
const FILES: [(&str, &[u8]); 6] = [
    ("ada", include_bytes!("../../../demo/ada.wav")),
    ("ben", include_bytes!("../../../demo/ben.wav")),
    ("clara", include_bytes!("../../../demo/clara.wav")),
    ("dan", include_bytes!("../../../demo/dan.wav")),
    ("elena", include_bytes!("../../../demo/elena.wav")),
    ("felix", include_bytes!("../../../demo/felix.wav")),
];

/// Their names.
#[cfg(feature = "sound-card")]
pub const NAMES: [&str; 6] = ["ada", "ben", "clara", "dan", "elena", "felix"];

/// A voice.
#[derive(Clone, Debug)]
pub struct Voice {
    /// Its samples, without the silence before and after.
    pub samples: Vec<i16>,
}

/// The six voices of the demo, at `rate`.
pub fn demo(rate: SampleRate) -> Result<Vec<Voice>, Failure> {
    FILES
        .iter()
        .map(|(name, bytes)| {
            let recording =
                wav::decode(*bytes).map_err(|error| Failure::Run(format!("the voice {name}: {error}")))?;
            let samples = resample(trimmed(&recording.samples), recording.sample_rate_hz, rate.hz())
                .map_err(|error| Failure::Run(format!("the voice {name}: {error}")))?;
            Ok(Voice { samples })
        })
        .collect()
}

/// The samples without the silence before and after.
fn trimmed(samples: &[i16]) -> &[i16] {
    let loud = |sample: &i16| sample.unsigned_abs() > QUIET;
    let from = samples.iter().position(loud).unwrap_or(0);
    let to = samples.iter().rposition(loud).map_or(0, |last| last + 1);
    samples.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices_begin_and_end_with_sound_at_every_rate() {
        for rate in SampleRate::ALL {
            let voices = demo(rate).unwrap();
            assert_eq!(voices.len(), FILES.len());
            for Voice { samples } in voices {
                let seconds = samples.len() as f64 / f64::from(rate.hz());
                assert!((0.8..8.0).contains(&seconds), "{seconds} s");
                let peak = samples.iter().map(|x| x.unsigned_abs()).max();
                assert!(peak > Some(14_000), "{rate:?}: {peak:?}");
            }
        }
    }

    #[test]
    fn silence_is_taken_from_both_ends_only() {
        assert_eq!(trimmed(&[0, 3, 500, 0, 0, -500, 2]), [500, 0, 0, -500]);
        assert!(trimmed(&[0, 1, -1]).is_empty());
    }
}
