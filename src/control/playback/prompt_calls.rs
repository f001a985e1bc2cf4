//! Prompts as hosts ask for them: stored, described, given up.

use super::prompts::{PromptConfig, PromptInfo, layout};
use super::stored::Layout;
use crate::control::accounts::usage::Owner;
use crate::control::config::check_name;
use crate::control::engine::lifecycle::Engine;
use crate::error::{Error, Result, Status};
use crate::handle::PromptId;

/// A prompt that counts already, and is going to be made. It counts no more if it is not.
#[derive(Debug)]
pub(crate) struct ReservedPrompt<'a> {
    engine: &'a Engine,
    owner: Owner,
    layout: Layout,
    stored: bool,
}

impl ReservedPrompt<'_> {
    /// Makes it of as many samples as it was counted for.
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
    /// Keeps a prompt, resampled to the engine's rate. Takes as long as that does: some 10 ms a second of sound at most
    /// rates.
    ///
    /// Errors: `InvalidArgument` names the field; `QuotaExceeded` for bytes of prompts, by the engine's `max_prompt_bytes` or the
    /// account's quota, or for their number: an account has up to 131,071 of the 262,142 of an engine, and no more than are
    /// left free for others; and for `max_accounts`.
    pub fn prompt_new(&self, config: &PromptConfig<'_>) -> Result<PromptId> {
        let &PromptConfig { account, samples, sample_rate_hz } = config;
        self.reserve_prompt(account, samples.len() as u64, sample_rate_hz)?.keep(samples, false)
    }

    /// Counts a prompt that is going to be made.
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

    /// Gives a prompt up: it can be played no more. What plays or waits of it goes on to its end, and its bytes count
    /// until then.
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

    /// How long a prompt is.
    pub fn prompt_info(&self, prompt: PromptId) -> Result<PromptInfo> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let (samples, read_to_end) = control.prompts.describe(prompt)?;
        let duration_ms = (samples * 1000).div_ceil(u64::from(self.inner.config.sample_rate.hz()));
        Ok(PromptInfo { samples, duration_ms, read_to_end })
    }
}
