//! The second half of a room: what its members hear is handed out; who leaves, leaves.

use super::output_frame::{Heard, drop_frame, push};
use crate::rt::frame::{FRAME_OVERLOAD, Header};
use crate::rt::message::staging::Phase;
use crate::rt::state::members::NONE;
use crate::rt::state::participant_playback::Playing;
use crate::rt::state::room::Room;
use crate::rt::state::shared::{Floor, Shared};
use crate::rt::state::slot::Slot;
use crate::rt::state::talkspurt::Talkspurt;
use crate::rt::state::tick_side::{TickSide, left};
use crate::rt::state::worker::Worker;

/// Hands every member what it hears; who leaves, leaves. Answers whether anyone did.
///
/// # Safety
/// Only for the worker that has claimed the room.
pub unsafe fn hand_out(
    shared: &Shared,
    floor: &Floor,
    worker: &mut Worker,
    index: u32,
    room: &Room,
    members: usize,
    overload: bool,
) -> bool {
    let left_before = worker.left;
    let flags = if overload { FRAME_OVERLOAD } else { 0 };
    let Worker { members: listed, common, events, ended, owed, left: leavers, .. } = worker;
    let mut playing = Playing { shared, floor, place: index, events, ended, owed: *owed };
    for member in listed.iter().take(members) {
        let Some(slot) = shared.slots.get(member.slot as usize) else { continue };
        // SAFETY: the slot is in the room that the caller has claimed.
        let side = unsafe { slot.tick_side() };
        if member.leaves {
            // If it has joined again since, that join's command takes it out, and says why this one ended. Until then it is
            // a member that neither speaks nor gets a frame.
            if let Some((ended, value)) = slot.join.end_and_value_of(side.join) {
                side.keys.leave(shared.geometry.start_of(floor.tick + 1) as i64);
                let event = left(side, floor.tick, ended, value);
                playing.events.add(&shared.owners, index, Phase::Members, event);
                leave(slot, side);
                *leavers += 1;
            }
            if side.is_played {
                // SAFETY: as above; it has left in this tick.
                unsafe { playing.after_leave(slot, side) };
            }
            continue;
        }
        if member.full {
            // SAFETY: as above.
            unsafe { drop_frame(slot, side, &mut playing) };
            continue;
        }
        let heard = if member.talker == NONE { Heard::Common(common) } else { Heard::Own };
        let in_fill = slot.ticked.in_fill.get() as u32 + side.delay;
        let header = Header { tick: floor.tick, join: side.join, mix_id: 0, flags, in_fill };
        // SAFETY: as above.
        unsafe { push(slot, side, heard, room.id.0, header, &mut playing) };
    }
    *leavers != left_before
}

/// Takes a participant whose join has ended out of its room; from the acknowledgement on its slot may be reused.
fn leave(slot: &Slot, side: &mut TickSide) {
    side.room = NONE;
    side.talk = Talkspurt::SILENT;
    slot.join.acknowledge(side.join);
}
