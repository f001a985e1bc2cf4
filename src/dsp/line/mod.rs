//! The encodings of a line (G.711 and floats to linear 16-bit samples and back), and the concealment of what is missing.

pub mod conceal;
pub mod encoding;
pub mod g711;
