//! The leakage of two tones in half a window: how much each tone adds to the correlation with the other frequency, and
//! with its own, and the inverse, which gives both amplitudes. The real and imaginary parts of a correlation about the
//! middle of a half window are independent, so each inverse is two systems of two equations.

#![expect(clippy::indexing_slicing, reason = "tones are 0 … 7 and of pairs 0 … 3, below the arrays' lengths")]

use super::goertzel::{HOP, TONE_HZ, TONE_RATE_HZ, TONES};
use crate::dsp::lanes::complex::Complex;
use crate::dsp::lanes::number::Number;
use crate::dsp::tone::sine::{cos_turns, sin_turns};

/// The unit vector at an angle in turns (1 = 2π).
const fn unit(turns: f64) -> Complex {
    Complex { re: cos_turns(turns) as f32, im: sin_turns(turns) as f32 }
}

/// A pair of tones, a row and a column (0 … 3 each).
pub type TonePair = (usize, usize);

/// The longest half window, hops.
pub const MAX_HALF_WINDOW_HOPS: usize = 4;

/// The constants of half windows of one length.
#[derive(Clone, Copy)]
pub struct HalfWindow {
    /// Its length, samples.
    pub n: f32,
    /// e^(iω(n−1)/2) per tone: from the beginning of a half window to its middle.
    pub to_middle: [Complex; TONES],
    /// e^(−iωn) per tone: from the middle of a half window to that of the next.
    pub step: [Complex; TONES],
    /// Leakage of each tone's conjugate into its own correlation: sin(ωn)/(n·sin ω).
    pub own_conjugate: [f32; TONES],
    /// Per row and column, cosine and sine of (ω_column − ω_row)·n/2.
    distance: [[Complex; 4]; 4],
    /// Per row and column, leakage of the conjugate of one tone into the other's correlation.
    pub conjugate: [[f32; 4]; 4],
    /// Per row and column, the inverse if neither tone drifts.
    pub nominal: [[LeakageInverse; 4]; 4],
}

/// Per row and column, cosine and sine of (ω_column − ω_row)/2.
static DISTANCE: [[Complex; 4]; 4] = {
    let mut distance = [[Complex { re: 0.0, im: 0.0 }; 4]; 4];
    let mut at = 0;
    while at < 16 {
        let (row, column) = (at / 4, at % 4);
        let hz = (TONE_HZ[4 + column] - TONE_HZ[row]) as f64;
        distance[row][column] = unit(hz / 2.0 / TONE_RATE_HZ as f64);
        at += 1;
    }
    distance
};

/// Half windows of 1 … [`MAX_HALF_WINDOW_HOPS`] hops, by their hops less one.
pub static HALF_WINDOW_TABLE: [HalfWindow; MAX_HALF_WINDOW_HOPS] = {
    let mut halves = [HalfWindow::of(1); MAX_HALF_WINDOW_HOPS];
    let mut hops = 2;
    while hops <= MAX_HALF_WINDOW_HOPS {
        halves[hops - 1] = HalfWindow::of(hops);
        hops += 1;
    }
    halves
};

impl HalfWindow {
    const fn of(hops: usize) -> HalfWindow {
        let n = hops * HOP;
        let zero = Complex { re: 0.0, im: 0.0 };
        let mut half = HalfWindow {
            n: n as f32,
            to_middle: [zero; TONES],
            step: [zero; TONES],
            own_conjugate: [0.0; TONES],
            distance: [[zero; 4]; 4],
            conjugate: [[0.0; 4]; 4],
            nominal: [[LeakageInverse { real: Inverse::NONE, imaginary: Inverse::NONE }; 4]; 4],
        };
        let mut tone = 0;
        while tone < TONES {
            let turns = TONE_HZ[tone] as f64 / TONE_RATE_HZ as f64;
            half.to_middle[tone] = unit(turns * (n - 1) as f64 / 2.0);
            let whole = unit(turns * n as f64);
            half.step[tone] = Complex { re: whole.re, im: -whole.im };
            half.own_conjugate[tone] = leakage(2 * TONE_HZ[tone], n);
            tone += 1;
        }
        let mut at = 0;
        while at < 16 {
            let (row, column) = (at / 4, at % 4);
            let (low, high) = (TONE_HZ[row], TONE_HZ[4 + column]);
            half.distance[row][column] = unit((high - low) as f64 * n as f64 / 2.0 / TONE_RATE_HZ as f64);
            half.conjugate[row][column] = leakage(low + high, n);
            half.nominal[row][column] = LeakageInverse::nominal(&half, row, column);
            at += 1;
        }
        half
    }
}

