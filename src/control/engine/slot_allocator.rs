//! Places that are given, and given again when nobody has to do with them any more.

use crate::control::os::fallible::{numbers, queue};
use crate::error::Result;
use std::collections::VecDeque;

/// The places 0, 1, 2 …: which are free, and which wait to be.
#[derive(Debug)]
pub struct Places {
    free: VecDeque<u32>,
    /// Those that are taken only if no other is free.
    spare: VecDeque<u32>,
    /// The first of these.
    spare_from: u32,
    /// Given back, until the tick and the host's threads have done with them.
    retiring: VecDeque<u32>,
}

impl Places {
    /// `max` places, all free, of which those from `spare_from` on are taken only if no other is free.
    pub fn new(spare_from: u32, max: u32) -> Result<Places> {
        let spare_from = spare_from.min(max);
        Ok(Places {
            free: numbers(0, spare_from, max as usize)?,
            spare: numbers(spare_from, max, (max - spare_from) as usize)?,
            spare_from,
            retiring: queue(max as usize)?,
        })
    }

    /// Bytes that a place takes in both queues.
    pub const BYTES: usize = 2 * size_of::<u32>();

    /// Whether one is free, spare ones aside. If none is, what can be reclaimed has to be before one is taken: else it would
    /// depend on who has called [`Places::reclaim`], and when, which one that is.
    pub fn has_free(&self) -> bool {
        !self.free.is_empty()
    }

    /// A free one, that which has been free for longest.
    pub fn take(&mut self) -> Option<u32> {
        self.free.pop_front().or_else(|| self.spare.pop_front())
    }

    /// One that waits for [`Places::reclaim`] from now on.
    pub fn retire(&mut self, place: u32) {
        self.retiring.push_back(place);
    }

    /// Frees those of which `done` says that nobody has to do with them any more, and gives them to `freed`: in the order in
    /// which they were retired, so that whoever calls this, and when, does not decide who gets which. Only if `all` are asked
    /// for, or none is free, spare ones aside, is one passed over that is not done with.
    pub fn reclaim(&mut self, all: bool, done: impl Fn(u32) -> bool, mut freed: impl FnMut(u32)) {
        while let Some(&place) = self.retiring.front() {
            if !done(place) {
                break;
            }
            self.retiring.pop_front();
            self.give_back(place);
            freed(place);
        }
        if self.has_free() && !all {
            return;
        }
        for _ in 0..self.retiring.len() {
            let Some(place) = self.retiring.pop_front() else { return };
            if done(place) {
                self.give_back(place);
                freed(place);
            } else {
                self.retiring.push_back(place);
            }
        }
    }

    fn give_back(&mut self, place: u32) {
        let list = if place < self.spare_from { &mut self.free } else { &mut self.spare };
        list.push_back(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All that can be taken.
    fn taken(places: &mut Places) -> Vec<u32> {
        std::iter::from_fn(|| places.take()).collect()
    }

    #[test]
    fn they_come_back_in_the_order_in_which_they_went() {
        let mut places = Places::new(4, 4).unwrap();
        assert_eq!(taken(&mut places), [0, 1, 2, 3]);
        [2, 0, 3].into_iter().for_each(|place| places.retire(place));
        places.reclaim(false, |_| false, drop);
        assert!(!places.has_free());
        places.reclaim(false, |place| place != 3, drop);
        assert_eq!(taken(&mut places), [2, 0]);
    }

    #[test]
    fn one_that_is_not_done_with_is_passed_over_only_if_none_is_free() {
        let mut places = Places::new(3, 3).unwrap();
        taken(&mut places);
        [0, 1].into_iter().for_each(|place| places.retire(place));
        places.reclaim(false, |place| place == 1, drop);
        assert_eq!(taken(&mut places), [1]);
        // Now 2 is free, so 0 keeps 1 waiting.
        [1, 2].into_iter().for_each(|place| places.retire(place));
        places.reclaim(false, |place| place == 2, drop);
        places.reclaim(false, |place| place == 1, drop);
        assert_eq!(taken(&mut places), [2]);
        places.reclaim(false, |_| true, drop);
        assert_eq!(taken(&mut places), [0, 1]);
    }
}
