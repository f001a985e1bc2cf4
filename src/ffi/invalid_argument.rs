//! Errors in the arguments of a call, found before the engine sees them.

use crate::error::{Error, Status};

/// What is wrong with an argument. Making one allocates nothing, so the audio calls can use the same checks: they
/// return the status, and control calls also make the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InvalidArgument {
    /// The pointer of that name is NULL.
    Null(&'static str),
    /// Neither of the pointers of these names is set, or both are.
    NotOne(&'static str, &'static str),
    /// The pointer of that name is not aligned for what it points to.
    Misaligned(&'static str),
    /// The count of that name is larger than the number behind it: more than the address space holds, or the call
    /// accepts.
    Count(&'static str, usize, usize),
    /// The field or argument of that name is neither 0 nor 1.
    Flag(&'static str, u32),
    /// The field of that name must be 0 in this version.
    Reserved(&'static str),
    /// The field or argument of that name is not one of its values.
    Value(&'static str, u32),
    /// The string of that name is not 1 to 255 bytes long.
    NameLength(&'static str, usize),
    /// The number of digits is not 1 to 32.
    DigitCount(usize),
    /// The number of rooms is not 1 to 1024.
    RoomCount(usize),
    /// `struct_size` of the struct of that name, and the size that this library knows.
    StructSize(&'static str, usize, usize),
    /// Bytes behind the part of the struct of that name that this library knows are not zero.
    UnknownTail(&'static str, usize, usize),
}

impl InvalidArgument {
    fn message(self) -> String {
        match self {
            InvalidArgument::Null(name) => format!("{name}: NULL"),
            InvalidArgument::NotOne(one, other) => format!("{one}, {other}: set exactly one of them"),
            InvalidArgument::Misaligned(name) => format!("{name}: not aligned"),
            InvalidArgument::Count(name, count, most) => format!("{name}: {count}, must be 0 to {most}"),
            InvalidArgument::Flag(name, value) => format!("{name}: {value}, must be 0 or 1"),
            InvalidArgument::Reserved(name) => format!("{name}: must be 0"),
            InvalidArgument::Value(name, value) => format!("{name}: {value} is not a valid value"),
            InvalidArgument::NameLength(name, length) => format!("{name}: length {length}, must be 1 to 255"),
            InvalidArgument::DigitCount(count) => format!("digits: length {count}, must be 1 to 32"),
            InvalidArgument::RoomCount(count) => format!("rooms: {count}, must be 1 to 1024"),
            InvalidArgument::StructSize(name, size, known) => {
                format!("{name}: struct_size {size} is not valid, this library has {known}")
            }
            InvalidArgument::UnknownTail(name, size, known) => {
                format!("{name}: bytes {known} to {size} are unknown to this library and must be 0")
            }
        }
    }
}

impl From<InvalidArgument> for Status {
    fn from(argument: InvalidArgument) -> Status {
        match argument {
            InvalidArgument::StructSize(..) | InvalidArgument::UnknownTail(..) => Status::StructSize,
            _ => Status::InvalidArgument,
        }
    }
}

impl From<InvalidArgument> for Error {
    fn from(argument: InvalidArgument) -> Error {
        Error::new(argument.into(), argument.message())
    }
}
