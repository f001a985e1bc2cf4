//! A linear gain ramp that ends exactly at its target.

use crate::dsp::LinearGain;

/// Moves the gain of `frame` in place from `from` to `to` within its first `ramp` samples.
///
/// Sample i becomes sat16((x·g + 2²⁴) >> 25), where g = from + (to − from)·(i + 1)/ramp in Q25, truncated,
/// for i < `ramp`, and `to` from there on: sample `ramp − 1` has gain `to`. From there the result equals, bit for bit,
/// that of the settled gain. `ramp` is 1 … `frame.len()`, 5 ms of samples in this engine.
pub fn ramp(frame: &mut [i16], from: LinearGain, to: LinearGain, ramp: usize) {
    ramp_on(frame, from, to, 0, ramp);
}

/// The rest of a [`ramp`], of which `done` samples have passed before.
pub fn ramp_on(frame: &mut [i16], from: LinearGain, to: LinearGain, done: usize, ramp: usize) {
    let span = ramp.max(1) as i64;
    let (from, to) = (from.q25(), to.q25());
    for (x, step) in frame.iter_mut().zip(done as i64 + 1..) {
        let gain = if step < span { from + (to - from) * step / span } else { to };
        *x = apply(*x, gain);
    }
}

/// sat16((x·gain + 2²⁴) >> 25); `gain` in Q25, 0 … 2³⁰.
fn apply(x: i16, gain: i64) -> i16 {
    const HALF: i64 = 1 << (LinearGain::Q - 1);
    let scaled = (i64::from(x) * gain + HALF) >> LinearGain::Q;
    scaled.clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gain(mdb: i32) -> LinearGain {
        crate::units::Gain::from_mdb(mdb).unwrap().into()
    }

    /// The settled gain by its definition, as the lanes apply it.
    fn settled(x: i16, gain: LinearGain) -> i16 {
        let scaled = (i64::from(x) * i64::from(gain.mantissa()) + (1 << (gain.shift() - 1))) >> gain.shift();
        scaled.clamp(-32_768, 32_767) as i16
    }

    #[test]
    fn each_sample_follows_the_formula() {
        let ends = [LinearGain::ZERO, LinearGain::UNITY, gain(-60_000), gain(-6_000), gain(24_000)];
        for from in ends {
            for to in ends {
                for span in [1, 2, 40, 79, 80] {
                    let before: Vec<i16> = (0..80).map(|i| (i * 997 * 37) as i16).collect();
                    let mut frame = before.clone();
                    ramp(&mut frame, from, to, span);
                    for (i, (x, y)) in before.iter().zip(&frame).enumerate() {
                        let part = (i + 1).min(span) as i64;
                        let g = from.q25() + (to.q25() - from.q25()) * part / span as i64;
                        let exact = ((i64::from(*x) * g + (1 << 24)) >> 25).clamp(-32_768, 32_767);
                        assert_eq!(i64::from(*y), exact, "{from:?} to {to:?} in {span}, sample {i}");
                    }
                }
            }
        }
    }

    #[test]
    fn it_lands_exactly_on_the_settled_gain() {
        for to in [LinearGain::ZERO, LinearGain::UNITY, gain(-59_999), gain(-1), gain(1), gain(24_000)] {
            for x in [i16::MIN, -12_345, -1, 0, 1, 3, 12_345, i16::MAX] {
                let mut frame = [x; 60];
                ramp(&mut frame, gain(-3_000), to, 40);
                assert!(frame[39..].iter().all(|y| *y == settled(x, to)), "{x} at {to:?}");
            }
        }
    }

    #[test]
    fn from_unity_to_silence_only_falls() {
        let mut frame = [i16::MAX; 240];
        ramp(&mut frame, LinearGain::UNITY, LinearGain::ZERO, 240);
        assert!(frame.is_sorted_by(|a, b| a > b) && frame[239] == 0);
    }

    #[test]
    fn no_samples_and_no_ramp_are_harmless() {
        ramp(&mut [], LinearGain::ZERO, LinearGain::UNITY, 0);
        let mut frame = [100_i16; 4];
        ramp(&mut frame, LinearGain::ZERO, LinearGain::UNITY, 0);
        assert_eq!(frame, [100; 4]);
    }
}
