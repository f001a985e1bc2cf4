//! The equations of two tones in half a window: what each tone leaks into the other's correlation, and into its own, solved
//! for both amplitudes. The real and imaginary parts of a correlation about the middle of a half do not mix, so each
//! solution is two systems of two.

#![expect(clippy::indexing_slicing, reason = "tones are 0 … 7 and of pairs 0 … 3, below the arrays' lengths")]

use super::goertzel::{HOP, TONE_HZ, TONE_RATE_HZ, TONES};
use crate::dsp::lanes::complex::Complex;
use crate::dsp::lanes::number::Number;
use crate::dsp::tone::sine::{cos_turns, sin_turns};

const fn unit(turns: f64) -> Complex {
    Complex { re: cos_turns(turns) as f32, im: sin_turns(turns) as f32 }
}

/// A pair of tones, a row and a column (0 … 3 each).
pub type Pair = (usize, usize);

/// The longest half, hops.
pub const MAX_HALF: usize = 4;

/// What does not depend on the signal, for halves of one length.
#[derive(Clone, Copy)]
pub struct Half {
    /// Samples.
    pub n: f32,
    /// e^(iω(n−1)/2): from the beginning of a half to its middle.
    pub to_middle: [Complex; TONES],
    /// e^(−iωn): from the middle of a half to the next one's.
    pub step: [Complex; TONES],
    /// How a tone leaks into itself by its conjugate: sin(ωn)/(n·sin ω).
    pub own: [f32; TONES],
    /// Of a row and a column, (ω_column − ω_row)·n/2: cosine and sine.
    apart: [[Complex; 4]; 4],
    /// Of a row and a column: the conjugate of one in the other.
    pub summed: [[f32; 4]; 4],
    /// Of a row and a column: what solves for both while neither drifts.
    pub nominal: [[Systems; 4]; 4],
}

/// (ω_column − ω_row)/2: cosine and sine.
static APART: [[Complex; 4]; 4] = {
    let mut apart = [[Complex { re: 0.0, im: 0.0 }; 4]; 4];
    let mut at = 0;
    while at < 16 {
        let (row, column) = (at / 4, at % 4);
        let hz = (TONE_HZ[4 + column] - TONE_HZ[row]) as f64;
        apart[row][column] = unit(hz / 2.0 / TONE_RATE_HZ as f64);
        at += 1;
    }
    apart
};

/// By their hops, one less.
pub static HALVES: [Half; MAX_HALF] = {
    let mut halves = [Half::of(1); MAX_HALF];
    let mut hops = 2;
    while hops <= MAX_HALF {
        halves[hops - 1] = Half::of(hops);
        hops += 1;
    }
    halves
};

impl Half {
    const fn of(hops: usize) -> Half {
        let n = hops * HOP;
        let zero = Complex { re: 0.0, im: 0.0 };
        let mut half = Half {
            n: n as f32,
            to_middle: [zero; TONES],
            step: [zero; TONES],
            own: [0.0; TONES],
            apart: [[zero; 4]; 4],
            summed: [[0.0; 4]; 4],
            nominal: [[Systems { real: System::NONE, imaginary: System::NONE }; 4]; 4],
        };
        let mut tone = 0;
        while tone < TONES {
            let turns = TONE_HZ[tone] as f64 / TONE_RATE_HZ as f64;
            half.to_middle[tone] = unit(turns * (n - 1) as f64 / 2.0);
            let whole = unit(turns * n as f64);
            half.step[tone] = Complex { re: whole.re, im: -whole.im };
            half.own[tone] = leak(2 * TONE_HZ[tone], n);
            tone += 1;
        }
        let mut at = 0;
        while at < 16 {
            let (row, column) = (at / 4, at % 4);
            let (low, high) = (TONE_HZ[row], TONE_HZ[4 + column]);
            half.apart[row][column] = unit((high - low) as f64 * n as f64 / 2.0 / TONE_RATE_HZ as f64);
            half.summed[row][column] = leak(low + high, n);
            half.nominal[row][column] = Systems::nominal(&half, row, column);
            at += 1;
        }
        half
    }
}

/// What a tone gives n samples long in a correlation `hz` away: sin(ωn/2)/(n·sin(ω/2)).
const fn leak(hz: usize, n: usize) -> f32 {
    let turns = hz as f64 / 2.0 / TONE_RATE_HZ as f64;
    (sin_turns(turns * n as f64) / (n as f64 * sin_turns(turns))) as f32
}

/// Two equations for the real or the imaginary parts, solved: what each unknown takes of each right side. Of the other
/// tone's it takes away.
#[derive(Clone, Copy, Debug, PartialEq)]
struct System<N = f32> {
    row_of_row: N,
    row_of_column: N,
    column_of_row: N,
    column_of_column: N,
}

impl System {
    const NONE: System =
        System { row_of_row: 0.0, row_of_column: 0.0, column_of_row: 0.0, column_of_column: 0.0 };

    /// As [`System::of`], by the compiler.
    const fn nominal(own_row: f32, own_column: f32, column_in_row: f32, row_in_column: f32) -> System {
        let inverse = 1.0 / (own_row * own_column - column_in_row * row_in_column);
        System {
            row_of_row: own_column * inverse,
            row_of_column: column_in_row * inverse,
            column_of_row: row_in_column * inverse,
            column_of_column: own_row * inverse,
        }
    }

