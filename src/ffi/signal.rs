//! Signals
//!
//! A signal is a name that is sent to a session: it interrupts the session's conference, if that allows it, or waits
//! for one that does. Whoever sends it learns at once which; an event MIXMINUS_EVENT_SIGNAL tells it too.
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

/// What became of a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_signal_outcome {
    /// It has interrupted the running conference, which ends with MIXMINUS_END_SIGNAL.
    MIXMINUS_SIGNAL_INTERRUPTED = 1,
    /// It waits, in order, for the first conference that allows it: that is interrupted as it starts, before it joins.
    MIXMINUS_SIGNAL_QUEUED = 2,
    /// It came too late: a conference that the session has completed allowed it, and none is running that does.
    MIXMINUS_SIGNAL_IGNORED = 3,
    /// The session is gone, was hung up, or its time is over.
    MIXMINUS_SIGNAL_NO_SESSION = 4,
    /// 64 wait in the session already, or as many as the account may have (queued_signals, max_name_bytes).
    MIXMINUS_SIGNAL_REFUSED = 5,
    /// Of events only: it waited, and has interrupted a conference as that started.
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
/// name, name_len: its name, 1 to 255 bytes, compared byte by byte; borrowed for the call.
/// outcome: receives a MIXMINUS_SIGNAL_ constant; 0 if the call fails; NULL if not wanted.
/// number: receives the number by which events name the signal; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK whatever the outcome, also for a participant that was freed; MIXMINUS_ERR_INVALID_ARGUMENT
/// (engine or name is NULL, or a wrong length), MIXMINUS_ERR_QUEUE_FULL, or a handle status other than
/// MIXMINUS_ERR_STALE_HANDLE: then it was not sent.
/// Thread: any but the ticker's.
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

/// Tells how many signals wait in a session.
///
/// count: receives it, 0 to 64.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL) or a handle status.
/// Thread: any but the ticker's.
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
