//! Two tones fitted jointly to a window: their amplitudes, how far each is off its nominal frequency, and how much of
//! the window they are.
//!
//! A window is two halves of whole hops. In each half both amplitudes are solved for at once: in so short a window a
//! tone leaks into its neighbour's correlation, and at eight decibels of twist that would drown the weaker one. The
//! frequency is the advance of the phase from one half to the other, as fine as the noise lets it be.

#![expect(
    clippy::indexing_slicing,
    reason = "tones are 0 … 7 and half lengths 0 … 3, taken modulo the arrays' lengths"
)]

use super::joint::{HALVES, Half, HalfDrift, MAX_HALF, Pair, Systems};
use crate::dsp::lanes::complex::Complex;
use crate::dsp::lanes::number::Number;

/// One tone of a window, or of eight windows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tone<N = f32> {
    /// Half its amplitude, with its phase at the middle of each half.
    pub halves: [Complex<N>; 2],
    /// How its phase advances from half to half beyond what the nominal frequency does: a unit vector.
    pub drift: Complex<N>,
    /// The same, with the length that both halves' amplitudes give it.
    pub product: Complex<N>,
}

impl<N: Number> Tone<N> {
    /// Of its halves. `step`: what the nominal frequency advances by, turned back.
    #[inline(always)]
    fn of(halves: [Complex<N>; 2], step: Complex) -> Tone<N> {
        let product = halves[1].times_conjugate(halves[0]).times(step.all(halves[0].re));
        let length = product.power().root();
        let (zero, one) = (length.all(0.0), length.all(1.0));
        let inverse = length.if_at_most(length.all(1e-12), zero, one / length);
        Tone { halves, drift: product.scaled(inverse), product }
    }

    /// Mean power over both halves: mean square of the tone's samples, 2·|a|².
    #[inline(always)]
    pub fn power(&self) -> N {
        self.halves[0].power() + self.halves[1].power()
    }
}

/// Two tones of a window, or of eight windows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fit<N = f32> {
    /// The row's.
    pub row: Tone<N>,
    /// The column's.
    pub column: Tone<N>,
    /// Energy of what was fitted.
    pub energy: N,
}

/// Sums of a half's hops for a row and a column, phases counted from one origin, and that of its first sample.
#[derive(Clone, Copy, Debug, Default)]
pub struct HalfSums<N = f32> {
    /// The row's correlation.
    pub row: Complex<N>,
    /// The column's.
    pub column: Complex<N>,
    /// e^(−iωn) of the row at the half's first sample.
    pub row_turn: Complex<N>,
    /// The same of the column.
    pub column_turn: Complex<N>,
}

/// Fits a pair of tones to two halves of `hops` hops (1 … [`MAX_HALF`]) each.
#[inline(always)]
pub fn fit<N: Number>((row, column): Pair, hops: usize, sums: &[HalfSums<N>; 2]) -> Fit<N> {
    let half = &HALVES[(hops.max(1) - 1) % MAX_HALF];
    let pair = (row % 4, column % 4);
    let about = [half.about_middle(pair, &sums[0]), half.about_middle(pair, &sums[1])];
    // As if neither drifted, then with the drifts that this shows.
    let nominal = half.nominal[pair.0][pair.1].all(about[0][0].re);
    let [row, column] = solve(&nominal, half, pair, &about);
    let drifts = [HalfDrift::of(row.drift), HalfDrift::of(column.drift)];
    let (systems, cross) = Systems::of(half, pair, drifts);
    let [row, column] = solve(&systems, half, pair, &about);
    let early = half.energy(pair, cross, row.halves[0], column.halves[0]);
    let late = half.energy(pair, cross, row.halves[1], column.halves[1]);
    Fit { row, column, energy: early + late }
}

impl Half {
    /// The correlations of row and column, a sample, with their phases counted from the middle of the half.
    #[inline(always)]
    fn about_middle<N: Number>(&self, (row, column): Pair, sums: &HalfSums<N>) -> [Complex<N>; 2] {
        let like = sums.row.re;
        let scale = like.all(1.0 / self.n);
        let to_middle = [self.to_middle[row].all(like), self.to_middle[4 + column].all(like)];
        [
            sums.row.times_conjugate(sums.row_turn).times(to_middle[0]).scaled(scale),
            sums.column.times_conjugate(sums.column_turn).times(to_middle[1]).scaled(scale),
        ]
    }

    /// Energy of two fitted tones over a half. `cross`: what each has of the other.
    #[inline(always)]
    fn energy<N: Number>(&self, (row, column): Pair, cross: N, a: Complex<N>, b: Complex<N>) -> N {
        let summed = cross.all(self.summed[row][column]);
        let both = cross.all(4.0) * (a.times_conjugate(b).re * cross + a.times(b).re * summed);
        cross.all(self.n) * (self.own_energy(row, a) + self.own_energy(4 + column, b) + both)
    }

    /// Energy of one fitted tone, a sample.
    #[inline(always)]
    fn own_energy<N: Number>(&self, tone: usize, a: Complex<N>) -> N {
        let own = a.re.all(self.own[tone]);
        a.re.all(2.0) * (a.power() + (a.re * a.re - a.im * a.im) * own)
    }
}

/// Both tones, of what stands about the middle of each half.
#[inline(always)]
fn solve<N: Number>(
    systems: &Systems<N>,
    half: &Half,
    (row, column): Pair,
    about: &[[Complex<N>; 2]; 2],
) -> [Tone<N>; 2] {
    let [[early_row, early_column], [late_row, late_column]] =
        [systems.solve(&about[0]), systems.solve(&about[1])];
    [
        Tone::of([early_row, late_row], half.step[row]),
        Tone::of([early_column, late_column], half.step[4 + column]),
    ]
}
