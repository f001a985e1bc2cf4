//! All memory of an engine that ticks, writes and reads touch; made once, never resized.

use super::members::{List, Pool};
use super::parting_frames::PartingFrames;
use super::play::Plays;
use super::room::Room;
use super::room_playback::RoomSounds;
use super::session_limits::SessionLimits;
use super::slot::{Slot, is_current};
use super::stats::StatCells;
use super::tap::Taps;
use super::worker::Worker;
use crate::dsp::Kernels;
use crate::error::Status;
use crate::handle::ParticipantId;
use crate::rt::fixed_vec::Fixed;
use crate::rt::frame::Geometry;
use crate::rt::message::event_shares::EventShares;
use crate::rt::message::reported::Told;
use crate::rt::message::settings::Settings;
use crate::rt::sync::atomics::{AtomicBool, AtomicU64, Exclusive, Ordering};
use crate::rt::sync::claim::Side;
use crate::rt::sync::job_counter::JobCounter;
use crate::rt::sync::pending_list::PendingList;
use crate::rt::tick::ticker::Ticker;
use std::sync::OnceLock;

/// The most threads that share a tick.
pub const MAX_WORKERS: usize = 64;

/// Counts the forks that lie between the process that loaded the library and this one.
pub static FORKS: core::sync::atomic::AtomicU64 = core::sync::atomic::AtomicU64::new(0);

/// What the threads of an engine share.
pub struct Shared {
    /// Sizes.
    pub geometry: Geometry,
    /// The arithmetic of the chosen SIMD level.
    pub kernels: &'static Kernels,
    /// The engine's tag in handles.
    pub tag: u16,
    /// `FORKS` when the engine was made.
    pub forks: u64,
    /// Every participant's place.
    pub slots: Box<[Slot]>,
    /// The slots whose settings have changed.
    pub changed: PendingList,
    /// What plays, and what may.
    pub plays: Plays,
    /// By room: how many entries (joins and moves) it had seen when it last became empty. The control floor gives
    /// a room's index to another room only when this equals the entries that it has sent.
    pub emptied: Box<[AtomicU64]>,
    /// What the host has been told.
    pub told: Told,
    /// Whose events are whose.
    pub owners: EventShares,
    /// The number of the last tick that was finished.
    pub now: AtomicU64,
    /// A tick has failed: everything has ended.
    pub stopped: AtomicBool,
    /// How workers share the rooms of a tick.
    pub crew: JobCounter,
    /// Every tap's place.
    pub taps: Taps,
    /// What ticks count.
    pub stats: StatCells,
    /// What the ticking thread owns.
    pub ticker: Side<Ticker>,
    /// Memory of each worker, the ticking thread's first; made when workers are started, kept until the end.
    pub workers: Box<[OnceLock<WorkerCell>]>,
    floor: Exclusive<Floor>,
}

/// What ticks know of rooms.
#[derive(Debug)]
pub struct Floor {
    /// The tick in progress.
    pub tick: u64,
    /// The tick before it: further back than by one if ticks were skipped.
    pub before: u64,
    /// The sessions whose time runs.
    pub lifetimes: SessionLimits,
    /// Every room.
    pub rooms: Box<[RoomCell]>,
    /// Participants in rooms.
    pub participants: u64,
    /// The rooms that have participants, in ascending order.
    pub active: Fixed<u32>,
    /// The chunks of member lists.
    pub pool: Pool,
    /// The last frames of those who went elsewhere in this tick.
    pub partings: PartingFrames,
    /// By room: what plays to it.
    pub sounds: Box<[RoomSounds]>,
    /// The slots to which something plays in no room, in ascending order.
    pub booths: Fixed<u32>,
    /// The last batch of plays that may begin.
    pub released: u64,
}

/// A room that one worker at a time may change.
#[derive(Debug)]
pub struct RoomCell(Exclusive<Room>);

/// The memory of one worker.
#[derive(Debug)]
pub struct WorkerCell(Exclusive<Worker>);

// SAFETY: a room is reached by the ticking thread outside the fork and, within, by the worker that claimed it.
unsafe impl Sync for RoomCell {}
// SAFETY: a worker's memory is reached by its own thread while it has claimed a room, and by the ticking thread
// outside the fork; the crew's counters order the two.
unsafe impl Sync for WorkerCell {}
// SAFETY: as above; the pointers inside are to memory of the same engine, set anew in each use.
unsafe impl Send for WorkerCell {}
// SAFETY: `floor` is changed by the holder of `ticker` outside the fork only; all else is Sync by itself.
unsafe impl Sync for Shared {}
// SAFETY: nothing in it is bound to a thread.
unsafe impl Send for Shared {}

