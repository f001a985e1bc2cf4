// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

import java.nio.Buffer;

/**
 * The functions and constants of mixminus.h. Pointers, handles and sizes are long, samples may also be a short[]
 * or a direct buffer. No pointer is checked: org.mixminus is the safe interface.
 */
public final class Mixminus {
    private Mixminus() {}

    static {
        Libraries.register(Mixminus.class);
    }

    /** Major version of this header. */
    public static final int MIXMINUS_VERSION_MAJOR = 0;

    /** Minor version of this header. */
    public static final int MIXMINUS_VERSION_MINOR = 1;

    /** Patch version of this header. */
    public static final int MIXMINUS_VERSION_PATCH = 0;

    /** Size in bytes of a name or a text in a struct that the library fills in: up to 255 bytes and a NUL. */
    public static final int MIXMINUS_NAME_BYTES = 256;

    /** The most CPUs that a mixminus_driver_config may list. */
    public static final int MIXMINUS_MAX_CPUS = 1024;

    /** A mixminus_sound: silence. */
    public static final int MIXMINUS_SOUND_NONE = 0;

    /** A mixminus_sound: the built-in beep, two short tones of -20 dBm0, 160 ms in all. */
    public static final int MIXMINUS_SOUND_BEEP = 1;

    /** Flag of mixminus_prompt_info: the WAV data gave no length (as when a program writes into a pipe) or a length beyond its end. */
    public static final int MIXMINUS_PROMPT_READ_TO_END = 1;

    /** The most plays that may be queued for one participant, and for one room. */
    public static final int MIXMINUS_MAX_QUEUED_PLAYS = 16;

    /** The most rooms that one mixminus_rooms_say plays to. */
    public static final int MIXMINUS_MAX_ROOMS_PER_SAY = 1024;

    /** In prefill_ms or cap_ms of mixminus_join_options: use the default. */
    public static final int MIXMINUS_DEFAULT_MS = 0xffffffff;

    /** In mixminus_read_info.flags: the participant is in no room. */
    public static final int MIXMINUS_READ_NOT_IN_ROOM = 1;

    /** In mixminus_read_info.flags: frames were skipped because they were older than the cap, or because more were waiting than the reads need: in a pause, or later where a frame resembles the next. */
    public static final int MIXMINUS_READ_SKIPPED = 2;

    /** In mixminus_read_info.flags: fewer samples were available than asked for; the rest is made up, or silence. */
    public static final int MIXMINUS_READ_UNDERRUN = 4;

    /** In mixminus_read_info.flags: the sum of a frame exceeded 16 bits and was limited. */
    public static final int MIXMINUS_READ_OVERLOAD = 8;

    /** In mixminus_read_info.flags: the session has reached its time limit (session_limit_s) and cannot join a room again. */
    public static final int MIXMINUS_READ_SESSION_EXPIRED = 16;

    /** In mixminus_read_info.mix_id: silence, because the participant is deaf. */
    public static final int MIXMINUS_MIX_SILENCE = 1;

    /** The most digits that may be queued to be sent to a participant, including the one that plays. */
    public static final int MIXMINUS_MAX_DIGITS = 32;

    /** In mixminus_tap_frame.flags: all samples are zero. */
    public static final int MIXMINUS_TAP_SILENT = 1;

    /** In mixminus_tap_frame.flags: the sum of all contributions exceeded 16 bits and was limited. */
    public static final int MIXMINUS_TAP_OVERLOAD = 8;

    /** In mixminus_event.state: muted. */
    public static final int MIXMINUS_STATE_MUTED = 1;

    /** In mixminus_event.state: deaf. */
    public static final int MIXMINUS_STATE_DEAF = 2;

    /** In mixminus_event.state: in a talkspurt. */
    public static final int MIXMINUS_STATE_TALKING = 4;

    /** In mixminus_event.state: */
    public static final int MIXMINUS_STATE_DTMF_DETECTED = 8;

    /** In mixminus_event.state: */
    public static final int MIXMINUS_STATE_DTMF_SUPPRESSED = 16;

    /** In mixminus_event.state: tones are generated for digits that the host injects, unless DTMF is suppressed. */
    public static final int MIXMINUS_STATE_DTMF_GENERATED = 32;

    /** In mixminus_event.state: on hold. */
    public static final int MIXMINUS_STATE_HELD = 64;

    /** Number of buckets in the histograms of tick times. */
    public static final int MIXMINUS_TICK_BUCKETS = 32;

    /** Number of stages that mixminus_engine_stats has space for; those without a constant are zero. */
    public static final int MIXMINUS_MAX_STAGES = 16;

    /** In mixminus_engine_stats.stage_ns: apply commands and settings. */
    public static final int MIXMINUS_STAGE_COMMANDS = 0;

    /** In mixminus_engine_stats.stage_ns: take frames from in-rings, detect and suppress DTMF, apply gain and ramps, measure levels. */
    public static final int MIXMINUS_STAGE_INPUT = 1;

    /** In mixminus_engine_stats.stage_ns: sum the contributions and subtract each participant's own. */
    public static final int MIXMINUS_STAGE_MIX = 2;

