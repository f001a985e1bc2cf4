//! How ticks feed taps: attached to a slot or a room, given its frames, given back.

use crate::dsp::CacheLine;
use crate::rt::frame::{Geometry, Header, samples};
use crate::rt::message::command::COMMANDS_PER_TICK;
use crate::rt::message::report::{Report, Reporter};
use crate::rt::state::members::NONE;
use crate::rt::state::participant_playback;
use crate::rt::state::shared::{Floor, Shared};
use crate::rt::state::slot::Slot;
use crate::rt::state::tap::{TAP_SILENT, TapCell, TapPoint, TapSide, Taps, tap_header};
use crate::rt::state::tick_side::TickSide;
use crate::rt::state::unannounced::Unannounced;
use crate::rt::sync::atomics::Ordering;

/// Gives a frame to those taps of a list that take that of `target` at that point; silence to those that are for a recording
/// of which `is_owed` says that somebody has not heard of it who is in the frame.
///
/// # Safety
/// Only for the worker that has claimed the room, or the ticking thread outside the fork.
pub unsafe fn give(
    taps: &Taps,
    head: u32,
    (point, target): (TapPoint, u64),
    g: &Geometry,
    header: Header,
    frame: Option<&[CacheLine]>,
    is_owed: impl Fn(u64) -> bool,
) {
    let speaks = |frame: &&[CacheLine]| samples(frame).iter().take(g.frame).any(|sample| *sample != 0);
    let mut given: Option<(Header, &[CacheLine])> = None;
    let mut at = head;
    while let Some(cell) = taps.get(at) {
        // SAFETY: the taps of a list are of one owner, which the caller has.
        let side = unsafe { cell.tick_side() };
        at = side.next;
        if side.point != point || side.target != target {
            continue;
        }
        let silent: (Header, &[CacheLine]) = (Header { flags: header.flags | TAP_SILENT, ..header }, &[]);
        let whole =
            *given.get_or_insert_with(|| frame.filter(speaks).map_or(silent, |frame| (header, frame)));
        let is_withheld = side.notice != 0 && is_owed(side.notice);
        let (header, frame) = if is_withheld { silent } else { whole };
        cell.put(side, g.entry_lines(), header, frame);
    }
}

/// Puts the frame of a room's mix into one tap.
pub fn put(cell: &TapCell, side: &mut TapSide, g: &Geometry, header: Header, frame: &[CacheLine]) {
    if samples(frame).iter().take(g.frame).any(|sample| *sample != 0) {
        cell.put(side, g.entry_lines(), header, frame);
    } else {
        cell.put(side, g.entry_lines(), Header { flags: header.flags | TAP_SILENT, ..header }, &[]);
    }
}

/// Gives a frame of a member to its taps at that point; `None`: silence. Of what it hears, `others` are those recordings of
/// which some who speak there have not heard yet.
///
/// # Safety
/// As [`give`].
#[cold]
#[inline(never)]
pub unsafe fn tap_member(
    shared: &Shared,
    (slot, side): (&Slot, &TickSide),
    point: TapPoint,
    (tick, flags): (u64, u32),
    frame: Option<&[CacheLine]>,
    others: &Unannounced,
) {
    let header = tap_header(tick, side.join, side.room_id, flags);
    let mut owed = *others;
    if !side.notices.is_empty() {
        // SAFETY: the caller has claimed the member's room.
        unsafe { participant_playback::owed(shared, slot, side, |notice| owed.add(notice)) };
    }
    let (target, g) = ((point, side.participant.0), &shared.geometry);
    // SAFETY: the caller's contract is the same.
    unsafe { give(&shared.taps, side.taps, target, g, header, frame, |notice| owed.has(notice)) };
}

/// Puts a tap into the list of its owner; one whose room has ended, or which is not wanted any more, goes back at once.
///
/// # Safety
/// Only for the holder of the ticker, outside the fork.
pub unsafe fn attach(shared: &Shared, floor: &Floor, reports: &mut Reporter, index: u32) {
    let Some(cell) = shared.taps.get(index) else { return };
    // SAFETY: the command has made it the tick's, which the caller is.
    let tap = unsafe { cell.tick_side() };
    // SAFETY: the caller's contract is the same.
    let head = unsafe { owner(shared, floor, tap) };
    let Some(head) = head.filter(|_| !cell.detach.load(Ordering::Acquire)) else {
        give_back(cell, reports, index, floor.tick);
        return;
    };
    tap.before = NONE;
    tap.next = *head;
    *head = index;
    cell.attached.store(true, Ordering::Relaxed);
    if let Some(next) = shared.taps.get(tap.next) {
        // SAFETY: another cell of the same list.
        unsafe { next.tick_side() }.before = index;
    }
    cell.began.store(floor.tick, Ordering::Release);
    // SAFETY: the caller's contract is the same.
    unsafe { note(shared, tap, 1) };
}

/// Looks at the taps of which the control floor wants something, at most as many as a tick applies commands; `rest` is
/// what earlier ticks have left.
///
/// # Safety
/// As [`attach`].
pub unsafe fn look_at_asked(shared: &Shared, floor: &Floor, reports: &mut Reporter, rest: &mut u32) {
    for _ in 0..COMMANDS_PER_TICK {
        if *rest == NONE {
            *rest = shared.taps.take_asked();
        }
        let Some((index, cell)) = shared.taps.next_asked(rest) else { return };
        // The wish may be of a tap that had the cell before: for another it does not stand any more.
        if !cell.detach.load(Ordering::Acquire) || !cell.attached.load(Ordering::Relaxed) {
            continue;
        }
        // SAFETY: the caller holds the ticker, outside the fork; what is attached is the tick's.
        unsafe {
            if !fades_out_next(shared, cell.tick_side()) {
                detach(shared, floor, reports, index, cell);
            }
        }
    }
}

