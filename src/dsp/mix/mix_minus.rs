//! Mix-minus: the exact sum of every stream, and for each stream the sum without its own.
//!
//! Two identities keep it in 16-bit lanes (measured against 32-bit accumulators in `benches/mix.rs`):
//! - For up to 256 streams, Σx mod 2¹⁶ and Σ(x >> 8), both in 16 bits, give S = Σx back exactly.
//! - With a = sat16(S) and b = sat16(S − a), sat16(S − x) = adds(subs(a, x), b) for every sample x.
//!
//! It runs in tiles, all streams' samples of one or two lines at a time, so that what the first pass over the
//! streams has read and what the second writes stays in the innermost cache.

#![expect(
    clippy::indexing_slicing,
    reason = "each index is a lane or a register below the fixed length of its array; iterators compile worse"
)]

use crate::dsp::cache_line::{CACHE_LINE_SAMPLES, CacheLine};
use crate::dsp::lanes::Lanes;

/// How many streams Σ(x >> 8) of 16 bits can hold: 256 · −128 is its lower end.
const BLOCK: usize = 256;

/// Where the streams of one room stand.
struct Streams {
    /// The first line of the first contribution.
    contributions: *const CacheLine,
    /// Lines from one contribution to the next.
    stride_lines: usize,
    /// How many contributions, and outputs, there are.
    count: usize,
    /// One frame a contribution.
    outputs: *const *mut CacheLine,
    /// The frame of those who contribute nothing.
    common: *mut CacheLine,
}

/// The body of [`Kernels::mix`](crate::dsp::Kernels::mix), in tiles of `TILE` registers; `LINE` of them hold one
/// line.
///
/// # Safety
/// As of [`Kernels::mix`](crate::dsp::Kernels::mix). `TILE · LANES` is a whole number of lines, `LINE · LANES` is
/// one.
#[expect(clippy::disallowed_macros, reason = "asserted at compile time")]
#[inline(always)]
pub(crate) unsafe fn mix<L: Lanes, const TILE: usize, const LINE: usize>(
    lanes: L,
    contributions: *const CacheLine,
    stride_lines: usize,
    count: usize,
    frame_lines: usize,
    outputs: *const *mut CacheLine,
    common: *mut CacheLine,
) -> bool {
    const { assert!(LINE * L::LANES == CACHE_LINE_SAMPLES && TILE.is_multiple_of(LINE)) };
    let streams = Streams { contributions, stride_lines, count, outputs, common };
    let mut excess = lanes.splat(0);
    let mut line = 0;
    while line + TILE / LINE <= frame_lines {
        // SAFETY: the tile ends within the frame; the caller vouches for the frames.
        excess = lanes.or(excess, unsafe { tile::<L, TILE>(lanes, &streams, line * CACHE_LINE_SAMPLES) });
        line += TILE / LINE;
    }
    while line < frame_lines {
        // SAFETY: this one line is within the frame; the caller vouches for the frames.
        excess = lanes.or(excess, unsafe { tile::<L, LINE>(lanes, &streams, line * CACHE_LINE_SAMPLES) });
        line += 1;
    }
    lanes.any(excess)
}

/// Mixes `R` registers' worth of samples of every stream, from sample `start` on. Returns lanes of which one
/// is not zero if a sum was beyond 16 bits.
///
/// # Safety
/// Samples `start … start + R · LANES` lie within every frame of `streams`, which are valid as
/// [`Kernels::mix`](crate::dsp::Kernels::mix) asks.
#[inline(always)]
unsafe fn tile<L: Lanes, const R: usize>(lanes: L, streams: &Streams, start: usize) -> L::V {
    // SAFETY: the caller vouches for samples `start …` of every contribution.
    let total = unsafe { sum::<L, R>(lanes, streams, start) };
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
        // SAFETY: within the common frame, for which the caller vouches.
        unsafe { lanes.store(streams.common.cast::<i16>().add(start + r * L::LANES), nearest[r]) };
    }
    for i in 0..streams.count {
        // SAFETY: i < count, so this is within the contributions and the array of outputs; samples `start …`
        // are within both frames. The caller vouches for them.
        let (own, output) = unsafe {
            let own = streams.contributions.add(i * streams.stride_lines).cast::<i16>().add(start);
            (own, (*streams.outputs.add(i)).cast::<i16>().add(start))
        };
        for r in 0..R {
            // SAFETY: register r of the same samples.
            unsafe {
                let x = lanes.load(own.add(r * L::LANES));
                let others = lanes.adds(lanes.subs(nearest[r], x), rest[r]);
                lanes.store(output.add(r * L::LANES), others);
            }
        }
    }
    excess
}

/// The exact sum of every stream's `R` registers' worth of samples from `start` on, in 32 bits.
///
/// # Safety
/// As of [`tile`], for the contributions.
#[inline(always)]
unsafe fn sum<L: Lanes, const R: usize>(lanes: L, streams: &Streams, start: usize) -> [[L::W; 2]; R] {
    let mut total = [[lanes.splat_wide(0); 2]; R];
    let mut first = 0;
    while first < streams.count {
        let end = streams.count.min(first + BLOCK);
        let mut low = [lanes.splat(0); R];
        let mut high = [lanes.splat(0); R];
        for i in first..end {
            // SAFETY: i < count, so this is within the contributions, for which the caller vouches.
            let from =
                unsafe { streams.contributions.add(i * streams.stride_lines).cast::<i16>().add(start) };
            for r in 0..R {
                // SAFETY: register r of the same samples.
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

/// S of at most 256 samples a lane, from `low` = S mod 2¹⁶ and `high` = Σ(x >> 8), in the order of
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
