//! mixminus: conferences for telephony hosts
//!
//! Everyone in a room hears the sum of all the others and never itself. A host makes an engine, gives each of its
//! calls a participant, writes 20 ms frames in and reads 20 ms frames out. Nothing between a write and a read
//! allocates, locks, waits or makes a system call.
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
//! Rules for all calls:
//!
//! Statuses. Every call answers a mixminus_status, 0 = ok, and results by pointer. Each function lists what it can
//! return; besides, any call on an engine can return MIXMINUS_ERR_ENGINE_STOPPED (after a defect in a tick),
//! MIXMINUS_ERR_FORKED (in a fork of the process that made it) and MIXMINUS_ERR_INTERNAL. The library never aborts,
//! and nothing is thrown across this border.
//!
//! Pointers. Each is NULL, which gets a status, or good for what the call does with it while the call lasts. The
//! library keeps no pointer of the host. A result that is a number or a handle is 0 after a call that failed, unless
//! its function says otherwise.
//!
//! Strings are pointer and length, any bytes, no NUL at their end.
//!
//! Ownership. An engine is the host's, from mixminus_engine_new to mixminus_engine_free; participants are 64-bit
//! handles, from mixminus_participant_new to mixminus_participant_free or to the end of the engine; rooms come and go
//! by themselves.
//!
//! Threads. "Any": any thread, and any number at once. "Any but the ticker's": such a call may lock and allocate, so a
//! real-time thread does not make it; nor does a signal handler. A loop that ticks by itself may, between ticks. "One
//! writer, one reader, one ticker, one poller": one thread at a time; a second one at the same time gets
//! MIXMINUS_ERR_BUSY and nothing is done. The library starts no thread before mixminus_engine_start or
//! mixminus_recording_start, and installs no signal handler.
//!
//! Cancellation. A thread that is cancelled (pthread_cancel) in a call is cancelled after the call has returned, also if a
//! function of the host's that the call runs reaches a cancellation point. To end a call that waits, hang its
//! participant up. A thread whose cancellation is asynchronous makes no audio calls.
//!
//! Memory. A call for which the system has no memory returns MIXMINUS_ERR_OUT_OF_MEMORY, and nothing has changed. The library
//! as `make` builds it keeps 1 MiB in reserve for small allocations, so that no call ends the process for want of memory;
//! once the reserve is used up, calls that make something are refused. Calls that end, free, read, write and tick need none.
//!
//! Structs grow. Most begin with struct_size, which their _init sets to the size that it is given: the host passes
//! sizeof, so that what it was compiled with is told, whatever library it runs with. An _init comes first, the host's
//! own values then. A size smaller than a struct's first version gets MIXMINUS_ERR_STRUCT_SIZE. Between host and
//! library of different versions:
//! - the library is newer: fields that the host does not have take their defaults, or are not written;
//! - the host is newer: what the library does not know must be zero, else MIXMINUS_ERR_STRUCT_SIZE; in a struct that
//!   the library fills in, it is set to zero. A field that is added later means, when zero, what was done before it.
//!
//! Fields named reserved must be 0. Flags are 0 or 1, and nothing else.

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
