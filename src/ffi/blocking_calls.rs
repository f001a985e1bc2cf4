//! Which threads of the host wait in a blocking call, so that an engine is not freed under one.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::control::os::system::this_thread;
use crate::error::{Error, Result, Status};

/// The threads that wait in an engine.
#[derive(Debug, Default)]
pub(crate) struct BlockingCalls {
    threads: Mutex<Vec<u64>>,
    fewer: Condvar,
}

impl BlockingCalls {
    /// Counts the calling thread as waiting while `body` runs.
    pub(crate) fn count<T>(&self, body: impl FnOnce() -> T) -> T {
        struct Counted<'a>(&'a BlockingCalls);
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
