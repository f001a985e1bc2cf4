//! Events
//!
//! Events tell what ticks have done: in the order of (tick, room, number), the same whatever the number of workers.
//! One thread of the host polls them; between polls it may sleep on the event file descriptor:
//!
//! ```c
//! int fd;
//! mixminus_engine_event_fd(engine, &fd);
//! struct pollfd wait = { .fd = fd, .events = POLLIN };
//! while (poll(&wait, 1, -1) > 0) {
//!     mixminus_event events[64];
//!     size_t count;
//!     do {
//!         mixminus_engine_poll(engine, events, sizeof events[0], 64, &count);
//!         for (size_t i = 0; i < count; i++) {
//!             handle(&events[i]);
//!         }
//!     } while (count == 64);
//! }
//! ```
//!
//! A host that polls too seldom loses events, never states: a MIXMINUS_EVENT_GAP tells how many are lost, and what they
//! told last of each participant is told again. Each account has a share of the queue (event_queue): one that has used it
//! up loses its own events and has its own gap, while the events of others go on whole and in order.
//!
//! Presses of keys are not states: those that are lost in a gap are not told again.
//!
//! Events have no struct_size each, because they come in arrays: mixminus_engine_poll is given the size of an element,
//! and writes that many bytes of each.

use super::abi_struct::{OutElements, SizeOf, abi_struct};
use super::engine_pointer::EnginePointer;
use super::handle::{mixminus_participant, mixminus_room};
use super::pointer::{Length, Out, Place};
use super::signal::mixminus_signal_outcome;
use super::status::mixminus_status;
use crate::control::engine::lifecycle::Engine;
use crate::rt::message::event::PlayEnd;
use crate::rt::message::event::{
    DtmfSource, EndReason, Event, EventKind, STATE_DEAF, STATE_DTMF_DETECTED, STATE_DTMF_GENERATED,
    STATE_DTMF_SUPPRESSED, STATE_HELD, STATE_MUTED, STATE_TALKING,
};

/// In mixminus_event.state: kept from the mix.
pub const MIXMINUS_STATE_MUTED: u32 = 1;
/// In mixminus_event.state: hears nothing.
pub const MIXMINUS_STATE_DEAF: u32 = 2;
/// In mixminus_event.state: in a talkspurt.
pub const MIXMINUS_STATE_TALKING: u32 = 4;
/// In mixminus_event.state: keys in its audio are told as events.
pub const MIXMINUS_STATE_DTMF_DETECTED: u32 = 8;
/// In mixminus_event.state: tones of keys in its audio are kept from the others.
pub const MIXMINUS_STATE_DTMF_SUPPRESSED: u32 = 16;
/// In mixminus_event.state: keys that the host injects for it are made audible to the others, unless tones are
/// suppressed.
pub const MIXMINUS_STATE_DTMF_GENERATED: u32 = 32;
/// In mixminus_event.state: on hold, neither heard nor hearing.
pub const MIXMINUS_STATE_HELD: u32 = 64;

const _: () = assert!(MIXMINUS_STATE_MUTED == STATE_MUTED && MIXMINUS_STATE_DEAF == STATE_DEAF);
const _: () = assert!(MIXMINUS_STATE_TALKING == STATE_TALKING);
const _: () = assert!(MIXMINUS_STATE_DTMF_DETECTED == STATE_DTMF_DETECTED);
const _: () = assert!(MIXMINUS_STATE_DTMF_SUPPRESSED == STATE_DTMF_SUPPRESSED);
const _: () = assert!(MIXMINUS_STATE_DTMF_GENERATED == STATE_DTMF_GENERATED);
const _: () = assert!(MIXMINUS_STATE_HELD == STATE_HELD);

