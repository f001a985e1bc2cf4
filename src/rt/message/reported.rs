//! The state that the host knows from its events. The tick compares it with the present state after a gap; the control
//! layer uses it to show a room as of a certain event.
//!
//! Only the ticking thread writes, between [`Reported::begin`] and [`Reported::end`], which maintain a counter. A
//! reader that finds the same even count before and after has read one consistent state.

use crate::handle::{ParticipantId, RoomId};
use crate::rt::sync::atomics::{AtomicU32, AtomicU64, Ordering, fence};

/// The last reported state of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedSlot {
    /// The participant in the slot.
    pub participant: ParticipantId,
    /// Its user value.
    pub user: u64,
    /// The room it is in, or none.
    pub room: RoomId,
    /// `STATE_` flags.
    pub state: u32,
    /// The gain of its contribution, thousandths of a decibel.
    pub gain_mdb: i64,
    /// The share of the event queue that its events count against.
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

/// The last reported room of an index, in memory.
#[derive(Debug, Default)]
pub struct ReportedRoom {
    room: AtomicU64,
    share: AtomicU32,
}

/// The reported state of each slot and each room index. Entries beyond those are for participants and rooms whose slot
/// or index went to another account before their end was reported: [`Reported::gone`] and [`Reported::gone_rooms`].
#[derive(Debug)]
pub struct Reported {
    slots: Box<[ReportedCell]>,
    rooms: Box<[ReportedRoom]>,
    gone: AtomicU32,
    gone_rooms: AtomicU32,
    /// Odd during a change.
    changes: AtomicU64,
    sequence: AtomicU64,
    tick: AtomicU64,
}

/// The event and the tick that a reading belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedAt {
    /// The number of the last event that the state includes.
    pub sequence: u64,
    /// The tick of that state.
    pub tick: u64,
}

impl Reported {
    /// Nothing reported yet. The second half of each table is for the entries that are gone.
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

    /// The addresses and sizes of the memory, so that it can be locked into RAM.
    pub fn regions(&self) -> [(*const u8, usize); 2] {
        [
            (self.slots.as_ptr().cast(), size_of_val(&*self.slots)),
            (self.rooms.as_ptr().cast(), size_of_val(&*self.rooms)),
        ]
    }

    /// Begins a change. Only for the thread that holds the ticker.
    pub fn begin(&self) {
        self.changes.store(self.changes.load(Ordering::Relaxed) | 1, Ordering::Relaxed);
        fence(Ordering::Release);
    }

    /// Ends a change that includes the events up to `sequence`. Only for the thread that holds the ticker.
    pub fn end(&self, sequence: u64, tick: u64) {
        self.sequence.store(sequence, Ordering::Relaxed);
        self.tick.store(tick, Ordering::Relaxed);
        self.changes.store((self.changes.load(Ordering::Relaxed) | 1) + 1, Ordering::Release);
    }

    /// Returns the result of `read` if nothing changed during it.
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

    /// The number of slots.
    pub fn slots(&self) -> usize {
        self.slots.len() / 2
    }

    /// The range of entries of participants whose slots are in use again.
    pub fn gone(&self) -> core::ops::Range<usize> {
        self.slots()..self.slots() + self.gone.load(Ordering::Relaxed) as usize
    }

    /// The number of room indices.
    pub fn rooms(&self) -> usize {
        self.rooms.len() / 2
    }

    /// The range of entries of rooms whose indices are in use again.
    pub fn gone_rooms(&self) -> core::ops::Range<usize> {
        self.rooms()..self.rooms() + self.gone_rooms.load(Ordering::Relaxed) as usize
    }

    /// The reported state of a slot, or of an entry that is gone.
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

    /// The reported room of an index, or of an entry that is gone, and the share of the event queue that its events
    /// count against.
    pub fn room(&self, index: usize) -> Option<(RoomId, u32)> {
        let cell = self.rooms.get(index)?;
        Some((RoomId(cell.room.load(Ordering::Relaxed)), cell.share.load(Ordering::Relaxed)))
    }

    /// Returns true if the host knows the room.
    pub fn has_room(&self, room: RoomId) -> bool {
        let is = |index| self.room(index).is_some_and(|(known, _)| known == room);
        is(room.index() as usize) || self.gone_rooms().any(is)
    }

    /// Records the reported state of a slot. If the host knows another participant in the slot whose end is not
    /// reported yet, that entry moves beyond the slots. Returns false and changes nothing if there is no place for it.
    pub fn set_slot(&self, index: usize, reported: ReportedSlot) -> bool {
        let Some(before) = self.slot(index) else { return true };
        if before.room != RoomId::NONE && before.participant != reported.participant {
            let gone = self.gone();
            if gone.end >= self.slots.len() {
                return false;
            }
            self.write(gone.end, before);
            self.gone.store((gone.len() + 1) as u32, Ordering::Relaxed);
        }
        self.write(index, reported);
        true
    }

    /// Records that the end of a participant was reported. `index` is its slot or an entry beyond the slots; the last
    /// such entry then takes its place.
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

    /// Records the reported room of an index. A room that the host still knows there moves beyond the indices, as in
    /// [`Reported::set_slot`].
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

    /// Records that the end of a room was reported, as in [`Reported::clear_slot`].
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

    fn write(&self, index: usize, reported: ReportedSlot) {
        let Some(cell) = self.slots.get(index) else { return };
        cell.participant.store(reported.participant.0, Ordering::Relaxed);
        cell.user.store(reported.user, Ordering::Relaxed);
        cell.room.store(reported.room.0, Ordering::Relaxed);
        cell.state.store(reported.state, Ordering::Relaxed);
        cell.gain_mdb.store(reported.gain_mdb as u64, Ordering::Relaxed);
        cell.share.store(reported.share, Ordering::Relaxed);
    }

    fn write_room(&self, index: usize, (room, share): (RoomId, u32)) {
        if let Some(cell) = self.rooms.get(index) {
            cell.room.store(room.0, Ordering::Relaxed);
            cell.share.store(share, Ordering::Relaxed);
        }
    }
}
