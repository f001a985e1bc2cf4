//! Events of one tick before they are put in order: each worker collects its own, the ticking thread merges them.

use super::event::{Event, EventKind};
use super::event_shares::EventShares;
use crate::rt::fixed_vec::FixedVec;

/// An event and its place within its tick: what commands did comes first, in the order of the commands, so that who
/// goes from room to room is told of in the order in which it went; then what became of each room, by (room, number).
#[derive(Clone, Copy, Debug)]
pub struct Staged {
    /// Room index + 1 above (0: commands, and the engine itself), then the phase, then the event's number within its
    /// buffer.
    pub key: u64,
    /// The share of the queue that it takes.
    pub share: u32,
    /// The event.
    pub event: Event,
}

impl Staged {
    /// What fills the memory of a buffer before it is used.
    pub const BLANK: Staged = Staged { key: 0, share: 0, event: Event::of(EventKind::Gap, 0) };
}

/// What a buffer has of one share in this tick.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    staged: u32,
    dropped: u32,
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
/// An account keeps its events there under the same rule by which they come into the queue, so those of others find their
/// places. Workers fill theirs in the final order (rooms are claimed in ascending order): what a buffer drops would not
/// come into the queue either, so it is the same events that do, whatever the number of workers.
#[derive(Debug)]
pub struct Staging {
    entries: FixedVec<Staged>,
    /// By share.
    tallies: Box<[Tally]>,
    /// The shares that have a tally in this tick.
    touched: FixedVec<u32>,
    number: u64,
}

impl Staging {
    /// An empty buffer in `entries`, as many as the queue has places, with a tally and a place in `touched` for each share.
    pub fn new(entries: Box<[Staged]>, tallies: Box<[Tally]>, touched: Box<[u32]>) -> Staging {
        Staging { entries: FixedVec::new(entries), tallies, touched: FixedVec::new(touched), number: 0 }
    }

    /// Adds an event that concerns the room of that index.
    pub fn add(&mut self, owners: &EventShares, room: u32, phase: Phase, event: Event) {
        let room = if phase == Phase::Commands { 0 } else { u64::from(room) + 1 };
        self.add_at(owners, room << 32 | (phase as u64) << 29, owners.of(&event), event);
    }

    /// Adds an event of the engine itself, or of a session in or out of rooms: before those of rooms.
    pub fn add_for_engine(&mut self, owners: &EventShares, event: Event) {
        self.add_at(owners, 0, owners.of(&event), event);
    }

    /// Adds what the control floor has to tell, which takes share `share`: before what rooms tell.
    pub fn add_reported(&mut self, owners: &EventShares, share: u32, event: Event) {
        self.add_at(owners, 0, share, event);
    }

    fn add_at(&mut self, owners: &EventShares, place: u64, share: u32, event: Event) {
        self.number += 1;
        let Some(tally) = self.tallies.get_mut(share as usize) else { return };
        if tally.staged == 0 && tally.dropped == 0 {
            self.touched.push(share);
        }
        let free = owners.free().saturating_sub(self.entries.len() as u32);
        let staged = Staged { key: place | self.number, share, event };
        if !owners.loses(share) && owners.may(share, tally.staged, free) && self.entries.push(staged) {
            tally.staged += 1;
        } else {
            tally.dropped += 1;
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

    /// How many events were dropped, by share.
    pub fn dropped(&self) -> impl Iterator<Item = (u32, u32)> {
        let of = |&share: &u32| Some((share, self.tallies.get(share as usize)?.dropped));
        self.touched.iter().filter_map(of).filter(|(_, dropped)| *dropped > 0)
    }

    /// Empties the buffer.
    pub fn clear(&mut self) {
        self.entries.clear();
        for share in self.touched.iter() {
            if let Some(tally) = self.tallies.get_mut(*share as usize) {
                *tally = Tally::default();
            }
        }
        self.touched.clear();
        self.number = 0;
    }

    /// The memory, for locking it.
    pub fn regions(&self) -> [(*const u8, usize); 3] {
        let tallies = (self.tallies.as_ptr().cast(), size_of_val(&*self.tallies));
        [self.entries.region(), tallies, self.touched.region()]
    }
}
