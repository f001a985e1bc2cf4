//! How conferences end: by a call of the host, or in a tick, which reports it.
//! [`rt::state::join_state`](crate::rt::state::join_state) decides which reason wins.

use crate::control::accounts::counted::Counted;
use crate::control::blocking::pending_say::SayEnd;
use crate::control::blocking::waiter::ConferenceEnd;
use crate::control::config::MAX_NAME_BYTES;
use crate::control::engine::lifecycle::Engine;
use crate::control::engine::state::ControlState;
use crate::control::sessions::allowed_signals::AllowedSignals;
use crate::error::{Error, Result, Status};
use crate::handle::ParticipantId;
use crate::rt::message::event::EndReason;
use crate::rt::state::shared::Shared;

impl Engine {
    /// Leaves the room, with `Removed`. Works with a full queue and a stopped clock.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::EndReason;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// engine.leave(call)?;
    /// assert_eq!(engine.conference_end(call)?.reason, EndReason::Removed);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `NotInRoom`.
    pub fn leave(&self, participant: ParticipantId) -> Result<()> {
        self.remove(participant, &[])
    }

    /// Removes a participant from its room, with `Removed` and a text for its application: 0 … 255 bytes. Works with a
    /// full queue and a stopped clock.
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

    /// Reports that the line of the participant has gone. Its conference ends with `HangUp`, and no other can begin;
    /// the host still has to free the participant. Works with a full queue and a stopped clock.
    pub fn hang_up(&self, participant: ParticipantId) -> Result<()> {
        self.inner.check_process()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        control.hang_up(&self.inner.shared, slot);
        Ok(())
    }

    /// Returns how the participant's last conference ended. The reason is `None` while it is in a conference and before
    /// its first.
    pub fn conference_end(&self, participant: ParticipantId) -> Result<ConferenceEnd> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        Ok(control.sessions.at(slot).last_end.clone())
    }
}

impl ControlState {
    /// Checks whether a tick has ended the conference or the session of the participant in a slot.
    pub fn check_ends(&mut self, shared: &Shared, slot: u32) {
        let now = shared.slots[slot as usize].look();
        let session = self.sessions.at(slot);
        if now.ended != EndReason::None && session.join == now.number {
            self.finish_conference(shared, slot, 0, &[]);
        }
        if self.is_expired(shared, slot) {
            self.stop_waiting(slot, SayEnd::TimeLimit);
        }
    }

    /// Ends a participant's conference for `reason`, with the signal's number and the text that belong to it.
    /// Returns `None` if it is in no conference, true if this reason won, and false if the conference had ended before.
    pub fn end(
        &mut self,
        shared: &Shared,
        slot: u32,
        reason: EndReason,
        number: u64,
        text: &[u8],
    ) -> Option<bool> {
        let session = self.sessions.at(slot);
        session.room?;
        let join = &shared.slots[slot as usize].join;
        let won = match reason {
            EndReason::Signal => join.end_by_signal(session.join, number),
            _ => join.end(session.join, reason),
        };
        if won {
            self.finish_conference(shared, slot, number, text);
        } else {
            self.finish_conference(shared, slot, 0, &[]);
        }
        Some(won)
    }

    /// Ends the participant's conference and its blocking say with a hang-up.
    pub fn hang_up(&mut self, shared: &Shared, slot: u32) {
        self.sessions.at_mut(slot).hung_up = true;
        self.stop_waiting(slot, SayEnd::HangUp);
        self.end(shared, slot, EndReason::HangUp, 0, &[]);
    }

    /// Stores how a participant's join ended, and wakes the call that waits for it.
    fn finish_conference(&mut self, shared: &Shared, slot: u32, signal: u64, text: &[u8]) {
        let session = self.sessions.at_mut(slot);
        let Some(room) = session.room.take() else { return };
        let now = shared.slots[slot as usize].join.now();
        let end = ConferenceEnd { reason: now.ended, digit: now.digit, signal, text: text.into() };
        let allowed = std::mem::replace(&mut session.allows, AllowedSignals::NONE);
        let (owner, fewer) = (session.owner, session.completed.add(allowed));
        session.last_end = end.clone();
        if let Some(waiter) = session.waiter.take() {
            waiter.wake(end);
        }
        self.rooms.accounts.give_back_many(Counted::NameBytes, owner, fewer);
        self.rooms.leave(room, slot);
        let unheard = shared.slots[slot as usize].settings.withdraw_hold_sound();
        self.take_back_unheard(shared, unheard);
    }

    /// Ends all conferences, with `EngineStopped`, and lets none begin.
    pub fn close(&mut self, shared: &Shared) {
        self.closing = true;
        for slot in 0..shared.slots.len() as u32 {
            self.stop_waiting(slot, SayEnd::EngineStopped);
            self.end(shared, slot, EndReason::EngineStopped, 0, &[]);
        }
    }
}

impl ControlState {
    /// Ends the blocking say of the participant in a slot.
    pub fn stop_waiting(&self, slot: u32, end: SayEnd) {
        if let Some(pending_say) = &self.sessions.at(slot).pending_say {
            pending_say.give_up(end);
        }
    }
}
