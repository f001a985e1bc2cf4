//! From the rate at which a host reads to that of the output file, which is the line's.

use mixminus::dsp::Kernels;
use mixminus::dsp::line::resample::{self, Filter, Resampler};
use mixminus::{SampleRate, SimdLevel};

/// Converts frame by frame.
#[derive(Debug)]
pub struct Conversion {
    kernels: &'static Kernels,
    filter: Filter,
    resampler: Resampler,
}

impl Conversion {
    /// A conversion that begins after silence; `None` if both rates are the same.
    pub fn new(level: SimdLevel, from: SampleRate, to: SampleRate) -> Option<Conversion> {
        let conversion = resample::Conversion::new(from.hz(), to.hz())?;
        let filter = Filter::new(conversion, vec![0.0; conversion.coefficients()].into())?;
        Some(Conversion {
            kernels: Kernels::for_level(level)?,
            filter,
            resampler: Resampler::new(conversion),
        })
    }

    /// Converts a frame, which gives a frame.
    pub fn convert(&mut self, from: &[i16], to: &mut [i16]) {
        self.resampler.process(self.kernels, &self.filter, from, to);
    }
}
