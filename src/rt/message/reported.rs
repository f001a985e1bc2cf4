//! What the host has been told, as its events tell it: for the event_queue, to tell the difference after a gap, and for the
//! control floor, to show a room as it is after a certain event.
//!
//! Only the ticking thread writes, between [`Reported::begin`] and [`Reported::end`], which count; whoever reads the same even
//! count before and after has read one state.

use crate::handle::{ParticipantId, RoomId};
use crate::rt::sync::atomics::{AtomicU32, AtomicU64, Ordering, fence};

/// What the host was told last of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedSlot {
    /// EventSubject has it.
    pub participant: ParticipantId,
    /// Its user value.
    pub user: u64,
    /// The room it is in, or none.
    pub room: RoomId,
    /// `STATE_` flags.
    pub state: u32,
    /// The gain on what it says, thousandths of a decibel.
    pub gain_mdb: i64,
    /// The share of the event queue that its events take.
    pub share: u32,
}

impl ReportedSlot {
    /// In no room.
    pub const NOWHERE: ReportedSlot = ReportedSlot {
        participant: ParticipantId::NONE,
        user: 0,
        room: RoomId::NONE,
        state: 0,
        gain_mdb: 0,
        share: 0,
    };
}

/// A [`ReportedSlot`] in memory.
#[derive(Debug, Default)]
pub struct ReportedCell {
    participant: AtomicU64,
    user: AtomicU64,
    room: AtomicU64,
    gain_mdb: AtomicU64,
    state: AtomicU32,
    share: AtomicU32,
}

/// Which room was told to live, in memory.
#[derive(Debug, Default)]
pub struct ReportedRoom {
    room: AtomicU64,
    share: AtomicU32,
}

/// All that was told: of each slot and each room's index, and beyond that of those whose slots or indices were given to
/// another account before the host was told that they have gone. Of these there are [`Reported::gone`] and
/// [`Reported::gone_rooms`].
#[derive(Debug)]
pub struct Reported {
    slots: Box<[ReportedCell]>,
    rooms: Box<[ReportedRoom]>,
    gone: AtomicU32,
    gone_rooms: AtomicU32,
    /// Odd while it changes.
    changes: AtomicU64,
    sequence: AtomicU64,
    tick: AtomicU64,
}

/// When a state was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedAt {
    /// The number of the last event that belongs to it.
    pub sequence: u64,
    /// The tick that told it.
    pub tick: u64,
}

