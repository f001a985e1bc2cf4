//! Driver threads: one ticks on absolute deadlines, the others help it to mix rooms.

use super::inner::{Helper, Inner};
use crate::control::config::{Clock, DriverConfig, DriverReport, in_range};
use crate::control::os::park::Parker;
use crate::control::os::priority::{ThreadId, Work};
use crate::control::os::system;
use crate::control::os::system::Monotonic;
use crate::control::os::thread::Thread;
use crate::control::os::threads;
use crate::control::os::threads::{Granted, Scheduling};
use crate::error::Result;
use crate::rt::state::shared::MAX_WORKERS;
use crate::rt::tick::help_tick;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many ticks a late driver catches up on; it skips the rest.
const CATCH_UP_TICKS: u64 = 3;

/// How often a helper polls for rooms before it sleeps, when the host ticks. A host that ticks without pause then
/// finds it awake.
const SPINS_BEFORE_SLEEP: u32 = 10_000;

/// The same when a driver ticks. A helper that woke early must not miss the tick whose commands are still being
/// applied: at 10 to 20 ns per poll this spans the 256 commands of a tick.
const SPINS_OF_A_DRIVEN_HELPER: u32 = 1_000;

/// The driver threads of an engine that are running.
#[derive(Debug)]
pub struct Drivers {
    clock: Clock,
    stop: Arc<AtomicBool>,
    threads: Vec<(Thread, Arc<Parker>)>,
    /// The real-time priority of the first thread that takes part in a tick.
    priority: Option<u32>,
}

impl Drivers {
    /// Starts the threads that `config` asks for, and waits until the system has granted or refused the scheduling
    /// of each.
    pub fn start(inner: &Arc<Inner>, config: &DriverConfig) -> Result<(Drivers, DriverReport)> {
        in_range("workers", config.workers, 1, MAX_WORKERS as u32)?;
        in_range("realtime_priority", config.realtime_priority, 0, 99)?;
        inner.make_workers(config.workers as usize)?;
        let mut drivers = Drivers {
            clock: config.clock,
            stop: Arc::new(AtomicBool::new(false)),
            threads: Vec::new(),
            // The host's ticking thread is the first; the caller's priority stands in for it.
            priority: (config.clock == Clock::Host).then(system::realtime_priority),
        };
        let mut report = DriverReport { cpus_shared: shares_cpus(config), ..DriverReport::default() };
        match drivers.spawn_all(inner, config, &mut report) {
            Ok(()) => Ok((drivers, report)),
            Err(error) => {
                drivers.stop(inner);
                Err(error)
            }
        }
    }

    fn spawn_all(
        &mut self,
        inner: &Arc<Inner>,
        config: &DriverConfig,
        report: &mut DriverReport,
    ) -> Result<()> {
        let mut helpers = Vec::new();
        for index in 1..config.workers as usize {
            let spins =
                if config.clock == Clock::Host { SPINS_BEFORE_SLEEP } else { SPINS_OF_A_DRIVEN_HELPER };
            let (inner, stop, work) = (inner.clone(), self.stop.clone(), Arc::new(Work::default()));
            let its = work.clone();
            let parker = self.spawn(index, config, report, move |sleep| {
                help(&inner, index, spins, &stop, sleep, &its);
            })?;
            helpers.push(Helper { parker, work });
        }
        let control_thread = self.spawn_control_thread(inner)?;
        inner.set_threads(helpers, Some(control_thread));
        if config.clock == Clock::System {
            let (inner, stop) = (inner.clone(), self.stop.clone());
            self.spawn(0, config, report, move |_| drive(&inner, &stop))?;
        }
        Ok(())
    }

    /// Starts the control thread, which is neither real-time nor pinned.
    fn spawn_control_thread(&mut self, inner: &Arc<Inner>) -> Result<Arc<Parker>> {
        let (inner, stop) = (inner.clone(), self.stop.clone());
        let (parker, _) = self.spawn_thread("mixminus-ctl", Scheduling::default(), move |sleep| {
            serve(&inner, &stop, sleep);
        })?;
        Ok(parker)
    }

    /// Starts a thread that ticks or helps.
    fn spawn(
        &mut self,
        index: usize,
        config: &DriverConfig,
        report: &mut DriverReport,
        body: impl FnOnce(&Parker) + Send + 'static,
    ) -> Result<Arc<Parker>> {
        let cpu = config.cpus.get(index % config.cpus.len().max(1)).copied();
        let wanted = Scheduling { realtime_priority: config.realtime_priority, cpu };
        let (parker, granted) = self.spawn_thread(&format!("mixminus-{index}"), wanted, body)?;
        report.threads += 1;
        let priority = if granted.realtime_errno == 0 { config.realtime_priority } else { 0 };
        report.priorities_differ |= *self.priority.get_or_insert(priority) != priority;
        let first = |known: i32, errno| if known == 0 { errno } else { known };
        report.realtime_errno = first(report.realtime_errno, granted.realtime_errno);
        report.affinity_errno = first(report.affinity_errno, granted.affinity_errno);
        Ok(parker)
    }

