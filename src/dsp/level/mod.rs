//! Levels, gain ramps, fades, and splices between streams.

pub(crate) mod decibel;
pub mod fade;
pub mod frame_level;
pub mod linear_gain;
pub mod pause;
pub mod ramp;
pub mod splice;
