//! Reads WAV files as programs write them: RIFF, RF64, BW64 and Wave64; integers, floats, A-law and µ-law; also
//! with wrong lengths. It depends on std alone, so that it can be fuzzed.
//!
//! Any input is safe: a hostile header is an error, never a panic. The header decides what is read, before any sample
//! is read: see [`Reader`]. No length in a header is trusted.

mod error;
mod foreign;
mod format;
mod header;
mod input;
mod reader;
mod recording;

pub use error::WavError;
pub use reader::{Reader, decode};
pub use recording::{Info, Length, Recording};
