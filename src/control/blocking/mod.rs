//! Calls that block the calling thread: conference and say.

pub mod call_audio;
pub mod conference;
pub mod pace;
pub mod pending_say;
pub mod say;
pub mod waiter;
