//! Continues a signal of which only the last frame is known: plays that frame once more, so that what follows it in the
//! end follows without a step.

use super::conceal::search::find;
use super::conceal::to_floats;
use super::crossing::{cross, find_crossing};
use super::time_scale::{compared, shortest};
use crate::dsp::level::fade::{add_saturating, decay, fade_out};
use crate::units::{MAX_FRAME_SAMPLES, MAX_RAMP_SAMPLES};

/// Parts of a second: 5 ms from the last periods to the frame, played again; 2 ms from the last sample to a period's first.
const RAMP: usize = 200;
const DECAY: usize = 500;

/// Turns `frame` into what can be played after it, and before what follows it: its last period goes on, then goes over
/// into the frame where that is heard least. Its end stays as it is. `frame`: 10 or 20 ms.
pub fn play_again(frame: &mut [i16], rate_hz: u32) {
    let mut continued = [0; MAX_FRAME_SAMPLES];
    let Some(continued) = continue_on(frame, rate_hz, &mut continued) else { return };
    let ramp = rate_hz as usize / RAMP;
    let at = find_crossing(continued, frame, ramp).at;
    cross(continued, frame, at, ramp);
}

/// Turns `frame` into what can be played after it if nothing follows: its last period goes on and falls silent.
pub fn play_out(frame: &mut [i16], rate_hz: u32) {
    let mut continued = [0; MAX_FRAME_SAMPLES];
    let Some(continued) = continue_on(frame, rate_hz, &mut continued) else { return };
    frame.iter_mut().zip(continued).for_each(|(to, from)| *to = *from);
    fade_out(frame, frame.len());
}

/// Continues `frame` for as many samples, period by period.
fn continue_on<'a>(frame: &[i16], rate_hz: u32, out: &'a mut [i16; MAX_FRAME_SAMPLES]) -> Option<&'a [i16]> {
    let out = out.get_mut(..frame.len())?;
    let past = frame.get(frame.len() - period(frame, rate_hz)?..)?;
    // A period begins where the sample before it ended: the step from the last one decays.
    let before = frame.get(frame.len() - past.len() - 1).copied().unwrap_or_default();
    let step = past.last().copied().unwrap_or_default().saturating_sub(before);
    let mut rest = [0; MAX_RAMP_SAMPLES];
    let rest = rest.get_mut(..rate_hz as usize / DECAY)?;
    decay(rest, step, rest.len());
    let mut left = &mut *out;
    while !left.is_empty() && !past.is_empty() {
        let (period, later) = left.split_at_mut_checked(past.len().min(left.len()))?;
        period.iter_mut().zip(past).for_each(|(to, from)| *to = *from);
        add_saturating(period, rest);
        left = later;
    }
    Some(out)
}

/// The period with which the frame's end resembles what was before it: 2.5 ms or more, shorter than the frame.
fn period(frame: &[i16], rate_hz: u32) -> Option<usize> {
    let compared = compared(rate_hz).min(frame.len() / 2);
    let shortest = shortest(rate_hz);
    let mut floats = [0.0_f32; MAX_FRAME_SAMPLES];
    let floats = floats.get_mut(..frame.len())?;
    to_floats(floats, frame);
    let last = floats.len().checked_sub(compared)?;
    let place = find(floats.get(last..)?, floats.get(..floats.len() - shortest)?, rate_hz as usize, |_| 1.0);
    Some((last - place.offset).clamp(shortest, frame.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::f64::consts::TAU;

    const RATES: [u32; 4] = [8_000, 12_000, 16_000, 48_000];

    fn steepest(samples: &[i16]) -> u16 {
        samples.windows(2).map(|pair| pair[0].abs_diff(pair[1])).max().unwrap()
    }

    #[test]
    fn a_tone_of_whole_periods_a_frame_goes_on_as_it_was() {
        for rate in RATES {
            for ms in [10, 20] {
                let tone = |count: u32| -> Vec<i16> {
                    let sample = |n| (f64::from(n) * 400.0 / f64::from(rate) * TAU).sin() * 9_000.0;
                    (0..count).map(|n| sample(n).round() as i16).collect()
                };
                let whole = tone(rate / 1000 * ms * 2);
                let (frame, after) = whole.split_at(whole.len() / 2);
                let mut again = frame.to_vec();
                play_again(&mut again, rate);
                let error = again.iter().zip(after).map(|(x, y)| x.abs_diff(*y)).max().unwrap();
                assert!(error <= 40, "{rate} Hz, {ms} ms: {error}");
            }
        }
    }

    #[test]
    fn whatever_is_played_again_there_is_no_step() {
        for rate in RATES {
            for (ms, hz) in [(20, 137.0), (20, 212.0), (20, 431.0), (10, 233.0), (20, 40.0), (10, 40.0)] {
                let sample = |n: u32| (f64::from(n) * hz / f64::from(rate) * TAU).sin() * 9_000.0;
                let whole: Vec<i16> = (0..rate / 1000 * ms * 2).map(|n| sample(n).round() as i16).collect();
                let (frame, after) = whole.split_at(whole.len() / 2);
                let (mut again, mut out) = (frame.to_vec(), frame.to_vec());
                play_again(&mut again, rate);
                assert_eq!(again.last(), frame.last(), "what follows the frame follows it again");
                play_out(&mut out, rate);
                assert_eq!(out.last(), Some(&0));
                // Beside the signal's own steps those of a decay of at most twice the peak.
                let most = steepest(&whole) + 18_000 / (rate / 500) as u16 + 2;
                for played in [[frame, &again, after].concat(), [frame, &out].concat()] {
                    assert!(steepest(&played) <= most, "{rate} Hz, {hz} Hz: {} of {most}", steepest(&played));
                }
            }
        }
    }

    #[test]
    fn silence_stays_silent() {
        for (rate, count) in [(8_000, 160), (8_000, 80), (48_000, 960)] {
            let mut frame = vec![0; count];
            play_again(&mut frame, rate);
            play_out(&mut frame, rate);
            assert!(frame.iter().all(|sample| *sample == 0));
        }
    }
}
