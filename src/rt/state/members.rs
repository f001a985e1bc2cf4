//! Which slots are in which room: lists in chunks of one cache line from a pool of fixed size.
//!
//! A chunk holds 15 slot numbers and the next chunk, so that walking a room of ten costs one line and lets the
//! processor fetch the slots in parallel. The pool suffices by construction: a slot is in one room at a time, and a
//! list of n slots holds at most n/15 + 1 chunks.

use crate::rt::index::NONE;
use crate::rt::sync::prefetch::fetch;

/// Slot numbers in one chunk.
const CHUNK: usize = 15;

/// One cache line of a list.
#[repr(C, align(64))]
#[derive(Clone, Copy, Debug)]
pub struct MemberChunk {
    slots: [u32; CHUNK],
    next: u32,
}

impl MemberChunk {
    /// A chunk without slots.
    pub const BLANK: MemberChunk = MemberChunk { slots: [NONE; CHUNK], next: NONE };
}

/// A list of slots in the order in which they came.
#[derive(Clone, Copy, Debug)]
pub struct MemberList {
    first: u32,
    last: u32,
    len: u32,
}

impl MemberList {
    /// The empty list.
    pub const EMPTY: MemberList = MemberList { first: NONE, last: NONE, len: 0 };

    /// Returns true if it has no slots.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// All chunks of an engine.
#[derive(Debug)]
pub struct MemberPool {
    chunks: Box<[MemberChunk]>,
    free: u32,
}

impl MemberPool {
    /// A pool of those chunks, [`MemberPool::chunks_for`] its slots and rooms.
    pub fn new(mut chunks: Box<[MemberChunk]>) -> MemberPool {
        let mut free = NONE;
        for (index, chunk) in chunks.iter_mut().enumerate().rev() {
            *chunk = MemberChunk { next: free, ..MemberChunk::BLANK };
            free = index as u32;
        }
        MemberPool { chunks, free }
    }

    /// Chunks enough for `slots` slots in `rooms` rooms.
    pub fn chunks_for(slots: u32, rooms: u32) -> usize {
        slots as usize / CHUNK + slots.min(rooms) as usize + 1
    }

    /// Adds `slot` at the end. `false`, with nothing changed, if the pool is exhausted (which its size excludes).
    pub fn push(&mut self, list: &mut MemberList, slot: u32) -> bool {
        let at = list.len as usize % CHUNK;
        if at == 0 {
            let index = self.free;
            let Some(chunk) = self.chunks.get_mut(index as usize) else { return false };
            self.free = chunk.next;
            chunk.next = NONE;
            if list.first == NONE {
                list.first = index;
            } else if let Some(last) = self.chunks.get_mut(list.last as usize) {
                last.next = index;
            }
            list.last = index;
        }
        let chunk = self.chunks.get_mut(list.last as usize);
        if let Some(place) = chunk.and_then(|chunk| chunk.slots.get_mut(at)) {
            *place = slot;
        }
        list.len += 1;
        true
    }

    /// The slots of `list`, in order.
    pub fn iter<'a>(&'a self, list: &MemberList) -> Iter<'a> {
        Iter { pool: self, chunk: list.first, at: 0, left: list.len }
    }

    /// Prefetches the list's first chunk.
    #[inline(always)]
    pub fn fetch(&self, list: &MemberList) {
        if let Some(chunk) = self.chunks.get(list.first as usize) {
            fetch(chunk);
        }
    }

    /// Keeps the slots for which `keep` is true, in order, and returns the chunks that are no longer needed.
    pub fn retain(&mut self, list: &mut MemberList, mut keep: impl FnMut(u32) -> bool) {
        let (mut from, mut to) = (list.first, list.first);
        let (mut kept, mut last) = (0_usize, NONE);
        for position in 0..list.len as usize {
            let Some(chunk) = self.chunks.get(from as usize) else { break };
            let Some(slot) = chunk.slots.get(position % CHUNK).copied() else { break };
            if position % CHUNK == CHUNK - 1 {
                from = chunk.next;
            }
            if !keep(slot) {
                continue;
            }
            let Some(chunk) = self.chunks.get_mut(to as usize) else { break };
            if let Some(place) = chunk.slots.get_mut(kept % CHUNK) {
                *place = slot;
            }
            last = to;
            kept += 1;
            if kept % CHUNK == 0 {
                to = chunk.next;
            }
        }
        let surplus = match self.chunks.get_mut(last as usize) {
            Some(chunk) => core::mem::replace(&mut chunk.next, NONE),
            None => core::mem::replace(&mut list.first, NONE),
        };
        list.last = last;
        list.len = kept as u32;
        self.give_back(surplus);
    }

    fn give_back(&mut self, mut chunk: u32) {
        while let Some(entry) = self.chunks.get_mut(chunk as usize) {
            let next = core::mem::replace(&mut entry.next, self.free);
            self.free = chunk;
            chunk = next;
        }
    }

    /// The memory, for locking it.
    pub fn region(&self) -> (*const u8, usize) {
        (self.chunks.as_ptr().cast(), size_of_val(&*self.chunks))
    }
}

/// The slots of a list.
#[derive(Debug)]
pub struct Iter<'a> {
    pool: &'a MemberPool,
    chunk: u32,
    at: usize,
    left: u32,
}

impl Iterator for Iter<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.left == 0 {
            return None;
        }
        let chunk = self.pool.chunks.get(self.chunk as usize)?;
        let slot = *chunk.slots.get(self.at)?;
        self.left -= 1;
        self.at += 1;
        if self.at == CHUNK {
            self.at = 0;
            self.chunk = chunk.next;
        }
        Some(slot)
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Against plain vectors: any pushes and removals, and no chunk is ever lost or missing.
        #[test]
        fn lists_are_vectors(steps in proptest::collection::vec((0..4_usize, any::<bool>()), 1..600)) {
            let slots = 64;
            let mut pool = MemberPool::new(vec![MemberChunk::BLANK; MemberPool::chunks_for(slots, 4)].into_boxed_slice());
            let mut lists = [MemberList::EMPTY; 4];
            let mut model: [Vec<u32>; 4] = Default::default();
            for (room, push) in steps {
                let absent = (0..slots).find(|s| !model.iter().any(|m| m.contains(s)));
                if let (true, Some(slot)) = (push, absent) {
                    prop_assert!(pool.push(&mut lists[room], slot));
                    model[room].push(slot);
                } else {
                    let drop = model[room].get(model[room].len() / 2).copied().unwrap_or(NONE);
                    pool.retain(&mut lists[room], |s| s != drop && s % 7 != 3);
                    model[room].retain(|&s| s != drop && s % 7 != 3);
                }
                for (list, model) in lists.iter().zip(&model) {
                    prop_assert_eq!(pool.iter(list).collect::<Vec<_>>(), model.clone());
                }
            }
            for list in &mut lists {
                pool.retain(list, |_| false);
                prop_assert!(list.is_empty());
            }
            let mut free = 0;
            let mut at = pool.free;
            while at != NONE {
                free += 1;
                at = pool.chunks[at as usize].next;
            }
            prop_assert_eq!(free, pool.chunks.len());
        }
    }
}
