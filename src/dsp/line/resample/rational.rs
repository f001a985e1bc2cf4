//! Other ratios: each output has a phase of its own, so its taps are in the lanes, eight at a time.
//!
//! The order of additions is fixed: lane i sums taps i, i + 8, i + 16 …, then
//! [`sums_of_floats`](crate::dsp::lanes::Lanes::sums_of_floats) sums the lanes.

use super::conversion::MAX_TAPS;
use super::filter::{FULL, Filter};
use super::resampler::{Advance, Resampler};
use super::samples::{floats, remember, samples};
use crate::dsp::lanes::Lanes;

/// The most inputs that are converted at a time.
const SEGMENT: usize = 480;

/// The most outputs that are rounded at a time.
const BATCH: usize = 64;

/// Converts by any ratio, as much as fits, by inputs none of which is beyond what that needs; returns how many samples it
/// wrote. `SHORT` if the filter has 24 taps, as all to a higher rate.
#[inline(always)]
pub(crate) fn convert<L: Lanes, const SHORT: bool>(
    lanes: L,
    filter: &Filter,
    state: &mut Resampler,
    input: &[i16],
    output: &mut [i16],
) -> usize {
    let mut rest = input;
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
            let mut values = [0.0; BATCH];
            let mut count = 0;
            for values in values.as_chunks_mut().0 {
                let mut registers = [lanes.splat_floats(0.0); 8];
                for register in registers.iter_mut().take(output.len() - written - count) {
                    let Some((start, phase)) = state.next(advance, segment.len()) else { break };
                    *register = products::<_, SHORT>(lanes, filter, &line, start, phase);
                    count += 1;
                }
                lanes.store_floats(values, lanes.sums_of_floats(registers));
                if !count.is_multiple_of(8) {
                    break;
                }
            }
            let to = output.get_mut(written..).unwrap_or_default();
            samples(to, values.get(..count).unwrap_or_default());
            written += count;
            if count < BATCH {
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
fn products<L: Lanes, const SHORT: bool>(
    lanes: L,
    filter: &Filter,
    line: &[f32],
    start: usize,
    phase: usize,
) -> L::F {
    let taps = filter.conversion().taps();
    let Some(row) = filter.coefficients().get((phase - 1) * taps..) else { return lanes.splat_floats(0.0) };
    let Some(inputs) = line.get(start..) else { return lanes.splat_floats(0.0) };
    if SHORT {
        return match (row.first_chunk::<FULL>(), inputs.first_chunk::<FULL>()) {
            (Some(row), Some(inputs)) => sum_of_products(lanes, row.as_chunks().0, inputs.as_chunks().0),
            _ => lanes.splat_floats(0.0),
        };
    }
    sum_of_products(lanes, row.get(..taps).unwrap_or_default().as_chunks().0, inputs.as_chunks().0)
}

/// Per lane, the sum of products.
#[inline(always)]
fn sum_of_products<L: Lanes>(lanes: L, row: &[[f32; 8]], inputs: &[[f32; 8]]) -> L::F {
    let product = |(c, x)| lanes.mul_floats(lanes.floats(c), lanes.floats(x));
    let mut products = row.iter().zip(inputs).map(product);
    let first = products.next().unwrap_or(lanes.splat_floats(0.0));
    products.fold(first, |sum, product| lanes.add_floats(sum, product))
}
