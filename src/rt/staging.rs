//! Events of one tick before they are put in order: each worker collects its own, the ticking thread merges them.

use super::event::{Event, EventKind};
use super::fixed::Fixed;

/// An event and its place within its tick: what commands did comes first, in the order of the commands, so that who
/// goes from room to room is told of in the order in which it went; then what became of each room, by (room, number).
#[derive(Clone, Copy, Debug)]
pub struct Staged {
    /// Room index + 1 above (0: commands, and the engine itself), then the phase, then the event's number within its
    /// buffer.
    pub key: u64,
    /// The event.
    pub event: Event,
}

impl Staged {
    /// What fills the memory of a buffer before it is used.
    pub const BLANK: Staged = Staged { key: 0, event: Event::of(EventKind::Gap, 0) };
}

/// Where within a tick an event belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Phase {
    /// What commands did, whatever the room.
    Commands = 0,
    /// What a room's members did, in their order.
    Members = 1,
    /// What became of a room itself.
    Room = 2,
}

/// Events in a buffer of fixed size.
///
/// A full buffer drops the newest. Workers fill theirs in the final order (rooms are claimed in ascending order), so
/// the first `capacity` events of the merged order are the same whatever the number of workers, and no more than
/// that fit into the queue to the host.
#[derive(Debug)]
pub struct Staging {
    entries: Fixed<Staged>,
    dropped: u64,
    number: u64,
}

impl Staging {
    /// An empty buffer in `memory`, whose length is how many events it holds.
    pub fn new(memory: Box<[Staged]>) -> Staging {
        Staging { entries: Fixed::new(memory), dropped: 0, number: 0 }
    }

    /// Adds an event that concerns the room of that index.
    pub fn add(&mut self, room: u32, phase: Phase, event: Event) {
        let room = if phase == Phase::Commands { 0 } else { u64::from(room) + 1 };
        self.add_at(room << 32 | (phase as u64) << 29, event);
    }

    /// Adds an event of the engine itself: before those of rooms.
    pub fn add_for_engine(&mut self, event: Event) {
        self.add_at(0, event);
    }

    fn add_at(&mut self, place: u64, event: Event) {
        self.number += 1;
        if !self.entries.push(Staged { key: place | self.number, event }) {
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
        self.entries.region()
    }
}
