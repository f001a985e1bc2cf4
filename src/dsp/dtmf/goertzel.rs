//! The eight tones of the keypad, each 2.5 ms: what a bank of Goertzel filters gives, as one product with a table.
//!
//! A Goertzel filter is a recursion that correlates a block with one frequency; here eight of them run as lanes, over
//! blocks of a *hop* of 20 samples at 8 kHz, without recursion and so without its rounding: the sums are exact
//! integers. Longer windows are sums of hops ([`take_hop`]). Frequencies: ITU-T Q.23.

#![expect(clippy::indexing_slicing, reason = "tables are made by the compiler, which checks them")]

use crate::dsp::cache_line::{CACHE_LINE_SAMPLES, CacheLine};
use crate::dsp::lanes::Lanes;
use crate::dsp::lanes::line::{load_line, store_wide_line};
use crate::dsp::tone::sine::{cos_turns, round, sin_turns};

/// The rate at which tones are looked for, whatever the line's.
pub const TONE_RATE_HZ: usize = 8_000;

/// Samples of a hop at [`TONE_RATE_HZ`]: 2.5 ms, of which 10 and 20 ms frames hold a whole number.
pub const HOP: usize = 20;

/// How many tones there are: four rows, four columns.
pub const TONES: usize = 8;

/// The tones, hertz: rows, then columns (ITU-T Q.23).
pub const TONE_HZ: [usize; TONES] = [697, 770, 852, 941, 1209, 1336, 1477, 1633];

/// What a cosine of 1 is in the table: the sum of a hop's products stays below 2³¹ even at full scale.
const ONE: f64 = 2048.0;

/// After how many hops every tone is back at phase 0: all are whole multiples of 1 Hz, and a hop is 1/400 s.
const PHASES: usize = TONE_RATE_HZ / HOP;

/// Correlations of a hop with each tone: real parts, then imaginary parts.
pub type Raw = [i32; 2 * TONES];

/// Lines of the table: one a pair of samples.
const PAIRS: usize = HOP / 2;

// A pair of samples takes one line: two coefficients for the two parts of each tone.
#[expect(clippy::disallowed_macros, reason = "evaluated by the compiler")]
const _: () = assert!(CACHE_LINE_SAMPLES == 4 * TONES);

/// The table: for each pair of a hop's samples, cosine (lanes 0 … 7) and −sine (8 … 15) of each tone, the two
/// coefficients of a lane where the level has the pairs of a register: `APART` lanes apart.
struct Table<const APART: usize>;

impl<const APART: usize> Table<APART> {
    const LINES: [CacheLine; PAIRS] = {
        let mut lines = [CacheLine::ZERO; PAIRS];
        let mut at = 0;
        while at < HOP * 2 * TONES {
            let (sample, lane) = (at / (2 * TONES), at % (2 * TONES));
            let turns = (TONE_HZ[lane % TONES] * sample) as f64 / TONE_RATE_HZ as f64;
            let value = if lane < TONES { cos_turns(turns) } else { -sin_turns(turns) };
            let place = lane / APART * 2 * APART + sample % 2 * APART + lane % APART;
            lines[sample / 2].0[place] = round(value * ONE) as i16;
            at += 1;
        }
        lines
    };
}

/// Correlates each hop with the eight tones; the shorter slice decides how many. `REGISTERS` registers hold one [`Raw`].
#[inline(always)]
pub(crate) fn correlate<L: Lanes, const REGISTERS: usize>(lanes: L, hops: &[[i16; HOP]], out: &mut [Raw]) {
    let table = if L::PAIRS_APART == 1 { &Table::<1>::LINES } else { &Table::<4>::LINES };
    for (hop, out) in hops.iter().zip(out) {
        let mut sums = [lanes.splat_wide(0); REGISTERS];
        for ([first, second], line) in hop.as_chunks().0.iter().zip(table) {
            let both = lanes.splat_pair(*first, *second);
            let factors = load_line::<L, REGISTERS>(lanes, line);
            for (sum, factors) in sums.iter_mut().zip(factors) {
                *sum = lanes.add_wide(*sum, lanes.madd(both, factors));
            }
        }
        store_wide_line(lanes, sums, out);
    }
}

/// Real and imaginary part of each tone.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(32))]
pub struct Tones {
    /// Real parts.
    pub re: [f32; TONES],
    /// Imaginary parts.
    pub im: [f32; TONES],
}

impl Tones {
    /// Silence.
    pub const ZERO: Tones = Tones { re: [0.0; TONES], im: [0.0; TONES] };
}

/// Where each tone stands at the beginning of a hop, as a unit vector turned back: what a hop's correlations are
/// multiplied with to count their phase from one origin.
static TURNS: [Tones; PHASES] = {
    let mut turns = [Tones::ZERO; PHASES];
    let mut at = 0;
    while at < PHASES * TONES {
        let (phase, tone) = (at / TONES, at % TONES);
        let turn = (TONE_HZ[tone] * phase % PHASES) as f64 / PHASES as f64;
        turns[phase].re[tone] = (cos_turns(turn) / ONE) as f32;
        turns[phase].im[tone] = (-sin_turns(turn) / ONE) as f32;
        at += 1;
    }
    turns
};

/// The phase of a hop that comes after `phase`.
pub fn next_phase(phase: usize) -> usize {
    if phase + 1 < PHASES { phase + 1 } else { 0 }
}

