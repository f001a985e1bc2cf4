//! Mix-minus: the exact sum of all contributions, and for each contribution the sum without it.
//!
//! Two identities keep the arithmetic in 16-bit lanes (faster than 32-bit accumulators, `benches/mix.rs`):
//! - For up to 256 contributions, Σx mod 2¹⁶ and Σ(x >> 8), both in 16 bits, give S = Σx back exactly.
//! - With a = sat16(S) and b = sat16(S − a), sat16(S − x) = adds(subs(a, x), b) for every sample x.
//!
//! The mix runs in tiles: one or two lines of all contributions at a time, so that the samples that the first pass over
//! the contributions reads and the second writes stay in the innermost cache.

#![expect(
    clippy::indexing_slicing,
    reason = "each index is a lane or a register below the fixed length of its array; iterators compile worse"
)]

use crate::dsp::cache_line::{CACHE_LINE_SAMPLES, CacheLine};
use crate::dsp::lanes::Lanes;

/// How many samples Σ(x >> 8) in 16 bits can hold: 256 · −128 is its lower end.
const BLOCK: usize = 256;

/// The frames of one mix. The pointers were checked when it was made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MixFrames {
    /// The first line of the first contribution.
    contributions: *const CacheLine,
    /// Lines from one contribution to the next.
    stride_lines: usize,
    /// The number of contributions, and of outputs.
    count: usize,
    /// Lines of each frame.
    frame_lines: usize,
    /// One output per contribution.
    outputs: *const *mut CacheLine,
    /// The output with the sum of all contributions.
    common: *mut CacheLine,
}

impl MixFrames {
    /// The frames of a mix: `count` contributions, contribution i at `i · stride_lines` lines after the first, and
    /// `count` outputs.
    ///
    /// # Safety
    /// While the frames are used:
    /// - `contributions` is valid for reads of `frame_lines` lines of each contribution.
    /// - `outputs` is valid for reads of `count` pointers. Each of them, and `common`, is valid for writes of
    ///   `frame_lines` lines.
    /// - No output overlaps a contribution or another output; but several outputs may be the same frame.
    #[inline(always)]
    pub(crate) unsafe fn new(
        contributions: *const CacheLine,
        stride_lines: usize,
        count: usize,
        frame_lines: usize,
        outputs: *const *mut CacheLine,
        common: *mut CacheLine,
    ) -> MixFrames {
        MixFrames { contributions, stride_lines, count, frame_lines, outputs, common }
    }
}

/// Mixes all frames, in tiles of `TILE` registers; `LINE` registers hold one line. Returns true if a sum was beyond 16
/// bits.
#[expect(clippy::disallowed_macros, reason = "asserted at compile time")]
#[inline(always)]
pub(crate) fn mix<L: Lanes, const TILE: usize, const LINE: usize>(lanes: L, frames: &MixFrames) -> bool {
    const { assert!(LINE * L::LANES == CACHE_LINE_SAMPLES && TILE.is_multiple_of(LINE)) };
    let frames = *frames;
    let mut excess = lanes.splat(0);
    let mut line = 0;
    while line + TILE / LINE <= frames.frame_lines {
        // SAFETY: TILE registers from this line on end within the frame, by the condition of the loop.
        excess = lanes.or(excess, unsafe { tile::<L, TILE>(lanes, &frames, line * CACHE_LINE_SAMPLES) });
        line += TILE / LINE;
    }
    while line < frames.frame_lines {
        // SAFETY: LINE registers are this one line, which is within the frame.
        excess = lanes.or(excess, unsafe { tile::<L, LINE>(lanes, &frames, line * CACHE_LINE_SAMPLES) });
        line += 1;
    }
    lanes.any(excess)
}