    /** In mixminus_engine_stats.stage_ns: give the common frame to silent participants, publish out-rings. */
    public static final int MIXMINUS_STAGE_OUTPUT = 3;

    /** In mixminus_engine_stats.stage_ns: end empty rooms, publish events and statistics. */
    public static final int MIXMINUS_STAGE_PUBLISH = 4;

    /** Success. */
    public static final int MIXMINUS_OK = 0;

    /** An argument is NULL, out of its range or malformed. */
    public static final int MIXMINUS_ERR_INVALID_ARGUMENT = -1;

    /** struct_size is smaller than the first version of the struct, or larger than this library knows while the part that it does not know is not zero. */
    public static final int MIXMINUS_ERR_STRUCT_SIZE = -2;

    /** The handle is 0, or no engine ever made it. */
    public static final int MIXMINUS_ERR_INVALID_HANDLE = -3;

    /** The object has been freed or has ended. */
    public static final int MIXMINUS_ERR_STALE_HANDLE = -4;

    /** The handle belongs to another engine. */
    public static final int MIXMINUS_ERR_FOREIGN_HANDLE = -5;

    /** The handle names an object of another kind, such as a room instead of a participant. */
    public static final int MIXMINUS_ERR_WRONG_KIND = -6;

    /** Another thread is the writer, reader, poller or ticker at this moment, or the session is busy. */
    public static final int MIXMINUS_ERR_BUSY = -7;

    /** The engine is in the other mode: the host ticks while drivers run, or stops drivers that do not run; or a call that waits was made on the ticking thread. */
    public static final int MIXMINUS_ERR_WRONG_MODE = -8;

    /** The participant is in no room. */
    public static final int MIXMINUS_ERR_NOT_IN_ROOM = -9;

    /** The participant is already in a room. */
    public static final int MIXMINUS_ERR_ALREADY_IN_ROOM = -10;

    /** The room has reached its capacity. */
    public static final int MIXMINUS_ERR_ROOM_FULL = -11;

    /** The account has reached max_participants, or its share of the participants that are free. */
    public static final int MIXMINUS_ERR_TOO_MANY_PARTICIPANTS = -12;

    /** The account has reached max_rooms, or its share of the rooms that are free. */
    public static final int MIXMINUS_ERR_TOO_MANY_ROOMS = -13;

    /** The account has reached a quota of its own, or its share of a table. */
    public static final int MIXMINUS_ERR_QUOTA_EXCEEDED = -14;

    /** A queue is full: the account's commands (the clock has stopped or is far behind), its plays (max_plays), or the queue that the call names. */
    public static final int MIXMINUS_ERR_QUEUE_FULL = -15;

    /** There is no such room. */
    public static final int MIXMINUS_ERR_NOT_FOUND = -16;

    /** The engine has stopped: every session has ended. */
    public static final int MIXMINUS_ERR_ENGINE_STOPPED = -17;

    /** This process is a fork of the one that made the engine. */
    public static final int MIXMINUS_ERR_FORKED = -18;

    /** The system did not grant the memory that the call needs. */
    public static final int MIXMINUS_ERR_OUT_OF_MEMORY = -19;

    /** The operating system refused; mixminus_last_error has its error number. */
    public static final int MIXMINUS_ERR_SYSTEM = -20;

    /** This build or this machine does not support what was asked for. */
    public static final int MIXMINUS_ERR_UNSUPPORTED = -21;

    /** The library caught a defect of its own; the host is unharmed. */
    public static final int MIXMINUS_ERR_INTERNAL = -22;

    /** The session has reached its time limit. */
    public static final int MIXMINUS_ERR_SESSION_EXPIRED = -23;

    /** The room is locked. */
    public static final int MIXMINUS_ERR_ROOM_LOCKED = -24;

    /** A queued signal interrupted the conference as it started. */
    public static final int MIXMINUS_ERR_INTERRUPTED = -25;

    /** The call has been hung up. */
    public static final int MIXMINUS_ERR_HUNG_UP = -26;

    /** Nothing more will come: what was tapped has ended, and all of it has been read. */
    public static final int MIXMINUS_ERR_ENDED = -35;

    /** The account has reached max_taps, or its share of the taps that are free. */
    public static final int MIXMINUS_ERR_TOO_MANY_TAPS = -36;

    /** The level that the environment variable MIXMINUS_SIMD names (portable, sse2, avx2, avx512, neon), else the best that the machine supports. */
    public static final int MIXMINUS_SIMD_AUTO = 0;

    /** Plain code for every machine. */
    public static final int MIXMINUS_SIMD_PORTABLE = 1;

    /** x86-64, 128-bit. */
    public static final int MIXMINUS_SIMD_SSE2 = 2;

    /** x86-64, 256-bit. */
    public static final int MIXMINUS_SIMD_AVX2 = 3;

    /** x86-64, 512-bit (F and BW). */
    public static final int MIXMINUS_SIMD_AVX512 = 4;

    /** AArch64, 128-bit. */
    public static final int MIXMINUS_SIMD_NEON = 5;

    /** A driver ticks on absolute deadlines of the monotonic clock. */
    public static final int MIXMINUS_CLOCK_SYSTEM = 0;

    /** The host calls mixminus_engine_tick; the drivers only share the rooms of each tick. */
    public static final int MIXMINUS_CLOCK_HOST = 1;

