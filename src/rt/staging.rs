//! Events of one tick before they are put in order: each worker collects its own, the ticking thread merges them.

use super::event::Event;

/// An event and its place in the order (room, number).
#[derive(Clone, Copy, Debug)]
pub struct Staged {
    /// Room index + 1 above (0: the engine itself), then the phase, then the event's number within its buffer.
    pub key: u64,
    /// The event.
    pub event: Event,
}

/// Where within a tick an event of a room belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Phase {
    /// What commands did to it.
    Commands = 0,
    /// What its members did, in their order.
    Members = 1,
    /// What became of the room itself.
    Room = 2,
}

/// Events in a buffer of fixed size.
///
/// A full buffer drops the newest. Workers fill theirs in the final order (rooms are claimed in ascending order), so
/// the first `capacity` events of the merged order are the same whatever the number of workers, and no more than
/// that fit into the queue to the host.
#[derive(Debug)]
pub struct Staging {
    entries: Vec<Staged>,
    dropped: u64,
    number: u64,
}

impl Staging {
    /// A buffer of `capacity` events. Allocates: only when an engine is made or workers are started.
    pub fn new(capacity: usize) -> Staging {
        Staging { entries: Vec::with_capacity(capacity), dropped: 0, number: 0 }
    }

    /// Bytes that a buffer takes.
    pub fn bytes(capacity: usize) -> u64 {
        (capacity * size_of::<Staged>()) as u64
    }

    /// Adds an event of the room of that index.
    pub fn add(&mut self, room: u32, phase: Phase, event: Event) {
        self.add_at((u64::from(room) + 1) << 32 | (phase as u64) << 29, event);
    }

    /// Adds an event of the engine itself: before those of rooms.
    pub fn add_for_engine(&mut self, event: Event) {
        self.add_at(0, event);
    }

    fn add_at(&mut self, place: u64, event: Event) {
        self.number += 1;
        if self.entries.len() < self.entries.capacity() {
            self.entries.push(Staged { key: place | self.number, event });
        } else {
            self.dropped += 1;
        }
    }

    /// Puts the events in order.
    pub fn sort(&mut self) {
        self.entries.sort_unstable_by_key(|entry| entry.key);
    }

    /// The events.
    pub fn entries(&self) -> &[Staged] {
        &self.entries
    }

    /// How many did not fit.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Empties the buffer.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.dropped = 0;
        self.number = 0;
    }

    /// The memory, for locking it.
    pub fn region(&self) -> (*const u8, usize) {
        (self.entries.as_ptr().cast(), self.entries.capacity() * size_of::<Staged>())
    }
}
