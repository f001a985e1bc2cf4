//! Events
//!
//! Events report what ticks have done, in the order of (tick, room, number), which does not depend on the number of
//! workers. One thread of the host polls them; between polls it may sleep on the event file descriptor:
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
//! A host that polls too seldom loses events, but its view of the states is corrected: MIXMINUS_EVENT_GAP reports how
//! many events were lost, and then the latest state of each participant that they concerned is re-sent. Each account
//! has its share of the queue (event_queue). An account that has used up its share loses its own events and has its own
//! gap, while the events of other accounts continue, complete and in order.
//!
//! DTMF events are not states: those that are lost in a gap are not re-sent.
//!
//! Events have no struct_size each, because they come in arrays: mixminus_engine_poll is given the size of an element,
//! and writes that many bytes for each.

use super::abi_struct::abi_struct;
use super::engine_pointer::EnginePointer;
use super::handle::{mixminus_participant, mixminus_room};
use super::pointer::{Length, Out, Place};
use super::signal::mixminus_signal_outcome;
use super::status::mixminus_status;
use super::struct_pointer::{OutElements, SizeOf};
use crate::control::engine::lifecycle::Engine;
use crate::rt::message::event::PlayEnd;
use crate::rt::message::event::{
    DtmfSource, EndReason, Event, EventKind, STATE_DEAF, STATE_DTMF_DETECTED, STATE_DTMF_GENERATED,
    STATE_DTMF_SUPPRESSED, STATE_HELD, STATE_MUTED, STATE_TALKING,
};

/// In mixminus_event.state: muted.
pub const MIXMINUS_STATE_MUTED: u32 = 1;
/// In mixminus_event.state: deaf.
pub const MIXMINUS_STATE_DEAF: u32 = 2;
/// In mixminus_event.state: in a talkspurt.
pub const MIXMINUS_STATE_TALKING: u32 = 4;
/// In mixminus_event.state: DTMF digits in its audio are reported as events.
pub const MIXMINUS_STATE_DTMF_DETECTED: u32 = 8;
/// In mixminus_event.state: DTMF tones in its audio are suppressed.
pub const MIXMINUS_STATE_DTMF_SUPPRESSED: u32 = 16;
/// In mixminus_event.state: tones are generated for digits that the host injects, unless DTMF is suppressed.
pub const MIXMINUS_STATE_DTMF_GENERATED: u32 = 32;
/// In mixminus_event.state: on hold.
pub const MIXMINUS_STATE_HELD: u32 = 64;

const _: () = assert!(MIXMINUS_STATE_MUTED == STATE_MUTED && MIXMINUS_STATE_DEAF == STATE_DEAF);
const _: () = assert!(MIXMINUS_STATE_TALKING == STATE_TALKING);
const _: () = assert!(MIXMINUS_STATE_DTMF_DETECTED == STATE_DTMF_DETECTED);
const _: () = assert!(MIXMINUS_STATE_DTMF_SUPPRESSED == STATE_DTMF_SUPPRESSED);
const _: () = assert!(MIXMINUS_STATE_DTMF_GENERATED == STATE_DTMF_GENERATED);
const _: () = assert!(MIXMINUS_STATE_HELD == STATE_HELD);

