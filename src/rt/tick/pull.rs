//! From a participant's in-ring to its contribution: the frame that is due, with gain and ramps, measured.

use super::trim;
use crate::dsp::LinearGain;
use crate::dsp::level::fade::{add_saturating, cross_fade, decay, fade_out};
use crate::dsp::level::ramp::ramp;
use crate::dsp::{CacheLine, FrameLevel, Kernels};
use crate::rt::frame::{Geometry, samples, samples_mut};
use crate::rt::state::in_ring::peek;
use crate::rt::state::slot::Slot;
use crate::rt::state::tick_side::TickSide;
use crate::units::MAX_RAMP_SAMPLES;

/// A frame of silence.
pub(crate) const SILENT: FrameLevel = FrameLevel { sum_squares: 0, peak: 0 };

/// Takes the frame that is due from the in-ring into `frame` and answers its level; a peak of 0 means that there is
/// nothing to mix, and then `frame` may hold anything.
///
/// `fill` is what [`available`] has answered. If the participant leaves in this tick, the frame fades out.
pub fn pull(
    slot: &Slot,
    side: &mut TickSide,
    g: &Geometry,
    k: &Kernels,
    frame: &mut [CacheLine],
    fill: usize,
    leaves: bool,
) -> FrameLevel {
    if side.priming {
        if fill < side.prefill as usize + g.frame {
            wait(slot, g, fill);
            return SILENT;
        }
        side.priming = false;
        side.excess.begin(slot.written.largest.get() as usize, g, side.consumed, fill);
        side.gain_now = LinearGain::ZERO;
    }
    let target = if leaves { LinearGain::ZERO } else { side.target_gain() };
    let reserve = fill.saturating_sub(g.frame);
    let unheard = side.gain_now == LinearGain::ZERO && target == LinearGain::ZERO;
    let surplus = surplus(slot, side, g, reserve, unheard);
    if fill >= g.frame && surplus == 0 {
        let level = pull_whole(side, g, k, frame, target);
        slot.ticked.in_fill.set(reserve as u64);
        return level;
    }
    let samples = samples_mut(frame).get_mut(..g.frame).unwrap_or_default();
    if fill < g.frame {
        run_dry(slot, side, g, samples, fill);
    } else {
        trim(slot, side, g, samples, reserve, surplus);
        side.last = if unheard { 0 } else { samples.last().copied().unwrap_or(0) };
    }
    ramp_and_measure(side, g, k, frame, target)
}

/// A frame of silence passes, since the in-ring has not yet gathered its prefill.
pub(crate) fn wait(slot: &Slot, g: &Geometry, fill: usize) {
    slot.ticked.in_fill.set(fill as u64);
    slot.dry.add(g.frame as u64);
}

/// Takes the less than a frame that is there; what is missing decays, and the ring gathers its prefill anew.
pub(crate) fn run_dry(slot: &Slot, side: &mut TickSide, g: &Geometry, samples: &mut [i16], fill: usize) {
    lay_last(side, g, samples, fill);
    take(side, fill);
    side.last = 0;
    side.priming = true;
    slot.ticked.underruns.add(1);
    slot.dry.add((g.frame - fill) as u64);
    slot.ticked.in_fill.set(0);
}

/// How much of the `reserve` behind the frame is to be cut: what is beyond the cap, at once; what is beyond need, in a
/// pause, or whenever the participant is `unheard`.
#[inline(always)]
pub(crate) fn surplus(
    slot: &Slot,
    side: &mut TickSide,
    g: &Geometry,
    reserve: usize,
    unheard: bool,
) -> usize {
    // The cap is beyond that.
    if reserve < side.prefill as usize + g.frame { 0 } else { ample(slot, side, g, reserve, unheard) }
}

#[inline(never)]
fn ample(slot: &Slot, side: &mut TickSide, g: &Geometry, reserve: usize, unheard: bool) -> usize {
    let surplus = reserve.saturating_sub(cap_now(slot, side, g));
    if surplus > 0 { surplus } else { trim::due(slot, side, g, reserve, unheard) }
}

/// The cap, beside what one write of late has brought, which is never cut.
pub fn cap_now(slot: &Slot, side: &TickSide, g: &Geometry) -> usize {
    side.cap as usize + (slot.written.burst.get() as usize).saturating_sub(g.frame)
}

/// Takes a frame and, by one cut, the oldest `surplus` of the `reserve` behind it.
pub(crate) fn trim(
    slot: &Slot,
    side: &mut TickSide,
    g: &Geometry,
    samples: &mut [i16],
    reserve: usize,
    surplus: usize,
) {
    lay_cut(side, g, samples, surplus);
    take(side, surplus + g.frame);
    slot.ticked.trims.add(1);
    slot.ticked.trimmed.add(surplus as u64);
    slot.ticked.in_fill.set((reserve - surplus) as u64);
}

/// The frame that would be due, faded out, without taking it: what a room hears of one who goes elsewhere.
///
/// What was written from position `end` on is of another join, and not for this room. `cap` is [`cap_now`].
pub fn part(
    side: &mut TickSide,
    g: &Geometry,
    k: &Kernels,
    frame: &mut [CacheLine],
    end: u64,
    cap: usize,
) -> FrameLevel {
    let gain = side.gain_now;
    let fill = before(side, side.in_ring.slots(), end);
    if side.priming || gain == LinearGain::ZERO || side.consumed < side.from_position {
        return SILENT;
    }
    let samples = samples_mut(frame).get_mut(..g.frame).unwrap_or_default();
    lay_due(side, g, samples, fill, cap);
    ramp(samples, gain, LinearGain::ZERO, g.ramp);
    condition(g, k, frame, LinearGain::UNITY)
}

