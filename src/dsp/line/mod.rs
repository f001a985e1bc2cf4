//! The encodings of a line (G.711 and floats to linear 16-bit samples and back), the concealment of what is missing, the
//! resamplers, the periods by which speech can be made shorter or longer, and frames that are left out or played again.

pub mod conceal;
pub mod crossing;
pub mod encoding;
pub mod g711;
pub mod replay;
pub mod resample;
pub mod time_scale;
