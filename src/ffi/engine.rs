//! Engine
//!
//! An engine holds rooms and participants and has one clock. All of its memory is taken when it is made. Its clock
//! is driven either by threads of its own (mixminus_engine_start) or by the host, a tick every frame:
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

use super::abi_struct::InStruct;
use super::boundary::control_call;
use super::cancellation::CancellationDeferred;
use super::config::{mixminus_engine_config, mixminus_simd};
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_engine;
use super::pointer::{Out, Place};
use super::status::mixminus_status;
use crate::control::engine::lifecycle::Engine;

/// Makes an engine. Takes all the memory that ticks, writes and reads will ever touch (but that of further workers,
/// which mixminus_engine_start takes); starts no thread.
///
/// config: borrowed for the call. engine: receives the engine, which the host owns and gives back to
/// mixminus_engine_free; NULL if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_OUT_OF_MEMORY, MIXMINUS_ERR_UNSUPPORTED (the machine has not that SIMD
/// level) or MIXMINUS_ERR_SYSTEM.
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
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_free(engine: EnginePointer<'_>) -> mixminus_status {
    engine.free()
}

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
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_tick(engine: EnginePointer<'_>, tick: Out<'_, u64>) -> mixminus_status {
    engine.audio_result(tick.optional(0), |engine| {
        // To make the event file descriptor readable is a cancellation point.
        let _deferred = CancellationDeferred::here();
        engine.tick()
    })
}

/// Takes back what ticks have retired: ended participants and rooms become free for others, and calls of
/// mixminus_conference, mixminus_say and mixminus_say_text that a tick has ended return. The control thread does this while
/// drivers run; without it, calls that find no free place, and calls that wait, do it themselves. So no host needs to call
/// this.
///
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL).
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_service(engine: EnginePointer<'_>) -> mixminus_status {
    engine.control_call(|engine| engine.service())
}

/// Tells which SIMD level the engine uses.
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