impl RoomCell {
    /// A room without participants.
    pub fn new() -> RoomCell {
        RoomCell(Exclusive::new(Room::EMPTY))
    }

    /// The room, to change.
    ///
    /// # Safety
    /// Only for the ticking thread outside the fork; no other reference to the room may be alive. Within the fork
    /// other workers read [`members`](RoomCell::members), so even who has claimed the room must not have all of it.
    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    pub unsafe fn get(&self) -> &mut Room {
        // SAFETY: by the contract above nobody else has a reference.
        unsafe { &mut *self.0.change() }
    }

    /// The room, to read.
    ///
    /// # Safety
    /// Only for the worker that has claimed the room; it must not [`thin`](RoomCell::thin) it meanwhile.
    #[inline(always)]
    pub unsafe fn look(&self) -> &Room {
        // SAFETY: by the contract above nobody changes it meanwhile.
        unsafe { &*self.0.look() }
    }

    /// Notes that someone has left.
    ///
    /// # Safety
    /// Only for the worker that has claimed the room; no reference to the room may be alive.
    #[inline(always)]
    pub unsafe fn thin(&self) {
        // SAFETY: the field is written by itself: other workers read another one at most.
        unsafe { (&raw mut (*self.0.change()).thinned).write(true) }
    }

    /// The list of who is in it.
    ///
    /// # Safety
    /// Only within the fork, where lists do not change, or for the ticking thread.
    #[inline(always)]
    pub unsafe fn members(&self) -> List {
        // SAFETY: the field is read by itself: no reference to the room is made, of which the worker that has claimed
        // it may write another field, and by the contract above nobody writes this one meanwhile.
        unsafe { (&raw const (*self.0.look()).members).read() }
    }
}

impl WorkerCell {
    /// Memory for a worker.
    pub fn new(worker: Worker) -> WorkerCell {
        WorkerCell(Exclusive::new(worker))
    }

    /// The worker's memory.
    ///
    /// # Safety
    /// Only for the worker's own thread while it holds a claimed room, or the ticking thread outside the fork; no
    /// other reference from this call may be alive.
    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    pub unsafe fn get(&self) -> &mut Worker {
        // SAFETY: by the contract above nobody else has a reference.
        unsafe { &mut *self.0.change() }
    }
}

/// What [`Shared::new`] is made of.
pub struct Parts {
    /// Sizes.
    pub geometry: Geometry,
    /// The arithmetic.
    pub kernels: &'static Kernels,
    /// The engine's tag.
    pub tag: u16,
    /// Every participant's place, free.
    pub slots: Box<[Slot]>,
    /// Nodes that are free.
    pub plays: Plays,
    /// Every tap's place, free.
    pub taps: Taps,
    /// One zero a room.
    pub emptied: Box<[AtomicU64]>,
    /// Nothing told yet.
    pub told: Told,
    /// Nobody has a share of the events.
    pub owners: EventShares,
    /// The ticking thread's own.
    pub ticker: Ticker,
    /// A place for each worker's memory, of which the first is filled.
    pub workers: Box<[OnceLock<WorkerCell>]>,
    /// Rooms that nobody has entered.
    pub floor: Floor,
}

impl Floor {
    /// The floor before the first tick: the sessions' times, every room, memory for as many active ones as there can be,
    /// the pools; what plays to each room, and memory for as many booths as there can be.
    pub fn new(
        lifetimes: SessionLimits,
        rooms: Box<[RoomCell]>,
        active: Fixed<u32>,
        pool: Pool,
        partings: PartingFrames,
        sounds: Box<[RoomSounds]>,
        booths: Fixed<u32>,
    ) -> Floor {
        Floor {
            tick: 0,
            before: 0,
            lifetimes,
            rooms,
            participants: 0,
            active,
            pool,
            partings,
            sounds,
            booths,
            released: 0,
        }
    }
}

