//! Rooms by account, environment and conference id, and the templates that they are made from.

use crate::control::accounts::counted::{Counted, TEMPLATE_BYTES, TEXT_BYTES, Tables};
use crate::control::accounts::usage::{Accounts, NO_OWNER, Owner};
use crate::control::config::{EngineConfig, RoomTemplate, Sound};
use crate::control::engine::slot_allocator::SlotAllocator;
use crate::control::os::fallible::{collected, map_bytes, reserve_in_map};
use crate::error::{Error, Result, Status};
use crate::handle::RoomId;
use crate::rt::index::RateIndex;
use crate::rt::message::command::RoomRef;
use crate::units::{MAX_ROOM_CAPACITY, SampleRate};
use std::collections::HashMap;
use std::sync::Arc;

/// What identifies a room; compared byte by byte.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RoomKey {
    /// The account.
    pub account: Arc<[u8]>,
    /// The environment.
    pub environment: Arc<[u8]>,
    /// The conference id.
    pub conference_id: Arc<[u8]>,
}

/// A room, as the control layer knows it.
#[derive(Debug)]
pub struct Room {
    /// Its key while it is live.
    pub key: Option<RoomKey>,
    /// Its account.
    pub owner: Owner,
    /// The generation of the live room, or of the last one at this index.
    pub generation: u32,
    /// The most participants.
    pub capacity: u32,
    /// Its sample rate.
    pub rate: RateIndex,
    /// Its time limit, seconds; 0: none.
    pub limit_s: u32,
    /// Joins and moves into it are refused.
    pub locked: bool,
    /// The slots of its participants, in the order of their joins.
    pub members: Vec<u32>,
    /// Joins and moves sent to the tick for this index since the engine was made.
    pub entries_sent: u64,
    /// Numbers rooms in the order in which they were made; never reused.
    number: u64,
}

/// Bytes that a room takes in its account's list, at most: a node of a B-tree.
const LISTED_BYTES: usize = 240;

/// Account, environment, and the conference id if the template is for one room only.
type TemplateKey = (Owner, Arc<[u8]>, Option<Arc<[u8]>>);

/// All rooms.
#[derive(Debug)]
pub struct Rooms {
    tag: u16,
    rooms: Vec<Room>,
    by_key: HashMap<RoomKey, u32>,
    allocator: SlotAllocator,
    /// The accounts that own them.
    pub accounts: Accounts,
    templates: HashMap<TemplateKey, RoomTemplate>,
    default_capacity: u32,
    /// The engine's sample rates.
    rates: Vec<SampleRate>,
    ticks_a_second: u64,
    next_number: u64,
}

impl Rooms {
    /// No rooms, of at most `max`.
    pub fn new(tag: u16, config: &EngineConfig, max: u32) -> Result<Rooms> {
        let EngineConfig { max_rooms, room_capacity: default_capacity, .. } = *config;
        let room = || Room {
            key: None,
            owner: NO_OWNER,
            generation: 0,
            capacity: 0,
            rate: RateIndex::OWN,
            limit_s: 0,
            locked: false,
            members: Vec::new(),
            entries_sent: 0,
            number: 0,
        };
        Ok(Rooms {
            tag,
            rooms: collected(max as usize, |_| Ok(room()))?.into_vec(),
            by_key: HashMap::new(),
            allocator: SlotAllocator::new(0, max_rooms, max)?,
            accounts: Accounts::new(config)?,
            templates: HashMap::new(),
            default_capacity,
            rates: config.sample_rates().collect(),
            ticks_a_second: config.ticks(1),
            next_number: 1,
        })
    }

    /// Reserves capacity for what one call adds.
    pub fn reserve(&mut self, idle: impl Fn(u32) -> bool) -> Result<()> {
        reserve_in_map(&mut self.by_key)?;
        reserve_in_map(&mut self.templates)?;
        self.accounts.reserve(idle)
    }

    /// Bytes that a table of `max_rooms` rooms takes when it is made.
    pub fn bytes(max_rooms: u32) -> u64 {
        u64::from(max_rooms) * (size_of::<Room>() + SlotAllocator::BYTES) as u64
    }

    /// Bytes that rooms, their names and members later take at most, and templates without their names.
    pub fn later_bytes(tables: &Tables) -> u64 {
        let members = (tables.participants.min(MAX_ROOM_CAPACITY) as usize).next_power_of_two().max(4);
        // The account, the environment, the id; and the entry in the account's list.
        let room = members * size_of::<u32>() + 3 * TEXT_BYTES + LISTED_BYTES;
        map_bytes::<RoomKey, u32>(tables.rooms as usize)
            + tables.rooms as u64 * room as u64
            + map_bytes::<TemplateKey, RoomTemplate>(tables.name_bytes / TEMPLATE_BYTES)
    }

    /// The live room of a handle.
    pub fn get(&self, room: RoomId) -> Result<(u32, &Room)> {
        let wrong = |status| Error::handle("room", status);
        let (index, generation) = room.decode(self.tag).map_err(wrong)?;
        let found = self.rooms.get(index as usize).ok_or_else(|| wrong(Status::InvalidHandle))?;
        if found.generation != generation || found.key.is_none() {
            return Err(wrong(Status::StaleHandle));
        }
        Ok((index, found))
    }

    /// The room of an index, which is live.
    pub fn at(&self, index: u32) -> &Room {
        &self.rooms[index as usize]
    }

