//! What the tick tells: fixed-size events, in one order whatever the number of workers: by tick; within it first what
//! commands did, in their order, then what became of each room, by (room, number).

use crate::handle::{ParticipantId, RoomId};

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
    /// The participant has left the room; `reason` tells why (`None` if it is told again after a gap).
    Left = 4,
    /// The participant has gone to `room` from the room whose handle is `value`.
    Moved = 5,
    /// Mute, deaf or gain of the participant has changed; `state` and `value` (the gain in mdB) are the new ones.
    Changed = 6,
    /// A talkspurt has begun.
    TalkStarted = 7,
    /// A talkspurt has ended.
    TalkStopped = 8,
    /// `value` events were lost because nobody polled; the states that they told follow, marked as told again.
    Gap = 9,
    /// The driver was late by more than it may catch up: `value` ticks were skipped.
    Slipped = 10,
    /// The engine has stopped after a defect in a tick; every session has ended.
    Stopped = 11,
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
}

/// Flag of [`Event::state`]: kept from the mix.
pub const STATE_MUTED: u32 = 1;
/// Flag of [`Event::state`]: hears nothing.
pub const STATE_DEAF: u32 = 2;
/// Flag of [`Event::state`]: in a talkspurt.
pub const STATE_TALKING: u32 = 4;

/// One event. Zero in a field that its kind does not speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Numbers the events of an engine from 1; lost ones leave a hole, which a `Gap` event explains.
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
    /// Told again after a gap: the state holds, when and in what order it came about is lost.
    pub told_again: bool,
    /// As the kind says.
    pub value: i64,
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
            told_again: false,
            value: 0,
        }
    }
}
