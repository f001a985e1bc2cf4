//! Reading WAV files as they are written: RIFF, RF64, BW64 and Wave64, of integers, floats, A-law and µ-law, with lengths
//! that are wrong. Stands on its own (std alone), so that it can be fuzzed.
//!
//! Any bytes may come: a hostile header is an error, never a panic. The header alone decides what is read, before a sample
//! is read: see [`Reader`]. No length that a header claims is believed.

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