    /// The sample rate of the room of that index.
    pub fn sample_rate(&self, index: u32) -> SampleRate {
        self.rates[self.at(index).rate.at()]
    }

    /// The handle of the room of that index.
    pub fn id(&self, index: u32) -> RoomId {
        RoomId::new(self.tag, index, self.rooms[index as usize].generation)
    }

    /// The live room of a key.
    pub fn find(&self, key: &RoomKey) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    /// Returns true if an index is free: see [`SlotAllocator::has_free`].
    pub fn has_free(&self) -> bool {
        self.allocator.has_free()
    }

    /// The room of a key, with space for one more participant; made from its template if nobody is in it. The
    /// caller must call [`Rooms::enter`] or [`Rooms::end_if_empty`] next. `ends`: another room of the account ends by
    /// the same call, and does not count against the quota.
    pub fn find_or_make(&mut self, key: &RoomKey, ends: bool) -> Result<u32> {
        if let Some(index) = self.find(key) {
            let room = self.at(index);
            if room.locked {
                return Err(Status::RoomLocked.into());
            }
            if room.members.len() >= room.capacity as usize {
                return Err(Error::new(
                    Status::RoomFull,
                    format!("the room has its most participants already, {}", room.capacity),
                ));
            }
            return Ok(index);
        }
        let owner = self.accounts.take_room(&key.account, ends)?;
        // There is an index for every room that the shares allow.
        let index = self.allocator.take().ok_or(Status::TooManyRooms)?;
        let default = RoomTemplate { capacity: self.default_capacity, ..RoomTemplate::default() };
        let template = self.template(key).unwrap_or(default);
        let number = self.next_number;
        self.next_number += 1;
        self.by_key.insert(key.clone(), index);
        self.accounts.add_room(owner, number, index);
        let room = &mut self.rooms[index as usize];
        room.generation = room.generation.wrapping_add(1).max(1);
        room.key = Some(key.clone());
        room.owner = owner;
        room.capacity = template.capacity;
        let rate = self.rates.iter().position(|rate| Some(*rate) == template.sample_rate);
        room.rate = rate.map_or(RateIndex::OWN, RateIndex::new);
        room.limit_s = template.limit_s;
        room.locked = false;
        room.number = number;
        Ok(index)
    }

    /// Adds a participant. The caller sends the command that tells the tick.
    pub fn enter(&mut self, index: u32, slot: u32) -> RoomRef {
        let room = &mut self.rooms[index as usize];
        room.members.push(slot);
        room.entries_sent += 1;
        let limit = u64::from(room.limit_s) * self.ticks_a_second;
        RoomRef { index, id: self.id(index), rate: self.at(index).rate, limit }
    }

    /// Locks or unlocks a room.
    pub fn set_locked(&mut self, index: u32, locked: bool) {
        self.rooms[index as usize].locked = locked;
    }

    /// Removes a participant. The last one to leave ends the room.
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
        let (owner, number) = (room.owner, room.number);
        self.by_key.remove(&key);
        self.accounts.remove_room(owner, number);
        self.allocator.retire(index);
    }

    /// Frees the indices of rooms that the tick no longer uses: see [`SlotAllocator::reclaim`]. `emptied` returns
    /// how many entries the tick had seen when the room was last empty.
    pub fn reclaim(&mut self, all: bool, emptied: impl Fn(u32) -> u64) {
        let Rooms { rooms, allocator, accounts, .. } = self;
        allocator.reclaim(
            all,
            |index| emptied(index) == rooms[index as usize].entries_sent,
            |index| accounts.give_back(Counted::Rooms, rooms[index as usize].owner),
        );
    }

    /// Sets or removes a template. Fails if the limit of name bytes or of accounts is reached.
    pub fn set_template(
        &mut self,
        account: &[u8],
        environment: &[u8],
        conference_id: Option<&[u8]>,
        template: Option<RoomTemplate>,
    ) -> Result<()> {
        let bytes = environment.len() + conference_id.map_or(0, <[u8]>::len) + TEMPLATE_BYTES;
        let (environment, conference_id): (Arc<[u8]>, _) = (environment.into(), conference_id.map(Arc::from));
        let owner = self.accounts.find_owner(account);
        let key = |owner| (owner, environment.clone(), conference_id.clone());
        let known = owner.map(key).filter(|key| self.templates.contains_key(key));
        match (known, template) {
            (Some(key), Some(template)) => drop(self.templates.insert(key, template)),
            (None, Some(template)) => {
                let owner = self.accounts.reserve_template(account, bytes)?;
                self.templates.insert(key(owner), template);
            }
            (Some(key), None) => {
                self.templates.remove(&key);
                self.accounts.give_back_many(Counted::NameBytes, key.0, bytes);
            }
            (None, None) => {}
        }
        Ok(())
    }

    /// The sound for a participant that is alone in a room of that key, if the room is made now.
    pub fn alone_loop(&self, key: &RoomKey) -> Sound {
        self.template(key).map_or(Sound::None, |template| template.alone_loop)
    }

    fn template(&self, key: &RoomKey) -> Option<RoomTemplate> {
        let owner = self.accounts.find_owner(&key.account)?;
        let of = |id| self.templates.get(&(owner, key.environment.clone(), id)).copied();
        of(Some(key.conference_id.clone())).or_else(|| of(None))
    }
}