/// What happened. Later versions may add kinds: a host passes over what it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_event_kind {
    /// The first participant made the room.
    MIXMINUS_EVENT_ROOM_OPENED = 1,
    /// The last participant has left the room; its handle is stale.
    MIXMINUS_EVENT_ROOM_ENDED = 2,
    /// The participant is in the room; state and value (the gain, thousandths of a decibel) are as it joined.
    MIXMINUS_EVENT_JOINED = 3,
    /// The participant has left the room; reason tells why (MIXMINUS_END_NONE if it is told again after a gap), and value
    /// by which key (its ASCII character) or by the signal of which number.
    MIXMINUS_EVENT_LEFT = 4,
    /// The participant has gone to room, from the room whose handle is value.
    MIXMINUS_EVENT_MOVED = 5,
    /// Mute, deaf, gain or what is done about keys of the participant has changed; state and value (the gain,
    /// thousandths of a decibel) are the new ones.
    MIXMINUS_EVENT_CHANGED = 6,
    /// A talkspurt has begun.
    MIXMINUS_EVENT_TALK_STARTED = 7,
    /// A talkspurt has ended.
    MIXMINUS_EVENT_TALK_STOPPED = 8,
    /// value events of one account were lost because nobody polled; the states that they told follow, with resent set,
    /// in this tick and, if its share of the queue does not suffice, in later ones, each after a gap.
    MIXMINUS_EVENT_GAP = 9,
    /// The driver was late by more than it may catch up: value ticks were skipped.
    MIXMINUS_EVENT_TICKS_SKIPPED = 10,
    /// The engine has stopped after a defect in a tick; every session has ended.
    MIXMINUS_EVENT_STOPPED = 11,
    /// A key is down: the fields from dtmf_position on say which, since when, and by which way it came. One in the audio is
    /// reported as soon as it is certain. A press that goes on from the participant's last join is not reported again,
    /// nor is what a gap has lost of keys.
    MIXMINUS_EVENT_DTMF_BEGAN = 12,
    /// The key is up again. A key that is down when its participant leaves has no such event.
    MIXMINUS_EVENT_DTMF_ENDED = 13,
    /// The session's time is over in value milliseconds.
    MIXMINUS_EVENT_SESSION_WARNING = 14,
    /// The session's time is over: the host should hang up.
    MIXMINUS_EVENT_SESSION_EXPIRED = 15,
    /// The room's time is over in value milliseconds.
    MIXMINUS_EVENT_ROOM_WARNING = 16,
    /// outcome tells what became of the signal of number value that was sent to the participant.
    MIXMINUS_EVENT_SIGNAL = 17,
    /// The room was locked (value 1) or unlocked (value 0).
    MIXMINUS_EVENT_ROOM_LOCKED = 18,
    /// The play whose number is value has ended as outcome tells: to participant, or to room if that is 0. What a gap has
    /// lost of plays is not told again.
    MIXMINUS_EVENT_PLAY_ENDED = 20,
    /// Nothing of the recording whose handle is value can be written; its info says why. It tries again.
    MIXMINUS_EVENT_RECORDING_FAILED = 30,
    /// The recording whose handle is value has begun; room is the room of which it has the mix, or 0. What a gap
    /// has lost of recordings is not told again.
    MIXMINUS_EVENT_RECORDING_STARTED = 31,
    /// The recording whose handle is value has stopped, by the host or because all that it recorded has ended.
    MIXMINUS_EVENT_RECORDING_STOPPED = 32,
    /// The recording whose handle is value can be written again.
    MIXMINUS_EVENT_RECORDING_RECOVERED = 33,
}

