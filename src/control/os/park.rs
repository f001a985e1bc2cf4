//! How a thread of the engine sleeps until another wakes it. On Linux it uses a futex, so waking takes no lock: a
//! ticking thread never waits for one that is about to sleep.

#[cfg(target_os = "linux")]
use std::sync::atomic::{AtomicU32, Ordering};
#[cfg(not(target_os = "linux"))]
use std::sync::{Condvar, Mutex, PoisonError};

/// The thread is awake.
#[cfg(target_os = "linux")]
const AWAKE: u32 = 0;

/// A wake-up has come that no sleep has consumed.
#[cfg(target_os = "linux")]
const WOKEN: u32 = 1;

/// The thread sleeps.
#[cfg(target_os = "linux")]
const ASLEEP: u32 = 2;

/// A place where one thread sleeps.
#[derive(Debug, Default)]
pub struct Parker {
    #[cfg(target_os = "linux")]
    state: AtomicU32,
    #[cfg(not(target_os = "linux"))]
    woken: Mutex<bool>,
    #[cfg(not(target_os = "linux"))]
    waking: Condvar,
}

#[cfg(target_os = "linux")]
impl Parker {
    /// Sleeps until [`Parker::unpark`] is called; returns at once if it was called since the last sleep. May return
    /// early. For one thread.
    pub fn park(&self) {
        // Acquire: see what was written before the wake-up.
        if self.state.compare_exchange(WOKEN, AWAKE, Ordering::Acquire, Ordering::Relaxed).is_ok() {
            return;
        }
        if self.state.compare_exchange(AWAKE, ASLEEP, Ordering::Acquire, Ordering::Acquire).is_ok() {
            futex(&self.state, libc::FUTEX_WAIT, ASLEEP);
        }
        self.state.swap(AWAKE, Ordering::Acquire);
    }

    /// Wakes the thread, now or when it next goes to sleep. Takes no lock; makes a system call only if the thread
    /// sleeps.
    pub fn unpark(&self) {
        if self.state.swap(WOKEN, Ordering::Release) == ASLEEP {
            futex(&self.state, libc::FUTEX_WAKE, 1);
        }
    }
}

/// Waits while `word` is `value`, or wakes `value` waiters.
#[cfg(target_os = "linux")]
fn futex(word: &AtomicU32, operation: libc::c_int, value: u32) {
    let operation = operation | libc::FUTEX_PRIVATE_FLAG;
    // SAFETY: `word` is borrowed for the call, and the kernel only reads it. The timeout pointer is null, which
    // means none.
    unsafe {
        libc::syscall(libc::SYS_futex, word.as_ptr(), operation, value, std::ptr::null::<libc::timespec>());
    }
}

#[cfg(not(target_os = "linux"))]
impl Parker {
    /// Sleeps until [`Parker::unpark`] is called; returns at once if it was called since the last sleep. For one
    /// thread.
    pub fn park(&self) {
        let woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
        *self.waking.wait_while(woken, |woken| !*woken).unwrap_or_else(PoisonError::into_inner) = false;
    }

    /// Wakes the thread, now or when it next goes to sleep.
    pub fn unpark(&self) {
        *self.woken.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.waking.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::Parker;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn no_wake_up_is_lost() {
        const ROUNDS: u32 = 20_000;
        let (there, back) = (Arc::new(Parker::default()), Arc::new(Parker::default()));
        let turn = Arc::new(AtomicU32::new(0));
        let other = {
            let (there, back, turn) = (there.clone(), back.clone(), turn.clone());
            std::thread::spawn(move || {
                for round in 0..ROUNDS {
                    while turn.load(Ordering::Acquire) != 2 * round + 1 {
                        there.park();
                    }
                    turn.store(2 * round + 2, Ordering::Release);
                    back.unpark();
                }
            })
        };
        for round in 0..ROUNDS {
            turn.store(2 * round + 1, Ordering::Release);
            there.unpark();
            while turn.load(Ordering::Acquire) != 2 * round + 2 {
                back.park();
            }
        }
        other.join().expect("it ends");
    }

    #[test]
    fn a_wake_up_that_came_before_counts_once() {
        let parker = Parker::default();
        parker.unpark();
        parker.unpark();
        parker.park();
    }
}