/// What happened. Later versions may add kinds; ignore kinds that you do not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_event_kind {
    /// The first participant made the room.
    MIXMINUS_EVENT_ROOM_OPENED = 1,
    /// The last participant left the room; its handle is stale.
    MIXMINUS_EVENT_ROOM_ENDED = 2,
    /// The participant joined the room; state and value (its gain, thousandths of a decibel) are those of the join.
    MIXMINUS_EVENT_JOINED = 3,
    /// The participant left the room. reason: why (MIXMINUS_END_NONE if it is re-sent after a gap). value: for
    /// MIXMINUS_END_TERMINATOR the digit (an ASCII character), for MIXMINUS_END_SIGNAL the number of the signal.
    MIXMINUS_EVENT_LEFT = 4,
    /// The participant moved to room, from the room whose handle is value.
    MIXMINUS_EVENT_MOVED = 5,
    /// Settings of the participant changed: mute, deaf, hold, gain or how DTMF is treated. state and value (its gain,
    /// thousandths of a decibel) are the new ones.
    MIXMINUS_EVENT_CHANGED = 6,
    /// A talkspurt began.
    MIXMINUS_EVENT_TALK_STARTED = 7,
    /// A talkspurt ended.
    MIXMINUS_EVENT_TALK_STOPPED = 8,
    /// value events of one account were lost because the host did not poll in time. The states that they reported
    /// follow, with resent set: in this tick and, if the account's share of the queue does not suffice, in later ones,
    /// each after a gap.
    MIXMINUS_EVENT_GAP = 9,
    /// The driver was late by more than it may catch up; it skipped value ticks.
    MIXMINUS_EVENT_TICKS_SKIPPED = 10,
    /// The engine stopped after a defect in a tick; every session has ended.
    MIXMINUS_EVENT_STOPPED = 11,
    /// A DTMF digit is pressed: digit and the dtmf_ fields describe it. A digit in the audio is reported as soon as it
    /// is certain. A press that lasts from the participant's previous join, and presses that are lost in a gap, are not
    /// reported again.
    MIXMINUS_EVENT_DTMF_BEGAN = 12,
    /// The digit is released. A digit that is pressed when its participant leaves has no such event.
    MIXMINUS_EVENT_DTMF_ENDED = 13,
    /// The session reaches its time limit in value milliseconds.
    MIXMINUS_EVENT_SESSION_WARNING = 14,
    /// The session reached its time limit: the host should hang up.
    MIXMINUS_EVENT_SESSION_EXPIRED = 15,
    /// The room reaches its time limit in value milliseconds.
    MIXMINUS_EVENT_ROOM_WARNING = 16,
    /// A signal was sent to the participant. value: its number. outcome: a MIXMINUS_SIGNAL_ constant.
    MIXMINUS_EVENT_SIGNAL = 17,
    /// The room was locked (value 1) or unlocked (value 0).
    MIXMINUS_EVENT_ROOM_LOCKED = 18,
    /// The play whose number is value ended, to participant, or to room if participant is 0. outcome: a MIXMINUS_PLAY_
    /// constant. Play events that are lost in a gap are not re-sent.
    MIXMINUS_EVENT_PLAY_ENDED = 20,
    /// Nothing of the recording whose handle is value can be written; mixminus_recording_get_info says why. It tries
    /// again.
    MIXMINUS_EVENT_RECORDING_FAILED = 30,
    /// The recording whose handle is value began. room: the room whose mix it records, or 0. Recording events that are
    /// lost in a gap are not re-sent.
    MIXMINUS_EVENT_RECORDING_STARTED = 31,
    /// The recording whose handle is value stopped, by the host or because everything that it records has ended.
    MIXMINUS_EVENT_RECORDING_STOPPED = 32,
    /// The recording whose handle is value can be written again.
    MIXMINUS_EVENT_RECORDING_RECOVERED = 33,
    /// All that was written before the mark value was heard, the last of it in this tick. Mark events that are lost in a
    /// gap are not re-sent.
    MIXMINUS_EVENT_MARK_HEARD = 40,
    /// The mark value will not be heard: what was written before it was flushed, or the participant has left.
    MIXMINUS_EVENT_MARK_FLUSHED = 41,
    /// The in-ring of a speech agent has room again: less than a quarter of it waits, after more than three quarters had.
    /// value: samples that fit now. Not re-sent after a gap.
    MIXMINUS_EVENT_WRITABLE = 42,
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
            EventKind::MarkHeard => mixminus_event_kind::MIXMINUS_EVENT_MARK_HEARD,
            EventKind::MarkFlushed => mixminus_event_kind::MIXMINUS_EVENT_MARK_FLUSHED,
            EventKind::Writable => mixminus_event_kind::MIXMINUS_EVENT_WRITABLE,
        }
    }
}

/// How a DTMF digit was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_dtmf_source {
    /// In-band: as tones in the participant's audio.
    MIXMINUS_DTMF_IN_BAND = 1,
    /// Out-of-band: by mixminus_participant_telephone_event, mixminus_participant_inject_dtmf_press or
    /// mixminus_participant_inject_dtmf_begin.
    MIXMINUS_DTMF_OUT_OF_BAND = 2,
    /// Both, as far as is known when the event is reported.
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

/// How a play ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_play_end {
    /// Its last sample was played.
    MIXMINUS_PLAY_COMPLETED = 1,
    /// It was stopped, or another play interrupted it.
    MIXMINUS_PLAY_STOPPED = 2,
    /// Its participant was freed, or its room ended.
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

