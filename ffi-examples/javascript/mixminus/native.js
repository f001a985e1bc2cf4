// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
"use strict";

const koffi = require("koffi");
const { library } = require("./library.js");
const { Struct } = require("./struct.js");

exports.MIXMINUS_VERSION_MAJOR = 0;
exports.MIXMINUS_VERSION_MINOR = 1;
exports.MIXMINUS_VERSION_PATCH = 0;
exports.MIXMINUS_NAME_BYTES = 256;
exports.MIXMINUS_MAX_CPUS = 1024;
exports.MIXMINUS_SOUND_NONE = 0;
exports.MIXMINUS_SOUND_BEEP = 1;
exports.MIXMINUS_PROMPT_READ_TO_END = 1;
exports.MIXMINUS_MAX_QUEUED_PLAYS = 16;
exports.MIXMINUS_MAX_ROOMS_PER_SAY = 1024;
exports.MIXMINUS_DEFAULT_MS = 4294967295;
exports.MIXMINUS_READ_NOT_IN_ROOM = 1;
exports.MIXMINUS_READ_SKIPPED = 2;
exports.MIXMINUS_READ_UNDERRUN = 4;
exports.MIXMINUS_READ_OVERLOAD = 8;
exports.MIXMINUS_READ_SESSION_EXPIRED = 16;
exports.MIXMINUS_MIX_SILENCE = 1;
exports.MIXMINUS_MAX_DIGITS = 32;
exports.MIXMINUS_TAP_SILENT = 1;
exports.MIXMINUS_TAP_OVERLOAD = 8;
exports.MIXMINUS_STATE_MUTED = 1;
exports.MIXMINUS_STATE_DEAF = 2;
exports.MIXMINUS_STATE_TALKING = 4;
exports.MIXMINUS_STATE_DTMF_DETECTED = 8;
exports.MIXMINUS_STATE_DTMF_SUPPRESSED = 16;
exports.MIXMINUS_STATE_DTMF_GENERATED = 32;
exports.MIXMINUS_STATE_HELD = 64;
exports.MIXMINUS_TICK_BUCKETS = 32;
exports.MIXMINUS_MAX_STAGES = 16;
exports.MIXMINUS_STAGE_COMMANDS = 0;
exports.MIXMINUS_STAGE_INPUT = 1;
exports.MIXMINUS_STAGE_MIX = 2;
exports.MIXMINUS_STAGE_OUTPUT = 3;
exports.MIXMINUS_STAGE_PUBLISH = 4;
exports.MIXMINUS_OK = 0;
exports.MIXMINUS_ERR_INVALID_ARGUMENT = -1;
exports.MIXMINUS_ERR_STRUCT_SIZE = -2;
exports.MIXMINUS_ERR_INVALID_HANDLE = -3;
exports.MIXMINUS_ERR_STALE_HANDLE = -4;
exports.MIXMINUS_ERR_FOREIGN_HANDLE = -5;
exports.MIXMINUS_ERR_WRONG_KIND = -6;
exports.MIXMINUS_ERR_BUSY = -7;
exports.MIXMINUS_ERR_WRONG_MODE = -8;
exports.MIXMINUS_ERR_NOT_IN_ROOM = -9;
exports.MIXMINUS_ERR_ALREADY_IN_ROOM = -10;
exports.MIXMINUS_ERR_ROOM_FULL = -11;
exports.MIXMINUS_ERR_TOO_MANY_PARTICIPANTS = -12;
exports.MIXMINUS_ERR_TOO_MANY_ROOMS = -13;
exports.MIXMINUS_ERR_QUOTA_EXCEEDED = -14;
exports.MIXMINUS_ERR_QUEUE_FULL = -15;
exports.MIXMINUS_ERR_NOT_FOUND = -16;
exports.MIXMINUS_ERR_ENGINE_STOPPED = -17;
exports.MIXMINUS_ERR_FORKED = -18;
exports.MIXMINUS_ERR_OUT_OF_MEMORY = -19;
exports.MIXMINUS_ERR_SYSTEM = -20;
exports.MIXMINUS_ERR_UNSUPPORTED = -21;
exports.MIXMINUS_ERR_INTERNAL = -22;
exports.MIXMINUS_ERR_SESSION_EXPIRED = -23;
exports.MIXMINUS_ERR_ROOM_LOCKED = -24;
exports.MIXMINUS_ERR_INTERRUPTED = -25;
exports.MIXMINUS_ERR_HUNG_UP = -26;
exports.MIXMINUS_ERR_ENDED = -35;
exports.MIXMINUS_ERR_TOO_MANY_TAPS = -36;
exports.MIXMINUS_SIMD_AUTO = 0;
exports.MIXMINUS_SIMD_PORTABLE = 1;
exports.MIXMINUS_SIMD_SSE2 = 2;
exports.MIXMINUS_SIMD_AVX2 = 3;
exports.MIXMINUS_SIMD_AVX512 = 4;
exports.MIXMINUS_SIMD_NEON = 5;
exports.MIXMINUS_CLOCK_SYSTEM = 0;
exports.MIXMINUS_CLOCK_HOST = 1;
exports.MIXMINUS_ENCODING_S16 = 0;
exports.MIXMINUS_ENCODING_F32 = 1;
exports.MIXMINUS_ENCODING_ULAW = 2;
exports.MIXMINUS_ENCODING_ALAW = 3;
exports.MIXMINUS_SAY_NONE = 0;
exports.MIXMINUS_SAY_COMPLETED = 1;
exports.MIXMINUS_SAY_STOPPED = 2;
exports.MIXMINUS_SAY_HANG_UP = 3;
exports.MIXMINUS_SAY_ENGINE_STOPPED = 4;
exports.MIXMINUS_SAY_TIME_LIMIT = 5;
exports.MIXMINUS_SIGNAL_INTERRUPTED = 1;
exports.MIXMINUS_SIGNAL_QUEUED = 2;
exports.MIXMINUS_SIGNAL_IGNORED = 3;
exports.MIXMINUS_SIGNAL_NO_SESSION = 4;
exports.MIXMINUS_SIGNAL_REFUSED = 5;
exports.MIXMINUS_SIGNAL_TAKEN = 6;
exports.MIXMINUS_TAP_MIX = 0;
exports.MIXMINUS_TAP_BEFORE_MUTE = 1;
exports.MIXMINUS_TAP_AFTER_MUTE = 2;
exports.MIXMINUS_TAP_OUTPUT = 3;
exports.MIXMINUS_RECORD_STARTING = 0;
exports.MIXMINUS_RECORD_RUNNING = 1;
exports.MIXMINUS_RECORD_PAUSED = 2;
exports.MIXMINUS_RECORD_FAILED = 3;
exports.MIXMINUS_RECORD_STOPPED = 4;
exports.MIXMINUS_PLAY_COMPLETED = 1;
exports.MIXMINUS_PLAY_STOPPED = 2;
exports.MIXMINUS_PLAY_DROPPED = 3;
exports.MIXMINUS_EVENT_ROOM_OPENED = 1;
exports.MIXMINUS_EVENT_ROOM_ENDED = 2;
exports.MIXMINUS_EVENT_JOINED = 3;
exports.MIXMINUS_EVENT_LEFT = 4;
exports.MIXMINUS_EVENT_MOVED = 5;
exports.MIXMINUS_EVENT_CHANGED = 6;
exports.MIXMINUS_EVENT_TALK_STARTED = 7;
exports.MIXMINUS_EVENT_TALK_STOPPED = 8;
exports.MIXMINUS_EVENT_GAP = 9;
exports.MIXMINUS_EVENT_TICKS_SKIPPED = 10;
exports.MIXMINUS_EVENT_STOPPED = 11;
exports.MIXMINUS_EVENT_DTMF_BEGAN = 12;
exports.MIXMINUS_EVENT_DTMF_ENDED = 13;
exports.MIXMINUS_EVENT_SESSION_WARNING = 14;
exports.MIXMINUS_EVENT_SESSION_EXPIRED = 15;
exports.MIXMINUS_EVENT_ROOM_WARNING = 16;
exports.MIXMINUS_EVENT_SIGNAL = 17;
exports.MIXMINUS_EVENT_ROOM_LOCKED = 18;
exports.MIXMINUS_EVENT_PLAY_ENDED = 20;
exports.MIXMINUS_EVENT_RECORDING_FAILED = 30;
exports.MIXMINUS_EVENT_RECORDING_STARTED = 31;
exports.MIXMINUS_EVENT_RECORDING_STOPPED = 32;
exports.MIXMINUS_EVENT_RECORDING_RECOVERED = 33;
exports.MIXMINUS_EVENT_MARK_HEARD = 40;
exports.MIXMINUS_EVENT_MARK_FLUSHED = 41;
exports.MIXMINUS_EVENT_WRITABLE = 42;
exports.MIXMINUS_END_NONE = 0;
exports.MIXMINUS_END_HANG_UP = 1;
exports.MIXMINUS_END_ENGINE_STOPPED = 2;
exports.MIXMINUS_END_ROOM_CLOSED = 3;
exports.MIXMINUS_END_REMOVED = 4;
exports.MIXMINUS_END_TIME_LIMIT = 5;
exports.MIXMINUS_END_TERMINATOR = 6;
exports.MIXMINUS_END_SIGNAL = 7;
exports.MIXMINUS_DTMF_IN_BAND = 1;
exports.MIXMINUS_DTMF_OUT_OF_BAND = 2;
exports.MIXMINUS_DTMF_BOTH = 3;

