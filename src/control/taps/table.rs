//! The table of taps: which cells are in use, by whom, and which the tick has.

use crate::control::accounts::counted::Tables;
use crate::control::accounts::index_lists::IndexLists;
use crate::control::accounts::usage::{NO_OWNER, Owner};
use crate::control::os::fallible::{collected, numbers, queue};
use crate::error::{Error, Result, Status};
use crate::handle::{ParticipantId, RoomId, TapId};
use crate::rt::message::tap_handle::TapHandle;
use crate::rt::state::shared::Shared;
use crate::rt::state::tap::TapPoint;
use crate::units::SampleRate;
use std::collections::VecDeque;
/// The longest ring of a tap, milliseconds.
pub const MAX_TAP_BUFFER_MS: u32 = 60_000;

/// The target of a tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TapTarget {
    /// The mix of a room: the sum of all members, limited to 16 bits. Ends with the room.
    Room(RoomId),
    /// A participant's audio after the look-ahead delay and the suppression of DTMF, before mute and gain. While it
    /// is muted, a break in its audio has no decay of 2 ms.
    BeforeMute(ParticipantId),
    /// A participant's contribution to the mix of its room: after mute, gain and ramps.
    AfterMute(ParticipantId),
    /// A participant's output: each frame that is put into its out-ring. Frames that find the ring full are
    /// missing.
    Output(ParticipantId),
}

/// The state of a tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TapInfo {
    /// Its target.
    pub target: TapTarget,
    /// The first tick that may have written a frame; 0: none so far.
    pub began: u64,
    /// The last tick that may have written a frame; 0: it continues.
    pub ended: u64,
    /// Frames that ticks put into its ring.
    pub frames: u64,
    /// Frames that ticks dropped because its ring was full.
    pub dropped: u64,
    /// The sample rate of its frames: that of the room, or of the participant's line.
    pub sample_rate: SampleRate,
}

/// A cell of the table.
#[derive(Debug)]
struct Tap {
    generation: u32,
    live: bool,
    /// The tick has the cell, or a command to attach it is on its way.
    lent: bool,
    target: TapTarget,
    /// The account whose share it takes.
    payer: Owner,
}

/// All taps.
#[derive(Debug)]
pub struct TapTable {
    tag: u16,
    taps: Vec<Tap>,
    free: VecDeque<u32>,
    /// Cells of freed taps that the tick or a reader may still use.
    retiring: VecDeque<u32>,
    /// The taps of each participant, by slot.
    of_slots: IndexLists,
}

impl TapTarget {
    /// The step of the tick that fills it.
    pub(super) fn point(self) -> TapPoint {
        match self {
            TapTarget::Room(_) => TapPoint::Mix,
            TapTarget::BeforeMute(_) => TapPoint::BeforeMute,
            TapTarget::AfterMute(_) => TapPoint::AfterMute,
            TapTarget::Output(_) => TapPoint::Output,
        }
    }

    /// The participant, unless the target is a room.
    pub(crate) fn participant(self) -> Option<ParticipantId> {
        match self {
            TapTarget::Room(_) => None,
            TapTarget::BeforeMute(of) | TapTarget::AfterMute(of) | TapTarget::Output(of) => Some(of),
        }
    }
}

impl TapTable {
    /// No taps.
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

    /// Bytes that the table takes.
    pub fn bytes(tables: &Tables) -> u64 {
        let places = tables.taps * (size_of::<Tap>() + 2 * size_of::<u32>());
        places as u64 + IndexLists::bytes(tables.participants as usize, tables.taps)
    }

    pub fn find(&self, tap: TapId) -> Result<u32> {
        let wrong = |status| Error::handle("tap", status);
        let (index, generation) = tap.decode(self.tag).map_err(wrong)?;
        let found = self.taps.get(index as usize).ok_or_else(|| wrong(Status::InvalidHandle))?;
        if !found.live || found.generation != generation {
            return Err(wrong(Status::StaleHandle));
        }
        Ok(index)
    }

    /// The target of a tap.
    pub fn target(&self, index: u32) -> TapTarget {
        self.taps[index as usize].target
    }

    /// Returns true if the tick has the cell, or will get it.
    pub fn is_lent(&self, index: u32) -> bool {
        self.taps[index as usize].lent
    }

    /// Takes a free cell.
    pub fn take_free(&mut self) -> Option<u32> {
        self.free.pop_front()
    }

    /// Makes a tap in a cell that is about to be sent to the tick. `slot` is that of its participant, if it has
    /// one.
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

    /// Removes one tap from the list of the participant in a slot.
    pub fn pop_of(&mut self, slot: u32) -> Option<u32> {
        self.of_slots.pop(slot as usize)
    }

    /// The tick has returned a cell.
    pub fn given_back(&mut self, index: u32) {
        self.taps[index as usize].lent = false;
    }

    /// Removes a freed tap. Its cell waits until the tick and readers have finished with it.
    pub fn retire(&mut self, index: u32) {
        self.retiring.push_back(index);
        let tap = &mut self.taps[index as usize];
        tap.live = false;
        let Some(slot) = tap.target.participant().map(ParticipantId::index) else { return };
        self.of_slots.remove(slot as usize, index);
    }

    /// Frees the cells that no thread uses any more, and their rings. `freed` gets the accounts.
    pub fn reclaim(&mut self, shared: &Shared, mut freed: impl FnMut(Owner)) {
        for _ in 0..self.retiring.len() {
            let Some(index) = self.retiring.pop_front() else { return };
            let lent = self.taps[index as usize].lent;
            let cell = shared.taps.get(index).filter(|_| !lent);
            if let Some(mut reader) = cell.and_then(|cell| cell.reader.claim()) {
                drop(reader.take());
                // SAFETY: the tick has given the tap back (it is not lent), and its handle is gone: only the control layer,
                // under its lock, has it.
                let mut handle = unsafe { TapHandle::from_index(index) };
                drop(shared.taps.owned(&mut handle).and_then(|side| side.ring.take()));
                self.free.push_back(index);
                freed(self.taps[index as usize].payer);
            } else {
                self.retiring.push_back(index);
            }
        }
    }
}
