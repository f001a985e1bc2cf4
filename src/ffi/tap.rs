//! Taps
//!
//! A tap is a ring into which each tick puts one frame: of a room's whole mix, of a participant's audio before or after
//! mute, or of a participant's output. A thread of the host reads it, to record, to recognise speech or to listen in.
//! If that thread is too slow, frames are dropped and counted, and nobody in the room notices. Make a tap, read it
//! until it ends, free it:
//!
//! ```c
//! mixminus_tap tap;
//! mixminus_tap_new(engine, room, MIXMINUS_TAP_MIX, 1000, &tap);    // space for one second
//! int16_t samples[10 * 160];                                       // ten frames of 20 ms at 8000 Hz
//! mixminus_tap_frame frames[10];
//! size_t count;
//! while (mixminus_tap_read(engine, tap, samples, frames, sizeof frames[0], 10, &count) == MIXMINUS_OK) {
//!     for (size_t i = 0; i < count; i++) {
//!         keep(frames[i].tick, samples + i * 160);                 // a step in the ticks: frames are missing
//!     }
//!     sleep_ms(100);
//! }                                                                // MIXMINUS_ERR_ENDED: the room has ended
//! mixminus_tap_free(engine, tap);
//! ```

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_tap;
use super::invalid_argument::InvalidArgument;
use super::pointer::{Length, Out, OutFrames};
use super::status::mixminus_status;
use super::struct_pointer::{NewStruct, OutElements, OutStruct, SizeOf};
use crate::control::taps::table::{TapInfo, TapTarget};
use crate::error::Status;
use crate::handle::{ParticipantId, RoomId, TapId};
use crate::rt::state::tap::{TAP_OVERLOAD, TAP_SILENT, TapFrame};

/// Where a tap takes its frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_tap_point {
    /// Of a room: the sum of all contributions, limited to 16 bits.
    MIXMINUS_TAP_MIX = 0,
    /// Of a participant: its audio after DTMF suppression and the delay of that, before mute and gain. While it is
    /// muted, a break in its audio has no decay of 2 ms.
    MIXMINUS_TAP_BEFORE_MUTE = 1,
    /// Of a participant: its contribution to the mix, after mute, gain and ramps.
    MIXMINUS_TAP_AFTER_MUTE = 2,
    /// Of a participant: its output, each frame for which its out-ring has space.
    MIXMINUS_TAP_OUTPUT = 3,
}

/// In mixminus_tap_frame.flags: all samples are zero.
pub const MIXMINUS_TAP_SILENT: u32 = 1;
/// In mixminus_tap_frame.flags: the sum of all contributions exceeded 16 bits and was limited.
pub const MIXMINUS_TAP_OVERLOAD: u32 = 8;

const _: () = assert!(MIXMINUS_TAP_SILENT == TAP_SILENT && MIXMINUS_TAP_OVERLOAD == TAP_OVERLOAD);

/// Description of a tapped frame. It has no struct_size because frames come in arrays: mixminus_tap_read is given the
/// size of an element.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_tap_frame {
    /// Number of the tick that made it. A step of more than one from frame to frame means that ticks were skipped, that
    /// the participant was in no room, or that frames were dropped because the ring was full.
    pub tick: u64,
    /// The room of that tick.
    pub room: u64,
    /// A number that identifies the participant's join, different for each of its joins; 0 for a room's tap.
    pub join: u64,
    /// MIXMINUS_TAP_SILENT and MIXMINUS_TAP_OVERLOAD.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

abi_struct!(element mixminus_tap_frame { tick, room, join, flags, reserved });

impl From<&TapFrame> for mixminus_tap_frame {
    fn from(frame: &TapFrame) -> mixminus_tap_frame {
        let TapFrame { tick, room, join, flags } = *frame;
        mixminus_tap_frame { tick, room, join, flags, reserved: 0 }
    }
}

/// The state of a tap.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_tap_info {
    /// Set by mixminus_tap_info_init.
    pub struct_size: u32,
    /// A MIXMINUS_TAP_ point.
    pub point: u32,
    /// The room or participant that is tapped.
    pub target: u64,
    /// The first tick of which it may have a frame; 0: none so far.
    pub began: u64,
    /// The last tick of which it may have a frame; 0: it has not ended.
    pub ended: u64,
    /// Frames that were put into its ring.
    pub frames: u64,
    /// Frames that were dropped because its ring was full.
    pub dropped: u64,
    /// Sample rate of its frames, Hz: that of the room, or of the participant's line.
    pub sample_rate_hz: u32,
    /// 0.
    pub reserved: u32,
}

abi_struct!(
    #[added(sample_rate_hz)]
    mixminus_tap_info { point, target, began, ended, frames, dropped, sample_rate_hz, reserved }
);

impl From<TapInfo> for mixminus_tap_info {
    fn from(info: TapInfo) -> mixminus_tap_info {
        let TapInfo { target, began, ended, frames, dropped, sample_rate } = info;
        let (point, target) = match target {
            TapTarget::Room(room) => (mixminus_tap_point::MIXMINUS_TAP_MIX, room.0),
            TapTarget::BeforeMute(of) => (mixminus_tap_point::MIXMINUS_TAP_BEFORE_MUTE, of.0),
            TapTarget::AfterMute(of) => (mixminus_tap_point::MIXMINUS_TAP_AFTER_MUTE, of.0),
            TapTarget::Output(of) => (mixminus_tap_point::MIXMINUS_TAP_OUTPUT, of.0),
        };
        let (point, sample_rate_hz) = (point as u32, sample_rate.hz());
        mixminus_tap_info {
            struct_size: 0,
            point,
            target,
            began,
            ended,
            frames,
            dropped,
            sample_rate_hz,
            reserved: 0,
        }
    }
}

