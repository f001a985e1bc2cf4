//! The table of kernels: each body compiled per SIMD level, chosen once.

use super::cache_line::{CACHE_LINE_SAMPLES, CacheLine};
use super::dtmf::detection::FrameReport;
use super::dtmf::detector::Detector;
use super::dtmf::goertzel::{Correlations, HOP, correlate};
#[cfg(target_arch = "aarch64")]
use super::lanes::neon::Neon;
use super::lanes::portable::Portable;
use super::lanes::simd_level::SimdLevel;
use super::lanes::{avx2::Avx2, avx512::Avx512, sse2::Sse2};
use super::level::frame_level::FrameLevel;
use super::line::resample::blocks::{Eight, Twice};
use super::line::resample::drift::{DriftFilter, DriftRatio, DriftResampler};
use super::line::resample::filter::Filter;
use super::line::resample::resampler::{Progress, Resampler};
use super::line::resample::run::resample;
#[cfg(target_arch = "x86_64")]
use super::line::resample::sixteen::Sixteen;
use super::mix::condition::{FrameCopy, condition};
use super::mix::mix_minus::{MixFrames, mix};
#[cfg(target_arch = "x86_64")]
use crate::dsp::LinearGain;

/// The kernels of one SIMD level. Choose once, outside the tick; every level gives the same bits.
#[derive(Clone, Copy, Debug)]
pub struct Kernels {
    /// The level of this table.
    level: SimdLevel,
    /// [`Kernels::condition`], compiled for it.
    condition: unsafe fn(FrameCopy, LinearGain) -> FrameLevel,
    /// [`Kernels::mix`], compiled for it.
    mix: unsafe fn(&MixFrames) -> bool,
    /// [`Kernels::correlate`], compiled for it.
    correlate: unsafe fn(&[[i16; HOP]], &mut [Correlations]),
    /// [`Kernels::resample`], compiled for it.
    resample: unsafe fn(&mut Resampler, &Filter, &[i16], &mut [i16]) -> usize,
    /// [`Kernels::resample_drifting`], compiled for it.
    resample_drifting:
        unsafe fn(&mut DriftResampler, &DriftFilter, DriftRatio, &[i16], &mut [i16]) -> Progress,
    /// [`Kernels::scan_dtmf`], compiled for it.
    scan_dtmf: unsafe fn(&mut Detector, &[i16], &mut FrameReport),
}

