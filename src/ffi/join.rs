//! Join, leave, move
//!
//! A room is identified by account, environment and conference id. The first participant to join makes the room, the
//! last to leave ends it. Everyone in it hears the sum of all the others and never itself.
//!
//! ```c
//! mixminus_join_options options;
//! mixminus_join_options_init(&options, sizeof options);
//! options.conference_id = "1337";
//! options.conference_id_len = 4;
//! options.talk_events = 1;
//! mixminus_room room;
//! mixminus_participant_join(engine, caller, &options, &room);
//! talk(engine, caller);
//! mixminus_participant_leave(engine, caller);
//! ```

use std::ffi::c_char;

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::{mixminus_participant, mixminus_room, mixminus_text};
use super::invalid_argument::InvalidArgument;
use super::pointer::{AllowSignals, ConferenceId, In, Length, Out};
use super::prompt::{MIXMINUS_SOUND_NONE, mixminus_sound, sound};
use super::status::mixminus_status;
use super::struct_pointer::{InStruct, NewStruct, SizeOf};
use super::value;
use crate::control::config;
use crate::control::config::{AdaptiveTarget, JoinOptions};
use crate::control::sessions::allowed_signals::MAX_ALLOWED_SIGNALS;
use crate::error::Result;
use crate::handle::ParticipantId;
use crate::units::Gain;

/// In prefill_ms or cap_ms of mixminus_join_options: use the default.
pub const MIXMINUS_DEFAULT_MS: u32 = 4294967295;

/// How a participant joins. mixminus_join_options_init fills in the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_join_options<'a> {
    /// Set by mixminus_join_options_init.
    pub struct_size: u32,
    /// 1: muted, its audio is not mixed; it still hears the room. 0: its audio is mixed. Default 0.
    pub mute: u32,
    /// 1: deaf, it does not hear the room, only what the host plays and sends to it; the others still hear it. 0: its
    /// output is the room's mix. Default 0.
    pub deaf: u32,
    /// Gain on its contribution: -60000 to 24000 thousandths of a decibel. Default 0.
    pub gain_mdb: i32,
    /// Audio that its in-ring collects before the first of it is mixed, ms: 0 to 200. Default MIXMINUS_DEFAULT_MS: the
    /// engine's prefill_ms.
    pub prefill_ms: u32,
    /// The most audio that its in-ring may hold in reserve before the oldest is cut, ms: the prefill, or
    /// adaptive_max_ms if that is more, to the engine's max_cap_ms. What one write brings beyond a frame is counted
    /// apart. Default MIXMINUS_DEFAULT_MS: 40 ms more than these.
    pub cap_ms: u32,
    /// 1: starts and ends of its talkspurts are reported as events. 0: they are not. Default 0. A talkspurt begins with
    /// a frame of at least -40 dBFS mean square (without a DC offset of the line) and ends after 400 ms below that.
    pub talk_events: u32,
    /// 1: DTMF digits in its audio are reported as events, muted or not. 0: they are not. Digits that the host injects
    /// are always reported. Default 1.
    pub detect_dtmf: u32,
    /// 1: the others hear its DTMF tones. 0: the tones are suppressed; for that its audio is delayed by the engine's
    /// dtmf_look_ahead_ms for the whole join. Default 0.
    pub play_tones: u32,
    /// 1: for digits that the host injects, the others get generated tones, if play_tones is 1. 0: they do not. Default
    /// 1.
    pub generate_dtmf: u32,
    /// The DTMF digit that makes it leave the room at the onset of the press, in its audio or injected, muted or not,
    /// also if detect_dtmf is 0: an ASCII character, one of 0-9 * # A-D. 0: none. A press that began before the join,
    /// or a tone with which its audio begins, does not count. Default 0.
    pub terminator: u32,
    /// After any digit other than the terminator, further digits do not count until this time has passed since that
    /// digit's onset, ms: 0 to 3600000. Digits within it do not extend it. Without a terminator it has no effect.
    /// Default 0.
    pub interdigit_timeout_ms: u32,
    /// The room's id in the participant's account and environment: conference_id_len bytes, borrowed for the call.
    pub conference_id: In<'a, c_char, ConferenceId>,
    /// Length of conference_id, bytes: 1 to 255.
    pub conference_id_len: Length<ConferenceId>,
    /// The signals that may interrupt the conference: an array of allow_signals_len names, compared byte by byte; the
    /// name "*" allows any, an empty name is ignored. NULL: any. The array and its strings are borrowed for the call.
    /// Default NULL.
    pub allow_signals: In<'a, mixminus_text<'a>, AllowSignals>,
    /// Number of names: 0 to 64. If allow_signals is not NULL, 0 allows none: no signal can interrupt. The names count
    /// against max_name_bytes of the account until the participant is freed, or has been in a conference that allowed
    /// any. Default 0.
    pub allow_signals_len: Length<AllowSignals>,
    /// Sound played to everyone in the room when it joins, itself included, muted or not. While a join sound plays, and
    /// within one second of its beginning, no other join sound begins in the room. Default MIXMINUS_SOUND_NONE.
    pub join_prompt: mixminus_sound,
    /// Sound played to those who stay, from the tick after it leaves, whatever the reason. Leave sounds are merged in
    /// the same way, separately from join sounds. Default MIXMINUS_SOUND_NONE.
    pub leave_prompt: mixminus_sound,
    /// The most reserve of a jitter buffer whose target adapts to the arrivals of packets, ms: 1 to the engine's max_cap_ms.
    /// Writes must give timestamps (mixminus_write_info); until the first one does, the target is the prefill. 0: the target
    /// is always the prefill. Default 0. The buffer goes to its target at once in a pause of the speech and where packets
    /// are missing, and by single pitch periods, at most 15 ms each, in speech.
    pub adaptive_max_ms: u32,
    /// The least reserve of such a jitter buffer, ms: 0 to adaptive_max_ms. Default 0.
    pub adaptive_min_ms: u32,
}