    /** int16_t: signed 16-bit linear, in the machine's byte order. */
    public static final int MIXMINUS_ENCODING_S16 = 0;

    /** float: full scale is -1.0 to 1.0. */
    public static final int MIXMINUS_ENCODING_F32 = 1;

    /** uint8_t: mu-law (ITU-T G.711). */
    public static final int MIXMINUS_ENCODING_ULAW = 2;

    /** uint8_t: */
    public static final int MIXMINUS_ENCODING_ALAW = 3;

    /** The call failed: nothing was played. */
    public static final int MIXMINUS_SAY_NONE = 0;

    /** Its last sample was played. */
    public static final int MIXMINUS_SAY_COMPLETED = 1;

    /** It was stopped, or another play interrupted it. */
    public static final int MIXMINUS_SAY_STOPPED = 2;

    /** The call was hung up, or its participant was freed. */
    public static final int MIXMINUS_SAY_HANG_UP = 3;

    /** The engine has stopped, or is being freed. */
    public static final int MIXMINUS_SAY_ENGINE_STOPPED = 4;

    /** The session reached its time limit. */
    public static final int MIXMINUS_SAY_TIME_LIMIT = 5;

    /** It interrupted the running conference, which ends with MIXMINUS_END_SIGNAL. */
    public static final int MIXMINUS_SIGNAL_INTERRUPTED = 1;

    /** It is queued, in order, for the first conference that allows it. */
    public static final int MIXMINUS_SIGNAL_QUEUED = 2;

    /** It came too late: a completed conference of the session allowed it, and no running one does. */
    public static final int MIXMINUS_SIGNAL_IGNORED = 3;

    /** The session was freed, was hung up, or has expired. */
    public static final int MIXMINUS_SIGNAL_NO_SESSION = 4;

    /** The session's queue has 64 signals, or the account has as many as it may (queued_signals, max_name_bytes). */
    public static final int MIXMINUS_SIGNAL_REFUSED = 5;

    /** In events only: it was queued, and interrupted a conference as that started. */
    public static final int MIXMINUS_SIGNAL_TAKEN = 6;

    /** Of a room: the sum of all contributions, limited to 16 bits. */
    public static final int MIXMINUS_TAP_MIX = 0;

    /** Of a participant: its audio after DTMF suppression and the delay of that, before mute and gain. */
    public static final int MIXMINUS_TAP_BEFORE_MUTE = 1;

    /** Of a participant: its contribution to the mix, after mute, gain and ramps. */
    public static final int MIXMINUS_TAP_AFTER_MUTE = 2;

    /** Of a participant: its output, each frame for which its out-ring has space. */
    public static final int MIXMINUS_TAP_OUTPUT = 3;

    /** It waits for its first tick, or for the end of its announcement. */
    public static final int MIXMINUS_RECORD_STARTING = 0;

    /** It is recording. */
    public static final int MIXMINUS_RECORD_RUNNING = 1;

    /** It is paused. */
    public static final int MIXMINUS_RECORD_PAUSED = 2;

    /** Nothing can be written, as message says. */
    public static final int MIXMINUS_RECORD_FAILED = 3;

    /** Everything that it records has ended, or it was stopped; its files are complete. */
    public static final int MIXMINUS_RECORD_STOPPED = 4;

    /** Its last sample was played. */
    public static final int MIXMINUS_PLAY_COMPLETED = 1;

    /** It was stopped, or another play interrupted it. */
    public static final int MIXMINUS_PLAY_STOPPED = 2;

    /** Its participant was freed, or its room ended. */
    public static final int MIXMINUS_PLAY_DROPPED = 3;

    /** The first participant made the room. */
    public static final int MIXMINUS_EVENT_ROOM_OPENED = 1;

    /** The last participant left the room; its handle is stale. */
    public static final int MIXMINUS_EVENT_ROOM_ENDED = 2;

    /** The participant joined the room; state and value (its gain, thousandths of a decibel) are those of the join. */
    public static final int MIXMINUS_EVENT_JOINED = 3;

    /** The participant left the room. reason: why (MIXMINUS_END_NONE if it is re-sent after a gap). value: for MIXMINUS_END_TERMINATOR the digit (an ASCII character), for MIXMINUS_END_SIGNAL the number of the signal. */
    public static final int MIXMINUS_EVENT_LEFT = 4;

    /** The participant moved to room, from the room whose handle is value. */
    public static final int MIXMINUS_EVENT_MOVED = 5;

    /** Settings of the participant changed: mute, deaf, hold, gain or how DTMF is treated. state and value (its gain, thousandths of a decibel) are the new ones. */
    public static final int MIXMINUS_EVENT_CHANGED = 6;

    /** A talkspurt began. */
    public static final int MIXMINUS_EVENT_TALK_STARTED = 7;

    /** A talkspurt ended. */
    public static final int MIXMINUS_EVENT_TALK_STOPPED = 8;

    /** value events of one account were lost because the host did not poll in time. */
    public static final int MIXMINUS_EVENT_GAP = 9;

    /** The driver was late by more than it may catch up; it skipped value ticks. */
    public static final int MIXMINUS_EVENT_TICKS_SKIPPED = 10;

