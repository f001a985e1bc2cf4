//! DTMF: the receiver, from samples to key presses, and the suppressor, which removes the tones.

mod candidate;
mod dc_offset;
mod decimate;
pub mod detection;
pub(crate) mod detector;
pub(crate) mod goertzel;
mod hops;
mod joint;
pub mod receiver;
mod stationary;
mod steady_tones;
pub mod suppress;
mod thresholds;
mod two_tones;
mod windows;
