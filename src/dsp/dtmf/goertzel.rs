//! The correlation of each hop of 2.5 ms with the eight DTMF frequencies (ITU-T Q.23): a bank of Goertzel filters as
//! one product with a table.
//!
//! A Goertzel filter is a recursion that correlates a block with one frequency. Here eight of them run in lanes over a
//! *hop* of 20 samples at 8 kHz, without recursion and so without its rounding: the sums are exact integers. Longer
//! windows are sums of hops ([`analyse_hop`]).

#![expect(clippy::indexing_slicing, reason = "tables are made by the compiler, which checks them")]

use crate::dsp::cache_line::{CACHE_LINE_SAMPLES, CacheLine};
use crate::dsp::lanes::Lanes;
use crate::dsp::lanes::line::{load_line, store_wide_line};
use crate::dsp::tone::sine::{cos_turns, round, sin_turns};

/// The rate at which DTMF is detected, whatever the rate of the line.
pub const TONE_RATE_HZ: usize = 8_000;

/// Samples of a hop at [`TONE_RATE_HZ`]: 2.5 ms, of which 10 and 20 ms frames hold a whole number.
pub const HOP: usize = 20;

/// The number of tones: four rows, four columns.
pub const TONES: usize = 8;

/// The DTMF frequencies, hertz: rows, then columns (ITU-T Q.23).
pub const TONE_HZ: [usize; TONES] = [697, 770, 852, 941, 1209, 1336, 1477, 1633];

/// A cosine of 1 in the table. The sum of the products of a hop stays below 2³¹ even at full scale.
const ONE: f64 = 2048.0;

/// The number of hops after which every tone is at phase 0 again: all are whole multiples of 1 Hz, and a hop is 1/400
/// s.
const PHASES: usize = TONE_RATE_HZ / HOP;

/// Correlations of a hop with each tone: real parts, then imaginary parts.
pub type Correlations = [i32; 2 * TONES];

/// Lines of the table: one per pair of samples.
const PAIRS: usize = HOP / 2;

// A pair of samples takes one line: two coefficients for the two parts of each tone.
#[expect(clippy::disallowed_macros, reason = "evaluated by the compiler")]
const _: () = assert!(CACHE_LINE_SAMPLES == 4 * TONES);

/// The table: per pair of samples, cosine (lanes 0 … 7) and −sine (8 … 15) of each tone. The two coefficients of a lane
/// are `PAIR_DISTANCE` elements apart, as the SIMD level pairs its lanes.
struct Table<const PAIR_DISTANCE: usize>;

impl<const PAIR_DISTANCE: usize> Table<PAIR_DISTANCE> {
    const LINES: [CacheLine; PAIRS] = {
        let mut lines = [CacheLine::ZERO; PAIRS];
        let mut at = 0;
        while at < HOP * 2 * TONES {
            let (sample, lane) = (at / (2 * TONES), at % (2 * TONES));
            let turns = (TONE_HZ[lane % TONES] * sample) as f64 / TONE_RATE_HZ as f64;
            let value = if lane < TONES { cos_turns(turns) } else { -sin_turns(turns) };
            let place =
                lane / PAIR_DISTANCE * 2 * PAIR_DISTANCE + sample % 2 * PAIR_DISTANCE + lane % PAIR_DISTANCE;
            lines[sample / 2].0[place] = round(value * ONE) as i16;
            at += 1;
        }
        lines
    };
}

