//! What each account has of the engine: its quotas, and its shares of the tables of the engine.

use super::counted::{Counted, TEXT_BYTES, Tables, shares};
use super::refusals::{PromptBytesLeft, quoted, refusal};
use super::share::Share;
use crate::control::config::{EngineConfig, Quota};
use crate::control::os::fallible::{list, list_bytes, map_bytes, out_of_memory, room_in_list, room_in_map};
use crate::error::{Error, Result, Status};
use crate::rt::message::event_shares::NO_ACCOUNT;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

/// An account that has something: its place in the table of accounts.
pub type Owner = u32;

/// What no account has: sounds of the engine, signals to sessions that are gone, announcements to rooms of several
/// accounts.
pub const NO_OWNER: Owner = 0;

/// What an account uses.
#[derive(Debug, Default)]
struct Account {
    name: Arc<[u8]>,
    quota: Option<Quota>,
    participants: u32,
    /// Signals that wait.
    signals: u32,
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
        let Account { quota, participants, rooms, has, .. } = self;
        quota.is_none() && *participants == 0 && rooms.is_empty() && *has == [0; Counted::COUNT]
    }
}

/// All accounts that have something, or a quota of their own.
#[derive(Debug)]
pub struct Accounts {
    by_name: HashMap<Arc<[u8]>, Owner>,
    list: Vec<Account>,
    /// SlotAllocator of the list that no account has.
    free: Vec<Owner>,
    /// Shares of the event queue that no account has.
    free_events: Vec<u32>,
    /// Accounts that have nothing any more, but perhaps events in the queue.
    waiting: VecDeque<Owner>,
    shares: [Share; Counted::COUNT],
    default_quota: Quota,
    /// How many may be known.
    most: usize,
}

impl Accounts {
    /// None yet.
    pub fn new(config: &EngineConfig) -> Result<Accounts> {
        let tables = Tables::of(config);
        let mut free_events = list(tables.event_shares)?;
        free_events.extend((NO_ACCOUNT + 1..tables.event_shares as u32).rev());
        Ok(Accounts {
            by_name: HashMap::new(),
            list: vec![Account::default()],
            free: Vec::new(),
            free_events,
            waiting: VecDeque::new(),
            shares: shares(config, &tables),
            default_quota: config.account_quota,
            most: config.max_accounts as usize,
        })
    }

    /// Makes room for what a call adds. Each account that is known has a place in every list. `idle` tells whether a share of
    /// the event queue has no events in it.
    pub fn make_room(&mut self, idle: impl Fn(u32) -> bool) -> Result<()> {
        if self.by_name.len() >= self.most {
            self.forget_waiting(self.waiting.len(), idle);
        }
        room_in_map(&mut self.by_name)?;
        room_in_list(&mut self.list, self.most + 1)?;
        let most = self.list.capacity();
        self.free.try_reserve_exact(most - self.free.len()).map_err(|_| out_of_memory())?;
        self.waiting.try_reserve_exact(most - self.waiting.len()).map_err(|_| out_of_memory())
    }

    /// Bytes that as many accounts take as there may be, their rooms aside.
    pub fn later_bytes(config: &EngineConfig) -> u64 {
        let most = config.max_accounts as usize + 1;
        map_bytes::<Arc<[u8]>, Owner>(most)
            + list_bytes::<Account>(most)
            + 2 * list_bytes::<Owner>(most)
            + (most * TEXT_BYTES) as u64
    }

    /// Whether an account may have `count` more of something; a refusal names the limit.
    pub fn check(&self, what: Counted, owner: Owner, count: usize) -> Result<()> {
        let (share, has) = (&self.shares[what as usize], self.has(what, owner));
        let left = share.left(has);
        if count <= left {
            return Ok(());
        }
        let (name, field, status) = what.words();
        let (has, left) = (has as u64, left as u64);
        let limit = format!("{field}: {}; never more than are left free for others", share.most());
        Err(refusal(status, name, &self.name(owner), (has, count as u64, has + left), &limit))
    }

    /// Whether an account may have `more` of what its quota limits to `most`; 0: it does not.
    fn check_quota(
        &self,
        (name, field): (&str, &str),
        account: &[u8],
        (has, more): (u64, u64),
        most: impl Fn(&Quota) -> u64,
    ) -> Result<()> {
        let own = self.find(account).and_then(|account| account.quota);
        let most = most(&own.unwrap_or(self.default_quota));
        if most == 0 || has + more <= most {
            return Ok(());
        }
        let limit = if own.is_some() { "its quota" } else { field };
        let limit = format!("{limit}: {most}");
        Err(refusal(Status::QuotaExceeded, name, &quoted(account), (has, more, most.max(has)), &limit))
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
        self.take_many(what, owner, 1)
    }

