//! The accounts of an engine, and what each uses of the shared tables.

use super::counted::{Counted, TEXT_BYTES, Tables, shares};
use super::refusals::{quoted, refusal};
use super::share::Share;
use crate::control::config::{EngineConfig, Quota};
use crate::control::os::fallible::{
    list, list_bytes, map_bytes, out_of_memory, reserve_in_list, reserve_in_map,
};
use crate::error::{Error, Result, Status};
use crate::rt::message::event_shares::NO_ACCOUNT;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
/// An account that uses something: its index in the table of accounts.
pub type Owner = u32;

/// The owner of what belongs to no account: the engine's sounds, signals to sessions that have gone, the last
/// command of an announcement to several accounts.
pub const NO_OWNER: Owner = 0;

/// What an account uses.
#[derive(Debug, Default)]
pub(super) struct Account {
    name: Arc<[u8]>,
    pub(super) quota: Option<Quota>,
    pub(super) participants: u32,
    /// Queued signals.
    pub(super) signals: u32,
    /// Its rooms: index by number.
    pub(super) rooms: BTreeMap<u64, u32>,
    /// How many entries of each shared table it has.
    has: [usize; Counted::COUNT],
    /// Its share of the event queue, from its first participant on; [`NO_ACCOUNT`]: none.
    events: u32,
    /// It is in the list of accounts that wait to be forgotten.
    waits: bool,
}

impl Account {
    fn is_unused(&self) -> bool {
        let Account { quota, participants, rooms, has, .. } = self;
        quota.is_none() && *participants == 0 && rooms.is_empty() && *has == [0; Counted::COUNT]
    }
}

/// All accounts that use something or have a quota of their own.
#[derive(Debug)]
pub struct Accounts {
    by_name: HashMap<Arc<[u8]>, Owner>,
    list: Vec<Account>,
    /// Free entries of the list.
    free: Vec<Owner>,
    /// Free shares of the event queue.
    free_events: Vec<u32>,
    /// Accounts that use nothing, but may have events in the queue.
    waiting: VecDeque<Owner>,
    pub(super) shares: [Share; Counted::COUNT],
    pub(super) default_quota: Quota,
    /// The most accounts.
    most: usize,
}

impl Accounts {
    /// No accounts.
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

    /// Reserves capacity for what one call adds. Each account fits into every list. `idle` returns true if a share
    /// of the event queue holds no events.
    pub fn reserve(&mut self, idle: impl Fn(u32) -> bool) -> Result<()> {
        if self.by_name.len() >= self.most {
            self.forget_waiting(self.waiting.len(), idle);
        }
        reserve_in_map(&mut self.by_name)?;
        reserve_in_list(&mut self.list, self.most + 1)?;
        let most = self.list.capacity();
        self.free.try_reserve_exact(most - self.free.len()).map_err(|_| out_of_memory())?;
        self.waiting.try_reserve_exact(most - self.waiting.len()).map_err(|_| out_of_memory())
    }

    /// Bytes that the most accounts take, without their rooms.
    pub fn later_bytes(config: &EngineConfig) -> u64 {
        let most = config.max_accounts as usize + 1;
        map_bytes::<Arc<[u8]>, Owner>(most)
            + list_bytes::<Account>(most)
            + 2 * list_bytes::<Owner>(most)
            + (most * TEXT_BYTES) as u64
    }

    /// Checks that an account may have `count` more of something. The error names the limit.
    pub fn check(&self, what: Counted, owner: Owner, count: usize) -> Result<()> {
        let (share, has) = (&self.shares[what.at()], self.has(what, owner));
        let left = share.left(has);
        if count <= left {
            return Ok(());
        }
        let (name, field, status) = what.words();
        let (has, left) = (has as u64, left as u64);
        let limit = format!("{field}: {}, and no more than are left for others", share.most());
        Err(refusal(status, name, &self.name(owner), (has, count as u64, has + left), &limit))
    }

    /// Checks the same for one more entry of each of `owners`, taken in order.
    pub fn check_each(&mut self, what: Counted, owners: &[Owner]) -> Result<()> {
        let mut taken = 0;
        let all = owners.iter().try_for_each(|&owner| {
            self.take(what, owner)?;
            taken += 1;
            Ok(())
        });
        for &owner in &owners[..taken] {
            self.shares[what.at()].give_back(1);
            self.at_mut(owner).has[what.at()] -= 1;
        }
        all
    }

    /// Counts one more for an account, if it may have it.
    pub fn take(&mut self, what: Counted, owner: Owner) -> Result<()> {
        self.take_many(what, owner, 1)
    }

    /// Counts `count` more for an account, if it may have them.
    pub fn take_many(&mut self, what: Counted, owner: Owner, count: usize) -> Result<()> {
        self.check(what, owner, count)?;
        self.shares[what.at()].take(count);
        self.at_mut(owner).has[what.at()] += count;
        Ok(())
    }

    /// Counts one less for an account.
    pub fn give_back(&mut self, what: Counted, owner: Owner) {
        self.give_back_many(what, owner, 1);
    }

    /// Counts `count` less for an account.
    pub fn give_back_many(&mut self, what: Counted, owner: Owner, count: usize) {
        self.shares[what.at()].give_back(count);
        self.at_mut(owner).has[what.at()] -= count;
        self.forget_if_unused(owner);
    }

    /// How many an account has of something.
    pub(super) fn has(&self, what: Counted, owner: Owner) -> usize {
        self.at(owner).has[what.at()]
    }

    /// The index of an account, if it is known.
    pub fn find_owner(&self, account: &[u8]) -> Option<Owner> {
        self.by_name.get(account).copied()
    }

    pub(super) fn find(&self, account: &[u8]) -> Option<&Account> {
        self.by_name.get(account).map(|&owner| self.at(owner))
    }

    /// An account in messages.
    fn name(&self, owner: Owner) -> String {
        match owner {
            NO_OWNER => "the engine itself".into(),
            _ => quoted(&self.at(owner).name),
        }
    }

    pub(super) fn at(&self, owner: Owner) -> &Account {
        &self.list[owner as usize]
    }

    pub(super) fn at_mut(&mut self, owner: Owner) -> &mut Account {
        &mut self.list[owner as usize]
    }

    /// The index of an account, which becomes known unless the engine's limit of accounts is reached.
    pub(super) fn owner(&mut self, account: &[u8]) -> Result<Owner> {
        if let Some(owner) = self.find_owner(account) {
            return Ok(owner);
        }
        let (known, most) = (self.by_name.len(), self.most);
        if known >= most {
            let sentence = format!(
                "accounts: {} is new, and the engine is at its limit of accounts (max_accounts: {most})",
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

    /// Gives an account a share of the event queue: its own if one is free. `idle` returns true if a share holds no
    /// events.
    pub fn open_events(&mut self, owner: Owner, idle: impl Fn(u32) -> bool) -> u32 {
        // A few per call keep up with new accounts; all, if no share is free.
        let count = if self.free_events.is_empty() { self.waiting.len() } else { self.waiting.len().min(4) };
        self.forget_waiting(count, idle);
        if self.at(owner).events == NO_ACCOUNT {
            self.at_mut(owner).events = self.free_events.pop().unwrap_or(NO_ACCOUNT);
        }
        self.events(owner)
    }

    /// Forgets, of the `count` accounts that have waited the longest, those whose events are all polled.
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

    /// The share of the event queue that an account uses.
    pub fn events(&self, owner: Owner) -> u32 {
        self.at(owner).events
    }

    pub(super) fn forget_if_unused(&mut self, owner: Owner) {
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
