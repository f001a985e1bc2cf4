//! The engine's own threads: each has the scheduling that was asked for, not what it would inherit from the thread that
//! starts it.

use super::system;
use super::thread::Thread;
use crate::error::Result;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// How a thread is scheduled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scheduling {
    /// SCHED_FIFO at this priority, 1 … 99; 0: SCHED_OTHER, with the nice value of the process.
    pub realtime_priority: u32,
    /// The CPU that it runs on; `None`: any of the process.
    pub cpu: Option<u32>,
}

/// What the system granted: error numbers, 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Granted {
    /// Of SCHED_FIFO. A thread that is refused it runs with SCHED_OTHER.
    pub realtime_errno: i32,
    /// Of the CPU. A thread that is refused it runs on any CPU of the process.
    pub affinity_errno: i32,
}

/// Starts a thread with all signals blocked, and waits until it has its scheduling.
///
/// Errors: those of [`Thread::start`].
pub fn spawn(
    name: &str,
    scheduling: Scheduling,
    body: impl FnOnce() + Send + 'static,
) -> Result<(Thread, Granted)> {
    let answer = Arc::new(Answer::default());
    let given = answer.clone();
    let run = move || {
        given.give(schedule(scheduling));
        drop(given);
        body();
    };
    let thread = system::with_signals_blocked(|| Thread::start(name, run))?;
    Ok((thread, answer.wait()))
}

/// Gives the calling thread that scheduling, whatever it has inherited.
fn schedule(wanted: Scheduling) -> Granted {
    let Scheduling { realtime_priority, cpu } = wanted;
    // Before SCHED_OTHER: without the right to ask for more, a thread may still lower a priority that it has inherited.
    let realtime_errno = if realtime_priority > 0 { system::set_realtime(realtime_priority) } else { 0 };
    if realtime_priority == 0 || realtime_errno != 0 {
        system::set_ordinary();
    }
    // First of all the process's: what was inherited stays if the CPU is refused.
    system::unpin();
    Granted { realtime_errno, affinity_errno: cpu.map_or(0, system::pin) }
}

/// What a started thread has to say to the one that waits. Not a channel: to wait on one makes the standard library keep
/// a handle of the host's thread, which leak checkers report.
#[derive(Debug, Default)]
struct Answer {
    granted: Mutex<Option<Granted>>,
    given: Condvar,
}

impl Answer {
    fn give(&self, granted: Granted) {
        *self.granted.lock().unwrap_or_else(PoisonError::into_inner) = Some(granted);
        self.given.notify_one();
    }

    fn wait(&self) -> Granted {
        let mut granted = self.granted.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match *granted {
                Some(granted) => return granted,
                None => granted = self.given.wait(granted).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}
