/*
 * mixminus: a conference mixer to embed in a telephony host (mix-minus bridge, C interface)
 *
 * Everyone in a room hears the sum of all the others and never itself. The host makes an engine, makes a participant
 * for each of its calls, writes each call's audio in and reads the conference back, a frame (10 or 20 ms) at a time.
 * Samples are linear 16-bit PCM, floats or G.711: there is no SIP, RTP or other codec here. Nothing between a write and
 * a read allocates, locks, waits or makes a system call.
 *
 *     mixminus_engine_new(&engine_config, &engine);
 *     mixminus_engine_start(engine, &driver_config, NULL);                 // or tick yourself
 *     mixminus_participant_new(engine, &caller_config, &caller);           // a call comes in
 *     mixminus_participant_join(engine, caller, &join_options, &room);
 *     mixminus_participant_write(engine, caller, frame, 160, NULL);        // each 20 ms
 *     mixminus_participant_read(engine, caller, frame, 160, NULL);
 *     mixminus_participant_free(engine, caller);                           // it hangs up
 *     mixminus_engine_free(engine);
 *
 * The rules of this section hold for every call.
 *
 * Statuses. A call returns a mixminus_status; 0 is success. It returns its results through pointers. Each function
 * lists the statuses that it returns. Besides these, any call on an engine may return MIXMINUS_ERR_ENGINE_STOPPED
 * (after a defect in a tick), MIXMINUS_ERR_FORKED (in a fork of the process that made the engine) and
 * MIXMINUS_ERR_INTERNAL. The library never aborts the process, and no exception or panic leaves it.
 *
 * Pointers. A pointer must be NULL (the call returns an error) or valid for what the call does with it until the call
 * returns. A buffer that a call fills must not be used by anything else meanwhile. The library keeps no pointer of the
 * host after a call, except where a function says so. After a call that failed, a result that is a number or a handle
 * is 0, unless its function says otherwise.
 *
 * Strings are a pointer and a length in bytes. They may contain any bytes and need no NUL at the end.
 *
 * Accounts and environments. An account is a tenant of the host: no account can reach the rooms of another, and quotas
 * and fair shares are counted per account. An environment, such as "production" or "development", separates rooms
 * within an account. Both are strings of 1 to 255 bytes, compared byte by byte. NULL with length 0 means the account
 * "default" or the environment "production", so a host with a single tenant never sets them.
 *
 * Ownership. The host owns an engine from mixminus_engine_new to mixminus_engine_free. It names participants, prompts,
 * taps and recordings by 64-bit handles, each valid from its _new (or _start) function until its _free (or _stop)
 * function or until the engine is freed. Rooms appear with the first join and end with the last leave.
 *
 * Threads. Each function names the threads that may call it:
 * - any: any thread, and any number of threads at the same time.
 * - any but the ticker: the same, but the call may lock, allocate and wait. Do not make it on a real-time thread or in
 *   a signal handler. A loop that ticks the engine may make it between two ticks.
 * - one writer, one reader (per participant or tap), one poller (per engine): one thread at a time. If a second thread
 *   makes such a call at the same time, it gets MIXMINUS_ERR_BUSY and nothing happens.
 * - the ticker: the one thread at a time that calls mixminus_engine_tick. It may have real-time priority.
 *
 * The library starts no thread before mixminus_engine_start or mixminus_recording_start, and installs no signal
 * handler.
 *
 * Cancellation. If a thread is cancelled (pthread_cancel) during a call, the cancellation takes effect after the call
 * has returned, even if the call runs a function of the host that reaches a cancellation point. To end a call that
 * waits, hang its participant up. A thread with asynchronous cancellation must make no audio calls.
 *
 * Memory. If the system has no memory for a call, it returns MIXMINUS_ERR_OUT_OF_MEMORY and has changed nothing. A
 * library built by `make` keeps 1 MiB in reserve for small allocations, so that no call ends the process when memory
 * runs out. Once the reserve is used up, calls that create something are refused. Calls that end, free, read, write
 * and tick need no memory.
 *
 * Structs can grow. Most begin with struct_size. Call the struct's _init function with sizeof before you set fields:
 * it fills in the defaults, and tells the library which version of the struct the host was compiled with. A size
 * smaller than the first version gets MIXMINUS_ERR_STRUCT_SIZE. If host and library have different versions:
 * - a newer library uses defaults for fields that the host does not have, and does not write them;
 * - a newer host must leave fields that the library does not know at zero, else it gets MIXMINUS_ERR_STRUCT_SIZE; the
 *   library writes zero to them in structs that it fills. For every field that is added later, zero means the
 *   behaviour before the field existed.
 *
 * Fields named reserved must be 0. A flag is a uint32_t that must be 0 or 1.
 */

#ifndef MIXMINUS_H
#define MIXMINUS_H

/* Written by cbindgen from src/ffi. Do not edit: MIXMINUS_BLESS=1 cargo test --test header writes it again. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Status
 *
 * Every call returns a mixminus_status. A control call that fails also stores a message that says what was wrong:
 *
 *     mixminus_status status = mixminus_participant_set_gain(engine, caller, 99000);
 *     if (status != MIXMINUS_OK) {
 *         fprintf(stderr, "%s: %s\n", mixminus_status_str(status), mixminus_last_error());
 *         // invalid argument: gain_mdb: 99000, must be -60000 to 24000
 *     }
 *
 * The audio calls (mixminus_engine_tick, mixminus_participant_write, _write_ex, _write_encoded, _flush, _mark, _read,
 * _read_ex, _read_encoded, mixminus_tap_read) store no message. They use no thread-local storage and allocate nothing.
 */

/// Major version of this header.
#define MIXMINUS_VERSION_MAJOR 0

/// Minor version of this header.
#define MIXMINUS_VERSION_MINOR 1

/// Patch version of this header.
#define MIXMINUS_VERSION_PATCH 0

/// What a call returns. Zero is success. Errors are negative and are never renumbered. Later versions may add some.
enum mixminus_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// Success.
    MIXMINUS_OK = 0,
    /// An argument is NULL, out of its range or malformed.
    MIXMINUS_ERR_INVALID_ARGUMENT = -1,
    /// struct_size is smaller than the first version of the struct, or larger than this library knows while the part
    /// that it does not know is not zero.
    MIXMINUS_ERR_STRUCT_SIZE = -2,
    /// The handle is 0, or no engine ever made it.
    MIXMINUS_ERR_INVALID_HANDLE = -3,
    /// The object has been freed or has ended.
    MIXMINUS_ERR_STALE_HANDLE = -4,
    /// The handle belongs to another engine.
    MIXMINUS_ERR_FOREIGN_HANDLE = -5,
    /// The handle names an object of another kind, such as a room instead of a participant.
    MIXMINUS_ERR_WRONG_KIND = -6,
    /// Another thread is the writer, reader, poller or ticker at this moment, or the session is busy. Nothing was done.
    MIXMINUS_ERR_BUSY = -7,
    /// The engine is in the other mode: the host ticks while drivers run, or stops drivers that do not run; or a call
    /// that waits was made on the ticking thread.
    MIXMINUS_ERR_WRONG_MODE = -8,
    /// The participant is in no room.
    MIXMINUS_ERR_NOT_IN_ROOM = -9,
    /// The participant is already in a room.
    MIXMINUS_ERR_ALREADY_IN_ROOM = -10,
    /// The room has reached its capacity.
    MIXMINUS_ERR_ROOM_FULL = -11,
    /// The account has reached max_participants, or its share of the participants that are free.
    MIXMINUS_ERR_TOO_MANY_PARTICIPANTS = -12,
    /// The account has reached max_rooms, or its share of the rooms that are free.
    MIXMINUS_ERR_TOO_MANY_ROOMS = -13,
    /// The account has reached a quota of its own, or its share of a table.
    MIXMINUS_ERR_QUOTA_EXCEEDED = -14,
    /// A queue is full: the account's commands (the clock has stopped or is far behind), its plays (max_plays), or the
    /// queue that the call names. Nothing was changed; try again after a tick.
    MIXMINUS_ERR_QUEUE_FULL = -15,
    /// There is no such room.
    MIXMINUS_ERR_NOT_FOUND = -16,
    /// The engine has stopped: every session has ended.
    MIXMINUS_ERR_ENGINE_STOPPED = -17,
    /// This process is a fork of the one that made the engine.
    MIXMINUS_ERR_FORKED = -18,
    /// The system did not grant the memory that the call needs.
    MIXMINUS_ERR_OUT_OF_MEMORY = -19,
    /// The operating system refused; mixminus_last_error has its error number.
    MIXMINUS_ERR_SYSTEM = -20,
    /// This build or this machine does not support what was asked for.
    MIXMINUS_ERR_UNSUPPORTED = -21,
    /// The library caught a defect of its own; the host is unharmed. Any call may return this.
    MIXMINUS_ERR_INTERNAL = -22,
    /// The session has reached its time limit. The only useful call is mixminus_participant_free.
    MIXMINUS_ERR_SESSION_EXPIRED = -23,
    /// The room is locked.
    MIXMINUS_ERR_ROOM_LOCKED = -24,
    /// A queued signal interrupted the conference as it started.
    MIXMINUS_ERR_INTERRUPTED = -25,
    /// The call has been hung up.
    MIXMINUS_ERR_HUNG_UP = -26,
    /// Nothing more will come: what was tapped has ended, and all of it has been read.
    MIXMINUS_ERR_ENDED = -35,
    /// The account has reached max_taps, or its share of the taps that are free.
    MIXMINUS_ERR_TOO_MANY_TAPS = -36,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_status mixminus_status;
#else
typedef int32_t mixminus_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Returns a short English text for a status, such as "the room is full", without a full stop, for logs.
///
/// status: any number. For one that this library does not know the text is "unknown status".
/// Returns a string that ends in NUL, belongs to the library and is never freed. Never NULL.
/// Thread: any.
const char *mixminus_status_str(int32_t status);

/// Returns the message of the last control call that failed on the calling thread, such as "account: length 0, must be
/// 1 to 255". A call that succeeds does not clear it; audio calls never set it.
///
/// Returns a string that ends in NUL and belongs to the library. It is valid until the next control call that fails on
/// this thread, or until the thread ends. It is empty if none has failed. Never NULL.
/// Thread: any; each thread has its own message.
const char *mixminus_last_error(void);

/// Returns the version of the library that runs, such as "0.1.0". The MIXMINUS_VERSION_ constants are the version of
/// the header.
///
/// Returns a string that ends in NUL, belongs to the library and is never freed. Never NULL.
/// Thread: any.
const char *mixminus_version(void);

/*
 * Handles
 *
 * An engine is a pointer. Participants, rooms, prompts, taps and recordings are 64-bit handles. The host may copy a
 * handle, store it and pass it to other threads. A handle may outlive its object: a call with it then returns
 * MIXMINUS_ERR_STALE_HANDLE and never reaches another object. 0 is no handle.
 *
 * A call that takes a handle may return four statuses, named "a handle status" below:
 * - MIXMINUS_ERR_INVALID_HANDLE: 0, or a value that no engine made;
 * - MIXMINUS_ERR_STALE_HANDLE: the object has been freed or has ended;
 * - MIXMINUS_ERR_FOREIGN_HANDLE: the handle belongs to another engine;
 * - MIXMINUS_ERR_WRONG_KIND: it names an object of another kind, such as a room instead of a participant.
 *
 * The parameters engine, participant, room, prompt, tap and recording of the functions below are the object that the
 * function works on. They are documented here, once.
 */

/// Size in bytes of a name or a text in a struct that the library fills in: up to 255 bytes and a NUL.
#define MIXMINUS_NAME_BYTES 256

/// An engine: rooms, participants and one clock. mixminus_engine_new makes it, mixminus_engine_free frees it.
typedef struct mixminus_engine mixminus_engine;

/// Handle of a participant: one call of the telephony host. 0: none.
typedef uint64_t mixminus_participant;

/// Handle of a room, from its first join to its last leave. 0: none.
typedef uint64_t mixminus_room;

/// A string of the host, such as a name: any bytes, compared byte by byte, without a NUL at the end.
typedef struct mixminus_text {
    /// The bytes; may be NULL if length is 0.
    const char *bytes;
    /// The number of bytes.
    size_t length;
} mixminus_text;

/// Handle of a prompt, from mixminus_prompt_new to mixminus_prompt_free. 0: none.
typedef uint64_t mixminus_prompt;

/// Number of one play, never reused within one engine. 0: none.
typedef uint64_t mixminus_play;

/// Handle of a tap, from mixminus_tap_new to mixminus_tap_free. 0: none.
typedef uint64_t mixminus_tap;

/// Handle of a recording, from mixminus_recording_start to mixminus_recording_stop. 0: none.
typedef uint64_t mixminus_recording;

/*
 * Engine configuration
 *
 * The configuration is fixed when an engine is made, so its memory and its cost per tick are known before the first
 * call comes in. Fill it with mixminus_engine_config_init, change fields, and pass it to mixminus_engine_new:
 *
 *     mixminus_engine_config config;
 *     mixminus_engine_config_init(&config, sizeof config);   // the defaults
 *     config.sample_rate_hz = 16000;
 *     config.max_participants = 5000;
 *     uint64_t bytes;
 *     mixminus_engine_memory_bytes(&config, &bytes);         // the most memory it can take
 *
 * Accounts cannot exhaust each other. The limits below (max_participants, max_rooms, the queues and so on) are what
 * ONE account may have at the same time. The engine itself holds more: twice as many commands, events, plays, taps and
 * recordings; twice as many bytes of prompts and of names; a quarter more rooms; a sixteenth more participants. An
 * account may take one more as long as it has fewer than are left free (rooms: fewer than four times as many;
 * participants: fewer than sixteen times as many). So one account alone can use its full limit, and whatever it does,
 * the next account still finds half as many of each, a fifth of max_rooms and a seventeenth of max_participants; the
 * account after that finds its part of the rest, and so on. When a call is refused, mixminus_last_error names the
 * limit, its value and the account. Quotas (mixminus_account_quota_set) set lower limits.
 */

/// The width of the mixer's arithmetic. Every level gives the same samples, bit for bit.
enum mixminus_simd
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// The level that the environment variable MIXMINUS_SIMD names (portable, sse2, avx2, avx512, neon), else the best
    /// that the machine supports.
    MIXMINUS_SIMD_AUTO = 0,
    /// Plain code for every machine.
    MIXMINUS_SIMD_PORTABLE = 1,
    /// x86-64, 128-bit.
    MIXMINUS_SIMD_SSE2 = 2,
    /// x86-64, 256-bit.
    MIXMINUS_SIMD_AVX2 = 3,
    /// x86-64, 512-bit (F and BW).
    MIXMINUS_SIMD_AVX512 = 4,
    /// AArch64, 128-bit.
    MIXMINUS_SIMD_NEON = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_simd mixminus_simd;
#else
typedef uint32_t mixminus_simd;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// The settings of an engine. mixminus_engine_config_init fills in the defaults.
typedef struct mixminus_engine_config {
    /// Set by mixminus_engine_config_init.
    uint32_t struct_size;
    /// Sample rate of participants and rooms that name none, Hz: 8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000;
    /// 22050 needs frames of 20 ms. Default 8000.
    uint32_t sample_rate_hz;
    /// Length of a frame, and so of a tick, ms: 10 or 20. Default 20.
    uint32_t frame_ms;
    /// Participants that an account may have at the same time, in or out of rooms: 1 to 1048575. One that was freed
    /// while in a room counts until the next tick. Default 1024.
    uint32_t max_participants;
    /// Rooms that an account may have at the same time: 1 to 1048575. One that has ended counts until the next tick.
    /// Default 256.
    uint32_t max_rooms;
    /// Participants that a room may hold unless its template says otherwise: 1 to 1024. Default 100.
    uint32_t room_capacity;
    /// Audio that a participant's in-ring collects before the first of it is mixed (jitter reserve), ms: 0 to 200.
    /// Default 20.
    uint32_t prefill_ms;
    /// The largest cap_ms that a join may ask for, ms: prefill_ms + 40 to 1000. It fixes the size of every ring.
    /// Default 100.
    uint32_t max_cap_ms;
    /// The most audio that the host may write to a participant between two ticks, in one write or several, ms: frame_ms
    /// to 1000. While the clock runs that much is always accepted, and is never cut as long as audio comes no faster
    /// than real time. It adds to the size of every ring. Default 60.
    uint32_t max_write_ms;
    /// Commands of an account that may wait for the next tick: 16 to 1048576. Default 4096.
    uint32_t command_queue;
    /// Events of an account that may wait to be polled: 16 to 1048576. Default 8192.
    uint32_t event_queue;
    /// Rooms that an account without a quota of its own may have at the same time; 0: max_rooms. Default 0.
    uint32_t account_rooms;
    /// Participants that an account without a quota of its own may have at the same time, in or out of rooms; 0:
    /// max_participants. Default 0.
    uint32_t account_participants;
    /// 1: ask the system to lock into RAM the memory that the engine takes for participants, their rings and rooms when
    /// it is made; memory_locked of mixminus_engine_stats says whether the system did. Queues, workers that are started
    /// later, the rings of taps, and what participants take later (the conversion to a room of another rate, what sends
    /// digits) are not locked. 0: do not ask. Default 0.
    uint32_t lock_memory;
    /// A MIXMINUS_SIMD_ constant. Default MIXMINUS_SIMD_AUTO.
    uint32_t simd;
    /// Delay added to the audio of a participant that joins with play_tones 0, so that a DTMF tone is recognised before
    /// its beginning is mixed, ms: 0 to 20. With 0, up to about 10 ms of a tone may pass. Default 10.
    uint32_t dtmf_look_ahead_ms;
    /// Time limit of a session, from mixminus_participant_new on, in seconds of the engine's clock, in or out of
    /// conferences: 1 to 31536000; 0: no limit. At the limit the session's conference ends with
    /// MIXMINUS_END_TIME_LIMIT, MIXMINUS_EVENT_SESSION_EXPIRED asks the host to hang up, and later requests of the
    /// session get MIXMINUS_ERR_SESSION_EXPIRED. Skipped ticks count. Default 7200.
    uint32_t session_limit_s;
    /// Signals of an account without a quota of its own that may be queued at the same time; 0: 64 for each of its
    /// participants. Default 0.
    uint32_t account_queued_signals;
    /// Plays that an account may have at the same time, playing or queued: prompts, join and leave sounds, loops. A
    /// leave sound counts from the join on. 16 to 1048576; 0: the default. Default 2048.
    uint32_t max_plays;
    /// Taps that an account may have at the same time, and tracks of recordings: 0 to 65536. A freed tap counts until
    /// the next tick. A track counts until its recording is stopped and no thread hangs in its file. All accounts
    /// together have at most 65536. Default 64.
    uint32_t max_taps;
    /// Bytes of prompts that an account without a quota of its own may have at the same time, counted as prompt_bytes
    /// of mixminus_account_quota; 0: max_prompt_bytes. Default 0.
    uint64_t account_prompt_bytes;
    /// Bytes of prompts that an account may have at the same time, counted as prompt_bytes of mixminus_account_quota,
    /// which cannot allow more: 1 to 2^40; 0: the default. The beeps of its recordings count too. Default 512 MiB.
    uint64_t max_prompt_bytes;
    /// Bytes of names that an account may have the engine keep at the same time: 1024 to 2^30; 0: the default. Counted
    /// are the names of signals that running conferences allow, that completed ones have allowed, and that are queued:
    /// each counts its length and 64 bytes; and templates: each counts the lengths of its environment and its
    /// conference id, and 320 bytes. Default 8 MiB.
    uint32_t max_name_bytes;
    /// Accounts that the engine knows at the same time: those that have any object, a template or a quota of their own:
    /// 1 to 1048575; 0: the default. Default 65536.
    uint32_t max_accounts;
    /// Participants that an account may have at the same time with lines of 8000 Hz, if that is not sample_rate_hz, of
    /// which max_participants may: 0 to 1048575, all rates together. Rooms may have each rate of which there are lines,
    /// too (sample_rate_hz of mixminus_room_template). The memory of a line is in proportion to its rate. Default 0.
    uint32_t lines_8000;
    /// The same at 12000 Hz.
    uint32_t lines_12000;
    /// The same at 16000 Hz.
    uint32_t lines_16000;
    /// The same at 22050 Hz.
    uint32_t lines_22050;
    /// The same at 24000 Hz.
    uint32_t lines_24000;
    /// The same at 32000 Hz.
    uint32_t lines_32000;
    /// The same at 44100 Hz.
    uint32_t lines_44100;
    /// The same at 48000 Hz.
    uint32_t lines_48000;
    /// Speech agents that an account may have at the same time, beside max_participants: 0 to 1048575, all rates together.
    /// An agent's line has a deep in-ring: it may write an answer at once, far faster than it is heard, and nothing of it
    /// is cut. Default 0.
    uint32_t agents;
    /// Sample rate of agents' lines, Hz: one of those above; 0: 24000. Default 24000.
    uint32_t agent_rate_hz;
    /// Audio of an agent that may wait to be heard, ms: 1000 to 60000; 0: 10000. 10000 takes 480 KB at 24000 Hz. Default
    /// 10000.
    uint32_t agent_queue_ms;
    /// Must be 0.
    uint32_t reserved;
} mixminus_engine_config;

