//! From what C passes to what Rust takes: each pointer is checked for NULL, each count and flag for its range.
//!
//! The header promises of every pointer: it is NULL, or it is good for what the call does with it while the call
//! lasts. "The rules of the header" in the SAFETY comments of this folder are that promise.

use std::ffi::c_char;
use std::path::PathBuf;
use std::slice;
use std::sync::Arc;

use super::calls::Calls;
use super::engine::mixminus_engine;
use super::fault::Fault;
use super::handle::mixminus_text;
use crate::control::config::MAX_NAME_BYTES;
use crate::control::engine::lifecycle::Engine;
use crate::control::sessions::allowed_signals::MAX_ALLOWED_SIGNALS;
use crate::error::{Error, Status};
use crate::units::DtmfDigit;

/// The most samples that a slice can have.
const MAX_SAMPLES: usize = isize::MAX as usize / size_of::<i16>();

/// The longest path, bytes.
const MAX_PATH: usize = 4095;

/// The engine behind the pointer.
///
/// # Safety
/// `engine` is NULL or came from `mixminus_engine_new` and is not freed before the call has returned.
pub(crate) unsafe fn engine<'a>(engine: *mut mixminus_engine) -> Result<&'a Engine, Fault> {
    // SAFETY: a pointer that is not NULL came from `Box::into_raw` and its box still lives.
    match unsafe { engine.as_ref() } {
        Some(object) => Ok(&object.engine),
        None => Err(Fault::Null("engine")),
    }
}

/// EventSubject waits in the engine behind the pointer.
///
/// # Safety
/// As for [`engine`].
pub(crate) unsafe fn calls(engine: *mut mixminus_engine) -> Result<Arc<Calls>, Fault> {
    // SAFETY: as for `engine`.
    unsafe { engine.as_ref() }.map(|object| object.calls.clone()).ok_or(Fault::Null("engine"))
}

/// Whether this is the process that made the engine; for calls that do no more than read or free.
pub(crate) fn same_process(engine: &Engine) -> Result<(), Error> {
    engine.check_process()
}

/// A place for a result: holds its zero from the moment that it is checked, so a call that fails leaves that.
#[derive(Debug)]
pub(crate) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// Checks `place` and writes `zero` to it.
    ///
    /// # Safety
    /// `place` is NULL or good for a write of `T` for as long as the `Out` lives.
    pub(crate) unsafe fn new(place: *mut T, name: &'static str, zero: T) -> Result<Out<T>, Fault> {
        if place.is_null() {
            return Err(Fault::Null(name));
        }
        // SAFETY: `place` is not NULL.
        Ok(unsafe { Out::optional(place, zero) })
    }

    /// The same for a result that the caller may do without by passing NULL.
    ///
    /// # Safety
    /// As for [`Out::new`].
    pub(crate) unsafe fn optional(place: *mut T, zero: T) -> Out<T> {
        let out = Out(place);
        out.set(zero);
        out
    }

    /// Writes the result.
    pub(crate) fn set(&self, value: T) {
        if !self.0.is_null() {
            // SAFETY: not NULL, and so good for a write, as whoever made the `Out` promised.
            unsafe { self.0.write_unaligned(value) }
        }
    }
}

/// An array for results.
#[derive(Debug)]
pub(crate) struct OutArray<T> {
    first: *mut T,
    capacity: usize,
}

impl<T> OutArray<T> {
    /// Checks the array. It may be NULL if it has no room.
    ///
    /// # Safety
    /// `first` is NULL or good for a write of `capacity` elements for as long as the `OutArray` lives.
    pub(crate) unsafe fn new(
        first: *mut T,
        name: &'static str,
        capacity: usize,
    ) -> Result<OutArray<T>, Fault> {
        if capacity > 0 && first.is_null() {
            return Err(Fault::Null(name));
        }
        Ok(OutArray { first, capacity })
    }

    /// Writes as many of `values` as there is room for.
    pub(crate) fn fill(&self, values: impl Iterator<Item = T>) {
        for (index, value) in values.take(self.capacity).enumerate() {
            // SAFETY: `index` is below `capacity`, and whoever made the array promised room for that many.
            unsafe { self.first.add(index).write_unaligned(value) }
        }
    }
}

/// The samples to write; none if `count` is 0, and then `samples` may be NULL.
///
/// # Safety
/// `samples` is NULL or `count` samples can be read from it for `'a`.
pub(crate) unsafe fn samples<'a>(samples: *const i16, count: usize) -> Result<&'a [i16], Fault> {
    check_samples(samples, count)?;
    if count == 0 {
        return Ok(&[]);
    }
    // SAFETY: not NULL, aligned, at most `isize::MAX` bytes, and readable by the rules of the header.
    Ok(unsafe { slice::from_raw_parts(samples, count) })
}

/// The samples to fill; none if `count` is 0, and then `samples` may be NULL.
///
/// # Safety
/// `samples` is NULL or `count` samples can be written to it for `'a` by nobody else.
pub(crate) unsafe fn samples_mut<'a>(samples: *mut i16, count: usize) -> Result<&'a mut [i16], Fault> {
    check_samples(samples, count)?;
    if count == 0 {
        return Ok(&mut []);
    }
    // SAFETY: not NULL, aligned, at most `isize::MAX` bytes, and ours alone by the rules of the header.
    Ok(unsafe { slice::from_raw_parts_mut(samples, count) })
}

