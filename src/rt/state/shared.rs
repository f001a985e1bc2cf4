//! All memory of an engine that ticks, writes and reads touch; made once, never resized.

use super::edge::EdgeFilters;
use super::play_queue::Plays;
use super::slot::{Slot, is_current};
use super::stats::StatCells;
use super::tap::Taps;
use super::tick_state::TickState;
use super::ticker::Ticker;
use super::worker::WorkerCell;
use crate::dsp::Kernels;
use crate::error::Status;
use crate::handle::ParticipantId;
use crate::rt::frame::{AudioFormat, TickClock};
use crate::rt::index::RateIndex;
use crate::rt::message::event_shares::EventShares;
use crate::rt::message::reported::Reported;
use crate::rt::message::settings::Settings;
use crate::rt::rates::Rates;
use crate::rt::sync::atomics::{AtomicBool, AtomicU64, Ordering};
use crate::rt::sync::claim::Claimable;
use crate::rt::sync::exclusive::Exclusive;
use crate::rt::sync::job_counter::JobCounter;
use crate::rt::sync::pending_list::PendingList;
use std::sync::OnceLock;

/// The most threads that share a tick.
pub const MAX_WORKERS: usize = 64;

/// Counts the forks that lie between the process that loaded the library and this one.
pub static FORKS: core::sync::atomic::AtomicU64 = core::sync::atomic::AtomicU64::new(0);

/// What the threads of an engine share.
pub struct Shared {
    /// The length of a tick.
    pub clock: TickClock,
    /// The sample rates of lines, rooms and taps.
    pub rates: Rates,
    /// The filters between the rates of lines and those at which hosts write and read.
    pub edge_filters: EdgeFilters,
    /// The arithmetic of the chosen SIMD level.
    pub kernels: &'static Kernels,
    /// The engine's tag in handles.
    pub tag: u16,
    /// `FORKS` when the engine was made.
    pub forks: u64,
    /// The slots of participants.
    pub slots: Box<[Slot]>,
    /// The slots whose settings have changed.
    pub changed: PendingList,
    /// The table of plays.
    pub plays: Plays,
    /// By room: how many entries (joins and moves) it had seen when it last became empty. The control layer gives
    /// a room's index to another room only when this equals the entries that it has sent.
    pub emptied: Box<[AtomicU64]>,
    /// What events have reported to the host.
    pub reported: Reported,
    /// The shares of events.
    pub event_shares: EventShares,
    /// The number of the last tick that was finished.
    pub now: AtomicU64,
    /// A tick has failed: the engine has stopped.
    pub stopped: AtomicBool,
    /// How workers share the rooms of a tick.
    pub job_counter: JobCounter,
    /// The table of taps.
    pub taps: Taps,
    /// What ticks count.
    pub stats: StatCells,
    /// What the ticking thread owns.
    pub ticker: Claimable<Ticker>,
    /// Memory of each worker, the ticking thread's first; made when workers are started, kept until the end.
    pub workers: Box<[OnceLock<WorkerCell>]>,
    tick_state: Exclusive<TickState>,
}

/// What [`Shared::new`] is made of.
pub struct Parts {
    /// The length of a tick.
    pub clock: TickClock,
    /// The sample rates of lines, rooms and taps.
    pub rates: Rates,
    /// The filters between the rates of lines and those at which hosts write and read.
    pub edge_filters: EdgeFilters,
    /// The arithmetic.
    pub kernels: &'static Kernels,
    /// The engine's tag.
    pub tag: u16,
    /// The slots of participants, all free.
    pub slots: Box<[Slot]>,
    /// Plays that are free.
    pub plays: Plays,
    /// The table of taps, all free.
    pub taps: Taps,
    /// One zero per room.
    pub emptied: Box<[AtomicU64]>,
    /// Nothing reported yet.
    pub reported: Reported,
    /// The shares of events, all unused.
    pub event_shares: EventShares,
    /// The ticking thread's state.
    pub ticker: Ticker,
    /// A place for each worker's memory, of which the first is filled.
    pub workers: Box<[OnceLock<WorkerCell>]>,
    /// Rooms that nobody has entered.
    pub tick_state: TickState,
}