/// Fills a configuration with the defaults.
///
/// config: the struct to fill.
/// size: sizeof *config.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_engine_config_init(mixminus_engine_config *config,
                                            size_t size);

/// Computes the most memory that an engine of this configuration can ever take, without making one: with 64 workers,
/// all prompts, the longest rings of all taps, all recordings, and names of the greatest length. mixminus_engine_new
/// takes only a part of it, and fails if that part is not available.
///
/// config: the configuration, borrowed for the call.
/// bytes: receives the number of bytes. Not included are the overhead of the allocator, the stacks of the engine's
/// threads (2 MiB each, of which little is used), what a call takes while it runs (such as a file that it reads), and
/// what the host's synthesizer takes.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field is out of its range) or
/// MIXMINUS_ERR_STRUCT_SIZE.
/// Thread: any.
mixminus_status mixminus_engine_memory_bytes(const mixminus_engine_config *config,
                                             uint64_t *bytes);

/*
 * Engine
 *
 * An engine holds rooms and participants and has one clock. It takes all of its memory when it is made. The clock is
 * driven either by the engine's own threads (mixminus_engine_start) or by the host, which calls mixminus_engine_tick
 * once per frame:
 *
 *     mixminus_engine_config config;
 *     mixminus_engine_config_init(&config, sizeof config);   // 8000 Hz, 20 ms, 1024 participants
 *     config.max_participants = 200;
 *     mixminus_engine *engine;
 *     if (mixminus_engine_new(&config, &engine) != MIXMINUS_OK) {
 *         return fail(mixminus_last_error());
 *     }
 *     while (running) {
 *         wait_for_the_next_20_ms();
 *         mixminus_engine_tick(engine, NULL);
 *     }
 *     mixminus_engine_free(engine);
 *
 * A host with an event loop need not keep a timer beside the engine's clock. While drivers tick, it sleeps on the tick
 * file descriptor and reads right after each tick:
 *
 *     int fd;
 *     mixminus_engine_tick_fd(engine, &fd);
 *     struct pollfd wait = { .fd = fd, .events = POLLIN };
 *     while (poll(&wait, 1, -1) > 0) {
 *         uint64_t ticks;                                    // since the last read: 1, or more if the loop was late
 *         if (read(fd, &ticks, sizeof ticks) == sizeof ticks) {
 *             for (; ticks > 0; ticks--) {
 *                 read_encode_and_send_a_frame_of_every_call();
 *             }
 *         }
 *     }
 */

/// Makes an engine. It takes all the memory that ticks, writes and reads will touch, except that of further workers,
/// which mixminus_engine_start takes. It starts no thread.
///
/// config: the configuration, borrowed for the call.
/// engine: receives the engine, which the host owns and frees with mixminus_engine_free; NULL if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_OUT_OF_MEMORY, MIXMINUS_ERR_UNSUPPORTED (the machine does not support that
/// SIMD level) or MIXMINUS_ERR_SYSTEM.
/// Thread: any.
mixminus_status mixminus_engine_new(const mixminus_engine_config *config,
                                    mixminus_engine **engine);

/// Frees an engine: stops and joins its threads, ends every session and frees all memory. Its handles and its file
/// descriptors (event, tick) are invalid afterwards. Calls that wait (mixminus_conference, mixminus_say, mixminus_say_text)
/// return first, with "engine stopped" as the reason; this call waits for them. Recordings are stopped as by
/// mixminus_recording_stop, all at the same time, within 5 seconds; a thread that still hangs in a file system call
/// then is abandoned.
///
/// No other call on this engine may run at the same time or later, except the calls that wait. Using an engine pointer
/// after it was freed is the one error that the library cannot detect.
///
/// engine: the engine to free. NULL is a no-op and returns MIXMINUS_OK.
/// Returns MIXMINUS_OK; MIXMINUS_ERR_FORKED in a fork of the engine's process, or MIXMINUS_ERR_BUSY if a callback of a
/// call that waits makes this call: then nothing is freed.
/// Thread: any, while no other thread is in a call on this engine other than one that waits.
mixminus_status mixminus_engine_free(mixminus_engine *engine);

/// Runs one tick of the host's clock: every room takes one frame from each participant and gives one frame to each.
/// Real-time: it allocates nothing and takes no lock. Its only system calls read the clock, wake helper threads and, if
/// the event or tick file descriptor is in use, make that readable. With helper threads (MIXMINUS_CLOCK_HOST) it shares the
/// rooms with them and waits for rooms that they have begun: give them a priority, and CPUs, that the ticker cannot
/// take from them.
///
/// tick: receives the number of the tick, from 1 on; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_WRONG_MODE (drivers tick this
/// engine) or MIXMINUS_ERR_BUSY (another thread is in a tick). Never sets mixminus_last_error.
/// Thread: the ticker.
mixminus_status mixminus_engine_tick(mixminus_engine *engine,
                                     uint64_t *tick);

/// Returns a file descriptor that becomes readable after each tick, when its frames can be read, for poll(2), select(2)
/// or epoll(7). The first call makes it, and it counts the ticks from then on; the ticking thread makes one system call
/// per tick for it. It works whether drivers or the host tick.
///
/// It is an eventfd(2), close-on-exec and nonblocking. read(2) of 8 bytes returns the number of ticks since the last
/// read, as a uint64_t, and makes it unreadable; with no tick since, it fails with EAGAIN. A host that is late finds the
/// ticks that it missed in one number, and reads that many frames per call. Ticks that a late driver skipped make no
/// frames and are not counted (MIXMINUS_EVENT_TICKS_SKIPPED). Two loops that both wait for ticks register it
/// edge-triggered (EPOLLET), and neither reads it. The host must not write to it or close it, and must not wait for it
/// when it frees the engine. It is also made readable once if the engine stops after a defect.
///
/// fd: receives the descriptor, which the engine owns and closes in mixminus_engine_free; -1 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_UNSUPPORTED (not on Linux) or
/// MIXMINUS_ERR_SYSTEM (the process has too many files open, or the system has; a later call may succeed).
/// Thread: any but the ticker.
mixminus_status mixminus_engine_tick_fd(mixminus_engine *engine,
                                        int32_t *fd);

/// Collects what ticks have finished with: it makes ended participants and rooms available again, and lets calls return
/// that wait for what a tick has ended. The control thread does this while drivers run. Without it, calls that find no
/// free slot, and calls that wait, do it themselves. So no host needs to make this call.
///
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL).
/// Thread: any but the ticker.
mixminus_status mixminus_engine_service(mixminus_engine *engine);

/// Returns the SIMD level that the engine uses.
///
/// simd: receives a MIXMINUS_SIMD_ constant, never MIXMINUS_SIMD_AUTO unless the call fails.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL).
/// Thread: any.
mixminus_status mixminus_engine_simd_level(mixminus_engine *engine, uint32_t *simd);

/*
 * Drivers
 *
 * Drivers are the engine's own threads. With the system's clock, they tick the engine on absolute deadlines of the
 * monotonic clock, and the host does not tick. With the host's clock, the host ticks and the drivers only share the
 * work of each tick. The host starts and stops drivers at will; sessions stay.
 *
 * All signals are blocked in the engine's threads. Their scheduling is what is documented here, whatever the
 * scheduling of the thread that starts them. The control thread and the recorder have SCHED_OTHER; so have drivers
 * with realtime_priority 0. Nice value and CPUs, where none are asked for, are those of the process when the library
 * was loaded.
 *
 *     mixminus_driver_config config;
 *     mixminus_driver_config_init(&config, sizeof config);
 *     config.realtime_priority = 20;
 *     mixminus_driver_report report;
 *     mixminus_driver_report_init(&report, sizeof report);
 *     mixminus_engine_start(engine, &config, &report);
 *     if (report.realtime_errno != 0) {
 *         warn("no real-time priority: %s", strerror(report.realtime_errno));
 *     }
 *     if (report.priorities_differ) {
 *         warn("the threads that share a tick have different priorities");
 *     }
 *     serve_calls();
 *     mixminus_engine_stop(engine);
 */

/// The most CPUs that a mixminus_driver_config may list.
#define MIXMINUS_MAX_CPUS 1024

/// Which clock paces the ticks while drivers run.
enum mixminus_clock
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// A driver ticks on absolute deadlines of the monotonic clock.
    MIXMINUS_CLOCK_SYSTEM = 0,
    /// The host calls mixminus_engine_tick; the drivers only share the rooms of each tick.
    MIXMINUS_CLOCK_HOST = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_clock mixminus_clock;
#else
typedef uint32_t mixminus_clock;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// How drivers are started. mixminus_driver_config_init fills in the defaults.
typedef struct mixminus_driver_config {
    /// Set by mixminus_driver_config_init.
    uint32_t struct_size;
    /// A MIXMINUS_CLOCK_ constant. Default MIXMINUS_CLOCK_SYSTEM.
    uint32_t clock;
    /// Threads that share each tick, the ticking one included: 1 to 64. Default 1.
    uint32_t workers;
    /// SCHED_FIFO priority to ask for, for the started threads: 1 to 99; 0: SCHED_OTHER. Default 0.
    uint32_t realtime_priority;
    /// CPU numbers to pin the started threads to, one after the other; borrowed for the call. NULL if cpu_count is 0.
    /// Default NULL.
    const uint32_t *cpus;
    /// Number of CPUs in cpus: 0 to MIXMINUS_MAX_CPUS. 0: any CPU of the process. Default 0.
    size_t cpu_count;
} mixminus_driver_config;

/// What the system granted when drivers were started.
typedef struct mixminus_driver_report {
    /// Set by mixminus_driver_report_init.
    uint32_t struct_size;
    /// Number of threads that were started.
    uint32_t threads;
    /// 0, or the system's error number for the first thread that was refused SCHED_FIFO.
    int32_t realtime_errno;
    /// 0, or the system's error number for the first thread that could not be pinned.
    int32_t affinity_errno;
    /// 1 if the threads that share a tick do not all have the same real-time priority, else 0. With MIXMINUS_CLOCK_HOST
    /// the priority of the thread that calls mixminus_engine_start stands for that of the ticker. If it is 1, a tick
    /// waits longer for helpers of lower priority.
    uint32_t priorities_differ;
    /// 1 if two of these threads are pinned to the same CPU, so that one waits for the other, else 0.
    uint32_t cpus_shared;
} mixminus_driver_report;

/// Fills a driver configuration with the defaults.
///
/// config: the struct to fill.
/// size: sizeof *config.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_driver_config_init(mixminus_driver_config *config,
                                            size_t size);

/// Prepares a report for mixminus_engine_start to fill in.
///
/// report: the struct to fill.
/// size: sizeof *report.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (report is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_driver_report_init(mixminus_driver_report *report,
                                            size_t size);

/// Starts the engine's threads. If the system refuses a thread real-time priority or pinning, that is not an error: the
/// thread runs, and the report says so.
///
/// config: how to start them, borrowed for the call.
/// report: receives what the system granted; unchanged if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or config is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_WRONG_MODE (drivers run already) or MIXMINUS_ERR_SYSTEM (the system could not
/// make a thread; none is left running).
/// Thread: any but the ticker once it ticks. With MIXMINUS_CLOCK_HOST, use a thread of the ticker's priority, so that
/// the report can say whether the helpers have it too.
mixminus_status mixminus_engine_start(mixminus_engine *engine,
                                      const mixminus_driver_config *config,
                                      mixminus_driver_report *report);

/// Stops and joins the engine's threads. Rooms, participants and their audio stay as they are. The host may then tick,
/// or start drivers again.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or MIXMINUS_ERR_WRONG_MODE (no drivers run).
/// Thread: any but the ticker.
mixminus_status mixminus_engine_stop(mixminus_engine *engine);

/*
 * Participants
 *
 * A participant is one call, from mixminus_participant_new to mixminus_participant_free: a session. It belongs to an
 * account and an environment, and is in at most one room at a time:
 *
 *     mixminus_participant_config config;
 *     mixminus_participant_config_init(&config, sizeof config);
 *     config.account = "acme";                                 // by default the account "default"
 *     config.account_len = 4;
 *     config.user = (uint64_t)(uintptr_t)call;                 // comes back with each event
 *     mixminus_participant caller;
 *     mixminus_participant_new(engine, &config, &caller);
 *     talk(engine, caller);                                    // join, write, read, leave, join ...
 *     mixminus_participant_free(engine, caller);               // the call has hung up
 *
 * Its settings (mute, deaf, gain, hold and how DTMF is treated) may be changed at any time while it is in a room. A
 * change takes effect at the next tick, with a ramp of 5 ms. Settings last until the next join, which brings its own.
 * They take no space in the command queue: if several calls change settings between two ticks, the last values count,
 * and one MIXMINUS_EVENT_CHANGED reports them.
 *
 * The sample rates at which the host writes and reads are no such settings: they are at first the rate of the line, and
 * last until they are changed. When a G.711 call is re-INVITEd to G.722, it stays in its room:
 *
 *     mixminus_participant_set_rates(engine, caller, 16000, 16000);
 */

/// The call that a participant stands for. mixminus_participant_config_init gives the defaults: the account "default"
/// and the environment "production".
typedef struct mixminus_participant_config {
    /// Set by mixminus_participant_config_init.
    uint32_t struct_size;
    /// Sample rate of its line in both directions, Hz: sample_rate_hz of the engine, or one of which its configuration has
    /// lines (lines_16000 and so on). Default 0: sample_rate_hz of the engine.
    uint32_t sample_rate_hz;
    /// The account that the call belongs to: account_len bytes, compared byte by byte, borrowed for the call. NULL with
    /// length 0, the default: the account "default".
    const char *account;
    /// Length of account, bytes: 1 to 255, or 0 with NULL.
    size_t account_len;
    /// The environment, such as "production" or "development": environment_len bytes, compared byte by byte, borrowed
    /// for the call. NULL with length 0, the default: the environment "production".
    const char *environment;
    /// Length of environment, bytes: 1 to 255, or 0 with NULL.
    size_t environment_len;
    /// Any value of the host. Every event of this participant carries it. Default 0.
    uint64_t user;
    /// 1: a speech agent, whose line is one of agents of mixminus_engine_config and has their sample rate. 0: a usual line.
    /// Default 0.
    uint32_t agent;
    /// Must be 0.
    uint32_t reserved;
} mixminus_participant_config;

/// The state of a participant.
typedef struct mixminus_participant_info {
    /// Set by mixminus_participant_info_init.
    uint32_t struct_size;
    /// 1: muted, its audio is not mixed. 0: its audio is mixed.
    uint32_t mute;
    /// 1: deaf, it does not hear the room. 0: its output is the room's mix.
    uint32_t deaf;
    /// Gain on its contribution, thousandths of a decibel.
    int32_t gain_mdb;
    /// The user value of its mixminus_participant_config.
    uint64_t user;
    /// The room that it is in, or 0.
    mixminus_room room;
    /// Why its last conference ended, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it is in a conference or never was
    /// in one.
    uint32_t last_end;
    /// 1: DTMF digits in its audio are reported as events. 0: they are not.
    uint32_t detect_dtmf;
    /// 1: the others hear its DTMF tones. 0: the tones are suppressed.
    uint32_t play_tones;
    /// 1: for digits that the host injects, the others get generated tones, if play_tones is 1. 0: they do not.
    uint32_t generate_dtmf;
    /// 1: on hold: not mixed and not hearing the room, whatever mute and deaf are. 0: not on hold.
    uint32_t hold;
    /// Sample rate of its line, Hz.
    uint32_t sample_rate_hz;
    /// Sample rate at which the host writes, Hz: see mixminus_participant_set_rates.
    uint32_t write_rate_hz;
    /// Sample rate at which the host reads, Hz.
    uint32_t read_rate_hz;
} mixminus_participant_info;

/// Fills a participant configuration with the defaults.
///
/// config: the struct to fill.
/// size: sizeof *config.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_participant_config_init(mixminus_participant_config *config,
                                                 size_t size);

/// Makes a participant. It is in no room.
///
/// config: the call, borrowed with its strings for the call.
/// participant: receives the handle, valid until mixminus_participant_free; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, a name is not 1 to 255 bytes long; NULL
/// with length 0 is the default, or the engine has no lines of sample_rate_hz, or no agents), MIXMINUS_ERR_STRUCT_SIZE,
/// MIXMINUS_ERR_TOO_MANY_PARTICIPANTS (max_participants; mixminus_last_error has the account's limit) or
/// MIXMINUS_ERR_QUOTA_EXCEEDED (of the account, or max_accounts of the engine).
/// Thread: any but the ticker.
mixminus_status mixminus_participant_new(mixminus_engine *engine,
                                         const mixminus_participant_config *config,
                                         mixminus_participant *participant);

/// Frees a participant: the call has hung up. If it is in a room, it leaves with MIXMINUS_END_HANG_UP. This works with
/// a full command queue and a stopped clock. The handle is stale from then on. Calls that other threads have begun with
/// it complete safely.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status (freed twice: stale).
/// Thread: any but the ticker.
mixminus_status mixminus_participant_free(mixminus_engine *engine,
                                          mixminus_participant participant);

