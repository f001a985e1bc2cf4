//! Conferences
//!
//! mixminus_conference joins a room and returns when the conference is over, so that a dialplan application is a few
//! lines:
//!
//! ```c
//! static int say(struct call *call, mixminus_sound prompt) { // 0: the call has hung up
//!     uint32_t end;
//!     mixminus_say(call->engine, call->participant, prompt, NULL, &call->io, &end);
//!     return end == MIXMINUS_SAY_COMPLETED;
//! }
//!
//! static void on_choice(void *user, char digit) { say(user, disconnecting); }
//!
//! void *application(void *user) {                          // the thread of one call
//!     struct call *call = user;
//!     say(call, welcome);
//!     mixminus_join_options options;
//!     mixminus_join_options_init(&options, sizeof options);
//!     options.conference_id = "1337";
//!     options.conference_id_len = 4;
//!     options.terminator = '*';
//!     options.play_tones = 1;
//!     mixminus_call_handlers handlers;
//!     mixminus_call_handlers_init(&handlers, sizeof handlers);
//!     handlers.user = call;
//!     handlers.on_choice = on_choice;
//!     mixminus_conference_end end;
//!     mixminus_conference_end_init(&end, sizeof end);
//!     mixminus_conference(call->engine, call->participant, &options, &call->io, &handlers, &end);
//!     if (end.reason != MIXMINUS_END_HANG_UP) {
//!         say(call, goodbye);
//!     }
//!     return NULL;
//! }
//! ```
//!
//! It uses the same join as mixminus_participant_join, which a host may use instead: then MIXMINUS_EVENT_LEFT reports
//! the end, and mixminus_participant_conference_end returns its details. Exactly one reason ends a conference. If
//! several occur within one tick, the first of this list is reported: hang-up, engine stopped, room closed, removed,
//! time limit, terminator, signal. Between ticks the first to occur is reported.
//!
//! While drivers run, with either clock, a call that waits without io sleeps until the control thread wakes it. Without
//! drivers it wakes every 10 ms to see whether a tick has ended it, and 1,000 such calls use most of a processor. A
//! host that ticks by itself and has many of them should start drivers with MIXMINUS_CLOCK_HOST and one worker, which
//! starts the control thread alone.

use std::ffi::{c_char, c_void};

use super::abi_struct::{SizedStruct, abi_struct};
use super::boundary::control_call;
use super::call_io::{lend, mixminus_call_io};
use super::engine_pointer::EnginePointer;
use super::event::mixminus_end_reason;
use super::handle::{MIXMINUS_NAME_BYTES, mixminus_participant};
use super::join::mixminus_join_options;
use super::pointer::{In, Length, SpokenText};
use super::status::mixminus_status;
use super::struct_pointer::{InStruct, NewStruct, OutStruct, SizeOf};
use super::value;
use crate::control::blocking::conference::Handlers;
use crate::control::blocking::waiter::ConferenceEnd;
use crate::handle::ParticipantId;
use crate::rt::message::event::EndReason;
use crate::units::DtmfDigit;

/// Functions of the application that are called when a conference ends, on the thread that called mixminus_conference,
/// after the participant has left and before the call returns: at most one of the two, once, and none on hang-up.
/// mixminus_call_handlers_init makes it empty.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_call_handlers {
    /// Set by mixminus_call_handlers_init.
    pub struct_size: u32,
    /// Must be 0.
    pub reserved: u32,
    /// Passed to each function. The library does not look at it, and forgets it when mixminus_conference returns.
    pub user: *mut c_void,
    /// Called if the terminator ended the conference, with its ASCII character. NULL: not wanted.
    pub on_choice: Option<unsafe extern "C" fn(user: *mut c_void, digit: c_char)>,
    /// Called if a signal ended the conference, with its name: name_len bytes, valid until the function returns. NULL:
    /// not wanted.
    pub on_signal: Option<unsafe extern "C" fn(user: *mut c_void, name: *const c_char, name_len: usize)>,
}

abi_struct!(mixminus_call_handlers {
    reserved: 0,
    user: std::ptr::null_mut(),
    on_choice: None,
    on_signal: None,
});

impl mixminus_call_handlers {
    fn choice(&self, digit: DtmfDigit) {
        if let Some(on_choice) = self.on_choice {
            // SAFETY: the host has set `on_choice` to a function of this type, to be called with `user` until the call
            // returns.
            unsafe { on_choice(self.user, digit.to_char() as c_char) }
        }
    }

    fn signal(&self, name: &[u8]) {
        if let Some(on_signal) = self.on_signal {
            // SAFETY: the host has set `on_signal` to a function of this type, which reads no more than `name` has.
            unsafe { on_signal(self.user, name.as_ptr().cast(), name.len()) }
        }
    }
}

