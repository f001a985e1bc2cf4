//! Quotas: rooms, participants, queued signals, prompts and templates of an account, counted as they come and go.

use super::counted::Counted;
use super::refusals::{PromptBytesLeft, quoted, refusal};
use super::usage::{Accounts, NO_OWNER, Owner};
use crate::control::config::Quota;
use crate::control::config::class::LineClassIndex;
use crate::error::{Result, Status};
use std::sync::Arc;

impl Accounts {
    /// Checks that an account may have `more` of something that its quota limits. The quota 0 means no limit.
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

    /// Counts a new room of an account, unless its quota or its share is used up. `ends`: another room of the
    /// account ends by the same call, and does not count against the quota. Returns the account.
    pub fn take_room(&mut self, account: &Arc<[u8]>, ends: bool) -> Result<Owner> {
        let has = self.find(account).map_or(0, |a| a.rooms.len()) - usize::from(ends);
        let words = (Counted::Rooms.words().0, "account_rooms");
        self.check_quota(words, account, (has as u64, 1), |quota| quota.rooms.into())?;
        let owner = self.owner(account)?;
        let taken = self.take(Counted::Rooms, owner);
        self.forget_if_unused(owner);
        taken.map(|()| owner)
    }

    /// Lists a room of an account under its number.
    pub fn add_room(&mut self, owner: Owner, number: u64, index: u32) {
        self.at_mut(owner).rooms.insert(number, index);
    }

    /// Removes a room that has ended from the account's list. Its index counts until it is free again.
    pub fn remove_room(&mut self, owner: Owner, number: u64) {
        self.at_mut(owner).rooms.remove(&number);
    }

    /// At most `limit` rooms of an account with numbers above `cursor`, in the order in which they were made; and
    /// the cursor of the next page, 0 at the end.
    pub fn list(&self, account: &[u8], cursor: u64, limit: usize) -> (Vec<u32>, u64) {
        let Some(account) = self.find(account) else { return (Vec::new(), 0) };
        let mut beyond = account.rooms.range(cursor.saturating_add(1)..);
        let page: Vec<(u64, u32)> =
            beyond.by_ref().take(limit).map(|(number, index)| (*number, *index)).collect();
        let more = beyond.next().is_some();
        let next = page.last().map_or(cursor, |(number, _)| *number);
        (page.into_iter().map(|(_, index)| index).collect(), if more { next } else { 0 })
    }

    /// Counts a new participant of an account, with a line of that class, unless its quota or its share is used up.
    /// Returns the account.
    pub fn add_participant(&mut self, account: &Arc<[u8]>, class: LineClassIndex) -> Result<Owner> {
        let has = self.find(account).map_or(0, |account| account.participants);
        let words = (Counted::Participants(LineClassIndex::OWN).words().0, "account_participants");
        self.check_quota(words, account, (has.into(), 1), |quota| quota.participants.into())?;
        let owner = self.owner(account)?;
        let taken = self.take(Counted::Participants(class), owner);
        match taken {
            Ok(()) => self.at_mut(owner).participants += 1,
            Err(_) => self.forget_if_unused(owner),
        }
        taken.map(|()| owner)
    }

    /// Counts a queued signal and the bytes of its name. Returns false if the account's quota or its share is used
    /// up.
    pub fn queue_signal(&mut self, owner: Owner, bytes: usize) -> bool {
        let account = self.at(owner);
        let most = account.quota.unwrap_or(self.default_quota).queued_signals;
        let fits = most == 0 || account.signals < most;
        let queued = fits && self.take_many(Counted::NameBytes, owner, bytes).is_ok();
        self.at_mut(owner).signals += u32::from(queued);
        queued
    }

    /// Uncounts signals that have left the queue.
    pub fn unqueue_signals(&mut self, owner: Owner, count: usize, bytes: usize) {
        self.at_mut(owner).signals -= count as u32;
        self.give_back_many(Counted::NameBytes, owner, bytes);
    }

    /// Uncounts a freed participant from the quota. Its slot counts until it is free again.
    pub fn remove_participant(&mut self, owner: Owner) {
        self.at_mut(owner).participants -= 1;
    }

    /// How many bytes of prompts an account may still have.
    pub fn prompt_bytes_left(&self, account: &[u8]) -> PromptBytesLeft {
        let owner = self.find_owner(account);
        let has = owner.map_or(0, |owner| self.has(Counted::PromptBytes, owner));
        let share = &self.shares[Counted::PromptBytes.at()];
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

    /// Counts a new prompt of an account and its bytes, unless its quota or its share is used up. Returns the
    /// account.
    pub fn reserve_prompt(&mut self, account: &[u8], bytes: u64) -> Result<Owner> {
        let has = self.find_owner(account).map_or(0, |owner| self.has(Counted::PromptBytes, owner));
        let words = (Counted::PromptBytes.words().0, "account_prompt_bytes");
        self.check_quota(words, account, (has as u64, bytes), |quota| quota.prompt_bytes)?;
        let owner = self.owner(account)?;
        self.take_prompt(owner, bytes).inspect_err(|_| self.forget_if_unused(owner))?;
        Ok(owner)
    }

    /// Counts a new prompt of a known account and its bytes, unless its share is used up.
    pub fn take_prompt(&mut self, owner: Owner, bytes: u64) -> Result<()> {
        self.check(Counted::Prompts, owner, 1)?;
        self.take_many(Counted::PromptBytes, owner, usize::try_from(bytes).unwrap_or(usize::MAX))?;
        self.take(Counted::Prompts, owner)
    }

    /// Uncounts a prompt that has been dropped.
    pub fn release_prompt(&mut self, (owner, bytes): (Owner, u64)) {
        // The engine's own sounds are not counted.
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

    /// Sets or removes the account's own quota. Fails if the engine's limit of accounts is reached.
    pub fn set_quota(&mut self, account: &[u8], quota: Option<Quota>) -> Result<()> {
        if quota.is_none() && self.find(account).is_none() {
            return Ok(());
        }
        let owner = self.owner(account)?;
        self.at_mut(owner).quota = quota;
        self.forget_if_unused(owner);
        Ok(())
    }
}