/// Sets the sample rates at which the host writes the participant's audio and reads its output, each direction for
/// itself. At first both are the rate of its line. They may change as often as the codecs of the call do (re-INVITE), in a
/// room or in none.
///
/// All that a write or a read takes or returns is then in samples of its rate: counts, timestamps, losses, real and offset.
/// The line keeps its own rate, and with it what is detected, tapped and recorded, the events and the statistics. So the
/// participant says and hears no more than the lower of both rates carries: make it at the highest rate that the call may
/// come to.
///
/// Conversion takes place in the write or the read, which stays wait-free. It delays by 12 samples of the lower rate, less
/// one of the output: 1.44 ms from 8000 to 16000 Hz, 1.38 ms back. At the rate of the line there is no conversion, no delay,
/// and no sample changes. Any number of samples may be written or read at a time. At 22050 Hz that holds also in an engine
/// with frames of 10 ms, of which every other then has 221 samples, not 220.
///
/// What was written before the change is played; the next samples follow it. Each filter begins after silence: the first
/// samples fade in within the delay, and as much at the end of those before is not heard. The same holds where packets
/// were lost or come in another order, and where the line ran dry. A mark is reported when the line has played the samples
/// before it, which the filter still holds in part. After a change timestamps count from a new origin. In RTP they count
/// at the clock of the codec, which for G.722 is 8000 Hz and not its rate: the host doubles the difference. While a read is
/// converted, mix_id is 0.
///
/// The call may allocate: up to 64 KiB for the filter of a pair of rates, which all participants share, and less than 1 KiB
/// for the participant. The engine keeps both.
///
/// write_rate_hz: of samples that the host writes: 8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000; 0: as it is.
/// read_rate_hz: of samples that the host reads; 0: as it is.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or a rate is another), MIXMINUS_ERR_BUSY (another
/// thread is in a write or a read of the participant whose rate is to be set), MIXMINUS_ERR_OUT_OF_MEMORY or a handle status.
/// If it fails, nothing has changed.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_set_rates(mixminus_engine *engine,
                                               mixminus_participant participant,
                                               uint32_t write_rate_hz,
                                               uint32_t read_rate_hz);

/// Mutes or unmutes a participant. A muted participant still hears the room. It must be in a room.
///
/// mute: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or mute is neither 0 nor 1),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_set_mute(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              uint32_t mute);

/// Deafens a participant or ends that. A deaf participant does not hear the room, only what the host plays and sends to
/// it; the others still hear it. It must be in a room.
///
/// deaf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or deaf is neither 0 nor 1),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_set_deaf(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              uint32_t deaf);

/// Sets the gain on a participant's contribution. It must be in a room.
///
/// gain_mdb: thousandths of a decibel, -60000 to 24000. At 0 the audio passes bit for bit.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or the gain is out of its range),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_set_gain(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              int32_t gain_mdb);

/// Prepares a struct for mixminus_participant_get_info to fill in.
///
/// info: the struct to fill.
/// size: sizeof *info.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_participant_info_init(mixminus_participant_info *info,
                                               size_t size);

/// Returns the state of a participant as control calls have set it. Events report when a tick has applied it.
///
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_get_info(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              mixminus_participant_info *info);

/*
 * Prompts
 *
 * A prompt is audio that the host gives to the engine once, at any sample rate, and plays as often as it likes: to a
 * participant, to rooms, when a participant joins or leaves, or while one is on hold. It is resampled when it is made,
 * so that playing it costs a tick no more than another speaker. Make it from samples:
 *
 *     mixminus_prompt_config config;
 *     mixminus_prompt_config_init(&config, sizeof config);
 *     config.account = "acme";                                 // by default the account "default"
 *     config.account_len = 4;
 *     config.samples = samples;
 *     config.count = count;
 *     config.sample_rate_hz = 44100;
 *     mixminus_prompt welcome;
 *     mixminus_prompt_new(engine, &config, &welcome);
 *     mixminus_participant_say(engine, caller, welcome, NULL, NULL);
 *     mixminus_prompt_free(engine, welcome);                           // a play continues to its end
 *
 * or from a WAV file, or from the contents of one:
 *
 *     mixminus_prompt_new_file(engine, "acme", 4, "welcome.wav", 11, &welcome);
 *     mixminus_prompt_new_wav(engine, "acme", 4, bytes, sizeof bytes, &goodbye);
 *
 * Every call that plays audio takes a mixminus_sound: MIXMINUS_SOUND_NONE, MIXMINUS_SOUND_BEEP, or the handle of a
 * prompt.
 */

/// A mixminus_sound: silence.
#define MIXMINUS_SOUND_NONE 0

/// A mixminus_sound: the built-in beep, two short tones of -20 dBm0, 160 ms in all. The second is higher; for a leave
/// it is lower.
#define MIXMINUS_SOUND_BEEP 1

/// Flag of mixminus_prompt_info: the WAV data gave no length (as when a program writes into a pipe) or a length beyond
/// its end. The prompt ends where the data end.
#define MIXMINUS_PROMPT_READ_TO_END 1

/// The samples of a prompt. mixminus_prompt_config_init fills in the defaults.
typedef struct mixminus_prompt_config {
    /// Set by mixminus_prompt_config_init.
    uint32_t struct_size;
    /// Sample rate, Hz: 1000 to 192000. At this rate the samples play unchanged, bit for bit. Default 8000.
    uint32_t sample_rate_hz;
    /// The account whose quota of prompt bytes the prompt counts against: account_len bytes, borrowed for the call. Any
    /// participant may hear it. NULL with length 0, the default: the account "default".
    const char *account;
    /// Length of account, bytes: 1 to 255, or 0 with NULL.
    size_t account_len;
    /// count samples, mono, signed 16-bit linear, borrowed for the call.
    const int16_t *samples;
    /// Number of samples: 1 to an hour's.
    size_t count;
} mixminus_prompt_config;

/// Facts about a prompt.
typedef struct mixminus_prompt_info {
    /// Set by mixminus_prompt_info_init.
    uint32_t struct_size;
    /// MIXMINUS_PROMPT_READ_TO_END, or 0.
    uint32_t flags;
    /// Its length in samples at sample_rate_hz of the engine.
    uint64_t samples;
    /// Its length in milliseconds, rounded up.
    uint64_t duration_ms;
} mixminus_prompt_info;

/// What to play: MIXMINUS_SOUND_NONE, MIXMINUS_SOUND_BEEP, or a mixminus_prompt.
typedef uint64_t mixminus_sound;

/// Makes a prompt configuration of 8000 Hz without samples, to be filled in.
///
/// config: the struct to fill.
/// size: sizeof *config.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_prompt_config_init(mixminus_prompt_config *config,
                                            size_t size);

/// Makes a prompt: copies the samples, resampled to each rate of the engine. It takes about 10 ms for each second of
/// audio and rate.
///
/// Played more than once, a prompt is a loop without a seam: its samples are resampled as one period of an endless
/// sound, whose pitch is that of the samples within 0.013 %. Played once, it begins and ends in silence.
///
/// config: the samples, borrowed for the call with its account and samples.
/// prompt: receives the handle, valid until mixminus_prompt_free; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL or misaligned, or a field is out of its
/// range), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_QUOTA_EXCEEDED (the account's quota of prompt bytes, its
/// max_prompt_bytes, or its share of the 262142 prompts of an engine, which is up to 131071 and no more than are left
/// free; or max_accounts of the engine) or MIXMINUS_ERR_OUT_OF_MEMORY.
/// Thread: any but the ticker.
mixminus_status mixminus_prompt_new(mixminus_engine *engine,
                                    const mixminus_prompt_config *config,
                                    mixminus_prompt *prompt);

/// Makes a prompt from WAV data. It reads RIFF, RF64, BW64 and Wave64, also WAVE_FORMAT_EXTENSIBLE, with integers of 8
/// to 32 or 64 bits (also 12 or 20 bits in the upper bits of more), floats of 32 or 64 bits, A-law or mu-law; up to 256
/// channels, 1000 to 192000 Hz, at most an hour and 1 GiB of samples. Channels are averaged, more than 16 bits are
/// rounded, floats beyond full scale are clipped. A length of 0, or beyond the end of the data, means up to the end:
/// mixminus_prompt_get_info reports that. Otherwise like mixminus_prompt_new.
///
/// The format and the quota are checked from the header, before a sample is read.
///
/// account, account_len: as in mixminus_prompt_config.
/// wav, wav_len: the bytes of a WAV file, borrowed for the call.
/// prompt: receives the handle; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or mixminus_last_error says what is wrong
/// with the data: not a WAV file, damaged, no samples, unsupported rate, too long), MIXMINUS_ERR_UNSUPPORTED
/// (mixminus_last_error names the format, such as ADPCM, MP3 or FLAC, and how to convert it; or the library was built
/// without recordings and reads no WAV data), MIXMINUS_ERR_QUOTA_EXCEEDED or MIXMINUS_ERR_OUT_OF_MEMORY.
/// Thread: any but the ticker.
mixminus_status mixminus_prompt_new_wav(mixminus_engine *engine,
                                        const char *account,
                                        size_t account_len,
                                        const uint8_t *wav,
                                        size_t wav_len,
                                        mixminus_prompt *prompt);

/// Makes a prompt from a WAV file. The file is read before the call returns and is not needed later.
///
/// account, account_len: as in mixminus_prompt_config.
/// path, path_len: the file's path, 1 to 4095 bytes, borrowed for the call.
/// prompt: receives the handle; 0 if the call fails.
/// Returns the statuses of mixminus_prompt_new_wav; MIXMINUS_ERR_SYSTEM if the file cannot be read;
/// MIXMINUS_ERR_INVALID_ARGUMENT if it is a pipe, a socket or a device, which may never end.
/// Thread: any but the ticker. Waits for the disk.
mixminus_status mixminus_prompt_new_file(mixminus_engine *engine,
                                         const char *account,
                                         size_t account_len,
                                         const char *path,
                                         size_t path_len,
                                         mixminus_prompt *prompt);

/// Frees a prompt: it cannot be played any more. What already plays or is queued of it continues to its end; until then
/// its bytes count against the quota.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status (freed twice: stale).
/// Thread: any but the ticker.
mixminus_status mixminus_prompt_free(mixminus_engine *engine,
                                     mixminus_prompt prompt);

/// Prepares a struct for mixminus_prompt_get_info to fill in.
///
/// info: the struct to fill.
/// size: sizeof *info.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_prompt_info_init(mixminus_prompt_info *info,
                                          size_t size);

/// Returns the length of a prompt.
///
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_prompt_get_info(mixminus_engine *engine,
                                         mixminus_prompt prompt,
                                         mixminus_prompt_info *info);

/*
 * Playing prompts
 *
 * A prompt plays to one participant, on top of the room's audio or outside any room, or it plays to whole rooms as one
 * more voice. Each participant and each room has a queue of up to 16 plays, which play one after the other.
 * MIXMINUS_EVENT_PLAY_ENDED reports the end of each. These calls return at once; mixminus_say waits for the end.
 *
 *     mixminus_say_options options;
 *     mixminus_say_options_init(&options, sizeof options);
 *     options.times = 0;                                               // repeat until stopped
 *     options.gain_mdb = -6000;
 *     mixminus_play music;
 *     mixminus_participant_say(engine, caller, prompt, &options, &music);
 *     mixminus_play_stop(engine, music);
 *     mixminus_participant_set_hold(engine, caller, 1, prompt);        // hears only the hold music
 *     mixminus_room_set_alone_loop(engine, room, prompt);              // while a participant is alone
 */

/// The most plays that may be queued for one participant, and for one room.
#define MIXMINUS_MAX_QUEUED_PLAYS 16

/// The most rooms that one mixminus_rooms_say plays to.
#define MIXMINUS_MAX_ROOMS_PER_SAY 1024

/// How a prompt is played. mixminus_say_options_init fills in the defaults.
typedef struct mixminus_say_options {
    /// Set by mixminus_say_options_init.
    uint32_t struct_size;
    /// Number of repetitions, without a seam whatever the rate of the prompt: 1 to 1000000; 0: repeat until stopped.
    /// Default 1.
    uint32_t times;
    /// Gain on the prompt: -60000 to 24000 thousandths of a decibel. Default 0.
    int32_t gain_mdb;
    /// 1: first stop everything that plays there or is queued. 0: play after what is queued. Default 0.
    uint32_t interrupt;
} mixminus_say_options;

/// Fills say options with the defaults: once, as it is, after what waits.
///
/// options: the struct to fill.
/// size: sizeof *options.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (options is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_say_options_init(mixminus_say_options *options,
                                          size_t size);

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
mixminus_status mixminus_participant_say(mixminus_engine *engine,
                                         mixminus_participant participant,
                                         mixminus_sound sound,
                                         const mixminus_say_options *options,
                                         mixminus_play *play);

/// Stops everything that plays, or is queued to play, to a participant. What plays fades out within 5 ms of the next
/// tick. If nothing plays, that is not an error.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_say_stop(mixminus_engine *engine,
                                              mixminus_participant participant);

/// Stops one play, to a participant or to a room. If it is audible, it fades out within 5 ms of the next tick.
///
/// play: the number that mixminus_participant_say, mixminus_participant_say_text or mixminus_rooms_say returned.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_STALE_HANDLE (the play has ended),
/// MIXMINUS_ERR_INVALID_HANDLE (no play ever had that number) or MIXMINUS_ERR_QUEUE_FULL.
/// Thread: any but the ticker.
mixminus_status mixminus_play_stop(mixminus_engine *engine,
                                   mixminus_play play);

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
mixminus_status mixminus_rooms_say(mixminus_engine *engine,
                                   const mixminus_room *rooms,
                                   size_t count,
                                   mixminus_sound sound,
                                   const mixminus_say_options *options,
                                   mixminus_play *plays);

/// Stops everything that mixminus_rooms_say plays, or has queued, in a room. What plays fades out within 5 ms of the
/// next tick. If nothing plays, that is not an error.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_room_say_stop(mixminus_engine *engine,
                                       mixminus_room room);

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
mixminus_status mixminus_participant_set_hold(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              uint32_t hold,
                                              mixminus_sound sound);

/// Sets the sound that a participant hears while it is alone in a room, in a loop from its beginning. When another
/// joins, it fades out within 5 ms; it starts again when a participant is alone again. It replaces what was set before,
/// by the room's template too.
///
/// sound: the sound; MIXMINUS_SOUND_NONE for silence.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (of commands, or
/// max_plays) or a handle status, also for the prompt.
/// Thread: any but the ticker.
mixminus_status mixminus_room_set_alone_loop(mixminus_engine *engine,
                                             mixminus_room room,
                                             mixminus_sound sound);

/*
 * Speech synthesis
 *
 * The host may give an engine a function that turns text into samples (text to speech), and then play texts:
 *
 *     static int32_t speak(void *user, const char *text, size_t text_len, const char *voice, size_t voice_len,
 *                          mixminus_speech *speech)
 *     {
 *         my_tts *tts = user;
 *         while (my_tts_next(tts, text, text_len)) {
 *             mixminus_speech_add(speech, tts->samples, tts->count, 22050);
 *         }
 *         return MIXMINUS_OK;
 *     }
 *
 *     mixminus_engine_set_synthesizer(engine, speak, tts);
 *     mixminus_participant_say_text(engine, caller, "Good morning.", 13, NULL, 0, NULL, NULL);
 */

/// The speech that a mixminus_synthesizer is making. It adds samples by mixminus_speech_add or mixminus_speech_add_wav.
typedef struct mixminus_speech mixminus_speech;

/// A function of the host that speaks a text: it adds samples to speech and returns 0. If it returns another status,
/// mixminus_participant_say_text returns that. user: the value given with the function. text, voice: text_len and
/// voice_len bytes, valid while the function runs; voice_len is 0 for the default voice. It is called on the threads
/// that say texts, on several at the same time, never during a tick.
typedef int32_t (*mixminus_synthesizer)(void *user,
                                        const char *text,
                                        size_t text_len,
                                        const char *voice,
                                        size_t voice_len,
                                        mixminus_speech *speech);

/// Sets or removes the function that turns text into speech. A call that is inside the previous function continues: the
/// host keeps that function and its user value valid until all calls of mixminus_participant_say_text and
/// mixminus_say_text that began before have returned.
///
/// synthesizer: the function, which must be callable on any thread and on several at the same time, and must not throw.
/// It may call the engine. NULL: none.
/// user: passed to it unchanged.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL).
/// Thread: any but the ticker.
mixminus_status mixminus_engine_set_synthesizer(mixminus_engine *engine,
                                                mixminus_synthesizer synthesizer,
                                                void *user);

/// Adds samples to a speech. Only from inside a mixminus_synthesizer, with the speech that it was given.
///
/// samples, count: mono, signed 16-bit linear; copied.
/// sample_rate_hz: 1000 to 192000, the same in each call for one speech.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL or misaligned, the rate is out of its range or
/// differs from the previous call, or the speech exceeds an hour), MIXMINUS_ERR_QUOTA_EXCEEDED (the speech exceeds the
/// prompt bytes that the account has left) or MIXMINUS_ERR_OUT_OF_MEMORY. If the call fails, nothing is added.
/// Thread: that of the synthesizer.
mixminus_status mixminus_speech_add(mixminus_speech *speech,
                                    const int16_t *samples,
                                    size_t count,
                                    uint32_t sample_rate_hz);

/// Adds the contents of a WAV file to a speech, for synthesizers that produce WAV. Only from inside a
/// mixminus_synthesizer, with the speech that it was given.
///
/// wav, wav_len: the bytes of a WAV file, as for mixminus_prompt_new_wav; borrowed for the call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, mixminus_last_error says what is wrong with
/// the data, the rate differs from the previous call, or the speech exceeds an hour), MIXMINUS_ERR_UNSUPPORTED,
/// MIXMINUS_ERR_QUOTA_EXCEEDED or MIXMINUS_ERR_OUT_OF_MEMORY. If the call fails, nothing is added.
/// Thread: that of the synthesizer.
mixminus_status mixminus_speech_add_wav(mixminus_speech *speech,
                                        const uint8_t *wav,
                                        size_t wav_len);

/// Speaks a text to a participant: runs the engine's synthesizer before the call returns, and plays the result as
/// mixminus_participant_say does. The speech counts against the prompt bytes of the participant's account until it has
/// been played.
///
/// text, text_len: up to 65536 bytes of UTF-8; borrowed for the call.
/// voice, voice_len: up to 65536 bytes of UTF-8, passed to the synthesizer; NULL and 0 for the default voice.
/// options, play: as for mixminus_participant_say.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, a text is too long or not UTF-8, a field is
/// out of its range, or the speech has no samples or an unsupported rate), MIXMINUS_ERR_STRUCT_SIZE,
/// MIXMINUS_ERR_UNSUPPORTED (no synthesizer is set), the status that the synthesizer returned,
/// MIXMINUS_ERR_QUOTA_EXCEEDED, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_say_text(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              const char *text,
                                              size_t text_len,
                                              const char *voice,
                                              size_t voice_len,
                                              const mixminus_say_options *options,
                                              mixminus_play *play);

