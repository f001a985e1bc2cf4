//! Finds by how much speech can be made shorter or longer without being heard: by one period, or a few.
//!
//! A signal that resembles itself `n` samples later can jump there, with a cross-fade, and loses `n` samples; if it
//! resembles itself `n` samples before, it can jump back, and gains them.

use super::conceal::search::find;
use crate::dsp::line::conceal::to_floats;

/// The longest step, ms.
pub const MAX_STEP_MS: u32 = 15;
/// The shortest step: 2.5 ms, or a part of the rate.
const SHORTEST: usize = 400;
/// What is compared: 7.5 ms.
const COMPARED: usize = 3;

/// How like what comes after a jump must be to what would come without it: below the first, the jump would be heard; at the
/// second, not even in music.
pub const LIKE: f32 = 0.8;
pub const VERY_LIKE: f32 = 0.97;

/// Samples of the longest signal: two steps at 48 kHz, more than a step and what is compared.
const MAX_SAMPLES: usize = 48 * 2 * MAX_STEP_MS as usize;

/// Samples of the shortest step, at that rate.
pub const fn shortest(rate_hz: u32) -> usize {
    rate_hz as usize / SHORTEST
}

/// Samples that are compared, at that rate.
pub const fn compared(rate_hz: u32) -> usize {
    shortest(rate_hz) * COMPARED
}

/// By how many of the first samples `ahead` can be made shorter: 2.5 to 15 ms, at most the length of `ahead` without
/// [`compared`] samples. `like`: [`LIKE`] or more.
pub fn shorter_by(ahead: &[i16], rate_hz: u32, like: f32) -> Option<usize> {
    let rate = rate_hz as usize;
    let (shortest, compared) = (shortest(rate_hz), compared(rate_hz));
    let longest = ahead.len().checked_sub(compared)?.min(longest(rate));
    if longest < shortest {
        return None;
    }
    let mut floats = [0.0_f32; MAX_SAMPLES];
    let floats = floats.get_mut(..longest + compared)?;
    to_floats(floats, ahead);
    let place = find(floats.get(..compared)?, floats.get(shortest..)?, rate, |_| 1.0);
    (place.likeness >= like).then_some(shortest + place.offset)
}

/// How many samples before `ahead` can be played again before it: 2.5 to 15 ms, at most as many as were `played`. `ahead`
/// has at least [`compared`] samples. `like`: [`LIKE`] or more.
pub fn longer_by(played: &[i16], ahead: &[i16], rate_hz: u32, like: f32) -> Option<usize> {
    let rate = rate_hz as usize;
    let (shortest, compared) = (shortest(rate_hz), compared(rate_hz));
    let longest = played.len().min(longest(rate));
    if longest < shortest {
        return None;
    }
    let mut floats = [0.0_f32; MAX_SAMPLES];
    let (before, after) = floats.get_mut(..longest + compared)?.split_at_mut_checked(longest)?;
    to_floats(before, played.get(played.len() - longest..)?);
    to_floats(after, ahead.get(..compared)?);
    let floats = floats.get(..longest + compared)?;
    let signal = floats.get(..longest - shortest + compared)?;
    // Of jumps alike the shortest.
    let place = find(floats.get(longest..)?, signal, rate, |_| 1.0);
    (place.likeness >= like).then_some(longest - place.offset)
}

/// Samples of the longest step.
fn longest(rate: usize) -> usize {
    rate / 1000 * MAX_STEP_MS as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::f64::consts::TAU;

    const RATES: [u32; 4] = [8_000, 12_000, 16_000, 48_000];

    /// Pulses of a voice, `period` samples apart, through one resonance.
    fn voiced(period: usize, count: usize, rate: u32) -> Vec<i16> {
        let at = |n: usize| {
            let t = (n % period) as f64 / f64::from(rate);
            8_000.0 * (-t * 300.0).exp() * (TAU * 700.0 * t).sin()
        };
        (0..count).map(|n| at(n) as i16).collect()
    }

    #[test]
    fn a_voice_loses_or_gains_whole_periods() {
        for rate in RATES {
            for period_ms in [3, 5, 7, 9, 12, 14] {
                let period = rate as usize / 1000 * period_ms;
                let voice = voiced(period, rate as usize / 20, rate);
                for start in [0, period / 3, period / 2] {
                    let voice = &voice[start..];
                    let n = shorter_by(voice, rate, LIKE).unwrap();
                    assert_eq!(n % period, 0, "{rate} Hz, {period_ms} ms, from {start}: {n}");
                    let (played, ahead) = voice.split_at(rate as usize / 1000 * 20);
                    let n = longer_by(played, ahead, rate, LIKE).unwrap();
                    assert_eq!(n % period, 0, "{rate} Hz, {period_ms} ms, from {start}: {n}");
                }
            }
        }
    }

    #[test]
    fn noise_and_what_is_too_short_stay_as_they_are() {
        let mut state = 1_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 18) as i16 - 8_192
        };
        for rate in RATES {
            let noise: Vec<i16> = (0..rate / 20).map(|_| noise()).collect();
            assert_eq!(shorter_by(&noise, rate, LIKE), None);
            assert_eq!(longer_by(&noise, &noise, rate, LIKE), None);
            let voice = voiced(rate as usize / 200, rate as usize / 20, rate);
            let short = compared(rate) + rate as usize / 400 - 1;
            assert_eq!(shorter_by(&voice[..short], rate, LIKE), None);
            assert_eq!(longer_by(&voice[..rate as usize / 400 - 1], &voice, rate, LIKE), None);
        }
    }
}
