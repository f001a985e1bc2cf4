//! The tests of a window of 20 ms: whether two tones in it may be a digit, by the thresholds of a single window.

use super::goertzel::{HOP, TONES};
use super::hop_history::{BATCH, HALF_WINDOW_HOPS, HopHistory};
use super::leakage::TonePair;
use super::thresholds::{
    DRIFT_IN_WINDOW, MAX_IMBALANCE, MAX_IMBALANCE_OF_PURE, MAX_TWIST, MAX_TWIST_OF_PURE, MIN_POWER,
    MIN_PURITY, MIN_TONE_SHARE, MIN_TWIST, MIN_TWIST_OF_PURE, PURITY_FOR_IMBALANCE, PURITY_FOR_TWIST,
    SCREEN_MAX_IMBALANCE, SCREEN_MIN_PURITY, STEADY_TOLERANCE, TENTATIVE_MAX_TWIST, TENTATIVE_MIN_POWER,
    TENTATIVE_MIN_TWIST, TentativeThresholds,
};
use super::two_tone_fit::{FittedTone, TwoToneFit};
use crate::dsp::lanes::Lanes;
use crate::dsp::lanes::complex::Complex;
use crate::dsp::lanes::number::{EightFloats, Number};

/// Screens the eight windows that ended 7 … 0 hops ago: returns the strongest row and column of each window that may be
/// a digit. `largest`: per window the [largest](HopHistory::largest) power of a row, and of a column. `background`: the
/// energy of [`SteadyTones`](super::steady_tones::SteadyTones), per window.
#[inline(always)]
pub fn screen_windows<L: Lanes>(
    lanes: L,
    hops: &HopHistory,
    largest: &[[f32; BATCH]; 2],
    background: f32,
) -> [Option<TonePair>; BATCH] {
    let mut found = [None; BATCH];
    let n = (HALF_WINDOW_HOPS * HOP) as f32;
    let energy = EightFloats::of(lanes, &hops.last_windows());
    let [row, column] = [EightFloats::of(lanes, &largest[0]), EightFloats::of(lanes, &largest[1])];
    let (one, zero, background) = (energy.splat(1.0), energy.splat(0.0), energy.splat(background));
    let max_background = energy * energy.splat(1.0 - MIN_TONE_SHARE);
    let energy = energy - background.if_at_most(max_background, background, max_background);
    // A tone of power p gives |Σ|² = p·n²/2 per half window; two tones of energy e give n·e/2 together.
    let each = energy.splat(0.5 * MIN_POWER * n * n);
    let together = energy.splat(SCREEN_MIN_PURITY * 0.5 * n) * energy;
    let good = together.if_at_most(row + column, one, zero);
    let good = each.if_at_most(row, good, zero);
    let good = each.if_at_most(column, good, zero).to_array();
    // Most frames end here, before the tones are determined.
    if good != [0.0; BATCH] {
        for ((back, found), good) in (0..BATCH).rev().zip(&mut found).zip(good) {
            if good == 1.0 {
                *found = hops.strongest(back, SCREEN_MAX_IMBALANCE);
            }
        }
    }
    found
}

/// Row and column of a digit, as fitted to a window.
#[derive(Clone, Copy, Debug)]
pub struct FittedWindow {
    /// The drift of each tone: a vector with the length of the amplitudes' product.
    pub drift: [Complex; 2],
    /// The power of each tone (mean square of samples).
    pub power: [f32; 2],
    /// Energy of both tones together, and of the window.
    pub energy: [f32; 2],
}

/// The eight windows that ended 7 … 0 hops ago, fitted to one pair of tones. They are fitted at once, in lanes: one fit
/// is a long chain of divisions and roots, each of which waits for the one before.
#[derive(Clone, Copy, Debug)]
pub struct FittedWindows {
    pair: TonePair,
    /// 1 for each window that passes, else 0.
    good: [f32; BATCH],
    /// Per window: real and imaginary part of the row's drift, of the column's; power of the row, of the column; energy
    /// of both tones, of the window.
    values: [[f32; BATCH]; 8],
}

impl FittedWindows {
    /// Fits the pair and tests each window. `background`: the energy of steady tones, per window.
    #[inline(always)]
    pub fn new<L: Lanes>(lanes: L, hops: &HopHistory, background: f32, pair: TonePair) -> FittedWindows {
        let fit = hops.fit_last(lanes, pair);
        let energy = EightFloats::of(lanes, &hops.last_windows());
        let TwoToneFit { row, column, .. } = &fit;
        let values = [
            row.product.re,
            row.product.im,
            column.product.re,
            column.product.im,
            row.power(),
            column.power(),
            fit.energy,
            energy,
        ];
        let good = is_digit(&fit, energy_above_background(&fit, energy, background), pair);
        let mut fitted = FittedWindows { pair, good: good.to_array(), values: [[0.0; BATCH]; 8] };
        for (place, values) in fitted.values.iter_mut().zip(values) {
            *place = values.to_array();
        }
        fitted
    }

