//! Taps begin and end: attached to a participant or a room, and given back.

use crate::rt::index::NONE;
use crate::rt::message::command::COMMANDS_PER_TICK;
use crate::rt::message::report::{Report, Reporter};
use crate::rt::message::tap_handle::TapHandle;
use crate::rt::state::outside_fork::OutsideFork;
use crate::rt::state::participant_state::ParticipantState;
use crate::rt::state::shared::Shared;
use crate::rt::state::tap::{TapCell, TapOwner, TapPoint};
use crate::rt::state::tap_list::TapList;
use crate::rt::sync::atomics::Ordering;

/// Adds a tap to the list of its owner. Gives it back at once if its room has ended, or if the control layer wants it
/// back.
pub fn attach(outside: &mut OutsideFork<'_>, mut tap: TapHandle) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let tick = state.tick;
    let Some(cell) = shared.taps.get(tap.index()) else { return };
    let Some((point, target)) =
        shared.taps.owned(&mut tap).map(|participant| (participant.point, participant.target))
    else {
        return;
    };
    if !cell.detach.load(Ordering::Acquire) {
        match cell.owner() {
            TapOwner::Slot(index) => {
                if let Some((_, participant)) = participants.get(index) {
                    participant.taps.add(&shared.taps, tap, tick);
                    return note(participant, point, 1);
                }
            }
            TapOwner::Room(index) => {
                if let Some((room, work)) = state.room(index)
                    && room.is_active
                    && room.id.0 == target
                {
                    work.taps.add(&shared.taps, tap, tick);
                    room.has_taps = true;
                    return;
                }
            }
        }
    }
    give_back(shared, &mut ticker.reports, tap, tick);
}

/// Looks at the taps that the control layer has asked about, at most as many as a tick applies commands.
pub fn look_at_pending(outside: &mut OutsideFork<'_>) {
    for _ in 0..COMMANDS_PER_TICK {
        let OutsideFork { shared, ticker, .. } = outside;
        if ticker.pending_taps == NONE {
            ticker.pending_taps = shared.taps.take_pending();
        }
        let Some((index, cell)) = shared.taps.next_pending(&mut ticker.pending_taps) else { return };
        // The request may be for an earlier tap of the cell: then it does not apply.
        if cell.detach.load(Ordering::Acquire) && cell.attached.load(Ordering::Relaxed) {
            detach(outside, index, cell);
        }
    }
}

/// Takes an attached tap out of its owner's list and gives it back. Not if its participant was freed after its room was
/// mixed in this tick: it fades out in the next tick, and then [`detach_of_left`] gives the tap back.
fn detach(outside: &mut OutsideFork<'_>, index: u32, cell: &TapCell) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let removed = match cell.owner() {
        TapOwner::Slot(owner) => {
            let Some((slot, participant)) = participants.get(owner) else { return };
            // SAFETY: the caller has checked `attached`, and this is the list of `cell.owner()`.
            let at = unsafe { participant.taps.place_of(index) };
            let tap = participant.taps.at(&shared.taps, at).map(|(_, tap, _)| (tap.point, tap.target));
            let Some((point, target)) = tap else { return };
            let is_its = participant.identity.participant.0 == target;
            if participant.room != NONE && is_its && !slot.join.now().runs(participant.join) {
                return;
            }
            let removed = participant.taps.remove(&shared.taps, at);
            note(participant, point, -1);
            removed
        }
        TapOwner::Room(owner) => {
            let Some((room, work)) = state.room(owner) else { return };
            // SAFETY: the caller has checked `attached`, and this is the list of `cell.owner()`.
            let at = unsafe { work.taps.place_of(index) };
            let removed = work.taps.remove(&shared.taps, at);
            room.has_taps = !work.taps.is_empty();
            removed
        }
    };
    if let Some(tap) = removed {
        give_back(shared, &mut ticker.reports, tap, state.tick);
    }
}

/// Gives back the taps that the control layer wants back, of a participant that has left its room in this tick.
#[cold]
pub fn detach_of_left(
    shared: &Shared,
    reports: &mut Reporter,
    tick: u64,
    participant: &mut ParticipantState,
) {
    let mut at = participant.taps.first();
    while let Some((cell, tap, next)) = participant.taps.at(&shared.taps, at) {
        let (is_wanted, point) = (!cell.detach.load(Ordering::Acquire), tap.point);
        if !is_wanted && let Some(tap) = participant.taps.remove(&shared.taps, at) {
            note(participant, point, -1);
            give_back(shared, reports, tap, tick);
        }
        at = next;
    }
}

/// Gives back the taps of a room that has ended.
pub fn end_all(shared: &Shared, taps: &mut TapList, reports: &mut Reporter, tick: u64) {
    while let Some(tap) = taps.remove(&shared.taps, taps.first()) {
        give_back(shared, reports, tap, tick);
    }
}

/// Ends a tap; after the report it belongs to the control layer.
fn give_back(shared: &Shared, reports: &mut Reporter, tap: TapHandle, tick: u64) {
    if let Some(cell) = shared.taps.get(tap.index()) {
        cell.ended.store(tick, Ordering::Release);
    }
    reports.report(Report::Tapped { tap });
}

/// Notes that a participant has one tap more or less.
fn note(participant: &mut ParticipantState, point: TapPoint, by: i32) {
    participant.has_taps = !participant.taps.is_empty();
    if point == TapPoint::BeforeMute {
        participant.taps_before_mute = participant.taps_before_mute.saturating_add_signed(by);
        participant.update_needs_dtmf();
    }
}