exports.mixminus_synthesizer = koffi.proto("int32_t", ["void *", "void *", "size_t", "void *", "size_t", "void *"]);
exports.mixminus_call_io_wait = koffi.proto("void", ["void *", "int32_t", "uint32_t"]);
exports.mixminus_call_io_read = koffi.proto("size_t", ["void *", "void *", "size_t"]);
exports.mixminus_call_io_write = koffi.proto("void", ["void *", "void *", "size_t"]);
exports.mixminus_call_io_hung_up = koffi.proto("int32_t", ["void *"]);
exports.mixminus_call_io_read_ex = koffi.proto("size_t", ["void *", "void *", "size_t", "void *"]);
exports.mixminus_call_io_write_ex = koffi.proto("void", ["void *", "void *", "size_t", "void *"]);
exports.mixminus_call_handlers_on_choice = koffi.proto("void", ["void *", "char"]);
exports.mixminus_call_handlers_on_signal = koffi.proto("void", ["void *", "void *", "size_t"]);

exports.mixminus_status_str = library.func("mixminus_status_str", "const char *", ["int32_t"]);
exports.mixminus_last_error = library.func("mixminus_last_error", "const char *", []);
exports.mixminus_version = library.func("mixminus_version", "const char *", []);
exports.mixminus_engine_config_init = library.func("mixminus_engine_config_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_engine_memory_bytes = library.func("mixminus_engine_memory_bytes", "int32_t", ["void *", "void *"]);
exports.mixminus_engine_new = library.func("mixminus_engine_new", "int32_t", ["void *", "void *"]);
exports.mixminus_engine_free = library.func("mixminus_engine_free", "int32_t", ["void *"]);
exports.mixminus_engine_tick = library.func("mixminus_engine_tick", "int32_t", ["void *", "void *"]);
exports.mixminus_engine_tick_fd = library.func("mixminus_engine_tick_fd", "int32_t", ["void *", "void *"]);
exports.mixminus_engine_service = library.func("mixminus_engine_service", "int32_t", ["void *"]);
exports.mixminus_engine_simd_level = library.func("mixminus_engine_simd_level", "int32_t", ["void *", "void *"]);
exports.mixminus_driver_config_init = library.func("mixminus_driver_config_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_driver_report_init = library.func("mixminus_driver_report_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_engine_start = library.func("mixminus_engine_start", "int32_t", ["void *", "void *", "void *"]);
exports.mixminus_engine_stop = library.func("mixminus_engine_stop", "int32_t", ["void *"]);
exports.mixminus_participant_config_init = library.func("mixminus_participant_config_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_participant_new = library.func("mixminus_participant_new", "int32_t", ["void *", "void *", "void *"]);
exports.mixminus_participant_free = library.func("mixminus_participant_free", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_participant_set_rates = library.func("mixminus_participant_set_rates", "int32_t", ["void *", "uint64_t", "uint32_t", "uint32_t"]);
exports.mixminus_participant_set_mute = library.func("mixminus_participant_set_mute", "int32_t", ["void *", "uint64_t", "uint32_t"]);
exports.mixminus_participant_set_deaf = library.func("mixminus_participant_set_deaf", "int32_t", ["void *", "uint64_t", "uint32_t"]);
exports.mixminus_participant_set_gain = library.func("mixminus_participant_set_gain", "int32_t", ["void *", "uint64_t", "int32_t"]);
exports.mixminus_participant_info_init = library.func("mixminus_participant_info_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_participant_get_info = library.func("mixminus_participant_get_info", "int32_t", ["void *", "uint64_t", "void *"]);
exports.mixminus_prompt_config_init = library.func("mixminus_prompt_config_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_prompt_new = library.func("mixminus_prompt_new", "int32_t", ["void *", "void *", "void *"]);
exports.mixminus_prompt_new_wav = library.func("mixminus_prompt_new_wav", "int32_t", ["void *", "const char *", "size_t", "void *", "size_t", "void *"]);
exports.mixminus_prompt_new_file = library.func("mixminus_prompt_new_file", "int32_t", ["void *", "const char *", "size_t", "const char *", "size_t", "void *"]);
exports.mixminus_prompt_free = library.func("mixminus_prompt_free", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_prompt_info_init = library.func("mixminus_prompt_info_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_prompt_get_info = library.func("mixminus_prompt_get_info", "int32_t", ["void *", "uint64_t", "void *"]);
exports.mixminus_say_options_init = library.func("mixminus_say_options_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_participant_say = library.func("mixminus_participant_say", "int32_t", ["void *", "uint64_t", "uint64_t", "void *", "void *"]);
exports.mixminus_participant_say_stop = library.func("mixminus_participant_say_stop", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_play_stop = library.func("mixminus_play_stop", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_rooms_say = library.func("mixminus_rooms_say", "int32_t", ["void *", "void *", "size_t", "uint64_t", "void *", "void *"]);
exports.mixminus_room_say_stop = library.func("mixminus_room_say_stop", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_participant_set_hold = library.func("mixminus_participant_set_hold", "int32_t", ["void *", "uint64_t", "uint32_t", "uint64_t"]);
exports.mixminus_room_set_alone_loop = library.func("mixminus_room_set_alone_loop", "int32_t", ["void *", "uint64_t", "uint64_t"]);
exports.mixminus_engine_set_synthesizer = library.func("mixminus_engine_set_synthesizer", "int32_t", ["void *", "void *", "void *"]);
exports.mixminus_speech_add = library.func("mixminus_speech_add", "int32_t", ["void *", "void *", "size_t", "uint32_t"]);
exports.mixminus_speech_add_wav = library.func("mixminus_speech_add_wav", "int32_t", ["void *", "void *", "size_t"]);
exports.mixminus_participant_say_text = library.func("mixminus_participant_say_text", "int32_t", ["void *", "uint64_t", "const char *", "size_t", "const char *", "size_t", "void *", "void *"]);
exports.mixminus_join_options_init = library.func("mixminus_join_options_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_participant_join = library.func("mixminus_participant_join", "int32_t", ["void *", "uint64_t", "void *", "void *"]);
exports.mixminus_participant_leave = library.func("mixminus_participant_leave", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_participant_move = library.func("mixminus_participant_move", "int32_t", ["void *", "uint64_t", "const char *", "size_t", "void *"]);
exports.mixminus_participant_write = library.func("mixminus_participant_write", "int32_t", ["void *", "uint64_t", "void *", "size_t", "void *"]);
exports.mixminus_write_info_init = library.func("mixminus_write_info_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_participant_write_ex = library.func("mixminus_participant_write_ex", "int32_t", ["void *", "uint64_t", "void *", "size_t", "void *", "void *"]);
exports.mixminus_participant_flush = library.func("mixminus_participant_flush", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_participant_mark = library.func("mixminus_participant_mark", "int32_t", ["void *", "uint64_t", "int64_t"]);
exports.mixminus_participant_read = library.func("mixminus_participant_read", "int32_t", ["void *", "uint64_t", "void *", "size_t", "void *"]);
exports.mixminus_read_info_init = library.func("mixminus_read_info_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_participant_read_ex = library.func("mixminus_participant_read_ex", "int32_t", ["void *", "uint64_t", "void *", "size_t", "void *"]);
exports.mixminus_participant_write_encoded = library.func("mixminus_participant_write_encoded", "int32_t", ["void *", "uint64_t", "void *", "size_t", "uint32_t", "void *", "void *"]);
exports.mixminus_participant_read_encoded = library.func("mixminus_participant_read_encoded", "int32_t", ["void *", "uint64_t", "void *", "size_t", "uint32_t", "void *"]);
exports.mixminus_call_io_init = library.func("mixminus_call_io_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_call_handlers_init = library.func("mixminus_call_handlers_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_conference_end_init = library.func("mixminus_conference_end_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_conference = library.func("mixminus_conference", "int32_t", ["void *", "uint64_t", "void *", "void *", "void *", "void *"]);
exports.mixminus_participant_conference_end = library.func("mixminus_participant_conference_end", "int32_t", ["void *", "uint64_t", "void *"]);
exports.mixminus_participant_remove = library.func("mixminus_participant_remove", "int32_t", ["void *", "uint64_t", "const char *", "size_t"]);
exports.mixminus_participant_hang_up = library.func("mixminus_participant_hang_up", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_say = library.func("mixminus_say", "int32_t", ["void *", "uint64_t", "uint64_t", "void *", "void *", "void *"]);
exports.mixminus_say_text = library.func("mixminus_say_text", "int32_t", ["void *", "uint64_t", "const char *", "size_t", "const char *", "size_t", "void *", "void *", "void *"]);
exports.mixminus_participant_signal = library.func("mixminus_participant_signal", "int32_t", ["void *", "uint64_t", "const char *", "size_t", "void *", "void *"]);
exports.mixminus_participant_queued_signals = library.func("mixminus_participant_queued_signals", "int32_t", ["void *", "uint64_t", "void *"]);
exports.mixminus_room_find = library.func("mixminus_room_find", "int32_t", ["void *", "const char *", "size_t", "const char *", "size_t", "const char *", "size_t", "void *"]);
exports.mixminus_room_info_init = library.func("mixminus_room_info_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_room_get_info = library.func("mixminus_room_get_info", "int32_t", ["void *", "uint64_t", "void *"]);
exports.mixminus_room_participants = library.func("mixminus_room_participants", "int32_t", ["void *", "uint64_t", "void *", "size_t", "void *"]);
exports.mixminus_room_list = library.func("mixminus_room_list", "int32_t", ["void *", "const char *", "size_t", "void *", "void *", "size_t", "void *"]);
exports.mixminus_room_close = library.func("mixminus_room_close", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_room_set_locked = library.func("mixminus_room_set_locked", "int32_t", ["void *", "uint64_t", "uint32_t"]);
exports.mixminus_room_merge = library.func("mixminus_room_merge", "int32_t", ["void *", "uint64_t", "const char *", "size_t", "void *"]);
exports.mixminus_room_snapshot = library.func("mixminus_room_snapshot", "int32_t", ["void *", "uint64_t", "void *", "size_t", "size_t", "void *", "void *", "void *"]);
exports.mixminus_room_template_init = library.func("mixminus_room_template_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_room_template_set = library.func("mixminus_room_template_set", "int32_t", ["void *", "const char *", "size_t", "const char *", "size_t", "const char *", "size_t", "void *"]);
exports.mixminus_room_template_remove = library.func("mixminus_room_template_remove", "int32_t", ["void *", "const char *", "size_t", "const char *", "size_t", "const char *", "size_t"]);
exports.mixminus_account_quota_init = library.func("mixminus_account_quota_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_account_quota_set = library.func("mixminus_account_quota_set", "int32_t", ["void *", "const char *", "size_t", "void *"]);
exports.mixminus_account_quota_reset = library.func("mixminus_account_quota_reset", "int32_t", ["void *", "const char *", "size_t"]);
exports.mixminus_participant_set_detect_dtmf = library.func("mixminus_participant_set_detect_dtmf", "int32_t", ["void *", "uint64_t", "uint32_t"]);
exports.mixminus_participant_set_play_tones = library.func("mixminus_participant_set_play_tones", "int32_t", ["void *", "uint64_t", "uint32_t"]);
exports.mixminus_participant_set_generate_dtmf = library.func("mixminus_participant_set_generate_dtmf", "int32_t", ["void *", "uint64_t", "uint32_t"]);
exports.mixminus_telephone_event_init = library.func("mixminus_telephone_event_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_participant_telephone_event = library.func("mixminus_participant_telephone_event", "int32_t", ["void *", "uint64_t", "void *"]);
exports.mixminus_participant_inject_dtmf_press = library.func("mixminus_participant_inject_dtmf_press", "int32_t", ["void *", "uint64_t", "char", "int32_t", "uint32_t"]);
exports.mixminus_participant_inject_dtmf_begin = library.func("mixminus_participant_inject_dtmf_begin", "int32_t", ["void *", "uint64_t", "char", "int32_t", "uint32_t"]);
exports.mixminus_participant_inject_dtmf_end = library.func("mixminus_participant_inject_dtmf_end", "int32_t", ["void *", "uint64_t", "char"]);
exports.mixminus_participant_send_dtmf = library.func("mixminus_participant_send_dtmf", "int32_t", ["void *", "uint64_t", "const char *", "size_t", "int32_t", "uint32_t", "uint32_t"]);
exports.mixminus_tap_new = library.func("mixminus_tap_new", "int32_t", ["void *", "uint64_t", "uint32_t", "uint32_t", "void *"]);
exports.mixminus_tap_read = library.func("mixminus_tap_read", "int32_t", ["void *", "uint64_t", "void *", "void *", "size_t", "size_t", "void *"]);
exports.mixminus_tap_free = library.func("mixminus_tap_free", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_tap_info_init = library.func("mixminus_tap_info_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_tap_get_info = library.func("mixminus_tap_get_info", "int32_t", ["void *", "uint64_t", "void *"]);
exports.mixminus_record_config_init = library.func("mixminus_record_config_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_recording_start = library.func("mixminus_recording_start", "int32_t", ["void *", "void *", "void *", "size_t", "size_t", "void *"]);
exports.mixminus_recording_pause = library.func("mixminus_recording_pause", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_recording_resume = library.func("mixminus_recording_resume", "int32_t", ["void *", "uint64_t"]);
exports.mixminus_recording_stop = library.func("mixminus_recording_stop", "int32_t", ["void *", "uint64_t", "void *"]);
exports.mixminus_recording_info_init = library.func("mixminus_recording_info_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_recording_get_info = library.func("mixminus_recording_get_info", "int32_t", ["void *", "uint64_t", "void *"]);
exports.mixminus_recording_get_file = library.func("mixminus_recording_get_file", "int32_t", ["void *", "uint64_t", "uint32_t", "uint32_t", "void *", "size_t", "void *"]);
exports.mixminus_engine_poll = library.func("mixminus_engine_poll", "int32_t", ["void *", "void *", "size_t", "size_t", "void *"]);
exports.mixminus_engine_event_fd = library.func("mixminus_engine_event_fd", "int32_t", ["void *", "void *"]);
exports.mixminus_engine_stats_init = library.func("mixminus_engine_stats_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_engine_get_stats = library.func("mixminus_engine_get_stats", "int32_t", ["void *", "void *"]);
exports.mixminus_participant_stats_init = library.func("mixminus_participant_stats_init", "int32_t", ["void *", "size_t"]);
exports.mixminus_participant_get_stats = library.func("mixminus_participant_get_stats", "int32_t", ["void *", "uint64_t", "void *"]);

exports.mixminus_text = class mixminus_text extends Struct {
    static size = 16;
    static fields = {
        bytes: { offset: 0, type: "pointer" },
        length: { offset: 8, type: "size_t" },
    };
    get bytes() { return this.getBigUint64(0, true); }
    set bytes(value) { this.setPointer(0, value); }
    get length() { return Number(this.getBigUint64(8, true)); }
    set length(value) { this.setBigUint64(8, BigInt(value), true); }
};

exports.mixminus_engine_config = class mixminus_engine_config extends Struct {
    static size = 152;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        sample_rate_hz: { offset: 4, type: "uint32_t" },
        frame_ms: { offset: 8, type: "uint32_t" },
        max_participants: { offset: 12, type: "uint32_t" },
        max_rooms: { offset: 16, type: "uint32_t" },
        room_capacity: { offset: 20, type: "uint32_t" },
        prefill_ms: { offset: 24, type: "uint32_t" },
        max_cap_ms: { offset: 28, type: "uint32_t" },
        max_write_ms: { offset: 32, type: "uint32_t" },
        command_queue: { offset: 36, type: "uint32_t" },
        event_queue: { offset: 40, type: "uint32_t" },
        account_rooms: { offset: 44, type: "uint32_t" },
        account_participants: { offset: 48, type: "uint32_t" },
        lock_memory: { offset: 52, type: "uint32_t" },
        simd: { offset: 56, type: "uint32_t" },
        dtmf_look_ahead_ms: { offset: 60, type: "uint32_t" },
        session_limit_s: { offset: 64, type: "uint32_t" },
        account_queued_signals: { offset: 68, type: "uint32_t" },
        max_plays: { offset: 72, type: "uint32_t" },
        max_taps: { offset: 76, type: "uint32_t" },
        account_prompt_bytes: { offset: 80, type: "uint64_t" },
        max_prompt_bytes: { offset: 88, type: "uint64_t" },
        max_name_bytes: { offset: 96, type: "uint32_t" },
        max_accounts: { offset: 100, type: "uint32_t" },
        lines_8000: { offset: 104, type: "uint32_t" },
        lines_12000: { offset: 108, type: "uint32_t" },
        lines_16000: { offset: 112, type: "uint32_t" },
        lines_22050: { offset: 116, type: "uint32_t" },
        lines_24000: { offset: 120, type: "uint32_t" },
        lines_32000: { offset: 124, type: "uint32_t" },
        lines_44100: { offset: 128, type: "uint32_t" },
        lines_48000: { offset: 132, type: "uint32_t" },
        agents: { offset: 136, type: "uint32_t" },
        agent_rate_hz: { offset: 140, type: "uint32_t" },
        agent_queue_ms: { offset: 144, type: "uint32_t" },
        reserved: { offset: 148, type: "uint32_t" },
    };
    static initializer = exports.mixminus_engine_config_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get sample_rate_hz() { return this.getUint32(4, true); }
    set sample_rate_hz(value) { this.setUint32(4, value, true); }
    get frame_ms() { return this.getUint32(8, true); }
    set frame_ms(value) { this.setUint32(8, value, true); }
    get max_participants() { return this.getUint32(12, true); }
    set max_participants(value) { this.setUint32(12, value, true); }
    get max_rooms() { return this.getUint32(16, true); }
    set max_rooms(value) { this.setUint32(16, value, true); }
    get room_capacity() { return this.getUint32(20, true); }
    set room_capacity(value) { this.setUint32(20, value, true); }
    get prefill_ms() { return this.getUint32(24, true); }
    set prefill_ms(value) { this.setUint32(24, value, true); }
    get max_cap_ms() { return this.getUint32(28, true); }
    set max_cap_ms(value) { this.setUint32(28, value, true); }
    get max_write_ms() { return this.getUint32(32, true); }
    set max_write_ms(value) { this.setUint32(32, value, true); }
    get command_queue() { return this.getUint32(36, true); }
    set command_queue(value) { this.setUint32(36, value, true); }
    get event_queue() { return this.getUint32(40, true); }
    set event_queue(value) { this.setUint32(40, value, true); }
    get account_rooms() { return this.getUint32(44, true); }
    set account_rooms(value) { this.setUint32(44, value, true); }
    get account_participants() { return this.getUint32(48, true); }
    set account_participants(value) { this.setUint32(48, value, true); }
    get lock_memory() { return this.getUint32(52, true); }
    set lock_memory(value) { this.setUint32(52, value, true); }
    get simd() { return this.getUint32(56, true); }
    set simd(value) { this.setUint32(56, value, true); }
    get dtmf_look_ahead_ms() { return this.getUint32(60, true); }
    set dtmf_look_ahead_ms(value) { this.setUint32(60, value, true); }
    get session_limit_s() { return this.getUint32(64, true); }
    set session_limit_s(value) { this.setUint32(64, value, true); }
    get account_queued_signals() { return this.getUint32(68, true); }
    set account_queued_signals(value) { this.setUint32(68, value, true); }
    get max_plays() { return this.getUint32(72, true); }
    set max_plays(value) { this.setUint32(72, value, true); }
    get max_taps() { return this.getUint32(76, true); }
    set max_taps(value) { this.setUint32(76, value, true); }
    get account_prompt_bytes() { return this.getBigUint64(80, true); }
    set account_prompt_bytes(value) { this.setBigUint64(80, value, true); }
    get max_prompt_bytes() { return this.getBigUint64(88, true); }
    set max_prompt_bytes(value) { this.setBigUint64(88, value, true); }
    get max_name_bytes() { return this.getUint32(96, true); }
    set max_name_bytes(value) { this.setUint32(96, value, true); }
    get max_accounts() { return this.getUint32(100, true); }
    set max_accounts(value) { this.setUint32(100, value, true); }
    get lines_8000() { return this.getUint32(104, true); }
    set lines_8000(value) { this.setUint32(104, value, true); }
    get lines_12000() { return this.getUint32(108, true); }
    set lines_12000(value) { this.setUint32(108, value, true); }
    get lines_16000() { return this.getUint32(112, true); }
    set lines_16000(value) { this.setUint32(112, value, true); }
    get lines_22050() { return this.getUint32(116, true); }
    set lines_22050(value) { this.setUint32(116, value, true); }
    get lines_24000() { return this.getUint32(120, true); }
    set lines_24000(value) { this.setUint32(120, value, true); }
    get lines_32000() { return this.getUint32(124, true); }
    set lines_32000(value) { this.setUint32(124, value, true); }
    get lines_44100() { return this.getUint32(128, true); }
    set lines_44100(value) { this.setUint32(128, value, true); }
    get lines_48000() { return this.getUint32(132, true); }
    set lines_48000(value) { this.setUint32(132, value, true); }
    get agents() { return this.getUint32(136, true); }
    set agents(value) { this.setUint32(136, value, true); }
    get agent_rate_hz() { return this.getUint32(140, true); }
    set agent_rate_hz(value) { this.setUint32(140, value, true); }
    get agent_queue_ms() { return this.getUint32(144, true); }
    set agent_queue_ms(value) { this.setUint32(144, value, true); }
    get reserved() { return this.getUint32(148, true); }
    set reserved(value) { this.setUint32(148, value, true); }
};

exports.mixminus_driver_config = class mixminus_driver_config extends Struct {
    static size = 32;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        clock: { offset: 4, type: "uint32_t" },
        workers: { offset: 8, type: "uint32_t" },
        realtime_priority: { offset: 12, type: "uint32_t" },
        cpus: { offset: 16, type: "pointer" },
        cpu_count: { offset: 24, type: "size_t" },
    };
    static initializer = exports.mixminus_driver_config_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get clock() { return this.getUint32(4, true); }
    set clock(value) { this.setUint32(4, value, true); }
    get workers() { return this.getUint32(8, true); }
    set workers(value) { this.setUint32(8, value, true); }
    get realtime_priority() { return this.getUint32(12, true); }
    set realtime_priority(value) { this.setUint32(12, value, true); }
    get cpus() { return this.getBigUint64(16, true); }
    set cpus(value) { this.setPointer(16, value); }
    get cpu_count() { return Number(this.getBigUint64(24, true)); }
    set cpu_count(value) { this.setBigUint64(24, BigInt(value), true); }
};

exports.mixminus_driver_report = class mixminus_driver_report extends Struct {
    static size = 24;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        threads: { offset: 4, type: "uint32_t" },
        realtime_errno: { offset: 8, type: "int32_t" },
        affinity_errno: { offset: 12, type: "int32_t" },
        priorities_differ: { offset: 16, type: "uint32_t" },
        cpus_shared: { offset: 20, type: "uint32_t" },
    };
    static initializer = exports.mixminus_driver_report_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get threads() { return this.getUint32(4, true); }
    set threads(value) { this.setUint32(4, value, true); }
    get realtime_errno() { return this.getInt32(8, true); }
    set realtime_errno(value) { this.setInt32(8, value, true); }
    get affinity_errno() { return this.getInt32(12, true); }
    set affinity_errno(value) { this.setInt32(12, value, true); }
    get priorities_differ() { return this.getUint32(16, true); }
    set priorities_differ(value) { this.setUint32(16, value, true); }
    get cpus_shared() { return this.getUint32(20, true); }
    set cpus_shared(value) { this.setUint32(20, value, true); }
};

exports.mixminus_participant_config = class mixminus_participant_config extends Struct {
    static size = 56;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        sample_rate_hz: { offset: 4, type: "uint32_t" },
        account: { offset: 8, type: "pointer" },
        account_len: { offset: 16, type: "size_t" },
        environment: { offset: 24, type: "pointer" },
        environment_len: { offset: 32, type: "size_t" },
        user: { offset: 40, type: "uint64_t" },
        agent: { offset: 48, type: "uint32_t" },
        reserved: { offset: 52, type: "uint32_t" },
    };
    static initializer = exports.mixminus_participant_config_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get sample_rate_hz() { return this.getUint32(4, true); }
    set sample_rate_hz(value) { this.setUint32(4, value, true); }
    get account() { return this.getBigUint64(8, true); }
    set account(value) { this.setPointer(8, value); }
    get account_len() { return Number(this.getBigUint64(16, true)); }
    set account_len(value) { this.setBigUint64(16, BigInt(value), true); }
    get environment() { return this.getBigUint64(24, true); }
    set environment(value) { this.setPointer(24, value); }
    get environment_len() { return Number(this.getBigUint64(32, true)); }
    set environment_len(value) { this.setBigUint64(32, BigInt(value), true); }
    get user() { return this.getBigUint64(40, true); }
    set user(value) { this.setBigUint64(40, value, true); }
    get agent() { return this.getUint32(48, true); }
    set agent(value) { this.setUint32(48, value, true); }
    get reserved() { return this.getUint32(52, true); }
    set reserved(value) { this.setUint32(52, value, true); }
};

exports.mixminus_participant_info = class mixminus_participant_info extends Struct {
    static size = 64;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        mute: { offset: 4, type: "uint32_t" },
        deaf: { offset: 8, type: "uint32_t" },
        gain_mdb: { offset: 12, type: "int32_t" },
        user: { offset: 16, type: "uint64_t" },
        room: { offset: 24, type: "uint64_t" },
        last_end: { offset: 32, type: "uint32_t" },
        detect_dtmf: { offset: 36, type: "uint32_t" },
        play_tones: { offset: 40, type: "uint32_t" },
        generate_dtmf: { offset: 44, type: "uint32_t" },
        hold: { offset: 48, type: "uint32_t" },
        sample_rate_hz: { offset: 52, type: "uint32_t" },
        write_rate_hz: { offset: 56, type: "uint32_t" },
        read_rate_hz: { offset: 60, type: "uint32_t" },
    };
    static initializer = exports.mixminus_participant_info_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get mute() { return this.getUint32(4, true); }
    set mute(value) { this.setUint32(4, value, true); }
    get deaf() { return this.getUint32(8, true); }
    set deaf(value) { this.setUint32(8, value, true); }
    get gain_mdb() { return this.getInt32(12, true); }
    set gain_mdb(value) { this.setInt32(12, value, true); }
    get user() { return this.getBigUint64(16, true); }
    set user(value) { this.setBigUint64(16, value, true); }
    get room() { return this.getBigUint64(24, true); }
    set room(value) { this.setBigUint64(24, value, true); }
    get last_end() { return this.getUint32(32, true); }
    set last_end(value) { this.setUint32(32, value, true); }
    get detect_dtmf() { return this.getUint32(36, true); }
    set detect_dtmf(value) { this.setUint32(36, value, true); }
    get play_tones() { return this.getUint32(40, true); }
    set play_tones(value) { this.setUint32(40, value, true); }
    get generate_dtmf() { return this.getUint32(44, true); }
    set generate_dtmf(value) { this.setUint32(44, value, true); }
    get hold() { return this.getUint32(48, true); }
    set hold(value) { this.setUint32(48, value, true); }
    get sample_rate_hz() { return this.getUint32(52, true); }
    set sample_rate_hz(value) { this.setUint32(52, value, true); }
    get write_rate_hz() { return this.getUint32(56, true); }
    set write_rate_hz(value) { this.setUint32(56, value, true); }
    get read_rate_hz() { return this.getUint32(60, true); }
    set read_rate_hz(value) { this.setUint32(60, value, true); }
};

exports.mixminus_prompt_config = class mixminus_prompt_config extends Struct {
    static size = 40;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        sample_rate_hz: { offset: 4, type: "uint32_t" },
        account: { offset: 8, type: "pointer" },
        account_len: { offset: 16, type: "size_t" },
        samples: { offset: 24, type: "pointer" },
        count: { offset: 32, type: "size_t" },
    };
    static initializer = exports.mixminus_prompt_config_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get sample_rate_hz() { return this.getUint32(4, true); }
    set sample_rate_hz(value) { this.setUint32(4, value, true); }
    get account() { return this.getBigUint64(8, true); }
    set account(value) { this.setPointer(8, value); }
    get account_len() { return Number(this.getBigUint64(16, true)); }
    set account_len(value) { this.setBigUint64(16, BigInt(value), true); }
    get samples() { return this.getBigUint64(24, true); }
    set samples(value) { this.setPointer(24, value); }
    get count() { return Number(this.getBigUint64(32, true)); }
    set count(value) { this.setBigUint64(32, BigInt(value), true); }
};

exports.mixminus_prompt_info = class mixminus_prompt_info extends Struct {
    static size = 24;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        flags: { offset: 4, type: "uint32_t" },
        samples: { offset: 8, type: "uint64_t" },
        duration_ms: { offset: 16, type: "uint64_t" },
    };
    static initializer = exports.mixminus_prompt_info_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get flags() { return this.getUint32(4, true); }
    set flags(value) { this.setUint32(4, value, true); }
    get samples() { return this.getBigUint64(8, true); }
    set samples(value) { this.setBigUint64(8, value, true); }
    get duration_ms() { return this.getBigUint64(16, true); }
    set duration_ms(value) { this.setBigUint64(16, value, true); }
};

exports.mixminus_say_options = class mixminus_say_options extends Struct {
    static size = 16;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        times: { offset: 4, type: "uint32_t" },
        gain_mdb: { offset: 8, type: "int32_t" },
        interrupt: { offset: 12, type: "uint32_t" },
    };
    static initializer = exports.mixminus_say_options_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get times() { return this.getUint32(4, true); }
    set times(value) { this.setUint32(4, value, true); }
    get gain_mdb() { return this.getInt32(8, true); }
    set gain_mdb(value) { this.setInt32(8, value, true); }
    get interrupt() { return this.getUint32(12, true); }
    set interrupt(value) { this.setUint32(12, value, true); }
};

exports.mixminus_join_options = class mixminus_join_options extends Struct {
    static size = 104;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        mute: { offset: 4, type: "uint32_t" },
        deaf: { offset: 8, type: "uint32_t" },
        gain_mdb: { offset: 12, type: "int32_t" },
        prefill_ms: { offset: 16, type: "uint32_t" },
        cap_ms: { offset: 20, type: "uint32_t" },
        talk_events: { offset: 24, type: "uint32_t" },
        detect_dtmf: { offset: 28, type: "uint32_t" },
        play_tones: { offset: 32, type: "uint32_t" },
        generate_dtmf: { offset: 36, type: "uint32_t" },
        terminator: { offset: 40, type: "uint32_t" },
        interdigit_timeout_ms: { offset: 44, type: "uint32_t" },
        conference_id: { offset: 48, type: "pointer" },
        conference_id_len: { offset: 56, type: "size_t" },
        allow_signals: { offset: 64, type: "pointer" },
        allow_signals_len: { offset: 72, type: "size_t" },
        join_prompt: { offset: 80, type: "uint64_t" },
        leave_prompt: { offset: 88, type: "uint64_t" },
        adaptive_max_ms: { offset: 96, type: "uint32_t" },
        adaptive_min_ms: { offset: 100, type: "uint32_t" },
    };
    static initializer = exports.mixminus_join_options_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get mute() { return this.getUint32(4, true); }
    set mute(value) { this.setUint32(4, value, true); }
    get deaf() { return this.getUint32(8, true); }
    set deaf(value) { this.setUint32(8, value, true); }
    get gain_mdb() { return this.getInt32(12, true); }
    set gain_mdb(value) { this.setInt32(12, value, true); }
    get prefill_ms() { return this.getUint32(16, true); }
    set prefill_ms(value) { this.setUint32(16, value, true); }
    get cap_ms() { return this.getUint32(20, true); }
    set cap_ms(value) { this.setUint32(20, value, true); }
    get talk_events() { return this.getUint32(24, true); }
    set talk_events(value) { this.setUint32(24, value, true); }
    get detect_dtmf() { return this.getUint32(28, true); }
    set detect_dtmf(value) { this.setUint32(28, value, true); }
    get play_tones() { return this.getUint32(32, true); }
    set play_tones(value) { this.setUint32(32, value, true); }
    get generate_dtmf() { return this.getUint32(36, true); }
    set generate_dtmf(value) { this.setUint32(36, value, true); }
    get terminator() { return this.getUint32(40, true); }
    set terminator(value) { this.setUint32(40, value, true); }
    get interdigit_timeout_ms() { return this.getUint32(44, true); }
    set interdigit_timeout_ms(value) { this.setUint32(44, value, true); }
    get conference_id() { return this.getBigUint64(48, true); }
    set conference_id(value) { this.setPointer(48, value); }
    get conference_id_len() { return Number(this.getBigUint64(56, true)); }
    set conference_id_len(value) { this.setBigUint64(56, BigInt(value), true); }
    get allow_signals() { return this.getBigUint64(64, true); }
    set allow_signals(value) { this.setPointer(64, value); }
    get allow_signals_len() { return Number(this.getBigUint64(72, true)); }
    set allow_signals_len(value) { this.setBigUint64(72, BigInt(value), true); }
    get join_prompt() { return this.getBigUint64(80, true); }
    set join_prompt(value) { this.setBigUint64(80, value, true); }
    get leave_prompt() { return this.getBigUint64(88, true); }
    set leave_prompt(value) { this.setBigUint64(88, value, true); }
    get adaptive_max_ms() { return this.getUint32(96, true); }
    set adaptive_max_ms(value) { this.setUint32(96, value, true); }
    get adaptive_min_ms() { return this.getUint32(100, true); }
    set adaptive_min_ms(value) { this.setUint32(100, value, true); }
};

exports.mixminus_write_info = class mixminus_write_info extends Struct {
    static size = 24;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        lost: { offset: 4, type: "uint32_t" },
        timestamp: { offset: 8, type: "uint64_t" },
        has_timestamp: { offset: 16, type: "uint32_t" },
        starts_talkspurt: { offset: 20, type: "uint32_t" },
    };
    static initializer = exports.mixminus_write_info_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get lost() { return this.getUint32(4, true); }
    set lost(value) { this.setUint32(4, value, true); }
    get timestamp() { return this.getBigUint64(8, true); }
    set timestamp(value) { this.setBigUint64(8, value, true); }
    get has_timestamp() { return this.getUint32(16, true); }
    set has_timestamp(value) { this.setUint32(16, value, true); }
    get starts_talkspurt() { return this.getUint32(20, true); }
    set starts_talkspurt(value) { this.setUint32(20, value, true); }
};

exports.mixminus_read_info = class mixminus_read_info extends Struct {
    static size = 40;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        flags: { offset: 4, type: "uint32_t" },
        real: { offset: 8, type: "uint64_t" },
        tick: { offset: 16, type: "uint64_t" },
        mix_id: { offset: 24, type: "uint64_t" },
        offset: { offset: 32, type: "uint32_t" },
        reserved: { offset: 36, type: "uint32_t" },
    };
    static initializer = exports.mixminus_read_info_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get flags() { return this.getUint32(4, true); }
    set flags(value) { this.setUint32(4, value, true); }
    get real() { return this.getBigUint64(8, true); }
    set real(value) { this.setBigUint64(8, value, true); }
    get tick() { return this.getBigUint64(16, true); }
    set tick(value) { this.setBigUint64(16, value, true); }
    get mix_id() { return this.getBigUint64(24, true); }
    set mix_id(value) { this.setBigUint64(24, value, true); }
    get offset() { return this.getUint32(32, true); }
    set offset(value) { this.setUint32(32, value, true); }
    get reserved() { return this.getUint32(36, true); }
    set reserved(value) { this.setUint32(36, value, true); }
};

exports.mixminus_call_io = class mixminus_call_io extends Struct {
    static size = 64;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        reserved: { offset: 4, type: "uint32_t" },
        user: { offset: 8, type: "pointer" },
        wait: { offset: 16, type: "pointer" },
        read: { offset: 24, type: "pointer" },
        write: { offset: 32, type: "pointer" },
        hung_up: { offset: 40, type: "pointer" },
        read_ex: { offset: 48, type: "pointer" },
        write_ex: { offset: 56, type: "pointer" },
    };
    static initializer = exports.mixminus_call_io_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get reserved() { return this.getUint32(4, true); }
    set reserved(value) { this.setUint32(4, value, true); }
    get user() { return this.getBigUint64(8, true); }
    set user(value) { this.setPointer(8, value); }
    get wait() { return this.getBigUint64(16, true); }
    set wait(value) { this.setPointer(16, value); }
    get read() { return this.getBigUint64(24, true); }
    set read(value) { this.setPointer(24, value); }
    get write() { return this.getBigUint64(32, true); }
    set write(value) { this.setPointer(32, value); }
    get hung_up() { return this.getBigUint64(40, true); }
    set hung_up(value) { this.setPointer(40, value); }
    get read_ex() { return this.getBigUint64(48, true); }
    set read_ex(value) { this.setPointer(48, value); }
    get write_ex() { return this.getBigUint64(56, true); }
    set write_ex(value) { this.setPointer(56, value); }
};

exports.mixminus_call_handlers = class mixminus_call_handlers extends Struct {
    static size = 32;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        reserved: { offset: 4, type: "uint32_t" },
        user: { offset: 8, type: "pointer" },
        on_choice: { offset: 16, type: "pointer" },
        on_signal: { offset: 24, type: "pointer" },
    };
    static initializer = exports.mixminus_call_handlers_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get reserved() { return this.getUint32(4, true); }
    set reserved(value) { this.setUint32(4, value, true); }
    get user() { return this.getBigUint64(8, true); }
    set user(value) { this.setPointer(8, value); }
    get on_choice() { return this.getBigUint64(16, true); }
    set on_choice(value) { this.setPointer(16, value); }
    get on_signal() { return this.getBigUint64(24, true); }
    set on_signal(value) { this.setPointer(24, value); }
};

exports.mixminus_conference_end = class mixminus_conference_end extends Struct {
    static size = 280;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        reason: { offset: 4, type: "uint32_t" },
        digit: { offset: 8, type: "uint32_t" },
        text_len: { offset: 12, type: "uint32_t" },
        signal: { offset: 16, type: "uint64_t" },
        text: { offset: 24, type: "char[256]" },
    };
    static initializer = exports.mixminus_conference_end_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get reason() { return this.getUint32(4, true); }
    set reason(value) { this.setUint32(4, value, true); }
    get digit() { return this.getUint32(8, true); }
    set digit(value) { this.setUint32(8, value, true); }
    get text_len() { return this.getUint32(12, true); }
    set text_len(value) { this.setUint32(12, value, true); }
    get signal() { return this.getBigUint64(16, true); }
    set signal(value) { this.setBigUint64(16, value, true); }
    get text() { return new Uint8Array(this.buffer, this.byteOffset + 24, 256); }
};

exports.mixminus_room_info = class mixminus_room_info extends Struct {
    static size = 808;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        participants: { offset: 4, type: "uint32_t" },
        room: { offset: 8, type: "uint64_t" },
        capacity: { offset: 16, type: "uint32_t" },
        account_len: { offset: 20, type: "uint32_t" },
        environment_len: { offset: 24, type: "uint32_t" },
        conference_id_len: { offset: 28, type: "uint32_t" },
        locked: { offset: 32, type: "uint32_t" },
        sample_rate_hz: { offset: 36, type: "uint32_t" },
        account: { offset: 40, type: "char[256]" },
        environment: { offset: 296, type: "char[256]" },
        conference_id: { offset: 552, type: "char[256]" },
    };
    static initializer = exports.mixminus_room_info_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get participants() { return this.getUint32(4, true); }
    set participants(value) { this.setUint32(4, value, true); }
    get room() { return this.getBigUint64(8, true); }
    set room(value) { this.setBigUint64(8, value, true); }
    get capacity() { return this.getUint32(16, true); }
    set capacity(value) { this.setUint32(16, value, true); }
    get account_len() { return this.getUint32(20, true); }
    set account_len(value) { this.setUint32(20, value, true); }
    get environment_len() { return this.getUint32(24, true); }
    set environment_len(value) { this.setUint32(24, value, true); }
    get conference_id_len() { return this.getUint32(28, true); }
    set conference_id_len(value) { this.setUint32(28, value, true); }
    get locked() { return this.getUint32(32, true); }
    set locked(value) { this.setUint32(32, value, true); }
    get sample_rate_hz() { return this.getUint32(36, true); }
    set sample_rate_hz(value) { this.setUint32(36, value, true); }
    get account() { return new Uint8Array(this.buffer, this.byteOffset + 40, 256); }
    get environment() { return new Uint8Array(this.buffer, this.byteOffset + 296, 256); }
    get conference_id() { return new Uint8Array(this.buffer, this.byteOffset + 552, 256); }
};

exports.mixminus_room_member = class mixminus_room_member extends Struct {
    static size = 32;
    static fields = {
        participant: { offset: 0, type: "uint64_t" },
        user: { offset: 8, type: "uint64_t" },
        state: { offset: 16, type: "uint32_t" },
        gain_mdb: { offset: 20, type: "int32_t" },
        mean_square: { offset: 24, type: "uint32_t" },
        peak: { offset: 28, type: "uint32_t" },
    };
    get participant() { return this.getBigUint64(0, true); }
    set participant(value) { this.setBigUint64(0, value, true); }
    get user() { return this.getBigUint64(8, true); }
    set user(value) { this.setBigUint64(8, value, true); }
    get state() { return this.getUint32(16, true); }
    set state(value) { this.setUint32(16, value, true); }
    get gain_mdb() { return this.getInt32(20, true); }
    set gain_mdb(value) { this.setInt32(20, value, true); }
    get mean_square() { return this.getUint32(24, true); }
    set mean_square(value) { this.setUint32(24, value, true); }
    get peak() { return this.getUint32(28, true); }
    set peak(value) { this.setUint32(28, value, true); }
};

exports.mixminus_room_template = class mixminus_room_template extends Struct {
    static size = 24;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        capacity: { offset: 4, type: "uint32_t" },
        limit_s: { offset: 8, type: "uint32_t" },
        sample_rate_hz: { offset: 12, type: "uint32_t" },
        alone_loop: { offset: 16, type: "uint64_t" },
    };
    static initializer = exports.mixminus_room_template_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get capacity() { return this.getUint32(4, true); }
    set capacity(value) { this.setUint32(4, value, true); }
    get limit_s() { return this.getUint32(8, true); }
    set limit_s(value) { this.setUint32(8, value, true); }
    get sample_rate_hz() { return this.getUint32(12, true); }
    set sample_rate_hz(value) { this.setUint32(12, value, true); }
    get alone_loop() { return this.getBigUint64(16, true); }
    set alone_loop(value) { this.setBigUint64(16, value, true); }
};

exports.mixminus_account_quota = class mixminus_account_quota extends Struct {
    static size = 24;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        rooms: { offset: 4, type: "uint32_t" },
        participants: { offset: 8, type: "uint32_t" },
        queued_signals: { offset: 12, type: "uint32_t" },
        prompt_bytes: { offset: 16, type: "uint64_t" },
    };
    static initializer = exports.mixminus_account_quota_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get rooms() { return this.getUint32(4, true); }
    set rooms(value) { this.setUint32(4, value, true); }
    get participants() { return this.getUint32(8, true); }
    set participants(value) { this.setUint32(8, value, true); }
    get queued_signals() { return this.getUint32(12, true); }
    set queued_signals(value) { this.setUint32(12, value, true); }
    get prompt_bytes() { return this.getBigUint64(16, true); }
    set prompt_bytes(value) { this.setBigUint64(16, value, true); }
};

exports.mixminus_telephone_event = class mixminus_telephone_event extends Struct {
    static size = 32;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        event: { offset: 4, type: "uint32_t" },
        end: { offset: 8, type: "uint32_t" },
        volume: { offset: 12, type: "uint32_t" },
        duration: { offset: 16, type: "uint32_t" },
        timestamp: { offset: 20, type: "uint32_t" },
        ssrc: { offset: 24, type: "uint32_t" },
        clock_rate: { offset: 28, type: "uint32_t" },
    };
    static initializer = exports.mixminus_telephone_event_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get event() { return this.getUint32(4, true); }
    set event(value) { this.setUint32(4, value, true); }
    get end() { return this.getUint32(8, true); }
    set end(value) { this.setUint32(8, value, true); }
    get volume() { return this.getUint32(12, true); }
    set volume(value) { this.setUint32(12, value, true); }
    get duration() { return this.getUint32(16, true); }
    set duration(value) { this.setUint32(16, value, true); }
    get timestamp() { return this.getUint32(20, true); }
    set timestamp(value) { this.setUint32(20, value, true); }
    get ssrc() { return this.getUint32(24, true); }
    set ssrc(value) { this.setUint32(24, value, true); }
    get clock_rate() { return this.getUint32(28, true); }
    set clock_rate(value) { this.setUint32(28, value, true); }
};

exports.mixminus_tap_frame = class mixminus_tap_frame extends Struct {
    static size = 32;
    static fields = {
        tick: { offset: 0, type: "uint64_t" },
        room: { offset: 8, type: "uint64_t" },
        join: { offset: 16, type: "uint64_t" },
        flags: { offset: 24, type: "uint32_t" },
        reserved: { offset: 28, type: "uint32_t" },
    };
    get tick() { return this.getBigUint64(0, true); }
    set tick(value) { this.setBigUint64(0, value, true); }
    get room() { return this.getBigUint64(8, true); }
    set room(value) { this.setBigUint64(8, value, true); }
    get join() { return this.getBigUint64(16, true); }
    set join(value) { this.setBigUint64(16, value, true); }
    get flags() { return this.getUint32(24, true); }
    set flags(value) { this.setUint32(24, value, true); }
    get reserved() { return this.getUint32(28, true); }
    set reserved(value) { this.setUint32(28, value, true); }
};

exports.mixminus_tap_info = class mixminus_tap_info extends Struct {
    static size = 56;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        point: { offset: 4, type: "uint32_t" },
        target: { offset: 8, type: "uint64_t" },
        began: { offset: 16, type: "uint64_t" },
        ended: { offset: 24, type: "uint64_t" },
        frames: { offset: 32, type: "uint64_t" },
        dropped: { offset: 40, type: "uint64_t" },
        sample_rate_hz: { offset: 48, type: "uint32_t" },
        reserved: { offset: 52, type: "uint32_t" },
    };
    static initializer = exports.mixminus_tap_info_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get point() { return this.getUint32(4, true); }
    set point(value) { this.setUint32(4, value, true); }
    get target() { return this.getBigUint64(8, true); }
    set target(value) { this.setBigUint64(8, value, true); }
    get began() { return this.getBigUint64(16, true); }
    set began(value) { this.setBigUint64(16, value, true); }
    get ended() { return this.getBigUint64(24, true); }
    set ended(value) { this.setBigUint64(24, value, true); }
    get frames() { return this.getBigUint64(32, true); }
    set frames(value) { this.setBigUint64(32, value, true); }
    get dropped() { return this.getBigUint64(40, true); }
    set dropped(value) { this.setBigUint64(40, value, true); }
    get sample_rate_hz() { return this.getUint32(48, true); }
    set sample_rate_hz(value) { this.setUint32(48, value, true); }
    get reserved() { return this.getUint32(52, true); }
    set reserved(value) { this.setUint32(52, value, true); }
};

exports.mixminus_record_config = class mixminus_record_config extends Struct {
    static size = 40;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        buffer_ms: { offset: 4, type: "uint32_t" },
        split_bytes: { offset: 8, type: "uint64_t" },
        announcement: { offset: 16, type: "uint64_t" },
        beep_s: { offset: 24, type: "uint32_t" },
        reserved: { offset: 28, type: "uint32_t" },
        file_mode: { offset: 32, type: "uint32_t" },
        reserved_2: { offset: 36, type: "uint32_t" },
    };
    static initializer = exports.mixminus_record_config_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get buffer_ms() { return this.getUint32(4, true); }
    set buffer_ms(value) { this.setUint32(4, value, true); }
    get split_bytes() { return this.getBigUint64(8, true); }
    set split_bytes(value) { this.setBigUint64(8, value, true); }
    get announcement() { return this.getBigUint64(16, true); }
    set announcement(value) { this.setBigUint64(16, value, true); }
    get beep_s() { return this.getUint32(24, true); }
    set beep_s(value) { this.setUint32(24, value, true); }
    get reserved() { return this.getUint32(28, true); }
    set reserved(value) { this.setUint32(28, value, true); }
    get file_mode() { return this.getUint32(32, true); }
    set file_mode(value) { this.setUint32(32, value, true); }
    get reserved_2() { return this.getUint32(36, true); }
    set reserved_2(value) { this.setUint32(36, value, true); }
};

exports.mixminus_record_track = class mixminus_record_track extends Struct {
    static size = 32;
    static fields = {
        target: { offset: 0, type: "uint64_t" },
        point: { offset: 8, type: "uint32_t" },
        reserved: { offset: 12, type: "uint32_t" },
        path: { offset: 16, type: "pointer" },
        path_len: { offset: 24, type: "size_t" },
    };
    get target() { return this.getBigUint64(0, true); }
    set target(value) { this.setBigUint64(0, value, true); }
    get point() { return this.getUint32(8, true); }
    set point(value) { this.setUint32(8, value, true); }
    get reserved() { return this.getUint32(12, true); }
    set reserved(value) { this.setUint32(12, value, true); }
    get path() { return this.getBigUint64(16, true); }
    set path(value) { this.setPointer(16, value); }
    get path_len() { return Number(this.getBigUint64(24, true)); }
    set path_len(value) { this.setBigUint64(24, BigInt(value), true); }
};

exports.mixminus_recording_info = class mixminus_recording_info extends Struct {
    static size = 328;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        state: { offset: 4, type: "uint32_t" },
        start_tick: { offset: 8, type: "uint64_t" },
        tick: { offset: 16, type: "uint64_t" },
        samples: { offset: 24, type: "uint64_t" },
        gaps: { offset: 32, type: "uint64_t" },
        gap_samples: { offset: 40, type: "uint64_t" },
        dropped_frames: { offset: 48, type: "uint64_t" },
        lost_samples: { offset: 56, type: "uint64_t" },
        tracks: { offset: 64, type: "uint32_t" },
        files: { offset: 68, type: "uint32_t" },
        message: { offset: 72, type: "uint8_t[256]" },
    };
    static initializer = exports.mixminus_recording_info_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get state() { return this.getUint32(4, true); }
    set state(value) { this.setUint32(4, value, true); }
    get start_tick() { return this.getBigUint64(8, true); }
    set start_tick(value) { this.setBigUint64(8, value, true); }
    get tick() { return this.getBigUint64(16, true); }
    set tick(value) { this.setBigUint64(16, value, true); }
    get samples() { return this.getBigUint64(24, true); }
    set samples(value) { this.setBigUint64(24, value, true); }
    get gaps() { return this.getBigUint64(32, true); }
    set gaps(value) { this.setBigUint64(32, value, true); }
    get gap_samples() { return this.getBigUint64(40, true); }
    set gap_samples(value) { this.setBigUint64(40, value, true); }
    get dropped_frames() { return this.getBigUint64(48, true); }
    set dropped_frames(value) { this.setBigUint64(48, value, true); }
    get lost_samples() { return this.getBigUint64(56, true); }
    set lost_samples(value) { this.setBigUint64(56, value, true); }
    get tracks() { return this.getUint32(64, true); }
    set tracks(value) { this.setUint32(64, value, true); }
    get files() { return this.getUint32(68, true); }
    set files(value) { this.setUint32(68, value, true); }
    get message() { return new Uint8Array(this.buffer, this.byteOffset + 72, 256); }
};

exports.mixminus_event = class mixminus_event extends Struct {
    static size = 96;
    static fields = {
        sequence: { offset: 0, type: "uint64_t" },
        tick: { offset: 8, type: "uint64_t" },
        room: { offset: 16, type: "uint64_t" },
        participant: { offset: 24, type: "uint64_t" },
        user: { offset: 32, type: "uint64_t" },
        value: { offset: 40, type: "int64_t" },
        kind: { offset: 48, type: "uint32_t" },
        reason: { offset: 52, type: "uint32_t" },
        state: { offset: 56, type: "uint32_t" },
        resent: { offset: 60, type: "uint32_t" },
        dtmf_position: { offset: 64, type: "uint64_t" },
        digit: { offset: 72, type: "uint32_t" },
        dtmf_source: { offset: 76, type: "uint32_t" },
        dtmf_duration: { offset: 80, type: "uint32_t" },
        dtmf_level_mdbm0: { offset: 84, type: "int32_t" },
        dtmf_twist_mdb: { offset: 88, type: "int32_t" },
        outcome: { offset: 92, type: "uint32_t" },
    };
    get sequence() { return this.getBigUint64(0, true); }
    set sequence(value) { this.setBigUint64(0, value, true); }
    get tick() { return this.getBigUint64(8, true); }
    set tick(value) { this.setBigUint64(8, value, true); }
    get room() { return this.getBigUint64(16, true); }
    set room(value) { this.setBigUint64(16, value, true); }
    get participant() { return this.getBigUint64(24, true); }
    set participant(value) { this.setBigUint64(24, value, true); }
    get user() { return this.getBigUint64(32, true); }
    set user(value) { this.setBigUint64(32, value, true); }
    get value() { return this.getBigInt64(40, true); }
    set value(value) { this.setBigInt64(40, value, true); }
    get kind() { return this.getUint32(48, true); }
    set kind(value) { this.setUint32(48, value, true); }
    get reason() { return this.getUint32(52, true); }
    set reason(value) { this.setUint32(52, value, true); }
    get state() { return this.getUint32(56, true); }
    set state(value) { this.setUint32(56, value, true); }
    get resent() { return this.getUint32(60, true); }
    set resent(value) { this.setUint32(60, value, true); }
    get dtmf_position() { return this.getBigUint64(64, true); }
    set dtmf_position(value) { this.setBigUint64(64, value, true); }
    get digit() { return this.getUint32(72, true); }
    set digit(value) { this.setUint32(72, value, true); }
    get dtmf_source() { return this.getUint32(76, true); }
    set dtmf_source(value) { this.setUint32(76, value, true); }
    get dtmf_duration() { return this.getUint32(80, true); }
    set dtmf_duration(value) { this.setUint32(80, value, true); }
    get dtmf_level_mdbm0() { return this.getInt32(84, true); }
    set dtmf_level_mdbm0(value) { this.setInt32(84, value, true); }
    get dtmf_twist_mdb() { return this.getInt32(88, true); }
    set dtmf_twist_mdb(value) { this.setInt32(88, value, true); }
    get outcome() { return this.getUint32(92, true); }
    set outcome(value) { this.setUint32(92, value, true); }
};

exports.mixminus_engine_stats = class mixminus_engine_stats extends Struct {
    static size = 736;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        memory_locked: { offset: 4, type: "uint32_t" },
        active_rooms: { offset: 8, type: "uint32_t" },
        active_participants: { offset: 12, type: "uint32_t" },
        ticks: { offset: 16, type: "uint64_t" },
        skipped_ticks: { offset: 24, type: "uint64_t" },
        commands: { offset: 32, type: "uint64_t" },
        events_lost: { offset: 40, type: "uint64_t" },
        overloads: { offset: 48, type: "uint64_t" },
        tick_ns_total: { offset: 56, type: "uint64_t" },
        tick_ns_max: { offset: 64, type: "uint64_t" },
        wake_late_ns_max: { offset: 72, type: "uint64_t" },
        stage_ns: { offset: 80, type: "uint64_t[16]" },
        tick_ns_histogram: { offset: 208, type: "uint64_t[32]" },
        tick_cpu_ns_total: { offset: 464, type: "uint64_t" },
        tick_cpu_ns_max: { offset: 472, type: "uint64_t" },
        tick_cpu_ns_histogram: { offset: 480, type: "uint64_t[32]" },
    };
    static initializer = exports.mixminus_engine_stats_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get memory_locked() { return this.getUint32(4, true); }
    set memory_locked(value) { this.setUint32(4, value, true); }
    get active_rooms() { return this.getUint32(8, true); }
    set active_rooms(value) { this.setUint32(8, value, true); }
    get active_participants() { return this.getUint32(12, true); }
    set active_participants(value) { this.setUint32(12, value, true); }
    get ticks() { return this.getBigUint64(16, true); }
    set ticks(value) { this.setBigUint64(16, value, true); }
    get skipped_ticks() { return this.getBigUint64(24, true); }
    set skipped_ticks(value) { this.setBigUint64(24, value, true); }
    get commands() { return this.getBigUint64(32, true); }
    set commands(value) { this.setBigUint64(32, value, true); }
    get events_lost() { return this.getBigUint64(40, true); }
    set events_lost(value) { this.setBigUint64(40, value, true); }
    get overloads() { return this.getBigUint64(48, true); }
    set overloads(value) { this.setBigUint64(48, value, true); }
    get tick_ns_total() { return this.getBigUint64(56, true); }
    set tick_ns_total(value) { this.setBigUint64(56, value, true); }
    get tick_ns_max() { return this.getBigUint64(64, true); }
    set tick_ns_max(value) { this.setBigUint64(64, value, true); }
    get wake_late_ns_max() { return this.getBigUint64(72, true); }
    set wake_late_ns_max(value) { this.setBigUint64(72, value, true); }
    get stage_ns() { return new BigUint64Array(this.buffer, this.byteOffset + 80, 16); }
    get tick_ns_histogram() { return new BigUint64Array(this.buffer, this.byteOffset + 208, 32); }
    get tick_cpu_ns_total() { return this.getBigUint64(464, true); }
    set tick_cpu_ns_total(value) { this.setBigUint64(464, value, true); }
    get tick_cpu_ns_max() { return this.getBigUint64(472, true); }
    set tick_cpu_ns_max(value) { this.setBigUint64(472, value, true); }
    get tick_cpu_ns_histogram() { return new BigUint64Array(this.buffer, this.byteOffset + 480, 32); }
};

exports.mixminus_participant_stats = class mixminus_participant_stats extends Struct {
    static size = 176;
    static fields = {
        struct_size: { offset: 0, type: "uint32_t" },
        in_fill: { offset: 4, type: "uint32_t" },
        out_fill: { offset: 8, type: "uint32_t" },
        latency: { offset: 12, type: "uint32_t" },
        mean_square: { offset: 16, type: "uint32_t" },
        peak: { offset: 20, type: "uint32_t" },
        written: { offset: 24, type: "uint64_t" },
        write_refused: { offset: 32, type: "uint64_t" },
        write_discarded: { offset: 40, type: "uint64_t" },
        read: { offset: 48, type: "uint64_t" },
        read_silence: { offset: 56, type: "uint64_t" },
        underruns: { offset: 64, type: "uint64_t" },
        trims: { offset: 72, type: "uint64_t" },
        trimmed: { offset: 80, type: "uint64_t" },
        out_dropped: { offset: 88, type: "uint64_t" },
        out_stale: { offset: 96, type: "uint64_t" },
        late: { offset: 104, type: "uint64_t" },
        duplicate: { offset: 112, type: "uint64_t" },
        reordered: { offset: 120, type: "uint64_t" },
        concealed: { offset: 128, type: "uint64_t" },
        concealment_events: { offset: 136, type: "uint64_t" },
        target: { offset: 144, type: "uint64_t" },
        inserted: { offset: 152, type: "uint64_t" },
        removed: { offset: 160, type: "uint64_t" },
        played: { offset: 168, type: "uint64_t" },
    };
    static initializer = exports.mixminus_participant_stats_init;
    get struct_size() { return this.getUint32(0, true); }
    set struct_size(value) { this.setUint32(0, value, true); }
    get in_fill() { return this.getUint32(4, true); }
    set in_fill(value) { this.setUint32(4, value, true); }
    get out_fill() { return this.getUint32(8, true); }
    set out_fill(value) { this.setUint32(8, value, true); }
    get latency() { return this.getUint32(12, true); }
    set latency(value) { this.setUint32(12, value, true); }
    get mean_square() { return this.getUint32(16, true); }
    set mean_square(value) { this.setUint32(16, value, true); }
    get peak() { return this.getUint32(20, true); }
    set peak(value) { this.setUint32(20, value, true); }
    get written() { return this.getBigUint64(24, true); }
    set written(value) { this.setBigUint64(24, value, true); }
    get write_refused() { return this.getBigUint64(32, true); }
    set write_refused(value) { this.setBigUint64(32, value, true); }
    get write_discarded() { return this.getBigUint64(40, true); }
    set write_discarded(value) { this.setBigUint64(40, value, true); }
    get read() { return this.getBigUint64(48, true); }
    set read(value) { this.setBigUint64(48, value, true); }
    get read_silence() { return this.getBigUint64(56, true); }
    set read_silence(value) { this.setBigUint64(56, value, true); }
    get underruns() { return this.getBigUint64(64, true); }
    set underruns(value) { this.setBigUint64(64, value, true); }
    get trims() { return this.getBigUint64(72, true); }
    set trims(value) { this.setBigUint64(72, value, true); }
    get trimmed() { return this.getBigUint64(80, true); }
    set trimmed(value) { this.setBigUint64(80, value, true); }
    get out_dropped() { return this.getBigUint64(88, true); }
    set out_dropped(value) { this.setBigUint64(88, value, true); }
    get out_stale() { return this.getBigUint64(96, true); }
    set out_stale(value) { this.setBigUint64(96, value, true); }
    get late() { return this.getBigUint64(104, true); }
    set late(value) { this.setBigUint64(104, value, true); }
    get duplicate() { return this.getBigUint64(112, true); }
    set duplicate(value) { this.setBigUint64(112, value, true); }
    get reordered() { return this.getBigUint64(120, true); }
    set reordered(value) { this.setBigUint64(120, value, true); }
    get concealed() { return this.getBigUint64(128, true); }
    set concealed(value) { this.setBigUint64(128, value, true); }
    get concealment_events() { return this.getBigUint64(136, true); }
    set concealment_events(value) { this.setBigUint64(136, value, true); }
    get target() { return this.getBigUint64(144, true); }
    set target(value) { this.setBigUint64(144, value, true); }
    get inserted() { return this.getBigUint64(152, true); }
    set inserted(value) { this.setBigUint64(152, value, true); }
    get removed() { return this.getBigUint64(160, true); }
    set removed(value) { this.setBigUint64(160, value, true); }
    get played() { return this.getBigUint64(168, true); }
    set played(value) { this.setBigUint64(168, value, true); }
};