/// Whether the participant of a tap was freed after its room's turn in this tick: it fades out in the next, after which
/// [`detach_of_left`] comes to the tap.
///
/// # Safety
/// As [`attach`], of a tap that is attached.
unsafe fn fades_out_next(shared: &Shared, tap: &TapSide) -> bool {
    if tap.point == TapPoint::Mix {
        return false;
    }
    let Some(slot) = shared.slots.get(tap.owner as usize) else { return false };
    // SAFETY: the caller holds the ticker, outside the fork.
    let side = unsafe { slot.tick_side() };
    side.room != NONE && side.participant.0 == tap.target && !slot.join.now().runs(side.join)
}

/// A participant has left its room in this tick: those of its taps that are not wanted any more go back.
///
/// # Safety
/// As [`attach`].
#[cold]
pub unsafe fn detach_of_left(shared: &Shared, reports: &mut Reporter, tick: u64, slot: u32) {
    let Some(slot) = shared.slots.get(slot as usize) else { return };
    // SAFETY: the caller holds the ticker, outside the fork, and has no other reference to this participant.
    let side = unsafe { slot.tick_side() };
    let (mut at, mut before) = (side.taps, NONE);
    while let Some(cell) = shared.taps.get(at) {
        let index = at;
        // SAFETY: as for the participant; the taps of its list are the tick's.
        let tap = unsafe { cell.tick_side() };
        at = tap.next;
        if !cell.detach.load(Ordering::Acquire) {
            before = index;
            continue;
        }
        if let Some(next) = shared.taps.get(tap.next) {
            // SAFETY: another cell of the same list.
            unsafe { next.tick_side() }.before = before;
        }
        match shared.taps.get(before) {
            // SAFETY: another cell of the same list.
            Some(before) => unsafe { before.tick_side() }.next = tap.next,
            None => side.taps = tap.next,
        }
        note_one(side, tap.point, -1);
        give_back(cell, reports, index, tick);
    }
}

/// Takes a tap out of its owner's list and gives it back.
///
/// # Safety
/// As [`attach`], of a tap that is attached.
unsafe fn detach(shared: &Shared, floor: &Floor, reports: &mut Reporter, index: u32, cell: &TapCell) {
    // SAFETY: it is attached, and so the tick's, which the caller is.
    let tap = unsafe { cell.tick_side() };
    if let Some(next) = shared.taps.get(tap.next) {
        // SAFETY: another cell of the same list.
        unsafe { next.tick_side() }.before = tap.before;
    }
    if let Some(before) = shared.taps.get(tap.before) {
        // SAFETY: as above.
        unsafe { before.tick_side() }.next = tap.next;
    } else {
        // SAFETY: the caller's contract is the same.
        let head = unsafe { owner(shared, floor, tap) };
        head.into_iter().for_each(|head| *head = tap.next);
    }
    // SAFETY: as above.
    unsafe { note(shared, tap, -1) };
    give_back(cell, reports, index, floor.tick);
}

/// Ends the taps of a room that has ended.
///
/// # Safety
/// As [`attach`].
pub unsafe fn end_all(taps: &Taps, head: &mut u32, reports: &mut Reporter, tick: u64) {
    let mut at = core::mem::replace(head, NONE);
    while let Some(cell) = taps.get(at) {
        let index = at;
        // SAFETY: the caller has the room, and so its taps.
        let tap = unsafe { cell.tick_side() };
        at = tap.next;
        give_back(cell, reports, index, tick);
    }
}

/// No frame will come any more; from the report on the cell is the control floor's.
fn give_back(cell: &TapCell, reports: &mut Reporter, index: u32, tick: u64) {
    cell.attached.store(false, Ordering::Relaxed);
    cell.ended.store(tick, Ordering::Release);
    reports.tell(Report::Tapped { tap: index });
}

/// The head of the list to which a tap belongs; `None`: its room has ended.
///
/// # Safety
/// As [`attach`].
#[allow(clippy::mut_from_ref)]
unsafe fn owner<'a>(shared: &'a Shared, floor: &'a Floor, tap: &TapSide) -> Option<&'a mut u32> {
    if tap.point != TapPoint::Mix {
        // SAFETY: the caller holds the ticker, outside the fork.
        return Some(&mut unsafe { shared.slots.get(tap.owner as usize)?.tick_side() }.taps);
    }
    // SAFETY: as above.
    let room = unsafe { floor.rooms.get(tap.owner as usize)?.get() };
    (room.is_active && room.id.0 == tap.target).then_some(&mut room.taps)
}

/// Notes with a slot that it has one tap more or less.
///
/// # Safety
/// As [`attach`].
unsafe fn note(shared: &Shared, tap: &TapSide, by: i32) {
    if tap.point == TapPoint::Mix {
        return;
    }
    let Some(slot) = shared.slots.get(tap.owner as usize) else { return };
    // SAFETY: the caller holds the ticker, outside the fork.
    note_one(unsafe { slot.tick_side() }, tap.point, by);
}

/// The same, of a participant that the caller has.
fn note_one(side: &mut TickSide, point: TapPoint, by: i32) {
    side.is_tapped = side.taps != NONE;
    if point == TapPoint::BeforeMute {
        side.taps_before_mute = side.taps_before_mute.saturating_add_signed(by);
        side.choose_way();
    }
}
