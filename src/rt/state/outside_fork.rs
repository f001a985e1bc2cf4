//! Proof that the ticking thread is outside the fork: no worker touches any state, so it has all of it.

use super::participant_state::ParticipantState;
use super::shared::Shared;
use super::slot::Slot;
use super::tick_state::TickState;
use super::ticker::Ticker;
use super::worker::Worker;

/// The ticking thread, outside the fork: before it opens a round of jobs, or after it has joined one.
#[derive(Debug)]
pub struct OutsideFork<'a> {
    /// What the engine's threads share.
    pub shared: &'a Shared,
    /// The state of rooms and sessions.
    pub state: &'a mut TickState,
    /// What the ticking thread owns.
    pub ticker: &'a mut Ticker,
    /// The tick's state of each participant.
    pub participants: ParticipantStates<'a>,
}

/// The tick's state of each participant, one at a time.
#[derive(Debug)]
pub struct ParticipantStates<'a> {
    slots: &'a [Slot],
}

impl<'a> OutsideFork<'a> {
    /// The proof, for the thread that holds the ticker; `None` within the fork.
    ///
    /// `ticker` must be that of `shared`; the control layer claims it there.
    pub fn new(shared: &'a Shared, ticker: &'a mut Ticker) -> Option<OutsideFork<'a>> {
        // SAFETY: there is one ticker, which the caller has borrowed exclusively, and whose `is_forked` says that no
        // round is open.
        (!ticker.is_forked).then(|| unsafe { OutsideFork::prove(shared, ticker) })
    }

    /// Waits until the `jobs` jobs of the round that [`fork`](Self::fork) opened are done: returns the proof again. Spins;
    /// see [`JobCounter::join`](crate::rt::sync::job_counter::JobCounter::join).
    pub fn join(shared: &'a Shared, ticker: &'a mut Ticker, jobs: u32) -> OutsideFork<'a> {
        shared.job_counter.join(jobs);
        ticker.is_forked = false;
        // SAFETY: there is one ticker, which the caller has borrowed exclusively, and its round is joined.
        unsafe { OutsideFork::prove(shared, ticker) }
    }

    /// # Safety
    /// `ticker` is that of `shared`, and no round is open: no worker has a job, and no other proof is alive.
    unsafe fn prove(shared: &'a Shared, ticker: &'a mut Ticker) -> OutsideFork<'a> {
        // SAFETY: workers reach the state by a job only, and the ticking thread by this proof.
        let state = unsafe { shared.tick_state().get() };
        OutsideFork { shared, state, ticker, participants: ParticipantStates { slots: &shared.slots } }
    }

    /// Opens a round of `jobs` jobs; workers have the state until [`join`](Self::join).
    pub fn fork(self, jobs: u32) {
        self.ticker.is_forked = true;
        self.shared.job_counter.open(jobs);
    }

    /// The memory of every worker.
    pub fn workers(&mut self) -> impl Iterator<Item = &mut Worker> {
        self.workers_and_ticker().0
    }

    /// The memory of every worker, and what the ticking thread owns.
    pub fn workers_and_ticker(&mut self) -> (impl Iterator<Item = &mut Worker>, &mut Ticker) {
        let cells = self.shared.workers.iter().map_while(|cell| cell.get());
        // SAFETY: outside the fork no worker touches its memory. The borrow of `self` ensures that there is one such
        // iterator at a time, which yields each cell once.
        (cells.map(|cell| unsafe { cell.memory().get() }), self.ticker)
    }
}

impl ParticipantStates<'_> {
    /// The slot of that index, and the tick's state of it.
    #[inline(always)]
    pub fn get(&mut self, slot: u32) -> Option<(&Slot, &mut ParticipantState)> {
        let slot = self.slots.get(slot as usize)?;
        // SAFETY: this is a part of the one proof that the ticking thread is outside the fork. The borrow of `self`
        // ensures that there is one reference at a time.
        Some((slot, unsafe { slot.participant_state() }))
    }
}
