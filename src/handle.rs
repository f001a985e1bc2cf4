//! Names of participants, rooms and prompts: 64-bit values that can be copied, stored and outlive what they name.
//!
//! Bits 63–62 hold the kind, 61–52 the engine's tag, 51–32 the slot's index, 31–0 its generation, which is never
//! zero. A handle whose object has been freed is answered by a status, not by another object.

use crate::error::Status;

/// Participants and rooms are numbered below this in one engine.
pub const MAX_INDEX: u32 = 1 << 20;

/// Prompts are numbered below this: the two bits above are zero in a prompt's handle, and left for other kinds.
pub const MAX_PROMPTS: u32 = 1 << 18;

const KIND_SHIFT: u32 = 62;
const TAG_SHIFT: u32 = 52;
const TAG_MASK: u64 = (1 << 10) - 1;
const INDEX_SHIFT: u32 = 32;
const KIND_PARTICIPANT: u64 = 1;
const KIND_ROOM: u64 = 2;
const KIND_PROMPT: u64 = 3;

/// Names one participant (a session: one call) of one engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(transparent)]
pub struct ParticipantId(pub u64);

/// Names one room of one engine, from its first join to its last leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(transparent)]
pub struct RoomId(pub u64);

/// Names one prompt of one engine: samples that can be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(transparent)]
pub struct PromptId(pub u64);

impl PromptId {
    /// No prompt.
    pub const NONE: PromptId = PromptId(0);

    pub(crate) fn new(tag: u16, index: u32, generation: u32) -> PromptId {
        PromptId(encode(KIND_PROMPT, tag, index, generation))
    }

    /// The index and generation, if the handle was made by the engine of that tag.
    pub(crate) fn decode(self, tag: u16) -> Result<(u32, u32), Status> {
        decode(self.0, KIND_PROMPT, tag)
    }
}

impl ParticipantId {
    /// No participant.
    pub const NONE: ParticipantId = ParticipantId(0);

    pub(crate) fn new(tag: u16, index: u32, generation: u32) -> ParticipantId {
        ParticipantId(encode(KIND_PARTICIPANT, tag, index, generation))
    }

    /// The slot and generation, if the handle was made by the engine of that tag.
    pub(crate) fn decode(self, tag: u16) -> Result<(u32, u32), Status> {
        decode(self.0, KIND_PARTICIPANT, tag)
    }

    /// The slot, of a handle that is known to be good.
    pub(crate) fn index(self) -> u32 {
        index(self.0)
    }

    /// The generation, of a handle that is known to be good.
    pub(crate) fn generation(self) -> u32 {
        self.0 as u32
    }
}

impl RoomId {
    /// No room.
    pub const NONE: RoomId = RoomId(0);

    pub(crate) fn new(tag: u16, index: u32, generation: u32) -> RoomId {
        RoomId(encode(KIND_ROOM, tag, index, generation))
    }

    /// The slot and generation, if the handle was made by the engine of that tag.
    pub(crate) fn decode(self, tag: u16) -> Result<(u32, u32), Status> {
        decode(self.0, KIND_ROOM, tag)
    }

    /// The slot, of a handle that is known to be good.
    pub(crate) fn index(self) -> u32 {
        index(self.0)
    }
}

fn encode(kind: u64, tag: u16, index: u32, generation: u32) -> u64 {
    kind << KIND_SHIFT
        | (u64::from(tag) & TAG_MASK) << TAG_SHIFT
        | u64::from(index) << INDEX_SHIFT
        | u64::from(generation)
}

fn decode(handle: u64, kind: u64, tag: u16) -> Result<(u32, u32), Status> {
    let generation = handle as u32;
    let found = handle >> KIND_SHIFT;
    let unknown = found == 0 || (found == KIND_PROMPT && index(handle) >= MAX_PROMPTS);
    if generation == 0 || unknown {
        return Err(Status::InvalidHandle);
    }
    if handle >> TAG_SHIFT & TAG_MASK != u64::from(tag) {
        return Err(Status::ForeignHandle);
    }
    if found != kind {
        return Err(Status::WrongKind);
    }
    Ok((index(handle), generation))
}

fn index(handle: u64) -> u32 {
    (handle >> INDEX_SHIFT) as u32 & (MAX_INDEX - 1)
}