/*
 * Join, leave, move
 *
 * A room is identified by account, environment and conference id. The first participant to join makes the room, the
 * last to leave ends it. Everyone in it hears the sum of all the others and never itself.
 *
 *     mixminus_join_options options;
 *     mixminus_join_options_init(&options, sizeof options);
 *     options.conference_id = "1337";
 *     options.conference_id_len = 4;
 *     options.talk_events = 1;
 *     mixminus_room room;
 *     mixminus_participant_join(engine, caller, &options, &room);
 *     talk(engine, caller);
 *     mixminus_participant_leave(engine, caller);
 */

/// In prefill_ms or cap_ms of mixminus_join_options: use the default.
#define MIXMINUS_DEFAULT_MS 4294967295

/// How a participant joins. mixminus_join_options_init fills in the defaults.
typedef struct mixminus_join_options {
    /// Set by mixminus_join_options_init.
    uint32_t struct_size;
    /// 1: muted, its audio is not mixed; it still hears the room. 0: its audio is mixed. Default 0.
    uint32_t mute;
    /// 1: deaf, it does not hear the room, only what the host plays and sends to it; the others still hear it. 0: its
    /// output is the room's mix. Default 0.
    uint32_t deaf;
    /// Gain on its contribution: -60000 to 24000 thousandths of a decibel. Default 0.
    int32_t gain_mdb;
    /// Audio that its in-ring collects before the first of it is mixed, ms: 0 to 200. Default MIXMINUS_DEFAULT_MS: the
    /// engine's prefill_ms.
    uint32_t prefill_ms;
    /// The most audio that its in-ring may hold in reserve before the oldest is cut, ms: the prefill, or
    /// adaptive_max_ms if that is more, to the engine's max_cap_ms. What one write brings beyond a frame is counted
    /// apart. Default MIXMINUS_DEFAULT_MS: 40 ms more than these.
    uint32_t cap_ms;
    /// 1: starts and ends of its talkspurts are reported as events. 0: they are not. Default 0. A talkspurt begins with
    /// a frame of at least -40 dBFS mean square (without a DC offset of the line) and ends after 400 ms below that.
    uint32_t talk_events;
    /// 1: DTMF digits in its audio are reported as events, muted or not. 0: they are not. Digits that the host injects
    /// are always reported. Default 1.
    uint32_t detect_dtmf;
    /// 1: the others hear its DTMF tones. 0: the tones are suppressed; for that its audio is delayed by the engine's
    /// dtmf_look_ahead_ms for the whole join. Default 0.
    uint32_t play_tones;
    /// 1: for digits that the host injects, the others get generated tones, if play_tones is 1. 0: they do not. Default
    /// 1.
    uint32_t generate_dtmf;
    /// The DTMF digit that makes it leave the room at the onset of the press, in its audio or injected, muted or not,
    /// also if detect_dtmf is 0: an ASCII character, one of 0-9 * # A-D. 0: none. A press that began before the join,
    /// or a tone with which its audio begins, does not count. Default 0.
    uint32_t terminator;
    /// After any digit other than the terminator, further digits do not count until this time has passed since that
    /// digit's onset, ms: 0 to 3600000. Digits within it do not extend it. Without a terminator it has no effect.
    /// Default 0.
    uint32_t interdigit_timeout_ms;
    /// The room's id in the participant's account and environment: conference_id_len bytes, borrowed for the call.
    const char *conference_id;
    /// Length of conference_id, bytes: 1 to 255.
    size_t conference_id_len;
    /// The signals that may interrupt the conference: an array of allow_signals_len names, compared byte by byte; the
    /// name "*" allows any, an empty name is ignored. NULL: any. The array and its strings are borrowed for the call.
    /// Default NULL.
    const mixminus_text *allow_signals;
    /// Number of names: 0 to 64. If allow_signals is not NULL, 0 allows none: no signal can interrupt. The names count
    /// against max_name_bytes of the account until the participant is freed, or has been in a conference that allowed
    /// any. Default 0.
    size_t allow_signals_len;
    /// Sound played to everyone in the room when it joins, itself included, muted or not. While a join sound plays, and
    /// within one second of its beginning, no other join sound begins in the room. Default MIXMINUS_SOUND_NONE.
    mixminus_sound join_prompt;
    /// Sound played to those who stay, from the tick after it leaves, whatever the reason. Leave sounds are merged in
    /// the same way, separately from join sounds. Default MIXMINUS_SOUND_NONE.
    mixminus_sound leave_prompt;
    /// The most reserve of a jitter buffer whose target adapts to the arrivals of packets, ms: 1 to the engine's max_cap_ms.
    /// Writes must give timestamps (mixminus_write_info); until the first one does, the target is the prefill. 0: the target
    /// is always the prefill. Default 0. The buffer goes to its target at once in a pause of the speech and where packets
    /// are missing, and by single pitch periods, at most 15 ms each, in speech.
    uint32_t adaptive_max_ms;
    /// The least reserve of such a jitter buffer, ms: 0 to adaptive_max_ms. Default 0.
    uint32_t adaptive_min_ms;
} mixminus_join_options;

/// Fills join options with the defaults: neither muted nor deaf, 0 dB, no talk events, DTMF reported and suppressed, no
/// terminator, any signal may interrupt, no conference id.
///
/// options: the struct to fill.
/// size: sizeof *options.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (options is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_join_options_init(mixminus_join_options *options,
                                           size_t size);

/// Joins a room, and makes it if no room has that id. Does not wait: the participant is in the mix from the next tick
/// on, which MIXMINUS_EVENT_JOINED reports.
///
/// options: how to join, borrowed for the call with its strings.
/// room: receives the room; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or options is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_ALREADY_IN_ROOM, MIXMINUS_ERR_BUSY (its mixminus_conference is about to
/// return), MIXMINUS_ERR_ROOM_FULL, MIXMINUS_ERR_ROOM_LOCKED, MIXMINUS_ERR_TOO_MANY_ROOMS, MIXMINUS_ERR_QUOTA_EXCEEDED
/// (rooms of the account, or its max_name_bytes), MIXMINUS_ERR_QUEUE_FULL (of commands, or max_plays),
/// MIXMINUS_ERR_SESSION_EXPIRED, MIXMINUS_ERR_HUNG_UP or a handle status, also for a prompt.
/// MIXMINUS_ERR_INTERRUPTED: a queued signal ended the conference before it began; mixminus_participant_conference_end
/// says which.
/// A join that fails does not disturb anyone in the room.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_join(mixminus_engine *engine,
                                          mixminus_participant participant,
                                          const mixminus_join_options *options,
                                          mixminus_room *room);

/// Leaves the room, with MIXMINUS_END_REMOVED. The session continues and may join again. Does not wait, and works with
/// a full command queue and a stopped clock. Audio that is not yet mixed or read is dropped.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_leave(mixminus_engine *engine,
                                           mixminus_participant participant);

/// Moves a participant to another room of the same account and environment, and makes that room if there is none: in
/// one step between two ticks, with its settings and without a pause. If the call fails, it stays where it is.
///
/// conference_id, conference_id_len: the other room's id, 1 to 255 bytes, borrowed for the call.
/// room: receives the other room; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or conference_id is NULL, or the length is out of its
/// range), MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_ALREADY_IN_ROOM (it is in that room), MIXMINUS_ERR_ROOM_FULL,
/// MIXMINUS_ERR_ROOM_LOCKED, MIXMINUS_ERR_TOO_MANY_ROOMS, MIXMINUS_ERR_QUOTA_EXCEEDED, MIXMINUS_ERR_QUEUE_FULL or a
/// handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_move(mixminus_engine *engine,
                                          mixminus_participant participant,
                                          const char *conference_id,
                                          size_t conference_id_len,
                                          mixminus_room *room);

/*
 * Audio: write and read
 *
 * For each call, one thread writes the audio that the line has received (what the caller says), and one thread reads
 * the audio to send to it (what the caller hears: the participant's output). They may be the same thread. Any number
 * of samples at a time works; a frame is the natural one:
 *
 *     int16_t frame[160];                                      // 20 ms at 8000 Hz, the rate of this participant's line
 *     while (decode_next_packet(call, frame)) {
 *         mixminus_participant_write(engine, caller, frame, 160, NULL);
 *         mixminus_participant_read(engine, caller, frame, 160, NULL);
 *         encode_and_send(call, frame);
 *     }
 *
 * Samples are signed 16-bit, linear, mono, in the machine's byte order, at the rate of the participant's line
 * (sample_rate_hz of mixminus_participant_config), or at those that mixminus_participant_set_rates has set. The four
 * calls are wait-free: they never lock, allocate, make a system call or use thread-local storage. A host that has
 * packets with timestamps and losses uses mixminus_participant_write_ex. A host that wants to encode once what many
 * participants hear alike uses mixminus_participant_read_ex.
 *
 * A session lasts two hours unless the engine's session_limit_s says otherwise. Then MIXMINUS_EVENT_SESSION_EXPIRED
 * asks the host to hang up. A host that does not poll events sees it too: write_ex returns
 * MIXMINUS_ERR_SESSION_EXPIRED, and read_ex sets MIXMINUS_READ_SESSION_EXPIRED. mixminus_participant_write and
 * mixminus_participant_read cannot report it: they continue to return MIXMINUS_OK, and what is read is silence and
 * what the host plays to the participant.
 */

/// In mixminus_read_info.flags: the participant is in no room.
#define MIXMINUS_READ_NOT_IN_ROOM 1

/// In mixminus_read_info.flags: frames were skipped because they were older than the cap, or because more were waiting
/// than the reads need: in a pause, or later where a frame resembles the next.
#define MIXMINUS_READ_SKIPPED 2

/// In mixminus_read_info.flags: fewer samples were available than asked for; the rest is made up, or silence.
#define MIXMINUS_READ_UNDERRUN 4

/// In mixminus_read_info.flags: the sum of a frame exceeded 16 bits and was limited.
#define MIXMINUS_READ_OVERLOAD 8

/// In mixminus_read_info.flags: the session has reached its time limit (session_limit_s) and cannot join a room again.
#define MIXMINUS_READ_SESSION_EXPIRED 16

/// In mixminus_read_info.mix_id: silence, because the participant is deaf.
#define MIXMINUS_MIX_SILENCE 1

/// What the host knows about the samples that it writes. mixminus_write_info_init: nothing.
typedef struct mixminus_write_info {
    /// Set by mixminus_write_info_init.
    uint32_t struct_size;
    /// Number of samples lost in the network just before the first one, or more that the host knows only by number.
    /// What is missing when its time comes is filled. Nothing is filled before the first write of a join. Default 0.
    uint32_t lost;
    /// Media timestamp of the first sample, if has_timestamp is 1: in samples, from any origin, extended to 64 bits. For
    /// G.722 that is twice what RTP counts: its clock there is 8000 Hz, its samples come at 16000 Hz.
    /// Samples go where they belong as long as their time has not been played: packets may come in any order, and
    /// twice. A step forward is a loss or a pause of the sender, and the delay stays the same: what is missing is
    /// filled, but no more than the tick has not already filled when the in-ring ran dry, and no more than the cap
    /// allows. A step of more than a second in either direction, or 200 ms in a row that came too late, is a new origin:
    /// nothing is filled or dropped. Default 0.
    uint64_t timestamp;
    /// 1: timestamp is valid. 0: the samples follow those of the last write. Default 0.
    uint32_t has_timestamp;
    /// 1: the sender has paused before these samples (the marker bit of RTP), so what is missing before them was never
    /// sent. 0: it is unknown, or lost. Default 0.
    uint32_t starts_talkspurt;
} mixminus_write_info;

/// What the engine knows about the samples that were read.
typedef struct mixminus_read_info {
    /// Set by mixminus_read_info_init.
    uint32_t struct_size;
    /// MIXMINUS_READ_ flags.
    uint32_t flags;
    /// Number of samples, from the first, that come from the room; the rest is made up, or silence.
    uint64_t real;
    /// Number of the tick that made the first real sample; 0 if none is real.
    uint64_t tick;
    /// Not 0: the samples are a common mix. Reads with the same mix_id, tick, offset and length return the same
    /// samples, so a host may encode them once. 0: the participant's own mix, frames of several mixes, or frames after
    /// a gap, which begin with a ramp.
    uint64_t mix_id;
    /// Position of the first real sample in the frame of its tick, in samples.
    uint32_t offset;
    /// 0.
    uint32_t reserved;
} mixminus_read_info;

/// Writes audio that the line has received. Between two ticks the host may write up to the engine's max_write_ms, and
/// all of it is accepted; there is less room only if the clock has stopped or the host floods. Audio that is written
/// while the participant is in no room is accepted, counted and discarded.
///
/// samples: count samples, borrowed for the call; NULL only if count is 0.
/// taken: receives how many samples were accepted, from the first; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or samples is NULL, samples is at an odd address, or
/// count is more than half the address space), MIXMINUS_ERR_BUSY (another thread is writing for this participant) or a
/// handle status. Never sets mixminus_last_error.
/// Thread: one writer per participant. Wait-free.
mixminus_status mixminus_participant_write(mixminus_engine *engine,
                                           mixminus_participant participant,
                                           const int16_t *samples,
                                           size_t count,
                                           size_t *taken);

/// Prepares a struct for mixminus_participant_write_ex: nothing lost, no timestamp. Never sets mixminus_last_error.
///
/// info: the struct to fill.
/// size: sizeof *info.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any. Wait-free.
mixminus_status mixminus_write_info_init(mixminus_write_info *info,
                                         size_t size);

/// Writes audio as mixminus_participant_write does, with what the host knows about it. Where samples are missing, the
/// last sample before the gap decays within 2 ms, and the first samples after it begin with a ramp of 5 ms.
///
/// samples, count, taken: as for mixminus_participant_write; taken includes all samples that the timestamp makes late.
/// info: borrowed for the call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (as for mixminus_participant_write; info is NULL; has_timestamp
/// or starts_talkspurt is neither 0 nor 1), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_BUSY (another thread is writing for
/// this participant), MIXMINUS_ERR_SESSION_EXPIRED (the session has reached its time limit: nothing is accepted) or a
/// handle status. Never sets mixminus_last_error.
/// Thread: one writer per participant. Wait-free.
mixminus_status mixminus_participant_write_ex(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              const int16_t *samples,
                                              size_t count,
                                              const mixminus_write_info *info,
                                              size_t *taken);

/// Drops all that was written for the participant and has not been heard yet: what an agent still had to say when it
/// was interrupted. The frame of the next tick fades out within 5 ms; then there is silence, until more was written and
/// the prefill was gathered. In no room there is nothing to drop.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_BUSY (another thread is writing for
/// this participant) or a handle status. Never sets mixminus_last_error.
/// Thread: one writer per participant. Wait-free.
mixminus_status mixminus_participant_flush(mixminus_engine *engine,
                                           mixminus_participant participant);

/// Marks the place after the last sample that was written for the participant. MIXMINUS_EVENT_MARK_HEARD with this value
/// tells in which tick all before the mark had been heard, MIXMINUS_EVENT_MARK_FLUSHED that it will not be. Each mark
/// gets one of them, but for one that is made while the participant's join ends.
///
/// value: what the event carries.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_NOT_IN_ROOM,
/// MIXMINUS_ERR_QUEUE_FULL (32 marks or more wait), MIXMINUS_ERR_BUSY (another thread is writing for this participant)
/// or a handle status. Never sets mixminus_last_error.
/// Thread: one writer per participant. Wait-free.
mixminus_status mixminus_participant_mark(mixminus_engine *engine,
                                          mixminus_participant participant,
                                          int64_t value);

/// Reads the participant's output. The buffer is always filled: with the room's mix as far as it is available, then
/// with the last frame once more, which falls silent within another, so that a host whose clock is a little faster than
/// the engine's plays no hole. Elsewhere the last sample decays within 2 ms, and silence follows: in no room, after
/// skipped frames, and for a host that reads repeatedly until nothing is left, which should use the real samples only.
/// After silence the mix begins with a ramp of 5 ms, but not for such a host; after frames that were skipped or dropped
/// it always does. If the call fails the buffer is all silence, except after MIXMINUS_ERR_INVALID_ARGUMENT, which
/// leaves it unchanged.
///
/// samples: space for count samples; NULL only if count is 0.
/// real: receives how many samples, from the first, come from the room; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK (also while in no room: silence), MIXMINUS_ERR_INVALID_ARGUMENT (engine or samples is NULL,
/// samples is at an odd address, or count is more than half the address space), MIXMINUS_ERR_BUSY (another thread is
/// reading for this participant) or a handle status. Never sets mixminus_last_error.
/// Thread: one reader per participant. Wait-free.
mixminus_status mixminus_participant_read(mixminus_engine *engine,
                                          mixminus_participant participant,
                                          int16_t *samples,
                                          size_t count,
                                          size_t *real);

/// Prepares a struct for mixminus_participant_read_ex to fill in. Never sets mixminus_last_error.
///
/// info: the struct to fill.
/// size: sizeof *info.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any. Wait-free.
mixminus_status mixminus_read_info_init(mixminus_read_info *info,
                                        size_t size);

/// Reads the participant's output as mixminus_participant_read does, and reports which tick made it, whether others got
/// the same samples, and what went wrong.
///
/// samples, count: as for mixminus_participant_read.
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (as for mixminus_participant_read; info is NULL),
/// MIXMINUS_ERR_STRUCT_SIZE (the buffer is unchanged), MIXMINUS_ERR_BUSY (another thread is reading for this
/// participant) or a handle status. Never sets mixminus_last_error.
/// Thread: one reader per participant. Wait-free.
mixminus_status mixminus_participant_read_ex(mixminus_engine *engine,
                                             mixminus_participant participant,
                                             int16_t *samples,
                                             size_t count,
                                             mixminus_read_info *info);

/*
 * Audio: encodings
 *
 * A host that has G.711 or floats need not convert them: mixminus_participant_write_encoded and
 * mixminus_participant_read_encoded take and give samples in the line's own encoding and at its sample rate.
 * The encoding is an argument of each call, so it may change during a call (a re-INVITE), and may differ between the
 * two directions:
 *
 *     mixminus_participant_write_encoded(engine, caller, payload, 160, MIXMINUS_ENCODING_ULAW, NULL, NULL);
 *     mixminus_participant_read_encoded(engine, caller, payload, 160, MIXMINUS_ENCODING_ULAW, NULL);
 *     send_rtp(call, payload, 160);
 *
 * A host that encodes once for many listeners reads 16-bit samples by mixminus_participant_read_ex.
 */

/// How samples are encoded. mixminus_participant_write_encoded converts to 16 bits, mixminus_participant_read_encoded
/// from them.
enum mixminus_encoding
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// int16_t: signed 16-bit linear, in the machine's byte order.
    MIXMINUS_ENCODING_S16 = 0,
    /// float: full scale is -1.0 to 1.0. Written samples are rounded to the nearest 16-bit value and limited; NaN is silence.
    MIXMINUS_ENCODING_F32 = 1,
    /// uint8_t: mu-law (ITU-T G.711).
    MIXMINUS_ENCODING_ULAW = 2,
    /// uint8_t: A-law (ITU-T G.711). A write whose samples all have the smallest amplitude, 8 or -8 in 16 bits, is
    /// silence.
    MIXMINUS_ENCODING_ALAW = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_encoding mixminus_encoding;
