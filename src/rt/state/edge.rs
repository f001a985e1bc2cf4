//! The edge of a line: the conversion between the rate at which the host writes or reads and the line's own. It happens
//! on the host's thread, so rings and ticks know one rate.

use crate::dsp::Kernels;
use crate::dsp::line::resample::{Conversion, Filter, LINE_RATES_HZ, Resampler};
use crate::rt::index::JoinNumber;
use std::sync::OnceLock;

/// The longest group of outputs that one input gives: 8 kHz to 48 kHz.
const MAX_GROUP: usize = 6;

/// The filters of all edges, from each rate to each other. The control layer makes one when it is first needed; then it
/// stays.
#[derive(Debug)]
pub struct EdgeFilters(Box<[OnceLock<Filter>]>);

impl EdgeFilters {
    /// How many there may be.
    pub const COUNT: usize = LINE_RATES_HZ.len() * LINE_RATES_HZ.len();

    /// None is made yet: [`COUNT`](EdgeFilters::COUNT) empty places.
    pub fn new(places: Box<[OnceLock<Filter>]>) -> EdgeFilters {
        EdgeFilters(places)
    }

    /// The place of the filter of a conversion, for the control layer to fill.
    pub fn place(&self, conversion: Conversion) -> Option<&OnceLock<Filter>> {
        let at = |hz| LINE_RATES_HZ.iter().position(|rate| *rate == hz);
        self.0.get(at(conversion.from_hz())? * LINE_RATES_HZ.len() + at(conversion.to_hz())?)
    }

    /// The filter of a conversion, if it was made.
    pub fn get(&self, conversion: Conversion) -> Option<&Filter> {
        self.place(conversion)?.get()
    }

    /// The memory of the places, for locking it.
    pub fn region(&self) -> (*const u8, usize) {
        (self.0.as_ptr().cast(), size_of_val(&*self.0))
    }
}

/// An edge at work.
#[derive(Debug)]
pub struct Converting<'a, E> {
    /// Its state.
    pub edge: &'a mut E,
    /// The arithmetic.
    pub kernels: &'static Kernels,
    /// The filter of its conversion.
    pub filter: &'a Filter,
}

/// An edge of one direction.
pub trait Edge {
    /// What it converts.
    fn conversion(&self) -> Conversion;
}

/// The edge of a host that writes at another rate than the line's.
///
/// The media time of the host counts its samples. Since the stream of a join began, I of them have become
/// ⌊I·outputs/inputs⌋ samples of the line, whatever was lost in between. So a gap has the same length at both rates, to
/// within a sample, and packets that follow each other do so at both.
#[derive(Clone, Debug)]
pub struct WriteEdge {
    conversion: Conversion,
    /// Its state is that after the host's samples since the origin.
    resampler: Resampler,
    /// The join whose stream it is.
    join: JoinNumber,
    /// The media time that is the same at both rates.
    origin: u64,
    /// How often the line had run dry at the last write.
    underruns: u64,
}

impl Edge for WriteEdge {
    fn conversion(&self) -> Conversion {
        self.conversion
    }
}

impl WriteEdge {
    /// An edge from the host's rate to the line's. The stream of that join goes on at that media time of the line.
    pub fn new(conversion: Conversion, join: JoinNumber, media: u64) -> WriteEdge {
        WriteEdge { conversion, resampler: Resampler::new(conversion), join, origin: media, underruns: 0 }
    }

    /// The host's rate.
    pub fn host_hz(&self) -> u32 {
        self.conversion.from_hz()
    }

    /// Both sides of the ratio.
    fn ratio(&self) -> (i64, i64) {
        (self.conversion.inputs().into(), self.conversion.outputs().into())
    }

    /// The host's samples since the origin.
    fn since(&self, media: u64) -> i64 {
        media.wrapping_sub(self.origin) as i64
    }

    /// The stream of that join began at that media time.
    pub fn follow(&mut self, join: JoinNumber, media: u64) {
        if self.join != join {
            *self = WriteEdge::new(self.conversion, join, media);
        }
    }

