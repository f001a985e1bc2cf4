// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

import { Pointer, Struct } from "./struct.js";

/** What koffi gives for a function: `.async(...arguments, callback)` runs it on a thread of libuv. */
type Async<F extends (...args: any[]) => any> = F & {
    async: (...args: [...Parameters<F>, (error: Error | null, result: ReturnType<F>) => void]) => void;
};

/** Major version of this header. */
export const MIXMINUS_VERSION_MAJOR: 0;
/** Minor version of this header. */
export const MIXMINUS_VERSION_MINOR: 1;
/** Patch version of this header. */
export const MIXMINUS_VERSION_PATCH: 0;
/** Size in bytes of a name or a text in a struct that the library fills in: up to 255 bytes and a NUL. */
export const MIXMINUS_NAME_BYTES: 256;
/** The most CPUs that a mixminus_driver_config may list. */
export const MIXMINUS_MAX_CPUS: 1024;
/** A mixminus_sound: silence. */
export const MIXMINUS_SOUND_NONE: 0;
/** A mixminus_sound: the built-in beep, two short tones of -20 dBm0, 160 ms in all. */
export const MIXMINUS_SOUND_BEEP: 1;
/** Flag of mixminus_prompt_info: the WAV data gave no length (as when a program writes into a pipe) or a length beyond its end. */
export const MIXMINUS_PROMPT_READ_TO_END: 1;
/** The most plays that may be queued for one participant, and for one room. */
export const MIXMINUS_MAX_QUEUED_PLAYS: 16;
/** The most rooms that one mixminus_rooms_say plays to. */
export const MIXMINUS_MAX_ROOMS_PER_SAY: 1024;
/** In prefill_ms or cap_ms of mixminus_join_options: use the default. */
export const MIXMINUS_DEFAULT_MS: 4294967295;
/** In mixminus_read_info.flags: the participant is in no room. */
export const MIXMINUS_READ_NOT_IN_ROOM: 1;
/** In mixminus_read_info.flags: frames were skipped because they were older than the cap, or because more were waiting than the reads need: in a pause, or later where a frame resembles the next. */
export const MIXMINUS_READ_SKIPPED: 2;
/** In mixminus_read_info.flags: fewer samples were available than asked for; the rest is made up, or silence. */
export const MIXMINUS_READ_UNDERRUN: 4;
/** In mixminus_read_info.flags: the sum of a frame exceeded 16 bits and was limited. */
export const MIXMINUS_READ_OVERLOAD: 8;
/** In mixminus_read_info.flags: the session has reached its time limit (session_limit_s) and cannot join a room again. */
export const MIXMINUS_READ_SESSION_EXPIRED: 16;
/** In mixminus_read_info.mix_id: silence, because the participant is deaf. */
export const MIXMINUS_MIX_SILENCE: 1;
/** The most digits that may be queued to be sent to a participant, including the one that plays. */
export const MIXMINUS_MAX_DIGITS: 32;
/** In mixminus_tap_frame.flags: all samples are zero. */
export const MIXMINUS_TAP_SILENT: 1;
/** In mixminus_tap_frame.flags: the sum of all contributions exceeded 16 bits and was limited. */
export const MIXMINUS_TAP_OVERLOAD: 8;
/** In mixminus_event.state: muted. */
export const MIXMINUS_STATE_MUTED: 1;
/** In mixminus_event.state: deaf. */
export const MIXMINUS_STATE_DEAF: 2;
/** In mixminus_event.state: in a talkspurt. */
export const MIXMINUS_STATE_TALKING: 4;
/** In mixminus_event.state: DTMF digits in its audio are reported as events. */
export const MIXMINUS_STATE_DTMF_DETECTED: 8;
/** In mixminus_event.state: DTMF tones in its audio are suppressed. */
export const MIXMINUS_STATE_DTMF_SUPPRESSED: 16;
/** In mixminus_event.state: tones are generated for digits that the host injects, unless DTMF is suppressed. */
export const MIXMINUS_STATE_DTMF_GENERATED: 32;
/** In mixminus_event.state: on hold. */
export const MIXMINUS_STATE_HELD: 64;
/** Number of buckets in the histograms of tick times. */
export const MIXMINUS_TICK_BUCKETS: 32;
/** Number of stages that mixminus_engine_stats has space for; those without a constant are zero. */
export const MIXMINUS_MAX_STAGES: 16;
/** In mixminus_engine_stats.stage_ns: apply commands and settings. */
export const MIXMINUS_STAGE_COMMANDS: 0;
/** In mixminus_engine_stats.stage_ns: take frames from in-rings, detect and suppress DTMF, apply gain and ramps, measure levels. */
export const MIXMINUS_STAGE_INPUT: 1;
/** In mixminus_engine_stats.stage_ns: sum the contributions and subtract each participant's own. */
export const MIXMINUS_STAGE_MIX: 2;
/** In mixminus_engine_stats.stage_ns: give the common frame to silent participants, publish out-rings. */
export const MIXMINUS_STAGE_OUTPUT: 3;
/** In mixminus_engine_stats.stage_ns: end empty rooms, publish events and statistics. */
export const MIXMINUS_STAGE_PUBLISH: 4;
/** Success. */
export const MIXMINUS_OK: 0;
/** An argument is NULL, out of its range or malformed. */
export const MIXMINUS_ERR_INVALID_ARGUMENT: -1;
/** struct_size is smaller than the first version of the struct, or larger than this library knows while the part that it does not know is not zero. */
export const MIXMINUS_ERR_STRUCT_SIZE: -2;
/** The handle is 0, or no engine ever made it. */
export const MIXMINUS_ERR_INVALID_HANDLE: -3;
/** The object has been freed or has ended. */
export const MIXMINUS_ERR_STALE_HANDLE: -4;
/** The handle belongs to another engine. */
export const MIXMINUS_ERR_FOREIGN_HANDLE: -5;
/** The handle names an object of another kind, such as a room instead of a participant. */
export const MIXMINUS_ERR_WRONG_KIND: -6;
/** Another thread is the writer, reader, poller or ticker at this moment, or the session is busy. */
export const MIXMINUS_ERR_BUSY: -7;
/** The engine is in the other mode: the host ticks while drivers run, or stops drivers that do not run; or a call that waits was made on the ticking thread. */
export const MIXMINUS_ERR_WRONG_MODE: -8;
/** The participant is in no room. */
export const MIXMINUS_ERR_NOT_IN_ROOM: -9;
/** The participant is already in a room. */
export const MIXMINUS_ERR_ALREADY_IN_ROOM: -10;
/** The room has reached its capacity. */
export const MIXMINUS_ERR_ROOM_FULL: -11;
/** The account has reached max_participants, or its share of the participants that are free. */
export const MIXMINUS_ERR_TOO_MANY_PARTICIPANTS: -12;
/** The account has reached max_rooms, or its share of the rooms that are free. */
export const MIXMINUS_ERR_TOO_MANY_ROOMS: -13;
/** The account has reached a quota of its own, or its share of a table. */
export const MIXMINUS_ERR_QUOTA_EXCEEDED: -14;
/** A queue is full: the account's commands (the clock has stopped or is far behind), its plays (max_plays), or the queue that the call names. */
export const MIXMINUS_ERR_QUEUE_FULL: -15;
/** There is no such room. */
export const MIXMINUS_ERR_NOT_FOUND: -16;
/** The engine has stopped: every session has ended. */
export const MIXMINUS_ERR_ENGINE_STOPPED: -17;
/** This process is a fork of the one that made the engine. */
export const MIXMINUS_ERR_FORKED: -18;
/** The system did not grant the memory that the call needs. */
export const MIXMINUS_ERR_OUT_OF_MEMORY: -19;
/** The operating system refused; mixminus_last_error has its error number. */
export const MIXMINUS_ERR_SYSTEM: -20;
/** This build or this machine does not support what was asked for. */
export const MIXMINUS_ERR_UNSUPPORTED: -21;
/** The library caught a defect of its own; the host is unharmed. */
export const MIXMINUS_ERR_INTERNAL: -22;
/** The session has reached its time limit. */
export const MIXMINUS_ERR_SESSION_EXPIRED: -23;
/** The room is locked. */
export const MIXMINUS_ERR_ROOM_LOCKED: -24;
/** A queued signal interrupted the conference as it started. */
export const MIXMINUS_ERR_INTERRUPTED: -25;
/** The call has been hung up. */
export const MIXMINUS_ERR_HUNG_UP: -26;
/** Nothing more will come: what was tapped has ended, and all of it has been read. */
export const MIXMINUS_ERR_ENDED: -35;
/** The account has reached max_taps, or its share of the taps that are free. */
export const MIXMINUS_ERR_TOO_MANY_TAPS: -36;
/** The level that the environment variable MIXMINUS_SIMD names (portable, sse2, avx2, avx512, neon), else the best that the machine supports. */
export const MIXMINUS_SIMD_AUTO: 0;
/** Plain code for every machine. */
export const MIXMINUS_SIMD_PORTABLE: 1;
/** x86-64, 128-bit. */
export const MIXMINUS_SIMD_SSE2: 2;
/** x86-64, 256-bit. */
export const MIXMINUS_SIMD_AVX2: 3;
/** x86-64, 512-bit (F and BW). */
export const MIXMINUS_SIMD_AVX512: 4;
/** AArch64, 128-bit. */
export const MIXMINUS_SIMD_NEON: 5;
/** A driver ticks on absolute deadlines of the monotonic clock. */
export const MIXMINUS_CLOCK_SYSTEM: 0;
/** The host calls mixminus_engine_tick; the drivers only share the rooms of each tick. */
export const MIXMINUS_CLOCK_HOST: 1;
/** int16_t: signed 16-bit linear, in the machine's byte order. */
export const MIXMINUS_ENCODING_S16: 0;
/** float: full scale is -1.0 to 1.0. Written samples are rounded to the nearest 16-bit value and limited; NaN is silence. */
export const MIXMINUS_ENCODING_F32: 1;
/** uint8_t: mu-law (ITU-T G.711). */
export const MIXMINUS_ENCODING_ULAW: 2;
/** uint8_t: A-law (ITU-T G.711). */
export const MIXMINUS_ENCODING_ALAW: 3;
/** The call failed: nothing was played. */
export const MIXMINUS_SAY_NONE: 0;
/** Its last sample was played. */
export const MIXMINUS_SAY_COMPLETED: 1;
/** It was stopped, or another play interrupted it. */
export const MIXMINUS_SAY_STOPPED: 2;
/** The call was hung up, or its participant was freed. */
export const MIXMINUS_SAY_HANG_UP: 3;
/** The engine has stopped, or is being freed. */
export const MIXMINUS_SAY_ENGINE_STOPPED: 4;
/** The session reached its time limit. */
export const MIXMINUS_SAY_TIME_LIMIT: 5;
/** It interrupted the running conference, which ends with MIXMINUS_END_SIGNAL. */
export const MIXMINUS_SIGNAL_INTERRUPTED: 1;
/** It is queued, in order, for the first conference that allows it. */
export const MIXMINUS_SIGNAL_QUEUED: 2;
/** It came too late: a completed conference of the session allowed it, and no running one does. */
export const MIXMINUS_SIGNAL_IGNORED: 3;
/** The session was freed, was hung up, or has expired. */
export const MIXMINUS_SIGNAL_NO_SESSION: 4;
/** The session's queue has 64 signals, or the account has as many as it may (queued_signals, max_name_bytes). */
export const MIXMINUS_SIGNAL_REFUSED: 5;
/** In events only: it was queued, and interrupted a conference as that started. */
export const MIXMINUS_SIGNAL_TAKEN: 6;
/** Of a room: the sum of all contributions, limited to 16 bits. */
export const MIXMINUS_TAP_MIX: 0;
/** Of a participant: its audio after DTMF suppression and the delay of that, before mute and gain. */
export const MIXMINUS_TAP_BEFORE_MUTE: 1;
/** Of a participant: its contribution to the mix, after mute, gain and ramps. */
export const MIXMINUS_TAP_AFTER_MUTE: 2;
/** Of a participant: its output, each frame for which its out-ring has space. */
export const MIXMINUS_TAP_OUTPUT: 3;
/** It waits for its first tick, or for the end of its announcement. */
export const MIXMINUS_RECORD_STARTING: 0;
/** It is recording. */
export const MIXMINUS_RECORD_RUNNING: 1;
/** It is paused. */
export const MIXMINUS_RECORD_PAUSED: 2;
/** Nothing can be written, as message says. */
export const MIXMINUS_RECORD_FAILED: 3;
/** Everything that it records has ended, or it was stopped; its files are complete. */
export const MIXMINUS_RECORD_STOPPED: 4;
/** Its last sample was played. */
export const MIXMINUS_PLAY_COMPLETED: 1;
/** It was stopped, or another play interrupted it. */
export const MIXMINUS_PLAY_STOPPED: 2;
/** Its participant was freed, or its room ended. */
export const MIXMINUS_PLAY_DROPPED: 3;
/** The first participant made the room. */
export const MIXMINUS_EVENT_ROOM_OPENED: 1;
/** The last participant left the room; its handle is stale. */
export const MIXMINUS_EVENT_ROOM_ENDED: 2;
/** The participant joined the room; state and value (its gain, thousandths of a decibel) are those of the join. */
export const MIXMINUS_EVENT_JOINED: 3;
/** The participant left the room. reason: why (MIXMINUS_END_NONE if it is re-sent after a gap). value: for MIXMINUS_END_TERMINATOR the digit (an ASCII character), for MIXMINUS_END_SIGNAL the number of the signal. */
export const MIXMINUS_EVENT_LEFT: 4;
/** The participant moved to room, from the room whose handle is value. */
export const MIXMINUS_EVENT_MOVED: 5;
/** Settings of the participant changed: mute, deaf, hold, gain or how DTMF is treated. state and value (its gain, thousandths of a decibel) are the new ones. */
export const MIXMINUS_EVENT_CHANGED: 6;
/** A talkspurt began. */
export const MIXMINUS_EVENT_TALK_STARTED: 7;
/** A talkspurt ended. */
export const MIXMINUS_EVENT_TALK_STOPPED: 8;
/** value events of one account were lost because the host did not poll in time. */
export const MIXMINUS_EVENT_GAP: 9;
/** The driver was late by more than it may catch up; it skipped value ticks. */
export const MIXMINUS_EVENT_TICKS_SKIPPED: 10;
/** The engine stopped after a defect in a tick; every session has ended. */
export const MIXMINUS_EVENT_STOPPED: 11;
/** A DTMF digit is pressed: digit and the dtmf_ fields describe it. */
export const MIXMINUS_EVENT_DTMF_BEGAN: 12;
/** The digit is released. */
export const MIXMINUS_EVENT_DTMF_ENDED: 13;
/** The session reaches its time limit in value milliseconds. */
export const MIXMINUS_EVENT_SESSION_WARNING: 14;
/** The session reached its time limit: the host should hang up. */
export const MIXMINUS_EVENT_SESSION_EXPIRED: 15;
/** The room reaches its time limit in value milliseconds. */
export const MIXMINUS_EVENT_ROOM_WARNING: 16;
/** A signal was sent to the participant. value: its number. outcome: a MIXMINUS_SIGNAL_ constant. */
export const MIXMINUS_EVENT_SIGNAL: 17;
/** The room was locked (value 1) or unlocked (value 0). */
export const MIXMINUS_EVENT_ROOM_LOCKED: 18;
/** The play whose number is value ended, to participant, or to room if participant is 0. outcome: a MIXMINUS_PLAY_ constant. */
export const MIXMINUS_EVENT_PLAY_ENDED: 20;
/** Nothing of the recording whose handle is value can be written; mixminus_recording_get_info says why. */
export const MIXMINUS_EVENT_RECORDING_FAILED: 30;
/** The recording whose handle is value began. room: the room whose mix it records, or 0. Recording events that are lost in a gap are not re-sent. */
export const MIXMINUS_EVENT_RECORDING_STARTED: 31;
/** The recording whose handle is value stopped, by the host or because everything that it records has ended. */
export const MIXMINUS_EVENT_RECORDING_STOPPED: 32;
/** The recording whose handle is value can be written again. */
export const MIXMINUS_EVENT_RECORDING_RECOVERED: 33;
/** All that was written before the mark value was heard, the last of it in this tick. */
export const MIXMINUS_EVENT_MARK_HEARD: 40;
/** The mark value will not be heard: what was written before it was flushed, or the participant has left. */
export const MIXMINUS_EVENT_MARK_FLUSHED: 41;
/** The in-ring of a speech agent has room again: less than a quarter of it waits, after more than three quarters had. value: samples that fit now. */
export const MIXMINUS_EVENT_WRITABLE: 42;
/** Its conference has not ended. */
export const MIXMINUS_END_NONE: 0;
/** The call hung up: the participant was freed, or mixminus_participant_hang_up was called. */
export const MIXMINUS_END_HANG_UP: 1;
/** The engine stopped after a defect in a tick, or is being freed. mixminus_engine_stop ends no conference. */
export const MIXMINUS_END_ENGINE_STOPPED: 2;
/** The room was closed. */
export const MIXMINUS_END_ROOM_CLOSED: 3;
/** The host removed it: mixminus_participant_leave or mixminus_participant_remove. */
export const MIXMINUS_END_REMOVED: 4;
/** The session or the room reached its time limit. */
export const MIXMINUS_END_TIME_LIMIT: 5;
/** The participant pressed the terminator. */
export const MIXMINUS_END_TERMINATOR: 6;
/** A signal interrupted the conference. */
export const MIXMINUS_END_SIGNAL: 7;
/** In-band: as tones in the participant's audio. */
export const MIXMINUS_DTMF_IN_BAND: 1;
/** Out-of-band: by mixminus_participant_telephone_event, mixminus_participant_inject_dtmf_press or mixminus_participant_inject_dtmf_begin. */
export const MIXMINUS_DTMF_OUT_OF_BAND: 2;
/** Both, as far as is known when the event is reported. */
export const MIXMINUS_DTMF_BOTH: 3;
/** The type of mixminus_synthesizer, for koffi.register. */
export const mixminus_synthesizer: any;
/** The type of mixminus_call_io_wait, for koffi.register. */
export const mixminus_call_io_wait: any;
/** The type of mixminus_call_io_read, for koffi.register. */
export const mixminus_call_io_read: any;
/** The type of mixminus_call_io_write, for koffi.register. */
export const mixminus_call_io_write: any;
/** The type of mixminus_call_io_hung_up, for koffi.register. */
export const mixminus_call_io_hung_up: any;
/** The type of mixminus_call_io_read_ex, for koffi.register. */
export const mixminus_call_io_read_ex: any;
/** The type of mixminus_call_io_write_ex, for koffi.register. */
export const mixminus_call_io_write_ex: any;
/** The type of mixminus_call_handlers_on_choice, for koffi.register. */
export const mixminus_call_handlers_on_choice: any;
/** The type of mixminus_call_handlers_on_signal, for koffi.register. */
export const mixminus_call_handlers_on_signal: any;

