//! Playing prompts
//!
//! A prompt plays to one participant, on top of the room's audio or outside any room, or it plays to whole rooms as one
//! more voice. Each participant and each room has a queue of up to 16 plays, which play one after the other.
//! MIXMINUS_EVENT_PLAY_ENDED reports the end of each. These calls return at once; mixminus_say waits for the end.
//!
//! ```c
//! mixminus_say_options options;
//! mixminus_say_options_init(&options, sizeof options);
//! options.times = 0;                                               // repeat until stopped
//! options.gain_mdb = -6000;
//! mixminus_play music;
//! mixminus_participant_say(engine, caller, prompt, &options, &music);
//! mixminus_play_stop(engine, music);
//! mixminus_participant_set_hold(engine, caller, 1, prompt);        // hears only the hold music
//! mixminus_room_set_alone_loop(engine, room, prompt);              // while a participant is alone
//! ```

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::{mixminus_participant, mixminus_play, mixminus_room};
use super::invalid_argument::InvalidArgument;
use super::pointer::{In, Length, Out, OutArray, Rooms};
use super::prompt::{mixminus_sound, sound};
use super::status::mixminus_status;
use super::struct_pointer::{InStruct, NewStruct, SizeOf};
use super::value;
use crate::control::playback::plays::{MAX_QUEUED_PLAYS, PlayId, SayOptions};
use crate::control::playback::say::MAX_ROOMS_PER_SAY;
use crate::error::Result;
use crate::handle::{ParticipantId, RoomId};
use crate::units::Gain;

/// The most plays that may be queued for one participant, and for one room.
pub const MIXMINUS_MAX_QUEUED_PLAYS: u32 = 16;

/// The most rooms that one mixminus_rooms_say plays to.
pub const MIXMINUS_MAX_ROOMS_PER_SAY: u32 = 1024;

const _: () = assert!(MIXMINUS_MAX_QUEUED_PLAYS as usize == MAX_QUEUED_PLAYS);
const _: () = assert!(MIXMINUS_MAX_ROOMS_PER_SAY as usize == MAX_ROOMS_PER_SAY);

/// How a prompt is played. mixminus_say_options_init fills in the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_say_options {
    /// Set by mixminus_say_options_init.
    pub struct_size: u32,
    /// Number of repetitions, without a seam whatever the rate of the prompt: 1 to 1000000; 0: repeat until stopped.
    /// Default 1.
    pub times: u32,
    /// Gain on the prompt: -60000 to 24000 thousandths of a decibel. Default 0.
    pub gain_mdb: i32,
    /// 1: first stop everything that plays there or is queued. 0: play after what is queued. Default 0.
    pub interrupt: u32,
}

abi_struct!(mixminus_say_options, let options = SayOptions::default(); {
    times: options.times,
    gain_mdb: options.gain.mdb(),
    interrupt: options.interrupt.into(),
});

/// The options; the defaults for NULL.
pub(crate) fn say_options(options: InStruct<'_, mixminus_say_options>) -> Result<SayOptions> {
    let Some(options) = options.load_optional("options")? else { return Ok(SayOptions::default()) };
    let mixminus_say_options { times, gain_mdb, interrupt, .. } = options;
    Ok(SayOptions { times, gain: Gain::from_mdb(gain_mdb)?, interrupt: value::flag("interrupt", interrupt)? })
}

/// Fills say options with the defaults: once, as it is, after what waits.
///
/// options: the struct to fill.
/// size: sizeof *options.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (options is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_say_options_init(
    options: NewStruct<'_, mixminus_say_options>,
    size: SizeOf<mixminus_say_options>,
) -> mixminus_status {
    control_call(|| Ok(options.init("options", size)?))
}

/// Plays a sound to a participant, from the next tick on: on top of its room's audio, deaf or not, or alone while it is
/// in no room. The play continues without a gap if the participant joins or leaves meanwhile. Nobody else hears it.
///
/// sound: what to play, not MIXMINUS_SOUND_NONE.
/// options: borrowed for the call; NULL for the defaults.
/// play: receives the number of the play, which MIXMINUS_EVENT_PLAY_ENDED has in its value; 0 if the call fails; NULL
/// if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, sound is MIXMINUS_SOUND_NONE, or a field is out
/// of its range), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_QUEUE_FULL (16 plays are queued, max_plays are in use, or the
/// command queue is full) or a handle status, also for the prompt.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_say(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    sound: mixminus_sound,
    options: InStruct<'_, mixminus_say_options>,
    play: Out<'_, mixminus_play>,
) -> mixminus_status {
    engine.control_result(play.optional(0), |engine| {
        Ok(engine.say(ParticipantId(participant), self::sound(sound), &say_options(options)?)?.0)
    })
}