    /** The engine stopped after a defect in a tick; every session has ended. */
    public static final int MIXMINUS_EVENT_STOPPED = 11;

    /** A DTMF digit is pressed: digit and the dtmf_ fields describe it. */
    public static final int MIXMINUS_EVENT_DTMF_BEGAN = 12;

    /** The digit is released. */
    public static final int MIXMINUS_EVENT_DTMF_ENDED = 13;

    /** The session reaches its time limit in value milliseconds. */
    public static final int MIXMINUS_EVENT_SESSION_WARNING = 14;

    /** The session reached its time limit: the host should hang up. */
    public static final int MIXMINUS_EVENT_SESSION_EXPIRED = 15;

    /** The room reaches its time limit in value milliseconds. */
    public static final int MIXMINUS_EVENT_ROOM_WARNING = 16;

    /** A signal was sent to the participant. value: its number. outcome: a MIXMINUS_SIGNAL_ constant. */
    public static final int MIXMINUS_EVENT_SIGNAL = 17;

    /** The room was locked (value 1) or unlocked (value 0). */
    public static final int MIXMINUS_EVENT_ROOM_LOCKED = 18;

    /** The play whose number is value ended, to participant, or to room if participant is 0. outcome: a MIXMINUS_PLAY_ constant. */
    public static final int MIXMINUS_EVENT_PLAY_ENDED = 20;

    /** Nothing of the recording whose handle is value can be written; mixminus_recording_get_info says why. */
    public static final int MIXMINUS_EVENT_RECORDING_FAILED = 30;

    /** The recording whose handle is value began. room: the room whose mix it records, or 0. */
    public static final int MIXMINUS_EVENT_RECORDING_STARTED = 31;

    /** The recording whose handle is value stopped, by the host or because everything that it records has ended. */
    public static final int MIXMINUS_EVENT_RECORDING_STOPPED = 32;

    /** The recording whose handle is value can be written again. */
    public static final int MIXMINUS_EVENT_RECORDING_RECOVERED = 33;

    /** All that was written before the mark value was heard, the last of it in this tick. */
    public static final int MIXMINUS_EVENT_MARK_HEARD = 40;

    /** The mark value will not be heard: what was written before it was flushed, or the participant has left. */
    public static final int MIXMINUS_EVENT_MARK_FLUSHED = 41;

    /** The in-ring of a speech agent has room again: less than a quarter of it waits, after more than three quarters had. value: samples that fit now. */
    public static final int MIXMINUS_EVENT_WRITABLE = 42;

    /** Its conference has not ended. */
    public static final int MIXMINUS_END_NONE = 0;

    /** The call hung up: the participant was freed, or mixminus_participant_hang_up was called. */
    public static final int MIXMINUS_END_HANG_UP = 1;

    /** The engine stopped after a defect in a tick, or is being freed. mixminus_engine_stop ends no conference. */
    public static final int MIXMINUS_END_ENGINE_STOPPED = 2;

    /** The room was closed. */
    public static final int MIXMINUS_END_ROOM_CLOSED = 3;

    /** The host removed it: mixminus_participant_leave or mixminus_participant_remove. */
    public static final int MIXMINUS_END_REMOVED = 4;

    /** The session or the room reached its time limit. */
    public static final int MIXMINUS_END_TIME_LIMIT = 5;

    /** The participant pressed the terminator. */
    public static final int MIXMINUS_END_TERMINATOR = 6;

    /** A signal interrupted the conference. */
    public static final int MIXMINUS_END_SIGNAL = 7;

    /** In-band: as tones in the participant's audio. */
    public static final int MIXMINUS_DTMF_IN_BAND = 1;

    /** Out-of-band: by mixminus_participant_telephone_event, mixminus_participant_inject_dtmf_press or mixminus_participant_inject_dtmf_begin. */
    public static final int MIXMINUS_DTMF_OUT_OF_BAND = 2;

    /** Both, as far as is known when the event is reported. */
    public static final int MIXMINUS_DTMF_BOTH = 3;

    /** Returns a short English text for a status, such as "the room is full", without a full stop, for logs. status: any number. */
    public static native String mixminus_status_str(int status);

    /** Returns the message of the last control call that failed on the calling thread, such as "account: length 0, must be 1 to 255". */
    public static native String mixminus_last_error();

    /** Returns the version of the library that runs, such as "0.1.0". */
    public static native String mixminus_version();

    /** Fills a configuration with the defaults. config: the struct to fill. size: sizeof *config. */
    public static native int mixminus_engine_config_init(long config, long size);

    /** Computes the most memory that an engine of this configuration can ever take, without making one: with 64 workers, all prompts, the longest rings of all taps, all recordings, and names of the greatest length. mixminus_engine_new takes only a part of it, and fails if that part is not available. config: the configuration, borrowed for the call. bytes: receives the number of bytes. */
    public static native int mixminus_engine_memory_bytes(long config, long bytes);

    /** Makes an engine. */
    public static native int mixminus_engine_new(long config, long engine);

    /** Frees an engine: stops and joins its threads, ends every session and frees all memory. */
    public static native int mixminus_engine_free(long engine);

    /** Runs one tick of the host's clock: every room takes one frame from each participant and gives one frame to each. */
    public static native int mixminus_engine_tick(long engine, long tick);

