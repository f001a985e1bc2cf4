//! The host's speech synthesizer.

use super::prompts::layouts;
use crate::control::accounts::refusals::PromptBytesLeft;
use crate::error::Result;
use crate::units::SampleRate;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
/// The longest text that can be spoken, and the longest name of a voice, bytes.
pub const MAX_TEXT_BYTES: usize = 65_536;

/// The result of a synthesizer: mono samples and their rate, with the limits of a
/// [`PromptConfig`](crate::PromptConfig).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// The samples.
    pub samples: Vec<i16>,
    /// Their rate, 1,000 … 192,000 Hz.
    pub sample_rate_hz: u32,
}

/// Turns text into speech. It is called on the threads that call [`Engine::say_text`](crate::Engine::say_text),
/// possibly several at once, never in a tick. No lock is held, so it may take its time and may call the engine.
pub trait Synthesizer: Send + Sync {
    /// Speaks a text. `voice` is the caller's, empty for the default voice. A speech beyond the limit is refused
    /// afterwards; checking the limit during the synthesis can save that work.
    fn synthesize(&self, text: &str, voice: &str, limit: &SpeechLimit) -> Result<Speech>;
}

/// The longest speech: as long as a prompt may be, and as the account has prompt bytes left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechLimit {
    pub(crate) left: PromptBytesLeft,
    pub(crate) rates: Vec<SampleRate>,
}

impl SpeechLimit {
    /// For an account that has no prompts and may have `bytes` bytes.
    #[cfg(test)]
    pub(crate) fn of(bytes: u64, rate: SampleRate) -> SpeechLimit {
        SpeechLimit { left: PromptBytesLeft::of(bytes), rates: vec![rate] }
    }

    /// Checks that a speech of that length and rate is allowed.
    ///
    /// Errors: `InvalidArgument` for a rate outside 1,000 … 192,000 Hz, for no samples and for more than an hour;
    /// `QuotaExceeded`.
    pub fn check(&self, samples: u64, sample_rate_hz: u32) -> Result<()> {
        self.left.check(layouts(samples, sample_rate_hz, self.rates.iter().copied())?.bytes())
    }
}

impl<F: Fn(&str, &str) -> Result<Speech> + Send + Sync> Synthesizer for F {
    fn synthesize(&self, text: &str, voice: &str, _: &SpeechLimit) -> Result<Speech> {
        self(text, voice)
    }
}

/// The engine's synthesizer, if it has one.
#[derive(Default)]
pub(crate) struct SynthesizerSlot(Mutex<Option<Arc<dyn Synthesizer>>>);

impl fmt::Debug for SynthesizerSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SynthesizerSlot").finish_non_exhaustive()
    }
}

impl SynthesizerSlot {
    /// Sets or removes the synthesizer.
    pub fn set(&self, synthesizer: Option<Arc<dyn Synthesizer>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = synthesizer;
    }

    /// The synthesizer, if there is one.
    pub fn get(&self) -> Option<Arc<dyn Synthesizer>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
