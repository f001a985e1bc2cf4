//! Taps: rings from which the host reads the audio of a room or a participant.
//!
//! A cell of the table belongs to the control layer while it is free, and to the tick from its `Attach` command until a
//! report gives it back. The host's reader claims its part. If the control layer wants a cell back, it marks the cell
//! and puts it on a list for the tick: that needs no place in a queue.

use super::counters::Count;
use crate::dsp::CacheLine;
use crate::handle::RoomId;
use crate::rt::frame::Header;
use crate::rt::index::{NONE, RateIndex};
use crate::rt::message::tap_handle::TapHandle;
use crate::rt::sync::atomics::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use crate::rt::sync::claim::Claimable;
use crate::rt::sync::exclusive::Exclusive;
use crate::rt::sync::pending_list::{PendingEntry, PendingList};
use rtrb::{Consumer, Producer};

/// The point in the signal path at which a tap takes its audio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum TapPoint {
    /// Of a room: the sum of all contributions, limited to 16 bits.
    Mix = 0,
    /// Of a participant: its audio after the delay and the suppression of its DTMF, before mute and gain.
    BeforeMute = 1,
    /// Of a participant: what it adds to the mix, after mute, gain and ramps.
    AfterMute = 2,
    /// Of a participant: its output, as it is put into its out-ring.
    Output = 3,
}

/// Flag of [`TapFrame::flags`]: all samples are zero.
pub const TAP_SILENT: u32 = 1;
/// Flag of [`TapFrame::flags`]: the sum of all contributions exceeded 16 bits and was limited.
pub const TAP_OVERLOAD: u32 = crate::rt::frame::FRAME_OVERLOAD;

/// Information about a frame of a tap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TapFrame {
    /// The tick that made it. A step of more than one: ticks were skipped, the participant was in no room, or frames
    /// were dropped because the ring was full.
    pub tick: u64,
    /// The handle of the room.
    pub room: u64,
    /// The number of the participant's join, counted from 1 over the life of its slot; 0 for a room's tap.
    pub join: u64,
    /// `TAP_` flags.
    pub flags: u32,
}

/// A cell of the table: a tap, or free.
#[derive(Debug)]
#[repr(C, align(64))]
pub struct TapCell {
    /// The generation of the tap that has the cell; 0: none that the host may name. Changed by the control layer only.
    pub generation: AtomicU32,
    /// Its sample rate: that of the room, or of the participant's line. Changed by the control layer only.
    rate: AtomicU32,
    /// The tick must give it back. Changed by the control layer only.
    pub detach: AtomicBool,
    /// The entry in the list of cells that the tick must look at.
    pending: PendingEntry,
    /// The owner in whose list it is once it is attached: see [`TapOwner`].
    owner: AtomicU64,
    /// It is in the list of its owner, so the tick has it. Changed by the tick only.
    pub attached: AtomicBool,
    /// The first tick that gave to it; 0: none so far.
    pub began: AtomicU64,
    /// The last tick that may have given to it; 0: it continues.
    pub ended: AtomicU64,
    /// Frames given.
    pub given: Count,
    /// Frames dropped because the ring was full.
    pub dropped: Count,
    /// What the host's reader holds.
    pub reader: Claimable<Option<Consumer<CacheLine>>>,
    tick: Exclusive<TapState>,
}

/// The owner of a tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TapOwner {
    /// The participant in that slot.
    Slot(u32),
    /// The room of that index.
    Room(u32),
}

/// The tick's state of a tap.
#[derive(Debug)]
pub struct TapState {
    /// Frames to the host, each a header line and its samples; a multiple of that, every line initialised.
    pub ring: Option<Producer<CacheLine>>,
    /// The point at which it takes its audio.
    pub point: TapPoint,
    /// The handle of the participant or room: a slot or an index may have passed to another.
    pub target: u64,
    /// Its recording, if that is announced: it gets no audio of participants to which that was not announced yet. 0:
    /// none.
    pub recording: u64,
    /// The next tap of the same owner.
    pub(super) next: u32,
    /// The one before it.
    pub(super) previous: u32,
}

impl TapState {
    /// The state of a free cell.
    pub const NONE: TapState =
        TapState { ring: None, point: TapPoint::Mix, target: 0, recording: 0, next: NONE, previous: NONE };

    /// A new tap that puts the audio at `point` of `target` into `ring`; `recording`: its announced recording, or 0.
    pub fn new(ring: Producer<CacheLine>, point: TapPoint, target: u64, recording: u64) -> TapState {
        TapState { ring: Some(ring), point, target, recording, ..TapState::NONE }
    }
}

