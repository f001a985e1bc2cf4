//! How a thread waits for the end of a conference, or of what is said, and is woken.

use crate::control::os::event_fd::EventFd;
use crate::error::Result;
use crate::rt::message::event::EndReason;
use crate::units::DtmfDigit;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How a conference ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConferenceEnd {
    /// Why.
    pub reason: EndReason,
    /// `Terminator`: the key.
    pub key: Option<DtmfDigit>,
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
    state: Mutex<State<T>>,
    more: Condvar,
    fd: EventFd,
}

#[derive(Debug)]
struct State<T> {
    over: Option<T>,
    nudged: bool,
}

impl<T: Clone> Waiter<T> {
    /// Nothing has come yet.
    pub fn new() -> Waiter<T> {
        Waiter {
            state: Mutex::new(State { over: None, nudged: false }),
            more: Condvar::new(),
            fd: EventFd::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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

    /// Makes the descriptor unreadable, after the end has been seen.
    pub fn clear_fd(&self) {
        self.fd.clear();
    }

    /// The wait is over; the first end stays.
    pub fn wake(&self, end: T) {
        self.state().over.get_or_insert(end);
        self.more.notify_all();
        self.fd.signal();
    }

    /// Makes a thread in [`wait`](Self::wait) return once, without an end.
    pub fn nudge(&self) {
        self.state().nudged = true;
        self.more.notify_all();
    }

    /// The end, if it has come.
    pub fn over(&self) -> Option<T> {
        self.state().over.clone()
    }

    /// Waits for the end, at most that long; `None`: as long as it takes. Returns `None` if the time has passed or the
    /// waiter was nudged.
    pub fn wait(&self, timeout: Option<Duration>) -> Option<T> {
        let goes_on = |state: &mut State<T>| state.over.is_none() && !state.nudged;
        let mut state = match timeout {
            None => self.more.wait_while(self.state(), goes_on).unwrap_or_else(PoisonError::into_inner),
            Some(timeout) => {
                let waited = self.more.wait_timeout_while(self.state(), timeout, goes_on);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        state.nudged = false;
        state.over.clone()
    }
}
