//! Gain that moves: a linear ramp that lands exactly on its target.

use crate::units::Gain;

/// Moves the gain of `frame` in place from `from` to `to` within its first `ramp` samples.
///
/// Sample i becomes sat16((x·g + 2²⁴) >> 25), where g = from + (to − from)·(i + 1)/ramp in Q25, truncated, for
/// i < `ramp`, and `to` from there on: sample `ramp − 1` lands on `to`. There the result is, bit for bit, that of
/// the settled gain. `ramp` is 1 … `frame.len()`, 5 ms of samples by rule.
pub fn ramp(frame: &mut [i16], from: Gain, to: Gain, ramp: usize) {
    let span = ramp.max(1) as i64;
    let (from, to) = (from.q25(), to.q25());
    for (x, step) in frame.iter_mut().zip(1..) {
        let gain = if step < span {
            from + (to - from) * step / span
        } else {
            to
        };
        *x = apply(*x, gain);
    }
}

/// sat16((x·gain + 2²⁴) >> 25); `gain` in Q25, 0 … 2³⁰.
fn apply(x: i16, gain: i64) -> i16 {
    const HALF: i64 = 1 << (Gain::Q - 1);
    let scaled = (i64::from(x) * gain + HALF) >> Gain::Q;
    scaled.clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16
}