    /// Returns true if it converts the stream of that join.
    pub fn is_of(&self, join: JoinNumber) -> bool {
        self.join == join
    }

    /// What comes at that media time of the host does not follow what came before: the filter begins after silence.
    pub fn start_at(&mut self, media: u64) {
        let (inputs, _) = self.ratio();
        self.resampler = Resampler::after(self.conversion, self.since(media).rem_euclid(inputs) as u64);
    }

    /// The line has run dry that often, over the life of the participant. Returns true if it has since the last call.
    pub fn has_run_dry(&mut self, underruns: u64) -> bool {
        core::mem::replace(&mut self.underruns, underruns) != underruns
    }

    /// The line's media time.
    pub fn line_media(&self, media: u64) -> u64 {
        let (inputs, outputs) = self.ratio();
        self.origin.wrapping_add_signed(self.since(media).wrapping_mul(outputs).div_euclid(inputs))
    }

    /// So many of the host's samples, from that media time on, fit where `room` samples of the line do.
    pub fn fits(&self, media: u64, room: usize) -> usize {
        let (inputs, outputs) = self.ratio();
        // The first of the host's samples with which there would be too many.
        let beyond = self.since(self.line_media(media)).wrapping_add(room as i64 + 1).wrapping_mul(inputs);
        // As many as give one less.
        let most = beyond.saturating_sub(1).div_euclid(outputs);
        most.saturating_sub(self.since(media)).max(0) as usize
    }

    /// How many samples of the line last as long, rounded.
    pub fn line_samples(&self, samples: usize) -> usize {
        let (inputs, outputs) = (self.conversion.inputs() as usize, self.conversion.outputs() as usize);
        (samples * outputs + inputs / 2) / inputs
    }

    /// So many of the host's samples give no more than `space` of the line, and are no more themselves.
    pub fn most_in(&self, space: usize) -> usize {
        let (inputs, outputs) = (self.conversion.inputs() as usize, self.conversion.outputs() as usize);
        (space * inputs / outputs).min(space)
    }

    /// Converts samples that continue those before; returns how many samples of the line they give. `output` has place
    /// for them.
    pub fn convert(
        &mut self,
        kernels: &Kernels,
        filter: &Filter,
        input: &[i16],
        output: &mut [i16],
    ) -> usize {
        self.resampler.process(kernels, filter, input, output).written
    }
}

/// The edge of a host that reads at another rate than the line's.
#[derive(Clone, Debug)]
pub struct ReadEdge {
    conversion: Conversion,
    resampler: Resampler,
    /// Samples for the host that its last read had no place for.
    rest: [i16; MAX_GROUP],
    rest_len: u8,
    /// The last sample of the line was one of a frame, not silence.
    was_real: bool,
    /// The silence at the end of the last read is none to the host: the filter has not seen it.
    is_held: bool,
    /// The tick of the last sample of a frame, and the place after it in that frame.
    tick: u64,
    end: u32,
}

impl Edge for ReadEdge {
    fn conversion(&self) -> Conversion {
        self.conversion
    }
}

/// Where the samples of a piece come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The number of samples that come from frames; the rest is made up, or silence.
    pub real: usize,
    /// The tick of the first, and its place in that tick's frame, in samples of the host.
    pub tick: u64,
    /// See `tick`.
    pub offset: u32,
}

/// Samples of the line, for a read.
#[derive(Clone, Copy, Debug)]
pub struct LineSamples<'a> {
    /// The samples: the real ones, then what is made up of them, then silence.
    pub samples: &'a [i16],
    /// How many are real.
    pub real: usize,
    /// The tick of the first real one, and its place in that tick's frame.
    pub tick: u64,
    /// See `tick`.
    pub offset: u32,
    /// The samples of a frame.
    pub frame: usize,
    /// The host polls: it asks until there is nothing, and does not play the silence that it gets then.
    pub polls: bool,
}

