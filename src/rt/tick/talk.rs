//! A member's talkspurts, followed frame by frame.

use crate::dsp::{FrameLevel, LinearGain};
use crate::rt::frame::AudioFormat;
use crate::rt::message::event::EventKind;
use crate::rt::state::participant_state::ParticipantState;
use crate::rt::state::shared::Shared;
use crate::rt::state::talkspurt::TalkChange;

/// The state of a member's line before its frame is taken.
#[derive(Clone, Copy, Debug)]
pub struct LineBefore {
    /// The fill of its in-ring.
    fill: usize,
    /// It gathered its prefill.
    pub was_priming: bool,
    /// Its gain.
    gain: LinearGain,
}

impl LineBefore {
    /// The present state, with `fill` samples in its in-ring.
    #[inline(always)]
    pub fn of(participant: &ParticipantState, fill: usize) -> LineBefore {
        LineBefore { fill, was_priming: participant.line_in.is_priming(), gain: participant.line_in.gain_now }
    }
}

/// Follows the talkspurts of a member whose contribution in this tick is `samples`. Returns the event that reports a
/// change.
pub fn follow_talk(
    shared: &Shared,
    format: &AudioFormat,
    participant: &mut ParticipantState,
    &LineBefore { fill, was_priming, gain }: &LineBefore,
    level: FrameLevel,
    samples: &[i16],
) -> Option<EventKind> {
    let line = &participant.line_in;
    let ramps_twice = participant.talk.is_ramping() && gain != line.gain_now;
    if was_priming && !line.is_priming() {
        participant.talk.ramps_until(line.delay() + format.ramp);
    } else if gain != line.gain_now {
        participant.talk.ramps_until(format.ramp);
    }
    // The decay at an underrun, and silence after it, are not the line's own audio.
    let own = match (line.is_priming(), was_priming || line.delay() > 0) {
        _ if ramps_twice => 0,
        (false, _) => format.frame,
        (true, false) => fill.min(format.frame.saturating_sub(format.decay)),
        (true, true) => 0,
    };
    let judged = samples.get(..own).unwrap_or_default();
    match participant.talk.follow(level, judged, (format.frame, format.ramp), shared.clock.frame_len) {
        TalkChange::None => None,
        TalkChange::Started => Some(EventKind::TalkStarted),
        TalkChange::Stopped => Some(EventKind::TalkStopped),
    }
}
