//! Taps: rings from which the host reads what a tick has made of a room or of a participant.
//!
//! A cell of the table belongs to the control floor while it is free, and from its `Attach` command on to the tick, until
//! that reports it back. The host's reader claims its side. What the control floor wants of a cell that the tick has, it
//! notes there and asks the tick to look: that needs no place in a queue.

use super::counters::Count;
use crate::dsp::CacheLine;
use crate::handle::RoomId;
use crate::rt::frame::Header;
use crate::rt::index::NONE;
use crate::rt::message::tap_handle::TapHandle;
use crate::rt::sync::atomics::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use crate::rt::sync::claim::Claimable;
use crate::rt::sync::exclusive::Exclusive;
use crate::rt::sync::pending_list::{PendingEntry, PendingList};
use rtrb::{Consumer, Producer};

/// Where a tap takes what it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum TapPoint {
    /// Of a room: the sum of all who are heard in it, limited to 16 bits.
    Mix = 0,
    /// Of a participant: its audio after the delay and the suppression of its keys, before mute and gain.
    BeforeMute = 1,
    /// Of a participant: what it adds to the mix, after mute, gain and ramps.
    AfterMute = 2,
    /// Of a participant: what it hears, as it is put into its out-ring.
    Output = 3,
}

/// Flag of [`TapFrame::flags`]: all samples are zero.
pub const TAP_SILENT: u32 = 1;
/// Flag of [`TapFrame::flags`]: the sum of all who spoke was beyond 16 bits and was limited.
pub const TAP_OVERLOAD: u32 = crate::rt::frame::FRAME_OVERLOAD;

/// What a tap tells of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TapFrame {
    /// The tick that made it. A step of more than one: ticks were skipped, the participant was in no room, or frames
    /// were dropped because nobody had read.
    pub tick: u64,
    /// The room in which that was.
    pub room: u64,
    /// The number of the participant's join, counted from 1 over the life of its slot; 0 of a room's tap.
    pub join: u64,
    /// `TAP_` flags.
    pub flags: u32,
}

/// One tap, or a place for one.
#[derive(Debug)]
#[repr(C, align(64))]
pub struct TapCell {
    /// The generation of the tap that has the cell; 0: none that the host may name. Changed by the control floor only.
    pub generation: AtomicU32,
    /// The tick is to give it back. Changed by the control floor only.
    pub detach: AtomicBool,
    /// The tick is to look.
    pending: PendingEntry,
    /// Whose list it is in once it is attached: see [`TapOwner`].
    owner: AtomicU64,
    /// It is in the list of its owner, and so the tick's. Changed by the tick only.
    pub attached: AtomicBool,
    /// The first tick that gave to it; 0: none so far.
    pub began: AtomicU64,
    /// The last tick that may have given to it; 0: it goes on.
    pub ended: AtomicU64,
    /// Frames given.
    pub given: Count,
    /// Frames dropped because the ring was full.
    pub dropped: Count,
    /// What the host's reader holds.
    pub reader: Claimable<Option<Consumer<CacheLine>>>,
    tick: Exclusive<TapState>,
}

/// Whose a tap is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TapOwner {
    /// The participant's in that slot.
    Slot(u32),
    /// The room's of that index.
    Room(u32),
}

/// What the tick has of a tap.
#[derive(Debug)]
pub struct TapState {
    /// Frames to the host, each a header line and its samples; a multiple of that, every line initialised.
    pub ring: Option<Producer<CacheLine>>,
    /// What it takes.
    pub point: TapPoint,
    /// The handle of the participant or room: a slot or an index may have passed to another.
    pub target: u64,
    /// The recording for which it is, if that is announced: it gets nothing of those who have not heard so. 0: none.
    pub recording: u64,
    /// The next tap of the same owner.
    pub(super) next: u32,
    /// The one before it.
    pub(super) previous: u32,
}

impl TapState {
    /// Of no tap.
    pub const NONE: TapState =
        TapState { ring: None, point: TapPoint::Mix, target: 0, recording: 0, next: NONE, previous: NONE };

    /// Of a new tap that gives what lies at `point` of `target` to `ring`; `notice`: the recording for which it is.
    pub fn new(ring: Producer<CacheLine>, point: TapPoint, target: u64, recording: u64) -> TapState {
        TapState { ring: Some(ring), point, target, recording, ..TapState::NONE }
    }
}

impl TapCell {
    /// A place that no tap has.
    pub fn new() -> TapCell {
        TapCell {
            generation: AtomicU32::new(0),
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

    /// What the tick has of it.
    ///
    /// # Safety
    /// The caller borrows the handle of the tap, or the list in which it is linked, as long as the reference is alive.
    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    pub(super) unsafe fn tick_state(&self) -> &mut TapState {
        // SAFETY: a tap has one owner, which the caller borrows.
        unsafe { self.tick.get() }
    }

    /// Whose list it is in once it is attached.
    pub fn owner(&self) -> TapOwner {
        let owner = self.owner.load(Ordering::Relaxed);
        if owner >> 32 == 0 { TapOwner::Slot(owner as u32) } else { TapOwner::Room(owner as u32) }
    }

    /// Puts a frame into the ring; a full ring drops it. Of a frame that is silent only the header is written.
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
    /// The cells at which the tick is to look.
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

    /// Asks the tick to look at a cell. Works with a full queue and a stopped clock. Only for the control floor, under
    /// its lock; what it is to find there is written before.
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

    /// The cell at the head of a list that was taken, to be looked at now; the head is then the next.
    pub fn next_pending(&self, head: &mut u32) -> Option<(u32, &TapCell)> {
        let index = *head;
        let cell = self.get(index)?;
        *head = PendingList::next(&cell.pending);
        Some((index, cell))
    }

    /// Makes a tap in a free cell: its owner, and what the tick has of it.
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

    /// What a handle owns.
    pub fn owned<'a>(&'a self, handle: &'a mut TapHandle) -> Option<&'a mut TapState> {
        // SAFETY: the handle owns the tap, and stays borrowed exclusively.
        self.get(handle.index()).map(|cell| unsafe { cell.tick_state() })
    }

    /// The memory, for locking it.
    pub fn region(&self) -> (*const u8, usize) {
        (self.cells.as_ptr().cast(), size_of_val(&*self.cells))
    }
}

/// What goes before a frame of a tap.
#[inline(always)]
pub fn tap_header(tick: u64, join: u64, room: RoomId, flags: u32) -> Header {
    Header { tick, join, mix_id: room.0, flags, in_fill: 0 }
}