/** A string of the host, such as a name: any bytes, compared byte by byte, without a NUL at the end. */
export class mixminus_text extends Struct {
    /** The bytes; may be NULL if length is 0. */
    get bytes(): bigint;
    set bytes(value: Pointer);
    /** The number of bytes. */
    length: number;
}

/** The settings of an engine. mixminus_engine_config_init fills in the defaults. */
export class mixminus_engine_config extends Struct {
    /** Set by mixminus_engine_config_init. */
    struct_size: number;
    /** Sample rate of participants and rooms that name none, Hz: 8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000; 22050 needs frames of 20 ms. */
    sample_rate_hz: number;
    /** Length of a frame, and so of a tick, ms: 10 or 20. */
    frame_ms: number;
    /** Participants that an account may have at the same time, in or out of rooms: 1 to 1048575. */
    max_participants: number;
    /** Rooms that an account may have at the same time: 1 to 1048575. */
    max_rooms: number;
    /** Participants that a room may hold unless its template says otherwise: 1 to 1024. */
    room_capacity: number;
    /** Audio that a participant's in-ring collects before the first of it is mixed (jitter reserve), ms: 0 to 200. */
    prefill_ms: number;
    /** The largest cap_ms that a join may ask for, ms: prefill_ms + 40 to 1000. */
    max_cap_ms: number;
    /** The most audio that the host may write to a participant between two ticks, in one write or several, ms: frame_ms to 1000. */
    max_write_ms: number;
    /** Commands of an account that may wait for the next tick: 16 to 1048576. */
    command_queue: number;
    /** Events of an account that may wait to be polled: 16 to 1048576. */
    event_queue: number;
    /** Rooms that an account without a quota of its own may have at the same time; 0: max_rooms. */
    account_rooms: number;
    /** Participants that an account without a quota of its own may have at the same time, in or out of rooms; 0: max_participants. */
    account_participants: number;
    /** 1: ask the system to lock into RAM the memory that the engine takes for participants, their rings and rooms when it is made; memory_locked of mixminus_engine_stats says whether the system did. */
    lock_memory: number;
    /** A MIXMINUS_SIMD_ constant. */
    simd: number;
    /** Delay added to the audio of a participant that joins with play_tones 0, so that a DTMF tone is recognised before its beginning is mixed, ms: 0 to 20. */
    dtmf_look_ahead_ms: number;
    /** Time limit of a session, from mixminus_participant_new on, in seconds of the engine's clock, in or out of conferences: 1 to 31536000; 0: no limit. */
    session_limit_s: number;
    /** Signals of an account without a quota of its own that may be queued at the same time; 0: 64 for each of its participants. */
    account_queued_signals: number;
    /** Plays that an account may have at the same time, playing or queued: prompts, join and leave sounds, loops. */
    max_plays: number;
    /** Taps that an account may have at the same time, and tracks of recordings: 0 to 65536. */
    max_taps: number;
    /** Bytes of prompts that an account without a quota of its own may have at the same time, counted as prompt_bytes of mixminus_account_quota; 0: max_prompt_bytes. */
    account_prompt_bytes: bigint;
    /** Bytes of prompts that an account may have at the same time, counted as prompt_bytes of mixminus_account_quota, which cannot allow more: 1 to 2^40; 0: the default. */
    max_prompt_bytes: bigint;
    /** Bytes of names that an account may have the engine keep at the same time: 1024 to 2^30; 0: the default. */
    max_name_bytes: number;
    /** Accounts that the engine knows at the same time: those that have any object, a template or a quota of their own: 1 to 1048575; 0: the default. */
    max_accounts: number;
    /** Participants that an account may have at the same time with lines of 8000 Hz, if that is not sample_rate_hz, of which max_participants may: 0 to 1048575, all rates together. */
    lines_8000: number;
    /** The same at 12000 Hz. */
    lines_12000: number;
    /** The same at 16000 Hz. */
    lines_16000: number;
    /** The same at 22050 Hz. */
    lines_22050: number;
    /** The same at 24000 Hz. */
    lines_24000: number;
    /** The same at 32000 Hz. */
    lines_32000: number;
    /** The same at 44100 Hz. */
    lines_44100: number;
    /** The same at 48000 Hz. */
    lines_48000: number;
    /** Speech agents that an account may have at the same time, beside max_participants: 0 to 1048575, all rates together. */
    agents: number;
    /** Sample rate of agents' lines, Hz: one of those above; 0: 24000. */
    agent_rate_hz: number;
    /** Audio of an agent that may wait to be heard, ms: 1000 to 60000; 0: 10000. */
    agent_queue_ms: number;
    /** Must be 0. */
    reserved: number;
}

