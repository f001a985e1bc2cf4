//! Whose events are whose: the share of the event queue that belongs to the participant of a slot, and to a room.
//!
//! Shares are numbered; an account has one while it has participants. The control floor writes; ticks read.

use super::event::Event;
use crate::handle::{ParticipantId, RoomId};
use crate::rt::sync::atomics::{AtomicBool, AtomicU32, AtomicU64, Ordering};

/// The share of what belongs to no account.
pub const NO_ACCOUNT: u32 = 0;

/// One share of the event queue.
#[derive(Debug, Default)]
pub struct ShareCell {
    /// Events that were put into the queue. Written by the ticking thread only.
    pushed: AtomicU32,
    /// Events of them that the host has polled. Written by the poller only.
    polled: AtomicU32,
    /// Events have been lost since the host was last told all. Written by the ticking thread only.
    loses: AtomicBool,
}

/// EventSubject has which share of the event queue, and how much of it is in use.
#[derive(Debug)]
pub struct EventShares {
    /// By slot: the generation of the participant that has it, and its share.
    slots: Box<[AtomicU64]>,
    /// By index: the generation of the room that has it, and its share.
    rooms: Box<[AtomicU64]>,
    cells: Box<[ShareCell]>,
    /// Events that one share may have in the queue.
    most: u32,
    /// Places that were free as the tick began.
    free: AtomicU32,
}

impl EventShares {
    /// Nobody has a share; each is of up to `most` events.
    pub fn new(
        slots: Box<[AtomicU64]>,
        rooms: Box<[AtomicU64]>,
        cells: Box<[ShareCell]>,
        most: u32,
    ) -> EventShares {
        EventShares { slots, rooms, cells, most, free: AtomicU32::new(0) }
    }

    /// The participant of that handle has that share. Only for the control floor, before its handle is known.
    pub fn set_participant(&self, participant: ParticipantId, share: u32) {
        if let Some(place) = self.slots.get(participant.index() as usize) {
            place.store(word(participant.generation(), share), Ordering::Relaxed);
        }
    }

    /// The room of that handle has that share. Only for the control floor, before anybody is in it.
    pub fn set_room(&self, room: RoomId, share: u32) {
        if let Some(place) = self.rooms.get(room.index() as usize) {
            place.store(word(room.generation(), share), Ordering::Relaxed);
        }
    }

    /// The share that an event takes: its participant's, else its room's. What is gone, and whose place another has, takes
    /// nobody's.
    pub fn of(&self, event: &Event) -> u32 {
        if event.participant != ParticipantId::NONE {
            self.of_participant(event.participant)
        } else if event.room != RoomId::NONE {
            share_in(self.rooms.get(event.room.index() as usize), event.room.generation())
        } else {
            NO_ACCOUNT
        }
    }

    /// The share of a participant.
    pub fn of_participant(&self, participant: ParticipantId) -> u32 {
        share_in(self.slots.get(participant.index() as usize), participant.generation())
    }

    /// How many events of one share may be in the queue.
    pub fn most(&self) -> u32 {
        self.most
    }

    /// Whether a share may have one more event in the queue, beside `more` that wait to be put there: up to the most that
    /// it may, and fewer than the places that are free.
    pub fn may(&self, share: u32, more: u32, free: u32) -> bool {
        self.used(share).saturating_add(more) < self.most.min(free)
    }

    /// Events of a share that wait in the queue.
    pub fn used(&self, share: u32) -> u32 {
        self.cell(share).map_or(0, |cell| {
            let polled = cell.polled.load(Ordering::Acquire);
            cell.pushed.load(Ordering::Relaxed).wrapping_sub(polled)
        })
    }

    /// An event of a share is in the queue. Only for the holder of the ticker.
    pub fn push(&self, share: u32) {
        if let Some(cell) = self.cell(share) {
            cell.pushed.store(cell.pushed.load(Ordering::Relaxed).wrapping_add(1), Ordering::Release);
        }
    }

    /// The host has polled an event of a share. Only for the poller.
    pub fn poll(&self, share: u32) {
        if let Some(cell) = self.cell(share) {
            cell.polled.store(cell.polled.load(Ordering::Relaxed).wrapping_add(1), Ordering::Release);
        }
    }

    /// Whether events of a share have been lost, and not all was told since.
    pub fn loses(&self, share: u32) -> bool {
        self.cell(share).is_some_and(|cell| cell.loses.load(Ordering::Relaxed))
    }

    /// Notes whether a share loses events. Only for the holder of the ticker.
    pub fn set_loses(&self, share: u32, loses: bool) {
        if let Some(cell) = self.cell(share) {
            cell.loses.store(loses, Ordering::Release);
        }
    }

    /// Whether a share has nothing in the queue and has lost nothing, so that it may go to another account.
    pub fn is_idle(&self, share: u32) -> bool {
        self.used(share) == 0 && !self.cell(share).is_some_and(|cell| cell.loses.load(Ordering::Acquire))
    }

    /// Places of the queue that were free as the tick in progress began.
    pub fn free(&self) -> u32 {
        self.free.load(Ordering::Relaxed)
    }

    /// A tick begins with so many places free. Only for the holder of the ticker, outside the fork.
    pub fn begin(&self, free: u32) {
        self.free.store(free, Ordering::Relaxed);
    }

    fn cell(&self, share: u32) -> Option<&ShareCell> {
        self.cells.get(share as usize)
    }

    /// The memory, for locking it.
    pub fn regions(&self) -> [(*const u8, usize); 3] {
        [
            (self.slots.as_ptr().cast(), size_of_val(&*self.slots)),
            (self.rooms.as_ptr().cast(), size_of_val(&*self.rooms)),
            (self.cells.as_ptr().cast(), size_of_val(&*self.cells)),
        ]
    }
}

const fn word(generation: u32, share: u32) -> u64 {
    (generation as u64) << 32 | share as u64
}

fn share_in(place: Option<&AtomicU64>, generation: u32) -> u32 {
    let word = place.map_or(0, |place| place.load(Ordering::Relaxed));
    if (word >> 32) as u32 == generation { word as u32 } else { NO_ACCOUNT }
}
