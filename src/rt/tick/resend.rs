//! After a gap in the events of a share: what the host was told of each slot and room is compared with what is, and the
//! difference is sent again.

use crate::handle::RoomId;
use crate::rt::message::event::{Event, EventKind, STATE_TALKING};
use crate::rt::message::event_queue::{EventQueue, ResendState};
use crate::rt::message::event_shares::NO_ACCOUNT;
use crate::rt::message::reported::ReportedSlot;
use crate::rt::state::shared::{Floor, Shared};

impl EventQueue {
    /// For each share that has lost events, once half of what it may have in the queue is free: tells the gap and all that
    /// differs from what was told.
    ///
    /// # Safety
    /// Only for the holder of the ticker, outside the fork.
    pub unsafe fn tell_again(&mut self, shared: &Shared, floor: &Floor) {
        if self.losers.is_empty() || !self.tell_gaps(shared, floor.tick) {
            return;
        }
        // SAFETY: the caller holds the ticker, outside the fork.
        unsafe {
            self.tell_departures(shared, floor.tick);
            self.tell_rooms(shared, floor);
            self.tell_arrivals(shared, floor.tick);
        }
        let EventQueue { losers, losses, .. } = self;
        losers.retain(|&share| {
            let Some(loss) = losses.get_mut(share as usize) else { return false };
            let complete = loss.again == ResendState::Now;
            loss.again = ResendState::No;
            if complete {
                shared.owners.set_loses(share, false);
            }
            !complete
        });
    }

    /// Tells the gap of each share that has places again. Returns whether there is one.
    fn tell_gaps(&mut self, shared: &Shared, tick: u64) -> bool {
        let mut any = false;
        for at in 0..self.losers.len() {
            let Some(share) = self.losers.get(at).copied() else { break };
            let may = self.free().min(shared.owners.most());
            let used = shared.owners.used(share);
            // One for the gap, and one at least for what is told again.
            if 2 * used > may || used + 2 > may {
                continue;
            }
            let Some(loss) = self.losses.get_mut(share as usize) else { continue };
            let lost = core::mem::take(&mut loss.lost);
            loss.again = ResendState::Now;
            any = true;
            self.sequence += lost;
            let gap = Event { value: lost as i64, ..Event::of(EventKind::Gap, tick) };
            self.push_beyond(&shared.owners, share, gap);
        }
        any
    }

    /// Tells again an event of a share that is being told again; if there is no place for it, the share is not told more in
    /// this tick. Returns whether it was told.
    fn push_again(&mut self, shared: &Shared, share: u32, event: Event) -> bool {
        let told = self.is_again(share) && self.push(&shared.told, &shared.owners, share, event);
        if !told
            && let Some(loss) = self.losses.get_mut(share as usize).filter(|l| l.again == ResendState::Now)
        {
            loss.again = ResendState::Stuck;
        }
        told
    }

    fn is_again(&self, share: u32) -> bool {
        self.losses.get(share as usize).is_some_and(|loss| loss.again == ResendState::Now)
    }

    /// Those of whom the host believes that they are where they are not.
    ///
    /// # Safety
    /// As [`EventQueue::tell_again`].
    unsafe fn tell_departures(&mut self, shared: &Shared, tick: u64) {
        let left = |told: &ReportedSlot| Event { state: 0, value: 0, ..again(EventKind::Left, tick, told) };
        // From the last on: another comes to the place of one that is cleared.
        for index in shared.told.gone().rev() {
            let Some(told) = shared.told.slot(index).filter(|told| self.is_again(told.share)) else {
                continue;
            };
            if self.push_again(shared, told.share, left(&told)) {
                shared.told.clear_slot(index);
            }
        }
        for index in 0..shared.told.slots() {
            let Some(told) = shared.told.slot(index) else { continue };
            if told.room == RoomId::NONE || !self.is_again(told.share) {
                continue;
            }
            // SAFETY: the caller holds the ticker, outside the fork.
            let Some(is) = (unsafe { actual(shared, index) }) else { continue };
            if (told.room, told.participant) != (is.room, is.participant) {
                self.push_again(shared, told.share, left(&told));
            }
        }
    }

