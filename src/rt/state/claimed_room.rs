//! Proof that a worker has claimed a room in the open round: the room's members, its playback and its taps are its own.

use super::member::Member;
use super::participant_state::ParticipantState;
use super::room::{Room, RoomWork};
use super::shared::Shared;
use super::slot::Slot;
use super::tick_state::TickState;

/// A room that this worker has claimed in the open round. Nobody else touches its members, its playback and its taps
/// until the job is done.
#[derive(Debug)]
pub struct ClaimedRoom<'a> {
    /// What the engine's threads share.
    pub shared: &'a Shared,
    /// The state of rooms and sessions, which nobody changes within the round.
    pub state: &'a TickState,
    /// The index of the room.
    pub index: u32,
    /// The room.
    pub room: &'a Room,
    members: &'a mut [Member],
}

impl<'a> ClaimedRoom<'a> {
    /// Lists the members of a room in `memory`.
    ///
    /// # Safety
    /// The caller is a worker that has claimed the job of the room `index` in the open round, and finishes it after
    /// this is gone.
    pub(super) unsafe fn new(
        shared: &'a Shared,
        state: &'a TickState,
        index: u32,
        room: &'a Room,
        memory: &'a mut [Member],
    ) -> ClaimedRoom<'a> {
        let mut count = 0;
        for (slot, member) in state.pool.iter(&room.members).zip(memory.iter_mut()) {
            *member = Member::of(slot);
            count += 1;
        }
        let members = memory.get_mut(..count).unwrap_or_default();
        ClaimedRoom { shared, state, index, room, members }
    }

    /// The members.
    pub fn members(&self) -> &[Member] {
        self.members
    }

    /// The slot of the member at `at`.
    #[inline(always)]
    pub fn slot(&self, at: usize) -> Option<&'a Slot> {
        self.shared.slots.get(self.members.get(at)?.slot() as usize)
    }

    /// The member at `at`.
    #[inline(always)]
    pub fn member(&mut self, at: usize) -> Option<ClaimedMember<'_>> {
        let member = self.members.get_mut(at)?;
        let index = member.slot();
        let slot = self.shared.slots.get(index as usize)?;
        // SAFETY: the slot is in the list of the claimed room, and a slot is in one list at a time. The borrow of
        // `self` ensures that there is one reference at a time.
        let participant = unsafe { slot.participant_state() };
        Some(ClaimedMember { index, member, slot, participant })
    }

    /// What plays to the room, and its taps.
    pub fn work(&mut self) -> Option<&mut RoomWork> {
        let cell = self.state.work.get(self.index as usize)?;
        // SAFETY: only the worker that has claimed the room reaches its `RoomWork`. The borrow of `self` ensures that
        // there is one reference at a time.
        Some(unsafe { cell.get() })
    }
}

/// A member of a claimed room.
#[derive(Debug)]
pub struct ClaimedMember<'a> {
    /// The index of its slot.
    pub index: u32,
    /// What the worker notes about it.
    pub member: &'a mut Member,
    /// Its slot.
    pub slot: &'a Slot,
    /// The tick's state of it.
    pub participant: &'a mut ParticipantState,
}