/** How drivers are started. mixminus_driver_config_init fills in the defaults. */
export class mixminus_driver_config extends Struct {
    /** Set by mixminus_driver_config_init. */
    struct_size: number;
    /** A MIXMINUS_CLOCK_ constant. */
    clock: number;
    /** Threads that share each tick, the ticking one included: 1 to 64. */
    workers: number;
    /** SCHED_FIFO priority to ask for, for the started threads: 1 to 99; 0: SCHED_OTHER. */
    realtime_priority: number;
    /** CPU numbers to pin the started threads to, one after the other; borrowed for the call. */
    get cpus(): bigint;
    set cpus(value: Pointer);
    /** Number of CPUs in cpus: 0 to MIXMINUS_MAX_CPUS. */
    cpu_count: number;
}

/** What the system granted when drivers were started. */
export class mixminus_driver_report extends Struct {
    /** Set by mixminus_driver_report_init. */
    struct_size: number;
    /** Number of threads that were started. */
    threads: number;
    /** 0, or the system's error number for the first thread that was refused SCHED_FIFO. */
    realtime_errno: number;
    /** 0, or the system's error number for the first thread that could not be pinned. */
    affinity_errno: number;
    /** 1 if the threads that share a tick do not all have the same real-time priority, else 0. With MIXMINUS_CLOCK_HOST the priority of the thread that calls mixminus_engine_start stands for that of the ticker. */
    priorities_differ: number;
    /** 1 if two of these threads are pinned to the same CPU, so that one waits for the other, else 0. */
    cpus_shared: number;
}

/** The call that a participant stands for. mixminus_participant_config_init gives the defaults: the account "default" and the environment "production". */
export class mixminus_participant_config extends Struct {
    /** Set by mixminus_participant_config_init. */
    struct_size: number;
    /** Sample rate of its line in both directions, Hz: sample_rate_hz of the engine, or one of which its configuration has lines (lines_16000 and so on). */
    sample_rate_hz: number;
    /** The account that the call belongs to: account_len bytes, compared byte by byte, borrowed for the call. */
    get account(): bigint;
    set account(value: Pointer);
    /** Length of account, bytes: 1 to 255, or 0 with NULL. */
    account_len: number;
    /** The environment, such as "production" or "development": environment_len bytes, compared byte by byte, borrowed for the call. */
    get environment(): bigint;
    set environment(value: Pointer);
    /** Length of environment, bytes: 1 to 255, or 0 with NULL. */
    environment_len: number;
    /** Any value of the host. */
    user: bigint;
    /** 1: a speech agent, whose line is one of agents of mixminus_engine_config and has their sample rate. */
    agent: number;
    /** Must be 0. */
    reserved: number;
}

/** The state of a participant. */
export class mixminus_participant_info extends Struct {
    /** Set by mixminus_participant_info_init. */
    struct_size: number;
    /** 1: muted, its audio is not mixed. */
    mute: number;
    /** 1: deaf, it does not hear the room. */
    deaf: number;
    /** Gain on its contribution, thousandths of a decibel. */
    gain_mdb: number;
    /** The user value of its mixminus_participant_config. */
    user: bigint;
    /** The room that it is in, or 0. */
    room: bigint;
    /** Why its last conference ended, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it is in a conference or never was in one. */
    last_end: number;
    /** 1: DTMF digits in its audio are reported as events. */
    detect_dtmf: number;
    /** 1: the others hear its DTMF tones. */
    play_tones: number;
    /** 1: for digits that the host injects, the others get generated tones, if play_tones is 1. 0: they do not. */
    generate_dtmf: number;
    /** 1: on hold: not mixed and not hearing the room, whatever mute and deaf are. */
    hold: number;
    /** Sample rate of its line, Hz. */
    sample_rate_hz: number;
    /** Sample rate at which the host writes, Hz: see mixminus_participant_set_rates. */
    write_rate_hz: number;
    /** Sample rate at which the host reads, Hz. */
    read_rate_hz: number;
}

