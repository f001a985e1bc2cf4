//! What a worker needs to mix one room: reused for every room, so it stays in the cache.

use super::members::NONE;
use super::play::Queue;
use super::room_playback::LANES;
use super::stats::{STAGES, Stage};
use super::unannounced::Unannounced;
use crate::dsp::CacheLine;
use crate::rt::message::command::COMMANDS_PER_TICK;
use crate::rt::message::staging::Staging;
use crate::units::MAX_ROOM_CAPACITY;

/// A worker's memory.
#[derive(Debug)]
pub struct Worker {
    /// The frames that are mixed, packed densely: those of members that speak, then parting frames.
    pub contributions: Box<[CacheLine]>,
    /// Where each contributor's own mix goes.
    pub outputs: Box<[*mut CacheLine]>,
    /// The members of the room in hand.
    pub members: Box<[Member]>,
    /// What all who are silent hear.
    pub common: Box<[CacheLine]>,
    /// Where a mix goes that nobody hears.
    pub discard: Box<[CacheLine]>,
    /// Events of the rooms that this worker mixed in this tick.
    pub events: Staging,
    /// Cycles by stage, in this tick.
    pub cycles: [u64; STAGES],
    /// Frames whose sum was limited, in this tick.
    pub overloads: u64,
    /// Members that have left, in this tick.
    pub left: u64,
    /// Nodes of plays that have ended, in this tick.
    pub ended: Queue,
    /// The recordings of which some who speak in the room in hand have not heard yet.
    pub owed: Unannounced,
}

/// What was gathered of the room in hand.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// Members of the room, listed in the worker's memory.
    pub members: usize,
    /// Frames to mix, packed at the front of the worker's contributions, each with its output.
    pub contributors: usize,
    /// Those of them, from the first, that are the room's: the rest is what only the one hears who is alone.
    pub of_room: usize,
    /// Those of them that are parting frames of those who had not heard of a recording of the room.
    pub parted: core::ops::Range<usize>,
}

/// A member of the room in hand.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Its slot.
    pub slot: u32,
    /// Its place among the contributions, or [`NONE`] if it is silent.
    pub talker: u32,
    /// It leaves in this tick.
    pub leaves: bool,
    /// It speaks, and its out-ring had no room for what it hears.
    pub full: bool,
    /// It is left out of the mix that is made.
    pub is_apart: bool,
}

impl Member {
    /// What fills the memory before it is used.
    pub const BLANK: Member =
        Member { slot: NONE, talker: NONE, leaves: false, full: false, is_apart: false };
}

impl Worker {
    /// The most members that a room can hold during one tick: its capacity, and as many as may come in before those
    /// who leave have gone.
    pub fn max_members(max_participants: u32) -> usize {
        (MAX_ROOM_CAPACITY as usize + COMMANDS_PER_TICK).min(max_participants as usize)
    }

    /// The most frames that one room's mix adds up: of its members, of those who go elsewhere in this tick, and of what
    /// plays to it.
    pub fn max_contributors(max_participants: u32) -> usize {
        Worker::max_members(max_participants) + COMMANDS_PER_TICK + LANES
    }

    /// A worker in the memory that is given: `max_contributors` frames and outputs, `max_members` members, and one
    /// frame each of `common` and `discard`.
    pub fn new(
        contributions: Box<[CacheLine]>,
        outputs: Box<[*mut CacheLine]>,
        members: Box<[Member]>,
        [common, discard]: [Box<[CacheLine]>; 2],
        events: Staging,
    ) -> Worker {
        let cycles = [0; STAGES];
        Worker {
            contributions,
            outputs,
            members,
            common,
            discard,
            events,
            cycles,
            overloads: 0,
            left: 0,
            ended: Queue::EMPTY,
            owed: Unannounced::NONE,
        }
    }

    /// Two contributions, frames of that many lines, change their places, with their outputs.
    pub fn swap(&mut self, lines: usize, one: usize, other: usize) {
        let (first, second) = (one.min(other), one.max(other));
        if first == second {
            return;
        }
        let halves = self.contributions.split_at_mut_checked(second * lines);
        let (Some((left, right)), Ok([one, other])) =
            (halves, self.outputs.get_disjoint_mut([first, second]))
        else {
            return;
        };
        core::mem::swap(one, other);
        let left = left.get_mut(first * lines..(first + 1) * lines).unwrap_or_default();
        left.iter_mut().zip(right).for_each(|(one, other)| core::mem::swap(one, other));
    }

    /// Counts cycles of a stage.
    #[inline(always)]
    pub fn count(&mut self, stage: Stage, cycles: u64) {
        if let Some(sum) = self.cycles.get_mut(stage as usize) {
            *sum += cycles;
        }
    }

    /// The memory, for locking it.
    pub fn regions(&self) -> [(*const u8, usize); 6] {
        let [entries, tallies, touched] = self.events.regions();
        [
            entries,
            tallies,
            touched,
            (self.contributions.as_ptr().cast(), size_of_val(&*self.contributions)),
            (self.outputs.as_ptr().cast(), size_of_val(&*self.outputs)),
            (self.members.as_ptr().cast(), size_of_val(&*self.members)),
        ]
    }
}
