//! EventSubject goes into a room, from one to another, and out of it; how conferences end.

use super::table::RoomKey;
use crate::control::accounts::counted::Counted;
use crate::control::blocking::waiter::ConferenceEnd;
use crate::control::config::{
    DEFAULT_CAP_BEYOND_PREFILL_MS, JoinOptions, MAX_INTERDIGIT_TIMEOUT_MS, MAX_NAME_BYTES, MAX_PREFILL_MS,
    Sound, check_name, in_range,
};
use crate::control::engine::lifecycle::Engine;
use crate::control::engine::state::ControlState;
use crate::control::playback::automatic::EntrySounds;
use crate::control::sessions::allowed_signals::AllowedSignals;
use crate::error::{Error, Result, Status};
use crate::handle::{ParticipantId, RoomId};
use crate::rt::dtmf::terminator::Terminator;
use crate::rt::message::command::{Command, Join, RoomRef};
use crate::rt::message::event::EndReason;
use crate::rt::message::settings::{DtmfSettings, Settings};
use crate::rt::state::shared::Shared;
use crate::units::{FrameLen, SampleRate};
use std::sync::atomic::Ordering;

/// Join options, checked, in the engine's units.
#[derive(Debug)]
pub struct CheckedJoin<'a> {
    conference_id: &'a [u8],
    talk_events: bool,
    settings: Settings,
    prefill: u32,
    cap: u32,
    cap_frames: u32,
    terminator: Option<Terminator>,
    look_ahead_ms: u32,
    allowed: AllowedSignals,
    sounds: [Sound; 2],
}

/// What becomes of a conference as it starts.
#[derive(Debug)]
pub enum ConferenceStart {
    /// It runs, in that room.
    In(RoomId),
    /// A signal that had been waiting has ended it before it began.
    Interrupted(ConferenceEnd),
}

/// # Join and leave
impl Engine {
    /// Joins a room of the participant's account and environment; the first to join makes it.
    ///
    /// Errors, and then nothing has changed: `InvalidArgument` names the option; `AlreadyInRoom`; `Busy` if a
    /// [`conference`](Self::conference) of the participant is about to return; `RoomFull`; `RoomLocked`;
    /// `QuotaExceeded`; `TooManyRooms`; `QueueFull`; `SessionExpired`; `HungUp`. `Interrupted`: a signal that had been
    /// waiting was taken and has ended the conference before it began; [`conference_end`](Self::conference_end) tells
    /// which.
    pub fn join(&self, participant: ParticipantId, options: &JoinOptions<'_>) -> Result<RoomId> {
        self.inner.check_ready()?;
        let checked = self.check_join(options)?;
        let mut control = self.inner.lock();
        let slot = control.find_active(&self.inner.shared, participant)?;
        let session = control.sessions.at(slot);
        if session.room.is_none() && session.in_call {
            return Err(Error::new(
                Status::Busy,
                "the call in which the last conference was has not returned",
            ));
        }
        match control.begin_conference(&self.inner.shared, slot, checked)? {
            ConferenceStart::In(room) => Ok(room),
            ConferenceStart::Interrupted(_) => Err(Status::Interrupted.into()),
        }
    }