/** The samples of a prompt. mixminus_prompt_config_init fills in the defaults. */
export class mixminus_prompt_config extends Struct {
    /** Set by mixminus_prompt_config_init. */
    struct_size: number;
    /** Sample rate, Hz: 1000 to 192000. */
    sample_rate_hz: number;
    /** The account whose quota of prompt bytes the prompt counts against: account_len bytes, borrowed for the call. */
    get account(): bigint;
    set account(value: Pointer);
    /** Length of account, bytes: 1 to 255, or 0 with NULL. */
    account_len: number;
    /** count samples, mono, signed 16-bit linear, borrowed for the call. */
    get samples(): bigint;
    set samples(value: Pointer);
    /** Number of samples: 1 to an hour's. */
    count: number;
}

/** Facts about a prompt. */
export class mixminus_prompt_info extends Struct {
    /** Set by mixminus_prompt_info_init. */
    struct_size: number;
    /** MIXMINUS_PROMPT_READ_TO_END, or 0. */
    flags: number;
    /** Its length in samples at sample_rate_hz of the engine. */
    samples: bigint;
    /** Its length in milliseconds, rounded up. */
    duration_ms: bigint;
}

/** How a prompt is played. mixminus_say_options_init fills in the defaults. */
export class mixminus_say_options extends Struct {
    /** Set by mixminus_say_options_init. */
    struct_size: number;
    /** Number of repetitions, without a seam whatever the rate of the prompt: 1 to 1000000; 0: repeat until stopped. */
    times: number;
    /** Gain on the prompt: -60000 to 24000 thousandths of a decibel. */
    gain_mdb: number;
    /** 1: first stop everything that plays there or is queued. */
    interrupt: number;
}

/** How a participant joins. mixminus_join_options_init fills in the defaults. */
export class mixminus_join_options extends Struct {
    /** Set by mixminus_join_options_init. */
    struct_size: number;
    /** 1: muted, its audio is not mixed; it still hears the room. */
    mute: number;
    /** 1: deaf, it does not hear the room, only what the host plays and sends to it; the others still hear it. */
    deaf: number;
    /** Gain on its contribution: -60000 to 24000 thousandths of a decibel. */
    gain_mdb: number;
    /** Audio that its in-ring collects before the first of it is mixed, ms: 0 to 200. */
    prefill_ms: number;
    /** The most audio that its in-ring may hold in reserve before the oldest is cut, ms: the prefill, or adaptive_max_ms if that is more, to the engine's max_cap_ms. */
    cap_ms: number;
    /** 1: starts and ends of its talkspurts are reported as events. */
    talk_events: number;
    /** 1: DTMF digits in its audio are reported as events, muted or not. */
    detect_dtmf: number;
    /** 1: the others hear its DTMF tones. */
    play_tones: number;
    /** 1: for digits that the host injects, the others get generated tones, if play_tones is 1. 0: they do not. */
    generate_dtmf: number;
    /** The DTMF digit that makes it leave the room at the onset of the press, in its audio or injected, muted or not, also if detect_dtmf is 0: an ASCII character, one of 0-9 * # A-D. */
    terminator: number;
    /** After any digit other than the terminator, further digits do not count until this time has passed since that digit's onset, ms: 0 to 3600000. */
    interdigit_timeout_ms: number;
    /** The room's id in the participant's account and environment: conference_id_len bytes, borrowed for the call. */
    get conference_id(): bigint;
    set conference_id(value: Pointer);
    /** Length of conference_id, bytes: 1 to 255. */
    conference_id_len: number;
    /** The signals that may interrupt the conference: an array of allow_signals_len names, compared byte by byte; the name "*" allows any, an empty name is ignored. */
    get allow_signals(): bigint;
    set allow_signals(value: Pointer);
    /** Number of names: 0 to 64. */
    allow_signals_len: number;
    /** Sound played to everyone in the room when it joins, itself included, muted or not. */
    join_prompt: bigint;
    /** Sound played to those who stay, from the tick after it leaves, whatever the reason. */
    leave_prompt: bigint;
    /** The most reserve of a jitter buffer whose target adapts to the arrivals of packets, ms: 1 to the engine's max_cap_ms. */
    adaptive_max_ms: number;
    /** The least reserve of such a jitter buffer, ms: 0 to adaptive_max_ms. */
    adaptive_min_ms: number;
}

/** What the host knows about the samples that it writes. mixminus_write_info_init: nothing. */
export class mixminus_write_info extends Struct {
    /** Set by mixminus_write_info_init. */
    struct_size: number;
    /** Number of samples lost in the network just before the first one, or more that the host knows only by number. */
    lost: number;
    /** Media timestamp of the first sample, if has_timestamp is 1: in samples, from any origin, extended to 64 bits. */
    timestamp: bigint;
    /** 1: timestamp is valid. */
    has_timestamp: number;
    /** 1: the sender has paused before these samples (the marker bit of RTP), so what is missing before them was never sent. */
    starts_talkspurt: number;
}

/** What the engine knows about the samples that were read. */
export class mixminus_read_info extends Struct {
    /** Set by mixminus_read_info_init. */
    struct_size: number;
    /** MIXMINUS_READ_ flags. */
    flags: number;
    /** Number of samples, from the first, that come from the room; the rest is made up, or silence. */
    real: bigint;
    /** Number of the tick that made the first real sample; 0 if none is real. */
    tick: bigint;
    /** Not 0: the samples are a common mix. */
    mix_id: bigint;
    /** Position of the first real sample in the frame of its tick, in samples. */
    offset: number;
    /** 0. */
    reserved: number;
}

/** Functions of the host that move the audio of a call's line, on the thread that made the call. */
export class mixminus_call_io extends Struct {
    /** Set by mixminus_call_io_init. */
    struct_size: number;
    /** Must be 0. */
    reserved: number;
    /** Passed to each function. */
    get user(): bigint;
    set user(value: Pointer);
    /** Waits until the line has audio or was hung up, until wake_fd is readable (-1: none), or until timeout_ms has passed (1 ms to a frame's length: the time until the next frame must be written). */
    get wait(): bigint;
    set wait(value: Pointer);
    /** Takes up to capacity samples (one frame at the line's rate, or that which mixminus_participant_set_rates has set) that the line has received, and returns how many, 0 if there are none now. */
    get read(): bigint;
    set read(value: Pointer);
    /** Gives count samples (one frame) to the line to send, at the rate at which the host reads. */
    get write(): bigint;
    set write(value: Pointer);
    /** Returns whether the line was hung up: 0 for no, any other value for yes. */
    get hung_up(): bigint;
    set hung_up(value: Pointer);
    /** In place of read: as read, with what the host knows about the samples. info is prepared as by mixminus_write_info_init; the host sets what it knows. */
    get read_ex(): bigint;
    set read_ex(value: Pointer);
    /** In place of write: as write, with what the engine knows about the samples. */
    get write_ex(): bigint;
    set write_ex(value: Pointer);
}

/** Functions of the application that are called when a conference ends, on the thread that called mixminus_conference, after the participant has left and before the call returns: at most one of the two, once, and none on hang-up. mixminus_call_handlers_init makes it empty. */
export class mixminus_call_handlers extends Struct {
    /** Set by mixminus_call_handlers_init. */
    struct_size: number;
    /** Must be 0. */
    reserved: number;
    /** Passed to each function. */
    get user(): bigint;
    set user(value: Pointer);
    /** Called if the terminator ended the conference, with its ASCII character. */
    get on_choice(): bigint;
    set on_choice(value: Pointer);
    /** Called if a signal ended the conference, with its name: name_len bytes, valid until the function returns. */
    get on_signal(): bigint;
    set on_signal(value: Pointer);
}

/** How a conference ended. */
export class mixminus_conference_end extends Struct {
    /** Set by mixminus_conference_end_init. */
    struct_size: number;
    /** The reason, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if the conference has not ended, or there was none. */
    reason: number;
    /** For MIXMINUS_END_TERMINATOR the digit, an ASCII character; else 0. */
    digit: number;
    /** Length of text, bytes: 0 to 255. */
    text_len: number;
    /** For MIXMINUS_END_SIGNAL the number of the signal, as mixminus_participant_signal and events have it; else 0. */
    signal: bigint;
    /** For MIXMINUS_END_SIGNAL the name of the signal; for MIXMINUS_END_REMOVED the text that mixminus_participant_remove was given. */
    readonly text: Uint8Array;
}

/** The state of a room. */
export class mixminus_room_info extends Struct {
    /** Set by mixminus_room_info_init. */
    struct_size: number;
    /** Number of participants in it. */
    participants: number;
    /** Its handle. */
    room: bigint;
    /** Number of participants that it may hold. */
    capacity: number;
    /** Length of account, bytes: 1 to 255. */
    account_len: number;
    /** Length of environment, bytes: 1 to 255. */
    environment_len: number;
    /** Length of conference_id, bytes: 1 to 255. */
    conference_id_len: number;
    /** 1: locked, nobody may join. */
    locked: number;
    /** Sample rate at which it is mixed, Hz. */
    sample_rate_hz: number;
    /** The account that the room belongs to. */
    readonly account: Uint8Array;
    /** Its environment, in the same form. */
    readonly environment: Uint8Array;
    /** Its conference id, in the same form. */
    readonly conference_id: Uint8Array;
}

