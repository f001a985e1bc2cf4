//! Threads for file system calls, any of which may hang. One thread does the work while none hangs; there are more
//! while some do.

use crate::control::os::thread::Thread;
use crate::control::os::threads;
use crate::control::os::threads::Scheduling;
use crate::error::Result;
use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a task waits before a thread is added.
const GROW_AFTER: Duration = Duration::from_millis(50);

/// How long an idle thread stays, if another is idle, too.
const IDLE: Duration = Duration::from_secs(5);

/// How long the end of the pool waits for a working thread. After that the thread is taken to hang.
const FINISH_TIMEOUT: Duration = Duration::from_millis(200);

/// The most threads.
const MAX_THREADS: usize = 4096;

type Task = Box<dyn FnOnce() + Send>;

/// A pool of threads, and its queue of tasks.
#[derive(Clone, Default)]
pub struct Pool(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<(Instant, Task)>,
    threads: BTreeMap<u64, PoolThread>,
    last_number: u64,
    ends: bool,
}

/// A thread of the pool.
struct PoolThread {
    thread: Thread,
    state: ThreadState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ThreadState {
    Idle,
    Working,
    Over,
}

impl Pool {
    /// Starts the first thread, if there is none.
    pub fn start(&self) -> Result<()> {
        let mut state = self.lock();
        if state.alive() > 0 {
            return Ok(());
        }
        self.spawn(&mut state)
    }

    /// Queues a task for the next idle thread.
    pub fn submit(&self, task: impl FnOnce() + Send + 'static) {
        let mut state = self.lock();
        state.queue.push_back((Instant::now(), Box::new(task)));
        drop(state);
        self.0.changed.notify_one();
    }

    /// Doubles the number of threads if a task has waited too long and no thread is idle; joins threads that have
    /// ended. The recorder's thread calls it regularly.
    pub fn grow(&self) {
        let mut state = self.lock();
        // They are about to return, so this does not wait.
        let over: Vec<u64> = state
            .threads
            .iter()
            .filter(|(_, thread)| thread.state == ThreadState::Over)
            .map(|(number, _)| *number)
            .collect();
        over.iter().filter_map(|number| state.threads.remove(number)).for_each(|thread| thread.thread.join());
        let waits = state.queue.front().is_some_and(|(since, _)| since.elapsed() >= GROW_AFTER);
        if !waits || state.idle() > 0 {
            return;
        }
        let more = state.queue.len().min(state.alive().max(1)).min(MAX_THREADS.saturating_sub(state.alive()));
        for _ in 0..more {
            // If the system refuses a thread now, the next call tries again.
            if self.spawn(&mut state).is_err() {
                return;
            }
        }
    }

    /// Runs `work` on a thread of the pool and waits for its result, at most `timeout`. `None`: it has not
    /// finished; the flag that it was given then tells it that nobody waits.
    pub fn run<T: Send + 'static>(
        &self,
        timeout: Duration,
        work: impl FnOnce(&AtomicBool) -> T + Send + 'static,
    ) -> Option<T> {
        let outcome = Arc::new((Mutex::new(None), Condvar::new(), AtomicBool::new(false)));
        let theirs = outcome.clone();
        self.submit(move || {
            let (result, changed, given_up) = &*theirs;
            let made = work(given_up);
            *result.lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
            changed.notify_all();
        });
        let (result, changed, given_up) = &*outcome;
        let result = result.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = changed.wait_timeout_while(result, timeout, |result| result.is_none());
        let (mut result, _) = waited.unwrap_or_else(PoisonError::into_inner);
        given_up.store(true, Ordering::Relaxed);
        result.take()
    }

