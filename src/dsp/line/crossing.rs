//! Finds where one signal can go over into another with the least that is heard of it.

use crate::dsp::level::fade::cross_fade;

/// Where a signal goes over into another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// The first sample of the cross-fade.
    pub at: usize,
    /// How alike they are there, at most 1: 1 less the energy of their difference, over twice the energy that both have
    /// on average in as many samples.
    pub likeness: f32,
}

/// Finds the best cross-fade of `width` samples in two signals of one length. `width` is 1 … their length.
pub fn find_crossing(from: &[i16], to: &[i16], width: usize) -> Crossing {
    let length = from.len().min(to.len());
    let square = |x: i16| (i32::from(x) * i32::from(x)) as u64;
    let both: u64 = from.iter().zip(to).map(|(x, y)| square(*x) + square(*y)).sum();
    // Differences are at most 65,535, so their squares fit 32 bits.
    let difference = |(x, y): (&i16, &i16)| u64::from(x.abs_diff(*y)) * u64::from(x.abs_diff(*y));
    let pairs = || from.iter().zip(to);
    let mut here: u64 = pairs().take(width).map(difference).sum();
    let (mut least, mut best) = (here, 0);
    for (at, (enters, leaves)) in (1..).zip(pairs().skip(width).zip(pairs())) {
        here = here + difference(enters) - difference(leaves);
        if here < least {
            (least, best) = (here, at);
        }
    }
    let average = both as f32 * width as f32 / length.max(1) as f32;
    Crossing { at: best, likeness: if least == 0 { 1.0 } else { 1.0 - least as f32 / average.max(1.0) } }
}

/// Makes `to` begin as `from` and go over into itself at `at`, within `width` samples.
pub fn cross(from: &[i16], to: &mut [i16], at: usize, width: usize) {
    let (before, after) = to.split_at_mut_checked(at).unwrap_or_default();
    before.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
    cross_fade(after, from.get(at..at + width).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sine of so many samples a period.
    fn sine(period: f64, from: usize, count: usize) -> Vec<i16> {
        let at = |n: usize| 8_000.0 * (n as f64 / period * core::f64::consts::TAU).sin();
        (from..from + count).map(|n| at(n) as i16).collect()
    }

    #[test]
    fn signals_in_phase_are_alike_and_others_are_not() {
        let crossing = |period, to| find_crossing(&sine(period, 0, 160), &sine(period, to, 160), 40);
        assert!(crossing(40.0, 160).likeness > 0.999);
        assert!(crossing(64.0, 160).likeness < 0.3, "half a period apart");
        assert_eq!(find_crossing(&[0; 160], &[0; 160], 40), Crossing { at: 0, likeness: 1.0 });
    }

    #[test]
    fn the_place_is_where_they_differ_least() {
        let (from, mut to) = (sine(50.0, 0, 160), sine(50.0, 25, 160));
        to[90..130].copy_from_slice(&from[90..130]);
        assert_eq!(find_crossing(&from, &to, 40), Crossing { at: 90, likeness: 1.0 });
        let after = to.clone();
        cross(&from, &mut to, 90, 40);
        assert_eq!(to, [&from[..130], &after[130..]].concat());
    }

    #[test]
    fn the_loudest_signals_do_not_overflow() {
        let crossing = find_crossing(&[i16::MIN; 960], &[i16::MAX; 960], 240);
        assert!(crossing.at == 0 && (crossing.likeness + 1.0).abs() < 0.01, "{crossing:?}");
    }
}
