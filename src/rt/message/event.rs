//! What the tick tells: fixed-size events, in one order whatever the number of workers: by tick; within it first what
//! commands did, in their order, then what became of each room, by (room, number).

use crate::handle::{ParticipantId, RoomId};
use crate::units::DtmfDigit;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
#[non_exhaustive]
pub enum EventKind {
    /// The first participant made the room.
    RoomOpened = 1,
    /// The last participant has left the room; its handle is stale.
    RoomEnded = 2,
    /// The participant is in the room, with the given `state` and, in `value`, its gain in mdB.
    Joined = 3,
    /// The participant has left the room; `reason` tells why (`None` if it is told again after a gap), and `value` by
    /// which key (its ASCII code) or by the signal of which number.
    Left = 4,
    /// The participant has gone to `room` from the room whose handle is `value`.
    Moved = 5,
    /// Mute, deaf, gain or a key switch of the participant has changed; `state` and `value` (the gain in mdB) are the
    /// new ones.
    Changed = 6,
    /// A talkspurt has begun.
    TalkStarted = 7,
    /// A talkspurt has ended.
    TalkStopped = 8,
    /// `value` events of one account were lost because nobody polled; the states that they told follow, marked as told
    /// again, in this tick and, if the account's share of the queue does not suffice, in later ones, each after a gap.
    Gap = 9,
    /// The driver was late by more than it may catch up: `value` ticks were skipped.
    TicksSkipped = 10,
    /// The engine has stopped after a defect in a tick; every session has ended.
    Stopped = 11,
    /// A key is down: `key` tells which and since when. A press that is heard in the audio is told as soon as it is
    /// certain. What a gap has lost of keys is not told again.
    DtmfBegan = 12,
    /// The key is up again: `key` tells which, where it ended, and how long it was down. A key that is down when its
    /// participant leaves has no such event.
    DtmfEnded = 13,
    /// The session's time is over in `value` milliseconds.
    SessionWarning = 14,
    /// The session's time is over: the host should hang up.
    SessionExpired = 15,
    /// The room's time is over in `value` milliseconds.
    RoomWarning = 16,
    /// What became of the signal of number `value` that was sent to the participant: `signal` tells it.
    Signal = 17,
    /// The room was locked (`value` 1) or unlocked (0).
    RoomLocked = 18,
    /// The play whose number is `value` has ended as `play_end` tells: of a prompt to `participant`, or to `room` if that
    /// is none. What a gap has lost of plays is not told again.
    PlayEnded = 20,
    /// Nothing of the recording whose handle is `value` can be written; its info says why. It tries again.
    RecordingFailed = 30,
    /// The recording whose handle is `value` has begun; `room` is the room of which it has the mix, or none. What a gap
    /// has lost of recordings is not told again.
    RecordingStarted = 31,
    /// The recording whose handle is `value` has stopped, by the host or because all that it recorded has ended; its
    /// files are whole, but for what its info says.
    RecordingStopped = 32,
    /// The recording whose handle is `value` can be written again.
    RecordingRecovered = 33,
}

/// What became of a signal that was sent to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
#[non_exhaustive]
pub enum SignalOutcome {
    /// It has interrupted the running conference.
    Interrupted = 1,
    /// It waits for a conference that allows it.
    Queued = 2,
    /// It came too late: a conference that has completed allowed it, and none is running that does.
    Ignored = 3,
    /// There is no such session any more.
    NoSession = 4,
    /// As many signals wait as may.
    Refused = 5,
    /// It waited, and has interrupted a conference as that started.
    Taken = 6,
}

/// By which way a key press came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum DtmfSource {
    /// As tones in the participant's audio.
    InBand = 1,
    /// ReportedPress by the host: RFC 4733, SIP INFO.
    OutOfBand = 2,
    /// Both, as far as is known when the event is told.
    Both = 3,
}

impl DtmfSource {
    /// Of the bits of ways, at least one of which is set.
    pub(crate) const fn of(bits: u32) -> DtmfSource {
        match bits {
            1 => DtmfSource::InBand,
            2 => DtmfSource::OutOfBand,
            _ => DtmfSource::Both,
        }
    }
}

/// What an event tells of a key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPress {
    /// Which key.
    pub digit: DtmfDigit,
    /// By which way it came.
    pub source: DtmfSource,
    /// `DtmfBegan`: where it began; `DtmfEnded`: where it ended. In samples of the engine's clock: the frame of tick T
    /// begins at (T − 1) · frame; a press that is heard lies before the frame that made it certain.
    pub position: u64,
    /// `DtmfEnded`: how long it was down, samples; else 0.
    pub duration: u32,
    /// Mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full scale); of a key
    /// that came out of band only, what the host has said.
    pub level_mdbm0: i32,
    /// Power of the column's tone over the row's, thousandths of a decibel; 0 of a key that came out of band only.
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
    /// Its participant was freed, or its room has ended.
    Dropped = 3,
}

/// Why a participant left its room. Whoever ends its conference first decides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
#[non_exhaustive]
pub enum EndReason {
    /// It has not ended.
    None = 0,
    /// The participant was freed: the call has gone.
    HangUp = 1,
    /// The engine has stopped after a defect in a tick.
    EngineStopped = 2,
    /// The room was closed.
    RoomClosed = 3,
    /// It was taken out of the room by the host.
    Removed = 4,
    /// The session's time, or the room's, is over.
    TimeLimit = 5,
    /// It has pressed the terminator.
    Terminator = 6,
    /// A signal has interrupted it.
    Signal = 7,
}

/// Flag of [`Event::state`]: kept from the mix.
pub const STATE_MUTED: u32 = 1;
/// Flag of [`Event::state`]: hears nothing.
pub const STATE_DEAF: u32 = 2;
/// Flag of [`Event::state`]: in a talkspurt.
pub const STATE_TALKING: u32 = 4;
/// Flag of [`Event::state`]: keys in its audio are told as events.
pub const STATE_DTMF_DETECTED: u32 = 8;
/// Flag of [`Event::state`]: tones of keys in its audio are kept from the others.
pub const STATE_DTMF_SUPPRESSED: u32 = 16;
/// Flag of [`Event::state`]: keys that are injected for it are made audible to the others, unless tones are suppressed.
pub const STATE_DTMF_GENERATED: u32 = 32;

/// Flag of [`Event::state`]: on hold, neither heard nor hearing.
pub const STATE_HELD: u32 = 64;

/// One event. Zero in a field that its kind does not speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Numbers the events of an engine from 1; lost ones leave a hole just before the `Gap` event that explains it.
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
    /// Reported again after a gap: the state holds, when and in what order it came about is lost.
    pub resent: bool,
    /// As the kind says.
    pub value: i64,
    /// The key press, for `DtmfBegan` and `DtmfEnded`.
    pub dtmf: Option<KeyPress>,
    /// What became of a signal, for `Signal`.
    pub signal: Option<SignalOutcome>,
    /// How a play has ended, for `PlayEnded`.
    pub play_end: Option<PlayEnd>,
}

impl Default for Event {
    /// A place for an event: a gap of none, in no tick.
    fn default() -> Event {
        Event::of(EventKind::Gap, 0)
    }
}

impl Event {
    /// An event of that kind in that tick, all else zero.
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
