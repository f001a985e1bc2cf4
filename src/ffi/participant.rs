//! Participants
//!
//! A participant is one call, from mixminus_participant_new to mixminus_participant_free. It belongs to an account
//! and an environment, and is in one room at most at a time:
//!
//! ```c
//! mixminus_participant_config config;
//! mixminus_participant_config_init(&config, sizeof config);
//! config.account = "acme";
//! config.account_len = 4;
//! config.environment = "production";
//! config.environment_len = 10;
//! config.user = (uint64_t)(uintptr_t)call;                 // comes back with each event
//! mixminus_participant caller;
//! mixminus_participant_new(engine, &config, &caller);
//! talk(engine, caller);                                    // join, write, read, leave, join ...
//! mixminus_participant_free(engine, caller);               // the call has hung up
//! ```
//!
//! Its settings (mute, deaf, gain, and what is done about its keys) may be changed at any time, from any thread; a change
//! takes effect with the next tick, by a ramp of 5 ms. They last until the next join, which brings its own.

use std::ffi::c_char;

use super::boundary::control_call;
use super::engine::mixminus_engine;
use super::event::mixminus_end_reason;
use super::handle::{mixminus_participant, mixminus_room};
use super::layout::{self, Plain, Target, Versioned};
use super::pointer::{self, Out};
use super::status::mixminus_status;
use crate::control::config::ParticipantConfig;
use crate::control::participants::ParticipantInfo;
use crate::error::Result;
use crate::handle::{ParticipantId, RoomId};
use crate::rt::message::event::EndReason;
use crate::units::Gain;

/// The call that a participant stands for. mixminus_participant_config_init makes it empty.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_participant_config {
    /// Set by mixminus_participant_config_init.
    pub struct_size: u32,
    /// Must be 0.
    pub reserved: u32,
    /// Whose call it is: account_len bytes, compared byte by byte, borrowed for the call.
    pub account: *const c_char,
    /// 1 to 255.
    pub account_len: usize,
    /// Such as "production" or "development": environment_len bytes, compared byte by byte, borrowed for the call.
    pub environment: *const c_char,
    /// 1 to 255.
    pub environment_len: usize,
    /// Any value of the host's own; each event of this participant has it. Default 0.
    pub user: u64,
}

// SAFETY: two 32-bit integers, four of pointer size, one of 64 bits: no padding, be a pointer 32 bits or 64.
unsafe impl Plain for mixminus_participant_config {
    const NAME: &'static str = "mixminus_participant_config";
}

// SAFETY: it begins with `struct_size`.
unsafe impl Versioned for mixminus_participant_config {
    fn initial() -> mixminus_participant_config {
        mixminus_participant_config {
            struct_size: 0,
            reserved: 0,
            account: std::ptr::null(),
            account_len: 0,
            environment: std::ptr::null(),
            environment_len: 0,
            user: 0,
        }
    }
}

/// A participant as it is now.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_participant_info {
    /// Set by mixminus_participant_info_init.
    pub struct_size: u32,
    /// 1: its audio is kept from the mix. 0: it is heard.
    pub mute: u32,
    /// 1: it hears nothing. 0: it hears.
    pub deaf: u32,
    /// Gain on what it says, thousandths of a decibel.
    pub gain_mdb: i32,
    /// The value that mixminus_participant_new was given.
    pub user: u64,
    /// The room that it is in, or 0.
    pub room: mixminus_room,
    /// Why its last conference ended, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it is in one or was in none.
    pub last_end: u32,
    /// 1: keys in its audio are told as events.
    pub detect_dtmf: u32,
    /// 1: the others hear its key presses. 0: they are kept from them.
    pub play_tones: u32,
    /// 1: keys that the host injects are made audible to the others, if play_tones is 1.
    pub generate_dtmf: u32,
    /// 1: on hold, neither heard nor hearing, whatever mute and deaf say.
    pub hold: u32,
    /// 0.
    pub reserved: u32,
}

// SAFETY: the 64-bit integers begin at 16 and end at 32, six 32-bit ones follow: no padding.
unsafe impl Plain for mixminus_participant_info {
    const NAME: &'static str = "mixminus_participant_info";
    const FIRST_SIZE: usize = std::mem::offset_of!(mixminus_participant_info, hold);
}

// SAFETY: it begins with `struct_size`.
unsafe impl Versioned for mixminus_participant_info {
    fn initial() -> mixminus_participant_info {
        ParticipantInfo {
            user: 0,
            room: RoomId::NONE,
            mute: false,
            deaf: false,
            hold: false,
            gain: Gain::UNITY,
            detect_dtmf: false,
            play_tones: true,
            generate_dtmf: false,
            last_end: EndReason::None,
        }
        .into()
    }
}

