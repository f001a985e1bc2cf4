//! From a participant's in-ring to its contribution, by way of its keys: the frame that is due, listened to, delayed,
//! without the tones that others are not to hear; then gain and ramps, measured.
//!
//! [`pull`](super::pull::pull) is the short way, of those for whose keys nothing is to be done.

use super::feed_taps::tap_member;
use super::pull::{SILENT, before, condition, lay_due, ramp_and_measure, run_dry, surplus, take, trim, wait};
use crate::dsp::LinearGain;
use crate::dsp::level::ramp::ramp;
use crate::dsp::{CacheLine, FrameLevel, Kernels};
use crate::rt::dtmf::stage::Keys;
use crate::rt::frame::{Geometry, samples_mut};
use crate::rt::message::event::{EventKind, KeyPress};
use crate::rt::state::in_ring::peek;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::Slot;
use crate::rt::state::tap::TapPoint;
use crate::rt::state::tick_side::TickSide;
use crate::rt::state::unannounced::Unannounced;

/// Takes the frame that is due from the in-ring into `frame` and answers its level; a peak of 0 means that there is
/// nothing to mix.
///
/// `fill` is what [`available`](super::pull::available) has answered. If the participant leaves in this tick, the frame
/// fades out; if it presses the terminator, it leaves. What became of its keys is told; its taps before mute get the frame
/// as it is before gain and ramps.
///
/// # Safety
/// Only for the worker that has claimed the participant's room.
#[expect(clippy::too_many_arguments, reason = "as `pull`, and what is told")]
pub unsafe fn pull_heard(
    shared: &Shared,
    slot: &Slot,
    side: &mut TickSide,
    frame: &mut [CacheLine],
    fill: usize,
    leaves: &mut bool,
    tick: u64,
    tell: &mut dyn FnMut(EventKind, KeyPress),
) -> FrameLevel {
    let (g, k) = (&shared.geometry, shared.kernels);
    let target = if *leaves { LinearGain::ZERO } else { side.target_gain() };
    let was_priming = side.priming;
    let silent = take_due(slot, side, g, k, frame, fill, target) == 0;
    let begins = was_priming && !side.priming;
    let samples = samples_mut(frame).get_mut(..g.frame).unwrap_or_default();
    let start = g.start_of(tick) as i64;
    if begins {
        side.keys.hear_stream(start);
    }
    let heard = side.keys.listen(k, samples, silent, start, *leaves && side.priming, tell);
    if let Some(key) = side.keys.take_terminator(start) {
        slot.join.end_by_key(side.join, key);
        *leaves = true;
    }
    let target = if *leaves { LinearGain::ZERO } else { target };
    if begins && side.delay > 0 {
        // The gain's ramp would be over before the first sample has come through the delay.
        ramp(samples, LinearGain::ZERO, LinearGain::UNITY, g.ramp);
    }
    let suppressed = side.keys.suppress(samples, &heard, silent);
    let sounded = side.keys.sound(samples);
    side.choose_way();
    if side.taps_before_mute > 0 {
        // SAFETY: the caller's contract is the same.
        unsafe {
            let at = (tick, 0);
            tap_member(shared, (slot, side), TapPoint::BeforeMute, at, Some(frame), &Unannounced::NONE);
        };
    }
    let unheard = side.gain_now == target && target == LinearGain::ZERO;
    if unheard || (suppressed && !sounded && side.gain_now == target) {
        return SILENT;
    }
    ramp_and_measure(side, g, k, frame, target)
}

/// Lays the frame that is due into `frame`, as the line sent it; answers its peak.
fn take_due(
    slot: &Slot,
    side: &mut TickSide,
    g: &Geometry,
    k: &Kernels,
    frame: &mut [CacheLine],
    fill: usize,
    target: LinearGain,
) -> u32 {
    if side.priming {
        if fill < side.prefill as usize + g.frame {
            wait(slot, g, fill);
            frame.fill(CacheLine::ZERO);
            return 0;
        }
        side.priming = false;
        side.excess.begin(slot.written.largest.get() as usize, g, side.consumed, fill);
        if side.delay == 0 {
            side.gain_now = LinearGain::ZERO;
        }
    }
    // While nobody hears it, a break needs no decay; what is delayed may be heard later.
    let unheard = side.delay == 0 && side.gain_now == LinearGain::ZERO && target == LinearGain::ZERO;
    let samples = samples_mut(frame).get_mut(..g.frame).unwrap_or_default();
    let reserve = fill.saturating_sub(g.frame);
    if fill < g.frame {
        run_dry(slot, side, g, samples, fill);
        return condition(g, k, frame, LinearGain::UNITY).peak;
    }
    // Keys are listened for even while nobody hears it.
    let surplus = surplus(slot, side, g, reserve, false);
    if surplus == 0 {
        peek(&mut side.in_ring, 0, samples);
        take(side, g.frame);
        slot.ticked.in_fill.set(reserve as u64);
    } else {
        trim(slot, side, g, samples, reserve, surplus);
    }
    side.last = if unheard { 0 } else { samples.last().copied().unwrap_or(0) };
    condition(g, k, frame, LinearGain::UNITY).peak
}

/// The frame that would be due, faded out, without taking it and without telling of keys: what a room hears of one who
/// goes elsewhere. What is in the delay comes first, since that is what the room would have heard.
///
/// What was written from position `end` on is of another join, and not for this room. `cap` is
/// [`cap_now`](super::pull::cap_now).
pub fn part_heard(
    side: &mut TickSide,
    g: &Geometry,
    k: &Kernels,
    frame: &mut [CacheLine],
    end: u64,
    cap: usize,
) -> FrameLevel {
    let gain = side.gain_now;
    let fill = before(side, side.in_ring.slots(), end);
    if gain == LinearGain::ZERO || side.consumed < side.from_position {
        return SILENT;
    }
    frame.fill(CacheLine::ZERO);
    let samples = samples_mut(frame).get_mut(..g.frame).unwrap_or_default();
    if !side.priming {
        lay_due(side, g, samples, fill, cap);
    }
    let silent = samples.iter().all(|sample| *sample == 0);
    // What is tried here happens once more, in the new room, from the same state.
    let mut keys = Keys::clone(&side.keys);
    let heard = keys.listen(k, samples, silent, 0, false, &mut |_, _| {});
    keys.suppress(samples, &heard, silent);
    keys.sound(samples);
    ramp(samples, gain, LinearGain::ZERO, g.ramp);
    condition(g, k, frame, LinearGain::UNITY)
}