/** A member of a room. */
export class mixminus_room_member extends Struct {
    /** Its handle. */
    participant: bigint;
    /** Its user value. */
    user: bigint;
    /** MIXMINUS_STATE_ flags. */
    state: number;
    /** Gain on its contribution, thousandths of a decibel. */
    gain_mdb: number;
    /** Mean square of its contribution in the last tick: 0 to 2^30. */
    mean_square: number;
    /** Peak of its contribution in the last tick: 0 to 32768. */
    peak: number;
}

/** The settings of a new room. mixminus_room_template_init fills in the defaults. */
export class mixminus_room_template extends Struct {
    /** Set by mixminus_room_template_init. */
    struct_size: number;
    /** Number of participants that it may hold: 1 to 1024. */
    capacity: number;
    /** Time limit of the room, in seconds of the engine's clock: 1 to 31536000; 0: no limit. */
    limit_s: number;
    /** Sample rate at which the room is mixed, Hz: sample_rate_hz of the engine, or one of which its configuration has lines. */
    sample_rate_hz: number;
    /** Sound for a participant that is alone in the room, as by mixminus_room_set_alone_loop. */
    alone_loop: bigint;
}

/** What one account may use of an engine at the same time. mixminus_account_quota_init fills in the defaults. */
export class mixminus_account_quota extends Struct {
    /** Set by mixminus_account_quota_init. */
    struct_size: number;
    /** Rooms; 0: the engine's max_rooms. */
    rooms: number;
    /** Participants, in or out of rooms; 0: the engine's max_participants. */
    participants: number;
    /** Queued signals of all its participants; 0: 64 per participant. */
    queued_signals: number;
    /** Bytes of prompts: two per sample at each rate of the engine, and for each other rate than the prompt's own up to 64 KiB more, so that it loops without a seam; 0: the engine's max_prompt_bytes. */
    prompt_bytes: bigint;
}

/** A packet of a telephone event (RFC 4733). mixminus_telephone_event_init fills in the defaults. */
export class mixminus_telephone_event extends Struct {
    /** Set by mixminus_telephone_event_init. */
    struct_size: number;
    /** Event code: 0 to 15 are the digits 0-9, *, #, A-D. */
    event: number;
    /** End bit: 1 or 0. Default 0. */
    end: number;
    /** Volume: 0 to 63, in -dBm0. */
    volume: number;
    /** Duration so far: 0 to 65535, in units of the timestamp. */
    duration: number;
    /** RTP timestamp of the packet: the beginning of the event or of its segment. */
    timestamp: number;
    /** SSRC of the packet. */
    ssrc: number;
    /** Rate of the timestamp, Hz: 1000 to 192000; 0: 8000. */
    clock_rate: number;
}

/** Description of a tapped frame. */
export class mixminus_tap_frame extends Struct {
    /** Number of the tick that made it. */
    tick: bigint;
    /** The room of that tick. */
    room: bigint;
    /** A number that identifies the participant's join, different for each of its joins; 0 for a room's tap. */
    join: bigint;
    /** MIXMINUS_TAP_SILENT and MIXMINUS_TAP_OVERLOAD. */
    flags: number;
    /** 0. */
    reserved: number;
}

/** The state of a tap. */
export class mixminus_tap_info extends Struct {
    /** Set by mixminus_tap_info_init. */
    struct_size: number;
    /** A MIXMINUS_TAP_ point. */
    point: number;
    /** The room or participant that is tapped. */
    target: bigint;
    /** The first tick of which it may have a frame; 0: none so far. */
    began: bigint;
    /** The last tick of which it may have a frame; 0: it has not ended. */
    ended: bigint;
    /** Frames that were put into its ring. */
    frames: bigint;
    /** Frames that were dropped because its ring was full. */
    dropped: bigint;
    /** Sample rate of its frames, Hz: that of the room, or of the participant's line. */
    sample_rate_hz: number;
    /** 0. */
    reserved: number;
}

/** How a recording is made. mixminus_record_config_init fills in the defaults. */
export class mixminus_record_config extends Struct {
    /** Set by mixminus_record_config_init. */
    struct_size: number;
    /** Audio that is kept while the disk does not respond, before frames are dropped, ms: one frame to 60000. */
    buffer_ms: number;
    /** Size limit of a file, bytes: 4096 to 4294967295. */
    split_bytes: bigint;
    /** Sound that announces the recording. */
    announcement: bigint;
    /** Interval of a beep (1400 Hz, 200 ms) that plays to those rooms while the recording runs, and is in the recording too, seconds: 1 to 60; 0: no beep. */
    beep_s: number;
    /** Must be 0. */
    reserved: number;
    /** Permissions of the files, such as 0640: 1 to 0777, whatever the umask; 0: 0600 less the umask, so only the owner may read them. */
    file_mode: number;
    /** Must be 0. */
    reserved_2: number;
}

/** One track of a recording. */
export class mixminus_record_track extends Struct {
    /** A room for MIXMINUS_TAP_MIX, else a participant. */
    target: bigint;
    /** A MIXMINUS_TAP_ point. */
    point: number;
    /** Must be 0. */
    reserved: number;
    /** Path of the WAV file, path_len bytes, borrowed for the call. */
    get path(): bigint;
    set path(value: Pointer);
    /** Length of path, bytes: 1 to 4095. */
    path_len: number;
}

/** The state of a recording, or its state when it stopped. */
export class mixminus_recording_info extends Struct {
    /** Set by mixminus_recording_info_init. */
    struct_size: number;
    /** A MIXMINUS_RECORD_ state. */
    state: number;
    /** Number of the tick of its first samples; 0 while it waits for that. */
    start_tick: bigint;
    /** Number of the last tick of which all samples were taken from the taps. */
    tick: bigint;
    /** Samples of each track so far: of every tick from start_tick to tick, except those that were paused. */
    samples: bigint;
    /** Number of times that a track had no frame where it should have one, over all tracks. */
    gaps: bigint;
    /** Samples of silence that replaced them. */
    gap_samples: bigint;
    /** Frames that were dropped because a ring was full; they are counted in gaps too. */
    dropped_frames: bigint;
    /** Samples that could not be written, or were in a file that somebody deleted or truncated: silence if the recording could continue, else missing at the end. */
    lost_samples: bigint;
    /** Number of tracks. */
    tracks: number;
    /** Number of files of the track that has the most. */
    files: number;
    /** Why nothing can be written; ends in NUL; empty if all is well. */
    readonly message: Uint8Array;
}

/** One event. */
export class mixminus_event extends Struct {
    /** Number of the event, from 1 on, per engine. */
    sequence: bigint;
    /** The tick in which it happened; the first tick is 1. */
    tick: bigint;
    /** The room, or 0. */
    room: bigint;
    /** The participant, or 0. */
    participant: bigint;
    /** The user value of the participant. */
    user: bigint;
    /** Depends on kind. */
    value: bigint;
    /** What happened, a MIXMINUS_EVENT_ constant. */
    kind: number;
    /** For MIXMINUS_EVENT_LEFT the reason, a MIXMINUS_END_ constant. */
    reason: number;
    /** MIXMINUS_STATE_ flags of the participant after the event. */
    state: number;
    /** 1: re-sent after a gap; the state is valid, but when and in what order it came about is lost. */
    resent: number;
    /** MIXMINUS_EVENT_DTMF_BEGAN: where the press began; MIXMINUS_EVENT_DTMF_ENDED: where it ended. */
    dtmf_position: bigint;
    /** DTMF events: the digit, an ASCII character: '0' to '9', '*', '#', 'A' to 'D'. */
    digit: number;
    /** DTMF events: how it was received, a MIXMINUS_DTMF_ constant. */
    dtmf_source: number;
    /** MIXMINUS_EVENT_DTMF_ENDED: duration of the press, samples; for a telephone event or a SIP INFO the duration given there. */
    dtmf_duration: number;
    /** DTMF events: mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full scale); for a digit that was received out of band only, the level that the host gave. */
    dtmf_level_mdbm0: number;
    /** DTMF events: twist, the power of the column tone over that of the row tone, thousandths of a decibel; 0 for a digit that was received out of band only. */
    dtmf_twist_mdb: number;
    /** MIXMINUS_EVENT_SIGNAL: the outcome, a MIXMINUS_SIGNAL_ constant. */
    outcome: number;
}

