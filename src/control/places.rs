//! Places that are given, and given again when nobody has to do with them any more.

use std::collections::VecDeque;

/// The places 0, 1, 2 …: which are free, and which wait to be.
#[derive(Debug)]
pub struct Places {
    free: VecDeque<u32>,
    /// Given back, until the tick and the host's threads have done with them.
    retiring: VecDeque<u32>,
}

impl Places {
    /// `max` places, all free.
    pub fn new(max: u32) -> Places {
        Places { free: (0..max).collect(), retiring: VecDeque::with_capacity(max as usize) }
    }

    /// Bytes that a place takes in both queues.
    pub const BYTES: usize = 2 * size_of::<u32>();

    /// Whether one is free.
    pub fn has_free(&self) -> bool {
        !self.free.is_empty()
    }

    /// A free one, that which has been free for longest.
    pub fn take(&mut self) -> Option<u32> {
        self.free.pop_front()
    }

    /// One that waits for [`Places::reclaim`] from now on.
    pub fn retire(&mut self, place: u32) {
        self.retiring.push_back(place);
    }

    /// Frees those of which `done` says that nobody has to do with them any more: in the order in which they were
    /// retired, so that whoever calls this, and when, does not decide who gets which. Only if none is free is one passed
    /// over that is not done with.
    pub fn reclaim(&mut self, done: impl Fn(u32) -> bool) {
        while let Some(&place) = self.retiring.front() {
            if !done(place) {
                break;
            }
            self.retiring.pop_front();
            self.free.push_back(place);
        }
        if self.has_free() {
            return;
        }
        for _ in 0..self.retiring.len() {
            let Some(place) = self.retiring.pop_front() else { return };
            if done(place) {
                self.free.push_back(place);
            } else {
                self.retiring.push_back(place);
            }
        }
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
        let mut places = Places::new(4);
        assert_eq!(taken(&mut places), [0, 1, 2, 3]);
        [2, 0, 3].into_iter().for_each(|place| places.retire(place));
        places.reclaim(|_| false);
        assert!(!places.has_free());
        places.reclaim(|place| place != 3);
        assert_eq!(taken(&mut places), [2, 0]);
    }

    #[test]
    fn one_that_is_not_done_with_is_passed_over_only_if_none_is_free() {
        let mut places = Places::new(3);
        taken(&mut places);
        [0, 1].into_iter().for_each(|place| places.retire(place));
        places.reclaim(|place| place == 1);
        assert_eq!(taken(&mut places), [1]);
        // Now 2 is free, so 0 keeps 1 waiting.
        [1, 2].into_iter().for_each(|place| places.retire(place));
        places.reclaim(|place| place == 2);
        places.reclaim(|place| place == 1);
        assert_eq!(taken(&mut places), [2]);
        places.reclaim(|_| true);
        assert_eq!(taken(&mut places), [0, 1]);
    }
}
