//! The action on an in-ring in a tick: decided here, executed in [`input`](super::input).

use crate::dsp::level::pause::Pause;
use crate::rt::frame::{AudioFormat, TickClock};
use crate::rt::state::line_in::LineIn;
use crate::rt::state::participant_state::ParticipantState;
use crate::rt::state::slot::Slot;
use crate::units::MAX_FRAME_SAMPLES;

/// The most that is cut at once in a pause, frames.
const MAX_CUT_FRAMES: usize = 4;

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
    // The cap is higher than that.
    if reserve < participant.line_in.prefill() + format.frame {
        return Action::TakeFrame;
    }
    match surplus(clock, format, slot, participant, reserve, is_inaudible) {
        0 => Action::TakeFrame,
        surplus => Action::Cut(surplus),
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

/// How many samples may be cut in a pause: the frame before and the next ones must be quiet; the last of them stays.
fn quiet_ahead(format: &AudioFormat, line: &mut LineIn, pause: &mut Pause, reserve: usize) -> usize {
    let was_quiet = pause.is_quiet();
    let mut samples = [0_i16; MAX_FRAME_SAMPLES];
    let samples = samples.get_mut(..format.frame).unwrap_or_default();
    line.peek(0, samples);
    pause.note(samples);
    if !(was_quiet && pause.is_quiet()) {
        return 0;
    }
    let most = MAX_CUT_FRAMES.min(reserve / format.frame);
    let quiet = (1..=most).take_while(|at| {
        line.peek(at * format.frame, samples);
        pause.would_be_quiet(samples)
    });
    quiet.count() * format.frame
}
