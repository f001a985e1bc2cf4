//! How the delay of a line is being changed: what the tick that changes it has to remember.

use super::slow_resampling::SlowResampling;
use crate::dsp::level::pause::Pause;
use crate::rt::frame::AudioFormat;

/// Steps in speech are at least so far apart, ms.
const STEPS_APART_MS: u32 = 40;

/// If so many in a row were not found, the next is looked for later: by that time, doubled each time, at most so often.
const EAGER_STEPS: u8 = 8;
const MAX_DOUBLINGS: u8 = 3;

/// What is remembered of a line whose delay changes, or may have to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Steering {
    /// Finds the pauses, in which the delay may change at once.
    pub pause: Pause,
    /// Frames until a step in speech may be looked for.
    rest: u8,
    /// Steps in a row that were not found.
    failed_steps: u8,
    /// Frames since the delay was last where it should be, or changed in a pause.
    pub waited: u16,
    /// Frames since the last step.
    pub since_step: u16,
    /// The line is resampled slowly.
    pub resampling: Option<SlowResampling>,
}

impl Steering {
    /// Another join begins, or the stream was interrupted.
    pub fn forget(&mut self) {
        *self = Steering::default();
    }

    /// The delay is to be changed, after frames that were not looked at.
    pub fn begin(&mut self) {
        self.pause.interrupt();
    }

    /// Counts a frame.
    pub fn pass_frame(&mut self) {
        self.rest = self.rest.saturating_sub(1);
        self.since_step = self.since_step.saturating_add(1);
        self.waited = self.waited.saturating_add(1);
    }

    /// Returns true if nothing is remembered but the pause.
    pub fn is_at_rest(&self) -> bool {
        self.rest == 0 && self.waited == 0 && self.resampling.is_none()
    }

    /// The delay is where it should be, or was changed in a pause.
    pub fn settle(&mut self) {
        self.waited = 0;
    }

    /// Returns true if a step in speech may be looked for.
    pub fn may_step(&self) -> bool {
        self.rest == 0
    }

    /// A step was made in this tick, or looked for and not found. To look for one costs more than the rest of a tick: in a
    /// signal without a period it is looked for less and less often.
    pub fn note_step(&mut self, format: &AudioFormat, is_made: bool) {
        let apart = (format.rate.samples_in_ms(STEPS_APART_MS) / format.frame) as u8;
        self.failed_steps = if is_made { 0 } else { self.failed_steps.saturating_add(1) };
        self.since_step = if is_made { 0 } else { self.since_step };
        self.rest = match self.failed_steps.checked_sub(EAGER_STEPS) {
            None if is_made => apart,
            None => 0,
            Some(doublings) => apart << doublings.min(MAX_DOUBLINGS),
        };
    }
}