    /** Returns a file descriptor that becomes readable after each tick, when its frames can be read, for poll(2), select(2) or epoll(7). */
    public static native int mixminus_engine_tick_fd(long engine, long fd);

    /** Collects what ticks have finished with: it makes ended participants and rooms available again, and lets calls return that wait for what a tick has ended. */
    public static native int mixminus_engine_service(long engine);

    /** Returns the SIMD level that the engine uses. simd: receives a MIXMINUS_SIMD_ constant, never MIXMINUS_SIMD_AUTO unless the call fails. */
    public static native int mixminus_engine_simd_level(long engine, long simd);

    /** Fills a driver configuration with the defaults. config: the struct to fill. size: sizeof *config. */
    public static native int mixminus_driver_config_init(long config, long size);

    /** Prepares a report for mixminus_engine_start to fill in. report: the struct to fill. size: sizeof *report. */
    public static native int mixminus_driver_report_init(long report, long size);

    /** Starts the engine's threads. */
    public static native int mixminus_engine_start(long engine, long config, long report);

    /** Stops and joins the engine's threads. */
    public static native int mixminus_engine_stop(long engine);

    /** Fills a participant configuration with the defaults. config: the struct to fill. size: sizeof *config. */
    public static native int mixminus_participant_config_init(long config, long size);

    /** Makes a participant. */
    public static native int mixminus_participant_new(long engine, long config, long participant);

    /** Frees a participant: the call has hung up. */
    public static native int mixminus_participant_free(long engine, long participant);

    /** Sets the sample rates at which the host writes the participant's audio and reads its output, each direction for itself. */
    public static native int mixminus_participant_set_rates(long engine, long participant, int writeRateHz, int readRateHz);

    /** Mutes or unmutes a participant. */
    public static native int mixminus_participant_set_mute(long engine, long participant, int mute);

    /** Deafens a participant or ends that. */
    public static native int mixminus_participant_set_deaf(long engine, long participant, int deaf);

    /** Sets the gain on a participant's contribution. */
    public static native int mixminus_participant_set_gain(long engine, long participant, int gainMdb);

    /** Prepares a struct for mixminus_participant_get_info to fill in. info: the struct to fill. size: sizeof *info. */
    public static native int mixminus_participant_info_init(long info, long size);

    /** Returns the state of a participant as control calls have set it. */
    public static native int mixminus_participant_get_info(long engine, long participant, long info);

    /** Makes a prompt configuration of 8000 Hz without samples, to be filled in. config: the struct to fill. size: sizeof *config. */
    public static native int mixminus_prompt_config_init(long config, long size);

    /** Makes a prompt: copies the samples, resampled to each rate of the engine. */
    public static native int mixminus_prompt_new(long engine, long config, long prompt);

    /** Makes a prompt from WAV data. */
    public static native int mixminus_prompt_new_wav(long engine, long account, long accountLen, long wav, long wavLen, long prompt);

    /** Makes a prompt from a WAV file. */
    public static native int mixminus_prompt_new_file(long engine, long account, long accountLen, long path, long pathLen, long prompt);

    /** Frees a prompt: it cannot be played any more. */
    public static native int mixminus_prompt_free(long engine, long prompt);

    /** Prepares a struct for mixminus_prompt_get_info to fill in. info: the struct to fill. size: sizeof *info. */
    public static native int mixminus_prompt_info_init(long info, long size);

    /** Returns the length of a prompt. info: filled in; unchanged if the call fails. */
    public static native int mixminus_prompt_get_info(long engine, long prompt, long info);

    /** Fills say options with the defaults: once, as it is, after what waits. options: the struct to fill. size: sizeof *options. */
    public static native int mixminus_say_options_init(long options, long size);

    /** Plays a sound to a participant, from the next tick on: on top of its room's audio, deaf or not, or alone while it is in no room. */
    public static native int mixminus_participant_say(long engine, long participant, long sound, long options, long play);

    /** Stops everything that plays, or is queued to play, to a participant. */
    public static native int mixminus_participant_say_stop(long engine, long participant);

    /** Stops one play, to a participant or to a room. */
    public static native int mixminus_play_stop(long engine, long play);

    /** Plays a sound to everyone in one or more rooms who is not deaf, from the next tick on, as one more voice. */
    public static native int mixminus_rooms_say(long engine, long rooms, long count, long sound, long options, long plays);

    /** Stops everything that mixminus_rooms_say plays, or has queued, in a room. */
    public static native int mixminus_room_say_stop(long engine, long room);

    /** Puts a participant on hold, or takes it off hold, from the next tick on. */
    public static native int mixminus_participant_set_hold(long engine, long participant, int hold, long sound);

    /** Sets the sound that a participant hears while it is alone in a room, in a loop from its beginning. */
    public static native int mixminus_room_set_alone_loop(long engine, long room, long sound);

    /** Sets or removes the function that turns text into speech. */
    public static native int mixminus_engine_set_synthesizer(long engine, MixminusSynthesizer synthesizer, long user);

    /** Adds samples to a speech. */
    public static native int mixminus_speech_add(long speech, long samples, long count, int sampleRateHz);

