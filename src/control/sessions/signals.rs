//! Signals: sent to a session, they interrupt its conference or wait for one that allows them.

use crate::control::accounts::counted::{Counted, NAME_BYTES};
use crate::control::accounts::usage::{NOBODY, Owner};
use crate::control::config::{AllowSignals, MAX_NAME_BYTES, check_name};
use crate::control::engine::lifecycle::Engine;
use crate::control::engine::state::Control;
use crate::control::os::fallible::out_of_memory;
use crate::error::{Error, Result, Status};
use crate::handle::ParticipantId;
use crate::rt::message::command::Command;
use crate::rt::message::event::{EndReason, Event, EventKind, SignalOutcome};
use crate::rt::state::shared::Shared;
use std::collections::VecDeque;
use std::sync::Arc;

/// How many signals may wait in one session.
pub const MAX_QUEUED_SIGNALS: usize = 64;

/// How many names one conference may allow.
pub const MAX_ALLOWED_SIGNALS: usize = 64;

/// How many names are remembered that a session's completed conferences have allowed: the latest.
const MAX_REMEMBERED: usize = 1024;

/// The name that allows any.
const ANY: &[u8] = b"*";

/// A signal that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// As its sender knows it.
    pub number: u64,
    /// Its name.
    pub name: Arc<[u8]>,
}

/// Which signals may interrupt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// Any.
    Any,
    /// Those of these names.
    Names(Vec<Arc<[u8]>>),
}

impl Allowed {
    /// None.
    pub const NONE: Allowed = Allowed::Names(Vec::new());

    /// As an application has said it. Errors: `InvalidArgument` for a name that is too long, or too many of them.
    pub fn of(allow: AllowSignals<'_>) -> Result<Allowed> {
        let AllowSignals::Names(names) = allow else { return Ok(Allowed::Any) };
        if names.len() > MAX_ALLOWED_SIGNALS {
            let count = names.len();
            return Err(Error::new(
                Status::InvalidArgument,
                format!("allow_signals: {count} names, must be 0 to {MAX_ALLOWED_SIGNALS}"),
            ));
        }
        for name in names.iter().filter(|name| name.len() > MAX_NAME_BYTES) {
            check_name("allow_signals", name)?;
        }
        if names.contains(&ANY) {
            return Ok(Allowed::Any);
        }
        Ok(Allowed::Names(names.iter().filter(|name| !name.is_empty()).map(|&name| name.into()).collect()))
    }

    /// Whether a signal of that name may interrupt.
    pub fn allows(&self, name: &[u8]) -> bool {
        match self {
            Allowed::Any => true,
            Allowed::Names(names) => names.iter().any(|allowed| **allowed == *name),
        }
    }

    /// Bytes that its names take, at most.
    pub fn bytes(&self) -> usize {
        match self {
            Allowed::Any => 0,
            Allowed::Names(names) => names.iter().map(|name| name_bytes(name)).sum(),
        }
    }

    /// Makes room for what `other` allows, too.
    pub fn make_room(&mut self, other: &Allowed) -> Result<()> {
        match (self, other) {
            (Allowed::Names(names), Allowed::Names(more)) => {
                names.try_reserve(more.len()).map_err(|_| out_of_memory())
            }
            _ => Ok(()),
        }
    }

    /// From now on what `other` allows, too; there is room for it. Returns how many bytes fewer the names of both take.
    pub fn add(&mut self, other: Allowed) -> usize {
        let mut fewer = 0;
        match (&mut *self, other) {
            (Allowed::Any, other) => fewer = other.bytes(),
            (_, Allowed::Any) => fewer = std::mem::replace(self, Allowed::Any).bytes(),
            (Allowed::Names(names), Allowed::Names(more)) => {
                for name in more {
                    if names.contains(&name) {
                        fewer += name_bytes(&name);
                    } else {
                        names.push(name);
                    }
                }
                let beyond = names.len().saturating_sub(MAX_REMEMBERED);
                fewer += names.drain(..beyond).map(|name| name_bytes(&name)).sum::<usize>();
            }
        }
        fewer
    }
}

/// Bytes that a name takes, at most.
fn name_bytes(name: &[u8]) -> usize {
    name.len() + NAME_BYTES
}

/// Bytes that the names of signals take, at most.
pub fn bytes_of(signals: &VecDeque<Waiting>) -> usize {
    signals.iter().map(|signal| name_bytes(&signal.name)).sum()
}

