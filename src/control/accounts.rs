//! What each account has of the engine: its quotas, and its shares of the tables of the engine.

use super::config::{EngineConfig, Quota};
use super::fallible::{AHEAD, list, out_of_memory, room_in_list, room_in_map};
use super::share::Share;
use crate::error::{Error, Result, Status};
use crate::handle::{MAX_INDEX, MAX_PROMPTS, MAX_TAPS};
use crate::rt::owners::NO_ACCOUNT;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

/// An account that has something: its place in the table of accounts.
pub type Owner = u32;

/// What no account has: sounds of the engine, signals to sessions that are gone, announcements to rooms of several
/// accounts.
pub const NOBODY: Owner = 0;

/// The most prompts of an engine, its own aside.
const PROMPTS: usize = MAX_PROMPTS as usize - 2;

/// What every account has a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Commands that wait for the tick.
    Commands,
    /// Sounds that play or wait to.
    Plays,
    /// Taps.
    Taps,
    /// Prompts.
    Prompts,
    /// Recordings.
    Recordings,
    /// Participants, until their slots are free again.
    Participants,
    /// Rooms, until their indices are free again.
    Rooms,
}

impl Counted {
    const COUNT: usize = 7;

    /// Its name, the field of the configuration that limits it, and the status of a refusal.
    const fn words(self) -> (&'static str, &'static str, Status) {
        match self {
            Counted::Commands => ("commands", "command_queue", Status::QueueFull),
            Counted::Plays => ("plays", "max_plays", Status::QueueFull),
            Counted::Taps => ("taps", "max_taps", Status::TooManyTaps),
            Counted::Prompts => ("prompts", "the most of an engine", Status::QuotaExceeded),
            Counted::Recordings => ("recordings", "max_taps", Status::QuotaExceeded),
            Counted::Participants => ("participants", "max_participants", Status::TooManyParticipants),
            Counted::Rooms => ("rooms", "max_rooms", Status::TooManyRooms),
        }
    }
}

/// How many times as many places one account may have as it leaves free for others. Places that take little memory are
/// there twice; of rooms there are a quarter more than one account may have, of participants a sixteenth.
const EVEN: usize = 1;
const OF_ROOMS: usize = 4;
const OF_PARTICIPANTS: usize = 16;

/// Shares of the event queue beyond one for each participant: an account that is gone has its share until all its events
/// were polled. If none is free, a new account has that of no account.
const SPARE_EVENT_SHARES: usize = 64;

/// How many places the tables have of which accounts have shares, for [`Arena`](super::arena::Arena) and the tables of
/// the control floor.
#[derive(Clone, Copy, Debug)]
pub struct Tables {
    /// Commands that may wait.
    pub commands: usize,
    /// Plays.
    pub plays: usize,
    /// Taps.
    pub taps: usize,
    /// Participants.
    pub participants: u32,
    /// Rooms.
    pub rooms: u32,
    /// Events that may wait to be polled.
    pub events: usize,
    /// Shares of the event queue, that of no account included.
    pub event_shares: usize,
}

impl Tables {
    /// Those of an engine of that configuration.
    pub fn of(config: &EngineConfig) -> Tables {
        let EngineConfig {
            command_queue, event_queue, max_plays, max_taps, max_participants, max_rooms, ..
        } = *config;
        let indices = MAX_INDEX as usize - 1;
        Tables {
            commands: Share::total(command_queue as usize, EVEN, usize::MAX),
            plays: Share::total(max_plays as usize, EVEN, usize::MAX),
            taps: Share::total(max_taps as usize, EVEN, MAX_TAPS as usize),
            participants: Share::total(max_participants as usize, OF_PARTICIPANTS, indices) as u32,
            rooms: Share::total(max_rooms as usize, OF_ROOMS, indices) as u32,
            events: Share::total(event_queue as usize, EVEN, usize::MAX),
            event_shares: max_participants as usize + SPARE_EVENT_SHARES,
        }
    }
}

