//! The table of prompts: samples that a host passes once, at any rate, and that play at each rate of the engine.

use super::beeps::{join_beep, leave_beep};
use super::stored::{Layouts, plain};
use crate::control::accounts::counted::{PROMPTS, Tables};
use crate::control::accounts::usage::{NO_OWNER, Owner};
use crate::control::config::{EngineConfig, Sound, in_range};
use crate::control::os::fallible::{list_bytes, out_of_memory, reserve_in_list};
use crate::error::{Error, Result, Status};
use crate::handle::PromptId;
use crate::rt::state::stored_sound::StoredSound;
use crate::units::SampleRate;
/// The longest prompt: one hour.
pub const MAX_PROMPT_MS: u64 = 3_600_000;

/// The lowest and the highest sample rate of a prompt, hertz.
pub const PROMPT_RATES_HZ: [u32; 2] = [1_000, 192_000];

/// A prompt to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromptConfig<'a> {
    /// The account whose prompt bytes it counts against: 1 … 255 bytes. It may play to anyone.
    pub account: &'a [u8],
    /// Mono, 16 bits: one sample … one hour. Copied.
    pub samples: &'a [i16],
    /// Their rate: 1,000 … 192,000 Hz. At this rate they play bit for bit.
    pub sample_rate_hz: u32,
}

/// A stored prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromptInfo {
    /// Its samples at the engine's own rate.
    pub samples: u64,
    /// Its length, milliseconds, rounded up.
    pub duration_ms: u64,
    /// The header of its WAV data gave no length, or a length beyond the data: the prompt ends with the data.
    pub read_to_end: bool,
}

/// The indices of the engine's own sounds.
pub(crate) const JOIN_BEEP: u32 = 0;

pub(crate) const LEAVE_BEEP: u32 = 1;

/// The number of the engine's own sounds.
const OWN: usize = 2;

/// An entry of the table.
#[derive(Debug)]
struct Prompt {
    generation: u32,
    /// The host has not freed it.
    live: bool,
    /// Its account.
    owner: Owner,
    /// By rate of the engine.
    stored: Box<[StoredSound]>,
    read_to_end: bool,
    /// How many nodes play it.
    users: u32,
}

/// The table of prompts.
#[derive(Debug)]
pub struct Prompts {
    tag: u16,
    prompts: Vec<Prompt>,
    free: Vec<u32>,
}

impl Prompts {
    /// A table with the engine's own sounds, at each of its rates.
    pub fn new(tag: u16, config: &EngineConfig) -> Prompts {
        let own = |beep: fn(SampleRate) -> Vec<i16>| Prompt {
            generation: 0,
            live: false,
            owner: NO_OWNER,
            stored: config.sample_rates().map(|rate| plain(beep(rate))).collect(),
            read_to_end: false,
            // Never dropped.
            users: 1,
        };
        Prompts { tag, prompts: vec![own(join_beep), own(leave_beep)], free: Vec::new() }
    }

    /// Reserves capacity for what one call adds. Every prompt fits into the free list.
    pub fn reserve(&mut self) -> Result<()> {
        reserve_in_list(&mut self.prompts, PROMPTS + OWN)?;
        let most = self.prompts.capacity();
        self.free.try_reserve_exact(most - self.free.len()).map_err(|_| out_of_memory())
    }

    /// Bytes that prompts later take at most.
    pub fn later_bytes(config: &EngineConfig, tables: &Tables) -> u64 {
        let versions = (PROMPTS + OWN) * config.sample_rates().count() * size_of::<StoredSound>();
        list_bytes::<Prompt>(PROMPTS + OWN)
            + list_bytes::<u32>(PROMPTS + OWN)
            + (tables.prompt_bytes + versions) as u64
    }

    /// Bytes of the engine's own sounds.
    pub fn own_bytes(config: &EngineConfig) -> u64 {
        let both = |rate| size_of_val(join_beep(rate).as_slice()) + size_of_val(leave_beep(rate).as_slice());
        config.sample_rates().map(both).sum::<usize>() as u64
    }

