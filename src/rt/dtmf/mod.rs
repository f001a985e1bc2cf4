//! The DTMF of a participant: found in its audio, reported by the host, and sent to it.

pub mod digit_sender;
pub mod held_presses;
pub mod injected_tone;
pub mod press;
pub mod press_events;
pub mod stage;
pub mod terminator;
