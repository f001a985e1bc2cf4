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

use super::boundary::control_call;
use super::engine::mixminus_engine;
use super::fault::Fault;
use super::handle::{mixminus_participant, mixminus_play, mixminus_room};
use super::layout::{self, Plain, Versioned};
use super::pointer::{self, Out, OutArray};
use super::prompt::{mixminus_sound, sound};
use super::status::mixminus_status;
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

// SAFETY: four fields of 32 bits: no padding.
unsafe impl Plain for mixminus_say_options {
    const NAME: &'static str = "mixminus_say_options";
}

// SAFETY: it begins with `struct_size`.
unsafe impl Versioned for mixminus_say_options {
    fn initial() -> mixminus_say_options {
        let SayOptions { times, gain, interrupt } = SayOptions::default();
        mixminus_say_options { struct_size: 0, times, gain_mdb: gain.mdb(), interrupt: interrupt.into() }
    }
}

/// The options; the defaults for NULL.
///
/// # Safety
/// As of `layout::load`.
pub(crate) unsafe fn say_options(options: *const mixminus_say_options) -> Result<SayOptions> {
    if options.is_null() {
        return Ok(SayOptions::default());
    }
    // SAFETY: as the caller promised.
    let mixminus_say_options { times, gain_mdb, interrupt, .. } =
        unsafe { layout::load(options, "options") }?;
    Ok(SayOptions {
        times,
        gain: Gain::from_mdb(gain_mdb)?,
        interrupt: pointer::flag("interrupt", interrupt)?,
    })
}

/// Fills say options with the defaults: once, as it is, after what waits.
///
/// options: the struct to fill. size: sizeof *options as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (options is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_say_options_init(
    options: *mut mixminus_say_options,
    size: usize,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| Ok(unsafe { layout::init(options, "options", size) }?))
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
pub unsafe extern "C" fn mixminus_participant_say(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    sound: mixminus_sound,
    options: *const mixminus_say_options,
    play: *mut mixminus_play,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let (play, engine, options) =
            unsafe { (Out::optional(play, 0), pointer::engine(engine)?, say_options(options)?) };
        play.set(engine.say(ParticipantId(participant), self::sound(sound), &options)?.0);
        Ok(())
    })
}

/// Stops all that plays, and waits to play, to a participant; what sounds fades out within 5 ms of the next tick. That
/// there is nothing is not an error.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_say_stop(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| unsafe { pointer::engine(engine) }?.say_stop(ParticipantId(participant)))
}

/// Stops one play, to a participant or to a room; if it sounds, it fades out within 5 ms of the next tick.
///
/// play: what mixminus_participant_say or mixminus_rooms_say gave.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_STALE_HANDLE (it has ended),
/// MIXMINUS_ERR_INVALID_HANDLE (there never was one of that number) or MIXMINUS_ERR_QUEUE_FULL.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_play_stop(
    engine: *mut mixminus_engine,
    play: mixminus_play,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| unsafe { pointer::engine(engine) }?.play_stop(PlayId(play)))
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
pub unsafe extern "C" fn mixminus_rooms_say(
    engine: *mut mixminus_engine,
    rooms: *const mixminus_room,
    count: usize,
    sound: mixminus_sound,
    options: *const mixminus_say_options,
    plays: *mut mixminus_play,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header, here and below.
        let (engine, options) = unsafe { (pointer::engine(engine)?, say_options(options)?) };
        if !(1..=MAX_ROOMS_PER_SAY).contains(&count) {
            return Err(Fault::RoomCount(count).into());
        }
        if rooms.is_null() {
            return Err(Fault::Null("rooms").into());
        }
        // SAFETY: as above: `count` handles can be read; they need not be aligned.
        let named = (0..count).map(|at| RoomId(unsafe { rooms.add(at).read_unaligned() }));
        let ids = engine.rooms_say(&named.collect::<Vec<_>>(), self::sound(sound), &options)?;
        if !plays.is_null() {
            // SAFETY: as above.
            unsafe { OutArray::new(plays, "plays", count) }?.fill(ids.into_iter().map(|id| id.0));
        }
        Ok(())
    })
}

/// Stops all that was announced to a room, and waits to be; what sounds fades out within 5 ms of the next tick. That there
/// is nothing is not an error.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_room_say_stop(
    engine: *mut mixminus_engine,
    room: mixminus_room,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| unsafe { pointer::engine(engine) }?.room_say_stop(RoomId(room)))
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
pub unsafe extern "C" fn mixminus_participant_set_hold(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    hold: u32,
    sound: mixminus_sound,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let engine = unsafe { pointer::engine(engine) }?;
        engine.set_hold(ParticipantId(participant), pointer::flag("hold", hold)?, self::sound(sound))
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
pub unsafe extern "C" fn mixminus_room_set_alone_loop(
    engine: *mut mixminus_engine,
    room: mixminus_room,
    sound: mixminus_sound,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| unsafe { pointer::engine(engine) }?.room_set_alone_loop(RoomId(room), self::sound(sound)))
}
