/*
 * mixminus: conferences for telephony hosts
 *
 * Everyone in a room hears the sum of all the others and never itself. A host makes an engine, gives each of its
 * calls a participant, writes 20 ms frames in and reads 20 ms frames out. Nothing between a write and a read
 * allocates, locks, waits or makes a system call.
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
 * Rules for all calls:
 *
 * Statuses. Every call answers a mixminus_status, 0 = ok, and results by pointer. Each function lists what it can
 * return; besides, any call on an engine can return MIXMINUS_ERR_ENGINE_STOPPED (after a defect in a tick),
 * MIXMINUS_ERR_FORKED (in a fork of the process that made it) and MIXMINUS_ERR_INTERNAL. The library never aborts,
 * and nothing is thrown across this border.
 *
 * Pointers. Each is NULL, which gets a status, or good for what the call does with it while the call lasts. The
 * library keeps no pointer of the host. A result that is a number or a handle is 0 after a call that failed, unless
 * its function says otherwise.
 *
 * Strings are pointer and length, any bytes, no NUL at their end.
 *
 * Ownership. An engine is the host's, from mixminus_engine_new to mixminus_engine_free; participants are 64-bit
 * handles, from mixminus_participant_new to mixminus_participant_free or to the end of the engine; rooms come and go
 * by themselves.
 *
 * Threads. "Any": any thread, and any number at once. "Any but the ticker's": such a call may lock and allocate, so a
 * real-time thread does not make it; nor does a signal handler. A loop that ticks by itself may, between ticks. "One
 * writer, one reader, one ticker, one poller": one thread at a time; a second one at the same time gets
 * MIXMINUS_ERR_BUSY and nothing is done. The library starts no thread before mixminus_engine_start or
 * mixminus_recording_start, and installs no signal handler.
 *
 * Cancellation. A thread that is cancelled (pthread_cancel) in a call is cancelled after the call has returned, also if a
 * function of the host's that the call runs reaches a cancellation point. To end a call that waits, hang its
 * participant up. A thread whose cancellation is asynchronous makes no audio calls.
 *
 * Memory. A call for which the system has no memory returns MIXMINUS_ERR_OUT_OF_MEMORY, and nothing has changed. The library
 * as `make` builds it keeps 1 MiB in reserve for small allocations, so that no call ends the process for want of memory;
 * once the reserve is used up, calls that make something are refused. Calls that end, free, read, write and tick need none.
 *
 * Structs grow. Most begin with struct_size, which their _init sets to the size that it is given: the host passes
 * sizeof, so that what it was compiled with is told, whatever library it runs with. An _init comes first, the host's
 * own values then. A size smaller than a struct's first version gets MIXMINUS_ERR_STRUCT_SIZE. Between host and
 * library of different versions:
 * - the library is newer: fields that the host does not have take their defaults, or are not written;
 * - the host is newer: what the library does not know must be zero, else MIXMINUS_ERR_STRUCT_SIZE; in a struct that
 *   the library fills in, it is set to zero. A field that is added later means, when zero, what was done before it.
 *
 * Fields named reserved must be 0. Flags are 0 or 1, and nothing else.
 */

#ifndef MIXMINUS_H
#define MIXMINUS_H

/* Written by cbindgen from src/ffi. Do not edit: MIXMINUS_BLESS=1 cargo test --test header writes it anew. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Status
 *
 * Every call answers a mixminus_status. Control calls also leave a sentence that says what was wrong:
 *
 *     mixminus_status status = mixminus_participant_set_gain(engine, caller, 99000);
 *     if (status != MIXMINUS_OK) {
 *         fprintf(stderr, "%s: %s\n", mixminus_status_str(status), mixminus_last_error());
 *         // invalid argument: gain_mdb: 99000, must be -60000 to 24000
 *     }
 *
 * The audio calls (mixminus_engine_tick, mixminus_participant_write, _write_ex, _read, _read_ex) answer by their
 * status alone: they touch no thread-local and allocate nothing, whatever happens.
 */

/// The first number of the version that this header belongs to.
#define MIXMINUS_VERSION_MAJOR 0

/// The second number of the version that this header belongs to.
#define MIXMINUS_VERSION_MINOR 1

/// The third number of the version that this header belongs to.
#define MIXMINUS_VERSION_PATCH 0

/// What a call answers. Zero is success; errors are negative and are never renumbered. Later versions may add some.
enum mixminus_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// The call did what it says.
    MIXMINUS_OK = 0,
    /// An argument is NULL, out of its range, or not of its form.
    MIXMINUS_ERR_INVALID_ARGUMENT = -1,
    /// struct_size is smaller than the first version of the struct, or larger than this library knows and the
    /// part that it does not know is not zero.
    MIXMINUS_ERR_STRUCT_SIZE = -2,
    /// The handle is zero, or not a handle at all.
    MIXMINUS_ERR_INVALID_HANDLE = -3,
    /// The object has been freed or has ended.
    MIXMINUS_ERR_STALE_HANDLE = -4,
    /// The handle belongs to another engine.
    MIXMINUS_ERR_FOREIGN_HANDLE = -5,
    /// The handle names an object of another kind, such as a room where a participant is due.
    MIXMINUS_ERR_WRONG_KIND = -6,
    /// Another thread is inside the same side (writer, reader, poller, ticker) of the object. Nothing was done.
    MIXMINUS_ERR_BUSY = -7,
    /// The engine is in the other mode: a host tick while drivers run, a driver call without drivers.
    MIXMINUS_ERR_WRONG_MODE = -8,
    /// The participant is in no room.
    MIXMINUS_ERR_NOT_IN_ROOM = -9,
    /// The participant is in a room already.
    MIXMINUS_ERR_ALREADY_IN_ROOM = -10,
    /// The room has as many participants as it may hold.
    MIXMINUS_ERR_ROOM_FULL = -11,
    /// The account has as many participants as max_participants, or as many as leave others theirs.
    MIXMINUS_ERR_TOO_MANY_PARTICIPANTS = -12,
    /// The account has as many rooms as max_rooms, or as many as leave others theirs.
    MIXMINUS_ERR_TOO_MANY_ROOMS = -13,
    /// The account has used up a quota or a share of its own.
    MIXMINUS_ERR_QUOTA_EXCEEDED = -14,
    /// As many of the account's commands wait as may: the clock has stopped or is far behind; or as many of its sounds play.
    /// Nothing was changed; try after a tick.
    MIXMINUS_ERR_QUEUE_FULL = -15,
    /// There is no such room.
    MIXMINUS_ERR_NOT_FOUND = -16,
    /// The engine has stopped: every session has ended.
    MIXMINUS_ERR_ENGINE_STOPPED = -17,
    /// This process is a fork of the one that made the engine.
    MIXMINUS_ERR_FORKED = -18,
    /// The system has not given the memory that was asked for.
    MIXMINUS_ERR_OUT_OF_MEMORY = -19,
    /// The system refused; mixminus_last_error has its error number.
    MIXMINUS_ERR_SYSTEM = -20,
    /// This build or this machine does not have what was asked for.
    MIXMINUS_ERR_UNSUPPORTED = -21,
    /// A defect of the library was caught at its border; the host is unharmed. Any call may answer it.
    MIXMINUS_ERR_INTERNAL = -22,
    /// The session's time is over: it may only be freed.
    MIXMINUS_ERR_SESSION_EXPIRED = -23,
    /// The room is locked.
    MIXMINUS_ERR_ROOM_LOCKED = -24,
    /// A signal that had been waiting has interrupted the conference as it started.
    MIXMINUS_ERR_INTERRUPTED = -25,
    /// The call has been hung up.
    MIXMINUS_ERR_HUNG_UP = -26,
    /// There will be nothing more to read: what was tapped has ended.
    MIXMINUS_ERR_ENDED = -35,
    /// The account has as many taps as max_taps, or as many as leave others theirs.
    MIXMINUS_ERR_TOO_MANY_TAPS = -36,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_status mixminus_status;
#else
typedef int32_t mixminus_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// A short English sentence for a status, such as "the room is full", without a full stop, for logs.
///
/// status: any number; one that this library does not know is answered by "unknown status".
/// Returns a string that ends in NUL, belongs to the library and is good for ever. Never NULL.
/// Thread: any.
const char *mixminus_status_str(int32_t status);

/// What exactly was wrong with the last control call of this thread that failed, such as
/// "account: length 0, must be 1 to 255". A call that succeeds does not clear it; the audio calls never set it.
///
/// Returns a string that ends in NUL, belongs to the library and is good until the next control call of this
/// thread that fails, or until the thread ends. Empty if none has failed. Never NULL.
/// Thread: any; each has its own.
const char *mixminus_last_error(void);

/// The version of the library that runs, such as "0.1.0"; the MIXMINUS_VERSION_ numbers are the header's.
///
/// Returns a string that ends in NUL, belongs to the library and is good for ever. Never NULL.
/// Thread: any.
const char *mixminus_version(void);

/*
 * Handles
 *
 * Participants, rooms, prompts, taps and recordings are named by 64-bit values. A handle can be copied, stored and sent to
 * other threads, and it may outlive what it names: it is then answered by MIXMINUS_ERR_STALE_HANDLE, never by another
 * object. 0 is no handle. A handle of another engine gets MIXMINUS_ERR_FOREIGN_HANDLE, a room where a participant is due
 * (or the reverse) MIXMINUS_ERR_WRONG_KIND, and a value that no engine ever made MIXMINUS_ERR_INVALID_HANDLE.
 * A call that takes a handle can return each of these four; below they are called "the handle statuses".
 */

/// The bytes of a name, or a text, in a struct that the library fills in: 255 and a NUL.
#define MIXMINUS_NAME_BYTES 256

/// An engine: rooms, participants and one clock. Made by mixminus_engine_new, ended by mixminus_engine_free.
typedef struct mixminus_engine mixminus_engine;

/// Names one participant of one engine: one call of a telephony host. 0: none.
typedef uint64_t mixminus_participant;

/// Names one room of one engine, from its first join to its last leave. 0: none.
typedef uint64_t mixminus_room;

/// Bytes of the host's, such as a name: any bytes, compared byte by byte, no NUL at their end.
typedef struct mixminus_text {
    /// The bytes; may be NULL if there are none.
    const char *bytes;
    /// How many.
    size_t length;
} mixminus_text;

/// Names one prompt of one engine, from mixminus_prompt_new to mixminus_prompt_free. 0: none.
typedef uint64_t mixminus_prompt;

/// Names one play, a number that an engine gives once. 0: none.
typedef uint64_t mixminus_play;

/// Names one tap of one engine. 0: none.
typedef uint64_t mixminus_tap;

/// Names one recording of one engine. 0: none.
typedef uint64_t mixminus_recording;

/*
 * Engine configuration
 *
 * What an engine is made of is chosen once: every later cost is known before the first call comes in.
 *
 *     mixminus_engine_config config;
 *     mixminus_engine_config_init(&config, sizeof config);   // the defaults
 *     config.sample_rate_hz = 16000;
 *     config.max_participants = 5000;
 *     uint64_t bytes;
 *     mixminus_engine_memory_bytes(&config, &bytes);         // the most that it takes
 *
 * Accounts cannot exhaust each other. Of everything that is counted, the configuration says how much ONE account may have
 * at once. The engine has more: twice as many places for commands, events, plays, taps and recordings, twice as many bytes
 * for prompts and for names, a quarter more rooms, a sixteenth more participants. An account may take a place as long as it
 * has fewer than are left free (of rooms four times, of participants sixteen times as many as are left free). So one
 * account alone can use all that it may have, and whatever it does, the next one still finds half as many places and bytes,
 * a fifth of max_rooms and a seventeenth of max_participants, the one after that its part of the rest, and so on. A call
 * that is refused names the limit, its value and the account in mixminus_last_error. Quotas (mixminus_account_quota_set)
 * set lower limits.
 */

/// How wide the arithmetic runs. Every level gives the same samples, bit for bit.
enum mixminus_simd
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// What the environment variable MIXMINUS_SIMD names (portable, sse2, avx2, avx512, neon), else the best that
    /// the machine has.
    MIXMINUS_SIMD_AUTO = 0,
    /// Plain code, for every machine.
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

/// The settings of an engine. mixminus_engine_config_init gives the defaults.
typedef struct mixminus_engine_config {
    /// Set by mixminus_engine_config_init.
    uint32_t struct_size;
    /// The rate of every room and participant: 8000, 16000, 32000 or 48000. Default 8000.
    uint32_t sample_rate_hz;
    /// How long a frame, and so a tick, is: 10 or 20. Default 20.
    uint32_t frame_ms;
    /// How many participants an account may have at once, in or out of rooms: 1 to 1048575. One that was freed in a room
    /// counts until the next tick. Default 1024.
    uint32_t max_participants;
    /// How many rooms an account may have at once: 1 to 1048575. One that has ended counts until the next tick.
    /// Default 256.
    uint32_t max_rooms;
    /// How many participants a room holds unless its template says otherwise: 1 to 1024. Default 100.
    uint32_t room_capacity;
    /// The reserve that a participant's in-ring gathers before it is heard: 0 to 200 ms. Default 20.
    uint32_t prefill_ms;
    /// The largest cap_ms that a join may ask for; it fixes the size of every ring: prefill_ms + 40 to 1000 ms.
    /// Default 100.
    uint32_t max_cap_ms;
    /// The longest stretch that may be written between two ticks, in one write or several: it is sure to be taken while
    /// the clock runs, and never cut while it comes no faster than real time. It adds to the size of every ring: frame_ms to
    /// 1000 ms. Default 60.
    uint32_t max_write_ms;
    /// How many commands of an account may wait for the next tick: 16 to 1048576. Default 4096.
    uint32_t command_queue;
    /// How many events of an account may wait to be polled: 16 to 1048576. Default 8192.
    uint32_t event_queue;
    /// How many rooms an account without a quota of its own may have at once; 0: max_rooms. Default 0.
    uint32_t account_rooms;
    /// How many participants an account without a quota of its own may have at once, in or out of rooms; 0:
    /// max_participants. Default 0.
    uint32_t account_participants;
    /// 1: ask the system to keep resident what the engine takes for participants, their rings and rooms when it is
    /// made; the engine's statistics say whether it did. Queues, later workers and taps' rings are not asked for.
    /// 0: do not. Default 0.
    uint32_t lock_memory;
    /// A MIXMINUS_SIMD_ constant. Default MIXMINUS_SIMD_AUTO.
    uint32_t simd;
    /// By how much the audio of a participant is delayed that joins with play_tones 0, so that a tone is known before
    /// its beginning would be heard: 0 to 20 ms. At 0 up to some 10 ms of a tone may pass. Default 10.
    uint32_t dtmf_look_ahead_ms;
    /// How long a session lasts, from mixminus_participant_new, in seconds of the engine's clock, in or out of
    /// conferences: 1 to 31536000; then its conference ends with MIXMINUS_END_TIME_LIMIT, MIXMINUS_EVENT_SESSION_EXPIRED
    /// tells the host to hang up, and what the session asks for later gets MIXMINUS_ERR_SESSION_EXPIRED. Skipped ticks
    /// count. 0: without a limit. Default 7200.
    uint32_t session_limit_s;
    /// How many signals of an account without a quota of its own may wait at once; 0: as many as its participants may
    /// (64 each). Default 0.
    uint32_t account_queued_signals;
    /// How many sounds an account may have that play or wait at once: prompts, sounds of joins and leaves, loops. That of a
    /// leave counts from the join on. 16 to 1048576; 0: the default. Default 2048.
    uint32_t max_plays;
    /// How many taps an account may have at once, and how many tracks of recordings: 0 to 65536. A tap that was freed counts
    /// until the next tick, a track until its recording was stopped and no thread hangs in its file. All accounts together
    /// have at most 65536. Default 64.
    uint32_t max_taps;
    /// How many bytes of prompts an account without a quota of its own may have at once, counted as prompt_bytes of
    /// mixminus_account_quota; 0: any number. Default 0.
    uint64_t account_prompt_bytes;
    /// How many bytes of prompts an account may have at once, counted as prompt_bytes of mixminus_account_quota, which cannot
    /// allow more: 1 to 2^40; 0: the default. The beeps of its recordings count too. Default 512 MiB.
    uint64_t max_prompt_bytes;
    /// How many bytes of names an account may have the engine keep at once: 1024 to 2^30; 0: the default. It keeps the names of
    /// the signals that running conferences allow, that completed ones have allowed, and that wait: each takes its length
    /// and 64 bytes; and templates: each takes the lengths of its environment and its conference id, and 320 bytes. Default
    /// 8 MiB.
    uint32_t max_name_bytes;
    /// How many accounts the engine knows at once, that is, those that have something, a template, or a quota of their own:
    /// 1 to 1048575; 0: the default. Default 65536.
    uint32_t max_accounts;
} mixminus_engine_config;