impl Kernels {
    /// The kernels of `level`; `None` if this machine does not support it.
    pub fn for_level(level: SimdLevel) -> Option<&'static Kernels> {
        if !level.is_supported() {
            return None;
        }
        match level {
            SimdLevel::Portable => Some(&PORTABLE),
            #[cfg(target_arch = "x86_64")]
            SimdLevel::Sse2 => Some(&SSE2),
            #[cfg(target_arch = "x86_64")]
            SimdLevel::Avx2 => Some(&AVX2),
            #[cfg(target_arch = "x86_64")]
            SimdLevel::Avx512 => Some(&AVX512),
            #[cfg(not(target_arch = "x86_64"))]
            SimdLevel::Sse2 | SimdLevel::Avx2 | SimdLevel::Avx512 => None,
            #[cfg(target_arch = "aarch64")]
            SimdLevel::Neon => Some(&NEON),
            #[cfg(not(target_arch = "aarch64"))]
            SimdLevel::Neon => None,
        }
    }

    /// The SIMD level of these kernels.
    pub fn level(&self) -> SimdLevel {
        self.level
    }

    /// Copies `samples` samples from `src` into the frame at `dst`, applies the settled `gain`, zeroes the
    /// padding of the last line, and returns the level of the result, all in one pass. [`Kernels::condition_from`] and
    /// [`Kernels::condition_in_place`] do the same with slices.
    ///
    /// Each sample becomes sat16((x·m + 2^(s−1)) >> s), where m and s are the mantissa and the shift of the
    /// gain; unity is a plain copy. Wait-free; up to 65,536 samples.
    ///
    /// # Safety
    /// - `src` is valid for reads of `samples` samples, at any alignment of a sample.
    /// - `dst` is valid for writes of `lines(samples)` lines.
    /// - The two are disjoint, or `src` is `dst`.
    #[inline]
    pub unsafe fn condition(
        &self,
        src: *const i16,
        dst: *mut CacheLine,
        samples: usize,
        gain: LinearGain,
    ) -> FrameLevel {
        // SAFETY: the caller guarantees what `FrameCopy::new` requires; `for_level` returns a table only if the machine
        // supports its level.
        unsafe { (self.condition)(FrameCopy::new(src, dst, samples), gain) }
    }

    /// Applies the settled `gain` to the first `samples` samples of `frame` (at most all of them), zeroes the padding
    /// of the last line that they fill, and returns the level of the result. [`Kernels::condition`] says how.
    /// Wait-free.
    #[inline]
    pub fn condition_in_place(
        &self,
        frame: &mut [CacheLine],
        samples: usize,
        gain: LinearGain,
    ) -> FrameLevel {
        let samples = samples.min(frame.len() * CACHE_LINE_SAMPLES);
        let frame = frame.as_mut_ptr();
        // SAFETY: `frame` is borrowed exclusively and holds at least `samples` samples, so also `lines(samples)` lines.
        // Source and destination are the same.
        unsafe { self.condition(frame.cast_const().cast(), frame, samples, gain) }
    }

    /// Copies `src` to the start of `frame` (as much as it holds) with the settled `gain`, zeroes the padding of the
    /// last line that it fills, and returns the level of the result. [`Kernels::condition`] says how. Wait-free.
    #[inline]
    pub fn condition_from(&self, src: &[i16], frame: &mut [CacheLine], gain: LinearGain) -> FrameLevel {
        let samples = src.len().min(frame.len() * CACHE_LINE_SAMPLES);
        // SAFETY: `src` holds `samples` samples, `frame` holds `lines(samples)` lines, and a shared and an exclusive
        // borrow do not overlap.
        unsafe { self.condition(src.as_ptr(), frame.as_mut_ptr(), samples, gain) }
    }

    /// Mix-minus of `count` contributions: writes sat16(Σ) of them all to `common`, and for each contribution
    /// i sat16(Σ − contribution i) to `outputs[i]`. Returns true if Σ was beyond 16 bits at any sample.
    ///
    /// The sum is exact, and saturates only as it is written: a participant's own samples are absent from its
    /// output even where the sum overloads. Every frame has `frame_lines` lines; contribution i starts `i ·
    /// stride_lines` lines after the first. Frames 4096 bytes apart share a cache set and are several times
    /// slower. Wait-free.
    ///
    /// # Safety
    /// - `count` is 0 … 4096.
    /// - `contributions` is valid for reads of every contribution's `frame_lines` lines (it may dangle if
    ///   `count` is 0).
    /// - `outputs` is valid for reads of `count` pointers (it may dangle if `count` is 0), each of them,
    ///   and `common`,
    ///   valid for writes of `frame_lines` lines.
    /// - No frame that is written overlaps a contribution or another frame that is written; but outputs may be one
    ///   and the same frame, which then holds the mix of the last of them.
    #[inline]
    pub unsafe fn mix(
        &self,
        contributions: *const CacheLine,
        stride_lines: usize,
        count: usize,
        frame_lines: usize,
        outputs: *const *mut CacheLine,
        common: *mut CacheLine,
    ) -> bool {
        // SAFETY: the caller guarantees what `MixFrames::new` requires; `for_level` returns a table only if the machine
        // supports its level.
        unsafe {
            let frames = MixFrames::new(contributions, stride_lines, count, frame_lines, outputs, common);
            (self.mix)(&frames)
        }
    }

    /// Correlates each hop of 20 samples at 8 kHz with the eight DTMF frequencies, from phase 0 each. Per hop it writes
    /// Σ x·2048·cos(ωn) of each frequency, then −Σ x·2048·sin(ωn), with factors rounded to integers. The shorter of the
    /// two slices decides how many hops. Wait-free.
    #[inline]
    pub fn correlate(&self, hops: &[[i16; HOP]], out: &mut [Correlations]) {
        // SAFETY: `for_level` returns a table only if the machine supports its level.
        unsafe { (self.correlate)(hops, out) }
    }

    /// Converts the sample rate; [`Resampler::process`] says how. Wait-free.
    #[inline]
    pub(crate) fn resample(
        &self,
        resampler: &mut Resampler,
        filter: &Filter,
        input: &[i16],
        output: &mut [i16],
    ) -> usize {
        // SAFETY: `for_level` returns a table only if the machine supports its level.
        unsafe { (self.resample)(resampler, filter, input, output) }
    }

    /// Follows a clock; [`DriftResampler::process`] says how. Wait-free.
    #[inline]
    pub(crate) fn resample_drifting(
        &self,
        resampler: &mut DriftResampler,
        filter: &DriftFilter,
        ratio: DriftRatio,
        input: &[i16],
        output: &mut [i16],
    ) -> Progress {
        // SAFETY: `for_level` returns a table only if the machine supports its level.
        unsafe { (self.resample_drifting)(resampler, filter, ratio, input, output) }
    }

    /// Scans the samples of a frame, at 8 kHz, for DTMF. No fused multiply-add, and one order of sums: every level
    /// gives the same bits. Wait-free.
    #[inline]
    pub(crate) fn scan_dtmf(&self, detector: &mut Detector, samples: &[i16], report: &mut FrameReport) {
        // SAFETY: `for_level` returns a table only if the machine supports its level.
        unsafe { (self.scan_dtmf)(detector, samples, report) }
    }
}

