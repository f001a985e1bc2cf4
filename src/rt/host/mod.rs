//! The functions that host threads call.

pub mod edge;
pub mod intake;
pub mod read;
pub mod tap_read;
pub mod write;
