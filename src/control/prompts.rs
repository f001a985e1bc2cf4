//! Prompts: samples that a host gives once, at any rate, and that play at the engine's.

use super::beeps::{join_beep, leave_beep, record_beeps};
use super::config::{check_name, in_range};
use super::engine::Engine;
use super::kept::{Kept, Layout};
use crate::error::{Error, Result, Status};
use crate::handle::{MAX_PROMPTS, PromptId};
use crate::units::SampleRate;
use std::sync::Arc;

/// The longest prompt: one hour.
pub const MAX_PROMPT_MS: u64 = 3_600_000;

/// The lowest and the highest rate of the samples of a prompt, hertz.
pub const PROMPT_RATES_HZ: [u32; 2] = [1_000, 192_000];

/// A prompt to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromptConfig<'a> {
    /// Whose quota of prompt bytes it counts against: 1 … 255 bytes. It may play to anyone.
    pub account: &'a [u8],
    /// Mono, 16 bits: at least one sample, at most an hour of them. Copied.
    pub samples: &'a [i16],
    /// Their rate: 1,000 … 192,000 Hz. At the engine's rate they play as they are, bit for bit.
    pub sample_rate_hz: u32,
}

/// A prompt as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromptInfo {
    /// How many samples it is at the engine's rate.
    pub samples: u64,
    /// How long it lasts, milliseconds, rounded up.
    pub duration_ms: u64,
}

/// What plays, wherever something may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sound {
    /// Nothing.
    #[default]
    None,
    /// The engine's own: two short tones of −20 dBm0, that rise, or fall for a leave; 160 ms.
    Beep,
    /// A prompt.
    Prompt(PromptId),
}

/// Where the engine's own sounds are among the prompts.
pub(super) const JOIN_BEEP: u32 = 0;
pub(super) const LEAVE_BEEP: u32 = 1;

/// A prompt as the control floor keeps it.
#[derive(Debug)]
struct Prompt {
    generation: u32,
    /// The host may play it.
    live: bool,
    account: Arc<[u8]>,
    kept: Kept,
    /// How many nodes point to its samples.
    users: u32,
}

/// All prompts.
#[derive(Debug)]
pub struct Prompts {
    tag: u16,
    prompts: Vec<Prompt>,
    free: Vec<u32>,
}

impl Prompts {
    /// The engine's own sounds.
    pub fn new(tag: u16, rate: SampleRate) -> Prompts {
        let nobody: Arc<[u8]> = Arc::from([]);
        let own = |data: Vec<i16>| Prompt {
            generation: 0,
            live: false,
            account: nobody.clone(),
            kept: Kept::of(data),
            // Never given up.
            users: 1,
        };
        Prompts { tag, prompts: vec![own(join_beep(rate)), own(leave_beep(rate))], free: Vec::new() }
    }

    /// Keeps samples.
    fn add(&mut self, account: Arc<[u8]>, kept: Kept) -> Option<PromptId> {
        let index = match self.free.pop() {
            Some(index) => index,
            None if self.prompts.len() < MAX_PROMPTS as usize => {
                let blank = Prompt {
                    generation: 0,
                    live: false,
                    account: account.clone(),
                    kept: Kept::default(),
                    users: 0,
                };
                self.prompts.push(blank);
                self.prompts.len() as u32 - 1
            }
            None => return None,
        };
        let prompt = &mut self.prompts[index as usize];
        prompt.generation = prompt.generation.wrapping_add(1).max(1);
        (prompt.live, prompt.account, prompt.kept) = (true, account, kept);
        Some(PromptId::new(self.tag, index, prompt.generation))
    }

    /// The index of a prompt that lives.
    fn find(&self, id: PromptId) -> Result<u32> {
        let (index, generation) = id.decode(self.tag)?;
        let prompt = self.prompts.get(index as usize).ok_or(Status::InvalidHandle)?;
        if !prompt.live || prompt.generation != generation {
            return Err(Status::StaleHandle.into());
        }
        Ok(index)
    }

    /// The prompt that a sound is, where the engine's own is that of a join or a leave; `None` for no sound.
    pub fn of_sound(&self, sound: Sound, beep: u32) -> Result<Option<u32>> {
        match sound {
            Sound::None => Ok(None),
            Sound::Beep => Ok(Some(beep)),
            Sound::Prompt(id) => self.find(id).map(Some),
        }
    }

