//! Templates and quotas
//!
//! A template holds the settings that a room gets when its first participant makes it. A quota limits what one account
//! may use. Both may be set at any time and apply to what is made afterwards:
//!
//! ```c
//! mixminus_room_template settings;
//! mixminus_room_template_init(&settings, sizeof settings);
//! settings.capacity = 8;
//! mixminus_room_template_set(engine, "acme", 4, "production", 10, "board", 5, &settings);
//!
//! mixminus_account_quota quota;
//! mixminus_account_quota_init(&quota, sizeof quota);
//! quota.rooms = 20;
//! mixminus_account_quota_set(engine, "acme", 4, &quota);
//! ```

use std::ffi::c_char;

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::invalid_argument::InvalidArgument;
use super::pointer::{Account, ConferenceId, Environment, In, Length};
use super::prompt::{MIXMINUS_SOUND_NONE, mixminus_sound, sound};
use super::status::mixminus_status;
use super::struct_pointer::{InStruct, NewStruct, SizeOf};
use super::value;
use crate::control::config::{EngineConfig, Quota, RoomTemplate};

/// The settings of a new room. mixminus_room_template_init fills in the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_room_template {
    /// Set by mixminus_room_template_init.
    pub struct_size: u32,
    /// Number of participants that it may hold: 1 to 1024. Default 100.
    pub capacity: u32,
    /// Time limit of the room, in seconds of the engine's clock: 1 to 31536000; 0: no limit. At the limit all
    /// participants leave with MIXMINUS_END_TIME_LIMIT; MIXMINUS_EVENT_ROOM_WARNING comes a minute before. Default 0.
    pub limit_s: u32,
    /// Sample rate at which the room is mixed, Hz: sample_rate_hz of the engine, or one of which its configuration has
    /// lines. Lines of other rates are converted, with at most 1.5 ms of delay each way. Default 0: sample_rate_hz of the
    /// engine.
    pub sample_rate_hz: u32,
    /// Sound for a participant that is alone in the room, as by mixminus_room_set_alone_loop. A prompt that is freed
    /// before the room is made counts as MIXMINUS_SOUND_NONE. Default MIXMINUS_SOUND_NONE.
    pub alone_loop: mixminus_sound,
}

abi_struct!(#[added(alone_loop)] mixminus_room_template, let config = EngineConfig::default(); {
    capacity: config.room_capacity,
    limit_s: 0,
    sample_rate_hz: 0,
    alone_loop: MIXMINUS_SOUND_NONE,
});

/// What one account may use of an engine at the same time. mixminus_account_quota_init fills in the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_account_quota {
    /// Set by mixminus_account_quota_init.
    pub struct_size: u32,
    /// Rooms; 0: the engine's max_rooms. Default 0.
    pub rooms: u32,
    /// Participants, in or out of rooms; 0: the engine's max_participants. Default 0.
    pub participants: u32,
    /// Queued signals of all its participants; 0: 64 per participant. Default 0.
    pub queued_signals: u32,
    /// Bytes of prompts: two per sample at each rate of the engine, and for each other rate than the prompt's own
    /// up to 64 KiB more, so that it loops without a seam; 0: the engine's max_prompt_bytes. A prompt that was freed
    /// counts until nothing plays it. Default 0.
    pub prompt_bytes: u64,
}

abi_struct!(#[added(prompt_bytes)] mixminus_account_quota, let quota = Quota::default(); {
    rooms: quota.rooms,
    participants: quota.participants,
    queued_signals: quota.queued_signals,
    prompt_bytes: quota.prompt_bytes,
});

/// The id of the room that a template is for, or `None` for all rooms.
fn one_room<'a>(
    id: In<'a, c_char, ConferenceId>,
    length: Length<ConferenceId>,
) -> Result<Option<&'a [u8]>, InvalidArgument> {
    if id.is_null() && length.get() == 0 { Ok(None) } else { id.name(length).map(Some) }
}

/// Fills a room template with the defaults.
///
/// settings: the struct to fill.
/// size: sizeof *settings.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (settings is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_template_init(
    settings: NewStruct<'_, mixminus_room_template>,
    size: SizeOf<mixminus_room_template>,
) -> mixminus_status {
    control_call(|| Ok(settings.init("settings", size)?))
}

