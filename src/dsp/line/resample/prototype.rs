//! The prototype of all filters: one pulse in continuous time, of which each conversion takes the points that it needs.
//!
//! h(t) = Σ aₖ·cos(πkt/12) for |t| < 12, with t in samples of R, the lower of the two rates. Its gain is within ±0.09 dB
//! up to 0.425·R, at most −85.4 dB from 0.575·R on, and falls by 18 dB per octave: an output that is the image of many
//! frequencies (441 phases) holds hardly more noise than one of two phases. The gain at 0 Hz is exactly 1, and 0 at every
//! multiple of R.
//!
//! `tests/resampling/design.py` computes the coefficients.

use crate::dsp::tone::sine::cos_turns;

/// Half the length of the prototype, in samples of the lower rate.
pub const HALF_LENGTH: i64 = 12;

/// aₖ.
const COSINES: [f64; 24] = [
    0.041666666666666664,
    0.08419218979684037,
    0.08260405808331582,
    0.08378634317392755,
    0.08321869264701091,
    0.08310557378203787,
    0.08385428668485323,
    0.08260750838739597,
    0.08416099087452356,
    0.08248358123783944,
    0.08386107054405474,
    0.062230453057390896,
    0.02079542585778547,
    0.0017478019807865841,
    -4.008778076085859e-06,
    -4.273429387785855e-06,
    2.3170543635908952e-06,
    -2.2653689291527523e-07,
    -1.0659187817500122e-06,
    1.7657239092971433e-06,
    -2.1085753918329394e-06,
    2.166948594466186e-06,
    -1.973669800418836e-06,
    1.4673480811406773e-06,
];

/// h(`numerator` / `denominator`), by IEEE additions and multiplications of `f64` alone: the same on every machine.
pub fn value(numerator: i64, denominator: i64) -> f64 {
    let numerator = numerator.abs();
    if numerator >= HALF_LENGTH * denominator {
        return 0.0;
    }
    // The sum of cosines of multiples is a polynomial in the cosine (Clenshaw's recurrence).
    let twice = 2.0 * cos_turns(numerator as f64 / (2 * HALF_LENGTH * denominator) as f64);
    let (mut next, mut after) = (0.0, 0.0);
    for a in COSINES.iter().skip(1).rev() {
        (next, after) = (a + twice * next - after, next);
    }
    COSINES.first().map_or(0.0, |a| a + 0.5 * twice * next - after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_sum_of_cosines() {
        for at in -130..130_i64 {
            let turn = std::f64::consts::PI * at as f64 / 120.0;
            let sum: f64 = COSINES.iter().enumerate().map(|(k, a)| a * (k as f64 * turn).cos()).sum();
            let expected = if at.abs() < 120 { sum } else { 0.0 };
            assert!((value(at, 10) - expected).abs() < 1e-12, "{at}: {} for {expected}", value(at, 10));
        }
    }

    #[test]
    fn a_constant_passes_every_phase_unchanged() {
        for phase in 0..640 {
            let sum: f64 = (-12..12).map(|n| value(640 * n + phase, 640)).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{phase}: {sum}");
        }
    }
}
