//! A thread of the engine. Its start may be refused: a thread of the standard library ends the process if memory for its
//! handle is refused.

use crate::error::{Error, Result, Status};

/// A running thread. Dropped without [`Thread::join`] it goes on by itself.
#[derive(Debug)]
pub struct Thread {
    #[cfg(unix)]
    id: libc::pthread_t,
    #[cfg(not(unix))]
    handle: std::thread::JoinHandle<()>,
}

/// How large a thread's stack is, bytes.
#[cfg(unix)]
const STACK_BYTES: usize = 2 << 20;

/// What a thread runs, on its way to it.
#[cfg(unix)]
type Body = Box<dyn FnOnce() + Send>;

#[cfg(unix)]
impl Thread {
    /// Starts a thread; a panic of `body` ends it and nothing else. `name`: at most 15 bytes are kept.
    ///
    /// Errors: `OutOfMemory` if the system has no memory for it, or as many threads as it allows; `System` else.
    pub fn start(name: &str, body: impl FnOnce() + Send + 'static) -> Result<Thread> {
        let mut kept = [0_u8; 16];
        kept.iter_mut().take(15).zip(name.bytes()).for_each(|(to, from)| *to = from);
        let named: Body = Box::new(move || {
            set_name(&kept);
            body();
        });
        let argument = Box::into_raw(Box::new(named));
        let mut id = std::mem::MaybeUninit::<libc::pthread_t>::uninit();
        // SAFETY: the attributes are made before they are used and given back after; `run` takes the box that `argument`
        // is, once; on success the thread's identity is written.
        let errno = unsafe {
            let mut attributes = std::mem::MaybeUninit::<libc::pthread_attr_t>::uninit();
            match libc::pthread_attr_init(attributes.as_mut_ptr()) {
                0 => {
                    libc::pthread_attr_setstacksize(attributes.as_mut_ptr(), STACK_BYTES);
                    let errno =
                        libc::pthread_create(id.as_mut_ptr(), attributes.as_ptr(), run, argument.cast());
                    libc::pthread_attr_destroy(attributes.as_mut_ptr());
                    errno
                }
                errno => errno,
            }
        };
        if errno == 0 {
            // SAFETY: the thread was made, so its identity was written.
            return Ok(Thread { id: unsafe { id.assume_init() } });
        }
        // SAFETY: no thread was made, so the box is still ours.
        drop(unsafe { Box::from_raw(argument) });
        let status = match errno {
            libc::EAGAIN | libc::ENOMEM => Status::OutOfMemory,
            _ => Status::System,
        };
        Err(Error::new(status, format!("the system refuses a thread: error {errno}")))
    }

    /// Waits until it has ended.
    pub fn join(self) {
        let id = self.id;
        std::mem::forget(self);
        // SAFETY: the thread was neither joined nor detached: both take its only owner.
        unsafe { libc::pthread_join(id, std::ptr::null_mut()) };
    }
}

#[cfg(unix)]
impl Drop for Thread {
    fn drop(&mut self) {
        // SAFETY: the thread was not joined, which would have taken this.
        unsafe { libc::pthread_detach(self.id) };
    }
}

/// What a new thread does.
#[cfg(unix)]
extern "C" fn run(argument: *mut libc::c_void) -> *mut libc::c_void {
    // SAFETY: it is the box that `Thread::start` has made for this thread alone.
    let body = unsafe { Box::from_raw(argument.cast::<Body>()) };
    // Whatever a body leaves behind is its engine's, whose locks are not poisoned.
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(body));
    std::ptr::null_mut()
}

/// Names the calling thread, for debuggers and ps.
#[cfg(target_os = "linux")]
fn set_name(name: &[u8; 16]) {
    // SAFETY: `Thread::start` leaves the last byte 0, so the name ends within the array.
    unsafe { libc::prctl(libc::PR_SET_NAME, name.as_ptr()) };
}

/// Names the calling thread: not on this system.
#[cfg(all(unix, not(target_os = "linux")))]
fn set_name(_name: &[u8; 16]) {}

#[cfg(not(unix))]
impl Thread {
    /// Starts a thread; a panic of `body` ends it and nothing else.
    ///
    /// Errors: `System` if the system refuses it.
    pub fn start(name: &str, body: impl FnOnce() + Send + 'static) -> Result<Thread> {
        let handle = std::thread::Builder::new().name(name.to_owned()).spawn(body);
        let refused = |error| Error::new(Status::System, format!("the system refuses a thread: {error}"));
        Ok(Thread { handle: handle.map_err(refused)? })
    }

    /// Waits until it has ended.
    pub fn join(self) {
        let _ = self.handle.join();
    }
}

#[cfg(test)]
mod tests {
    use super::Thread;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn it_runs_its_body_under_its_name_and_is_waited_for() {
        let ran = Arc::new(AtomicBool::new(false));
        let seen = ran.clone();
        let thread = Thread::start("mixminus-a-long-name", move || {
            #[cfg(target_os = "linux")]
            assert_eq!(
                std::fs::read_to_string("/proc/thread-self/comm").expect("a name"),
                "mixminus-a-long\n"
            );
            seen.store(true, Ordering::Release);
        });
        thread.expect("started").join();
        assert!(ran.load(Ordering::Acquire));
    }

    #[test]
    fn its_panic_ends_nothing_else() {
        Thread::start("mixminus-test", || panic!("seven")).expect("started").join();
    }
}
