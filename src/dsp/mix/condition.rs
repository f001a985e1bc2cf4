//! One pass from what came in to what is mixed: copy, settled gain, level.

use crate::dsp::LinearGain;
use crate::dsp::cache_line::{CACHE_LINE_SAMPLES, CacheLine};
use crate::dsp::lanes::Lanes;
use crate::dsp::level::frame_level::{FrameLevel, Meter};

/// The body of [`Kernels::condition`](crate::dsp::Kernels::condition).
///
/// # Safety
/// As of [`Kernels::condition`](crate::dsp::Kernels::condition).
#[inline(always)]
pub(crate) unsafe fn condition<L: Lanes>(
    lanes: L,
    src: *const i16,
    dst: *mut CacheLine,
    samples: usize,
    gain: LinearGain,
) -> FrameLevel {
    let scale = Scale::new(lanes, gain);
    if gain == LinearGain::UNITY {
        // SAFETY: passed on as it came.
        unsafe { pass::<L, false>(lanes, src, dst, samples, &scale) }
    } else {
        // SAFETY: passed on as it came.
        unsafe { pass::<L, true>(lanes, src, dst, samples, &scale) }
    }
}

/// Copies the frame line by line, scaled if `SCALED`, and measures the result.
///
/// # Safety
/// As of [`Kernels::condition`](crate::dsp::Kernels::condition).
#[inline(always)]
unsafe fn pass<L: Lanes, const SCALED: bool>(
    lanes: L,
    src: *const i16,
    dst: *mut CacheLine,
    samples: usize,
    scale: &Scale<L>,
) -> FrameLevel {
    let mut meter = Meter::new(lanes);
    let whole = samples / CACHE_LINE_SAMPLES;
    for line in 0..whole {
        // SAFETY: the line ends within the `samples` at src and the lines at dst, for which the caller
        // vouches.
        unsafe {
            pass_line::<L, SCALED>(
                lanes,
                src.add(line * CACHE_LINE_SAMPLES),
                dst.add(line),
                scale,
                &mut meter,
            )
        };
    }
    let rest = samples % CACHE_LINE_SAMPLES;
    if rest > 0 {
        let mut last = CacheLine::ZERO;
        // SAFETY: `rest` samples remain at src and are fewer than a line holds; dst has a line for them,
        // since it has lines(samples) of them. `last` is a frame of its own, so the copy overlaps nothing.
        unsafe {
            let from = src.add(whole * CACHE_LINE_SAMPLES);
            core::ptr::copy_nonoverlapping(from, last.0.as_mut_ptr(), rest);
            pass_line::<L, SCALED>(lanes, last.0.as_ptr(), dst.add(whole), scale, &mut meter);
        }
    }
    meter.finish()
}

/// One line of [`pass`]. Zeros stay zeros at any gain, so padding needs no care.
///
/// # Safety
/// `src` is valid for reads of a line's samples, at any alignment; `dst` for the write of a line; both may be
/// the same.
#[inline(always)]
unsafe fn pass_line<L: Lanes, const SCALED: bool>(
    lanes: L,
    src: *const i16,
    dst: *mut CacheLine,
    scale: &Scale<L>,
    meter: &mut Meter<L>,
) {
    let dst = dst.cast::<i16>();
    for at in (0..CACHE_LINE_SAMPLES).step_by(L::LANES) {
        // SAFETY: the register ends within the line, and is read before it is written.
        unsafe {
            let mut x = lanes.load(src.add(at));
            if SCALED {
                x = scale.apply(lanes, x);
            }
            lanes.store(dst.add(at), x);
            meter.add(x);
        }
    }
}

/// A gain as the lanes apply it: x·m + 2^(s−1) is one multiply-add of the pairs (x, p) and (m, q), where
/// p·q = 2^(s−1).
struct Scale<L: Lanes> {
    /// p in every lane.
    partner: L::V,
    /// (m, q) in every pair of lanes.
    factors: L::V,
    /// s.
    shift: u32,
}

impl<L: Lanes> Scale<L> {
    /// The constants of `gain`, whose shift is 1 … 29: both halves of 2^(s−1) fit 16 bits.
    #[inline(always)]
    fn new(lanes: L, gain: LinearGain) -> Scale<L> {
        let exponent = gain.shift() - 1;
        let half = exponent / 2;
        Scale {
            partner: lanes.splat(1 << half),
            factors: lanes.splat_pair(gain.mantissa(), 1 << (exponent - half)),
            shift: gain.shift(),
        }
    }

    /// sat16((x·m + 2^(s−1)) >> s) of each lane.
    #[inline(always)]
    fn apply(&self, lanes: L, x: L::V) -> L::V {
        let [first, second] = lanes.interleave(x, self.partner);
        lanes.pack([
            lanes.shr_wide(lanes.madd(first, self.factors), self.shift),
            lanes.shr_wide(lanes.madd(second, self.factors), self.shift),
        ])
    }
}
