//! The engine's own sounds: of a join, of a leave, of a recording.

use crate::control::os::fallible::list;
use crate::dsp::LinearGain;
use crate::dsp::tone::sine::sin_turns;
use crate::error::Result;
use crate::units::{Gain, SampleRate};

/// The tones of the join sound, hertz; the leave sound has them in the other order.
const TONES_HZ: [f64; 2] = [500.0, 1000.0];

/// The length of each tone, and of its rise and fall, milliseconds.
const TONE_MS: u32 = 80;
const EDGE_MS: u32 = 5;

/// The peak of a sine of −20 dBm0, thousandths of a decibel below full scale (ITU-T G.711, table for A-law).
const PEAK_MDB: i32 = -23_140;

/// The join sound: two rising tones, 160 ms, −20 dBm0.
pub fn join_beep(rate: SampleRate) -> Vec<i16> {
    beep(rate, TONES_HZ, TONE_MS)
}

/// The leave sound: the same tones, falling.
pub fn leave_beep(rate: SampleRate) -> Vec<i16> {
    let [low, high] = TONES_HZ;
    beep(rate, [high, low], TONE_MS)
}

/// The recorder warning tone: 1,400 Hz, 200 ms, −20 dBm0; then silence, `period_s` seconds in all.
pub fn record_beeps(rate: SampleRate, period_s: u32) -> Result<Vec<i16>> {
    let count = rate.samples_in_ms(1000 * period_s);
    let mut samples = list(count)?;
    samples.extend(beep(rate, [1400.0], 200));
    samples.resize(count, 0);
    Ok(samples)
}

fn beep<const N: usize>(rate: SampleRate, tones_hz: [f64; N], tone_ms: u32) -> Vec<i16> {
    let (samples, edge) = (rate.samples_in_ms(tone_ms), rate.samples_in_ms(EDGE_MS));
    let peak = Gain::from_mdb(PEAK_MDB).map_or(0.0, |gain| LinearGain::from(gain).q25() as f64) * 32_768.0
        / f64::from(1_u32 << LinearGain::Q);
    let tone = |hz: f64| {
        (0..samples).map(move |n| {
            let inside = (n + 1).min(samples - n).min(edge) as f64 / edge as f64;
            // sin² along the edge: a raised cosine.
            let rise = sin_turns(inside / 4.0);
            let value = peak * rise * rise * sin_turns(hz * n as f64 / f64::from(rate.hz()));
            (value + if value < 0.0 { -0.5 } else { 0.5 }) as i16
        })
    };
    tones_hz.into_iter().flat_map(tone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_short_soft_at_their_edges_and_of_their_level() {
        for rate in SampleRate::ALL {
            let (join, leave) = (join_beep(rate), leave_beep(rate));
            assert_eq!((join.len(), leave.len()), (rate.samples_in_ms(160), rate.samples_in_ms(160)));
            assert_ne!(join, leave);
            for beep in [join, leave] {
                let peak = beep.iter().map(|x| x.unsigned_abs()).max().unwrap();
                assert!((2_250..=2_300).contains(&peak), "{rate:?}: {peak}");
                assert!(beep[0].unsigned_abs() < 10 && beep[beep.len() - 1].unsigned_abs() < 100, "{rate:?}");
            }
        }
    }
}
