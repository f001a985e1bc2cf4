//! All memory that ticks, writes and reads touch. It is counted, allocated and faulted in here, before the first
//! tick.
//!
//! The real-time layer allocates nothing: its constructors take the memory that this file makes.

use crate::control::accounts::counted::Tables;
use crate::control::config::class::{LineClassIndex, MAX_CLASSES};
use crate::control::config::{AgentLines, EngineConfig};
use crate::control::os::fallible::{collected, list};
use crate::control::os::prefault::{each, faulted_in_box, filled, ring, ring_bytes, write_once};
use crate::dsp::level::splice::Splice;
use crate::dsp::line::conceal::Concealer;
use crate::dsp::line::resample::{Conversion, Filter};
use crate::dsp::{CacheLine, Kernels};
use crate::error::Result;
use crate::rt::dtmf::digit_sender::DigitSender;
use crate::rt::dtmf::stage::DtmfStage;
use crate::rt::fixed_vec::FixedVec;
use crate::rt::frame::{AudioFormat, LineSizes, TickClock};
use crate::rt::index::{MAX_RATES, RateIndex};
use crate::rt::message::command::{COMMANDS_PER_TICK, Command};
use crate::rt::message::event_queue::{EventQueue, LAST_WORDS, Loss, Queued};
use crate::rt::message::event_shares::{EventShares, ShareCell};
use crate::rt::message::mark::Mark;
use crate::rt::message::report::{Report, Reporter};
use crate::rt::message::reported::{Reported, ReportedCell, ReportedRoom};
use crate::rt::message::staging::{Staged, Staging, Tally};
use crate::rt::state::bus::Bus;
use crate::rt::state::conversion::{CommonConversion, CommonFrame, ConversionSpace, LineConversion};
use crate::rt::state::jitter_buffer::{JitterBuffer, MARKS, MAX_NOTES, MAX_RUNS, Note, Run};
use crate::rt::state::member::Member;
use crate::rt::state::members::{MemberChunk, MemberPool};
use crate::rt::state::parting_frames::PartingFrames;
use crate::rt::state::play_node::Node;
use crate::rt::state::play_queue::{Plays, free_node};
use crate::rt::state::rates::{RateSet, Rates};
use crate::rt::state::room::{Room, RoomWork};
use crate::rt::state::session_limits::{SessionEnd, SessionLimits, WARNING_MS};
use crate::rt::state::shared::{MAX_WORKERS, Parts, Shared};
use crate::rt::state::slot::{Slot, SlotParts};
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
    /// By class, the engine's own rate first.
    lines: [Lines; MAX_CLASSES],
    /// How many rates there are.
    rates: usize,
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

