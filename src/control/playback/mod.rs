//! What plays: prompts, playback to participants and rooms, announcements.

pub mod announce;
pub mod announcements;
pub mod automatic;
pub mod beeps;
pub mod nodes;
pub mod plays;
pub mod prompt_calls;
pub mod prompt_files;
pub mod prompts;
pub mod resample;
pub mod say;
pub mod say_text;
pub mod stored;
pub mod synthesizer;
#[cfg(feature = "recorder")]
pub mod wav;