    /// This system, as many times as `like` holds floats.
    #[inline(always)]
    fn all<N: Number>(&self, like: N) -> System<N> {
        System {
            row_of_row: like.all(self.row_of_row),
            row_of_column: like.all(self.row_of_column),
            column_of_row: like.all(self.column_of_row),
            column_of_column: like.all(self.column_of_column),
        }
    }
}

impl<N: Number> System<N> {
    /// The solution, by the share that each has of itself and of the other in its equation.
    #[inline(always)]
    fn of(own_row: N, own_column: N, column_in_row: N, row_in_column: N) -> System<N> {
        let inverse = own_row.all(1.0) / (own_row * own_column - column_in_row * row_in_column);
        System {
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

/// The systems of the real and of the imaginary parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Systems<N = f32> {
    real: System<N>,
    imaginary: System<N>,
}

impl Systems {
    /// Of tones that do not drift.
    const fn nominal(half: &Half, row: usize, column: usize) -> Systems {
        // As `across` has it, with a drift of 0.
        let other = half.apart[row][column].im / (half.n * APART[row][column].im);
        let (own_row, own_column, summed) = (half.own[row], half.own[4 + column], half.summed[row][column]);
        Systems {
            real: System::nominal(1.0 + own_row, 1.0 + own_column, other + summed, other + summed),
            imaginary: System::nominal(1.0 - own_row, 1.0 - own_column, other - summed, other - summed),
        }
    }

    /// These systems, as many times as `like` holds floats.
    #[inline(always)]
    pub fn all<N: Number>(&self, like: N) -> Systems<N> {
        Systems { real: self.real.all(like), imaginary: self.imaginary.all(like) }
    }
}

impl<N: Number> Systems<N> {
    /// Of tones that drift so; and what each has of the other, on the mean.
    #[inline(always)]
    pub fn of(half: &Half, (row, column): Pair, drifts: [HalfDrift<N>; 2]) -> (Systems<N>, N) {
        let apart = (half.apart[row][column], APART[row][column]);
        let column_in_row = drifts[1].across(half.n, apart, 1.0);
        let row_in_column = drifts[0].across(half.n, apart, -1.0);
        let (left_row, left_column) = (drifts[0].left(), drifts[1].left());
        let like = column_in_row;
        let (own_row, own_column) = (like.all(half.own[row]), like.all(half.own[4 + column]));
        let summed = like.all(half.summed[row][column]);
        let real = System::of(
            left_row + own_row,
            left_column + own_column,
            column_in_row + summed,
            row_in_column + summed,
        );
        let imaginary = System::of(
            left_row - own_row,
            left_column - own_column,
            column_in_row - summed,
            row_in_column - summed,
        );
        (Systems { real, imaginary }, like.all(0.5) * (column_in_row + row_in_column))
    }

    /// Both amplitudes in one half.
    #[inline(always)]
    pub fn solve(&self, [row, column]: &[Complex<N>; 2]) -> [Complex<N>; 2] {
        let (row_re, column_re) = self.real.solve(row.re, column.re);
        let (row_im, column_im) = self.imaginary.solve(row.im, column.im);
        [Complex { re: row_re, im: row_im }, Complex { re: column_re, im: column_im }]
    }
}

/// Half a drift: the sine and cosine of φ/2, and φ/2.
#[derive(Clone, Copy, Debug)]
pub struct HalfDrift<N> {
    sine: N,
    cosine: N,
    angle: N,
}

impl<N: Number> HalfDrift<N> {
    /// Of the unit vector e^(iφ), −π < φ < π.
    #[inline(always)]
    pub fn of(drift: Complex<N>) -> HalfDrift<N> {
        let like = drift.re;
        let (one, two, least) = (like.all(1.0), like.all(2.0), like.all(0.02));
        let more = one + drift.re;
        let cosine = (least.if_at_most(more, more, least) * like.all(0.5)).root();
        let sine = drift.im / (two * cosine);
        let square = sine * sine;
        // The arcsine, within 1 % where tones are accepted.
        let inner = like.all(1.0 / 6.0) + square * (like.all(0.075) + square * like.all(0.0446));
        let angle = sine * (one + square * inner);
        HalfDrift { sine, cosine, angle }
    }

    /// φ/2, radians.
    #[inline(always)]
    pub fn angle(&self) -> N {
        self.angle
    }

    /// What is left of a tone in its nominal correlation over a half.
    #[inline(always)]
    fn left(&self) -> N {
        let (zero, angle) = (self.angle.all(0.0), self.angle);
        let size = zero.if_at_most(angle, angle, zero - angle);
        size.all(1e-3).if_at_most(size, self.sine / angle, size.all(1.0))
    }

    /// What one of two tones leaks into the other's nominal correlation, as it drifts: sin(n·x)/(n·sin x) of half their
    /// distance x. `sign`: 1 if the one that leaks is the higher.
    #[inline(always)]
    fn across(&self, n: f32, (whole, single): (Complex, Complex), sign: f32) -> N {
        // n·x is n·x₀ + φ/2, with φ counted towards the other side if the lower one leaks; x is x₀ + φ/2n.
        let like = self.sine;
        let (whole, single, n) = (whole.all(like), single.all(like), like.all(n));
        let sign = like.all(sign);
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
        for half in &HALVES {
            for at in 0..16 {
                let pair = (at / 4, at % 4);
                assert_eq!(
                    Systems::of(half, pair, [none; 2]).0,
                    half.nominal[pair.0][pair.1],
                    "{} {pair:?}",
                    half.n
                );
            }
        }
    }
}