impl Shared {
    /// An engine's memory, before the first tick.
    pub fn new(parts: Parts) -> Shared {
        Shared {
            clock: parts.clock,
            rates: parts.rates,
            edge_filters: parts.edge_filters,
            kernels: parts.kernels,
            tag: parts.tag,
            forks: FORKS.load(Ordering::Relaxed),
            slots: parts.slots,
            changed: PendingList::new(),
            plays: parts.plays,
            emptied: parts.emptied,
            reported: parts.reported,
            event_shares: parts.event_shares,
            now: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
            job_counter: JobCounter::new(),
            taps: parts.taps,
            stats: StatCells::default(),
            ticker: Claimable::new(parts.ticker),
            workers: parts.workers,
            tick_state: Exclusive::new(parts.tick_state),
        }
    }

    /// Shows all memory that ticks touch, for locking it. Only before the first tick.
    pub fn visit_regions(&mut self, visit: &mut dyn FnMut((*const u8, usize))) {
        self.tick_state.get_mut().visit_regions(visit);
        visit((self.slots.as_ptr().cast(), size_of_val(&*self.slots)));
        visit((self.emptied.as_ptr().cast(), size_of_val(&*self.emptied)));
        visit(self.plays.region());
        visit(self.taps.region());
        self.rates.regions().for_each(&mut *visit);
        visit(self.edge_filters.region());
        self.reported.regions().into_iter().for_each(&mut *visit);
        self.event_shares.regions().into_iter().for_each(&mut *visit);
        self.slots.iter_mut().flat_map(Slot::regions).for_each(&mut *visit);
        if let Some(ticker) = self.ticker.claim() {
            ticker.events.regions().into_iter().for_each(&mut *visit);
        }
        for worker in self.workers.iter_mut().filter_map(OnceLock::get_mut) {
            worker.memory_mut().visit_regions(visit);
        }
    }

    /// The format of the engine's own rate.
    pub fn own_format(&self) -> &AudioFormat {
        self.rates.format(RateIndex::OWN)
    }

    /// The format of a line.
    #[inline(always)]
    pub fn format_of(&self, slot: &Slot) -> &AudioFormat {
        self.rates.format(slot.rate)
    }

    /// The state of rooms and sessions. The ticking thread changes it outside the fork; within, workers that have a job
    /// read it.
    pub(super) fn tick_state(&self) -> &Exclusive<TickState> {
        &self.tick_state
    }

    /// Changes the settings of the participant in a slot from the next tick on, if its current join runs. Only for the
    /// control layer, under its lock.
    pub fn change(&self, slot: u32, settings: Settings) {
        if let Some(place) = self.slots.get(slot as usize) {
            place.settings.write(settings);
            self.changed.add(slot, &place.settings.pending);
        }
    }

    /// Checks that the process is not a fork's child, and that no tick has failed.
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

    /// The slot that a handle names, and the generation that it must have. Call [`Shared::check_generation`] after
    /// claiming a part of the slot.
    #[inline(always)]
    pub fn slot(&self, participant: ParticipantId) -> Result<(&Slot, u32), Status> {
        let (index, generation) = participant.decode(self.tag)?;
        let slot = self.slots.get(index as usize).ok_or(Status::InvalidHandle)?;
        if !is_current(slot, generation) {
            return Err(Status::StaleHandle);
        }
        Ok((slot, generation))
    }

    /// Checks that `slot` still belongs to `generation`. Called again under a claim, since only then the slot cannot
    /// pass to another participant.
    #[inline(always)]
    pub fn check_generation(slot: &Slot, generation: u32) -> Result<(), Status> {
        if is_current(slot, generation) { Ok(()) } else { Err(Status::StaleHandle) }
    }
}

impl core::fmt::Debug for Shared {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Shared")
            .field("clock", &self.clock)
            .field("rates", &self.rates)
            .field("tag", &self.tag)
            .finish_non_exhaustive()
    }
}
