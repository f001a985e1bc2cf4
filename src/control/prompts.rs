//! Prompts: samples that a host gives once, at any rate, and that play at the engine's.

use super::beeps::{join_beep, leave_beep, record_beeps};
use super::config::{check_name, in_range};
use super::engine::Engine;
use super::fallible::{AHEAD, out_of_memory, room_in_list};
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
    /// The WAV data of which it was made did not say how long they are, or said more than there is: it ends where they do.
    pub read_to_end: bool,
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
    read_to_end: bool,
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
            read_to_end: false,
            // Never given up.
            users: 1,
        };
        Prompts { tag, prompts: vec![own(join_beep(rate)), own(leave_beep(rate))], free: Vec::new() }
    }

    /// Makes room for what a call adds. Each prompt has a place among those that are free.
    pub fn make_room(&mut self) -> Result<()> {
        room_in_list(&mut self.prompts)?;
        let most = self.prompts.len() + AHEAD;
        self.free.try_reserve(most.saturating_sub(self.free.len())).map_err(|_| out_of_memory())
    }

    /// Keeps samples.
    fn add(&mut self, account: Arc<[u8]>, kept: Kept, read_to_end: bool) -> Option<PromptId> {
        let index = match self.free.pop() {
            Some(index) => index,
            None if self.prompts.len() < MAX_PROMPTS as usize => {
                let blank = Prompt {
                    generation: 0,
                    live: false,
                    account: account.clone(),
                    kept: Kept::default(),
                    read_to_end: false,
                    users: 0,
                };
                self.prompts.push(blank);
                self.prompts.len() as u32 - 1
            }
            None => return None,
        };
        let prompt = &mut self.prompts[index as usize];
        prompt.generation = prompt.generation.wrapping_add(1).max(1);
        (prompt.live, prompt.account) = (true, account);
        (prompt.kept, prompt.read_to_end) = (kept, read_to_end);
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
        let prompt = self.add(nobody, Kept::of(record_beeps(rate, period_s)), false)?;
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

/// A prompt that counts already, and is going to be made. It counts no more if it is not.
#[derive(Debug)]
pub(super) struct Admitted<'a> {
    engine: &'a Engine,
    account: Arc<[u8]>,
    layout: Layout,
    kept: bool,
}

impl Admitted<'_> {
    /// Makes it of as many samples as it was counted for.
    pub fn keep(mut self, samples: &[i16], read_to_end: bool) -> Result<PromptId> {
        let kept = self.layout.fill(samples)?;
        let added = self.engine.inner.lock().prompts.add(self.account.clone(), kept, read_to_end);
        self.kept = added.is_some();
        added.ok_or_else(|| Error::new(Status::OutOfMemory, "there are as many prompts as there may be"))
    }
}

impl Drop for Admitted<'_> {
    fn drop(&mut self) {
        if !self.kept {
            let mut control = self.engine.inner.lock();
            control.rooms.accounts.dismiss_prompt(&self.account, self.layout.bytes());
        }
    }
}

/// How so many samples of a prompt would be kept; refused if no prompt may be of that rate, or so long.
pub(super) fn layout(samples: u64, sample_rate_hz: u32, engine_hz: u32) -> Result<Layout> {
    let [lowest, highest] = PROMPT_RATES_HZ;
    in_range("sample_rate_hz", sample_rate_hz, lowest, highest)?;
    let most = MAX_PROMPT_MS * u64::from(sample_rate_hz) / 1000;
    if !(1..=most).contains(&samples) {
        let sentence = format!("samples: {samples}, must be 1 to {most}");
        return Err(Error::new(Status::InvalidArgument, sentence));
    }
    Ok(Layout::new(samples, sample_rate_hz, engine_hz))
}

impl Engine {
    /// Keeps a prompt, resampled to the engine's rate. Takes as long as that does: some 10 ms a second of sound at most
    /// rates.
    ///
    /// Errors: `InvalidArgument` names the field; `QuotaExceeded` for bytes of prompts, or for their number: an account has
    /// up to 131,071 of the 262,142 of an engine, and no more than are left free for others.
    pub fn prompt_new(&self, config: &PromptConfig<'_>) -> Result<PromptId> {
        let &PromptConfig { account, samples, sample_rate_hz } = config;
        self.admit_prompt(account, samples.len() as u64, sample_rate_hz)?.keep(samples, false)
    }

    /// Counts a prompt that is going to be made.
    pub(super) fn admit_prompt(
        &self,
        account: &[u8],
        samples: u64,
        sample_rate_hz: u32,
    ) -> Result<Admitted<'_>> {
        self.inner.check_ready()?;
        check_name("account", account)?;
        let layout = layout(samples, sample_rate_hz, self.inner.config.sample_rate.hz())?;
        let account: Arc<[u8]> = account.into();
        self.inner.lock().rooms.accounts.admit_prompt(&account, layout.bytes())?;
        Ok(Admitted { engine: self, account, layout, kept: false })
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
        let Prompt { kept, read_to_end, .. } = &control.prompts.prompts[index as usize];
        let samples = kept.samples();
        let duration_ms = (samples * 1000).div_ceil(u64::from(self.inner.config.sample_rate.hz()));
        Ok(PromptInfo { samples, duration_ms, read_to_end: *read_to_end })
    }
}
