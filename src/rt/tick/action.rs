//! The actions on an in-ring, one of them in each tick.

use crate::rt::state::slow_resampling::{Part, SlowResampling};

/// The action on an in-ring in a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The ring gathers its prefill: a frame of silence passes.
    Wait,
    /// As [`Action::Wait`], while what conceals that the ring has run dry fades out.
    FadeOut,
    /// The usual case: a whole frame is there, and the delay stays as it is.
    TakeFrame,
    /// Less than a frame is there: it is taken, and decays. The ring gathers its prefill again.
    TakeRest,
    /// More than the cap is there: that many of the oldest samples are cut out, and a frame is taken.
    Cut(usize),
    /// The line is later than it should be: a frame is taken without that many samples.
    Shorten(usize),
    /// The line is earlier than it should be: a frame that begins with so many of the last samples again, at most a frame.
    Lengthen(usize),
    /// The line is later or earlier than it should be, and a step would be heard: a frame is taken a little faster or
    /// slower.
    Resample(SlowResampling, Part),
}
