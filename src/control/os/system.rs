//! System calls: real-time scheduling, absolute sleep, detection of forks.

use crate::rt::state::shared::FORKS;
use std::sync::Once;
#[cfg(target_os = "linux")]
use std::sync::OnceLock;
use std::sync::atomic::Ordering;
#[cfg(not(target_os = "linux"))]
use std::time::Duration;
use std::time::Instant;

/// Makes the child of a fork know that it is one, from now on.
pub fn watch_forks() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        #[cfg(unix)]
        {
            extern "C" fn child() {
                FORKS.fetch_add(1, Ordering::Relaxed);
            }
            // SAFETY: `child` only adds to an atomic, which is allowed in the child of a fork. The library is linked
            // with -z nodelete, so the handler stays loaded.
            unsafe { libc::pthread_atfork(None, None, Some(child)) };
        }
        #[cfg(not(unix))]
        let _ = (&FORKS, Ordering::Relaxed);
    });
}

/// A number for the calling thread, not 0, that no other living thread has. No allocation, no system call.
pub fn this_thread() -> u64 {
    #[cfg(unix)]
    {
        // SAFETY: pthread_self has no arguments and no preconditions.
        (unsafe { libc::pthread_self() }) as u64
    }
    #[cfg(not(unix))]
    {
        thread_local!(static PLACE: u8 = const { 0 });
        PLACE.with(|place| std::ptr::from_ref(place).addr() as u64)
    }
}

/// Requests SCHED_FIFO for the calling thread. Returns 0 or the error number.
#[cfg(target_os = "linux")]
pub fn set_realtime(priority: u32) -> i32 {
    let param = libc::sched_param { sched_priority: i32::try_from(priority).unwrap_or(0) };
    // SAFETY: pthread_self is the running thread, and `param` is an initialised sched_param that outlives the call.
    unsafe { libc::pthread_setschedparam(libc::pthread_self(), libc::SCHED_FIFO, &raw const param) }
}

/// The real-time priority of the calling thread; 0: none.
#[cfg(target_os = "linux")]
pub fn realtime_priority() -> u32 {
    // SAFETY: sched_param is plain data, for which all zeros is a value; it outlives the call that fills it. 0 names
    // the calling thread.
    unsafe {
        let mut param: libc::sched_param = std::mem::zeroed();
        libc::sched_getparam(0, &raw mut param);
        param.sched_priority.cast_unsigned()
    }
}

/// Pins the calling thread to a CPU. Returns 0 or the error number.
#[cfg(target_os = "linux")]
pub fn pin(cpu: u32) -> i32 {
    // SAFETY: cpu_set_t is plain data, for which all zeros is the empty set. `cpu` is checked against its size
    // before CPU_SET. 0 names the calling thread.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        if cpu as usize >= 8 * size_of::<libc::cpu_set_t>() {
            return libc::EINVAL;
        }
        libc::CPU_SET(cpu as usize, &mut set);
        match libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &raw const set) {
            0 => 0,
            _ => std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EINVAL),
        }
    }
}

/// The scheduling of the process when the library was loaded, set by `taskset`, `nice` or a service manager, before
/// a thread changed its own.
#[cfg(target_os = "linux")]
struct Process {
    nice: i32,
    cpus: Option<libc::cpu_set_t>,
}

#[cfg(target_os = "linux")]
fn process() -> &'static Process {
    static PROCESS: OnceLock<Process> = OnceLock::new();
    PROCESS.get_or_init(|| {
        // SAFETY: getpid and getpriority have no preconditions. cpu_set_t is plain data; the system fills at most
        // the size that is passed. The process id names its first thread.
        unsafe {
            let first = libc::getpid();
            let mut set: libc::cpu_set_t = std::mem::zeroed();
            let known = libc::sched_getaffinity(first, size_of::<libc::cpu_set_t>(), &raw mut set) == 0;
            let nice = libc::getpriority(libc::PRIO_PROCESS, first.cast_unsigned());
            Process { nice, cpus: known.then_some(set) }
        }
    })
}

/// Stores the scheduling of the process when the library is loaded: before `main`, if the program is linked with
/// it.
#[cfg(target_os = "linux")]
#[used]
#[unsafe(link_section = ".init_array")]
static NOTE_AT_LOAD: extern "C" fn() = {
    extern "C" fn note() {
        process();
    }
    note
};

/// Gives the calling thread SCHED_OTHER and the nice value of the process. A refusal is ignored: the thread then
/// has a lower priority than the process, as the host arranged it.
#[cfg(target_os = "linux")]
pub fn set_ordinary() {
    let param = libc::sched_param { sched_priority: 0 };
    // SAFETY: pthread_self is the running thread, and `param` is an initialised sched_param that outlives the call.
    // For setpriority on Linux, 0 names the calling thread.
    unsafe {
        libc::pthread_setschedparam(libc::pthread_self(), libc::SCHED_OTHER, &raw const param);
        libc::setpriority(libc::PRIO_PROCESS, 0, process().nice);
    }
}

