//! Pointers from C, as types that carry what the host promises of them.
//!
//! The header makes the host promise ("Pointers"): each pointer is NULL, or valid for what the call does with it until
//! the call has returned; a pointer and a length that belong together say how much may be touched. A value of a type of
//! this file comes from C only: it is an argument of an `extern "C"` function, or a field of a struct that the host has
//! filled in. No safe function makes one. So a value is the promise, and every method here that checks for NULL and
//! then reads or writes is safe. A type parameter names the argument, so that `account` with `environment_len` does not
//! compile. Each type has the layout of the plain pointer or number; `tests/header.rs` writes it as such for C.

use std::ffi::{c_char, c_void};
use std::marker::PhantomData;
use std::path::PathBuf;
use std::slice;

use super::any_bytes::AnyBytes;
use super::invalid_argument::InvalidArgument;
use crate::control::config::{DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, MAX_NAME_BYTES};
use crate::error::{Error, Result, Status};

/// The longest path, bytes.
const MAX_PATH: usize = 4095;

/// An array or string among the arguments of a call. It ties a pointer to its length, and names both in errors.
pub trait Argument: Copy {
    /// What the header calls it.
    const NAME: &'static str;
}

macro_rules! arguments {
    ($($argument:ident: $name:literal,)*) => {
        $(
            #[doc = concat!("The argument `", $name, "`.")]
            #[derive(Clone, Copy, Debug)]
            pub enum $argument {}

            impl Argument for $argument {
                const NAME: &'static str = $name;
            }
        )*
    };
}

arguments! {
    Account: "account",
    AllowSignals: "allow_signals",
    AllowedSignal: "allow_signals",
    ConferenceId: "conference_id",
    Cpus: "cpus",
    Digits: "digits",
    Environment: "environment",
    Name: "name",
    Participants: "participants",
    Path: "path",
    Rooms: "rooms",
    Samples: "samples",
    SpokenText: "text",
    Voice: "voice",
    Wav: "wav",
}

/// The number of elements that the pointer of the same argument points to, or of the bytes of a string.
#[repr(transparent)]
#[derive(Clone, Copy, Debug)]
pub struct Length<A>(usize, PhantomData<A>);

impl<A> Length<A> {
    /// The length of nothing.
    pub(crate) const ZERO: Length<A> = Length(0, PhantomData);

    pub(crate) fn get(self) -> usize {
        self.0
    }
}

/// An array that the call reads: NULL, or readable for `'a` for as many elements as its [`Length`] says.
#[repr(transparent)]
#[derive(Clone, Copy, Debug)]
pub struct In<'a, T, A>(*const T, PhantomData<(&'a T, A)>);

impl<'a, T: AnyBytes, A: Argument> In<'a, T, A> {
    /// No array.
    pub(crate) const NULL: In<'a, T, A> = In(std::ptr::null(), PhantomData);

    pub(crate) fn is_null(self) -> bool {
        self.0.is_null()
    }

    /// The elements; none if the length is 0, and then the pointer may be NULL.
    pub(crate) fn slice(self, length: Length<A>) -> std::result::Result<&'a [T], InvalidArgument> {
        check_array::<T, A>(self.0, length.0)?;
        if length.0 == 0 {
            return Ok(&[]);
        }
        // SAFETY: not NULL, aligned and at most `isize::MAX` bytes, as just checked; the host keeps as many elements as
        // the length of this argument says readable for `'a`.
        Ok(unsafe { slice::from_raw_parts(self.0, length.0) })
    }
}

impl<'a, A> In<'a, c_void, A> {
    /// An array whose elements another argument describes. The [`Length`] counts elements of that type.
    pub(crate) fn cast<T>(self) -> In<'a, T, A> {
        In(self.0.cast(), PhantomData)
    }
}

// SAFETY: a number, and a type without bytes.
unsafe impl<A: Copy> AnyBytes for Length<A> {}
// SAFETY: a raw pointer, and a type without bytes.
unsafe impl<T: Copy, A: Copy> AnyBytes for In<'_, T, A> {}