    /** Adds samples to a speech. */
    public static native int mixminus_speech_add(long speech, short[] samples, long count, int sampleRateHz);

    /** Adds samples to a speech. */
    public static native int mixminus_speech_add(long speech, Buffer samples, long count, int sampleRateHz);

    /** Adds the contents of a WAV file to a speech, for synthesizers that produce WAV. */
    public static native int mixminus_speech_add_wav(long speech, long wav, long wavLen);

    /** Speaks a text to a participant: runs the engine's synthesizer before the call returns, and plays the result as mixminus_participant_say does. */
    public static native int mixminus_participant_say_text(long engine, long participant, long text, long textLen, long voice, long voiceLen, long options, long play);

    /** Fills join options with the defaults: neither muted nor deaf, 0 dB, no talk events, DTMF reported and suppressed, no terminator, any signal may interrupt, no conference id. options: the struct to fill. size: sizeof *options. */
    public static native int mixminus_join_options_init(long options, long size);

    /** Joins a room, and makes it if no room has that id. */
    public static native int mixminus_participant_join(long engine, long participant, long options, long room);

    /** Leaves the room, with MIXMINUS_END_REMOVED. */
    public static native int mixminus_participant_leave(long engine, long participant);

    /** Moves a participant to another room of the same account and environment, and makes that room if there is none: in one step between two ticks, with its settings and without a pause. */
    public static native int mixminus_participant_move(long engine, long participant, long conferenceId, long conferenceIdLen, long room);

    /** Writes audio that the line has received. */
    public static native int mixminus_participant_write(long engine, long participant, long samples, long count, long taken);

    /** Writes audio that the line has received. */
    public static native int mixminus_participant_write(long engine, long participant, short[] samples, long count, long taken);

    /** Writes audio that the line has received. */
    public static native int mixminus_participant_write(long engine, long participant, Buffer samples, long count, long taken);

    /** Prepares a struct for mixminus_participant_write_ex: nothing lost, no timestamp. */
    public static native int mixminus_write_info_init(long info, long size);

    /** Writes audio as mixminus_participant_write does, with what the host knows about it. */
    public static native int mixminus_participant_write_ex(long engine, long participant, long samples, long count, long info, long taken);

    /** Writes audio as mixminus_participant_write does, with what the host knows about it. */
    public static native int mixminus_participant_write_ex(long engine, long participant, short[] samples, long count, long info, long taken);

    /** Writes audio as mixminus_participant_write does, with what the host knows about it. */
    public static native int mixminus_participant_write_ex(long engine, long participant, Buffer samples, long count, long info, long taken);

    /** Drops all that was written for the participant and has not been heard yet: what an agent still had to say when it was interrupted. */
    public static native int mixminus_participant_flush(long engine, long participant);

    /** Marks the place after the last sample that was written for the participant. */
    public static native int mixminus_participant_mark(long engine, long participant, long value);

    /** Reads the participant's output. */
    public static native int mixminus_participant_read(long engine, long participant, long samples, long count, long real);

    /** Reads the participant's output. */
    public static native int mixminus_participant_read(long engine, long participant, short[] samples, long count, long real);

    /** Reads the participant's output. */
    public static native int mixminus_participant_read(long engine, long participant, Buffer samples, long count, long real);

    /** Prepares a struct for mixminus_participant_read_ex to fill in. */
    public static native int mixminus_read_info_init(long info, long size);

    /** Reads the participant's output as mixminus_participant_read does, and reports which tick made it, whether others got the same samples, and what went wrong. samples, count: as for mixminus_participant_read. info: filled in; unchanged if the call fails. */
    public static native int mixminus_participant_read_ex(long engine, long participant, long samples, long count, long info);

    /** Reads the participant's output as mixminus_participant_read does, and reports which tick made it, whether others got the same samples, and what went wrong. samples, count: as for mixminus_participant_read. info: filled in; unchanged if the call fails. */
    public static native int mixminus_participant_read_ex(long engine, long participant, short[] samples, long count, long info);

    /** Reads the participant's output as mixminus_participant_read does, and reports which tick made it, whether others got the same samples, and what went wrong. samples, count: as for mixminus_participant_read. info: filled in; unchanged if the call fails. */
    public static native int mixminus_participant_read_ex(long engine, long participant, Buffer samples, long count, long info);

    /** Writes audio as mixminus_participant_write_ex does, in another encoding. samples: count samples in that encoding, borrowed for the call; NULL only if count is 0. encoding: a MIXMINUS_ENCODING_ constant. info: borrowed for the call; NULL: nothing lost, no timestamp. taken: as for mixminus_participant_write_ex. */
    public static native int mixminus_participant_write_encoded(long engine, long participant, long samples, long count, int encoding, long info, long taken);

    /** Reads the participant's output as mixminus_participant_read_ex does, in another encoding. */
    public static native int mixminus_participant_read_encoded(long engine, long participant, long samples, long count, int encoding, long info);

    /** Makes a table without functions, to be filled in. io: the struct to fill. size: sizeof *io. */
    public static native int mixminus_call_io_init(long io, long size);

    /** Makes a table without handlers, to be filled in. handlers: the struct to fill. size: sizeof *handlers. */
    public static native int mixminus_call_handlers_init(long handlers, long size);