impl Engine {
    /// Sends a signal to a session; answers what became of it, and its number, by which events name it. `name`:
    /// 1 … 255 bytes.
    ///
    /// If the session's conference allows it, that ends, with `Signal`: `Interrupted`. Else, if a conference that the
    /// session has completed allowed it, and none is running that does: `Ignored`. Else it waits, in order, for the
    /// first conference that allows it: `Queued`, or `Refused` if 64 wait already, or the account's quota of signals or its
    /// share of the bytes of names (`max_name_bytes`) is used up. A
    /// session that is gone, was hung up, or whose time is over: `NoSession`. An event tells each outcome.
    ///
    /// Errors, and then nothing was sent: `InvalidArgument`, `QueueFull` (for the event), `EngineStopped`, `Forked`, or
    /// what is no handle of this engine's participants.
    pub fn signal(&self, participant: ParticipantId, name: &[u8]) -> Result<(SignalOutcome, u64)> {
        self.inner.check_ready()?;
        check_name("name", name)?;
        let mut control = self.inner.lock();
        let slot = match control.sessions.find(participant) {
            Ok(slot) => Some(slot),
            Err(error) if error.status() == Status::StaleHandle => None,
            Err(error) => return Err(error),
        };
        let owner = slot.map_or(NOBODY, |slot| control.owner(slot));
        control.check(Counted::Commands, owner, 1)?;
        control.signals_sent += 1;
        let number = control.signals_sent;
        let outcome = match slot {
            Some(slot)
                if !control.sessions.at(slot).hung_up && !control.is_expired(&self.inner.shared, slot) =>
            {
                control.signal(&self.inner.shared, slot, &Waiting { number, name: name.into() })
            }
            _ => SignalOutcome::NoSession,
        };
        let user = slot.map_or(0, |slot| control.sessions.at(slot).user);
        control.tell_signal(owner, participant, user, number, outcome)?;
        Ok((outcome, number))
    }

    /// How many signals wait in a session.
    pub fn queued_signals(&self, participant: ParticipantId) -> Result<usize> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        Ok(control.sessions.at(slot).signals.len())
    }
}

impl Control {
    /// A signal comes to a session that lives.
    fn signal(&mut self, shared: &Shared, slot: u32, signal: &Waiting) -> SignalOutcome {
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

    /// A conference starts that allows `allowed`: takes the first signal that it allows, if one waits. There must be a
    /// place in the queue for the event.
    pub fn take_signal(
        &mut self,
        participant: ParticipantId,
        slot: u32,
        allowed: &Allowed,
    ) -> Option<Waiting> {
        let session = self.sessions.at_mut(slot);
        let at = session.signals.iter().position(|signal| allowed.allows(&signal.name))?;
        let signal = session.signals.remove(at)?;
        if session.signals.is_empty() {
            session.signals = VecDeque::new();
        }
        let (owner, user) = (session.owner, session.user);
        self.rooms.accounts.unqueue_signals(owner, 1, name_bytes(&signal.name));
        // There is a place: whoever starts a conference has asked.
        let _ = self.tell_signal(owner, participant, user, signal.number, SignalOutcome::Taken);
        Some(signal)
    }

    fn tell_signal(
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
        self.send(owner, Command::Tell { event, share })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_allow_byte_by_byte_and_a_star_allows_all() {
        let of = |names: &[&[u8]]| Allowed::of(AllowSignals::Names(names)).unwrap();
        assert!(of(&[b"a", b"\xff\0"]).allows(b"\xff\0") && !of(&[b"a"]).allows(b"A"));
        assert_eq!(of(&[b"a", b"*"]), Allowed::Any);
        assert_eq!(of(&[b""]), Allowed::NONE);
        assert!(of(&[&[b'x'; 255]]).allows(&[b'x'; 255]));
        assert!(Allowed::of(AllowSignals::Names(&[&[b'x'; 256]])).is_err());
        assert!(Allowed::of(AllowSignals::Names(&[b"a".as_slice(); 65])).is_err());
    }

    #[test]
    fn what_was_allowed_adds_up() {
        let name = |n: usize| -> Arc<[u8]> { n.to_string().into_bytes().into() };
        let mut all = Allowed::NONE;
        for n in 0..2000 {
            let fewer = all.add(Allowed::Names(vec![name(n)]));
            assert_eq!(fewer, if n < 1024 { 0 } else { name_bytes(&name(n - 1024)) });
        }
        assert!(all.allows(b"1999") && all.allows(b"976") && !all.allows(b"975"));
        assert_eq!(all.add(Allowed::Names(vec![name(1999)])), name_bytes(b"1999"));
        let bytes = all.bytes();
        assert_eq!(
            (all.add(Allowed::Any), all.add(Allowed::Names(vec![name(7)]))),
            (bytes, name_bytes(b"7"))
        );
        assert_eq!(all, Allowed::Any);
    }
}
