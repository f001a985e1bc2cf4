//! The memory of lines: their slots, with rings, jitter buffers and DTMF stages, by the class of the line; and the
//! filters between their rates.

use crate::control::accounts::counted::Tables;
use crate::control::config::class::{LineClassIndex, MAX_CLASSES};
use crate::control::config::{AgentLines, EngineConfig};
use crate::control::os::fallible::{arc_bytes, list, out_of_memory, shared};
use crate::control::os::prefault::{each, faulted_in_box, filled, ring, ring_bytes, write_once};
use crate::dsp::CacheLine;
use crate::dsp::dtmf::suppress::{MAX_DELAY, delay};
use crate::dsp::level::splice::Splice;
use crate::dsp::line::conceal::Concealer;
use crate::dsp::line::resample::{Conversion, DriftFilter, Filter, LINE_RATES_HZ};
use crate::error::Result;
use crate::rt::dtmf::stage::DtmfStage;
use crate::rt::fixed_vec::FixedVec;
use crate::rt::frame::{AudioFormat, LineSizes, TickClock};
use crate::rt::index::{MAX_RATES, RateIndex};
use crate::rt::message::mark_ring::MarkRing;
use crate::rt::message::reported::ReportedCell;
use crate::rt::rates::Rates;
use crate::rt::state::jitter_buffer::{JitterBuffer, MAX_NOTES, MAX_RUNS, Note, Run};
use crate::rt::state::session_limits::SessionEnd;
use crate::rt::state::slot::{Slot, SlotParts};
use crate::rt::sync::atomics::AtomicU64;
use crate::units::SampleRate;

/// The lines of one class: the format, the sizes of a line's rings, how its DTMF stage is made, the number of lines.
#[derive(Clone, Copy, Debug)]
struct Lines {
    format: AudioFormat,
    sizes: LineSizes,
    dtmf: DtmfMemory,
    count: usize,
}

/// A DTMF stage with memory for a delay of so many samples: its bytes, and what makes it.
#[derive(Clone, Copy, Debug)]
struct DtmfMemory {
    bytes: usize,
    make: fn(SampleRate) -> Result<Box<DtmfStage>>,
}

impl DtmfMemory {
    /// By the samples of the delay, in steps of [`DtmfMemory::STEP`].
    const ALL: [DtmfMemory; 13] = [
        DtmfMemory::of::<0>(),
        DtmfMemory::of::<80>(),
        DtmfMemory::of::<160>(),
        DtmfMemory::of::<240>(),
        DtmfMemory::of::<320>(),
        DtmfMemory::of::<400>(),
        DtmfMemory::of::<480>(),
        DtmfMemory::of::<560>(),
        DtmfMemory::of::<640>(),
        DtmfMemory::of::<720>(),
        DtmfMemory::of::<800>(),
        DtmfMemory::of::<880>(),
        DtmfMemory::of::<MAX_DELAY>(),
    ];
    const STEP: usize = 80;

    const fn of<const DELAY: usize>() -> DtmfMemory {
        let make = |rate| Ok(faulted_in_box(DtmfStage::<[i16; DELAY]>::new(rate))? as Box<DtmfStage>);
        DtmfMemory { bytes: size_of::<DtmfStage<[i16; DELAY]>>(), make }
    }

    /// For that look-ahead, ms.
    fn new(rate: SampleRate, look_ahead_ms: u32) -> DtmfMemory {
        DtmfMemory::ALL[delay(rate, look_ahead_ms).div_ceil(DtmfMemory::STEP)]
    }
}

/// The lines of an engine.
#[derive(Clone, Copy, Debug)]
pub struct LineMemory {
    /// By class, the engine's own rate first.
    classes: [Lines; MAX_CLASSES],
    /// How many rates there are.
    rates: usize,
}

impl LineMemory {
    /// The lines of an engine of that configuration.
    pub fn new(clock: TickClock, config: &EngineConfig, tables: &Tables) -> LineMemory {
        let of_rate = |at, rate, count: u32| {
            let format = AudioFormat::new(clock, rate, RateIndex::new(at));
            let sizes = LineSizes::new(clock, &format, config.max_cap_ms, config.max_write_ms);
            let dtmf = DtmfMemory::new(rate, config.dtmf_look_ahead_ms);
            Lines { format, sizes, dtmf, count: count as usize }
        };
        let mut classes = [of_rate(0, config.sample_rate, 0); MAX_CLASSES];
        for (at, (rate, count)) in config.sample_rates().zip(tables.lines).enumerate() {
            classes[at] = of_rate(at, rate, count);
        }
        if let Some(AgentLines { sample_rate, queue_ms, .. }) = config.agents {
            let at = config.sample_rates().position(|rate| rate == sample_rate).unwrap_or_default();
            let class = LineClassIndex::AGENTS.at();
            let mut agents = of_rate(at, sample_rate, tables.lines[class]);
            agents.sizes = agents.sizes.with_queue(&agents.format, queue_ms);
            classes[class] = agents;
        }
        LineMemory { classes, rates: config.sample_rates().count() }
    }

    /// The format of the engine's own rate.
    pub fn own_format(&self) -> AudioFormat {
        self.classes[0].format
    }

    /// Returns true if there are lines of several rates, or of agents.
    pub fn is_mixed(&self) -> bool {
        self.rates > 1 || self.classes[LineClassIndex::AGENTS.at()].count > 0
    }