    /// Refuses options that are out of their range, naming them.
    pub(crate) fn check_join<'a>(&self, options: &JoinOptions<'a>) -> Result<CheckedJoin<'a>> {
        let config = &self.inner.config;
        check_name("conference_id", options.conference_id)?;
        let prefill_ms = options.prefill_ms.unwrap_or(config.prefill_ms);
        in_range("prefill_ms", prefill_ms, 0, MAX_PREFILL_MS.min(config.max_cap_ms))?;
        let usual = (prefill_ms + DEFAULT_CAP_BEYOND_PREFILL_MS).min(config.max_cap_ms);
        let cap_ms = options.cap_ms.unwrap_or(usual);
        in_range("cap_ms", cap_ms, prefill_ms, config.max_cap_ms)?;
        let lock_out_ms = options.interdigit_timeout_ms;
        in_range("interdigit_timeout_ms", lock_out_ms, 0, MAX_INTERDIGIT_TIMEOUT_MS)?;
        let (rate, frame): (SampleRate, FrameLen) = (config.sample_rate, config.frame_len);
        let samples = |ms| rate.samples_in_ms(ms) as u32;
        Ok(CheckedJoin {
            conference_id: options.conference_id,
            talk_events: options.talk_events,
            look_ahead_ms: config.dtmf_look_ahead_ms,
            sounds: [options.join_prompt, options.leave_prompt],
            settings: Settings {
                mute: options.mute,
                deaf: options.deaf,
                hold: false,
                gain: options.gain.into(),
                gain_mdb: options.gain.mdb(),
                keys: DtmfSettings {
                    detect: options.detect_dtmf,
                    play: options.play_tones,
                    sound: options.generate_dtmf,
                },
            },
            prefill: samples(prefill_ms),
            // What the prefill needs is no surplus, in whatever pieces it comes.
            cap: samples(cap_ms).max(samples(prefill_ms) + config.frame_samples() as u32),
            cap_frames: (cap_ms / frame.ms()).max(1),
            terminator: options.terminator.map(|key| Terminator { key, lock_out: samples(lock_out_ms) }),
            allowed: AllowedSignals::of(options.allow_signals)?,
        })
    }

    /// Leaves the room, with `Removed`. Works with a full queue and a stopped clock.
    ///
    /// Errors: `NotInRoom`.
    pub fn leave(&self, participant: ParticipantId) -> Result<()> {
        self.remove(participant, &[])
    }

    /// Takes it out of the room, with `Removed`, and with a text for its application: 0 … 255 bytes. Works with a full
    /// queue and a stopped clock.
    ///
    /// Errors: `NotInRoom`, `InvalidArgument`.
    pub fn remove(&self, participant: ParticipantId, text: &[u8]) -> Result<()> {
        if text.is_empty() {
            self.inner.shared.check_alive()?;
        } else {
            self.inner.check_ready()?;
        }
        if text.len() > MAX_NAME_BYTES {
            let length = text.len();
            return Err(Error::new(
                Status::InvalidArgument,
                format!("text: length {length}, must be 0 to {MAX_NAME_BYTES}"),
            ));
        }
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        let ended = control.end(&self.inner.shared, slot, EndReason::Removed, 0, text);
        ended.map(|_| ()).ok_or(Status::NotInRoom.into())
    }

    /// The call has gone: its conference ends with `HangUp`, and no other may begin; the participant is still to be
    /// freed. Works with a full queue and a stopped clock.
    pub fn hang_up(&self, participant: ParticipantId) -> Result<()> {
        self.inner.check_process()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        control.hang_up(&self.inner.shared, slot);
        Ok(())
    }

    /// How the participant's last conference ended; `None` as the reason if it is in one or has not been in any.
    pub fn conference_end(&self, participant: ParticipantId) -> Result<ConferenceEnd> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        Ok(control.sessions.at(slot).last_end.clone())
    }

    /// Goes to another room of its account and environment, which is made if nobody is in it. Mute, deaf, gain and what
    /// is done about its keys go with it, and its conference goes on; neither room hears a click.
    ///
    /// Errors, and then nothing has changed: `NotInRoom`; `AlreadyInRoom` if it is in that room; else as of `join`.
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
        control.send_announcements(&self.inner.shared, &entry.announcements)?;
        let room = control.send_move(slot, from, to)?;
        control.send_alone(&self.inner.shared, owner, room, entry.alone)?;
        Ok(room.id)
    }

    /// All participants of a room go to another of its account and environment, in the order in which they came; their
    /// conferences go on. Up to 256 go in one tick. Answers the other room and how many went.
    ///
    /// Errors, and then nobody has gone: `StaleHandle`; `AlreadyInRoom` if it is that room; `RoomFull` if not all fit;
    /// else as of `join`.
    pub fn room_merge(&self, room: RoomId, conference_id: &[u8]) -> Result<(RoomId, usize)> {
        self.inner.check_ready()?;
        check_name("conference_id", conference_id)?;
        let mut control = self.inner.lock();
        let (from, found) = control.rooms.get(room)?;
        let members = found.members.clone();
        let Some(&first) = members.first() else { return Err(Status::StaleHandle.into()) };
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
                format!("{count} participants do not fit: the room has place for {free} more"),
            ));
        }
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
    /// A conference of a participant that may still ask for something starts, in no other call's midst.
    pub fn begin_conference(
        &mut self,
        shared: &Shared,
        slot: u32,
        asked: CheckedJoin<'_>,
    ) -> Result<ConferenceStart> {
        if self.closing {
            return Err(Status::EngineStopped.into());
        }
        if self.sessions.at(slot).room.is_some() {
            return Err(Status::AlreadyInRoom.into());
        }
        let owner = self.owner(slot);
        self.check(Counted::Commands, owner, 1)?;
        let name_bytes = asked.allowed.bytes();
        self.check(Counted::NameBytes, owner, name_bytes)?;
        self.sessions.at_mut(slot).completed.make_room(&asked.allowed)?;
        let key = self.room_key(slot, asked.conference_id);
        let entry = EntrySounds::new(self, owner, &key, (&[slot], true), asked.sounds)?;
        let room = self.find_or_make_room(shared, slot, asked.conference_id, false)?;
        let participant = self.sessions.id(slot);
        self.rooms.accounts.take_many(Counted::NameBytes, owner, name_bytes)?;
        if let Some(signal) = self.take_signal(participant, slot, &asked.allowed) {
            self.rooms.end_if_empty(room);
            let session = self.sessions.at_mut(slot);
            let fewer = session.completed.add(asked.allowed);
            session.last_end = ConferenceEnd {
                reason: EndReason::Signal,
                signal: signal.number,
                text: signal.name,
                ..ConferenceEnd::none()
            };
            let end = session.last_end.clone();
            self.rooms.accounts.give_back_many(Counted::NameBytes, owner, fewer);
            return Ok(ConferenceStart::Interrupted(end));
        }
        self.send_announcements(shared, &entry.announcements)?;
        let join_sound = self.start_sound(shared, owner, entry.joined, 1)?;
        let leave_sound = self.start_sound(shared, owner, entry.left, 1)?;
        let target = self.rooms.enter(room, slot);
        let place = &shared.slots[slot as usize];
        let session = self.sessions.at_mut(slot);
        session.join += 1;
        session.room = Some(room);
        session.remember(asked.settings);
        session.allows = asked.allowed;
        session.last_end = ConferenceEnd::none();
        session.digits_before = session.digits;
        session.events.close();
        let (join, user, digits_before) = (session.join, session.user, session.digits);
        place.cap_frames.store(asked.cap_frames, Ordering::Relaxed);
        place.cap.store(asked.cap, Ordering::Relaxed);
        let from_position = place.position.load(Ordering::Acquire);
        let last_end = place.join.end_and_value_of(place.join.now().number);
        let (last_end, last_value) = last_end.unwrap_or((EndReason::None, 0));
        place.settings.write(asked.settings);
        place.join.begin(join, from_position);
        self.send(
            owner,
            Command::Join(Join {
                slot,
                join,
                last_end,
                last_value,
                participant,
                user,
                room: target,
                settings: asked.settings,
                prefill: asked.prefill,
                cap: asked.cap,
                from_position,
                talk_events: asked.talk_events,
                look_ahead_ms: asked.look_ahead_ms,
                terminator: asked.terminator,
                digits_before,
                join_sound,
                leave_sound,
            }),
        )?;
        self.send_alone(shared, owner, target, entry.alone)?;
        Ok(ConferenceStart::In(target.id))
    }

    /// EventSubject moves, moves; there must be a place in the queue, and in the room.
    fn send_move(&mut self, slot: u32, from: u32, to: u32) -> Result<RoomRef> {
        let room = self.rooms.enter(to, slot);
        self.rooms.leave(from, slot);
        let session = self.sessions.at_mut(slot);
        session.room = Some(to);
        let join = session.join;
        let owner = self.owner(slot);
        self.send(owner, Command::Move { slot, join, room })?;
        Ok(room)
    }

    /// The slot of a participant that may still ask for something.
    pub fn find_active(&self, shared: &Shared, participant: ParticipantId) -> Result<u32> {
        let slot = self.sessions.find(participant)?;
        if self.sessions.at(slot).hung_up {
            return Err(Status::HungUp.into());
        }
        if self.is_expired(shared, slot) {
            return Err(Status::SessionExpired.into());
        }
        Ok(slot)
    }

    /// Whether the time of the participant in a slot is over.
    pub fn is_expired(&self, shared: &Shared, slot: u32) -> bool {
        shared.slots[slot as usize].is_expired(self.sessions.at(slot).generation)
    }

    pub(crate) fn room_key(&self, slot: u32, conference_id: &[u8]) -> RoomKey {
        let session = self.sessions.at(slot);
        RoomKey {
            account: session.account.clone(),
            environment: session.environment.clone(),
            conference_id: conference_id.into(),
        }
    }

    /// The room of that id for the participant in `slot`; made if need be. Another room of the account `ends` by that.
    fn find_or_make_room(&mut self, shared: &Shared, slot: u32, id: &[u8], ends: bool) -> Result<u32> {
        let key = self.room_key(slot, id);
        if !self.rooms.has_free() {
            self.reclaim(shared, false);
        }
        let mut found = self.rooms.find_or_make(&key, ends);
        if found.as_ref().is_err_and(|error| error.status() == Status::TooManyRooms) {
            self.reclaim(shared, true);
            found = self.rooms.find_or_make(&key, ends);
        }
        let index = found?;
        if self.rooms.at(index).members.is_empty() {
            let share = self.rooms.accounts.events(self.room_owner(index));
            shared.owners.set_room(self.rooms.id(index), share);
        }
        Ok(index)
    }
}
