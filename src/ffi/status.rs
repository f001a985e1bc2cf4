//! Status
//!
//! Every call returns a mixminus_status. A control call that fails also stores a message that says what was wrong:
//!
//! ```c
//! mixminus_status status = mixminus_participant_set_gain(engine, caller, 99000);
//! if (status != MIXMINUS_OK) {
//!     fprintf(stderr, "%s: %s\n", mixminus_status_str(status), mixminus_last_error());
//!     // invalid argument: gain_mdb: 99000, must be -60000 to 24000
//! }
//! ```
//!
//! The audio calls (mixminus_engine_tick, mixminus_participant_write, _write_ex, _write_encoded, _flush, _mark, _read,
//! _read_ex, _read_encoded, mixminus_tap_read) store no message. They use no thread-local storage and allocate nothing.

use std::ffi::c_char;

use super::last_error::last_error;
use crate::error::Status;

/// Major version of this header.
pub const MIXMINUS_VERSION_MAJOR: u32 = 0;
/// Minor version of this header.
pub const MIXMINUS_VERSION_MINOR: u32 = 1;
/// Patch version of this header.
pub const MIXMINUS_VERSION_PATCH: u32 = 0;

const _: () = assert!(MIXMINUS_VERSION_MAJOR == number(env!("CARGO_PKG_VERSION_MAJOR")));
const _: () = assert!(MIXMINUS_VERSION_MINOR == number(env!("CARGO_PKG_VERSION_MINOR")));
const _: () = assert!(MIXMINUS_VERSION_PATCH == number(env!("CARGO_PKG_VERSION_PATCH")));

const fn number(text: &str) -> u32 {
    match u32::from_str_radix(text, 10) {
        Ok(number) => number,
        Err(_) => panic!("not a number"),
    }
}

/// What a call returns. Zero is success. Errors are negative and are never renumbered. Later versions may add some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum mixminus_status {
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
}

impl From<Status> for mixminus_status {
    fn from(status: Status) -> mixminus_status {
        match status {
            Status::Ok => mixminus_status::MIXMINUS_OK,
            Status::InvalidArgument => mixminus_status::MIXMINUS_ERR_INVALID_ARGUMENT,
            Status::StructSize => mixminus_status::MIXMINUS_ERR_STRUCT_SIZE,
            Status::InvalidHandle => mixminus_status::MIXMINUS_ERR_INVALID_HANDLE,
            Status::StaleHandle => mixminus_status::MIXMINUS_ERR_STALE_HANDLE,
            Status::ForeignHandle => mixminus_status::MIXMINUS_ERR_FOREIGN_HANDLE,
            Status::WrongKind => mixminus_status::MIXMINUS_ERR_WRONG_KIND,
            Status::Busy => mixminus_status::MIXMINUS_ERR_BUSY,
            Status::WrongMode => mixminus_status::MIXMINUS_ERR_WRONG_MODE,
            Status::NotInRoom => mixminus_status::MIXMINUS_ERR_NOT_IN_ROOM,
            Status::AlreadyInRoom => mixminus_status::MIXMINUS_ERR_ALREADY_IN_ROOM,
            Status::RoomFull => mixminus_status::MIXMINUS_ERR_ROOM_FULL,
            Status::TooManyParticipants => mixminus_status::MIXMINUS_ERR_TOO_MANY_PARTICIPANTS,
            Status::TooManyRooms => mixminus_status::MIXMINUS_ERR_TOO_MANY_ROOMS,
            Status::QuotaExceeded => mixminus_status::MIXMINUS_ERR_QUOTA_EXCEEDED,
            Status::QueueFull => mixminus_status::MIXMINUS_ERR_QUEUE_FULL,
            Status::NotFound => mixminus_status::MIXMINUS_ERR_NOT_FOUND,
            Status::EngineStopped => mixminus_status::MIXMINUS_ERR_ENGINE_STOPPED,
            Status::Forked => mixminus_status::MIXMINUS_ERR_FORKED,
            Status::OutOfMemory => mixminus_status::MIXMINUS_ERR_OUT_OF_MEMORY,
            Status::System => mixminus_status::MIXMINUS_ERR_SYSTEM,
            Status::Unsupported => mixminus_status::MIXMINUS_ERR_UNSUPPORTED,
            Status::Internal => mixminus_status::MIXMINUS_ERR_INTERNAL,
            Status::SessionExpired => mixminus_status::MIXMINUS_ERR_SESSION_EXPIRED,
            Status::RoomLocked => mixminus_status::MIXMINUS_ERR_ROOM_LOCKED,
            Status::Interrupted => mixminus_status::MIXMINUS_ERR_INTERRUPTED,
            Status::HungUp => mixminus_status::MIXMINUS_ERR_HUNG_UP,
            Status::Ended => mixminus_status::MIXMINUS_ERR_ENDED,
            Status::TooManyTaps => mixminus_status::MIXMINUS_ERR_TOO_MANY_TAPS,
        }
    }
}

