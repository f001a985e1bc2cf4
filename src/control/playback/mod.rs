//! What plays: prompts, playback to participants and rooms, announcements.

pub mod announcements;
pub mod automatic;
pub mod beeps;
pub mod plays;
pub mod prompt_files;
pub mod prompts;
pub mod resample;
pub mod say;
pub mod stored;
pub mod synthesizer;
#[cfg(feature = "recorder")]
pub mod wav;
