//! The key presses of a participant: those found in its audio, and those that the host reports.

pub mod digit_sender;
pub mod injected_tone;
pub mod press;
pub mod press_events;
pub mod stage;
pub mod terminator;
