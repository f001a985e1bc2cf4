//! A list of fixed capacity in memory that the control layer has allocated: a vector that never grows.

use core::ops::{Deref, DerefMut};

/// A list that uses the front of a memory block of fixed size.
#[derive(Debug)]
pub struct FixedVec<T> {
    memory: Box<[T]>,
    len: usize,
}

impl<T: Copy> FixedVec<T> {
    /// An empty list in `memory`, whose length is the list's capacity.
    pub fn new(memory: Box<[T]>) -> FixedVec<T> {
        FixedVec { memory, len: 0 }
    }

    /// Adds `item` at the end. Returns false and changes nothing if the list is full.
    #[inline(always)]
    pub fn push(&mut self, item: T) -> bool {
        let Some(place) = self.memory.get_mut(self.len) else {
            return false;
        };
        *place = item;
        self.len += 1;
        true
    }

    /// Inserts `item` at index `at`, or at the end if `at` is the length. Returns false and changes nothing if the list
    /// is full or shorter than `at`.
    pub fn insert(&mut self, at: usize, item: T) -> bool {
        let Some(tail) = self.memory.get_mut(at..=self.len).filter(|tail| !tail.is_empty()) else {
            return false;
        };
        tail.rotate_right(1);
        tail.iter_mut().take(1).for_each(|place| *place = item);
        self.len += 1;
        true
    }

    /// Keeps the items for which `keep` is true, in order.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        let mut kept = 0;
        for at in 0..self.len {
            let Some(item) = self.memory.get(at).copied() else {
                break;
            };
            if keep(&item)
                && let Some(place) = self.memory.get_mut(kept)
            {
                *place = item;
                kept += 1;
            }
        }
        self.len = kept;
    }

    /// Removes all items.
    pub fn clear(&mut self) {
        self.len = 0;
    }

    /// The address and size of the memory, so that it can be locked into RAM.
    pub fn region(&self) -> (*const u8, usize) {
        (self.memory.as_ptr().cast(), size_of_val(&*self.memory))
    }
}

impl<T> Deref for FixedVec<T> {
    type Target = [T];
    #[inline(always)]
    fn deref(&self) -> &[T] {
        self.memory.get(..self.len).unwrap_or_default()
    }
}

impl<T> DerefMut for FixedVec<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        self.memory.get_mut(..self.len).unwrap_or_default()
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Compares it with a plain vector that is cut at the capacity.
        #[test]
        fn a_list_is_a_vector(steps in proptest::collection::vec((0..4_u8, 0..12_usize, any::<u8>()), 1..200)) {
            let mut list = FixedVec::new(vec![0_u8; 9].into_boxed_slice());
            let mut model = Vec::new();
            for (what, at, item) in steps {
                match what {
                    0 => {
                        prop_assert_eq!(list.push(item), model.len() < 9);
                        model.push(item);
                        model.truncate(9);
                    }
                    1 => {
                        let fits = model.len() < 9 && at <= model.len();
                        prop_assert_eq!(list.insert(at, item), fits);
                        if fits {
                            model.insert(at, item);
                        }
                    }
                    2 => {
                        list.retain(|x| x % 5 != item % 5);
                        model.retain(|x| x % 5 != item % 5);
                    }
                    _ if at == 0 => {
                        list.clear();
                        model.clear();
                    }
                    _ => list.iter_mut().zip(&mut model).for_each(|(a, b)| (*a, *b) = (item, item)),
                }
                prop_assert_eq!(&list[..], &model[..]);
            }
        }
    }
}
