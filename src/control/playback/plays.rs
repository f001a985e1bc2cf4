//! The table of plays: which nodes the tick has, for whom, and what they play.

use crate::control::accounts::counted::Tables;
use crate::control::accounts::index_lists::IndexLists;
use crate::control::accounts::usage::Owner;
use crate::control::config::in_range;
use crate::control::os::fallible::{arc_bytes, collected, list, map_bytes, reserve_in_map};
use crate::error::{Error, Result, Status};
use crate::units::Gain;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
/// The most plays of one participant or one room, including the one that plays now.
pub const MAX_QUEUED_PLAYS: usize = 16;

/// Names a play: a number that is never reused within one engine; 0: none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(transparent)]
pub struct PlayId(pub u64);

/// What a play plays to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The participant in a slot.
    Slot(u32),
    /// The room of an index.
    Room(u32),
}

/// A node that the tick has.
#[derive(Clone, Debug)]
pub struct SentNode {
    /// The account whose share it takes.
    pub owner: Owner,
    /// The prompt that it plays.
    pub prompt: u32,
    /// The number of its play; 0 for sounds that the host did not start.
    pub number: u64,
    /// The queue that it counts for; `None` for sounds that the host did not start.
    pub target: Option<Target>,
    /// A stop was sent, so it no longer counts for the queue.
    pub stopping: bool,
    /// It announces a recording, and counts for no queue.
    pub is_announcement: bool,
    /// Gets the tick of its end.
    pub end_tick: Option<Arc<PlayEndTick>>,
}

/// The tick in which a play has ended, for one that polls it.
#[derive(Debug, Default)]
pub struct PlayEndTick(AtomicU64);

impl PlayEndTick {
    /// The tick that played its last sample or dropped it; `None` while it goes on.
    pub fn ended(&self) -> Option<u64> {
        Some(self.0.load(Ordering::Acquire)).filter(|&tick| tick != 0)
    }

    /// The play has ended in that tick.
    pub fn end(&self, tick: u64) {
        self.0.store(tick, Ordering::Release);
    }
}

/// The table of plays.
#[derive(Debug)]
pub struct Plays {
    sent: Vec<Option<SentNode>>,
    free: Vec<u32>,
    by_number: HashMap<u64, u32>,
    /// The nodes of each participant, then of each room.
    by_target: IndexLists,
    slots: usize,
    next_number: u64,
    next_batch: u64,
}

/// A play to start.
#[derive(Clone, Debug)]
pub struct PlayRequest {
    /// The account whose share it takes.
    pub owner: Owner,
    /// The prompt.
    pub prompt: u32,
    /// How many times; 0: until it is stopped.
    pub times: u32,
    /// Gain on every sample.
    pub gain: Gain,
    /// What it plays to; `None` for sounds that the host did not start.
    pub target: Option<Target>,
    /// The batch that it starts with; 0: none.
    pub batch: u64,
    /// The tick in which it starts; 0: at once.
    pub begins: u64,
    /// The recording that it announces to `target`; 0: none.
    pub notice: u64,
    /// Gets the tick of its end.
    pub end_tick: Option<Arc<PlayEndTick>>,
}

impl PlayRequest {
    /// A sound that the host did not start, at 0 dB.
    pub fn sound(owner: Owner, prompt: u32, times: u32) -> PlayRequest {
        PlayRequest {
            owner,
            prompt,
            times,
            gain: Gain::UNITY,
            target: None,
            batch: 0,
            begins: 0,
            notice: 0,
            end_tick: None,
        }
    }
}

impl Plays {
    /// An empty table.
    pub fn new(tables: &Tables) -> Result<Plays> {
        let (max, slots, rooms) = (tables.plays, tables.participants as usize, tables.rooms as usize);
        let mut free = list(max)?;
        free.extend((0..max as u32).rev());
        Ok(Plays {
            sent: collected(max, |_| Ok(None))?.into_vec(),
            free,
            by_number: HashMap::new(),
            by_target: IndexLists::new(slots + rooms, max)?,
            slots,
            next_number: 1,
            next_batch: 1,
        })
    }

    /// Reserves capacity for what one call adds.
    pub fn reserve(&mut self) -> Result<()> {
        reserve_in_map(&mut self.by_number)
    }

    /// Bytes that the table takes when it is made.
    pub fn bytes(tables: &Tables) -> u64 {
        let targets = tables.participants as usize + tables.rooms as usize;
        let node = size_of::<Option<SentNode>>() + size_of::<u32>();
        (tables.plays * node) as u64 + IndexLists::bytes(targets, tables.plays)
    }

    /// Bytes that plays later take at most: their numbers, and the ticks of their ends.
    pub fn later_bytes(tables: &Tables) -> u64 {
        map_bytes::<u64, u32>(tables.plays) + (tables.plays * arc_bytes::<PlayEndTick>()) as u64
    }

