//! Saying and waiting
//!
//! An application calls these functions on the thread of its call: mixminus_say and mixminus_say_text play, and return
//! when that is over. They wait, and move the audio of the call's line, as mixminus_conference does, with the same
//! mixminus_call_io.
//!
//! ```c
//! uint32_t end;
//! mixminus_say_text(engine, caller, "Welcome.", 8, NULL, 0, NULL, &io, &end);
//! if (end == MIXMINUS_SAY_HANG_UP) {
//!     return;
//! }
//! ```

use std::ffi::c_char;

use super::call_io::{lend, mixminus_call_io};
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_participant;
use super::play::{mixminus_say_options, say_options};
use super::pointer::{In, Length, Out, SpokenText, Voice};
use super::prompt::{mixminus_sound, sound};
use super::status::mixminus_status;
use super::struct_pointer::InStruct;
use crate::control::blocking::pending_say::SayEnd;
use crate::control::playback::synthesizer::MAX_TEXT_BYTES;
use crate::handle::ParticipantId;

/// Why mixminus_say or mixminus_say_text returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_say_end {
    /// The call failed: nothing was played.
    MIXMINUS_SAY_NONE = 0,
    /// Its last sample was played.
    MIXMINUS_SAY_COMPLETED = 1,
    /// It was stopped, or another play interrupted it.
    MIXMINUS_SAY_STOPPED = 2,
    /// The call was hung up, or its participant was freed.
    MIXMINUS_SAY_HANG_UP = 3,
    /// The engine has stopped, or is being freed.
    MIXMINUS_SAY_ENGINE_STOPPED = 4,
    /// The session reached its time limit.
    MIXMINUS_SAY_TIME_LIMIT = 5,
}

impl From<SayEnd> for mixminus_say_end {
    fn from(end: SayEnd) -> mixminus_say_end {
        match end {
            SayEnd::Completed => mixminus_say_end::MIXMINUS_SAY_COMPLETED,
            SayEnd::Stopped => mixminus_say_end::MIXMINUS_SAY_STOPPED,
            SayEnd::HangUp => mixminus_say_end::MIXMINUS_SAY_HANG_UP,
            SayEnd::EngineStopped => mixminus_say_end::MIXMINUS_SAY_ENGINE_STOPPED,
            SayEnd::TimeLimit => mixminus_say_end::MIXMINUS_SAY_TIME_LIMIT,
        }
    }
}

/// No end yet: what the host finds if the call fails.
const NONE: u32 = mixminus_say_end::MIXMINUS_SAY_NONE as u32;

/// Plays a sound to a participant, as mixminus_participant_say does, and waits until that is over. It is for
/// applications, before and after their conferences and in their handlers. During a conference the host plays by
/// mixminus_participant_say.
///
/// The call returns after the last frame has gone to the line: with io, after it was written; without, after the host
/// has read it. For a host that has stopped reading it waits no longer than cap_ms and one second, in ticks, and no
/// longer than two seconds without a tick. If the call ends before the sound is over, the sound is stopped.
///
/// sound, options: as for mixminus_participant_say.
/// io: how the call's audio is moved, as for mixminus_conference, not used after the call has returned; NULL: the host
/// moves it on other threads.
/// end: receives a MIXMINUS_SAY_ constant; MIXMINUS_SAY_NONE if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK when the play is over, whatever the reason. MIXMINUS_ERR_BUSY: a conference or a say of this
/// session is running in another call. MIXMINUS_ERR_HUNG_UP, MIXMINUS_ERR_SESSION_EXPIRED: this happened before the
/// call. MIXMINUS_ERR_WRONG_MODE: this thread ticks the engine, and no other thread has ticked for two seconds.
/// MIXMINUS_ERR_ENGINE_STOPPED: the engine is being freed, or has stopped. Otherwise the statuses of
/// mixminus_participant_say; MIXMINUS_ERR_INVALID_ARGUMENT and MIXMINUS_ERR_STRUCT_SIZE also if io.read_ex has given a
/// wrong info.
/// Thread: any but the ticker; the call lasts as long as the sound.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_say(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    sound: mixminus_sound,
    options: InStruct<'_, mixminus_say_options>,
    io: InStruct<'_, mixminus_call_io>,
    end: Out<'_, u32>,
) -> mixminus_status {
    engine.blocking_result(end.optional(NONE), |engine| {
        let options = say_options(options)?;
        let mut io = io.functions()?;
        let (participant, sound) = (ParticipantId(participant), self::sound(sound));
        let said = engine.say_blocking(participant, sound, &options, lend(&mut io))?;
        Ok(mixminus_say_end::from(said) as u32)
    })
}

/// Speaks a text to a participant by the engine's synthesizer, and waits until that is over. While the synthesizer
/// runs, no audio of the line is moved.
///
/// text, text_len, voice, voice_len: as for mixminus_participant_say_text.
/// options, io, end: as for mixminus_say.
/// Returns the statuses of mixminus_say, and those of mixminus_participant_say_text for the text.
/// Thread: any but the ticker; the call lasts as long as the synthesizer and the speech.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_say_text(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    text: In<'_, c_char, SpokenText>,
    text_len: Length<SpokenText>,
    voice: In<'_, c_char, Voice>,
    voice_len: Length<Voice>,
    options: InStruct<'_, mixminus_say_options>,
    io: InStruct<'_, mixminus_call_io>,
    end: Out<'_, u32>,
) -> mixminus_status {
    engine.blocking_result(end.optional(NONE), |engine| {
        let text = text.utf8(text_len, MAX_TEXT_BYTES)?;
        let voice = voice.utf8(voice_len, MAX_TEXT_BYTES)?;
        let options = say_options(options)?;
        let mut io = io.functions()?;
        let said =
            engine.say_text_blocking(ParticipantId(participant), text, voice, &options, lend(&mut io))?;
        Ok(mixminus_say_end::from(said) as u32)
    })
}