/// Fills a configuration with the defaults.
///
/// config: the struct to fill. size: sizeof *config as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_engine_config_init(mixminus_engine_config *config,
                                            size_t size);

/// Gives the most memory that an engine of this configuration ever takes, whatever its accounts do, without making one: as
/// it is made, and with 64 workers, all prompts, the longest rings of all taps, all recordings, and names of the greatest
/// length. mixminus_engine_new takes a part of it, and is refused if that is not there.
///
/// config: borrowed for the call. bytes: receives the bytes. Beside them are what the allocator adds, the stacks of the
/// engine's threads (2 MiB each, of which little is used), what a call takes while it runs, as for a file that is read, and
/// what a synthesizer of the host's takes.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field is out of its range) or
/// MIXMINUS_ERR_STRUCT_SIZE.
/// Thread: any.
mixminus_status mixminus_engine_memory_bytes(const mixminus_engine_config *config,
                                             uint64_t *bytes);

/*
 * Engine
 *
 * An engine holds rooms and participants and has one clock. All of its memory is taken when it is made. Its clock
 * is driven either by threads of its own (mixminus_engine_start) or by the host, a tick every frame:
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
 */

/// Makes an engine. Takes all the memory that ticks, writes and reads will ever touch (but that of further workers,
/// which mixminus_engine_start takes); starts no thread.
///
/// config: borrowed for the call. engine: receives the engine, which the host owns and gives back to
/// mixminus_engine_free; NULL if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_OUT_OF_MEMORY, MIXMINUS_ERR_UNSUPPORTED (the machine has not that SIMD
/// level) or MIXMINUS_ERR_SYSTEM.
/// Thread: any.
mixminus_status mixminus_engine_new(const mixminus_engine_config *config,
                                    mixminus_engine **engine);

/// Ends an engine: stops and joins its threads, ends every session, frees all that it took. Its handles and its
/// event file descriptor are void from then on. Calls that wait in mixminus_conference return first, with
/// MIXMINUS_END_ENGINE_STOPPED; this call waits for them. Recordings are stopped as mixminus_recording_stop does, all at
/// once: for 5 seconds at most, then a thread that hangs in a call to the file system is left to itself. No other call on this engine may run or follow: to use an
/// engine pointer after it was freed is the one thing that this library cannot answer by a status.
///
/// engine: given back; NULL is answered by MIXMINUS_OK and nothing is done.
/// Returns MIXMINUS_OK; MIXMINUS_ERR_FORKED in a fork of the engine's process, or MIXMINUS_ERR_BUSY from within a
/// function of the host's that mixminus_conference has called: then nothing is freed.
/// Thread: any, and none other in a call on this engine but mixminus_conference.
mixminus_status mixminus_engine_free(mixminus_engine *engine);

/// Does one tick of the host's clock: every room takes one frame from each participant and gives one to each.
/// Real-time: it allocates nothing, takes no lock, and makes no system call but to read the clock, to wake helper
/// threads and, if the event file descriptor is in use, to make that readable. With helper threads
/// (MIXMINUS_CLOCK_HOST) it shares its rooms with them, and waits for the rooms that they are in the midst of: they
/// need a priority and CPUs that the ticker does not keep them from.
///
/// tick: receives the number of the tick, the first is 1; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_WRONG_MODE (drivers tick this
/// engine) or MIXMINUS_ERR_BUSY (another thread is in a tick). Never sets mixminus_last_error.
/// Thread: the ticker's, one at a time.
mixminus_status mixminus_engine_tick(mixminus_engine *engine,
                                     uint64_t *tick);

/// Takes back what ticks have retired: ended participants and rooms become free for others, and calls of
/// mixminus_conference, mixminus_say and mixminus_say_text that a tick has ended return. The control thread does this while
/// drivers run; without it, calls that find no free place, and calls that wait, do it themselves. So no host needs to call
/// this.
///
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL).
/// Thread: any but the ticker's.
mixminus_status mixminus_engine_service(mixminus_engine *engine);

/// Tells which SIMD level the engine uses.
///
/// simd: receives a MIXMINUS_SIMD_ constant, never MIXMINUS_SIMD_AUTO unless the call fails.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL).
/// Thread: any.
mixminus_status mixminus_engine_simd_level(mixminus_engine *engine, uint32_t *simd);

/*
 * Drivers
 *
 * Drivers are the engine's own threads. With the system's clock they tick the engine on absolute deadlines of the
 * monotonic clock and the host does not tick; with the host's clock they only share the work of each host tick.
 * All signals are blocked in them. They are started and stopped at will; sessions stay.
 *
 * Every thread of the engine has the scheduling that is said here, whatever the thread has that starts it. The control
 * thread and the recorder have SCHED_OTHER; so have drivers with realtime_priority 0. Nice value and CPUs, where none
 * are asked for, are those of the process when the library was loaded.
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

/// EventSubject paces the ticks while drivers run.
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

/// How drivers are started. mixminus_driver_config_init gives the defaults.
typedef struct mixminus_driver_config {
    /// Set by mixminus_driver_config_init.
    uint32_t struct_size;
    /// A MIXMINUS_CLOCK_ constant. Default MIXMINUS_CLOCK_SYSTEM.
    uint32_t clock;
    /// How many threads share each tick, the ticking one included: 1 to 64. Default 1.
    uint32_t workers;
    /// Asks for SCHED_FIFO at this priority (1 to 99) for the started threads; 0: SCHED_OTHER. Default 0.
    uint32_t realtime_priority;
    /// The CPUs to pin the started threads to, in turn; borrowed for the call. NULL if cpu_count is 0. Default NULL.
    const uint32_t *cpus;
    /// How many CPUs are listed: 0 to MIXMINUS_MAX_CPUS. 0: any CPU of the process. Default 0.
    size_t cpu_count;
} mixminus_driver_config;

/// What the system granted when drivers were started.
typedef struct mixminus_driver_report {
    /// Set by mixminus_driver_report_init.
    uint32_t struct_size;
    /// Threads that were started.
    uint32_t threads;
    /// 0, or the system's error number for the first thread that was refused SCHED_FIFO.
    int32_t realtime_errno;
    /// 0, or the system's error number for the first thread that could not be pinned.
    int32_t affinity_errno;
    /// 1 if the threads that share a tick do not all have one real-time priority, else 0. With MIXMINUS_CLOCK_HOST that
    /// of the thread that calls mixminus_engine_start stands for the ticking thread's. With 1, a tick waits longer for
    /// helpers of lower priority.
    uint32_t priorities_differ;
    /// 1 if two of these threads are pinned to one CPU, so that one waits for the other, else 0.
    uint32_t cpus_shared;
} mixminus_driver_report;

/// Fills a driver configuration with the defaults.
///
/// config: the struct to fill. size: sizeof *config as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_driver_config_init(mixminus_driver_config *config,
                                            size_t size);

/// Makes a report ready to be filled by mixminus_engine_start.
///
/// report: the struct to prepare. size: sizeof *report as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (report is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_driver_report_init(mixminus_driver_report *report,
                                            size_t size);

/// Starts the engine's threads. That a thread was refused real-time priority or could not be pinned is not an
/// error: it runs, and the report says so.
///
/// config: borrowed for the call. report: what the system granted; NULL if not wanted; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or config is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_WRONG_MODE (drivers run already) or MIXMINUS_ERR_SYSTEM (no thread could be
/// made; none is left running).
/// Thread: any but the ticker's once it ticks. With MIXMINUS_CLOCK_HOST, one of the ticker's priority, so that the report
/// can say whether the helpers have it.
mixminus_status mixminus_engine_start(mixminus_engine *engine,
                                      const mixminus_driver_config *config,
                                      mixminus_driver_report *report);

/// Stops and joins the engine's threads. Rooms, participants and their audio stay as they are; after that the host
/// may tick, or start drivers again.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or MIXMINUS_ERR_WRONG_MODE (no drivers run).
/// Thread: any but the ticker's.
mixminus_status mixminus_engine_stop(mixminus_engine *engine);

/*
 * Participants
 *
 * A participant is one call, from mixminus_participant_new to mixminus_participant_free. It belongs to an account
 * and an environment, and is in one room at most at a time:
 *
 *     mixminus_participant_config config;
 *     mixminus_participant_config_init(&config, sizeof config);
 *     config.account = "acme";
 *     config.account_len = 4;
 *     config.environment = "production";
 *     config.environment_len = 10;
 *     config.user = (uint64_t)(uintptr_t)call;                 // comes back with each event
 *     mixminus_participant caller;
 *     mixminus_participant_new(engine, &config, &caller);
 *     talk(engine, caller);                                    // join, write, read, leave, join ...
 *     mixminus_participant_free(engine, caller);               // the call has hung up
 *
 * Its settings (mute, deaf, gain, and what is done about its keys) may be changed at any time, from any thread; a change
 * takes effect with the next tick, by a ramp of 5 ms. They last until the next join, which brings its own.
 */

/// The call that a participant stands for. mixminus_participant_config_init makes it empty.
typedef struct mixminus_participant_config {
    /// Set by mixminus_participant_config_init.
    uint32_t struct_size;
    /// Must be 0.
    uint32_t reserved;
    /// Whose call it is: account_len bytes, compared byte by byte, borrowed for the call.
    const char *account;
    /// 1 to 255.
    size_t account_len;
    /// Such as "production" or "development": environment_len bytes, compared byte by byte, borrowed for the call.
    const char *environment;
    /// 1 to 255.
    size_t environment_len;
    /// Any value of the host's own; each event of this participant has it. Default 0.
    uint64_t user;
} mixminus_participant_config;

/// A participant as it is now.
typedef struct mixminus_participant_info {
    /// Set by mixminus_participant_info_init.
    uint32_t struct_size;
    /// 1: its audio is kept from the mix. 0: it is heard.
    uint32_t mute;
    /// 1: it hears nothing. 0: it hears.
    uint32_t deaf;
    /// Gain on what it says, thousandths of a decibel.
    int32_t gain_mdb;
    /// The value that mixminus_participant_new was given.
    uint64_t user;
    /// The room that it is in, or 0.
    mixminus_room room;
    /// Why its last conference ended, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it is in one or was in none.
    uint32_t last_end;
    /// 1: keys in its audio are told as events.
    uint32_t detect_dtmf;
    /// 1: the others hear its key presses. 0: they are kept from them.
    uint32_t play_tones;
    /// 1: keys that the host injects are made audible to the others, if play_tones is 1.
    uint32_t generate_dtmf;
    /// 1: on hold, neither heard nor hearing, whatever mute and deaf say.
    uint32_t hold;
    /// 0.
    uint32_t reserved;
} mixminus_participant_info;

/// Makes a participant configuration without names, to be filled in.
///
/// config: the struct to fill. size: sizeof *config as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_participant_config_init(mixminus_participant_config *config,
                                                 size_t size);

/// Makes a participant. It is in no room.
///
/// config: borrowed for the call, its strings too. participant: receives the handle, which is good until
/// mixminus_participant_free; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a name is not 1 to 255 bytes long),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_TOO_MANY_PARTICIPANTS (max_participants; mixminus_last_error has the
/// account's limit) or MIXMINUS_ERR_QUOTA_EXCEEDED (of the account, or max_accounts of the engine).
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_new(mixminus_engine *engine,
                                         const mixminus_participant_config *config,
                                         mixminus_participant *participant);

/// Ends a participant: the call has gone. If it is in a room it leaves with MIXMINUS_END_HANG_UP. Works with a full
/// command queue and a stopped clock. The handle is stale from then on; calls that other threads have begun on it
/// end well.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status (freed twice: stale).
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_free(mixminus_engine *engine,
                                          mixminus_participant participant);

/// Mutes a participant, or unmutes it, from the next tick on: its audio is kept from the mix, and it still hears. Needs a
/// room. Like all settings of a participant it takes no place in the command queue: of several calls between two ticks
/// the last one counts, and one MIXMINUS_EVENT_CHANGED reports the settings as they are then.
///
/// mute: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or mute is neither), MIXMINUS_ERR_NOT_IN_ROOM
/// or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_set_mute(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              uint32_t mute);

/// Lets a participant hear nothing, or hear again. It is still heard. Needs a room.
///
/// deaf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or deaf is neither), MIXMINUS_ERR_NOT_IN_ROOM
/// or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_set_deaf(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              uint32_t deaf);

/// Sets the gain on what a participant says. Needs a room.
///
/// gain_mdb: thousandths of a decibel, -60000 to 24000; at 0 the audio passes bit for bit.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or the gain is out of its range),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_set_gain(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              int32_t gain_mdb);

/// Makes a struct ready to be filled by mixminus_participant_get_info.
///
/// info: the struct to prepare. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_participant_info_init(mixminus_participant_info *info,
                                               size_t size);

/// Tells how a participant is, as control calls have set it; events tell when a tick has followed.
///
/// info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle
/// status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_get_info(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              mixminus_participant_info *info);

/*
 * Prompts
 *
 * A prompt is samples that a host gives once, at any rate, and plays as often as it likes: to a participant, to rooms,
 * as one joins, leaves or is on hold. It is resampled as it is made, so that playing it costs a tick no more than
 * another speaker would.
 *
 *     mixminus_prompt_config config;
 *     mixminus_prompt_config_init(&config, sizeof config);
 *     config.account = "acme";
 *     config.account_len = 4;
 *     config.samples = samples;
 *     config.count = count;
 *     config.sample_rate_hz = 44100;
 *     mixminus_prompt welcome;
 *     mixminus_prompt_new(engine, &config, &welcome);
 *     mixminus_participant_say(engine, caller, welcome, NULL, NULL);
 *     mixminus_prompt_free(engine, welcome);                           // it plays on to its end
 *
 * Or of a WAV file, or of what is in one, in one call:
 *
 *     mixminus_prompt_new_file(engine, "acme", 4, "welcome.wav", 11, &welcome);
 *     mixminus_prompt_new_wav(engine, "acme", 4, bytes, sizeof bytes, &goodbye);
 *
 * Wherever something plays a mixminus_sound is taken: MIXMINUS_SOUND_NONE, MIXMINUS_SOUND_BEEP, or a prompt.
 */

