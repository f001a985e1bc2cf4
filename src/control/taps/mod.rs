//! Taps: rings that get a frame of a room or a participant in each tick.

pub mod calls;
pub mod table;
