//! Signals
//!
//! A signal is a name that the host sends to a session. It interrupts the session's conference if that allows it;
//! otherwise it is queued for a conference that does. The sender gets the outcome at once, and MIXMINUS_EVENT_SIGNAL
//! reports it too.
//!
//! ```c
//! uint32_t outcome;
//! mixminus_participant_signal(engine, caller, "agent ready", 11, &outcome, NULL);
//! if (outcome == MIXMINUS_SIGNAL_INTERRUPTED) {
//!     // its mixminus_conference() returns now, and calls on_signal first
//! }
//! ```

use std::ffi::c_char;

use super::engine_pointer::EnginePointer;
use super::handle::mixminus_participant;
use super::pointer::{In, Length, Name, Out, Place};
use super::status::mixminus_status;
use crate::handle::ParticipantId;
use crate::rt::message::event::SignalOutcome;

/// The outcome of a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_signal_outcome {
    /// It interrupted the running conference, which ends with MIXMINUS_END_SIGNAL.
    MIXMINUS_SIGNAL_INTERRUPTED = 1,
    /// It is queued, in order, for the first conference that allows it. That conference is interrupted as it starts,
    /// before it joins.
    MIXMINUS_SIGNAL_QUEUED = 2,
    /// It came too late: a completed conference of the session allowed it, and no running one does.
    MIXMINUS_SIGNAL_IGNORED = 3,
    /// The session was freed, was hung up, or has expired.
    MIXMINUS_SIGNAL_NO_SESSION = 4,
    /// The session's queue has 64 signals, or the account has as many as it may (queued_signals, max_name_bytes).
    MIXMINUS_SIGNAL_REFUSED = 5,
    /// In events only: it was queued, and interrupted a conference as that started.
    MIXMINUS_SIGNAL_TAKEN = 6,
}

impl From<SignalOutcome> for mixminus_signal_outcome {
    fn from(outcome: SignalOutcome) -> mixminus_signal_outcome {
        match outcome {
            SignalOutcome::Interrupted => mixminus_signal_outcome::MIXMINUS_SIGNAL_INTERRUPTED,
            SignalOutcome::Queued => mixminus_signal_outcome::MIXMINUS_SIGNAL_QUEUED,
            SignalOutcome::Ignored => mixminus_signal_outcome::MIXMINUS_SIGNAL_IGNORED,
            SignalOutcome::NoSession => mixminus_signal_outcome::MIXMINUS_SIGNAL_NO_SESSION,
            SignalOutcome::Refused => mixminus_signal_outcome::MIXMINUS_SIGNAL_REFUSED,
            SignalOutcome::Taken => mixminus_signal_outcome::MIXMINUS_SIGNAL_TAKEN,
        }
    }
}

/// Sends a signal to a session.
///
/// name, name_len: the name, 1 to 255 bytes, compared byte by byte; borrowed for the call.
/// outcome: receives a MIXMINUS_SIGNAL_ constant; 0 if the call fails; NULL if not wanted.
/// number: receives the number that identifies the signal in events; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK whatever the outcome, also for a participant that was freed; MIXMINUS_ERR_INVALID_ARGUMENT
/// (engine or name is NULL, or the length is out of its range), MIXMINUS_ERR_QUEUE_FULL, or a handle status other than
/// MIXMINUS_ERR_STALE_HANDLE. If the call fails, the signal was not sent.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_signal(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    name: In<'_, c_char, Name>,
    name_len: Length<Name>,
    outcome: Out<'_, u32>,
    number: Out<'_, u64>,
) -> mixminus_status {
    let (outcome, number) = (outcome.optional(0), number.optional(0));
    engine.control_call(|engine| {
        let (found, sent) = engine.signal(ParticipantId(participant), name.name(name_len)?)?;
        outcome?.write(mixminus_signal_outcome::from(found) as u32);
        number?.write(sent);
        Ok(())
    })
}

/// Returns the number of signals that are queued in a session.
///
/// count: receives it, 0 to 64.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL) or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_queued_signals(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    count: Out<'_, u32>,
) -> mixminus_status {
    engine.control_result(count.required("count", 0), |engine| {
        Ok(engine.queued_signals(ParticipantId(participant))? as u32)
    })
}