fn check_samples(samples: *const i16, count: usize) -> Result<(), Fault> {
    match () {
        _ if count > MAX_SAMPLES => Err(Fault::Count("count", count, MAX_SAMPLES)),
        _ if count > 0 && samples.is_null() => Err(Fault::Null("samples")),
        _ if count > 0 && !samples.is_aligned() => Err(Fault::Misaligned("samples")),
        _ => Ok(()),
    }
}

/// A name of 1 to 255 bytes. A length outside of that is refused before the pointer is looked at.
///
/// # Safety
/// `text` is NULL or `length` bytes can be read from it for `'a`.
pub(crate) unsafe fn name<'a>(
    name: &'static str,
    text: *const c_char,
    length: usize,
) -> Result<&'a [u8], Fault> {
    if !(1..=MAX_NAME_BYTES).contains(&length) {
        return Err(Fault::NameLength(name, length));
    }
    if text.is_null() {
        return Err(Fault::Null(name));
    }
    // SAFETY: not NULL, at most 255 bytes, readable by the rules of the header; bytes need no alignment.
    Ok(unsafe { slice::from_raw_parts(text.cast(), length) })
}

/// A text of 0 to 255 bytes.
///
/// # Safety
/// `text` is NULL or `length` bytes can be read from it for `'a`.
pub(crate) unsafe fn text<'a>(
    name: &'static str,
    text: *const c_char,
    length: usize,
) -> Result<&'a [u8], Fault> {
    if length > MAX_NAME_BYTES {
        return Err(Fault::Count(name, length, MAX_NAME_BYTES));
    }
    if length == 0 {
        return Ok(&[]);
    }
    // SAFETY: as the caller promised; the length is one of a name.
    unsafe { self::name(name, text, length) }
}

/// The bytes of a file, or of what else is data; none if `length` is 0, and then `bytes` may be NULL.
///
/// # Safety
/// `bytes` is NULL or `length` bytes can be read from it for `'a`.
pub(crate) unsafe fn bytes<'a>(
    name: &'static str,
    bytes: *const u8,
    length: usize,
) -> Result<&'a [u8], Fault> {
    const MOST: usize = isize::MAX as usize;
    match () {
        _ if length > MOST => Err(Fault::Count(name, length, MOST)),
        _ if length == 0 => Ok(&[]),
        _ if bytes.is_null() => Err(Fault::Null(name)),
        // SAFETY: not NULL, at most `isize::MAX` bytes, readable as the caller promised; they need no alignment.
        () => Ok(unsafe { slice::from_raw_parts(bytes, length) }),
    }
}

/// A path of 1 to 4095 bytes.
///
/// # Safety
/// `path` is NULL or `length` bytes can be read from it.
pub(crate) unsafe fn path(name: &'static str, path: *const c_char, length: usize) -> Result<PathBuf, Error> {
    if !(1..=MAX_PATH).contains(&length) {
        let sentence = format!("{name}: length {length}, must be 1 to {MAX_PATH}");
        return Err(Error::new(Status::InvalidArgument, sentence));
    }
    // SAFETY: as the caller promised.
    path_of(name, unsafe { bytes(name, path.cast(), length) }?)
}

#[cfg(unix)]
fn path_of(_name: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
    use std::os::unix::ffi::OsStrExt;
    Ok(std::ffi::OsStr::from_bytes(bytes).into())
}

/// Where paths are not bytes they are UTF-8.
#[cfg(not(unix))]
fn path_of(name: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
    let text = std::str::from_utf8(bytes);
    Ok(text.map_err(|_| Error::new(Status::InvalidArgument, format!("{name}: not UTF-8")))?.into())
}

/// An array of texts, each still to be looked at; `None` if it is NULL.
///
/// # Safety
/// `texts` is NULL or `count` elements can be read from it for `'a`.
pub(crate) unsafe fn texts<'a>(
    name: &'static str,
    texts: *const mixminus_text,
    count: usize,
) -> Result<Option<&'a [mixminus_text]>, Fault> {
    if texts.is_null() {
        return if count == 0 { Ok(None) } else { Err(Fault::Null(name)) };
    }
    if count > MAX_ALLOWED_SIGNALS {
        return Err(Fault::Count(name, count, MAX_ALLOWED_SIGNALS));
    }
    if !texts.is_aligned() {
        return Err(Fault::Misaligned(name));
    }
    // SAFETY: not NULL, aligned, few, and readable by the rules of the header.
    Ok(Some(unsafe { slice::from_raw_parts(texts, count) }))
}

/// A key by the code of its ASCII character.
pub(crate) fn key(name: &'static str, code: u32) -> Result<DtmfDigit, Fault> {
    let key = u8::try_from(code).ok().and_then(|code| DtmfDigit::from_char(code.into()));
    key.ok_or(Fault::Value(name, code))
}

/// 0 or 1.
pub(crate) fn flag(name: &'static str, value: u32) -> Result<bool, Fault> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Fault::Flag(name, value)),
    }
}

/// A field that has no meaning yet and must be 0, so that it can have one later.
pub(crate) fn reserved(name: &'static str, value: u32) -> Result<(), Fault> {
    if value == 0 { Ok(()) } else { Err(Fault::Reserved(name)) }
}
