//! What windows look like: whether two tones in them may be a key. By the limits of [`limits`](super::thresholds).

use super::goertzel::{HOP, TONES};
use super::hops::{AT_ONCE, HALF, Hops};
use super::joint::Pair;
use super::thresholds::{
    AS_STEADY, EVEN, EVEN_OF_PURE, FIRST_EVEN, FIRST_PURITY, LEAST_POWER, LEAST_PURE_TWIST, LEAST_SHARE,
    LEAST_SUSPECT_POWER, LEAST_SUSPECT_TWIST, LEAST_TWIST, MOST_PURE_TWIST, MOST_SUSPECT_TWIST, MOST_TWIST,
    OFF_IN_WINDOW, PURITY, PURITY_OF_TWISTED, PURITY_OF_UNEVEN, Suspicion,
};
use super::two_tones::{Fit, Tone};
use crate::dsp::lanes::Lanes;
use crate::dsp::lanes::complex::Complex;
use crate::dsp::lanes::number::{Eight, Number};

/// The first look, at the eight windows that ended 7 … 0 hops ago: the strongest row and column of each, if they may be
/// a key. `largest`: of each window the [largest](Hops::largest) power of a row, and of a column. `under`: the energy of a
/// window of what lies steadily under the line.
#[inline(always)]
pub fn first_looks<L: Lanes>(
    lanes: L,
    hops: &Hops,
    largest: &[[f32; AT_ONCE]; 2],
    under: f32,
) -> [Option<Pair>; AT_ONCE] {
    let mut found = [None; AT_ONCE];
    let n = (HALF * HOP) as f32;
    let energy = Eight::of(lanes, &hops.last_windows());
    let [row, column] = [Eight::of(lanes, &largest[0]), Eight::of(lanes, &largest[1])];
    let (one, zero, under) = (energy.all(1.0), energy.all(0.0), energy.all(under));
    let most_under = energy * energy.all(1.0 - LEAST_SHARE);
    let energy = energy - under.if_at_most(most_under, under, most_under);
    // A tone of power p gives |Σ|² = p·n²/2 a half, two tones of energy e give n·e/2 together.
    let each = energy.all(0.5 * LEAST_POWER * n * n);
    let together = energy.all(FIRST_PURITY * 0.5 * n) * energy;
    let good = together.if_at_most(row + column, one, zero);
    let good = each.if_at_most(row, good, zero);
    let good = each.if_at_most(column, good, zero).apart();
    // Most frames are refused here, before anyone asks which tones they are.
    if good != [0.0; AT_ONCE] {
        for ((back, found), good) in (0..AT_ONCE).rev().zip(&mut found).zip(good) {
            if good == 1.0 {
                *found = hops.strongest(back, FIRST_EVEN);
            }
        }
    }
    found
}

/// What two tones of a key were in a window: row and column.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// How their phases drift, with the length that their amplitudes give it.
    pub drift: [Complex; 2],
    /// Their powers.
    pub power: [f32; 2],
    /// Energies: of both tones together, and of the window.
    pub energy: [f32; 2],
}

/// The second look, at the same windows: they are fitted at once, as lanes, since one fit is
/// a long chain of divisions and roots, each of which waits for the one before.
#[derive(Clone, Copy, Debug)]
pub struct Looks {
    pair: Pair,
    /// Whether each window is of this pair: 1, else 0.
    good: [f32; AT_ONCE],
    /// Real and imaginary parts of the row's drift, then of the column's; the row's power, the column's; the energy of
    /// both, the window's.
    told: [[f32; AT_ONCE]; 8],
}

impl Looks {
    /// Looks at the windows that the last hops ended. `under` as for [`first_looks`].
    #[inline(always)]
    pub fn new<L: Lanes>(lanes: L, hops: &Hops, under: f32, pair: Pair) -> Looks {
        let fit = hops.fit_last(lanes, pair);
        let energy = Eight::of(lanes, &hops.last_windows());
        let Fit { row, column, .. } = &fit;
        let told = [
            row.product.re,
            row.product.im,
            column.product.re,
            column.product.im,
            row.power(),
            column.power(),
            fit.energy,
            energy,
        ];
        let good = second_look(&fit, energy_over(&fit, energy, under), pair);
        let mut looks = Looks { pair, good: good.apart(), told: [[0.0; AT_ONCE]; 8] };
        for (place, told) in looks.told.iter_mut().zip(told) {
            *place = told.apart();
        }
        looks
    }

