//! The functions of the C ABI, as `include/mixminus.h` declares them; reached through [`abi`](crate::abi).
#![allow(missing_docs)]

use crate::abi::{
    AccountQuota, Engine, EngineConfig, EngineStats, Event, JoinOptions, ParticipantConfig, ParticipantInfo,
    ParticipantStats, ReadInfo, RoomInfo, RoomTemplate, WriteInfo,
};
use std::ffi::c_char;

unsafe extern "C" {
    pub fn mixminus_engine_new(config: *const EngineConfig, engine: *mut Engine) -> i32;
    pub fn mixminus_engine_free(engine: Engine) -> i32;
    pub fn mixminus_engine_tick(engine: Engine, tick: *mut u64) -> i32;
    pub fn mixminus_engine_service(engine: Engine) -> i32;
    pub fn mixminus_engine_stop(engine: Engine) -> i32;
    pub fn mixminus_engine_simd_level(engine: Engine, simd: *mut u32) -> i32;
    pub fn mixminus_engine_memory_bytes(config: *const EngineConfig, bytes: *mut u64) -> i32;
    pub fn mixminus_engine_poll(
        engine: Engine,
        events: *mut Event,
        size: usize,
        capacity: usize,
        count: *mut usize,
    ) -> i32;
    pub fn mixminus_engine_get_stats(engine: Engine, stats: *mut EngineStats) -> i32;
    pub fn mixminus_participant_new(
        engine: Engine,
        config: *const ParticipantConfig,
        participant: *mut u64,
    ) -> i32;
    pub fn mixminus_participant_free(engine: Engine, participant: u64) -> i32;
    pub fn mixminus_participant_set_mute(engine: Engine, participant: u64, mute: u32) -> i32;
    pub fn mixminus_participant_set_deaf(engine: Engine, participant: u64, deaf: u32) -> i32;
    pub fn mixminus_participant_set_gain(engine: Engine, participant: u64, gain_mdb: i32) -> i32;
    pub fn mixminus_participant_set_detect_keys(engine: Engine, participant: u64, on: u32) -> i32;
    pub fn mixminus_participant_set_play_tones(engine: Engine, participant: u64, on: u32) -> i32;
    pub fn mixminus_participant_set_sound_keys(engine: Engine, participant: u64, on: u32) -> i32;
    pub fn mixminus_participant_inject_dtmf_begin(
        engine: Engine,
        participant: u64,
        digit: u8,
        level_mdbm0: i32,
        limit_ms: u32,
    ) -> i32;
    pub fn mixminus_participant_inject_dtmf_end(engine: Engine, participant: u64, digit: u8) -> i32;
    pub fn mixminus_participant_send_dtmf(
        engine: Engine,
        participant: u64,
        digits: *const u8,
        count: usize,
        level_mdbm0: i32,
        on_ms: u32,
        off_ms: u32,
    ) -> i32;
    pub fn mixminus_participant_get_info(engine: Engine, participant: u64, info: *mut ParticipantInfo)
    -> i32;
    pub fn mixminus_participant_get_stats(
        engine: Engine,
        participant: u64,
        stats: *mut ParticipantStats,
    ) -> i32;
    pub fn mixminus_participant_join(
        engine: Engine,
        participant: u64,
        options: *const JoinOptions,
        room: *mut u64,
    ) -> i32;
    pub fn mixminus_participant_leave(engine: Engine, participant: u64) -> i32;
    pub fn mixminus_participant_move(
        engine: Engine,
        participant: u64,
        id: *const u8,
        id_len: usize,
        room: *mut u64,
    ) -> i32;
    pub fn mixminus_participant_write(
        engine: Engine,
        participant: u64,
        samples: *const i16,
        count: usize,
        taken: *mut usize,
    ) -> i32;
    pub fn mixminus_participant_write_ex(
        engine: Engine,
        participant: u64,
        samples: *const i16,
        count: usize,
        info: *const WriteInfo,
        taken: *mut usize,
    ) -> i32;
    pub fn mixminus_participant_read(
        engine: Engine,
        participant: u64,
        samples: *mut i16,
        count: usize,
        real: *mut usize,
    ) -> i32;
    pub fn mixminus_participant_read_ex(
        engine: Engine,
        participant: u64,
        samples: *mut i16,
        count: usize,
        info: *mut ReadInfo,
    ) -> i32;
    pub fn mixminus_room_find(
        engine: Engine,
        account: *const u8,
        account_len: usize,
        environment: *const u8,
        environment_len: usize,
        id: *const u8,
        id_len: usize,
        room: *mut u64,
    ) -> i32;
    pub fn mixminus_room_get_info(engine: Engine, room: u64, info: *mut RoomInfo) -> i32;
    pub fn mixminus_room_participants(
        engine: Engine,
        room: u64,
        participants: *mut u64,
        capacity: usize,
        count: *mut usize,
    ) -> i32;
    pub fn mixminus_room_list(
        engine: Engine,
        account: *const u8,
        account_len: usize,
        cursor: *mut u64,
        rooms: *mut u64,
        capacity: usize,
        count: *mut usize,
    ) -> i32;
    pub fn mixminus_room_close(engine: Engine, room: u64) -> i32;
    pub fn mixminus_room_template_set(
        engine: Engine,
        account: *const u8,
        account_len: usize,
        environment: *const u8,
        environment_len: usize,
        id: *const u8,
        id_len: usize,
        settings: *const RoomTemplate,
    ) -> i32;
    pub fn mixminus_room_template_remove(
        engine: Engine,
        account: *const u8,
        account_len: usize,
        environment: *const u8,
        environment_len: usize,
        id: *const u8,
        id_len: usize,
    ) -> i32;
    pub fn mixminus_account_quota_set(
        engine: Engine,
        account: *const u8,
        account_len: usize,
        quota: *const AccountQuota,
    ) -> i32;
    pub fn mixminus_account_quota_reset(engine: Engine, account: *const u8, account_len: usize) -> i32;
    pub fn mixminus_last_error() -> *const c_char;
}