    /// Rooms that have ended or been opened.
    ///
    /// # Safety
    /// As [`EventQueue::tell_again`].
    unsafe fn tell_rooms(&mut self, shared: &Shared, floor: &Floor) {
        let of = |kind, room| Event { room, resent: true, ..Event::of(kind, floor.tick) };
        for index in shared.told.gone_rooms().rev() {
            let Some((room, share)) = shared.told.room(index) else { continue };
            if self.push_again(shared, share, of(EventKind::RoomEnded, room)) {
                shared.told.clear_room(index);
            }
        }
        for (index, cell) in floor.rooms.iter().enumerate() {
            // SAFETY: the caller holds the ticker, outside the fork, and no other reference to the room is alive.
            let room = unsafe { cell.get() };
            let is = if room.members.is_empty() { RoomId::NONE } else { room.id };
            let (told, share) = shared.told.room(index).unwrap_or((is, NO_ACCOUNT));
            if told == is {
                continue;
            }
            if told != RoomId::NONE && self.is_again(share) {
                self.push_again(shared, share, of(EventKind::RoomEnded, told));
            }
            if is != RoomId::NONE {
                let opened = of(EventKind::RoomOpened, is);
                let share = shared.owners.of(&opened);
                if self.is_again(share) {
                    self.push_again(shared, share, opened);
                }
            }
        }
    }

    /// Those who are somewhere, or somehow, that the host does not know of.
    ///
    /// # Safety
    /// As [`EventQueue::tell_again`].
    unsafe fn tell_arrivals(&mut self, shared: &Shared, tick: u64) {
        for index in 0..shared.told.slots() {
            // SAFETY: the caller holds the ticker, outside the fork.
            let (Some(told), Some(is)) = (shared.told.slot(index), unsafe { actual(shared, index) }) else {
                continue;
            };
            let share = is.share;
            if is.room == RoomId::NONE || !self.is_again(share) {
                continue;
            }
            let arrived = (told.room, told.participant) != (is.room, is.participant);
            if arrived && !self.push_again(shared, share, again(EventKind::Joined, tick, &is)) {
                continue;
            }
            let changed = (told.state ^ is.state) & !STATE_TALKING != 0 || told.gain_mdb != is.gain_mdb;
            if !arrived && changed && !self.push_again(shared, share, again(EventKind::Changed, tick, &is)) {
                continue;
            }
            let talks = is.state & STATE_TALKING != 0;
            let kind = if talks { EventKind::TalkStarted } else { EventKind::TalkStopped };
            let talked = !arrived && told.state & STATE_TALKING != 0;
            if talks != talked {
                self.push_again(shared, share, Event { value: 0, ..again(kind, tick, &is) });
            }
        }
    }
}

/// What is, of a slot.
///
/// # Safety
/// As [`EventQueue::tell_again`].
unsafe fn actual(shared: &Shared, index: usize) -> Option<ReportedSlot> {
    let slot = shared.slots.get(index)?;
    // SAFETY: the caller holds the ticker outside the fork, so no worker has the slot.
    let side = unsafe { slot.tick_side() };
    if side.room == crate::rt::state::members::NONE {
        return Some(ReportedSlot::NOWHERE);
    }
    Some(ReportedSlot {
        participant: side.participant,
        user: side.user,
        room: side.room_id,
        state: side.state(),
        gain_mdb: i64::from(side.gain_mdb),
        share: shared.owners.of_participant(side.participant),
    })
}

/// An event that tells `of` again.
fn again(kind: EventKind, tick: u64, of: &ReportedSlot) -> Event {
    Event {
        room: of.room,
        participant: of.participant,
        user: of.user,
        state: of.state,
        value: of.gain_mdb,
        resent: true,
        ..Event::of(kind, tick)
    }
}