/// Leakage of a tone into a correlation of `n` samples `hz` away: sin(ωn/2)/(n·sin(ω/2)).
const fn leakage(hz: usize, n: usize) -> f32 {
    let turns = hz as f64 / 2.0 / TONE_RATE_HZ as f64;
    (sin_turns(turns * n as f64) / (n as f64 * sin_turns(turns))) as f32
}

/// The inverse of two equations, for the real or the imaginary parts: the factors of both correlations in each
/// amplitude. Those of the other tone's correlation are subtracted.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Inverse<N = f32> {
    row_of_row: N,
    row_of_column: N,
    column_of_row: N,
    column_of_column: N,
}

impl Inverse {
    const NONE: Inverse =
        Inverse { row_of_row: 0.0, row_of_column: 0.0, column_of_row: 0.0, column_of_column: 0.0 };

    /// [`Inverse::of`], as the compiler evaluates it.
    const fn nominal(own_row: f32, own_column: f32, column_in_row: f32, row_in_column: f32) -> Inverse {
        let inverse = 1.0 / (own_row * own_column - column_in_row * row_in_column);
        Inverse {
            row_of_row: own_column * inverse,
            row_of_column: column_in_row * inverse,
            column_of_row: row_in_column * inverse,
            column_of_column: own_row * inverse,
        }
    }

    /// This inverse in every lane of a number like `like`.
    #[inline(always)]
    fn splat<N: Number>(&self, like: N) -> Inverse<N> {
        Inverse {
            row_of_row: like.splat(self.row_of_row),
            row_of_column: like.splat(self.row_of_column),
            column_of_row: like.splat(self.column_of_row),
            column_of_column: like.splat(self.column_of_column),
        }
    }
}

impl<N: Number> Inverse<N> {
    /// The inverse of the equations with these coefficients.
    #[inline(always)]
    fn of(own_row: N, own_column: N, column_in_row: N, row_in_column: N) -> Inverse<N> {
        let inverse = own_row.splat(1.0) / (own_row * own_column - column_in_row * row_in_column);
        Inverse {
            row_of_row: own_column * inverse,
            row_of_column: column_in_row * inverse,
            column_of_row: row_in_column * inverse,
            column_of_column: own_row * inverse,
        }
    }

    #[inline(always)]
    fn solve(&self, row: N, column: N) -> (N, N) {
        (
            row * self.row_of_row - column * self.row_of_column,
            column * self.column_of_column - row * self.column_of_row,
        )
    }
}

/// The inverses for the real and for the imaginary parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeakageInverse<N = f32> {
    real: Inverse<N>,
    imaginary: Inverse<N>,
}

impl LeakageInverse {
    /// For tones that do not drift.
    const fn nominal(half: &HalfWindow, row: usize, column: usize) -> LeakageInverse {
        // `HalfDrift::leakage_into_other` with a drift of 0.
        let other = half.distance[row][column].im / (half.n * DISTANCE[row][column].im);
        let (own_row, own_column, conjugate) =
            (half.own_conjugate[row], half.own_conjugate[4 + column], half.conjugate[row][column]);
        LeakageInverse {
            real: Inverse::nominal(1.0 + own_row, 1.0 + own_column, other + conjugate, other + conjugate),
            imaginary: Inverse::nominal(
                1.0 - own_row,
                1.0 - own_column,
                other - conjugate,
                other - conjugate,
            ),
        }
    }

    /// These inverses in every lane of a number like `like`.
    #[inline(always)]
    pub fn splat<N: Number>(&self, like: N) -> LeakageInverse<N> {
        LeakageInverse { real: self.real.splat(like), imaginary: self.imaginary.splat(like) }
    }
}

