//! A mark at a thing that another thread is to look at: told once, however often it is raised before the look.

use super::atomics::{AtomicBool, Ordering};

/// Up: somebody was told to look, and has not yet begun to.
#[derive(Debug, Default)]
pub struct PendingFlag(AtomicBool);

impl PendingFlag {
    /// Raises it; what is to be found was written before. Answers whether it was down: then the caller tells the other
    /// to look.
    #[must_use]
    pub fn raise(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }

    /// Lowers it, before the look: what is written after that raises it anew. A read-modify-write, which sees what went
    /// before the mark that it lowers, and which no look overtakes: with a store that comes late the other would find
    /// the mark up, and tell nobody.
    pub fn lower(&self) {
        self.0.swap(false, Ordering::AcqRel);
    }
}
