//! Fetching memory before it is needed: with more participants than the caches hold, cache misses
//! dominate a tick, and prefetching makes them overlap. Hints only: they change no result.

use crate::rt::frame::AudioFormat;
use crate::rt::state::claimed_room::ClaimedRoom;
use crate::rt::state::jitter_buffer::JitterBuffer;
use crate::rt::state::members::MemberList;
use crate::rt::state::participant_state::ParticipantState;
use crate::rt::state::slot::Slot;
use crate::rt::sync::prefetch::{CACHE_LINE, fetch, fetch_lines};

/// Prefetch distances, in members after the current one: of the slot, its rings' heads, their frames, its DTMF stage.
const SLOTS_AHEAD: usize = 8;
const RINGS_AHEAD: usize = 4;
const FRAMES_AHEAD: usize = 2;
const DTMF_AHEAD: usize = 1;

/// Prefetched lines of a frame; the processor's own prefetcher continues from there.
const FRAME_LINES: usize = 8;

/// Prefetches the part of a slot that a tick touches: join, counters, the tick's state.
#[inline(always)]
fn fetch_slot(slot: &Slot) {
    fetch(slot);
    fetch_lines(&raw const slot.tick_counts, 4);
}

/// Prefetches the heads of both rings; the slot should be there by now.
#[inline(always)]
fn fetch_rings(slot: &Slot) {
    for head in slot.ring_heads.0 {
        // A ring's two positions and its description lie on pairs of lines of their own.
        for pair in 0..3 {
            fetch(head.wrapping_add(pair * 2 * CACHE_LINE));
        }
    }
}

/// Prefetches the DTMF stage of a member whose frames go through it; the slot should be there by now. If the last
/// sample was 0 the stage is most likely not used.
#[inline(always)]
fn fetch_dtmf(participant: &ParticipantState) {
    if participant.needs_dtmf && participant.line_in.last() != 0 {
        let (first, bytes) = participant.dtmf.bytes_of_a_frame(participant.line_in.delay());
        fetch_lines(first, bytes.div_ceil(CACHE_LINE));
    }
}

/// Prefetches what a member with an adaptive target learns with; the slot should be there by now.
#[inline(always)]
fn fetch_adaptation(participant: &ParticipantState) {
    if participant.is_adaptive {
        let buffer = &raw const *participant.line_in.buffer();
        fetch_lines(buffer, JitterBuffer::OFTEN_TOUCHED.div_ceil(CACHE_LINE));
    }
}

/// Prefetches the beginnings of the frames that a tick takes and gives; the rings' heads should be there by now.
#[inline(always)]
fn fetch_frames(participant: &mut ParticipantState, format: &AudioFormat) {
    if let Some(samples) = participant.line_in.next_sample() {
        fetch_lines(samples, format.frame_lines.min(FRAME_LINES));
    }
    if let Some(frame) = participant.line_out.ring.next_samples(format) {
        fetch_lines(frame.wrapping_sub(1), format.entry_lines().min(FRAME_LINES));
    }
}

/// Prefetches the memory of members that come later than the one at `at`: of a slot, of the rings of an earlier one, of
/// the frames of a still earlier one. `format` is the room's, which most of its lines have.
#[inline(always)]
pub fn fetch_members(room: &mut ClaimedRoom<'_>, format: &AudioFormat, at: usize) {
    if let Some(slot) = room.slot(at + SLOTS_AHEAD) {
        fetch_slot(slot);
    }
    if let Some(slot) = room.slot(at + RINGS_AHEAD) {
        fetch_rings(slot);
    }
    if let Some(member) = room.member(at + FRAMES_AHEAD) {
        fetch_adaptation(member.participant);
        fetch_frames(member.participant, format);
    }
    if let Some(member) = room.member(at + DTMF_AHEAD) {
        fetch_dtmf(member.participant);
    }
}

/// Prefetches the frames and DTMF stages of the first members, which no earlier member has prefetched.
pub fn fetch_first(room: &mut ClaimedRoom<'_>, format: &AudioFormat) {
    for at in 0..FRAMES_AHEAD {
        if let Some(member) = room.member(at) {
            fetch_adaptation(member.participant);
            fetch_frames(member.participant, format);
        }
    }
    if let Some(member) = room.member(0) {
        fetch_dtmf(member.participant);
    }
}

/// Prefetches the memory of the rooms that come after the one of job `job`, the nearer the deeper.
#[inline(always)]
pub fn fetch_rooms(room: &ClaimedRoom<'_>, job: usize) {
    let (shared, state) = (room.shared, room.state);
    let room = |ahead: usize| state.rooms.get(*state.active.get(job + ahead)? as usize);
    if let Some(room) = room(4) {
        fetch(room);
    }
    if let Some(room) = room(3) {
        state.pool.fetch(&room.members);
    }
    let slots = |list: &MemberList| {
        let first = state.pool.iter(list).take(SLOTS_AHEAD);
        first.filter_map(|slot| shared.slots.get(slot as usize))
    };
    if let Some(room) = room(2) {
        slots(&room.members).for_each(fetch_slot);
    }
    if let Some(room) = room(1) {
        slots(&room.members).for_each(fetch_rings);
    }
}
