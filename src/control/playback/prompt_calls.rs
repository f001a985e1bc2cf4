//! Prompts as hosts use them: make, free, describe.

use super::prompts::{PromptConfig, PromptInfo, layout};
use super::stored::Layout;
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
    layout: Layout,
    stored: bool,
}

impl ReservedPrompt<'_> {
    /// Makes the prompt from as many samples as were counted.
    pub fn keep(mut self, samples: &[i16], read_to_end: bool) -> Result<PromptId> {
        let stored = self.layout.fill(samples)?;
        let added = self.engine.inner.lock().prompts.add(self.owner, stored, read_to_end);
        self.stored = added.is_some();
        added.ok_or_else(|| Error::new(Status::OutOfMemory, "there are as many prompts as there may be"))
    }
}

impl Drop for ReservedPrompt<'_> {
    fn drop(&mut self) {
        if !self.stored {
            let mut control = self.engine.inner.lock();
            control.rooms.accounts.release_prompt((self.owner, self.layout.bytes()));
        }
    }
}

/// # Prompts
impl Engine {
    /// Makes a prompt: copies the samples and resamples them to the engine's rate, which takes about 10 ms per
    /// second of audio.
    ///
    /// Errors: `InvalidArgument` names the field; `QuotaExceeded` for bytes of prompts (the engine's `max_prompt_bytes`
    /// or the account's quota), for their number (an engine has 262,142, an account at most 131,071 and no more than
    /// are left free for others), or for `max_accounts`.
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
        let layout = layout(samples, sample_rate_hz, self.inner.config.sample_rate.hz())?;
        let owner = self.inner.lock().rooms.accounts.reserve_prompt(account, layout.bytes())?;
        Ok(ReservedPrompt { engine: self, owner, layout, stored: false })
    }

    /// Frees a prompt: it can no longer be played. Plays of it go on to their end, and its bytes count until then.
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

    /// The length of a prompt.
    pub fn prompt_info(&self, prompt: PromptId) -> Result<PromptInfo> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let (samples, read_to_end) = control.prompts.describe(prompt)?;
        let duration_ms = (samples * 1000).div_ceil(u64::from(self.inner.config.sample_rate.hz()));
        Ok(PromptInfo { samples, duration_ms, read_to_end })
    }
}
