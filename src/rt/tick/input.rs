//! From a participant's in-ring to its contribution: executes the action of [`decide`](super::decide), then the fixed
//! stages: DTMF, gain, level.

use super::action::Action;
use super::decide::{decide, decide_parting, removed};
use super::feed_taps::feed_member;
use crate::dsp::level::fade::add_saturating;
use crate::dsp::level::ramp::ramp;
use crate::dsp::{CacheLine, FrameLevel, Kernels, LinearGain};
use crate::rt::dtmf::press_events::PressEvents;
use crate::rt::dtmf::stage::DtmfStage;
use crate::rt::frame::{AudioFormat, samples, samples_mut};
use crate::rt::message::event::EventKind;
use crate::rt::state::adaptation::Arrivals;
use crate::rt::state::jitter_buffer::{Analyses, Stream};
use crate::rt::state::line_in::LineIn;
use crate::rt::state::participant_state::ParticipantState;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::Slot;
use crate::rt::state::slow_resampling::SlowResampler;
use crate::rt::state::tap::TapPoint;
use crate::rt::state::unannounced::Unannounced;
use crate::rt::state::worker::WorkerLog;
use crate::rt::sync::atomics::Ordering;

/// The level of a frame that is not mixed.
pub const SILENT: FrameLevel = FrameLevel { sum_squares: 0, peak: 0 };

/// How many samples of this join's stream are there. Reads the ring before the join: another join may begin in between,
/// and samples written for that are not for this room.
#[inline(always)]
pub fn available(format: &AudioFormat, slot: &Slot, participant: &mut ParticipantState, tick: u64) -> usize {
    let ParticipantState { join, is_adaptive, line_in: line, .. } = participant;
    let (join, is_adaptive) = (*join, *is_adaptive);
    line.drop_earlier();
    let arrivals = Arrivals {
        format,
        now: format.start_of(tick),
        writes: &slot.write_counts,
        counts: &slot.arrival_counts,
    };
    line.look(
        || slot.marks.load(Ordering::Acquire) as u16,
        || slot.join.stream_end(join),
        || Stream {
            arrivals,
            join,
            silence_played: slot.silence_played.get(),
            cap: slot.cap.load(Ordering::Relaxed) as usize,
            flush_to: slot.flush_to.load(Ordering::Relaxed),
        },
        is_adaptive.then_some(arrivals),
    )
}

/// Takes the next frame of the participant from its in-ring, through all stages, into `frame`. Returns its level; a
/// peak of 0 means that there is nothing to mix, and then `frame` may hold anything.
///
/// `format` is that of the line, `fill` what [`available`] has returned. If the participant leaves in this tick, the
/// frame fades out; if it presses the terminator, it leaves. Its key presses are added to `log`.
#[inline(always)]
pub fn input(
    (shared, format): (&Shared, &AudioFormat),
    tick: u64,
    (slot, participant): (&Slot, &mut ParticipantState),
    frame: &mut [CacheLine],
    fill: usize,
    leaves: &mut bool,
    log: &mut WorkerLog,
) -> FrameLevel {
    let kernels = shared.kernels;
    let target = target_gain(participant, *leaves);
    let begins = begin_if_gathered(format, slot, participant, fill);
    let line = &participant.line_in;
    // Delayed samples may be audible later.
    let is_inaudible = line.delay() == 0 && line.gain_now == LinearGain::ZERO && target == LinearGain::ZERO;
    let action =
        decide(shared.clock, format, slot, participant, fill, is_inaudible && !participant.needs_dtmf);
    let line = &mut participant.line_in;
    match action {
        _ if participant.needs_dtmf => {}
        Action::Wait => {
            wait(format, slot, fill);
            return SILENT;
        }
        Action::TakeFrame if line.is_in_order() => {
            return fast_path(format, kernels, slot, line, frame, fill, target);
        }
        Action::TakeFrame
        | Action::TakeRest
        | Action::Cut(_)
        | Action::Shorten(_)
        | Action::Lengthen(_)
        | Action::Resample(..)
        | Action::FadeOut => {}
    }
    let resampler = SlowResampler { kernels, filter: shared.rates.drift_filter() };
    let means = (&mut log.analyses, resampler);
    execute(format, slot, line, (action, fill), frame, is_inaudible, means);
    if !participant.needs_dtmf {
        return apply_gain(format, kernels, line, frame, target);
    }
    let is_silent = action == Action::Wait || measure(format, kernels, frame).peak == 0;
    dtmf_path(shared, tick, (slot, participant), frame, (is_silent, begins), leaves, &mut log.presses)
}

