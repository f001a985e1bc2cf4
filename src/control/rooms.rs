//! Rooms by account, environment and id; the templates they are made from; the quotas of accounts.

use super::config::{EngineConfig, Quota, RoomTemplate};
use super::prompts::Sound;
use crate::error::{Error, Result, Status};
use crate::handle::RoomId;
use crate::rt::command::RoomRef;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

/// Whose room it is, and which: compared byte by byte.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RoomKey {
    /// The account.
    pub account: Arc<[u8]>,
    /// The environment.
    pub environment: Arc<[u8]>,
    /// The conference id.
    pub conference_id: Arc<[u8]>,
}

/// A room as the control floor knows it.
#[derive(Debug)]
pub struct Room {
    /// Its key while it lives.
    pub key: Option<RoomKey>,
    /// The generation of its present life, or of its last.
    pub generation: u32,
    /// Participants it holds at most.
    pub capacity: u32,
    /// How many seconds it lasts; 0: without a limit.
    pub limit_s: u32,
    /// Nobody may come in.
    pub locked: bool,
    /// The slots of its participants, in the order of their joins.
    pub members: Vec<u32>,
    /// Joins and moves that were sent to the tick for this index since the engine was made.
    pub entries_sent: u64,
    /// Its number among all rooms ever made.
    number: u64,
}

/// Account, environment, and the conference id if the template is for one room only.
type TemplateKey = (Vec<u8>, Vec<u8>, Option<Vec<u8>>);

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

/// All rooms and accounts.
#[derive(Debug)]
pub struct Rooms {
    tag: u16,
    rooms: Vec<Room>,
    by_key: HashMap<RoomKey, u32>,
    free: VecDeque<u32>,
    /// Rooms that have ended, until the tick has done with them.
    retiring: VecDeque<u32>,
    accounts: HashMap<Arc<[u8]>, Account>,
    templates: HashMap<TemplateKey, RoomTemplate>,
    default_quota: Quota,
    default_capacity: u32,
    ticks_a_second: u64,
    next_number: u64,
}

impl Rooms {
    /// No rooms yet.
    pub fn new(tag: u16, config: &EngineConfig) -> Rooms {
        let EngineConfig { max_rooms, room_capacity: default_capacity, account_quota, .. } = *config;
        let room = |_| Room {
            key: None,
            generation: 0,
            capacity: 0,
            limit_s: 0,
            locked: false,
            members: Vec::new(),
            entries_sent: 0,
            number: 0,
        };
        Rooms {
            tag,
            rooms: (0..max_rooms).map(room).collect(),
            by_key: HashMap::new(),
            free: (0..max_rooms).collect(),
            retiring: VecDeque::with_capacity(max_rooms as usize),
            accounts: HashMap::new(),
            templates: HashMap::new(),
            default_quota: account_quota,
            default_capacity,
            ticks_a_second: config.ticks(1),
            next_number: 1,
        }
    }

    /// Bytes that `max_rooms` rooms take before the first is made: themselves, and their places in both queues.
    pub fn bytes(max_rooms: u32) -> u64 {
        u64::from(max_rooms) * (size_of::<Room>() + 2 * size_of::<u32>()) as u64
    }

    /// The room that a handle names.
    pub fn get(&self, room: RoomId) -> Result<(u32, &Room)> {
        let (index, generation) = room.decode(self.tag)?;
        let found = self.rooms.get(index as usize).ok_or(Status::InvalidHandle)?;
        if found.generation != generation || found.key.is_none() {
            return Err(Status::StaleHandle.into());
        }
        Ok((index, found))
    }

    /// The room of that index, which is known to live.
    pub fn at(&self, index: u32) -> &Room {
        &self.rooms[index as usize]
    }

    /// The handle of the room of that index.
    pub fn id(&self, index: u32) -> RoomId {
        RoomId::new(self.tag, index, self.rooms[index as usize].generation)
    }

    /// The living room of that key.
    pub fn find(&self, key: &RoomKey) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    /// The room of that key, made from its template if nobody is in it, with room for one more. Nothing is counted
    /// until [`Rooms::enter`], which must follow. If another room of the account `ends` by that, it does not count
    /// against the quota.
    pub fn find_or_make(&mut self, key: &RoomKey, ends: bool) -> Result<u32> {
        if let Some(index) = self.find(key) {
            let room = self.at(index);
            if room.locked {
                return Err(Status::RoomLocked.into());
            }
            if room.members.len() >= room.capacity as usize {
                return Err(Error::new(
                    Status::RoomFull,
                    format!("the room holds {} participants already", room.capacity),
                ));
            }
            return Ok(index);
        }
        let quota = self.quota(&key.account);
        let used = self.accounts.get(&key.account).map_or(0, |a| a.rooms.len()) - usize::from(ends);
        if quota.rooms != 0 && used >= quota.rooms as usize {
            return Err(Error::new(
                Status::QuotaExceeded,
                format!("the account has {used} rooms, its quota is {}", quota.rooms),
            ));
        }
        let index = self.free.pop_front().ok_or(Status::TooManyRooms)?;
        let default = RoomTemplate { capacity: self.default_capacity, ..RoomTemplate::default() };
        let template = self.template(key).unwrap_or(default);
        let number = self.next_number;
        self.next_number += 1;
        self.by_key.insert(key.clone(), index);
        self.accounts.entry(key.account.clone()).or_default().rooms.insert(number, index);
        let room = &mut self.rooms[index as usize];
        room.generation = room.generation.wrapping_add(1).max(1);
        room.key = Some(key.clone());
        room.capacity = template.capacity;
        room.limit_s = template.limit_s;
        room.locked = false;
        room.number = number;
        Ok(index)
    }

