//! Participants: made, joined, moved, changed, freed; what they write and read.

use super::config::{
    DEFAULT_CAP_BEYOND_PREFILL_MS, JoinOptions, MAX_PREFILL_MS, ParticipantConfig, check_name, in_range,
};
use super::engine::{Control, Engine};
use super::rooms::RoomKey;
use super::sessions::Session;
use crate::error::{Result, Status};
use crate::handle::{ParticipantId, RoomId};
use crate::rt::command::{Command, Join, KeySwitches, Settings};
use crate::rt::event::EndReason;
use crate::rt::read::ReadInfo;
use crate::rt::shared::Shared;
use crate::rt::stats::ParticipantStats;
use crate::rt::write::WriteInfo;
use crate::units::Gain;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A participant as the control floor sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParticipantInfo {
    /// The host's value.
    pub user: u64,
    /// The room it is in, or none.
    pub room: RoomId,
    /// Kept from the mix.
    pub mute: bool,
    /// Hears nothing.
    pub deaf: bool,
    /// On what it says, thousandths of a decibel.
    pub gain_mdb: i32,
    /// Keys in its audio are told as events.
    pub detect_keys: bool,
    /// The others hear its key presses.
    pub play_tones: bool,
    /// Keys that are injected for it are made audible, if `play_tones`.
    pub sound_keys: bool,
    /// Why its last conference ended; `None` if it is in one or has not been in any.
    pub last_end: EndReason,
}

impl Engine {
    /// Makes a participant, in no room.
    ///
    /// Errors: `InvalidArgument` for a name of a wrong length; `QuotaExceeded`; `TooManyParticipants`.
    pub fn participant_new(&self, config: &ParticipantConfig<'_>) -> Result<ParticipantId> {
        self.inner.shared.check_alive()?;
        check_name("account", config.account)?;
        check_name("environment", config.environment)?;
        let (account, environment): (Arc<[u8]>, Arc<[u8]>) =
            (config.account.into(), config.environment.into());
        let mut control = self.inner.lock();
        if !control.sessions.has_free() {
            control.reclaim(&self.inner.shared);
        }
        control.rooms.admit(&account)?;
        let Some(slot) = control.sessions.take(account.clone(), environment, config.user) else {
            control.rooms.dismiss(&account);
            return Err(Status::TooManyParticipants.into());
        };
        let generation = control.sessions.at(slot).generation;
        self.inner.shared.slots[slot as usize].generation.store(generation, Ordering::Release);
        Ok(control.sessions.id(slot))
    }

    /// Frees a participant; if it is in a room it leaves, with `HangUp`. Works with a full queue and a stopped clock.
    ///
    /// Errors: `StaleHandle` if it was freed before.
    pub fn participant_free(&self, participant: ParticipantId) -> Result<()> {
        self.inner.check_process()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        self.inner.shared.slots[slot as usize].generation.store(0, Ordering::Release);
        control.end(&self.inner.shared, slot, EndReason::HangUp);
        control.end_taps(&self.inner.shared, slot);
        let account = control.sessions.at(slot).account.clone();
        control.rooms.dismiss(&account);
        control.sessions.retire(slot);
        Ok(())
    }

    /// Joins a room of the participant's account and environment; the first to join makes it.
    ///
    /// Errors, and then nothing has changed: `InvalidArgument` names the option; `AlreadyInRoom`; `RoomFull`;
    /// `QuotaExceeded`; `TooManyRooms`; `QueueFull`.
    pub fn join(&self, participant: ParticipantId, options: &JoinOptions<'_>) -> Result<RoomId> {
        self.inner.shared.check_alive()?;
        let config = &self.inner.config;
        check_name("conference_id", options.conference_id)?;
        let prefill_ms = options.prefill_ms.unwrap_or(config.prefill_ms);
        in_range("prefill_ms", prefill_ms, 0, MAX_PREFILL_MS.min(config.max_cap_ms))?;
        let usual = (prefill_ms + DEFAULT_CAP_BEYOND_PREFILL_MS).min(config.max_cap_ms);
        let cap_ms = options.cap_ms.unwrap_or(usual);
        in_range("cap_ms", cap_ms, prefill_ms, config.max_cap_ms)?;
        let settings = Settings {
            mute: options.mute,
            deaf: options.deaf,
            gain: Gain::from_mdb(options.gain_mdb)?,
            gain_mdb: options.gain_mdb,
            keys: KeySwitches {
                detect: options.detect_keys,
                play: options.play_tones,
                sound: options.sound_keys,
            },
        };
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        if control.sessions.at(slot).room.is_some() {
            return Err(Status::AlreadyInRoom.into());
        }
        control.check_queue()?;
        let room = control.find_or_make_room(&self.inner.shared, slot, options.conference_id, None)?;
        let target = control.rooms.enter(room, slot);
        let place = &self.inner.shared.slots[slot as usize];
        let session = control.sessions.at_mut(slot);
        session.join += 1;
        session.room = Some(room);
        session.remember(settings);
        let last_end = std::mem::replace(&mut session.last_end, EndReason::None);
        session.digits_before = session.digits;
        let (join, user, digits_before) = (session.join, session.user, session.digits);
        place.cap_frames.store((cap_ms / config.frame_len.ms()).max(1), Ordering::Relaxed);
        let from_position = place.position.load(Ordering::Acquire);
        place.join.begin(join, from_position);
        let samples = |ms| config.sample_rate.samples_in_ms(ms) as u32;
        control.send(Command::Join(Join {
            slot,
            join,
            last_end,
            participant,
            user,
            room: target,
            settings,
            prefill: samples(prefill_ms),
            cap: samples(cap_ms),
            from_position,
            talk_events: options.talk_events,
            look_ahead_ms: config.key_look_ahead_ms,
            digits_before,
        }))?;
        Ok(target.id)
    }