/// A mixminus_sound: nothing.
#define MIXMINUS_SOUND_NONE 0

/// A mixminus_sound: the engine's own, two short tones of -20 dBm0 that rise, or fall for a leave; 160 ms.
#define MIXMINUS_SOUND_BEEP 1

/// A flag of mixminus_prompt_info: the WAV data of which the prompt was made did not say how long they are, as those of a
/// program that writes into a pipe do not, or said more than there is. The prompt ends where they do.
#define MIXMINUS_PROMPT_READ_TO_END 1

/// A prompt to be made. mixminus_prompt_config_init gives the defaults.
typedef struct mixminus_prompt_config {
    /// Set by mixminus_prompt_config_init.
    uint32_t struct_size;
    /// The rate of the samples: 1000 to 192000 Hz. At the engine's rate they play as they are, bit for bit. Default 8000.
    uint32_t sample_rate_hz;
    /// Whose quota of prompt bytes it counts against: account_len bytes, borrowed for the call. It may play to anyone.
    const char *account;
    /// 1 to 255.
    size_t account_len;
    /// Mono, 16 bits: count samples, borrowed for the call.
    const int16_t *samples;
    /// 1 to as many as an hour holds.
    size_t count;
} mixminus_prompt_config;

/// A prompt as it is kept.
typedef struct mixminus_prompt_info {
    /// Set by mixminus_prompt_info_init.
    uint32_t struct_size;
    /// MIXMINUS_PROMPT_READ_TO_END, or 0.
    uint32_t flags;
    /// How many samples it is at the engine's rate.
    uint64_t samples;
    /// How long it lasts, milliseconds, rounded up.
    uint64_t duration_ms;
} mixminus_prompt_info;

/// What plays: MIXMINUS_SOUND_NONE, MIXMINUS_SOUND_BEEP, or a mixminus_prompt.
typedef uint64_t mixminus_sound;

/// Makes a prompt configuration of 8000 Hz without samples, to be filled in.
///
/// config: the struct to fill. size: sizeof *config as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_prompt_config_init(mixminus_prompt_config *config,
                                            size_t size);

/// Makes a prompt: copies the samples, resampled to the engine's rate. Takes some 10 ms for each second of sound.
///
/// Played more than once, it is a loop without a seam: its samples are resampled as one period of an endless sound, whose
/// pitch is that of the samples within 0.013 %. Played once, it begins and ends in silence.
///
/// config: borrowed for the call, its account and samples too. prompt: receives the handle, which is good until
/// mixminus_prompt_free; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL or not aligned, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_QUOTA_EXCEEDED (the account's quota of prompt bytes, its max_prompt_bytes, or its
/// share of the 262142 prompts of an engine: up to 131071, and no more than are left free for others; or max_accounts of the
/// engine) or MIXMINUS_ERR_OUT_OF_MEMORY.
/// Thread: any but the ticker's.
mixminus_status mixminus_prompt_new(mixminus_engine *engine,
                                    const mixminus_prompt_config *config,
                                    mixminus_prompt *prompt);

/// Makes a prompt of WAV data: integers of 8 to 32 or of 64 bits, also of 12 or 20 in the upper bits of more, floats of 32
/// or 64, A-law or u-law, in RIFF, RF64, BW64 or Wave64, also as WAVE_FORMAT_EXTENSIBLE; up to 256 channels, 1000 to 192000
/// Hz, at most an hour and 1 GiB of samples. Several channels are averaged; what is wider than 16 bits is rounded; floats
/// beyond full scale are clipped. A length that is 0, or goes beyond the end of the data, means up to their end:
/// mixminus_prompt_get_info says so. Else as mixminus_prompt_new.
///
/// All of that, and the quota, is judged by the header, before a sample is read.
///
/// account, account_len: as of mixminus_prompt_config. wav, wav_len: the bytes of a WAV file, borrowed for the call.
/// prompt: receives the handle; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or mixminus_last_error says what is wrong with
/// the data: no WAV file, damaged, without samples, of another rate, too long), MIXMINUS_ERR_UNSUPPORTED
/// (mixminus_last_error says what they are and how to convert them, as ADPCM, MP3 or FLAC; or the library was built without
/// recordings, and reads no WAV data), MIXMINUS_ERR_QUOTA_EXCEEDED or MIXMINUS_ERR_OUT_OF_MEMORY.
/// Thread: any but the ticker's.
mixminus_status mixminus_prompt_new_wav(mixminus_engine *engine,
                                        const char *account,
                                        size_t account_len,
                                        const uint8_t *wav,
                                        size_t wav_len,
                                        mixminus_prompt *prompt);

/// The same of the file of that name. It is read before the call returns, and not needed later.
///
/// path: path_len bytes, 1 to 4095, borrowed for the call. The others: as of mixminus_prompt_new_wav.
/// Returns what that does, MIXMINUS_ERR_SYSTEM if the file cannot be read, and MIXMINUS_ERR_INVALID_ARGUMENT if it is a pipe,
/// a socket or a device, which may never end.
/// Thread: any but the ticker's. Waits for the disk.
mixminus_status mixminus_prompt_new_file(mixminus_engine *engine,
                                         const char *account,
                                         size_t account_len,
                                         const char *path,
                                         size_t path_len,
                                         mixminus_prompt *prompt);

/// Gives a prompt up: it can be played no more. What plays or waits of it goes on to its end, and until then its bytes
/// count against the quota.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status (freed twice: stale).
/// Thread: any but the ticker's.
mixminus_status mixminus_prompt_free(mixminus_engine *engine,
                                     mixminus_prompt prompt);

/// Makes a struct ready to be filled by mixminus_prompt_get_info.
///
/// info: the struct to prepare. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_prompt_info_init(mixminus_prompt_info *info,
                                          size_t size);

/// Tells how long a prompt is.
///
/// info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle
/// status.
/// Thread: any but the ticker's.
mixminus_status mixminus_prompt_get_info(mixminus_engine *engine,
                                         mixminus_prompt prompt,
                                         mixminus_prompt_info *info);

/*
 * Playing prompts
 *
 * A prompt plays to a participant, in a room or in none, over what it hears; or to whole rooms, as one more voice. Up
 * to 16 are queued for each participant and each room, and play one after the other. MIXMINUS_EVENT_PLAY_ENDED tells of
 * the end of each.
 *
 *     mixminus_say_options options;
 *     mixminus_say_options_init(&options, sizeof options);
 *     options.times = 0;                                               // for ever
 *     options.gain_mdb = -6000;
 *     mixminus_play music;
 *     mixminus_participant_say(engine, caller, prompt, &options, &music);
 *     mixminus_play_stop(engine, music);
 *     mixminus_participant_set_hold(engine, caller, 1, prompt);        // neither heard nor hearing, but that
 *     mixminus_room_set_alone_loop(engine, room, prompt);              // while one is alone in it
 */

/// The most plays that may be queued for one participant, and for one room.
#define MIXMINUS_MAX_QUEUED_PLAYS 16

/// The most rooms to which one call plays.
#define MIXMINUS_MAX_ROOMS_PER_SAY 1024

/// How a prompt is played. mixminus_say_options_init gives the defaults.
typedef struct mixminus_say_options {
    /// Set by mixminus_say_options_init.
    uint32_t struct_size;
    /// How many times, without a seam at any rate of the prompt: 1 to 1000000; 0: for ever, until it is stopped. Default 1.
    uint32_t times;
    /// Gain on it: -60000 to 24000 thousandths of a decibel. Default 0.
    int32_t gain_mdb;
    /// 1: what plays there, and waits to, is stopped first. 0: it plays after what waits. Default 0.
    uint32_t interrupt;
} mixminus_say_options;

/// Fills say options with the defaults: once, as it is, after what waits.
///
/// options: the struct to fill. size: sizeof *options as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (options is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_say_options_init(mixminus_say_options *options,
                                          size_t size);

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
mixminus_status mixminus_participant_say(mixminus_engine *engine,
                                         mixminus_participant participant,
                                         mixminus_sound sound,
                                         const mixminus_say_options *options,
                                         mixminus_play *play);

/// Stops all that plays, and waits to play, to a participant; what sounds fades out within 5 ms of the next tick. That
/// there is nothing is not an error.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_say_stop(mixminus_engine *engine,
                                              mixminus_participant participant);

/// Stops one play, to a participant or to a room; if it sounds, it fades out within 5 ms of the next tick.
///
/// play: what mixminus_participant_say or mixminus_rooms_say gave.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_STALE_HANDLE (it has ended),
/// MIXMINUS_ERR_INVALID_HANDLE (there never was one of that number) or MIXMINUS_ERR_QUEUE_FULL.
/// Thread: any but the ticker's.
mixminus_status mixminus_play_stop(mixminus_engine *engine,
                                   mixminus_play play);

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
mixminus_status mixminus_rooms_say(mixminus_engine *engine,
                                   const mixminus_room *rooms,
                                   size_t count,
                                   mixminus_sound sound,
                                   const mixminus_say_options *options,
                                   mixminus_play *plays);

/// Stops all that was announced to a room, and waits to be; what sounds fades out within 5 ms of the next tick. That there
/// is nothing is not an error.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_room_say_stop(mixminus_engine *engine,
                                       mixminus_room room);

/// Puts a participant on hold, or takes it back, from the next tick on. On hold it is neither heard nor hearing, whatever
/// mute and deaf say; those may be changed meanwhile, and hold again afterwards. It hears what is said to it, and sound,
/// again and again. MIXMINUS_EVENT_CHANGED tells of it, with MIXMINUS_STATE_HELD. Needs a room.
///
/// hold: 1 or 0. sound: what it hears, in place of what it was; MIXMINUS_SOUND_NONE for silence; without hold, any.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or hold is neither), MIXMINUS_ERR_NOT_IN_ROOM,
/// MIXMINUS_ERR_QUEUE_FULL (of plays: max_plays) or a handle status, of the prompt too.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_set_hold(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              uint32_t hold,
                                              mixminus_sound sound);

/// Sets what one hears who is alone in a room: again and again from its beginning, until another comes, whereupon it
/// fades out within 5 ms; anew when one is alone again. In place of what was set, by the room's template too.
///
/// sound: MIXMINUS_SOUND_NONE for silence.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (of commands, or of
/// plays: max_plays) or a handle status, of the prompt too.
/// Thread: any but the ticker's.
mixminus_status mixminus_room_set_alone_loop(mixminus_engine *engine,
                                             mixminus_room room,
                                             mixminus_sound sound);

/*
 * Text that is said
 *
 * A host may give an engine a function that turns text into samples, and then say texts:
 *
 *     static int32_t speak(void *user, const char *text, size_t text_len, const char *voice, size_t voice_len,
 *                          mixminus_speech *speech)
 *     {
 *         my_engine_of_speech *mine = user;
 *         while (my_next_samples(mine, text, text_len)) {
 *             mixminus_speech_add(speech, mine->samples, mine->count, 22050);
 *         }
 *         return MIXMINUS_OK;
 *     }
 *
 *     mixminus_engine_set_synthesizer(engine, speak, mine);
 *     mixminus_participant_say_text(engine, caller, "Good morning.", 13, NULL, 0, NULL, NULL);
 */

/// What is being spoken: filled by mixminus_speech_add, or mixminus_speech_add_wav, while a
/// mixminus_synthesizer runs.
typedef struct mixminus_speech mixminus_speech;

/// Exclusive a text into speech: adds samples to speech, and returns 0; another status is what
/// mixminus_participant_say_text returns. user: as given with it. text and voice are text_len and voice_len bytes, good
/// while it runs; voice_len is 0 for the usual voice. Called on the threads that say texts, several at once, never by a
/// tick.
typedef int32_t (*mixminus_synthesizer)(void *user,
                                        const char *text,
                                        size_t text_len,
                                        const char *voice,
                                        size_t voice_len,
                                        mixminus_speech *speech);

/// Sets what turns text into speech, or takes it away. A call that is in the former goes on: the host keeps it, and its
/// user value, good until all calls of mixminus_participant_say_text and mixminus_say_text that have begun have returned.
///
/// synthesizer: may be called on any thread, and on several at once; it must not throw. It may call the engine. NULL: none.
/// user: handed to it, as it is.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL).
/// Thread: any but the ticker's.
mixminus_status mixminus_engine_set_synthesizer(mixminus_engine *engine,
                                                mixminus_synthesizer synthesizer,
                                                void *user);

/// Adds samples to what is being spoken; only from within a mixminus_synthesizer, with the speech that it was given.
///
/// samples, count: mono, 16 bits; copied. sample_rate_hz: 1000 to 192000, the same in each call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL or not aligned, another rate than before or out of
/// its range, or more than an hour in all), MIXMINUS_ERR_QUOTA_EXCEEDED (more in all than the account has prompt bytes left)
/// or MIXMINUS_ERR_OUT_OF_MEMORY; then nothing is added.
/// Thread: that of the synthesizer.
mixminus_status mixminus_speech_add(mixminus_speech *speech,
                                    const int16_t *samples,
                                    size_t count,
                                    uint32_t sample_rate_hz);

/// Adds what a WAV file holds to what is being spoken, as many programs that speak write it; only from within a
/// mixminus_synthesizer, with the speech that it was given.
///
/// wav, wav_len: the bytes of a WAV file, as for mixminus_prompt_new_wav; borrowed for the call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, mixminus_last_error says what is wrong with the
/// data, another rate than before, or more than an hour in all), MIXMINUS_ERR_UNSUPPORTED, MIXMINUS_ERR_QUOTA_EXCEEDED or
/// MIXMINUS_ERR_OUT_OF_MEMORY, as mixminus_speech_add; then nothing is added.
/// Thread: that of the synthesizer.
mixminus_status mixminus_speech_add_wav(mixminus_speech *speech,
                                        const uint8_t *wav,
                                        size_t wav_len);

/// Says a text to a participant: has it spoken by the engine's synthesizer, before it returns, and plays that as
/// mixminus_participant_say does. The speech counts against the prompt bytes of its account until it has been played.
///
/// text, text_len: at most 65536 bytes of UTF-8; borrowed for the call. voice, voice_len: the same; for the synthesizer
/// alone; NULL and 0 for the usual voice. options, play: as for mixminus_participant_say.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, a text too long or not UTF-8, a field out of its
/// range, or a speech without samples or of a wrong rate), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_UNSUPPORTED (no
/// synthesizer is set), what the synthesizer returned, MIXMINUS_ERR_QUOTA_EXCEEDED, MIXMINUS_ERR_QUEUE_FULL or a handle
/// status.
/// Thread: any but the ticker's.
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
 * A room's key is (account, environment, conference id). The first to join makes the room, the last to leave ends
 * it. Everyone in it hears the sum of all the others and never itself.
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

/// In a prefill_ms or cap_ms of mixminus_join_options: the default of it.
#define MIXMINUS_DEFAULT_MS 4294967295