    /// Starts a thread and keeps it to be joined. Its body gets the [`Parker`] that it sleeps on.
    fn spawn_thread(
        &mut self,
        name: &str,
        scheduling: Scheduling,
        body: impl FnOnce(&Parker) + Send + 'static,
    ) -> Result<(Arc<Parker>, Granted)> {
        let parker = Arc::new(Parker::default());
        let own = parker.clone();
        let (thread, granted) = threads::spawn(name, scheduling, move || body(&own))?;
        self.threads.push((thread, parker.clone()));
        Ok((parker, granted))
    }

    /// The clock that these threads were started for.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Stops and joins all threads.
    pub fn stop(&mut self, inner: &Inner) {
        self.stop.store(true, Ordering::Release);
        for (thread, parker) in self.threads.drain(..) {
            parker.unpark();
            thread.join();
        }
        inner.set_threads(Vec::new(), None);
    }

    /// Forgets all threads: they do not exist in the child of a fork.
    pub fn forget(self) {
        std::mem::forget(self.threads);
    }
}

/// The body of a helper: mixes unclaimed rooms, then sleeps until the next tick.
fn help(inner: &Inner, index: usize, spins: u32, stop: &AtomicBool, sleep: &Parker, work: &Work) {
    let own = ThreadId::own();
    while !stop.load(Ordering::Acquire) {
        for _ in 0..spins {
            // Begin before claiming a room: a ticking thread that sees the room claimed must also see this helper at
            // work.
            if inner.shared.job_counter.has_unclaimed() && work.begin(own) {
                if catch_unwind(AssertUnwindSafe(|| help_tick(&inner.shared, index))).is_err() {
                    inner.shared.stopped.store(true, Ordering::Release);
                    inner.shared.job_counter.finish();
                }
                work.end(own);
            }
            std::hint::spin_loop();
        }
        sleep.park();
    }
}

/// The body of the control thread: takes reports of ticks.
fn serve(inner: &Inner, stop: &AtomicBool, sleep: &Parker) {
    while !stop.load(Ordering::Acquire) {
        // Blocking calls sleep until this thread wakes them, so it continues after a panic.
        let _ = catch_unwind(AssertUnwindSafe(|| inner.serve()));
        sleep.park();
    }
}

/// The body of a driver: one tick at each deadline.
fn drive(inner: &Inner, stop: &AtomicBool) {
    let clock = Monotonic::start();
    let period = u64::from(inner.shared.clock.frame_len.ms()) * 1_000_000;
    let mut deadline = period;
    // Ticks that were missed because the host was inside a tick when the driver started. They count as time.
    let mut owed = 0;
    loop {
        clock.sleep_until(deadline);
        if stop.load(Ordering::Acquire) {
            return;
        }
        let Some(late) = clock.now_ns().checked_sub(deadline) else { continue };
        let skipped = ticks_to_skip(late, period);
        deadline += (skipped + 1) * period;
        let Some(mut ticker) = inner.shared.ticker.claim() else {
            owed += skipped + 1;
            continue;
        };
        let skipped = skipped + std::mem::take(&mut owed);
        inner.shared.stats.wake_late.count(late);
        let started = system::thread_cpu_ns();
        let ticked = inner.run_tick(&mut ticker, skipped);
        if let (Some(started), Some(done)) = (started, system::thread_cpu_ns()) {
            inner.shared.stats.tick_cpu_time.count(done.saturating_sub(started));
        }
        if ticked.is_err() {
            return;
        }
    }
}

/// Returns true if two of the started threads are pinned to the same CPU.
fn shares_cpus(config: &DriverConfig) -> bool {
    let first = usize::from(config.clock == Clock::Host);
    let cpu = |index: usize| config.cpus.get(index % config.cpus.len().max(1));
    let mut taken: Vec<_> = (first..config.workers as usize).filter_map(cpu).collect();
    let threads = taken.len();
    taken.sort_unstable();
    taken.dedup();
    taken.len() < threads
}

/// How many ticks a driver skips that is late by `late_ns`.
fn ticks_to_skip(late_ns: u64, period_ns: u64) -> u64 {
    (late_ns / period_ns).saturating_sub(CATCH_UP_TICKS)
}

#[cfg(test)]
mod tests {
    use super::ticks_to_skip;

    #[test]
    fn a_late_driver_makes_up_for_three_ticks_and_skips_the_rest() {
        let period = 20_000_000;
        assert_eq!(ticks_to_skip(0, period), 0);
        assert_eq!(ticks_to_skip(period - 1, period), 0);
        assert_eq!(ticks_to_skip(3 * period, period), 0);
        assert_eq!(ticks_to_skip(4 * period - 1, period), 0);
        assert_eq!(ticks_to_skip(4 * period, period), 1);
        assert_eq!(ticks_to_skip(50 * period, period), 47);
    }
}
