//! All memory that ticks, writes and reads touch. It is counted, allocated and faulted in here, before the first
//! tick.
//!
//! The real-time layer allocates nothing: its constructors take the memory that this file makes.

use super::line_memory::LineMemory;
use crate::control::accounts::counted::Tables;
use crate::control::config::EngineConfig;
use crate::control::os::fallible::{collected, list};
use crate::control::os::prefault::{each, filled, ring, ring_bytes, write_once};
use crate::dsp::line::resample::Filter;
use crate::dsp::{CacheLine, Kernels};
use crate::error::Result;
use crate::rt::conversion::{CommonConversion, CommonFrame, ConversionSpace};
use crate::rt::fixed_vec::FixedVec;
use crate::rt::frame::{AudioFormat, TickClock};
use crate::rt::message::command::{COMMANDS_PER_TICK, Command};
use crate::rt::message::event_queue::{EventQueue, LAST_WORDS, Loss, Queued};
use crate::rt::message::event_shares::{EventShares, ShareCell};
use crate::rt::message::report::{Report, Reporter};
use crate::rt::message::reported::{Reported, ReportedCell, ReportedRoom};
use crate::rt::message::staging::{Staged, Staging, Tally};
use crate::rt::rates::RateSet;
use crate::rt::state::bus::Bus;
use crate::rt::state::edge::{EdgeFilters, ReadEdge, WriteEdge};
use crate::rt::state::member::Member;
use crate::rt::state::members::{MemberChunk, MemberPool};
use crate::rt::state::parting_frames::PartingFrames;
use crate::rt::state::play_node::Node;
use crate::rt::state::play_queue::{Plays, free_node};
use crate::rt::state::room::{Room, RoomWork};
use crate::rt::state::session_limits::{SessionEnd, SessionLimits, WARNING_MS};
use crate::rt::state::shared::{MAX_WORKERS, Parts, Shared};
use crate::rt::state::tap::{TapCell, Taps};
use crate::rt::state::tick_state::{TickParts, TickState};
use crate::rt::state::ticker::{Ticker, TickerParts};
use crate::rt::state::worker::{Worker, WorkerCell};
use crate::rt::sync::atomics::AtomicU64;
use crate::rt::sync::exclusive::Exclusive;
use rtrb::{Consumer, Producer};
use std::sync::OnceLock;
/// How many objects of each kind an engine has room for.
#[derive(Clone, Copy, Debug)]
pub struct Arena {
    clock: TickClock,
    /// The lines, and the rates that they have.
    lines: LineMemory,
    slots: usize,
    rooms: usize,
    active: usize,
    chunks: usize,
    members: usize,
    contributors: usize,
    commands: usize,
    /// Events of one account that may wait to be polled; then those of all accounts, and the number of shares.
    account_events: u32,
    events: usize,
    event_shares: usize,
    /// The time limit of a session, ticks; 0: none.
    session_ticks: u64,
    plays: usize,
    taps: usize,
}

/// The memory of one engine.
#[derive(Debug)]
pub struct Made {
    /// Shared by the engine's threads.
    pub shared: Shared,
    /// The control layer's end of the command ring.
    pub commands: Producer<Command>,
    /// The host's end of the event ring.
    pub events: Consumer<Queued>,
    /// The control layer's end of the report ring.
    pub reports: Consumer<Report>,
    /// The control layer's end of the ring of session starts.
    pub starts: Producer<u32>,
}

impl Arena {
    /// The sizes of an engine of that configuration.
    pub fn new(config: &EngineConfig) -> Arena {
        let tables = Tables::of(config);
        let Tables { participants, rooms, .. } = tables;
        let clock = TickClock { frame_len: config.frame_len };
        Arena {
            clock,
            lines: LineMemory::new(clock, config, &tables),
            slots: participants as usize,
            rooms: rooms as usize,
            active: rooms as usize,
            chunks: MemberPool::chunks_for(participants, rooms),
            members: Worker::max_members(participants),
            contributors: Worker::max_contributors(participants),
            commands: tables.commands,
            account_events: config.event_queue,
            events: tables.events,
            event_shares: tables.event_shares,
            session_ticks: config.session_ticks(),
            plays: tables.plays,
            taps: tables.taps,
        }
    }

