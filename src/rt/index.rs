//! How the tables of an engine are indexed, and how joins are numbered.

/// Stands for an absent index: no slot, no room, no play, no tap.
pub const NONE: u32 = u32::MAX;

/// The number of a participant's join, counted from 1 over the lifetime of its slot; 0: no join yet.
pub type JoinNumber = u64;

/// The most sample rates of an engine.
pub const MAX_RATES: usize = 8;

/// One of the engine's sample rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateIndex(u8);

impl RateIndex {
    /// The engine's own rate.
    pub const OWN: RateIndex = RateIndex(0);

    /// The rate at `at` in the engine's list, which has at most [`MAX_RATES`].
    pub const fn new(at: usize) -> RateIndex {
        RateIndex((at % MAX_RATES) as u8)
    }

    /// Its place in the engine's list.
    #[inline(always)]
    pub const fn at(self) -> usize {
        self.0 as usize % MAX_RATES
    }
}
