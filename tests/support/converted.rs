//! What a resampler alone makes of a stream: what a line and an edge are compared with.

use mixminus::dsp::Kernels;
use mixminus::dsp::line::resample::{Conversion, Filter, Resampler};
use mixminus::{SampleRate, SimdLevel};

/// The whole stream by a resampler of its own.
pub fn converted(samples: &[i16], from: SampleRate, to: SampleRate) -> Vec<i16> {
    let Some(conversion) = Conversion::new(from.hz(), to.hz()) else { return samples.to_vec() };
    let filter = Filter::new(conversion, vec![0.0; conversion.coefficients()].into()).unwrap();
    let kernels = Kernels::for_level(SimdLevel::Portable).unwrap();
    let mut resampler = Resampler::new(conversion);
    let mut out = vec![0; resampler.output_len(conversion, samples.len())];
    resampler.process(kernels, &filter, samples, &mut out);
    out
}
