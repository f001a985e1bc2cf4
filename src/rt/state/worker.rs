//! The memory in which a worker mixes one room: reused for every room, so it stays in the cache.

use super::bus::Bus;
use super::jitter_buffer::Analyses;
use super::member::Member;
use super::play_queue::PlayQueue;
use super::room_playback::ROOM_QUEUES;
use super::stats::{STAGES, Stage};
use crate::rt::conversion::ConversionSpace;
use crate::rt::dtmf::press_events::PressEvents;
use crate::rt::message::command::COMMANDS_PER_TICK;
use crate::rt::message::staging::Staging;
use crate::rt::sync::claim::Claim;
use crate::rt::sync::exclusive::Exclusive;
use crate::units::MAX_ROOM_CAPACITY;

/// A worker's memory.
#[derive(Debug)]
pub struct Worker {
    /// The members of the room that is being mixed.
    pub members: Box<[Member]>,
    /// The bus of the room that is being mixed.
    pub bus: Bus,
    /// The memory in which it converts between rates.
    pub space: ConversionSpace,
    /// The results that the tick collects from this worker.
    pub log: WorkerLog,
}

/// The results of a worker that the tick collects.
#[derive(Debug)]
pub struct WorkerLog {
    /// Events.
    pub events: Staging,
    /// Key presses of the member that is being processed.
    pub presses: PressEvents,
    /// The analyses for concealment that are left for the room that is being mixed.
    pub analyses: Analyses,
    /// Plays that have ended.
    pub ended: PlayQueue,
    /// Members that have left.
    pub left: u64,
    /// Frames whose sum was limited.
    pub overloads: u64,
    /// Cycles by stage.
    pub cycles: [u64; STAGES],
}

impl Worker {
    /// The most members that a room can hold during one tick: its capacity, and as many as may join before those
    /// that leave are removed.
    pub fn max_members(max_participants: u32) -> usize {
        (MAX_ROOM_CAPACITY as usize + COMMANDS_PER_TICK).min(max_participants as usize)
    }

    /// The most contributions to one room's mix: of its members, parting frames, and playback.
    pub fn max_contributors(max_participants: u32) -> usize {
        Worker::max_members(max_participants) + COMMANDS_PER_TICK + ROOM_QUEUES
    }

    /// A worker in the memory that is given: `max_members` members, a bus of `max_contributors`.
    pub fn new(members: Box<[Member]>, bus: Bus, space: ConversionSpace, events: Staging) -> Worker {
        let log = WorkerLog {
            events,
            presses: PressEvents::new(),
            analyses: Analyses::of_rooms(0),
            ended: PlayQueue::EMPTY,
            left: 0,
            overloads: 0,
            cycles: [0; STAGES],
        };
        Worker { members, bus, space, log }
    }

    /// Shows the memory, for locking it.
    pub fn visit_regions(&self, visit: &mut dyn FnMut((*const u8, usize))) {
        self.log.events.regions().into_iter().for_each(&mut *visit);
        self.bus.regions().into_iter().for_each(&mut *visit);
        self.space.regions().for_each(&mut *visit);
        visit((self.members.as_ptr().cast(), size_of_val(&*self.members)));
    }
}

impl WorkerLog {
    /// Counts cycles of a stage.
    #[inline(always)]
    pub fn count(&mut self, stage: Stage, cycles: u64) {
        if let Some(sum) = self.cycles.get_mut(stage as usize) {
            *sum += cycles;
        }
    }
}

/// The memory of one worker.
#[derive(Debug)]
pub struct WorkerCell {
    /// Claimed by its helper.
    pub(super) helper: Claim,
    memory: Exclusive<Worker>,
}

impl WorkerCell {
    /// Memory for a worker.
    pub fn new(worker: Worker) -> WorkerCell {
        WorkerCell { helper: Claim::new(), memory: Exclusive::new(worker) }
    }

    /// The memory. Its worker uses it while it has a job; outside the fork only the ticking thread does.
    pub(super) fn memory(&self) -> &Exclusive<Worker> {
        &self.memory
    }

    /// The memory, which is borrowed exclusively.
    pub(super) fn memory_mut(&mut self) -> &mut Worker {
        self.memory.get_mut()
    }
}