/// How a participant joins. mixminus_join_options_init gives the defaults.
typedef struct mixminus_join_options {
    /// Set by mixminus_join_options_init.
    uint32_t struct_size;
    /// 1: its audio is kept from the mix; it still hears. 0: it is heard. Default 0.
    uint32_t mute;
    /// 1: it hears nothing; it is still heard. 0: it hears. Default 0.
    uint32_t deaf;
    /// Gain on what it says: -60000 to 24000 thousandths of a decibel. Default 0.
    int32_t gain_mdb;
    /// The reserve that its in-ring gathers before it is heard: 0 to 200 ms. Default MIXMINUS_DEFAULT_MS: the
    /// engine's.
    uint32_t prefill_ms;
    /// How much its in-ring may hold in reserve before the oldest is cut away: at least the prefill, at most the
    /// engine's max_cap_ms. What one write brings beyond a frame counts beside it. Default MIXMINUS_DEFAULT_MS: 40 ms
    /// more than the prefill.
    uint32_t cap_ms;
    /// 1: starts and ends of its talkspurts are told as events. 0: they are not. Default 0. One begins with a frame of
    /// at least -40 dBFS mean square, beside an offset of the line, and ends after 400 ms of less.
    uint32_t talk_events;
    /// 1: keys that are heard in its audio are told as events, muted or not. 0: they are not. Those that the host
    /// injects always are. Default 1.
    uint32_t detect_dtmf;
    /// 1: the others hear its key presses. 0: their tones are taken out of its audio, which for that is delayed by the
    /// engine's dtmf_look_ahead_ms as long as it is in. Default 0.
    uint32_t play_tones;
    /// 1: keys that the host injects are made audible to the others, if play_tones is 1. 0: they are not. Default 1.
    uint32_t generate_dtmf;
    /// The key that leaves the room, as it is pressed, in its audio or injected, muted or not; also if detect_dtmf is 0:
    /// its ASCII character, one of 0-9 * # A-D. 0: none. One that was down before does not count, nor does a tone with
    /// which its audio begins. Default 0.
    uint32_t terminator;
    /// After a wrong key no key counts until this has passed since its onset: 0 to 3600000 ms. Keys within it do not
    /// lengthen it. Without a terminator it means nothing. Default 0.
    uint32_t interdigit_timeout_ms;
    /// The room's id in the participant's account and environment: conference_id_len bytes, borrowed for the call.
    const char *conference_id;
    /// 1 to 255.
    size_t conference_id_len;
    /// Which signals may interrupt it: NULL: any. Else those of these allow_signals_len names, byte by byte; a name "*"
    /// allows any, an empty name is passed over. Borrowed for the call, strings too. Default NULL.
    const mixminus_text *allow_signals;
    /// 0 to 64. With allow_signals not NULL, 0 allows none: it cannot be interrupted. The names count against
    /// max_name_bytes of the account until the participant is freed, or has been in a conference that allowed any. Default 0.
    size_t allow_signals_len;
    /// What plays to all in the room as it joins, itself included, muted or not: a sound (see Prompts). Within one second
    /// of the beginning of a join's sound, and while it lasts, no other join's begins in the room. Default
    /// MIXMINUS_SOUND_NONE.
    mixminus_sound join_prompt;
    /// What plays to those who stay, from the tick after its leave on, whatever the reason; merged in the same way, apart
    /// from joins. Default MIXMINUS_SOUND_NONE.
    mixminus_sound leave_prompt;
} mixminus_join_options;

/// Fills join options with the defaults: heard and hearing, at 0 dB, no talk events, keys told and kept from
/// the others, no terminator, any signal may interrupt, no conference id.
///
/// options: the struct to fill. size: sizeof *options as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (options is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_join_options_init(mixminus_join_options *options,
                                           size_t size);

/// Joins a room, which is made if there is none of that id. Does not wait: the participant is heard from the next
/// tick on, and an event MIXMINUS_EVENT_JOINED tells when.
///
/// options: borrowed for the call, its string too. room: receives the room; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or options is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_ALREADY_IN_ROOM, MIXMINUS_ERR_BUSY (its mixminus_conference is about to
/// return), MIXMINUS_ERR_ROOM_FULL, MIXMINUS_ERR_ROOM_LOCKED,
/// MIXMINUS_ERR_TOO_MANY_ROOMS (of the engine), MIXMINUS_ERR_QUOTA_EXCEEDED (rooms of the account, or its max_name_bytes),
/// MIXMINUS_ERR_QUEUE_FULL (of commands, or of plays: max_plays), MIXMINUS_ERR_SESSION_EXPIRED, MIXMINUS_ERR_HUNG_UP or a
/// handle status, of a prompt too.
/// MIXMINUS_ERR_INTERRUPTED: a signal that had been waiting was taken, and has ended the conference before it began;
/// mixminus_participant_conference_end tells which.
/// Whoever is in the room is not disturbed by a join that fails.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_join(mixminus_engine *engine,
                                          mixminus_participant participant,
                                          const mixminus_join_options *options,
                                          mixminus_room *room);

/// Leaves the room, with MIXMINUS_END_REMOVED; the session goes on and may join again. Does not wait, and works with
/// a full command queue and a stopped clock. What waits to be mixed or read is dropped.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_leave(mixminus_engine *engine,
                                           mixminus_participant participant);

/// Goes to another room of the same account and environment, which is made if there is none, in one step: between
/// two ticks, with its settings and without a pause. If it cannot, it stays where it is.
///
/// conference_id, conference_id_len: the other room's id, 1 to 255 bytes, borrowed for the call.
/// room: receives the other room; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or conference_id is NULL, or a wrong length),
/// MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_ALREADY_IN_ROOM (it is in that one), MIXMINUS_ERR_ROOM_FULL,
/// MIXMINUS_ERR_TOO_MANY_ROOMS, MIXMINUS_ERR_QUOTA_EXCEEDED, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_move(mixminus_engine *engine,
                                          mixminus_participant participant,
                                          const char *conference_id,
                                          size_t conference_id_len,
                                          mixminus_room *room);

/*
 * The audio of a call's line
 *
 * A table of the host's functions moves the audio of a call's line while mixminus_conference, mixminus_say or
 * mixminus_say_text waits:
 *
 *     mixminus_call_io io;
 *     mixminus_call_io_init(&io, sizeof io);
 *     io.user = call;
 *     io.wait = wait_for_line;
 *     io.read = read_from_line;
 *     io.write = write_to_line;
 *     io.hung_up = line_is_hung_up;
 *     mixminus_say(engine, caller, welcome, NULL, &io, NULL);
 */

/// How mixminus_conference, mixminus_say and mixminus_say_text move the audio of the call's line, on the thread that called
/// them. Each function is given user; none is called after that call has returned. mixminus_call_io_init makes it empty.
///
/// The line paces read: whenever wait returns, it is called until it gives 0, at most 16 times. The call paces write: the line
/// gets one frame every frame's length (20 ms, or 10), on one schedule that belongs to the participant and goes on from one
/// say or conference to the next. So packets stay a frame apart while an application goes from one to the other, if it does
/// not take longer than a frame over it; nothing is written while none of the calls is running. In place of the tick
/// in which a conference has ended the line gets a frame of silence. A frame waits for its turn at most until the next one is
/// made; after a pause of the host's thread several go at once.
typedef struct mixminus_call_io {
    /// Set by mixminus_call_io_init.
    uint32_t struct_size;
    /// Must be 0.
    uint32_t reserved;
    /// Given to each function. The library does not look at it, and forgets it when the call returns.
    void *user;
    /// Waits until the line has audio, or has been hung up; until wake_fd is readable (-1: there is none); or until
    /// timeout_ms has passed: 1 to a frame's length, until the next frame is to be written. It may return early; one that
    /// returns late makes packets late. It must not close wake_fd, nor read from it.
    void (*wait)(void *user, int32_t wake_fd, uint32_t timeout_ms);
    /// Takes up to capacity samples (one frame) that the line has sent; returns how many, 0 if there are none now. Does not
    /// wait.
    size_t (*read)(void *user, int16_t *samples, size_t capacity);
    /// Gives the line count samples to send: one frame. Does not wait.
    void (*write)(void *user, const int16_t *samples, size_t count);
    /// Whether the line has been hung up: 0 or not 0.
    int32_t (*hung_up)(void *user);
} mixminus_call_io;

/// Makes a table without functions, to be filled in.
///
/// io: the struct to fill. size: sizeof *io as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (io is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is written.
/// Thread: any.
mixminus_status mixminus_call_io_init(mixminus_call_io *io,
                                      size_t size);

/*
 * Conferences
 *
 * mixminus_conference joins a room and returns when that is over: a dialplan application is a few lines.
 *
 *     static int say(struct call *call, mixminus_sound prompt) { // 0: the call has gone
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
 * It stands on the same join as mixminus_participant_join, which a host may use instead: then events tell the end, and
 * mixminus_participant_conference_end tells more of it. Of several reasons within one tick the first of this list is
 * told: hang-up, engine stopped, room closed, removed, time limit, terminator, signal; what comes between ticks counts
 * in its own order.
 *
 * While drivers run, with either clock, a call that waits without io sleeps until the control thread wakes it. Without
 * drivers it wakes every 10 ms to see whether a tick has ended it, and 1,000 such calls take most of a processor. A host
 * that ticks by itself and has many of them starts drivers with MIXMINUS_CLOCK_HOST and one worker: that is the control
 * thread alone.
 */

/// What an application hears of the end of its conference, on the thread that called mixminus_conference, after the
/// participant has left and before the call returns: at most one of the two, once. Not on hang-up.
/// mixminus_call_handlers_init makes it empty.
typedef struct mixminus_call_handlers {
    /// Set by mixminus_call_handlers_init.
    uint32_t struct_size;
    /// Must be 0.
    uint32_t reserved;
    /// Given to each function. The library does not look at it, and forgets it when mixminus_conference returns.
    void *user;
    /// The terminator has ended it: its ASCII character. NULL: not wanted.
    void (*on_choice)(void *user, char digit);
    /// A signal has ended it: its name, which is the library's and good until the function returns. NULL: not wanted.
    void (*on_signal)(void *user, const char *name, size_t name_len);
} mixminus_call_handlers;

/// How a conference ended.
typedef struct mixminus_conference_end {
    /// Set by mixminus_conference_end_init.
    uint32_t struct_size;
    /// Why, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it has not ended, or there was none.
    uint32_t reason;
    /// MIXMINUS_END_TERMINATOR: the key, its ASCII character; else 0.
    uint32_t digit;
    /// The length of text, 0 to 255.
    uint32_t text_len;
    /// MIXMINUS_END_SIGNAL: the number of the signal, as its sender and events know it; else 0.
    uint64_t signal;
    /// MIXMINUS_END_SIGNAL: the name of the signal. MIXMINUS_END_REMOVED: the text that mixminus_participant_remove was
    /// given. All bytes behind it are NUL; it may have NULs itself.
    char text[MIXMINUS_NAME_BYTES];
} mixminus_conference_end;

/// Makes a table without handlers, to be filled in.
///
/// handlers: the struct to fill. size: sizeof *handlers as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (handlers is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_call_handlers_init(mixminus_call_handlers *handlers,
                                            size_t size);

/// Makes an end of none, with its struct_size, for a call to fill in.
///
/// end: the struct to fill. size: sizeof *end as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (end is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is written.
/// Thread: any.
mixminus_status mixminus_conference_end_init(mixminus_conference_end *end,
                                             size_t size);

/// Joins a room, waits until that is over, calls the handler that belongs to the end, and returns.
///
/// options: as for mixminus_participant_join, borrowed for the call.
/// io: how the call's audio is moved, wait, read, write and hung_up all set; NULL: the host moves it by other threads,
/// and this one only waits. handlers: what the application wants to hear of the end; NULL: nothing.
/// end: receives how it ended; its struct_size is set before; untouched if the call fails; NULL if not wanted.
/// The last time that io, handlers or their user are touched is before the call returns.
/// Returns MIXMINUS_OK when a conference has ended, whatever the reason: also if a signal that had been waiting ended it
/// before it joined. MIXMINUS_ERR_BUSY: a conference, or a say, of this session is running in another call.
/// MIXMINUS_ERR_WRONG_MODE: this thread ticks the engine, and no other has ticked for two seconds.
/// MIXMINUS_ERR_ENGINE_STOPPED: the engine is being freed, or has stopped. Else as mixminus_participant_join; then there
/// was no conference, and no handler is called.
/// Thread: any but the ticker's; it may last for hours. In a handler the session is free for other calls.
mixminus_status mixminus_conference(mixminus_engine *engine,
                                    mixminus_participant participant,
                                    const mixminus_join_options *options,
                                    const mixminus_call_io *io,
                                    const mixminus_call_handlers *handlers,
                                    mixminus_conference_end *end);

/// Tells how the participant's last conference ended.
///
/// end: receives it; its struct_size is set before. MIXMINUS_END_NONE: it is in a conference, or was in none.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_conference_end(mixminus_engine *engine,
                                                    mixminus_participant participant,
                                                    mixminus_conference_end *end);

/// Takes a participant out of its room, with MIXMINUS_END_REMOVED and a text for its application. Does not wait, and works
/// with a full command queue and a stopped clock.
///
/// text, text_len: 0 to 255 bytes, borrowed for the call; NULL if text_len is 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or the text is too long or NULL),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_remove(mixminus_engine *engine,
                                            mixminus_participant participant,
                                            const char *text,
                                            size_t text_len);

/// The call has gone: the participant's conference ends with MIXMINUS_END_HANG_UP, and no other may begin
/// (MIXMINUS_ERR_HUNG_UP). For a host whose line ends while the call's thread is still in mixminus_conference: that
/// returns, and the thread frees the participant. Does not wait, and works with a full command queue and a stopped clock.
///
/// Returns MIXMINUS_OK (also the second time), MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_hang_up(mixminus_engine *engine,
                                             mixminus_participant participant);

/*
 * Saying and waiting
 *
 * What an application calls on the thread of its call: mixminus_say and mixminus_say_text play, and return when that is
 * over, as mixminus_conference does, and are woken like it. With the same mixminus_call_io they move the audio of the call's
 * line meanwhile.
 *
 *     uint32_t end;
 *     mixminus_say_text(engine, caller, "Welcome.", 8, NULL, 0, NULL, &io, &end);
 *     if (end == MIXMINUS_SAY_HANG_UP) {
 *         return;
 *     }
 */

/// Why mixminus_say or mixminus_say_text has returned.
enum mixminus_say_end
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// The call has failed: nothing was played.
    MIXMINUS_SAY_NONE = 0,
    /// Its last sample was played.
    MIXMINUS_SAY_COMPLETED = 1,
    /// It was stopped, or another interrupted it.
    MIXMINUS_SAY_STOPPED = 2,
    /// The call has been hung up, or its participant was freed.
    MIXMINUS_SAY_HANG_UP = 3,
    /// The engine has stopped, or is being freed.
    MIXMINUS_SAY_ENGINE_STOPPED = 4,
    /// The session's time is over.
    MIXMINUS_SAY_TIME_LIMIT = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_say_end mixminus_say_end;
#else
typedef uint32_t mixminus_say_end;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Plays to a participant, as mixminus_participant_say does, and waits until that is over. For an application, before and
/// after its conferences and in their handlers. While a conference goes on, the host plays by mixminus_participant_say.
///
/// sound, options: as for mixminus_participant_say. io: how the call's audio is moved, as for mixminus_conference; NULL:
/// the host moves it by other threads. It is touched last before the call returns.
/// The call returns after the last frame has gone to the line: with io, after it was written; without, after the host has
/// read it. A host that has stopped reading is waited for no longer than the cap and one second, of ticks, and no longer than
/// two seconds without a tick.
/// end: receives a MIXMINUS_SAY_ constant; MIXMINUS_SAY_NONE if the call fails; NULL if not wanted. What ends the call
/// before the prompt is over stops the prompt.
/// Returns MIXMINUS_OK when it is over, whatever the reason. MIXMINUS_ERR_BUSY: a conference, or a say, of this session is
/// running in another call. MIXMINUS_ERR_HUNG_UP and MIXMINUS_ERR_SESSION_EXPIRED: that was before. MIXMINUS_ERR_WRONG_MODE:
/// this thread ticks the engine, and no other has ticked for two seconds. MIXMINUS_ERR_ENGINE_STOPPED: the engine is being
/// freed, or has stopped. Else as mixminus_participant_say.
/// Thread: any but the ticker's; it lasts as long as what is played.
mixminus_status mixminus_say(mixminus_engine *engine,
                             mixminus_participant participant,
                             mixminus_sound sound,
                             const mixminus_say_options *options,
                             const mixminus_call_io *io,
                             uint32_t *end);

