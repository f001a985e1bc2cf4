//! The events of one tick before they are ordered: each worker collects its own, and the ticking thread merges them.

use super::event::{Event, EventKind};
use super::event_shares::EventShares;
use crate::rt::dtmf::press_events::PressEvents;
use crate::rt::fixed_vec::FixedVec;

/// An event and its place within the tick. The effects of commands come first, in the order of the commands, so that
/// moves of a participant are reported in the order in which they happened; then the events of each room, by (room,
/// number).
#[derive(Clone, Copy, Debug)]
pub struct Staged {
    /// The sort key: room index + 1 in the high bits (0: commands, and the engine itself), then the phase, then the
    /// event's number within its buffer.
    pub key: u64,
    /// The share of the queue that it counts against.
    pub share: u32,
    /// The event.
    pub event: Event,
}

impl Staged {
    /// The content of unused entries.
    pub const BLANK: Staged = Staged { key: 0, share: 0, event: Event::of(EventKind::Gap, 0) };
}

/// The events of one share in a buffer in this tick.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    staged: u32,
    dropped: u32,
}

/// The part of a tick that an event belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Phase {
    /// Effects of commands, whatever the room.
    Commands = 0,
    /// Events of a room's members, in their order.
    Members = 1,
    /// Events of a room itself.
    Room = 2,
}

/// Events in a buffer of fixed size.
///
/// The buffer applies the same limits per share as the queue, so the events of one account never take the places of
/// another. Each worker fills its buffer in the final order (rooms are claimed in ascending order). An event that the
/// buffer drops would not fit into the queue either, so the number of workers does not change which events are dropped.
#[derive(Debug)]
pub struct Staging {
    entries: FixedVec<Staged>,
    /// Indexed by share.
    tallies: Box<[Tally]>,
    /// The shares that have events in this tick.
    touched: FixedVec<u32>,
    number: u64,
}

impl Staging {
    /// An empty buffer. `entries` has as many elements as the queue has places; `tallies` and `touched` have one per
    /// share.
    pub fn new(entries: Box<[Staged]>, tallies: Box<[Tally]>, touched: Box<[u32]>) -> Staging {
        Staging { entries: FixedVec::new(entries), tallies, touched: FixedVec::new(touched), number: 0 }
    }

    /// Adds an event of the room with index `room`.
    pub fn add(&mut self, shares: &EventShares, room: u32, phase: Phase, event: Event) {
        let room = if phase == Phase::Commands { 0 } else { u64::from(room) + 1 };
        self.add_at(shares, room << 32 | (phase as u64) << 29, shares.of(&event), event);
    }

    /// Adds the events of key presses; `of` is an event that names their participant, in the room of that index.
    pub fn add_presses(
        &mut self,
        shares: &EventShares,
        room: u32,
        phase: Phase,
        presses: &PressEvents,
        of: Event,
    ) {
        for event in presses.events(of) {
            self.add(shares, room, phase, event);
        }
    }

    /// Adds an event of the engine, or of a session in or out of a room. It precedes the events of rooms.
    pub fn add_for_engine(&mut self, shares: &EventShares, event: Event) {
        self.add_at(shares, 0, shares.of(&event), event);
    }

    /// Adds an event from the control layer, which counts against `share`. It precedes the events of rooms.
    pub fn add_reported(&mut self, shares: &EventShares, share: u32, event: Event) {
        self.add_at(shares, 0, share, event);
    }

    fn add_at(&mut self, shares: &EventShares, order: u64, share: u32, event: Event) {
        self.number += 1;
        let Some(tally) = self.tallies.get_mut(share as usize) else { return };
        if tally.staged == 0 && tally.dropped == 0 {
            self.touched.push(share);
        }
        let free = shares.free().saturating_sub(self.entries.len() as u32);
        let staged = Staged { key: order | self.number, share, event };
        if !shares.has_losses(share) && shares.fits(share, tally.staged, free) && self.entries.push(staged) {
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

    /// The number of dropped events by share.
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

    /// The addresses and sizes of the memory, so that it can be locked into RAM.
    pub fn regions(&self) -> [(*const u8, usize); 3] {
        let tallies = (self.tallies.as_ptr().cast(), size_of_val(&*self.tallies));
        [self.entries.region(), tallies, self.touched.region()]
    }
}
