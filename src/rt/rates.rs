//! The sample rates of an engine: the format of each, and the filters between them.

use crate::dsp::line::resample::{DriftFilter, Filter};
use crate::rt::frame::AudioFormat;
use crate::rt::index::{MAX_RATES, RateIndex};

/// A set of the engine's sample rates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateSet(u8);

impl RateSet {
    /// Adds a rate.
    #[inline(always)]
    pub fn add(&mut self, rate: RateIndex) {
        self.0 |= 1 << rate.at();
    }

    /// The rates in it, but for `other`.
    pub fn without(self, other: RateIndex) -> impl Iterator<Item = RateIndex> {
        let set = self.0 & !(1 << other.at());
        (0..MAX_RATES).map(RateIndex::new).filter(move |rate| set & 1 << rate.at() != 0)
    }
}

/// The sample rates of an engine.
#[derive(Debug)]
pub struct Rates {
    /// The format of each rate, the engine's own first; then copies of that.
    formats: [AudioFormat; MAX_RATES],
    /// The filter from each rate to each other, row by row; nothing if there is one rate.
    filters: Box<[Option<Filter>]>,
    /// The filter of lines whose delay changes slowly.
    drift: DriftFilter,
    /// How many rates there are.
    count: usize,
}

impl Rates {
    /// `formats`: of each of `count` rates, the engine's own first. `filters`: for each rate a row of filters to each rate;
    /// empty if there is one rate.
    pub fn new(
        formats: [AudioFormat; MAX_RATES],
        count: usize,
        filters: Box<[Option<Filter>]>,
        drift: DriftFilter,
    ) -> Rates {
        Rates { formats, filters, drift, count }
    }

    /// The format of a rate.
    #[inline(always)]
    pub fn format(&self, rate: RateIndex) -> &AudioFormat {
        let [own, ..] = &self.formats;
        self.formats.get(rate.at()).unwrap_or(own)
    }

    /// The filter from one rate to another; `None` if they are the same.
    #[inline(always)]
    pub fn filter(&self, from: RateIndex, to: RateIndex) -> Option<&Filter> {
        self.filters.get(from.at() * self.count + to.at())?.as_ref()
    }

    /// The filter of lines whose delay changes slowly.
    pub fn drift_filter(&self) -> &DriftFilter {
        &self.drift
    }

    /// The memory of the filters, for locking it.
    pub fn regions(&self) -> impl Iterator<Item = (*const u8, usize)> {
        let table = (self.filters.as_ptr().cast(), size_of_val(&*self.filters));
        self.filters.iter().flatten().map(Filter::region).chain([table, self.drift.region()])
    }
}