/// What an account uses.
#[derive(Debug, Default)]
struct Account {
    name: Arc<[u8]>,
    quota: Option<Quota>,
    participants: u32,
    /// Signals that wait.
    signals: u32,
    prompt_bytes: u64,
    /// Its rooms by their number.
    rooms: BTreeMap<u64, u32>,
    /// Its places in the tables of which it has shares.
    has: [usize; Counted::COUNT],
    /// Its share of the event queue, from its first participant on; [`NO_ACCOUNT`]: none.
    events: u32,
    /// It waits to be forgotten.
    waits: bool,
}

impl Account {
    fn is_unused(&self) -> bool {
        let Account { quota, participants, prompt_bytes, rooms, has, .. } = self;
        quota.is_none()
            && *participants == 0
            && *prompt_bytes == 0
            && rooms.is_empty()
            && *has == [0; Counted::COUNT]
    }
}

/// All accounts that have something, or a quota of their own.
#[derive(Debug)]
pub struct Accounts {
    by_name: HashMap<Arc<[u8]>, Owner>,
    list: Vec<Account>,
    /// Places of the list that no account has.
    free: Vec<Owner>,
    /// Shares of the event queue that no account has.
    free_events: Vec<u32>,
    /// Accounts that have nothing any more, but perhaps events in the queue.
    waiting: VecDeque<Owner>,
    shares: [Share; Counted::COUNT],
    default_quota: Quota,
}

impl Accounts {
    /// None yet.
    pub fn new(config: &EngineConfig) -> Result<Accounts> {
        let tables = Tables::of(config);
        let EngineConfig { command_queue, max_plays, max_taps, max_participants, max_rooms, .. } = *config;
        let recordings = (max_taps as usize).max(1);
        let mut free_events = list(tables.event_shares)?;
        free_events.extend((NO_ACCOUNT + 1..tables.event_shares as u32).rev());
        Ok(Accounts {
            by_name: HashMap::new(),
            list: vec![Account::default()],
            free: Vec::new(),
            free_events,
            waiting: VecDeque::new(),
            // In the order of `Counted`.
            shares: [
                Share::new(command_queue as usize, EVEN, tables.commands),
                Share::new(max_plays as usize, EVEN, tables.plays),
                Share::new(max_taps as usize, EVEN, tables.taps),
                Share::new(PROMPTS, EVEN, PROMPTS),
                Share::new(recordings, EVEN, usize::MAX),
                Share::new(max_participants as usize, OF_PARTICIPANTS, tables.participants as usize),
                Share::new(max_rooms as usize, OF_ROOMS, tables.rooms as usize),
            ],
            default_quota: config.account_quota,
        })
    }

    /// Makes room for what a call adds. Each account that is known has a place in every list.
    pub fn make_room(&mut self) -> Result<()> {
        room_in_map(&mut self.by_name)?;
        room_in_list(&mut self.list)?;
        let most = self.list.len() + AHEAD;
        self.free.try_reserve(most.saturating_sub(self.free.len())).map_err(|_| out_of_memory())?;
        self.waiting.try_reserve(most.saturating_sub(self.waiting.len())).map_err(|_| out_of_memory())
    }

    /// Whether an account may have `count` more of something; a refusal names the limit.
    pub fn check(&self, what: Counted, owner: Owner, count: usize) -> Result<()> {
        let (share, has) = (&self.shares[what as usize], self.at(owner).has[what as usize]);
        let left = share.left(has);
        if count <= left {
            return Ok(());
        }
        let (name, field, status) = what.words();
        let (of, may, most) = (self.name(owner), has + left, share.most());
        Err(Error::new(
            status,
            format!(
                "{name}: {of} has {has}, {count} more are asked for, and it may have {may} now \
                 ({field}: {most}; never more than are left free for others)"
            ),
        ))
    }

    /// As [`check`](Self::check), of one for each of `owners`, one after the other.
    pub fn check_each(&mut self, what: Counted, owners: &[Owner]) -> Result<()> {
        let mut taken = 0;
        let all = owners.iter().try_for_each(|&owner| {
            self.take(what, owner)?;
            taken += 1;
            Ok(())
        });
        for &owner in &owners[..taken] {
            self.shares[what as usize].give_back(1);
            self.at_mut(owner).has[what as usize] -= 1;
        }
        all
    }

    /// One more of something is an account's, if it may have that.
    pub fn take(&mut self, what: Counted, owner: Owner) -> Result<()> {
        self.check(what, owner, 1)?;
        self.shares[what as usize].take(1);
        self.at_mut(owner).has[what as usize] += 1;
        Ok(())
    }

