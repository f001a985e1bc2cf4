//! The level of a frame: its exact energy and its peak.

#![expect(
    clippy::indexing_slicing,
    reason = "each index is a lane or a register below the fixed length of its array; iterators compile worse"
)]

use crate::dsp::cache_line::CACHE_LINE_SAMPLES;
use crate::dsp::lanes::Lanes;

/// The level of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FrameLevel {
    /// Σx², exactly.
    pub sum_squares: u64,
    /// The largest |x|, 0 … 32,768.
    pub peak: u32,
}

/// Measures a [`FrameLevel`], a register at a time, over at most 65,536 registers.
///
/// The squares of each pair of lanes, m ≤ 2³¹, are summed twice: mod 2³², and in their upper halves. The
/// two give the wide sum: Σm = 2¹⁶·upper + e, where e = Σ(m mod 2¹⁶) < 2³² is wrapped −
/// 2¹⁶·upper mod 2³².
pub(crate) struct Meter<L: Lanes> {
    lanes: L,
    /// Σm mod 2³² in each lane.
    wrapped: L::W,
    /// Σ(m >> 16) in each lane.
    upper: L::W,
    /// The largest sample in each lane, or 0.
    max: L::V,
    /// The smallest sample in each lane, or 0.
    min: L::V,
}

impl<L: Lanes> Meter<L> {
    /// A meter without samples.
    #[inline(always)]
    pub(crate) fn new(lanes: L) -> Meter<L> {
        let (zero, wide) = (lanes.splat(0), lanes.splat_wide(0));
        Meter { lanes, wrapped: wide, upper: wide, max: zero, min: zero }
    }

    /// Adds the samples of `x`.
    #[inline(always)]
    pub(crate) fn add(&mut self, x: L::V) {
        let squares = self.lanes.madd(x, x);
        self.wrapped = self.lanes.add_wide(self.wrapped, squares);
        self.upper = self.lanes.add_wide(self.upper, self.lanes.upper_wide(squares));
        self.max = self.lanes.max(self.max, x);
        self.min = self.lanes.min(self.min, x);
    }

    /// The level of all samples that were added.
    #[expect(clippy::disallowed_macros, reason = "asserted at compile time")]
    #[inline(always)]
    pub(crate) fn finish(self) -> FrameLevel {
        const { assert!(L::LANES <= CACHE_LINE_SAMPLES) };
        let (mut wrapped, mut upper) = ([0_u32; CACHE_LINE_SAMPLES / 2], [0_u32; CACHE_LINE_SAMPLES / 2]);
        let (mut max, mut min) = ([0_i16; CACHE_LINE_SAMPLES], [0_i16; CACHE_LINE_SAMPLES]);
        // SAFETY: each array is at least a register long, as asserted above.
        unsafe {
            self.lanes.store_wide(wrapped.as_mut_ptr(), self.wrapped);
            self.lanes.store_wide(upper.as_mut_ptr(), self.upper);
            self.lanes.store(max.as_mut_ptr(), self.max);
            self.lanes.store(min.as_mut_ptr(), self.min);
        }
        let mut level = FrameLevel::default();
        for lane in 0..L::LANES / 2 {
            let rest = wrapped[lane].wrapping_sub(upper[lane] << 16);
            level.sum_squares += (u64::from(upper[lane]) << 16) + u64::from(rest);
        }
        let (mut highest, mut lowest) = (0, 0);
        for lane in 0..L::LANES {
            highest = max[lane].max(highest);
            lowest = min[lane].min(lowest);
        }
        level.peak = u32::from(lowest.unsigned_abs()).max(u32::from(highest.unsigned_abs()));
        level
    }
}
