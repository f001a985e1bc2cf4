//! Keys
//!
//! Keys that a participant presses are told as events, MIXMINUS_EVENT_KEY_BEGAN and MIXMINUS_EVENT_KEY_ENDED: those that
//! are heard in its audio, and those that come beside it, which the host injects:
//!
//! ```c
//! // An RFC 4733 packet has come: an event, its volume, and whether it is the end.
//! const char digit = "0123456789*#ABCD"[packet.event];
//! if (packet.end) {
//!     mixminus_participant_inject_dtmf_end(engine, caller, digit);
//! } else {
//!     mixminus_participant_inject_dtmf_begin(engine, caller, digit, -1000 * packet.volume, 0);
//! }
//! // A SIP INFO has come: it tells of a whole press.
//! mixminus_participant_inject_dtmf_begin(engine, caller, info.signal, -10000, info.duration_ms);
//! ```
//!
//! So every packet of an event may be passed on as it comes: what says the same again changes nothing. A press that comes
//! both ways is one press: the second way tells of the same one if it begins before the first has ended, or up to 100 ms
//! and the prefill later.
//!
//! What the others hear of it is for three switches, of the join options and of the calls below: detect_keys (tell of
//! tones in the audio), play_tones (let the others hear those), sound_keys (make audible what is injected; only with
//! play_tones, and mute goes before it).
//!
//! Digits go to a participant, to the machine at the other end of its call, by mixminus_participant_send_dtmf.

use std::ffi::c_char;
use std::slice;

use super::boundary::control_call;
use super::engine::mixminus_engine;
use super::fault::Fault;
use super::handle::mixminus_participant;
use super::pointer;
use super::status::mixminus_status;
use crate::control::keys::{DtmfTiming, MAX_WAITING_DIGITS};
use crate::error::Result;
use crate::handle::ParticipantId;
use crate::units::Key;

/// The most digits that may wait to be sent to a participant, the one that sounds included.
pub const MIXMINUS_MAX_DIGITS: u32 = 32;

const _: () = assert!(MIXMINUS_MAX_DIGITS as usize == MAX_WAITING_DIGITS);

/// The key of that name.
fn key(digit: c_char) -> std::result::Result<Key, Fault> {
    let byte = digit as u8;
    Key::from_char(byte.into()).ok_or(Fault::Value("digit", byte.into()))
}

/// The keys of those names: 1 to 32, else the length is refused before the pointer is looked at.
///
/// # Safety
/// `digits` is NULL or `count` bytes can be read from it.
unsafe fn keys(
    digits: *const c_char,
    count: usize,
) -> std::result::Result<([Key; MAX_WAITING_DIGITS], usize), Fault> {
    if !(1..=MAX_WAITING_DIGITS).contains(&count) {
        return Err(Fault::DigitCount(count));
    }
    if digits.is_null() {
        return Err(Fault::Null("digits"));
    }
    let mut keys = [Key::at(0, 0); MAX_WAITING_DIGITS];
    // SAFETY: not NULL, at most 32 bytes, readable as the caller promised; bytes need no alignment.
    let names = unsafe { slice::from_raw_parts(digits, count) };
    for (place, name) in keys.iter_mut().zip(names) {
        *place = key(*name)?;
    }
    Ok((keys, count))
}

/// Tells of the keys in a participant's audio by events, or no longer. A key that is down then ends. Needs a room.
///
/// detect_keys: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or detect_keys is neither),
/// MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_set_detect_keys(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    detect_keys: u32,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let engine = unsafe { pointer::engine(engine) }?;
        engine.set_detect_keys(ParticipantId(participant), pointer::flag("detect_keys", detect_keys)?)
    })
}

/// Lets the others hear a participant's key presses, or keeps them from them. The delay of its audio stays as its join
/// has made it. Needs a room.
///
/// play_tones: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or play_tones is neither),
/// MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_set_play_tones(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    play_tones: u32,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let engine = unsafe { pointer::engine(engine) }?;
        engine.set_play_tones(ParticipantId(participant), pointer::flag("play_tones", play_tones)?)
    })
}

/// Makes keys that are injected for a participant audible to the others while play_tones is 1, or no longer. Needs a
/// room.
///
/// sound_keys: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or sound_keys is neither),
/// MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_set_sound_keys(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    sound_keys: u32,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let engine = unsafe { pointer::engine(engine) }?;
        engine.set_sound_keys(ParticipantId(participant), pointer::flag("sound_keys", sound_keys)?)
    })
}

/// Says that a participant has pressed a key, which has come beside its audio. Begun again while it is down it is the
/// same press, whose limit begins anew; another key ends it. Takes effect with the next tick. Needs a room.
///
/// digit: '0' to '9', '*', '#', 'A' to 'D', 'a' to 'd'.
/// level_mdbm0: the volume of each tone, thousandths of dBm0: -63000 to 0. Made audible it is brought within -55000 and
/// -3000.
/// limit_ms: after how long without another begin the key ends by itself, lest a lost end hold it for ever: 1 to 60000;
/// 0: 5000.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, digit is no key, a number out of its range),
/// MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_inject_dtmf_begin(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    digit: c_char,
    level_mdbm0: i32,
    limit_ms: u32,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let engine = unsafe { pointer::engine(engine) }?;
        engine.inject_dtmf_begin(ParticipantId(participant), key(digit)?, level_mdbm0, limit_ms)
    })
}

/// Says that the key is up again. An end that comes again, or of a key that is not down, is passed over and is no error.
/// Takes effect with the next tick. Needs a room.
///
/// digit: as for mixminus_participant_inject_dtmf_begin.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or digit is no key), MIXMINUS_ERR_NOT_IN_ROOM,
/// MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_inject_dtmf_end(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    digit: c_char,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let engine = unsafe { pointer::engine(engine) }?;
        engine.inject_dtmf_end(ParticipantId(participant), key(digit)?)
    })
}

/// Sends digits to a participant: their tones are added to what it hears, deaf or not, from the next tick on, one after
/// the other, after those that wait. What waits when it leaves is dropped. Nobody else hears them. Needs a room.
///
/// digits, count: 1 to 32 of '0' to '9', '*', '#', 'A' to 'D', 'a' to 'd'; borrowed for the call.
/// level_mdbm0: the level of each of the two tones, thousandths of dBm0: -55000 to -3000. -10000 is usual.
/// on_ms, off_ms: how long each tone is, and the pause after it: 20 to 5000 each. Receivers need 40; 100 is usual.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, a wrong count, a byte that is no key, a number
/// out of its range), MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL (with those that wait they are more than 32, or
/// the command queue is full) or a handle status; unless MIXMINUS_OK, none is sent.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_send_dtmf(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    digits: *const c_char,
    count: usize,
    level_mdbm0: i32,
    on_ms: u32,
    off_ms: u32,
) -> mixminus_status {
    control_call(|| -> Result<()> {
        // SAFETY: by the rules of the header.
        let (engine, (keys, count)) = unsafe { (pointer::engine(engine)?, keys(digits, count)?) };
        let timing = DtmfTiming { level_mdbm0, on_ms, off_ms };
        engine.send_dtmf(ParticipantId(participant), &keys[..count], &timing)
    })
}
