//! The encodings of a line (G.711 and floats to linear 16-bit samples and back), the concealment of what is missing, the
//! resamplers, and the periods by which speech can be made shorter or longer.

pub mod conceal;
pub mod encoding;
pub mod g711;
pub mod resample;
pub mod time_scale;
