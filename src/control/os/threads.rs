//! Starts the engine's threads with the scheduling that was requested, not with what they would inherit from the
//! starting thread.

use super::system;
use super::thread::Thread;
use crate::error::Result;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// The scheduling of a thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scheduling {
    /// SCHED_FIFO at this priority, 1 … 99; 0: SCHED_OTHER, with the nice value of the process.
    pub realtime_priority: u32,
    /// The CPU to run on; `None`: any CPU of the process.
    pub cpu: Option<u32>,
}

/// What the system granted: error numbers, 0 for success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Granted {
    /// For SCHED_FIFO. If it was refused, the thread runs with SCHED_OTHER.
    pub realtime_errno: i32,
    /// For the CPU. If it was refused, the thread runs on any CPU of the process.
    pub affinity_errno: i32,
}

/// Starts a thread with all signals blocked, and waits until it has set its scheduling.
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

/// Sets the scheduling of the calling thread, whatever it has inherited.
fn schedule(wanted: Scheduling) -> Granted {
    let Scheduling { realtime_priority, cpu } = wanted;
    // Before SCHED_OTHER: without the right to raise a priority, a thread may still lower an inherited one.
    let realtime_errno = if realtime_priority > 0 { system::set_realtime(realtime_priority) } else { 0 };
    if realtime_priority == 0 || realtime_errno != 0 {
        system::set_ordinary();
    }
    // Reset first: an inherited affinity would stay if the CPU is refused.
    system::unpin();
    Granted { realtime_errno, affinity_errno: cpu.map_or(0, system::pin) }
}

/// What a started thread reports to the one that waits for it. Not a channel: waiting on a channel makes the
/// standard library keep a handle of the host's thread, which leak checkers report.
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
