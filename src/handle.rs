//! Handles of participants, rooms, prompts, taps and recordings: 64-bit values that a host may copy, store and keep
//! after the object has gone.
//!
//! Bits 63–62 hold the kind, 61–52 the engine's tag, 51–32 the index, 31–0 the generation, which is never zero. Kinds
//! of which an engine has at most 65,536 share one kind number; bits 51–48 tell them apart. A call with the handle of a
//! freed object returns a status; it never reaches another object.

use crate::error::Status;

/// Indices of participants and rooms are below this.
pub const MAX_INDEX: u32 = 1 << 20;

/// Indices of prompts are below this: in a prompt's handle the upper two bits of the index are zero. Other values
/// of these bits belong to the other small kinds.
pub const MAX_PROMPTS: u32 = 1 << 18;

const KIND_SHIFT: u32 = 62;
const TAG_SHIFT: u32 = 52;
const TAG_MASK: u64 = (1 << 10) - 1;
const INDEX_SHIFT: u32 = 32;
const SMALL_KIND_SHIFT: u32 = 48;
const KIND_PARTICIPANT: u64 = 1;
const KIND_ROOM: u64 = 2;
const KIND_SMALL: u64 = 3;

/// The kinds, with bits 51–48 above the kind number that they share. A prompt has the values of bits 51–48 below 4.
const KIND_PROMPT: u64 = KIND_SMALL;
const KIND_TAP: u64 = KIND_SMALL | 8 << 2;
const KIND_RECORDING: u64 = KIND_SMALL | 9 << 2;

/// Indices of the small kinds, prompts aside, are below this.
const SMALL_INDICES: u32 = 1 << 16;

/// The most taps of one engine.
pub(crate) const MAX_TAPS: u32 = SMALL_INDICES;

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident, $none:literal, $kind:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(transparent)]
        pub struct $name(pub u64);

        #[allow(dead_code, reason = "no kind needs all of these")]
        impl $name {
            #[doc = $none]
            pub const NONE: $name = $name(0);

            pub(crate) fn new(tag: u16, index: u32, generation: u32) -> $name {
                $name(encode($kind, tag, index, generation))
            }

            /// The index and generation, if the engine of that tag made the handle.
            pub(crate) fn decode(self, tag: u16) -> Result<(u32, u32), Status> {
                decode(self.0, $kind, tag)
            }

            /// The index, of a handle that is known to be good.
            pub(crate) fn index(self) -> u32 {
                index(self.0) & (indices($kind) - 1)
            }

            /// The generation, of a handle that is known to be good.
            pub(crate) fn generation(self) -> u32 {
                self.0 as u32
            }
        }
    };
}

handle!(
    /// Names one participant (a session, that is one call) of one engine.
    ParticipantId,
    "No participant.",
    KIND_PARTICIPANT
);

handle!(
    /// Names one room of one engine, from its first join to its last leave.
    RoomId,
    "No room.",
    KIND_ROOM
);

handle!(
    /// Names one prompt of one engine.
    PromptId,
    "No prompt.",
    KIND_PROMPT
);

handle!(
    /// Names one tap of one engine.
    TapId,
    "No tap.",
    KIND_TAP
);

handle!(
    /// Names one recording of one engine: its index is 0, its generation the recording's number.
    RecordingId,
    "No recording.",
    KIND_RECORDING
);

fn encode(kind: u64, tag: u16, index: u32, generation: u32) -> u64 {
    (kind & 3) << KIND_SHIFT
        | (u64::from(tag) & TAG_MASK) << TAG_SHIFT
        | (kind >> 2) << SMALL_KIND_SHIFT
        | u64::from(index) << INDEX_SHIFT
        | u64::from(generation)
}

/// The kind of a handle; `None` if it is malformed.
fn kind_of(handle: u64) -> Option<u64> {
    match handle >> KIND_SHIFT {
        0 => None,
        KIND_SMALL if index(handle) < MAX_PROMPTS => Some(KIND_PROMPT),
        KIND_SMALL => Some(KIND_SMALL | (handle >> SMALL_KIND_SHIFT & 15) << 2)
            .filter(|kind| [KIND_TAP, KIND_RECORDING].contains(kind)),
        kind => Some(kind),
    }
}

fn decode(handle: u64, kind: u64, tag: u16) -> Result<(u32, u32), Status> {
    let generation = handle as u32;
    let found = kind_of(handle).filter(|_| generation != 0).ok_or(Status::InvalidHandle)?;
    if handle >> TAG_SHIFT & TAG_MASK != u64::from(tag) {
        return Err(Status::ForeignHandle);
    }
    if found != kind {
        return Err(Status::WrongKind);
    }
    Ok((index(handle) & (indices(kind) - 1), generation))
}

fn index(handle: u64) -> u32 {
    (handle >> INDEX_SHIFT) as u32 & (MAX_INDEX - 1)
}

/// How many indices a kind has.
const fn indices(kind: u64) -> u32 {
    if kind > KIND_SMALL { SMALL_INDICES } else { MAX_INDEX }
}
