//! Prompts as hosts use them: make, free, describe.

use super::prompts::{PromptConfig, PromptInfo, layouts};
use super::stored::Layouts;
use crate::control::accounts::usage::Owner;
use crate::control::config::check_name;
use crate::control::engine::lifecycle::Engine;
use crate::error::{Error, Result, Status};
use crate::handle::PromptId;

/// A prompt that is counted and not made yet. Dropping it uncounts it.
#[derive(Debug)]
pub(crate) struct ReservedPrompt<'a> {
    engine: &'a Engine,
    owner: Owner,
    layouts: Layouts,
    stored: bool,
}

impl ReservedPrompt<'_> {
    /// Makes the prompt from as many samples as were counted.
    pub fn keep(mut self, samples: &[i16], read_to_end: bool) -> Result<PromptId> {
        let stored = self.layouts.fill(samples)?;
        let added = self.engine.inner.lock().prompts.add(self.owner, stored, read_to_end);
        self.stored = added.is_some();
        added.ok_or_else(|| {
            Error::new(Status::OutOfMemory, "prompts: the engine has its most prompts already")
        })
    }
}

impl Drop for ReservedPrompt<'_> {
    fn drop(&mut self) {
        if !self.stored {
            let mut control = self.engine.inner.lock();
            control.rooms.accounts.release_prompt((self.owner, self.layouts.bytes()));
        }
    }
}

/// # Prompts
impl Engine {
    /// Makes a prompt of samples, resampled to each rate of the engine: about 10 ms of work per second of audio and
    /// rate. [`Prompt`](crate::Prompt) owns one and frees it.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig};
    /// use mixminus::{DEFAULT_ACCOUNT, PromptConfig};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// let tone: Vec<i16> = (0..8000).map(|n| if n / 10 % 2 == 0 { 2000 } else { -2000 }).collect();
    /// let config = PromptConfig { account: DEFAULT_ACCOUNT, samples: &tone, sample_rate_hz: 8000 };
    /// let prompt = engine.prompt_new(&config)?;
    /// assert_eq!(engine.prompt_info(prompt)?.duration_ms, 1000);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `InvalidArgument` names the field; `QuotaExceeded` of the account's bytes of prompts (`max_prompt_bytes`
    /// or its quota), of the number of prompts (131,071 per account and 262,142 per engine, less a fair share for other
    /// accounts), or of `max_accounts`.
    pub fn prompt_new(&self, config: &PromptConfig<'_>) -> Result<PromptId> {
        let &PromptConfig { account, samples, sample_rate_hz } = config;
        self.reserve_prompt(account, samples.len() as u64, sample_rate_hz)?.keep(samples, false)
    }

    /// Counts a prompt before it is made.
    pub(crate) fn reserve_prompt(
        &self,
        account: &[u8],
        samples: u64,
        sample_rate_hz: u32,
    ) -> Result<ReservedPrompt<'_>> {
        self.inner.check_ready()?;
        check_name("account", account)?;
        let layouts = layouts(samples, sample_rate_hz, self.inner.config.sample_rates())?;
        let owner = self.inner.lock().rooms.accounts.reserve_prompt(account, layouts.bytes())?;
        Ok(ReservedPrompt { engine: self, owner, layouts, stored: false })
    }

    /// Frees a prompt: nothing can play it any more. What plays or is queued of it goes on to its end, and its bytes
    /// count until then.
    ///
    /// Errors: `StaleHandle` if it was freed before.
    pub fn prompt_free(&self, prompt: PromptId) -> Result<()> {
        self.inner.check_process()?;
        let mut control = self.inner.lock();
        let index = control.prompts.find(prompt)?;
        if let Some(gone) = control.prompts.retire(index) {
            control.rooms.accounts.release_prompt(gone);
        }
        Ok(())
    }

    /// Returns the length of a prompt.
    pub fn prompt_info(&self, prompt: PromptId) -> Result<PromptInfo> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let (samples, read_to_end) = control.prompts.describe(prompt)?;
        let duration_ms = (samples * 1000).div_ceil(u64::from(self.inner.config.sample_rate.hz()));
        Ok(PromptInfo { samples, duration_ms, read_to_end })
    }
}