    /// The pair that was fitted.
    pub fn pair(&self) -> TonePair {
        self.pair
    }

    /// The window that ended `back` hops ago (0 … 7), if it passes.
    #[inline(always)]
    pub fn window(&self, back: usize) -> Option<FittedWindow> {
        let at = (BATCH - 1).checked_sub(back)?;
        if self.good.get(at) != Some(&1.0) {
            return None;
        }
        let [row_re, row_im, column_re, column_im, row, column, fitted, energy] =
            self.values.each_ref().map(|values| values.get(at).copied().unwrap_or(0.0));
        let drift = [Complex { re: row_re, im: row_im }, Complex { re: column_re, im: column_im }];
        Some(FittedWindow { drift, power: [row, column], energy: [fitted, energy] })
    }
}

/// The energy of a window that purity refers to: all, or what is above the background.
#[inline(always)]
fn energy_above_background<N: Number>(fit: &TwoToneFit<N>, energy: N, background: f32) -> N {
    let like = energy;
    let (rest, background) = (energy - fit.energy, like.splat(background));
    // The background is subtracted only if the rest of the window has about its energy.
    let as_steady = like.splat(STEADY_TOLERANCE);
    let over = energy - background;
    let over = background.if_at_most(as_steady * rest, over, energy);
    let over = rest.if_at_most(as_steady * background, over, energy);
    (like.splat(MIN_TONE_SHARE) * energy).if_at_most(fit.energy, over, energy)
}

/// Returns 1 if a window of that energy passes the thresholds of a digit, else 0.
#[inline(always)]
fn is_digit<N: Number>(fit: &TwoToneFit<N>, energy: N, pair: TonePair) -> N {
    let like = energy;
    let (purer, purest) = (like.splat(PURITY_FOR_IMBALANCE) * energy, like.splat(PURITY_FOR_TWIST) * energy);
    let purity = purest.if_at_most(fit.energy, like.splat(PURITY_FOR_TWIST), like.splat(MIN_PURITY));
    let most = purest.if_at_most(fit.energy, like.splat(MAX_TWIST_OF_PURE), like.splat(MAX_TWIST));
    let least = purest.if_at_most(fit.energy, like.splat(MIN_TWIST_OF_PURE), like.splat(MIN_TWIST));
    let max_imbalance =
        purer.if_at_most(fit.energy, like.splat(MAX_IMBALANCE_OF_PURE), like.splat(MAX_IMBALANCE));
    let good = (purity * energy).if_at_most(fit.energy, like.splat(1.0), like.splat(0.0));
    let good = twist_passes(fit, least, most, MIN_POWER, good);
    shape_passes(fit, pair, max_imbalance, &DRIFT_IN_WINDOW, good)
}

/// Returns true if a short window of that energy may be the beginning of a digit.
pub fn is_tentative(fit: &TwoToneFit, energy: f32, pair: TonePair, limits: &TentativeThresholds) -> bool {
    let good = (limits.min_purity * energy).if_at_most(fit.energy, 1.0, 0.0);
    let good = twist_passes(fit, TENTATIVE_MIN_TWIST, TENTATIVE_MAX_TWIST, TENTATIVE_MIN_POWER, good);
    shape_passes(fit, pair, limits.max_imbalance, &limits.max_drift, good) == 1.0
}

/// `good` where the twist is `least` … `most` and both tones have `least_power`, else 0.
#[inline(always)]
fn twist_passes<N: Number>(fit: &TwoToneFit<N>, least: N, most: N, least_power: f32, good: N) -> N {
    let (row, column, zero) = (fit.row.power(), fit.column.power(), good.splat(0.0));
    let good = column.if_at_most(most * row, good, zero);
    let good = (least * row).if_at_most(column, good, zero);
    let least_power = good.splat(least_power);
    let good = least_power.if_at_most(row, good, zero);
    least_power.if_at_most(column, good, zero)
}

/// `good` where imbalance and frequency error of both tones pass, else 0.
#[inline(always)]
fn shape_passes<N: Number>(
    fit: &TwoToneFit<N>,
    (row, column): TonePair,
    max_imbalance: N,
    max_drift: &[f32; TONES],
    good: N,
) -> N {
    let good = tone_passes(&fit.row, max_imbalance, max_drift.get(row), good);
    tone_passes(&fit.column, max_imbalance, max_drift.get(4 + column), good)
}

/// `good` where imbalance and frequency error of a tone pass, else 0.
#[inline(always)]
fn tone_passes<N: Number>(tone: &FittedTone<N>, max_imbalance: N, max_drift: Option<&f32>, good: N) -> N {
    let zero = good.splat(0.0);
    let [a, b] = [tone.halves[0].power(), tone.halves[1].power()];
    let good = a.if_at_most(max_imbalance * b, good, zero);
    let good = b.if_at_most(max_imbalance * a, good, zero);
    good.splat(max_drift.copied().unwrap_or(1.0)).if_at_most(tone.drift.re, good, zero)
}
