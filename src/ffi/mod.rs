//! mixminus: a conference mixer to embed in a telephony host (mix-minus bridge, C interface)
//!
//! Everyone in a room hears the sum of all the others and never itself. The host makes an engine, makes a participant
//! for each of its calls, writes each call's audio in and reads the conference back, a frame (10 or 20 ms) at a time.
//! Samples are linear 16-bit PCM, floats or G.711: there is no SIP, RTP or other codec here. Nothing between a write and
//! a read allocates, locks, waits or makes a system call.
//!
//! ```c
//! mixminus_engine_new(&engine_config, &engine);
//! mixminus_engine_start(engine, &driver_config, NULL);                 // or tick yourself
//! mixminus_participant_new(engine, &caller_config, &caller);           // a call comes in
//! mixminus_participant_join(engine, caller, &join_options, &room);
//! mixminus_participant_write(engine, caller, frame, 160, NULL);        // each 20 ms
//! mixminus_participant_read(engine, caller, frame, 160, NULL);
//! mixminus_participant_free(engine, caller);                           // it hangs up
//! mixminus_engine_free(engine);
//! ```
//!
//! The rules of this section hold for every call.
//!
//! Statuses. A call returns a mixminus_status; 0 is success. It returns its results through pointers. Each function
//! lists the statuses that it returns. Besides these, any call on an engine may return MIXMINUS_ERR_ENGINE_STOPPED
//! (after a defect in a tick), MIXMINUS_ERR_FORKED (in a fork of the process that made the engine) and
//! MIXMINUS_ERR_INTERNAL. The library never aborts the process, and no exception or panic leaves it.
//!
//! Pointers. A pointer must be NULL (the call returns an error) or valid for what the call does with it until the call
//! returns. A buffer that a call fills must not be used by anything else meanwhile. The library keeps no pointer of the
//! host after a call, except where a function says so. After a call that failed, a result that is a number or a handle
//! is 0, unless its function says otherwise.
//!
//! Strings are a pointer and a length in bytes. They may contain any bytes and need no NUL at the end.
//!
//! Accounts and environments. An account is a tenant of the host: no account can reach the rooms of another, and quotas
//! and fair shares are counted per account. An environment, such as "production" or "development", separates rooms
//! within an account. Both are strings of 1 to 255 bytes, compared byte by byte. NULL with length 0 means the account
//! "default" or the environment "production", so a host with a single tenant never sets them.
//!
//! Ownership. The host owns an engine from mixminus_engine_new to mixminus_engine_free. It names participants, prompts,
//! taps and recordings by 64-bit handles, each valid from its _new (or _start) function until its _free (or _stop)
//! function or until the engine is freed. Rooms appear with the first join and end with the last leave.
//!
//! Threads. Each function names the threads that may call it:
//! - any: any thread, and any number of threads at the same time.
//! - any but the ticker: the same, but the call may lock, allocate and wait. Do not make it on a real-time thread or in
//!   a signal handler. A loop that ticks the engine may make it between two ticks.
//! - one writer, one reader (per participant or tap), one poller (per engine): one thread at a time. If a second thread
//!   makes such a call at the same time, it gets MIXMINUS_ERR_BUSY and nothing happens.
//! - the ticker: the one thread at a time that calls mixminus_engine_tick. It may have real-time priority.
//!
//! The library starts no thread before mixminus_engine_start or mixminus_recording_start, and installs no signal
//! handler.
//!
//! Cancellation. If a thread is cancelled (pthread_cancel) during a call, the cancellation takes effect after the call
//! has returned, even if the call runs a function of the host that reaches a cancellation point. To end a call that
//! waits, hang its participant up. A thread with asynchronous cancellation must make no audio calls.
//!
//! Memory. If the system has no memory for a call, it returns MIXMINUS_ERR_OUT_OF_MEMORY and has changed nothing. A
//! library built by `make` keeps 1 MiB in reserve for small allocations, so that no call ends the process when memory
//! runs out. Once the reserve is used up, calls that create something are refused. Calls that end, free, read, write
//! and tick need no memory.
//!
//! Structs can grow. Most begin with struct_size. Call the struct's _init function with sizeof before you set fields:
//! it fills in the defaults, and tells the library which version of the struct the host was compiled with. A size
//! smaller than the first version gets MIXMINUS_ERR_STRUCT_SIZE. If host and library have different versions:
//! - a newer library uses defaults for fields that the host does not have, and does not write them;
//! - a newer host must leave fields that the library does not know at zero, else it gets MIXMINUS_ERR_STRUCT_SIZE; the
//!   library writes zero to them in structs that it fills. For every field that is added later, zero means the
//!   behaviour before the field existed.
//!
//! Fields named reserved must be 0. A flag is a uint32_t that must be 0 or 1.