/// Where each tone stands at the beginning of a hop of that phase.
#[inline]
pub fn turns(phase: usize) -> &'static Tones {
    &TURNS[phase % PHASES]
}

/// A hop as it is taken up: what it is made of.
#[derive(Clone, Copy, Debug)]
pub struct HopIn<'a> {
    /// Its samples.
    pub samples: &'a [i16; HOP],
    /// Their correlations.
    pub raw: &'a Raw,
    /// Where the tones stand at its beginning.
    pub turns: &'a Tones,
    /// The three hops before it.
    pub before: [&'a Tones; 3],
    /// Powers of the tones over four hops, four hops ago.
    pub early: &'a [f32; TONES],
}

/// What becomes of a hop.
#[derive(Clone, Copy, Debug)]
pub struct HopOut {
    /// Its correlations, with their phases counted from one origin.
    pub tones: Tones,
    /// Powers of the tones over four hops, this the last.
    pub powers: [f32; TONES],
    /// These and the early ones.
    pub both: [f32; TONES],
    /// The largest of a row in `both`, and of a column.
    pub largest: [f32; 2],
    /// Σ x²/16, each square rounded down: twenty fit 32 bits, and what is cut off is far below what counts as a tone.
    pub energy: u32,
}

impl HopOut {
    /// Silence.
    pub const ZERO: HopOut =
        HopOut { tones: Tones::ZERO, powers: [0.0; TONES], both: [0.0; TONES], largest: [0.0; 2], energy: 0 };
}

/// Takes a hop up.
#[inline(always)]
pub fn take_hop<L: Lanes>(lanes: L, hop: &HopIn<'_>, out: &mut HopOut) {
    let ([raw_re, raw_im], _) = hop.raw.as_chunks::<TONES>() else { return };
    let (re, im) = (lanes.floats_of(raw_re), lanes.floats_of(raw_im));
    let (c, s) = (lanes.floats(&hop.turns.re), lanes.floats(&hop.turns.im));
    let (re_c, im_s) = (lanes.mul_floats(re, c), lanes.mul_floats(im, s));
    let (re_s, im_c) = (lanes.mul_floats(re, s), lanes.mul_floats(im, c));
    let (re, im) = (lanes.sub_floats(re_c, im_s), lanes.add_floats(re_s, im_c));
    let [third, second, last] = hop.before;
    let four_re = lanes.add_floats(
        lanes.add_floats(lanes.floats(&third.re), lanes.floats(&second.re)),
        lanes.add_floats(lanes.floats(&last.re), re),
    );
    let four_im = lanes.add_floats(
        lanes.add_floats(lanes.floats(&third.im), lanes.floats(&second.im)),
        lanes.add_floats(lanes.floats(&last.im), im),
    );
    let powers = lanes.add_floats(lanes.mul_floats(four_re, four_re), lanes.mul_floats(four_im, four_im));
    let both = lanes.add_floats(lanes.floats(hop.early), powers);
    lanes.store_floats(&mut out.tones.re, re);
    lanes.store_floats(&mut out.tones.im, im);
    lanes.store_floats(&mut out.powers, powers);
    lanes.store_floats(&mut out.both, both);
    // None is not a number, of which `f32::max` takes care.
    let larger = |a: f32, b: f32| if a > b { a } else { b };
    let [a, b, c, d, e, f, g, h] = out.both;
    out.largest = [larger(larger(a, b), larger(c, d)), larger(larger(e, f), larger(g, h))];
    out.energy = hop.samples.iter().map(|x| (i32::from(*x) * i32::from(*x)) as u32 >> 4).sum();
}

/// How many phases in a row [`turns_of`] gives.
pub const TURNS_IN_ROW: usize = 8;

/// The same a tone, at full length, so that phases in a row lie in a row: real and imaginary parts, the first phases
/// once more behind the last.
static TURNS_OF: [[[f32; PHASES + TURNS_IN_ROW]; 2]; TONES] = {
    let mut turns = [[[0.0; PHASES + TURNS_IN_ROW]; 2]; TONES];
    let mut at = 0;
    while at < (PHASES + TURNS_IN_ROW) * TONES {
        let (phase, tone) = (at / TONES, at % TONES);
        turns[tone][0][phase] = TURNS[phase % PHASES].re[tone] * ONE as f32;
        turns[tone][1][phase] = TURNS[phase % PHASES].im[tone] * ONE as f32;
        at += 1;
    }
    turns
};

/// The phase of a hop that came `back` hops (up to [`PHASES`]) before `phase`.
#[inline(always)]
pub fn phase_before(phase: usize, back: usize) -> usize {
    let before = phase + PHASES - back;
    if before < PHASES { before } else { before - PHASES }
}

/// e^(−iωn) of a tone (taken modulo 8) at the first samples of hops of that phase and the next ones: real parts and
/// imaginary parts.
#[inline(always)]
pub fn turns_of(tone: usize, phase: usize) -> [&'static [f32; TURNS_IN_ROW]; 2] {
    let parts = &TURNS_OF[tone % TONES];
    let row = |part: &'static [f32]| part.get(phase..).and_then(|row| row.first_chunk()).unwrap_or(&[0.0; 8]);
    [row(&parts[0]), row(&parts[1])]
}