/// The gain that the contribution ramps to in this tick: silence if the participant leaves, or was flushed.
#[inline(always)]
fn target_gain(participant: &ParticipantState, leaves: bool) -> LinearGain {
    let fades_out = leaves || participant.line_in.is_flushing();
    if fades_out { LinearGain::ZERO } else { participant.target_gain() }
}

/// The audio of a stream begins once its prefill is gathered. If it does now, what was known of its reserve is forgotten;
/// returns whether it has to fade in.
#[inline(always)]
fn begin_if_gathered(
    format: &AudioFormat,
    slot: &Slot,
    participant: &mut ParticipantState,
    fill: usize,
) -> Option<bool> {
    let ParticipantState { line_in: line, agent, steering, is_adaptive, is_steered, .. } = participant;
    if !line.is_priming() {
        return None;
    }
    let has_gathered = line.has_gathered(format, fill, *is_adaptive)
        || (slot.is_agent && agent.has_waited(format, fill, line.prefill()));
    if !has_gathered {
        return None;
    }
    let fades_in = line.end_priming();
    steering.forget();
    *is_steered = false;
    // Another reserve may be usual from now on.
    line.set_unwatched(format, None);
    participant.reserve.begin(slot.write_counts.largest.get() as usize, format, line.next(), fill);
    if line.delay() == 0 && fades_in {
        line.gain_now = LinearGain::ZERO;
    }
    Some(fades_in)
}

/// The usual case in one kernel: a whole frame is there, at a settled gain, without DTMF.
#[inline(always)]
fn fast_path(
    format: &AudioFormat,
    kernels: &Kernels,
    slot: &Slot,
    line: &mut LineIn,
    frame: &mut [CacheLine],
    fill: usize,
    target: LinearGain,
) -> FrameLevel {
    slot.tick_counts.in_fill.set((fill - format.frame) as u64);
    if line.gain_now == target {
        if target == LinearGain::ZERO {
            line.set_last(0);
            line.take(format, format.frame);
            return SILENT;
        }
        let level = line.take_piece(format, |piece| kernels.condition_from(piece, frame, target));
        if let Some(level) = level {
            return level;
        }
    }
    let samples = samples_mut(frame).get_mut(..format.frame).unwrap_or_default();
    line.peek(0, samples);
    line.set_last(samples.last().copied().unwrap_or(0));
    line.take(format, format.frame);
    apply_gain(format, kernels, line, frame, target)
}

