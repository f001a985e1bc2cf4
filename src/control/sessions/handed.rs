//! A part of a participant's state that the control layer allocates when it is first needed, and hands to the tick with a
//! command. It stays with the slot.

use crate::control::os::prefault::faulted_in_box;
use crate::error::Result;

/// Where such a part is.
#[derive(Debug, Default)]
pub enum Handed<T> {
    /// It was not needed yet.
    #[default]
    NotMade,
    /// The next command takes it along.
    Made(Box<T>),
    /// The tick has it, or will have it with a command that waits.
    Gone,
}

impl<T> Handed<T> {
    /// Makes it, unless it was made.
    pub fn make(&mut self, value: impl FnOnce() -> T) -> Result<()> {
        if matches!(self, Handed::NotMade) {
            *self = Handed::Made(faulted_in_box(value())?);
        }
        Ok(())
    }

    /// For a command that is certain to be sent: takes it, once it is made.
    pub fn hand_over(&mut self) -> Option<Box<T>> {
        match std::mem::replace(self, Handed::Gone) {
            Handed::Made(part) => Some(part),
            before => {
                *self = before;
                None
            }
        }
    }
}
