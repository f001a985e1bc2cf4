//! Joins: a participant enters a room.

use super::join_options::CheckedJoin;
use super::table::RoomKey;
use crate::control::accounts::counted::Counted;
use crate::control::blocking::waiter::ConferenceEnd;
use crate::control::config::{AdaptiveTarget, JoinOptions};
use crate::control::engine::lifecycle::Engine;
use crate::control::engine::state::ControlState;
use crate::control::playback::automatic::EntrySounds;
use crate::error::{Error, Result, Status};
use crate::handle::{ParticipantId, RoomId};
use crate::rt::conversion::LineConversion;
use crate::rt::dtmf::terminator::Terminator;
use crate::rt::message::command::{Command, Join};
use crate::rt::message::event::EndReason;
use crate::rt::message::target_limits::TargetLimits;
use crate::rt::state::shared::Shared;
use std::sync::atomic::Ordering;
/// How a conference started.
#[derive(Debug)]
pub enum ConferenceStart {
    /// It runs, in that room.
    In(RoomId),
    /// A queued signal ended it before it began.
    Interrupted(ConferenceEnd),
}

/// # Join and leave
impl Engine {
    /// Joins a room of the participant's account and environment. The first to join makes the room. A participant is in
    /// one room at most.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, ParticipantConfig};
    /// use mixminus::JoinOptions;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// let room = engine.join(call, &JoinOptions { mute: true, ..JoinOptions::new(b"1337") })?;
    /// assert_eq!(engine.participant_info(call)?.room, room);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors, and then nothing has changed: `InvalidArgument` names the option; `AlreadyInRoom`; `Busy` while a
    /// [`conference`](Self::conference) of the participant is about to return; `RoomFull`; `RoomLocked`;
    /// `QuotaExceeded`; `TooManyRooms`; `QueueFull`; `SessionExpired`; `HungUp`. `Interrupted`: a queued signal was
    /// taken and has ended the conference before it began; [`conference_end`](Self::conference_end) returns which.
    pub fn join(&self, participant: ParticipantId, options: &JoinOptions<'_>) -> Result<RoomId> {
        self.inner.check_ready()?;
        let checked = self.check_join(options)?;
        let mut control = self.inner.lock();
        let slot = control.find_active(&self.inner.shared, participant)?;
        let session = control.sessions.at(slot);
        if session.room.is_none() && session.in_call {
            return Err(Error::new(
                Status::Busy,
                "participant: the call of its last conference has not returned yet",
            ));
        }
        match control.begin_conference(&self.inner.shared, slot, checked)? {
            ConferenceStart::In(room) => Ok(room),
            ConferenceStart::Interrupted(_) => Err(Status::Interrupted.into()),
        }
    }
}

impl ControlState {
    /// Starts a conference of a participant that is active and in no blocking call.
    pub fn begin_conference(
        &mut self,
        shared: &Shared,
        slot: u32,
        join_options: CheckedJoin<'_>,
    ) -> Result<ConferenceStart> {
        if self.closing {
            return Err(Status::EngineStopped.into());
        }
        if self.sessions.at(slot).room.is_some() {
            return Err(Status::AlreadyInRoom.into());
        }
        let owner = self.owner(slot);
        self.check(Counted::Commands, owner, 1)?;
        let name_bytes = join_options.allowed.bytes();
        self.check(Counted::NameBytes, owner, name_bytes)?;
        self.sessions.at_mut(slot).completed.reserve(&join_options.allowed)?;
        let key = self.room_key(slot, join_options.conference_id);
        let entry = EntrySounds::new(self, owner, &key, (&[slot], true), join_options.sounds)?;
        let room = self.find_or_make_room(shared, slot, join_options.conference_id, false)?;
        self.prepare_conversions(shared, &[slot], room)?;
        let participant = self.sessions.id(slot);
        self.rooms.accounts.take_many(Counted::NameBytes, owner, name_bytes)?;
        if let Some(signal) = self.take_signal(participant, slot, &join_options.allowed) {
            self.rooms.end_if_empty(room);
            let session = self.sessions.at_mut(slot);
            let fewer = session.completed.add(join_options.allowed);
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
        let shared_slot = &shared.slots[slot as usize];
        let rate = shared.format_of(shared_slot).rate;
        let samples = |ms| rate.samples_in_ms(ms) as u32;
        let (prefill_ms, cap) = if shared_slot.is_agent {
            (join_options.agent_prefill_ms, shared_slot.max_write)
        } else {
            (join_options.prefill_ms, samples(join_options.cap_ms))
        };
        // A speech agent writes as fast as it likes: its arrivals say nothing about the network.
        let adaptive = join_options.adaptive.filter(|_| !shared_slot.is_agent);
        let session = self.sessions.at_mut(slot);
        session.join += 1;
        session.room = Some(room);
        session.settings = join_options.settings;
        session.allows = join_options.allowed;
        session.last_end = ConferenceEnd::none();
        session.digits_before = session.digits;
        session.events.close();
        let (join, user, digits_before) = (session.join, session.user, session.digits);
        let conversion = session.conversion.hand_over();
        shared_slot.cap_frames.store(join_options.cap_frames, Ordering::Relaxed);
        shared_slot.cap.store(cap, Ordering::Relaxed);
        let from_position = shared_slot.position.load(Ordering::Acquire);
        let last_end = shared_slot.join.end_and_value_of(shared_slot.join.now().number);
        let (last_end, last_value) = last_end.unwrap_or((EndReason::None, 0));
        shared_slot.settings.write(join_options.settings);
        shared_slot.join.begin(join, from_position);
        self.send(
            owner,
            Command::Join(Join {
                conversion,
                slot,
                join,
                last_end,
                last_value,
                participant,
                user,
                room: target,
                settings: join_options.settings,
                prefill: samples(prefill_ms),
                adaptive: adaptive.map(|AdaptiveTarget { min_ms, max_ms }| TargetLimits {
                    least: samples(min_ms),
                    most: samples(max_ms),
                }),
                cap,
                from_position,
                talk_events: join_options.talk_events,
                look_ahead_ms: join_options.look_ahead_ms,
                terminator: join_options
                    .terminator
                    .map(|(digit, lock_out_ms)| Terminator { digit, lock_out: samples(lock_out_ms) }),
                digits_before,
                join_sound,
                leave_sound,
            }),
        )?;
        self.send_alone(shared, owner, target, entry.alone)?;
        Ok(ConferenceStart::In(target.id))
    }

    /// Before participants enter a room: makes the conversions of lines that have another rate than it, unless their slots
    /// have them. On failure nobody enters, and the room ends if it is empty.
    pub fn prepare_conversions(&mut self, shared: &Shared, slots: &[u32], room: u32) -> Result<()> {
        let rate = self.rooms.at(room).rate;
        for &slot in slots.iter().filter(|slot| shared.slots[**slot as usize].rate != rate) {
            if let Err(error) = self.sessions.at_mut(slot).conversion.make(LineConversion::default) {
                self.rooms.end_if_empty(room);
                return Err(error);
            }
        }
        Ok(())
    }

    /// The slot of a participant that has not been hung up and whose session has not expired.
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

    /// Returns true if the session of the participant in a slot has reached its time limit.
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

    /// The room of that id for the participant in `slot`, made if nobody is in it. `ends`: another room of the
    /// account ends by this call.
    pub(super) fn find_or_make_room(
        &mut self,
        shared: &Shared,
        slot: u32,
        id: &[u8],
        ends: bool,
    ) -> Result<u32> {
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
            shared.event_shares.set_room(self.rooms.id(index), share);
        }
        Ok(index)
    }
}
