//! A flag that asks another thread to look at an object: the request is sent once, however often the flag is raised
//! before the look.

use super::atomics::{AtomicBool, Ordering};

/// Up: the other thread has been asked to look, and has not begun yet.
#[derive(Debug, Default)]
pub struct PendingFlag(AtomicBool);

impl PendingFlag {
    /// Raises the flag. The caller has written what the other thread is to find. Returns true if the flag was down:
    /// then the caller sends the request.
    #[must_use]
    pub fn raise(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }

    /// Lowers the flag before the look; whatever is written later raises it again. This is a read-modify-write: it
    /// synchronizes with the `raise` before it, and no later read of the look can overtake it. A plain store could take
    /// effect late: the other thread would then find the flag up and send no request.
    pub fn lower(&self) {
        self.0.swap(false, Ordering::AcqRel);
    }
}
