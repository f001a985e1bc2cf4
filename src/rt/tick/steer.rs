//! Brings the delay of a line to where it should be: at once in a pause, by single periods in speech, by slow resampling in
//! music.

use super::action::Action;
use crate::dsp::level::pause::Pause;
use crate::dsp::line::time_scale::{LIKE, MAX_STEP_MS, VERY_LIKE, compared, longer_by, shorter_by, shortest};
use crate::rt::frame::AudioFormat;
use crate::rt::state::line_in::LineIn;
use crate::rt::state::slow_resampling::{Part, SlowResampling};
use crate::rt::state::steering::Steering;
use crate::units::{MAX_FRAME_SAMPLES, SampleRate};

/// The most that is cut at once in a pause, frames.
const MAX_CUT_FRAMES: usize = 4;

/// A line without an adaptive target waits so long for a pause before the first step in speech, ms.
const PATIENCE_MS: u32 = 2_000;

/// If there was no pause for so long, and no period was found in the last part of it, the line is resampled, ms.
const PAUSELESS_MS: u32 = 10_000;
const STEPLESS_MS: u32 = 2_000;

/// Samples of the longest signal in which a period is looked for.
const MAX_SEARCHED: usize = SampleRate::Hz48000.samples_in_ms(2 * MAX_STEP_MS);

/// The action on the next frame of a line that is `over` samples later than it should be; its ring holds `fill`. In a pause,
/// or if the participant is inaudible, it goes there; in speech, by one period now and then, at once only if it
/// `is_impatient`; if there is none, by slow resampling.
#[inline(never)]
pub fn steer(
    format: &AudioFormat,
    line: &mut LineIn,
    steering: &mut Steering,
    (fill, over): (usize, i64),
    (is_inaudible, is_impatient): (bool, bool),
) -> Action {
    steering.pass_frame();
    let there = line.contiguous(fill);
    if let Some(resampling) = steering.resampling {
        return go_on(format, line, steering, (there, over), resampling);
    }
    if over == 0 {
        steering.settle();
        return Action::TakeFrame;
    }
    let reserve = there.saturating_sub(format.frame);
    let amount = usize::try_from(over.unsigned_abs()).unwrap_or(usize::MAX);
    if note_frame(format, line, &mut steering.pause, there) || is_inaudible {
        steering.settle();
        let most = if is_inaudible { reserve } else { quiet_behind(format, line, &steering.pause, reserve) };
        return if over > 0 { shorten_pause(amount.min(most)) } else { lengthen_pause(format, line, amount) };
    }
    // Steps have whole periods, so the last few milliseconds may be left to a pause.
    if !is_impatient && amount < format.frame / 4 {
        return Action::TakeFrame;
    }
    let has_waited = is_impatient || lasts(format, steering.waited, PATIENCE_MS);
    // What is too little for the shortest step is not looked for.
    let may_step = steering.may_step() && (over < 0 || amount.min(reserve) >= shortest(format.rate.hz()));
    if has_waited && may_step {
        let like = if is_impatient { LIKE } else { VERY_LIKE };
        let step = if over > 0 {
            shorten_speech(format, line, (there, amount), like)
        } else {
            lengthen_speech(format, line, there, like)
        };
        steering.note_step(format, step.is_some());
        match step {
            Some(step) if over > 0 => return Action::Shorten(step),
            Some(step) => return Action::Lengthen(step),
            None => {}
        }
    }
    let finds_none =
        lasts(format, steering.waited, PAUSELESS_MS) && lasts(format, steering.since_step, STEPLESS_MS);
    if !finds_none || !may_resample(line, there, format.frame) {
        return Action::TakeFrame;
    }
    let resampling = SlowResampling { is_slower: over < 0, at: 0 };
    steering.resampling = Some(resampling.after_frame(format));
    Action::Resample(resampling, Part::Begins)
}

/// Returns true if so many frames last that long.
fn lasts(format: &AudioFormat, frames: u16, ms: u32) -> bool {
    usize::from(frames) * format.frame >= format.rate.samples_in_ms(ms)
}

/// The action in a pause, of which so many samples are to be left out.
fn shorten_pause(amount: usize) -> Action {
    if amount > 0 { Action::Shorten(amount) } else { Action::TakeFrame }
}

