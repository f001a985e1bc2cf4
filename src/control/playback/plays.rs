//! Plays as the control floor knows them: which nodes are with the tick, whose they are, what they play.

use crate::control::accounts::counted::Tables;
use crate::control::accounts::index_lists::IndexLists;
use crate::control::accounts::usage::Owner;
use crate::control::config::in_range;
use crate::control::os::fallible::{arc_bytes, collected, list, map_bytes, room_in_map};
use crate::error::{Error, Result, Status};
use crate::units::Gain;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
/// How many prompts may play and wait for one participant, and for one room.
pub const MAX_QUEUED_PLAYS: usize = 16;

/// Names a play: a number of an engine, never given twice; 0: none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(transparent)]
pub struct PlayId(pub u64);

/// To listener something plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The participant in a slot.
    Slot(u32),
    /// The room of an index.
    Room(u32),
}

/// A node that is with the tick.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Whose share it takes.
    pub owner: Owner,
    /// The prompt that it plays.
    pub prompt: u32,
    /// The number of its play; 0: it has none.
    pub number: u64,
    /// Whose queue it counts for; `None` for sounds that no call of the host's has begun.
    pub target: Option<Target>,
    /// It was told to stop, and counts no more.
    pub stopping: bool,
    /// It announces a recording, and counts for no queue of the host's.
    pub is_announcement: bool,
    /// Gets the tick of its end.
    pub end_tick: Option<Arc<PlayEndTick>>,
}

/// Tells when a play has ended to one who does not wait for that.
#[derive(Debug, Default)]
pub struct PlayEndTick(AtomicU64);

impl PlayEndTick {
    /// The tick that has played its last sample, or given it up; `None`: it goes on.
    pub fn ended(&self) -> Option<u64> {
        Some(self.0.load(Ordering::Acquire)).filter(|&tick| tick != 0)
    }

    /// The play has ended in that tick.
    pub fn end(&self, tick: u64) {
        self.0.store(tick, Ordering::Release);
    }
}

/// All nodes.
#[derive(Debug)]
pub struct Plays {
    sent: Vec<Option<Sent>>,
    free: Vec<u32>,
    by_number: HashMap<u64, u32>,
    /// Those of each participant, and then of each room.
    by_target: IndexLists,
    slots: usize,
    next_number: u64,
    next_batch: u64,
}

/// What is to be played, and how.
#[derive(Clone, Debug)]
pub struct PlayRequest {
    /// Whose share it takes.
    pub owner: Owner,
    /// Of which prompt.
    pub prompt: u32,
    /// How many times; 0: for ever.
    pub times: u32,
    /// Gain on every sample.
    pub gain: Gain,
    /// For listener; `None` for a sound that no call of the host's has begun.
    pub target: Option<Target>,
    /// The batch that it waits for; 0: none.
    pub batch: u64,
    /// The tick with which it begins; 0: at once.
    pub begins: u64,
    /// The recording that it announces to `target`; 0: none.
    pub notice: u64,
    /// EventSubject is to know of its end.
    pub end_tick: Option<Arc<PlayEndTick>>,
}

impl PlayRequest {
    /// A sound that no call of the host's has begun, as it is.
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
    /// No node is with the tick.
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

    /// Makes room for what a call adds.
    pub fn make_room(&mut self) -> Result<()> {
        room_in_map(&mut self.by_number)
    }

    /// Bytes that the nodes take on the control floor.
    pub fn bytes(tables: &Tables) -> u64 {
        let targets = tables.participants as usize + tables.rooms as usize;
        let node = size_of::<Option<Sent>>() + size_of::<u32>();
        (tables.plays * node) as u64 + IndexLists::bytes(targets, tables.plays)
    }

    /// Bytes that they take later, at most: their numbers, and what tells of their end.
    pub fn later_bytes(tables: &Tables) -> u64 {
        map_bytes::<u64, u32>(tables.plays) + (tables.plays * arc_bytes::<PlayEndTick>()) as u64
    }

