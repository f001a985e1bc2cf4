//! Fetching memory before it is needed: with more participants than the caches hold, a tick is as slow as its
//! misses, and these make them overlap. Hints only: they change no result.

use crate::rt::dtmf::stage::Keys;
use crate::rt::frame::Geometry;
use crate::rt::state::members::List;
use crate::rt::state::out_ring::reserve;
use crate::rt::state::shared::{Floor, Shared};
use crate::rt::state::slot::Slot;
use crate::rt::state::tick_side::TickSide;
use crate::rt::state::worker::Member;
use crate::rt::sync::prefetch::{CACHE_LINE, fetch, fetch_lines};

/// How many members ahead of the one in hand the slot is asked for, then its rings' heads, then their frames, then the
/// keys of one to whom is listened.
const SLOTS_AHEAD: usize = 8;
const RINGS_AHEAD: usize = 4;
const FRAMES_AHEAD: usize = 2;
const KEYS_AHEAD: usize = 1;

/// Lines of a frame that are asked for; the processor sees by itself that the rest follows.
const FRAME_LINES: usize = 8;

/// Asks for what a tick touches of a slot: its join, its counts, its side.
#[inline(always)]
fn fetch_slot(slot: &Slot) {
    fetch(slot);
    fetch_lines(&raw const slot.ticked, 4);
}

/// Asks for the heads of both rings; the slot should be there by now.
#[inline(always)]
fn fetch_rings(slot: &Slot) {
    for head in slot.ring_heads {
        // A ring's two positions and its description lie on pairs of lines of their own.
        for pair in 0..3 {
            fetch(head.wrapping_add(pair * 2 * CACHE_LINE));
        }
    }
}

/// Asks for the keys of a member that goes by way of them; the slot should be there by now. Those of one whose last sample
/// was 0 are most likely not looked at.
#[inline(always)]
fn fetch_keys(side: &TickSide) {
    if side.is_heard && side.last != 0 {
        let bytes = Keys::bytes_of_a_frame(side.delay as usize);
        fetch_lines(&raw const *side.keys, bytes.div_ceil(CACHE_LINE));
    }
}

/// Asks for the beginnings of the frames that a tick takes and gives; the rings' heads should be there by now.
#[inline(always)]
fn fetch_frames(side: &mut TickSide, g: &Geometry) {
    if let Ok(chunk) = side.in_ring.read_chunk(g.frame) {
        fetch_lines(chunk.as_slices().0.as_ptr(), g.frame_lines.min(FRAME_LINES));
    }
    if let Some(entry) = reserve(side, g) {
        fetch_lines(entry, g.entry_lines().min(FRAME_LINES));
    }
}

/// Asks for the memory of members that come later: of the slot at `at`, of the rings of an earlier one, of the frames
/// of a still earlier one.
///
/// # Safety
/// Only for the worker that has claimed the room in which they are.
#[inline(always)]
pub unsafe fn fetch_members(shared: &Shared, members: &[Member], at: usize) {
    let slot = |ahead: usize| shared.slots.get(members.get(at + ahead)?.slot as usize);
    if let Some(slot) = slot(SLOTS_AHEAD) {
        fetch_slot(slot);
    }
    if let Some(slot) = slot(RINGS_AHEAD) {
        fetch_rings(slot);
    }
    if let Some(slot) = slot(FRAMES_AHEAD) {
        // SAFETY: the slot is in the room that the caller has claimed.
        fetch_frames(unsafe { slot.tick_side() }, &shared.geometry);
    }
    if let Some(slot) = slot(KEYS_AHEAD) {
        // SAFETY: as above.
        fetch_keys(unsafe { slot.tick_side() });
    }
}

/// Asks for the frames and keys of the first members, for which nobody asked while others were in hand.
///
/// # Safety
/// Only for the worker that has claimed the room in which they are.
pub unsafe fn fetch_first(shared: &Shared, members: &[Member]) {
    for member in members.iter().take(FRAMES_AHEAD) {
        if let Some(slot) = shared.slots.get(member.slot as usize) {
            // SAFETY: the slot is in the room that the caller has claimed.
            fetch_frames(unsafe { slot.tick_side() }, &shared.geometry);
        }
    }
    if let Some(slot) = members.first().and_then(|member| shared.slots.get(member.slot as usize)) {
        // SAFETY: as above.
        fetch_keys(unsafe { slot.tick_side() });
    }
}

/// Asks for the memory of the rooms that come after the one at `job`, the nearer the deeper.
///
/// # Safety
/// Only within the fork.
#[inline(always)]
pub unsafe fn fetch_rooms(shared: &Shared, floor: &Floor, job: usize) {
    let room = |ahead: usize| floor.rooms.get(*floor.active.get(job + ahead)? as usize);
    // SAFETY: the caller's contract is the same.
    let list = |ahead: usize| room(ahead).map(|room| unsafe { room.members() });
    if let Some(room) = room(4) {
        fetch(room);
    }
    if let Some(list) = list(3) {
        floor.pool.fetch(&list);
    }
    let slots = |list: List| {
        floor.pool.iter(&list).take(SLOTS_AHEAD).filter_map(|slot| shared.slots.get(slot as usize))
    };
    if let Some(list) = list(2) {
        slots(list).for_each(fetch_slot);
    }
    if let Some(list) = list(1) {
        slots(list).for_each(fetch_rings);
    }
}
