//! Two tones fitted jointly to a window: their amplitudes, how far each is off its nominal frequency, and how much of
//! the window they are.
//!
//! A window is two halves of whole hops. In each half both amplitudes are solved for at once: in so short a window a
//! tone leaks into its neighbour's correlation, and at eight decibels of twist that would drown the weaker one. The
//! frequency is the advance of the phase from one half to the other, as fine as the noise lets it be. The real and
//! imaginary parts of a correlation about the middle of a half do not mix, so each solution is two systems of two.

#![expect(
    clippy::indexing_slicing,
    reason = "tones are 0 … 7 and half lengths 0 … 3, taken modulo the arrays' lengths"
)]

use super::goertzel::{HOP, TONE_HZ, TONE_RATE_HZ, TONES};
use super::sine::{cos_turns, sin_turns};

/// A complex number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Complex {
    /// Real part.
    pub re: f32,
    /// Imaginary part.
    pub im: f32,
}

impl Complex {
    /// a·b.
    #[inline(always)]
    pub fn times(self, b: Complex) -> Complex {
        Complex { re: self.re * b.re - self.im * b.im, im: self.re * b.im + self.im * b.re }
    }

    /// a·b*.
    #[inline(always)]
    pub fn times_conjugate(self, b: Complex) -> Complex {
        Complex { re: self.re * b.re + self.im * b.im, im: self.im * b.re - self.re * b.im }
    }

    /// |a|².
    #[inline(always)]
    pub fn power(self) -> f32 {
        self.re * self.re + self.im * self.im
    }
}

const fn unit(turns: f64) -> Complex {
    Complex { re: cos_turns(turns) as f32, im: sin_turns(turns) as f32 }
}

/// The longest half, hops.
pub const MAX_HALF: usize = 4;

/// What does not depend on the signal, for halves of one length.
#[derive(Clone, Copy)]
struct Half {
    /// Samples.
    n: f32,
    /// e^(iω(n−1)/2): from the beginning of a half to its middle.
    to_middle: [Complex; TONES],
    /// e^(−iωn): from the middle of a half to the next one's.
    step: [Complex; TONES],
    /// How a tone leaks into itself by its conjugate: sin(ωn)/(n·sin ω).
    own: [f32; TONES],
    /// Of a row and a column, (ω_column − ω_row)·n/2: cosine and sine.
    apart: [[Complex; 4]; 4],
    /// Of a row and a column: the conjugate of one in the other.
    summed: [[f32; 4]; 4],
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

static HALVES: [Half; MAX_HALF] = {
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

/// One tone of a window.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tone {
    /// Half its amplitude, with its phase at the middle of each half.
    pub halves: [Complex; 2],
    /// How its phase advances from half to half beyond what the nominal frequency does: a unit vector.
    pub drift: Complex,
    /// The same, with the length that both halves' amplitudes give it.
    pub product: Complex,
}

impl Tone {
    /// Mean power over both halves: mean square of the tone's samples, 2·|a|².
    pub fn power(&self) -> f32 {
        self.halves[0].power() + self.halves[1].power()
    }
}

/// Two tones of a window.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fit {
    /// The row's.
    pub row: Tone,
    /// The column's.
    pub column: Tone,
    /// Energy of what was fitted.
    pub energy: f32,
}

/// Two equations for the real or the imaginary parts, solved: what each unknown takes of each right side.
#[derive(Clone, Copy)]
struct System {
    row_of_row: f32,
    row_of_column: f32,
    column_of_row: f32,
    column_of_column: f32,
}

impl System {
    /// The solution, by the share that each has of itself and of the other in its equation.
    #[inline(always)]
    fn of(own_row: f32, own_column: f32, column_in_row: f32, row_in_column: f32) -> System {
        let inverse = 1.0 / (own_row * own_column - column_in_row * row_in_column);
        System {
            row_of_row: own_column * inverse,
            row_of_column: -column_in_row * inverse,
            column_of_row: -row_in_column * inverse,
            column_of_column: own_row * inverse,
        }
    }

    #[inline(always)]
    fn solve(&self, row: f32, column: f32) -> (f32, f32) {
        (
            row * self.row_of_row + column * self.row_of_column,
            row * self.column_of_row + column * self.column_of_column,
        )
    }
}

/// Half a drift: the sine and cosine of φ/2, and φ/2.
#[derive(Clone, Copy)]
struct HalfDrift {
    sine: f32,
    cosine: f32,
    angle: f32,
}

impl HalfDrift {
    const NONE: HalfDrift = HalfDrift { sine: 0.0, cosine: 1.0, angle: 0.0 };

    /// Of the unit vector e^(iφ), −π < φ < π.
    #[inline(always)]
    fn of(drift: Complex) -> HalfDrift {
        let cosine = ((1.0 + drift.re).max(0.02) * 0.5).sqrt();
        let sine = drift.im / (2.0 * cosine);
        let square = sine * sine;
        // The arcsine, within 1 % where tones are accepted.
        let angle = sine * (1.0 + square * (1.0 / 6.0 + square * (0.075 + square * 0.0446)));
        HalfDrift { sine, cosine, angle }
    }

