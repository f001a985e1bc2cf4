//! The shares of the event queue: which share the events of a participant or a room count against.
//!
//! Shares are numbered. An account has one while it has participants. The control layer writes; ticks read.

use super::event::Event;
use crate::handle::{ParticipantId, RoomId};
use crate::rt::sync::atomics::{AtomicBool, AtomicU32, AtomicU64, Ordering};

/// The share of events that belong to no account.
pub const NO_ACCOUNT: u32 = 0;

/// One share of the event queue.
#[derive(Debug, Default)]
pub struct ShareCell {
    /// Events that were put into the queue. Only the ticking thread writes it.
    pushed: AtomicU32,
    /// Events that the host has polled. Only the polling thread writes it.
    polled: AtomicU32,
    /// Events were lost and the state is not fully re-sent yet. Only the ticking thread writes it.
    has_losses: AtomicBool,
}

/// The share of each participant and room, and how much of each share is in use.
#[derive(Debug)]
pub struct EventShares {
    /// By slot: the generation of its participant, and its share.
    slots: Box<[AtomicU64]>,
    /// By index: the generation of its room, and its share.
    rooms: Box<[AtomicU64]>,
    cells: Box<[ShareCell]>,
    /// The most events that one share may have in the queue.
    most: u32,
    /// Places that were free when the tick began.
    free: AtomicU32,
}

impl EventShares {
    /// No participant or room has a share yet. A share is at most `most` events.
    pub fn new(
        slots: Box<[AtomicU64]>,
        rooms: Box<[AtomicU64]>,
        cells: Box<[ShareCell]>,
        most: u32,
    ) -> EventShares {
        EventShares { slots, rooms, cells, most, free: AtomicU32::new(0) }
    }

    /// Assigns a share to a participant. Only for the control layer, before it returns the handle.
    pub fn set_participant(&self, participant: ParticipantId, share: u32) {
        if let Some(entry) = self.slots.get(participant.index() as usize) {
            entry.store(word(participant.generation(), share), Ordering::Relaxed);
        }
    }

    /// Assigns a share to a room. Only for the control layer, before anyone joins the room.
    pub fn set_room(&self, room: RoomId, share: u32) {
        if let Some(entry) = self.rooms.get(room.index() as usize) {
            entry.store(word(room.generation(), share), Ordering::Relaxed);
        }
    }

    /// The share that an event counts against: its participant's, else its room's. [`NO_ACCOUNT`] if that is gone and
    /// its slot or index is in use again.
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

    /// The most events that one share may have in the queue.
    pub fn most(&self) -> u32 {
        self.most
    }

    /// Returns true if a share may add one event to the queue, beside `more` that are staged: fewer than its maximum,
    /// and fewer than the `free` places of the queue.
    pub fn fits(&self, share: u32, more: u32, free: u32) -> bool {
        self.used(share).saturating_add(more) < self.most.min(free)
    }

    /// Events of a share that the host has not polled yet.
    pub fn used(&self, share: u32) -> u32 {
        self.cell(share).map_or(0, |cell| {
            let polled = cell.polled.load(Ordering::Acquire);
            cell.pushed.load(Ordering::Relaxed).wrapping_sub(polled)
        })
    }

    /// Counts an event of a share as queued. Only for the thread that holds the ticker.
    pub fn push(&self, share: u32) {
        if let Some(cell) = self.cell(share) {
            cell.pushed.store(cell.pushed.load(Ordering::Relaxed).wrapping_add(1), Ordering::Release);
        }
    }

    /// Counts an event of a share as polled. Only for the polling thread.
    pub fn poll(&self, share: u32) {
        if let Some(cell) = self.cell(share) {
            cell.polled.store(cell.polled.load(Ordering::Relaxed).wrapping_add(1), Ordering::Release);
        }
    }

    /// Returns true if a share has lost events and its state is not fully re-sent yet.
    pub fn has_losses(&self, share: u32) -> bool {
        self.cell(share).is_some_and(|cell| cell.has_losses.load(Ordering::Relaxed))
    }

    /// Records that a share has lost events, or that all is re-sent. Only for the thread that holds the ticker.
    pub fn set_has_losses(&self, share: u32, has_losses: bool) {
        if let Some(cell) = self.cell(share) {
            cell.has_losses.store(has_losses, Ordering::Release);
        }
    }

    /// Returns true if a share has nothing queued and nothing lost, so that another account may have it.
    pub fn is_idle(&self, share: u32) -> bool {
        self.used(share) == 0 && !self.cell(share).is_some_and(|cell| cell.has_losses.load(Ordering::Acquire))
    }

    /// Places of the queue that were free when the tick in progress began.
    pub fn free(&self) -> u32 {
        self.free.load(Ordering::Relaxed)
    }

    /// Begins a tick with `free` places free. Only for the thread that holds the ticker, while no workers run.
    pub fn begin(&self, free: u32) {
        self.free.store(free, Ordering::Relaxed);
    }

    fn cell(&self, share: u32) -> Option<&ShareCell> {
        self.cells.get(share as usize)
    }

    /// The addresses and sizes of the memory, so that it can be locked into RAM.
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

fn share_in(entry: Option<&AtomicU64>, generation: u32) -> u32 {
    let word = entry.map_or(0, |entry| entry.load(Ordering::Relaxed));
    if (word >> 32) as u32 == generation { word as u32 } else { NO_ACCOUNT }
}