    /// Checks that one more play may be queued for `target`. With `interrupt` it replaces the queue.
    pub fn check_queue(&self, target: Target, interrupt: bool) -> Result<()> {
        let queued = self.of(target).filter(|node| self.counts(*node)).count();
        if interrupt || queued < MAX_QUEUED_PLAYS {
            return Ok(());
        }
        Err(Error::new(
            Status::QueueFull,
            format!("plays: {queued} are queued, must be at most {MAX_QUEUED_PLAYS}"),
        ))
    }

    fn counts(&self, node: u32) -> bool {
        self.sent[node as usize].as_ref().is_some_and(|sent| !(sent.stopping || sent.is_announcement))
    }

    /// The nodes of a target that the tick has.
    fn of(&self, target: Target) -> impl Iterator<Item = u32> + '_ {
        self.by_target.iter(self.list(target))
    }

    /// Returns true if the tick has no node of a target.
    pub fn has_none(&self, target: Target) -> bool {
        self.by_target.is_empty(self.list(target))
    }

    /// The index of a target's list.
    fn list(&self, target: Target) -> usize {
        match target {
            Target::Slot(slot) => slot as usize,
            Target::Room(index) => self.slots + index as usize,
        }
    }

    /// Marks all plays of a target as stopping. Returns true if there are any.
    pub fn stop_all(&mut self, target: Target) -> bool {
        let list = self.list(target);
        let Plays { by_target, sent, .. } = self;
        by_target.iter(list).for_each(|node| {
            if let Some(sent) = &mut sent[node as usize] {
                sent.stopping |= !sent.is_announcement;
            }
        });
        !by_target.is_empty(list)
    }

    /// The target and the account of a play.
    pub fn find(&self, play: PlayId) -> Result<(Target, Owner)> {
        let wrong = |status| Error::handle("play", status);
        let number = play.0;
        if number == 0 || number >= self.next_number {
            return Err(wrong(Status::InvalidHandle));
        }
        let node = self.by_number.get(&number).ok_or_else(|| wrong(Status::StaleHandle))?;
        let sent = self.sent[*node as usize].as_ref().ok_or_else(|| wrong(Status::StaleHandle))?;
        Ok((sent.target.ok_or_else(|| wrong(Status::StaleHandle))?, sent.owner))
    }

    /// Marks a play as stopping.
    pub fn stop(&mut self, play: PlayId) {
        if let Some(node) = self.by_number.get(&play.0)
            && let Some(sent) = &mut self.sent[*node as usize]
        {
            sent.stopping = true;
        }
    }

    /// Returns true if a play is playing or waiting.
    pub fn is_on(&self, play: PlayId) -> bool {
        self.by_number.contains_key(&play.0)
    }

    /// Takes a free node. There is one for every play that the shares allow.
    pub fn take_free(&mut self) -> Option<u32> {
        self.free.pop()
    }

    /// Marks a node as sent to the tick. Returns the number of its play; 0 for sounds that the host did not start.
    pub fn send(&mut self, node: u32, mut sent: SentNode) -> u64 {
        if let Some(target) = sent.target {
            if !sent.is_announcement {
                sent.number = self.next_number;
                self.next_number += 1;
                self.by_number.insert(sent.number, node);
            }
            self.by_target.push(self.list(target), node);
        }
        let number = sent.number;
        self.sent[node as usize] = Some(sent);
        number
    }

    /// Replaces the prompt of a node. Returns the former one.
    pub fn set_prompt(&mut self, node: u32, prompt: u32) -> Option<u32> {
        let sent = self.sent[node as usize].as_mut()?;
        Some(std::mem::replace(&mut sent.prompt, prompt))
    }

    /// Frees a node that the tick has returned.
    pub fn take_back(&mut self, node: u32) -> Option<SentNode> {
        let sent = self.sent[node as usize].take()?;
        self.free.push(node);
        self.by_number.remove(&sent.number);
        if let Some(target) = sent.target {
            self.by_target.remove(self.list(target), node);
        }
        Some(sent)
    }

    /// A number for a new batch.
    pub fn new_batch(&mut self) -> u64 {
        self.next_batch += 1;
        self.next_batch - 1
    }
}

/// How a prompt is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SayOptions {
    /// How many times, without a seam: 1 … 1,000,000; 0: until it is stopped.
    pub times: u32,
    /// Gain of the prompt.
    pub gain: Gain,
    /// Stop what plays and waits there first. If false, the play is queued.
    pub interrupt: bool,
}

impl Default for SayOptions {
    /// Once, at 0 dB, queued.
    fn default() -> SayOptions {
        SayOptions { times: 1, gain: Gain::UNITY, interrupt: false }
    }
}

impl SayOptions {
    /// Checks the ranges. The error names the field.
    pub(crate) fn validate(&self) -> Result<()> {
        in_range("times", self.times, 0, 1_000_000)
    }
}
