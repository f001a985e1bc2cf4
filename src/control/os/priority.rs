//! How a ticking thread waits for a helper that is mixing a room: it sleeps, and lends the helper its priority.
//!
//! A helper that was preempted does not continue while threads of higher priority run on its CPU, and the ticking
//! thread may be such a thread itself. On Linux the wait uses a futex with priority inheritance: the helper runs with
//! the priority of the ticking thread until its room is mixed. Outside a wait the futex takes no system call.

#[cfg(target_os = "linux")]
use std::sync::atomic::{AtomicU32, Ordering};

/// Whether a helper is mixing. One per helper.
#[derive(Debug, Default)]
pub struct Work {
    /// The word of a priority-inheriting futex: the kernel's id of the thread that holds it, 0 for none, and a bit
    /// that the kernel sets while another thread waits.
    #[cfg(target_os = "linux")]
    holder: AtomicU32,
}

/// The kernel's id of a thread.
#[derive(Clone, Copy, Debug)]
pub struct ThreadId(#[cfg(target_os = "linux")] u32);

#[cfg(target_os = "linux")]
impl ThreadId {
    /// The calling thread's id. A system call.
    pub fn own() -> ThreadId {
        // SAFETY: gettid has no arguments and no preconditions.
        ThreadId(unsafe { libc::gettid() }.cast_unsigned())
    }
}

#[cfg(target_os = "linux")]
impl Work {
    /// The helper `thread` begins to mix. Returns false if a thread that waited for it has not continued yet; then
    /// it must not begin. Never waits.
    #[must_use]
    pub fn begin(&self, thread: ThreadId) -> bool {
        self.holder.compare_exchange(0, thread.0, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// The helper has finished the rooms that it had claimed.
    pub fn end(&self, thread: ThreadId) {
        if self.holder.compare_exchange(thread.0, 0, Ordering::Release, Ordering::Relaxed).is_err() {
            self.futex(libc::FUTEX_UNLOCK_PI);
        }
    }

    /// Waits until the helper is not mixing. Returns false at once if the system cannot wait in this way.
    #[must_use]
    pub fn wait(&self) -> bool {
        if self.holder.load(Ordering::Acquire) == 0 {
            return true;
        }
        let has_waited = self.futex(libc::FUTEX_LOCK_PI);
        // The wait has locked the futex for this thread, which does not need it.
        has_waited && self.futex(libc::FUTEX_UNLOCK_PI)
    }

    fn futex(&self, operation: libc::c_int) -> bool {
        let operation = operation | libc::FUTEX_PRIVATE_FLAG;
        // SAFETY: the word is an atomic that is borrowed for the call; the kernel writes only it. The timeout
        // pointer is null, which means none.
        let result = unsafe {
            let forever = std::ptr::null::<libc::timespec>();
            libc::syscall(libc::SYS_futex, self.holder.as_ptr(), operation, 0, forever)
        };
        result == 0
    }
}

#[cfg(not(target_os = "linux"))]
impl ThreadId {
    /// The calling thread's id.
    pub fn own() -> ThreadId {
        ThreadId()
    }
}

#[cfg(not(target_os = "linux"))]
impl Work {
    /// The helper begins to mix.
    #[must_use]
    pub fn begin(&self, _thread: ThreadId) -> bool {
        true
    }

    /// The helper has finished the rooms that it had claimed.
    pub fn end(&self, _thread: ThreadId) {}

    /// Not supported on this system.
    #[must_use]
    pub fn wait(&self) -> bool {
        false
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{ThreadId, Work};
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
    use std::thread;

    #[test]
    fn who_waits_goes_on_when_the_work_is_done_and_work_may_begin_again() {
        let (work, done) = (Work::default(), AtomicBool::new(false));
        let (rounds, waits) = (2_000, AtomicU32::new(0));
        assert!(work.wait(), "nobody is at work");
        thread::scope(|scope| {
            scope.spawn(|| {
                let own = ThreadId::own();
                for round in 0..rounds {
                    while !work.begin(own) {
                        thread::yield_now();
                    }
                    done.store(false, Ordering::Relaxed);
                    if round % 16 == 0 {
                        thread::sleep(std::time::Duration::from_micros(50));
                    }
                    done.store(true, Ordering::Relaxed);
                    work.end(own);
                }
                waits.store(u32::MAX, Ordering::Relaxed);
            });
            while waits.load(Ordering::Relaxed) != u32::MAX {
                assert!(work.wait());
            }
        });
        assert!(done.load(Ordering::Relaxed) && work.begin(ThreadId::own()));
    }
}
