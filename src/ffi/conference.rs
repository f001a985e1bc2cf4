//! Conferences
//!
//! mixminus_conference joins a room and returns when that is over: a dialplan application is a few lines.
//!
//! ```c
//! static int say(struct call *call, mixminus_sound prompt) { // 0: the call has gone
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
//! It stands on the same join as mixminus_participant_join, which a host may use instead: then events tell the end, and
//! mixminus_participant_conference_end tells more of it. Of several reasons within one tick the first of this list is
//! told: hang-up, engine stopped, room closed, removed, time limit, terminator, signal; what comes between ticks counts
//! in its own order.
//!
//! While drivers run, with either clock, a call that waits without io sleeps until the control thread wakes it. Without
//! drivers it wakes every 10 ms to see whether a tick has ended it, and 1,000 such calls take most of a processor. A host
//! that ticks by itself and has many of them starts drivers with MIXMINUS_CLOCK_HOST and one worker: that is the control
//! thread alone.

use std::ffi::{c_char, c_void};

use super::boundary::control_call;
use super::calls::{lend, table};
use super::engine::mixminus_engine;
use super::event::mixminus_end_reason;
use super::handle::{MIXMINUS_NAME_BYTES, mixminus_participant};
use super::join::mixminus_join_options;
use super::layout::{self, Plain, Target, Versioned};
use super::pointer;
use super::status::mixminus_status;
use crate::control::blocking::conference::Handlers;
use crate::control::blocking::waiter::ConferenceEnd;
use crate::handle::ParticipantId;
use crate::rt::message::event::EndReason;
use crate::units::DtmfDigit;

/// How mixminus_conference, mixminus_say and mixminus_say_text move the audio of the call's line, on the thread that called
/// them. Each function is given user; none is called after that call has returned. mixminus_call_io_init makes it empty.
///
/// The line paces read: whenever wait returns, it is called until it gives 0, at most 16 times. The call paces write: the line
/// gets one frame every frame's length (20 ms, or 10), on one schedule that belongs to the participant and goes on from one
/// say or conference to the next. So packets stay a frame apart while an application goes from one to the other, if it does
/// not take longer than a frame over it; nothing is written while none of the calls is running. In place of the tick
/// in which a conference has ended the line gets a frame of silence. A frame waits for its turn at most until the next one is
/// made; after a pause of the host's thread several go at once.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_call_io {
    /// Set by mixminus_call_io_init.
    pub struct_size: u32,
    /// Must be 0.
    pub reserved: u32,
    /// Given to each function. The library does not look at it, and forgets it when the call returns.
    pub user: *mut c_void,
    /// Waits until the line has audio, or has been hung up; until wake_fd is readable (-1: there is none); or until
    /// timeout_ms has passed: 1 to a frame's length, until the next frame is to be written. It may return early; one that
    /// returns late makes packets late. It must not close wake_fd, nor read from it.
    pub wait: Option<unsafe extern "C" fn(user: *mut c_void, wake_fd: i32, timeout_ms: u32)>,
    /// Takes up to capacity samples (one frame) that the line has sent; returns how many, 0 if there are none now. Does not
    /// wait.
    pub read: Option<unsafe extern "C" fn(user: *mut c_void, samples: *mut i16, capacity: usize) -> usize>,
    /// Gives the line count samples to send: one frame. Does not wait.
    pub write: Option<unsafe extern "C" fn(user: *mut c_void, samples: *const i16, count: usize)>,
    /// Whether the line has been hung up: 0 or not 0.
    pub hung_up: Option<unsafe extern "C" fn(user: *mut c_void) -> i32>,
}

// SAFETY: two 32-bit integers, then five fields of pointer size, of which four are functions or NULL.
unsafe impl Plain for mixminus_call_io {
    const NAME: &'static str = "mixminus_call_io";
}

