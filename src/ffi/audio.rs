//! Audio: write and read
//!
//! Per call, one thread writes what the caller says and one reads what the caller is to hear; it may be the same
//! thread. Any number of samples at a time will do, a frame is the natural one:
//!
//! ```c
//! int16_t frame[160];                                      // 20 ms at 8000 Hz
//! while (decode_next_packet(call, frame)) {
//!     mixminus_participant_write(engine, caller, frame, 160, NULL);
//!     mixminus_participant_read(engine, caller, frame, 160, NULL);
//!     encode_and_send(call, frame);
//! }
//! ```
//!
//! Samples are signed 16-bit, linear, of one channel, in the machine's byte order. All four calls are wait-free:
//! no lock, no allocation, no system call, no thread-local, in no case. A host that has packets with timestamps, and
//! losses, uses mixminus_participant_write_ex; one that wants to encode once what many hear alike,
//! mixminus_participant_read_ex.
//!
//! A session lasts two hours unless session_limit_s of the engine says otherwise. Then MIXMINUS_EVENT_SESSION_EXPIRED tells
//! the host to hang up. A host that does not look at events sees it too: write_ex returns MIXMINUS_ERR_SESSION_EXPIRED, and
//! read_ex sets MIXMINUS_READ_SESSION_EXPIRED. mixminus_participant_write and mixminus_participant_read have no way to say
//! so: they go on with MIXMINUS_OK, and what is read is silence, but for what the host still says to the participant.

use super::abi_struct::{InStruct, NewStruct, OutStruct, SizeOf, abi_struct};
use super::boundary::{audio_call, or_silence};
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_participant;
use super::pointer::{In, Length, Out, OutArray, Samples};
use super::status::mixminus_status;
use super::value;
use crate::handle::ParticipantId;
use crate::rt::frame::MIX_SILENCE;
use crate::rt::host::read::{
    READ_NOT_IN_ROOM, READ_OVERLOAD, READ_SESSION_EXPIRED, READ_SKIPPED, READ_UNDERRUN, ReadInfo,
};
use crate::rt::state::writer::WriteInfo;

/// In mixminus_read_info.flags: the participant is in no room.
pub const MIXMINUS_READ_NOT_IN_ROOM: u32 = 1;
/// In mixminus_read_info.flags: frames were skipped because they were older than the cap, or, in a pause, because more
/// waited than the reads need.
pub const MIXMINUS_READ_SKIPPED: u32 = 2;
/// In mixminus_read_info.flags: there were fewer samples than asked for; the rest is silence.
pub const MIXMINUS_READ_UNDERRUN: u32 = 4;
/// In mixminus_read_info.flags: the sum of a frame was beyond 16 bits and was limited.
pub const MIXMINUS_READ_OVERLOAD: u32 = 8;
/// In mixminus_read_info.flags: the session's time limit (session_limit_s) has passed: it will be in no room any more.
pub const MIXMINUS_READ_SESSION_EXPIRED: u32 = 16;
/// In mixminus_read_info.mix_id: silence, because the participant is deaf.
pub const MIXMINUS_MIX_SILENCE: u64 = 1;

const _: () = assert!(MIXMINUS_MIX_SILENCE == MIX_SILENCE);
const _: () = assert!(MIXMINUS_READ_NOT_IN_ROOM == READ_NOT_IN_ROOM && MIXMINUS_READ_SKIPPED == READ_SKIPPED);
const _: () = assert!(MIXMINUS_READ_UNDERRUN == READ_UNDERRUN && MIXMINUS_READ_OVERLOAD == READ_OVERLOAD);
const _: () = assert!(MIXMINUS_READ_SESSION_EXPIRED == READ_SESSION_EXPIRED);

/// What the host knows of the samples that it writes. mixminus_write_info_init: nothing.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_write_info {
    /// Set by mixminus_write_info_init.
    pub struct_size: u32,
    /// This many samples before the first were lost on the way: their place is filled with silence, as far as the
    /// participant has not been silent for want of samples in the meantime, and as far as the cap allows. Before the
    /// first write of a join nothing is filled. Default 0.
    pub lost: u32,
    /// The media timestamp of the first sample, in samples from any origin, counted on in 64 bits, if has_timestamp
    /// is 1. A step forward is a loss, or a pause in which the sender sent nothing: it is filled as lost samples are, so
    /// that the delay is the same before and after. What lies before the end of the last write came too late and is
    /// dropped; samples that were refused are not late when they are written again. A step of more than a second either
    /// way is a new origin, and so are 200 ms in a row that come too late: nothing is filled or dropped. Default 0.
    pub timestamp: u64,
    /// 1: timestamp counts. 0: the samples follow those of the last write. Default 0.
    pub has_timestamp: u32,
    /// Must be 0.
    pub reserved: u32,
}

abi_struct!(mixminus_write_info { lost, timestamp, has_timestamp, reserved });

/// What the engine knows of the samples that were read.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_read_info {
    /// Set by mixminus_read_info_init.
    pub struct_size: u32,
    /// MIXMINUS_READ_ flags.
    pub flags: u32,
    /// How many samples, from the first, are the room's; the rest is silence.
    pub real: u64,
    /// The tick that made the first real sample; 0 if none is real.
    pub tick: u64,
    /// Not 0: these samples are a common mix. Reads with the same mix_id, tick, offset and length gave the same samples,
    /// so a host may encode them once. 0: this participant's own mix, frames of several mixes, or frames after a gap,
    /// which come in by a ramp.
    pub mix_id: u64,
    /// Where in the frame of its tick the first real sample lies, in samples.
    pub offset: u32,
    /// 0.
    pub reserved: u32,
}