    /// Which pair was looked for.
    pub fn pair(&self) -> Pair {
        self.pair
    }

    /// The window that ended `back` hops ago (0 … 7), if it is of this pair.
    #[inline(always)]
    pub fn window(&self, back: usize) -> Option<Look> {
        let at = (AT_ONCE - 1).checked_sub(back)?;
        if self.good.get(at) != Some(&1.0) {
            return None;
        }
        let [row_re, row_im, column_re, column_im, row, column, fitted, energy] =
            self.told.each_ref().map(|told| told.get(at).copied().unwrap_or(0.0));
        let drift = [Complex { re: row_re, im: row_im }, Complex { re: column_re, im: column_im }];
        Some(Look { drift, power: [row, column], energy: [fitted, energy] })
    }
}

/// What of a window's energy the tones are to be judged by: all, or what is over something steady.
#[inline(always)]
fn energy_over<N: Number>(fit: &Fit<N>, energy: N, under: f32) -> N {
    let like = energy;
    let (rest, under) = (energy - fit.energy, like.all(under));
    // Over something steady, if there is about as much of that as of what is not the tones.
    let as_steady = like.all(AS_STEADY);
    let over = energy - under;
    let over = under.if_at_most(as_steady * rest, over, energy);
    let over = rest.if_at_most(as_steady * under, over, energy);
    (like.all(LEAST_SHARE) * energy).if_at_most(fit.energy, over, energy)
}

/// 1 for a window of that energy that is of this pair, 0 for others.
#[inline(always)]
fn second_look<N: Number>(fit: &Fit<N>, energy: N, pair: Pair) -> N {
    let like = energy;
    let (purer, purest) = (like.all(PURITY_OF_UNEVEN) * energy, like.all(PURITY_OF_TWISTED) * energy);
    let purity = purest.if_at_most(fit.energy, like.all(PURITY_OF_TWISTED), like.all(PURITY));
    let most = purest.if_at_most(fit.energy, like.all(MOST_PURE_TWIST), like.all(MOST_TWIST));
    let least = purest.if_at_most(fit.energy, like.all(LEAST_PURE_TWIST), like.all(LEAST_TWIST));
    let even = purer.if_at_most(fit.energy, like.all(EVEN_OF_PURE), like.all(EVEN));
    let good = (purity * energy).if_at_most(fit.energy, like.all(1.0), like.all(0.0));
    let good = twisted(fit, least, most, LEAST_POWER, good);
    fits(fit, pair, even, &OFF_IN_WINDOW, good)
}

/// Whether a fit to a short window, of that energy, may be the beginning of a key.
pub fn is_suspect(fit: &Fit, energy: f32, pair: Pair, suspicion: &Suspicion) -> bool {
    let good = (suspicion.purity * energy).if_at_most(fit.energy, 1.0, 0.0);
    let good = twisted(fit, LEAST_SUSPECT_TWIST, MOST_SUSPECT_TWIST, LEAST_SUSPECT_POWER, good);
    fits(fit, pair, suspicion.even, &suspicion.off, good) == 1.0
}

/// `good` where column over row is within limits and both have that power, else 0.
#[inline(always)]
fn twisted<N: Number>(fit: &Fit<N>, least: N, most: N, least_power: f32, good: N) -> N {
    let (row, column, zero) = (fit.row.power(), fit.column.power(), good.all(0.0));
    let good = column.if_at_most(most * row, good, zero);
    let good = (least * row).if_at_most(column, good, zero);
    let least_power = good.all(least_power);
    let good = least_power.if_at_most(row, good, zero);
    least_power.if_at_most(column, good, zero)
}

/// `good` where both tones are even enough and not too far off, else 0.
#[inline(always)]
fn fits<N: Number>(fit: &Fit<N>, (row, column): Pair, even: N, off: &[f32; TONES], good: N) -> N {
    let good = tone_fits(&fit.row, even, off.get(row), good);
    tone_fits(&fit.column, even, off.get(4 + column), good)
}

/// `good` where a tone is even enough and not too far off, else 0.
#[inline(always)]
fn tone_fits<N: Number>(tone: &Tone<N>, even: N, off: Option<&f32>, good: N) -> N {
    let zero = good.all(0.0);
    let [a, b] = [tone.halves[0].power(), tone.halves[1].power()];
    let good = a.if_at_most(even * b, good, zero);
    let good = b.if_at_most(even * a, good, zero);
    good.all(off.copied().unwrap_or(1.0)).if_at_most(tone.drift.re, good, zero)
}