    /** Prepares a struct for mixminus_conference or mixminus_participant_conference_end to fill in; its reason is MIXMINUS_END_NONE. end: the struct to fill. size: sizeof *end. */
    public static native int mixminus_conference_end_init(long end, long size);

    /** Joins a room, waits until the conference is over, calls the handler for its end, and returns. options: as for mixminus_participant_join, borrowed for the call. io: how the call's audio is moved; NULL: the host moves it on other threads, and this thread only waits. handlers: what to call at the end; NULL: nothing. end: receives how it ended; set its struct_size first; unchanged if the call fails; NULL if not wanted. */
    public static native int mixminus_conference(long engine, long participant, long options, long io, long handlers, long end);

    /** Returns how the participant's last conference ended. end: receives it; set its struct_size first. */
    public static native int mixminus_participant_conference_end(long engine, long participant, long end);

    /** Removes a participant from its room, with MIXMINUS_END_REMOVED and a text for its application. */
    public static native int mixminus_participant_remove(long engine, long participant, long text, long textLen);

    /** Reports that the call has hung up, without freeing the participant: its conference ends with MIXMINUS_END_HANG_UP, and no other can begin (MIXMINUS_ERR_HUNG_UP). */
    public static native int mixminus_participant_hang_up(long engine, long participant);

    /** Plays a sound to a participant, as mixminus_participant_say does, and waits until that is over. */
    public static native int mixminus_say(long engine, long participant, long sound, long options, long io, long end);

    /** Speaks a text to a participant by the engine's synthesizer, and waits until that is over. */
    public static native int mixminus_say_text(long engine, long participant, long text, long textLen, long voice, long voiceLen, long options, long io, long end);

    /** Sends a signal to a session. name, name_len: the name, 1 to 255 bytes, compared byte by byte; borrowed for the call. outcome: receives a MIXMINUS_SIGNAL_ constant; 0 if the call fails; NULL if not wanted. number: receives the number that identifies the signal in events; 0 if the call fails; NULL if not wanted. */
    public static native int mixminus_participant_signal(long engine, long participant, long name, long nameLen, long outcome, long number);

    /** Returns the number of signals that are queued in a session. count: receives it, 0 to 64. */
    public static native int mixminus_participant_queued_signals(long engine, long participant, long count);

    /** Finds a room by account, environment and conference id. account, environment: 1 to 255 bytes each, or NULL and length 0 for the default. conference_id: 1 to 255 bytes. */
    public static native int mixminus_room_find(long engine, long account, long accountLen, long environment, long environmentLen, long conferenceId, long conferenceIdLen, long room);

    /** Prepares a struct for mixminus_room_get_info to fill in. info: the struct to fill. size: sizeof *info. */
    public static native int mixminus_room_info_init(long info, long size);

    /** Returns a room's account, environment, conference id, number of participants and capacity. info: filled in; unchanged if the call fails. */
    public static native int mixminus_room_get_info(long engine, long room, long info);

    /** Lists the participants of a room, in the order in which they joined. participants: space for capacity handles; NULL only if capacity is 0. count: receives the number of participants in the room, which may exceed capacity; the first capacity of them are listed. 0 if the call fails. */
    public static native int mixminus_room_participants(long engine, long room, long participants, long capacity, long count);

    /** Lists the rooms of an account, one page per call. */
    public static native int mixminus_room_list(long engine, long account, long accountLen, long cursor, long rooms, long capacity, long count);

    /** Closes a room: all participants leave it with MIXMINUS_END_ROOM_CLOSED; their sessions continue. */
    public static native int mixminus_room_close(long engine, long room);

    /** Locks or unlocks a room. */
    public static native int mixminus_room_set_locked(long engine, long room, int locked);

    /** Moves all participants of a room to another room of the same account and environment, and makes that room if there is none: in the order in which they joined, with their settings and without a pause. */
    public static native int mixminus_room_merge(long engine, long room, long conferenceId, long conferenceIdLen, long target);

    /** Returns the members of a room and their states as of an event sequence number. */
    public static native int mixminus_room_snapshot(long engine, long room, long members, long memberSize, long capacity, long count, long sequence, long tick);

    /** Fills a room template with the defaults. settings: the struct to fill. size: sizeof *settings. */
    public static native int mixminus_room_template_init(long settings, long size);

    /** Sets the template for a room, or for all rooms of an environment, in place of the previous one. */
    public static native int mixminus_room_template_set(long engine, long account, long accountLen, long environment, long environmentLen, long conferenceId, long conferenceIdLen, long settings);

    /** Removes a template. */
    public static native int mixminus_room_template_remove(long engine, long account, long accountLen, long environment, long environmentLen, long conferenceId, long conferenceIdLen);

    /** Fills a quota with the defaults: the engine's limits. quota: the struct to fill. size: sizeof *quota. */
    public static native int mixminus_account_quota_init(long quota, long size);

    /** Sets the quota of one account, in place of the engine's account_rooms, account_participants, account_queued_signals and account_prompt_bytes. */
    public static native int mixminus_account_quota_set(long engine, long account, long accountLen, long quota);

    /** Removes the quota of an account, so that the engine's limits apply to it. */
    public static native int mixminus_account_quota_reset(long engine, long account, long accountLen);

