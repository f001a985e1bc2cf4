//! How the delay of a line is being changed: what the tick that changes it has to remember.

use super::slow_resampling::SlowResampling;
use crate::dsp::level::pause::Pause;

/// What is remembered of a line whose delay changes, or may have to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Steering {
    /// Finds the pauses, in which the delay may change at once.
    pub pause: Pause,
    /// Frames since the last step, as far as they are counted.
    pub since_step: u8,
    /// Frames since the delay was last where it should be, or changed in a pause.
    pub waited: u16,
    /// The line is resampled slowly.
    pub resampling: Option<SlowResampling>,
}

impl Steering {
    /// Another join begins, or the stream was interrupted.
    pub fn forget(&mut self) {
        *self = Steering::default();
    }

    /// Returns true if nothing is to be done about a line that is `over` samples later than it should be.
    pub fn is_steady(&mut self, over: i64) -> bool {
        let is_steady = over == 0 && self.resampling.is_none();
        if is_steady {
            self.waited = 0;
        }
        is_steady
    }

    /// Counts a frame.
    pub fn pass_frame(&mut self) {
        self.since_step = self.since_step.saturating_add(1);
    }
}