/// Says a text to a participant, by the engine's synthesizer, and waits until that is over. While the synthesizer works
/// no audio of the line is moved.
///
/// text, text_len, voice, voice_len: as for mixminus_participant_say_text. The others: as for mixminus_say.
/// Returns what mixminus_say does, and what mixminus_participant_say_text does of the text.
/// Thread: any but the ticker's; it lasts as long as the synthesizer takes, and what it has made.
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
 * A signal is a name that is sent to a session: it interrupts the session's conference, if that allows it, or waits
 * for one that does. Whoever sends it learns at once which; an event MIXMINUS_EVENT_SIGNAL tells it too.
 *
 *     uint32_t outcome;
 *     mixminus_participant_signal(engine, caller, "agent ready", 11, &outcome, NULL);
 *     if (outcome == MIXMINUS_SIGNAL_INTERRUPTED) {
 *         // its mixminus_conference() returns now, and calls on_signal first
 *     }
 */

/// What became of a signal.
enum mixminus_signal_outcome
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// It has interrupted the running conference, which ends with MIXMINUS_END_SIGNAL.
    MIXMINUS_SIGNAL_INTERRUPTED = 1,
    /// It waits, in order, for the first conference that allows it: that is interrupted as it starts, before it joins.
    MIXMINUS_SIGNAL_QUEUED = 2,
    /// It came too late: a conference that the session has completed allowed it, and none is running that does.
    MIXMINUS_SIGNAL_IGNORED = 3,
    /// The session is gone, was hung up, or its time is over.
    MIXMINUS_SIGNAL_NO_SESSION = 4,
    /// 64 wait in the session already, or as many as the account may have (queued_signals, max_name_bytes).
    MIXMINUS_SIGNAL_REFUSED = 5,
    /// Of events only: it waited, and has interrupted a conference as that started.
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
/// name, name_len: its name, 1 to 255 bytes, compared byte by byte; borrowed for the call.
/// outcome: receives a MIXMINUS_SIGNAL_ constant; 0 if the call fails; NULL if not wanted.
/// number: receives the number by which events name the signal; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK whatever the outcome, also for a participant that was freed; MIXMINUS_ERR_INVALID_ARGUMENT
/// (engine or name is NULL, or a wrong length), MIXMINUS_ERR_QUEUE_FULL, or a handle status other than
/// MIXMINUS_ERR_STALE_HANDLE: then it was not sent.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_signal(mixminus_engine *engine,
                                            mixminus_participant participant,
                                            const char *name,
                                            size_t name_len,
                                            uint32_t *outcome,
                                            uint64_t *number);

/// Tells how many signals wait in a session.
///
/// count: receives it, 0 to 64.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL) or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_queued_signals(mixminus_engine *engine,
                                                    mixminus_participant participant,
                                                    uint32_t *count);

/*
 * Audio: write and read
 *
 * Per call, one thread writes what the caller says and one reads what the caller is to hear; it may be the same
 * thread. Any number of samples at a time will do, a frame is the natural one:
 *
 *     int16_t frame[160];                                      // 20 ms at 8000 Hz
 *     while (decode_next_packet(call, frame)) {
 *         mixminus_participant_write(engine, caller, frame, 160, NULL);
 *         mixminus_participant_read(engine, caller, frame, 160, NULL);
 *         encode_and_send(call, frame);
 *     }
 *
 * Samples are signed 16-bit, linear, of one channel, in the machine's byte order. All four calls are wait-free:
 * no lock, no allocation, no system call, no thread-local, in no case. A host that has packets with timestamps, and
 * losses, uses mixminus_participant_write_ex; one that wants to encode once what many hear alike,
 * mixminus_participant_read_ex.
 *
 * A session lasts two hours unless session_limit_s of the engine says otherwise. Then MIXMINUS_EVENT_SESSION_EXPIRED tells
 * the host to hang up. A host that does not look at events sees it too: write_ex returns MIXMINUS_ERR_SESSION_EXPIRED, and
 * read_ex sets MIXMINUS_READ_SESSION_EXPIRED. mixminus_participant_write and mixminus_participant_read have no way to say
 * so: they go on with MIXMINUS_OK, and what is read is silence, but for what the host still says to the participant.
 */

/// In mixminus_read_info.flags: the participant is in no room.
#define MIXMINUS_READ_NOT_IN_ROOM 1

/// In mixminus_read_info.flags: frames were skipped because they were older than the cap, or, in a pause, because more
/// waited than the reads need.
#define MIXMINUS_READ_SKIPPED 2

/// In mixminus_read_info.flags: there were fewer samples than asked for; the rest is silence.
#define MIXMINUS_READ_UNDERRUN 4

/// In mixminus_read_info.flags: the sum of a frame was beyond 16 bits and was limited.
#define MIXMINUS_READ_OVERLOAD 8

/// In mixminus_read_info.flags: the session's time limit (session_limit_s) has passed: it will be in no room any more.
#define MIXMINUS_READ_SESSION_EXPIRED 16

/// In mixminus_read_info.mix_id: silence, because the participant is deaf.
#define MIXMINUS_MIX_SILENCE 1

/// What the host knows of the samples that it writes. mixminus_write_info_init: nothing.
typedef struct mixminus_write_info {
    /// Set by mixminus_write_info_init.
    uint32_t struct_size;
    /// This many samples before the first were lost on the way: their place is filled with silence, as far as the
    /// participant has not been silent for want of samples in the meantime, and as far as the cap allows. Before the
    /// first write of a join nothing is filled. Default 0.
    uint32_t lost;
    /// The media timestamp of the first sample, in samples from any origin, counted on in 64 bits, if has_timestamp
    /// is 1. A step forward is a loss, or a pause in which the sender sent nothing: it is filled as lost samples are, so
    /// that the delay is the same before and after. What lies before the end of the last write came too late and is
    /// dropped; samples that were refused are not late when they are written again. A step of more than a second either
    /// way is a new origin, and so are 200 ms in a row that come too late: nothing is filled or dropped. Default 0.
    uint64_t timestamp;
    /// 1: timestamp counts. 0: the samples follow those of the last write. Default 0.
    uint32_t has_timestamp;
    /// Must be 0.
    uint32_t reserved;
} mixminus_write_info;

/// What the engine knows of the samples that were read.
typedef struct mixminus_read_info {
    /// Set by mixminus_read_info_init.
    uint32_t struct_size;
    /// MIXMINUS_READ_ flags.
    uint32_t flags;
    /// How many samples, from the first, are the room's; the rest is silence.
    uint64_t real;
    /// The tick that made the first real sample; 0 if none is real.
    uint64_t tick;
    /// Not 0: these samples are a common mix. Reads with the same mix_id, tick, offset and length gave the same samples,
    /// so a host may encode them once. 0: this participant's own mix, frames of several mixes, or frames after a gap,
    /// which come in by a ramp.
    uint64_t mix_id;
    /// Where in the frame of its tick the first real sample lies, in samples.
    uint32_t offset;
    /// 0.
    uint32_t reserved;
} mixminus_read_info;

/// Writes what the participant says. Between two ticks a host may write up to the engine's max_write_ms and be sure
/// that all is taken; only when the clock has stopped or the host floods is there less room. What is written while
/// the participant is in no room is taken, counted and heard by nobody.
///
/// samples: count samples, borrowed for the call; NULL only if count is 0.
/// taken: receives how many were taken, from the first; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or samples is NULL, samples is at an odd address, or
/// count is more than half the address space), MIXMINUS_ERR_BUSY (another thread writes this participant) or a handle
/// status. Never sets mixminus_last_error.
/// Thread: one writer a participant. Wait-free.
mixminus_status mixminus_participant_write(mixminus_engine *engine,
                                           mixminus_participant participant,
                                           const int16_t *samples,
                                           size_t count,
                                           size_t *taken);

/// Prepares a struct for mixminus_participant_write_ex: nothing lost, no timestamp. Never sets mixminus_last_error.
///
/// info: the struct to fill. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any. Wait-free.
mixminus_status mixminus_write_info_init(mixminus_write_info *info,
                                         size_t size);

/// Writes what the participant says, with what the host knows of it. Else as mixminus_participant_write. Where samples
/// are missing, the last one before decays within 2 ms, and the first after them come in by a ramp of 5 ms.
///
/// samples, count, taken: as there; of the samples that the timestamp makes late, taken counts all.
/// info: borrowed for the call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (as there; info is NULL; has_timestamp is neither 0 nor 1;
/// reserved is not 0), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_BUSY (another thread writes this participant),
/// MIXMINUS_ERR_SESSION_EXPIRED (the session's time limit has passed: nothing is taken) or a handle status. Never sets
/// mixminus_last_error.
/// Thread: one writer a participant. Wait-free.
mixminus_status mixminus_participant_write_ex(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              const int16_t *samples,
                                              size_t count,
                                              const mixminus_write_info *info,
                                              size_t *taken);

/// Reads what the participant hears. The buffer is always filled: with the room's mix as far as there is any, then
/// with silence, into which the last sample decays within 2 ms; with silence alone if the call fails, unless by
/// MIXMINUS_ERR_INVALID_ARGUMENT, which leaves it alone. After silence, and after frames that were skipped or dropped,
/// the mix comes in by a ramp of 5 ms. A host that reads again and again until nothing is left gets silence after every
/// few frames: for it there is no ramp, and it should use the real samples only.
///
/// samples: room for count samples; NULL only if count is 0.
/// real: receives how many, from the first, are the room's; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK (also in no room: silence), MIXMINUS_ERR_INVALID_ARGUMENT (engine or samples is NULL, samples is
/// at an odd address, or count is more than half the address space), MIXMINUS_ERR_BUSY (another thread reads this
/// participant) or a handle status. Never sets mixminus_last_error.
/// Thread: one reader a participant. Wait-free.
mixminus_status mixminus_participant_read(mixminus_engine *engine,
                                          mixminus_participant participant,
                                          int16_t *samples,
                                          size_t count,
                                          size_t *real);

/// Prepares a struct to be filled by mixminus_participant_read_ex. Never sets mixminus_last_error.
///
/// info: the struct to prepare. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any. Wait-free.
mixminus_status mixminus_read_info_init(mixminus_read_info *info,
                                        size_t size);

/// Reads what the participant hears, and tells which tick made it, whether others got the same, and what befell it.
/// Else as mixminus_participant_read.
///
/// samples, count: as there. info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (as there; info is NULL), MIXMINUS_ERR_STRUCT_SIZE (the buffer is
/// left alone), MIXMINUS_ERR_BUSY (another thread reads this participant) or a handle status. Never sets
/// mixminus_last_error.
/// Thread: one reader a participant. Wait-free.
mixminus_status mixminus_participant_read_ex(mixminus_engine *engine,
                                             mixminus_participant participant,
                                             int16_t *samples,
                                             size_t count,
                                             mixminus_read_info *info);

