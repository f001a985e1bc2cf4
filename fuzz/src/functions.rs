//! The functions of the C ABI, as `include/mixminus.h` declares them; reached through [`abi`](crate::abi).
#![allow(missing_docs)]

use crate::abi::{
    AccountQuota, CallHandlers, CallIo, ConferenceEnd, Engine, EngineConfig, EngineStats, Event, JoinOptions,
    ParticipantConfig, ParticipantInfo, ParticipantStats, PromptConfig, PromptInfo, ReadInfo, RecordConfig,
    RecordTrack, RecordingInfo, RoomInfo, RoomMember, RoomTemplate, SayOptions, Synthesizer, TapFrame,
    TapInfo, TelephoneEvent, WriteInfo,
};
use std::ffi::{c_char, c_void};

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
    pub fn mixminus_participant_set_rates(
        engine: Engine,
        participant: u64,
        write_rate_hz: u32,
        read_rate_hz: u32,
    ) -> i32;
    pub fn mixminus_participant_set_detect_dtmf(engine: Engine, participant: u64, on: u32) -> i32;
    pub fn mixminus_participant_set_play_tones(engine: Engine, participant: u64, on: u32) -> i32;
    pub fn mixminus_participant_set_generate_dtmf(engine: Engine, participant: u64, on: u32) -> i32;
    pub fn mixminus_participant_inject_dtmf_begin(
        engine: Engine,
        participant: u64,
        digit: u8,
        level_mdbm0: i32,
        limit_ms: u32,
    ) -> i32;
    pub fn mixminus_participant_telephone_event(
        engine: Engine,
        participant: u64,
        event: *const TelephoneEvent,
    ) -> i32;
    pub fn mixminus_participant_inject_dtmf_press(
        engine: Engine,
        participant: u64,
        digit: u8,
        level_mdbm0: i32,
        duration_ms: u32,
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
    pub fn mixminus_participant_flush(engine: Engine, participant: u64) -> i32;
    pub fn mixminus_participant_mark(engine: Engine, participant: u64, value: i64) -> i32;
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
    pub fn mixminus_participant_write_encoded(
        engine: Engine,
        participant: u64,
        samples: *const c_void,
        count: usize,
        encoding: u32,
        info: *const WriteInfo,
        taken: *mut usize,
    ) -> i32;
    pub fn mixminus_participant_read_encoded(
        engine: Engine,
        participant: u64,
        samples: *mut c_void,
        count: usize,
        encoding: u32,
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
    pub fn mixminus_prompt_new(engine: Engine, config: *const PromptConfig, prompt: *mut u64) -> i32;
    pub fn mixminus_prompt_free(engine: Engine, prompt: u64) -> i32;
    pub fn mixminus_prompt_get_info(engine: Engine, prompt: u64, info: *mut PromptInfo) -> i32;
    pub fn mixminus_participant_say(
        engine: Engine,
        participant: u64,
        sound: u64,
        options: *const SayOptions,
        play: *mut u64,
    ) -> i32;
    pub fn mixminus_participant_say_stop(engine: Engine, participant: u64) -> i32;
    pub fn mixminus_play_stop(engine: Engine, play: u64) -> i32;
    pub fn mixminus_rooms_say(
        engine: Engine,
        rooms: *const u64,
        count: usize,
        sound: u64,
        options: *const SayOptions,
        plays: *mut u64,
    ) -> i32;
    pub fn mixminus_room_say_stop(engine: Engine, room: u64) -> i32;
    pub fn mixminus_participant_set_hold(engine: Engine, participant: u64, hold: u32, sound: u64) -> i32;
    pub fn mixminus_room_set_alone_loop(engine: Engine, room: u64, sound: u64) -> i32;
    pub fn mixminus_engine_set_synthesizer(
        engine: Engine,
        synthesizer: Option<Synthesizer>,
        user: *mut c_void,
    ) -> i32;
    pub fn mixminus_speech_add(
        speech: *mut c_void,
        samples: *const i16,
        count: usize,
        sample_rate_hz: u32,
    ) -> i32;
    pub fn mixminus_participant_say_text(
        engine: Engine,
        participant: u64,
        text: *const u8,
        text_len: usize,
        voice: *const u8,
        voice_len: usize,
        options: *const SayOptions,
        play: *mut u64,
    ) -> i32;
    pub fn mixminus_conference(
        engine: Engine,
        participant: u64,
        options: *const JoinOptions,
        io: *const CallIo,
        handlers: *const CallHandlers,
        end: *mut ConferenceEnd,
    ) -> i32;
    pub fn mixminus_participant_conference_end(
        engine: Engine,
        participant: u64,
        end: *mut ConferenceEnd,
    ) -> i32;
    pub fn mixminus_participant_remove(
        engine: Engine,
        participant: u64,
        text: *const u8,
        text_len: usize,
    ) -> i32;
    pub fn mixminus_participant_hang_up(engine: Engine, participant: u64) -> i32;
    pub fn mixminus_participant_signal(
        engine: Engine,
        participant: u64,
        name: *const u8,
        name_len: usize,
        outcome: *mut u32,
        number: *mut u64,
    ) -> i32;
    pub fn mixminus_participant_queued_signals(engine: Engine, participant: u64, count: *mut u32) -> i32;
    pub fn mixminus_room_set_locked(engine: Engine, room: u64, locked: u32) -> i32;
    pub fn mixminus_room_merge(
        engine: Engine,
        room: u64,
        id: *const u8,
        id_len: usize,
        target: *mut u64,
    ) -> i32;
    pub fn mixminus_room_snapshot(
        engine: Engine,
        room: u64,
        members: *mut RoomMember,
        size: usize,
        capacity: usize,
        count: *mut usize,
        sequence: *mut u64,
        tick: *mut u64,
    ) -> i32;
    pub fn mixminus_tap_new(engine: Engine, target: u64, point: u32, buffer_ms: u32, tap: *mut u64) -> i32;
    pub fn mixminus_tap_read(
        engine: Engine,
        tap: u64,
        samples: *mut i16,
        frames: *mut TapFrame,
        size: usize,
        capacity: usize,
        count: *mut usize,
    ) -> i32;
    pub fn mixminus_tap_free(engine: Engine, tap: u64) -> i32;
    pub fn mixminus_tap_get_info(engine: Engine, tap: u64, info: *mut TapInfo) -> i32;
    pub fn mixminus_recording_start(
        engine: Engine,
        config: *const RecordConfig,
        tracks: *const RecordTrack,
        size: usize,
        count: usize,
        recording: *mut u64,
    ) -> i32;
    pub fn mixminus_recording_pause(engine: Engine, recording: u64) -> i32;
    pub fn mixminus_recording_resume(engine: Engine, recording: u64) -> i32;
    pub fn mixminus_recording_stop(engine: Engine, recording: u64, info: *mut RecordingInfo) -> i32;
    pub fn mixminus_recording_get_info(engine: Engine, recording: u64, info: *mut RecordingInfo) -> i32;
    pub fn mixminus_recording_get_file(
        engine: Engine,
        recording: u64,
        track: u32,
        file: u32,
        path: *mut c_char,
        size: usize,
        length: *mut usize,
    ) -> i32;
    pub fn mixminus_last_error() -> *const c_char;
}