    /// Bytes that [`Arena::make`] allocates. Each further worker takes [`Arena::worker_bytes`] more.
    pub fn bytes(&self) -> u64 {
        let room = size_of::<Room>()
            + size_of::<Exclusive<RoomWork>>()
            + self.lines.conversions_of_room() * size_of::<CommonConversion>()
            + 2 * size_of::<ReportedRoom>()
            + 2 * size_of::<AtomicU64>();
        let state = self.active * size_of::<u32>()
            + self.chunks * size_of::<MemberChunk>()
            + self.plays * size_of::<Exclusive<Node>>()
            + self.private_playbacks() * size_of::<u32>()
            + COMMANDS_PER_TICK * self.lines.frame_lines() * size_of::<CacheLine>()
            + MAX_WORKERS * size_of::<OnceLock<WorkerCell>>();
        let queues = ring_bytes::<Command>(self.commands)
            + ring_bytes::<Queued>(self.events + LAST_WORDS)
            + ring_bytes::<Report>(self.reports())
            + ring_bytes::<u32>(self.slots);
        let shares = size_of::<ShareCell>() + size_of::<Loss>() + size_of::<u32>();
        let ticker = self.event_shares * shares + self.staging_bytes();
        let taps = self.taps * size_of::<TapCell>();
        let edges = EdgeFilters::COUNT * size_of::<OnceLock<Filter>>();
        (self.lines.bytes() + edges + self.rooms * room + taps + state + queues + ticker) as u64
            + self.worker_bytes()
    }

    /// Bytes that [`Arena::worker`] allocates.
    pub fn worker_bytes(&self) -> u64 {
        let frame = self.lines.frame_lines() * size_of::<CacheLine>();
        let contributors = self.contributors * (frame + size_of::<*mut CacheLine>());
        let conversion = match self.lines.conversions_of_room() {
            0 => 0,
            rates => (self.members + 1 + rates) * frame + rates * size_of::<CommonFrame>(),
        };
        (contributors + conversion + self.members * size_of::<Member>() + 2 * frame + self.staging_bytes())
            as u64
    }

    /// Bytes of all workers beyond the first, if the engine has the most that it may have.
    pub fn more_workers_bytes(&self) -> u64 {
        (MAX_WORKERS - 1) as u64 * self.worker_bytes()
    }

    /// Bytes of the conversions of hosts that write and read at other rates than those of their lines, at most.
    pub fn edge_bytes(&self) -> u64 {
        let slots = self.slots * (size_of::<WriteEdge>() + size_of::<ReadEdge>());
        (slots + self.lines.edge_filter_bytes()) as u64
    }

    /// Bytes of a tap's ring of `buffer_ms` milliseconds, at the highest rate.
    pub fn tap_ring_bytes(&self, buffer_ms: u32) -> u64 {
        let frames = buffer_ms.div_ceil(self.clock.frame_len.ms()) as usize;
        ring_bytes::<CacheLine>(frames * (self.lines.frame_lines() + 1)) as u64
    }

    fn staging_bytes(&self) -> usize {
        self.events * size_of::<Staged>() + self.event_shares * (size_of::<Tally>() + size_of::<u32>())
    }

    /// Reports that may wait: one per slot, one per play node and one per tap.
    fn reports(&self) -> usize {
        self.slots + self.plays + self.taps
    }

    /// Participants in no room that may have a private playback at the same time.
    fn private_playbacks(&self) -> usize {
        self.slots.min(self.plays)
    }

    /// Allocates everything. `OutOfMemory` if the system refuses any of it; then nothing stays allocated.
    pub fn make(&self, kernels: &'static Kernels, tag: u16) -> Result<Made> {
        let (commands, commands_out) = ring(self.commands)?;
        let (events_in, events) = ring(self.events + LAST_WORDS)?;
        let (starts, starts_out) = ring(self.slots)?;
        let (reports_in, reports) = ring(self.reports())?;
        let mut workers: Vec<OnceLock<WorkerCell>> = list(MAX_WORKERS)?;
        workers.push(OnceLock::from(WorkerCell::new(self.worker()?)));
        workers.resize_with(MAX_WORKERS, OnceLock::new);
        let shared = Shared::new(Parts {
            clock: self.clock,
            rates: self.lines.make_rates()?,
            edge_filters: EdgeFilters::new(each(EdgeFilters::COUNT, || Ok(OnceLock::new()))?),
            kernels,
            tag,
            slots: self.lines.make_slots()?,
            plays: Plays::new(each(self.plays, || Ok(free_node()))?),
            emptied: self.zeros()?,
            reported: Reported::new(
                each(2 * self.slots, || Ok(ReportedCell::default()))?,
                each(2 * self.rooms, || Ok(ReportedRoom::default()))?,
            ),
            event_shares: EventShares::new(
                each(self.slots, || Ok(AtomicU64::new(0)))?,
                self.zeros()?,
                each(self.event_shares, || Ok(ShareCell::default()))?,
                self.account_events,
            ),
            ticker: Ticker::new(TickerParts {
                commands: commands_out,
                starts: starts_out,
                events: self.staging()?,
                event_queue: EventQueue::new(
                    events_in,
                    filled(self.event_shares, Loss::NONE)?,
                    filled(self.event_shares, 0)?,
                ),
                reports: Reporter::new(reports_in),
            }),
            taps: Taps::new(each(self.taps, || Ok(TapCell::new()))?),
            workers: workers.into_boxed_slice(),
            tick_state: TickState::new(TickParts {
                sessions: self.session_limits()?,
                rooms: each(self.rooms, || Ok(Room::new()))?,
                work: each(self.rooms, || Ok(Exclusive::new(self.room_work()?)))?,
                active: FixedVec::new(filled(self.active, 0)?),
                pool: MemberPool::new(filled(self.chunks, MemberChunk::BLANK)?),
                partings: PartingFrames::new(self.frames(COMMANDS_PER_TICK)?, self.lines.frame_lines()),
                private: FixedVec::new(filled(self.private_playbacks(), 0)?),
            }),
        });
        Ok(Made { shared, commands, events, reports, starts })
    }