    /// What is left of a tone in its nominal correlation over a half.
    #[inline(always)]
    fn left(&self) -> f32 {
        if self.angle.abs() < 1e-3 { 1.0 } else { self.sine / self.angle }
    }
}

/// Sums of a half's hops for a row and a column, phases counted from one origin, and that of its first sample.
#[derive(Clone, Copy, Debug, Default)]
pub struct HalfSums {
    /// The row's correlation.
    pub row: Complex,
    /// The column's.
    pub column: Complex,
    /// e^(−iωn) of the row at the half's first sample.
    pub row_turn: Complex,
    /// The same of the column.
    pub column_turn: Complex,
}

/// Fits the tones of `row` and `column` (0 … 3) to two halves of `hops` hops (1 … [`MAX_HALF`]) each.
#[inline(always)]
pub fn fit(row: usize, column: usize, hops: usize, sums: &[HalfSums; 2]) -> Fit {
    let half = &HALVES[(hops.max(1) - 1) % MAX_HALF];
    let (row, column) = (row % 4, column % 4);
    let (row_tone, column_tone) = (row, 4 + column);
    let scale = 1.0 / half.n;
    let middle = |sum: Complex, turn: Complex, tone: usize| {
        let at_middle = sum.times_conjugate(turn).times(half.to_middle[tone]);
        Complex { re: at_middle.re * scale, im: at_middle.im * scale }
    };
    let about = [
        [
            middle(sums[0].row, sums[0].row_turn, row_tone),
            middle(sums[0].column, sums[0].column_turn, column_tone),
        ],
        [
            middle(sums[1].row, sums[1].row_turn, row_tone),
            middle(sums[1].column, sums[1].column_turn, column_tone),
        ],
    ];
    let apart = (half.apart[row][column], APART[row][column]);
    let summed = half.summed[row][column];
    let mut drifts = (HalfDrift::NONE, HalfDrift::NONE);
    let mut fit = Fit::default();
    for last in [false, true] {
        let column_in_row = across(half.n, apart, 1.0, drifts.1);
        let row_in_column = across(half.n, apart, -1.0, drifts.0);
        let (own_row, own_column) = (drifts.0.left(), drifts.1.left());
        let own = [half.own[row_tone], half.own[column_tone]];
        let real =
            System::of(own_row + own[0], own_column + own[1], column_in_row + summed, row_in_column + summed);
        let imaginary =
            System::of(own_row - own[0], own_column - own[1], column_in_row - summed, row_in_column - summed);
        for (at, [row, column]) in about.iter().enumerate() {
            let (row_re, column_re) = real.solve(row.re, column.re);
            let (row_im, column_im) = imaginary.solve(row.im, column.im);
            fit.row.halves[at] = Complex { re: row_re, im: row_im };
            fit.column.halves[at] = Complex { re: column_re, im: column_im };
        }
        fit.row.follow(half.step[row_tone]);
        fit.column.follow(half.step[column_tone]);
        if last {
            let cross = 0.5 * (column_in_row + row_in_column);
            let of = |at| energy(half, row_tone, column_tone, cross, summed, &fit, at);
            fit.energy = of(0) + of(1);
        } else {
            drifts = (HalfDrift::of(fit.row.drift), HalfDrift::of(fit.column.drift));
        }
    }
    fit
}

/// Energy of the two fitted tones over a half.
#[inline(always)]
fn energy(half: &Half, row: usize, column: usize, cross: f32, summed: f32, fit: &Fit, at: usize) -> f32 {
    let (a, b) = (fit.row.halves[at], fit.column.halves[at]);
    let own = |a: Complex, tone: usize| 2.0 * (a.power() + (a.re * a.re - a.im * a.im) * half.own[tone]);
    let both = 4.0 * (a.times_conjugate(b).re * cross + a.times(b).re * summed);
    half.n * (own(a, row) + own(b, column) + both)
}

/// What one of two tones leaks into the other's nominal correlation, as it drifts: sin(n·x)/(n·sin x) of half their
/// distance x. `sign`: 1 if the one that leaks is the higher.
#[inline(always)]
fn across(n: f32, (whole, single): (Complex, Complex), sign: f32, drift: HalfDrift) -> f32 {
    // n·x is n·x₀ + φ/2, with φ counted towards the other side if the lower one leaks; x is x₀ + φ/2n.
    let sine = whole.im * drift.cosine + sign * whole.re * drift.sine;
    let below = single.im + sign * single.re * drift.angle / n;
    sine / (n * below)
}

impl Tone {
    /// Takes the drift from the halves.
    #[inline(always)]
    fn follow(&mut self, step: Complex) {
        self.product = self.halves[1].times_conjugate(self.halves[0]).times(step);
        let length = self.product.power().sqrt();
        let inverse = if length > 1e-12 { 1.0 / length } else { 0.0 };
        self.drift = Complex { re: self.product.re * inverse, im: self.product.im * inverse };
    }
}