/** Statistics of an engine. */
export class mixminus_engine_stats extends Struct {
    /** Set by mixminus_engine_stats_init. */
    struct_size: number;
    /** 1: the engine's memory is locked into RAM. */
    memory_locked: number;
    /** Rooms with at least one participant, as of the last tick. */
    active_rooms: number;
    /** Participants in rooms, as of the last tick. */
    active_participants: number;
    /** Ticks that were run. */
    ticks: bigint;
    /** Ticks that were skipped because the driver was too late to catch up. */
    skipped_ticks: bigint;
    /** Commands that were applied. */
    commands: bigint;
    /** Events that were lost because the host did not poll in time. */
    events_lost: bigint;
    /** Frames whose sum exceeded 16 bits and was limited. */
    overloads: bigint;
    /** Run time of all ticks, ns, without the time by which the system woke the driver late. */
    tick_ns_total: bigint;
    /** Run time of the longest tick, ns. */
    tick_ns_max: bigint;
    /** The longest time by which the system woke the driver late, ns. */
    wake_late_ns_max: bigint;
    /** tick_ns_total by stage (MIXMINUS_STAGE_), over all workers, ns. */
    readonly stage_ns: BigUint64Array;
    /** Bucket b counts the ticks that ran for 2^b to 2^(b+1) - 1 ns; the last bucket counts all longer ones too. */
    readonly tick_ns_histogram: BigUint64Array;
    /** Like tick_ns_total, in processor time of the driver's thread: without the time that the system gave to other threads during a tick. */
    tick_cpu_ns_total: bigint;
    /** Like tick_ns_max, in processor time. */
    tick_cpu_ns_max: bigint;
    /** Like tick_ns_histogram, in processor time. */
    readonly tick_cpu_ns_histogram: BigUint64Array;
}

/** Statistics of a participant. */
export class mixminus_participant_stats extends Struct {
    /** Set by mixminus_participant_stats_init. */
    struct_size: number;
    /** Samples in the in-ring after the last tick took its frame. */
    in_fill: number;
    /** Samples waiting in the out-ring, as of the last read. */
    out_fill: number;
    /** Delay from write to read within the engine, samples: in-ring fill + DTMF look-ahead + one frame + out-ring fill, as of the last read. */
    latency: number;
    /** Mean square of the last frame's contribution; full scale is 2^30. */
    mean_square: number;
    /** Peak of the last frame's contribution: 0 to 32768. */
    peak: number;
    /** Samples that writes accepted. */
    written: bigint;
    /** Samples that writes had no space for, because the clock had stopped. */
    write_refused: bigint;
    /** Samples that writes accepted while the participant was in no room; they are discarded. */
    write_discarded: bigint;
    /** Samples of the room that reads returned. */
    read: bigint;
    /** Samples that reads returned because the room's were not available: made up of the last frame, or silence. */
    read_silence: bigint;
    /** Ticks at which the in-ring was empty. */
    underruns: bigint;
    /** Cuts that brought an overfull in-ring back to its cap. */
    trims: bigint;
    /** Samples that these cuts removed. */
    trimmed: bigint;
    /** Frames that the tick dropped because the out-ring was full. */
    out_dropped: bigint;
    /** Frames that reads skipped because they were older than the cap, or because more were waiting than the reads need. */
    out_stale: bigint;
    /** Samples that came after their time had been played (W3C: packets_discarded, there in packets). */
    late: bigint;
    /** Samples that came twice. */
    duplicate: bigint;
    /** Samples that came after later ones, in time to be played. */
    reordered: bigint;
    /** Samples that were missing when their time came, and were filled (W3C: concealed_samples). */
    concealed: bigint;
    /** Gaps that were filled (W3C: concealment_events). */
    concealment_events: bigint;
    /** The reserve that an adaptive target aims for, samples beyond the fastest of the last packets; 0 if the target is fixed (W3C: jitter_buffer_target_delay, there summed). */
    target: bigint;
    /** Samples that were put in to raise the delay: to an adaptive target, or against a clock that is slower than the engine's (W3C: inserted_samples_for_deceleration). */
    inserted: bigint;
    /** Samples that were left out to lower the delay: to an adaptive target, after a burst, or against a clock that is faster than the engine's (W3C: removed_samples_for_acceleration). */
    removed: bigint;
    /** Samples of a speech agent's line that were heard or flushed since it joined: how far its listeners have come. */
    played: bigint;
}

/** Returns a short English text for a status, such as "the room is full", without a full stop, for logs. status: any number. */
export const mixminus_status_str: Async<(status: number) => string>;

/** Returns the message of the last control call that failed on the calling thread, such as "account: length 0, must be 1 to 255". */
export const mixminus_last_error: Async<() => string>;

/** Returns the version of the library that runs, such as "0.1.0". */
export const mixminus_version: Async<() => string>;

/** Fills a configuration with the defaults. config: the struct to fill. size: sizeof *config. */
export const mixminus_engine_config_init: Async<(config: Pointer, size: number) => number>;

/** Computes the most memory that an engine of this configuration can ever take, without making one: with 64 workers, all prompts, the longest rings of all taps, all recordings, and names of the greatest length. mixminus_engine_new takes only a part of it, and fails if that part is not available. config: the configuration, borrowed for the call. bytes: receives the number of bytes. */
export const mixminus_engine_memory_bytes: Async<(config: Pointer, bytes: Pointer) => number>;

/** Makes an engine. */
export const mixminus_engine_new: Async<(config: Pointer, engine: Pointer) => number>;

/** Frees an engine: stops and joins its threads, ends every session and frees all memory. */
export const mixminus_engine_free: Async<(engine: Pointer) => number>;

/** Runs one tick of the host's clock: every room takes one frame from each participant and gives one frame to each. */
export const mixminus_engine_tick: Async<(engine: Pointer, tick: Pointer) => number>;

/** Returns a file descriptor that becomes readable after each tick, when its frames can be read, for poll(2), select(2) or epoll(7). */
export const mixminus_engine_tick_fd: Async<(engine: Pointer, fd: Pointer) => number>;

/** Collects what ticks have finished with: it makes ended participants and rooms available again, and lets calls return that wait for what a tick has ended. */
export const mixminus_engine_service: Async<(engine: Pointer) => number>;

/** Returns the SIMD level that the engine uses. simd: receives a MIXMINUS_SIMD_ constant, never MIXMINUS_SIMD_AUTO unless the call fails. */
export const mixminus_engine_simd_level: Async<(engine: Pointer, simd: Pointer) => number>;

/** Fills a driver configuration with the defaults. config: the struct to fill. size: sizeof *config. */
export const mixminus_driver_config_init: Async<(config: Pointer, size: number) => number>;

/** Prepares a report for mixminus_engine_start to fill in. report: the struct to fill. size: sizeof *report. */
export const mixminus_driver_report_init: Async<(report: Pointer, size: number) => number>;

/** Starts the engine's threads. */
export const mixminus_engine_start: Async<(engine: Pointer, config: Pointer, report: Pointer) => number>;

/** Stops and joins the engine's threads. */
export const mixminus_engine_stop: Async<(engine: Pointer) => number>;

/** Fills a participant configuration with the defaults. config: the struct to fill. size: sizeof *config. */
export const mixminus_participant_config_init: Async<(config: Pointer, size: number) => number>;

/** Makes a participant. */
export const mixminus_participant_new: Async<(engine: Pointer, config: Pointer, participant: Pointer) => number>;

/** Frees a participant: the call has hung up. */
export const mixminus_participant_free: Async<(engine: Pointer, participant: bigint) => number>;

/** Sets the sample rates at which the host writes the participant's audio and reads its output, each direction for itself. */
export const mixminus_participant_set_rates: Async<(engine: Pointer, participant: bigint, write_rate_hz: number, read_rate_hz: number) => number>;

/** Mutes or unmutes a participant. */
export const mixminus_participant_set_mute: Async<(engine: Pointer, participant: bigint, mute: number) => number>;

/** Deafens a participant or ends that. */
export const mixminus_participant_set_deaf: Async<(engine: Pointer, participant: bigint, deaf: number) => number>;

/** Sets the gain on a participant's contribution. */
export const mixminus_participant_set_gain: Async<(engine: Pointer, participant: bigint, gain_mdb: number) => number>;

/** Prepares a struct for mixminus_participant_get_info to fill in. info: the struct to fill. size: sizeof *info. */
export const mixminus_participant_info_init: Async<(info: Pointer, size: number) => number>;

/** Returns the state of a participant as control calls have set it. */
export const mixminus_participant_get_info: Async<(engine: Pointer, participant: bigint, info: Pointer) => number>;

/** Makes a prompt configuration of 8000 Hz without samples, to be filled in. config: the struct to fill. size: sizeof *config. */
export const mixminus_prompt_config_init: Async<(config: Pointer, size: number) => number>;

/** Makes a prompt: copies the samples, resampled to each rate of the engine. */
export const mixminus_prompt_new: Async<(engine: Pointer, config: Pointer, prompt: Pointer) => number>;

/** Makes a prompt from WAV data. */
export const mixminus_prompt_new_wav: Async<(engine: Pointer, account: Pointer | string, account_len: number, wav: Pointer, wav_len: number, prompt: Pointer) => number>;

/** Makes a prompt from a WAV file. */
export const mixminus_prompt_new_file: Async<(engine: Pointer, account: Pointer | string, account_len: number, path: Pointer | string, path_len: number, prompt: Pointer) => number>;

/** Frees a prompt: it cannot be played any more. */
export const mixminus_prompt_free: Async<(engine: Pointer, prompt: bigint) => number>;

