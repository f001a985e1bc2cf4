//! A member's talkspurts, followed frame by frame.

use crate::dsp::{FrameLevel, LinearGain};
use crate::rt::message::event::EventKind;
use crate::rt::state::shared::Shared;
use crate::rt::state::talkspurt::TalkChange;
use crate::rt::state::tick_side::TickSide;

/// How a member's line was before its frame was taken.
#[derive(Clone, Copy, Debug)]
pub struct Spoken {
    /// What was in its in-ring.
    fill: usize,
    /// It gathered its prefill.
    was_priming: bool,
    /// Its gain.
    gain: LinearGain,
}

impl Spoken {
    /// How it is now, with `fill` samples in its in-ring.
    #[inline(always)]
    pub fn before(side: &TickSide, fill: usize) -> Spoken {
        Spoken { fill, was_priming: side.line_in.is_priming(), gain: side.line_in.gain_now }
    }
}

/// Follows the talkspurts of a member whose contribution in this tick is `samples`. Returns what event reports a change.
pub fn follow_talk(
    shared: &Shared,
    side: &mut TickSide,
    &Spoken { fill, was_priming, gain }: &Spoken,
    level: FrameLevel,
    samples: &[i16],
) -> Option<EventKind> {
    let format = &shared.format;
    let line = &side.line_in;
    let ramps_twice = side.talk.is_ramping() && gain != line.gain_now;
    if was_priming && !line.is_priming() {
        side.talk.ramps_until(line.delay() + format.ramp);
    } else if gain != line.gain_now {
        side.talk.ramps_until(format.ramp);
    }
    // What a line decays to that runs dry, or has run dry, is not its own.
    let own = match (line.is_priming(), was_priming || line.delay() > 0) {
        _ if ramps_twice => 0,
        (false, _) => format.frame,
        (true, false) => fill.min(format.frame.saturating_sub(format.decay)),
        (true, true) => 0,
    };
    let judged = samples.get(..own).unwrap_or_default();
    match side.talk.follow(level, judged, (format.frame, format.ramp), shared.clock.frame_len) {
        TalkChange::None => None,
        TalkChange::Started => Some(EventKind::TalkStarted),
        TalkChange::Stopped => Some(EventKind::TalkStopped),
    }
}
