//! Calls that wait, on the thread of a host's call: which threads do, and the host's functions that move the audio of the
//! line meanwhile.

use std::sync::{Condvar, Mutex, PoisonError};

use super::conference::mixminus_call_io;
use super::fault::Fault;
use super::layout;
use super::pointer;
use crate::control::blocking::call_audio::CallIo;
use crate::control::os::system::this_thread;
use crate::error::{Error, Result, Status};

/// The threads that wait in an engine.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    threads: Mutex<Vec<u64>>,
    fewer: Condvar,
}

impl Calls {
    /// Counts the calling thread as waiting while `body` runs.
    pub(crate) fn count<T>(&self, body: impl FnOnce() -> T) -> T {
        struct Counted<'a>(&'a Calls);
        impl Drop for Counted<'_> {
            fn drop(&mut self) {
                let mut threads = self.0.threads.lock().unwrap_or_else(PoisonError::into_inner);
                let this = this_thread();
                if let Some(at) = threads.iter().position(|thread| *thread == this) {
                    threads.swap_remove(at);
                }
                self.0.fewer.notify_all();
            }
        }
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).push(this_thread());
        let _counted = Counted(self);
        body()
    }

    /// `Busy` if the calling thread is counted.
    pub(crate) fn refuse_own(&self) -> Result<()> {
        let threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        if threads.contains(&this_thread()) {
            return Err(Error::new(Status::Busy, "the engine cannot be freed from within a call of its own"));
        }
        Ok(())
    }

    /// Waits until no thread is counted.
    pub(crate) fn wait_for_none(&self) {
        let threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.fewer.wait_while(threads, |threads| !threads.is_empty()));
    }
}

/// The host's functions.
pub(crate) struct Io(mixminus_call_io);

impl CallIo for Io {
    fn wait(&mut self, wake_fd: i32, timeout_ms: u32) {
        if let Some(wait) = self.0.wait {
            // SAFETY: by the rules of the header it is the host's function, and `user` is what it takes.
            unsafe { wait(self.0.user, wake_fd, timeout_ms) }
        }
    }

    fn read(&mut self, samples: &mut [i16]) -> usize {
        // SAFETY: as above; `samples` has room for as many as it is told.
        self.0.read.map_or(0, |read| unsafe { read(self.0.user, samples.as_mut_ptr(), samples.len()) })
    }

    fn write(&mut self, samples: &[i16]) {
        if let Some(write) = self.0.write {
            // SAFETY: as above; `samples` has as many as it is told.
            unsafe { write(self.0.user, samples.as_ptr(), samples.len()) }
        }
    }

    fn is_hung_up(&mut self) -> bool {
        // SAFETY: as above.
        self.0.hung_up.is_some_and(|hung_up| unsafe { hung_up(self.0.user) } != 0)
    }
}

/// A table that has all its functions.
fn checked(io: mixminus_call_io) -> Result<Io> {
    pointer::reserved("io.reserved", io.reserved)?;
    io.wait.ok_or(Fault::Null("io.wait"))?;
    io.read.ok_or(Fault::Null("io.read"))?;
    io.write.ok_or(Fault::Null("io.write"))?;
    io.hung_up.ok_or(Fault::Null("io.hung_up"))?;
    Ok(Io(io))
}

/// The table, if there is one.
///
/// # Safety
/// As of [`layout::load`].
pub(crate) unsafe fn table(io: *const mixminus_call_io) -> Result<Option<Io>> {
    if io.is_null() {
        return Ok(None);
    }
    // SAFETY: as the caller promised.
    checked(unsafe { layout::load(io, "io") }?).map(Some)
}

/// The table as the engine takes it.
pub(crate) fn lend(io: &mut Option<Io>) -> Option<&mut dyn CallIo> {
    io.as_mut().map(|io| io as &mut dyn CallIo)
}