/// Statuses are numbered from 0 down; all numbers are below this.
const STATUS_NUMBERS: usize = 64;

/// Size of the longest text of a status, with its NUL.
const TEXT_BYTES: usize = 64;

/// The texts of the statuses, with a NUL, by their numbers; empty where there is no status.
static TEXTS: [[u8; TEXT_BYTES]; STATUS_NUMBERS] = {
    let mut texts = [[0; TEXT_BYTES]; STATUS_NUMBERS];
    let mut number = 0;
    while number < Status::ALL.len() {
        let status = Status::ALL[number];
        let (text, place) = (status.as_str().as_bytes(), (-status.code()) as usize);
        assert!(text.len() < TEXT_BYTES && texts[place][0] == 0);
        let mut at = 0;
        while at < text.len() {
            texts[place][at] = text[at];
            at += 1;
        }
        number += 1;
    }
    texts
};

/// Returns a short English text for a status, such as "the room is full", without a full stop, for logs.
///
/// status: any number. For one that this library does not know the text is "unknown status".
/// Returns a string that ends in NUL, belongs to the library and is never freed. Never NULL.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_status_str(status: i32) -> *const c_char {
    let known = status.checked_neg().and_then(|number| TEXTS.get(usize::try_from(number).ok()?));
    let known = known.filter(|text| text[0] != 0);
    known.map_or(c"unknown status".as_ptr(), |text| text.as_ptr().cast())
}

/// Returns the message of the last control call that failed on the calling thread, such as "account: length 0, must be
/// 1 to 255". A call that succeeds does not clear it; audio calls never set it.
///
/// Returns a string that ends in NUL and belongs to the library. It is valid until the next control call that fails on
/// this thread, or until the thread ends. It is empty if none has failed. Never NULL.
/// Thread: any; each thread has its own message.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_last_error() -> *const c_char {
    last_error()
}

/// Returns the version of the library that runs, such as "0.1.0". The MIXMINUS_VERSION_ constants are the version of
/// the header.
///
/// Returns a string that ends in NUL, belongs to the library and is never freed. Never NULL.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CStr;

    fn str_of(status: i32) -> &'static str {
        // SAFETY: the call returns a string that ends in NUL and is never freed.
        unsafe { CStr::from_ptr(mixminus_status_str(status)) }.to_str().unwrap()
    }

    #[test]
    fn every_status_has_its_number_and_its_text() {
        for status in Status::ALL {
            assert_eq!(mixminus_status::from(status) as i32, status.code());
            assert_eq!(str_of(status.code()), status.as_str());
        }
        for unknown in [1, i32::MAX, i32::MIN, -(STATUS_NUMBERS as i32), 1 - STATUS_NUMBERS as i32] {
            assert_eq!(str_of(unknown), "unknown status");
        }
    }
}
