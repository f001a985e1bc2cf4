//! Fits two tones to a window: their amplitudes, how far each is off its nominal frequency, and their share of the
//! energy.
//!
//! A window is two halves of whole hops. In each half both amplitudes are computed together: in so short a window a
//! tone leaks into the correlation with its neighbour, and at 8 dB of twist that would mask the weaker one. The
//! frequency error is the phase advance from one half to the other, as exact as noise permits.

#![expect(
    clippy::indexing_slicing,
    reason = "tones are 0 … 7 and half lengths 0 … 3, taken modulo the arrays' lengths"
)]

use super::leakage::{
    HALF_WINDOW_TABLE, HalfDrift, HalfWindow, LeakageInverse, MAX_HALF_WINDOW_HOPS, TonePair,
};
use crate::dsp::lanes::complex::Complex;
use crate::dsp::lanes::number::Number;

/// A tone as fitted to a window, or to eight windows in lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FittedTone<N = f32> {
    /// HalfWindow its amplitude, with its phase at the middle of each half.
    pub halves: [Complex<N>; 2],
    /// The phase advance from half to half beyond that of the nominal frequency, as unit vector.
    pub drift: Complex<N>,
    /// The same, with the product of both halves' amplitudes as length.
    pub product: Complex<N>,
}

impl<N: Number> FittedTone<N> {
    /// A tone with these amplitudes. `step`: the conjugate of the nominal phase advance from half to half.
    #[inline(always)]
    fn of(halves: [Complex<N>; 2], step: Complex) -> FittedTone<N> {
        let product = halves[1].times_conjugate(halves[0]).times(step.splat(halves[0].re));
        let length = product.power().sqrt();
        let (zero, one) = (length.splat(0.0), length.splat(1.0));
        let inverse = length.if_at_most(length.splat(1e-12), zero, one / length);
        FittedTone { halves, drift: product.scaled(inverse), product }
    }

    /// Mean power over both halves: mean square of the tone's samples, 2·|a|².
    #[inline(always)]
    pub fn power(&self) -> N {
        self.halves[0].power() + self.halves[1].power()
    }
}

/// Two tones as fitted to a window, or to eight windows in lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TwoToneFit<N = f32> {
    /// The tone of the row.
    pub row: FittedTone<N>,
    /// The tone of the column.
    pub column: FittedTone<N>,
    /// Energy of both tones over the window.
    pub energy: N,
}

/// The correlations of a half window with a row and a column, their phases relative to a common origin.
#[derive(Clone, Copy, Debug, Default)]
pub struct HalfWindowSums<N = f32> {
    /// Correlation with the row.
    pub row: Complex<N>,
    /// Correlation with the column.
    pub column: Complex<N>,
    /// e^(−iωn) of the row at the first sample of the half.
    pub row_derotation: Complex<N>,
    /// e^(−iωn) of the column there.
    pub column_derotation: Complex<N>,
}

/// Fits a pair of tones to two halves of `hops` hops (1 … [`MAX_HALF_WINDOW_HOPS`]) each.
#[inline(always)]
pub fn fit<N: Number>((row, column): TonePair, hops: usize, sums: &[HalfWindowSums<N>; 2]) -> TwoToneFit<N> {
    let half = &HALF_WINDOW_TABLE[(hops.max(1) - 1) % MAX_HALF_WINDOW_HOPS];
    let pair = (row % 4, column % 4);
    let about = [half.about_middle(pair, &sums[0]), half.about_middle(pair, &sums[1])];
    // First without drift, then with the drifts that result.
    let nominal = half.nominal[pair.0][pair.1].splat(about[0][0].re);
    let [row, column] = solve(&nominal, half, pair, &about);
    let drifts = [HalfDrift::of(row.drift), HalfDrift::of(column.drift)];
    let (systems, cross) = LeakageInverse::of(half, pair, drifts);
    let [row, column] = solve(&systems, half, pair, &about);
    let early = half.energy(pair, cross, row.halves[0], column.halves[0]);
    let late = half.energy(pair, cross, row.halves[1], column.halves[1]);
    TwoToneFit { row, column, energy: early + late }
}

impl HalfWindow {
    /// The correlations with row and column per sample, their phases relative to the middle of the half.
    #[inline(always)]
    fn about_middle<N: Number>(&self, (row, column): TonePair, sums: &HalfWindowSums<N>) -> [Complex<N>; 2] {
        let like = sums.row.re;
        let scale = like.splat(1.0 / self.n);
        let to_middle = [self.to_middle[row].splat(like), self.to_middle[4 + column].splat(like)];
        [
            sums.row.times_conjugate(sums.row_derotation).times(to_middle[0]).scaled(scale),
            sums.column.times_conjugate(sums.column_derotation).times(to_middle[1]).scaled(scale),
        ]
    }

    /// Energy of two fitted tones over a half. `cross`: their leakage into each other.
    #[inline(always)]
    fn energy<N: Number>(&self, (row, column): TonePair, cross: N, a: Complex<N>, b: Complex<N>) -> N {
        let summed = cross.splat(self.conjugate[row][column]);
        let both = cross.splat(4.0) * (a.times_conjugate(b).re * cross + a.times(b).re * summed);
        cross.splat(self.n) * (self.own_energy(row, a) + self.own_energy(4 + column, b) + both)
    }

    /// Energy of one fitted tone, per sample.
    #[inline(always)]
    fn own_energy<N: Number>(&self, tone: usize, a: Complex<N>) -> N {
        let own = a.re.splat(self.own_conjugate[tone]);
        a.re.splat(2.0) * (a.power() + (a.re * a.re - a.im * a.im) * own)
    }
}

/// Both tones, from the correlations about the middle of each half.
#[inline(always)]
fn solve<N: Number>(
    systems: &LeakageInverse<N>,
    half: &HalfWindow,
    (row, column): TonePair,
    about: &[[Complex<N>; 2]; 2],
) -> [FittedTone<N>; 2] {
    let [[early_row, early_column], [late_row, late_column]] =
        [systems.solve(&about[0]), systems.solve(&about[1])];
    [
        FittedTone::of([early_row, late_row], half.step[row]),
        FittedTone::of([early_column, late_column], half.step[4 + column]),
    ]
}
