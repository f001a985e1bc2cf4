//! Playing prompts
//!
//! A prompt plays to a participant, in a room or in none, over what it hears; or to whole rooms, as one more voice. Up
//! to 16 are queued for each participant and each room, and play one after the other. MIXMINUS_EVENT_PLAY_ENDED tells of
//! the end of each.
//!
//! ```c
//! mixminus_say_options options;
//! mixminus_say_options_init(&options, sizeof options);
//! options.times = 0;                                               // for ever
//! options.gain_mdb = -6000;
//! mixminus_play music;
//! mixminus_participant_say(engine, caller, prompt, &options, &music);
//! mixminus_play_stop(engine, music);
//! mixminus_participant_set_hold(engine, caller, 1, prompt);        // neither heard nor hearing, but that
//! mixminus_room_set_alone_loop(engine, room, prompt);              // while one is alone in it
//! ```

use super::abi_struct::{InStruct, NewStruct, SizeOf, abi_struct};
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::{mixminus_participant, mixminus_play, mixminus_room};
use super::invalid_argument::InvalidArgument;
use super::pointer::{In, Length, Out, OutArray, Rooms};
use super::prompt::{mixminus_sound, sound};
use super::status::mixminus_status;
use super::value;
use crate::control::playback::plays::{MAX_QUEUED_PLAYS, PlayId, SayOptions};
use crate::control::playback::say::MAX_ROOMS_PER_SAY;
use crate::error::Result;
use crate::handle::{ParticipantId, RoomId};
use crate::units::Gain;

/// The most plays that may be queued for one participant, and for one room.
pub const MIXMINUS_MAX_QUEUED_PLAYS: u32 = 16;

/// The most rooms to which one call plays.
pub const MIXMINUS_MAX_ROOMS_PER_SAY: u32 = 1024;

const _: () = assert!(MIXMINUS_MAX_QUEUED_PLAYS as usize == MAX_QUEUED_PLAYS);
const _: () = assert!(MIXMINUS_MAX_ROOMS_PER_SAY as usize == MAX_ROOMS_PER_SAY);

/// How a prompt is played. mixminus_say_options_init gives the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_say_options {
    /// Set by mixminus_say_options_init.
    pub struct_size: u32,
    /// How many times, without a seam at any rate of the prompt: 1 to 1000000; 0: for ever, until it is stopped. Default 1.
    pub times: u32,
    /// Gain on it: -60000 to 24000 thousandths of a decibel. Default 0.
    pub gain_mdb: i32,
    /// 1: what plays there, and waits to, is stopped first. 0: it plays after what waits. Default 0.
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
/// options: the struct to fill. size: sizeof *options as the host was compiled.
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

/// Plays to a participant, from the next tick on: over what it hears in its room, deaf or not, or alone while it is in
/// none. It goes on, without a gap, if the participant joins or leaves meanwhile. Nobody else hears it.
///
/// sound: what to play, not MIXMINUS_SOUND_NONE. options: borrowed for the call; NULL for the defaults.
/// play: receives the play's number, which MIXMINUS_EVENT_PLAY_ENDED gives as its value; 0 if the call fails; NULL if not
/// wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, no sound, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_QUEUE_FULL (16 are queued, max_plays are in use, or the command queue is full)
/// or a handle status, of the prompt too.
/// Thread: any but the ticker's.
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

/// Stops all that plays, and waits to play, to a participant; what sounds fades out within 5 ms of the next tick. That
/// there is nothing is not an error.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_say_stop(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
) -> mixminus_status {
    engine.control_call(|engine| engine.say_stop(ParticipantId(participant)))
}

/// Stops one play, to a participant or to a room; if it sounds, it fades out within 5 ms of the next tick.
///
/// play: what mixminus_participant_say or mixminus_rooms_say gave.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_STALE_HANDLE (it has ended),
/// MIXMINUS_ERR_INVALID_HANDLE (there never was one of that number) or MIXMINUS_ERR_QUEUE_FULL.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_play_stop(engine: EnginePointer<'_>, play: mixminus_play) -> mixminus_status {
    engine.control_call(|engine| engine.play_stop(PlayId(play)))
}

/// Plays to all in some rooms who are not deaf, from the next tick on, as one more voice. In all rooms that have nothing
/// else queued it begins in one and the same tick.
///
/// rooms, count: 1 to 1024 rooms, each named once; borrowed for the call. sound, options: as for
/// mixminus_participant_say. plays: room for count numbers, of the play in each room, in the order of the rooms; left
/// alone if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or rooms is NULL, a wrong count, a room twice, no sound, or
/// a field is out of its range), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_QUEUE_FULL (16 are queued in a room, max_plays are
/// in use, or the command queue has not a place for each room and one more) or a handle status, of the prompt too; unless
/// MIXMINUS_OK, it plays in none.
/// Thread: any but the ticker's.
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

/// Stops all that was announced to a room, and waits to be; what sounds fades out within 5 ms of the next tick. That there
/// is nothing is not an error.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_say_stop(engine: EnginePointer<'_>, room: mixminus_room) -> mixminus_status {
    engine.control_call(|engine| engine.room_say_stop(RoomId(room)))
}

/// Puts a participant on hold, or takes it back, from the next tick on. On hold it is neither heard nor hearing, whatever
/// mute and deaf say; those may be changed meanwhile, and hold again afterwards. It hears what is said to it, and sound,
/// again and again. MIXMINUS_EVENT_CHANGED tells of it, with MIXMINUS_STATE_HELD. Needs a room.
///
/// hold: 1 or 0. sound: what it hears, in place of what it was; MIXMINUS_SOUND_NONE for silence; without hold, any.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or hold is neither), MIXMINUS_ERR_NOT_IN_ROOM,
/// MIXMINUS_ERR_QUEUE_FULL (of plays: max_plays) or a handle status, of the prompt too.
/// Thread: any but the ticker's.
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

/// Sets what one hears who is alone in a room: again and again from its beginning, until another comes, whereupon it
/// fades out within 5 ms; anew when one is alone again. In place of what was set, by the room's template too.
///
/// sound: MIXMINUS_SOUND_NONE for silence.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (of commands, or of
/// plays: max_plays) or a handle status, of the prompt too.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_set_alone_loop(
    engine: EnginePointer<'_>,
    room: mixminus_room,
    sound: mixminus_sound,
) -> mixminus_status {
    engine.control_call(|engine| engine.room_set_alone_loop(RoomId(room), self::sound(sound)))
}