/*
 * Rooms
 *
 * A room lives from the first join to the last leave; there is nothing to make or to free. A host can look one up
 * by its key, list those of an account, see who is in it, and close it:
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

/// A room as it is now.
typedef struct mixminus_room_info {
    /// Set by mixminus_room_info_init.
    uint32_t struct_size;
    /// How many participants are in it.
    uint32_t participants;
    /// Its handle.
    mixminus_room room;
    /// How many participants it holds.
    uint32_t capacity;
    /// The length of account, 1 to 255.
    uint32_t account_len;
    /// The length of environment, 1 to 255.
    uint32_t environment_len;
    /// The length of conference_id, 1 to 255.
    uint32_t conference_id_len;
    /// 1: nobody may come in. 0: it is open.
    uint32_t locked;
    /// 0.
    uint32_t reserved;
    /// Whose room it is. All bytes behind the name are NUL; the name itself may have NULs too.
    char account[MIXMINUS_NAME_BYTES];
    /// Its environment, in the same form.
    char environment[MIXMINUS_NAME_BYTES];
    /// Its id, in the same form.
    char conference_id[MIXMINUS_NAME_BYTES];
} mixminus_room_info;

/// Looks a room up by its key.
///
/// account, environment, conference_id: 1 to 255 bytes each, borrowed for the call.
/// room: receives the handle; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a wrong length) or MIXMINUS_ERR_NOT_FOUND.
/// Thread: any but the ticker's.
mixminus_status mixminus_room_find(mixminus_engine *engine,
                                   const char *account,
                                   size_t account_len,
                                   const char *environment,
                                   size_t environment_len,
                                   const char *conference_id,
                                   size_t conference_id_len,
                                   mixminus_room *room);

/// Makes a struct ready to be filled by mixminus_room_get_info.
///
/// info: the struct to prepare. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_room_info_init(mixminus_room_info *info,
                                        size_t size);

/// Tells a room's key, how many are in it and how many it holds.
///
/// info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle
/// status.
/// Thread: any but the ticker's.
mixminus_status mixminus_room_get_info(mixminus_engine *engine,
                                       mixminus_room room,
                                       mixminus_room_info *info);

/// Lists who is in a room, in the order of their joins.
///
/// participants: room for capacity handles; NULL only if capacity is 0.
/// count: receives how many are in the room, be it more than capacity; the first capacity of them are listed. 0 if the
/// call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL) or a handle
/// status.
/// Thread: any but the ticker's.
mixminus_status mixminus_room_participants(mixminus_engine *engine,
                                           mixminus_room room,
                                           mixminus_participant *participants,
                                           size_t capacity,
                                           size_t *count);

/// Lists the rooms of an account, a page at a time. Rooms that come and go meanwhile may or may not be listed; every
/// other is listed once.
///
/// account, account_len: 1 to 255 bytes, borrowed for the call.
/// cursor: 0 for the first page; receives where the next begins, 0 if there is none. Left alone if the call fails.
/// rooms: room for capacity handles. capacity: 1 or more.
/// count: receives how many were listed; 0 if the call fails.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, capacity is 0, or a wrong length).
/// Thread: any but the ticker's.
mixminus_status mixminus_room_list(mixminus_engine *engine,
                                   const char *account,
                                   size_t account_len,
                                   uint64_t *cursor,
                                   mixminus_room *rooms,
                                   size_t capacity,
                                   size_t *count);

/// Closes a room: all leave it, with MIXMINUS_END_ROOM_CLOSED; their sessions go on. Works with a full command queue
/// and a stopped clock.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_room_close(mixminus_engine *engine,
                                    mixminus_room room);

/// Locks a room: joins and moves into it get MIXMINUS_ERR_ROOM_LOCKED, and whoever is in stays; or unlocks it. An event
/// MIXMINUS_EVENT_ROOM_LOCKED tells it. The room's end ends the lock.
///
/// locked: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or locked is neither), MIXMINUS_ERR_QUEUE_FULL or
/// a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_room_set_locked(mixminus_engine *engine,
                                         mixminus_room room,
                                         uint32_t locked);

/// All participants of a room go to another of the same account and environment, which is made if there is none, in the
/// order in which they came, with their settings and without a pause; conferences that wait go on. All or none go; up to
/// 256 of them in one tick.
///
/// conference_id, conference_id_len: the other room's id, 1 to 255 bytes, borrowed for the call.
/// target: receives the other room; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or conference_id is NULL, or a wrong length),
/// MIXMINUS_ERR_ALREADY_IN_ROOM (it is that room), MIXMINUS_ERR_ROOM_FULL (not all fit), MIXMINUS_ERR_ROOM_LOCKED,
/// MIXMINUS_ERR_TOO_MANY_ROOMS, MIXMINUS_ERR_QUOTA_EXCEEDED, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_room_merge(mixminus_engine *engine,
                                    mixminus_room room,
                                    const char *conference_id,
                                    size_t conference_id_len,
                                    mixminus_room *target);

/*
 * Snapshots
 *
 * A host that comes late, or that has lost events, takes a snapshot of a room and goes on from there: the snapshot
 * tells the room as the events up to a certain number tell it, and the events that follow change it.
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
    /// Gain on what it says, thousandths of a decibel.
    int32_t gain_mdb;
    /// Mean square of what it said in the last tick, as mixed: 0 to 2^30.
    uint32_t mean_square;
    /// Peak of what it said in the last tick, as mixed: 0 to 32768.
    uint32_t peak;
} mixminus_room_member;

/// Tells who is in a room, and how, after a certain event. No tick waits for it.
///
/// members: room for capacity elements of member_size bytes; NULL only if capacity is 0.
/// member_size: sizeof(mixminus_room_member) as the host was compiled, as in mixminus_engine_poll.
/// count: receives how many are in the room, be it more than capacity; the first capacity of them are told, in no
/// particular order. 0 if the call fails.
/// sequence: receives the number of the last event that is included; 0 if the call fails; NULL if not wanted.
/// tick: receives the tick that told that event's state; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE (member_size),
/// MIXMINUS_ERR_BUSY (ticks changed it a hundred times meanwhile) or a handle status.
/// Thread: any but the ticker's.
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
 * What rooms are made of, and how much an account may use; set at any time, for what is made from then on:
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

/// The settings that a room takes when its first participant makes it.
typedef struct mixminus_room_template {
    /// Set by mixminus_room_template_init.
    uint32_t struct_size;
    /// How many participants it holds: 1 to 1024. Default 100.
    uint32_t capacity;
    /// How long it lasts, in seconds of the engine's clock: 1 to 31536000; then all leave with MIXMINUS_END_TIME_LIMIT.
    /// A MIXMINUS_EVENT_ROOM_WARNING tells it a minute before. 0: without a limit. Default 0.
    uint32_t limit_s;
    /// Must be 0.
    uint32_t reserved;
    /// What one hears who is alone in it, as by mixminus_room_set_alone_loop. A prompt that is freed before the room is
    /// made is no sound. Default MIXMINUS_SOUND_NONE.
    mixminus_sound alone_loop;
} mixminus_room_template;

/// What one account may use of an engine at once.
typedef struct mixminus_account_quota {
    /// Set by mixminus_account_quota_init.
    uint32_t struct_size;
    /// Rooms at once; 0: max_rooms of the engine. Default 0.
    uint32_t rooms;
    /// Participants at once, in or out of rooms; 0: max_participants of the engine. Default 0.
    uint32_t participants;
    /// Signals that wait for a conference that allows them, over all its participants; 0: as many as they may (64 each).
    /// Default 0.
    uint32_t queued_signals;
    /// Bytes of prompts at once: two a sample at the engine's rate, and up to 64 KiB more for a prompt at another rate, so
    /// that it loops without a seam; 0: max_prompt_bytes of the engine. One that was freed counts until nothing plays it.
    /// Default 0.
    uint64_t prompt_bytes;
} mixminus_account_quota;

/// Fills a room template with the defaults.
///
/// settings: the struct to fill. size: sizeof *settings as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (settings is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_room_template_init(mixminus_room_template *settings,
                                            size_t size);

/// Sets what a room takes when its first participant makes it, in place of what was set for the same key. A template
/// for one id goes before that for all rooms of the environment, which goes before the engine's room_capacity. A room
/// that lives keeps what it has.
///
/// account, environment: 1 to 255 bytes each. conference_id: 1 to 255 bytes for one room; NULL and 0 for all rooms of
/// the account and environment. settings: as mixminus_room_template_init and the host made it. All borrowed for the
/// call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, a wrong length, or a field is out of its
/// range), MIXMINUS_ERR_STRUCT_SIZE or MIXMINUS_ERR_QUOTA_EXCEEDED (max_name_bytes of the account, or max_accounts of the
/// engine).
/// Thread: any but the ticker's.
mixminus_status mixminus_room_template_set(mixminus_engine *engine,
                                           const char *account,
                                           size_t account_len,
                                           const char *environment,
                                           size_t environment_len,
                                           const char *conference_id,
                                           size_t conference_id_len,
                                           const mixminus_room_template *settings);

/// Takes a template away. That there is none is not an error.
///
/// account, environment, conference_id: as in mixminus_room_template_set.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a wrong length).
/// Thread: any but the ticker's.
mixminus_status mixminus_room_template_remove(mixminus_engine *engine,
                                              const char *account,
                                              size_t account_len,
                                              const char *environment,
                                              size_t environment_len,
                                              const char *conference_id,
                                              size_t conference_id_len);

/// Fills a quota with the defaults: as much as the engine has.
///
/// quota: the struct to fill. size: sizeof *quota as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (quota is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_account_quota_init(mixminus_account_quota *quota,
                                            size_t size);

/// Sets what one account may use at once, in place of the engine's account_rooms, account_participants,
/// account_queued_signals and account_prompt_bytes. What it has beyond that already stays.
///
/// account, account_len: 1 to 255 bytes. quota: as mixminus_account_quota_init and the host made it. Both borrowed for
/// the call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a wrong length),
/// MIXMINUS_ERR_STRUCT_SIZE or MIXMINUS_ERR_QUOTA_EXCEEDED (max_accounts of the engine).
/// Thread: any but the ticker's.
mixminus_status mixminus_account_quota_set(mixminus_engine *engine,
                                           const char *account,
                                           size_t account_len,
                                           const mixminus_account_quota *quota);

/// Gives an account the engine's quota again. That it had none of its own is not an error.
///
/// account, account_len: 1 to 255 bytes, borrowed for the call.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a wrong length).
/// Thread: any but the ticker's.
mixminus_status mixminus_account_quota_reset(mixminus_engine *engine,
                                             const char *account,
                                             size_t account_len);

/*
 * Keys
 *
 * DtmfDigit presses of a participant are events, MIXMINUS_EVENT_DTMF_BEGAN and MIXMINUS_EVENT_DTMF_ENDED. The engine detects them in
 * its audio; those that come beside the audio the host passes on:
 *
 *     // RFC 4733: an RTP packet of the payload type telephone-event has come, with 4 or more bytes of payload.
 *     mixminus_telephone_event event;
 *     mixminus_telephone_event_init(&event, sizeof event);
 *     event.event = payload[0];
 *     event.end = payload[1] >> 7;
 *     event.volume = payload[1] & 63;
 *     event.duration = (uint32_t)payload[2] << 8 | payload[3];
 *     event.timestamp = packet.timestamp;
 *     event.ssrc = packet.ssrc;
 *     mixminus_participant_telephone_event(engine, caller, &event);
 *     // SIP INFO: each request is a whole press.
 *     mixminus_participant_inject_dtmf_press(engine, caller, info.signal, -10000, info.duration_ms);
 *     // A source that reports when a key goes down and when it goes up.
 *     mixminus_participant_inject_dtmf_begin(engine, caller, '5', -10000, 0);
 *     mixminus_participant_inject_dtmf_end(engine, caller, '5');
 *
 * Every packet of a telephone event may be passed on as it comes, in any order and repeated: they are one press. A press
 * that comes in the audio and beside it is one press too: the second way reports the same one if it begins before the
 * first has ended, or up to 100 ms and the prefill later. A press that goes on while its participant leaves and joins
 * again is reported in the first join only.
 *
 * What the others hear of it is for three switches, of the join options and of the calls below: detect_dtmf (tell of
 * tones in the audio), play_tones (let the others hear those), generate_dtmf (make audible what is injected; only with
 * play_tones, and mute goes before it).
 *
 * Digits go to a participant, to the machine at the other end of its call, by mixminus_participant_send_dtmf.
 */

/// The most digits that may wait to be sent to a participant, the one that sounds included.
#define MIXMINUS_MAX_DIGITS 32

/// A packet of a telephone event (RFC 4733). mixminus_telephone_event_init gives the defaults.
typedef struct mixminus_telephone_event {
    /// Set by mixminus_telephone_event_init.
    uint32_t struct_size;
    /// The event: 0 to 15 are the keys 0-9, *, #, A-D. Default 0.
    uint32_t event;
    /// Its end bit: 1 or 0. Default 0.
    uint32_t end;
    /// Its volume: 0 to 63, -dBm0. Default 10.
    uint32_t volume;
    /// Its duration so far: 0 to 65535, in units of the timestamp. Default 0.
    uint32_t duration;
    /// The RTP timestamp of the packet, which is that of the beginning of the event or of its segment. Any. Default 0.
    uint32_t timestamp;
    /// The SSRC of the packet: packets with another are of another stream, with timestamps of its own. Any; 0 for all if
    /// it is not known. Default 0.
    uint32_t ssrc;
    /// The rate of the timestamp: 1000 to 192000 Hz; 0: 8000. Default 0.
    uint32_t clock_rate;
} mixminus_telephone_event;

/// Tells of the keys in a participant's audio by events, or no longer. A key that is down then ends. Needs a room.
///
/// detect_dtmf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or detect_dtmf is neither),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_set_detect_dtmf(mixminus_engine *engine,
                                                     mixminus_participant participant,
                                                     uint32_t detect_dtmf);

/// Lets the others hear a participant's key presses, or keeps them from them. The delay of its audio stays as its join
/// has made it. Needs a room.
///
/// play_tones: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or play_tones is neither),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_set_play_tones(mixminus_engine *engine,
                                                    mixminus_participant participant,
                                                    uint32_t play_tones);

/// Makes keys that are injected for a participant audible to the others while play_tones is 1, or no longer. Needs a
/// room.
///
/// generate_dtmf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or generate_dtmf is neither),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_set_generate_dtmf(mixminus_engine *engine,
                                                       mixminus_participant participant,
                                                       uint32_t generate_dtmf);

/// Sets the defaults of a packet of a telephone event.
///
/// event: to be filled in, event_size bytes: sizeof(mixminus_telephone_event).
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (event is NULL) or MIXMINUS_ERR_STRUCT_SIZE.
/// Thread: any.
mixminus_status mixminus_telephone_event_init(mixminus_telephone_event *event, size_t event_size);

/// Takes a packet of a participant's telephone events as it has come (RFC 4733). However many packets of an event come, in
/// whatever order, it is one press. It begins with the next tick after the first packet, and ends with the first packet
/// that has the end bit, or 300 ms after the last packet if none has. Its duration is what its packets say. A segment
/// that begins where the segment before it ended, of the same event and without its end, is of the same press. The last 16
/// events of a stream are remembered; packets of an older event, and of one that has ended, change nothing. A press whose
/// first packet came before the conference began does not count in it. Needs a room.
///
/// event: the packet; borrowed for the call.
/// Returns MIXMINUS_OK (also of a packet that changes nothing), MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field
/// is out of its range, which mixminus_last_error names), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_UNSUPPORTED (the event is
/// no key, such as 16, a hook flash; nothing is done), MIXMINUS_ERR_NOT_IN_ROOM (the press is not reported later either),
/// MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_telephone_event(mixminus_engine *engine,
                                                     mixminus_participant participant,
                                                     const mixminus_telephone_event *event);

/// Reports that a participant has pressed a key for a known time, which has come beside its audio (SIP INFO). Each call is
/// one press, which begins with the next tick. The next press of this call, of any key, ends it if it still lasts; its
/// duration is what was given here all the same. Made audible, presses wait for each other: each sounds for its duration,
/// or for 50 ms if another waits, with a pause of 50 ms after it; 8 may wait, and further ones are reported but do not
/// sound. Needs a room.
///
/// digit, level_mdbm0: as for mixminus_participant_inject_dtmf_begin.
/// duration_ms: 1 to 60000.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, digit is no key, a number out of its range),
/// MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_inject_dtmf_press(mixminus_engine *engine,
                                                       mixminus_participant participant,
                                                       char digit,
                                                       int32_t level_mdbm0,
                                                       uint32_t duration_ms);

/// Reports that a participant has pressed a key, by a source beside its audio that reports when it goes down and up. Begun
/// again while it is down it is the same press, whose limit starts again; another key ends it. Takes effect with the next
/// tick. For RFC 4733 use mixminus_participant_telephone_event, for SIP INFO mixminus_participant_inject_dtmf_press. Needs
/// a room.
///
/// digit: '0' to '9', '*', '#', 'A' to 'D', 'a' to 'd'.
/// level_mdbm0: the volume of each tone, thousandths of dBm0: -63000 to 0. Made audible it is brought within -55000 and
/// -3000.
/// limit_ms: after how long without another begin the key ends by itself, lest a lost end hold it for ever: 1 to 60000;
/// 0: 5000.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, digit is no key, a number out of its range),
/// MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_inject_dtmf_begin(mixminus_engine *engine,
                                                       mixminus_participant participant,
                                                       char digit,
                                                       int32_t level_mdbm0,
                                                       uint32_t limit_ms);

/// Says that the key is up again. An end that comes again, or of a key that is not down, is passed over and is no error.
/// Takes effect with the next tick. Needs a room.
///
/// digit: as for mixminus_participant_inject_dtmf_begin.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or digit is no key), MIXMINUS_ERR_NOT_IN_ROOM,
/// MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_inject_dtmf_end(mixminus_engine *engine,
                                                     mixminus_participant participant,
                                                     char digit);

/// Sends digits to a participant: their tones are added to what it hears, deaf or not, from the next tick on, one after
/// the other, after those that wait. What waits when it leaves is dropped. Nobody else hears them. Needs a room.
///
/// digits, count: 1 to 32 of '0' to '9', '*', '#', 'A' to 'D', 'a' to 'd'; borrowed for the call.
/// level_mdbm0: the level of each of the two tones, thousandths of dBm0: -55000 to -3000. -10000 is usual.
/// on_ms, off_ms: how long each tone is, and the pause after it: 20 to 5000 each. Receivers need 40; 100 is usual.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, a wrong count, a byte that is no key, a number
/// out of its range), MIXMINUS_ERR_NOT_IN_ROOM, MIXMINUS_ERR_QUEUE_FULL (with those that wait they are more than 32, or
/// the command queue is full) or a handle status; unless MIXMINUS_OK, none is sent.
/// Thread: any but the ticker's.
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
 * A tap is a ring into which each tick puts a frame: of a room's whole mix, of what a participant says, before or
 * after mute, or of what it hears. A thread of the host reads it, to record, to recognise speech, to listen in; if that
 * is too slow, frames are dropped and counted, and nobody in the room notices.
 *
 *     mixminus_tap tap;
 *     mixminus_tap_new(engine, room, MIXMINUS_TAP_MIX, 1000, &tap);    // room for one second
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

