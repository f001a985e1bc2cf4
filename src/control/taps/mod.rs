//! Taps: rings into which each tick puts a frame of what is tapped.

pub mod calls;
pub mod table;