impl<'a, A: Argument> In<'a, c_char, A> {
    fn bytes(self, length: Length<A>) -> std::result::Result<&'a [u8], InvalidArgument> {
        In::<u8, A>(self.0.cast(), PhantomData).slice(length)
    }

    /// A name of 1 to 255 bytes. A length outside of that is refused before the pointer is looked at.
    pub(crate) fn name(self, length: Length<A>) -> std::result::Result<&'a [u8], InvalidArgument> {
        if !(1..=MAX_NAME_BYTES).contains(&length.0) {
            return Err(InvalidArgument::NameLength(A::NAME, length.0));
        }
        self.bytes(length)
    }

    /// A name of 1 to 255 bytes; `default` for NULL with length 0.
    fn name_or(
        self,
        length: Length<A>,
        default: &'static [u8],
    ) -> std::result::Result<&'a [u8], InvalidArgument> {
        if self.is_null() && length.0 == 0 { Ok(default) } else { self.name(length) }
    }

    /// A text of 0 to 255 bytes.
    pub(crate) fn text(self, length: Length<A>) -> std::result::Result<&'a [u8], InvalidArgument> {
        if length.0 > MAX_NAME_BYTES {
            return Err(InvalidArgument::Count(A::NAME, length.0, MAX_NAME_BYTES));
        }
        self.bytes(length)
    }

    /// A text of 0 to `most` bytes of UTF-8.
    pub(crate) fn utf8(self, length: Length<A>, most: usize) -> Result<&'a str> {
        if length.0 > most {
            return Err(InvalidArgument::Count(A::NAME, length.0, most).into());
        }
        let text = std::str::from_utf8(self.bytes(length)?);
        text.map_err(|_| Error::new(Status::InvalidArgument, format!("{}: not UTF-8", A::NAME)))
    }

    /// A path of 1 to 4095 bytes.
    pub(crate) fn path(self, length: Length<A>) -> Result<PathBuf> {
        if !(1..=MAX_PATH).contains(&length.0) {
            let sentence = format!("{}: length {}, must be 1 to {MAX_PATH}", A::NAME, length.0);
            return Err(Error::new(Status::InvalidArgument, sentence));
        }
        path_of(A::NAME, self.bytes(length)?)
    }
}

#[cfg(unix)]
fn path_of(_name: &str, bytes: &[u8]) -> Result<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Ok(std::ffi::OsStr::from_bytes(bytes).into())
}

/// Where paths are not bytes they are UTF-8.
#[cfg(not(unix))]
fn path_of(name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let text = std::str::from_utf8(bytes);
    Ok(text.map_err(|_| Error::new(Status::InvalidArgument, format!("{name}: not UTF-8")))?.into())
}

impl<'a> In<'a, c_char, Account> {
    /// The name of an account; NULL with length 0 is the default account.
    pub(crate) fn account(self, length: Length<Account>) -> std::result::Result<&'a [u8], InvalidArgument> {
        self.name_or(length, DEFAULT_ACCOUNT)
    }
}

impl<'a> In<'a, c_char, Environment> {
    /// The name of an environment; NULL with length 0 is the default environment.
    pub(crate) fn environment(
        self,
        length: Length<Environment>,
    ) -> std::result::Result<&'a [u8], InvalidArgument> {
        self.name_or(length, DEFAULT_ENVIRONMENT)
    }
}

/// An array that the call fills: NULL, or writable for `'a`, by nobody else, for as many elements as its [`Length`]
/// says.
#[repr(transparent)]
#[derive(Debug)]
pub struct OutArray<'a, T, A>(*mut T, PhantomData<(&'a mut T, A)>);

impl<'a, T: AnyBytes, A: Argument> OutArray<'a, T, A> {
    pub(crate) fn is_null(&self) -> bool {
        self.0.is_null()
    }

    /// The elements to fill; none if the length is 0, and then the pointer may be NULL.
    pub(crate) fn slice(self, length: Length<A>) -> std::result::Result<&'a mut [T], InvalidArgument> {
        check_array::<T, A>(self.0, length.0)?;
        if length.0 == 0 {
            return Ok(&mut []);
        }
        // SAFETY: not NULL, aligned and at most `isize::MAX` bytes, as just checked; the host lets as many elements as
        // the length of this argument says be written for `'a`, and nobody else touches them.
        Ok(unsafe { slice::from_raw_parts_mut(self.0, length.0) })
    }

    /// Checks the array, which is then filled from the front. Its length may be any number: what lies behind the
    /// elements that are written is not looked at. It may be NULL if its length is 0.
    pub(crate) fn places(self, length: Length<A>) -> std::result::Result<Places<'a, T>, InvalidArgument> {
        if length.0 > 0 && self.0.is_null() {
            return Err(InvalidArgument::Null(A::NAME));
        }
        Ok(Places { first: self.0, length: length.0, of: PhantomData })
    }
}

impl<'a, A> OutArray<'a, c_void, A> {
    /// An array whose elements another argument describes. The [`Length`] counts elements of that type.
    pub(crate) fn cast<T>(self) -> OutArray<'a, T, A> {
        OutArray(self.0.cast(), PhantomData)
    }
}