/// In mixminus_tap_frame.flags: the sum of all who spoke was beyond 16 bits and was limited.
#define MIXMINUS_TAP_OVERLOAD 8

/// What a tap takes.
enum mixminus_tap_point
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// Of a room: the sum of all who are heard in it, limited to 16 bits.
    MIXMINUS_TAP_MIX = 0,
    /// Of a participant: what it says, after the delay and the suppression of its keys, before mute and gain. While it
    /// is muted a break in its audio has no decay of 2 ms.
    MIXMINUS_TAP_BEFORE_MUTE = 1,
    /// Of a participant: what it adds to the mix of its room, after mute, gain and ramps.
    MIXMINUS_TAP_AFTER_MUTE = 2,
    /// Of a participant: what it hears, each frame that finds room for mixminus_participant_read.
    MIXMINUS_TAP_OUTPUT = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_tap_point mixminus_tap_point;
#else
typedef uint32_t mixminus_tap_point;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What a tap tells of a frame. It has no struct_size because frames come in arrays: mixminus_tap_read is given the
/// size of an element.
typedef struct mixminus_tap_frame {
    /// The tick that made it. A step of more than one from frame to frame: ticks were skipped, the participant was in
    /// no room, or frames were dropped because the ring was full.
    uint64_t tick;
    /// The room in which that was.
    uint64_t room;
    /// A number of the participant's join, another for each of its joins; 0 of a room's tap.
    uint64_t join;
    /// MIXMINUS_TAP_ flags, SILENT and OVERLOAD.
    uint32_t flags;
    /// 0.
    uint32_t reserved;
} mixminus_tap_frame;

/// A tap as it is.
typedef struct mixminus_tap_info {
    /// Set by mixminus_tap_info_init.
    uint32_t struct_size;
    /// A MIXMINUS_TAP_ point.
    uint32_t point;
    /// The room or participant that is tapped.
    uint64_t target;
    /// The first tick that may have given to it; 0: none so far.
    uint64_t began;
    /// The last tick that may have given to it; 0: it goes on.
    uint64_t ended;
    /// Frames that were put into its ring.
    uint64_t frames;
    /// Frames that were dropped because its ring was full.
    uint64_t dropped;
} mixminus_tap_info;

/// Makes a tap, which has a frame of each tick from the next on in which what it taps is in a room. A participant's
/// goes on over all its joins and ends when the participant is freed; a room's ends with the room.
///
/// target: a room for MIXMINUS_TAP_MIX, else a participant.
/// point: a MIXMINUS_TAP_ constant, MIX to HEARD.
/// buffer_ms: how much may wait to be read: one frame to 60000 ms. The engine takes memory for so much.
/// tap: receives the tap, to be freed by mixminus_tap_free; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or tap is NULL, point is none, or buffer_ms is out of its
/// range), MIXMINUS_ERR_TOO_MANY_TAPS (max_taps of the account), MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_tap_new(mixminus_engine *engine,
                                 uint64_t target,
                                 uint32_t point,
                                 uint32_t buffer_ms,
                                 mixminus_tap *tap);

/// Takes frames from a tap, oldest first, as many as there are and fit. Does not wait.
///
/// samples: room for capacity frames of the engine's frame length each; frame k lies at samples + k * length.
/// frames: room for capacity elements of frame_size bytes, each of which tells of its frame.
/// frame_size: sizeof(mixminus_tap_frame) as the host was compiled.
/// capacity: 1 or more.
/// count: receives how many frames were taken, 0 if there is none now; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, samples is at an odd address, or capacity is 0
/// or more than half the address space holds), MIXMINUS_ERR_STRUCT_SIZE (frame_size), MIXMINUS_ERR_ENDED (all is read,
/// and what was tapped has ended), MIXMINUS_ERR_BUSY (another thread reads this tap) or a handle status. Never sets
/// mixminus_last_error.
/// Thread: one reader a tap. Wait-free.
mixminus_status mixminus_tap_read(mixminus_engine *engine,
                                  mixminus_tap tap,
                                  int16_t *samples,
                                  mixminus_tap_frame *frames,
                                  size_t frame_size,
                                  size_t capacity,
                                  size_t *count);

/// Frees a tap; what waits in it is lost. Works with a full command queue and a stopped clock.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status.
/// Thread: any but the ticker's. A read of another thread at the same time ends well.
mixminus_status mixminus_tap_free(mixminus_engine *engine, mixminus_tap tap);

/// Sets the struct_size of a tap's info.
///
/// info: the struct to fill, with zeros. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_tap_info_init(mixminus_tap_info *info,
                                       size_t size);

/// Tells what a tap takes, since when, and how many frames it got and missed.
///
/// info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_tap_get_info(mixminus_engine *engine,
                                      mixminus_tap tap,
                                      mixminus_tap_info *info);

/*
 * Recordings
 *
 * A recording writes WAV files, one a track: of a room's mix, of what participants say or hear. A thread of its own,
 * mixminus-rec, writes them from taps; a disk that is slow or full never touches a tick. All tracks are in step: sample
 * i of each is of the same tick. What a track has not (its participant was in no room, ticks were skipped, frames were
 * dropped) is silence, and counted.
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
 * A recording may say that it is one: config.announcement to those who are recorded, before the first sample, and to those
 * who join them later; config.beep_s now and then.
 *
 * A recording writes only to files that it has made itself. It never opens, follows a link to, cuts or deletes a file of
 * anybody else. A relative path is taken from the directory in which the process is as the recording starts. Only the owner
 * may read the files, unless config.file_mode says otherwise. If somebody deletes a file that is written, what was in it is
 * counted as lost, and the recording goes on in another within a second; if somebody moves it, it is written to its end where
 * it is; if somebody cuts it, silence stands for what was cut, which is counted as lost.
 *
 * Files are 16-bit mono at the engine's rate. At each moment they are whole, at most a second behind: a process that is
 * killed leaves files that can be played.
 *
 * A file system that hangs or is slow holds up only the recordings whose files are there. Their frames wait in the rings of
 * their taps, for config.buffer_ms; later ones are dropped and counted. A recording for which a call has not returned for 2
 * seconds is MIXMINUS_RECORD_FAILED until it does. mixminus_recording_start, mixminus_recording_stop and
 * mixminus_engine_free each wait for files for at most 5 seconds. A library that was built without recordings answers each
 * call of this section by MIXMINUS_ERR_UNSUPPORTED.
 */

/// How it stands with a recording.
enum mixminus_record_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// It waits for its first tick, or for the end of its announcement.
    MIXMINUS_RECORD_STARTING = 0,
    /// It goes on.
    MIXMINUS_RECORD_RUNNING = 1,
    /// It is paused.
    MIXMINUS_RECORD_PAUSED = 2,
    /// Nothing can be written, as the message says. It tries again each second; what could not be written is silence
    /// then.
    MIXMINUS_RECORD_FAILED = 3,
    /// All that it records has ended, or it was stopped; its files are whole.
    MIXMINUS_RECORD_STOPPED = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_record_state mixminus_record_state;
#else
typedef uint32_t mixminus_record_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// How a recording is made. mixminus_record_config_init gives the defaults.
typedef struct mixminus_record_config {
    /// Set by mixminus_record_config_init.
    uint32_t struct_size;
    /// How long the disk may be away before frames are lost: one frame to 60000 ms. The engine takes memory for so much,
    /// for each track. Default 4000.
    uint32_t buffer_ms;
    /// A file that would grow beyond so many bytes is ended and another begun, in the same tick for all tracks. From
    /// 4096 to 4294967295, which is the default.
    uint64_t split_bytes;
    /// What is said to each participant in the rooms that are recorded, and in those in which recorded participants are, and to
    /// a recorded participant in no room: once, beside all else that plays to it, also on hold and deaf; and again if it
    /// joins them again. The recording begins, and MIXMINUS_EVENT_RECORDING_STARTED tells of it, with the tick after all
    /// have heard it to its end. EventSubject comes to them later hears it as it comes. Until a participant has heard all of it, the
    /// tracks of the recording are without it: a room's track, and one of what it says; one of what a participant hears is
    /// silent while anyone speaks there who has not. If the host does not read a participant's audio in time, the
    /// announcement waits for it, and begins once more if frames were lost; the recording begins without that participant
    /// two seconds later. A participant whose audio the host has never read is taken to have heard it. It takes a play and
    /// a command for each participant. Default MIXMINUS_SOUND_NONE.
    mixminus_sound announcement;
    /// A beep of 1400 Hz and 200 ms to those rooms, as they are when it begins, each so many seconds while it goes on,
    /// and in the recording too: 1 to 60; 0: none, the default.
    uint32_t beep_s;
    /// Must be 0.
    uint32_t reserved;
    /// The permissions of the files (0640, for example): 1 to 0777, whatever the umask. 0, the default: 0600 less the umask,
    /// so only the owner may read them.
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
    /// The WAV file, path_len bytes, borrowed for the call. There must be nothing of that name, be it a link. When the
    /// file is full, the next ones are numbered: of room.wav they are room-0002.wav and so on. A number whose name is
    /// taken is left out.
    const char *path;
    /// 1 to 4095.
    size_t path_len;
} mixminus_record_track;

/// A recording as it is, or as it was when it stopped.
typedef struct mixminus_recording_info {
    /// Set by mixminus_recording_info_init.
    uint32_t struct_size;
    /// A MIXMINUS_RECORD_ state.
    uint32_t state;
    /// The tick of its first samples; 0 while it waits for that.
    uint64_t start_tick;
    /// The last tick of which all samples were taken from the taps.
    uint64_t tick;
    /// Samples of each track so far: of every tick from the first to that one, but for those that were paused.
    uint64_t samples;
    /// How often a track had no frame where one was due; of all tracks.
    uint64_t gaps;
    /// Samples of silence in their place.
    uint64_t gap_samples;
    /// Frames that were dropped because a ring was full; they are in the gaps, too.
    uint64_t dropped_frames;
    /// Samples that could not be written, or were in a file that somebody deleted or cut: silence, if the recording could go
    /// on; else missing at the end.
    uint64_t lost_samples;
    /// Tracks.
    uint32_t tracks;
    /// Files of each track so far.
    uint32_t files;
    /// Why nothing can be written; ends in NUL; empty if all is well.
    uint8_t message[256];
} mixminus_recording_info;

/// Fills a configuration with the defaults.
///
/// config: the struct to fill. size: sizeof *config as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_record_config_init(mixminus_record_config *config,
                                            size_t size);

/// Starts a recording with the next tick. Makes its files, and starts the recorder's thread if this is the engine's
/// first.
///
/// config: borrowed for the call. tracks: track_count elements of track_size bytes, borrowed for the call, their paths
/// too. track_size: sizeof(mixminus_record_track) as the host was compiled. track_count: 1 to 65536; each track takes a
/// tap of the engine's max_taps.
/// recording: receives the recording, to be ended by mixminus_recording_stop; 0 if the call fails, and then no file is
/// left. (One exception: if the disk fails, or somebody else takes a name, while the files are being made, then those that
/// were made remain, without samples: a recording deletes nothing.)
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_SYSTEM (a file cannot be made within 5 seconds, or exists; two tracks have one
/// name, or one has the name that another would come to by its numbers), MIXMINUS_ERR_OUT_OF_MEMORY,
/// MIXMINUS_ERR_TOO_MANY_TAPS, MIXMINUS_ERR_QUOTA_EXCEEDED (an account may have as many tracks of recordings as max_taps,
/// those that have ended and were not stopped included, and those in whose files a thread hangs; the samples of beep_s
/// seconds count against max_prompt_bytes), MIXMINUS_ERR_QUEUE_FULL (of commands, or of plays: max_plays),
/// MIXMINUS_ERR_UNSUPPORTED or a handle status, of the announcement too.
/// Thread: any but the ticker's.
mixminus_status mixminus_recording_start(mixminus_engine *engine,
                                         const mixminus_record_config *config,
                                         const mixminus_record_track *tracks,
                                         size_t track_size,
                                         size_t track_count,
                                         mixminus_recording *recording);

/// Pauses a recording: what comes after the last tick is left out, of all tracks alike. No effect if it is paused.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (1024 pauses and resumptions
/// wait, since a file hangs), MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_recording_pause(mixminus_engine *engine,
                                         mixminus_recording recording);

/// Goes on with a paused recording: what comes after the last tick is recorded. No effect if it is not paused.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (1024 pauses and resumptions
/// wait, since a file hangs), MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_recording_resume(mixminus_engine *engine,
                                          mixminus_recording recording);

/// Stops a recording after the last tick. Waits until all up to that is written and the files are whole. The handle is
/// stale then (but for mixminus_recording_get_file), be the recording stopped by this or by the end of what it recorded.
///
/// Returns within 5 seconds, whatever the file system does; within 2 if a call to it hangs. What is not in the files by then
/// is counted in info.lost_samples and never gets there, info.message says so, and a thread that hangs is left to itself.
///
/// info: filled in with how it was; left alone if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_STRUCT_SIZE (the recording goes on),
/// MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker's. Waits for the disk.
mixminus_status mixminus_recording_stop(mixminus_engine *engine,
                                        mixminus_recording recording,
                                        mixminus_recording_info *info);

/// Sets the struct_size of a recording's info.
///
/// info: the struct to fill, with zeros. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_recording_info_init(mixminus_recording_info *info,
                                             size_t size);

/// Tells how it stands with a recording.
///
/// info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE,
/// MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_recording_get_info(mixminus_engine *engine,
                                            mixminus_recording recording,
                                            mixminus_recording_info *info);

/// Gives the path of a file of a recording, from the root on, as it was named when it was made. It also works for 64
/// recordings that were stopped; beyond these the oldest of the account that has the most of them is forgotten.
///
/// track: from 0, in the order of mixminus_recording_start. file: from 0; mixminus_recording_info.files is how many the track
/// with the most has. path: room for path_size bytes; receives the path, which ends in NUL if there is room for that; NULL
/// only if path_size is 0. path_len: receives the path's length without the NUL, be it more than path_size; 0 if the call
/// fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or there is no such track or file),
/// MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker's.
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
 * Events tell what ticks have done: in the order of (tick, room, number), the same whatever the number of workers.
 * One thread of the host polls them; between polls it may sleep on the event file descriptor:
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
 * A host that polls too seldom loses events, never states: a MIXMINUS_EVENT_GAP tells how many are lost, and what they
 * told last of each participant is told again. Each account has a share of the queue (event_queue): one that has used it
 * up loses its own events and has its own gap, while the events of others go on whole and in order.
 *
 * Presses of keys are not states: those that are lost in a gap are not told again.
 *
 * Events have no struct_size each, because they come in arrays: mixminus_engine_poll is given the size of an element,
 * and writes that many bytes of each.
 */

/// In mixminus_event.state: kept from the mix.
#define MIXMINUS_STATE_MUTED 1

/// In mixminus_event.state: hears nothing.
#define MIXMINUS_STATE_DEAF 2

/// In mixminus_event.state: in a talkspurt.
#define MIXMINUS_STATE_TALKING 4

/// In mixminus_event.state: keys in its audio are told as events.
#define MIXMINUS_STATE_DTMF_DETECTED 8

/// In mixminus_event.state: tones of keys in its audio are kept from the others.
#define MIXMINUS_STATE_DTMF_SUPPRESSED 16

