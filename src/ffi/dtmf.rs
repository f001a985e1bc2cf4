//! DTMF
//!
//! Each DTMF digit that a participant presses is reported as a pair of events, MIXMINUS_EVENT_DTMF_BEGAN and
//! MIXMINUS_EVENT_DTMF_ENDED. The engine detects digits in the participant's audio. Digits that arrive out of band the
//! host passes on:
//!
//! ```c
//! // RFC 4733: a packet of payload type telephone-event arrived, with at least 4 bytes of payload.
//! mixminus_telephone_event event;
//! mixminus_telephone_event_init(&event, sizeof event);
//! event.event = payload[0];
//! event.end = payload[1] >> 7;
//! event.volume = payload[1] & 63;
//! event.duration = (uint32_t)payload[2] << 8 | payload[3];
//! event.timestamp = packet.timestamp;
//! event.ssrc = packet.ssrc;
//! mixminus_participant_telephone_event(engine, caller, &event);
//! // SIP INFO: each request is one whole press.
//! mixminus_participant_inject_dtmf_press(engine, caller, info.signal, -10000, info.duration_ms);
//! // An out-of-band source that reports the beginning and the end of a press.
//! mixminus_participant_inject_dtmf_begin(engine, caller, '5', -10000, 0);
//! mixminus_participant_inject_dtmf_end(engine, caller, '5');
//! ```
//!
//! Pass on every packet of a telephone event as it arrives, in any order and repeated: the engine makes one press of
//! them. A digit that is received both in-band and out-of-band is reported once, if the second begins before the first
//! has ended, or up to 100 ms and the prefill later. A press that lasts from one join into the next is reported in the
//! first join only.
//!
//! Three switches, in the join options and by the calls below, decide what becomes of digits: detect_dtmf (report tones
//! in the audio as events), play_tones (let the others hear those tones), generate_dtmf (generate tones for injected
//! digits; only while play_tones is 1 and the participant is not muted).
//!
//! mixminus_participant_send_dtmf sends digits the other way: to the participant, for a machine at the other end of its
//! line.

use std::ffi::c_char;

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_participant;
use super::invalid_argument::InvalidArgument;
use super::pointer::{Digits, In, Length};
use super::status::mixminus_status;
use super::struct_pointer::{InStruct, NewStruct, SizeOf};
use super::value;
use crate::control::sessions::send_dtmf::{DtmfTiming, MAX_WAITING_DIGITS};
use crate::control::sessions::telephone_events::TelephoneEvent;
use crate::handle::ParticipantId;
use crate::units::DtmfDigit;

/// The most digits that may be queued to be sent to a participant, including the one that plays.
pub const MIXMINUS_MAX_DIGITS: u32 = 32;

const _: () = assert!(MIXMINUS_MAX_DIGITS as usize == MAX_WAITING_DIGITS);

/// A packet of a telephone event (RFC 4733). mixminus_telephone_event_init fills in the defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct mixminus_telephone_event {
    /// Set by mixminus_telephone_event_init.
    pub struct_size: u32,
    /// Event code: 0 to 15 are the digits 0-9, *, #, A-D. Default 0.
    pub event: u32,
    /// End bit: 1 or 0. Default 0.
    pub end: u32,
    /// Volume: 0 to 63, in -dBm0. Default 10.
    pub volume: u32,
    /// Duration so far: 0 to 65535, in units of the timestamp. Default 0.
    pub duration: u32,
    /// RTP timestamp of the packet: the beginning of the event or of its segment. Any value. Default 0.
    pub timestamp: u32,
    /// SSRC of the packet. Packets with another SSRC belong to another stream, with its own timestamps. Any value; 0
    /// for all packets if it is not known. Default 0.
    pub ssrc: u32,
    /// Rate of the timestamp, Hz: 1000 to 192000; 0: 8000. Default 0.
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

/// Starts or stops reporting DTMF digits in a participant's audio as events. A digit that is pressed when reporting
/// stops ends then. The participant must be in a room.
///
/// detect_dtmf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or detect_dtmf is neither 0 nor 1),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
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

/// Lets the others hear a participant's DTMF tones, or suppresses them. Changing it does not change the delay, which
/// the join has fixed. The participant must be in a room.
///
/// play_tones: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or play_tones is neither 0 nor 1),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
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

