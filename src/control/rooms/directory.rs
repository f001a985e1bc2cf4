//! Rooms as hosts query them: find, list, describe, lock, close; templates and quotas.

use super::table::RoomKey;
use crate::control::accounts::counted::Counted;
use crate::control::config::{MAX_LIMIT_S, Quota, RoomTemplate, check_name, in_range};
use crate::control::engine::lifecycle::Engine;
use crate::control::engine::state::ControlState;
use crate::error::{Error, Result, Status};
use crate::handle::{ParticipantId, RoomId};
use crate::rt::message::command::Command;
use crate::rt::message::event::{EndReason, Event, EventKind};
use crate::rt::message::reported::ReportedSlot;
use crate::units::{Gain, MAX_ROOM_CAPACITY, SampleRate};

/// A room, as the control layer knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomInfo {
    /// Its handle.
    pub room: RoomId,
    /// Its account.
    pub account: Vec<u8>,
    /// Its environment.
    pub environment: Vec<u8>,
    /// Its conference id.
    pub conference_id: Vec<u8>,
    /// Participants in it.
    pub participants: u32,
    /// The most participants.
    pub capacity: u32,
    /// Joins and moves into it are refused.
    pub locked: bool,
    /// The sample rate at which it is mixed.
    pub sample_rate: SampleRate,
}

/// How often reading a snapshot is retried when a tick changes the room meanwhile.
const SNAPSHOT_TRIES: u32 = 100;

/// A room as the events up to a certain one describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomSnapshot {
    /// Its handle.
    pub room: RoomId,
    /// The sequence number of the last event that it includes.
    pub sequence: u64,
    /// The tick of that event.
    pub tick: u64,
    /// The members, in no particular order.
    pub members: Vec<RoomMember>,
}

/// A member of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomMember {
    /// Its handle.
    pub participant: ParticipantId,
    /// Its user value.
    pub user: u64,
    /// `STATE_` flags.
    pub state: u32,
    /// Gain on what it says.
    pub gain: Gain,
    /// Mean square of its contribution's last frame, 0 … 2³⁰.
    pub mean_square: u32,
    /// Peak of its contribution's last frame, 0 … 32,768.
    pub peak: u32,
}

/// # Rooms
impl Engine {
    /// Returns the room of an account, an environment and a conference id.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::{DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # let room = engine.join(call, &JoinOptions::new(b"1337"))?;
    /// assert_eq!(engine.room_find(DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, b"1337")?, room);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `NotFound` if nobody is in it; `InvalidArgument` if a name is not 1 to 255 bytes long.
    pub fn room_find(&self, account: &[u8], environment: &[u8], conference_id: &[u8]) -> Result<RoomId> {
        self.inner.check_process()?;
        check_name("account", account)?;
        check_name("environment", environment)?;
        check_name("conference_id", conference_id)?;
        let key = RoomKey {
            account: account.into(),
            environment: environment.into(),
            conference_id: conference_id.into(),
        };
        let control = self.inner.lock();
        let index = control.rooms.find(&key).ok_or(Status::NotFound)?;
        Ok(control.rooms.id(index))
    }

