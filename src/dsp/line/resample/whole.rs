//! Whole ratios: L outputs per input, or L inputs per output. Neighbouring outputs are computed in the lanes of a block.
//!
//! The filter is symmetric, so phases come in mirrored pairs and taps are folded: half the multiplications. Each output
//! is one fixed sequence of operations.

#![expect(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "each index is a phase below L or a tap below the fixed length of a row; iterators compile worse"
)]

use super::blocks::{Blocks, MAX_BLOCK, SPAN};
use super::conversion::MAX_TAPS;
use super::filter::{FULL, HALF};
use super::resampler::Resampler;
use super::samples::{copy, floats, remember, sample, samples};

/// The most inputs that are interpolated at a time.
const INTERPOLATED: usize = 160;

/// The most outputs that are decimated to at a time.
const DECIMATED: usize = 160;

/// The longest whole ratio.
const MAX_WHOLE: usize = 6;

/// A factor in the lanes of a block, added to `sum`: a product and a sum, each rounded.
macro_rules! add_product {
    ($b:expr, $sum:expr, $factor:expr, $x:expr) => {
        $sum = $b.add($sum, $b.mul($b.splat($factor), $x))
    };
}

/// L outputs per input, as many as fit; returns how many it wrote.
#[inline(always)]
pub(crate) fn interpolate<B: Blocks, const L: usize>(
    b: B,
    rows: &[f32],
    state: &mut Resampler,
    input: &[i16],
    output: &mut [i16],
) -> usize {
    let Some(rows) = rows.as_chunks::<HALF>().0.first_chunk::<L>() else { return 0 };
    let output = output.as_chunks_mut::<L>().0;
    let (mut rest, mut groups) = (input, 0);
    while !rest.is_empty() {
        let (segment, after) = rest.split_at_checked(INTERPOLATED).unwrap_or((rest, &[]));
        rest = after;
        let Some(history) = state.history.first_chunk_mut::<FULL>() else { return groups * L };
        let mut line = [0.0; 1 + INTERPOLATED + SPAN];
        floats(&mut line, history);
        floats(&mut line[FULL..], segment);
        remember(history, segment);
        let mut values = [[0.0; INTERPOLATED + MAX_BLOCK]; L];
        for start in (0..segment.len()).step_by(B::LEN) {
            // The last of the 24 is the input itself.
            let Some(span) = line.get(start + 1..).and_then(<[f32]>::first_chunk) else { break };
            for (values, block) in values.iter_mut().zip(interpolated::<B, L>(b, rows, span)) {
                if let Some(to) = values.get_mut(start..).and_then(<[f32]>::first_chunk_mut) {
                    b.store(to, block);
                }
            }
        }
        // Loops of a constant length have no rest that is done one by one.
        let mut phases = [[0; INTERPOLATED]; L];
        for (phase, values) in phases.iter_mut().zip(&values) {
            for at in 0..INTERPOLATED {
                phase[at] = sample(values[at]);
            }
        }
        let to = output.get_mut(groups..).unwrap_or_default();
        let len = segment.len().min(to.len());
        groups += len;
        if let Some(to) = to.first_chunk_mut::<INTERPOLATED>()
            && len == INTERPOLATED
        {
            for at in 0..INTERPOLATED {
                for q in 0..L {
                    to[at][q] = phases[q][at];
                }
            }
        } else {
            for (at, to) in to.iter_mut().take(len).enumerate() {
                *to = phases.each_ref().map(|phase| phase[at]);
            }
        }
    }
    groups * L
}

