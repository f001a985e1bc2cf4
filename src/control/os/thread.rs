//! A thread of the engine. Starting it may fail; a thread of the standard library aborts the process if memory for
//! its handle is refused.

use crate::error::{Error, Result, Status};

/// A running thread. Dropping it without [`Thread::join`] detaches it.
#[derive(Debug)]
pub struct Thread {
    #[cfg(unix)]
    id: libc::pthread_t,
    #[cfg(not(unix))]
    handle: std::thread::JoinHandle<()>,
}

/// The stack of a thread, bytes.
#[cfg(unix)]
const STACK_BYTES: usize = 2 << 20;

/// What a thread runs.
#[cfg(unix)]
type Body = Box<dyn FnOnce() + Send>;

#[cfg(unix)]
impl Thread {
    /// Starts a thread. A panic of `body` ends only the thread. `name`: at most 15 bytes are used.
    ///
    /// Errors: `OutOfMemory` if the system has no memory for it, or its limit of threads is reached; `System` for other
    /// refusals.
    pub fn start(name: &str, body: impl FnOnce() + Send + 'static) -> Result<Thread> {
        let mut kept = [0_u8; 16];
        kept.iter_mut().take(15).zip(name.bytes()).for_each(|(to, from)| *to = from);
        let named: Body = Box::new(move || {
            set_name(&kept);
            body();
        });
        let argument = Box::into_raw(Box::new(named));
        let mut id = std::mem::MaybeUninit::<libc::pthread_t>::uninit();
        // SAFETY: the attributes are initialised before they are used and destroyed afterwards. `argument` comes
        // from Box::into_raw, and `run` takes it back once. On success pthread_create writes the thread's id.
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
            // SAFETY: pthread_create returned 0, so it has written the id.
            return Ok(Thread { id: unsafe { id.assume_init() } });
        }
        // SAFETY: no thread was made, so `run` has not taken the box.
        drop(unsafe { Box::from_raw(argument) });
        let status = match errno {
            libc::EAGAIN | libc::ENOMEM => Status::OutOfMemory,
            _ => Status::System,
        };
        Err(Error::new(status, format!("the system refuses a thread: error {errno}")))
    }

    /// Waits until the thread has ended.
    pub fn join(self) {
        let id = self.id;
        std::mem::forget(self);
        // SAFETY: the id is of a thread that was neither joined nor detached: both consume `Thread`, its only owner.
        unsafe { libc::pthread_join(id, std::ptr::null_mut()) };
    }
}

#[cfg(unix)]
impl Drop for Thread {
    fn drop(&mut self) {
        // SAFETY: the id is of a thread that was not joined: `join` forgets `Thread`, so this drop does not run
        // after it.
        unsafe { libc::pthread_detach(self.id) };
    }
}

/// The start routine of a thread.
#[cfg(unix)]
extern "C" fn run(argument: *mut libc::c_void) -> *mut libc::c_void {
    // SAFETY: `argument` is the box that `Thread::start` gave to this thread alone, by Box::into_raw.
    let body = unsafe { Box::from_raw(argument.cast::<Body>()) };
    // A panicked body leaves state of its engine only, whose locks ignore poisoning.
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(body));
    std::ptr::null_mut()
}

/// Names the calling thread, for debuggers and ps.
#[cfg(target_os = "linux")]
fn set_name(name: &[u8; 16]) {
    // SAFETY: the array is NUL-terminated, because `Thread::start` leaves its last byte 0, and outlives the call.
    unsafe { libc::prctl(libc::PR_SET_NAME, name.as_ptr()) };
}

/// Names the calling thread: not supported on this system.
#[cfg(all(unix, not(target_os = "linux")))]
fn set_name(_name: &[u8; 16]) {}

#[cfg(not(unix))]
impl Thread {
    /// Starts a thread. A panic of `body` ends only the thread.
    ///
    /// Errors: `System` if the system refuses it.
    pub fn start(name: &str, body: impl FnOnce() + Send + 'static) -> Result<Thread> {
        let handle = std::thread::Builder::new().name(name.to_owned()).spawn(body);
        let refused = |error| Error::new(Status::System, format!("the system refuses a thread: {error}"));
        Ok(Thread { handle: handle.map_err(refused)? })
    }

    /// Waits until the thread has ended.
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
