//! Signals: sent to a session, they interrupt its conference or are queued for one that allows them.

use super::allowed_signals::{AllowedSignals, QueuedSignal, name_bytes};
use crate::control::accounts::counted::Counted;
use crate::control::accounts::usage::{NO_OWNER, Owner};
use crate::control::config::check_name;
use crate::control::engine::lifecycle::Engine;
use crate::control::engine::state::ControlState;
use crate::error::{Result, Status};
use crate::handle::ParticipantId;
use crate::rt::message::command::Command;
use crate::rt::message::event::{EndReason, Event, EventKind, SignalOutcome};
use crate::rt::state::shared::Shared;
use std::collections::VecDeque;

/// The most queued signals of a session.
pub const MAX_QUEUED_SIGNALS: usize = 64;
/// # Signals
impl Engine {
    /// Sends a signal to a session. `name`: 1 … 255 bytes. Returns the outcome, and a number that events refer to. An
    /// event reports each outcome, too.
    ///
    /// `Interrupted`: the running conference allows the signal and ends, with `Signal`. `Ignored`: a completed
    /// conference of the session allowed it, and none that runs does. `Queued`: it waits, in order, for the first
    /// conference that allows it. `Refused`: 64 signals are queued, or the account's quota of signals or its share of
    /// `max_name_bytes` is used up. `NoSession`: the participant was freed or hung up, or its time limit has passed.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::SignalOutcome;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// let (outcome, _) = engine.signal(call, b"operator")?;
    /// assert_eq!(outcome, SignalOutcome::Interrupted); // the default allows any signal
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors, and then nothing was sent: `InvalidArgument`; `QueueFull` (for the event); `EngineStopped`; `Forked`;
    /// `InvalidHandle`, `ForeignHandle`, `WrongKind`.
    pub fn signal(&self, participant: ParticipantId, name: &[u8]) -> Result<(SignalOutcome, u64)> {
        self.inner.check_ready()?;
        check_name("name", name)?;
        let mut control = self.inner.lock();
        let slot = match control.sessions.find(participant) {
            Ok(slot) => Some(slot),
            Err(error) if error.status() == Status::StaleHandle => None,
            Err(error) => return Err(error),
        };
        let owner = slot.map_or(NO_OWNER, |slot| control.owner(slot));
        control.check(Counted::Commands, owner, 1)?;
        control.signals_sent += 1;
        let number = control.signals_sent;
        let outcome = match slot {
            Some(slot)
                if !control.sessions.at(slot).hung_up && !control.is_expired(&self.inner.shared, slot) =>
            {
                control.signal(&self.inner.shared, slot, &QueuedSignal { number, name: name.into() })
            }
            _ => SignalOutcome::NoSession,
        };
        let user = slot.map_or(0, |slot| control.sessions.at(slot).user);
        control.send_signal_event(owner, participant, user, number, outcome)?;
        Ok((outcome, number))
    }

    /// Returns how many signals are queued in a session.
    pub fn queued_signals(&self, participant: ParticipantId) -> Result<usize> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        Ok(control.sessions.at(slot).signals.len())
    }
}

impl ControlState {
    /// Delivers a signal to a live session.
    fn signal(&mut self, shared: &Shared, slot: u32, signal: &QueuedSignal) -> SignalOutcome {
        let session = self.sessions.at(slot);
        if session.room.is_some()
            && session.allows.allows(&signal.name)
            && self.end(shared, slot, EndReason::Signal, signal.number, &signal.name) == Some(true)
        {
            return SignalOutcome::Interrupted;
        }
        // If it was running, a tick in progress has ended it for another reason.
        let session = self.sessions.at_mut(slot);
        let runs = session.room.is_some() && session.allows.allows(&signal.name);
        if session.completed.allows(&signal.name) && !runs {
            return SignalOutcome::Ignored;
        }
        let bytes = name_bytes(&signal.name);
        if session.signals.len() >= MAX_QUEUED_SIGNALS
            || !self.rooms.accounts.queue_signal(session.owner, bytes)
        {
            return SignalOutcome::Refused;
        }
        session.signals.push_back(signal.clone());
        SignalOutcome::Queued
    }

    /// Takes the first queued signal that a starting conference allows. The caller has checked that the command
    /// queue has space for the event.
    pub fn take_signal(
        &mut self,
        participant: ParticipantId,
        slot: u32,
        allowed: &AllowedSignals,
    ) -> Option<QueuedSignal> {
        let session = self.sessions.at_mut(slot);
        let at = session.signals.iter().position(|signal| allowed.allows(&signal.name))?;
        let signal = session.signals.remove(at)?;
        if session.signals.is_empty() {
            session.signals = VecDeque::new();
        }
        let (owner, user) = (session.owner, session.user);
        self.rooms.accounts.unqueue_signals(owner, 1, name_bytes(&signal.name));
        // The caller has checked that there is space.
        let _ = self.send_signal_event(owner, participant, user, signal.number, SignalOutcome::Taken);
        Some(signal)
    }

    fn send_signal_event(
        &mut self,
        owner: Owner,
        participant: ParticipantId,
        user: u64,
        number: u64,
        outcome: SignalOutcome,
    ) -> Result<()> {
        let event = Event {
            participant,
            user,
            value: number as i64,
            signal: Some(outcome),
            ..Event::of(EventKind::Signal, 0)
        };
        let share = self.rooms.accounts.events(owner);
        self.send(owner, Command::Report { event, share })
    }
}
