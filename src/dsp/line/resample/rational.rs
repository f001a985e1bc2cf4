//! Other ratios: each output has a phase of its own, so its taps are in the lanes, eight at a time.
//!
//! The order of additions is fixed: lane i sums taps i, i + 8, i + 16 …, then
//! [`sums_of_floats`](crate::dsp::lanes::Lanes::sums_of_floats) sums the lanes.

use super::conversion::MAX_TAPS;
use super::filter::Filter;
use super::resampler::{Advance, Resampler};
use super::samples::{floats, remember, sample};
use crate::dsp::lanes::Lanes;

/// The most inputs that are converted at a time.
const SEGMENT: usize = 480;

/// Registers of 24 taps: all conversions to a higher rate.
const SHORT: usize = 3;

/// Converts by any ratio, as much as fits, by inputs none of which is beyond what that needs; returns how many samples it
/// wrote.
#[inline(always)]
pub(crate) fn convert<L: Lanes>(
    lanes: L,
    filter: &Filter,
    state: &mut Resampler,
    input: &[i16],
    output: &mut [i16],
) -> usize {
    let (mut rest, mut output) = (input, output.iter_mut());
    let advance = Advance::new(filter.conversion());
    let mut written = 0;
    // Also without input: an output may be due that did not fit before.
    loop {
        let (segment, after) = rest.split_at_checked(SEGMENT).unwrap_or((rest, &[]));
        rest = after;
        let taps = filter.conversion().taps();
        let Some(history) = state.history.get_mut(..taps) else { return written };
        let mut line = [0.0; MAX_TAPS + SEGMENT];
        floats(&mut line, history);
        floats(line.get_mut(taps..).unwrap_or_default(), segment);
        remember(history, segment);
        loop {
            let mut registers = [lanes.splat_floats(0.0); 8];
            let mut count = 0;
            for register in registers.iter_mut().take(output.len()) {
                let Some((start, phase)) = state.next(advance, segment.len()) else { break };
                *register = products(lanes, filter, &line, start, phase);
                count += 1;
            }
            let mut values = [0.0; 8];
            lanes.store_floats(&mut values, lanes.sums_of_floats(registers));
            for (value, to) in values.into_iter().take(count).zip(&mut output) {
                *to = sample(value);
                written += 1;
            }
            if count < 8 {
                break;
            }
        }
        state.finish(segment.len());
        if rest.is_empty() {
            return written;
        }
    }
}

/// The products of one output, from the input `start` of `line` on.
#[inline(always)]
fn products<L: Lanes>(lanes: L, filter: &Filter, line: &[f32], start: usize, phase: usize) -> L::F {
    let taps = filter.conversion().taps();
    let row = filter.coefficients().get((phase - 1) * taps..phase * taps).unwrap_or_default();
    let inputs = line.get(start..start + taps).unwrap_or_default();
    let (row, inputs) = (row.as_chunks::<8>().0, inputs.as_chunks::<8>().0);
    match (row.first_chunk::<SHORT>(), inputs.first_chunk::<SHORT>()) {
        (Some(row), Some(inputs)) if taps == 8 * SHORT => sum_of_products(lanes, row, inputs),
        _ => sum_of_products(lanes, row, inputs),
    }
}

/// Per lane, the sum of products.
#[inline(always)]
fn sum_of_products<L: Lanes>(lanes: L, row: &[[f32; 8]], inputs: &[[f32; 8]]) -> L::F {
    let product = |(c, x)| lanes.mul_floats(lanes.floats(c), lanes.floats(x));
    let mut products = row.iter().zip(inputs).map(product);
    let first = products.next().unwrap_or(lanes.splat_floats(0.0));
    products.fold(first, |sum, product| lanes.add_floats(sum, product))
}
