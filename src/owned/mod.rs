//! Owners: values that hold an engine and free what they own in it when they are dropped.
//!
//! An owner holds an `Arc<Engine>` and no borrow, so that a host can move it into the thread or the task of its call.
//! The engine lives until the last owner is dropped.

mod participant;
mod prompt;
mod recording;
mod tap;

pub use participant::Participant;
pub use prompt::Prompt;
pub use recording::Recording;
pub use tap::Tap;