impl ReadEdge {
    /// An edge from the line's rate to the host's, after silence.
    pub fn new(conversion: Conversion) -> ReadEdge {
        ReadEdge {
            conversion,
            resampler: Resampler::new(conversion),
            rest: [0; MAX_GROUP],
            rest_len: 0,
            was_real: false,
            is_held: false,
            tick: 0,
            end: 0,
        }
    }

    /// The host's rate.
    pub fn host_hz(&self) -> u32 {
        self.conversion.to_hz()
    }

    /// How many samples of the line the host's next `count` need.
    pub fn input_len(&self, count: usize) -> usize {
        self.resampler.input_len(self.conversion, count.saturating_sub(self.rest_len.into()))
    }

    /// How many samples the host gets for the next `count` of the line.
    pub fn output_len(&self, count: usize) -> usize {
        usize::from(self.rest_len) + self.resampler.output_len(self.conversion, count)
    }

    /// Fills `output` from as many samples of the line as [`input_len`](Self::input_len) says.
    pub fn read(
        &mut self,
        kernels: &Kernels,
        filter: &Filter,
        line: &LineSamples<'_>,
        output: &mut [i16],
    ) -> Origin {
        let (heard, silence) = line.samples.split_at_checked(line.real).unwrap_or_default();
        if self.is_held && heard.is_empty() && !silence.is_empty() {
            output.fill(0);
            return Origin::default();
        }
        let due = self.output_len(0);
        let origin = self.first(line, due);
        let count = self.convert(kernels, filter, heard, output);
        let real = if heard.is_empty() && !self.was_real { 0 } else { count };
        if !heard.is_empty() {
            let last = line.offset as usize + heard.len() - 1;
            self.tick = line.tick + (last / line.frame) as u64;
            self.end = (last % line.frame) as u32 + 1;
            (self.was_real, self.is_held) = (true, false);
        }
        if !silence.is_empty() {
            let output = output.get_mut(count..).unwrap_or_default();
            if line.polls {
                self.clone().convert(kernels, filter, silence, output);
            } else {
                self.convert(kernels, filter, silence, output);
            }
            (self.was_real, self.is_held) = (false, line.polls);
        }
        if real > 0 { Origin { real, ..origin } } else { Origin::default() }
    }

    /// Where the next sample for the host comes from; `due` do without another of the line.
    fn first(&self, line: &LineSamples<'_>, due: usize) -> Origin {
        let (inputs, outputs) = (self.conversion.inputs(), self.conversion.outputs());
        let place = |offset: u32| (u64::from(offset) * u64::from(outputs) / u64::from(inputs)) as u32;
        if due > 0 && self.was_real {
            Origin { real: 0, tick: self.tick, offset: place(self.end).saturating_sub(due as u32) }
        } else {
            Origin { real: 0, tick: line.tick, offset: place(line.offset) }
        }
    }

    /// Converts samples of the line until `output` is full; returns how many it wrote. It keeps what has no place.
    fn convert(&mut self, kernels: &Kernels, filter: &Filter, input: &[i16], output: &mut [i16]) -> usize {
        let kept = self.take_rest(output);
        let to = output.get_mut(kept..).unwrap_or_default();
        let progress = self.resampler.process(kernels, filter, input, to);
        let written = kept + progress.written;
        let (Some(to), Some(left)) = (output.get_mut(written..), input.get(progress.consumed..)) else {
            return written;
        };
        if to.is_empty() || left.is_empty() {
            return written;
        }
        // An input gives a whole group of outputs, and only a part of the group has a place.
        let mut group = [0; MAX_GROUP];
        let last = self.resampler.process(kernels, filter, left, &mut group);
        (self.rest, self.rest_len) = (group, last.written as u8);
        written + self.take_rest(to)
    }

    /// Takes what is kept, as much as fits.
    fn take_rest(&mut self, output: &mut [i16]) -> usize {
        let count = usize::from(self.rest_len).min(output.len());
        output.iter_mut().zip(self.rest).take(count).for_each(|(to, from)| *to = from);
        self.rest.rotate_left(count.min(MAX_GROUP));
        self.rest_len -= count as u8;
        count
    }
}