abi_struct!(mixminus_read_info { flags, real, tick, mix_id, offset, reserved });

impl From<ReadInfo> for mixminus_read_info {
    fn from(info: ReadInfo) -> mixminus_read_info {
        mixminus_read_info {
            struct_size: 0,
            flags: info.flags,
            real: info.real as u64,
            tick: info.tick,
            mix_id: info.mix_id,
            offset: info.offset,
            reserved: 0,
        }
    }
}

/// Writes what the participant says. Between two ticks a host may write up to the engine's max_write_ms and be sure
/// that all is taken; only when the clock has stopped or the host floods is there less room. What is written while
/// the participant is in no room is taken, counted and heard by nobody.
///
/// samples: count samples, borrowed for the call; NULL only if count is 0.
/// taken: receives how many were taken, from the first; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or samples is NULL, samples is at an odd address, or
/// count is more than half the address space), MIXMINUS_ERR_BUSY (another thread writes this participant) or a handle
/// status. Never sets mixminus_last_error.
/// Thread: one writer a participant. Wait-free.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_write(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    samples: In<'_, i16, Samples>,
    count: Length<Samples>,
    taken: Out<'_, usize>,
) -> mixminus_status {
    engine.audio_result(taken.optional(0), |engine| {
        engine.write(ParticipantId(participant), samples.slice(count)?)
    })
}

/// Prepares a struct for mixminus_participant_write_ex: nothing lost, no timestamp. Never sets mixminus_last_error.
///
/// info: the struct to fill. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any. Wait-free.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_write_info_init(
    info: NewStruct<'_, mixminus_write_info>,
    size: SizeOf<mixminus_write_info>,
) -> mixminus_status {
    audio_call(|| Ok(info.init("info", size)?))
}

/// Writes what the participant says, with what the host knows of it. Else as mixminus_participant_write. Where samples
/// are missing, the last one before decays within 2 ms, and the first after them come in by a ramp of 5 ms.
///
/// samples, count, taken: as there; of the samples that the timestamp makes late, taken counts all.
/// info: borrowed for the call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (as there; info is NULL; has_timestamp is neither 0 nor 1;
/// reserved is not 0), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_BUSY (another thread writes this participant),
/// MIXMINUS_ERR_SESSION_EXPIRED (the session's time limit has passed: nothing is taken) or a handle status. Never sets
/// mixminus_last_error.
/// Thread: one writer a participant. Wait-free.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_write_ex(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    samples: In<'_, i16, Samples>,
    count: Length<Samples>,
    info: InStruct<'_, mixminus_write_info>,
    taken: Out<'_, usize>,
) -> mixminus_status {
    engine.audio_result(taken.optional(0), |engine| {
        let samples = samples.slice(count)?;
        let info = info.load("info")?;
        value::reserved("reserved", info.reserved)?;
        let has_timestamp = value::flag("has_timestamp", info.has_timestamp)?;
        let info = WriteInfo { timestamp: has_timestamp.then_some(info.timestamp), lost: info.lost };
        engine.write_ex(ParticipantId(participant), samples, &info)
    })
}

/// Reads what the participant hears. The buffer is always filled: with the room's mix as far as there is any, then
/// with silence, into which the last sample decays within 2 ms; with silence alone if the call fails, unless by
/// MIXMINUS_ERR_INVALID_ARGUMENT, which leaves it alone. After silence, and after frames that were skipped or dropped,
/// the mix comes in by a ramp of 5 ms. A host that reads again and again until nothing is left gets silence after every
/// few frames: for it there is no ramp, and it should use the real samples only.
///
/// samples: room for count samples; NULL only if count is 0.
/// real: receives how many, from the first, are the room's; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK (also in no room: silence), MIXMINUS_ERR_INVALID_ARGUMENT (engine or samples is NULL, samples is
/// at an odd address, or count is more than half the address space), MIXMINUS_ERR_BUSY (another thread reads this
/// participant) or a handle status. Never sets mixminus_last_error.
/// Thread: one reader a participant. Wait-free.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_read(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    samples: OutArray<'_, i16, Samples>,
    count: Length<Samples>,
    real: Out<'_, usize>,
) -> mixminus_status {
    engine.audio_result(real.optional(0), |engine| {
        or_silence(samples.slice(count)?, |samples| engine.read(ParticipantId(participant), samples))
    })
}

/// Prepares a struct to be filled by mixminus_participant_read_ex. Never sets mixminus_last_error.
///
/// info: the struct to prepare. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any. Wait-free.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_read_info_init(
    info: NewStruct<'_, mixminus_read_info>,
    size: SizeOf<mixminus_read_info>,
) -> mixminus_status {
    audio_call(|| Ok(info.init("info", size)?))
}

/// Reads what the participant hears, and tells which tick made it, whether others got the same, and what befell it.
/// Else as mixminus_participant_read.
///
/// samples, count: as there. info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (as there; info is NULL), MIXMINUS_ERR_STRUCT_SIZE (the buffer is
/// left alone), MIXMINUS_ERR_BUSY (another thread reads this participant) or a handle status. Never sets
/// mixminus_last_error.
/// Thread: one reader a participant. Wait-free.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_read_ex(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    samples: OutArray<'_, i16, Samples>,
    count: Length<Samples>,
    info: OutStruct<'_, mixminus_read_info>,
) -> mixminus_status {
    engine.audio_result(info.required("info"), |engine| {
        let read = |samples: &mut [i16]| engine.read_ex(ParticipantId(participant), samples);
        Ok(or_silence(samples.slice(count)?, read)?.into())
    })
}
