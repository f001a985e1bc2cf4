//! The jobs of a round: claimed one by one, by the ticking thread and by helpers.

use super::bus::Bus;
use super::claimed_room::ClaimedRoom;
use super::participant_state::ParticipantState;
use super::shared::Shared;
use super::slot::Slot;
use super::tick_state::TickState;
use super::worker::{Worker, WorkerCell, WorkerLog};
use crate::rt::conversion::ConversionSpace;

/// How many slots of private playback (participants in no room) one job has.
const SLOTS_PER_JOB: usize = 8;

/// A claimed job.
#[derive(Debug)]
pub enum Job<'a> {
    /// A room.
    Room(ClaimedRoom<'a>),
    /// Participants in no room to which something plays.
    Private(ClaimedSlots<'a>),
}

/// The memory in which a worker does a job.
#[derive(Debug)]
pub struct Memory<'a> {
    /// The bus of a room.
    pub bus: &'a mut Bus,
    /// Where it converts between rates.
    pub space: &'a mut ConversionSpace,
    /// The results that the tick collects.
    pub log: &'a mut WorkerLog,
}

/// Slots to which something plays in no room, claimed by this worker in the open round.
#[derive(Debug)]
pub struct ClaimedSlots<'a> {
    /// What the engine's threads share.
    pub shared: &'a Shared,
    /// The state of rooms and sessions.
    pub state: &'a TickState,
    slots: &'a [u32],
}

impl ClaimedSlots<'_> {
    /// Calls `visit` for each with its index, its slot and the tick's state of it.
    pub fn each(&mut self, mut visit: impl FnMut(u32, &Slot, &mut ParticipantState)) {
        for &index in self.slots {
            if let Some(slot) = self.shared.slots.get(index as usize) {
                // SAFETY: the slot is in no room, so no room's job has it; `private` lists it once, so only this
                // claimed job has it.
                visit(index, slot, unsafe { slot.participant_state() });
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
pub fn do_jobs(shared: &Shared, work: impl FnMut(usize, Job<'_>, Memory<'_>)) {
    if let Some(cell) = shared.workers.first().and_then(|cell| cell.get()) {
        do_with(shared, cell, work);
    }
}

/// Does jobs of the open round as the helper of that number, from 1 on, until none is left to claim. Does nothing while
/// another thread does so.
#[inline(always)]
pub fn help(shared: &Shared, helper: usize, work: impl FnMut(usize, Job<'_>, Memory<'_>)) {
    let cell = shared.workers.get(helper).and_then(|cell| cell.get());
    if let Some(cell) = cell.filter(|_| helper > 0)
        && cell.helper.take()
    {
        do_with(shared, cell, work);
        cell.helper.give_back();
    }
}

#[inline(always)]
fn do_with(shared: &Shared, cell: &WorkerCell, mut work: impl FnMut(usize, Job<'_>, Memory<'_>)) {
    while let Some(job) = shared.job_counter.claim() {
        let job = job as usize;
        // SAFETY: until the round is joined, which needs this job to be finished, nobody changes the state. The memory
        // is this worker's: that of index 0 by the exclusive `Ticker`, the others by `cell.helper`.
        let (state, worker) = unsafe { (shared.tick_state().get_ref(), cell.memory().get()) };
        let Worker { members, bus, space, log } = worker;
        let memory = Memory { bus, space, log };
        if let Some(&index) = state.active.get(job)
            && let Some(room) = state.rooms.get(index as usize)
        {
            // SAFETY: the job is that of this room, and is finished below, after `room` is dropped.
            let room = unsafe { ClaimedRoom::new(shared, state, index, room, members) };
            work(job, Job::Room(room), memory);
        } else {
            let from = job.saturating_sub(state.active.len()) * SLOTS_PER_JOB;
            let slots = state.private.get(from..).unwrap_or_default();
            let slots = slots.get(..SLOTS_PER_JOB).unwrap_or(slots);
            work(job, Job::Private(ClaimedSlots { shared, state, slots }), memory);
        }
        shared.job_counter.finish();
    }
}