    /// Stores a prompt of an account, by rate of the engine, which has been counted.
    pub fn add(&mut self, owner: Owner, stored: Box<[StoredSound]>, read_to_end: bool) -> Option<PromptId> {
        let index = match self.free.pop() {
            Some(index) => index,
            None if self.prompts.len() < PROMPTS + OWN => {
                let blank = Prompt {
                    generation: 0,
                    live: false,
                    owner,
                    stored: Box::default(),
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
        (prompt.live, prompt.owner) = (true, owner);
        (prompt.stored, prompt.read_to_end) = (stored, read_to_end);
        Some(PromptId::new(self.tag, index, prompt.generation))
    }

    /// The index of a live prompt.
    pub fn find(&self, id: PromptId) -> Result<u32> {
        let wrong = |status| Error::handle("prompt", status);
        let (index, generation) = id.decode(self.tag).map_err(wrong)?;
        let prompt = self.prompts.get(index as usize).ok_or_else(|| wrong(Status::InvalidHandle))?;
        if !prompt.live || prompt.generation != generation {
            return Err(wrong(Status::StaleHandle));
        }
        Ok(index)
    }

    /// How many samples a prompt has at the engine's own rate when it plays once, and whether its data gave no length.
    pub fn describe(&self, id: PromptId) -> Result<(u64, bool)> {
        let Prompt { stored, read_to_end, .. } = &self.prompts[self.find(id)? as usize];
        Ok((stored.first().map_or(0, StoredSound::samples), *read_to_end))
    }

    /// The index of the prompt of a sound; `beep` for the engine's own sound; `None` for no sound.
    pub fn of_sound(&self, sound: Sound, beep: u32) -> Result<Option<u32>> {
        match sound {
            Sound::None => Ok(None),
            Sound::Beep => Ok(Some(beep)),
            Sound::Prompt(id) => self.find(id).map(Some),
        }
    }

    /// The samples of a prompt by rate of the engine, for a node. They stay in place until [`Prompts::give_up`] has
    /// been called as often as this.
    pub fn take(&mut self, index: u32) -> &[StoredSound] {
        let prompt = &mut self.prompts[index as usize];
        prompt.users += 1;
        &prompt.stored
    }

    /// A node no longer plays the prompt. Returns its account and bytes if it was dropped by that.
    pub fn give_up(&mut self, index: u32) -> Option<(Owner, u64)> {
        self.prompts[index as usize].users -= 1;
        self.drop_unused(index)
    }

    /// The host frees the prompt. Returns its account and bytes if it was dropped by that.
    pub fn retire(&mut self, index: u32) -> Option<(Owner, u64)> {
        self.prompts[index as usize].live = false;
        self.drop_unused(index)
    }

    /// Stores the beeps of an account's recording, which have been counted.
    #[cfg_attr(not(feature = "recorder"), allow(dead_code))]
    pub fn add_beeps(&mut self, owner: Owner, beeps: Box<[StoredSound]>) -> Option<u32> {
        let prompt = self.add(owner, beeps, false)?;
        prompt.decode(self.tag).ok().map(|(index, _)| index)
    }

    fn drop_unused(&mut self, index: u32) -> Option<(Owner, u64)> {
        let prompt = &mut self.prompts[index as usize];
        if prompt.live || prompt.users > 0 {
            return None;
        }
        let bytes = bytes(&std::mem::take(&mut prompt.stored));
        self.free.push(index);
        Some((prompt.owner, bytes))
    }
}

/// Bytes of the samples of a prompt.
pub fn bytes(stored: &[StoredSound]) -> u64 {
    stored.iter().map(|sound| size_of_val(sound.data()) as u64).sum()
}

/// How a prompt of that length and rate is stored at each rate of the engine. An error if it is too long, or its rate is
/// out of range.
pub(crate) fn layouts(
    samples: u64,
    sample_rate_hz: u32,
    rates: impl Iterator<Item = SampleRate>,
) -> Result<Layouts> {
    let [lowest, highest] = PROMPT_RATES_HZ;
    in_range("sample_rate_hz", sample_rate_hz, lowest, highest)?;
    let most = MAX_PROMPT_MS * u64::from(sample_rate_hz) / 1000;
    if !(1..=most).contains(&samples) {
        let sentence = format!("samples: {samples}, must be 1 to {most}");
        return Err(Error::new(Status::InvalidArgument, sentence));
    }
    Ok(Layouts::new(samples, sample_rate_hz, rates))
}
