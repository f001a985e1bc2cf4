//! Pure arithmetic on slices and cache lines: no participants, no atomics, no allocation.
//!
//! | folder | what is in it |
//! |---|---|
//! | `lanes` | the SIMD operations that the kernels are written in, one implementation per SIMD level |
//! | `mix` | the sum, mix-minus, and the fast path of a contribution |
//! | `dtmf` | the DTMF receiver and the suppressor |
//! | `line` | the encodings of a line: G.711, floats; the concealment of what is missing; the resamplers |
//! | `level` | levels, gains, ramps, fades, splices |
//! | `tone` | the DTMF generator |
//!
//! [`Kernels`] is the table of what runs in SIMD lanes. Each body is written once, over the lane operations; `kernels`
//! compiles it for each level. Every [`SimdLevel`] gives the same bits.

#![cfg_attr(
    not(test),
    deny(
        clippy::disallowed_methods,
        clippy::disallowed_types,
        clippy::disallowed_macros,
        clippy::indexing_slicing,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented,
        clippy::string_slice,
        clippy::unwrap_in_result,
        clippy::infinite_loop
    )
)]

mod cache_line;
pub mod dtmf;
mod kernels;
mod lanes;
pub mod level;
pub mod line;
mod mix;
pub mod tone;

pub use cache_line::{CACHE_LINE_SAMPLES, CacheLine, lines};
pub use kernels::Kernels;
pub use lanes::simd_level::SimdLevel;
pub use level::frame_level::FrameLevel;
pub use level::linear_gain::LinearGain;
pub use line::encoding::{EncodedBuffer, EncodedSamples};
