//! The jobs of a round: claimed one by one, by the ticking thread and by helpers.

use super::bus::Bus;
use super::claimed_room::ClaimedRoom;
use super::shared::Shared;
use super::slot::Slot;
use super::tick_side::TickSide;
use super::tick_state::TickState;
use super::worker::{Worker, WorkerCell, WorkerLog};

/// Slots to which something plays in no room that a worker claims at a time.
const SLOTS_PER_JOB: usize = 8;

/// What a job is about.
#[derive(Debug)]
pub enum Job<'a> {
    /// A room.
    Room(ClaimedRoom<'a>),
    /// Slots to which something plays in no room.
    Private(ClaimedSlots<'a>),
}

/// Slots to which something plays in no room, claimed by this worker in the open round.
#[derive(Debug)]
pub struct ClaimedSlots<'a> {
    /// What the engine's threads share.
    pub shared: &'a Shared,
    /// What ticks know.
    pub state: &'a TickState,
    slots: &'a [u32],
}

impl ClaimedSlots<'_> {
    /// Calls `visit` with each: its index, its slot, what the tick holds of it.
    pub fn each(&mut self, mut visit: impl FnMut(u32, &Slot, &mut TickSide)) {
        for &index in self.slots {
            if let Some(slot) = self.shared.slots.get(index as usize) {
                // SAFETY: the slot is in no room, and in this job of the open round alone.
                visit(index, slot, unsafe { slot.tick_side() });
            }
        }
    }
}

/// How many jobs a tick has.
pub fn count_jobs(state: &TickState) -> u32 {
    (state.active.len() + state.private.len().div_ceil(SLOTS_PER_JOB)) as u32
}

/// Does jobs of the open round as the ticking thread, until none is left to claim.
#[inline(always)]
pub fn do_jobs(shared: &Shared, work: impl FnMut(usize, Job<'_>, &mut Bus, &mut WorkerLog)) {
    if let Some(cell) = shared.workers.first().and_then(|cell| cell.get()) {
        do_with(shared, cell, work);
    }
}

/// Does jobs of the open round as the helper of that number, from 1 on, until none is left to claim. Does nothing while another
/// thread does so.
#[inline(always)]
pub fn help(shared: &Shared, helper: usize, work: impl FnMut(usize, Job<'_>, &mut Bus, &mut WorkerLog)) {
    let cell = shared.workers.get(helper).and_then(|cell| cell.get());
    if let Some(cell) = cell.filter(|_| helper > 0)
        && cell.helper.take()
    {
        do_with(shared, cell, work);
        cell.helper.give_back();
    }
}

#[inline(always)]
fn do_with(
    shared: &Shared,
    cell: &WorkerCell,
    mut work: impl FnMut(usize, Job<'_>, &mut Bus, &mut WorkerLog),
) {
    while let Some(job) = shared.job_counter.claim() {
        let job = job as usize;
        // SAFETY: a job of the open round is ours: nobody changes the state meanwhile, and the memory is this worker's, by the
        // ticker or by the claim of the helper.
        let (state, worker) = unsafe { (shared.tick_state().get_ref(), cell.memory().get()) };
        let Worker { members, bus, log } = worker;
        if let Some(&index) = state.active.get(job)
            && let Some(room) = state.rooms.get(index as usize)
        {
            // SAFETY: the job is that of this room, and is finished below, after the proof is gone.
            let room = unsafe { ClaimedRoom::new(shared, state, index, room, members) };
            work(job, Job::Room(room), bus, log);
        } else {
            let from = job.saturating_sub(state.active.len()) * SLOTS_PER_JOB;
            let slots = state.private.get(from..).unwrap_or_default();
            let slots = slots.get(..SLOTS_PER_JOB).unwrap_or(slots);
            work(job, Job::Private(ClaimedSlots { shared, state, slots }), bus, log);
        }
        shared.job_counter.finish();
    }
}
