//! What a host of resamplers calls: the arithmetic of the SIMD level that its kernels are of.

use super::drift::{DriftFilter, DriftRatio, DriftResampler};
use super::filter::Filter;
use super::resampler::{Progress, Resampler};
use crate::dsp::Kernels;

impl Resampler {
    /// Converts `input` until it or `output` is used up, and reports how much was taken and written. It takes no more
    /// than what is written needs: give the others again. If `output` has place for
    /// [`output_len`](Resampler::output_len) samples, all input is taken. Where each input gives L outputs, it writes
    /// whole groups of L.
    ///
    /// Any division into calls gives the same samples. `filter` must be of the conversion that the resampler was made
    /// for; that of another gives noise. Wait-free.
    #[inline]
    pub fn process(
        &mut self,
        kernels: &Kernels,
        filter: &Filter,
        input: &[i16],
        output: &mut [i16],
    ) -> Progress {
        let conversion = filter.conversion();
        let fits = match conversion.inputs() {
            1 => output.len() / conversion.outputs() as usize,
            _ if self.output_len(conversion, input.len()) <= output.len() => input.len(),
            _ => self.input_len(conversion, output.len()),
        };
        let input = input.get(..fits).unwrap_or(input);
        Progress { consumed: input.len(), written: kernels.resample(self, filter, input, output) }
    }
}

impl DriftResampler {
    /// Fills `output` as far as `input` suffices, at that ratio. It takes only as many inputs as the outputs need
    /// ([`input_len`](DriftResampler::input_len)): give the others again. The gain is that of the prototype, also at a
    /// ratio of 1, so bypass the resampler where nothing drifts. Wait-free.
    #[inline]
    pub fn process(
        &mut self,
        kernels: &Kernels,
        filter: &DriftFilter,
        ratio: DriftRatio,
        input: &[i16],
        output: &mut [i16],
    ) -> Progress {
        kernels.resample_drifting(self, filter, ratio, input, output)
    }
}
