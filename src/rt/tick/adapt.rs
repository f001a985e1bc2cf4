//! Brings a line with an adaptive target to it: at once in a pause, by single periods in speech.

use crate::dsp::level::pause::Pause;
use crate::dsp::line::time_scale::{MAX_STEP_MS, compared, longer_by, shorter_by, shortest};
use crate::rt::frame::AudioFormat;
use crate::rt::state::line_in::LineIn;
use crate::units::{MAX_FRAME_SAMPLES, SampleRate};

/// The most that is cut at once in a pause, frames.
const MAX_CUT_FRAMES: usize = 4;

/// Samples of the longest signal in which a period is looked for.
const MAX_SEARCHED: usize = SampleRate::Hz48000.samples_in_ms(2 * MAX_STEP_MS);

/// How a frame is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// Not at all.
    None,
    /// That many samples are left out.
    Shorten(usize),
    /// That many samples are played again before it.
    Lengthen(usize),
}

/// How the next frame of a line is changed that is `over` samples later than its target; its ring holds `fill`. In a pause,
/// or if the participant is inaudible, it goes to the target; in speech, by one period now and then.
#[inline(never)]
pub fn adjust(
    format: &AudioFormat,
    line: &mut LineIn,
    fill: usize,
    over: i64,
    is_inaudible: bool,
) -> Adjustment {
    let there = line.contiguous(fill);
    let reserve = there.saturating_sub(format.frame);
    let Some(adaptation) = line.adaptation() else { return Adjustment::None };
    let (now, mut pause) = (adaptation.offset(0), adaptation.pause);
    let may_step = now >= adaptation.steps_from;
    let amount = usize::try_from(over.unsigned_abs()).unwrap_or(usize::MAX);
    let was_quiet = pause.is_quiet();
    let quiet = quiet_ahead(format, line, &mut pause, reserve);
    let is_pause = is_inaudible || (was_quiet && pause.is_quiet());
    // What is too little for the shortest step is not looked for.
    let may_step = may_step && (over < 0 || amount.min(reserve) >= shortest(format.rate.hz()));
    let is_step = !is_pause && may_step;
    let adjustment = match (over > 0, is_pause) {
        (true, _) if is_inaudible => Adjustment::Shorten(amount.min(reserve)),
        (true, true) => Adjustment::Shorten(amount.min(quiet)),
        (false, true) => Adjustment::Lengthen(amount.min(format.frame)),
        (true, false) if may_step => Adjustment::Shorten(shorten_speech(format, line, there, amount)),
        (false, false) if may_step => Adjustment::Lengthen(lengthen_speech(format, line, there)),
        _ => Adjustment::None,
    };
    let adjustment = match adjustment {
        Adjustment::Shorten(0) | Adjustment::Lengthen(0) => Adjustment::None,
        adjustment => adjustment,
    };
    if let Some(adaptation) = line.adaptation() {
        adaptation.pause = pause;
        let has_changed = adjustment != Adjustment::None;
        if has_changed || is_step {
            adaptation.note_step(format, has_changed);
        }
    }
    adjustment
}

/// By how many samples, at most `most`, the next frame can be made shorter in speech: its frame is still `there`.
fn shorten_speech(format: &AudioFormat, line: &mut LineIn, there: usize, most: usize) -> usize {
    let rate = format.rate.hz();
    let most = most.min(there.saturating_sub(format.frame)).min(format.rate.samples_in_ms(MAX_STEP_MS));
    let mut ahead = [0_i16; MAX_SEARCHED];
    let ahead = ahead.get_mut(..(compared(rate) + most).min(there)).unwrap_or_default();
    line.peek(0, ahead);
    shorter_by(ahead, rate).unwrap_or(0)
}

/// By how many samples, at most a frame, the next frame can be made longer in speech.
fn lengthen_speech(format: &AudioFormat, line: &mut LineIn, there: usize) -> usize {
    let rate = format.rate.hz();
    let mut played = [0_i16; MAX_SEARCHED];
    let most = format.frame.min(format.rate.samples_in_ms(MAX_STEP_MS));
    let played = played.get_mut(..most).unwrap_or_default();
    let mut ahead = [0_i16; MAX_SEARCHED];
    let ahead = ahead.get_mut(..compared(rate).min(there)).unwrap_or_default();
    if !line.copy_played(played) {
        return 0;
    }
    line.peek(0, ahead);
    longer_by(played, ahead, rate).unwrap_or(0)
}

/// How many samples of the `reserve` behind the next frame may be cut in a pause: the frame before and the next ones must
/// be quiet; the last of them stays.
pub fn quiet_ahead(format: &AudioFormat, line: &mut LineIn, pause: &mut Pause, reserve: usize) -> usize {
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