/// In mixminus_event.state: keys that the host injects for it are made audible to the others, unless tones are
/// suppressed.
#define MIXMINUS_STATE_DTMF_GENERATED 32

/// In mixminus_event.state: on hold, neither heard nor hearing.
#define MIXMINUS_STATE_HELD 64

/// How a play has ended.
enum mixminus_play_end
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// Its last sample was played.
    MIXMINUS_PLAY_COMPLETED = 1,
    /// It was stopped, or another interrupted it.
    MIXMINUS_PLAY_STOPPED = 2,
    /// Its participant was freed, or its room has ended.
    MIXMINUS_PLAY_DROPPED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_play_end mixminus_play_end;
#else
typedef uint32_t mixminus_play_end;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What happened. Later versions may add kinds: a host passes over what it does not know.
enum mixminus_event_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// The first participant made the room.
    MIXMINUS_EVENT_ROOM_OPENED = 1,
    /// The last participant has left the room; its handle is stale.
    MIXMINUS_EVENT_ROOM_ENDED = 2,
    /// The participant is in the room; state and value (the gain, thousandths of a decibel) are as it joined.
    MIXMINUS_EVENT_JOINED = 3,
    /// The participant has left the room; reason tells why (MIXMINUS_END_NONE if it is told again after a gap), and value
    /// by which key (its ASCII character) or by the signal of which number.
    MIXMINUS_EVENT_LEFT = 4,
    /// The participant has gone to room, from the room whose handle is value.
    MIXMINUS_EVENT_MOVED = 5,
    /// Mute, deaf, gain or what is done about keys of the participant has changed; state and value (the gain,
    /// thousandths of a decibel) are the new ones.
    MIXMINUS_EVENT_CHANGED = 6,
    /// A talkspurt has begun.
    MIXMINUS_EVENT_TALK_STARTED = 7,
    /// A talkspurt has ended.
    MIXMINUS_EVENT_TALK_STOPPED = 8,
    /// value events of one account were lost because nobody polled; the states that they told follow, with resent set,
    /// in this tick and, if its share of the queue does not suffice, in later ones, each after a gap.
    MIXMINUS_EVENT_GAP = 9,
    /// The driver was late by more than it may catch up: value ticks were skipped.
    MIXMINUS_EVENT_TICKS_SKIPPED = 10,
    /// The engine has stopped after a defect in a tick; every session has ended.
    MIXMINUS_EVENT_STOPPED = 11,
    /// A key is down: the fields from dtmf_position on say which, since when, and by which way it came. One in the audio is
    /// reported as soon as it is certain. A press that goes on from the participant's last join is not reported again,
    /// nor is what a gap has lost of keys.
    MIXMINUS_EVENT_DTMF_BEGAN = 12,
    /// The key is up again. A key that is down when its participant leaves has no such event.
    MIXMINUS_EVENT_DTMF_ENDED = 13,
    /// The session's time is over in value milliseconds.
    MIXMINUS_EVENT_SESSION_WARNING = 14,
    /// The session's time is over: the host should hang up.
    MIXMINUS_EVENT_SESSION_EXPIRED = 15,
    /// The room's time is over in value milliseconds.
    MIXMINUS_EVENT_ROOM_WARNING = 16,
    /// outcome tells what became of the signal of number value that was sent to the participant.
    MIXMINUS_EVENT_SIGNAL = 17,
    /// The room was locked (value 1) or unlocked (value 0).
    MIXMINUS_EVENT_ROOM_LOCKED = 18,
    /// The play whose number is value has ended as outcome tells: to participant, or to room if that is 0. What a gap has
    /// lost of plays is not told again.
    MIXMINUS_EVENT_PLAY_ENDED = 20,
    /// Nothing of the recording whose handle is value can be written; its info says why. It tries again.
    MIXMINUS_EVENT_RECORDING_FAILED = 30,
    /// The recording whose handle is value has begun; room is the room of which it has the mix, or 0. What a gap
    /// has lost of recordings is not told again.
    MIXMINUS_EVENT_RECORDING_STARTED = 31,
    /// The recording whose handle is value has stopped, by the host or because all that it recorded has ended.
    MIXMINUS_EVENT_RECORDING_STOPPED = 32,
    /// The recording whose handle is value can be written again.
    MIXMINUS_EVENT_RECORDING_RECOVERED = 33,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_event_kind mixminus_event_kind;
#else
typedef uint32_t mixminus_event_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Why a participant left its room. Whoever ends its conference first decides it.
enum mixminus_end_reason
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// It has not ended.
    MIXMINUS_END_NONE = 0,
    /// The participant was freed, or mixminus_participant_hang_up called: the call has gone.
    MIXMINUS_END_HANG_UP = 1,
    /// The engine has stopped after a defect in a tick. mixminus_engine_stop ends no conference.
    MIXMINUS_END_ENGINE_STOPPED = 2,
    /// The room was closed.
    MIXMINUS_END_ROOM_CLOSED = 3,
    /// It was taken out of the room by the host.
    MIXMINUS_END_REMOVED = 4,
    /// The session's time, or the room's, is over.
    MIXMINUS_END_TIME_LIMIT = 5,
    /// It has pressed the terminator.
    MIXMINUS_END_TERMINATOR = 6,
    /// A signal has interrupted it.
    MIXMINUS_END_SIGNAL = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_end_reason mixminus_end_reason;
#else
typedef uint32_t mixminus_end_reason;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// By which way a key press came.
enum mixminus_dtmf_source
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /// As tones in the participant's audio.
    MIXMINUS_DTMF_IN_BAND = 1,
    /// By mixminus_participant_telephone_event, mixminus_participant_inject_dtmf_press or
    /// mixminus_participant_inject_dtmf_begin.
    MIXMINUS_DTMF_OUT_OF_BAND = 2,
    /// Both, as far as is known when the event is told.
    MIXMINUS_DTMF_BOTH = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum mixminus_dtmf_source mixminus_dtmf_source;
#else
typedef uint32_t mixminus_dtmf_source;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// One event. Zero in a field that its kind does not speak of.
typedef struct mixminus_event {
    /// Numbers the events of an engine from 1; lost ones leave a hole just before the MIXMINUS_EVENT_GAP that explains it.
    uint64_t sequence;
    /// The tick in which it happened; the first tick is 1.
    uint64_t tick;
    /// The room, or 0.
    mixminus_room room;
    /// The participant, or 0.
    mixminus_participant participant;
    /// The user value of the participant.
    uint64_t user;
    /// As the kind says.
    int64_t value;
    /// What happened, a MIXMINUS_EVENT_ constant.
    uint32_t kind;
    /// Why, a MIXMINUS_END_ constant, for MIXMINUS_EVENT_LEFT.
    uint32_t reason;
    /// MIXMINUS_STATE_ flags of the participant as they are after the event.
    uint32_t state;
    /// 1: told again after a gap; the state holds, when and in what order it came about is lost. 0: told in its order.
    uint32_t resent;
    /// MIXMINUS_EVENT_DTMF_BEGAN: where the press began; MIXMINUS_EVENT_DTMF_ENDED: where it ended. In samples of the
    /// engine's clock: the frame of tick T begins at (T - 1) * frame samples. A press that is heard lies before the
    /// frame that made it certain.
    uint64_t dtmf_position;
    /// Events of keys: which key, its ASCII character: '0' to '9', '*', '#', 'A' to 'D'.
    uint32_t digit;
    /// Events of keys: by which way it came, a MIXMINUS_DTMF_ constant.
    uint32_t dtmf_source;
    /// MIXMINUS_EVENT_DTMF_ENDED: how long it was down, samples; of a telephone event or a SIP INFO, as that says.
    uint32_t dtmf_duration;
    /// Events of keys: mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full
    /// scale); of a key that came out of band only, what the host has said.
    int32_t dtmf_level_mdbm0;
    /// Events of keys: power of the column's tone over the row's, thousandths of a decibel; 0 of a key that came out of
    /// band only.
    int32_t dtmf_twist_mdb;
    /// MIXMINUS_EVENT_SIGNAL: what became of it, a MIXMINUS_SIGNAL_ constant. MIXMINUS_EVENT_PLAY_ENDED: how it ended, a
    /// MIXMINUS_PLAY_ constant.
    uint32_t outcome;
} mixminus_event;

/// Takes as many events as there are and fit. Does not wait.
///
/// events: room for capacity elements of event_size bytes; NULL only if capacity is 0.
/// event_size: sizeof(mixminus_event) as the host was compiled. A size smaller than the library's takes the beginning
/// of each event; what a larger one has more is set to zero.
/// count: receives how many were taken; less than capacity: there are no more. 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or capacity is more than half the address
/// space holds), MIXMINUS_ERR_STRUCT_SIZE (event_size) or MIXMINUS_ERR_BUSY (another thread polls).
/// Thread: one poller an engine at a time. A thread that ticks in real time leaves it to another.
mixminus_status mixminus_engine_poll(mixminus_engine *engine,
                                     mixminus_event *events,
                                     size_t event_size,
                                     size_t capacity,
                                     size_t *count);

/// Gives a file descriptor that is readable while events wait, for poll(2), select(2) or epoll(7). Made by the first
/// call; a mixminus_engine_poll that takes all events makes it unreadable again. The host must not read, write or
/// close it.
///
/// fd: receives the descriptor, which the engine owns and closes in mixminus_engine_free; -1 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_UNSUPPORTED (not on Linux) or
/// MIXMINUS_ERR_SYSTEM.
/// Thread: any but the ticker's.
mixminus_status mixminus_engine_event_fd(mixminus_engine *engine,
                                         int32_t *fd);

/*
 * Statistics
 *
 * Counters of an engine since it was made, and of a participant since it was made:
 *
 *     mixminus_engine_stats stats;
 *     mixminus_engine_stats_init(&stats, sizeof stats);
 *     mixminus_engine_get_stats(engine, &stats);
 *     printf("mean tick: %" PRIu64 " ns\n", stats.ticks ? stats.tick_ns_total / stats.ticks : 0);
 *
 * They are read while ticks go on, so two counters of one reading may be a tick apart.
 */

/// How many buckets the histogram of tick times has.
#define MIXMINUS_TICK_BUCKETS 32

/// How many stages mixminus_engine_stats has room for; those without a constant are zero.
#define MIXMINUS_MAX_STAGES 16

/// In mixminus_engine_stats.stage_ns: commands are applied.
#define MIXMINUS_STAGE_COMMANDS 0

/// In mixminus_engine_stats.stage_ns: in-rings are pulled, gain and ramps applied, levels measured.
#define MIXMINUS_STAGE_INPUT 1

/// In mixminus_engine_stats.stage_ns: contributions are summed and each participant's own is subtracted.
#define MIXMINUS_STAGE_MIX 2

/// In mixminus_engine_stats.stage_ns: the common frame goes to those who are silent, out-rings are published.
#define MIXMINUS_STAGE_OUTPUT 3

/// In mixminus_engine_stats.stage_ns: rooms are swept, events and statistics published.
#define MIXMINUS_STAGE_PUBLISH 4

/// Statistics of an engine.
typedef struct mixminus_engine_stats {
    /// Set by mixminus_engine_stats_init.
    uint32_t struct_size;
    /// 1: the engine's memory is locked. 0: it is not, or that was not asked for.
    uint32_t memory_locked;
    /// Rooms with at least one participant, as of the last tick.
    uint32_t active_rooms;
    /// Participants in rooms, as of the last tick.
    uint32_t active_participants;
    /// Ticks done.
    uint64_t ticks;
    /// Ticks that were skipped because the driver came too late to catch up.
    uint64_t skipped_ticks;
    /// Commands applied.
    uint64_t commands;
    /// Events lost because nobody polled.
    uint64_t events_lost;
    /// Frames whose sum was beyond 16 bits and was limited.
    uint64_t overloads;
    /// Run time of all ticks together, ns, apart from how late the system woke the driver.
    uint64_t tick_ns_total;
    /// The longest tick, ns.
    uint64_t tick_ns_max;
    /// How late the system woke the driver, the worst, ns.
    uint64_t wake_late_ns_max;
    /// Of tick_ns_total, by MIXMINUS_STAGE_, over all workers. Zero where the machine has no cycle counter of ours.
    uint64_t stage_ns[MIXMINUS_MAX_STAGES];
    /// Bucket b counts the ticks that ran 2^b to 2^(b+1) - 1 ns; the last takes all above.
    uint64_t tick_ns_histogram[MIXMINUS_TICK_BUCKETS];
    /// As tick_ns_total, but in processor time of the driver's thread: without what the system gave to others in the
    /// midst of a tick. Linux leaves out the time that a hypervisor took, where that tells it. Zero with the host's
    /// clock, and on systems other than Linux.
    uint64_t tick_cpu_ns_total;
    /// As tick_ns_max, in processor time.
    uint64_t tick_cpu_ns_max;
    /// As tick_ns_histogram, in processor time.
    uint64_t tick_cpu_ns_histogram[MIXMINUS_TICK_BUCKETS];
} mixminus_engine_stats;

/// Statistics of a participant.
typedef struct mixminus_participant_stats {
    /// Set by mixminus_participant_stats_init.
    uint32_t struct_size;
    /// Samples in the in-ring when the last tick had taken its frame.
    uint32_t in_fill;
    /// Samples that wait in the out-ring, as of the last read.
    uint32_t out_fill;
    /// Mouth to ear within the engine, samples: in-ring fill + the look-ahead of key suppression + one frame + out-ring
    /// fill, as of the last read.
    uint32_t latency;
    /// Mean square of the last frame's contribution, full scale = 2^30.
    uint32_t mean_square;
    /// Peak of the last frame's contribution, 0 to 32768.
    uint32_t peak;
    /// Samples that writes took.
    uint64_t written;
    /// Samples that writes had no room for, because the clock had stopped.
    uint64_t write_refused;
    /// Samples that writes took while the participant was in no room; nobody hears them.
    uint64_t write_discarded;
    /// Samples of the room that reads gave.
    uint64_t read;
    /// Samples of silence that reads gave because there was nothing else.
    uint64_t read_silence;
    /// Ticks at which the in-ring had run dry.
    uint64_t underruns;
    /// Cuts that brought an overfull in-ring back to its cap, or in a pause to what it needs.
    uint64_t trims;
    /// Samples cut by them.
    uint64_t trimmed;
    /// Frames that the tick dropped because the out-ring was full.
    uint64_t out_dropped;
    /// Frames that reads skipped because they were older than the cap, or in a pause because more waited than needed.
    uint64_t out_stale;
} mixminus_participant_stats;

/// Makes a struct ready to be filled by mixminus_engine_get_stats.
///
/// stats: the struct to prepare. size: sizeof *stats as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (stats is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_engine_stats_init(mixminus_engine_stats *stats,
                                           size_t size);

/// Reads the engine's counters.
///
/// stats: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL) or MIXMINUS_ERR_STRUCT_SIZE.
/// Thread: any.
mixminus_status mixminus_engine_get_stats(mixminus_engine *engine, mixminus_engine_stats *stats);

/// Makes a struct ready to be filled by mixminus_participant_get_stats.
///
/// stats: the struct to prepare. size: sizeof *stats as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (stats is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
mixminus_status mixminus_participant_stats_init(mixminus_participant_stats *stats,
                                                size_t size);

/// Reads a participant's counters.
///
/// stats: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker's.
mixminus_status mixminus_participant_get_stats(mixminus_engine *engine,
                                               mixminus_participant participant,
                                               mixminus_participant_stats *stats);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* MIXMINUS_H */