    /** Starts or stops reporting DTMF digits in a participant's audio as events. */
    public static native int mixminus_participant_set_detect_dtmf(long engine, long participant, int detectDtmf);

    /** Lets the others hear a participant's DTMF tones, or suppresses them. */
    public static native int mixminus_participant_set_play_tones(long engine, long participant, int playTones);

    /** Starts or stops generating tones for digits that are injected for a participant. */
    public static native int mixminus_participant_set_generate_dtmf(long engine, long participant, int generateDtmf);

    /** Fills a telephone event packet with the defaults. event: the struct to fill. event_size: sizeof *event. */
    public static native int mixminus_telephone_event_init(long event, long eventSize);

    /** Passes on a packet of a participant's telephone events (RFC 4733) as it arrived. */
    public static native int mixminus_participant_telephone_event(long engine, long participant, long event);

    /** Reports a whole press of known duration that arrived out of band (SIP INFO). */
    public static native int mixminus_participant_inject_dtmf_press(long engine, long participant, byte digit, int levelMdbm0, int durationMs);

    /** Reports the beginning of a press, from an out-of-band source that reports beginning and end. */
    public static native int mixminus_participant_inject_dtmf_begin(long engine, long participant, byte digit, int levelMdbm0, int limitMs);

    /** Reports the end of a press that mixminus_participant_inject_dtmf_begin began. */
    public static native int mixminus_participant_inject_dtmf_end(long engine, long participant, byte digit);

    /** Sends digits to a participant: their tones are added to its output, deaf or not, from the next tick on, one after the other, after those that are already queued. */
    public static native int mixminus_participant_send_dtmf(long engine, long participant, long digits, long count, int levelMdbm0, int onMs, int offMs);

    /** Makes a tap. */
    public static native int mixminus_tap_new(long engine, long target, int point, int bufferMs, long tap);

    /** Takes frames from a tap, oldest first, as many as are available and fit. */
    public static native int mixminus_tap_read(long engine, long tap, long samples, long frames, long frameSize, long capacity, long count);

    /** Takes frames from a tap, oldest first, as many as are available and fit. */
    public static native int mixminus_tap_read(long engine, long tap, short[] samples, long frames, long frameSize, long capacity, long count);

    /** Takes frames from a tap, oldest first, as many as are available and fit. */
    public static native int mixminus_tap_read(long engine, long tap, Buffer samples, long frames, long frameSize, long capacity, long count);

    /** Frees a tap; frames that wait in it are lost. */
    public static native int mixminus_tap_free(long engine, long tap);

    /** Prepares a struct for mixminus_tap_get_info to fill in. info: the struct to fill. size: sizeof *info. */
    public static native int mixminus_tap_info_init(long info, long size);

    /** Returns what a tap takes, since when, and how many frames it got and dropped. info: filled in; unchanged if the call fails. */
    public static native int mixminus_tap_get_info(long engine, long tap, long info);

    /** Fills a configuration with the defaults. config: the struct to fill. size: sizeof *config. */
    public static native int mixminus_record_config_init(long config, long size);

    /** Starts a recording with the next tick. */
    public static native int mixminus_recording_start(long engine, long config, long tracks, long trackSize, long trackCount, long recording);

    /** Pauses a recording: audio after the last tick is left out, of all tracks alike. */
    public static native int mixminus_recording_pause(long engine, long recording);

    /** Resumes a paused recording: audio after the last tick is recorded. */
    public static native int mixminus_recording_resume(long engine, long recording);

    /** Stops a recording after the last tick. */
    public static native int mixminus_recording_stop(long engine, long recording, long info);

    /** Prepares a struct for mixminus_recording_get_info or mixminus_recording_stop to fill in. info: the struct to fill. size: sizeof *info. */
    public static native int mixminus_recording_info_init(long info, long size);

    /** Returns the state of a recording. info: filled in; unchanged if the call fails. */
    public static native int mixminus_recording_get_info(long engine, long recording, long info);

    /** Returns the absolute path of a file of a recording, as it was named when it was made. */
    public static native int mixminus_recording_get_file(long engine, long recording, int track, int file, long path, long pathSize, long pathLen);

    /** Takes as many events as are available and fit. */
    public static native int mixminus_engine_poll(long engine, long events, long eventSize, long capacity, long count);

    /** Returns a file descriptor that is readable while events are waiting, for poll(2), select(2) or epoll(7). */
    public static native int mixminus_engine_event_fd(long engine, long fd);

    /** Prepares a struct for mixminus_engine_get_stats to fill in. stats: the struct to fill. size: sizeof *stats. */
    public static native int mixminus_engine_stats_init(long stats, long size);

    /** Returns the engine's counters. stats: filled in; unchanged if the call fails. */
    public static native int mixminus_engine_get_stats(long engine, long stats);

    /** Prepares a struct for mixminus_participant_get_stats to fill in. stats: the struct to fill. size: sizeof *stats. */
    public static native int mixminus_participant_stats_init(long stats, long size);

    /** Returns a participant's counters. stats: filled in; unchanged if the call fails. */
    public static native int mixminus_participant_get_stats(long engine, long participant, long stats);
}
