//! Tones: the DTMF generator and the sine table under it.

pub mod dtmf_tone;
pub(crate) mod sine;
