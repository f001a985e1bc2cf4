//! EventSubject has not heard yet that a recording is made, and the mix of a room for taps without them: what is recorded is of
//! those only who have heard the announcement to its end.

use super::feed_taps::put;
use super::mix::mix_minus;
use crate::rt::frame::FRAME_OVERLOAD;
use crate::rt::state::members::NONE;
use crate::rt::state::participant_playback;
use crate::rt::state::room::Room;
use crate::rt::state::shared::{Floor, Shared};
use crate::rt::state::tap::tap_header;
use crate::rt::state::worker::{Gathered, Worker};

/// Gives its taps the mix of a room in which some are heard that are not for all of them: what only the one hears who is
/// alone, and those who have not heard of a recording. What is written to the outputs is no good afterwards.
///
/// # Safety
/// Only for the worker that has claimed the room.
#[cold]
#[inline(never)]
pub unsafe fn tap_apart(
    shared: &Shared,
    floor: &Floor,
    worker: &mut Worker,
    room: &Room,
    gathered: &Gathered,
) {
    let (mut at, mut mixed, mut overload) = (room.taps, None, false);
    while let Some(cell) = shared.taps.get(at) {
        // SAFETY: the taps of a room are of the worker that has claimed it.
        let side = unsafe { cell.tick_side() };
        at = side.next;
        if mixed != Some(side.notice) {
            // SAFETY: the caller has claimed the room.
            overload = unsafe { mix_without(shared, worker, gathered, side.notice) };
            mixed = Some(side.notice);
        }
        let flags = if overload { FRAME_OVERLOAD } else { 0 };
        let header = tap_header(floor.tick, 0, room.id, flags);
        put(cell, side, &shared.geometry, header, &worker.common);
    }
}

/// Mixes what is the room's, without those who have not heard of the recording `notice`, into `common`. Answers whether the
/// sum was beyond 16 bits.
///
/// # Safety
/// Only for the worker that has claimed the room.
unsafe fn mix_without(shared: &Shared, worker: &mut Worker, gathered: &Gathered, notice: u64) -> bool {
    let lines = shared.geometry.frame_lines;
    let mut count = gathered.of_room;
    if notice == 0 {
        return mix_minus(shared, worker, count);
    }
    // EventSubject is left out goes behind the others, from the last on, so that what comes forward stays in.
    for index in gathered.parted.clone().rev() {
        count = count.saturating_sub(1);
        worker.swap(lines, index, count);
    }
    for at in (0..gathered.members).rev() {
        let Some(member) = worker.members.get_mut(at) else { continue };
        // SAFETY: the member is of the room that the caller has claimed.
        member.is_apart = member.talker != NONE && unsafe { owes(shared, member.slot, notice) };
        let (is_apart, talker) = (member.is_apart, member.talker as usize);
        if is_apart {
            count = count.saturating_sub(1);
            worker.swap(lines, talker, count);
        }
    }
    let overload = mix_minus(shared, worker, count);
    // And back, in the opposite order.
    for at in 0..gathered.members {
        let Some(member) = worker.members.get(at).copied().filter(|member| member.is_apart) else { continue };
        worker.swap(lines, member.talker as usize, count);
        count += 1;
    }
    for index in gathered.parted.clone() {
        worker.swap(lines, index, count);
        count += 1;
    }
    overload
}

/// Whether a member has not heard of a recording yet.
///
/// # Safety
/// Only for the worker that has claimed the member's room.
unsafe fn owes(shared: &Shared, slot: u32, notice: u64) -> bool {
    let Some(slot) = shared.slots.get(slot as usize) else { return false };
    // SAFETY: the slot is in the room that the caller has claimed.
    let side = unsafe { slot.tick_side() };
    let mut is_owed = false;
    if !side.notices.is_empty() {
        // SAFETY: the caller has claimed the member's room.
        unsafe { participant_playback::owed(shared, slot, side, |owed| is_owed |= owed == notice) };
    }
    is_owed
}
