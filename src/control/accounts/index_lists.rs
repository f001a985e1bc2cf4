//! Linked lists of indices in fixed memory. Each index is in one list at most.

use crate::control::os::fallible::filled;
use crate::error::Result;

/// The end of a list.
const NONE: u32 = u32::MAX;

/// A fixed number of linked lists.
#[derive(Debug)]
pub struct IndexLists {
    /// The first index of each list.
    first: Box<[u32]>,
    /// The index after each index.
    next: Box<[u32]>,
}

impl IndexLists {
    /// `lists` empty lists of indices below `count`.
    pub fn new(lists: usize, count: usize) -> Result<IndexLists> {
        Ok(IndexLists { first: filled(lists, NONE)?, next: filled(count, NONE)? })
    }

    /// Bytes that [`IndexLists::new`] takes.
    pub const fn bytes(lists: usize, count: usize) -> u64 {
        ((lists + count) * size_of::<u32>()) as u64
    }

    /// Adds an index that is in no list to the front of a list.
    pub fn push(&mut self, list: usize, number: u32) {
        self.next[number as usize] = std::mem::replace(&mut self.first[list], number);
    }

    /// Removes an index from a list, if it is in it.
    pub fn remove(&mut self, list: usize, number: u32) {
        let after = self.next[number as usize];
        let before = self.iter(list).find(|&other| self.next[other as usize] == number);
        match before {
            Some(before) => self.next[before as usize] = after,
            None if self.first[list] == number => self.first[list] = after,
            None => {}
        }
    }

    /// Removes the first index of a list.
    pub fn pop(&mut self, list: usize) -> Option<u32> {
        let first = self.iter(list).next()?;
        self.first[list] = self.next[first as usize];
        Some(first)
    }

    /// The indices of a list, the last added first.
    pub fn iter(&self, list: usize) -> impl Iterator<Item = u32> + '_ {
        let some = |number: u32| (number != NONE).then_some(number);
        std::iter::successors(some(self.first[list]), move |&number| some(self.next[number as usize]))
    }

    /// Returns true if a list is empty.
    pub fn is_empty(&self, list: usize) -> bool {
        self.first[list] == NONE
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn any_may_be_taken_out() {
        let mut lists = IndexLists::new(2, 5).unwrap();
        assert!(lists.is_empty(0));
        for gone in 0..5 {
            (0..5).for_each(|number| lists.push(0, number));
            lists.remove(0, gone);
            lists.remove(0, gone);
            let left: Vec<u32> = lists.iter(0).collect();
            assert_eq!(left, (0..5).rev().filter(|&number| number != gone).collect::<Vec<_>>());
            lists.push(1, gone);
            assert_eq!(lists.iter(1).collect::<Vec<_>>(), [gone]);
            lists.remove(1, gone);
            assert_eq!(lists.pop(0), Some(left[0]));
            left.iter().for_each(|&number| lists.remove(0, number));
            assert_eq!(lists.pop(0), None);
            assert!(lists.is_empty(0) && lists.is_empty(1));
        }
    }
}
