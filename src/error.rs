//! What a call returns on failure: a fixed status number and, from control calls, a sentence that says what was
//! wrong.

use std::fmt;

/// The result of a control call.
pub type Result<T> = std::result::Result<T, Error>;

/// The fixed status numbers of the C ABI. Zero is success; errors are negative and never renumbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
#[non_exhaustive]
pub enum Status {
    /// The call did what it says.
    Ok = 0,
    /// An argument is NULL, out of range or malformed.
    InvalidArgument = -1,
    /// `struct_size` is smaller than the first version of the struct, or larger than this library knows.
    StructSize = -2,
    /// The handle is zero, or not a handle at all.
    InvalidHandle = -3,
    /// The object was freed or has ended.
    StaleHandle = -4,
    /// The handle belongs to another engine.
    ForeignHandle = -5,
    /// The handle names an object of another kind, such as a room where a participant is expected.
    WrongKind = -6,
    /// Another thread is using the same part (writer, reader, poller, ticker) of the object.
    Busy = -7,
    /// The engine is in the other mode: a host tick while drivers run, a driver call without drivers.
    WrongMode = -8,
    /// The participant is in no room.
    NotInRoom = -9,
    /// The participant is in a room already.
    AlreadyInRoom = -10,
    /// The room is at its capacity.
    RoomFull = -11,
    /// The account is at its limit of participants.
    TooManyParticipants = -12,
    /// The account is at its limit of rooms.
    TooManyRooms = -13,
    /// The account has used up a quota or its share of a table.
    QuotaExceeded = -14,
    /// The account's share of the command queue, or of plays, is used up. Nothing was changed; try again after a
    /// tick.
    QueueFull = -15,
    /// There is no such room.
    NotFound = -16,
    /// The engine has stopped: every session has ended.
    EngineStopped = -17,
    /// This process is a fork of the one that made the engine.
    Forked = -18,
    /// The system refused the memory that the call needs.
    OutOfMemory = -19,
    /// A system call failed; the detail has its error number.
    System = -20,
    /// This build or this machine does not support what was asked for.
    Unsupported = -21,
    /// The library caught a defect of its own at the C ABI; the host is unharmed.
    Internal = -22,
    /// The session's time limit has passed: the participant can only be freed.
    SessionExpired = -23,
    /// The room is locked.
    RoomLocked = -24,
    /// A queued signal interrupted the conference as it started.
    Interrupted = -25,
    /// The call has been hung up.
    HungUp = -26,
    /// The tapped participant or room has ended, and all its frames have been read.
    Ended = -35,
    /// The account is at its limit of taps.
    TooManyTaps = -36,
}

impl Status {
    /// Every status, in the order of their numbers.
    pub const ALL: [Status; 29] = [
        Status::Ok,
        Status::InvalidArgument,
        Status::StructSize,
        Status::InvalidHandle,
        Status::StaleHandle,
        Status::ForeignHandle,
        Status::WrongKind,
        Status::Busy,
        Status::WrongMode,
        Status::NotInRoom,
        Status::AlreadyInRoom,
        Status::RoomFull,
        Status::TooManyParticipants,
        Status::TooManyRooms,
        Status::QuotaExceeded,
        Status::QueueFull,
        Status::NotFound,
        Status::EngineStopped,
        Status::Forked,
        Status::OutOfMemory,
        Status::System,
        Status::Unsupported,
        Status::Internal,
        Status::SessionExpired,
        Status::RoomLocked,
        Status::Interrupted,
        Status::HungUp,
        Status::Ended,
        Status::TooManyTaps,
    ];

    /// The number of the C ABI.
    pub const fn code(self) -> i32 {
        self as i32
    }

    /// A short English sentence without a full stop, for logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::InvalidArgument => "invalid argument",
            Status::StructSize => "unknown struct_size",
            Status::InvalidHandle => "invalid handle",
            Status::StaleHandle => "the object was freed or has ended",
            Status::ForeignHandle => "the handle belongs to another engine",
            Status::WrongKind => "the handle names an object of another kind",
            Status::Busy => "another thread is using the object",
            Status::WrongMode => "not in this clock mode",
            Status::NotInRoom => "the participant is in no room",
            Status::AlreadyInRoom => "the participant is in a room already",
            Status::RoomFull => "the room is full",
            Status::TooManyParticipants => "the account is at its limit of participants",
            Status::TooManyRooms => "the account is at its limit of rooms",
            Status::QuotaExceeded => "a quota or share of the account is used up",
            Status::QueueFull => "the queue is full, try again after a tick",
            Status::NotFound => "no such room",
            Status::EngineStopped => "the engine has stopped",
            Status::Forked => "this process is a fork of the engine's",
            Status::OutOfMemory => "out of memory",
            Status::System => "a system call failed",
            Status::Unsupported => "not supported by this build or machine",
            Status::Internal => "a defect of the library was caught",
            Status::SessionExpired => "the session has reached its time limit",
            Status::RoomLocked => "the room is locked",
            Status::Interrupted => "a queued signal interrupted the conference",
            Status::HungUp => "the call was hung up",
            Status::Ended => "the tap has ended, everything was read",
            Status::TooManyTaps => "the account is at its limit of taps",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A failed control call: its status and, where there is more to say, a sentence.
///
/// The calls of the audio path (`tick`, `write`, `read`) never build one: they return a bare [`Status`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    status: Status,
    detail: Option<Box<str>>,
}

impl Error {
    /// An error with a sentence such as "account: length 0, must be 1 to 255".
    pub fn new(status: Status, detail: impl Into<String>) -> Error {
        Error { status, detail: Some(detail.into().into_boxed_str()) }
    }

    /// An error about the handle that an argument holds.
    pub(crate) fn handle(argument: &str, status: Status) -> Error {
        Error::new(status, format!("{argument}: {status}"))
    }

    /// The status.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The sentence, if the status alone does not say what was wrong.
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }
}

impl From<Status> for Error {
    fn from(status: Status) -> Error {
        Error { status, detail: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.detail {
            // The detail of a handle says it all.
            Some(detail) if detail.ends_with(self.status.as_str()) => f.write_str(detail),
            Some(detail) => write!(f, "{}: {detail}", self.status),
            None => write!(f, "{}", self.status),
        }
    }
}

impl std::error::Error for Error {}
impl std::error::Error for Status {}