abi_struct!(#[added(join_prompt)] mixminus_join_options<'_>, let options = JoinOptions::new(&[]); {
    mute: options.mute.into(),
    deaf: options.deaf.into(),
    gain_mdb: options.gain.mdb(),
    prefill_ms: options.prefill_ms.unwrap_or(MIXMINUS_DEFAULT_MS),
    cap_ms: options.cap_ms.unwrap_or(MIXMINUS_DEFAULT_MS),
    talk_events: options.talk_events.into(),
    detect_dtmf: options.detect_dtmf.into(),
    play_tones: options.play_tones.into(),
    generate_dtmf: options.generate_dtmf.into(),
    terminator: 0,
    interdigit_timeout_ms: options.interdigit_timeout_ms,
    conference_id: In::NULL,
    conference_id_len: Length::ZERO,
    allow_signals: In::NULL,
    allow_signals_len: Length::ZERO,
    join_prompt: MIXMINUS_SOUND_NONE,
    leave_prompt: MIXMINUS_SOUND_NONE,
    adaptive_max_ms: 0,
    adaptive_min_ms: 0,
});

impl<'a> mixminus_join_options<'a> {
    /// As the engine takes it; it checks the ranges of the numbers itself. `names`: memory for the names of signals.
    pub(crate) fn convert<'b>(&self, names: &'b mut Vec<&'a [u8]>) -> Result<JoinOptions<'b>>
    where
        'a: 'b,
    {
        let conference_id = self.conference_id.name(self.conference_id_len)?;
        let allow_signals = self.allow_signals(names)?;
        Ok(JoinOptions {
            conference_id,
            mute: value::flag("mute", self.mute)?,
            deaf: value::flag("deaf", self.deaf)?,
            gain: Gain::from_mdb(self.gain_mdb)?,
            prefill_ms: milliseconds(self.prefill_ms),
            cap_ms: milliseconds(self.cap_ms),
            talk_events: value::flag("talk_events", self.talk_events)?,
            detect_dtmf: value::flag("detect_dtmf", self.detect_dtmf)?,
            play_tones: value::flag("play_tones", self.play_tones)?,
            generate_dtmf: value::flag("generate_dtmf", self.generate_dtmf)?,
            terminator: match self.terminator {
                0 => None,
                digit => Some(value::digit("terminator", digit)?),
            },
            interdigit_timeout_ms: self.interdigit_timeout_ms,
            allow_signals,
            join_prompt: sound(self.join_prompt),
            leave_prompt: sound(self.leave_prompt),
            adaptive: self.adaptive(),
        })
    }
}

impl<'a> mixminus_join_options<'a> {
    fn adaptive(&self) -> Option<AdaptiveTarget> {
        let (min_ms, max_ms) = (self.adaptive_min_ms, self.adaptive_max_ms);
        (max_ms > 0 || min_ms > 0).then_some(AdaptiveTarget { min_ms, max_ms })
    }

