//! Moves: participants go from one room to another.

use crate::control::accounts::counted::Counted;
use crate::control::config::{Sound, check_name};
use crate::control::engine::lifecycle::Engine;
use crate::control::engine::state::ControlState;
use crate::control::playback::automatic::EntrySounds;
use crate::error::{Error, Result, Status};
use crate::handle::{ParticipantId, RoomId};
use crate::rt::message::command::{Command, RoomRef};

impl Engine {
    /// Moves a participant to another room of its account and environment, which is made if it does not exist. Its
    /// conference goes on, and its settings (mute, deaf, gain, DTMF) stay. Neither room hears a click.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// let other = engine.move_to(call, b"1338")?;
    /// assert_eq!(engine.participant_info(call)?.room, other);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors, and then nothing has changed: `NotInRoom`; `AlreadyInRoom` if it is in that room; else as
    /// [`join`](Self::join).
    pub fn move_to(&self, participant: ParticipantId, conference_id: &[u8]) -> Result<RoomId> {
        self.inner.check_ready()?;
        check_name("conference_id", conference_id)?;
        let mut control = self.inner.lock();
        let slot = control.find_active(&self.inner.shared, participant)?;
        let from = control.sessions.at(slot).room.ok_or(Status::NotInRoom)?;
        let owner = control.owner(slot);
        control.check(Counted::Commands, owner, 1)?;
        let key = control.room_key(slot, conference_id);
        if control.rooms.find(&key) == Some(from) {
            return Err(Status::AlreadyInRoom.into());
        }
        let entry = EntrySounds::new(&control, owner, &key, (&[slot], false), [Sound::None; 2])?;
        let is_alone = control.rooms.at(from).members.len() == 1;
        let to = control.find_or_make_room(&self.inner.shared, slot, conference_id, is_alone)?;
        control.prepare_conversions(&self.inner.shared, &[slot], to)?;
        control.send_announcements(&self.inner.shared, &entry.announcements)?;
        let room = control.send_move(slot, from, to)?;
        control.send_alone(&self.inner.shared, owner, room, entry.alone)?;
        Ok(room.id)
    }

    /// Moves all participants of a room to another room of its account and environment, in the order of their joins,
    /// 256 per tick. Their conferences go on. Returns the other room and how many moved.
    ///
    /// Errors, and then nobody has moved: `StaleHandle`; `AlreadyInRoom` if it is the same room; `RoomFull` if not all
    /// fit; else as [`join`](Self::join).
    pub fn room_merge(&self, room: RoomId, conference_id: &[u8]) -> Result<(RoomId, usize)> {
        self.inner.check_ready()?;
        check_name("conference_id", conference_id)?;
        let mut control = self.inner.lock();
        let (from, found) = control.rooms.get(room)?;
        let members = found.members.clone();
        let Some(&first) = members.first() else { return Err(Error::handle("room", Status::StaleHandle)) };
        let owner = control.owner(first);
        let key = control.room_key(first, conference_id);
        let known = control.rooms.find(&key);
        if known == Some(from) {
            return Err(Status::AlreadyInRoom.into());
        }
        let entry = EntrySounds::new(&control, owner, &key, (&members, false), [Sound::None; 2])?;
        let announcements = entry.announcements.len();
        control.check(Counted::Commands, owner, members.len() + 1 + announcements)?;
        control.check(Counted::Plays, owner, usize::from(entry.alone.is_some()) + announcements)?;
        let to = control.find_or_make_room(&self.inner.shared, first, conference_id, true)?;
        let there = control.rooms.at(to);
        let free = there.capacity as usize - there.members.len();
        if members.len() > free {
            control.rooms.end_if_empty(to);
            let count = members.len();
            return Err(Error::new(
                Status::RoomFull,
                format!("conference_id: {count} participants do not fit, the room has space for {free} more"),
            ));
        }
        control.prepare_conversions(&self.inner.shared, &members, to)?;
        control.send_announcements(&self.inner.shared, &entry.announcements)?;
        for (index, &slot) in members.iter().enumerate() {
            let room = control.send_move(slot, from, to)?;
            if index == 0 {
                control.send_alone(&self.inner.shared, owner, room, entry.alone)?;
            }
        }
        Ok((control.rooms.id(to), members.len()))
    }
}

impl ControlState {
    /// Moves a participant. The caller has checked that the command queue and the room have space.
    fn send_move(&mut self, slot: u32, from: u32, to: u32) -> Result<RoomRef> {
        let room = self.rooms.enter(to, slot);
        self.rooms.leave(from, slot);
        let session = self.sessions.at_mut(slot);
        session.room = Some(to);
        let join = session.join;
        let conversion = session.conversion.hand_over();
        let owner = self.owner(slot);
        self.send(owner, Command::Move { slot, join, room, conversion })?;
        Ok(room)
    }
}
