//! The classes of lines: one per sample rate, and one of speech agents.

use crate::rt::index::{MAX_RATES, RateIndex};

/// The most classes of an engine.
pub const MAX_CLASSES: usize = MAX_RATES + 1;

/// One of the classes of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineClassIndex(u8);

impl LineClassIndex {
    /// The usual lines of the engine's own rate.
    pub const OWN: LineClassIndex = LineClassIndex::of_rate(RateIndex::OWN);

    /// Speech agents.
    pub const AGENTS: LineClassIndex = LineClassIndex(MAX_RATES as u8);

    /// Every class.
    pub fn all() -> impl Iterator<Item = LineClassIndex> {
        (0..MAX_CLASSES as u8).map(LineClassIndex)
    }

    /// The usual lines of that rate.
    pub const fn of_rate(rate: RateIndex) -> LineClassIndex {
        LineClassIndex(rate.at() as u8)
    }

    /// Its place among the classes.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}
