//! How a thread waits for the end of a conference, or of what is said, and is woken.

use super::wake::EventFd;
use crate::error::Result;
use crate::rt::event::EndReason;
use crate::units::Key;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How a conference ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConferenceEnd {
    /// Why.
    pub reason: EndReason,
    /// `Terminator`: the key.
    pub key: Option<Key>,
    /// `Signal`: its number, as its sender knows it; else 0.
    pub signal: u64,
    /// `Signal`: its name. `Removed`: the text that the host gave, if any. Else empty.
    pub text: Arc<[u8]>,
}

impl ConferenceEnd {
    /// Of one that has not ended.
    pub fn none() -> ConferenceEnd {
        ConferenceEnd { reason: EndReason::None, key: None, signal: 0, text: Arc::from([]) }
    }
}

/// What one thread waits for.
#[derive(Debug)]
pub struct Waiter<T> {
    over: Mutex<Option<T>>,
    more: Condvar,
    fd: EventFd,
}

impl<T: Clone> Waiter<T> {
    /// Nothing has come yet.
    pub fn new() -> Waiter<T> {
        Waiter { over: Mutex::new(None), more: Condvar::new(), fd: EventFd::new() }
    }

    /// A descriptor that becomes readable when the wait is over; −1 where there is none.
    pub fn fd(&self) -> Result<i32> {
        let fd = self.fd.get()?;
        if self.over().is_none() {
            // It is made readable.
            self.fd.clear();
            if self.over().is_some() {
                self.fd.signal();
            }
        }
        Ok(fd)
    }

    /// The wait is over; the first end stays.
    pub fn wake(&self, end: T) {
        self.over.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(end);
        self.more.notify_all();
        self.fd.signal();
    }

    /// The end, if it has come.
    pub fn over(&self) -> Option<T> {
        self.over.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The end, if it comes within that time.
    pub fn wait(&self, timeout: Duration) -> Option<T> {
        let over = self.over.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.more.wait_timeout_while(over, timeout, |over| over.is_none());
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }
}