impl Shared {
    /// An engine's memory, before the first tick.
    pub fn new(parts: Parts) -> Shared {
        Shared {
            geometry: parts.geometry,
            kernels: parts.kernels,
            tag: parts.tag,
            forks: FORKS.load(Ordering::Relaxed),
            slots: parts.slots,
            changed: PendingList::new(),
            plays: parts.plays,
            emptied: parts.emptied,
            told: parts.told,
            owners: parts.owners,
            now: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
            crew: JobCounter::new(),
            taps: parts.taps,
            stats: StatCells::default(),
            ticker: Side::new(parts.ticker),
            workers: parts.workers,
            floor: Exclusive::new(parts.floor),
        }
    }

    /// Shows all memory that ticks touch, for locking it. Only before the first tick.
    pub fn visit_regions(&mut self, visit: &mut dyn FnMut((*const u8, usize))) {
        let floor = self.floor.get_mut();
        visit((self.slots.as_ptr().cast(), size_of_val(&*self.slots)));
        visit((self.emptied.as_ptr().cast(), size_of_val(&*self.emptied)));
        visit((floor.rooms.as_ptr().cast(), size_of_val(&*floor.rooms)));
        visit(floor.lifetimes.region());
        visit((floor.sounds.as_ptr().cast(), size_of_val(&*floor.sounds)));
        visit(self.plays.region());
        visit(floor.booths.region());
        visit(self.taps.region());
        visit(floor.active.region());
        visit(floor.pool.region());
        visit(floor.partings.region());
        self.told.regions().into_iter().for_each(&mut *visit);
        self.owners.regions().into_iter().for_each(&mut *visit);
        self.slots.iter_mut().flat_map(Slot::regions).for_each(&mut *visit);
        if let Some(ticker) = self.ticker.claim() {
            ticker.events.regions().into_iter().for_each(&mut *visit);
        }
        for worker in self.workers.iter().filter_map(|cell| cell.get()) {
            // SAFETY: we have the only reference to the engine's memory: nobody ticks.
            unsafe { worker.get() }.regions().into_iter().for_each(&mut *visit);
        }
    }

    /// What ticks know of rooms, to read.
    ///
    /// # Safety
    /// Only for a worker that has claimed a room, or the holder of `ticker` with no `floor_mut` alive.
    #[inline(always)]
    pub unsafe fn floor(&self) -> &Floor {
        // SAFETY: by the contract above nobody changes it meanwhile.
        unsafe { &*self.floor.look() }
    }

    /// What ticks know of rooms, to change.
    ///
    /// # Safety
    /// Only for the holder of `ticker`, outside the fork; no other reference to the floor may be alive.
    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    pub unsafe fn floor_mut(&self) -> &mut Floor {
        // SAFETY: by the contract above nobody else has a reference.
        unsafe { &mut *self.floor.change() }
    }

    /// Sets what the participant in a slot is from the next tick on, if its current join runs. Only for the control floor,
    /// under its lock.
    pub fn change(&self, slot: u32, settings: Settings) {
        if let Some(place) = self.slots.get(slot as usize) {
            place.settings.write(settings);
            self.changed.ask(slot, &place.settings.ask);
        }
    }

    /// Whether calls may go on: not in a fork's child, not after a failed tick.
    #[inline(always)]
    pub fn check_alive(&self) -> Result<(), Status> {
        if FORKS.load(Ordering::Relaxed) != self.forks {
            return Err(Status::Forked);
        }
        if self.stopped.load(Ordering::Acquire) {
            return Err(Status::EngineStopped);
        }
        Ok(())
    }

    /// The slot that a handle names, and the generation that it must have; whether it still has it is for
    /// [`Shared::still`] to say, after a side has been claimed.
    #[inline(always)]
    pub fn slot(&self, participant: ParticipantId) -> Result<(&Slot, u32), Status> {
        let (index, generation) = participant.decode(self.tag)?;
        let slot = self.slots.get(index as usize).ok_or(Status::InvalidHandle)?;
        if !is_current(slot, generation) {
            return Err(Status::StaleHandle);
        }
        Ok((slot, generation))
    }

    /// Whether `slot` still belongs to `generation`: asked again under a claim, since only then it cannot change
    /// hands.
    #[inline(always)]
    pub fn still(slot: &Slot, generation: u32) -> Result<(), Status> {
        if is_current(slot, generation) { Ok(()) } else { Err(Status::StaleHandle) }
    }
}

impl core::fmt::Debug for Shared {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Shared")
            .field("geometry", &self.geometry)
            .field("tag", &self.tag)
            .finish_non_exhaustive()
    }
}