/// Mixes `R` registers of every contribution, from sample `start` on. Returns lanes of which one is not zero if a sum
/// was beyond 16 bits.
///
/// # Safety
/// `start + R · LANES` is at most the samples of a frame.
#[inline(always)]
unsafe fn tile<L: Lanes, const R: usize>(lanes: L, frames: &MixFrames, start: usize) -> L::V {
    // SAFETY: the caller guarantees that R registers from `start` on are within a frame.
    let total = unsafe { sum::<L, R>(lanes, frames, start) };
    let zero = lanes.splat(0);
    let one = lanes.splat_pair(1, 0);
    let mut nearest = [zero; R];
    let mut rest = [zero; R];
    let mut excess = zero;
    for r in 0..R {
        nearest[r] = lanes.pack(total[r]);
        let [low, high] = lanes.interleave(nearest[r], zero);
        rest[r] = lanes.pack([
            lanes.sub_wide(total[r][0], lanes.madd(low, one)),
            lanes.sub_wide(total[r][1], lanes.madd(high, one)),
        ]);
        excess = lanes.or(excess, rest[r]);
        // SAFETY: register r from `start` on is within a frame (the caller), and `common` is valid for writes of a
        // frame (`MixFrames::new`).
        unsafe { lanes.store(frames.common.cast::<i16>().add(start + r * L::LANES), nearest[r]) };
    }
    for i in 0..frames.count {
        // SAFETY: i < count, so contribution i and output i exist and are whole frames (`MixFrames::new`); `start` is
        // within a frame (the caller).
        let (own, output) = unsafe {
            let own = frames.contributions.add(i * frames.stride_lines).cast::<i16>().add(start);
            (own, (*frames.outputs.add(i)).cast::<i16>().add(start))
        };
        for r in 0..R {
            // SAFETY: register r from `start` on is within a frame (the caller), in contribution i and in output i.
            unsafe {
                let x = lanes.load(own.add(r * L::LANES));
                let others = lanes.adds(lanes.subs(nearest[r], x), rest[r]);
                lanes.store(output.add(r * L::LANES), others);
            }
        }
    }
    excess
}

/// The exact sum of `R` registers of every contribution, from sample `start` on, in 32 bits.
///
/// # Safety
/// `start + R · LANES` is at most the samples of a frame.
#[inline(always)]
unsafe fn sum<L: Lanes, const R: usize>(lanes: L, frames: &MixFrames, start: usize) -> [[L::W; 2]; R] {
    let mut total = [[lanes.splat_wide(0); 2]; R];
    let mut first = 0;
    while first < frames.count {
        let end = frames.count.min(first + BLOCK);
        let mut low = [lanes.splat(0); R];
        let mut high = [lanes.splat(0); R];
        for i in first..end {
            // SAFETY: i < count, so contribution i is a whole frame (`MixFrames::new`); `start` is within it (the
            // caller).
            let from = unsafe { frames.contributions.add(i * frames.stride_lines).cast::<i16>().add(start) };
            for r in 0..R {
                // SAFETY: register r from `start` on is within contribution i (the caller).
                let x = unsafe { lanes.load(from.add(r * L::LANES)) };
                low[r] = lanes.add(low[r], x);
                high[r] = lanes.add(high[r], lanes.shr8(x));
            }
        }
        for r in 0..R {
            let block = block_sum(lanes, low[r], high[r]);
            total[r] = [lanes.add_wide(total[r][0], block[0]), lanes.add_wide(total[r][1], block[1])];
        }
        first = end;
    }
    total
}

/// S of at most 256 samples per lane, from `low` = S mod 2¹⁶ and `high` = Σ(x >> 8), in the order of
/// [`Lanes::interleave`].
///
/// S = 256·high + d, where d = Σ(x mod 256) lies in 0 … 65,280 and is low − 256·high mod 2¹⁶. The products
/// are of signed lanes, so d is taken 2¹⁵ lower and the sum raised again.
#[inline(always)]
fn block_sum<L: Lanes>(lanes: L, low: L::V, high: L::V) -> [L::W; 2] {
    let lowered = lanes.add(lanes.sub(low, lanes.shl8(high)), lanes.splat(i16::MIN));
    let factors = lanes.splat_pair(256, 1);
    let raise = lanes.splat_wide(1 << 15);
    let [first, second] = lanes.interleave(high, lowered);
    [lanes.add_wide(lanes.madd(first, factors), raise), lanes.add_wide(lanes.madd(second, factors), raise)]
}
