//! Audio: write and read
//!
//! For each call, one thread writes the audio that the line has received (what the caller says), and one thread reads
//! the audio to send to it (what the caller hears: the participant's output). They may be the same thread. Any number
//! of samples at a time works; a frame is the natural one:
//!
//! ```c
//! int16_t frame[160];                                      // 20 ms at 8000 Hz, the rate of this participant's line
//! while (decode_next_packet(call, frame)) {
//!     mixminus_participant_write(engine, caller, frame, 160, NULL);
//!     mixminus_participant_read(engine, caller, frame, 160, NULL);
//!     encode_and_send(call, frame);
//! }
//! ```
//!
//! Samples are signed 16-bit, linear, mono, in the machine's byte order, at the rate of the participant's line
//! (sample_rate_hz of mixminus_participant_config), or at those that mixminus_participant_set_rates has set. The four
//! calls are wait-free: they never lock, allocate, make a system call or use thread-local storage. A host that has
//! packets with timestamps and losses uses mixminus_participant_write_ex. A host that wants to encode once what many
//! participants hear alike uses mixminus_participant_read_ex.
//!
//! A session lasts two hours unless the engine's session_limit_s says otherwise. Then MIXMINUS_EVENT_SESSION_EXPIRED
//! asks the host to hang up. A host that does not poll events sees it too: write_ex returns
//! MIXMINUS_ERR_SESSION_EXPIRED, and read_ex sets MIXMINUS_READ_SESSION_EXPIRED. mixminus_participant_write and
//! mixminus_participant_read cannot report it: they continue to return MIXMINUS_OK, and what is read is silence and
//! what the host plays to the participant.

use super::abi_struct::abi_struct;
use super::boundary::{audio_call, or_silence};
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_participant;
use super::invalid_argument::InvalidArgument;
use super::pointer::{In, Length, Out, OutArray, Samples};
use super::status::mixminus_status;
use super::struct_pointer::{InStruct, NewStruct, OutStruct, SizeOf};
use super::value;
use crate::handle::ParticipantId;
use crate::rt::frame::MIX_SILENCE;
use crate::rt::host::read::{
    READ_NOT_IN_ROOM, READ_OVERLOAD, READ_SESSION_EXPIRED, READ_SKIPPED, READ_UNDERRUN, ReadInfo,
};
use crate::rt::state::writer::WriteInfo;

/// In mixminus_read_info.flags: the participant is in no room.
pub const MIXMINUS_READ_NOT_IN_ROOM: u32 = 1;
/// In mixminus_read_info.flags: frames were skipped because they were older than the cap, or because more were waiting
/// than the reads need: in a pause, or later where a frame resembles the next.
pub const MIXMINUS_READ_SKIPPED: u32 = 2;
/// In mixminus_read_info.flags: fewer samples were available than asked for; the rest is made up, or silence.
pub const MIXMINUS_READ_UNDERRUN: u32 = 4;
/// In mixminus_read_info.flags: the sum of a frame exceeded 16 bits and was limited.
pub const MIXMINUS_READ_OVERLOAD: u32 = 8;
/// In mixminus_read_info.flags: the session has reached its time limit (session_limit_s) and cannot join a room again.
pub const MIXMINUS_READ_SESSION_EXPIRED: u32 = 16;
/// In mixminus_read_info.mix_id: silence, because the participant is deaf.
pub const MIXMINUS_MIX_SILENCE: u64 = 1;

const _: () = assert!(MIXMINUS_MIX_SILENCE == MIX_SILENCE);
const _: () = assert!(MIXMINUS_READ_NOT_IN_ROOM == READ_NOT_IN_ROOM && MIXMINUS_READ_SKIPPED == READ_SKIPPED);
const _: () = assert!(MIXMINUS_READ_UNDERRUN == READ_UNDERRUN && MIXMINUS_READ_OVERLOAD == READ_OVERLOAD);
const _: () = assert!(MIXMINUS_READ_SESSION_EXPIRED == READ_SESSION_EXPIRED);

/// What the host knows about the samples that it writes. mixminus_write_info_init: nothing.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_write_info {
    /// Set by mixminus_write_info_init.
    pub struct_size: u32,
    /// Number of samples lost in the network just before the first one, or more that the host knows only by number.
    /// What is missing when its time comes is filled. Nothing is filled before the first write of a join. Default 0.
    pub lost: u32,
    /// Media timestamp of the first sample, if has_timestamp is 1: in samples, from any origin, extended to 64 bits. For
    /// G.722 that is twice what RTP counts: its clock there is 8000 Hz, its samples come at 16000 Hz.
    /// Samples go where they belong as long as their time has not been played: packets may come in any order, and
    /// twice. A step forward is a loss or a pause of the sender, and the delay stays the same: what is missing is
    /// filled, but no more than the tick has not already filled when the in-ring ran dry, and no more than the cap
    /// allows. A step of more than a second in either direction, or 200 ms in a row that came too late, is a new origin:
    /// nothing is filled or dropped. Default 0.
    pub timestamp: u64,
    /// 1: timestamp is valid. 0: the samples follow those of the last write. Default 0.
    pub has_timestamp: u32,
    /// 1: the sender has paused before these samples (the marker bit of RTP), so what is missing before them was never
    /// sent. 0: it is unknown, or lost. Default 0.
    pub starts_talkspurt: u32,
}

abi_struct!(mixminus_write_info { lost, timestamp, has_timestamp, starts_talkspurt });