    /// Leaves the room, with `Removed`. Works with a full queue and a stopped clock.
    ///
    /// Errors: `NotInRoom`.
    pub fn leave(&self, participant: ParticipantId) -> Result<()> {
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        if !control.end(&self.inner.shared, slot, EndReason::Removed) {
            return Err(Status::NotInRoom.into());
        }
        Ok(())
    }

    /// Goes to another room of its account and environment, which is made if nobody is in it. Mute, deaf, gain and what
    /// is done about its keys go with it; neither room hears a click.
    ///
    /// Errors, and then nothing has changed: `NotInRoom`; `AlreadyInRoom` if it is in that room; else as of `join`.
    pub fn move_to(&self, participant: ParticipantId, conference_id: &[u8]) -> Result<RoomId> {
        self.inner.shared.check_alive()?;
        check_name("conference_id", conference_id)?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        let from = control.sessions.at(slot).room.ok_or(Status::NotInRoom)?;
        control.check_queue()?;
        let key = control.room_key(slot, conference_id);
        if control.rooms.find(&key) == Some(from) {
            return Err(Status::AlreadyInRoom.into());
        }
        let to = control.find_or_make_room(&self.inner.shared, slot, conference_id, Some(from))?;
        let room = control.rooms.enter(to, slot);
        control.rooms.leave(from, slot);
        let session = control.sessions.at_mut(slot);
        session.room = Some(to);
        let join = session.join;
        control.send(Command::Move { slot, join, room })?;
        Ok(room.id)
    }

    /// Keeps its audio from the mix, or lets it in again, within 5 ms from the next tick on.
    ///
    /// Errors: `NotInRoom`, `QueueFull`.
    pub fn set_mute(&self, participant: ParticipantId, mute: bool) -> Result<()> {
        self.change(participant, |session| session.mute = mute)
    }

    /// Keeps the room from it, or lets it hear again, within 5 ms from the next tick on.
    ///
    /// Errors: `NotInRoom`, `QueueFull`.
    pub fn set_deaf(&self, participant: ParticipantId, deaf: bool) -> Result<()> {
        self.change(participant, |session| session.deaf = deaf)
    }

    /// Sets the gain on what it says, −60,000 … 24,000 thousandths of a decibel, within 5 ms from the next tick on.
    ///
    /// Errors: `InvalidArgument`, `NotInRoom`, `QueueFull`.
    pub fn set_gain(&self, participant: ParticipantId, gain_mdb: i32) -> Result<()> {
        Gain::from_mdb(gain_mdb)?;
        self.change(participant, |session| session.gain_mdb = gain_mdb)
    }

    pub(super) fn change(&self, participant: ParticipantId, change: impl FnOnce(&mut Session)) -> Result<()> {
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        control.sessions.at(slot).room.ok_or(Status::NotInRoom)?;
        control.check_queue()?;
        let session = control.sessions.at_mut(slot);
        change(session);
        let (join, settings) = (session.join, session.settings()?);
        control.send(Command::Set { slot, join, settings })
    }

