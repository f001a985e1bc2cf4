//! How a thread waits for the end of a conference or of a say, and is woken.

use crate::control::os::event_fd::EventFd;
use crate::error::Result;
use crate::rt::message::event::EndReason;
use crate::units::DtmfDigit;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How a conference ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConferenceEnd {
    /// The reason.
    pub reason: EndReason,
    /// `Terminator`: the digit.
    pub digit: Option<DtmfDigit>,
    /// `Signal`: its number, as [`signal`](crate::Engine::signal) returned it; else 0.
    pub signal: u64,
    /// `Signal`: its name. `Removed`: the host's text, if any. Else empty.
    pub text: Arc<[u8]>,
}

impl ConferenceEnd {
    /// The value while no conference has ended.
    pub fn none() -> ConferenceEnd {
        ConferenceEnd { reason: EndReason::None, digit: None, signal: 0, text: Arc::from([]) }
    }
}

/// A result that one thread waits for.
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
    /// A waiter without a result.
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

    /// A descriptor that becomes readable when there is a result; −1 on systems without one.
    pub fn fd(&self) -> Result<i32> {
        let fd = self.fd.get()?;
        if self.over().is_none() {
            // A new descriptor is readable.
            self.fd.clear();
            if self.over().is_some() {
                self.fd.signal();
            }
        }
        Ok(fd)
    }

    /// Makes the descriptor unreadable, after the result has been taken.
    pub fn clear_fd(&self) {
        self.fd.clear();
    }

    /// Sets the result and wakes the thread. The first result stays.
    pub fn wake(&self, end: T) {
        self.state().over.get_or_insert(end);
        self.more.notify_all();
        self.fd.signal();
    }

    /// Makes a thread in [`wait`](Self::wait) return once without a result.
    pub fn nudge(&self) {
        self.state().nudged = true;
        self.more.notify_all();
    }

    /// The result, if there is one.
    pub fn over(&self) -> Option<T> {
        self.state().over.clone()
    }

    /// Waits for the result, at most `timeout`; `None`: without limit. Returns `None` after the timeout or a
    /// [`nudge`](Self::nudge).
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