// SAFETY: it begins with `struct_size`.
unsafe impl Versioned for mixminus_call_io {
    fn initial() -> mixminus_call_io {
        mixminus_call_io {
            struct_size: 0,
            reserved: 0,
            user: std::ptr::null_mut(),
            wait: None,
            read: None,
            write: None,
            hung_up: None,
        }
    }
}

/// What an application hears of the end of its conference, on the thread that called mixminus_conference, after the
/// participant has left and before the call returns: at most one of the two, once. Not on hang-up.
/// mixminus_call_handlers_init makes it empty.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_call_handlers {
    /// Set by mixminus_call_handlers_init.
    pub struct_size: u32,
    /// Must be 0.
    pub reserved: u32,
    /// Given to each function. The library does not look at it, and forgets it when mixminus_conference returns.
    pub user: *mut c_void,
    /// The terminator has ended it: its ASCII character. NULL: not wanted.
    pub on_choice: Option<unsafe extern "C" fn(user: *mut c_void, digit: c_char)>,
    /// A signal has ended it: its name, which is the library's and good until the function returns. NULL: not wanted.
    pub on_signal: Option<unsafe extern "C" fn(user: *mut c_void, name: *const c_char, name_len: usize)>,
}

// SAFETY: two 32-bit integers, then three fields of pointer size, of which two are functions or NULL.
unsafe impl Plain for mixminus_call_handlers {
    const NAME: &'static str = "mixminus_call_handlers";
}

// SAFETY: it begins with `struct_size`.
unsafe impl Versioned for mixminus_call_handlers {
    fn initial() -> mixminus_call_handlers {
        mixminus_call_handlers {
            struct_size: 0,
            reserved: 0,
            user: std::ptr::null_mut(),
            on_choice: None,
            on_signal: None,
        }
    }
}

/// How a conference ended.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_conference_end {
    /// Set by mixminus_conference_end_init.
    pub struct_size: u32,
    /// Why, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it has not ended, or there was none.
    pub reason: u32,
    /// MIXMINUS_END_TERMINATOR: the key, its ASCII character; else 0.
    pub digit: u32,
    /// The length of text, 0 to 255.
    pub text_len: u32,
    /// MIXMINUS_END_SIGNAL: the number of the signal, as its sender and events know it; else 0.
    pub signal: u64,
    /// MIXMINUS_END_SIGNAL: the name of the signal. MIXMINUS_END_REMOVED: the text that mixminus_participant_remove was
    /// given. All bytes behind it are NUL; it may have NULs itself.
    pub text: [c_char; MIXMINUS_NAME_BYTES],
}

// SAFETY: four 32-bit integers, one of 64 bits, an array of 256 bytes: no padding.
unsafe impl Plain for mixminus_conference_end {
    const NAME: &'static str = "mixminus_conference_end";
}

// SAFETY: it begins with `struct_size`.
unsafe impl Versioned for mixminus_conference_end {
    fn initial() -> mixminus_conference_end {
        (&ConferenceEnd::none()).into()
    }
}

impl From<&ConferenceEnd> for mixminus_conference_end {
    fn from(end: &ConferenceEnd) -> mixminus_conference_end {
        let mut text = [0; MIXMINUS_NAME_BYTES];
        for (place, byte) in text.iter_mut().zip(end.text.iter()) {
            *place = *byte as c_char;
        }
        mixminus_conference_end {
            struct_size: 0,
            reason: mixminus_end_reason::from(end.reason) as u32,
            digit: end.key.map_or(0, |key| key.to_char().into()),
            text_len: end.text.len().min(MIXMINUS_NAME_BYTES - 1) as u32,
            signal: end.signal,
            text,
        }
    }
}

/// Makes a table without functions, to be filled in.
///
/// io: the struct to fill. size: sizeof *io as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (io is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is written.
/// Thread: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_call_io_init(io: *mut mixminus_call_io, size: usize) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| Ok(unsafe { layout::init(io, "io", size) }?))
}