/** Prepares a struct for mixminus_prompt_get_info to fill in. info: the struct to fill. size: sizeof *info. */
export const mixminus_prompt_info_init: Async<(info: Pointer, size: number) => number>;

/** Returns the length of a prompt. info: filled in; unchanged if the call fails. */
export const mixminus_prompt_get_info: Async<(engine: Pointer, prompt: bigint, info: Pointer) => number>;

/** Fills say options with the defaults: once, as it is, after what waits. options: the struct to fill. size: sizeof *options. */
export const mixminus_say_options_init: Async<(options: Pointer, size: number) => number>;

/** Plays a sound to a participant, from the next tick on: on top of its room's audio, deaf or not, or alone while it is in no room. */
export const mixminus_participant_say: Async<(engine: Pointer, participant: bigint, sound: bigint, options: Pointer, play: Pointer) => number>;

/** Stops everything that plays, or is queued to play, to a participant. */
export const mixminus_participant_say_stop: Async<(engine: Pointer, participant: bigint) => number>;

/** Stops one play, to a participant or to a room. */
export const mixminus_play_stop: Async<(engine: Pointer, play: bigint) => number>;

/** Plays a sound to everyone in one or more rooms who is not deaf, from the next tick on, as one more voice. */
export const mixminus_rooms_say: Async<(engine: Pointer, rooms: Pointer, count: number, sound: bigint, options: Pointer, plays: Pointer) => number>;

/** Stops everything that mixminus_rooms_say plays, or has queued, in a room. */
export const mixminus_room_say_stop: Async<(engine: Pointer, room: bigint) => number>;

/** Puts a participant on hold, or takes it off hold, from the next tick on. */
export const mixminus_participant_set_hold: Async<(engine: Pointer, participant: bigint, hold: number, sound: bigint) => number>;

/** Sets the sound that a participant hears while it is alone in a room, in a loop from its beginning. */
export const mixminus_room_set_alone_loop: Async<(engine: Pointer, room: bigint, sound: bigint) => number>;

/** Sets or removes the function that turns text into speech. */
export const mixminus_engine_set_synthesizer: Async<(engine: Pointer, synthesizer: Pointer, user: Pointer) => number>;

/** Adds samples to a speech. */
export const mixminus_speech_add: Async<(speech: Pointer, samples: Pointer, count: number, sample_rate_hz: number) => number>;

/** Adds the contents of a WAV file to a speech, for synthesizers that produce WAV. */
export const mixminus_speech_add_wav: Async<(speech: Pointer, wav: Pointer, wav_len: number) => number>;

/** Speaks a text to a participant: runs the engine's synthesizer before the call returns, and plays the result as mixminus_participant_say does. */
export const mixminus_participant_say_text: Async<(engine: Pointer, participant: bigint, text: Pointer | string, text_len: number, voice: Pointer | string, voice_len: number, options: Pointer, play: Pointer) => number>;

/** Fills join options with the defaults: neither muted nor deaf, 0 dB, no talk events, DTMF reported and suppressed, no terminator, any signal may interrupt, no conference id. options: the struct to fill. size: sizeof *options. */
export const mixminus_join_options_init: Async<(options: Pointer, size: number) => number>;

/** Joins a room, and makes it if no room has that id. */
export const mixminus_participant_join: Async<(engine: Pointer, participant: bigint, options: Pointer, room: Pointer) => number>;

/** Leaves the room, with MIXMINUS_END_REMOVED. */
export const mixminus_participant_leave: Async<(engine: Pointer, participant: bigint) => number>;

/** Moves a participant to another room of the same account and environment, and makes that room if there is none: in one step between two ticks, with its settings and without a pause. */
export const mixminus_participant_move: Async<(engine: Pointer, participant: bigint, conference_id: Pointer | string, conference_id_len: number, room: Pointer) => number>;

/** Writes audio that the line has received. */
export const mixminus_participant_write: Async<(engine: Pointer, participant: bigint, samples: Pointer, count: number, taken: Pointer) => number>;

/** Prepares a struct for mixminus_participant_write_ex: nothing lost, no timestamp. */
export const mixminus_write_info_init: Async<(info: Pointer, size: number) => number>;

/** Writes audio as mixminus_participant_write does, with what the host knows about it. */
export const mixminus_participant_write_ex: Async<(engine: Pointer, participant: bigint, samples: Pointer, count: number, info: Pointer, taken: Pointer) => number>;

/** Drops all that was written for the participant and has not been heard yet: what an agent still had to say when it was interrupted. */
export const mixminus_participant_flush: Async<(engine: Pointer, participant: bigint) => number>;

/** Marks the place after the last sample that was written for the participant. */
export const mixminus_participant_mark: Async<(engine: Pointer, participant: bigint, value: bigint) => number>;

/** Reads the participant's output. */
export const mixminus_participant_read: Async<(engine: Pointer, participant: bigint, samples: Pointer, count: number, real: Pointer) => number>;

/** Prepares a struct for mixminus_participant_read_ex to fill in. */
export const mixminus_read_info_init: Async<(info: Pointer, size: number) => number>;

/** Reads the participant's output as mixminus_participant_read does, and reports which tick made it, whether others got the same samples, and what went wrong. samples, count: as for mixminus_participant_read. info: filled in; unchanged if the call fails. */
export const mixminus_participant_read_ex: Async<(engine: Pointer, participant: bigint, samples: Pointer, count: number, info: Pointer) => number>;

/** Writes audio as mixminus_participant_write_ex does, in another encoding. samples: count samples in that encoding, borrowed for the call; NULL only if count is 0. encoding: a MIXMINUS_ENCODING_ constant. info: borrowed for the call; NULL: nothing lost, no timestamp. taken: as for mixminus_participant_write_ex. */
export const mixminus_participant_write_encoded: Async<(engine: Pointer, participant: bigint, samples: Pointer, count: number, encoding: number, info: Pointer, taken: Pointer) => number>;

/** Reads the participant's output as mixminus_participant_read_ex does, in another encoding. */
export const mixminus_participant_read_encoded: Async<(engine: Pointer, participant: bigint, samples: Pointer, count: number, encoding: number, info: Pointer) => number>;

/** Makes a table without functions, to be filled in. io: the struct to fill. size: sizeof *io. */
export const mixminus_call_io_init: Async<(io: Pointer, size: number) => number>;

/** Makes a table without handlers, to be filled in. handlers: the struct to fill. size: sizeof *handlers. */
export const mixminus_call_handlers_init: Async<(handlers: Pointer, size: number) => number>;

/** Prepares a struct for mixminus_conference or mixminus_participant_conference_end to fill in; its reason is MIXMINUS_END_NONE. end: the struct to fill. size: sizeof *end. */
export const mixminus_conference_end_init: Async<(end: Pointer, size: number) => number>;

/** Joins a room, waits until the conference is over, calls the handler for its end, and returns. options: as for mixminus_participant_join, borrowed for the call. io: how the call's audio is moved; NULL: the host moves it on other threads, and this thread only waits. handlers: what to call at the end; NULL: nothing. end: receives how it ended; set its struct_size first; unchanged if the call fails; NULL if not wanted. */
export const mixminus_conference: Async<(engine: Pointer, participant: bigint, options: Pointer, io: Pointer, handlers: Pointer, end: Pointer) => number>;

/** Returns how the participant's last conference ended. end: receives it; set its struct_size first. */
export const mixminus_participant_conference_end: Async<(engine: Pointer, participant: bigint, end: Pointer) => number>;

/** Removes a participant from its room, with MIXMINUS_END_REMOVED and a text for its application. */
export const mixminus_participant_remove: Async<(engine: Pointer, participant: bigint, text: Pointer | string, text_len: number) => number>;

/** Reports that the call has hung up, without freeing the participant: its conference ends with MIXMINUS_END_HANG_UP, and no other can begin (MIXMINUS_ERR_HUNG_UP). */
export const mixminus_participant_hang_up: Async<(engine: Pointer, participant: bigint) => number>;

/** Plays a sound to a participant, as mixminus_participant_say does, and waits until that is over. */
export const mixminus_say: Async<(engine: Pointer, participant: bigint, sound: bigint, options: Pointer, io: Pointer, end: Pointer) => number>;

/** Speaks a text to a participant by the engine's synthesizer, and waits until that is over. */
export const mixminus_say_text: Async<(engine: Pointer, participant: bigint, text: Pointer | string, text_len: number, voice: Pointer | string, voice_len: number, options: Pointer, io: Pointer, end: Pointer) => number>;

/** Sends a signal to a session. name, name_len: the name, 1 to 255 bytes, compared byte by byte; borrowed for the call. outcome: receives a MIXMINUS_SIGNAL_ constant; 0 if the call fails; NULL if not wanted. number: receives the number that identifies the signal in events; 0 if the call fails; NULL if not wanted. */
export const mixminus_participant_signal: Async<(engine: Pointer, participant: bigint, name: Pointer | string, name_len: number, outcome: Pointer, number: Pointer) => number>;

/** Returns the number of signals that are queued in a session. count: receives it, 0 to 64. */
export const mixminus_participant_queued_signals: Async<(engine: Pointer, participant: bigint, count: Pointer) => number>;

