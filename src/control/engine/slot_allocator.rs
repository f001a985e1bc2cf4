//! Allocates the slots of participants and the indices of rooms. A freed one is reused only when no thread uses it
//! any more.

use crate::control::os::fallible::{numbers, queue};
use crate::error::Result;
use std::collections::VecDeque;

/// Allocates numbers of a range.
#[derive(Debug)]
pub struct SlotAllocator {
    free: VecDeque<u32>,
    /// Numbers that are taken only if no other is free.
    spare: VecDeque<u32>,
    /// The first of the spare numbers.
    spare_from: u32,
    /// Freed numbers that the tick or the host's threads may still use.
    retiring: VecDeque<u32>,
}

impl SlotAllocator {
    /// An allocator of `count` numbers from `first` on, all free. Those beyond the first `usual` are taken only if no
    /// other is free.
    pub fn new(first: u32, usual: u32, count: u32) -> Result<SlotAllocator> {
        let (spare_from, end) = (first + usual.min(count), first + count);
        Ok(SlotAllocator {
            free: numbers(first, spare_from, count as usize)?,
            spare: numbers(spare_from, end, (end - spare_from) as usize)?,
            spare_from,
            retiring: queue(count as usize)?,
        })
    }

    /// Bytes that each number takes in the queues.
    pub const BYTES: usize = 2 * size_of::<u32>();

    /// Returns true if a number is free, spare ones aside. If none is, the caller reclaims before it takes one:
    /// else the number taken would depend on when [`SlotAllocator::reclaim`] was last called.
    pub fn has_free(&self) -> bool {
        !self.free.is_empty()
    }

    /// Takes the number that has been free for the longest time.
    pub fn take(&mut self) -> Option<u32> {
        self.free.pop_front().or_else(|| self.spare.pop_front())
    }

    /// Frees a number. It is reused after [`SlotAllocator::reclaim`] has seen that no thread uses it.
    pub fn retire(&mut self, slot: u32) {
        self.retiring.push_back(slot);
    }

    /// Frees the retired numbers for which `done` returns true, and passes them to `freed`. It goes in the order in
    /// which they were retired, so the time of the call does not decide which number is reused first. It passes over a
    /// number that is still in use only if `all` is set, or if no number is free, spare ones aside.
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

    /// All numbers that can be taken.
    fn taken(slots: &mut SlotAllocator) -> Vec<u32> {
        std::iter::from_fn(|| slots.take()).collect()
    }

    #[test]
    fn they_come_back_in_the_order_in_which_they_went() {
        let mut slots = SlotAllocator::new(0, 4, 4).unwrap();
        assert_eq!(taken(&mut slots), [0, 1, 2, 3]);
        [2, 0, 3].into_iter().for_each(|slot| slots.retire(slot));
        slots.reclaim(false, |_| false, drop);
        assert!(!slots.has_free());
        slots.reclaim(false, |slot| slot != 3, drop);
        assert_eq!(taken(&mut slots), [2, 0]);
    }

    #[test]
    fn one_that_is_not_done_with_is_passed_over_only_if_none_is_free() {
        let mut slots = SlotAllocator::new(0, 3, 3).unwrap();
        taken(&mut slots);
        [0, 1].into_iter().for_each(|slot| slots.retire(slot));
        slots.reclaim(false, |slot| slot == 1, drop);
        assert_eq!(taken(&mut slots), [1]);
        // 2 is free now, so 0, which is in use, makes 1 wait.
        [1, 2].into_iter().for_each(|slot| slots.retire(slot));
        slots.reclaim(false, |slot| slot == 2, drop);
        slots.reclaim(false, |slot| slot == 1, drop);
        assert_eq!(taken(&mut slots), [2]);
        slots.reclaim(false, |_| true, drop);
        assert_eq!(taken(&mut slots), [0, 1]);
    }
}