impl From<EventKind> for mixminus_event_kind {
    fn from(kind: EventKind) -> mixminus_event_kind {
        match kind {
            EventKind::RoomOpened => mixminus_event_kind::MIXMINUS_EVENT_ROOM_OPENED,
            EventKind::RoomEnded => mixminus_event_kind::MIXMINUS_EVENT_ROOM_ENDED,
            EventKind::Joined => mixminus_event_kind::MIXMINUS_EVENT_JOINED,
            EventKind::Left => mixminus_event_kind::MIXMINUS_EVENT_LEFT,
            EventKind::Moved => mixminus_event_kind::MIXMINUS_EVENT_MOVED,
            EventKind::Changed => mixminus_event_kind::MIXMINUS_EVENT_CHANGED,
            EventKind::TalkStarted => mixminus_event_kind::MIXMINUS_EVENT_TALK_STARTED,
            EventKind::TalkStopped => mixminus_event_kind::MIXMINUS_EVENT_TALK_STOPPED,
            EventKind::Gap => mixminus_event_kind::MIXMINUS_EVENT_GAP,
            EventKind::TicksSkipped => mixminus_event_kind::MIXMINUS_EVENT_TICKS_SKIPPED,
            EventKind::Stopped => mixminus_event_kind::MIXMINUS_EVENT_STOPPED,
            EventKind::DtmfBegan => mixminus_event_kind::MIXMINUS_EVENT_DTMF_BEGAN,
            EventKind::DtmfEnded => mixminus_event_kind::MIXMINUS_EVENT_DTMF_ENDED,
            EventKind::SessionWarning => mixminus_event_kind::MIXMINUS_EVENT_SESSION_WARNING,
            EventKind::SessionExpired => mixminus_event_kind::MIXMINUS_EVENT_SESSION_EXPIRED,
            EventKind::RoomWarning => mixminus_event_kind::MIXMINUS_EVENT_ROOM_WARNING,
            EventKind::Signal => mixminus_event_kind::MIXMINUS_EVENT_SIGNAL,
            EventKind::RoomLocked => mixminus_event_kind::MIXMINUS_EVENT_ROOM_LOCKED,
            EventKind::PlayEnded => mixminus_event_kind::MIXMINUS_EVENT_PLAY_ENDED,
            EventKind::RecordingFailed => mixminus_event_kind::MIXMINUS_EVENT_RECORDING_FAILED,
            EventKind::RecordingStarted => mixminus_event_kind::MIXMINUS_EVENT_RECORDING_STARTED,
            EventKind::RecordingStopped => mixminus_event_kind::MIXMINUS_EVENT_RECORDING_STOPPED,
            EventKind::RecordingRecovered => mixminus_event_kind::MIXMINUS_EVENT_RECORDING_RECOVERED,
        }
    }
}

/// By which way a key press came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_dtmf_source {
    /// As tones in the participant's audio.
    MIXMINUS_DTMF_IN_BAND = 1,
    /// By mixminus_participant_telephone_event, mixminus_participant_inject_dtmf_press or
    /// mixminus_participant_inject_dtmf_begin.
    MIXMINUS_DTMF_OUT_OF_BAND = 2,
    /// Both, as far as is known when the event is told.
    MIXMINUS_DTMF_BOTH = 3,
}

impl From<DtmfSource> for mixminus_dtmf_source {
    fn from(source: DtmfSource) -> mixminus_dtmf_source {
        match source {
            DtmfSource::InBand => mixminus_dtmf_source::MIXMINUS_DTMF_IN_BAND,
            DtmfSource::OutOfBand => mixminus_dtmf_source::MIXMINUS_DTMF_OUT_OF_BAND,
            DtmfSource::Both => mixminus_dtmf_source::MIXMINUS_DTMF_BOTH,
        }
    }
}

/// How a play has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_play_end {
    /// Its last sample was played.
    MIXMINUS_PLAY_COMPLETED = 1,
    /// It was stopped, or another interrupted it.
    MIXMINUS_PLAY_STOPPED = 2,
    /// Its participant was freed, or its room has ended.
    MIXMINUS_PLAY_DROPPED = 3,
}

impl From<PlayEnd> for mixminus_play_end {
    fn from(end: PlayEnd) -> mixminus_play_end {
        match end {
            PlayEnd::Completed => mixminus_play_end::MIXMINUS_PLAY_COMPLETED,
            PlayEnd::Stopped => mixminus_play_end::MIXMINUS_PLAY_STOPPED,
            PlayEnd::Dropped => mixminus_play_end::MIXMINUS_PLAY_DROPPED,
        }
    }
}