    /// The rates of the engine: a class of each.
    fn rates(&self) -> &[Lines] {
        &self.classes[..self.rates]
    }

    /// The longest frame of any rate, cache lines.
    pub fn frame_lines(&self) -> usize {
        self.rates().iter().map(|lines| lines.format.frame_lines).max().unwrap_or_default()
    }

    /// Each rate to each other, row by row; `None` from a rate to itself. Nothing if there is one rate.
    fn conversions(&self) -> impl Iterator<Item = Option<Conversion>> {
        let rates = if self.rates > 1 { self.rates() } else { &[] };
        let hz = |lines: &Lines| lines.format.rate.hz();
        rates.iter().flat_map(move |from| rates.iter().map(move |to| Conversion::new(hz(from), hz(to))))
    }

    /// How many conversions a room has: one per rate, none if there is one rate.
    pub fn conversions_of_room(&self) -> usize {
        if self.rates > 1 { self.rates } else { 0 }
    }

    /// Bytes of a participant whose line is of that class.
    fn slot_bytes(&self, lines: &Lines) -> usize {
        size_of::<Slot>()
            + 2 * size_of::<ReportedCell>()
            + size_of::<AtomicU64>()
            + size_of::<SessionEnd>()
            + ring_bytes::<i16>(lines.sizes.in_ring_samples)
            + arc_bytes::<MarkRing>()
            + size_of::<JitterBuffer>()
            + MAX_RUNS * size_of::<Run>()
            + MAX_NOTES * size_of::<Note>()
            + Concealer::memory(lines.format.rate.hz()).iter().sum::<usize>() * size_of::<i16>()
            + ring_bytes::<CacheLine>(lines.sizes.out_ring_lines(&lines.format))
            + lines.dtmf.bytes
    }

    /// Bytes of all lines and filters.
    pub fn bytes(&self) -> usize {
        let slots = self.classes.iter().map(|lines| lines.count * self.slot_bytes(lines));
        let filters = self.conversions().map(|conversion| {
            let coefficients = conversion.map_or(0, Conversion::coefficients);
            size_of::<Option<Filter>>() + coefficients * size_of::<f32>()
        });
        let drift = DriftFilter::COEFFICIENTS * size_of::<f32>();
        slots.sum::<usize>() + filters.sum::<usize>() + drift
    }

    /// Bytes of the filters between the rates of the engine and those at which hosts may write and read.
    pub fn edge_filter_bytes(&self) -> usize {
        let hz = || self.rates().iter().map(|lines| lines.format.rate.hz());
        let pairs = LINE_RATES_HZ.iter().flat_map(|from| LINE_RATES_HZ.iter().map(|to| (*from, *to)));
        pairs
            .filter(|(from, to)| hz().any(|hz| hz == *from || hz == *to))
            .filter_map(|(from, to)| Conversion::new(from, to))
            .map(|conversion| conversion.coefficients() * size_of::<f32>())
            .sum()
    }

    /// The formats, and the filters between them.
    pub fn make_rates(&self) -> Result<Rates> {
        let mut filters = list(self.conversions().count())?;
        for conversion in self.conversions() {
            filters.push(match conversion {
                Some(conversion) => Filter::new(conversion, filled(conversion.coefficients(), 0.0)?),
                None => None,
            });
        }
        let mut formats = [self.own_format(); MAX_RATES];
        formats.iter_mut().zip(self.rates()).for_each(|(to, lines)| *to = lines.format);
        let coefficients = filled(DriftFilter::COEFFICIENTS, 0.0)?;
        let drift = DriftFilter::new(coefficients).ok_or_else(out_of_memory)?;
        Ok(Rates::new(formats, self.rates, filters.into_boxed_slice(), drift))
    }

    /// The slots, in the order of the classes of their lines.
    pub fn make_slots(&self) -> Result<Box<[Slot]>> {
        let mut classes =
            (0..MAX_CLASSES).flat_map(|class| std::iter::repeat_n(class, self.classes[class].count));
        let count = self.classes.iter().map(|lines| lines.count).sum();
        each(count, || self.slot(classes.next().unwrap_or_default()))
    }

    fn slot(&self, class: usize) -> Result<Slot> {
        let Lines { format, sizes, dtmf, .. } = self.classes[class];
        let (mut in_ring, mut out_ring) =
            (ring(sizes.in_ring_samples)?, ring(sizes.out_ring_lines(&format))?);
        write_once(&mut in_ring, 0);
        write_once(&mut out_ring, CacheLine::ZERO);
        let (marks, marks_out) = shared(MarkRing::new())?.ends();
        let runs = FixedVec::new(filled(MAX_RUNS, Run::BLANK)?);
        let notes = FixedVec::new(filled(MAX_NOTES, Note::BLANK)?);
        let [history, ready] = Concealer::memory(format.rate.hz()).map(|len| filled(len, 0));
        let concealer = Concealer::new(format.rate.hz(), [history?, ready?]);
        Ok(Slot::new(SlotParts {
            rate: format.index,
            is_agent: class == LineClassIndex::AGENTS.at(),
            max_write: sizes.max_write as u32,
            in_ring,
            marks,
            buffer: faulted_in_box(JitterBuffer::new(marks_out, runs, notes, concealer))?,
            out_ring,
            dtmf: (dtmf.make)(format.rate)?,
            splice: Splice::none(format.decay, format.ramp),
        }))
    }
}
