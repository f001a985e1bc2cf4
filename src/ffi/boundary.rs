//! The boundary of every call: no panic leaves it, and a control call that fails leaves a message for
//! mixminus_last_error.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::cancellation::CancellationDeferred;
use super::last_error::remember;
use super::status::mixminus_status;
use crate::error::{Error, Result, Status};

/// Runs the body of a control call: turns its result into a status, and keeps the message of an error.
///
/// A body that panics half-way leaves the engine usable (its locks are not poisoned, and its ticks never run here), so
/// asserting unwind safety is right.
pub(crate) fn control_call(body: impl FnOnce() -> Result<()>) -> mixminus_status {
    let _deferred = CancellationDeferred::here();
    let error = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => return mixminus_status::MIXMINUS_OK,
        Ok(Err(error)) => error,
        Err(payload) => Error::new(Status::Internal, panic_message(&*payload)),
    };
    remember(&error);
    error.status().into()
}

/// Runs the body of an audio call: a status and nothing else. Touches no thread-local and allocates nothing,
/// unless the library itself is defective and panics.
pub(crate) fn audio_call(body: impl FnOnce() -> std::result::Result<(), Status>) -> mixminus_status {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => mixminus_status::MIXMINUS_OK,
        Ok(Err(status)) => status.into(),
        Err(_) => mixminus_status::MIXMINUS_ERR_INTERNAL,
    }
}

/// The result of `read`. If it fails, the buffer is silence, for a host that plays it regardless.
pub(crate) fn or_silence<T>(
    samples: &mut [i16],
    read: impl FnOnce(&mut [i16]) -> std::result::Result<T, Status>,
) -> std::result::Result<T, Status> {
    let result = read(samples);
    if result.is_err() {
        samples.fill(0);
    }
    result
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    format!("a defect of the library was caught: {text}")
}

#[cfg(test)]
mod tests {
    use super::super::last_error::last_error;
    use super::*;
    use std::ffi::CStr;

    fn text() -> String {
        // SAFETY: `last_error` returns a string that ends in NUL and no control call comes in between.
        unsafe { CStr::from_ptr(last_error()) }.to_str().unwrap().to_owned()
    }

    #[test]
    fn a_panic_becomes_a_status() {
        let status = control_call(|| panic!("seven"));
        assert_eq!(status, mixminus_status::MIXMINUS_ERR_INTERNAL);
        assert_eq!(text(), "a defect of the library was caught: seven");
        assert_eq!(audio_call(|| panic!("eight")), mixminus_status::MIXMINUS_ERR_INTERNAL);
        assert_eq!(text(), "a defect of the library was caught: seven");
    }

    #[test]
    fn the_last_error_is_this_thread_s_and_survives_success() {
        assert_eq!(std::thread::spawn(text).join().unwrap(), "");
        control_call(|| Err(Error::new(Status::NotFound, "no\0 such room")));
        control_call(|| Ok(()));
        audio_call(|| Err(Status::Busy));
        assert_eq!(text(), "no such room");
        assert_eq!(std::thread::spawn(text).join().unwrap(), "");
        control_call(|| Err(Status::Busy.into()));
        assert_eq!(text(), Status::Busy.as_str());
    }
}