    /// A participant enters; the command that says so is about to be sent.
    pub fn enter(&mut self, index: u32, slot: u32) -> RoomRef {
        let room = &mut self.rooms[index as usize];
        room.members.push(slot);
        room.entries_sent += 1;
        let limit = u64::from(room.limit_s) * self.ticks_a_second;
        RoomRef { index, id: self.id(index), limit }
    }

    /// Locks a room, or unlocks it.
    pub fn set_locked(&mut self, index: u32, locked: bool) {
        self.rooms[index as usize].locked = locked;
    }

    /// A participant has left; the last to leave ends the room.
    pub fn leave(&mut self, index: u32, slot: u32) {
        self.rooms[index as usize].members.retain(|&member| member != slot);
        self.end_if_empty(index);
    }

    /// Ends a room that nobody is in.
    pub fn end_if_empty(&mut self, index: u32) {
        let room = &mut self.rooms[index as usize];
        if !room.members.is_empty() {
            return;
        }
        let Some(key) = room.key.take() else { return };
        let number = room.number;
        self.by_key.remove(&key);
        if let Some(account) = self.accounts.get_mut(&key.account) {
            account.rooms.remove(&number);
        }
        self.forget_if_unused(&key.account);
        self.retiring.push_back(index);
    }

    /// Frees the rooms that the tick has done with; `emptied` tells how many entries it had seen when a room was last
    /// empty. In the order in which they ended, as [`Sessions::reclaim`](super::sessions::Sessions::reclaim) does.
    pub fn reclaim(&mut self, emptied: impl Fn(u32) -> u64) {
        while let Some(&index) = self.retiring.front() {
            if emptied(index) != self.rooms[index as usize].entries_sent {
                break;
            }
            self.retiring.pop_front();
            self.free.push_back(index);
        }
        if !self.free.is_empty() {
            return;
        }
        for _ in 0..self.retiring.len() {
            let Some(index) = self.retiring.pop_front() else { return };
            if emptied(index) == self.rooms[index as usize].entries_sent {
                self.free.push_back(index);
            } else {
                self.retiring.push_back(index);
            }
        }
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
        self.accounts.entry(account.clone()).or_default().participants += 1;
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
        self.accounts.entry(account.clone()).or_default().prompt_bytes += bytes;
        Ok(())
    }

    /// A prompt of an account has gone.
    pub fn dismiss_prompt(&mut self, account: &Arc<[u8]>, bytes: u64) {
        if let Some(account) = self.accounts.get_mut(account) {
            account.prompt_bytes -= bytes;
        }
        self.forget_if_unused(account);
    }

    fn forget_if_unused(&mut self, account: &Arc<[u8]>) {
        let unused = |a: &Account| {
            a.quota.is_none() && a.participants == 0 && a.prompt_bytes == 0 && a.rooms.is_empty()
        };
        if self.accounts.get(account).is_some_and(unused) {
            self.accounts.remove(account);
        }
    }

    fn quota(&self, account: &Arc<[u8]>) -> Quota {
        self.accounts.get(account).and_then(|account| account.quota).unwrap_or(self.default_quota)
    }

    /// Sets an account's own quota, or takes it back.
    pub fn set_quota(&mut self, account: &[u8], quota: Option<Quota>) {
        let account: Arc<[u8]> = account.into();
        self.accounts.entry(account.clone()).or_default().quota = quota;
        self.forget_if_unused(&account);
    }

    /// Sets a template, or takes it back.
    pub fn set_template(
        &mut self,
        account: &[u8],
        environment: &[u8],
        conference_id: Option<&[u8]>,
        template: Option<RoomTemplate>,
    ) {
        let key = (account.to_vec(), environment.to_vec(), conference_id.map(<[u8]>::to_vec));
        match template {
            Some(template) => self.templates.insert(key, template),
            None => self.templates.remove(&key),
        };
    }

    /// What one hears who is alone in a room of that key, if it is made now.
    pub fn alone_loop(&self, key: &RoomKey) -> Sound {
        self.template(key).map_or(Sound::None, |template| template.alone_loop)
    }

    fn template(&self, key: &RoomKey) -> Option<RoomTemplate> {
        let of = |id: Option<Vec<u8>>| {
            self.templates.get(&(key.account.to_vec(), key.environment.to_vec(), id)).copied()
        };
        of(Some(key.conference_id.to_vec())).or_else(|| of(None))
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
}
