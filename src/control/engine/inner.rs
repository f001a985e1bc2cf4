//! What the engine shares with its threads, and how a tick is run.

use super::arena::Arena;
use super::state::ControlState;
use crate::control::config::EngineConfig;
use crate::control::os::event_fd::EventFd;
use crate::control::os::park::Parker;
use crate::control::os::priority::Work;
use crate::control::os::reserve;
use crate::control::playback::synthesizer::SynthesizerSlot;
use crate::error::{Result, Status};
use crate::rt::frame::AudioFormat;
use crate::rt::message::event::{EndReason, Event, EventKind};
use crate::rt::message::event_queue::Queued;
use crate::rt::state::shared::Shared;
use crate::rt::state::ticker::Ticker;
use crate::rt::state::worker::WorkerCell;
use crate::rt::sync::claim::{ClaimGuard, Claimable};
use crate::rt::tick::{TickInProgress, begin_tick, end_tick};
use rtrb::Consumer;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often the ticking thread polls for the helpers' rooms before it sleeps. It spans the mixing of a room of a
/// few dozen members, which is about what a sleep costs.
const SPINS_BEFORE_WAIT: u32 = 2_000;

/// A helper thread, as the ticking thread sees it.
#[derive(Clone, Debug)]
pub struct Helper {
    /// It sleeps on this between ticks.
    pub parker: Arc<Parker>,
    /// Whether it is mixing.
    pub work: Arc<Work>,
}

/// The part of the engine that its threads share.
#[derive(Debug)]
pub struct Inner {
    pub(crate) config: EngineConfig,
    pub(crate) arena: Arena,
    pub(crate) shared: Shared,
    pub(crate) control: Mutex<ControlState>,
    pub(crate) events: Claimable<Consumer<Queued>>,
    pub(crate) event_fd: EventFd,
    /// Counts ticks, for a host that sleeps until one has happened.
    pub(crate) tick_fd: EventFd,
    /// The host's speech synthesizer.
    pub(crate) synthesizer: SynthesizerSlot,
    /// Threads to wake at each tick. Only the thread that holds the ticker uses this.
    pub(crate) helpers: Claimable<Vec<Helper>>,
    /// The control thread's parker, to wake it when a tick has sent reports. Only the thread that holds the ticker
    /// uses this.
    pub(crate) control_thread: Claimable<Option<Arc<Parker>>>,
    /// The control thread runs: blocking calls sleep until it wakes them.
    pub(crate) has_control_thread: AtomicBool,
    /// A driver thread ticks, so the host may not.
    pub(crate) driven: AtomicBool,
    /// The host thread that ticked last.
    pub(crate) ticked_by: AtomicU64,
    pub(crate) memory_locked: bool,
}

