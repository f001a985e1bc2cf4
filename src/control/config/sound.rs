//! A sound, as calls that play take it.

use crate::handle::PromptId;

/// A sound that plays: to a participant, to a room, as a loop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sound {
    /// Nothing.
    #[default]
    None,
    /// The engine's own: two tones of 80 ms at −20 dBm0, rising; falling for a leave.
    Beep,
    /// A prompt of the host.
    Prompt(PromptId),
}
