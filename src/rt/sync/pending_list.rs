//! A list of objects at which the control layer asks the tick to look. It needs no place in a queue, however often the
//! control layer asks.

use super::atomics::{AtomicU32, Ordering};
use super::pending_flag::PendingFlag;
use crate::rt::index::NONE;

/// The part of an object that links it into the list.
#[derive(Debug)]
pub struct PendingEntry {
    /// It is in the list.
    listed: PendingFlag,
    /// The index of the next object in the list.
    next: AtomicU32,
}

/// The list of objects at which the tick is to look.
#[derive(Debug)]
pub struct PendingList {
    /// The index of the newest object.
    newest: AtomicU32,
}

impl PendingEntry {
    /// In no list.
    #[allow(clippy::new_without_default)]
    pub fn new() -> PendingEntry {
        PendingEntry { listed: PendingFlag::default(), next: AtomicU32::new(NONE) }
    }
}

impl PendingList {
    /// An empty list.
    #[allow(clippy::new_without_default)]
    pub fn new() -> PendingList {
        PendingList { newest: AtomicU32::new(NONE) }
    }

    /// Asks the tick to look at object `index`, whose entry is `entry`. Works with a full queue and a stopped clock.
    /// Only for the control layer, under its lock; it writes what the tick is to find before this call.
    pub fn add(&self, index: u32, entry: &PendingEntry) {
        // The tick lowers the flag before it looks. So if the flag is still up, the tick will see what was written
        // before this call.
        if !entry.listed.raise() {
            return;
        }
        let mut newest = self.newest.load(Ordering::Relaxed);
        loop {
            entry.next.store(newest, Ordering::Relaxed);
            // No other thread adds; the tick takes the whole list at most once in between.
            match self.newest.compare_exchange(newest, index, Ordering::Release, Ordering::Relaxed) {
                Ok(_) => return,
                Err(now) => newest = now,
            }
        }
    }

    /// Takes the whole list: the index of its newest object, or [`NONE`].
    #[inline(always)]
    pub fn take(&self) -> u32 {
        if self.newest.load(Ordering::Relaxed) == NONE {
            return NONE;
        }
        self.newest.swap(NONE, Ordering::Acquire)
    }

    /// Reverses a list that was taken and returns its new head: the oldest object. `of` finds the entry of an index.
    pub fn in_order<'a>(mut head: u32, of: impl Fn(u32) -> Option<&'a PendingEntry>) -> u32 {
        let mut turned = NONE;
        while let Some(entry) = of(head) {
            let next = entry.next.load(Ordering::Relaxed);
            // Its flag is up, so no other thread writes to it.
            entry.next.store(turned, Ordering::Relaxed);
            (turned, head) = (head, next);
        }
        turned
    }

    /// Begins the look at the head of a list that was taken, whose entry is `entry`. Returns the index of the next
    /// object.
    pub fn next(entry: &PendingEntry) -> u32 {
        let next = entry.next.load(Ordering::Relaxed);
        // From here on the control layer may ask again.
        entry.listed.lower();
        next
    }
}
