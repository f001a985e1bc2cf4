//! Text that is said: a synthesiser of the host's turns it into samples, on the thread that asks.

use super::plays::{PlayId, SayOptions};
use super::prompts::{PromptConfig, layout};
use crate::control::accounts::refusals::PromptBytesLeft;
use crate::control::config::Sound;
use crate::control::engine::lifecycle::Engine;
use crate::error::{Error, Result, Status};
use crate::handle::{ParticipantId, PromptId};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// The longest text that may be said, and the longest name of a voice, bytes.
pub const MAX_TEXT_BYTES: usize = 65_536;

/// What a synthesiser makes: mono samples and their rate, as of a [`PromptConfig`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// The samples.
    pub samples: Vec<i16>,
    /// Their rate, 1,000 … 192,000 Hz.
    pub sample_rate_hz: u32,
}

/// Exclusive text into speech. Called on the threads that call [`Engine::say_text`], several at once, never by a tick, and
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
pub(crate) struct Voice(Mutex<Option<Arc<dyn Synthesizer>>>);

impl fmt::Debug for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Voice").finish_non_exhaustive()
    }
}

impl Engine {
    /// Sets what turns text into speech, or takes it away. A call that is in it goes on with the former.
    pub fn set_synthesizer(&self, synthesizer: Option<Arc<dyn Synthesizer>>) -> Result<()> {
        self.inner.check_process()?;
        *self.inner.voice.0.lock().unwrap_or_else(PoisonError::into_inner) = synthesizer;
        Ok(())
    }

    /// Says a text to a participant: has it spoken, on this thread, and plays that as [`say`](Self::say) does. The
    /// speech counts against the prompt bytes of the participant's account until it has been played.
    ///
    /// Errors: `Unsupported` without a synthesiser; `InvalidArgument` for a text or a voice of more than 65,536 bytes, and
    /// for what is wrong with the speech; whatever the synthesiser answers; as of `prompt_new` and `say`.
    pub fn say_text(
        &self,
        participant: ParticipantId,
        text: &str,
        voice: &str,
        options: &SayOptions,
    ) -> Result<PlayId> {
        self.inner.check_ready()?;
        options.validate()?;
        let prompt = self.speak(participant, text, voice)?;
        let said = self.say(participant, Sound::Prompt(prompt), options);
        self.prompt_free(prompt)?;
        said
    }

    /// A prompt of a text, spoken for a participant.
    pub(crate) fn speak(&self, participant: ParticipantId, text: &str, voice: &str) -> Result<PromptId> {
        for (name, text) in [("text", text), ("voice", voice)] {
            if text.len() > MAX_TEXT_BYTES {
                let sentence = format!("{name}: length {}, must be at most {MAX_TEXT_BYTES}", text.len());
                return Err(Error::new(Status::InvalidArgument, sentence));
            }
        }
        let (account, left) = {
            let control = self.inner.lock();
            let account = control.sessions.at(control.sessions.find(participant)?).account.clone();
            let left = control.rooms.accounts.prompt_bytes_left(&account);
            (account, left)
        };
        let limit = SpeechLimit { left, engine_hz: self.inner.config.sample_rate.hz() };
        let synthesizer = self.inner.voice.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(synthesizer) = synthesizer else {
            return Err(Error::new(Status::Unsupported, "the engine has no synthesizer"));
        };
        let Speech { samples, sample_rate_hz } = synthesizer.synthesize(text, voice, &limit)?;
        self.prompt_new(&PromptConfig { account: &account, samples: &samples, sample_rate_hz })
    }
}
