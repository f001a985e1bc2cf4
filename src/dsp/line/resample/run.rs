//! Chooses the arithmetic by the ratio.

use super::blocks::Blocks;
use super::filter::Filter;
use super::resampler::Resampler;
use super::{rational, whole};
use crate::dsp::lanes::Lanes;

/// [`Resampler::process`] for one SIMD level: all of `input`, of which no sample is beyond what `output` needs.
#[inline(always)]
pub(crate) fn resample<L: Lanes, B: Blocks>(
    lanes: L,
    blocks: B,
    state: &mut Resampler,
    filter: &Filter,
    input: &[i16],
    output: &mut [i16],
) -> usize {
    let rows = filter.coefficients();
    match (filter.conversion().inputs(), filter.conversion().outputs()) {
        (1, 2) => whole::interpolate::<B, 2>(blocks, rows, state, input, output),
        (1, 3) => whole::interpolate::<B, 3>(blocks, rows, state, input, output),
        (1, 4) => whole::interpolate::<B, 4>(blocks, rows, state, input, output),
        (1, 6) => whole::interpolate::<B, 6>(blocks, rows, state, input, output),
        (2, 1) => whole::decimate::<B, 2>(blocks, rows, state, input, output),
        (3, 1) => whole::decimate::<B, 3>(blocks, rows, state, input, output),
        (4, 1) => whole::decimate::<B, 4>(blocks, rows, state, input, output),
        (6, 1) => whole::decimate::<B, 6>(blocks, rows, state, input, output),
        (inputs, outputs) if inputs < outputs => {
            rational::convert::<L, true>(lanes, filter, state, input, output)
        }
        _ => rational::convert::<L, false>(lanes, filter, state, input, output),
    }
}