/// Executes an action: copies the frame as the line sent it, and takes it from the ring.
#[inline(never)]
fn execute(
    format: &AudioFormat,
    slot: &Slot,
    line: &mut LineIn,
    (action, fill): (Action, usize),
    frame: &mut [CacheLine],
    is_inaudible: bool,
    means: (&mut Analyses, SlowResampler<'_>),
) {
    copy_frame(format, line, action, frame, fill, Some(means));
    line.count_concealed(&slot.arrival_counts);
    let reserve = fill.saturating_sub(format.frame);
    match action {
        Action::Wait => return wait(format, slot, fill),
        Action::FadeOut => wait(format, slot, fill),
        Action::TakeRest => return run_dry(format, slot, line, fill),
        Action::TakeFrame => {
            line.take(format, format.frame);
            slot.tick_counts.in_fill.set(reserve as u64);
        }
        Action::Cut(surplus) => {
            line.take(format, surplus + format.frame);
            slot.tick_counts.trims.add(1);
            slot.tick_counts.trimmed.add(surplus as u64);
            slot.tick_counts.in_fill.set((reserve - surplus) as u64);
        }
        Action::Shorten(n) => {
            line.take(format, n + format.frame);
            slot.arrival_counts.removed.add(n as u64);
            slot.tick_counts.in_fill.set(reserve.saturating_sub(n) as u64);
        }
        Action::Lengthen(n) => {
            line.take(format, format.frame.saturating_sub(n));
            slot.arrival_counts.inserted.add(n as u64);
            slot.tick_counts.in_fill.set((reserve + n) as u64);
        }
        Action::Resample(..) => {
            let removed = removed(format, action);
            line.take(format, format.frame.saturating_add_signed(removed as isize));
            slot.arrival_counts.removed.add(removed.max(0) as u64);
            slot.arrival_counts.inserted.add((-removed).max(0) as u64);
            slot.tick_counts.in_fill.set(reserve.saturating_add_signed(-removed as isize) as u64);
        }
    }
    // While the line is inaudible, a break needs no decay.
    let last = samples(frame).get(format.frame - 1).copied().unwrap_or(0);
    line.set_last(if is_inaudible { 0 } else { last });
}

/// Copies the frame of an action; takes nothing.
fn copy_frame(
    format: &AudioFormat,
    line: &mut LineIn,
    action: Action,
    frame: &mut [CacheLine],
    fill: usize,
    means: Option<(&mut Analyses, SlowResampler<'_>)>,
) {
    let samples = samples_mut(frame).get_mut(..format.frame).unwrap_or_default();
    let (analyses, resampler) = means.unzip();
    match (action, analyses, resampler) {
        (Action::FadeOut, Some(analyses), _) => line.fade_out(samples, analyses),
        (Action::Wait | Action::FadeOut, ..) => frame.fill(CacheLine::ZERO),
        (Action::TakeRest, analyses, _) => line.copy_rest(format, samples, fill, analyses),
        (Action::Cut(surplus), analyses, _) => line.copy_cut(format, samples, surplus, analyses),
        (Action::Shorten(n), analyses, _) => line.copy_shortened(format, samples, n, analyses),
        (Action::Lengthen(n), analyses, _) => line.copy_lengthened(format, samples, n, analyses),
        (Action::Resample(resampling, part), analyses, Some(resampler)) => {
            line.copy_resampled(format, samples, (resampling, part), resampler, analyses);
        }
        (Action::TakeFrame | Action::Resample(..), analyses, _) => line.copy_frame(format, samples, analyses),
    }
}

/// A frame of silence passes, since the in-ring has not yet gathered its prefill.
fn wait(format: &AudioFormat, slot: &Slot, fill: usize) {
    slot.tick_counts.in_fill.set(fill as u64);
    slot.silence_played.add(format.frame as u64);
}

/// Takes the rest, less than a frame; the ring gathers its prefill again.
fn run_dry(format: &AudioFormat, slot: &Slot, line: &mut LineIn, fill: usize) {
    line.run_dry(format, fill, slot.silence_played.get());
    slot.tick_counts.underruns.add(1);
    slot.silence_played.add((format.frame - fill) as u64);
    slot.tick_counts.in_fill.set(0);
}

/// The stages of a participant whose DTMF is detected, suppressed or generated, or whose audio before mute is tapped.
#[inline(never)]
fn dtmf_path(
    shared: &Shared,
    tick: u64,
    (slot, participant): (&Slot, &mut ParticipantState),
    frame: &mut [CacheLine],
    (is_silent, begins): (bool, Option<bool>),
    leaves: &mut bool,
    presses: &mut PressEvents,
) -> FrameLevel {
    let (format, kernels) = (shared.format_of(slot), shared.kernels);
    let samples = samples_mut(frame).get_mut(..format.frame).unwrap_or_default();
    let start = format.start_of(tick) as i64;
    if begins.is_some() {
        participant.dtmf.begin_stream(start);
    }
    let is_cut = *leaves && participant.line_in.is_priming();
    let found = participant.dtmf.detect(kernels, samples, is_silent, start, is_cut, presses);
    if let Some(digit) = participant.dtmf.take_terminator(start) {
        slot.join.end_by_terminator(participant.join, digit);
        *leaves = true;
    }
    let target = target_gain(participant, *leaves);
    if begins == Some(true) && participant.line_in.delay() > 0 {
        // The gain's ramp would be over before the first sample has come through the delay.
        ramp(samples, LinearGain::ZERO, LinearGain::UNITY, format.ramp);
    }
    let is_silent = participant.dtmf.suppress(samples, &found, is_silent);
    let is_generated = participant.dtmf.generate(samples);
    participant.update_needs_dtmf();
    if participant.taps_before_mute > 0 {
        let at = (TapPoint::BeforeMute, tick, 0);
        feed_member(shared, slot, participant.tap_source(), at, Some(frame), &Unannounced::NONE);
    }
    let line = &mut participant.line_in;
    let is_settled = line.gain_now == target;
    if is_settled && (target == LinearGain::ZERO || (is_silent && !is_generated)) {
        return SILENT;
    }
    apply_gain(format, kernels, line, frame, target)
}

/// Applies the gain `target`, with a ramp of 5 ms if it has changed, and measures the result.
fn apply_gain(
    format: &AudioFormat,
    kernels: &Kernels,
    line: &mut LineIn,
    frame: &mut [CacheLine],
    target: LinearGain,
) -> FrameLevel {
    let from = core::mem::replace(&mut line.gain_now, target);
    if from == target {
        return kernels.condition_in_place(frame, format.frame, target);
    }
    ramp(samples_mut(frame).get_mut(..format.frame).unwrap_or_default(), from, target, format.ramp);
    measure(format, kernels, frame)
}

/// What follows a frame of a line whose samples are not in order: drops what the host has flushed, and reports the marks
/// that were heard or dropped. `was_priming`: the line has played nothing in this tick.
#[inline(never)]
pub fn after_frame(
    slot: &Slot,
    participant: &mut ParticipantState,
    was_priming: bool,
    mut report: impl FnMut(&ParticipantState, EventKind, i64),
) {
    if participant.line_in.is_flushing() {
        participant.line_in.flush(slot.silence_played.get());
        participant.dtmf.drop_delayed();
    }
    let has_drained = was_priming && participant.line_in.is_priming();
    // At most as many turns as notes may wait.
    while let Some((value, is_heard)) = participant.line_in.take_note(has_drained) {
        report(participant, if is_heard { EventKind::MarkHeard } else { EventKind::MarkFlushed }, value);
    }
}

/// The next frame, faded out, without taking it and without reporting key presses: the last frame in the old room of
/// a participant that moves. Samples delayed in the DTMF stage come first, since they were next for that room.
///
/// Samples from position `end` on are of another join, and not for this room. `cap` is
/// [`cap_now`](super::decide::cap_now).
pub fn parting_frame(
    format: &AudioFormat,
    kernels: &Kernels,
    participant: &mut ParticipantState,
    frame: &mut [CacheLine],
    end: u64,
    cap: usize,
) -> FrameLevel {
    let line = &mut participant.line_in;
    let gain = line.gain_now;
    let fill = line.before(line.fill(), end);
    let action = decide_parting(format, line, fill, cap);
    if gain == LinearGain::ZERO || line.holds_earlier() || (action == Action::Wait && !participant.needs_dtmf)
    {
        return SILENT;
    }
    copy_frame(format, line, action, frame, fill, None);
    let samples = samples_mut(frame).get_mut(..format.frame).unwrap_or_default();
    if participant.needs_dtmf {
        let is_silent = samples.iter().all(|sample| *sample == 0);
        // A copy: the DTMF stage processes the same samples again for the new room, from the same state.
        let mut dtmf = participant.dtmf.to_longest();
        let dtmf: &mut DtmfStage = &mut dtmf;
        let found = dtmf.detect(kernels, samples, is_silent, 0, false, &mut PressEvents::new());
        dtmf.suppress(samples, &found, is_silent);
        dtmf.generate(samples);
    }
    ramp(samples, gain, LinearGain::ZERO, format.ramp);
    measure(format, kernels, frame)
}

/// Adds the parting frame of a participant that has come back to its frame, whose level is given: the sum is its
/// contribution.
pub fn add_parting(
    format: &AudioFormat,
    kernels: &Kernels,
    frame: &mut [CacheLine],
    level: FrameLevel,
    parting: &[CacheLine],
) -> FrameLevel {
    if level.peak == 0 {
        frame.fill(CacheLine::ZERO);
    }
    add_saturating(samples_mut(frame), samples(parting));
    measure(format, kernels, frame)
}

/// Measures a frame, and zeroes its padding.
fn measure(format: &AudioFormat, kernels: &Kernels, frame: &mut [CacheLine]) -> FrameLevel {
    kernels.condition_in_place(frame, format.frame, LinearGain::UNITY)
}
