//! Speaks texts: the host's synthesizer makes the samples, on the calling thread.

use super::plays::{PlayId, SayOptions};
use super::prompts::PromptConfig;
use super::synthesizer::{MAX_TEXT_BYTES, Speech, SpeechLimit, Synthesizer};
use crate::control::config::Sound;
use crate::control::engine::lifecycle::Engine;
use crate::error::{Error, Result, Status};
use crate::handle::{ParticipantId, PromptId};
use std::sync::Arc;

impl Engine {
    /// Sets the synthesizer that turns text into speech, or removes it. A call that is using the previous one goes on
    /// with it.
    pub fn set_synthesizer(&self, synthesizer: Option<Arc<dyn Synthesizer>>) -> Result<()> {
        self.inner.check_process()?;
        self.inner.synthesizer.set(synthesizer);
        Ok(())
    }

    /// Speaks a text to a participant: the synthesizer runs on this thread, and the result plays as with
    /// [`say`](Self::say). The speech counts against the prompt bytes of the participant's account until it has been
    /// played.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, ParticipantConfig};
    /// use mixminus::{Result, SayOptions, Speech, SpeechLimit, Synthesizer};
    /// use std::sync::Arc;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// struct Beeps;
    /// impl Synthesizer for Beeps {
    ///     fn synthesize(&self, text: &str, _voice: &str, _limit: &SpeechLimit) -> Result<Speech> {
    ///         Ok(Speech { samples: vec![1000; 800 * text.len()], sample_rate_hz: 8000 })
    ///     }
    /// }
    ///
    /// engine.set_synthesizer(Some(Arc::new(Beeps)))?;
    /// engine.say_text(call, "Welcome.", "", &SayOptions::default())?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `Unsupported` without a synthesizer; `InvalidArgument` for a text or a voice of more than 65,536 bytes,
    /// and for invalid speech; every error of the synthesizer; as [`prompt_new`](Self::prompt_new) and
    /// [`say`](Self::say).
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

    /// Makes a prompt of a text for a participant.
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
        let limit = SpeechLimit { left, rates: self.inner.config.sample_rates().collect() };
        let synthesizer = self.inner.synthesizer.get();
        let Some(synthesizer) = synthesizer else {
            return Err(Error::new(Status::Unsupported, "the engine has no synthesizer"));
        };
        let Speech { samples, sample_rate_hz } = synthesizer.synthesize(text, voice, &limit)?;
        self.prompt_new(&PromptConfig { account: &account, samples: &samples, sample_rate_hz })
    }
}