/// Why a participant left its room. Whoever ends its conference first decides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_end_reason {
    /// It has not ended.
    MIXMINUS_END_NONE = 0,
    /// The participant was freed, or mixminus_participant_hang_up called: the call has gone.
    MIXMINUS_END_HANG_UP = 1,
    /// The engine has stopped after a defect in a tick. mixminus_engine_stop ends no conference.
    MIXMINUS_END_ENGINE_STOPPED = 2,
    /// The room was closed.
    MIXMINUS_END_ROOM_CLOSED = 3,
    /// It was taken out of the room by the host.
    MIXMINUS_END_REMOVED = 4,
    /// The session's time, or the room's, is over.
    MIXMINUS_END_TIME_LIMIT = 5,
    /// It has pressed the terminator.
    MIXMINUS_END_TERMINATOR = 6,
    /// A signal has interrupted it.
    MIXMINUS_END_SIGNAL = 7,
}

impl From<EndReason> for mixminus_end_reason {
    fn from(reason: EndReason) -> mixminus_end_reason {
        match reason {
            EndReason::None => mixminus_end_reason::MIXMINUS_END_NONE,
            EndReason::HangUp => mixminus_end_reason::MIXMINUS_END_HANG_UP,
            EndReason::EngineStopped => mixminus_end_reason::MIXMINUS_END_ENGINE_STOPPED,
            EndReason::RoomClosed => mixminus_end_reason::MIXMINUS_END_ROOM_CLOSED,
            EndReason::Removed => mixminus_end_reason::MIXMINUS_END_REMOVED,
            EndReason::TimeLimit => mixminus_end_reason::MIXMINUS_END_TIME_LIMIT,
            EndReason::Terminator => mixminus_end_reason::MIXMINUS_END_TERMINATOR,
            EndReason::Signal => mixminus_end_reason::MIXMINUS_END_SIGNAL,
        }
    }
}

/// One event. Zero in a field that its kind does not speak of.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_event {
    /// Numbers the events of an engine from 1; lost ones leave a hole just before the MIXMINUS_EVENT_GAP that explains it.
    pub sequence: u64,
    /// The tick in which it happened; the first tick is 1.
    pub tick: u64,
    /// The room, or 0.
    pub room: mixminus_room,
    /// The participant, or 0.
    pub participant: mixminus_participant,
    /// The user value of the participant.
    pub user: u64,
    /// As the kind says.
    pub value: i64,
    /// What happened, a MIXMINUS_EVENT_ constant.
    pub kind: u32,
    /// Why, a MIXMINUS_END_ constant, for MIXMINUS_EVENT_LEFT.
    pub reason: u32,
    /// MIXMINUS_STATE_ flags of the participant as they are after the event.
    pub state: u32,
    /// 1: told again after a gap; the state holds, when and in what order it came about is lost. 0: told in its order.
    pub resent: u32,
    /// MIXMINUS_EVENT_DTMF_BEGAN: where the press began; MIXMINUS_EVENT_DTMF_ENDED: where it ended. In samples of the
    /// engine's clock: the frame of tick T begins at (T - 1) * frame samples. A press that is heard lies before the
    /// frame that made it certain.
    pub dtmf_position: u64,
    /// Events of keys: which key, its ASCII character: '0' to '9', '*', '#', 'A' to 'D'.
    pub digit: u32,
    /// Events of keys: by which way it came, a MIXMINUS_DTMF_ constant.
    pub dtmf_source: u32,
    /// MIXMINUS_EVENT_DTMF_ENDED: how long it was down, samples; of a telephone event or a SIP INFO, as that says.
    pub dtmf_duration: u32,
    /// Events of keys: mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full
    /// scale); of a key that came out of band only, what the host has said.
    pub dtmf_level_mdbm0: i32,
    /// Events of keys: power of the column's tone over the row's, thousandths of a decibel; 0 of a key that came out of
    /// band only.
    pub dtmf_twist_mdb: i32,
    /// MIXMINUS_EVENT_SIGNAL: what became of it, a MIXMINUS_SIGNAL_ constant. MIXMINUS_EVENT_PLAY_ENDED: how it ended, a
    /// MIXMINUS_PLAY_ constant.
    pub outcome: u32,
}

