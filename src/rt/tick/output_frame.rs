//! From the mix to a participant's out-ring: a header and the frame that it hears.

use super::feed_taps::tap_member;
use crate::dsp::CacheLine;
use crate::dsp::LinearGain;
use crate::dsp::level::fade::{add_saturating, decay};
use crate::dsp::level::ramp::ramp;
use crate::rt::frame::{Geometry, Header, MIX_SILENCE, samples_mut};
use crate::rt::state::out_ring::{entry_of, publish, seam_flags};
use crate::rt::state::participant_playback::Playing;
use crate::rt::state::slot::Slot;
use crate::rt::state::tap::TapPoint;
use crate::rt::state::tick_side::{SEAM_DROPPED, SEAM_MOVED, TickSide};
use crate::units::MAX_RAMP_SAMPLES;

/// What a member hears in this tick.
#[derive(Clone, Copy, Debug)]
pub enum Heard<'a> {
    /// The mix without its own contribution, which lies in its out-ring already.
    Own,
    /// The mix of all who speak.
    Common(&'a [CacheLine]),
}

/// Hands `heard` to the member, at its hearing's gain. `header` is complete but for `mix_id`, which names `room` if
/// the frame is the common one as it stands. Its taps get what it hears.
///
/// # Safety
/// Only for the worker that has claimed the member's room, which is that of `playing`.
pub unsafe fn push(
    slot: &Slot,
    side: &mut TickSide,
    heard: Heard<'_>,
    room: u64,
    header: Header,
    playing: &mut Playing<'_>,
) {
    let shared = playing.shared;
    let g = &shared.geometry;
    let Some((head, frame)) = entry_of(side, g) else {
        // SAFETY: the caller's contract is the same.
        unsafe { drop_frame(slot, side, playing) };
        return;
    };
    let target = side.target_hearing();
    let mut flags = header.flags;
    let mut moved = false;
    if side.seam != 0 {
        flags |= seam_flags(side, playing.floor.before);
        moved = core::mem::take(&mut side.seam) & SEAM_MOVED != 0;
    }
    let settled = side.hear_now == target && !moved;
    let mut mix_id = 0;
    if settled && target == LinearGain::ZERO {
        frame.fill(CacheLine::ZERO);
        mix_id = MIX_SILENCE;
    } else if let Heard::Common(common) = heard {
        frame.iter_mut().zip(common).for_each(|(to, from)| *to = *from);
        mix_id = if settled { room } else { 0 };
    }
    let samples = samples_mut(frame).get_mut(..g.frame).unwrap_or_default();
    if !settled {
        turn(side, g, samples, target, moved);
    }
    if side.is_dialled {
        dial(slot, side, samples);
        mix_id = 0;
    }
    // Without what plays to it, which no move cuts off.
    side.last_heard = samples.last().copied().unwrap_or(0);
    if side.is_played {
        // SAFETY: the caller's contract is the same.
        unsafe { playing.lay(slot, side, Some(samples)) };
        mix_id = 0;
    }
    *head = Header { mix_id, flags, ..header }.to_line();
    if side.is_tapped {
        // SAFETY: the caller's contract is the same.
        unsafe {
            let at = (header.tick, header.flags);
            tap_member(shared, (slot, side), TapPoint::Output, at, Some(frame), &playing.owed);
        };
    }
    publish(side, g);
}

/// Lays the digits that are being sent to it over what it hears, deaf or not.
fn dial(slot: &Slot, side: &mut TickSide, samples: &mut [i16]) {
    side.dial.lay(samples);
    side.is_dialled = side.dial.is_busy();
    slot.ticked.dialled.set(side.dial.done());
}

/// There is no room in the out-ring: the member misses this frame; digits for it wait, prompts go on. The read that meets
/// the gap brings the next frame in by a ramp.
///
/// # Safety
/// As of [`push`].
pub unsafe fn drop_frame(slot: &Slot, side: &mut TickSide, playing: &mut Playing<'_>) {
    slot.ticked.dropped.add(1);
    if side.is_played {
        // SAFETY: the caller's contract is the same.
        unsafe { playing.lay(slot, side, None) };
    }
    side.hear_now = side.target_hearing();
    side.seam = side.seam & SEAM_MOVED | SEAM_DROPPED;
}

/// Ramps the hearing to `target`, over what decays of the room that was left.
fn turn(side: &mut TickSide, g: &Geometry, samples: &mut [i16], target: LinearGain, moved: bool) {
    let from = core::mem::replace(&mut side.hear_now, target);
    if from != target {
        ramp(samples, from, target, g.ramp);
    } else if target == LinearGain::ZERO {
        samples.fill(0);
    }
    if moved {
        let mut tail = [0_i16; MAX_RAMP_SAMPLES];
        let tail = tail.get_mut(..g.decay).unwrap_or_default();
        decay(tail, side.last_heard, g.decay);
        add_saturating(samples, tail);
    }
}