    /// One less is.
    pub fn give_back(&mut self, what: Counted, owner: Owner) {
        self.shares[what as usize].give_back(1);
        self.at_mut(owner).has[what as usize] -= 1;
        self.forget_if_unused(owner);
    }

    /// Takes the place of a new room of an account, unless its quota or its share is used up; if another of its rooms `ends`
    /// by that, that does not count against the quota. Returns whose it is.
    pub fn take_room(&mut self, account: &Arc<[u8]>, ends: bool) -> Result<Owner> {
        let quota = self.quota(account);
        let used = self.find(account).map_or(0, |a| a.rooms.len()) - usize::from(ends);
        if quota.rooms != 0 && used >= quota.rooms as usize {
            return Err(Error::new(
                Status::QuotaExceeded,
                format!("the account has {used} rooms, its quota is {}", quota.rooms),
            ));
        }
        let owner = self.owner(account);
        let taken = self.take(Counted::Rooms, owner);
        self.forget_if_unused(owner);
        taken.map(|()| owner)
    }

    /// A room of an account, by its number and index.
    pub fn add_room(&mut self, owner: Owner, number: u64, index: u32) {
        self.at_mut(owner).rooms.insert(number, index);
    }

    /// A room of the account has ended; its place counts until it is free again.
    pub fn remove_room(&mut self, owner: Owner, number: u64) {
        self.at_mut(owner).rooms.remove(&number);
    }

    /// At most `limit` rooms of an account whose numbers lie beyond `cursor`, in the order in which they were made,
    /// and the cursor from which to go on; 0 if that was all.
    pub fn list(&self, account: &[u8], cursor: u64, limit: usize) -> (Vec<u32>, u64) {
        let Some(account) = self.find(account) else { return (Vec::new(), 0) };
        let mut beyond = account.rooms.range(cursor.saturating_add(1)..);
        let page: Vec<(u64, u32)> =
            beyond.by_ref().take(limit).map(|(number, index)| (*number, *index)).collect();
        let more = beyond.next().is_some();
        let next = page.last().map_or(cursor, |(number, _)| *number);
        (page.into_iter().map(|(_, index)| index).collect(), if more { next } else { 0 })
    }

    /// Counts a new participant of an account, and takes its place, unless its quota or its share is used up. Returns the
    /// account.
    pub fn admit(&mut self, account: &Arc<[u8]>) -> Result<Owner> {
        let quota = self.quota(account);
        let used = self.find(account).map_or(0, |account| account.participants);
        if quota.participants != 0 && used >= quota.participants {
            return Err(Error::new(
                Status::QuotaExceeded,
                format!("the account has {used} participants, its quota is {}", quota.participants),
            ));
        }
        let owner = self.owner(account);
        let taken = self.take(Counted::Participants, owner);
        match taken {
            Ok(()) => self.at_mut(owner).participants += 1,
            Err(_) => self.forget_if_unused(owner),
        }
        taken.map(|()| owner)
    }

    /// Counts a signal that is to wait, unless the account's quota is used up.
    pub fn queue_signal(&mut self, owner: Owner) -> bool {
        let account = self.at(owner);
        let most = account.quota.unwrap_or(self.default_quota).queued_signals;
        let fits = most == 0 || account.signals < most;
        self.at_mut(owner).signals += u32::from(fits);
        fits
    }

    /// Signals no longer wait.
    pub fn unqueue_signals(&mut self, owner: Owner, count: usize) {
        self.at_mut(owner).signals -= count as u32;
    }

    /// A participant of an account has gone; its place counts until it is free again.
    pub fn dismiss(&mut self, owner: Owner) {
        self.at_mut(owner).participants -= 1;
    }

    /// How many bytes of prompts an account may still have.
    pub fn prompt_bytes_left(&self, account: &Arc<[u8]>) -> u64 {
        let used = self.find(account).map_or(0, |account| account.prompt_bytes);
        match self.quota(account).prompt_bytes {
            0 => u64::MAX,
            most => most.saturating_sub(used),
        }
    }