    /// So many more are.
    pub fn take_many(&mut self, what: Counted, owner: Owner, count: usize) -> Result<()> {
        self.check(what, owner, count)?;
        self.shares[what as usize].take(count);
        self.at_mut(owner).has[what as usize] += count;
        Ok(())
    }

    /// One less is.
    pub fn give_back(&mut self, what: Counted, owner: Owner) {
        self.give_back_many(what, owner, 1);
    }

    /// So many less are.
    pub fn give_back_many(&mut self, what: Counted, owner: Owner, count: usize) {
        self.shares[what as usize].give_back(count);
        self.at_mut(owner).has[what as usize] -= count;
        self.forget_if_unused(owner);
    }

    /// How many an account has of something.
    fn has(&self, what: Counted, owner: Owner) -> usize {
        self.at(owner).has[what as usize]
    }

    /// Takes the place of a new room of an account, unless its quota or its share is used up; if another of its rooms `ends`
    /// by that, that does not count against the quota. Returns whose it is.
    pub fn take_room(&mut self, account: &Arc<[u8]>, ends: bool) -> Result<Owner> {
        let has = self.find(account).map_or(0, |a| a.rooms.len()) - usize::from(ends);
        let words = (Counted::Rooms.words().0, "account_rooms");
        self.check_quota(words, account, (has as u64, 1), |quota| quota.rooms.into())?;
        let owner = self.owner(account)?;
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
    pub fn add_participant(&mut self, account: &Arc<[u8]>) -> Result<Owner> {
        let has = self.find(account).map_or(0, |account| account.participants);
        let words = (Counted::Participants.words().0, "account_participants");
        self.check_quota(words, account, (has.into(), 1), |quota| quota.participants.into())?;
        let owner = self.owner(account)?;
        let taken = self.take(Counted::Participants, owner);
        match taken {
            Ok(()) => self.at_mut(owner).participants += 1,
            Err(_) => self.forget_if_unused(owner),
        }
        taken.map(|()| owner)
    }

    /// Counts a signal that is to wait, and the bytes of its name, unless the account's quota or its share is used up.
    pub fn queue_signal(&mut self, owner: Owner, bytes: usize) -> bool {
        let account = self.at(owner);
        let most = account.quota.unwrap_or(self.default_quota).queued_signals;
        let fits = most == 0 || account.signals < most;
        let queued = fits && self.take_many(Counted::NameBytes, owner, bytes).is_ok();
        self.at_mut(owner).signals += u32::from(queued);
        queued
    }

    /// Signals no longer wait.
    pub fn unqueue_signals(&mut self, owner: Owner, count: usize, bytes: usize) {
        self.at_mut(owner).signals -= count as u32;
        self.give_back_many(Counted::NameBytes, owner, bytes);
    }

    /// A participant of an account has gone; its place counts until it is free again.
    pub fn remove_participant(&mut self, owner: Owner) {
        self.at_mut(owner).participants -= 1;
    }

    /// How many bytes of prompts an account may still have.
    pub fn prompt_bytes_left(&self, account: &[u8]) -> PromptBytesLeft {
        let owner = self.find_owner(account);
        let has = owner.map_or(0, |owner| self.has(Counted::PromptBytes, owner));
        let share = &self.shares[Counted::PromptBytes as usize];
        let left = share.left(has) as u64;
        let own = owner.and_then(|owner| self.at(owner).quota);
        let most = own.unwrap_or(self.default_quota).prompt_bytes;
        let of_quota = if most == 0 { u64::MAX } else { most.saturating_sub(has as u64) };
        let (field, most) = match () {
            _ if left < of_quota => (Counted::PromptBytes.words().1, share.most() as u64),
            _ if own.is_some() => ("its quota", most),
            () => ("account_prompt_bytes", most),
        };
        PromptBytesLeft { account: quoted(account), has: has as u64, left: left.min(of_quota), field, most }
    }

    /// Counts a new prompt of an account, and its bytes, unless its quota or its share is used up. Returns the account.
    pub fn reserve_prompt(&mut self, account: &[u8], bytes: u64) -> Result<Owner> {
        let has = self.find_owner(account).map_or(0, |owner| self.has(Counted::PromptBytes, owner));
        let words = (Counted::PromptBytes.words().0, "account_prompt_bytes");
        self.check_quota(words, account, (has as u64, bytes), |quota| quota.prompt_bytes)?;
        let owner = self.owner(account)?;
        self.take_prompt(owner, bytes).inspect_err(|_| self.forget_if_unused(owner))?;
        Ok(owner)
    }

    /// Counts a new prompt of an account that is known, and its bytes, unless its share is used up.
    pub fn take_prompt(&mut self, owner: Owner, bytes: u64) -> Result<()> {
        self.check(Counted::Prompts, owner, 1)?;
        self.take_many(Counted::PromptBytes, owner, usize::try_from(bytes).unwrap_or(usize::MAX))?;
        self.take(Counted::Prompts, owner)
    }

    /// A prompt of an account has gone.
    pub fn release_prompt(&mut self, (owner, bytes): (Owner, u64)) {
        // The engine's own are not counted.
        if owner != NO_OWNER {
            self.give_back(Counted::Prompts, owner);
            self.give_back_many(Counted::PromptBytes, owner, bytes as usize);
        }
    }

    /// Counts the bytes of a template of an account, unless its share is used up. Returns the account.
    pub fn reserve_template(&mut self, account: &[u8], bytes: usize) -> Result<Owner> {
        let owner = self.owner(account)?;
        let taken = self.take_many(Counted::NameBytes, owner, bytes);
        taken.inspect_err(|_| self.forget_if_unused(owner))?;
        Ok(owner)
    }

    /// Sets an account's own quota, or takes it back. A refusal names the limit of accounts.
    pub fn set_quota(&mut self, account: &[u8], quota: Option<Quota>) -> Result<()> {
        if quota.is_none() && self.find(account).is_none() {
            return Ok(());
        }
        let owner = self.owner(account)?;
        self.at_mut(owner).quota = quota;
        self.forget_if_unused(owner);
        Ok(())
    }

    /// The place of an account, if it is known.
    pub fn find_owner(&self, account: &[u8]) -> Option<Owner> {
        self.by_name.get(account).copied()
    }

    fn find(&self, account: &[u8]) -> Option<&Account> {
        self.by_name.get(account).map(|&owner| self.at(owner))
    }

    /// An account for sentences.
    fn name(&self, owner: Owner) -> String {
        match owner {
            NO_OWNER => "what belongs to no account".into(),
            _ => quoted(&self.at(owner).name),
        }
    }

    fn at(&self, owner: Owner) -> &Account {
        &self.list[owner as usize]
    }

    fn at_mut(&mut self, owner: Owner) -> &mut Account {
        &mut self.list[owner as usize]
    }

    /// The place of an account, which has one from now on, unless there are as many as there may be.
    fn owner(&mut self, account: &[u8]) -> Result<Owner> {
        if let Some(owner) = self.find_owner(account) {
            return Ok(owner);
        }
        let (known, most) = (self.by_name.len(), self.most);
        if known >= most {
            let sentence = format!(
                "accounts: {known} are known, {} would be one more, and {most} may be (max_accounts: {most})",
                quoted(account)
            );
            return Err(Error::new(Status::QuotaExceeded, sentence));
        }
        let name: Arc<[u8]> = account.into();
        let new = Account { name: name.clone(), ..Account::default() };
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
        self.by_name.insert(name, owner);
        Ok(owner)
    }

    /// The share of the event queue that an account has from now on: its own, if one is free. `idle` tells whether a share
    /// has no events in the queue.
    pub fn open_events(&mut self, owner: Owner, idle: impl Fn(u32) -> bool) -> u32 {
        // A few each time are as many as come; all, if there is need.
        let count = if self.free_events.is_empty() { self.waiting.len() } else { self.waiting.len().min(4) };
        self.forget_waiting(count, idle);
        if self.at(owner).events == NO_ACCOUNT {
            self.at_mut(owner).events = self.free_events.pop().unwrap_or(NO_ACCOUNT);
        }
        self.events(owner)
    }

    /// Forgets, of the `count` accounts that have waited for that the longest, those whose events were all polled.
    fn forget_waiting(&mut self, count: usize, idle: impl Fn(u32) -> bool) {
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
    }

    /// The share of the event queue that an account has.
    pub fn events(&self, owner: Owner) -> u32 {
        self.at(owner).events
    }

    fn forget_if_unused(&mut self, owner: Owner) {
        let account = self.at_mut(owner);
        if owner == NO_OWNER || !account.is_unused() || account.waits {
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
