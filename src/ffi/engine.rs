//! Engine
//!
//! An engine holds rooms and participants and has one clock. It takes all of its memory when it is made. The clock is
//! driven either by the engine's own threads (mixminus_engine_start) or by the host, which calls mixminus_engine_tick
//! once per frame:
//!
//! ```c
//! mixminus_engine_config config;
//! mixminus_engine_config_init(&config, sizeof config);   // 8000 Hz, 20 ms, 1024 participants
//! config.max_participants = 200;
//! mixminus_engine *engine;
//! if (mixminus_engine_new(&config, &engine) != MIXMINUS_OK) {
//!     return fail(mixminus_last_error());
//! }
//! while (running) {
//!     wait_for_the_next_20_ms();
//!     mixminus_engine_tick(engine, NULL);
//! }
//! mixminus_engine_free(engine);
//! ```
//!
//! A host with an event loop need not keep a timer beside the engine's clock. While drivers tick, it sleeps on the tick
//! file descriptor and reads right after each tick:
//!
//! ```c
//! int fd;
//! mixminus_engine_tick_fd(engine, &fd);
//! struct pollfd wait = { .fd = fd, .events = POLLIN };
//! while (poll(&wait, 1, -1) > 0) {
//!     uint64_t ticks;                                    // since the last read: 1, or more if the loop was late
//!     if (read(fd, &ticks, sizeof ticks) == sizeof ticks) {
//!         for (; ticks > 0; ticks--) {
//!             read_encode_and_send_a_frame_of_every_call();
//!         }
//!     }
//! }
//! ```

use super::boundary::control_call;
use super::cancellation::CancellationDeferred;
use super::config::{mixminus_engine_config, mixminus_simd};
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_engine;
use super::pointer::{Out, Place};
use super::status::mixminus_status;
use super::struct_pointer::InStruct;
use crate::control::engine::lifecycle::Engine;

/// Makes an engine. It takes all the memory that ticks, writes and reads will touch, except that of further workers,
/// which mixminus_engine_start takes. It starts no thread.
///
/// config: the configuration, borrowed for the call.
/// engine: receives the engine, which the host owns and frees with mixminus_engine_free; NULL if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_OUT_OF_MEMORY, MIXMINUS_ERR_UNSUPPORTED (the machine does not support that
/// SIMD level) or MIXMINUS_ERR_SYSTEM.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_new(
    config: InStruct<'_, mixminus_engine_config>,
    engine: Out<'_, *mut mixminus_engine>,
) -> mixminus_status {
    control_call(|| {
        let engine = engine.required("engine", std::ptr::null_mut())?;
        engine.write(EnginePointer::give(Engine::new(&config.load("config")?.convert()?)?));
        Ok(())
    })
}

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
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_free(engine: EnginePointer<'_>) -> mixminus_status {
    engine.free()
}

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
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_tick(engine: EnginePointer<'_>, tick: Out<'_, u64>) -> mixminus_status {
    engine.audio_result(tick.optional(0), |engine| {
        // To make a file descriptor readable is a cancellation point.
        let _deferred = CancellationDeferred::here();
        engine.tick()
    })
}

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
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_tick_fd(engine: EnginePointer<'_>, fd: Out<'_, i32>) -> mixminus_status {
    engine.control_result(fd.required("fd", -1), Engine::tick_fd)
}

/// Collects what ticks have finished with: it makes ended participants and rooms available again, and lets calls return
/// that wait for what a tick has ended. The control thread does this while drivers run. Without it, calls that find no
/// free slot, and calls that wait, do it themselves. So no host needs to make this call.
///
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL).
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_service(engine: EnginePointer<'_>) -> mixminus_status {
    engine.control_call(|engine| engine.service())
}

/// Returns the SIMD level that the engine uses.
///
/// simd: receives a MIXMINUS_SIMD_ constant, never MIXMINUS_SIMD_AUTO unless the call fails.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL).
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_simd_level(
    engine: EnginePointer<'_>,
    simd: Out<'_, u32>,
) -> mixminus_status {
    engine.control_result(simd.required("simd", 0), |engine| {
        engine.check_process()?;
        Ok(mixminus_simd::from(engine.simd_level()) as u32)
    })
}