/** Finds a room by account, environment and conference id. account, environment: 1 to 255 bytes each, or NULL and length 0 for the default. conference_id: 1 to 255 bytes. */
export const mixminus_room_find: Async<(engine: Pointer, account: Pointer | string, account_len: number, environment: Pointer | string, environment_len: number, conference_id: Pointer | string, conference_id_len: number, room: Pointer) => number>;

/** Prepares a struct for mixminus_room_get_info to fill in. info: the struct to fill. size: sizeof *info. */
export const mixminus_room_info_init: Async<(info: Pointer, size: number) => number>;

/** Returns a room's account, environment, conference id, number of participants and capacity. info: filled in; unchanged if the call fails. */
export const mixminus_room_get_info: Async<(engine: Pointer, room: bigint, info: Pointer) => number>;

/** Lists the participants of a room, in the order in which they joined. participants: space for capacity handles; NULL only if capacity is 0. count: receives the number of participants in the room, which may exceed capacity; the first capacity of them are listed. */
export const mixminus_room_participants: Async<(engine: Pointer, room: bigint, participants: Pointer, capacity: number, count: Pointer) => number>;

/** Lists the rooms of an account, one page per call. */
export const mixminus_room_list: Async<(engine: Pointer, account: Pointer | string, account_len: number, cursor: Pointer, rooms: Pointer, capacity: number, count: Pointer) => number>;

/** Closes a room: all participants leave it with MIXMINUS_END_ROOM_CLOSED; their sessions continue. */
export const mixminus_room_close: Async<(engine: Pointer, room: bigint) => number>;

/** Locks or unlocks a room. */
export const mixminus_room_set_locked: Async<(engine: Pointer, room: bigint, locked: number) => number>;

/** Moves all participants of a room to another room of the same account and environment, and makes that room if there is none: in the order in which they joined, with their settings and without a pause. */
export const mixminus_room_merge: Async<(engine: Pointer, room: bigint, conference_id: Pointer | string, conference_id_len: number, target: Pointer) => number>;

/** Returns the members of a room and their states as of an event sequence number. */
export const mixminus_room_snapshot: Async<(engine: Pointer, room: bigint, members: Pointer, member_size: number, capacity: number, count: Pointer, sequence: Pointer, tick: Pointer) => number>;

/** Fills a room template with the defaults. settings: the struct to fill. size: sizeof *settings. */
export const mixminus_room_template_init: Async<(settings: Pointer, size: number) => number>;

/** Sets the template for a room, or for all rooms of an environment, in place of the previous one. */
export const mixminus_room_template_set: Async<(engine: Pointer, account: Pointer | string, account_len: number, environment: Pointer | string, environment_len: number, conference_id: Pointer | string, conference_id_len: number, settings: Pointer) => number>;

/** Removes a template. */
export const mixminus_room_template_remove: Async<(engine: Pointer, account: Pointer | string, account_len: number, environment: Pointer | string, environment_len: number, conference_id: Pointer | string, conference_id_len: number) => number>;

/** Fills a quota with the defaults: the engine's limits. quota: the struct to fill. size: sizeof *quota. */
export const mixminus_account_quota_init: Async<(quota: Pointer, size: number) => number>;

/** Sets the quota of one account, in place of the engine's account_rooms, account_participants, account_queued_signals and account_prompt_bytes. */
export const mixminus_account_quota_set: Async<(engine: Pointer, account: Pointer | string, account_len: number, quota: Pointer) => number>;

/** Removes the quota of an account, so that the engine's limits apply to it. */
export const mixminus_account_quota_reset: Async<(engine: Pointer, account: Pointer | string, account_len: number) => number>;

/** Starts or stops reporting DTMF digits in a participant's audio as events. */
export const mixminus_participant_set_detect_dtmf: Async<(engine: Pointer, participant: bigint, detect_dtmf: number) => number>;

/** Lets the others hear a participant's DTMF tones, or suppresses them. */
export const mixminus_participant_set_play_tones: Async<(engine: Pointer, participant: bigint, play_tones: number) => number>;

/** Starts or stops generating tones for digits that are injected for a participant. */
export const mixminus_participant_set_generate_dtmf: Async<(engine: Pointer, participant: bigint, generate_dtmf: number) => number>;

/** Fills a telephone event packet with the defaults. event: the struct to fill. event_size: sizeof *event. */
export const mixminus_telephone_event_init: Async<(event: Pointer, event_size: number) => number>;

/** Passes on a packet of a participant's telephone events (RFC 4733) as it arrived. */
export const mixminus_participant_telephone_event: Async<(engine: Pointer, participant: bigint, event: Pointer) => number>;

/** Reports a whole press of known duration that arrived out of band (SIP INFO). */
export const mixminus_participant_inject_dtmf_press: Async<(engine: Pointer, participant: bigint, digit: number, level_mdbm0: number, duration_ms: number) => number>;

/** Reports the beginning of a press, from an out-of-band source that reports beginning and end. */
export const mixminus_participant_inject_dtmf_begin: Async<(engine: Pointer, participant: bigint, digit: number, level_mdbm0: number, limit_ms: number) => number>;

/** Reports the end of a press that mixminus_participant_inject_dtmf_begin began. */
export const mixminus_participant_inject_dtmf_end: Async<(engine: Pointer, participant: bigint, digit: number) => number>;

/** Sends digits to a participant: their tones are added to its output, deaf or not, from the next tick on, one after the other, after those that are already queued. */
export const mixminus_participant_send_dtmf: Async<(engine: Pointer, participant: bigint, digits: Pointer | string, count: number, level_mdbm0: number, on_ms: number, off_ms: number) => number>;

/** Makes a tap. */
export const mixminus_tap_new: Async<(engine: Pointer, target: bigint, point: number, buffer_ms: number, tap: Pointer) => number>;

/** Takes frames from a tap, oldest first, as many as are available and fit. */
export const mixminus_tap_read: Async<(engine: Pointer, tap: bigint, samples: Pointer, frames: Pointer, frame_size: number, capacity: number, count: Pointer) => number>;

/** Frees a tap; frames that wait in it are lost. */
export const mixminus_tap_free: Async<(engine: Pointer, tap: bigint) => number>;

/** Prepares a struct for mixminus_tap_get_info to fill in. info: the struct to fill. size: sizeof *info. */
export const mixminus_tap_info_init: Async<(info: Pointer, size: number) => number>;

/** Returns what a tap takes, since when, and how many frames it got and dropped. info: filled in; unchanged if the call fails. */
export const mixminus_tap_get_info: Async<(engine: Pointer, tap: bigint, info: Pointer) => number>;

/** Fills a configuration with the defaults. config: the struct to fill. size: sizeof *config. */
export const mixminus_record_config_init: Async<(config: Pointer, size: number) => number>;

/** Starts a recording with the next tick. */
export const mixminus_recording_start: Async<(engine: Pointer, config: Pointer, tracks: Pointer, track_size: number, track_count: number, recording: Pointer) => number>;

/** Pauses a recording: audio after the last tick is left out, of all tracks alike. */
export const mixminus_recording_pause: Async<(engine: Pointer, recording: bigint) => number>;

/** Resumes a paused recording: audio after the last tick is recorded. */
export const mixminus_recording_resume: Async<(engine: Pointer, recording: bigint) => number>;

/** Stops a recording after the last tick. */
export const mixminus_recording_stop: Async<(engine: Pointer, recording: bigint, info: Pointer) => number>;

/** Prepares a struct for mixminus_recording_get_info or mixminus_recording_stop to fill in. info: the struct to fill. size: sizeof *info. */
export const mixminus_recording_info_init: Async<(info: Pointer, size: number) => number>;

/** Returns the state of a recording. info: filled in; unchanged if the call fails. */
export const mixminus_recording_get_info: Async<(engine: Pointer, recording: bigint, info: Pointer) => number>;

/** Returns the absolute path of a file of a recording, as it was named when it was made. */
export const mixminus_recording_get_file: Async<(engine: Pointer, recording: bigint, track: number, file: number, path: Pointer, path_size: number, path_len: Pointer) => number>;

/** Takes as many events as are available and fit. */
export const mixminus_engine_poll: Async<(engine: Pointer, events: Pointer, event_size: number, capacity: number, count: Pointer) => number>;

/** Returns a file descriptor that is readable while events are waiting, for poll(2), select(2) or epoll(7). */
export const mixminus_engine_event_fd: Async<(engine: Pointer, fd: Pointer) => number>;

/** Prepares a struct for mixminus_engine_get_stats to fill in. stats: the struct to fill. size: sizeof *stats. */
export const mixminus_engine_stats_init: Async<(stats: Pointer, size: number) => number>;

/** Returns the engine's counters. stats: filled in; unchanged if the call fails. */
export const mixminus_engine_get_stats: Async<(engine: Pointer, stats: Pointer) => number>;

/** Prepares a struct for mixminus_participant_get_stats to fill in. stats: the struct to fill. size: sizeof *stats. */
export const mixminus_participant_stats_init: Async<(stats: Pointer, size: number) => number>;

/** Returns a participant's counters. stats: filled in; unchanged if the call fails. */
export const mixminus_participant_get_stats: Async<(engine: Pointer, participant: bigint, stats: Pointer) => number>;