    /// The samples of a prompt, which stay where they are until [`Prompts::give_up`] is called as often as this.
    pub fn take(&mut self, index: u32) -> &Kept {
        let prompt = &mut self.prompts[index as usize];
        prompt.users += 1;
        &prompt.kept
    }

    /// A node does not point to it any more. Answers whose it was, and how many bytes, if nobody needs it now.
    pub fn give_up(&mut self, index: u32) -> Option<(Arc<[u8]>, u64)> {
        self.prompts[index as usize].users -= 1;
        self.drop_unused(index)
    }

    /// The host has done with it.
    fn retire(&mut self, index: u32) -> Option<(Arc<[u8]>, u64)> {
        self.prompts[index as usize].live = false;
        self.drop_unused(index)
    }

    /// Keeps the beeps of a recording, which play until they are stopped; they are nobody's.
    #[cfg_attr(not(feature = "recorder"), allow(dead_code))]
    pub fn add_beeps(&mut self, rate: SampleRate, period_s: u32) -> Option<u32> {
        let nobody = self.prompts[JOIN_BEEP as usize].account.clone();
        let prompt = self.add(nobody, Kept::of(record_beeps(rate, period_s)))?;
        prompt.decode(self.tag).ok().map(|(index, _)| index)
    }

    /// They are given up as soon as no node points to them.
    #[cfg_attr(not(feature = "recorder"), allow(dead_code))]
    pub fn let_go(&mut self, index: u32) {
        let _ = self.retire(index);
    }

    fn drop_unused(&mut self, index: u32) -> Option<(Arc<[u8]>, u64)> {
        let prompt = &mut self.prompts[index as usize];
        if prompt.live || prompt.users > 0 {
            return None;
        }
        let bytes = size_of_val(std::mem::take(&mut prompt.kept).data()) as u64;
        self.free.push(index);
        Some((prompt.account.clone(), bytes))
    }
}

impl Engine {
    /// Keeps a prompt, resampled to the engine's rate. Takes as long as that does: some 10 ms a second of sound at most
    /// rates.
    ///
    /// Errors: `InvalidArgument` names the field; `QuotaExceeded` for bytes of prompts; `OutOfMemory` beyond 262,142
    /// prompts.
    pub fn prompt_new(&self, config: &PromptConfig<'_>) -> Result<PromptId> {
        self.inner.check_ready()?;
        check_name("account", config.account)?;
        let [lowest, highest] = PROMPT_RATES_HZ;
        in_range("sample_rate_hz", config.sample_rate_hz, lowest, highest)?;
        let most = MAX_PROMPT_MS * u64::from(config.sample_rate_hz) / 1000;
        if config.samples.is_empty() || config.samples.len() as u64 > most {
            return Err(Error::new(
                Status::InvalidArgument,
                format!("samples: {}, must be 1 to {most}", config.samples.len()),
            ));
        }
        let account: Arc<[u8]> = config.account.into();
        let rate = self.inner.config.sample_rate.hz();
        let layout = Layout::new(config.samples.len() as u64, config.sample_rate_hz, rate);
        let bytes = layout.bytes();
        self.inner.lock().rooms.accounts.admit_prompt(&account, bytes)?;
        let filled = layout.fill(config.samples);
        let mut control = self.inner.lock();
        let kept = filled.inspect_err(|_| control.rooms.accounts.dismiss_prompt(&account, bytes))?;
        control.prompts.add(account.clone(), kept).ok_or_else(|| {
            control.rooms.accounts.dismiss_prompt(&account, bytes);
            Error::new(Status::OutOfMemory, "there are as many prompts as there may be")
        })
    }

    /// Gives a prompt up: it can be played no more. What plays or waits of it goes on to its end, and its bytes count
    /// until then.
    ///
    /// Errors: `StaleHandle` if it was freed before.
    pub fn prompt_free(&self, prompt: PromptId) -> Result<()> {
        self.inner.check_process()?;
        let mut control = self.inner.lock();
        let index = control.prompts.find(prompt)?;
        if let Some((account, bytes)) = control.prompts.retire(index) {
            control.rooms.accounts.dismiss_prompt(&account, bytes);
        }
        Ok(())
    }

    /// How long a prompt is.
    pub fn prompt_info(&self, prompt: PromptId) -> Result<PromptInfo> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let index = control.prompts.find(prompt)?;
        let samples = control.prompts.prompts[index as usize].kept.samples();
        let duration_ms = (samples * 1000).div_ceil(u64::from(self.inner.config.sample_rate.hz()));
        Ok(PromptInfo { samples, duration_ms })
    }
}
