//! Pure arithmetic on slices and lines: no participants, no atomics, no allocation.
//!
//! [`Kernels`] is the table of the arithmetic that runs in SIMD lanes; [`ramp`](ramp::ramp) and [`fade`] are
//! scalar, for the few milliseconds in which a gain or a stream changes. Every level of [`SimdLevel`] gives
//! the same bits.
//!
//! The bodies of the kernels (`mix`, `condition`, `level`) are written once, over the lane operations of
//! `lanes`; `kernels` compiles them a level.

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

mod candidate;
mod complex;
mod condition;
mod decibel;
mod decimate;
pub mod dtmf;
mod even;
pub mod fade;
mod goertzel;
mod hops;
mod joint;
mod kernels;
mod lanes;
mod level;
mod limits;
mod line;
mod looks;
mod mix;
mod notice;
mod number;
mod offset;
pub mod pause;
pub mod ramp;
mod simd_level;
pub(crate) mod sine;
pub mod splice;
mod steady;
pub mod suppress;
pub mod tone;
mod two_tones;

pub use kernels::Kernels;
pub use level::FrameLevel;
pub use line::{LINE_SAMPLES, Line, lines};
pub use simd_level::SimdLevel;