    /// Ends the pool and joins its threads. Threads that hang are left behind; they hold only what their task
    /// holds.
    pub fn finish(&self) {
        let mut state = self.lock();
        state.ends = true;
        let queue = std::mem::take(&mut state.queue);
        self.0.changed.notify_all();
        let works =
            |state: &mut State| state.threads.values().any(|thread| thread.state == ThreadState::Working);
        let waited = self.0.changed.wait_timeout_while(state, FINISH_TIMEOUT, works);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let threads = std::mem::take(&mut state.threads);
        drop(state);
        drop(queue);
        for thread in threads.into_values().filter(|thread| thread.state != ThreadState::Working) {
            thread.thread.join();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn spawn(&self, state: &mut State) -> Result<()> {
        state.last_number += 1;
        let (number, pool) = (state.last_number, self.clone());
        let body = move || pool.run_tasks(number);
        let (thread, _) = threads::spawn("mixminus-rec", Scheduling::default(), body)?;
        state.threads.insert(number, PoolThread { thread, state: ThreadState::Idle });
        Ok(())
    }

    /// The body of a thread.
    fn run_tasks(&self, number: u64) {
        while let Some(task) = self.next(number) {
            // A task handles its own panics; the thread goes on.
            let _ = catch_unwind(AssertUnwindSafe(task));
        }
    }

    fn next(&self, number: u64) -> Option<Task> {
        let mut state = self.lock();
        state.set(number, ThreadState::Idle);
        loop {
            if state.ends {
                self.0.changed.notify_all();
                return None;
            }
            if let Some((_, task)) = state.queue.pop_front() {
                state.set(number, ThreadState::Working);
                return Some(task);
            }
            let waited = self.0.changed.wait_timeout(state, IDLE).unwrap_or_else(PoisonError::into_inner);
            state = waited.0;
            if waited.1.timed_out() && state.queue.is_empty() && state.idle() > 1 {
                state.set(number, ThreadState::Over);
                return None;
            }
        }
    }
}

impl State {
    fn set(&mut self, number: u64, state: ThreadState) {
        if let Some(thread) = self.threads.get_mut(&number) {
            thread.state = state;
        }
    }

    fn idle(&self) -> usize {
        self.threads.values().filter(|thread| thread.state == ThreadState::Idle).count()
    }

    fn alive(&self) -> usize {
        self.threads.values().filter(|thread| thread.state != ThreadState::Over).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_task_that_hangs_keeps_no_other_and_is_left_behind() {
        let pool = Pool::default();
        pool.start().unwrap();
        let (open, entrance) = mpsc::channel::<()>();
        let entrances = Arc::new(Mutex::new(entrance));
        let (done, ends) = mpsc::channel();
        for _ in 0..3 {
            let (entrances, done) = (entrances.clone(), done.clone());
            pool.submit(move || {
                let _ = entrances.lock().unwrap().recv();
                done.send(()).unwrap();
            });
        }
        let (sent, got) = mpsc::channel();
        pool.submit(move || sent.send(7).unwrap());
        let got = || {
            pool.grow();
            got.recv_timeout(Duration::from_millis(10)).ok()
        };
        assert!((0..3000).any(|_| got() == Some(7)));
        assert_eq!(pool.run(Duration::from_secs(60), |_| 8), Some(8));
        pool.finish();
        drop(open);
        (0..3).for_each(|_| ends.recv_timeout(Duration::from_secs(60)).unwrap());
    }

    #[test]
    fn nobody_waits_for_ever() {
        let pool = Pool::default();
        pool.start().unwrap();
        let (done, learned) = mpsc::channel();
        let none = pool.run(Duration::from_millis(20), move |given_up| {
            while !given_up.load(Ordering::Relaxed) {
                std::thread::yield_now();
            }
            done.send(()).unwrap();
        });
        assert_eq!(none, None);
        learned.recv_timeout(Duration::from_secs(60)).unwrap();
        // A panic ends a task, not its thread.
        assert_eq!(pool.run(Duration::from_millis(20), |_| -> u8 { panic!("as planned") }), None);
        assert_eq!(pool.run(Duration::from_secs(60), |_| 8), Some(8));
        pool.finish();
    }
}
