//! Plays as the control floor knows them: which nodes are with the tick, whose they are, what they play.

use crate::control::accounts::chains::Chains;
use crate::control::accounts::counted::{Counted, Tables};
use crate::control::accounts::usage::Owner;
use crate::control::config::in_range;
use crate::control::engine::state::Control;
use crate::control::os::fallible::{arc_bytes, collected, list, map_bytes, room_in_map};
use crate::dsp::LinearGain;
use crate::error::{Error, Result, Status};
use crate::rt::message::event::PlayEnd;
use crate::rt::state::members::NONE;
use crate::rt::state::play::Play;
use crate::rt::state::shared::Shared;
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

/// To whom something plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The participant in a slot.
    Slot(u32),
    /// The room of an index.
    Room(u32),
}

/// A node that is with the tick.
#[derive(Clone, Debug)]
struct Sent {
    /// Whose share it takes.
    owner: Owner,
    prompt: u32,
    number: u64,
    /// Whose queue it counts for; `None` for sounds that no call of the host's has begun.
    target: Option<Target>,
    /// It was told to stop, and counts no more.
    stopping: bool,
    /// It announces a recording, and counts for no queue of the host's.
    is_notice: bool,
    /// EventSubject is to know of its end.
    watch: Option<Arc<Watch>>,
}

/// Tells when a play has ended to one who does not wait for that.
#[derive(Debug, Default)]
pub struct Watch(AtomicU64);

impl Watch {
    /// The tick that has played its last sample, or given it up; `None`: it goes on.
    pub fn ended(&self) -> Option<u64> {
        Some(self.0.load(Ordering::Acquire)).filter(|&tick| tick != 0)
    }
}

/// All nodes.
#[derive(Debug)]
pub struct Plays {
    sent: Vec<Option<Sent>>,
    free: Vec<u32>,
    by_number: HashMap<u64, u32>,
    /// Those of each participant, and then of each room.
    by_target: Chains,
    slots: usize,
    next_number: u64,
    next_batch: u64,
}

/// What is to be played, and how.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Whose share it takes.
    pub owner: Owner,
    /// Of which prompt.
    pub prompt: u32,
    /// How many times; 0: for ever.
    pub times: u32,
    /// Gain on every sample.
    pub gain: Gain,
    /// For whom; `None` for a sound that no call of the host's has begun.
    pub target: Option<Target>,
    /// The batch that it waits for; 0: none.
    pub batch: u64,
    /// The tick with which it begins; 0: at once.
    pub begins: u64,
    /// The recording that it announces to `target`; 0: none.
    pub notice: u64,
    /// EventSubject is to know of its end.
    pub watch: Option<Arc<Watch>>,
}

impl Cast {
    /// A sound that no call of the host's has begun, as it is.
    pub fn sound(owner: Owner, prompt: u32, times: u32) -> Cast {
        Cast {
            owner,
            prompt,
            times,
            gain: Gain::UNITY,
            target: None,
            batch: 0,
            begins: 0,
            notice: 0,
            watch: None,
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
            by_target: Chains::new(slots + rooms, max)?,
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
        (tables.plays * node) as u64 + Chains::bytes(targets, tables.plays)
    }

    /// Bytes that they take later, at most: their numbers, and what tells of their end.
    pub fn later_bytes(tables: &Tables) -> u64 {
        map_bytes::<u64, u32>(tables.plays) + (tables.plays * arc_bytes::<Watch>()) as u64
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
        self.sent[node as usize].as_ref().is_some_and(|sent| !(sent.stopping || sent.is_notice))
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
                sent.stopping |= !sent.is_notice;
            }
        });
        !by_target.is_empty(list)
    }

    /// For whom the play of that number is, and whose share it takes.
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

    /// The number of a new batch.
    pub fn new_batch(&mut self) -> u64 {
        self.next_batch += 1;
        self.next_batch - 1
    }
}

