//! Signals: what ends or stops the program finds the terminal as it was.
//!
//! They are blocked in all threads, and one thread waits for them, so nothing of this runs in a signal handler. The main
//! loop looks here several times a second; where it does not come to that, the program ends all the same.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::time::Duration;

use super::terminal;

/// What ends the program: the terminal's interrupt and quit, the system's request, the end of the terminal.
const ENDS: [libc::c_int; 4] = [libc::SIGINT, libc::SIGQUIT, libc::SIGTERM, libc::SIGHUP];

/// What stops it for a while, and goes on with it.
const STOPS: [libc::c_int; 2] = [libc::SIGTSTP, libc::SIGCONT];

/// How long the program may take to end in order.
const PATIENCE: Duration = Duration::from_secs(5);

/// The signal that ends the program; 0: none so far.
static ENDED_BY: AtomicI32 = AtomicI32::new(0);
static IS_TO_STOP: AtomicBool = AtomicBool::new(false);
static HAS_CONTINUED: AtomicBool = AtomicBool::new(false);

/// Waits for signals from now on. Called before there are other threads, which are to have them blocked, too.
pub fn watch() -> io::Result<()> {
    let all: Vec<_> = ENDS.into_iter().chain(STOPS).filter(|signal| !is_ignored(*signal)).collect();
    let set = set_of(&all);
    mask(libc::SIG_BLOCK, &set);
    let wait = move || {
        loop {
            let mut signal = 0;
            // SAFETY: both point to live values of their types; the set was filled by `set_of`.
            if unsafe { libc::sigwait(&raw const set, &raw mut signal) } == 0 {
                note(signal);
            }
        }
    };
    std::thread::Builder::new().name("mixminus-sig".into()).spawn(wait).map(drop)
}

fn note(signal: libc::c_int) {
    match signal {
        libc::SIGTSTP => IS_TO_STOP.store(true, Ordering::Relaxed),
        libc::SIGCONT => HAS_CONTINUED.store(true, Ordering::Relaxed),
        // Who asks twice is not to wait.
        _ if ENDED_BY.swap(signal, Ordering::Relaxed) != 0 => die_of(signal),
        _ => drop(std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            die_of(signal);
        })),
    }
}

/// The signal that ends the program, if one does.
pub fn ended_by() -> Option<libc::c_int> {
    Some(ENDED_BY.load(Ordering::Relaxed)).filter(|signal| *signal != 0)
}

/// Whether the program is to stop for a while. Asked once for each time.
pub fn is_to_stop() -> bool {
    IS_TO_STOP.swap(false, Ordering::Relaxed)
}

/// Whether the program goes on after it was stopped. Asked once for each time.
pub fn has_continued() -> bool {
    HAS_CONTINUED.swap(false, Ordering::Relaxed)
}

/// Stops the program until it is continued. Returns at once where there is no shell that could continue it.
pub fn stop() {
    let set = set_of(&[libc::SIGTSTP]);
    // SAFETY: raise takes any signal. It comes to this thread only, which has it blocked until the next line.
    unsafe { libc::raise(libc::SIGTSTP) };
    mask(libc::SIG_UNBLOCK, &set);
    mask(libc::SIG_BLOCK, &set);
}

/// Ends the program as the signal would have ended it.
pub fn die_of(signal: libc::c_int) -> ! {
    terminal::give_back();
    // SAFETY: the default action is set for a signal that no handler of this program was set for; raise takes any.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
        libc::raise(signal);
    }
    mask(libc::SIG_UNBLOCK, &set_of(&[signal]));
    std::process::exit(128 + signal)
}

fn set_of(signals: &[libc::c_int]) -> libc::sigset_t {
    // SAFETY: sigset_t is plain bits, which sigemptyset fills before any other use; all signals are those of libc.
    unsafe {
        let mut set = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        for signal in signals {
            libc::sigaddset(&raw mut set, *signal);
        }
        set
    }
}

fn mask(how: libc::c_int, set: &libc::sigset_t) {
    // SAFETY: `set` is a filled set, and the old mask is not asked for.
    unsafe { libc::pthread_sigmask(how, set, std::ptr::null_mut()) };
}

/// Whether the program was started with that signal ignored, as by nohup.
fn is_ignored(signal: libc::c_int) -> bool {
    // SAFETY: sigaction is plain bits, which the call fills; nothing is set.
    unsafe {
        let mut now: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &raw mut now) == 0 && now.sa_sigaction == libc::SIG_IGN
    }
}
