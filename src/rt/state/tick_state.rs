//! The state of rooms and sessions: changed by the ticking thread outside the fork, and read by workers within.

use super::members::MemberPool;
use super::parting_frames::PartingFrames;
use super::room::{Room, RoomWork};
use super::session_limits::SessionLimits;
use crate::rt::fixed_vec::FixedVec;
use crate::rt::sync::exclusive::Exclusive;

/// The state of rooms and sessions.
#[derive(Debug)]
pub struct TickState {
    /// The tick in progress.
    pub tick: u64,
    /// The previous tick: more than one back if ticks were skipped.
    pub previous_tick: u64,
    /// The last batch of plays that may begin.
    pub released_batch: u64,
    /// Participants in rooms.
    pub participants: u64,
    /// The sessions that have not expired.
    pub sessions: SessionLimits,
    /// Every room.
    pub rooms: Box<[Room]>,
    /// By room: the part that its worker changes.
    pub work: Box<[Exclusive<RoomWork>]>,
    /// The rooms that have participants, in ascending order.
    pub active: FixedVec<u32>,
    /// The chunks of member lists.
    pub pool: MemberPool,
    /// The parting frames of this tick.
    pub partings: PartingFrames,
    /// The slots to which something plays in no room, in ascending order.
    pub private: FixedVec<u32>,
}

/// What a [`TickState`] is made of.
#[derive(Debug)]
pub struct TickParts {
    /// The time limits of sessions.
    pub sessions: SessionLimits,
    /// Every room, and as many [`RoomWork`]s.
    pub rooms: Box<[Room]>,
    /// One per room.
    pub work: Box<[Exclusive<RoomWork>]>,
    /// Memory for as many active rooms as there can be.
    pub active: FixedVec<u32>,
    /// Chunks enough for all lists.
    pub pool: MemberPool,
    /// Memory for the parting frames of a tick.
    pub partings: PartingFrames,
    /// Memory for as many slots as there are.
    pub private: FixedVec<u32>,
}

impl TickState {
    /// Before the first tick.
    pub fn new(parts: TickParts) -> TickState {
        let TickParts { sessions, rooms, work, active, pool, partings, private } = parts;
        TickState {
            tick: 0,
            previous_tick: 0,
            released_batch: 0,
            participants: 0,
            sessions,
            rooms,
            work,
            active,
            pool,
            partings,
            private,
        }
    }

    /// The next tick begins; those that were skipped count.
    pub fn begin(&mut self, skipped: u64) {
        self.previous_tick = self.tick;
        self.tick += 1 + skipped;
        self.partings.clear();
    }

    /// The room of that index, with its playback and taps.
    pub fn room(&mut self, index: u32) -> Option<(&mut Room, &mut RoomWork)> {
        let room = self.rooms.get_mut(index as usize)?;
        Some((room, self.work.get_mut(index as usize)?.get_mut()))
    }

    /// Something plays to the slot in no room, from this tick on.
    pub fn begin_private(&mut self, slot: u32) {
        TickState::add_private(&mut self.private, slot);
    }

    /// As [`begin_private`](Self::begin_private), if only the list is borrowed.
    pub fn add_private(private: &mut FixedVec<u32>, slot: u32) {
        let at = private.partition_point(|&index| index < slot);
        if private.get(at) != Some(&slot) {
            private.insert(at, slot);
        }
    }

    /// Nothing plays to the slot in no room from now on.
    pub fn end_private(&mut self, slot: u32) {
        let at = self.private.partition_point(|&index| index < slot);
        if self.private.get(at) == Some(&slot) {
            self.private.retain(|&index| index != slot);
        }
    }

    /// Shows all memory of it, for locking it.
    pub fn visit_regions(&mut self, visit: &mut dyn FnMut((*const u8, usize))) {
        visit((self.rooms.as_ptr().cast(), size_of_val(&*self.rooms)));
        visit((self.work.as_ptr().cast(), size_of_val(&*self.work)));
        for work in &mut self.work {
            let conversions = &work.get_mut().conversions;
            visit((conversions.as_ptr().cast(), size_of_val(&**conversions)));
        }
        visit(self.sessions.region());
        visit(self.private.region());
        visit(self.active.region());
        visit(self.pool.region());
        visit(self.partings.region());
    }
}