impl Reported {
    /// Nothing told of any slot or room. Half of the cells of each are for those who have gone.
    pub fn new(slots: Box<[ReportedCell]>, rooms: Box<[ReportedRoom]>) -> Reported {
        let zero = || AtomicU64::new(0);
        Reported {
            slots,
            rooms,
            gone: AtomicU32::new(0),
            gone_rooms: AtomicU32::new(0),
            changes: zero(),
            sequence: zero(),
            tick: zero(),
        }
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
    pub fn read<T>(&self, read: impl FnOnce(ReportedAt) -> T) -> Option<T> {
        let before = self.changes.load(Ordering::Acquire);
        let at = ReportedAt {
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
        self.slots.len() / 2
    }

    /// Where those begin whose slots others have, and where they end.
    pub fn gone(&self) -> core::ops::Range<usize> {
        self.slots()..self.slots() + self.gone.load(Ordering::Relaxed) as usize
    }

    /// How many rooms there are.
    pub fn rooms(&self) -> usize {
        self.rooms.len() / 2
    }

    /// Where those begin whose indices other rooms have, and where they end.
    pub fn gone_rooms(&self) -> core::ops::Range<usize> {
        self.rooms()..self.rooms() + self.gone_rooms.load(Ordering::Relaxed) as usize
    }

    /// What was told of a slot, or of one who has gone.
    pub fn slot(&self, index: usize) -> Option<ReportedSlot> {
        let cell = self.slots.get(index)?;
        Some(ReportedSlot {
            participant: ParticipantId(cell.participant.load(Ordering::Relaxed)),
            user: cell.user.load(Ordering::Relaxed),
            room: RoomId(cell.room.load(Ordering::Relaxed)),
            state: cell.state.load(Ordering::Relaxed),
            gain_mdb: cell.gain_mdb.load(Ordering::Relaxed) as i64,
            share: cell.share.load(Ordering::Relaxed),
        })
    }

    /// Which room was told to live at an index, or has gone, and the share of the event queue that its events take.
    pub fn room(&self, index: usize) -> Option<(RoomId, u32)> {
        let cell = self.rooms.get(index)?;
        Some((RoomId(cell.room.load(Ordering::Relaxed)), cell.share.load(Ordering::Relaxed)))
    }

    /// Whether a room was told to live.
    pub fn has_room(&self, room: RoomId) -> bool {
        let is = |index| self.room(index).is_some_and(|(told, _)| told == room);
        is(room.index() as usize) || self.gone_rooms().any(is)
    }

    /// Notes what is told of a slot. One of whom was told that it has the slot, and not that it has gone, is kept beyond.
    /// `false`, with nothing changed: there is no place.
    pub fn set_slot(&self, index: usize, told: ReportedSlot) -> bool {
        let Some(before) = self.slot(index) else { return true };
        if before.room != RoomId::NONE && before.participant != told.participant {
            let gone = self.gone();
            if gone.end >= self.slots.len() {
                return false;
            }
            self.write(gone.end, before);
            self.gone.store((gone.len() + 1) as u32, Ordering::Relaxed);
        }
        self.write(index, told);
        true
    }

    /// Notes that a participant was told to have gone from a slot, or from beyond; then another comes to its place there.
    pub fn clear_slot(&self, index: usize) {
        self.write(index, ReportedSlot::NOWHERE);
        let gone = self.gone();
        if gone.contains(&index) {
            let last = self.slot(gone.end - 1).unwrap_or(ReportedSlot::NOWHERE);
            if index != gone.end - 1 {
                self.write(index, last);
            }
            self.gone.store((gone.len() - 1) as u32, Ordering::Relaxed);
        }
    }

    /// Notes which room is told to live at an index. As of [`Reported::set_slot`].
    pub fn set_room(&self, index: usize, room: RoomId, share: u32) -> bool {
        let Some(before) = self.room(index) else { return true };
        if before.0 != RoomId::NONE && before.0 != room {
            let gone = self.gone_rooms();
            if gone.end >= self.rooms.len() {
                return false;
            }
            self.write_room(gone.end, before);
            self.gone_rooms.store((gone.len() + 1) as u32, Ordering::Relaxed);
        }
        self.write_room(index, (room, share));
        true
    }

    /// Notes that a room was told to have ended. As of [`Reported::clear_slot`].
    pub fn clear_room(&self, index: usize) {
        self.write_room(index, (RoomId::NONE, 0));
        let gone = self.gone_rooms();
        if gone.contains(&index) {
            let last = self.room(gone.end - 1).unwrap_or((RoomId::NONE, 0));
            if index != gone.end - 1 {
                self.write_room(index, last);
            }
            self.gone_rooms.store((gone.len() - 1) as u32, Ordering::Relaxed);
        }
    }

    fn write(&self, index: usize, told: ReportedSlot) {
        let Some(cell) = self.slots.get(index) else { return };
        cell.participant.store(told.participant.0, Ordering::Relaxed);
        cell.user.store(told.user, Ordering::Relaxed);
        cell.room.store(told.room.0, Ordering::Relaxed);
        cell.state.store(told.state, Ordering::Relaxed);
        cell.gain_mdb.store(told.gain_mdb as u64, Ordering::Relaxed);
        cell.share.store(told.share, Ordering::Relaxed);
    }

    fn write_room(&self, index: usize, (room, share): (RoomId, u32)) {
        if let Some(cell) = self.rooms.get(index) {
            cell.room.store(room.0, Ordering::Relaxed);
            cell.share.store(share, Ordering::Relaxed);
        }
    }
}
