//! Redirects standard error while the screen is on: libraries of sound systems write to it.

/// While it exists, standard error goes to /dev/null. The program prints its own messages afterwards.
#[derive(Debug)]
pub struct StderrSilencer;

impl StderrSilencer {
    /// Redirects standard error; if that fails, it stays.
    pub fn new() -> StderrSilencer {
        #[cfg(unix)]
        fd::take();
        StderrSilencer
    }
}

impl Drop for StderrSilencer {
    fn drop(&mut self) {
        restore();
    }
}

/// Restores standard error.
pub fn restore() {
    #[cfg(unix)]
    fd::give_back();
}

#[cfg(unix)]
mod fd {
    use std::fs::File;
    use std::io;
    use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
    use std::sync::{Mutex, PoisonError};

    /// The original standard error.
    static BEFORE: Mutex<Option<OwnedFd>> = Mutex::new(None);

    pub fn take() {
        let Ok(nowhere) = File::options().write(true).open("/dev/null") else { return };
        let Ok(before) = io::stderr().as_fd().try_clone_to_owned() else { return };
        let mut place = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        if place.is_none() && lead(nowhere.as_fd()) {
            *place = Some(before);
        }
    }

    pub fn give_back() {
        let mut place = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = place.take() {
            lead(before.as_fd());
        }
    }

    /// Redirects standard error to `to`; returns true on success.
    fn lead(to: BorrowedFd<'_>) -> bool {
        // SAFETY: `BorrowedFd` guarantees that `to` is open. dup2 replaces descriptor 2 in one step, so no other thread
        // finds it closed.
        unsafe { libc::dup2(to.as_raw_fd(), libc::STDERR_FILENO) >= 0 }
    }
}
