//! Thread cancellation. `pthread_cancel` unwinds the stack of the thread that it ends, and no such unwinding may pass
//! through Rust frames: their locks would stay locked, and the process would abort. So while a thread is in a call that
//! may reach a cancellation point (a file, a wait, a function of the host's), its cancellation waits.

use std::marker::PhantomData;

/// While it lives, a request to cancel the calling thread stays pending. Dropping it restores what was before.
pub(crate) struct CancellationDeferred {
    #[cfg(all(unix, not(target_os = "android")))]
    before: std::ffi::c_int,
    /// The state is the thread's own: not to be sent to another.
    _of_this_thread: PhantomData<*const ()>,
}

#[cfg(all(unix, not(target_os = "android")))]
mod posix {
    use std::ffi::c_int;

    /// `PTHREAD_CANCEL_DISABLE`, as <pthread.h> of each system defines it.
    pub(crate) const DISABLE: c_int = if cfg!(target_vendor = "apple") { 0 } else { 1 };

    unsafe extern "C" {
        /// Sets whether the calling thread may be cancelled, and stores what was set before. POSIX.1-2008.
        pub(crate) safe fn pthread_setcancelstate(state: c_int, before: &mut c_int) -> c_int;
    }
}

impl CancellationDeferred {
    /// Defers the cancellation of the calling thread.
    pub(crate) fn here() -> CancellationDeferred {
        #[cfg(all(unix, not(target_os = "android")))]
        {
            let mut before = posix::DISABLE;
            posix::pthread_setcancelstate(posix::DISABLE, &mut before);
            CancellationDeferred { before, _of_this_thread: PhantomData }
        }
        #[cfg(not(all(unix, not(target_os = "android"))))]
        CancellationDeferred { _of_this_thread: PhantomData }
    }
}

impl Drop for CancellationDeferred {
    fn drop(&mut self) {
        #[cfg(all(unix, not(target_os = "android")))]
        {
            let mut deferred = self.before;
            posix::pthread_setcancelstate(self.before, &mut deferred);
        }
    }
}
