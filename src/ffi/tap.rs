//! Taps
//!
//! A tap is a ring into which each tick puts a frame: of a room's whole mix, of what a participant says, before or
//! after mute, or of what it hears. A thread of the host reads it, to record, to recognise speech, to listen in; if that
//! is too slow, frames are dropped and counted, and nobody in the room notices.
//!
//! ```c
//! mixminus_tap tap;
//! mixminus_tap_new(engine, room, MIXMINUS_TAP_MIX, 1000, &tap);    // room for one second
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

use super::abi_struct::{NewStruct, OutElements, OutStruct, SizeOf, abi_struct};
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_tap;
use super::invalid_argument::InvalidArgument;
use super::pointer::{Length, Out, OutFrames};
use super::status::mixminus_status;
use crate::control::taps::table::{TapInfo, TapTarget};
use crate::error::Status;
use crate::handle::{ParticipantId, RoomId, TapId};
use crate::rt::state::tap::{TAP_OVERLOAD, TAP_SILENT, TapFrame};

/// What a tap takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_tap_point {
    /// Of a room: the sum of all who are heard in it, limited to 16 bits.
    MIXMINUS_TAP_MIX = 0,
    /// Of a participant: what it says, after the delay and the suppression of its keys, before mute and gain. While it
    /// is muted a break in its audio has no decay of 2 ms.
    MIXMINUS_TAP_BEFORE_MUTE = 1,
    /// Of a participant: what it adds to the mix of its room, after mute, gain and ramps.
    MIXMINUS_TAP_AFTER_MUTE = 2,
    /// Of a participant: what it hears, each frame that finds room for mixminus_participant_read.
    MIXMINUS_TAP_OUTPUT = 3,
}

/// In mixminus_tap_frame.flags: all samples are zero.
pub const MIXMINUS_TAP_SILENT: u32 = 1;
/// In mixminus_tap_frame.flags: the sum of all who spoke was beyond 16 bits and was limited.
pub const MIXMINUS_TAP_OVERLOAD: u32 = 8;

const _: () = assert!(MIXMINUS_TAP_SILENT == TAP_SILENT && MIXMINUS_TAP_OVERLOAD == TAP_OVERLOAD);

/// What a tap tells of a frame. It has no struct_size because frames come in arrays: mixminus_tap_read is given the
/// size of an element.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_tap_frame {
    /// The tick that made it. A step of more than one from frame to frame: ticks were skipped, the participant was in
    /// no room, or frames were dropped because the ring was full.
    pub tick: u64,
    /// The room in which that was.
    pub room: u64,
    /// A number of the participant's join, another for each of its joins; 0 of a room's tap.
    pub join: u64,
    /// MIXMINUS_TAP_ flags, SILENT and OVERLOAD.
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

/// A tap as it is.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_tap_info {
    /// Set by mixminus_tap_info_init.
    pub struct_size: u32,
    /// A MIXMINUS_TAP_ point.
    pub point: u32,
    /// The room or participant that is tapped.
    pub target: u64,
    /// The first tick that may have given to it; 0: none so far.
    pub began: u64,
    /// The last tick that may have given to it; 0: it goes on.
    pub ended: u64,
    /// Frames that were put into its ring.
    pub frames: u64,
    /// Frames that were dropped because its ring was full.
    pub dropped: u64,
}

abi_struct!(mixminus_tap_info { point, target, began, ended, frames, dropped });

impl From<TapInfo> for mixminus_tap_info {
    fn from(info: TapInfo) -> mixminus_tap_info {
        let TapInfo { target, began, ended, frames, dropped } = info;
        let (point, target) = match target {
            TapTarget::Room(room) => (mixminus_tap_point::MIXMINUS_TAP_MIX, room.0),
            TapTarget::BeforeMute(of) => (mixminus_tap_point::MIXMINUS_TAP_BEFORE_MUTE, of.0),
            TapTarget::AfterMute(of) => (mixminus_tap_point::MIXMINUS_TAP_AFTER_MUTE, of.0),
            TapTarget::Output(of) => (mixminus_tap_point::MIXMINUS_TAP_OUTPUT, of.0),
        };
        mixminus_tap_info { struct_size: 0, point: point as u32, target, began, ended, frames, dropped }
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

/// Makes a tap, which has a frame of each tick from the next on in which what it taps is in a room. A participant's
/// goes on over all its joins and ends when the participant is freed; a room's ends with the room.
///
/// target: a room for MIXMINUS_TAP_MIX, else a participant.
/// point: a MIXMINUS_TAP_ constant, MIX to HEARD.
/// buffer_ms: how much may wait to be read: one frame to 60000 ms. The engine takes memory for so much.
/// tap: receives the tap, to be freed by mixminus_tap_free; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or tap is NULL, point is none, or buffer_ms is out of its
/// range), MIXMINUS_ERR_TOO_MANY_TAPS (max_taps of the account), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
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

/// Takes frames from a tap, oldest first, as many as there are and fit. Does not wait.
///
/// samples: room for capacity frames of the engine's frame length each; frame k lies at samples + k * length.
/// frames: room for capacity elements of frame_size bytes, each of which tells of its frame.
/// frame_size: sizeof(mixminus_tap_frame) as the host was compiled.
/// capacity: 1 or more.
/// count: receives how many frames were taken, 0 if there is none now; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, samples is at an odd address, or capacity is 0
/// or more than half the address space holds), MIXMINUS_ERR_STRUCT_SIZE (frame_size), MIXMINUS_ERR_ENDED (all is read,
/// and what was tapped has ended), MIXMINUS_ERR_BUSY (another thread reads this tap) or a handle status. Never sets
/// mixminus_last_error.
/// Thread: one reader a tap. Wait-free.
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
        let frame = engine.config().frame_samples();
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

/// How many frames are told of at a time, on the stack.
const CHUNK: usize = 32;

/// Frees a tap; what waits in it is lost. Works with a full command queue and a stopped clock.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status.
/// Thread: any but the ticker's. A read of another thread at the same time ends well.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_tap_free(engine: EnginePointer<'_>, tap: mixminus_tap) -> mixminus_status {
    engine.control_call(|engine| engine.tap_free(TapId(tap)))
}

/// Sets the struct_size of a tap's info.
///
/// info: the struct to fill, with zeros. size: sizeof *info as the host was compiled.
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

/// Tells what a tap takes, since when, and how many frames it got and missed.
///
/// info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_tap_get_info(
    engine: EnginePointer<'_>,
    tap: mixminus_tap,
    info: OutStruct<'_, mixminus_tap_info>,
) -> mixminus_status {
    engine.control_result(info.required("info"), |engine| Ok(engine.tap_info(TapId(tap))?.into()))
}