    /// Returns the names, the capacity and the number of participants of a room. Errors: `StaleHandle` if it has ended.
    pub fn room_info(&self, room: RoomId) -> Result<RoomInfo> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let (index, _) = control.rooms.get(room)?;
        Ok(control.room_info(index))
    }

    /// Returns the participants of a room, in the order of their joins. Errors: `StaleHandle` if it has ended.
    pub fn room_participants(&self, room: RoomId) -> Result<Vec<ParticipantId>> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let (_, room) = control.rooms.get(room)?;
        Ok(room.members.iter().map(|&slot| control.sessions.id(slot)).collect())
    }

    /// Returns the members of a room and their states as of an event sequence number: a host that takes a snapshot and
    /// applies the events that follow always has the current state. Disturbs no tick.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # let room = engine.join(call, &JoinOptions::new(b"1337"))?;
    /// engine.tick()?;
    /// let snapshot = engine.room_snapshot(room)?;
    /// assert_eq!(snapshot.members[0].participant, call);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `StaleHandle` if the room has ended; `Busy` if it changed a hundred times while it was read.
    pub fn room_snapshot(&self, room: RoomId) -> Result<RoomSnapshot> {
        self.inner.check_process()?;
        let shared = &self.inner.shared;
        room.decode(shared.tag).map_err(|status| Error::handle("room", status))?;
        let known = self.inner.lock().rooms.get(room).is_ok();
        for _ in 0..SNAPSHOT_TRIES {
            let taken = shared.reported.read(|at| {
                let reported = shared.reported.has_room(room);
                let members = (0..shared.reported.slots())
                    .chain(shared.reported.gone())
                    .filter_map(|slot| shared.reported.slot(slot).filter(|member| member.room == room))
                    .collect::<Vec<_>>();
                (at, reported, members)
            });
            let Some((at, reported, members)) = taken else {
                std::thread::yield_now();
                continue;
            };
            if !reported && !known {
                return Err(Error::handle("room", Status::StaleHandle));
            }
            let members = members.into_iter().map(|member| self.member(&member)).collect();
            return Ok(RoomSnapshot { room, sequence: at.sequence, tick: at.tick, members });
        }
        Err(Status::Busy.into())
    }

    fn member(&self, reported: &ReportedSlot) -> RoomMember {
        let ReportedSlot { participant, user, state, gain_mdb, .. } = *reported;
        let level = self.participant_stats(participant).unwrap_or_default();
        RoomMember {
            participant,
            user,
            state,
            gain: Gain::clamp_mdb(gain_mdb as i32),
            mean_square: level.mean_square,
            peak: level.peak,
        }
    }

    /// Returns at most `limit` rooms of `account`, in the order in which they were made, and a cursor for the next
    /// call; 0: there are no more. Begin with cursor 0. A room that exists throughout is listed exactly once.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::DEFAULT_ACCOUNT;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # let room = engine.join(call, &JoinOptions::new(b"1337"))?;
    /// let (rooms, cursor) = engine.room_list(DEFAULT_ACCOUNT, 0, 100)?;
    /// assert_eq!((rooms[0].room, cursor), (room, 0));
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    pub fn room_list(&self, account: &[u8], cursor: u64, limit: usize) -> Result<(Vec<RoomInfo>, u64)> {
        self.inner.check_process()?;
        check_name("account", account)?;
        let control = self.inner.lock();
        let (indices, next) = control.rooms.accounts.list(account, cursor, limit);
        Ok((indices.into_iter().map(|index| control.room_info(index)).collect(), next))
    }

    /// Ends a room: all participants leave, with `RoomClosed`. Works with a full queue and a stopped clock.
    ///
    /// Errors: `StaleHandle` if it has ended.
    pub fn room_close(&self, room: RoomId) -> Result<()> {
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let (_, found) = control.rooms.get(room)?;
        for slot in found.members.clone() {
            control.end(&self.inner.shared, slot, EndReason::RoomClosed, 0, &[]);
        }
        Ok(())
    }

    /// Locks or unlocks a room. Joins and moves into a locked room return `RoomLocked`; its participants stay. An event
    /// reports the change.
    ///
    /// Errors: `StaleHandle` if it has ended; `QueueFull`.
    pub fn set_room_locked(&self, room: RoomId, locked: bool) -> Result<()> {
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let (index, _) = control.rooms.get(room)?;
        let owner = control.room_owner(index);
        control.check(Counted::Commands, owner, 1)?;
        control.rooms.set_locked(index, locked);
        let event = Event { room, value: locked.into(), ..Event::of(EventKind::RoomLocked, 0) };
        let share = control.rooms.accounts.events(owner);
        control.send(owner, Command::Report { event, share })
    }

    /// Sets the template of one room (`Some(id)`), or of all rooms of the account and environment that have no template
    /// of their own (`None`). `template: None` removes it. Existing rooms do not change.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig};
    /// use mixminus::RoomTemplate;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// let small = RoomTemplate { capacity: 3, ..RoomTemplate::default() };
    /// engine.set_room_template(b"acme", b"production", Some(b"1337"), Some(&small))?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `InvalidArgument`; `QuotaExceeded` of `max_name_bytes` (320 bytes and the names per template) or of
    /// `max_accounts`.
    pub fn set_room_template(
        &self,
        account: &[u8],
        environment: &[u8],
        conference_id: Option<&[u8]>,
        template: Option<&RoomTemplate>,
    ) -> Result<()> {
        self.inner.check_ready()?;
        check_name("account", account)?;
        check_name("environment", environment)?;
        if let Some(id) = conference_id {
            check_name("conference_id", id)?;
        }
        if let Some(template) = template {
            in_range("capacity", template.capacity, 1, MAX_ROOM_CAPACITY)?;
            in_range("limit_s", template.limit_s, 0, MAX_LIMIT_S)?;
            if let Some(rate) = template.sample_rate {
                self.inner.config.rate_index(rate)?;
            }
        }
        self.inner.lock().rooms.set_template(account, environment, conference_id, template.copied())
    }

    /// Sets the quota of one account; `None`: the engine's `account_quota` applies again. What the account already uses
    /// beyond a new quota stays.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig};
    /// use mixminus::Quota;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// engine.set_account_quota(b"acme", Some(Quota { rooms: 10, ..Quota::default() }))?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `InvalidArgument`; `QuotaExceeded` of `max_accounts`.
    pub fn set_account_quota(&self, account: &[u8], quota: Option<Quota>) -> Result<()> {
        self.inner.check_ready()?;
        check_name("account", account)?;
        self.inner.lock().rooms.accounts.set_quota(account, quota)
    }
}

impl ControlState {
    fn room_info(&self, index: u32) -> RoomInfo {
        let room = self.rooms.at(index);
        let name =
            |of: fn(&RoomKey) -> &[u8]| room.key.as_ref().map(|key| of(key).to_vec()).unwrap_or_default();
        RoomInfo {
            room: self.rooms.id(index),
            account: name(|key| &key.account),
            environment: name(|key| &key.environment),
            conference_id: name(|key| &key.conference_id),
            participants: room.members.len() as u32,
            capacity: room.capacity,
            locked: room.locked,
            sample_rate: self.rooms.sample_rate(index),
        }
    }
}