/// How a conference ended.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_conference_end {
    /// Set by mixminus_conference_end_init.
    pub struct_size: u32,
    /// The reason, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if the conference has not ended, or there was none.
    pub reason: u32,
    /// For MIXMINUS_END_TERMINATOR the digit, an ASCII character; else 0.
    pub digit: u32,
    /// Length of text, bytes: 0 to 255.
    pub text_len: u32,
    /// For MIXMINUS_END_SIGNAL the number of the signal, as mixminus_participant_signal and events have it; else 0.
    pub signal: u64,
    /// For MIXMINUS_END_SIGNAL the name of the signal; for MIXMINUS_END_REMOVED the text that
    /// mixminus_participant_remove was given. It may contain NULs; all bytes after it are NUL.
    pub text: [c_char; MIXMINUS_NAME_BYTES],
}

abi_struct!(mixminus_conference_end { reason, digit, text_len, signal, text });

impl From<&ConferenceEnd> for mixminus_conference_end {
    fn from(end: &ConferenceEnd) -> mixminus_conference_end {
        let mut text = [0; MIXMINUS_NAME_BYTES];
        for (place, byte) in text.iter_mut().zip(end.text.iter()) {
            *place = *byte as c_char;
        }
        mixminus_conference_end {
            struct_size: 0,
            reason: mixminus_end_reason::from(end.reason) as u32,
            digit: end.digit.map_or(0, |key| key.to_char().into()),
            text_len: end.text.len().min(MIXMINUS_NAME_BYTES - 1) as u32,
            signal: end.signal,
            text,
        }
    }
}

/// Makes a table without handlers, to be filled in.
///
/// handlers: the struct to fill.
/// size: sizeof *handlers.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (handlers is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_call_handlers_init(
    handlers: NewStruct<'_, mixminus_call_handlers>,
    size: SizeOf<mixminus_call_handlers>,
) -> mixminus_status {
    control_call(|| Ok(handlers.init("handlers", size)?))
}

/// Prepares a struct for mixminus_conference or mixminus_participant_conference_end to fill in; its reason is
/// MIXMINUS_END_NONE.
///
/// end: the struct to fill.
/// size: sizeof *end.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (end is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_conference_end_init(
    end: NewStruct<'_, mixminus_conference_end>,
    size: SizeOf<mixminus_conference_end>,
) -> mixminus_status {
    control_call(|| Ok(end.init("end", size)?))
}

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
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_conference(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    options: InStruct<'_, mixminus_join_options<'_>>,
    io: InStruct<'_, mixminus_call_io>,
    handlers: InStruct<'_, mixminus_call_handlers>,
    end: OutStruct<'_, mixminus_conference_end>,
) -> mixminus_status {
    engine.blocking_result(end.optional("end"), |engine| {
        let options = options.load("options")?;
        let mut io = io.functions()?;
        let handlers = handlers.load_optional("handlers")?.unwrap_or_else(mixminus_call_handlers::initial);
        value::reserved("handlers.reserved", handlers.reserved)?;
        let mut names = Vec::new();
        let options = options.convert(&mut names)?;
        let mut on_choice = |digit: DtmfDigit| handlers.choice(digit);
        let mut on_signal = |name: &[u8]| handlers.signal(name);
        let handlers = Handlers { on_choice: Some(&mut on_choice), on_signal: Some(&mut on_signal) };
        let end = engine.conference(ParticipantId(participant), &options, lend(&mut io), handlers)?;
        Ok((&end).into())
    })
}

/// Returns how the participant's last conference ended.
///
/// end: receives it; set its struct_size first. Its reason is MIXMINUS_END_NONE if the participant is in a conference
/// or never was in one.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_conference_end(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    end: OutStruct<'_, mixminus_conference_end>,
) -> mixminus_status {
    engine.control_result(end.required("end"), |engine| {
        Ok((&engine.conference_end(ParticipantId(participant))?).into())
    })
}

/// Removes a participant from its room, with MIXMINUS_END_REMOVED and a text for its application. Does not wait, and
/// works with a full command queue and a stopped clock.
///
/// text, text_len: 0 to 255 bytes, borrowed for the call; NULL only if text_len is 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or the text is NULL or too long),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_remove(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    text: In<'_, c_char, SpokenText>,
    text_len: Length<SpokenText>,
) -> mixminus_status {
    engine.control_call(|engine| engine.remove(ParticipantId(participant), text.text(text_len)?))
}

/// Reports that the call has hung up, without freeing the participant: its conference ends with MIXMINUS_END_HANG_UP,
/// and no other can begin (MIXMINUS_ERR_HUNG_UP). Use it if the line ends while the call's thread is still in
/// mixminus_conference: that returns, and its thread frees the participant. Does not wait, and works with a full
/// command queue and a stopped clock.
///
/// Returns MIXMINUS_OK (also the second time), MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_hang_up(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
) -> mixminus_status {
    engine.control_call(|engine| engine.hang_up(ParticipantId(participant)))
}

const _: () = assert!(EndReason::Signal as u32 == mixminus_end_reason::MIXMINUS_END_SIGNAL as u32);
