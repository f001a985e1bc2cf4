//! The encodings of a line: G.711 and floats to linear 16-bit samples and back; its sample rate.

pub mod encoding;
pub mod g711;
pub mod resample;
