//! The ring of a line's marks: from the thread that has claimed the writer to the tick.
//!
//! A mark is two words. All that both ends touch is atomic, so nothing but the order of the marks depends on there being
//! one thread at each end.

#![expect(
    clippy::disallowed_types,
    reason = "both ends belong to a slot, from the making of the engine to its end, as those of the other rings do"
)]

use super::mark::{Mark, MarkKind, Step};
use crate::rt::sync::atomics::{AtomicU32, AtomicU64, Ordering};
use std::sync::Arc;

/// Marks that may wait for the tick.
pub const MARKS: usize = if cfg!(loom) { 2 } else { 48 };

/// The marks of a line that wait.
#[derive(Debug)]
#[repr(C, align(64))]
pub struct MarkRing {
    /// Where the next mark is written, and where it is read: counted modulo twice the length, so that a full ring is not
    /// an empty one.
    written: AtomicU32,
    read: AtomicU32,
    marks: [[AtomicU64; 2]; MARKS],
}

/// The writer's end.
#[derive(Debug)]
pub struct MarkWriter {
    ring: Arc<MarkRing>,
    /// Where the next mark is written.
    written: u32,
}

/// The tick's end.
#[derive(Debug)]
pub struct MarkReader {
    ring: Arc<MarkRing>,
    /// Where the next mark is read.
    read: u32,
}

/// Where counting begins anew.
const TURN: u32 = 2 * MARKS as u32;

impl MarkRing {
    /// An empty ring.
    pub fn new() -> MarkRing {
        MarkRing {
            written: AtomicU32::new(0),
            read: AtomicU32::new(0),
            marks: core::array::from_fn(|_| [AtomicU64::new(0), AtomicU64::new(0)]),
        }
    }

    /// Both ends of a ring.
    pub fn ends(self: Arc<MarkRing>) -> (MarkWriter, MarkReader) {
        (MarkWriter { ring: self.clone(), written: 0 }, MarkReader { ring: self, read: 0 })
    }

    /// The place of a mark.
    fn at(&self, count: u32) -> Option<&[AtomicU64; 2]> {
        self.marks.get(count as usize % MARKS)
    }
}

impl Default for MarkRing {
    fn default() -> MarkRing {
        MarkRing::new()
    }
}

/// How many marks lie between two counts.
fn between(read: u32, written: u32) -> usize {
    ((written + TURN - read) % TURN) as usize
}

impl MarkWriter {
    /// How many marks there is room for.
    pub fn room(&self) -> usize {
        MARKS - between(self.ring.read.load(Ordering::Acquire), self.written).min(MARKS)
    }

    /// Adds a mark. Returns false, with nothing done, if there is no room for it.
    pub fn push(&mut self, mark: Mark) -> bool {
        if self.room() == 0 {
            return false;
        }
        let Some([value, rest]) = self.ring.at(self.written) else { return false };
        value.store(mark.value, Ordering::Relaxed);
        rest.store(pack(mark), Ordering::Relaxed);
        self.written = (self.written + 1) % TURN;
        self.ring.written.store(self.written, Ordering::Release);
        true
    }

    /// The memory of the ring, for locking it.
    pub fn region(&self) -> (*const u8, usize) {
        (Arc::as_ptr(&self.ring).cast(), size_of::<MarkRing>())
    }
}

impl MarkReader {
    /// The oldest mark.
    pub fn peek(&self) -> Option<Mark> {
        if self.read == self.ring.written.load(Ordering::Acquire) {
            return None;
        }
        let [value, rest] = self.ring.at(self.read)?;
        Some(unpack(value.load(Ordering::Relaxed), rest.load(Ordering::Relaxed)))
    }

    /// Removes the oldest mark, of which there must be one.
    pub fn pop(&mut self) {
        self.read = (self.read + 1) % TURN;
        self.ring.read.store(self.read, Ordering::Release);
    }
}

/// Bits of the join, and of the kind; the position has the rest: the samples of 23 years at 48 kHz.
const JOIN_BITS: u32 = u16::BITS;
const KIND_BITS: u32 = 3;

/// What a mark has beside its value.
fn pack(mark: Mark) -> u64 {
    let kind = match mark.kind {
        MarkKind::Note => 0,
        MarkKind::Samples(Step::Media) => 1,
        MarkKind::Samples(Step::Talkspurt) => 2,
        MarkKind::Samples(Step::Break) => 3,
        MarkKind::Samples(Step::Origin) => 4,
    };
    mark.position << (JOIN_BITS + KIND_BITS) | kind << JOIN_BITS | u64::from(mark.join)
}

/// The mark that [`pack`] was given.
fn unpack(value: u64, rest: u64) -> Mark {
    let kind = match rest >> JOIN_BITS & ((1 << KIND_BITS) - 1) {
        0 => MarkKind::Note,
        1 => MarkKind::Samples(Step::Media),
        2 => MarkKind::Samples(Step::Talkspurt),
        3 => MarkKind::Samples(Step::Break),
        _ => MarkKind::Samples(Step::Origin),
    };
    Mark { position: rest >> (JOIN_BITS + KIND_BITS), kind, value, join: rest as u16 }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::VecDeque;

    fn mark() -> impl Strategy<Value = Mark> {
        let steps = [Step::Media, Step::Talkspurt, Step::Break, Step::Origin].map(MarkKind::Samples);
        let kind = prop::sample::select(steps.into_iter().chain([MarkKind::Note]).collect::<Vec<_>>());
        (0..1_u64 << 45, kind, any::<u64>(), any::<u16>()).prop_map(|(position, kind, value, join)| Mark {
            position,
            kind,
            value,
            join,
        })
    }

    proptest! {
        /// Compares it with a queue of at most so many marks.
        #[test]
        fn a_ring_is_a_queue(steps in prop::collection::vec(prop::option::weighted(0.6, mark()), 1..400)) {
            let (mut writer, mut reader) = Arc::new(MarkRing::new()).ends();
            let mut model = VecDeque::new();
            for step in steps {
                match step {
                    Some(mark) => {
                        prop_assert_eq!(writer.push(mark), model.len() < MARKS);
                        model.push_back(mark);
                        model.truncate(MARKS);
                    }
                    None if model.pop_front().is_some() => reader.pop(),
                    None => {}
                }
                prop_assert_eq!(reader.peek(), model.front().copied());
                prop_assert_eq!(writer.room(), MARKS - model.len());
            }
        }
    }

    /// Two threads at once: the marks come in their order, and whole.
    #[test]
    fn marks_come_as_they_were_made() {
        let (mut writer, mut reader) = Arc::new(MarkRing::new()).ends();
        let mark = |number: u64| Mark {
            position: number,
            kind: MarkKind::Note,
            value: !number,
            join: number as u16,
        };
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for number in 0..200_000 {
                    while !writer.push(mark(number)) {
                        std::thread::yield_now();
                    }
                }
            });
            for number in 0..200_000 {
                let next = loop {
                    match reader.peek() {
                        Some(next) => break next,
                        None => std::thread::yield_now(),
                    }
                };
                assert_eq!(next, mark(number));
                reader.pop();
            }
        });
    }
}
