//! What each account has of the engine, and its quotas.

use super::config::Quota;
use crate::error::{Error, Result, Status};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What an account uses.
#[derive(Debug, Default)]
struct Account {
    quota: Option<Quota>,
    participants: u32,
    /// Signals that wait.
    signals: u32,
    prompt_bytes: u64,
    /// Its rooms by their number.
    rooms: BTreeMap<u64, u32>,
}

/// All accounts that have something, or a quota of their own.
#[derive(Debug)]
pub struct Accounts {
    accounts: HashMap<Arc<[u8]>, Account>,
    default_quota: Quota,
}

impl Accounts {
    /// None yet; `default_quota` is that of all that are given none of their own.
    pub fn new(default_quota: Quota) -> Accounts {
        Accounts { accounts: HashMap::new(), default_quota }
    }

    /// Whether the account may have one room more; if another of its rooms `ends` by that, that does not count.
    pub fn check_room(&self, account: &Arc<[u8]>, ends: bool) -> Result<()> {
        let quota = self.quota(account);
        let used = self.accounts.get(account).map_or(0, |a| a.rooms.len()) - usize::from(ends);
        if quota.rooms != 0 && used >= quota.rooms as usize {
            return Err(Error::new(
                Status::QuotaExceeded,
                format!("the account has {used} rooms, its quota is {}", quota.rooms),
            ));
        }
        Ok(())
    }

    /// A room of the account, by its number and index.
    pub fn add_room(&mut self, account: &Arc<[u8]>, number: u64, index: u32) {
        self.entry(account).rooms.insert(number, index);
    }

    /// A room of the account has ended.
    pub fn remove_room(&mut self, account: &Arc<[u8]>, number: u64) {
        if let Some(account) = self.accounts.get_mut(account) {
            account.rooms.remove(&number);
        }
        self.forget_if_unused(account);
    }

    /// At most `limit` rooms of an account whose numbers lie beyond `cursor`, in the order in which they were made,
    /// and the cursor from which to go on; 0 if that was all.
    pub fn list(&self, account: &[u8], cursor: u64, limit: usize) -> (Vec<u32>, u64) {
        let Some(account) = self.accounts.get(account) else { return (Vec::new(), 0) };
        let mut beyond = account.rooms.range(cursor.saturating_add(1)..);
        let page: Vec<(u64, u32)> =
            beyond.by_ref().take(limit).map(|(number, index)| (*number, *index)).collect();
        let more = beyond.next().is_some();
        let next = page.last().map_or(cursor, |(number, _)| *number);
        (page.into_iter().map(|(_, index)| index).collect(), if more { next } else { 0 })
    }

    /// Counts a new participant of an account, unless its quota is used up.
    pub fn admit(&mut self, account: &Arc<[u8]>) -> Result<()> {
        let quota = self.quota(account);
        let used = self.accounts.get(account).map_or(0, |account| account.participants);
        if quota.participants != 0 && used >= quota.participants {
            return Err(Error::new(
                Status::QuotaExceeded,
                format!("the account has {used} participants, its quota is {}", quota.participants),
            ));
        }
        self.entry(account).participants += 1;
        Ok(())
    }

    /// Counts a signal that is to wait, unless the account's quota is used up.
    pub fn queue_signal(&mut self, account: &Arc<[u8]>) -> bool {
        let most = self.quota(account).queued_signals;
        let Some(account) = self.accounts.get_mut(account) else { return false };
        let fits = most == 0 || account.signals < most;
        account.signals += u32::from(fits);
        fits
    }

    /// Signals no longer wait.
    pub fn unqueue_signals(&mut self, account: &Arc<[u8]>, count: usize) {
        if let Some(account) = self.accounts.get_mut(account) {
            account.signals -= count as u32;
        }
    }

    /// A participant of an account has gone.
    pub fn dismiss(&mut self, account: &Arc<[u8]>) {
        if let Some(account) = self.accounts.get_mut(account) {
            account.participants -= 1;
        }
        self.forget_if_unused(account);
    }

    /// How many bytes of prompts an account may still have.
    pub fn prompt_bytes_left(&self, account: &Arc<[u8]>) -> u64 {
        let used = self.accounts.get(account).map_or(0, |account| account.prompt_bytes);
        match self.quota(account).prompt_bytes {
            0 => u64::MAX,
            most => most.saturating_sub(used),
        }
    }

    /// Counts the bytes of a new prompt of an account, unless its quota is used up.
    pub fn admit_prompt(&mut self, account: &Arc<[u8]>, bytes: u64) -> Result<()> {
        let quota = self.quota(account);
        let used = self.accounts.get(account).map_or(0, |account| account.prompt_bytes);
        if quota.prompt_bytes != 0 && used + bytes > quota.prompt_bytes {
            return Err(Error::new(
                Status::QuotaExceeded,
                format!(
                    "the prompt takes {bytes} bytes, the account has {used}, its quota is {}",
                    quota.prompt_bytes
                ),
            ));
        }
        self.entry(account).prompt_bytes += bytes;
        Ok(())
    }

    /// A prompt of an account has gone.
    pub fn dismiss_prompt(&mut self, account: &Arc<[u8]>, bytes: u64) {
        if let Some(account) = self.accounts.get_mut(account) {
            account.prompt_bytes -= bytes;
        }
        self.forget_if_unused(account);
    }

    /// Sets an account's own quota, or takes it back.
    pub fn set_quota(&mut self, account: &[u8], quota: Option<Quota>) {
        let account: Arc<[u8]> = account.into();
        self.entry(&account).quota = quota;
        self.forget_if_unused(&account);
    }

    fn quota(&self, account: &Arc<[u8]>) -> Quota {
        self.accounts.get(account).and_then(|account| account.quota).unwrap_or(self.default_quota)
    }

    fn entry(&mut self, account: &Arc<[u8]>) -> &mut Account {
        self.accounts.entry(account.clone()).or_default()
    }

    fn forget_if_unused(&mut self, account: &Arc<[u8]>) {
        let unused = |a: &Account| {
            a.quota.is_none() && a.participants == 0 && a.prompt_bytes == 0 && a.rooms.is_empty()
        };
        if self.accounts.get(account).is_some_and(unused) {
            self.accounts.remove(account);
        }
    }
}