impl From<ParticipantInfo> for mixminus_participant_info {
    fn from(info: ParticipantInfo) -> mixminus_participant_info {
        mixminus_participant_info {
            struct_size: 0,
            mute: info.mute.into(),
            deaf: info.deaf.into(),
            gain_mdb: info.gain.mdb(),
            user: info.user,
            room: info.room.0,
            last_end: mixminus_end_reason::from(info.last_end) as u32,
            detect_dtmf: info.detect_dtmf.into(),
            play_tones: info.play_tones.into(),
            generate_dtmf: info.generate_dtmf.into(),
            hold: info.hold.into(),
            reserved: 0,
        }
    }
}

/// Makes a participant configuration without names, to be filled in.
///
/// config: the struct to fill. size: sizeof *config as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_config_init(
    config: *mut mixminus_participant_config,
    size: usize,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| Ok(unsafe { layout::init(config, "config", size) }?))
}

/// Makes a participant. It is in no room.
///
/// config: borrowed for the call, its strings too. participant: receives the handle, which is good until
/// mixminus_participant_free; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a name is not 1 to 255 bytes long),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_TOO_MANY_PARTICIPANTS (max_participants; mixminus_last_error has the
/// account's limit) or MIXMINUS_ERR_QUOTA_EXCEEDED (of the account, or max_accounts of the engine).
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_new(
    engine: *mut mixminus_engine,
    config: *const mixminus_participant_config,
    participant: *mut mixminus_participant,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header, here and in the blocks below.
        let participant = unsafe { Out::new(participant, "participant", 0) }?;
        // SAFETY: as above.
        let (engine, config) = unsafe { (pointer::engine(engine)?, layout::load(config, "config")?) };
        pointer::reserved("reserved", config.reserved)?;
        // SAFETY: as above, for the strings of the struct.
        let (account, environment) = unsafe {
            (
                pointer::name("account", config.account, config.account_len)?,
                pointer::name("environment", config.environment, config.environment_len)?,
            )
        };
        let config = ParticipantConfig { account, environment, user: config.user };
        participant.set(engine.participant_new(&config)?.0);
        Ok(())
    })
}

/// Ends a participant: the call has gone. If it is in a room it leaves with MIXMINUS_END_HANG_UP. Works with a full
/// command queue and a stopped clock. The handle is stale from then on; calls that other threads have begun on it
/// end well.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status (freed twice: stale).
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_free(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| unsafe { pointer::engine(engine) }?.participant_free(ParticipantId(participant)))
}

/// Mutes a participant, or unmutes it, from the next tick on: its audio is kept from the mix, and it still hears. Needs a
/// room. Like all settings of a participant it takes no place in the command queue: of several calls between two ticks
/// the last one counts, and one MIXMINUS_EVENT_CHANGED reports the settings as they are then.
///
/// mute: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or mute is neither), MIXMINUS_ERR_NOT_IN_ROOM
/// or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_set_mute(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    mute: u32,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let engine = unsafe { pointer::engine(engine) }?;
        engine.set_mute(ParticipantId(participant), pointer::flag("mute", mute)?)
    })
}

/// Lets a participant hear nothing, or hear again. It is still heard. Needs a room.
///
/// deaf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or deaf is neither), MIXMINUS_ERR_NOT_IN_ROOM
/// or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_set_deaf(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    deaf: u32,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let engine = unsafe { pointer::engine(engine) }?;
        engine.set_deaf(ParticipantId(participant), pointer::flag("deaf", deaf)?)
    })
}

/// Sets the gain on what a participant says. Needs a room.
///
/// gain_mdb: thousandths of a decibel, -60000 to 24000; at 0 the audio passes bit for bit.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or the gain is out of its range),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_set_gain(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    gain_mdb: i32,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let engine = unsafe { pointer::engine(engine) }?;
        engine.set_gain(ParticipantId(participant), Gain::from_mdb(gain_mdb)?)
    })
}

/// Makes a struct ready to be filled by mixminus_participant_get_info.
///
/// info: the struct to prepare. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_info_init(
    info: *mut mixminus_participant_info,
    size: usize,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| Ok(unsafe { layout::init(info, "info", size) }?))
}

/// Tells how a participant is, as control calls have set it; events tell when a tick has followed.
///
/// info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle
/// status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_get_info(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    info: *mut mixminus_participant_info,
) -> mixminus_status {
    control_call(|| -> Result<()> {
        // SAFETY: by the rules of the header.
        let (engine, info) = unsafe { (pointer::engine(engine)?, Target::new(info, "info")?) };
        info.fill(engine.participant_info(ParticipantId(participant))?.into());
        Ok(())
    })
}
