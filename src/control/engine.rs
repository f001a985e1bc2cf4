//! The engine (skeleton: signatures only).
#![allow(unused, missing_docs)]
use super::config::*;
use crate::dsp::SimdLevel;
use crate::error::{Result, Status};
use crate::handle::{ParticipantId, RoomId};
use crate::rt::event::{EndReason, Event};
use crate::rt::stats::{EngineStats, ParticipantStats};

/// One engine: rooms, participants, one clock. `Send + Sync`; every method takes `&self`.
#[derive(Debug)]
pub struct Engine {}

/// What a `write_ex` says of its samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteInfo {
    /// The media timestamp of the first sample (in samples, any origin); `None`: right after the last write.
    /// A step forward is filled (as lost) up to the participant's cap; what lies before the end of what was written is dropped as late.
    pub timestamp: Option<u64>,
    /// This many samples before the first were lost on the way: concealed (decay within 2 ms, then silence).
    pub lost: u32,
}

/// What a `read_ex` says of its samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadInfo {
    /// How many samples are the room's; the rest of the buffer is silence.
    pub real: usize,
    /// The tick that made the first real sample; 0 if none is real.
    pub tick: u64,
    /// Where in its tick's frame the first real sample lies.
    pub offset: u32,
    /// Not 0: these samples are a common mix; whoever reads the same `mix_id` with the same tick and offset got the
    /// same samples, so a host may encode once. 0: this participant's own mix, or several frames that differ.
    pub mix_id: u64,
    /// `READ_` flags.
    pub flags: u32,
}
/// Flag of [`ReadInfo::flags`]: the participant is in no room.
pub const READ_NOT_IN_ROOM: u32 = 1;
/// Flag of [`ReadInfo::flags`]: frames were skipped because they were older than the cap.
pub const READ_SKIPPED: u32 = 2;
/// Flag of [`ReadInfo::flags`]: the out-ring ran dry; the rest is silence.
pub const READ_UNDERRUN: u32 = 4;
/// Flag of [`ReadInfo::flags`]: the mix of the frame was beyond 16 bits and was limited.
pub const READ_OVERLOAD: u32 = 8;

/// A participant as the control floor sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParticipantInfo {
    pub user: u64,
    /// The room it is in, or NONE.
    pub room: RoomId,
    pub mute: bool,
    pub deaf: bool,
    pub gain_mdb: i32,
    /// Why its last conference ended (`None` if it has not been in one or is in one).
    pub last_end: EndReason,
}

/// A room as the control floor sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomInfo {
    pub room: RoomId,
    pub account: Vec<u8>,
    pub environment: Vec<u8>,
    pub conference_id: Vec<u8>,
    pub participants: u32,
    pub capacity: u32,
}

impl Engine {
    pub fn new(config: &EngineConfig) -> Result<Engine> {
        todo!()
    }
    /// Bytes that `new` would take for `config`.
    pub fn memory_bytes(config: &EngineConfig) -> Result<u64> {
        todo!()
    }
    pub fn config(&self) -> &EngineConfig {
        todo!()
    }
    pub fn simd_level(&self) -> SimdLevel {
        todo!()
    }

    pub fn participant_new(&self, config: &ParticipantConfig<'_>) -> Result<ParticipantId> {
        todo!()
    }
    pub fn participant_free(&self, participant: ParticipantId) -> Result<()> {
        todo!()
    }
    pub fn participant_info(&self, participant: ParticipantId) -> Result<ParticipantInfo> {
        todo!()
    }
    pub fn participant_stats(&self, participant: ParticipantId) -> Result<ParticipantStats> {
        todo!()
    }
    pub fn join(&self, participant: ParticipantId, options: &JoinOptions<'_>) -> Result<RoomId> {
        todo!()
    }
    pub fn leave(&self, participant: ParticipantId) -> Result<()> {
        todo!()
    }
    /// To another room of its account and environment, which is made if there is none.
    pub fn move_to(&self, participant: ParticipantId, conference_id: &[u8]) -> Result<RoomId> {
        todo!()
    }
    pub fn set_mute(&self, participant: ParticipantId, mute: bool) -> Result<()> {
        todo!()
    }
    pub fn set_deaf(&self, participant: ParticipantId, deaf: bool) -> Result<()> {
        todo!()
    }
    pub fn set_gain(&self, participant: ParticipantId, gain_mdb: i32) -> Result<()> {
        todo!()
    }

    /// Audio path: wait-free. Answers how many samples were taken (all, unless the clock has stopped).
    pub fn write(&self, participant: ParticipantId, samples: &[i16]) -> std::result::Result<usize, Status> {
        todo!()
    }
    pub fn write_ex(
        &self,
        participant: ParticipantId,
        samples: &[i16],
        info: &WriteInfo,
    ) -> std::result::Result<usize, Status> {
        todo!()
    }
    /// Audio path: wait-free. Always fills the buffer; answers how many samples are real.
    pub fn read(
        &self,
        participant: ParticipantId,
        samples: &mut [i16],
    ) -> std::result::Result<usize, Status> {
        todo!()
    }
    pub fn read_ex(
        &self,
        participant: ParticipantId,
        samples: &mut [i16],
    ) -> std::result::Result<ReadInfo, Status> {
        todo!()
    }
    /// The host's clock: one tick. Answers its number (the first is 1).
    pub fn tick(&self) -> std::result::Result<u64, Status> {
        todo!()
    }

    /// A template for one room (`Some(id)`) or for all rooms of the account and environment (`None`). Most specific wins.
    pub fn set_room_template(
        &self,
        account: &[u8],
        environment: &[u8],
        conference_id: Option<&[u8]>,
        template: Option<&RoomTemplate>,
    ) -> Result<()> {
        todo!()
    }
    /// The quota of one account; `None`: the engine's again.
    pub fn set_account_quota(&self, account: &[u8], quota: Option<Quota>) -> Result<()> {
        todo!()
    }
    pub fn room_find(&self, account: &[u8], environment: &[u8], conference_id: &[u8]) -> Result<RoomId> {
        todo!()
    }
    pub fn room_info(&self, room: RoomId) -> Result<RoomInfo> {
        todo!()
    }
    /// The participants of a room, in order of their joins.
    pub fn room_participants(&self, room: RoomId) -> Result<Vec<ParticipantId>> {
        todo!()
    }
    /// At most `limit` rooms of `account` beyond `cursor` (0 = from the start); the new cursor, 0 when there are no more.
    pub fn room_list(&self, account: &[u8], cursor: u64, limit: usize) -> Result<(Vec<RoomInfo>, u64)> {
        todo!()
    }
    /// All leave, with RoomClosed.
    pub fn room_close(&self, room: RoomId) -> Result<()> {
        todo!()
    }

    /// Takes as many events as there are and fit; 0: none. One poller at a time (Busy).
    pub fn poll(&self, events: &mut [Event]) -> Result<usize> {
        todo!()
    }
    /// A file descriptor that is readable while events wait; made on the first call, owned by the engine (Linux). poll() clears it.
    pub fn event_fd(&self) -> Result<i32> {
        todo!()
    }
    pub fn stats(&self) -> EngineStats {
        todo!()
    }
    /// Drains what ticks have retired. For hosts that start no drivers; poll and every control call do it too.
    pub fn service(&self) -> Result<()> {
        todo!()
    }

    pub fn start(&self, config: &DriverConfig) -> Result<DriverReport> {
        todo!()
    }
    /// Stops and joins the drivers; sessions stay. WrongMode if none run.
    pub fn stop(&self) -> Result<()> {
        todo!()
    }
}