    /// One zero per room.
    fn zeros(&self) -> Result<Box<[AtomicU64]>> {
        each(self.rooms, || Ok(AtomicU64::new(0)))
    }

    fn session_limits(&self) -> Result<SessionLimits> {
        let warning = WARNING_MS / u64::from(self.clock.frame_len.ms());
        Ok(SessionLimits::new(
            filled(self.slots, SessionEnd::BLANK)?,
            if self.session_ticks > warning { warning } else { 0 },
        ))
    }

    /// Allocates the memory of one worker.
    pub fn worker(&self) -> Result<Worker> {
        let own = if self.lines.conversions_of_room() > 0 { self.members } else { 0 };
        Ok(Worker::new(
            filled(self.members, Member::BLANK)?,
            Bus::new(
                self.lines.own_format(),
                filled(self.contributors, std::ptr::null_mut())?,
                [self.frames(self.contributors)?, self.frames(own)?, self.frames(1)?, self.frames(1)?],
            ),
            ConversionSpace {
                is_mixed: self.lines.is_mixed(),
                line: self.frames(own.min(1))?,
                common: each(self.lines.conversions_of_room(), || Ok(CommonFrame::new(self.frames(1)?)))?,
                rates: RateSet::default(),
            },
            self.staging()?,
        ))
    }

    fn staging(&self) -> Result<Staging> {
        Ok(Staging::new(
            filled(self.events, Staged::BLANK)?,
            filled(self.event_shares, Tally::default())?,
            filled(self.event_shares, 0)?,
        ))
    }

    fn frames(&self, count: usize) -> Result<Box<[CacheLine]>> {
        filled(count * self.lines.frame_lines(), CacheLine::ZERO)
    }

    fn room_work(&self) -> Result<RoomWork> {
        Ok(RoomWork::new(collected(self.lines.conversions_of_room(), |_| Ok(CommonConversion::NONE))?))
    }
}

/// An empty tap ring of `frames` frames, with all its lines initialised.
pub fn tap_ring(format: &AudioFormat, frames: usize) -> Result<(Producer<CacheLine>, Consumer<CacheLine>)> {
    let mut ends = ring(frames * format.entry_lines())?;
    write_once(&mut ends, CacheLine::ZERO);
    Ok(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::config::LineClass;
    use crate::dsp::SimdLevel;
    use crate::units::SampleRate;

    /// Beside a participant's memory that ticks, writes and reads touch, only the heads of its rings and what other
    /// threads read once in a while are not locked.
    #[test]
    fn what_a_participant_takes_can_be_locked() {
        let (narrow, full) = (SampleRate::Hz8000, SampleRate::Hz48000);
        let others = vec![LineClass { sample_rate: full, max_participants: 1 }];
        for (sample_rate, line_classes) in [(narrow, vec![]), (full, vec![]), (narrow, others)] {
            let taken_and_locked = |max_participants| {
                let line_classes = line_classes.clone();
                let config =
                    EngineConfig { sample_rate, max_participants, line_classes, ..EngineConfig::default() };
                let arena = Arena::new(&config);
                let kernels = Kernels::for_level(SimdLevel::best()).unwrap();
                let mut made = arena.make(kernels, 1).unwrap();
                let mut locked = 0;
                made.shared.visit_regions(&mut |(_, size)| locked += size as u64);
                [arena.bytes(), locked]
            };
            let (few, many) = (taken_and_locked(1_100), taken_and_locked(1_200));
            let [taken, locked] = [0, 1].map(|which| (many[which] - few[which]) / 100);
            let heads = 3 * ring_bytes::<u8>(0) as u64;
            assert!(locked <= taken && taken - locked <= heads + 512, "{locked} of {taken} bytes");
        }
    }
}