#else
typedef uint32_t mixminus_encoding;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Writes audio as mixminus_participant_write_ex does, in another encoding.
///
/// samples: count samples in that encoding, borrowed for the call; NULL only if count is 0.
/// encoding: a MIXMINUS_ENCODING_ constant.
/// info: borrowed for the call; NULL: nothing lost, no timestamp.
/// taken: as for mixminus_participant_write_ex.
/// Returns the statuses of mixminus_participant_write_ex; MIXMINUS_ERR_INVALID_ARGUMENT also if encoding is not a
/// MIXMINUS_ENCODING_ constant, or samples is not aligned to its type. Never sets mixminus_last_error.
/// Thread: one writer per participant. Wait-free.
mixminus_status mixminus_participant_write_encoded(mixminus_engine *engine,
                                                   mixminus_participant participant,
                                                   const void *samples,
                                                   size_t count,
                                                   uint32_t encoding,
                                                   const mixminus_write_info *info,
                                                   size_t *taken);

/// Reads the participant's output as mixminus_participant_read_ex does, in another encoding. If the call fails, the
/// buffer is all silence in that encoding, except after MIXMINUS_ERR_INVALID_ARGUMENT, which leaves it unchanged.
///
/// samples: space for count samples in that encoding; NULL only if count is 0.
/// encoding: a MIXMINUS_ENCODING_ constant.
/// info: filled in; unchanged if the call fails; NULL if not wanted.
/// Returns the statuses of mixminus_participant_read_ex; MIXMINUS_ERR_INVALID_ARGUMENT also if encoding is not a
/// MIXMINUS_ENCODING_ constant, or samples is not aligned to its type. Never sets mixminus_last_error.
/// Thread: one reader per participant. Wait-free.
mixminus_status mixminus_participant_read_encoded(mixminus_engine *engine,
                                                  mixminus_participant participant,
                                                  void *samples,
                                                  size_t count,
                                                  uint32_t encoding,
                                                  mixminus_read_info *info);

/*
 * The audio of a call's line
 *
 * mixminus_conference, mixminus_say and mixminus_say_text can move the audio of a call's line on the thread that calls
 * them, by a table of the host's functions:
 *
 *     mixminus_call_io io;
 *     mixminus_call_io_init(&io, sizeof io);
 *     io.user = call;
 *     io.wait = wait_for_line;
 *     io.read = read_from_line;
 *     io.write = write_to_line;
 *     io.hung_up = line_is_hung_up;
 *     mixminus_say(engine, caller, welcome, NULL, &io, NULL);
 *
 * A host that knows of lost packets and timestamps sets read_ex in place of read, and says what
 * mixminus_participant_write_ex takes. One that wants to know what mixminus_participant_read_ex reports, such as
 * mix_id to encode once, sets write_ex in place of write. The audio is then the same as by these two calls:
 *
 *     size_t read_from_line(void *user, int16_t *samples, size_t capacity, mixminus_write_info *info)
 *     {
 *         struct packet packet;
 *         if (!next_packet(user, &packet)) {
 *             return 0;
 *         }
 *         info->timestamp = packet.timestamp;                  // extended to 64 bits
 *         info->has_timestamp = 1;
 *         return decode(&packet, samples, capacity);
 *     }
 *
 * The line paces read: whenever wait returns, read is called until it returns 0, at most 16 times. The call paces
 * write: it writes one frame per frame length (20 or 10 ms). That schedule belongs to the participant and continues
 * from one say or conference to the next, so packets stay a frame apart if an application takes no longer than a frame
 * between them. Nothing is written while none of these calls is running. In place of the tick in which a conference
 * ended, the line gets a frame of silence. A frame is written at the latest when the next one is made; after a pause
 * of the host's thread several are written at once.
 */

/// Functions of the host that move the audio of a call's line, on the thread that made the call. Each is passed user;
/// none is called after the call has returned. mixminus_call_io_init makes it empty. wait, hung_up, exactly one of read
/// and read_ex, and exactly one of write and write_ex must be set.
typedef struct mixminus_call_io {
    /// Set by mixminus_call_io_init.
    uint32_t struct_size;
    /// Must be 0.
    uint32_t reserved;
    /// Passed to each function. The library does not look at it, and forgets it when the call returns.
    void *user;
    /// Waits until the line has audio or was hung up, until wake_fd is readable (-1: none), or until timeout_ms has
    /// passed (1 ms to a frame's length: the time until the next frame must be written). It may return early; returning
    /// late makes packets late. It must not read from wake_fd or close it.
    void (*wait)(void *user, int32_t wake_fd, uint32_t timeout_ms);
    /// Takes up to capacity samples (one frame at the line's rate, or that which mixminus_participant_set_rates has set)
    /// that the line has received, and returns how many, 0
    /// if there are none now. Does not wait. Samples for which the in-ring has no room, because the clock has stopped,
    /// are dropped and counted (mixminus_participant_stats.write_refused).
    size_t (*read)(void *user, int16_t *samples, size_t capacity);
    /// Gives count samples (one frame) to the line to send, at the rate at which the host reads. Does not wait.
    void (*write)(void *user, const int16_t *samples, size_t count);
    /// Returns whether the line was hung up: 0 for no, any other value for yes.
    int32_t (*hung_up)(void *user);
    /// In place of read: as read, with what the host knows about the samples. info is prepared as by
    /// mixminus_write_info_init; the host sets what it knows. It is used also if 0 samples are returned. An info that
    /// mixminus_participant_write_ex would refuse ends the call, which returns that status: a conference ends with
    /// MIXMINUS_END_REMOVED, a sound is stopped.
    size_t (*read_ex)(void *user, int16_t *samples, size_t capacity, mixminus_write_info *info);
    /// In place of write: as write, with what the engine knows about the samples. MIXMINUS_READ_SKIPPED reports frames
    /// that were skipped since the line got the last one. info is valid until write_ex returns.
    void (*write_ex)(void *user, const int16_t *samples, size_t count, const mixminus_read_info *info);
} mixminus_call_io;

/// Makes a table without functions, to be filled in.
///
/// io: the struct to fill.
/// size: sizeof *io.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (io is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_call_io_init(mixminus_call_io *io,
                                      size_t size);

/*
 * Conferences
 *
 * mixminus_conference joins a room and returns when the conference is over, so that a dialplan application is a few
 * lines:
 *
 *     static int say(struct call *call, mixminus_sound prompt) { // 0: the call has hung up
 *         uint32_t end;
 *         mixminus_say(call->engine, call->participant, prompt, NULL, &call->io, &end);
 *         return end == MIXMINUS_SAY_COMPLETED;
 *     }
 *
 *     static void on_choice(void *user, char digit) { say(user, disconnecting); }
 *
 *     void *application(void *user) {                          // the thread of one call
 *         struct call *call = user;
 *         say(call, welcome);
 *         mixminus_join_options options;
 *         mixminus_join_options_init(&options, sizeof options);
 *         options.conference_id = "1337";
 *         options.conference_id_len = 4;
 *         options.terminator = '*';
 *         options.play_tones = 1;
 *         mixminus_call_handlers handlers;
 *         mixminus_call_handlers_init(&handlers, sizeof handlers);
 *         handlers.user = call;
 *         handlers.on_choice = on_choice;
 *         mixminus_conference_end end;
 *         mixminus_conference_end_init(&end, sizeof end);
 *         mixminus_conference(call->engine, call->participant, &options, &call->io, &handlers, &end);
 *         if (end.reason != MIXMINUS_END_HANG_UP) {
 *             say(call, goodbye);
 *         }
 *         return NULL;
 *     }
 *
 * It uses the same join as mixminus_participant_join, which a host may use instead: then MIXMINUS_EVENT_LEFT reports
 * the end, and mixminus_participant_conference_end returns its details. Exactly one reason ends a conference. If
 * several occur within one tick, the first of this list is reported: hang-up, engine stopped, room closed, removed,
 * time limit, terminator, signal. Between ticks the first to occur is reported.
 *
 * While drivers run, with either clock, a call that waits without io sleeps until the control thread wakes it. Without
 * drivers it wakes every 10 ms to see whether a tick has ended it, and 1,000 such calls use most of a processor. A
 * host that ticks by itself and has many of them should start drivers with MIXMINUS_CLOCK_HOST and one worker, which
 * starts the control thread alone.
 */

/// Functions of the application that are called when a conference ends, on the thread that called mixminus_conference,
/// after the participant has left and before the call returns: at most one of the two, once, and none on hang-up.
/// mixminus_call_handlers_init makes it empty.
typedef struct mixminus_call_handlers {
    /// Set by mixminus_call_handlers_init.
    uint32_t struct_size;
    /// Must be 0.
    uint32_t reserved;
    /// Passed to each function. The library does not look at it, and forgets it when mixminus_conference returns.
    void *user;
    /// Called if the terminator ended the conference, with its ASCII character. NULL: not wanted.
    void (*on_choice)(void *user, char digit);
    /// Called if a signal ended the conference, with its name: name_len bytes, valid until the function returns. NULL:
    /// not wanted.
    void (*on_signal)(void *user, const char *name, size_t name_len);
} mixminus_call_handlers;

/// How a conference ended.
typedef struct mixminus_conference_end {
    /// Set by mixminus_conference_end_init.
    uint32_t struct_size;
    /// The reason, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if the conference has not ended, or there was none.
    uint32_t reason;
    /// For MIXMINUS_END_TERMINATOR the digit, an ASCII character; else 0.
    uint32_t digit;
    /// Length of text, bytes: 0 to 255.
    uint32_t text_len;
    /// For MIXMINUS_END_SIGNAL the number of the signal, as mixminus_participant_signal and events have it; else 0.
    uint64_t signal;
    /// For MIXMINUS_END_SIGNAL the name of the signal; for MIXMINUS_END_REMOVED the text that
    /// mixminus_participant_remove was given. It may contain NULs; all bytes after it are NUL.
    char text[MIXMINUS_NAME_BYTES];
} mixminus_conference_end;

/// Makes a table without handlers, to be filled in.
///
/// handlers: the struct to fill.
/// size: sizeof *handlers.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (handlers is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_call_handlers_init(mixminus_call_handlers *handlers,
                                            size_t size);

/// Prepares a struct for mixminus_conference or mixminus_participant_conference_end to fill in; its reason is
/// MIXMINUS_END_NONE.
///
/// end: the struct to fill.
/// size: sizeof *end.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (end is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_conference_end_init(mixminus_conference_end *end,
                                             size_t size);

/// Joins a room, waits until the conference is over, calls the handler for its end, and returns.
///
/// options: as for mixminus_participant_join, borrowed for the call.
/// io: how the call's audio is moved; NULL: the host moves it on other threads, and this thread only waits.
/// handlers: what to call at the end; NULL: nothing.
/// end: receives how it ended; set its struct_size first; unchanged if the call fails; NULL if not wanted. The library
/// does not use io, handlers or their user values after the call has returned.
/// Returns MIXMINUS_OK when a conference has ended, whatever the reason, also if a queued signal ended it before it
/// joined. MIXMINUS_ERR_BUSY: a conference or a say of this session is running in another call.
/// MIXMINUS_ERR_WRONG_MODE: this thread ticks the engine, and no other thread has ticked for two seconds.
/// MIXMINUS_ERR_ENGINE_STOPPED: the engine is being freed, or has stopped. Otherwise the statuses of
/// mixminus_participant_join; then there was no conference, and no handler is called.
/// MIXMINUS_ERR_INVALID_ARGUMENT and MIXMINUS_ERR_STRUCT_SIZE also if io.read_ex has given a wrong info: the conference
/// has ended then, with MIXMINUS_END_REMOVED, and no handler is called.
/// Thread: any but the ticker; the call may last for hours. Inside a handler the session is free for other calls.
mixminus_status mixminus_conference(mixminus_engine *engine,
                                    mixminus_participant participant,
                                    const mixminus_join_options *options,
                                    const mixminus_call_io *io,
                                    const mixminus_call_handlers *handlers,
                                    mixminus_conference_end *end);

/// Returns how the participant's last conference ended.
///
/// end: receives it; set its struct_size first. Its reason is MIXMINUS_END_NONE if the participant is in a conference
/// or never was in one.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_conference_end(mixminus_engine *engine,
                                                    mixminus_participant participant,
                                                    mixminus_conference_end *end);

/// Removes a participant from its room, with MIXMINUS_END_REMOVED and a text for its application. Does not wait, and
/// works with a full command queue and a stopped clock.
///
/// text, text_len: 0 to 255 bytes, borrowed for the call; NULL only if text_len is 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or the text is NULL or too long),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_remove(mixminus_engine *engine,
                                            mixminus_participant participant,
                                            const char *text,
                                            size_t text_len);

/// Reports that the call has hung up, without freeing the participant: its conference ends with MIXMINUS_END_HANG_UP,
/// and no other can begin (MIXMINUS_ERR_HUNG_UP). Use it if the line ends while the call's thread is still in
/// mixminus_conference: that returns, and its thread frees the participant. Does not wait, and works with a full
/// command queue and a stopped clock.
///
/// Returns MIXMINUS_OK (also the second time), MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_hang_up(mixminus_engine *engine,
                                             mixminus_participant participant);

/*
 * Saying and waiting
 *
 * An application calls these functions on the thread of its call: mixminus_say and mixminus_say_text play, and return
 * when that is over. They wait, and move the audio of the call's line, as mixminus_conference does, with the same
 * mixminus_call_io.
 *
 *     uint32_t end;
 *     mixminus_say_text(engine, caller, "Welcome.", 8, NULL, 0, NULL, &io, &end);
 *     if (end == MIXMINUS_SAY_HANG_UP) {
 *         return;
 *     }
 */

/// Why mixminus_say or mixminus_say_text returned.
enum mixminus_say_end
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// The call failed: nothing was played.
    MIXMINUS_SAY_NONE = 0,
    /// Its last sample was played.
    MIXMINUS_SAY_COMPLETED = 1,
    /// It was stopped, or another play interrupted it.
    MIXMINUS_SAY_STOPPED = 2,
    /// The call was hung up, or its participant was freed.
    MIXMINUS_SAY_HANG_UP = 3,
    /// The engine has stopped, or is being freed.
    MIXMINUS_SAY_ENGINE_STOPPED = 4,
    /// The session reached its time limit.
    MIXMINUS_SAY_TIME_LIMIT = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_say_end mixminus_say_end;
#else
typedef uint32_t mixminus_say_end;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Plays a sound to a participant, as mixminus_participant_say does, and waits until that is over. It is for
/// applications, before and after their conferences and in their handlers. During a conference the host plays by
/// mixminus_participant_say.
///
/// The call returns after the last frame has gone to the line: with io, after it was written; without, after the host
/// has read it. For a host that has stopped reading it waits no longer than cap_ms and one second, in ticks, and no
/// longer than two seconds without a tick. If the call ends before the sound is over, the sound is stopped.
///
/// sound, options: as for mixminus_participant_say.
/// io: how the call's audio is moved, as for mixminus_conference, not used after the call has returned; NULL: the host
/// moves it on other threads.
/// end: receives a MIXMINUS_SAY_ constant; MIXMINUS_SAY_NONE if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK when the play is over, whatever the reason. MIXMINUS_ERR_BUSY: a conference or a say of this
/// session is running in another call. MIXMINUS_ERR_HUNG_UP, MIXMINUS_ERR_SESSION_EXPIRED: this happened before the
/// call. MIXMINUS_ERR_WRONG_MODE: this thread ticks the engine, and no other thread has ticked for two seconds.
/// MIXMINUS_ERR_ENGINE_STOPPED: the engine is being freed, or has stopped. Otherwise the statuses of
/// mixminus_participant_say; MIXMINUS_ERR_INVALID_ARGUMENT and MIXMINUS_ERR_STRUCT_SIZE also if io.read_ex has given a
/// wrong info.
/// Thread: any but the ticker; the call lasts as long as the sound.
mixminus_status mixminus_say(mixminus_engine *engine,
                             mixminus_participant participant,
                             mixminus_sound sound,
                             const mixminus_say_options *options,
                             const mixminus_call_io *io,
                             uint32_t *end);

/// Speaks a text to a participant by the engine's synthesizer, and waits until that is over. While the synthesizer
/// runs, no audio of the line is moved.
///
/// text, text_len, voice, voice_len: as for mixminus_participant_say_text.
/// options, io, end: as for mixminus_say.
/// Returns the statuses of mixminus_say, and those of mixminus_participant_say_text for the text.
/// Thread: any but the ticker; the call lasts as long as the synthesizer and the speech.
mixminus_status mixminus_say_text(mixminus_engine *engine,
                                  mixminus_participant participant,
                                  const char *text,
                                  size_t text_len,
                                  const char *voice,
                                  size_t voice_len,
                                  const mixminus_say_options *options,
                                  const mixminus_call_io *io,
                                  uint32_t *end);

/*
 * Signals
 *
 * A signal is a name that the host sends to a session. It interrupts the session's conference if that allows it;
 * otherwise it is queued for a conference that does. The sender gets the outcome at once, and MIXMINUS_EVENT_SIGNAL
 * reports it too.
 *
 *     uint32_t outcome;
 *     mixminus_participant_signal(engine, caller, "agent ready", 11, &outcome, NULL);
 *     if (outcome == MIXMINUS_SIGNAL_INTERRUPTED) {
 *         // its mixminus_conference() returns now, and calls on_signal first
 *     }
 */

/// The outcome of a signal.
enum mixminus_signal_outcome
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// It interrupted the running conference, which ends with MIXMINUS_END_SIGNAL.
    MIXMINUS_SIGNAL_INTERRUPTED = 1,
    /// It is queued, in order, for the first conference that allows it. That conference is interrupted as it starts,
    /// before it joins.
    MIXMINUS_SIGNAL_QUEUED = 2,
    /// It came too late: a completed conference of the session allowed it, and no running one does.
    MIXMINUS_SIGNAL_IGNORED = 3,
    /// The session was freed, was hung up, or has expired.
    MIXMINUS_SIGNAL_NO_SESSION = 4,
    /// The session's queue has 64 signals, or the account has as many as it may (queued_signals, max_name_bytes).
    MIXMINUS_SIGNAL_REFUSED = 5,
    /// In events only: it was queued, and interrupted a conference as that started.
    MIXMINUS_SIGNAL_TAKEN = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_signal_outcome mixminus_signal_outcome;
#else
typedef uint32_t mixminus_signal_outcome;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Sends a signal to a session.
///
/// name, name_len: the name, 1 to 255 bytes, compared byte by byte; borrowed for the call.
/// outcome: receives a MIXMINUS_SIGNAL_ constant; 0 if the call fails; NULL if not wanted.
/// number: receives the number that identifies the signal in events; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK whatever the outcome, also for a participant that was freed; MIXMINUS_ERR_INVALID_ARGUMENT
/// (engine or name is NULL, or the length is out of its range), MIXMINUS_ERR_QUEUE_FULL, or a handle status other than
/// MIXMINUS_ERR_STALE_HANDLE. If the call fails, the signal was not sent.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_signal(mixminus_engine *engine,
                                            mixminus_participant participant,
                                            const char *name,
                                            size_t name_len,
                                            uint32_t *outcome,
                                            uint64_t *number);

