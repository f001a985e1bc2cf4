//! The mix: mix-minus, and the one pass that makes a contribution ready for it.

pub mod condition;
pub mod mix_minus;
