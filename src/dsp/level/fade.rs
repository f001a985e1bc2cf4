//! Fades where a stream breaks off or skips, and the saturating sum of two frames.

/// Fills `out` with a decay from `last`, the sample before it, to 0 within `n` samples.
///
/// Sample i is last·(n − 1 − i)/n, truncated, for i < `n`, and 0 from there on. `n` is 0 … 65,535 and may
/// exceed `out`, which then ends within the decay.
pub fn decay(out: &mut [i16], last: i16, n: usize) {
    decay_on(out, last, 0, n);
}

/// The rest of a [`decay`] of `n` samples, of which `done` were written before.
pub fn decay_on(out: &mut [i16], last: i16, done: usize, n: usize) {
    let span = n.max(1) as i32;
    let left = span - (done as i32).min(span);
    // The silence after the decay is filled, not computed: a division a sample would cost most of an empty read.
    let (tail, silence) = out.split_at_mut_checked((left as usize).min(out.len())).unwrap_or_default();
    for (y, left) in tail.iter_mut().zip((0..left).rev()) {
        *y = (i32::from(last) * left / span) as i16;
    }
    silence.fill(0);
}

/// Fades `frame` out within its last `n` samples, so that it ends in silence: sample i of them becomes
/// x·(n − 1 − i)/n, truncated. `n` is 1 … `frame.len()`.
pub fn fade_out(frame: &mut [i16], n: usize) {
    let span = n.max(1) as i32;
    for (y, left) in frame.iter_mut().rev().zip(0..span) {
        *y = (i32::from(*y) * left / span) as i16;
    }
}

/// Cross-fades within `old.len()` samples from `old` to the content of `frame`: a cut without a click.
///
/// With n = `old.len()`, sample i becomes (old·(n − 1 − i) + frame·(i + 1))/n, truncated, for i < n; the rest
/// does not change. n ≤ `frame.len()`, at most 65,535.
pub fn cross_fade(frame: &mut [i16], old: &[i16]) {
    let span = old.len().max(1) as i32;
    for ((y, old), step) in frame.iter_mut().zip(old).zip(1..) {
        *y = ((i32::from(*old) * (span - step) + i32::from(*y) * step) / span) as i16;
    }
}

/// Adds `add` to `frame`, sample by sample, saturating, as far as the shorter of the two reaches.
pub fn add_saturating(frame: &mut [i16], add: &[i16]) {
    for (y, x) in frame.iter_mut().zip(add) {
        *y = y.saturating_add(*x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decay_follows_the_formula_and_ends_in_silence() {
        for last in [i16::MIN, -1_000, -1, 0, 1, 7, i16::MAX] {
            for n in [0, 1, 2, 16, 96, 99, 100, 200] {
                let mut out = [77_i16; 100];
                decay(&mut out, last, n);
                for (i, y) in out.into_iter().enumerate() {
                    let exact = if i < n { i64::from(last) * (n - 1 - i) as i64 / n as i64 } else { 0 };
                    assert_eq!(i64::from(y), exact, "{last} in {n}, sample {i}");
                }
            }
        }
    }

    #[test]
    fn fade_out_of_a_constant_is_a_decay_at_the_end() {
        for n in [1, 2, 16, 96, 100] {
            let (mut frame, mut tail) = ([-7_777_i16; 100], vec![0_i16; n]);
            fade_out(&mut frame, n);
            decay(&mut tail, -7_777, n);
            assert_eq!(frame[..100 - n], vec![-7_777; 100 - n]);
            assert_eq!(frame[100 - n..], tail, "{n}");
        }
    }

    #[test]
    fn cross_fade_follows_the_formula_and_ends_in_the_new() {
        let noise = |seed: i32| (0..100).map(move |i| (i * 31_337 + seed * 7_919) as i16);
        for n in [0, 1, 2, 16, 80, 100] {
            let (old, new): (Vec<i16>, Vec<i16>) = (noise(1).take(n).collect(), noise(2).collect());
            let mut out = new.clone();
            cross_fade(&mut out, &old);
            for i in 0..n {
                let (old, new) = (i64::from(old[i]), i64::from(new[i]));
                let exact = (old * (n - 1 - i) as i64 + new * (i + 1) as i64) / n as i64;
                assert_eq!(i64::from(out[i]), exact, "{n}, sample {i}");
            }
            assert_eq!(out[n.saturating_sub(1)..], new[n.saturating_sub(1)..], "{n}");
        }
    }

    #[test]
    fn cross_fade_of_extremes_stays_within_them() {
        for (old, new) in [(i16::MIN, i16::MAX), (i16::MAX, i16::MIN), (i16::MIN, i16::MIN)] {
            let mut out = [new; 960];
            cross_fade(&mut out, &[old; 960]);
            assert_eq!(out[959], new);
            let (first, second) = (out[0], out[1]);
            assert!(i32::from(first).abs_diff(i32::from(old)) <= 69 && first.abs_diff(second) <= 69);
        }
    }

    #[test]
    fn sums_saturate_and_end_with_the_shorter() {
        let mut frame = [i16::MAX, i16::MIN, 5, -5, 9];
        add_saturating(&mut frame, &[1, -1, 6, 6]);
        assert_eq!(frame, [i16::MAX, i16::MIN, 11, 1, 9]);
        add_saturating(&mut frame[..1], &[-7, 1]);
        assert_eq!(frame, [i16::MAX - 7, i16::MIN, 11, 1, 9]);
    }
}