/// Correlates each hop with the eight tones; the shorter slice decides how many. `REGISTERS` registers hold one
/// [`Correlations`].
#[inline(always)]
pub(crate) fn correlate<L: Lanes, const REGISTERS: usize>(
    lanes: L,
    hops: &[[i16; HOP]],
    out: &mut [Correlations],
) {
    let table = if L::PAIR_DISTANCE == 1 { &Table::<1>::LINES } else { &Table::<4>::LINES };
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

/// A complex number per tone.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(32))]
pub struct ToneVectors {
    /// Real parts.
    pub re: [f32; TONES],
    /// Imaginary parts.
    pub im: [f32; TONES],
}

impl ToneVectors {
    /// All zero.
    pub const ZERO: ToneVectors = ToneVectors { re: [0.0; TONES], im: [0.0; TONES] };
}

/// e^(−iωn) of each tone at the first sample of a hop, divided by [`ONE`], by the phase of the hop. The correlations of
/// a hop are multiplied by it, so that their phases are relative to a common origin.
static DEROTATIONS: [ToneVectors; PHASES] = {
    let mut turns = [ToneVectors::ZERO; PHASES];
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

/// The phase of the hop after `phase`.
pub fn next_phase(phase: usize) -> usize {
    if phase + 1 < PHASES { phase + 1 } else { 0 }
}

/// e^(−iωn) / [`ONE`] of each tone at the first sample of a hop of that phase.
#[inline]
pub fn derotation(phase: usize) -> &'static ToneVectors {
    &DEROTATIONS[phase % PHASES]
}

/// The input of [`analyse_hop`].
#[derive(Clone, Copy, Debug)]
pub struct HopInput<'a> {
    /// The samples of the hop.
    pub samples: &'a [i16; HOP],
    /// Their correlations.
    pub raw: &'a Correlations,
    /// [`derotation`] of the hop.
    pub derotation: &'a ToneVectors,
    /// The correlations of the three hops before, with a common origin of phases.
    pub before: [&'a ToneVectors; 3],
    /// Powers of the tones over four hops, four hops ago.
    pub early: &'a [f32; TONES],
}

/// The result of [`analyse_hop`].
#[derive(Clone, Copy, Debug)]
pub struct HopAnalysis {
    /// The correlations of the hop, their phases relative to a common origin.
    pub tones: ToneVectors,
    /// Powers of the tones over the four hops that end with this one.
    pub powers: [f32; TONES],
    /// The sum of these and of `early`.
    pub both: [f32; TONES],
    /// The largest value of a row in `both`, and of a column.
    pub largest: [f32; 2],
    /// Σ x²/16, each square rounded down. Twenty fit 32 bits; the loss is far below the weakest tone.
    pub energy: u32,
}

impl HopAnalysis {
    /// Silence.
    pub const ZERO: HopAnalysis = HopAnalysis {
        tones: ToneVectors::ZERO,
        powers: [0.0; TONES],
        both: [0.0; TONES],
        largest: [0.0; 2],
        energy: 0,
    };
}

/// Derotates the correlations of a hop and computes powers and energy.
#[inline(always)]
pub fn analyse_hop<L: Lanes>(lanes: L, hop: &HopInput<'_>, out: &mut HopAnalysis) {
    let ([raw_re, raw_im], _) = hop.raw.as_chunks::<TONES>() else { return };
    let (re, im) = (lanes.floats_of(raw_re), lanes.floats_of(raw_im));
    let (c, s) = (lanes.floats(&hop.derotation.re), lanes.floats(&hop.derotation.im));
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
    // No value is NaN, so `f32::max`, which handles NaN, is not needed.
    let larger = |a: f32, b: f32| if a > b { a } else { b };
    let [a, b, c, d, e, f, g, h] = out.both;
    out.largest = [larger(larger(a, b), larger(c, d)), larger(larger(e, f), larger(g, h))];
    out.energy = hop.samples.iter().map(|x| (i32::from(*x) * i32::from(*x)) as u32 >> 4).sum();
}

/// How many consecutive phases [`tone_derotations`] returns.
pub const DEROTATION_RUN: usize = 8;

/// e^(−iωn) per tone, real and imaginary parts, with consecutive phases adjacent; the first phases are repeated after
/// the last.
static TONE_DEROTATIONS: [[[f32; PHASES + DEROTATION_RUN]; 2]; TONES] = {
    let mut turns = [[[0.0; PHASES + DEROTATION_RUN]; 2]; TONES];
    let mut at = 0;
    while at < (PHASES + DEROTATION_RUN) * TONES {
        let (phase, tone) = (at / TONES, at % TONES);
        turns[tone][0][phase] = DEROTATIONS[phase % PHASES].re[tone] * ONE as f32;
        turns[tone][1][phase] = DEROTATIONS[phase % PHASES].im[tone] * ONE as f32;
        at += 1;
    }
    turns
};

/// The phase of the hop `back` hops (up to [`PHASES`]) before `phase`.
#[inline(always)]
pub fn phase_before(phase: usize, back: usize) -> usize {
    let before = phase + PHASES - back;
    if before < PHASES { before } else { before - PHASES }
}

/// e^(−iωn) of a tone (taken modulo 8) at the first samples of [`DEROTATION_RUN`] consecutive hops from `phase` on:
/// real parts, imaginary parts.
#[inline(always)]
pub fn tone_derotations(tone: usize, phase: usize) -> [&'static [f32; DEROTATION_RUN]; 2] {
    let parts = &TONE_DEROTATIONS[tone % TONES];
    let row = |part: &'static [f32]| part.get(phase..).and_then(|row| row.first_chunk()).unwrap_or(&[0.0; 8]);
    [row(&parts[0]), row(&parts[1])]
}