    /// Counts a new prompt of an account, and its bytes, unless its quota or its share is used up.
    pub fn admit_prompt(&mut self, account: &Arc<[u8]>, bytes: u64) -> Result<()> {
        let quota = self.quota(account);
        let used = self.find(account).map_or(0, |account| account.prompt_bytes);
        if quota.prompt_bytes != 0 && used + bytes > quota.prompt_bytes {
            return Err(Error::new(
                Status::QuotaExceeded,
                format!(
                    "the prompt takes {bytes} bytes, the account has {used}, its quota is {}",
                    quota.prompt_bytes
                ),
            ));
        }
        let owner = self.owner(account);
        let taken = self.take(Counted::Prompts, owner);
        if taken.is_ok() {
            self.at_mut(owner).prompt_bytes += bytes;
        } else {
            self.forget_if_unused(owner);
        }
        taken
    }

    /// A prompt of an account has gone.
    pub fn dismiss_prompt(&mut self, account: &Arc<[u8]>, bytes: u64) {
        // The engine's own are not counted.
        let Some(&owner) = self.by_name.get(account) else { return };
        self.at_mut(owner).prompt_bytes -= bytes;
        self.give_back(Counted::Prompts, owner);
    }

    /// Sets an account's own quota, or takes it back.
    pub fn set_quota(&mut self, account: &[u8], quota: Option<Quota>) {
        let owner = self.owner(&account.into());
        self.at_mut(owner).quota = quota;
        self.forget_if_unused(owner);
    }

    fn quota(&self, account: &[u8]) -> Quota {
        self.find(account).and_then(|account| account.quota).unwrap_or(self.default_quota)
    }

    fn find(&self, account: &[u8]) -> Option<&Account> {
        self.by_name.get(account).map(|&owner| self.at(owner))
    }

    /// An account for sentences: its name, as far as that can be printed.
    fn name(&self, owner: Owner) -> String {
        match owner {
            NOBODY => "what belongs to no account".into(),
            _ => format!("account \"{}\"", self.at(owner).name.escape_ascii()),
        }
    }

    fn at(&self, owner: Owner) -> &Account {
        &self.list[owner as usize]
    }

    fn at_mut(&mut self, owner: Owner) -> &mut Account {
        &mut self.list[owner as usize]
    }

    /// The place of an account, which has one from now on.
    fn owner(&mut self, account: &Arc<[u8]>) -> Owner {
        if let Some(&owner) = self.by_name.get(account) {
            return owner;
        }
        let new = Account { name: account.clone(), ..Account::default() };
        let owner = match self.free.pop() {
            Some(owner) => {
                self.list[owner as usize] = new;
                owner
            }
            None => {
                self.list.push(new);
                self.list.len() as Owner - 1
            }
        };
        self.by_name.insert(account.clone(), owner);
        owner
    }

    /// The share of the event queue that an account has from now on: its own, if one is free. `idle` tells whether a share
    /// has no events in the queue.
    pub fn open_events(&mut self, owner: Owner, idle: impl Fn(u32) -> bool) -> u32 {
        // A few each time are as many as come; all, if there is need.
        let count = if self.free_events.is_empty() { self.waiting.len() } else { self.waiting.len().min(4) };
        for _ in 0..count {
            let Some(other) = self.waiting.pop_front() else { break };
            let account = self.at_mut(other);
            account.waits = false;
            if account.is_unused() && idle(account.events) {
                let share = std::mem::replace(&mut account.events, NO_ACCOUNT);
                self.free_events.push(share);
            }
            self.forget_if_unused(other);
        }
        if self.at(owner).events == NO_ACCOUNT {
            self.at_mut(owner).events = self.free_events.pop().unwrap_or(NO_ACCOUNT);
        }
        self.events(owner)
    }

    /// The share of the event queue that an account has.
    pub fn events(&self, owner: Owner) -> u32 {
        self.at(owner).events
    }

    fn forget_if_unused(&mut self, owner: Owner) {
        let account = self.at_mut(owner);
        if owner == NOBODY || !account.is_unused() || account.waits {
            return;
        }
        if account.events != NO_ACCOUNT {
            account.waits = true;
            self.waiting.push_back(owner);
            return;
        }
        let name = std::mem::take(&mut account.name);
        self.by_name.remove(&name);
        self.free.push(owner);
    }
}