/// Makes a table without handlers, to be filled in.
///
/// handlers: the struct to fill. size: sizeof *handlers as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (handlers is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_call_handlers_init(
    handlers: *mut mixminus_call_handlers,
    size: usize,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| Ok(unsafe { layout::init(handlers, "handlers", size) }?))
}

/// Makes an end of none, with its struct_size, for a call to fill in.
///
/// end: the struct to fill. size: sizeof *end as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (end is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is written.
/// Thread: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_conference_end_init(
    end: *mut mixminus_conference_end,
    size: usize,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| Ok(unsafe { layout::init(end, "end", size) }?))
}

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
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_conference(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    options: *const mixminus_join_options,
    io: *const mixminus_call_io,
    handlers: *const mixminus_call_handlers,
    end: *mut mixminus_conference_end,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header, here and in the blocks below.
        let (options, mut io, handlers, end) = unsafe {
            (
                layout::load(options, "options")?,
                table(io)?,
                if handlers.is_null() {
                    mixminus_call_handlers::initial()
                } else {
                    layout::load(handlers, "handlers")?
                },
                if end.is_null() { None } else { Some(Target::new(end, "end")?) },
            )
        };
        pointer::reserved("handlers.reserved", handlers.reserved)?;
        let mut names = Vec::new();
        // SAFETY: as above, for what the struct points to.
        let options = unsafe { options.convert(&mut names) }?;
        let mut on_choice = |key: DtmfDigit| {
            if let Some(on_choice) = handlers.on_choice {
                // SAFETY: as above: it is the host's function, and `user` is what it takes.
                unsafe { on_choice(handlers.user, key.to_char() as c_char) }
            }
        };
        let mut on_signal = |name: &[u8]| {
            if let Some(on_signal) = handlers.on_signal {
                // SAFETY: as above; the name lives until the function returns.
                unsafe { on_signal(handlers.user, name.as_ptr().cast(), name.len()) }
            }
        };
        let told = Handlers { on_choice: Some(&mut on_choice), on_signal: Some(&mut on_signal) };
        // SAFETY: as above.
        let (engine, calls) = unsafe { (pointer::engine(engine)?, pointer::calls(engine)?) };
        let participant = ParticipantId(participant);
        let over = calls.count(|| engine.conference(participant, &options, lend(&mut io), told))?;
        if let Some(end) = end {
            end.fill((&over).into());
        }
        Ok(())
    })
}

/// Tells how the participant's last conference ended.
///
/// end: receives it; its struct_size is set before. MIXMINUS_END_NONE: it is in a conference, or was in none.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_conference_end(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    end: *mut mixminus_conference_end,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let (end, engine) = unsafe { (Target::new(end, "end")?, pointer::engine(engine)?) };
        end.fill((&engine.conference_end(ParticipantId(participant))?).into());
        Ok(())
    })
}

/// Takes a participant out of its room, with MIXMINUS_END_REMOVED and a text for its application. Does not wait, and works
/// with a full command queue and a stopped clock.
///
/// text, text_len: 0 to 255 bytes, borrowed for the call; NULL if text_len is 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or the text is too long or NULL),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_remove(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
    text: *const c_char,
    text_len: usize,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let (engine, text) = unsafe { (pointer::engine(engine)?, pointer::text("text", text, text_len)?) };
        engine.remove(ParticipantId(participant), text)
    })
}

/// The call has gone: the participant's conference ends with MIXMINUS_END_HANG_UP, and no other may begin
/// (MIXMINUS_ERR_HUNG_UP). For a host whose line ends while the call's thread is still in mixminus_conference: that
/// returns, and the thread frees the participant. Does not wait, and works with a full command queue and a stopped clock.
///
/// Returns MIXMINUS_OK (also the second time), MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_participant_hang_up(
    engine: *mut mixminus_engine,
    participant: mixminus_participant,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| unsafe { pointer::engine(engine) }?.hang_up(ParticipantId(participant)))
}

const _: () = assert!(EndReason::Signal as u32 == mixminus_end_reason::MIXMINUS_END_SIGNAL as u32);
