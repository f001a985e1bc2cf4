//! Places at which the control floor asks the tick to look: a list that needs no place in a queue, however often it is
//! asked.

use super::atomics::{AtomicU32, Ordering};
use super::pending_flag::PendingFlag;
use crate::rt::index::NONE;

/// What one place has for the list.
#[derive(Debug)]
pub struct PendingEntry {
    /// It is in the list.
    listed: PendingFlag,
    /// The next in the list.
    next: AtomicU32,
}

/// The places at which the tick is to look.
#[derive(Debug)]
pub struct PendingList {
    /// The newest.
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

    /// Asks the tick to look at place `index`, which is `ask`. Works with a full queue and a stopped clock. Only for the
    /// control floor, under its lock; what the tick is to find there is written before.
    pub fn add(&self, index: u32, entry: &PendingEntry) {
        // The tick takes the mark away before it looks, so what was written before a mark that still stands is seen.
        if !entry.listed.raise() {
            return;
        }
        let mut newest = self.newest.load(Ordering::Relaxed);
        loop {
            entry.next.store(newest, Ordering::Relaxed);
            // Nobody else adds; the tick takes the whole list at most once in between.
            match self.newest.compare_exchange(newest, index, Ordering::Release, Ordering::Relaxed) {
                Ok(_) => return,
                Err(now) => newest = now,
            }
        }
    }

    /// Takes the whole list: the place that was asked about last, or [`NONE`].
    #[inline(always)]
    pub fn take(&self) -> u32 {
        if self.newest.load(Ordering::Relaxed) == NONE {
            return NONE;
        }
        self.newest.swap(NONE, Ordering::Acquire)
    }

    /// The head of a list that was taken and turned round: the place that was asked about first. `of` finds the places.
    pub fn in_order<'a>(mut head: u32, of: impl Fn(u32) -> Option<&'a PendingEntry>) -> u32 {
        let mut turned = NONE;
        while let Some(entry) = of(head) {
            let next = entry.next.load(Ordering::Relaxed);
            // Its mark is up, so nobody else writes to it.
            entry.next.store(turned, Ordering::Relaxed);
            (turned, head) = (head, next);
        }
        turned
    }

    /// The place at the head of a list that was taken, which is `ask`, is looked at from now on. Returns the next.
    pub fn next(entry: &PendingEntry) -> u32 {
        let next = entry.next.load(Ordering::Relaxed);
        // From here on the place may be asked about again.
        entry.listed.lower();
        next
    }
}
