//! The action on an in-ring in a tick: decided here, executed in [`input`](super::input).

use super::action::Action;
use super::steer::steer;
use crate::rt::frame::{AudioFormat, TickClock};
use crate::rt::state::line_in::LineIn;
use crate::rt::state::participant_state::ParticipantState;
use crate::rt::state::reserve::Watched;
use crate::rt::state::slot::Slot;
use crate::rt::state::slow_resampling::Part;

/// Decides. The ring holds `fill` samples of this join's stream. If the participant is inaudible
/// (`is_inaudible`), its delay is corrected at once.
#[inline(always)]
pub fn decide(
    clock: TickClock,
    format: &AudioFormat,
    slot: &Slot,
    participant: &mut ParticipantState,
    fill: usize,
    is_inaudible: bool,
) -> Action {
    if participant.line_in.is_priming() {
        return if participant.line_in.is_fading_out() { Action::FadeOut } else { Action::Wait };
    }
    let Some(reserve) = fill.checked_sub(format.frame) else { return Action::TakeRest };
    if participant.is_adaptive
        && let next = participant.line_in.next()
        && let Some(adaptation) = participant.line_in.adaptation()
    {
        let over = adaptation.over(next);
        return decide_adaptive(format, slot, participant, (fill, reserve, over), is_inaudible);
    }
    if participant.line_in.need_not_watch(format, reserve) {
        return Action::TakeFrame;
    }
    decide_watched(clock, format, slot, participant, (fill, reserve), is_inaudible)
}

/// Decides for a line with an adaptive target, of which `over` tells how much later it is. Its ring holds `fill` samples,
/// `reserve` of them behind the frame.
fn decide_adaptive(
    format: &AudioFormat,
    slot: &Slot,
    participant: &mut ParticipantState,
    (fill, reserve, over): (usize, usize, i64),
    is_inaudible: bool,
) -> Action {
    if let Some(cut) = cut_at_cap(format, slot, participant, reserve) {
        return cut;
    }
    if over == 0 && !participant.is_steered {
        return Action::TakeFrame;
    }
    decide_steered(format, participant, (fill, over), (is_inaudible, true))
}

/// Decides for a line whose reserve is watched. Its ring holds `fill` samples,
/// `reserve` of them behind the frame.
#[inline(never)]
fn decide_watched(
    clock: TickClock,
    format: &AudioFormat,
    slot: &Slot,
    participant: &mut ParticipantState,
    (fill, reserve): (usize, usize),
    is_inaudible: bool,
) -> Action {
    if slot.is_agent {
        return Action::TakeFrame;
    }
    if let Some(cut) = cut_at_cap(format, slot, participant, reserve) {
        return cut;
    }
    let ParticipantState { line_in, reserve: watch, .. } = participant;
    let (at, prefill) = (line_in.next(), line_in.prefill());
    let over = watch.watch(clock, format, Watched { at, reserve, prefill }, || slack(clock, format, slot));
    let was_steered = over != 0 || participant.is_steered;
    let action = if was_steered {
        decide_steered(format, participant, (fill, over.into()), (is_inaudible, false))
    } else {
        Action::TakeFrame
    };
    let removed = removed(format, action);
    let ParticipantState { line_in, reserve: watch, is_steered, .. } = participant;
    watch.pass(removed, at.saturating_add_signed(format.frame as i64 + i64::from(removed)));
    if watch.has_news() || was_steered {
        line_in.set_unwatched(format, if *is_steered { None } else { watch.unwatched(format, prefill) });
    }
    action
}

/// Cuts what the `reserve` has beyond the cap; `None` if it has nothing.
fn cut_at_cap(
    format: &AudioFormat,
    slot: &Slot,
    participant: &mut ParticipantState,
    reserve: usize,
) -> Option<Action> {
    // The cap is higher than that. It is looked up only if it matters: its burst is on a line of the writer.
    if reserve < participant.line_in.prefill() + format.frame {
        return None;
    }
    let surplus = reserve.saturating_sub(cap_now(format, slot, participant));
    (surplus > 0).then(|| {
        participant.interrupt_steering();
        Action::Cut(surplus)
    })
}

/// Decides for a line whose delay is, or was, not what it should be: it is `over` samples later. Its ring holds `fill`.
fn decide_steered(
    format: &AudioFormat,
    participant: &mut ParticipantState,
    (fill, over): (usize, i64),
    (is_inaudible, is_impatient): (bool, bool),
) -> Action {
    let ParticipantState { line_in, steering, is_steered, .. } = participant;
    if !*is_steered {
        steering.begin();
    }
    let action = steer(format, line_in, steering, (fill, over), (is_inaudible, is_impatient));
    *is_steered = over != 0 || !steering.is_at_rest();
    action
}

/// How many samples an action leaves out; negative if it puts some in.
pub fn removed(format: &AudioFormat, action: Action) -> i32 {
    match action {
        Action::Shorten(n) => n as i32,
        Action::Lengthen(n) => -(n as i32),
        Action::Resample(resampling, Part::Begins | Part::Goes) => {
            resampling.takes(format) as i32 - format.frame as i32
        }
        _ => 0,
    }
}

/// Decides for the parting frame of a participant that moves to another room, by the cap alone. The ring keeps what it
/// holds.
pub fn decide_parting(format: &AudioFormat, line: &LineIn, fill: usize, cap: usize) -> Action {
    if line.is_priming() {
        return Action::Wait;
    }
    let Some(reserve) = fill.checked_sub(format.frame) else { return Action::TakeRest };
    if reserve > cap { Action::Cut(reserve - cap) } else { Action::TakeFrame }
}

/// The cap in samples: the set cap plus the recent burst beyond a frame, which is never cut.
pub fn cap_now(format: &AudioFormat, slot: &Slot, participant: &ParticipantState) -> usize {
    participant.reserve.cap() + (slot.write_counts.burst.get() as usize).saturating_sub(format.frame)
}

/// By how much the least reserve of a window may vary with writes that are not in step with frames: not at all if the
/// pattern that they make recurs within it.
fn slack(clock: TickClock, format: &AudioFormat, slot: &Slot) -> usize {
    let burst = slot.write_counts.burst.get();
    let (mut a, mut b) = (burst, format.frame as u64);
    // Euclid's algorithm: at most 90 turns with 64 bits.
    while b > 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    if burst.checked_div(a).unwrap_or(0) <= clock.window() { 0 } else { format.frame }
}
