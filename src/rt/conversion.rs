//! The conversion between the rates of lines and rooms, frame by frame.
//!
//! A member's frame is converted to its room's rate before it is mixed. What many members hear alike is converted once for
//! each rate. A member that contributes hears its own mix, which is converted for it alone. Once it has stopped, its last
//! contribution is what its filter still held, less than 3 ms at the beginning of a frame. So no filter holds any of it
//! when the member goes on with the common frame.

use super::rates::{RateSet, Rates};
use crate::dsp::line::resample::{Filter, Resampler};
use crate::dsp::{CacheLine, FrameLevel, Kernels, LinearGain};
use crate::handle::RoomId;
use crate::rt::frame::{AudioFormat, samples, samples_mut};
use crate::rt::index::RateIndex;
use crate::units::MAX_FRAME_SAMPLES;

/// A frame of silence.
static SILENCE: [i16; MAX_FRAME_SAMPLES] = [0; MAX_FRAME_SAMPLES];

/// A conversion from one of the engine's rates to another.
#[derive(Clone, Copy, Debug)]
pub struct Route<'a> {
    kernels: &'a Kernels,
    filter: &'a Filter,
    from: &'a AudioFormat,
    to: &'a AudioFormat,
}

impl<'a> Route<'a> {
    /// The conversion between two rates; `None` if they are the same.
    #[inline(always)]
    pub fn new(kernels: &'a Kernels, rates: &'a Rates, from: RateIndex, to: RateIndex) -> Option<Route<'a>> {
        let filter = rates.filter(from, to)?;
        Some(Route { kernels, filter, from: rates.format(from), to: rates.format(to) })
    }
}

/// The conversion of one stream of frames.
#[derive(Clone, Debug, Default)]
pub struct Converter {
    /// `None` after silence: then silence becomes silence without any work.
    resampler: Option<Resampler>,
}

impl Converter {
    /// Converts a frame; `None` is a silent one. Returns false if the result is silent, too; then `output` may hold
    /// anything.
    pub fn convert(
        &mut self,
        route: &Route<'_>,
        input: Option<&[CacheLine]>,
        output: &mut [CacheLine],
    ) -> bool {
        if input.is_none() && self.resampler.is_none() {
            return false;
        }
        let Route { kernels, filter, from, to } = route;
        let resampler = self.resampler.get_or_insert_with(|| Resampler::new(filter.conversion()));
        let frame = input.map_or(&SILENCE[..], samples).get(..from.frame).unwrap_or_default();
        let output = samples_mut(output).get_mut(..to.frame).unwrap_or_default();
        resampler.process(kernels, filter, frame, output);
        if input.is_none() {
            // A frame is longer than a filter, so nothing is left in it.
            self.resampler = None;
        }
        true
    }

    /// Converts a member's frame of that level into its contribution, and returns its level.
    pub fn contribute(
        &mut self,
        route: &Route<'_>,
        level: FrameLevel,
        input: &[CacheLine],
        output: &mut [CacheLine],
    ) -> FrameLevel {
        let input = (level.peak > 0).then_some(input);
        if !self.convert(route, input, output) {
            return FrameLevel::default();
        }
        route.kernels.condition_in_place(output, route.to.frame, LinearGain::UNITY)
    }
}

/// The conversions of a line whose room has another rate.
#[derive(Debug, Default)]
pub struct LineConversion {
    /// Of its frames.
    pub input: Converter,
    /// Of what it hears, where that is its own mix.
    output: Converter,
    /// The last tick in which it heard its own mix, or missed it.
    apart: u64,
}

impl LineConversion {
    /// The participant enters a room, after the tick `previous`.
    pub fn begin(&mut self, previous: u64) {
        *self = LineConversion { apart: previous, ..LineConversion::default() };
    }

    /// Returns true if what it hears begins after the tick `previous`: it has come to its room, or missed its own mix.
    pub fn begins(&self, previous: u64) -> bool {
        self.apart == previous && self.output.resampler.is_none()
    }

    /// It contributes, and does not get its own mix of this tick.
    pub fn note_missed(&mut self, tick: u64) {
        (self.output, self.apart) = (Converter::default(), tick);
    }