/// Returns the number of signals that are queued in a session.
///
/// count: receives it, 0 to 64.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL) or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_queued_signals(mixminus_engine *engine,
                                                    mixminus_participant participant,
                                                    uint32_t *count);

/*
 * Rooms
 *
 * A room exists from the first join to the last leave; the host neither makes nor frees it. The host can find a room
 * by account, environment and conference id, list the rooms of an account, list the participants of a room, and close
 * it:
 *
 *     mixminus_room room;
 *     if (mixminus_room_find(engine, "acme", 4, "production", 10, "1337", 4, &room) == MIXMINUS_OK) {
 *         mixminus_participant members[100];
 *         size_t count;
 *         mixminus_room_participants(engine, room, members, 100, &count);
 *         printf("%zu are in\n", count);
 *         mixminus_room_close(engine, room);
 *     }
 */

/// The state of a room.
typedef struct mixminus_room_info {
    /// Set by mixminus_room_info_init.
    uint32_t struct_size;
    /// Number of participants in it.
    uint32_t participants;
    /// Its handle.
    mixminus_room room;
    /// Number of participants that it may hold.
    uint32_t capacity;
    /// Length of account, bytes: 1 to 255.
    uint32_t account_len;
    /// Length of environment, bytes: 1 to 255.
    uint32_t environment_len;
    /// Length of conference_id, bytes: 1 to 255.
    uint32_t conference_id_len;
    /// 1: locked, nobody may join. 0: open.
    uint32_t locked;
    /// Sample rate at which it is mixed, Hz.
    uint32_t sample_rate_hz;
    /// The account that the room belongs to. It may contain NULs; all bytes after it are NUL.
    char account[MIXMINUS_NAME_BYTES];
    /// Its environment, in the same form.
    char environment[MIXMINUS_NAME_BYTES];
    /// Its conference id, in the same form.
    char conference_id[MIXMINUS_NAME_BYTES];
} mixminus_room_info;

/// Finds a room by account, environment and conference id.
///
/// account, environment: 1 to 255 bytes each, or NULL and length 0 for the default.
/// conference_id: 1 to 255 bytes. All are borrowed for the call.
/// room: receives the handle; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a length is out of its range) or
/// MIXMINUS_ERR_NOT_FOUND.
/// Thread: any but the ticker.
mixminus_status mixminus_room_find(mixminus_engine *engine,
                                   const char *account,
                                   size_t account_len,
                                   const char *environment,
                                   size_t environment_len,
                                   const char *conference_id,
                                   size_t conference_id_len,
                                   mixminus_room *room);

/// Prepares a struct for mixminus_room_get_info to fill in.
///
/// info: the struct to fill.
/// size: sizeof *info.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_room_info_init(mixminus_room_info *info,
                                        size_t size);

/// Returns a room's account, environment, conference id, number of participants and capacity.
///
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_room_get_info(mixminus_engine *engine,
                                       mixminus_room room,
                                       mixminus_room_info *info);

/// Lists the participants of a room, in the order in which they joined.
///
/// participants: space for capacity handles; NULL only if capacity is 0.
/// count: receives the number of participants in the room, which may exceed capacity; the first capacity of them are
/// listed. 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL) or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_room_participants(mixminus_engine *engine,
                                           mixminus_room room,
                                           mixminus_participant *participants,
                                           size_t capacity,
                                           size_t *count);

/// Lists the rooms of an account, one page per call. Rooms that begin or end between the calls may or may not be
/// listed; every other room is listed once.
///
/// account, account_len: 1 to 255 bytes, or NULL and 0 for the default; borrowed for the call.
/// cursor: set it to 0 for the first page; receives where the next page begins, 0 if there is none; unchanged if the
/// call fails.
/// rooms: space for capacity handles.
/// capacity: 1 or more.
/// count: receives how many were listed; 0 if the call fails.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, capacity is 0, or the length is out of its
/// range).
/// Thread: any but the ticker.
mixminus_status mixminus_room_list(mixminus_engine *engine,
                                   const char *account,
                                   size_t account_len,
                                   uint64_t *cursor,
                                   mixminus_room *rooms,
                                   size_t capacity,
                                   size_t *count);

/// Closes a room: all participants leave it with MIXMINUS_END_ROOM_CLOSED; their sessions continue. Works with a full
/// command queue and a stopped clock.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_room_close(mixminus_engine *engine,
                                    mixminus_room room);

/// Locks or unlocks a room. Joins and moves into a locked room get MIXMINUS_ERR_ROOM_LOCKED; participants in it stay.
/// MIXMINUS_EVENT_ROOM_LOCKED reports the change. The lock ends with the room.
///
/// locked: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or locked is neither 0 nor 1),
/// MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_room_set_locked(mixminus_engine *engine,
                                         mixminus_room room,
                                         uint32_t locked);

/// Moves all participants of a room to another room of the same account and environment, and makes that room if there
/// is none: in the order in which they joined, with their settings and without a pause. Their mixminus_conference calls
/// continue. Either all of them move or none. Up to 256 move per tick.
///
/// conference_id, conference_id_len: the other room's id, 1 to 255 bytes, borrowed for the call.
/// target: receives the other room; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or conference_id is NULL, or the length is out of its
/// range), MIXMINUS_ERR_ALREADY_IN_ROOM (it is the same room), MIXMINUS_ERR_ROOM_FULL (not all of them fit),
/// MIXMINUS_ERR_ROOM_LOCKED, MIXMINUS_ERR_TOO_MANY_ROOMS, MIXMINUS_ERR_QUOTA_EXCEEDED, MIXMINUS_ERR_QUEUE_FULL or a
/// handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_room_merge(mixminus_engine *engine,
                                    mixminus_room room,
                                    const char *conference_id,
                                    size_t conference_id_len,
                                    mixminus_room *target);

/*
 * Snapshots
 *
 * A host that starts late, or has lost events, takes a snapshot of a room and continues from there. The snapshot is
 * the room's members and their states as of an event sequence number; later events change it.
 *
 *     mixminus_room_member members[100];
 *     size_t count;
 *     uint64_t sequence;
 *     mixminus_room_snapshot(engine, room, members, sizeof members[0], 100, &count, &sequence, NULL);
 *     // from here on: every event of the room whose sequence is greater
 */

/// A member of a room.
typedef struct mixminus_room_member {
    /// Its handle.
    mixminus_participant participant;
    /// Its user value.
    uint64_t user;
    /// MIXMINUS_STATE_ flags.
    uint32_t state;
    /// Gain on its contribution, thousandths of a decibel.
    int32_t gain_mdb;
    /// Mean square of its contribution in the last tick: 0 to 2^30.
    uint32_t mean_square;
    /// Peak of its contribution in the last tick: 0 to 32768.
    uint32_t peak;
} mixminus_room_member;

/// Returns the members of a room and their states as of an event sequence number. No tick waits for it.
///
/// members: space for capacity elements of member_size bytes; NULL only if capacity is 0.
/// member_size: sizeof(mixminus_room_member) as the host was compiled, used as in mixminus_engine_poll.
/// count: receives the number of members in the room, which may exceed capacity; the first capacity of them are
/// returned, in no particular order. 0 if the call fails.
/// sequence: receives the sequence number of the last event that is included; 0 if the call fails; NULL if not wanted.
/// tick: receives the tick of that state; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE (member_size),
/// MIXMINUS_ERR_BUSY (ticks changed the room a hundred times meanwhile) or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_room_snapshot(mixminus_engine *engine,
                                       mixminus_room room,
                                       mixminus_room_member *members,
                                       size_t member_size,
                                       size_t capacity,
                                       size_t *count,
                                       uint64_t *sequence,
                                       uint64_t *tick);

/*
 * Templates and quotas
 *
 * A template holds the settings that a room gets when its first participant makes it. A quota limits what one account
 * may use. Both may be set at any time and apply to what is made afterwards:
 *
 *     mixminus_room_template settings;
 *     mixminus_room_template_init(&settings, sizeof settings);
 *     settings.capacity = 8;
 *     mixminus_room_template_set(engine, "acme", 4, "production", 10, "board", 5, &settings);
 *
 *     mixminus_account_quota quota;
 *     mixminus_account_quota_init(&quota, sizeof quota);
 *     quota.rooms = 20;
 *     mixminus_account_quota_set(engine, "acme", 4, &quota);
 */

/// The settings of a new room. mixminus_room_template_init fills in the defaults.
typedef struct mixminus_room_template {
    /// Set by mixminus_room_template_init.
    uint32_t struct_size;
    /// Number of participants that it may hold: 1 to 1024. Default 100.
    uint32_t capacity;
    /// Time limit of the room, in seconds of the engine's clock: 1 to 31536000; 0: no limit. At the limit all
    /// participants leave with MIXMINUS_END_TIME_LIMIT; MIXMINUS_EVENT_ROOM_WARNING comes a minute before. Default 0.
    uint32_t limit_s;
    /// Sample rate at which the room is mixed, Hz: sample_rate_hz of the engine, or one of which its configuration has
    /// lines. Lines of other rates are converted, with at most 1.5 ms of delay each way. Default 0: sample_rate_hz of the
    /// engine.
    uint32_t sample_rate_hz;
    /// Sound for a participant that is alone in the room, as by mixminus_room_set_alone_loop. A prompt that is freed
    /// before the room is made counts as MIXMINUS_SOUND_NONE. Default MIXMINUS_SOUND_NONE.
    mixminus_sound alone_loop;
} mixminus_room_template;

/// What one account may use of an engine at the same time. mixminus_account_quota_init fills in the defaults.
typedef struct mixminus_account_quota {
    /// Set by mixminus_account_quota_init.
    uint32_t struct_size;
    /// Rooms; 0: the engine's max_rooms. Default 0.
    uint32_t rooms;
    /// Participants, in or out of rooms; 0: the engine's max_participants. Default 0.
    uint32_t participants;
    /// Queued signals of all its participants; 0: 64 per participant. Default 0.
    uint32_t queued_signals;
    /// Bytes of prompts: two per sample at each rate of the engine, and for each other rate than the prompt's own
    /// up to 64 KiB more, so that it loops without a seam; 0: the engine's max_prompt_bytes. A prompt that was freed
    /// counts until nothing plays it. Default 0.
    uint64_t prompt_bytes;
} mixminus_account_quota;

/// Fills a room template with the defaults.
///
/// settings: the struct to fill.
/// size: sizeof *settings.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (settings is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_room_template_init(mixminus_room_template *settings,
                                            size_t size);

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
mixminus_status mixminus_room_template_set(mixminus_engine *engine,
                                           const char *account,
                                           size_t account_len,
                                           const char *environment,
                                           size_t environment_len,
                                           const char *conference_id,
                                           size_t conference_id_len,
                                           const mixminus_room_template *settings);

/// Removes a template. If there is none, that is not an error.
///
/// account, environment, conference_id: as for mixminus_room_template_set.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a length is out of its range).
/// Thread: any but the ticker.
mixminus_status mixminus_room_template_remove(mixminus_engine *engine,
                                              const char *account,
                                              size_t account_len,
                                              const char *environment,
                                              size_t environment_len,
                                              const char *conference_id,
                                              size_t conference_id_len);

/// Fills a quota with the defaults: the engine's limits.
///
/// quota: the struct to fill.
/// size: sizeof *quota.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (quota is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_account_quota_init(mixminus_account_quota *quota,
                                            size_t size);

/// Sets the quota of one account, in place of the engine's account_rooms, account_participants, account_queued_signals
/// and account_prompt_bytes. What the account already has beyond it stays.
///
/// account, account_len: 1 to 255 bytes, or NULL and 0 for the default.
/// quota: the quota. Both are borrowed for the call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or the length is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE or MIXMINUS_ERR_QUOTA_EXCEEDED (max_accounts of the engine).
/// Thread: any but the ticker.
mixminus_status mixminus_account_quota_set(mixminus_engine *engine,
                                           const char *account,
                                           size_t account_len,
                                           const mixminus_account_quota *quota);

/// Removes the quota of an account, so that the engine's limits apply to it. If it has none, that is not an error.
///
/// account, account_len: 1 to 255 bytes, or NULL and 0 for the default; borrowed for the call.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or the length is out of its range).
/// Thread: any but the ticker.
mixminus_status mixminus_account_quota_reset(mixminus_engine *engine,
                                             const char *account,
                                             size_t account_len);

/*
 * DTMF
 *
 * Each DTMF digit that a participant presses is reported as a pair of events, MIXMINUS_EVENT_DTMF_BEGAN and
 * MIXMINUS_EVENT_DTMF_ENDED. The engine detects digits in the participant's audio. Digits that arrive out of band the
 * host passes on:
 *
 *     // RFC 4733: a packet of payload type telephone-event arrived, with at least 4 bytes of payload.
 *     mixminus_telephone_event event;
 *     mixminus_telephone_event_init(&event, sizeof event);
 *     event.event = payload[0];
 *     event.end = payload[1] >> 7;
 *     event.volume = payload[1] & 63;
 *     event.duration = (uint32_t)payload[2] << 8 | payload[3];
 *     event.timestamp = packet.timestamp;
 *     event.ssrc = packet.ssrc;
 *     mixminus_participant_telephone_event(engine, caller, &event);
 *     // SIP INFO: each request is one whole press.
 *     mixminus_participant_inject_dtmf_press(engine, caller, info.signal, -10000, info.duration_ms);
 *     // An out-of-band source that reports the beginning and the end of a press.
 *     mixminus_participant_inject_dtmf_begin(engine, caller, '5', -10000, 0);
 *     mixminus_participant_inject_dtmf_end(engine, caller, '5');
 *
 * Pass on every packet of a telephone event as it arrives, in any order and repeated: the engine makes one press of
 * them. A digit that is received both in-band and out-of-band is reported once, if the second begins before the first
 * has ended, or up to 100 ms and the prefill later. A press that lasts from one join into the next is reported in the
 * first join only.
 *
 * Three switches, in the join options and by the calls below, decide what becomes of digits: detect_dtmf (report tones
 * in the audio as events), play_tones (let the others hear those tones), generate_dtmf (generate tones for injected
 * digits; only while play_tones is 1 and the participant is not muted).
 *
 * mixminus_participant_send_dtmf sends digits the other way: to the participant, for a machine at the other end of its
 * line.
 */

/// The most digits that may be queued to be sent to a participant, including the one that plays.
#define MIXMINUS_MAX_DIGITS 32

/// A packet of a telephone event (RFC 4733). mixminus_telephone_event_init fills in the defaults.
typedef struct mixminus_telephone_event {
    /// Set by mixminus_telephone_event_init.
    uint32_t struct_size;
    /// Event code: 0 to 15 are the digits 0-9, *, #, A-D. Default 0.
    uint32_t event;
    /// End bit: 1 or 0. Default 0.
    uint32_t end;
    /// Volume: 0 to 63, in -dBm0. Default 10.
    uint32_t volume;
    /// Duration so far: 0 to 65535, in units of the timestamp. Default 0.
    uint32_t duration;
    /// RTP timestamp of the packet: the beginning of the event or of its segment. Any value. Default 0.
    uint32_t timestamp;
    /// SSRC of the packet. Packets with another SSRC belong to another stream, with its own timestamps. Any value; 0
    /// for all packets if it is not known. Default 0.
    uint32_t ssrc;
    /// Rate of the timestamp, Hz: 1000 to 192000; 0: 8000. Default 0.
    uint32_t clock_rate;
} mixminus_telephone_event;

/// Starts or stops reporting DTMF digits in a participant's audio as events. A digit that is pressed when reporting
/// stops ends then. The participant must be in a room.
///
/// detect_dtmf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or detect_dtmf is neither 0 nor 1),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_set_detect_dtmf(mixminus_engine *engine,
                                                     mixminus_participant participant,
                                                     uint32_t detect_dtmf);

/// Lets the others hear a participant's DTMF tones, or suppresses them. Changing it does not change the delay, which
/// the join has fixed. The participant must be in a room.
///
/// play_tones: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or play_tones is neither 0 nor 1),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_set_play_tones(mixminus_engine *engine,
                                                    mixminus_participant participant,
                                                    uint32_t play_tones);

/// Starts or stops generating tones for digits that are injected for a participant. The others hear them while
/// play_tones is 1. The participant must be in a room.
///
/// generate_dtmf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or generate_dtmf is neither 0 nor 1),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_set_generate_dtmf(mixminus_engine *engine,
                                                       mixminus_participant participant,
                                                       uint32_t generate_dtmf);

/// Fills a telephone event packet with the defaults.
///
/// event: the struct to fill.
/// event_size: sizeof *event.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (event is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_telephone_event_init(mixminus_telephone_event *event,
                                              size_t event_size);

/// Passes on a packet of a participant's telephone events (RFC 4733) as it arrived. However many packets of an event
/// arrive, in whatever order, they are one press. The press begins with the next tick after the first packet, and ends
/// with the first packet that has the end bit, or 300 ms after the last packet if none has. Its duration is the one in
/// its packets. A segment that begins where the segment before it ended, of the same event and without its end, belongs
/// to the same press. The last 16 events of a stream are remembered; packets of older events, and of events that have
/// ended, change nothing. A press whose first packet came before the conference began does not count in it. The
/// participant must be in a room.
///
/// event: the packet; borrowed for the call.
/// Returns MIXMINUS_OK (also for a packet that changes nothing), MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a
/// field is out of its range, which mixminus_last_error names), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_UNSUPPORTED (the
/// event is not a DTMF digit, such as 16, a hook flash; nothing is done), MIXMINUS_ERR_NOT_IN_ROOM (the press is not
/// reported later either), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_telephone_event(mixminus_engine *engine,
                                                     mixminus_participant participant,
                                                     const mixminus_telephone_event *event);

/// Reports a whole press of known duration that arrived out of band (SIP INFO). Each call is one press, which begins
/// with the next tick. If it still lasts when the next press of this call begins, of any digit, it ends then; its
/// reported duration is the one given here all the same. Generated tones queue up: each lasts for its duration, or 50
/// ms if another is queued, followed by a pause of 50 ms. 8 may be queued; further presses are reported but make no
/// tone. The participant must be in a room.
///
/// digit, level_mdbm0: as for mixminus_participant_inject_dtmf_begin.
/// duration_ms: 1 to 60000.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, digit is not a DTMF digit, or a number is out of
/// its range), MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_inject_dtmf_press(mixminus_engine *engine,
                                                       mixminus_participant participant,
                                                       char digit,
                                                       int32_t level_mdbm0,
                                                       uint32_t duration_ms);

/// Reports the beginning of a press, from an out-of-band source that reports beginning and end. If the same digit
/// begins again during the press, the press continues and limit_ms starts again; another digit ends it. Takes effect
/// with the next tick. For RFC 4733 use mixminus_participant_telephone_event, for SIP INFO
/// mixminus_participant_inject_dtmf_press. The participant must be in a room.
///
/// digit: '0' to '9', '*', '#', 'A' to 'D', 'a' to 'd'.
/// level_mdbm0: the level of each tone, thousandths of dBm0: -63000 to 0. The generated tone is limited to -55000 to
/// -3000.
/// limit_ms: time after which the press ends by itself if no end or new beginning comes: 1 to 60000; 0: 5000.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, digit is not a DTMF digit, or a number is out of
/// its range), MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_inject_dtmf_begin(mixminus_engine *engine,
                                                       mixminus_participant participant,
                                                       char digit,
                                                       int32_t level_mdbm0,
                                                       uint32_t limit_ms);