/// What is to be tapped of whom.
pub(crate) fn target(handle: u64, point: u32) -> Result<TapTarget, InvalidArgument> {
    use mixminus_tap_point::*;
    let (room, participant) = (RoomId(handle), ParticipantId(handle));
    match point {
        _ if point == MIXMINUS_TAP_MIX as u32 => Ok(TapTarget::Room(room)),
        _ if point == MIXMINUS_TAP_BEFORE_MUTE as u32 => Ok(TapTarget::BeforeMute(participant)),
        _ if point == MIXMINUS_TAP_AFTER_MUTE as u32 => Ok(TapTarget::AfterMute(participant)),
        _ if point == MIXMINUS_TAP_OUTPUT as u32 => Ok(TapTarget::Output(participant)),
        _ => Err(InvalidArgument::Value("point", point)),
    }
}

/// Makes a tap. From the next tick on it gets a frame of every tick in which its target is in a room. A participant's
/// tap continues over all its joins and ends when the participant is freed; a room's tap ends with the room.
///
/// target: a room for MIXMINUS_TAP_MIX, else a participant.
/// point: a MIXMINUS_TAP_ point, MIXMINUS_TAP_MIX to MIXMINUS_TAP_OUTPUT.
/// buffer_ms: audio that may wait to be read, ms: one frame to 60000; the engine takes memory for that much.
/// tap: receives the tap, which mixminus_tap_free frees; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or tap is NULL, or point or buffer_ms is out of its
/// range), MIXMINUS_ERR_TOO_MANY_TAPS (max_taps of the account), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_tap_new(
    engine: EnginePointer<'_>,
    target: u64,
    point: u32,
    buffer_ms: u32,
    tap: Out<'_, mixminus_tap>,
) -> mixminus_status {
    engine.control_result(tap.required("tap", 0), |engine| {
        Ok(engine.tap_new(self::target(target, point)?, buffer_ms)?.0)
    })
}

/// Takes frames from a tap, oldest first, as many as are available and fit. Does not wait.
///
/// samples: space for capacity frames; frame k begins at samples + k * length. The length is that of a frame at the tap's
/// sample rate (mixminus_tap_info).
/// frames: space for capacity elements of frame_size bytes, the description of each frame.
/// frame_size: sizeof(mixminus_tap_frame) as the host was compiled.
/// capacity: 1 or more.
/// count: receives how many frames were taken, 0 if none is available now; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, samples is at an odd address, or capacity is
/// 0 or more than half the address space holds), MIXMINUS_ERR_STRUCT_SIZE (frame_size), MIXMINUS_ERR_ENDED (the target
/// has ended, and everything has been read), MIXMINUS_ERR_BUSY (another thread is reading this tap) or a handle status.
/// Never sets mixminus_last_error.
/// Thread: one reader per tap. Wait-free.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_tap_read(
    engine: EnginePointer<'_>,
    tap: mixminus_tap,
    samples: OutFrames<'_, mixminus_tap_frame>,
    frames: OutElements<'_, mixminus_tap_frame>,
    frame_size: SizeOf<mixminus_tap_frame>,
    capacity: Length<mixminus_tap_frame>,
    count: Out<'_, usize>,
) -> mixminus_status {
    engine.audio_result(count.required("count", 0), |engine| {
        let mut frames = frames.checked("frames", frame_size, capacity)?;
        let frame = engine.tap_frame_samples(TapId(tap))?;
        let mut rest = samples.slice(capacity, frame)?;
        if rest.is_empty() {
            return Err(InvalidArgument::Value("capacity", 0).into());
        }
        let mut chunk = [TapFrame::default(); CHUNK];
        while frames.left() > 0 {
            let wanted = CHUNK.min(frames.left());
            let found = match engine.tap_read(TapId(tap), rest, &mut chunk[..wanted]) {
                // What was taken before must not be lost: the next call returns the same status.
                Err(_) | Ok(0) if frames.filled() > 0 => break,
                found => found?,
            };
            chunk[..found].iter().for_each(|frame| frames.push(frame.into()));
            rest = rest.get_mut(found * frame..).ok_or(Status::Internal)?;
            if found < wanted {
                break;
            }
        }
        Ok(frames.filled())
    })
}

/// The number of frames that are taken from the engine at a time, on the stack.
const CHUNK: usize = 32;

/// Frees a tap; frames that wait in it are lost. Works with a full command queue and a stopped clock.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status.
/// Thread: any but the ticker. A read of another thread at the same time completes safely.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_tap_free(engine: EnginePointer<'_>, tap: mixminus_tap) -> mixminus_status {
    engine.control_call(|engine| engine.tap_free(TapId(tap)))
}

/// Prepares a struct for mixminus_tap_get_info to fill in.
///
/// info: the struct to fill.
/// size: sizeof *info.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_tap_info_init(
    info: NewStruct<'_, mixminus_tap_info>,
    size: SizeOf<mixminus_tap_info>,
) -> mixminus_status {
    control_call(|| Ok(info.init("info", size)?))
}

/// Returns what a tap takes, since when, and how many frames it got and dropped.
///
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_tap_get_info(
    engine: EnginePointer<'_>,
    tap: mixminus_tap,
    info: OutStruct<'_, mixminus_tap_info>,
) -> mixminus_status {
    engine.control_result(info.required("info"), |engine| Ok(engine.tap_info(TapId(tap))?.into()))
}
