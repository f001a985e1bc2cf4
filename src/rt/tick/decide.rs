//! The action on an in-ring in a tick: decided here, executed in [`input`](super::input).

use super::adapt::{Adjustment, adjust, quiet_ahead};
use crate::rt::frame::{AudioFormat, TickClock};
use crate::rt::state::line_in::LineIn;
use crate::rt::state::participant_state::ParticipantState;
use crate::rt::state::slot::Slot;

/// The action on an in-ring in a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The ring gathers its prefill: a frame of silence passes.
    Wait,
    /// As [`Action::Wait`], while what conceals that the ring has run dry fades out.
    FadeOut,
    /// The usual case: a whole frame is there, and no excess behind it.
    TakeFrame,
    /// Less than a frame is there: it is taken, and decays. The ring gathers its prefill again.
    TakeRest,
    /// Too much is there: that many of the oldest samples are cut out, and a frame is taken.
    Cut(usize),
    /// An adaptive line is later than its target: a frame is taken without that many samples.
    Shorten(usize),
    /// An adaptive line is earlier than its target: a frame that begins with so many of the last samples again, at most a
    /// frame.
    Lengthen(usize),
}

/// Decides. The ring holds `fill` samples of this join's stream. If the participant is inaudible
/// (`is_inaudible`), excess is cut at once.
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
    // The cap is higher than that.
    if reserve < participant.line_in.prefill() + format.frame {
        return Action::TakeFrame;
    }
    match surplus(clock, format, slot, participant, reserve, is_inaudible) {
        0 => Action::TakeFrame,
        surplus => Action::Cut(surplus),
    }
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
    // The cap is higher than that.
    if reserve >= participant.line_in.prefill() + format.frame {
        let surplus = reserve.saturating_sub(cap_now(format, slot, participant));
        if surplus > 0 {
            return Action::Cut(surplus);
        }
    }
    if over == 0 {
        return Action::TakeFrame;
    }
    match adjust(format, &mut participant.line_in, fill, over, is_inaudible) {
        Adjustment::None => Action::TakeFrame,
        Adjustment::Shorten(n) => Action::Shorten(n),
        Adjustment::Lengthen(n) => Action::Lengthen(n),
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
    participant.excess.cap() + (slot.write_counts.burst.get() as usize).saturating_sub(format.frame)
}

/// How much of the `reserve` behind the frame is to be cut: samples beyond the cap at once; excess in a
/// pause, or at once if the participant is inaudible.
#[inline(never)]
fn surplus(
    clock: TickClock,
    format: &AudioFormat,
    slot: &Slot,
    participant: &mut ParticipantState,
    reserve: usize,
    is_inaudible: bool,
) -> usize {
    if slot.is_agent {
        return 0;
    }
    let surplus = reserve.saturating_sub(cap_now(format, slot, participant));
    if surplus > 0 {
        return surplus;
    }
    let ParticipantState { line_in, excess, .. } = participant;
    let slack = slack(clock, format, slot);
    let cut = match excess.find(clock, format, line_in.next(), reserve, line_in.prefill(), slack) {
        None => 0,
        Some((most, _)) if is_inaudible => most,
        Some((most, pause)) => most.min(quiet_ahead(format, line_in, pause, reserve)),
    };
    excess.pass(cut, line_in.next() + (cut + format.frame) as u64);
    cut
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