    /// Converts its own mix. `before`: the conversion of the common frame, before that of this tick.
    pub fn hear_own(
        &mut self,
        route: &Route<'_>,
        (tick, previous): (u64, u64),
        own: &[CacheLine],
        before: Option<&Converter>,
        output: &mut [CacheLine],
    ) {
        if self.apart != previous
            && let Some(before) = before
        {
            // So far it has heard what all others have.
            self.output.clone_from(before);
        }
        self.apart = tick;
        self.output.convert(route, Some(own), output);
    }
}

/// The conversion of a room's common frame to one rate, from tick to tick.
#[derive(Clone, Debug)]
pub struct CommonConversion {
    converter: Converter,
    /// The room, and the last tick in which its frame was converted.
    room: RoomId,
    tick: u64,
}

impl CommonConversion {
    /// Before the first frame of the first room.
    pub const NONE: CommonConversion =
        CommonConversion { converter: Converter { resampler: None }, room: RoomId::NONE, tick: 0 };
}

/// A room's common frame at one rate.
#[derive(Debug)]
pub struct CommonFrame {
    lines: Box<[CacheLine]>,
    frame_lines: usize,
    /// The state of the conversion before this frame.
    before: Converter,
}

impl CommonFrame {
    /// In the memory that is given: a frame of the highest rate.
    pub fn new(lines: Box<[CacheLine]>) -> CommonFrame {
        CommonFrame { lines, frame_lines: 0, before: Converter::default() }
    }

    /// The frame.
    #[inline(always)]
    fn frame(&self) -> &[CacheLine] {
        self.lines.get(..self.frame_lines).unwrap_or_default()
    }

    /// Converts the common frame of `room`; `None` is a silent one.
    pub fn convert(
        &mut self,
        conversion: &mut CommonConversion,
        route: &Route<'_>,
        room: RoomId,
        (tick, previous): (u64, u64),
        common: Option<&[CacheLine]>,
    ) {
        if conversion.room != room || conversion.tick != previous {
            conversion.converter = Converter::default();
        }
        (conversion.room, conversion.tick) = (room, tick);
        self.before.clone_from(&conversion.converter);
        self.frame_lines = route.to.frame_lines;
        let output = self.lines.get_mut(..self.frame_lines).unwrap_or_default();
        if !conversion.converter.convert(route, common, output) {
            output.fill(CacheLine::ZERO);
        }
    }
}

/// The memory in which a worker converts the frames of one room.
#[derive(Debug)]
pub struct ConversionSpace {
    /// The engine has lines of several rates, or of agents.
    pub is_mixed: bool,
    /// A member's frame at the rate of its line.
    pub line: Box<[CacheLine]>,
    /// The common frame at each rate; none if the engine has one rate.
    pub common: Box<[CommonFrame]>,
    /// The rates of the members' lines.
    pub rates: RateSet,
}

impl ConversionSpace {
    /// The frame of a member at the rate of its line.
    #[inline(always)]
    pub fn line_frame(&mut self, format: &AudioFormat) -> &mut [CacheLine] {
        self.line.get_mut(..format.frame_lines).unwrap_or_default()
    }

    /// The common frame at that rate.
    #[inline(always)]
    pub fn common_at(&self, rate: RateIndex) -> &[CacheLine] {
        self.common.get(rate.at()).map_or(&[], CommonFrame::frame)
    }

    /// The conversion of the common frame to that rate, as it was before this tick.
    pub fn before_common(&self, rate: RateIndex) -> Option<&Converter> {
        self.common.get(rate.at()).map(|common| &common.before)
    }

    /// The memory, for locking it.
    pub fn regions(&self) -> impl Iterator<Item = (*const u8, usize)> {
        let frames =
            self.common.iter().map(|common| (common.lines.as_ptr().cast(), size_of_val(&*common.lines)));
        frames.chain([
            (self.line.as_ptr().cast(), size_of_val(&*self.line)),
            (self.common.as_ptr().cast(), size_of_val(&*self.common)),
        ])
    }
}