impl TapCell {
    /// A free cell.
    pub fn new() -> TapCell {
        TapCell {
            generation: AtomicU32::new(0),
            rate: AtomicU32::new(0),
            detach: AtomicBool::new(false),
            pending: PendingEntry::new(),
            owner: AtomicU64::new(0),
            attached: AtomicBool::new(false),
            began: AtomicU64::new(0),
            ended: AtomicU64::new(0),
            given: Count::default(),
            dropped: Count::default(),
            reader: Claimable::new(None),
            tick: Exclusive::new(TapState::NONE),
        }
    }

    /// Its sample rate.
    pub fn rate(&self) -> RateIndex {
        RateIndex::new(self.rate.load(Ordering::Relaxed) as usize)
    }

    /// Sets the sample rate of a tap that is not named yet. Only for the control layer.
    pub fn set_rate(&self, rate: RateIndex) {
        self.rate.store(rate.at() as u32, Ordering::Relaxed);
    }

    /// The tick's state of it.
    ///
    /// # Safety
    /// The caller borrows the handle of the tap, or the list in which it is linked, as long as the reference is alive.
    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    pub(super) unsafe fn tick_state(&self) -> &mut TapState {
        // SAFETY: a tap has one owner, its handle or its list, which the caller borrows: nobody else reaches its state.
        unsafe { self.tick.get() }
    }

    /// The owner in whose list it is once it is attached.
    pub fn owner(&self) -> TapOwner {
        let owner = self.owner.load(Ordering::Relaxed);
        if owner >> 32 == 0 { TapOwner::Slot(owner as u32) } else { TapOwner::Room(owner as u32) }
    }

    /// Puts a frame into the ring; a full ring drops it. For a silent frame only the header is written.
    #[inline]
    pub fn put(&self, state: &mut TapState, entry_lines: usize, header: Header, frame: &[CacheLine]) {
        let Some(ring) = state.ring.as_mut() else { return };
        let Ok(mut chunk) = ring.write_chunk_uninit(entry_lines) else {
            self.dropped.add(1);
            return;
        };
        // The ring is a multiple of the entry, so the entry lies in the first slice.
        let mut lines = chunk.as_mut_slices().0.iter_mut();
        for (place, line) in lines.by_ref().zip(core::iter::once(&header.to_line()).chain(frame)) {
            place.write(*line);
        }
        // SAFETY: every line of the ring was initialised when it was made; those that were not written now hold what
        // they held.
        unsafe { chunk.commit_all() };
        self.given.add(1);
    }
}

/// All taps of an engine.
#[derive(Debug)]
pub struct Taps {
    cells: Box<[TapCell]>,
    /// The cells that the tick must look at.
    pending: PendingList,
}

impl Taps {
    /// A table of those cells.
    pub fn new(cells: Box<[TapCell]>) -> Taps {
        Taps { cells, pending: PendingList::new() }
    }

    /// The cell of that index.
    #[inline(always)]
    pub fn get(&self, index: u32) -> Option<&TapCell> {
        self.cells.get(index as usize)
    }

    /// Asks the tick to look at a cell, also if the queue is full or the clock stopped. Only for the control layer,
    /// under its lock, after it has marked the cell.
    pub fn ask(&self, index: u32) {
        if let Some(cell) = self.get(index) {
            self.pending.add(index, &cell.pending);
        }
    }

    /// The head of the list of cells that were asked about since the last call.
    #[inline(always)]
    pub fn take_pending(&self) -> u32 {
        self.pending.take()
    }

    /// Takes the cell at the head of a list from [`take_pending`](Self::take_pending).
    pub fn next_pending(&self, head: &mut u32) -> Option<(u32, &TapCell)> {
        let index = *head;
        let cell = self.get(index)?;
        *head = PendingList::next(&cell.pending);
        Some((index, cell))
    }

    /// Makes a tap in a free cell.
    pub fn fill(&self, handle: &mut TapHandle, owner: TapOwner, state: TapState) {
        let Some(cell) = self.get(handle.index()) else { return };
        let owner = match owner {
            TapOwner::Slot(index) => u64::from(index),
            TapOwner::Room(index) => 1 << 32 | u64::from(index),
        };
        cell.owner.store(owner, Ordering::Relaxed);
        // SAFETY: the handle owns the tap, and is borrowed exclusively.
        *unsafe { cell.tick_state() } = state;
    }

    /// The state of the tap that a handle owns.
    pub fn owned<'a>(&'a self, handle: &'a mut TapHandle) -> Option<&'a mut TapState> {
        // SAFETY: the handle owns the tap, and stays borrowed exclusively.
        self.get(handle.index()).map(|cell| unsafe { cell.tick_state() })
    }

    /// The memory, for locking it.
    pub fn region(&self) -> (*const u8, usize) {
        (self.cells.as_ptr().cast(), size_of_val(&*self.cells))
    }
}

/// The header of a tap's frame.
#[inline(always)]
pub fn tap_header(tick: u64, join: u64, room: RoomId, flags: u32) -> Header {
    Header { tick, join, mix_id: room.0, flags, in_fill: 0 }
}
