//! Playback: prompts, plays to participants and rooms, announcements.

// The calls of `Engine`, in their order.
pub mod prompt_calls;
pub mod prompt_files;
pub mod say;
pub mod say_text;

pub mod announce;
pub mod announcements;
pub mod automatic;
pub mod beeps;
pub mod nodes;
pub mod plays;
pub mod prompts;
pub mod resample;
pub mod stored;
pub mod synthesizer;
#[cfg(feature = "recorder")]
pub mod wav;
