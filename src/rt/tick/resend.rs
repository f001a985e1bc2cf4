//! After a gap in the events of a share: the reported state of each slot and room is compared with the actual
//! state, and the differences are re-sent.

use crate::handle::RoomId;
use crate::rt::index::NONE;
use crate::rt::message::event::{Event, EventKind, STATE_TALKING};
use crate::rt::message::event_queue::{EventQueue, ResendState};
use crate::rt::message::event_shares::NO_ACCOUNT;
use crate::rt::message::reported::ReportedSlot;
use crate::rt::state::outside_fork::{OutsideFork, ParticipantStates};
use crate::rt::state::shared::Shared;

/// For each share that has lost events, once half of its places in the queue are free: reports the gap, then all
/// differences between the actual and the reported state.
pub fn resend(outside: &mut OutsideFork<'_>) {
    let (shared, tick) = (outside.shared, outside.state.tick);
    let queue = &mut outside.ticker.event_queue;
    if queue.lossy_shares.is_empty() || !report_gaps(queue, shared, tick) {
        return;
    }
    resend_departures(outside);
    resend_rooms(outside);
    resend_arrivals(outside);
    let EventQueue { lossy_shares, losses, .. } = &mut outside.ticker.event_queue;
    lossy_shares.retain(|&share| {
        let Some(loss) = losses.get_mut(share as usize) else { return false };
        let is_complete = loss.resend == ResendState::Now;
        loss.resend = ResendState::No;
        if is_complete {
            shared.event_shares.set_has_losses(share, false);
        }
        !is_complete
    });
}

/// Reports the gap of each share that has enough free places again. Returns true if there is such a share.
fn report_gaps(queue: &mut EventQueue, shared: &Shared, tick: u64) -> bool {
    let shares = &shared.event_shares;
    let mut any = false;
    for at in 0..queue.lossy_shares.len() {
        let Some(share) = queue.lossy_shares.get(at).copied() else { break };
        let may = queue.free().min(shares.most());
        let used = shares.used(share);
        // One place for the gap, and at least one for a re-sent event.
        if 2 * used > may || used + 2 > may {
            continue;
        }
        let Some(loss) = queue.losses.get_mut(share as usize) else { continue };
        let lost = core::mem::take(&mut loss.lost);
        loss.resend = ResendState::Now;
        any = true;
        queue.sequence += lost;
        let gap = Event { value: lost as i64, ..Event::of(EventKind::Gap, tick) };
        queue.push_beyond(shares, share, gap);
    }
    any
}

/// Re-sends an event of a share, if the share is re-sending. If there is no place for it, the share re-sends no more
/// events in this tick. Returns true if it was queued.
fn push_resent(queue: &mut EventQueue, shared: &Shared, share: u32, event: Event) -> bool {
    let is_queued =
        is_resending(queue, share) && queue.push(&shared.reported, &shared.event_shares, share, event);
    if !is_queued
        && let Some(loss) = queue.losses.get_mut(share as usize).filter(|l| l.resend == ResendState::Now)
    {
        loss.resend = ResendState::Stuck;
    }
    is_queued
}

fn is_resending(queue: &EventQueue, share: u32) -> bool {
    queue.losses.get(share as usize).is_some_and(|loss| loss.resend == ResendState::Now)
}

/// Re-sends the leaves of participants that are not in their reported room.
fn resend_departures(outside: &mut OutsideFork<'_>) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let (reported, queue) = (&shared.reported, &mut ticker.event_queue);
    let left =
        |of: &ReportedSlot| Event { state: 0, value: 0, ..resent_event(EventKind::Left, state.tick, of) };
    // From the last on: clearing an entry moves another one into its place.
    for index in reported.gone().rev() {
        let Some(was) = reported.slot(index).filter(|was| is_resending(queue, was.share)) else { continue };
        if push_resent(queue, shared, was.share, left(&was)) {
            reported.clear_slot(index);
        }
    }
    for index in 0..reported.slots() {
        let Some(was) = reported.slot(index) else { continue };
        if was.room == RoomId::NONE || !is_resending(queue, was.share) {
            continue;
        }
        let Some(is) = actual_state(shared, participants, index) else { continue };
        if (was.room, was.participant) != (is.room, is.participant) {
            push_resent(queue, shared, was.share, left(&was));
        }
    }
}

/// Re-sends the rooms that have ended or been opened.
fn resend_rooms(outside: &mut OutsideFork<'_>) {
    let OutsideFork { shared, state, ticker, .. } = outside;
    let (reported, queue) = (&shared.reported, &mut ticker.event_queue);
    let of = |kind, room| Event { room, resent: true, ..Event::of(kind, state.tick) };
    for index in reported.gone_rooms().rev() {
        let Some((room, share)) = reported.room(index) else { continue };
        if push_resent(queue, shared, share, of(EventKind::RoomEnded, room)) {
            reported.clear_room(index);
        }
    }
    for (index, room) in state.rooms.iter().enumerate() {
        let is = if room.members.is_empty() { RoomId::NONE } else { room.id };
        let (was, share) = reported.room(index).unwrap_or((is, NO_ACCOUNT));
        if was == is {
            continue;
        }
        if was != RoomId::NONE && is_resending(queue, share) {
            push_resent(queue, shared, share, of(EventKind::RoomEnded, was));
        }
        if is != RoomId::NONE {
            let opened = of(EventKind::RoomOpened, is);
            let share = shared.event_shares.of(&opened);
            if is_resending(queue, share) {
                push_resent(queue, shared, share, opened);
            }
        }
    }
}

/// Re-sends joins and states of participants that differ from those reported.
fn resend_arrivals(outside: &mut OutsideFork<'_>) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let (tick, queue) = (state.tick, &mut ticker.event_queue);
    for index in 0..shared.reported.slots() {
        let (Some(was), Some(is)) = (shared.reported.slot(index), actual_state(shared, participants, index))
        else {
            continue;
        };
        let share = is.share;
        if is.room == RoomId::NONE || !is_resending(queue, share) {
            continue;
        }
        let has_arrived = (was.room, was.participant) != (is.room, is.participant);
        if has_arrived && !push_resent(queue, shared, share, resent_event(EventKind::Joined, tick, &is)) {
            continue;
        }
        let has_changed = (was.state ^ is.state) & !STATE_TALKING != 0 || was.gain_mdb != is.gain_mdb;
        if !has_arrived
            && has_changed
            && !push_resent(queue, shared, share, resent_event(EventKind::Changed, tick, &is))
        {
            continue;
        }
        let talks = is.state & STATE_TALKING != 0;
        let kind = if talks { EventKind::TalkStarted } else { EventKind::TalkStopped };
        let talked = !has_arrived && was.state & STATE_TALKING != 0;
        if talks != talked {
            push_resent(queue, shared, share, Event { value: 0, ..resent_event(kind, tick, &is) });
        }
    }
}

/// The actual state of a slot.
fn actual_state(
    shared: &Shared,
    participants: &mut ParticipantStates<'_>,
    index: usize,
) -> Option<ReportedSlot> {
    let (_, participant) = participants.get(u32::try_from(index).ok()?)?;
    if participant.room == NONE {
        return Some(ReportedSlot::NOWHERE);
    }
    Some(ReportedSlot {
        participant: participant.identity.participant,
        user: participant.identity.user,
        room: participant.identity.room,
        state: participant.state_flags(),
        gain_mdb: i64::from(participant.settings.gain_mdb),
        share: shared.event_shares.of_participant(participant.identity.participant),
    })
}

/// An event that reports `of` again.
fn resent_event(kind: EventKind, tick: u64, of: &ReportedSlot) -> Event {
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
