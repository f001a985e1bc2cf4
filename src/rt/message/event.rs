//! Events from the tick: of fixed size, in one order whatever the number of workers. Events are ordered by tick; within
//! a tick, first the effects of commands in their order, then the events of each room, by (room, number).

use crate::handle::{ParticipantId, RoomId};
use crate::units::DtmfDigit;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
#[non_exhaustive]
pub enum EventKind {
    /// The first participant opened the room.
    RoomOpened = 1,
    /// The last participant has left the room; its handle is stale.
    RoomEnded = 2,
    /// The participant is in the room, with the given `state` and, in `value`, its gain in mdB.
    Joined = 3,
    /// The participant has left the room. `reason` says why (`None` if the event is re-sent after a gap); `value` is
    /// the DTMF digit (its ASCII code) or the number of the signal that ended it.
    Left = 4,
    /// The participant has moved to `room` from the room whose handle is `value`.
    Moved = 5,
    /// Mute, deaf, hold, gain or a DTMF setting of the participant has changed; `state` and `value` (the gain in mdB)
    /// are the new ones.
    Changed = 6,
    /// A talkspurt has begun.
    TalkStarted = 7,
    /// A talkspurt has ended.
    TalkStopped = 8,
    /// `value` events of one account were lost because the host did not poll in time. The states that they reported
    /// follow, marked as re-sent: in this tick and, if the account's share of the queue does not suffice, in later
    /// ones, each after a gap.
    Gap = 9,
    /// The driver was later than it may catch up: `value` ticks were skipped.
    TicksSkipped = 10,
    /// The engine has stopped after a defect in a tick. Every session has ended.
    Stopped = 11,
    /// A DTMF digit begins: `dtmf` says which and since when. A digit in the audio is reported as soon as it is
    /// certain. DTMF events that are lost in a gap are not re-sent.
    DtmfBegan = 12,
    /// The DTMF digit has ended: `dtmf` says which, where it ended, and its duration. A digit that still lasts when its
    /// participant leaves has no such event.
    DtmfEnded = 13,
    /// The session's time limit passes in `value` milliseconds.
    SessionWarning = 14,
    /// The session's time limit has passed: the host should hang up.
    SessionExpired = 15,
    /// The room's time limit passes in `value` milliseconds.
    RoomWarning = 16,
    /// `signal` is the outcome of signal number `value`, which was sent to the participant.
    Signal = 17,
    /// The room was locked (`value` 1) or unlocked (0).
    RoomLocked = 18,
    /// Play number `value` has ended as `play_end` says: a prompt to `participant`, or to `room` if there is no
    /// participant. Play events that are lost in a gap are not re-sent.
    PlayEnded = 20,
    /// The recording whose handle is `value` cannot be written; its info says why. It tries again.
    RecordingFailed = 30,
    /// The recording whose handle is `value` has begun; `room` is the room whose mix it records, or none. Recording
    /// events that are lost in a gap are not re-sent.
    RecordingStarted = 31,
    /// The recording whose handle is `value` has stopped, by the host or because everything that it recorded has ended.
    /// Its files are complete, except for losses that its info reports.
    RecordingStopped = 32,
    /// The recording whose handle is `value` can be written again.
    RecordingRecovered = 33,
    /// All that was written before the mark `value` was heard: the last of it in this tick. Mark events that are lost
    /// in a gap are not re-sent.
    MarkHeard = 40,
    /// The mark `value` will not be heard: what was written before it was flushed, or the participant has left.
    MarkFlushed = 41,
    /// The in-ring of a speech agent has room again: less than a quarter of it waits, after more than three quarters had.
    /// `value` samples fit now. Not re-sent after a gap.
    Writable = 42,
}

/// The outcome of a signal that was sent to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
#[non_exhaustive]
pub enum SignalOutcome {
    /// It has interrupted the running conference.
    Interrupted = 1,
    /// It waits for a conference that allows signals.
    Queued = 2,
    /// It came too late: a conference that allowed signals has completed, and no running one allows them.
    Ignored = 3,
    /// The session no longer exists.
    NoSession = 4,
    /// The maximum number of signals is already waiting.
    Refused = 5,
    /// It waited, and interrupted a conference when that started.
    Taken = 6,
}

/// The source of a key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum DtmfSource {
    /// As tones in the participant's audio.
    InBand = 1,
    /// Reported by the host: RFC 4733, SIP INFO.
    OutOfBand = 2,
    /// Both, as far as is known at the time of the event.
    Both = 3,
}

