//! Audio: encodings
//!
//! A host that has G.711 or floats need not convert them: mixminus_participant_write_encoded and
//! mixminus_participant_read_encoded take and give samples in the line's own encoding and at its sample rate.
//! The encoding is an argument of each call, so it may change during a call (a re-INVITE), and may differ between the
//! two directions:
//!
//! ```c
//! mixminus_participant_write_encoded(engine, caller, payload, 160, MIXMINUS_ENCODING_ULAW, NULL, NULL);
//! mixminus_participant_read_encoded(engine, caller, payload, 160, MIXMINUS_ENCODING_ULAW, NULL);
//! send_rtp(call, payload, 160);
//! ```
//!
//! A host that encodes once for many listeners reads 16-bit samples by mixminus_participant_read_ex.

use std::ffi::c_void;

use super::audio::{mixminus_read_info, mixminus_write_info, write_info};
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_participant;
use super::invalid_argument::InvalidArgument;
use super::pointer::{In, Length, Out, OutArray, Samples};
use super::status::mixminus_status;
use super::struct_pointer::{InStruct, OutStruct};
use crate::dsp::{EncodedBuffer, EncodedSamples};
use crate::handle::ParticipantId;

/// How samples are encoded. mixminus_participant_write_encoded converts to 16 bits, mixminus_participant_read_encoded
/// from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_encoding {
    /// int16_t: signed 16-bit linear, in the machine's byte order.
    MIXMINUS_ENCODING_S16 = 0,
    /// float: full scale is -1.0 to 1.0. Written samples are rounded to the nearest 16-bit value and limited; NaN is silence.
    MIXMINUS_ENCODING_F32 = 1,
    /// uint8_t: mu-law (ITU-T G.711).
    MIXMINUS_ENCODING_ULAW = 2,
    /// uint8_t: A-law (ITU-T G.711). A write whose samples all have the smallest amplitude, 8 or -8 in 16 bits, is
    /// silence.
    MIXMINUS_ENCODING_ALAW = 3,
}

/// The samples that a host writes.
fn samples<'a>(
    first: In<'a, c_void, Samples>,
    count: Length<Samples>,
    encoding: u32,
) -> Result<EncodedSamples<'a>, InvalidArgument> {
    use mixminus_encoding::*;
    match encoding {
        _ if encoding == MIXMINUS_ENCODING_S16 as u32 => Ok(EncodedSamples::S16(first.cast().slice(count)?)),
        _ if encoding == MIXMINUS_ENCODING_F32 as u32 => Ok(EncodedSamples::F32(first.cast().slice(count)?)),
        _ if encoding == MIXMINUS_ENCODING_ULAW as u32 => {
            Ok(EncodedSamples::MuLaw(first.cast().slice(count)?))
        }
        _ if encoding == MIXMINUS_ENCODING_ALAW as u32 => {
            Ok(EncodedSamples::ALaw(first.cast().slice(count)?))
        }
        _ => Err(InvalidArgument::Value("encoding", encoding)),
    }
}

/// The space that a host gives.
fn space<'a>(
    first: OutArray<'a, c_void, Samples>,
    count: Length<Samples>,
    encoding: u32,
) -> Result<EncodedBuffer<'a>, InvalidArgument> {
    use mixminus_encoding::*;
    match encoding {
        _ if encoding == MIXMINUS_ENCODING_S16 as u32 => Ok(EncodedBuffer::S16(first.cast().slice(count)?)),
        _ if encoding == MIXMINUS_ENCODING_F32 as u32 => Ok(EncodedBuffer::F32(first.cast().slice(count)?)),
        _ if encoding == MIXMINUS_ENCODING_ULAW as u32 => {
            Ok(EncodedBuffer::MuLaw(first.cast().slice(count)?))
        }
        _ if encoding == MIXMINUS_ENCODING_ALAW as u32 => Ok(EncodedBuffer::ALaw(first.cast().slice(count)?)),
        _ => Err(InvalidArgument::Value("encoding", encoding)),
    }
}

/// Writes audio as mixminus_participant_write_ex does, in another encoding.
///
/// samples: count samples in that encoding, borrowed for the call; NULL only if count is 0.
/// encoding: a MIXMINUS_ENCODING_ constant.
/// info: borrowed for the call; NULL: nothing lost, no timestamp.
/// taken: as for mixminus_participant_write_ex.
/// Returns the statuses of mixminus_participant_write_ex; MIXMINUS_ERR_INVALID_ARGUMENT also if encoding is not a
/// MIXMINUS_ENCODING_ constant, or samples is not aligned to its type. Never sets mixminus_last_error.
/// Thread: one writer per participant. Wait-free.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_write_encoded(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    samples: In<'_, c_void, Samples>,
    count: Length<Samples>,
    encoding: u32,
    info: InStruct<'_, mixminus_write_info>,
    taken: Out<'_, usize>,
) -> mixminus_status {
    engine.audio_result(taken.optional(0), |engine| {
        let samples = self::samples(samples, count, encoding)?;
        let info = info.load_optional("info")?.map(write_info).transpose()?;
        engine.write_encoded(ParticipantId(participant), samples, &info.unwrap_or_default())
    })
}

/// Reads the participant's output as mixminus_participant_read_ex does, in another encoding. If the call fails, the
/// buffer is all silence in that encoding, except after MIXMINUS_ERR_INVALID_ARGUMENT, which leaves it unchanged.
///
/// samples: space for count samples in that encoding; NULL only if count is 0.
/// encoding: a MIXMINUS_ENCODING_ constant.
/// info: filled in; unchanged if the call fails; NULL if not wanted.
/// Returns the statuses of mixminus_participant_read_ex; MIXMINUS_ERR_INVALID_ARGUMENT also if encoding is not a
/// MIXMINUS_ENCODING_ constant, or samples is not aligned to its type. Never sets mixminus_last_error.
/// Thread: one reader per participant. Wait-free.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_read_encoded(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    samples: OutArray<'_, c_void, Samples>,
    count: Length<Samples>,
    encoding: u32,
    info: OutStruct<'_, mixminus_read_info>,
) -> mixminus_status {
    engine.audio_result(info.optional("info"), |engine| {
        let mut space = space(samples, count, encoding)?;
        let result = engine.read_encoded(ParticipantId(participant), &mut space);
        if result.is_err() {
            space.silence();
        }
        Ok(result?.into())
    })
}