/// An array to fill that has been checked.
#[derive(Debug)]
pub(crate) struct Places<'a, T> {
    first: *mut T,
    length: usize,
    of: PhantomData<&'a mut T>,
}

impl<T: AnyBytes> Places<'_, T> {
    /// Writes as many of `values` as there is room for. Returns how many.
    pub(crate) fn fill(self, values: impl Iterator<Item = T>) -> usize {
        let mut filled = 0;
        for value in values.take(self.length) {
            // SAFETY: there are elements, so the array is not NULL, and the host lets each of them be written for the
            // life of `self`.
            unsafe { self.first.add(filled).write_unaligned(value) }
            filled += 1;
        }
        filled
    }
}

/// Samples of frames that the call fills: NULL, or writable for `'a`, by nobody else, for as many frames as the
/// [`Length`] of the same argument says.
#[repr(transparent)]
#[derive(Debug)]
pub struct OutFrames<'a, A>(*mut i16, PhantomData<(&'a mut i16, A)>);

impl<'a, A> OutFrames<'a, A> {
    /// The samples to fill, of frames of the engine's length, which is what the header says a frame here has.
    pub(crate) fn slice(
        self,
        frames: Length<A>,
        frame_samples: usize,
    ) -> std::result::Result<&'a mut [i16], InvalidArgument> {
        let samples = frames.get().saturating_mul(frame_samples);
        OutArray::<i16, Samples>(self.0, PhantomData).slice(Length(samples, PhantomData))
    }
}

fn check_array<T, A: Argument>(first: *const T, length: usize) -> std::result::Result<(), InvalidArgument> {
    let most = isize::MAX as usize / size_of::<T>();
    match () {
        _ if length > most => Err(InvalidArgument::Count(A::NAME, length, most)),
        _ if length > 0 && first.is_null() => Err(InvalidArgument::Null(A::NAME)),
        _ if length > 0 && !first.is_aligned() => Err(InvalidArgument::Misaligned(A::NAME)),
        _ => Ok(()),
    }
}

/// Where a call writes a result.
pub(crate) trait Place {
    /// The result.
    type Value;

    /// Writes it.
    fn write(&self, value: Self::Value);
}

/// A place that the caller may leave out.
impl<P: Place> Place for Option<P> {
    type Value = P::Value;

    fn write(&self, value: P::Value) {
        if let Some(place) = self {
            place.write(value);
        }
    }
}

/// A result that is a number, a handle or a pointer: NULL, or writable for `'a` by nobody else.
#[repr(transparent)]
#[derive(Debug)]
pub struct Out<'a, T>(*mut T, PhantomData<&'a mut T>);

impl<'a, T> Out<'a, T> {
    /// Refuses NULL, and writes `zero`: what the host finds there if the call fails.
    pub(crate) fn required(
        self,
        name: &'static str,
        zero: T,
    ) -> std::result::Result<Out<'a, T>, InvalidArgument> {
        if self.0.is_null() {
            return Err(InvalidArgument::Null(name));
        }
        self.optional(zero)
    }

    /// The same for a result that the host may do without by passing NULL.
    pub(crate) fn optional(self, zero: T) -> std::result::Result<Out<'a, T>, InvalidArgument> {
        self.write(zero);
        Ok(self)
    }
}

impl<T> Place for Out<'_, T> {
    type Value = T;

    /// Does nothing if the pointer is NULL.
    fn write(&self, value: T) {
        if !self.0.is_null() {
            // SAFETY: not NULL, so the host lets a `T` be written here for the life of `self`.
            unsafe { self.0.write_unaligned(value) }
        }
    }
}

/// A number that the call reads and writes: NULL, or readable and writable for `'a` by nobody else.
#[repr(transparent)]
#[derive(Debug)]
pub struct InOut<'a, T>(Out<'a, T>);

impl<'a, T: AnyBytes> InOut<'a, T> {
    /// The value of the host, and where to write the next one.
    pub(crate) fn required(
        self,
        name: &'static str,
    ) -> std::result::Result<(T, Out<'a, T>), InvalidArgument> {
        if self.0.0.is_null() {
            return Err(InvalidArgument::Null(name));
        }
        // SAFETY: not NULL, so the host has a `T` here that may be read for the life of `self`.
        Ok((unsafe { self.0.0.read_unaligned() }, self.0))
    }
}

#[cfg(test)]
impl<'a, T, A> In<'a, T, A> {
    /// An array and its length, as a host passes them.
    pub(crate) fn of(array: &'a [T]) -> (In<'a, T, A>, Length<A>) {
        (In(array.as_ptr(), PhantomData), Length(array.len(), PhantomData))
    }
}