impl DtmfSource {
    /// The source of a set of bits, of which at least one is set.
    pub(crate) const fn of(bits: u32) -> DtmfSource {
        match bits {
            1 => DtmfSource::InBand,
            2 => DtmfSource::OutOfBand,
            _ => DtmfSource::Both,
        }
    }
}

/// A key press, as an event reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPress {
    /// The DTMF digit.
    pub digit: DtmfDigit,
    /// The source.
    pub source: DtmfSource,
    /// `DtmfBegan`: where it began; `DtmfEnded`: where it ended. In samples of the engine's clock: the frame of tick T
    /// begins at (T − 1) · frame. A press in the audio began before the frame that made it certain.
    pub position: u64,
    /// `DtmfEnded`: its duration in samples; else 0.
    pub duration: u32,
    /// Mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full scale). For a
    /// press that came out of band only, the level that the host reported.
    pub level_mdbm0: i32,
    /// Power of the column's tone over the row's, thousandths of a decibel; 0 for a press that came out of band only.
    pub twist_mdb: i32,
}

/// How a play has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum PlayEnd {
    /// Its last sample was played.
    Completed = 1,
    /// It was stopped, or another interrupted it.
    Stopped = 2,
    /// The participant was freed, or the room has ended.
    Dropped = 3,
}

/// Why a participant left its room. The first cause to end the conference decides the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
#[non_exhaustive]
pub enum EndReason {
    /// It has not ended.
    None = 0,
    /// The participant was freed: the call has ended.
    HangUp = 1,
    /// The engine has stopped after a defect in a tick.
    EngineStopped = 2,
    /// The room was closed.
    RoomClosed = 3,
    /// The host removed it from the room.
    Removed = 4,
    /// The time limit of the session or of the room has passed.
    TimeLimit = 5,
    /// The participant pressed the terminator.
    Terminator = 6,
    /// A signal interrupted the conference.
    Signal = 7,
}

/// Flag of [`Event::state`]: muted.
pub const STATE_MUTED: u32 = 1;
/// Flag of [`Event::state`]: deaf, gets silence.
pub const STATE_DEAF: u32 = 2;
/// Flag of [`Event::state`]: in a talkspurt.
pub const STATE_TALKING: u32 = 4;
/// Flag of [`Event::state`]: DTMF in its audio is reported as events.
pub const STATE_DTMF_DETECTED: u32 = 8;
/// Flag of [`Event::state`]: DTMF tones are removed from its audio.
pub const STATE_DTMF_SUPPRESSED: u32 = 16;
/// Flag of [`Event::state`]: injected DTMF is audible to the room, unless tones are suppressed.
pub const STATE_DTMF_GENERATED: u32 = 32;

/// Flag of [`Event::state`]: on hold, its audio is not mixed and it gets no mix.
pub const STATE_HELD: u32 = 64;

/// One event. Fields that its kind does not use are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Numbers the events of an engine from 1. Lost events leave a hole just before the `Gap` event that reports them.
    pub sequence: u64,
    /// The tick in which it happened; the first tick is 1.
    pub tick: u64,
    /// What happened.
    pub kind: EventKind,
    /// Why, for `Left`.
    pub reason: EndReason,
    /// The room, or none.
    pub room: RoomId,
    /// The participant, or none.
    pub participant: ParticipantId,
    /// The participant's user value.
    pub user: u64,
    /// `STATE_` flags of the participant as they are after the event.
    pub state: u32,
    /// Re-sent after a gap: the state is right, but when and in what order it came about is lost.
    pub resent: bool,
    /// As the kind says.
    pub value: i64,
    /// The key press, for `DtmfBegan` and `DtmfEnded`.
    pub dtmf: Option<KeyPress>,
    /// The outcome of a signal, for `Signal`.
    pub signal: Option<SignalOutcome>,
    /// How a play has ended, for `PlayEnded`.
    pub play_end: Option<PlayEnd>,
}

impl Default for Event {
    /// A blank event: a gap of no events, in tick 0.
    fn default() -> Event {
        Event::of(EventKind::Gap, 0)
    }
}

impl Event {
    /// An event of this kind in this tick; all other fields are zero.
    pub(crate) const fn of(kind: EventKind, tick: u64) -> Event {
        Event {
            sequence: 0,
            tick,
            kind,
            reason: EndReason::None,
            room: RoomId::NONE,
            participant: ParticipantId::NONE,
            user: 0,
            state: 0,
            resent: false,
            value: 0,
            dtmf: None,
            signal: None,
            play_end: None,
        }
    }
}
