//! Streams that break off or skip: fades in place of clicks, and the sum that lays a prompt over a frame.

/// Fills `out` with a decay from `last`, the sample before it, to 0 within `n` samples.
///
/// Sample i is last·(n − 1 − i)/n, truncated, for i < `n`, and 0 from there on. `n` is 0 … 65,535 and may exceed
/// `out`, which then ends within the decay.
pub fn decay(out: &mut [i16], last: i16, n: usize) {
    let span = n.max(1) as i32;
    for (y, left) in out.iter_mut().zip((0..span).rev().chain(core::iter::repeat(0))) {
        *y = (i32::from(last) * left / span) as i16;
    }
}

/// Fills `out` with a cross-fade, within `old.len()` samples, from `old` to `new`: a cut without a click.
///
/// With n = `old.len()`, sample i is (old·(n − 1 − i) + new·(i + 1))/n, truncated, for i < n, and new from there on.
/// n ≤ `new.len()` = `out.len()`, at most 65,535.
pub fn cross_fade(out: &mut [i16], old: &[i16], new: &[i16]) {
    let span = old.len().max(1) as i32;
    for ((y, old), (new, step)) in out.iter_mut().zip(old).zip(new.iter().zip(1..)) {
        *y = ((i32::from(*old) * (span - step) + i32::from(*new) * step) / span) as i16;
    }
    for (y, new) in out.iter_mut().zip(new).skip(old.len()) {
        *y = *new;
    }
}

/// Adds `add` to `frame`, sample by sample, saturating; the shorter of the two decides how far.
pub fn add_saturating(frame: &mut [i16], add: &[i16]) {
    for (y, x) in frame.iter_mut().zip(add) {
        *y = y.saturating_add(*x);
    }
}