impl Control {
    /// Fills a free node, which the caller sends to the tick: it has seen to it that there is a place in the queue of
    /// commands.
    pub fn cast(&mut self, shared: &Shared, cast: Cast) -> Result<(u32, PlayId)> {
        let gain = cast.gain.into();
        self.rooms.accounts.take(Counted::Plays, cast.owner)?;
        // There is a node for each that may be taken.
        let Some(node) = self.plays.free.pop() else { return Err(Status::QueueFull.into()) };
        let is_notice = cast.notice != 0;
        let number = if cast.target.is_some() && !is_notice { self.plays.next_number } else { 0 };
        let kept = self.prompts.take(cast.prompt);
        let (data, len) = (kept.data().as_ptr(), kept.data().len() as u32);
        let (track, total) = kept.track(cast.times);
        let Cast { owner, batch, begins, notice, .. } = cast;
        let play = Play { data, len, track, total, gain, batch, begins, number, notice };
        // SAFETY: we are under the lock, and the node was free: it is not with the tick.
        unsafe { shared.plays.fill(node, play) };
        let sent = Sent {
            owner,
            prompt: cast.prompt,
            number,
            target: cast.target,
            stopping: false,
            is_notice,
            watch: cast.watch,
        };
        self.plays.sent[node as usize] = Some(sent);
        if let Some(target) = cast.target {
            if !is_notice {
                self.plays.next_number += 1;
                self.plays.by_number.insert(number, node);
            }
            self.plays.by_target.push(self.plays.list(target), node);
        }
        Ok((node, PlayId(number)))
    }

    /// A node for a sound, or [`NONE`] for none; the caller sends it.
    pub fn cast_sound(
        &mut self,
        shared: &Shared,
        owner: Owner,
        prompt: Option<u32>,
        times: u32,
    ) -> Result<u32> {
        match prompt {
            Some(prompt) => Ok(self.cast(shared, Cast::sound(owner, prompt, times))?.0),
            None => Ok(NONE),
        }
    }

    /// A node that no tick has taken up plays another prompt, again and again.
    pub fn recast(&mut self, shared: &Shared, node: u32, prompt: u32) {
        let Some(sent) = &mut self.plays.sent[node as usize] else { return };
        let before = std::mem::replace(&mut sent.prompt, prompt);
        let kept = self.prompts.take(prompt);
        let (data, len) = (kept.data().as_ptr(), kept.data().len() as u32);
        let (track, total) = kept.track(0);
        let gain = LinearGain::UNITY;
        let play = Play { data, len, track, total, gain, batch: 0, begins: 0, number: 0, notice: 0 };
        // SAFETY: we are under the lock, and have taken the node back before a tick took it.
        unsafe { shared.plays.fill(node, play) };
        if let Some(gone) = self.prompts.give_up(before) {
            self.rooms.accounts.dismiss_prompt(gone);
        }
    }

    /// A node that no tick has taken up is free again.
    pub fn take_back_unheard(&mut self, shared: &Shared, node: Option<u32>) {
        if let Some(node) = node {
            self.take_back(shared, node, shared.now.load(Ordering::Acquire));
        }
    }

    /// A node has come back.
    pub fn take_back(&mut self, shared: &Shared, node: u32, tick: u64) {
        let Some(sent) = self.plays.sent[node as usize].take() else { return };
        if let Some(watch) = &sent.watch {
            // SAFETY: we are under the lock, and the tick has given the node back.
            let heard = unsafe { shared.plays.heard(node) };
            watch.0.store(heard.unwrap_or(tick), Ordering::Release);
        }
        if let Some(Target::Slot(slot)) = sent.target
            && let Some(saying) = &self.sessions.at(slot).saying
        {
            let unheard = if sent.stopping { PlayEnd::Stopped } else { PlayEnd::Dropped };
            // SAFETY: we are under the lock, and the tick has given the node back.
            saying.has_ended(sent.number, unsafe { shared.plays.end(node) }.unwrap_or(unheard), tick);
        }
        self.plays.free.push(node);
        self.rooms.accounts.give_back(Counted::Plays, sent.owner);
        self.plays.by_number.remove(&sent.number);
        if let Some(target) = sent.target {
            self.plays.by_target.remove(self.plays.list(target), node);
        }
        if let Some(gone) = self.prompts.give_up(sent.prompt) {
            self.rooms.accounts.dismiss_prompt(gone);
        }
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
