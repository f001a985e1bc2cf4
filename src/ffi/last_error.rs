//! The message of the last control call that failed, one per thread.

use std::cell::RefCell;
use std::ffi::{CStr, CString, c_char};

use crate::error::Error;

thread_local! {
    /// The message of the last control call that failed on this thread.
    static LAST_ERROR: RefCell<Option<CString>> = const { RefCell::new(None) };
}

/// The message of this thread's last failed control call; the empty string if there is none.
///
/// The pointer is good until the next control call of this thread that fails, or its end.
pub(crate) fn last_error() -> *const c_char {
    const NONE: &CStr = c"";
    let message = LAST_ERROR.try_with(|last| last.borrow().as_ref().map(|text| text.as_ptr()));
    // Err: the thread is ending and has given its message up.
    message.ok().flatten().unwrap_or(NONE.as_ptr())
}

/// Keeps the message of an error for the calling thread.
pub(crate) fn remember(error: &Error) {
    let text = error.detail().unwrap_or_else(|| error.status().as_str());
    let bytes: Vec<u8> = text.bytes().filter(|byte| *byte != 0).collect();
    let message = CString::new(bytes).ok();
    // Err: the thread is ending; its status still says what happened.
    let _ = LAST_ERROR.try_with(|last| last.replace(message));
}
