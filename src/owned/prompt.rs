//! A prompt that is freed with its owner.

use crate::control::config::Sound;
use crate::control::engine::lifecycle::Engine;
use crate::control::playback::prompts::{PromptConfig, PromptInfo};
use crate::error::Result;
use crate::handle::PromptId;
use std::path::Path;
use std::sync::Arc;

/// Audio that plays to participants and rooms, freed when it is dropped; what plays of it then goes on to its end.
///
/// ```
/// # use mixminus::{DEFAULT_ACCOUNT, Engine, EngineConfig, Participant, ParticipantConfig};
/// # use mixminus::{Prompt, PromptConfig, SayOptions};
/// # let engine = std::sync::Arc::new(Engine::new(&EngineConfig::default())?);
/// # let call = Participant::new(&engine, &ParticipantConfig::default())?;
/// let samples = [1000; 8000];
/// let config = PromptConfig { account: DEFAULT_ACCOUNT, samples: &samples, sample_rate_hz: 8000 };
/// let second = Prompt::new(&engine, &config)?;
/// call.say(second.sound(), &SayOptions::default())?;
/// # Ok::<(), mixminus::Error>(())
/// ```
pub struct Prompt {
    engine: Arc<Engine>,
    id: PromptId,
}

impl Prompt {
    /// Makes a prompt of samples. See [`Engine::prompt_new`].
    pub fn new(engine: &Arc<Engine>, config: &PromptConfig<'_>) -> Result<Prompt> {
        Ok(Prompt { engine: engine.clone(), id: engine.prompt_new(config)? })
    }

    /// Makes a prompt of the bytes of a WAV file. See [`Engine::prompt_from_wav`].
    pub fn from_wav(engine: &Arc<Engine>, account: &[u8], wav: &[u8]) -> Result<Prompt> {
        Ok(Prompt { engine: engine.clone(), id: engine.prompt_from_wav(account, wav)? })
    }

    /// Makes a prompt of a WAV file. See [`Engine::prompt_from_file`].
    pub fn from_file(engine: &Arc<Engine>, account: &[u8], path: &Path) -> Result<Prompt> {
        Ok(Prompt { engine: engine.clone(), id: engine.prompt_from_file(account, path)? })
    }

    /// The handle, for the methods of [`Engine`].
    pub fn id(&self) -> PromptId {
        self.id
    }

    /// The prompt as a sound, for calls that play.
    pub fn sound(&self) -> Sound {
        Sound::Prompt(self.id)
    }

    /// Returns how long it is. See [`Engine::prompt_info`].
    pub fn info(&self) -> Result<PromptInfo> {
        self.engine.prompt_info(self.id)
    }
}

frees_on_drop!(Prompt, prompt_free);
