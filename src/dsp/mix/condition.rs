//! The conditioning of a frame in one pass: copy, settled gain, level.

use crate::dsp::cache_line::{CACHE_LINE_SAMPLES, CacheLine};
use crate::dsp::lanes::Lanes;
use crate::dsp::level::frame_level::{FrameLevel, Meter};
use crate::dsp::level::linear_gain::LinearGain;

/// A copy of samples into whole lines. The pointers were checked when it was made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FrameCopy {
    src: *const i16,
    dst: *mut CacheLine,
    samples: usize,
}

impl FrameCopy {
    /// A copy of `samples` samples from `src` to `dst`, whose last line is padded with zeros.
    ///
    /// # Safety
    /// While the copy is used: `src` is valid for reads of `samples` samples, at any alignment of a sample; `dst` is
    /// valid for writes of `lines(samples)` lines; the two are disjoint, or `src` is `dst`.
    #[inline(always)]
    pub(crate) unsafe fn new(src: *const i16, dst: *mut CacheLine, samples: usize) -> FrameCopy {
        FrameCopy { src, dst, samples }
    }
}

/// Copies a frame with a settled gain, and measures the result.
#[inline(always)]
pub(crate) fn condition<L: Lanes>(lanes: L, copy: FrameCopy, gain: LinearGain) -> FrameLevel {
    let scale = Scale::new(lanes, gain);
    if gain == LinearGain::UNITY {
        pass::<L, false>(lanes, copy, &scale)
    } else {
        pass::<L, true>(lanes, copy, &scale)
    }
}

/// Copies the frame line by line, scaled if `SCALED`, and measures the result.
#[inline(always)]
fn pass<L: Lanes, const SCALED: bool>(lanes: L, copy: FrameCopy, scale: &Scale<L>) -> FrameLevel {
    let FrameCopy { src, dst, samples } = copy;
    let mut meter = Meter::new(lanes);
    let whole = samples / CACHE_LINE_SAMPLES;
    for line in 0..whole {
        // SAFETY: this whole line ends within the `samples` samples at `src` and the `lines(samples)` lines at `dst`,
        // which `FrameCopy::new` requires to be valid.
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
        // SAFETY: `rest` samples remain at `src` and are fewer than a line holds; `dst` has a line for them, since
        // `FrameCopy::new` requires `lines(samples)` lines. `last` is a line of its own, so the copy overlaps nothing.
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
/// `src` is valid for reads of [`CACHE_LINE_SAMPLES`] samples, at any alignment of a sample; `dst` for the write of a
/// line; both may be the same.
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
        // SAFETY: LANES divides a line, so samples `at` … `at` + LANES are within the line at `src` and at `dst`, which
        // the caller guarantees to be valid. They are read before they are written.
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
