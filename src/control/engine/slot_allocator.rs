//! SlotAllocator that are given, and given again when nobody has to do with them any more.

use crate::control::os::fallible::{numbers, queue};
use crate::error::Result;
use std::collections::VecDeque;

/// The slots 0, 1, 2 …: which are free, and which wait to be.
#[derive(Debug)]
pub struct SlotAllocator {
    free: VecDeque<u32>,
    /// Those that are taken only if no other is free.
    spare: VecDeque<u32>,
    /// The first of these.
    spare_from: u32,
    /// Given back, until the tick and the host's threads have done with them.
    retiring: VecDeque<u32>,
}

impl SlotAllocator {
    /// `max` slots, all free, of which those from `spare_from` on are taken only if no other is free.
    pub fn new(spare_from: u32, max: u32) -> Result<SlotAllocator> {
        let spare_from = spare_from.min(max);
        Ok(SlotAllocator {
            free: numbers(0, spare_from, max as usize)?,
            spare: numbers(spare_from, max, (max - spare_from) as usize)?,
            spare_from,
            retiring: queue(max as usize)?,
        })
    }

    /// Bytes that a slot takes in both queues.
    pub const BYTES: usize = 2 * size_of::<u32>();

    /// Whether one is free, spare ones aside. If none is, what can be reclaimed has to be before one is taken: else it would
    /// depend on who has called [`SlotAllocator::reclaim`], and when, which one that is.
    pub fn has_free(&self) -> bool {
        !self.free.is_empty()
    }

    /// A free one, that which has been free for longest.
    pub fn take(&mut self) -> Option<u32> {
        self.free.pop_front().or_else(|| self.spare.pop_front())
    }

    /// One that waits for [`SlotAllocator::reclaim`] from now on.
    pub fn retire(&mut self, slot: u32) {
        self.retiring.push_back(slot);
    }

    /// Frees those of which `done` says that nobody has to do with them any more, and gives them to `freed`: in the order in
    /// which they were retired, so that whoever calls this, and when, does not decide who gets which. Only if `all` are asked
    /// for, or none is free, spare ones aside, is one passed over that is not done with.
    pub fn reclaim(&mut self, all: bool, done: impl Fn(u32) -> bool, mut freed: impl FnMut(u32)) {
        while let Some(&slot) = self.retiring.front() {
            if !done(slot) {
                break;
            }
            self.retiring.pop_front();
            self.give_back(slot);
            freed(slot);
        }
        if self.has_free() && !all {
            return;
        }
        for _ in 0..self.retiring.len() {
            let Some(slot) = self.retiring.pop_front() else { return };
            if done(slot) {
                self.give_back(slot);
                freed(slot);
            } else {
                self.retiring.push_back(slot);
            }
        }
    }

    fn give_back(&mut self, slot: u32) {
        let list = if slot < self.spare_from { &mut self.free } else { &mut self.spare };
        list.push_back(slot);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All that can be taken.
    fn taken(slots: &mut SlotAllocator) -> Vec<u32> {
        std::iter::from_fn(|| slots.take()).collect()
    }

    #[test]
    fn they_come_back_in_the_order_in_which_they_went() {
        let mut slots = SlotAllocator::new(4, 4).unwrap();
        assert_eq!(taken(&mut slots), [0, 1, 2, 3]);
        [2, 0, 3].into_iter().for_each(|slot| slots.retire(slot));
        slots.reclaim(false, |_| false, drop);
        assert!(!slots.has_free());
        slots.reclaim(false, |slot| slot != 3, drop);
        assert_eq!(taken(&mut slots), [2, 0]);
    }

    #[test]
    fn one_that_is_not_done_with_is_passed_over_only_if_none_is_free() {
        let mut slots = SlotAllocator::new(3, 3).unwrap();
        taken(&mut slots);
        [0, 1].into_iter().for_each(|slot| slots.retire(slot));
        slots.reclaim(false, |slot| slot == 1, drop);
        assert_eq!(taken(&mut slots), [1]);
        // Now 2 is free, so 0 keeps 1 waiting.
        [1, 2].into_iter().for_each(|slot| slots.retire(slot));
        slots.reclaim(false, |slot| slot == 2, drop);
        slots.reclaim(false, |slot| slot == 1, drop);
        assert_eq!(taken(&mut slots), [2]);
        slots.reclaim(false, |_| true, drop);
        assert_eq!(taken(&mut slots), [0, 1]);
    }
}