/// Reports the end of a press that mixminus_participant_inject_dtmf_begin began. A repeated end, or the end of a digit
/// that is not pressed, is ignored and is not an error. Takes effect with the next tick. The participant must be in a
/// room.
///
/// digit: as for mixminus_participant_inject_dtmf_begin.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or digit is not a DTMF digit),
/// MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_inject_dtmf_end(mixminus_engine *engine,
                                                     mixminus_participant participant,
                                                     char digit);

/// Sends digits to a participant: their tones are added to its output, deaf or not, from the next tick on, one after
/// the other, after those that are already queued. What is queued when it leaves is dropped. Nobody else hears them.
/// The participant must be in a room.
///
/// digits, count: 1 to 32 of '0' to '9', '*', '#', 'A' to 'D', 'a' to 'd'; borrowed for the call.
/// level_mdbm0: level of each of the two tones, thousandths of dBm0: -55000 to -3000; -10000 is usual.
/// on_ms, off_ms: length of each tone and of the pause after it, ms: 20 to 5000 each. Receivers need 40; 100 is usual.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, count is out of its range, a character is not
/// a DTMF digit, or a number is out of its range), MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL (with those that
/// are queued there would be more than 32, or the command queue is full) or a handle status. If the call fails, no
/// digit is sent.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_send_dtmf(mixminus_engine *engine,
                                               mixminus_participant participant,
                                               const char *digits,
                                               size_t count,
                                               int32_t level_mdbm0,
                                               uint32_t on_ms,
                                               uint32_t off_ms);

/*
 * Taps
 *
 * A tap is a ring into which each tick puts one frame: of a room's whole mix, of a participant's audio before or after
 * mute, or of a participant's output. A thread of the host reads it, to record, to recognise speech or to listen in.
 * If that thread is too slow, frames are dropped and counted, and nobody in the room notices. Make a tap, read it
 * until it ends, free it:
 *
 *     mixminus_tap tap;
 *     mixminus_tap_new(engine, room, MIXMINUS_TAP_MIX, 1000, &tap);    // space for one second
 *     int16_t samples[10 * 160];                                       // ten frames of 20 ms at 8000 Hz
 *     mixminus_tap_frame frames[10];
 *     size_t count;
 *     while (mixminus_tap_read(engine, tap, samples, frames, sizeof frames[0], 10, &count) == MIXMINUS_OK) {
 *         for (size_t i = 0; i < count; i++) {
 *             keep(frames[i].tick, samples + i * 160);                 // a step in the ticks: frames are missing
 *         }
 *         sleep_ms(100);
 *     }                                                                // MIXMINUS_ERR_ENDED: the room has ended
 *     mixminus_tap_free(engine, tap);
 */

/// In mixminus_tap_frame.flags: all samples are zero.
#define MIXMINUS_TAP_SILENT 1

/// In mixminus_tap_frame.flags: the sum of all contributions exceeded 16 bits and was limited.
#define MIXMINUS_TAP_OVERLOAD 8

/// Where a tap takes its frames.
enum mixminus_tap_point
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// Of a room: the sum of all contributions, limited to 16 bits.
    MIXMINUS_TAP_MIX = 0,
    /// Of a participant: its audio after DTMF suppression and the delay of that, before mute and gain. While it is
    /// muted, a break in its audio has no decay of 2 ms.
    MIXMINUS_TAP_BEFORE_MUTE = 1,
    /// Of a participant: its contribution to the mix, after mute, gain and ramps.
    MIXMINUS_TAP_AFTER_MUTE = 2,
    /// Of a participant: its output, each frame for which its out-ring has space.
    MIXMINUS_TAP_OUTPUT = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_tap_point mixminus_tap_point;
#else
typedef uint32_t mixminus_tap_point;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Description of a tapped frame. It has no struct_size because frames come in arrays: mixminus_tap_read is given the
/// size of an element.
typedef struct mixminus_tap_frame {
    /// Number of the tick that made it. A step of more than one from frame to frame means that ticks were skipped, that
    /// the participant was in no room, or that frames were dropped because the ring was full.
    uint64_t tick;
    /// The room of that tick.
    uint64_t room;
    /// A number that identifies the participant's join, different for each of its joins; 0 for a room's tap.
    uint64_t join;
    /// MIXMINUS_TAP_SILENT and MIXMINUS_TAP_OVERLOAD.
    uint32_t flags;
    /// 0.
    uint32_t reserved;
} mixminus_tap_frame;

/// The state of a tap.
typedef struct mixminus_tap_info {
    /// Set by mixminus_tap_info_init.
    uint32_t struct_size;
    /// A MIXMINUS_TAP_ point.
    uint32_t point;
    /// The room or participant that is tapped.
    uint64_t target;
    /// The first tick of which it may have a frame; 0: none so far.
    uint64_t began;
    /// The last tick of which it may have a frame; 0: it has not ended.
    uint64_t ended;
    /// Frames that were put into its ring.
    uint64_t frames;
    /// Frames that were dropped because its ring was full.
    uint64_t dropped;
    /// Sample rate of its frames, Hz: that of the room, or of the participant's line.
    uint32_t sample_rate_hz;
    /// 0.
    uint32_t reserved;
} mixminus_tap_info;

/// Makes a tap. From the next tick on it gets a frame of every tick in which its target is in a room. A participant's
/// tap continues over all its joins and ends when the participant is freed; a room's tap ends with the room.
///
/// target: a room for MIXMINUS_TAP_MIX, else a participant.
/// point: a MIXMINUS_TAP_ point, MIXMINUS_TAP_MIX to MIXMINUS_TAP_OUTPUT.
/// buffer_ms: audio that may wait to be read, ms: one frame to 60000; the engine takes memory for that much.
/// tap: receives the tap, which mixminus_tap_free frees; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or tap is NULL, or point or buffer_ms is out of its
/// range), MIXMINUS_ERR_TOO_MANY_TAPS (max_taps of the account), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_tap_new(mixminus_engine *engine,
                                 uint64_t target,
                                 uint32_t point,
                                 uint32_t buffer_ms,
                                 mixminus_tap *tap);

/// Takes frames from a tap, oldest first, as many as are available and fit. Does not wait.
///
/// samples: space for capacity frames; frame k begins at samples + k * length. The length is that of a frame at the tap's
/// sample rate (mixminus_tap_info).
/// frames: space for capacity elements of frame_size bytes, the description of each frame.
/// frame_size: sizeof(mixminus_tap_frame) as the host was compiled.
/// capacity: 1 or more.
/// count: receives how many frames were taken, 0 if none is available now; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, samples is at an odd address, or capacity is
/// 0 or more than half the address space holds), MIXMINUS_ERR_STRUCT_SIZE (frame_size), MIXMINUS_ERR_ENDED (the target
/// has ended, and everything has been read), MIXMINUS_ERR_BUSY (another thread is reading this tap) or a handle status.
/// Never sets mixminus_last_error.
/// Thread: one reader per tap. Wait-free.
mixminus_status mixminus_tap_read(mixminus_engine *engine,
                                  mixminus_tap tap,
                                  int16_t *samples,
                                  mixminus_tap_frame *frames,
                                  size_t frame_size,
                                  size_t capacity,
                                  size_t *count);

/// Frees a tap; frames that wait in it are lost. Works with a full command queue and a stopped clock.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status.
/// Thread: any but the ticker. A read of another thread at the same time completes safely.
mixminus_status mixminus_tap_free(mixminus_engine *engine, mixminus_tap tap);

/// Prepares a struct for mixminus_tap_get_info to fill in.
///
/// info: the struct to fill.
/// size: sizeof *info.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_tap_info_init(mixminus_tap_info *info,
                                       size_t size);

/// Returns what a tap takes, since when, and how many frames it got and dropped.
///
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_tap_get_info(mixminus_engine *engine,
                                      mixminus_tap tap,
                                      mixminus_tap_info *info);

/*
 * Recordings
 *
 * A recording writes WAV files, one per track: a room's mix, or a participant's audio or output. The engine's recorder
 * thread, mixminus-rec, takes the audio from taps, so a slow or full disk never affects a tick. All tracks are in
 * step: sample i of each belongs to the same tick. Where a track has no audio (its participant was in no room, ticks
 * were skipped, frames were dropped) it has silence, which is counted. Start it, let it run, stop it:
 *
 *     mixminus_record_config config;
 *     mixminus_record_config_init(&config, sizeof config);
 *     mixminus_record_track tracks[2] = {
 *         {.target = room, .point = MIXMINUS_TAP_MIX, .path = "room.wav", .path_len = 8},
 *         {.target = caller, .point = MIXMINUS_TAP_BEFORE_MUTE, .path = "caller.wav", .path_len = 10},
 *     };
 *     mixminus_recording recording;
 *     mixminus_recording_start(engine, &config, tracks, sizeof tracks[0], 2, &recording);
 *     talk(engine, caller);
 *     mixminus_recording_stop(engine, recording, NULL);
 *
 * A recording may announce itself: config.announcement plays to the recorded participants before the first sample, and
 * to later joiners; config.beep_s plays a beep at intervals.
 *
 * A recording writes only to files that it has made. It never opens, truncates or deletes a file of anybody else, and
 * follows no link to one. A relative path starts at the working directory of the process when the recording starts.
 * Only the owner may read the files, unless config.file_mode says otherwise. If somebody deletes a file while it is
 * written, its contents count as lost, and the recording continues in another file within a second. If somebody moves
 * it, it is written to its end in its new place. If somebody truncates it, silence replaces what was cut, which counts
 * as lost.
 *
 * Files are 16-bit mono, each at the rate of its room or line. They are crash-safe: after kill -9 the files open, and
 * at most the last second is missing.
 *
 * A file system that hangs or is slow holds up only the recordings whose files are on it. Their frames wait in the
 * rings of their taps, up to config.buffer_ms; later ones are dropped and counted. A recording for which a file system
 * call has not returned for 2 seconds is MIXMINUS_RECORD_FAILED until it does. mixminus_recording_start,
 * mixminus_recording_stop and mixminus_engine_free each wait for files for at most 5 seconds. In a library that was
 * built without recordings, each call of this section returns MIXMINUS_ERR_UNSUPPORTED.
 */

/// The state of a recording.
enum mixminus_record_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// It waits for its first tick, or for the end of its announcement.
    MIXMINUS_RECORD_STARTING = 0,
    /// It is recording.
    MIXMINUS_RECORD_RUNNING = 1,
    /// It is paused.
    MIXMINUS_RECORD_PAUSED = 2,
    /// Nothing can be written, as message says. It tries again every second; what could not be written becomes silence.
    MIXMINUS_RECORD_FAILED = 3,
    /// Everything that it records has ended, or it was stopped; its files are complete.
    MIXMINUS_RECORD_STOPPED = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_record_state mixminus_record_state;
#else
typedef uint32_t mixminus_record_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// How a recording is made. mixminus_record_config_init fills in the defaults.
typedef struct mixminus_record_config {
    /// Set by mixminus_record_config_init.
    uint32_t struct_size;
    /// Audio that is kept while the disk does not respond, before frames are dropped, ms: one frame to 60000. The
    /// engine takes memory for that much, per track. Default 4000.
    uint32_t buffer_ms;
    /// Size limit of a file, bytes: 4096 to 4294967295. A file that would exceed it is completed and the next begins,
    /// in the same tick for all tracks. Default 4294967295.
    uint64_t split_bytes;
    /// Sound that announces the recording. It plays once to each participant in a recorded room, to each in a room with
    /// a recorded participant, and to a recorded participant in no room; besides everything else that plays to them,
    /// also on hold and deaf; and again if a participant joins such a room again. The recording begins, and
    /// MIXMINUS_EVENT_RECORDING_STARTED reports it, with the tick after all of them have heard it to its end. A
    /// participant that joins later hears it as it joins. Until a participant has heard all of it, the tracks leave it
    /// out: a room's track and its own track are without it, and an output track is silent while anyone speaks there
    /// who has not heard it. If the host does not read a participant's audio in time, the announcement waits for it,
    /// and begins again if frames were lost; the recording begins without that participant two seconds later. A
    /// participant whose audio the host has never read counts as having heard it. The announcement takes a play and a
    /// command per participant. Default MIXMINUS_SOUND_NONE.
    mixminus_sound announcement;
    /// Interval of a beep (1400 Hz, 200 ms) that plays to those rooms while the recording runs, and is in the recording
    /// too, seconds: 1 to 60; 0: no beep. The rooms are those at the start of the recording. Default 0.
    uint32_t beep_s;
    /// Must be 0.
    uint32_t reserved;
    /// Permissions of the files, such as 0640: 1 to 0777, whatever the umask; 0: 0600 less the umask, so only the owner
    /// may read them. Default 0.
    uint32_t file_mode;
    /// Must be 0.
    uint32_t reserved_2;
} mixminus_record_config;

/// One track of a recording. It has no struct_size because tracks come in arrays: mixminus_recording_start is given the
/// size of an element.
typedef struct mixminus_record_track {
    /// A room for MIXMINUS_TAP_MIX, else a participant.
    uint64_t target;
    /// A MIXMINUS_TAP_ point.
    uint32_t point;
    /// Must be 0.
    uint32_t reserved;
    /// Path of the WAV file, path_len bytes, borrowed for the call. Nothing of that name may exist, not even a link.
    /// When the file is full, the next ones are numbered: room-0002.wav follows room.wav. A number whose name is taken
    /// is skipped.
    const char *path;
    /// Length of path, bytes: 1 to 4095.
    size_t path_len;
} mixminus_record_track;

/// The state of a recording, or its state when it stopped.
typedef struct mixminus_recording_info {
    /// Set by mixminus_recording_info_init.
    uint32_t struct_size;
    /// A MIXMINUS_RECORD_ state.
    uint32_t state;
    /// Number of the tick of its first samples; 0 while it waits for that.
    uint64_t start_tick;
    /// Number of the last tick of which all samples were taken from the taps.
    uint64_t tick;
    /// Samples of each track so far: of every tick from start_tick to tick, except those that were paused.
    uint64_t samples;
    /// Number of times that a track had no frame where it should have one, over all tracks.
    uint64_t gaps;
    /// Samples of silence that replaced them.
    uint64_t gap_samples;
    /// Frames that were dropped because a ring was full; they are counted in gaps too.
    uint64_t dropped_frames;
    /// Samples that could not be written, or were in a file that somebody deleted or truncated: silence if the
    /// recording could continue, else missing at the end.
    uint64_t lost_samples;
    /// Number of tracks.
    uint32_t tracks;
    /// Number of files of the track that has the most.
    uint32_t files;
    /// Why nothing can be written; ends in NUL; empty if all is well.
    uint8_t message[256];
} mixminus_recording_info;

/// Fills a configuration with the defaults.
///
/// config: the struct to fill.
/// size: sizeof *config.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_record_config_init(mixminus_record_config *config,
                                            size_t size);

/// Starts a recording with the next tick. Makes its files, and starts the recorder's thread if this is the engine's
/// first recording.
///
/// config: how to record, borrowed for the call.
/// tracks: track_count elements of track_size bytes, borrowed for the call with their paths.
/// track_size: sizeof(mixminus_record_track) as the host was compiled.
/// track_count: 1 to 65536; each track takes one tap of the engine's max_taps.
/// recording: receives the recording, which mixminus_recording_stop ends; 0 if the call fails, and then no file is
/// left. (One exception: if the disk fails, or somebody else takes a name, while the files are being made, the files
/// that were made remain, without samples, because a recording deletes nothing.)
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_SYSTEM (a file exists or cannot be made within 5 seconds; two tracks have the
/// same name, or one has a name that another would reach by its numbers), MIXMINUS_ERR_OUT_OF_MEMORY,
/// MIXMINUS_ERR_TOO_MANY_TAPS, MIXMINUS_ERR_QUOTA_EXCEEDED (an account may have max_taps tracks of recordings,
/// including those that have ended and were not stopped, and those in whose files a thread hangs; the samples of beep_s
/// seconds count against max_prompt_bytes), MIXMINUS_ERR_QUEUE_FULL (of commands, or max_plays),
/// MIXMINUS_ERR_UNSUPPORTED or a handle status, also for the announcement.
/// Thread: any but the ticker.
mixminus_status mixminus_recording_start(mixminus_engine *engine,
                                         const mixminus_record_config *config,
                                         const mixminus_record_track *tracks,
                                         size_t track_size,
                                         size_t track_count,
                                         mixminus_recording *recording);

/// Pauses a recording: audio after the last tick is left out, of all tracks alike. No effect if it is paused already.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (1024 pauses and
/// resumptions wait because a file hangs), MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_recording_pause(mixminus_engine *engine,
                                         mixminus_recording recording);

/// Resumes a paused recording: audio after the last tick is recorded. No effect if it is not paused.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (1024 pauses and
/// resumptions wait because a file hangs), MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_recording_resume(mixminus_engine *engine,
                                          mixminus_recording recording);

/// Stops a recording after the last tick. Waits until everything up to that is written and the files are complete. The
/// handle is stale afterwards (except for mixminus_recording_get_file). A recording that has ended by itself must be
/// stopped too.
///
/// Returns within 5 seconds, whatever the file system does; within 2 if a call to it hangs. Audio that is not in the
/// files by then never gets there and is counted in info.lost_samples; info.message says so, and a thread that hangs is
/// abandoned.
///
/// info: receives the final state; unchanged if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_STRUCT_SIZE (the recording
/// continues), MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker. Waits for the disk.
mixminus_status mixminus_recording_stop(mixminus_engine *engine,
                                        mixminus_recording recording,
                                        mixminus_recording_info *info);

/// Prepares a struct for mixminus_recording_get_info or mixminus_recording_stop to fill in.
///
/// info: the struct to fill.
/// size: sizeof *info.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_recording_info_init(mixminus_recording_info *info,
                                             size_t size);

/// Returns the state of a recording.
///
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE,
/// MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_recording_get_info(mixminus_engine *engine,
                                            mixminus_recording recording,
                                            mixminus_recording_info *info);

/// Returns the absolute path of a file of a recording, as it was named when it was made. It also works for the last 64
/// recordings that were stopped; beyond these, the oldest of the account that has the most of them is forgotten.
///
/// track: from 0, in the order of mixminus_recording_start.
/// file: from 0; mixminus_recording_info.files is the number of the track that has the most.
/// path: space for path_size bytes; receives the path, with a NUL at the end if there is space for it; NULL only if
/// path_size is 0.
/// path_len: receives the length of the path without the NUL, which may exceed path_size; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or there is no such track or file),
/// MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_recording_get_file(mixminus_engine *engine,
                                            mixminus_recording recording,
                                            uint32_t track,
                                            uint32_t file,
                                            char *path,
                                            size_t path_size,
                                            size_t *path_len);

