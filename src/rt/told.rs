//! What the host has been told, as its events tell it: for the teller, to tell the difference after a gap, and for the
//! control floor, to show a room as it is after a certain event.
//!
//! Only the ticking thread writes, between [`Told::begin`] and [`Told::end`], which count; whoever reads the same even
//! count before and after has read one state.

use super::sync::{AtomicU32, AtomicU64, Ordering, fence};
use crate::handle::{ParticipantId, RoomId};

/// What the host was told last of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldSlot {
    /// Who has it.
    pub participant: ParticipantId,
    /// Its user value.
    pub user: u64,
    /// The room it is in, or none.
    pub room: RoomId,
    /// `STATE_` flags.
    pub state: u32,
    /// The gain on what it says, thousandths of a decibel.
    pub gain_mdb: i64,
}

impl ToldSlot {
    /// In no room.
    pub const NOWHERE: ToldSlot =
        ToldSlot { participant: ParticipantId::NONE, user: 0, room: RoomId::NONE, state: 0, gain_mdb: 0 };
}

/// A [`ToldSlot`] in memory.
#[derive(Debug, Default)]
pub struct ToldCell {
    participant: AtomicU64,
    user: AtomicU64,
    room: AtomicU64,
    gain_mdb: AtomicU64,
    state: AtomicU32,
}

/// All that was told.
#[derive(Debug)]
pub struct Told {
    slots: Box<[ToldCell]>,
    rooms: Box<[AtomicU64]>,
    /// Odd while it changes.
    changes: AtomicU64,
    sequence: AtomicU64,
    tick: AtomicU64,
}

/// When a state was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldAt {
    /// The number of the last event that belongs to it.
    pub sequence: u64,
    /// The tick that told it.
    pub tick: u64,
}

impl Told {
    /// Nothing told of any slot or room.
    pub fn new(slots: Box<[ToldCell]>, rooms: Box<[AtomicU64]>) -> Told {
        let zero = || AtomicU64::new(0);
        Told { slots, rooms, changes: zero(), sequence: zero(), tick: zero() }
    }

    /// The memory, for locking it.
    pub fn regions(&self) -> [(*const u8, usize); 2] {
        [
            (self.slots.as_ptr().cast(), size_of_val(&*self.slots)),
            (self.rooms.as_ptr().cast(), size_of_val(&*self.rooms)),
        ]
    }

    /// It is about to change. Only for the holder of the ticker.
    pub fn begin(&self) {
        self.changes.store(self.changes.load(Ordering::Relaxed) | 1, Ordering::Relaxed);
        fence(Ordering::Release);
    }

    /// It has changed, by the events up to `sequence`. Only for the holder of the ticker.
    pub fn end(&self, sequence: u64, tick: u64) {
        self.sequence.store(sequence, Ordering::Relaxed);
        self.tick.store(tick, Ordering::Relaxed);
        self.changes.store((self.changes.load(Ordering::Relaxed) | 1) + 1, Ordering::Release);
    }

    /// What `read` reads, if nothing has changed meanwhile.
    pub fn read<T>(&self, read: impl FnOnce(ToldAt) -> T) -> Option<T> {
        let before = self.changes.load(Ordering::Acquire);
        let at = ToldAt {
            sequence: self.sequence.load(Ordering::Relaxed),
            tick: self.tick.load(Ordering::Relaxed),
        };
        let value = read(at);
        fence(Ordering::Acquire);
        let same = before & 1 == 0 && self.changes.load(Ordering::Relaxed) == before;
        same.then_some(value)
    }

    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.slots.len()
    }

    /// What was told of a slot.
    pub fn slot(&self, index: usize) -> Option<ToldSlot> {
        let cell = self.slots.get(index)?;
        Some(ToldSlot {
            participant: ParticipantId(cell.participant.load(Ordering::Relaxed)),
            user: cell.user.load(Ordering::Relaxed),
            room: RoomId(cell.room.load(Ordering::Relaxed)),
            state: cell.state.load(Ordering::Relaxed),
            gain_mdb: cell.gain_mdb.load(Ordering::Relaxed) as i64,
        })
    }

    /// Which room was told to live at an index.
    pub fn room(&self, index: usize) -> Option<RoomId> {
        self.rooms.get(index).map(|room| RoomId(room.load(Ordering::Relaxed)))
    }

    /// Notes what is told of a slot.
    pub fn set_slot(&self, index: usize, told: ToldSlot) {
        let Some(cell) = self.slots.get(index) else { return };
        cell.participant.store(told.participant.0, Ordering::Relaxed);
        cell.user.store(told.user, Ordering::Relaxed);
        cell.room.store(told.room.0, Ordering::Relaxed);
        cell.state.store(told.state, Ordering::Relaxed);
        cell.gain_mdb.store(told.gain_mdb as u64, Ordering::Relaxed);
    }

    /// Notes which room is told to live at an index.
    pub fn set_room(&self, index: usize, room: RoomId) {
        if let Some(place) = self.rooms.get(index) {
            place.store(room.0, Ordering::Relaxed);
        }
    }
}
