//! Keys
//!
//! DtmfDigit presses of a participant are events, MIXMINUS_EVENT_DTMF_BEGAN and MIXMINUS_EVENT_DTMF_ENDED. The engine detects them in
//! its audio; those that come beside the audio the host passes on:
//!
//! ```c
//! // RFC 4733: an RTP packet of the payload type telephone-event has come, with 4 or more bytes of payload.
//! mixminus_telephone_event event;
//! mixminus_telephone_event_init(&event, sizeof event);
//! event.event = payload[0];
//! event.end = payload[1] >> 7;
//! event.volume = payload[1] & 63;
//! event.duration = (uint32_t)payload[2] << 8 | payload[3];
//! event.timestamp = packet.timestamp;
//! event.ssrc = packet.ssrc;
//! mixminus_participant_telephone_event(engine, caller, &event);
//! // SIP INFO: each request is a whole press.
//! mixminus_participant_inject_dtmf_press(engine, caller, info.signal, -10000, info.duration_ms);
//! // A source that reports when a key goes down and when it goes up.
//! mixminus_participant_inject_dtmf_begin(engine, caller, '5', -10000, 0);
//! mixminus_participant_inject_dtmf_end(engine, caller, '5');
//! ```
//!
//! Every packet of a telephone event may be passed on as it comes, in any order and repeated: they are one press. A press
//! that comes in the audio and beside it is one press too: the second way reports the same one if it begins before the
//! first has ended, or up to 100 ms and the prefill later. A press that goes on while its participant leaves and joins
//! again is reported in the first join only.
//!
//! What the others hear of it is for three switches, of the join options and of the calls below: detect_dtmf (tell of
//! tones in the audio), play_tones (let the others hear those), generate_dtmf (make audible what is injected; only with
//! play_tones, and mute goes before it).
//!
//! Digits go to a participant, to the machine at the other end of its call, by mixminus_participant_send_dtmf.

use std::ffi::c_char;

use super::abi_struct::{InStruct, NewStruct, SizeOf, abi_struct};
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_participant;
use super::invalid_argument::InvalidArgument;
use super::pointer::{Digits, In, Length};
use super::status::mixminus_status;
use super::value;
use crate::control::sessions::dtmf::{DtmfTiming, MAX_WAITING_DIGITS};
use crate::control::sessions::telephone_events::TelephoneEvent;
use crate::handle::ParticipantId;
use crate::units::DtmfDigit;

/// The most digits that may wait to be sent to a participant, the one that sounds included.
pub const MIXMINUS_MAX_DIGITS: u32 = 32;

const _: () = assert!(MIXMINUS_MAX_DIGITS as usize == MAX_WAITING_DIGITS);

/// A packet of a telephone event (RFC 4733). mixminus_telephone_event_init gives the defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct mixminus_telephone_event {
    /// Set by mixminus_telephone_event_init.
    pub struct_size: u32,
    /// The event: 0 to 15 are the keys 0-9, *, #, A-D. Default 0.
    pub event: u32,
    /// Its end bit: 1 or 0. Default 0.
    pub end: u32,
    /// Its volume: 0 to 63, -dBm0. Default 10.
    pub volume: u32,
    /// Its duration so far: 0 to 65535, in units of the timestamp. Default 0.
    pub duration: u32,
    /// The RTP timestamp of the packet, which is that of the beginning of the event or of its segment. Any. Default 0.
    pub timestamp: u32,
    /// The SSRC of the packet: packets with another are of another stream, with timestamps of its own. Any; 0 for all if
    /// it is not known. Default 0.
    pub ssrc: u32,
    /// The rate of the timestamp: 1000 to 192000 Hz; 0: 8000. Default 0.
    pub clock_rate: u32,
}

abi_struct!(mixminus_telephone_event {
    event: 0,
    end: 0,
    volume: 10,
    duration: 0,
    timestamp: 0,
    ssrc: 0,
    clock_rate: 0,
});

/// The digit of that character.
fn digit_of(digit: c_char) -> std::result::Result<DtmfDigit, InvalidArgument> {
    value::digit("digit", (digit as u8).into())
}

/// The digits of those characters: 1 to 32, else the length is refused before the pointer is looked at.
fn digits_of(
    digits: In<'_, c_char, Digits>,
    count: Length<Digits>,
) -> std::result::Result<([DtmfDigit; MAX_WAITING_DIGITS], usize), InvalidArgument> {
    if !(1..=MAX_WAITING_DIGITS).contains(&count.get()) {
        return Err(InvalidArgument::DigitCount(count.get()));
    }
    let mut found = [DtmfDigit::at(0, 0); MAX_WAITING_DIGITS];
    for (place, digit) in found.iter_mut().zip(digits.slice(count)?) {
        *place = digit_of(*digit)?;
    }
    Ok((found, count.get()))
}

/// Tells of the keys in a participant's audio by events, or no longer. A key that is down then ends. Needs a room.
///
/// detect_dtmf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or detect_dtmf is neither),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_set_detect_dtmf(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    detect_dtmf: u32,
) -> mixminus_status {
    engine.control_call(|engine| {
        engine.set_detect_dtmf(ParticipantId(participant), value::flag("detect_dtmf", detect_dtmf)?)
    })
}

