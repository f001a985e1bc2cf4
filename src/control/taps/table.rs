//! Taps as the control layer knows them: which cells are taken, by whom, and which are with the tick.

use crate::control::accounts::counted::Tables;
use crate::control::accounts::index_lists::IndexLists;
use crate::control::accounts::usage::{NO_OWNER, Owner};
use crate::control::os::fallible::{collected, numbers, queue};
use crate::error::{Result, Status};
use crate::handle::{ParticipantId, RoomId, TapId};
use crate::rt::state::shared::Shared;
use crate::rt::state::tap::TapPoint;
use std::collections::VecDeque;
/// The longest stretch that a tap's ring may hold, milliseconds.
pub const MAX_TAP_BUFFER_MS: u32 = 60_000;

/// What a tap takes, and of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TapTarget {
    /// The whole mix of a room: the sum of all who are heard in it, limited to 16 bits. Ends with the room.
    Room(RoomId),
    /// What a participant says, after the delay and the suppression of its keys, before mute and gain. While it is
    /// muted a break in its audio has no decay of 2 ms.
    BeforeMute(ParticipantId),
    /// What a participant adds to the mix of its room: after mute, gain and ramps.
    AfterMute(ParticipantId),
    /// What a participant hears: each frame that is put into its out-ring, so not those that find it full.
    Output(ParticipantId),
}

/// A tap as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TapInfo {
    /// What it takes.
    pub target: TapTarget,
    /// The first tick that may have given to it; 0: none so far.
    pub began: u64,
    /// The last tick that may have given to it; 0: it goes on.
    pub ended: u64,
    /// Frames that ticks put into its ring.
    pub frames: u64,
    /// Frames that ticks dropped because its ring was full.
    pub dropped: u64,
}

/// A cell as the control floor knows it.
#[derive(Debug)]
struct Tap {
    generation: u32,
    live: bool,
    /// The tick has it, or will have it.
    lent: bool,
    target: TapTarget,
    /// Whose share it takes.
    payer: Owner,
}

/// All taps.
#[derive(Debug)]
pub struct TapTable {
    tag: u16,
    taps: Vec<Tap>,
    free: VecDeque<u32>,
    /// Cells whose taps were freed, until the tick and the host's readers have done with them.
    retiring: VecDeque<u32>,
    /// The taps of each participant, by its slot.
    of_slots: IndexLists,
}

impl TapTarget {
    /// Where in the tick it is taken.
    pub(super) fn point(self) -> TapPoint {
        match self {
            TapTarget::Room(_) => TapPoint::Mix,
            TapTarget::BeforeMute(_) => TapPoint::BeforeMute,
            TapTarget::AfterMute(_) => TapPoint::AfterMute,
            TapTarget::Output(_) => TapPoint::Output,
        }
    }

    /// Of whom it takes, if that is a participant.
    pub(crate) fn participant(self) -> Option<ParticipantId> {
        match self {
            TapTarget::Room(_) => None,
            TapTarget::BeforeMute(of) | TapTarget::AfterMute(of) | TapTarget::Output(of) => Some(of),
        }
    }
}

impl TapTable {
    /// No taps yet, of at most `max`.
    pub fn new(tag: u16, tables: &Tables) -> Result<TapTable> {
        let max = tables.taps;
        let target = TapTarget::Room(RoomId::NONE);
        let tap = |_| Ok(Tap { generation: 0, live: false, lent: false, target, payer: NO_OWNER });
        Ok(TapTable {
            tag,
            taps: collected(max, tap)?.into_vec(),
            free: numbers(0, max as u32, max)?,
            retiring: queue(max)?,
            of_slots: IndexLists::new(tables.participants as usize, max)?,
        })
    }

    /// Bytes that the places take: themselves, those in both queues, and the lists of participants.
    pub fn bytes(tables: &Tables) -> u64 {
        let places = tables.taps * (size_of::<Tap>() + 2 * size_of::<u32>());
        places as u64 + IndexLists::bytes(tables.participants as usize, tables.taps)
    }

    pub fn find(&self, tap: TapId) -> Result<u32> {
        let (index, generation) = tap.decode(self.tag)?;
        let found = self.taps.get(index as usize).ok_or(Status::InvalidHandle)?;
        if !found.live || found.generation != generation {
            return Err(Status::StaleHandle.into());
        }
        Ok(index)
    }

    /// What a tap takes.
    pub fn target(&self, index: u32) -> TapTarget {
        self.taps[index as usize].target
    }

    /// Whether the tick has a tap, or will have it.
    pub fn is_lent(&self, index: u32) -> bool {
        self.taps[index as usize].lent
    }

    /// A free cell.
    pub fn take_free(&mut self) -> Option<u32> {
        self.free.pop_front()
    }

    /// A tap begins in a cell, which goes to the tick. `slot`: that of its participant, if it is of one.
    pub fn begin(&mut self, index: u32, target: TapTarget, slot: Option<u32>, payer: Owner) -> TapId {
        let tap = &mut self.taps[index as usize];
        tap.generation = tap.generation.wrapping_add(1).max(1);
        (tap.live, tap.lent, tap.target, tap.payer) = (true, true, target, payer);
        let generation = tap.generation;
        if let Some(slot) = slot {
            self.of_slots.push(slot as usize, index);
        }
        TapId::new(self.tag, index, generation)
    }

    /// Takes one of the taps of the participant in a slot from the list of these.
    pub fn pop_of(&mut self, slot: u32) -> Option<u32> {
        self.of_slots.pop(slot as usize)
    }

    /// The tick has given a cell back.
    pub fn given_back(&mut self, index: u32) {
        self.taps[index as usize].lent = false;
    }

    /// A tap was freed: it is no participant's any more, and its cell waits for the tick and its readers.
    pub fn retire(&mut self, index: u32) {
        self.retiring.push_back(index);
        let tap = &mut self.taps[index as usize];
        tap.live = false;
        let Some(slot) = tap.target.participant().map(ParticipantId::index) else { return };
        self.of_slots.remove(slot as usize, index);
    }

    /// Frees the cells with which nobody has to do any more, and their rings; `freed` is given whose shares they took.
    pub fn reclaim(&mut self, shared: &Shared, mut freed: impl FnMut(Owner)) {
        for _ in 0..self.retiring.len() {
            let Some(index) = self.retiring.pop_front() else { return };
            let lent = self.taps[index as usize].lent;
            let cell = shared.taps.get(index).filter(|_| !lent);
            if let Some(mut reader) = cell.and_then(|cell| cell.reader.claim())
                && let Some(cell) = cell
            {
                drop(reader.take());
                // SAFETY: the tick has given it back, so it is ours.
                drop(unsafe { cell.tick_side() }.ring.take());
                self.free.push_back(index);
                freed(self.taps[index as usize].payer);
            } else {
                self.retiring.push_back(index);
            }
        }
    }
}