/// Stops everything that plays, or is queued to play, to a participant. What plays fades out within 5 ms of the next
/// tick. If nothing plays, that is not an error.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_say_stop(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
) -> mixminus_status {
    engine.control_call(|engine| engine.say_stop(ParticipantId(participant)))
}

/// Stops one play, to a participant or to a room. If it is audible, it fades out within 5 ms of the next tick.
///
/// play: the number that mixminus_participant_say, mixminus_participant_say_text or mixminus_rooms_say returned.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_STALE_HANDLE (the play has ended),
/// MIXMINUS_ERR_INVALID_HANDLE (no play ever had that number) or MIXMINUS_ERR_QUEUE_FULL.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_play_stop(engine: EnginePointer<'_>, play: mixminus_play) -> mixminus_status {
    engine.control_call(|engine| engine.play_stop(PlayId(play)))
}

/// Plays a sound to everyone in one or more rooms who is not deaf, from the next tick on, as one more voice. In all
/// rooms that have nothing else queued it begins in the same tick.
///
/// rooms, count: 1 to 1024 rooms, each listed once; borrowed for the call.
/// sound, options: as for mixminus_participant_say.
/// plays: space for count numbers; receives the number of the play in each room, in the order of rooms; unchanged if
/// the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or rooms is NULL, count is out of its range, a room is
/// listed twice, sound is MIXMINUS_SOUND_NONE, or a field is out of its range), MIXMINUS_ERR_STRUCT_SIZE,
/// MIXMINUS_ERR_QUEUE_FULL (16 plays are queued in a room, max_plays are in use, or the command queue lacks space for
/// one command per room and one more) or a handle status, also for the prompt. If the call fails, the sound plays in no
/// room.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_rooms_say(
    engine: EnginePointer<'_>,
    rooms: In<'_, mixminus_room, Rooms>,
    count: Length<Rooms>,
    sound: mixminus_sound,
    options: InStruct<'_, mixminus_say_options>,
    plays: OutArray<'_, mixminus_play, Rooms>,
) -> mixminus_status {
    engine.control_call(|engine| {
        let options = say_options(options)?;
        if !(1..=MAX_ROOMS_PER_SAY).contains(&count.get()) {
            return Err(InvalidArgument::RoomCount(count.get()).into());
        }
        let rooms: Vec<_> = rooms.slice(count)?.iter().map(|room| RoomId(*room)).collect();
        let plays = if plays.is_null() { None } else { Some(plays.places(count)?) };
        let made = engine.rooms_say(&rooms, self::sound(sound), &options)?;
        plays.map(|plays| plays.fill(made.into_iter().map(|play| play.0)));
        Ok(())
    })
}

/// Stops everything that mixminus_rooms_say plays, or has queued, in a room. What plays fades out within 5 ms of the
/// next tick. If nothing plays, that is not an error.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_say_stop(engine: EnginePointer<'_>, room: mixminus_room) -> mixminus_status {
    engine.control_call(|engine| engine.room_say_stop(RoomId(room)))
}

/// Puts a participant on hold, or takes it off hold, from the next tick on. On hold it is not mixed and does not hear
/// the room, whatever mute and deaf are; these may be changed meanwhile and apply again afterwards. It hears what
/// mixminus_participant_say plays to it, and sound in a loop. MIXMINUS_EVENT_CHANGED reports it, with
/// MIXMINUS_STATE_HELD. It must be in a room.
///
/// hold: 1 or 0.
/// sound: the hold music, which replaces the current one; MIXMINUS_SOUND_NONE for silence. Ignored if hold is 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or hold is neither 0 nor 1),
/// MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL (max_plays) or a handle status, also for the prompt.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_set_hold(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    hold: u32,
    sound: mixminus_sound,
) -> mixminus_status {
    engine.control_call(|engine| {
        engine.set_hold(ParticipantId(participant), value::flag("hold", hold)?, self::sound(sound))
    })
}

/// Sets the sound that a participant hears while it is alone in a room, in a loop from its beginning. When another
/// joins, it fades out within 5 ms; it starts again when a participant is alone again. It replaces what was set before,
/// by the room's template too.
///
/// sound: the sound; MIXMINUS_SOUND_NONE for silence.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (of commands, or
/// max_plays) or a handle status, also for the prompt.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_set_alone_loop(
    engine: EnginePointer<'_>,
    room: mixminus_room,
    sound: mixminus_sound,
) -> mixminus_status {
    engine.control_call(|engine| engine.room_set_alone_loop(RoomId(room), self::sound(sound)))
}