/// Why a participant left its room. The first reason to occur is the one that is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_end_reason {
    /// Its conference has not ended.
    MIXMINUS_END_NONE = 0,
    /// The call hung up: the participant was freed, or mixminus_participant_hang_up was called.
    MIXMINUS_END_HANG_UP = 1,
    /// The engine stopped after a defect in a tick, or is being freed. mixminus_engine_stop ends no conference.
    MIXMINUS_END_ENGINE_STOPPED = 2,
    /// The room was closed.
    MIXMINUS_END_ROOM_CLOSED = 3,
    /// The host removed it: mixminus_participant_leave or mixminus_participant_remove.
    MIXMINUS_END_REMOVED = 4,
    /// The session or the room reached its time limit.
    MIXMINUS_END_TIME_LIMIT = 5,
    /// The participant pressed the terminator.
    MIXMINUS_END_TERMINATOR = 6,
    /// A signal interrupted the conference.
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

/// One event. Fields that its kind does not use are zero.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_event {
    /// Number of the event, from 1 on, per engine. Lost events leave a hole just before the MIXMINUS_EVENT_GAP that
    /// reports them.
    pub sequence: u64,
    /// The tick in which it happened; the first tick is 1.
    pub tick: u64,
    /// The room, or 0.
    pub room: mixminus_room,
    /// The participant, or 0.
    pub participant: mixminus_participant,
    /// The user value of the participant.
    pub user: u64,
    /// Depends on kind.
    pub value: i64,
    /// What happened, a MIXMINUS_EVENT_ constant.
    pub kind: u32,
    /// For MIXMINUS_EVENT_LEFT the reason, a MIXMINUS_END_ constant.
    pub reason: u32,
    /// MIXMINUS_STATE_ flags of the participant after the event.
    pub state: u32,
    /// 1: re-sent after a gap; the state is valid, but when and in what order it came about is lost. 0: reported in
    /// order.
    pub resent: u32,
    /// MIXMINUS_EVENT_DTMF_BEGAN: where the press began; MIXMINUS_EVENT_DTMF_ENDED: where it ended. In samples of the
    /// engine's clock: the frame of tick T begins at (T - 1) * frame samples. A press that was detected in the audio
    /// lies before the frame that made it certain.
    pub dtmf_position: u64,
    /// DTMF events: the digit, an ASCII character: '0' to '9', '*', '#', 'A' to 'D'.
    pub digit: u32,
    /// DTMF events: how it was received, a MIXMINUS_DTMF_ constant.
    pub dtmf_source: u32,
    /// MIXMINUS_EVENT_DTMF_ENDED: duration of the press, samples; for a telephone event or a SIP INFO the duration
    /// given there.
    pub dtmf_duration: u32,
    /// DTMF events: mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full
    /// scale); for a digit that was received out of band only, the level that the host gave.
    pub dtmf_level_mdbm0: i32,
    /// DTMF events: twist, the power of the column tone over that of the row tone, thousandths of a decibel; 0 for a
    /// digit that was received out of band only.
    pub dtmf_twist_mdb: i32,
    /// MIXMINUS_EVENT_SIGNAL: the outcome, a MIXMINUS_SIGNAL_ constant. MIXMINUS_EVENT_PLAY_ENDED: how it ended, a
    /// MIXMINUS_PLAY_ constant.
    pub outcome: u32,
}

abi_struct!(element mixminus_event {
    sequence, tick, room, participant, user, value, kind, reason, state, resent, dtmf_position, digit,
    dtmf_source, dtmf_duration, dtmf_level_mdbm0, dtmf_twist_mdb, outcome,
});

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

/// The number of events that are taken from the engine at a time, on the stack.
const CHUNK: usize = 64;

/// Takes as many events as are available and fit. Does not wait.
///
/// events: space for capacity elements of event_size bytes; NULL only if capacity is 0.
/// event_size: sizeof(mixminus_event) as the host was compiled. If it is smaller than the library's, each event is cut
/// to it; if larger, the rest of each element is set to zero.
/// count: receives how many were taken; less than capacity means that there are no more. 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or capacity is more than half the address
/// space holds), MIXMINUS_ERR_STRUCT_SIZE (event_size) or MIXMINUS_ERR_BUSY (another thread is polling).
/// Thread: one poller per engine; not a thread that ticks in real time.
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

/// Returns a file descriptor that is readable while events are waiting, for poll(2), select(2) or epoll(7). The first
/// call makes it. A mixminus_engine_poll that takes all events makes it unreadable again. The host must not read, write
/// or close it.
///
/// fd: receives the descriptor, which the engine owns and closes in mixminus_engine_free; -1 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_UNSUPPORTED (not on Linux) or
/// MIXMINUS_ERR_SYSTEM.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_event_fd(engine: EnginePointer<'_>, fd: Out<'_, i32>) -> mixminus_status {
    engine.control_result(fd.required("fd", -1), Engine::event_fd)
}