#![allow(non_camel_case_types)]

mod abi_struct;
mod any_bytes;
mod audio;
mod blocking_calls;
mod blocking_say;
mod boundary;
mod call_io;
mod cancellation;
mod conference;
mod config;
mod driver;
mod dtmf;
mod encoding;
mod engine;
mod engine_pointer;
mod event;
mod handle;
mod invalid_argument;
mod join;
mod last_error;
mod participant;
mod play;
mod pointer;
mod prompt;
mod recording;
mod room;
mod signal;
mod snapshot;
mod stats;
mod status;
mod struct_pointer;
mod synthesizer;
mod tap;
mod template;
mod value;

#[cfg(test)]
mod tests {
    use super::abi_struct::AbiStruct;

    fn first<T: AbiStruct>() -> (&'static str, usize) {
        (T::NAME, T::FIRST_SIZE)
    }

    /// The sizes that the first version had are what hosts in the field were compiled with: they never change. A struct
    /// that gets a field at its end sets `FIRST_SIZE` to where that field begins.
    #[test]
    #[cfg(target_pointer_width = "64")]
    fn the_sizes_of_the_first_version_stay() {
        let sizes = [
            first::<crate::ffi::config::mixminus_engine_config>(),
            first::<crate::ffi::driver::mixminus_driver_config>(),
            first::<crate::ffi::driver::mixminus_driver_report>(),
            first::<crate::ffi::participant::mixminus_participant_config>(),
            first::<crate::ffi::participant::mixminus_participant_info>(),
            first::<crate::ffi::join::mixminus_join_options>(),
            first::<crate::ffi::audio::mixminus_write_info>(),
            first::<crate::ffi::audio::mixminus_read_info>(),
            first::<crate::ffi::room::mixminus_room_info>(),
            first::<crate::ffi::template::mixminus_room_template>(),
            first::<crate::ffi::template::mixminus_account_quota>(),
            first::<crate::ffi::event::mixminus_event>(),
            first::<crate::ffi::stats::mixminus_engine_stats>(),
            first::<crate::ffi::stats::mixminus_participant_stats>(),
            first::<crate::ffi::call_io::mixminus_call_io>(),
            first::<crate::ffi::conference::mixminus_call_handlers>(),
            first::<crate::ffi::conference::mixminus_conference_end>(),
            first::<crate::ffi::snapshot::mixminus_room_member>(),
            first::<crate::ffi::tap::mixminus_tap_frame>(),
            first::<crate::ffi::tap::mixminus_tap_info>(),
            first::<crate::ffi::recording::mixminus_record_config>(),
            first::<crate::ffi::recording::mixminus_record_track>(),
            first::<crate::ffi::recording::mixminus_recording_info>(),
        ];
        assert_eq!(
            sizes.map(|(_, size)| size),
            [64, 32, 16, 48, 48, 80, 24, 40, 808, 16, 16, 96, 736, 104, 48, 32, 280, 32, 32, 48, 16, 32, 328],
            "{sizes:?}"
        );
    }
}