impl<N: Number> LeakageInverse<N> {
    /// For tones with these drifts; and the mean of both leakages.
    #[inline(always)]
    pub fn of(
        half: &HalfWindow,
        (row, column): TonePair,
        drifts: [HalfDrift<N>; 2],
    ) -> (LeakageInverse<N>, N) {
        let distance = (half.distance[row][column], DISTANCE[row][column]);
        let column_in_row = drifts[1].leakage_into_other(half.n, distance, 1.0);
        let row_in_column = drifts[0].leakage_into_other(half.n, distance, -1.0);
        let (remaining_row, remaining_column) = (drifts[0].remaining(), drifts[1].remaining());
        let like = column_in_row;
        let (own_row, own_column) =
            (like.splat(half.own_conjugate[row]), like.splat(half.own_conjugate[4 + column]));
        let conjugate = like.splat(half.conjugate[row][column]);
        let real = Inverse::of(
            remaining_row + own_row,
            remaining_column + own_column,
            column_in_row + conjugate,
            row_in_column + conjugate,
        );
        let imaginary = Inverse::of(
            remaining_row - own_row,
            remaining_column - own_column,
            column_in_row - conjugate,
            row_in_column - conjugate,
        );
        (LeakageInverse { real, imaginary }, like.splat(0.5) * (column_in_row + row_in_column))
    }

    /// Both amplitudes in one half window, from both correlations.
    #[inline(always)]
    pub fn solve(&self, [row, column]: &[Complex<N>; 2]) -> [Complex<N>; 2] {
        let (row_re, column_re) = self.real.solve(row.re, column.re);
        let (row_im, column_im) = self.imaginary.solve(row.im, column.im);
        [Complex { re: row_re, im: row_im }, Complex { re: column_re, im: column_im }]
    }
}

/// Half of a drift φ: sine and cosine of φ/2, and φ/2.
#[derive(Clone, Copy, Debug)]
pub struct HalfDrift<N> {
    sine: N,
    cosine: N,
    angle: N,
}

impl<N: Number> HalfDrift<N> {
    /// From the unit vector e^(iφ), −π < φ < π.
    #[inline(always)]
    pub fn of(drift: Complex<N>) -> HalfDrift<N> {
        let like = drift.re;
        let (one, two, least) = (like.splat(1.0), like.splat(2.0), like.splat(0.02));
        let more = one + drift.re;
        let cosine = (least.if_at_most(more, more, least) * like.splat(0.5)).sqrt();
        let sine = drift.im / (two * cosine);
        let square = sine * sine;
        // The arcsine, within 1 % in the range that thresholds accept.
        let inner = like.splat(1.0 / 6.0) + square * (like.splat(0.075) + square * like.splat(0.0446));
        let angle = sine * (one + square * inner);
        HalfDrift { sine, cosine, angle }
    }

    /// φ/2, radians.
    #[inline(always)]
    pub fn angle(&self) -> N {
        self.angle
    }

    /// The share of a drifting tone in the correlation with its nominal frequency.
    #[inline(always)]
    fn remaining(&self) -> N {
        let (zero, angle) = (self.angle.splat(0.0), self.angle);
        let size = zero.if_at_most(angle, angle, zero - angle);
        size.splat(1e-3).if_at_most(size, self.sine / angle, size.splat(1.0))
    }

    /// Leakage of this drifting tone into the correlation with the other's nominal frequency: sin(n·x)/(n·sin x), where
    /// x is half the distance of the two. `sign`: 1 if this tone is the higher one, else −1.
    #[inline(always)]
    fn leakage_into_other(&self, n: f32, (whole, single): (Complex, Complex), sign: f32) -> N {
        // n·x is n·x₀ + sign·φ/2; x is x₀ + sign·φ/2n.
        let like = self.sine;
        let (whole, single, n) = (whole.splat(like), single.splat(like), like.splat(n));
        let sign = like.splat(sign);
        let sine = whole.im * self.cosine + sign * whole.re * self.sine;
        let below = single.im + sign * single.re * self.angle / n;
        sine / (n * below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_compiler_solved_is_what_tones_without_drift_come_to() {
        let none = HalfDrift { sine: 0.0, cosine: 1.0, angle: 0.0 };
        for half in &HALF_WINDOW_TABLE {
            for at in 0..16 {
                let pair = (at / 4, at % 4);
                assert_eq!(
                    LeakageInverse::of(half, pair, [none; 2]).0,
                    half.nominal[pair.0][pair.1],
                    "{} {pair:?}",
                    half.n
                );
            }
        }
    }
}