/// What the engine knows about the samples that were read.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_read_info {
    /// Set by mixminus_read_info_init.
    pub struct_size: u32,
    /// MIXMINUS_READ_ flags.
    pub flags: u32,
    /// Number of samples, from the first, that come from the room; the rest is made up, or silence.
    pub real: u64,
    /// Number of the tick that made the first real sample; 0 if none is real.
    pub tick: u64,
    /// Not 0: the samples are a common mix. Reads with the same mix_id, tick, offset and length return the same
    /// samples, so a host may encode them once. 0: the participant's own mix, frames of several mixes, or frames after
    /// a gap, which begin with a ramp.
    pub mix_id: u64,
    /// Position of the first real sample in the frame of its tick, in samples.
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

/// What a host says of the samples that it writes.
pub(crate) fn write_info(info: mixminus_write_info) -> Result<WriteInfo, InvalidArgument> {
    let has_timestamp = value::flag("has_timestamp", info.has_timestamp)?;
    let starts_talkspurt = value::flag("starts_talkspurt", info.starts_talkspurt)?;
    Ok(WriteInfo { timestamp: has_timestamp.then_some(info.timestamp), lost: info.lost, starts_talkspurt })
}

/// Writes audio that the line has received. Between two ticks the host may write up to the engine's max_write_ms, and
/// all of it is accepted; there is less room only if the clock has stopped or the host floods. Audio that is written
/// while the participant is in no room is accepted, counted and discarded.
///
/// samples: count samples, borrowed for the call; NULL only if count is 0.
/// taken: receives how many samples were accepted, from the first; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or samples is NULL, samples is at an odd address, or
/// count is more than half the address space), MIXMINUS_ERR_BUSY (another thread is writing for this participant) or a
/// handle status. Never sets mixminus_last_error.
/// Thread: one writer per participant. Wait-free.
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
/// info: the struct to fill.
/// size: sizeof *info.
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

/// Writes audio as mixminus_participant_write does, with what the host knows about it. Where samples are missing, the
/// last sample before the gap decays within 2 ms, and the first samples after it begin with a ramp of 5 ms.
///
/// samples, count, taken: as for mixminus_participant_write; taken includes all samples that the timestamp makes late.
/// info: borrowed for the call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (as for mixminus_participant_write; info is NULL; has_timestamp
/// or starts_talkspurt is neither 0 nor 1), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_BUSY (another thread is writing for
/// this participant), MIXMINUS_ERR_SESSION_EXPIRED (the session has reached its time limit: nothing is accepted) or a
/// handle status. Never sets mixminus_last_error.
/// Thread: one writer per participant. Wait-free.
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
        let info = write_info(info.load("info")?)?;
        engine.write_ex(ParticipantId(participant), samples, &info)
    })
}

/// Drops all that was written for the participant and has not been heard yet: what an agent still had to say when it
/// was interrupted. The frame of the next tick fades out within 5 ms; then there is silence, until more was written and
/// the prefill was gathered. In no room there is nothing to drop.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_BUSY (another thread is writing for
/// this participant) or a handle status. Never sets mixminus_last_error.
/// Thread: one writer per participant. Wait-free.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_flush(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
) -> mixminus_status {
    engine.audio_status(|engine| engine.flush(ParticipantId(participant)))
}

/// Marks the place after the last sample that was written for the participant. MIXMINUS_EVENT_MARK_HEARD with this value
/// tells in which tick all before the mark had been heard, MIXMINUS_EVENT_MARK_FLUSHED that it will not be. Each mark
/// gets one of them, but for one that is made while the participant's join ends.
///
/// value: what the event carries.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_NOT_IN_ROOM,
/// MIXMINUS_ERR_QUEUE_FULL (32 marks or more wait), MIXMINUS_ERR_BUSY (another thread is writing for this participant)
/// or a handle status. Never sets mixminus_last_error.
/// Thread: one writer per participant. Wait-free.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_mark(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    value: i64,
) -> mixminus_status {
    engine.audio_status(|engine| engine.mark(ParticipantId(participant), value))
}

/// Reads the participant's output. The buffer is always filled: with the room's mix as far as it is available, then
/// with the last frame once more, which falls silent within another, so that a host whose clock is a little faster than
/// the engine's plays no hole. Elsewhere the last sample decays within 2 ms, and silence follows: in no room, after
/// skipped frames, and for a host that reads repeatedly until nothing is left, which should use the real samples only.
/// After silence the mix begins with a ramp of 5 ms, but not for such a host; after frames that were skipped or dropped
/// it always does. If the call fails the buffer is all silence, except after MIXMINUS_ERR_INVALID_ARGUMENT, which
/// leaves it unchanged.
///
/// samples: space for count samples; NULL only if count is 0.
/// real: receives how many samples, from the first, come from the room; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK (also while in no room: silence), MIXMINUS_ERR_INVALID_ARGUMENT (engine or samples is NULL,
/// samples is at an odd address, or count is more than half the address space), MIXMINUS_ERR_BUSY (another thread is
/// reading for this participant) or a handle status. Never sets mixminus_last_error.
/// Thread: one reader per participant. Wait-free.
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

/// Prepares a struct for mixminus_participant_read_ex to fill in. Never sets mixminus_last_error.
///
/// info: the struct to fill.
/// size: sizeof *info.
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

/// Reads the participant's output as mixminus_participant_read does, and reports which tick made it, whether others got
/// the same samples, and what went wrong.
///
/// samples, count: as for mixminus_participant_read.
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (as for mixminus_participant_read; info is NULL),
/// MIXMINUS_ERR_STRUCT_SIZE (the buffer is unchanged), MIXMINUS_ERR_BUSY (another thread is reading for this
/// participant) or a handle status. Never sets mixminus_last_error.
/// Thread: one reader per participant. Wait-free.
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