    fn allow_signals<'b>(&self, names: &'b mut Vec<&'a [u8]>) -> Result<config::AllowSignals<'b>> {
        let (texts, count) = (self.allow_signals, self.allow_signals_len);
        if texts.is_null() && count.get() == 0 {
            return Ok(config::AllowSignals::Any);
        }
        if count.get() > MAX_ALLOWED_SIGNALS {
            return Err(InvalidArgument::Count("allow_signals", count.get(), MAX_ALLOWED_SIGNALS).into());
        }
        for text in texts.slice(count)? {
            names.push(text.bytes.text(text.length)?);
        }
        Ok(config::AllowSignals::Names(names))
    }
}

/// `None` for the default.
fn milliseconds(field: u32) -> Option<u32> {
    (field != MIXMINUS_DEFAULT_MS).then_some(field)
}

/// Fills join options with the defaults: neither muted nor deaf, 0 dB, no talk events, DTMF reported and suppressed, no
/// terminator, any signal may interrupt, no conference id.
///
/// options: the struct to fill.
/// size: sizeof *options.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (options is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_join_options_init(
    options: NewStruct<'_, mixminus_join_options<'static>>,
    size: SizeOf<mixminus_join_options<'static>>,
) -> mixminus_status {
    control_call(|| Ok(options.init("options", size)?))
}

/// Joins a room, and makes it if no room has that id. Does not wait: the participant is in the mix from the next tick
/// on, which MIXMINUS_EVENT_JOINED reports.
///
/// options: how to join, borrowed for the call with its strings.
/// room: receives the room; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or options is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_ALREADY_IN_ROOM, MIXMINUS_ERR_BUSY (its mixminus_conference is about to
/// return), MIXMINUS_ERR_ROOM_FULL, MIXMINUS_ERR_ROOM_LOCKED, MIXMINUS_ERR_TOO_MANY_ROOMS, MIXMINUS_ERR_QUOTA_EXCEEDED
/// (rooms of the account, or its max_name_bytes), MIXMINUS_ERR_QUEUE_FULL (of commands, or max_plays),
/// MIXMINUS_ERR_SESSION_EXPIRED, MIXMINUS_ERR_HUNG_UP or a handle status, also for a prompt.
/// MIXMINUS_ERR_INTERRUPTED: a queued signal ended the conference before it began; mixminus_participant_conference_end
/// says which.
/// A join that fails does not disturb anyone in the room.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_join(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    options: InStruct<'_, mixminus_join_options<'_>>,
    room: Out<'_, mixminus_room>,
) -> mixminus_status {
    engine.control_result(room.optional(0), |engine| {
        let mut names = Vec::new();
        let options = options.load("options")?;
        Ok(engine.join(ParticipantId(participant), &options.convert(&mut names)?)?.0)
    })
}

/// Leaves the room, with MIXMINUS_END_REMOVED. The session continues and may join again. Does not wait, and works with
/// a full command queue and a stopped clock. Audio that is not yet mixed or read is dropped.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_leave(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
) -> mixminus_status {
    engine.control_call(|engine| engine.leave(ParticipantId(participant)))
}

/// Moves a participant to another room of the same account and environment, and makes that room if there is none: in
/// one step between two ticks, with its settings and without a pause. If the call fails, it stays where it is.
///
/// conference_id, conference_id_len: the other room's id, 1 to 255 bytes, borrowed for the call.
/// room: receives the other room; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or conference_id is NULL, or the length is out of its
/// range), MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_ALREADY_IN_ROOM (it is in that room), MIXMINUS_ERR_ROOM_FULL,
/// MIXMINUS_ERR_ROOM_LOCKED, MIXMINUS_ERR_TOO_MANY_ROOMS, MIXMINUS_ERR_QUOTA_EXCEEDED, MIXMINUS_ERR_QUEUE_FULL or a
/// handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_move(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    conference_id: In<'_, c_char, ConferenceId>,
    conference_id_len: Length<ConferenceId>,
    room: Out<'_, mixminus_room>,
) -> mixminus_status {
    engine.control_result(room.optional(0), |engine| {
        Ok(engine.move_to(ParticipantId(participant), conference_id.name(conference_id_len)?)?.0)
    })
}