/// The action in a pause, in which so many samples are to be put: at most a frame, of what was kept.
fn lengthen_pause(format: &AudioFormat, line: &mut LineIn, amount: usize) -> Action {
    let mut played = [0_i16; MAX_FRAME_SAMPLES];
    let again = played.get_mut(..amount.min(format.frame)).unwrap_or_default();
    if line.copy_played(again) { Action::Lengthen(again.len()) } else { Action::TakeFrame }
}

/// Returns true if all that is needed to resample so many samples is `there`, and was kept.
fn may_resample(line: &mut LineIn, there: usize, samples: usize) -> bool {
    there >= samples + SlowResampling::AFTER && line.copy_played(&mut [0; SlowResampling::BEFORE])
}

/// The action on the next frame of a line that has been resampled so far. After whole samples it may end.
fn go_on(
    format: &AudioFormat,
    line: &mut LineIn,
    steering: &mut Steering,
    (there, over): (usize, i64),
    resampling: SlowResampling,
) -> Action {
    note_frame(format, line, &mut steering.pause, there);
    let is_wanted = if resampling.is_slower { over < 0 } else { over > 0 };
    let goes_on = !resampling.is_complete(format) || (is_wanted && !steering.pause.is_quiet());
    if goes_on && may_resample(line, there, format.frame) {
        steering.resampling = Some(resampling.after_frame(format));
        return Action::Resample(resampling, Part::Goes);
    }
    steering.resampling = None;
    if !is_wanted || steering.pause.is_quiet() {
        steering.settle();
    }
    let may_fade = may_resample(line, there, format.ramp);
    if may_fade { Action::Resample(resampling, Part::Ends) } else { Action::TakeFrame }
}

/// By how many samples, at most `most`, the next frame can be made shorter in speech: its frame is still `there`.
fn shorten_speech(
    format: &AudioFormat,
    line: &mut LineIn,
    (there, most): (usize, usize),
    like: f32,
) -> Option<usize> {
    let rate = format.rate.hz();
    let most = most.min(there.saturating_sub(format.frame)).min(format.rate.samples_in_ms(MAX_STEP_MS));
    let mut ahead = [0_i16; MAX_SEARCHED];
    let ahead = ahead.get_mut(..(compared(rate) + most).min(there)).unwrap_or_default();
    line.peek(0, ahead);
    shorter_by(ahead, rate, like)
}

/// By how many samples, at most a frame, the next frame can be made longer in speech.
fn lengthen_speech(format: &AudioFormat, line: &mut LineIn, there: usize, like: f32) -> Option<usize> {
    let rate = format.rate.hz();
    let mut played = [0_i16; MAX_SEARCHED];
    let most = format.frame.min(format.rate.samples_in_ms(MAX_STEP_MS));
    let played = played.get_mut(..most).unwrap_or_default();
    let mut ahead = [0_i16; MAX_SEARCHED];
    let ahead = ahead.get_mut(..compared(rate).min(there)).unwrap_or_default();
    if !line.copy_played(played) {
        return None;
    }
    line.peek(0, ahead);
    longer_by(played, ahead, rate, like)
}

/// Notes the next frame, if it is `there`; what is missing is not quiet. Returns true if it is quiet, and the one before it
/// was.
fn note_frame(format: &AudioFormat, line: &mut LineIn, pause: &mut Pause, there: usize) -> bool {
    if there < format.frame {
        pause.interrupt();
        return false;
    }
    let was_quiet = pause.is_quiet();
    let mut samples = [0_i16; MAX_FRAME_SAMPLES];
    let samples = samples.get_mut(..format.frame).unwrap_or_default();
    line.peek(0, samples);
    pause.note(samples);
    was_quiet && pause.is_quiet()
}

/// How many samples of the `reserve` behind the next frame may be left out in a pause: as long as all are quiet. The last
/// of them stays.
fn quiet_behind(format: &AudioFormat, line: &mut LineIn, pause: &Pause, reserve: usize) -> usize {
    let mut samples = [0_i16; MAX_FRAME_SAMPLES];
    let mut is_quiet = |skip: usize, count: usize| {
        let samples = samples.get_mut(..count).unwrap_or_default();
        line.peek(skip, samples);
        pause.would_be_quiet(samples)
    };
    let whole = reserve / format.frame;
    let most = MAX_CUT_FRAMES.min(whole);
    let quiet = (1..=most).take_while(|at| is_quiet(at * format.frame, format.frame)).count();
    let rest = if quiet == whole { reserve % format.frame } else { 0 };
    quiet * format.frame + if is_quiet((quiet + 1) * format.frame, rest) { rest } else { 0 }
}