    /// Whether one more may be queued for `target`; with `interrupt` it is alone there.
    pub fn check_queue(&self, target: Target, interrupt: bool) -> Result<()> {
        let queued = self.of(target).filter(|node| self.counts(*node)).count();
        if interrupt || queued < MAX_QUEUED_PLAYS {
            return Ok(());
        }
        Err(Error::new(
            Status::QueueFull,
            format!("plays: {queued} are queued already, and {MAX_QUEUED_PLAYS} may be"),
        ))
    }

    fn counts(&self, node: u32) -> bool {
        self.sent[node as usize].as_ref().is_some_and(|sent| !(sent.stopping || sent.is_announcement))
    }

    /// The nodes of a target that are with the tick.
    fn of(&self, target: Target) -> impl Iterator<Item = u32> + '_ {
        self.by_target.iter(self.list(target))
    }

    /// Whether a target has none.
    pub fn has_none(&self, target: Target) -> bool {
        self.by_target.is_empty(self.list(target))
    }

    /// Which list that of a target is.
    fn list(&self, target: Target) -> usize {
        match target {
            Target::Slot(slot) => slot as usize,
            Target::Room(index) => self.slots + index as usize,
        }
    }

    /// Notes that all plays of a target were told to stop; answers whether there are any.
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

    /// For listener the play of that number is, and whose share it takes.
    pub fn find(&self, play: PlayId) -> Result<(Target, Owner)> {
        let number = play.0;
        if number == 0 || number >= self.next_number {
            return Err(Status::InvalidHandle.into());
        }
        let node = self.by_number.get(&number).ok_or(Status::StaleHandle)?;
        let sent = self.sent[*node as usize].as_ref().ok_or(Status::StaleHandle)?;
        Ok((sent.target.ok_or(Status::StaleHandle)?, sent.owner))
    }

    /// Notes that the play of that number was told to stop.
    pub fn stop(&mut self, play: PlayId) {
        if let Some(node) = self.by_number.get(&play.0)
            && let Some(sent) = &mut self.sent[*node as usize]
        {
            sent.stopping = true;
        }
    }

    /// Whether the play of that number plays or waits.
    pub fn is_on(&self, play: PlayId) -> bool {
        self.by_number.contains_key(&play.0)
    }

    /// A free node. There is one for each play that may be taken.
    pub fn take_free(&mut self) -> Option<u32> {
        self.free.pop()
    }

    /// A node goes to the tick. It gets a number if it plays for a call of the host's, else 0.
    pub fn send(&mut self, node: u32, mut sent: Sent) -> u64 {
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

    /// A node that is with the tick gets another prompt. Returns the one it had.
    pub fn set_prompt(&mut self, node: u32, prompt: u32) -> Option<u32> {
        let sent = self.sent[node as usize].as_mut()?;
        Some(std::mem::replace(&mut sent.prompt, prompt))
    }

    /// A node has come back from the tick, and is free.
    pub fn take_back(&mut self, node: u32) -> Option<Sent> {
        let sent = self.sent[node as usize].take()?;
        self.free.push(node);
        self.by_number.remove(&sent.number);
        if let Some(target) = sent.target {
            self.by_target.remove(self.list(target), node);
        }
        Some(sent)
    }

    /// The number of a new batch.
    pub fn new_batch(&mut self) -> u64 {
        self.next_batch += 1;
        self.next_batch - 1
    }
}

/// How a prompt is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SayOptions {
    /// How many times, without a seam: 1 … 1,000,000; 0: for ever, until it is stopped.
    pub times: u32,
    /// Gain on it.
    pub gain: Gain,
    /// Whether what plays there, and waits to, is stopped first. If not, it plays after what waits.
    pub interrupt: bool,
}

impl Default for SayOptions {
    /// Once, as it is, after what waits.
    fn default() -> SayOptions {
        SayOptions { times: 1, gain: Gain::UNITY, interrupt: false }
    }
}

impl SayOptions {
    /// Refuses what is out of its range, naming the field.
    pub(crate) fn validate(&self) -> Result<()> {
        in_range("times", self.times, 0, 1_000_000)
    }
}