/// The lines of one class: the format, the sizes of a line's rings, the number of lines.
#[derive(Clone, Copy, Debug)]
struct Lines {
    format: AudioFormat,
    sizes: LineSizes,
    count: usize,
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
        let of_rate = |at, rate, count: u32| {
            let format = AudioFormat::new(clock, rate, RateIndex::new(at));
            let sizes = LineSizes::new(clock, &format, config.max_cap_ms, config.max_write_ms);
            Lines { format, sizes, count: count as usize }
        };
        let mut lines = [of_rate(0, config.sample_rate, 0); MAX_CLASSES];
        for (at, (rate, count)) in config.sample_rates().zip(tables.lines).enumerate() {
            lines[at] = of_rate(at, rate, count);
        }
        if let Some(AgentLines { sample_rate, queue_ms, .. }) = config.agents {
            let at = config.sample_rates().position(|rate| rate == sample_rate).unwrap_or_default();
            let class = LineClassIndex::AGENTS.at();
            let mut agents = of_rate(at, sample_rate, tables.lines[class]);
            agents.sizes = agents.sizes.with_queue(&agents.format, queue_ms);
            lines[class] = agents;
        }
        Arena {
            clock,
            lines,
            rates: config.sample_rates().count(),
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

    /// The rates of the engine.
    fn rates(&self) -> &[Lines] {
        &self.lines[..self.rates]
    }

    /// The longest frame of any rate, cache lines.
    fn frame_lines(&self) -> usize {
        self.rates().iter().map(|lines| lines.format.frame_lines).max().unwrap_or_default()
    }

    /// Each rate to each other, row by row; `None` from a rate to itself. Nothing if there is one rate.
    fn conversions(&self) -> impl Iterator<Item = Option<Conversion>> {
        let rates = if self.rates > 1 { self.rates() } else { &[] };
        let hz = |lines: &Lines| lines.format.rate.hz();
        rates.iter().flat_map(move |from| rates.iter().map(move |to| Conversion::new(hz(from), hz(to))))
    }

    /// How many converters a room has: one per rate, none if there is one rate.
    fn room_conversions(&self) -> usize {
        if self.rates > 1 { self.rates } else { 0 }
    }

    /// Bytes of a participant whose line is of that class.
    fn slot_bytes(&self, lines: &Lines) -> usize {
        size_of::<Slot>()
            + 2 * size_of::<ReportedCell>()
            + size_of::<AtomicU64>()
            + size_of::<SessionEnd>()
            + ring_bytes::<i16>(lines.sizes.in_ring_samples)
            + ring_bytes::<Mark>(MARKS)
            + size_of::<JitterBuffer>()
            + MAX_RUNS * size_of::<Run>()
            + MAX_NOTES * size_of::<Note>()
            + Concealer::memory(lines.format.rate.hz()).iter().sum::<usize>() * size_of::<i16>()
            + ring_bytes::<CacheLine>(lines.sizes.out_ring_lines(&lines.format))
            + size_of::<DtmfStage>()
            + size_of::<DigitSender>()
            + if self.rates > 1 { size_of::<LineConversion>() } else { 0 }
    }

    /// Bytes that [`Arena::make`] allocates. Each further worker takes [`Arena::worker_bytes`] more.
    pub fn bytes(&self) -> u64 {
        let slots: usize = self.lines.iter().map(|lines| lines.count * self.slot_bytes(lines)).sum();
        let filters: usize = self
            .conversions()
            .map(|conversion| {
                let coefficients = conversion.map_or(0, Conversion::coefficients);
                size_of::<Option<Filter>>() + coefficients * size_of::<f32>()
            })
            .sum();
        let room = size_of::<Room>()
            + size_of::<Exclusive<RoomWork>>()
            + self.room_conversions() * size_of::<CommonConversion>()
            + 2 * size_of::<ReportedRoom>()
            + 2 * size_of::<AtomicU64>();
        let state = self.active * size_of::<u32>()
            + self.chunks * size_of::<MemberChunk>()
            + self.plays * size_of::<Exclusive<Node>>()
            + self.private_playbacks() * size_of::<u32>()
            + COMMANDS_PER_TICK * self.frame_lines() * size_of::<CacheLine>()
            + MAX_WORKERS * size_of::<OnceLock<WorkerCell>>();
        let queues = ring_bytes::<Command>(self.commands)
            + ring_bytes::<Queued>(self.events + LAST_WORDS)
            + ring_bytes::<Report>(self.reports())
            + ring_bytes::<u32>(self.slots);
        let shares = size_of::<ShareCell>() + size_of::<Loss>() + size_of::<u32>();
        let ticker = self.event_shares * shares + self.staging_bytes();
        let taps = self.taps * size_of::<TapCell>();
        (slots + filters + self.rooms * room + taps + state + queues + ticker) as u64 + self.worker_bytes()
    }

    /// Bytes that [`Arena::worker`] allocates.
    pub fn worker_bytes(&self) -> u64 {
        let frame = self.frame_lines() * size_of::<CacheLine>();
        let contributors = self.contributors * (frame + size_of::<*mut CacheLine>());
        let conversion = if self.rates > 1 {
            (self.contributors + 1 + self.rates) * frame + self.rates * size_of::<CommonFrame>()
        } else {
            0
        };
        (contributors + conversion + self.members * size_of::<Member>() + 2 * frame + self.staging_bytes())
            as u64
    }

    /// Bytes of all workers beyond the first, if the engine has the most that it may have.
    pub fn more_workers_bytes(&self) -> u64 {
        (MAX_WORKERS - 1) as u64 * self.worker_bytes()
    }

    /// Bytes of a tap's ring of `buffer_ms` milliseconds, at the highest rate.
    pub fn tap_ring_bytes(&self, buffer_ms: u32) -> u64 {
        let frames = buffer_ms.div_ceil(self.clock.frame_len.ms()) as usize;
        let entry = self.rates().iter().map(|lines| lines.format.entry_lines()).max().unwrap_or_default();
        ring_bytes::<CacheLine>(frames * entry) as u64
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
            rates: self.make_rates()?,
            kernels,
            tag,
            slots: self.make_slots()?,
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
                partings: PartingFrames::new(self.frames(COMMANDS_PER_TICK)?, self.frame_lines()),
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
        let own = if self.rates > 1 { self.contributors } else { 0 };
        Ok(Worker::new(
            filled(self.members, Member::BLANK)?,
            Bus::new(
                self.lines[0].format,
                filled(self.contributors, std::ptr::null_mut())?,
                [self.frames(self.contributors)?, self.frames(own)?, self.frames(1)?, self.frames(1)?],
            ),
            ConversionSpace {
                is_mixed: self.rates > 1 || self.lines[LineClassIndex::AGENTS.at()].count > 0,
                line: self.frames(own.min(1))?,
                common: each(self.room_conversions(), || Ok(CommonFrame::new(self.frames(1)?)))?,
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
        filled(count * self.frame_lines(), CacheLine::ZERO)
    }

    /// The formats, and the filters between them.
    fn make_rates(&self) -> Result<Rates> {
        let mut filters = list(self.conversions().count())?;
        for conversion in self.conversions() {
            filters.push(match conversion {
                Some(conversion) => Filter::new(conversion, filled(conversion.coefficients(), 0.0)?),
                None => None,
            });
        }
        let mut formats = [self.lines[0].format; MAX_RATES];
        formats.iter_mut().zip(self.rates()).for_each(|(to, lines)| *to = lines.format);
        Ok(Rates::new(formats, self.rates, filters.into_boxed_slice()))
    }

    fn room_work(&self) -> Result<RoomWork> {
        Ok(RoomWork::new(collected(self.room_conversions(), |_| Ok(CommonConversion::NONE))?))
    }

    /// The slots, in the order of the classes of their lines.
    fn make_slots(&self) -> Result<Box<[Slot]>> {
        let mut classes =
            (0..MAX_CLASSES).flat_map(|class| std::iter::repeat_n(class, self.lines[class].count));
        each(self.slots, || self.slot(classes.next().unwrap_or_default()))
    }

    fn slot(&self, class: usize) -> Result<Slot> {
        let Lines { format, sizes, .. } = self.lines[class];
        let (mut in_ring, mut out_ring) =
            (ring(sizes.in_ring_samples)?, ring(sizes.out_ring_lines(&format))?);
        write_once(&mut in_ring, 0);
        write_once(&mut out_ring, CacheLine::ZERO);
        let (marks, marks_out) = ring(MARKS)?;
        let runs = FixedVec::new(filled(MAX_RUNS, Run::BLANK)?);
        let notes = FixedVec::new(filled(MAX_NOTES, Note::BLANK)?);
        let [history, ready, period] = Concealer::memory(format.rate.hz()).map(|len| filled(len, 0));
        let concealer = Concealer::new(format.rate.hz(), [history?, ready?, period?]);
        Ok(Slot::new(SlotParts {
            rate: format.index,
            is_agent: class == LineClassIndex::AGENTS.at(),
            max_write: sizes.max_write as u32,
            in_ring,
            marks,
            buffer: faulted_in_box(JitterBuffer::new(marks_out, runs, notes, concealer))?,
            out_ring,
            stages: (
                faulted_in_box(DtmfStage::new(format.rate))?,
                faulted_in_box(DigitSender::new(format.rate))?,
            ),
            splice: Splice::none(format.decay, format.ramp),
            conversion: match self.rates {
                1 => None,
                _ => Some(faulted_in_box(LineConversion::default())?),
            },
        }))
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
    use crate::dsp::SimdLevel;

    /// Beside a participant's memory that ticks, writes and reads touch, only the heads of its rings and what other
    /// threads read once in a while are not locked.
    #[test]
    fn what_a_participant_takes_can_be_locked() {
        for sample_rate in [crate::SampleRate::Hz8000, crate::SampleRate::Hz48000] {
            let taken_and_locked = |max_participants| {
                let config = EngineConfig { sample_rate, max_participants, ..EngineConfig::default() };
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