/// Compiles all bodies for one level into its table. Arguments: the token of the level, that of its longest blocks of
/// floats, the registers of a tile and of
/// a line, and the attribute that enables its instructions.
///
/// A tile is two lines if the registers hold them, else one (`benches/mix.rs`: tiles of one line cost AVX2 up to a
/// third; tiles of two cost SSE2 half, because the sums no longer fit 16 registers). NEON's 32 registers hold two
/// lines; its speed is not measured.
macro_rules! level {
    (
        $table:ident, $module:ident, $level:expr, $lanes:expr, $blocks:expr,
        $tile:literal, $line:literal $(, #[$feature:meta])?
    ) => {
        /// The kernels of this level.
        static $table: Kernels = Kernels {
            level: $level,
            condition: $module::condition,
            mix: $module::mix,
            correlate: $module::correlate,
            resample: $module::resample,
            resample_drifting: $module::resample_drifting,
            scan_dtmf: $module::scan_dtmf,
        };

        /// Each function requires that the machine supports the level.
        #[allow(unused_unsafe, reason = "the token of the portable level needs no instructions")]
        mod $module {
            use super::*;

            $(#[$feature])?
            pub(crate) unsafe fn condition(copy: FrameCopy, gain: LinearGain) -> FrameLevel {
                // SAFETY: only the table of the level has it, which `for_level` returns only if the machine supports it.
                super::condition(unsafe { $lanes }, copy, gain)
            }

            $(#[$feature])?
            pub(crate) unsafe fn correlate(hops: &[[i16; HOP]], out: &mut [Correlations]) {
                // SAFETY: only the table of the level has it, which `for_level` returns only if the machine supports it.
                super::correlate::<_, $line>(unsafe { $lanes }, hops, out)
            }

            $(#[$feature])?
            pub(crate) unsafe fn resample(
                resampler: &mut Resampler,
                filter: &Filter,
                input: &[i16],
                output: &mut [i16],
            ) -> usize {
                // SAFETY: only the table of the level has it, which `for_level` returns only if the machine supports it.
                super::resample(unsafe { $lanes }, unsafe { $blocks }, resampler, filter, input, output)
            }

            $(#[$feature])?
            pub(crate) unsafe fn resample_drifting(
                resampler: &mut DriftResampler,
                filter: &DriftFilter,
                ratio: DriftRatio,
                input: &[i16],
                output: &mut [i16],
            ) -> Progress {
                // SAFETY: only the table of the level has it, which `for_level` returns only if the machine supports it.
                resampler.run(unsafe { $lanes }, filter, ratio, input, output)
            }

            $(#[$feature])?
            pub(crate) unsafe fn scan_dtmf(detector: &mut Detector, samples: &[i16], report: &mut FrameReport) {
                // SAFETY: only the table of the level has it, which `for_level` returns only if the machine supports it.
                detector.scan::<_, $line>(unsafe { $lanes }, samples, report);
            }

            $(#[$feature])?
            pub(crate) unsafe fn mix(frames: &MixFrames) -> bool {
                // SAFETY: only the table of the level has it, which `for_level` returns only if the machine supports it.
                super::mix::<_, $tile, $line>(unsafe { $lanes }, frames)
            }
        }
    };
}

level!(PORTABLE, portable, SimdLevel::Portable, Portable, Eight(Portable), 2, 2);
#[cfg(target_arch = "x86_64")]
level!(SSE2, sse2, SimdLevel::Sse2, Sse2::new(), Eight(Sse2::new()), 4, 4);
#[cfg(target_arch = "x86_64")]
level!(AVX2, avx2, SimdLevel::Avx2, Avx2::new(), Twice(Eight(Avx2::new())), 4, 2, #[target_feature(enable = "avx2")]);
#[cfg(target_arch = "x86_64")]
level!(AVX512, avx512, SimdLevel::Avx512, Avx512::new(), Twice(Sixteen::new()), 2, 1, #[target_feature(enable = "avx512f,avx512bw")]);
#[cfg(target_arch = "aarch64")]
level!(NEON, neon, SimdLevel::Neon, Neon::new(), Eight(Neon::new()), 8, 4, #[target_feature(enable = "neon")]);