/// Lets the others hear a participant's key presses, or keeps them from them. The delay of its audio stays as its join
/// has made it. Needs a room.
///
/// play_tones: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or play_tones is neither),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_set_play_tones(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    play_tones: u32,
) -> mixminus_status {
    engine.control_call(|engine| {
        engine.set_play_tones(ParticipantId(participant), value::flag("play_tones", play_tones)?)
    })
}

/// Makes keys that are injected for a participant audible to the others while play_tones is 1, or no longer. Needs a
/// room.
///
/// generate_dtmf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or generate_dtmf is neither),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_set_generate_dtmf(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    generate_dtmf: u32,
) -> mixminus_status {
    engine.control_call(|engine| {
        engine.set_generate_dtmf(ParticipantId(participant), value::flag("generate_dtmf", generate_dtmf)?)
    })
}

/// Sets the defaults of a packet of a telephone event.
///
/// event: to be filled in, event_size bytes: sizeof(mixminus_telephone_event).
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (event is NULL) or MIXMINUS_ERR_STRUCT_SIZE.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_telephone_event_init(
    event: NewStruct<'_, mixminus_telephone_event>,
    event_size: SizeOf<mixminus_telephone_event>,
) -> mixminus_status {
    control_call(|| Ok(event.init("event", event_size)?))
}

/// Takes a packet of a participant's telephone events as it has come (RFC 4733). However many packets of an event come, in
/// whatever order, it is one press. It begins with the next tick after the first packet, and ends with the first packet
/// that has the end bit, or 300 ms after the last packet if none has. Its duration is what its packets say. A segment
/// that begins where the segment before it ended, of the same event and without its end, is of the same press. The last 16
/// events of a stream are remembered; packets of an older event, and of one that has ended, change nothing. A press whose
/// first packet came before the conference began does not count in it. Needs a room.
///
/// event: the packet; borrowed for the call.
/// Returns MIXMINUS_OK (also of a packet that changes nothing), MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field
/// is out of its range, which mixminus_last_error names), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_UNSUPPORTED (the event is
/// no key, such as 16, a hook flash; nothing is done), MIXMINUS_ERR_NOT_IN_ROOM (the press is not reported later either),
/// MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_telephone_event(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    event: InStruct<'_, mixminus_telephone_event>,
) -> mixminus_status {
    engine.control_call(|engine| {
        let packet = event.load("event")?;
        let mixminus_telephone_event { event, volume, duration, timestamp, ssrc, clock_rate, .. } = packet;
        let end = value::flag("end", packet.end)?;
        let packet = TelephoneEvent { event, end, volume, duration, timestamp, ssrc, clock_rate };
        engine.telephone_event(ParticipantId(participant), &packet)
    })
}

/// Reports that a participant has pressed a key for a known time, which has come beside its audio (SIP INFO). Each call is
/// one press, which begins with the next tick. The next press of this call, of any key, ends it if it still lasts; its
/// duration is what was given here all the same. Made audible, presses wait for each other: each sounds for its duration,
/// or for 50 ms if another waits, with a pause of 50 ms after it; 8 may wait, and further ones are reported but do not
/// sound. Needs a room.
///
/// digit, level_mdbm0: as for mixminus_participant_inject_dtmf_begin.
/// duration_ms: 1 to 60000.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, digit is no key, a number out of its range),
/// MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_inject_dtmf_press(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    digit: c_char,
    level_mdbm0: i32,
    duration_ms: u32,
) -> mixminus_status {
    engine.control_call(|engine| {
        engine.inject_dtmf_press(ParticipantId(participant), digit_of(digit)?, level_mdbm0, duration_ms)
    })
}

/// Reports that a participant has pressed a key, by a source beside its audio that reports when it goes down and up. Begun
/// again while it is down it is the same press, whose limit starts again; another key ends it. Takes effect with the next
/// tick. For RFC 4733 use mixminus_participant_telephone_event, for SIP INFO mixminus_participant_inject_dtmf_press. Needs
/// a room.
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
pub extern "C" fn mixminus_participant_inject_dtmf_begin(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    digit: c_char,
    level_mdbm0: i32,
    limit_ms: u32,
) -> mixminus_status {
    engine.control_call(|engine| {
        engine.inject_dtmf_begin(ParticipantId(participant), digit_of(digit)?, level_mdbm0, limit_ms)
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
pub extern "C" fn mixminus_participant_inject_dtmf_end(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    digit: c_char,
) -> mixminus_status {
    engine.control_call(|engine| engine.inject_dtmf_end(ParticipantId(participant), digit_of(digit)?))
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
pub extern "C" fn mixminus_participant_send_dtmf(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    digits: In<'_, c_char, Digits>,
    count: Length<Digits>,
    level_mdbm0: i32,
    on_ms: u32,
    off_ms: u32,
) -> mixminus_status {
    engine.control_call(|engine| {
        let (digits, count) = digits_of(digits, count)?;
        let timing = DtmfTiming { level_mdbm0, on_ms, off_ms };
        engine.send_dtmf(ParticipantId(participant), &digits[..count], &timing)
    })
}