/// Starts or stops generating tones for digits that are injected for a participant. The others hear them while
/// play_tones is 1. The participant must be in a room.
///
/// generate_dtmf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or generate_dtmf is neither 0 nor 1),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
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

/// Fills a telephone event packet with the defaults.
///
/// event: the struct to fill.
/// event_size: sizeof *event.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (event is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_telephone_event_init(
    event: NewStruct<'_, mixminus_telephone_event>,
    event_size: SizeOf<mixminus_telephone_event>,
) -> mixminus_status {
    control_call(|| Ok(event.init("event", event_size)?))
}

/// Passes on a packet of a participant's telephone events (RFC 4733) as it arrived. However many packets of an event
/// arrive, in whatever order, they are one press. The press begins with the next tick after the first packet, and ends
/// with the first packet that has the end bit, or 300 ms after the last packet if none has. Its duration is the one in
/// its packets. A segment that begins where the segment before it ended, of the same event and without its end, belongs
/// to the same press. The last 16 events of a stream are remembered; packets of older events, and of events that have
/// ended, change nothing. A press whose first packet came before the conference began does not count in it. The
/// participant must be in a room.
///
/// event: the packet; borrowed for the call.
/// Returns MIXMINUS_OK (also for a packet that changes nothing), MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a
/// field is out of its range, which mixminus_last_error names), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_UNSUPPORTED (the
/// event is not a DTMF digit, such as 16, a hook flash; nothing is done), MIXMINUS_ERR_NOT_IN_ROOM (the press is not
/// reported later either), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
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

/// Reports a whole press of known duration that arrived out of band (SIP INFO). Each call is one press, which begins
/// with the next tick. If it still lasts when the next press of this call begins, of any digit, it ends then; its
/// reported duration is the one given here all the same. Generated tones queue up: each lasts for its duration, or 50
/// ms if another is queued, followed by a pause of 50 ms. 8 may be queued; further presses are reported but make no
/// tone. The participant must be in a room.
///
/// digit, level_mdbm0: as for mixminus_participant_inject_dtmf_begin.
/// duration_ms: 1 to 60000.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, digit is not a DTMF digit, or a number is out of
/// its range), MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
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

/// Reports the beginning of a press, from an out-of-band source that reports beginning and end. If the same digit
/// begins again during the press, the press continues and limit_ms starts again; another digit ends it. Takes effect
/// with the next tick. For RFC 4733 use mixminus_participant_telephone_event, for SIP INFO
/// mixminus_participant_inject_dtmf_press. The participant must be in a room.
///
/// digit: '0' to '9', '*', '#', 'A' to 'D', 'a' to 'd'.
/// level_mdbm0: the level of each tone, thousandths of dBm0: -63000 to 0. The generated tone is limited to -55000 to
/// -3000.
/// limit_ms: time after which the press ends by itself if no end or new beginning comes: 1 to 60000; 0: 5000.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, digit is not a DTMF digit, or a number is out of
/// its range), MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
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

/// Reports the end of a press that mixminus_participant_inject_dtmf_begin began. A repeated end, or the end of a digit
/// that is not pressed, is ignored and is not an error. Takes effect with the next tick. The participant must be in a
/// room.
///
/// digit: as for mixminus_participant_inject_dtmf_begin.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or digit is not a DTMF digit),
/// MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_inject_dtmf_end(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    digit: c_char,
) -> mixminus_status {
    engine.control_call(|engine| engine.inject_dtmf_end(ParticipantId(participant), digit_of(digit)?))
}

/// Sends digits to a participant: their tones are added to its output, deaf or not, from the next tick on, one after
/// the other, after those that are already queued. What is queued when it leaves is dropped. Nobody else hears them.
/// The participant must be in a room.
///
/// digits, count: 1 to 32 of '0' to '9', '*', '#', 'A' to 'D', 'a' to 'd'; borrowed for the call.
/// level_mdbm0: level of each of the two tones, thousandths of dBm0: -55000 to -3000; -10000 is usual.
/// on_ms, off_ms: length of each tone and of the pause after it, ms: 20 to 5000 each. Receivers need 40; 100 is usual.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, count is out of its range, a character is not
/// a DTMF digit, or a number is out of its range), MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL (with those that
/// are queued there would be more than 32, or the command queue is full) or a handle status. If the call fails, no
/// digit is sent.
/// Thread: any but the ticker.
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
