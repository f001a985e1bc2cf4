//! A synthesizer of the host's, which turns text into samples.

use super::prompts::layout;
use crate::control::accounts::refusals::PromptBytesLeft;
use crate::error::Result;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
/// The longest text that may be said, and the longest name of a voice, bytes.
pub const MAX_TEXT_BYTES: usize = 65_536;

/// What a synthesiser makes: mono samples and their rate, as of a [`PromptConfig`](crate::PromptConfig).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// The samples.
    pub samples: Vec<i16>,
    /// Their rate, 1,000 … 192,000 Hz.
    pub sample_rate_hz: u32,
}

/// Turns text into speech. Called on the threads that call [`Engine::say_text`](crate::Engine::say_text), several at once, never by a tick, and
/// with no lock held, so it may take its time and may call the engine.
pub trait Synthesizer: Send + Sync {
    /// The text, spoken; `voice` is the caller's, empty for the usual one. A speech beyond the limit is refused
    /// afterwards: one that asks it on the way need not make it.
    fn synthesize(&self, text: &str, voice: &str, limit: &SpeechLimit) -> Result<Speech>;
}

/// How long a speech may be: as a prompt may, and as many bytes of prompts as the account has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechLimit {
    pub(crate) left: PromptBytesLeft,
    pub(crate) engine_hz: u32,
}

impl SpeechLimit {
    /// Of an account that has nothing, and may have so many bytes.
    #[cfg(test)]
    pub(crate) fn of(bytes: u64, engine_hz: u32) -> SpeechLimit {
        SpeechLimit { left: PromptBytesLeft::of(bytes), engine_hz }
    }

    /// Refuses a speech of so many samples of that rate.
    ///
    /// Errors: `InvalidArgument` for a rate that is not 1,000 … 192,000 Hz, for no samples and for more than an hour of
    /// them; `QuotaExceeded`.
    pub fn check(&self, samples: u64, sample_rate_hz: u32) -> Result<()> {
        self.left.check(layout(samples, sample_rate_hz, self.engine_hz)?.bytes())
    }
}

impl<F: Fn(&str, &str) -> Result<Speech> + Send + Sync> Synthesizer for F {
    fn synthesize(&self, text: &str, voice: &str, _: &SpeechLimit) -> Result<Speech> {
        self(text, voice)
    }
}

/// The engine's synthesiser, if it has one.
#[derive(Default)]
pub(crate) struct SynthesizerSlot(Mutex<Option<Arc<dyn Synthesizer>>>);

impl fmt::Debug for SynthesizerSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SynthesizerSlot").finish_non_exhaustive()
    }
}

impl SynthesizerSlot {
    /// Sets the synthesizer, or takes it away.
    pub fn set(&self, synthesizer: Option<Arc<dyn Synthesizer>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = synthesizer;
    }

    /// The synthesizer, if there is one.
    pub fn get(&self) -> Option<Arc<dyn Synthesizer>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