/// Lets the calling thread run on every CPU of the process.
#[cfg(target_os = "linux")]
pub fn unpin() {
    if let Some(cpus) = &process().cpus {
        // SAFETY: the set is an initialised cpu_set_t of the size that is passed; 0 names the calling thread.
        unsafe { libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), cpus) };
    }
}

/// The error number for a system that does not support it (ENOSYS).
#[cfg(not(target_os = "linux"))]
const NOT_HERE: i32 = 38;

/// Requests SCHED_FIFO: not supported on this system.
#[cfg(not(target_os = "linux"))]
pub fn set_realtime(_priority: u32) -> i32 {
    NOT_HERE
}

/// Pins the calling thread to a CPU: not supported on this system.
#[cfg(not(target_os = "linux"))]
pub fn pin(_cpu: u32) -> i32 {
    NOT_HERE
}

/// The real-time priority of the calling thread: not known on this system.
#[cfg(not(target_os = "linux"))]
pub fn realtime_priority() -> u32 {
    0
}

/// Threads have the scheduling of the process on this system.
#[cfg(not(target_os = "linux"))]
pub fn set_ordinary() {}

/// Threads run on every CPU of the process on this system.
#[cfg(not(target_os = "linux"))]
pub fn unpin() {}

/// Runs `spawn` with all signals blocked, so that the threads it starts have them blocked from their first moment.
pub fn with_signals_blocked<T>(spawn: impl FnOnce() -> T) -> T {
    #[cfg(unix)]
    {
        // SAFETY: both signal sets are initialised by the calls before they are read, and outlive them. The mask is
        // the calling thread's own, and is restored below.
        unsafe {
            let mut all: libc::sigset_t = std::mem::zeroed();
            let mut before: libc::sigset_t = std::mem::zeroed();
            libc::sigfillset(&raw mut all);
            libc::pthread_sigmask(libc::SIG_SETMASK, &raw const all, &raw mut before);
            let result = spawn();
            libc::pthread_sigmask(libc::SIG_SETMASK, &raw const before, std::ptr::null_mut());
            result
        }
    }
    #[cfg(not(unix))]
    spawn()
}

/// A clock of the system, nanoseconds.
#[cfg(target_os = "linux")]
fn clock_ns(clock: libc::clockid_t) -> i64 {
    // SAFETY: timespec is plain data, for which all zeros is a value; it outlives the call that fills it.
    unsafe {
        let mut now: libc::timespec = std::mem::zeroed();
        libc::clock_gettime(clock, &raw mut now);
        now.tv_sec * 1_000_000_000 + now.tv_nsec
    }
}

/// Processor time of the calling thread, nanoseconds; `None` on systems where it is not queried.
pub fn thread_cpu_ns() -> Option<u64> {
    #[cfg(target_os = "linux")]
    return Some(clock_ns(libc::CLOCK_THREAD_CPUTIME_ID) as u64);
    #[cfg(not(target_os = "linux"))]
    None
}

/// The monotonic clock, nanoseconds from its start.
#[derive(Clone, Copy, Debug)]
pub struct Monotonic {
    origin: Instant,
    #[cfg(target_os = "linux")]
    origin_ns: i64,
}

impl Monotonic {
    /// A clock that starts at 0.
    pub fn start() -> Monotonic {
        Monotonic {
            origin: Instant::now(),
            #[cfg(target_os = "linux")]
            origin_ns: clock_ns(libc::CLOCK_MONOTONIC),
        }
    }

    /// Nanoseconds since the start.
    pub fn now_ns(&self) -> u64 {
        self.origin.elapsed().as_nanos() as u64
    }

    /// Sleeps until `deadline_ns`; returns at once if it has passed.
    pub fn sleep_until(&self, deadline_ns: u64) {
        #[cfg(target_os = "linux")]
        {
            let at = self.origin_ns + deadline_ns as i64;
            let until = libc::timespec { tv_sec: at / 1_000_000_000, tv_nsec: at % 1_000_000_000 };
            // SAFETY: `until` is an initialised timespec that outlives the call; an absolute sleep takes a null
            // remainder. If a signal interrupts it, the caller's loop sleeps again.
            unsafe {
                libc::clock_nanosleep(
                    libc::CLOCK_MONOTONIC,
                    libc::TIMER_ABSTIME,
                    &raw const until,
                    std::ptr::null_mut(),
                );
            }
        }
        #[cfg(not(target_os = "linux"))]
        std::thread::sleep(Duration::from_nanos(deadline_ns.saturating_sub(self.now_ns())));
    }
}