/*
 * Events
 *
 * Events report what ticks have done, in the order of (tick, room, number), which does not depend on the number of
 * workers. One thread of the host polls them; between polls it may sleep on the event file descriptor:
 *
 *     int fd;
 *     mixminus_engine_event_fd(engine, &fd);
 *     struct pollfd wait = { .fd = fd, .events = POLLIN };
 *     while (poll(&wait, 1, -1) > 0) {
 *         mixminus_event events[64];
 *         size_t count;
 *         do {
 *             mixminus_engine_poll(engine, events, sizeof events[0], 64, &count);
 *             for (size_t i = 0; i < count; i++) {
 *                 handle(&events[i]);
 *             }
 *         } while (count == 64);
 *     }
 *
 * A host that polls too seldom loses events, but its view of the states is corrected: MIXMINUS_EVENT_GAP reports how
 * many events were lost, and then the latest state of each participant that they concerned is re-sent. Each account
 * has its share of the queue (event_queue). An account that has used up its share loses its own events and has its own
 * gap, while the events of other accounts continue, complete and in order.
 *
 * DTMF events are not states: those that are lost in a gap are not re-sent.
 *
 * Events have no struct_size each, because they come in arrays: mixminus_engine_poll is given the size of an element,
 * and writes that many bytes for each.
 */

/// In mixminus_event.state: muted.
#define MIXMINUS_STATE_MUTED 1

/// In mixminus_event.state: deaf.
#define MIXMINUS_STATE_DEAF 2

/// In mixminus_event.state: in a talkspurt.
#define MIXMINUS_STATE_TALKING 4

/// In mixminus_event.state: DTMF digits in its audio are reported as events.
#define MIXMINUS_STATE_DTMF_DETECTED 8

/// In mixminus_event.state: DTMF tones in its audio are suppressed.
#define MIXMINUS_STATE_DTMF_SUPPRESSED 16

/// In mixminus_event.state: tones are generated for digits that the host injects, unless DTMF is suppressed.
#define MIXMINUS_STATE_DTMF_GENERATED 32

/// In mixminus_event.state: on hold.
#define MIXMINUS_STATE_HELD 64

/// How a play ended.
enum mixminus_play_end
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// Its last sample was played.
    MIXMINUS_PLAY_COMPLETED = 1,
    /// It was stopped, or another play interrupted it.
    MIXMINUS_PLAY_STOPPED = 2,
    /// Its participant was freed, or its room ended.
    MIXMINUS_PLAY_DROPPED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_play_end mixminus_play_end;
#else
typedef uint32_t mixminus_play_end;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What happened. Later versions may add kinds; ignore kinds that you do not know.
enum mixminus_event_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// The first participant made the room.
    MIXMINUS_EVENT_ROOM_OPENED = 1,
    /// The last participant left the room; its handle is stale.
    MIXMINUS_EVENT_ROOM_ENDED = 2,
    /// The participant joined the room; state and value (its gain, thousandths of a decibel) are those of the join.
    MIXMINUS_EVENT_JOINED = 3,
    /// The participant left the room. reason: why (MIXMINUS_END_NONE if it is re-sent after a gap). value: for
    /// MIXMINUS_END_TERMINATOR the digit (an ASCII character), for MIXMINUS_END_SIGNAL the number of the signal.
    MIXMINUS_EVENT_LEFT = 4,
    /// The participant moved to room, from the room whose handle is value.
    MIXMINUS_EVENT_MOVED = 5,
    /// Settings of the participant changed: mute, deaf, hold, gain or how DTMF is treated. state and value (its gain,
    /// thousandths of a decibel) are the new ones.
    MIXMINUS_EVENT_CHANGED = 6,
    /// A talkspurt began.
    MIXMINUS_EVENT_TALK_STARTED = 7,
    /// A talkspurt ended.
    MIXMINUS_EVENT_TALK_STOPPED = 8,
    /// value events of one account were lost because the host did not poll in time. The states that they reported
    /// follow, with resent set: in this tick and, if the account's share of the queue does not suffice, in later ones,
    /// each after a gap.
    MIXMINUS_EVENT_GAP = 9,
    /// The driver was late by more than it may catch up; it skipped value ticks.
    MIXMINUS_EVENT_TICKS_SKIPPED = 10,
    /// The engine stopped after a defect in a tick; every session has ended.
    MIXMINUS_EVENT_STOPPED = 11,
    /// A DTMF digit is pressed: digit and the dtmf_ fields describe it. A digit in the audio is reported as soon as it
    /// is certain. A press that lasts from the participant's previous join, and presses that are lost in a gap, are not
    /// reported again.
    MIXMINUS_EVENT_DTMF_BEGAN = 12,
    /// The digit is released. A digit that is pressed when its participant leaves has no such event.
    MIXMINUS_EVENT_DTMF_ENDED = 13,
    /// The session reaches its time limit in value milliseconds.
    MIXMINUS_EVENT_SESSION_WARNING = 14,
    /// The session reached its time limit: the host should hang up.
    MIXMINUS_EVENT_SESSION_EXPIRED = 15,
    /// The room reaches its time limit in value milliseconds.
    MIXMINUS_EVENT_ROOM_WARNING = 16,
    /// A signal was sent to the participant. value: its number. outcome: a MIXMINUS_SIGNAL_ constant.
    MIXMINUS_EVENT_SIGNAL = 17,
    /// The room was locked (value 1) or unlocked (value 0).
    MIXMINUS_EVENT_ROOM_LOCKED = 18,
    /// The play whose number is value ended, to participant, or to room if participant is 0. outcome: a MIXMINUS_PLAY_
    /// constant. Play events that are lost in a gap are not re-sent.
    MIXMINUS_EVENT_PLAY_ENDED = 20,
    /// Nothing of the recording whose handle is value can be written; mixminus_recording_get_info says why. It tries
    /// again.
    MIXMINUS_EVENT_RECORDING_FAILED = 30,
    /// The recording whose handle is value began. room: the room whose mix it records, or 0. Recording events that are
    /// lost in a gap are not re-sent.
    MIXMINUS_EVENT_RECORDING_STARTED = 31,
    /// The recording whose handle is value stopped, by the host or because everything that it records has ended.
    MIXMINUS_EVENT_RECORDING_STOPPED = 32,
    /// The recording whose handle is value can be written again.
    MIXMINUS_EVENT_RECORDING_RECOVERED = 33,
    /// All that was written before the mark value was heard, the last of it in this tick. Mark events that are lost in a
    /// gap are not re-sent.
    MIXMINUS_EVENT_MARK_HEARD = 40,
    /// The mark value will not be heard: what was written before it was flushed, or the participant has left.
    MIXMINUS_EVENT_MARK_FLUSHED = 41,
    /// The in-ring of a speech agent has room again: less than a quarter of it waits, after more than three quarters had.
    /// value: samples that fit now. Not re-sent after a gap.
    MIXMINUS_EVENT_WRITABLE = 42,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_event_kind mixminus_event_kind;
#else
typedef uint32_t mixminus_event_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Why a participant left its room. The first reason to occur is the one that is reported.
enum mixminus_end_reason
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// Its conference has not ended.
    MIXMINUS_END_NONE = 0,
    /// The call hung up: the participant was freed, or mixminus_participant_hang_up was called.
    MIXMINUS_END_HANG_UP = 1,
    /// The engine stopped after a defect in a tick, or is being freed. mixminus_engine_stop ends no conference.
    MIXMINUS_END_ENGINE_STOPPED = 2,
    /// The room was closed.
    MIXMINUS_END_ROOM_CLOSED = 3,
    /// The host removed it: mixminus_participant_leave or mixminus_participant_remove.
    MIXMINUS_END_REMOVED = 4,
    /// The session or the room reached its time limit.
    MIXMINUS_END_TIME_LIMIT = 5,
    /// The participant pressed the terminator.
    MIXMINUS_END_TERMINATOR = 6,
    /// A signal interrupted the conference.
    MIXMINUS_END_SIGNAL = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_end_reason mixminus_end_reason;
#else
typedef uint32_t mixminus_end_reason;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// How a DTMF digit was received.
enum mixminus_dtmf_source
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// In-band: as tones in the participant's audio.
    MIXMINUS_DTMF_IN_BAND = 1,
    /// Out-of-band: by mixminus_participant_telephone_event, mixminus_participant_inject_dtmf_press or
    /// mixminus_participant_inject_dtmf_begin.
    MIXMINUS_DTMF_OUT_OF_BAND = 2,
    /// Both, as far as is known when the event is reported.
    MIXMINUS_DTMF_BOTH = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_dtmf_source mixminus_dtmf_source;
#else
typedef uint32_t mixminus_dtmf_source;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// One event. Fields that its kind does not use are zero.
typedef struct mixminus_event {
    /// Number of the event, from 1 on, per engine. Lost events leave a hole just before the MIXMINUS_EVENT_GAP that
    /// reports them.
    uint64_t sequence;
    /// The tick in which it happened; the first tick is 1.
    uint64_t tick;
    /// The room, or 0.
    mixminus_room room;
    /// The participant, or 0.
    mixminus_participant participant;
    /// The user value of the participant.
    uint64_t user;
    /// Depends on kind.
    int64_t value;
    /// What happened, a MIXMINUS_EVENT_ constant.
    uint32_t kind;
    /// For MIXMINUS_EVENT_LEFT the reason, a MIXMINUS_END_ constant.
    uint32_t reason;
    /// MIXMINUS_STATE_ flags of the participant after the event.
    uint32_t state;
    /// 1: re-sent after a gap; the state is valid, but when and in what order it came about is lost. 0: reported in
    /// order.
    uint32_t resent;
    /// MIXMINUS_EVENT_DTMF_BEGAN: where the press began; MIXMINUS_EVENT_DTMF_ENDED: where it ended. In samples of the
    /// engine's clock: the frame of tick T begins at (T - 1) * frame samples. A press that was detected in the audio
    /// lies before the frame that made it certain.
    uint64_t dtmf_position;
    /// DTMF events: the digit, an ASCII character: '0' to '9', '*', '#', 'A' to 'D'.
    uint32_t digit;
    /// DTMF events: how it was received, a MIXMINUS_DTMF_ constant.
    uint32_t dtmf_source;
    /// MIXMINUS_EVENT_DTMF_ENDED: duration of the press, samples; for a telephone event or a SIP INFO the duration
    /// given there.
    uint32_t dtmf_duration;
    /// DTMF events: mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full
    /// scale); for a digit that was received out of band only, the level that the host gave.
    int32_t dtmf_level_mdbm0;
    /// DTMF events: twist, the power of the column tone over that of the row tone, thousandths of a decibel; 0 for a
    /// digit that was received out of band only.
    int32_t dtmf_twist_mdb;
    /// MIXMINUS_EVENT_SIGNAL: the outcome, a MIXMINUS_SIGNAL_ constant. MIXMINUS_EVENT_PLAY_ENDED: how it ended, a
    /// MIXMINUS_PLAY_ constant.
    uint32_t outcome;
} mixminus_event;

/// Takes as many events as are available and fit. Does not wait.
///
/// events: space for capacity elements of event_size bytes; NULL only if capacity is 0.
/// event_size: sizeof(mixminus_event) as the host was compiled. If it is smaller than the library's, each event is cut
/// to it; if larger, the rest of each element is set to zero.
/// count: receives how many were taken; less than capacity means that there are no more. 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or capacity is more than half the address
/// space holds), MIXMINUS_ERR_STRUCT_SIZE (event_size) or MIXMINUS_ERR_BUSY (another thread is polling).
/// Thread: one poller per engine; not a thread that ticks in real time.
mixminus_status mixminus_engine_poll(mixminus_engine *engine,
                                     mixminus_event *events,
                                     size_t event_size,
                                     size_t capacity,
                                     size_t *count);

/// Returns a file descriptor that is readable while events are waiting, for poll(2), select(2) or epoll(7). The first
/// call makes it. A mixminus_engine_poll that takes all events makes it unreadable again. The host must not read, write
/// or close it.
///
/// fd: receives the descriptor, which the engine owns and closes in mixminus_engine_free; -1 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_UNSUPPORTED (not on Linux) or
/// MIXMINUS_ERR_SYSTEM.
/// Thread: any but the ticker.
mixminus_status mixminus_engine_event_fd(mixminus_engine *engine,
                                         int32_t *fd);

/*
 * Statistics
 *
 * Counters of an engine, and of a participant, since it was made:
 *
 *     mixminus_engine_stats stats;
 *     mixminus_engine_stats_init(&stats, sizeof stats);
 *     mixminus_engine_get_stats(engine, &stats);
 *     printf("mean tick: %" PRIu64 " ns\n", stats.ticks ? stats.tick_ns_total / stats.ticks : 0);
 *
 * They are read while ticks run, so two counters of one reading may differ by a tick.
 */

/// Number of buckets in the histograms of tick times.
#define MIXMINUS_TICK_BUCKETS 32

/// Number of stages that mixminus_engine_stats has space for; those without a constant are zero.
#define MIXMINUS_MAX_STAGES 16

/// In mixminus_engine_stats.stage_ns: apply commands and settings.
#define MIXMINUS_STAGE_COMMANDS 0

/// In mixminus_engine_stats.stage_ns: take frames from in-rings, detect and suppress DTMF, apply gain and ramps,
/// measure levels.
#define MIXMINUS_STAGE_INPUT 1

/// In mixminus_engine_stats.stage_ns: sum the contributions and subtract each participant's own.
#define MIXMINUS_STAGE_MIX 2

/// In mixminus_engine_stats.stage_ns: give the common frame to silent participants, publish out-rings.
#define MIXMINUS_STAGE_OUTPUT 3

/// In mixminus_engine_stats.stage_ns: end empty rooms, publish events and statistics.
#define MIXMINUS_STAGE_PUBLISH 4

/// Statistics of an engine.
typedef struct mixminus_engine_stats {
    /// Set by mixminus_engine_stats_init.
    uint32_t struct_size;
    /// 1: the engine's memory is locked into RAM. 0: it is not, or that was not asked for.
    uint32_t memory_locked;
    /// Rooms with at least one participant, as of the last tick.
    uint32_t active_rooms;
    /// Participants in rooms, as of the last tick.
    uint32_t active_participants;
    /// Ticks that were run.
    uint64_t ticks;
    /// Ticks that were skipped because the driver was too late to catch up.
    uint64_t skipped_ticks;
    /// Commands that were applied.
    uint64_t commands;
    /// Events that were lost because the host did not poll in time.
    uint64_t events_lost;
    /// Frames whose sum exceeded 16 bits and was limited.
    uint64_t overloads;
    /// Run time of all ticks, ns, without the time by which the system woke the driver late.
    uint64_t tick_ns_total;
    /// Run time of the longest tick, ns.
    uint64_t tick_ns_max;
    /// The longest time by which the system woke the driver late, ns.
    uint64_t wake_late_ns_max;
    /// tick_ns_total by stage (MIXMINUS_STAGE_), over all workers, ns. Zero on machines whose cycle counter is not
    /// supported.
    uint64_t stage_ns[MIXMINUS_MAX_STAGES];
    /// Bucket b counts the ticks that ran for 2^b to 2^(b+1) - 1 ns; the last bucket counts all longer ones too.
    uint64_t tick_ns_histogram[MIXMINUS_TICK_BUCKETS];
    /// Like tick_ns_total, in processor time of the driver's thread: without the time that the system gave to other
    /// threads during a tick. On Linux also without the time that a hypervisor took, where it reports that. Zero with
    /// the host's clock, and on systems other than Linux.
    uint64_t tick_cpu_ns_total;
    /// Like tick_ns_max, in processor time.
    uint64_t tick_cpu_ns_max;
    /// Like tick_ns_histogram, in processor time.
    uint64_t tick_cpu_ns_histogram[MIXMINUS_TICK_BUCKETS];
} mixminus_engine_stats;

/// Statistics of a participant. They count samples of its line, also where the host writes and reads at other rates.
typedef struct mixminus_participant_stats {
    /// Set by mixminus_participant_stats_init.
    uint32_t struct_size;
    /// Samples in the in-ring after the last tick took its frame.
    uint32_t in_fill;
    /// Samples waiting in the out-ring, as of the last read.
    uint32_t out_fill;
    /// Delay from write to read within the engine, samples: in-ring fill + DTMF look-ahead + one frame + out-ring fill,
    /// as of the last read. The filters of mixminus_participant_set_rates add to it what they delay.
    uint32_t latency;
    /// Mean square of the last frame's contribution; full scale is 2^30.
    uint32_t mean_square;
    /// Peak of the last frame's contribution: 0 to 32768.
    uint32_t peak;
    /// Samples that writes accepted.
    uint64_t written;
    /// Samples that writes had no space for, because the clock had stopped.
    uint64_t write_refused;
    /// Samples that writes accepted while the participant was in no room; they are discarded.
    uint64_t write_discarded;
    /// Samples of the room that reads returned.
    uint64_t read;
    /// Samples that reads returned because the room's were not available: made up of the last frame, or silence.
    uint64_t read_silence;
    /// Ticks at which the in-ring was empty.
    uint64_t underruns;
    /// Cuts that brought an overfull in-ring back to its cap.
    uint64_t trims;
    /// Samples that these cuts removed.
    uint64_t trimmed;
    /// Frames that the tick dropped because the out-ring was full.
    uint64_t out_dropped;
    /// Frames that reads skipped because they were older than the cap, or because more were waiting than the reads need.
    uint64_t out_stale;
    /// Samples that came after their time had been played (W3C: packets_discarded, there in packets).
    uint64_t late;
    /// Samples that came twice.
    uint64_t duplicate;
    /// Samples that came after later ones, in time to be played.
    uint64_t reordered;
    /// Samples that were missing when their time came, and were filled (W3C: concealed_samples).
    uint64_t concealed;
    /// Gaps that were filled (W3C: concealment_events).
    uint64_t concealment_events;
    /// The reserve that an adaptive target aims for, samples beyond the fastest of the last packets; 0 if the target is
    /// fixed (W3C: jitter_buffer_target_delay, there summed).
    uint64_t target;
    /// Samples that were put in to raise the delay: to an adaptive target, or against a clock that is slower than
    /// the engine's (W3C: inserted_samples_for_deceleration).
    uint64_t inserted;
    /// Samples that were left out to lower the delay: to an adaptive target, after a burst, or against a clock that
    /// is faster than the engine's (W3C: removed_samples_for_acceleration).
    uint64_t removed;
    /// Samples of a speech agent's line that were heard or flushed since it joined: how far its listeners have come. 0 for
    /// other lines.
    uint64_t played;
} mixminus_participant_stats;

/// Prepares a struct for mixminus_engine_get_stats to fill in.
///
/// stats: the struct to fill.
/// size: sizeof *stats.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (stats is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_engine_stats_init(mixminus_engine_stats *stats,
                                           size_t size);

/// Returns the engine's counters.
///
/// stats: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL) or MIXMINUS_ERR_STRUCT_SIZE.
/// Thread: any.
mixminus_status mixminus_engine_get_stats(mixminus_engine *engine, mixminus_engine_stats *stats);

/// Prepares a struct for mixminus_participant_get_stats to fill in.
///
/// stats: the struct to fill.
/// size: sizeof *stats.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (stats is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_participant_stats_init(mixminus_participant_stats *stats,
                                                size_t size);

/// Returns a participant's counters.
///
/// stats: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
mixminus_status mixminus_participant_get_stats(mixminus_engine *engine,
                                               mixminus_participant participant,
                                               mixminus_participant_stats *stats);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* MIXMINUS_H */
