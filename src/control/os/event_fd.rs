//! A file descriptor that is readable while something waits, for the host to sleep on.

use crate::error::{Error, Result, Status};
use std::sync::atomic::{AtomicI32, Ordering};

/// The descriptor, once it was requested.
#[derive(Debug)]
pub struct EventFd {
    fd: AtomicI32,
    /// What its counter begins with.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code))]
    first: u32,
}

impl EventFd {
    /// No descriptor yet. It will be readable when it is made, since something may wait already.
    pub const fn new() -> EventFd {
        EventFd { fd: AtomicI32::new(-1), first: 1 }
    }

    /// No descriptor yet. It will count the [signals](Self::signal) from when it is made, for its reader.
    pub const fn counting() -> EventFd {
        EventFd { fd: AtomicI32::new(-1), first: 0 }
    }

    /// The descriptor; made on the first call. The engine owns it.
    #[cfg(target_os = "linux")]
    pub fn get(&self) -> Result<i32> {
        let fd = self.fd.load(Ordering::Acquire);
        if fd >= 0 {
            return Ok(fd);
        }
        // SAFETY: eventfd takes two integers and has no preconditions.
        let made = unsafe { libc::eventfd(self.first, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK) };
        if made < 0 {
            let reason = std::io::Error::last_os_error();
            return Err(Error::new(Status::System, format!("eventfd: {reason}")));
        }
        match self.fd.compare_exchange(-1, made, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => Ok(made),
            Err(other) => {
                // SAFETY: `made` was just created here and has not been stored, so nothing else uses or closes it.
                unsafe { libc::close(made) };
                Ok(other)
            }
        }
    }

    /// The descriptor: not supported on this system.
    #[cfg(not(target_os = "linux"))]
    pub fn get(&self) -> Result<i32> {
        Err(Error::new(Status::Unsupported, "only Linux has this descriptor"))
    }

    /// Makes the descriptor readable, if there is one. One system call that cannot block.
    pub fn signal(&self) {
        self.transfer(true);
    }

    /// Makes the descriptor unreadable, if there is one.
    pub fn clear(&self) {
        self.transfer(false);
    }

    #[cfg(target_os = "linux")]
    fn transfer(&self, signal: bool) {
        let fd = self.fd.load(Ordering::Acquire);
        if fd < 0 {
            return;
        }
        let mut count = 1_u64;
        // SAFETY: the buffer is a live u64, and eventfd reads or writes exactly eight bytes. A full or empty counter
        // returns EAGAIN, which leaves it as wanted.
        unsafe {
            if signal {
                libc::write(fd, (&raw const count).cast(), 8);
            } else {
                libc::read(fd, (&raw mut count).cast(), 8);
            }
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn transfer(&self, _signal: bool) {}
}

impl Drop for EventFd {
    fn drop(&mut self) {
        #[cfg(target_os = "linux")]
        if *self.fd.get_mut() >= 0 {
            // SAFETY: this value owns the descriptor, and `&mut self` in drop shows that nobody uses it.
            unsafe { libc::close(*self.fd.get_mut()) };
        }
    }
}