    /// The participant as the control floor sees it.
    pub fn participant_info(&self, participant: ParticipantId) -> Result<ParticipantInfo> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        let session = control.sessions.at(slot);
        let ended = self.inner.shared.slots[slot as usize].join.now().ended;
        Ok(ParticipantInfo {
            user: session.user,
            // A join that runs for all the control floor knows may have been ended by a failed tick.
            room: session
                .room
                .filter(|_| ended == EndReason::None)
                .map_or(RoomId::NONE, |room| control.rooms.id(room)),
            mute: session.mute,
            deaf: session.deaf,
            gain_mdb: session.gain_mdb,
            detect_keys: session.keys.detect,
            play_tones: session.keys.play,
            sound_keys: session.keys.sound,
            // A join that no session is in belongs to the last participant of the slot.
            last_end: if session.room.is_some() { ended } else { session.last_end },
        })
    }

    /// What has been counted of the participant since it was made.
    pub fn participant_stats(&self, participant: ParticipantId) -> Result<ParticipantStats> {
        self.inner.check_process()?;
        let (slot, _) = self.inner.shared.slot(participant)?;
        Ok(slot.stats(self.inner.shared.geometry.frame))
    }

    /// Writes samples of the participant, of any number; answers how many were taken. Wait-free; one writer at a time.
    ///
    /// All are taken as long as the clock runs and no write exceeds `max_write_ms`. In no room they are taken and
    /// unheard. Errors: `Busy`, `StaleHandle`, `ForeignHandle`, `InvalidHandle`, `WrongKind`, `EngineStopped`, `Forked`.
    pub fn write(&self, participant: ParticipantId, samples: &[i16]) -> std::result::Result<usize, Status> {
        self.inner.shared.write(participant, samples, &WriteInfo::default())
    }

    /// As [`write`](Self::write), with a media timestamp and lost samples.
    pub fn write_ex(
        &self,
        participant: ParticipantId,
        samples: &[i16],
        info: &WriteInfo,
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.write(participant, samples, info)
    }

    /// Fills `samples` with what the participant hears; answers how many are real, the rest is silence. Wait-free; one
    /// reader at a time.
    ///
    /// Errors: as of [`write`](Self::write); then nothing is written.
    pub fn read(
        &self,
        participant: ParticipantId,
        samples: &mut [i16],
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.read(participant, samples).map(|info| info.real)
    }

    /// As [`read`](Self::read), and tells tick, mix and flags.
    pub fn read_ex(
        &self,
        participant: ParticipantId,
        samples: &mut [i16],
    ) -> std::result::Result<ReadInfo, Status> {
        self.inner.shared.read(participant, samples)
    }
}

impl Session {
    fn remember(&mut self, settings: Settings) {
        self.mute = settings.mute;
        self.deaf = settings.deaf;
        self.gain_mdb = settings.gain_mdb;
        self.keys = settings.keys;
    }

    fn settings(&self) -> Result<Settings> {
        let gain = Gain::from_mdb(self.gain_mdb)?;
        Ok(Settings { mute: self.mute, deaf: self.deaf, gain, gain_mdb: self.gain_mdb, keys: self.keys })
    }
}

impl Control {
    /// Learns what has become of the participant in a slot: whether a tick has ended its conference.
    pub fn look(&mut self, shared: &Shared, slot: u32) {
        let place = &shared.slots[slot as usize];
        // Before the look: what comes about after it is reported anew.
        place.reported.store(false, Ordering::Release);
        let now = place.join.now();
        let session = self.sessions.at_mut(slot);
        if now.ended != EndReason::None
            && session.join == now.number
            && let Some(room) = session.room.take()
        {
            session.last_end = now.ended;
            self.rooms.leave(room, slot);
        }
    }

    /// Ends a participant's conference; `false` if it is in none.
    pub fn end(&mut self, shared: &Shared, slot: u32, reason: EndReason) -> bool {
        let session = self.sessions.at_mut(slot);
        let Some(room) = session.room.take() else { return false };
        let join = session.join;
        shared.slots[slot as usize].join.end(join, reason);
        session.last_end = shared.slots[slot as usize].join.now().ended;
        self.rooms.leave(room, slot);
        true
    }

    fn room_key(&self, slot: u32, conference_id: &[u8]) -> RoomKey {
        let session = self.sessions.at(slot);
        RoomKey {
            account: session.account.clone(),
            environment: session.environment.clone(),
            conference_id: conference_id.into(),
        }
    }

    /// The room of that id for the participant in `slot`, who leaves `from`; made if need be.
    fn find_or_make_room(&mut self, shared: &Shared, slot: u32, id: &[u8], from: Option<u32>) -> Result<u32> {
        let key = self.room_key(slot, id);
        match self.rooms.find_or_make(&key, from) {
            Err(error) if error.status() == Status::TooManyRooms => {
                self.reclaim(shared);
                self.rooms.find_or_make(&key, from)
            }
            found => found,
        }
    }
}