/// Lays the frame that would be due, by what is there and the cap of now. Nothing is taken.
pub(crate) fn lay_due(side: &mut TickSide, g: &Geometry, samples: &mut [i16], fill: usize, cap: usize) {
    let surplus = fill.saturating_sub(g.frame + cap);
    if fill < g.frame {
        lay_last(side, g, samples, fill);
    } else if surplus > 0 {
        lay_cut(side, g, samples, surplus);
    } else {
        peek(&mut side.in_ring, 0, samples);
    }
}

/// Lays the parting frame of one who is back over what it says now, whose level is given: both are its contribution.
pub fn lay_over(
    g: &Geometry,
    k: &Kernels,
    frame: &mut [CacheLine],
    level: FrameLevel,
    parting: &[CacheLine],
) -> FrameLevel {
    if level.peak == 0 {
        frame.fill(CacheLine::ZERO);
    }
    add_saturating(samples_mut(frame), samples(parting));
    condition(g, k, frame, LinearGain::UNITY)
}

/// How many samples of this join's stream the in-ring holds: at most those that a look at the ring finds before a look
/// at the join, since by then another join may have begun, and what is written for that is not for this room.
#[inline(always)]
pub fn available(slot: &Slot, side: &mut TickSide) -> usize {
    forget_earlier(side);
    let fill = side.in_ring.slots();
    before(side, fill, slot.join.stream_end(side.join))
}

/// Of `fill` samples, those that lie before position `end`.
#[inline(always)]
pub(crate) fn before(side: &TickSide, fill: usize, end: u64) -> usize {
    fill.min(usize::try_from(end.saturating_sub(side.consumed)).unwrap_or(usize::MAX))
}

/// What was written before this join is not heard.
fn forget_earlier(side: &mut TickSide) {
    let Some(earlier) = side.from_position.checked_sub(side.consumed) else { return };
    if earlier > 0 {
        let n = side.in_ring.slots().min(usize::try_from(earlier).unwrap_or(usize::MAX));
        take(side, n);
    }
}

pub(crate) fn take(side: &mut TickSide, n: usize) {
    if let Ok(chunk) = side.in_ring.read_chunk(n) {
        chunk.commit_all();
        side.consumed += n as u64;
    }
}

/// The usual case: a whole frame is there, and no more than the cap behind it.
#[inline(always)]
fn pull_whole(
    side: &mut TickSide,
    g: &Geometry,
    k: &Kernels,
    frame: &mut [CacheLine],
    target: LinearGain,
) -> FrameLevel {
    let settled = side.gain_now == target;
    if settled && target == LinearGain::ZERO {
        side.last = 0;
        take(side, g.frame);
        return SILENT;
    }
    let Ok(chunk) = side.in_ring.read_chunk(g.frame) else { return SILENT };
    let (first, second) = chunk.as_slices();
    side.last = second.last().or(first.last()).copied().unwrap_or(0);
    if settled && second.is_empty() {
        // SAFETY: `first` holds the frame's samples, `frame` has its lines, and they do not overlap.
        let level = unsafe { k.condition(first.as_ptr(), frame.as_mut_ptr(), g.frame, target) };
        chunk.commit_all();
        side.consumed += g.frame as u64;
        return level;
    }
    peek(&mut side.in_ring, 0, samples_mut(frame).get_mut(..g.frame).unwrap_or_default());
    take(side, g.frame);
    ramp_and_measure(side, g, k, frame, target)
}

/// Less than a frame is there: what is, and then its last sample decays; near its end the frame fades out as a whole, so
/// that it always ends in silence. Nothing is taken.
fn lay_last(side: &mut TickSide, g: &Geometry, samples: &mut [i16], fill: usize) {
    peek(&mut side.in_ring, 0, samples.get_mut(..fill).unwrap_or_default());
    let last = fill.checked_sub(1).and_then(|at| samples.get(at).copied()).unwrap_or(side.last);
    let rest = samples.get_mut(fill..g.frame).unwrap_or_default();
    if rest.len() >= g.decay {
        decay(rest, last, g.decay);
    } else {
        rest.fill(last);
        fade_out(samples, g.decay);
    }
}

/// Too much is there: one cross-faded cut of the oldest `surplus` samples. Nothing is taken.
fn lay_cut(side: &mut TickSide, g: &Geometry, samples: &mut [i16], surplus: usize) {
    let mut old = [0_i16; MAX_RAMP_SAMPLES];
    let old = old.get_mut(..g.ramp).unwrap_or_default();
    peek(&mut side.in_ring, 0, old);
    peek(&mut side.in_ring, surplus, samples);
    cross_fade(samples, old);
}

/// Brings the frame's gain to `target`, within 5 ms if it was another, and measures what results.
pub(crate) fn ramp_and_measure(
    side: &mut TickSide,
    g: &Geometry,
    k: &Kernels,
    frame: &mut [CacheLine],
    target: LinearGain,
) -> FrameLevel {
    let from = core::mem::replace(&mut side.gain_now, target);
    if from == target {
        return condition(g, k, frame, target);
    }
    ramp(samples_mut(frame).get_mut(..g.frame).unwrap_or_default(), from, target, g.ramp);
    condition(g, k, frame, LinearGain::UNITY)
}

pub(crate) fn condition(g: &Geometry, k: &Kernels, frame: &mut [CacheLine], gain: LinearGain) -> FrameLevel {
    let place = frame.as_mut_ptr();
    // SAFETY: source and destination are the same frame, which has the frame's lines.
    unsafe { k.condition(place.cast_const().cast(), place, g.frame, gain) }
}