/// The outputs of each phase, for a block of inputs; the first of them is the last of 24 at the start of `span`.
#[inline(always)]
fn interpolated<B: Blocks, const L: usize>(b: B, rows: &[[f32; HALF]; L], span: &[f32; SPAN]) -> [B::B; L] {
    // Of two mirrored phases q and L − 2 − q, entry q sums what they have in common, entry L − 2 − q what has opposite
    // signs.
    let mut sums = [b.splat(0.0); L];
    // What is folded around tap 12, without its partner.
    let mut around_12 = b.load(span, HALF);
    for r in 0..HALF {
        let (early, late) = (b.load(span, r), b.load(span, FULL - 1 - r));
        if r > 0 {
            around_12 = b.add(around_12, early);
        }
        add_product!(b, sums[L - 1], rows[L - 1][r], around_12);
        around_12 = late;
        let (sum, difference) = (b.add(early, late), b.sub(early, late));
        for q in 0..(L - 1) / 2 {
            add_product!(b, sums[q], rows[q][r], sum);
            add_product!(b, sums[L - 2 - q], rows[L - 2 - q][r], difference);
        }
        if L.is_multiple_of(2) {
            add_product!(b, sums[L / 2 - 1], rows[L / 2 - 1][r], sum);
        }
    }
    for q in 0..(L - 1) / 2 {
        let (common, opposite) = (sums[q], sums[L - 2 - q]);
        (sums[q], sums[L - 2 - q]) = (b.add(common, opposite), b.sub(common, opposite));
    }
    sums
}

/// One output per L inputs, all of which fit; returns how many it wrote.
#[inline(always)]
pub(crate) fn decimate<B: Blocks, const L: usize>(
    b: B,
    rows: &[f32],
    state: &mut Resampler,
    input: &[i16],
    output: &mut [i16],
) -> usize {
    let Some(rows) = rows.as_chunks::<FULL>().0.first_chunk::<L>() else { return 0 };
    let (mut rest, mut written) = (input, 0);
    while !rest.is_empty() {
        let (segment, after) = rest.split_at_checked(DECIMATED * L).unwrap_or((rest, &[]));
        rest = after;
        let Some(history) = state.history.get_mut(..FULL * L) else { return written };
        let mut line = [0; MAX_TAPS + DECIMATED * MAX_WHOLE];
        copy(&mut line, history);
        copy(&mut line[FULL * L..], segment);
        remember(history, segment);
        let outputs = state.take::<L>(segment.len());
        // The first output's 24·L inputs end with its newest, which is `ahead` inputs after the history.
        let first = outputs.ahead;
        let mut phases = [[0.0; DECIMATED + SPAN]; L];
        let inputs = line[first..].as_chunks::<L>().0;
        // Whole registers are faster than the exact number, and one loop for all phases faster than one for each.
        let needed = (outputs.count + FULL - 1).next_multiple_of(16);
        for (at, inputs) in inputs.iter().enumerate().take(needed) {
            for q in 0..L {
                phases[q][at] = f32::from(inputs[q]);
            }
        }
        let mut values = [0.0; DECIMATED + MAX_BLOCK];
        for start in (0..outputs.count).step_by(B::LEN) {
            if let Some(to) = values.get_mut(start..).and_then(<[f32]>::first_chunk_mut) {
                b.store(to, decimated::<B, L>(b, rows, &phases, start));
            }
        }
        let to = output.get_mut(written..).unwrap_or_default();
        samples(to, &values[..outputs.count]);
        written += outputs.count.min(to.len());
    }
    written
}

/// A block of outputs; the first of them reads 24 inputs of each phase from `start` on.
#[inline(always)]
fn decimated<B: Blocks, const L: usize>(
    b: B,
    rows: &[[f32; FULL]; L],
    phases: &[[f32; DECIMATED + SPAN]; L],
    start: usize,
) -> B::B {
    let span = |q: usize| phases[q].get(start..).and_then(<[f32]>::first_chunk).unwrap_or(&[0.0; SPAN]);
    let mut total = b.mul(b.splat(rows[0][0]), b.load(span(0), HALF));
    for r in 1..HALF {
        let sum = b.add(b.load(span(0), r), b.load(span(0), FULL - r));
        add_product!(b, total, rows[0][r], sum);
    }
    if L.is_multiple_of(2) {
        let mut middle = b.splat(0.0);
        for r in 0..HALF {
            let sum = b.add(b.load(span(L / 2), r), b.load(span(L / 2), FULL - 1 - r));
            add_product!(b, middle, rows[L / 2][r], sum);
        }
        total = b.add(total, middle);
    }
    for q in 1..L.div_ceil(2) {
        let mut pair = b.splat(0.0);
        for r in 0..FULL {
            let sum = b.add(b.load(span(q), r), b.load(span(L - q), FULL - 1 - r));
            add_product!(b, pair, rows[q][r], sum);
        }
        total = b.add(total, pair);
    }
    total
}
