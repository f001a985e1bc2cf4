//! Standard error while sound systems are asked and the screen is on: their libraries write to it what they find amiss.

/// While it lives, standard error leads nowhere. What this program has to say it says afterwards.
#[derive(Debug)]
pub struct StderrSilencer;

impl StderrSilencer {
    /// Takes standard error away. Where that cannot be, it stays.
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

/// Gives standard error back.
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

    /// Where standard error led before.
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

    /// Lets standard error lead to `to`; returns whether it does.
    fn lead(to: BorrowedFd<'_>) -> bool {
        // SAFETY: `to` is open, as its type says, and standard error belongs to this process: dup2 closes what it was
        // and opens it anew in one step, so no other thread ever finds the number closed.
        unsafe { libc::dup2(to.as_raw_fd(), libc::STDERR_FILENO) >= 0 }
    }
}
