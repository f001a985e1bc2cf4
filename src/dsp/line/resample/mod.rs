//! Resamplers: between any two of eight rates, and of a clock that drifts.
//!
//! | file | what is in it |
//! |---|---|
//! | `prototype` | the pulse that all filters are points of |
//! | `conversion` | the ratio of two rates, its delay, its memory |
//! | `filter` | the coefficients of a conversion, shared by all its lines |
//! | `resampler` | the state of a line |
//! | `whole`, `rational`, `run` | the arithmetic: whole ratios, other ratios, which of them |
//! | `drift` | the drift resampler: a line whose delay changes slowly |
//! | `process` | what is called |
//! | `blocks`, `sixteen`, `samples` | registers, rounding |
//!
//! R is the lower of two rates. The gain is within ±0.09 dB up to 0.425·R, and at most −85 dB from 0.575·R on; between
//! them (3.4 to 4.6 kHz at 8 kHz) it falls, and a frequency and its image are both audible. The delay is the same at every
//! frequency: 1.375 to 1.48 ms if R is 8 kHz, in proportion less at higher rates. Full-scale input may overshoot, and is
//! limited.
//!
//! Every sum has one order, every product is rounded: all SIMD levels give the same bits. A line's output depends on
//! nothing but its own input since its last reset, and no more than the last 144 samples of it.

pub(in crate::dsp) mod blocks;
mod conversion;
pub(in crate::dsp) mod drift;
pub(in crate::dsp) mod filter;
mod process;
mod prototype;
mod rational;
pub(in crate::dsp) mod resampler;
pub(in crate::dsp) mod run;
mod samples;
#[cfg(target_arch = "x86_64")]
pub(in crate::dsp) mod sixteen;
#[cfg(test)]
mod tests;
mod whole;

pub use conversion::{Conversion, LINE_RATES_HZ};
pub use drift::{DriftFilter, DriftRatio, DriftResampler};
pub use filter::Filter;
pub use resampler::{Progress, Resampler};
