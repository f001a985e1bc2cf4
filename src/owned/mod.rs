//! Owners: values that hold an engine and free what they own in it when they are dropped.
//!
//! An owner holds an `Arc<Engine>` and no borrow, so that a host can move it into the thread or the task of its call.
//! The engine lives until the last owner is dropped.

/// What an owner of a handle does of itself: it frees the handle as it is dropped, and shows it.
macro_rules! frees_on_drop {
    ($owner:ident, $free:ident) => {
        impl Drop for $owner {
            fn drop(&mut self) {
                // It fails if the host has freed or stopped the handle itself, or in the child of a fork.
                let _ = self.engine.$free(self.id);
            }
        }

        impl std::fmt::Debug for $owner {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($owner)).field(&self.id).finish()
            }
        }
    };
}

mod participant;
mod prompt;
mod recording;
mod tap;

pub use participant::Participant;
pub use prompt::Prompt;
pub use recording::Recording;
pub use tap::Tap;