/// Sets the template for a room, or for all rooms of an environment, in place of the previous one. A template for one
/// conference id has precedence over one for all rooms of the environment, and that over the engine's room_capacity. A
/// room that exists keeps its settings.
///
/// account, environment: 1 to 255 bytes each, or NULL and length 0 for the default.
/// conference_id: 1 to 255 bytes for one room; NULL and length 0 for all rooms of the account and environment.
/// settings: the template. All are borrowed for the call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a length or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE or MIXMINUS_ERR_QUOTA_EXCEEDED (max_name_bytes of the account, or max_accounts of the
/// engine).
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_template_set(
    engine: EnginePointer<'_>,
    account: In<'_, c_char, Account>,
    account_len: Length<Account>,
    environment: In<'_, c_char, Environment>,
    environment_len: Length<Environment>,
    conference_id: In<'_, c_char, ConferenceId>,
    conference_id_len: Length<ConferenceId>,
    settings: InStruct<'_, mixminus_room_template>,
) -> mixminus_status {
    engine.control_call(|engine| {
        let account = account.account(account_len)?;
        let environment = environment.environment(environment_len)?;
        let conference_id = one_room(conference_id, conference_id_len)?;
        let settings = settings.load("settings")?;
        let template = RoomTemplate {
            sample_rate: value::sample_rate(settings.sample_rate_hz)?,
            capacity: settings.capacity,
            limit_s: settings.limit_s,
            alone_loop: sound(settings.alone_loop),
        };
        engine.set_room_template(account, environment, conference_id, Some(&template))
    })
}

/// Removes a template. If there is none, that is not an error.
///
/// account, environment, conference_id: as for mixminus_room_template_set.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a length is out of its range).
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_template_remove(
    engine: EnginePointer<'_>,
    account: In<'_, c_char, Account>,
    account_len: Length<Account>,
    environment: In<'_, c_char, Environment>,
    environment_len: Length<Environment>,
    conference_id: In<'_, c_char, ConferenceId>,
    conference_id_len: Length<ConferenceId>,
) -> mixminus_status {
    engine.control_call(|engine| {
        let account = account.account(account_len)?;
        let environment = environment.environment(environment_len)?;
        let conference_id = one_room(conference_id, conference_id_len)?;
        engine.set_room_template(account, environment, conference_id, None)
    })
}

/// Fills a quota with the defaults: the engine's limits.
///
/// quota: the struct to fill.
/// size: sizeof *quota.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (quota is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_account_quota_init(
    quota: NewStruct<'_, mixminus_account_quota>,
    size: SizeOf<mixminus_account_quota>,
) -> mixminus_status {
    control_call(|| Ok(quota.init("quota", size)?))
}

/// Sets the quota of one account, in place of the engine's account_rooms, account_participants, account_queued_signals
/// and account_prompt_bytes. What the account already has beyond it stays.
///
/// account, account_len: 1 to 255 bytes, or NULL and 0 for the default.
/// quota: the quota. Both are borrowed for the call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or the length is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE or MIXMINUS_ERR_QUOTA_EXCEEDED (max_accounts of the engine).
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_account_quota_set(
    engine: EnginePointer<'_>,
    account: In<'_, c_char, Account>,
    account_len: Length<Account>,
    quota: InStruct<'_, mixminus_account_quota>,
) -> mixminus_status {
    engine.control_call(|engine| {
        let account = account.account(account_len)?;
        let quota = quota.load("quota")?;
        let mixminus_account_quota { rooms, participants, queued_signals, prompt_bytes, .. } = quota;
        let quota = Quota { rooms, participants, queued_signals, prompt_bytes };
        engine.set_account_quota(account, Some(quota))
    })
}

/// Removes the quota of an account, so that the engine's limits apply to it. If it has none, that is not an error.
///
/// account, account_len: 1 to 255 bytes, or NULL and 0 for the default; borrowed for the call.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or the length is out of its range).
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_account_quota_reset(
    engine: EnginePointer<'_>,
    account: In<'_, c_char, Account>,
    account_len: Length<Account>,
) -> mixminus_status {
    engine.control_call(|engine| engine.set_account_quota(account.account(account_len)?, None))
}