abi_struct!(element mixminus_event { sequence, tick, room, participant, user, value, kind, reason, state, resent, dtmf_position, digit, dtmf_source, dtmf_duration, dtmf_level_mdbm0, dtmf_twist_mdb, outcome });

impl From<&Event> for mixminus_event {
    fn from(event: &Event) -> mixminus_event {
        let press = event.dtmf;
        mixminus_event {
            sequence: event.sequence,
            tick: event.tick,
            room: event.room.0,
            participant: event.participant.0,
            user: event.user,
            value: event.value,
            kind: mixminus_event_kind::from(event.kind) as u32,
            reason: mixminus_end_reason::from(event.reason) as u32,
            state: event.state,
            resent: event.resent.into(),
            dtmf_position: press.map_or(0, |press| press.position),
            digit: press.map_or(0, |press| press.digit.to_char().into()),
            dtmf_source: press.map_or(0, |press| mixminus_dtmf_source::from(press.source) as u32),
            dtmf_duration: press.map_or(0, |press| press.duration),
            dtmf_level_mdbm0: press.map_or(0, |press| press.level_mdbm0),
            dtmf_twist_mdb: press.map_or(0, |press| press.twist_mdb),
            outcome: outcome(event),
        }
    }
}

fn outcome(event: &Event) -> u32 {
    let signal = event.signal.map(|outcome| mixminus_signal_outcome::from(outcome) as u32);
    signal.or(event.play_end.map(|end| mixminus_play_end::from(end) as u32)).unwrap_or(0)
}

/// How many events are taken from the engine at a time, on the stack.
const CHUNK: usize = 64;

/// Takes as many events as there are and fit. Does not wait.
///
/// events: room for capacity elements of event_size bytes; NULL only if capacity is 0.
/// event_size: sizeof(mixminus_event) as the host was compiled. A size smaller than the library's takes the beginning
/// of each event; what a larger one has more is set to zero.
/// count: receives how many were taken; less than capacity: there are no more. 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or capacity is more than half the address
/// space holds), MIXMINUS_ERR_STRUCT_SIZE (event_size) or MIXMINUS_ERR_BUSY (another thread polls).
/// Thread: one poller an engine at a time. A thread that ticks in real time leaves it to another.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_poll(
    engine: EnginePointer<'_>,
    events: OutElements<'_, mixminus_event>,
    event_size: SizeOf<mixminus_event>,
    capacity: Length<mixminus_event>,
    count: Out<'_, usize>,
) -> mixminus_status {
    let count = count.required("count", 0);
    engine.control_call(|engine| {
        let count = count?;
        let mut events = events.checked("events", event_size, capacity)?;
        let mut chunk = [Event::of(EventKind::Gap, 0); CHUNK];
        loop {
            let wanted = CHUNK.min(events.left());
            let found = match engine.poll(&mut chunk[..wanted]) {
                Ok(found) => found,
                // What was taken before must not be lost: the next call returns the same error.
                Err(_) if events.filled() > 0 => return Ok(()),
                Err(error) => return Err(error),
            };
            for event in &chunk[..found] {
                events.push(event.into());
            }
            count.write(events.filled());
            if found < wanted || events.left() == 0 {
                return Ok(());
            }
        }
    })
}

/// Gives a file descriptor that is readable while events wait, for poll(2), select(2) or epoll(7). Made by the first
/// call; a mixminus_engine_poll that takes all events makes it unreadable again. The host must not read, write or
/// close it.
///
/// fd: receives the descriptor, which the engine owns and closes in mixminus_engine_free; -1 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_UNSUPPORTED (not on Linux) or
/// MIXMINUS_ERR_SYSTEM.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_event_fd(engine: EnginePointer<'_>, fd: Out<'_, i32>) -> mixminus_status {
    engine.control_result(fd.required("fd", -1), Engine::event_fd)
}