impl Inner {
    /// Locks the control state, after taking all reports that ticks have sent.
    pub fn lock(&self) -> MutexGuard<'_, ControlState> {
        let mut control = self.control.lock().unwrap_or_else(PoisonError::into_inner);
        control.take_reports(&self.shared);
        if !control.closing && self.shared.stopped.load(Ordering::Acquire) {
            // A conference may have begun while the tick failed.
            control.close(&self.shared);
        }
        control
    }

    /// Returns `Ok` if a call that needs memory may begin: the engine is alive, the tables have room for what the
    /// call adds, and the reserve covers its small allocations.
    pub fn check_ready(&self) -> Result<()> {
        self.shared.check_alive()?;
        reserve::check()?;
        self.lock().reserve(&self.shared)
    }

    /// The format of the line in a slot.
    pub fn format_of(&self, slot: u32) -> &AudioFormat {
        self.shared.format_of(&self.shared.slots[slot as usize])
    }

    /// Returns `Forked` if this process is a fork of the one that made the engine.
    pub fn check_process(&self) -> Result<()> {
        match self.shared.check_alive() {
            Err(Status::Forked) => Err(Status::Forked.into()),
            _ => Ok(()),
        }
    }

    /// Takes the reports of ticks and frees what ticks have released. The control thread does this each time it is
    /// woken.
    pub fn serve(&self) {
        self.lock().reclaim(&self.shared, false);
    }

    /// Runs one tick and measures it. Then wakes the host's readers, if they sleep on a descriptor, its poller if the
    /// tick sent events, and the control thread if it sent reports.
    pub fn run_tick(&self, ticker: &mut Ticker, skipped: u64) -> std::result::Result<u64, Status> {
        for helper in self.helpers.claim().iter().flat_map(|helpers| helpers.iter()) {
            helper.parker.unpark();
        }
        let started = Instant::now();
        let ticked = catch_unwind(AssertUnwindSafe(|| {
            let begun = begin_tick(&self.shared, ticker, skipped)?;
            if !begun.is_mixed(&self.shared) {
                self.wait_for_helpers(&begun);
            }
            Some(end_tick(&self.shared, ticker, begun))
        }));
        self.shared.stats.tick_time.count(started.elapsed().as_nanos() as u64);
        self.shared.stats.skipped.add(skipped);
        match ticked {
            Ok(Some(ticked)) if !self.shared.stopped.load(Ordering::Acquire) => {
                self.tick_fd.signal();
                if ticked.has_events {
                    self.event_fd.signal();
                }
                if ticked.has_reports {
                    self.wake_control_thread();
                }
                Ok(ticked.tick)
            }
            _ => {
                self.fail(ticker);
                Err(Status::EngineStopped)
            }
        }
    }

    /// Waits for the rooms that helpers are mixing, at most one per helper. It spins first, since a running helper
    /// finishes soon. Then it sleeps, so that a helper that was preempted can run, with this thread's priority if that
    /// is higher.
    #[cold]
    fn wait_for_helpers(&self, begun: &TickInProgress) {
        for _ in 0..SPINS_BEFORE_WAIT {
            if begun.is_mixed(&self.shared) {
                return;
            }
            std::hint::spin_loop();
        }
        while !begun.is_mixed(&self.shared) {
            let helpers = self.helpers.claim();
            let mut all = helpers.iter().flat_map(|helpers| helpers.iter());
            if !all.all(|helper| helper.work.wait()) || !begun.is_mixed(&self.shared) {
                // Not supported on this system, or the helper is about to be stopped.
                std::thread::sleep(Duration::from_micros(50));
            }
        }
    }

    /// The number of the last finished tick.
    pub fn last_tick(&self) -> u64 {
        self.shared.now.load(Ordering::Acquire)
    }

    /// Returns true if that thread was the last of the host's threads to tick, and no driver ticks.
    pub fn was_last_ticked_by(&self, thread: u64) -> bool {
        thread != 0
            && self.ticked_by.load(Ordering::Relaxed) == thread
            && !self.driven.load(Ordering::Acquire)
    }

    /// Wakes the control thread, if it runs.
    fn wake_control_thread(&self) {
        if let Some(control_thread) = self.control_thread.claim()
            && let Some(control_thread) = &*control_thread
        {
            control_thread.unpark();
        }
    }

    /// Ends all sessions after a tick has panicked. The host goes on.
    fn fail(&self, ticker: &mut Ticker) {
        self.shared.stopped.store(true, Ordering::Release);
        for (index, slot) in self.shared.slots.iter().enumerate() {
            slot.join.end(slot.join.now().number, EndReason::EngineStopped);
            ticker.reports.look(index as u32, &slot.reported);
        }
        self.wake_control_thread();
        let tick = self.last_tick() + 1;
        self.shared.reported.begin();
        ticker.event_queue.push_last(
            &self.shared.reported,
            &self.shared.event_shares,
            Event::of(EventKind::Stopped, tick),
        );
        self.shared.reported.end(ticker.event_queue.sequence(), tick);
        self.event_fd.signal();
        self.tick_fd.signal();
    }

    /// Allocates the memory of workers up to `count`; `OutOfMemory` if the system refuses it.
    pub fn make_workers(&self, count: usize) -> Result<()> {
        for cell in self.shared.workers.iter().take(count) {
            if cell.get().is_none() {
                let worker = WorkerCell::new(self.arena.worker()?);
                cell.get_or_init(|| worker);
            }
        }
        Ok(())
    }

    /// Sets which threads a tick wakes, and the control thread to wake when there are reports. Waits for a tick in
    /// progress.
    pub fn set_threads(&self, helpers: Vec<Helper>, control_thread: Option<Arc<Parker>>) {
        *wait_for(&self.helpers) = helpers;
        let runs = control_thread.is_some();
        *wait_for(&self.control_thread) = control_thread;
        self.has_control_thread.store(runs, Ordering::Release);
        if runs {
            // A tick that did not know of the thread yet may have sent reports since it last looked.
            self.wake_control_thread();
        } else {
            self.lock().sessions.nudge_calls();
        }
    }

    /// Returns true if the control thread takes the reports of ticks and wakes blocking calls.
    pub fn has_control_thread(&self) -> bool {
        self.has_control_thread.load(Ordering::Acquire)
    }
}

/// Claims what another thread holds for a moment. It sleeps between attempts, since the other thread may have a
/// lower priority on the same CPU.
pub(crate) fn wait_for<T>(side: &Claimable<T>) -> ClaimGuard<'_, T> {
    loop {
        if let Some(claimed) = side.claim() {
            return claimed;
        }
        std::thread::sleep(Duration::from_micros(50));
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use crate::control::config::EngineConfig;
    use crate::control::engine::lifecycle::Engine;
    use crate::error::Status;
    use std::sync::atomic::Ordering;

    #[test]
    fn an_engine_that_stops_wakes_those_who_sleep_until_a_tick() {
        let engine = Engine::new(&EngineConfig::default()).unwrap();
        let fd = engine.tick_fd().unwrap();
        let mut ticker = engine.inner.shared.ticker.claim().unwrap();
        // As after a panic.
        engine.inner.shared.stopped.store(true, Ordering::Release);
        assert_eq!(engine.inner.run_tick(&mut ticker, 0), Err(Status::EngineStopped));
        let mut count = 0_u64;
        // SAFETY: the buffer is eight bytes.
        let read = unsafe { libc::read(fd, (&raw mut count).cast(), 8) };
        assert_eq!((read, count), (8, 1));
        assert_eq!(engine.tick_fd().map_err(|error| error.status()), Err(Status::EngineStopped));
    }
}
