//! 256-bit lanes: AVX2.
//!
//! Unpacking and packing work on each 128-bit half by itself, and so undo each other's order.

use core::arch::x86_64::*;

use super::{Lanes, floats_256};

/// Evaluates an expression of AVX2 intrinsics on values.
macro_rules! avx2 {
    ($intrinsics:expr) => {
        // SAFETY: a token exists only if the machine supports AVX2.
        unsafe { $intrinsics }
    };
}

/// 256-bit registers of 16 samples.
#[derive(Clone, Copy)]
pub(in crate::dsp) struct Avx2(());

impl Avx2 {
    /// The token of a machine that supports AVX2.
    ///
    /// # Safety
    /// The machine that runs this supports AVX2.
    #[inline(always)]
    pub(in crate::dsp) unsafe fn new() -> Avx2 {
        Avx2(())
    }
}

impl Lanes for Avx2 {
    type V = __m256i;
    type W = __m256i;

    const LANES: usize = 16;

    #[inline(always)]
    unsafe fn load(self, from: *const i16) -> __m256i {
        // SAFETY: a token exists only if the machine supports AVX2; the caller guarantees that the pointer is valid for
        // a register.
        unsafe { _mm256_loadu_si256(from.cast()) }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut i16, v: __m256i) {
        // SAFETY: a token exists only if the machine supports AVX2; the caller guarantees that the pointer is valid for
        // a register.
        unsafe { _mm256_storeu_si256(to.cast(), v) }
    }

    #[inline(always)]
    unsafe fn store_wide(self, to: *mut u32, w: __m256i) {
        // SAFETY: a token exists only if the machine supports AVX2; the caller guarantees that the pointer is valid for
        // a register.
        unsafe { _mm256_storeu_si256(to.cast(), w) }
    }

    #[inline(always)]
    fn splat(self, value: i16) -> __m256i {
        avx2!(_mm256_set1_epi16(value))
    }

    #[inline(always)]
    fn splat_pair(self, even: i16, odd: i16) -> __m256i {
        let pair = (u32::from(odd as u16) << 16) | u32::from(even as u16);
        avx2!(_mm256_set1_epi32(pair as i32))
    }

    #[inline(always)]
    fn splat_wide(self, value: i32) -> __m256i {
        avx2!(_mm256_set1_epi32(value))
    }

    #[inline(always)]
    fn add(self, a: __m256i, b: __m256i) -> __m256i {
        avx2!(_mm256_add_epi16(a, b))
    }

    #[inline(always)]
    fn sub(self, a: __m256i, b: __m256i) -> __m256i {
        avx2!(_mm256_sub_epi16(a, b))
    }

    #[inline(always)]
    fn adds(self, a: __m256i, b: __m256i) -> __m256i {
        avx2!(_mm256_adds_epi16(a, b))
    }

    #[inline(always)]
    fn subs(self, a: __m256i, b: __m256i) -> __m256i {
        avx2!(_mm256_subs_epi16(a, b))
    }

    #[inline(always)]
    fn shr8(self, v: __m256i) -> __m256i {
        avx2!(_mm256_srai_epi16::<8>(v))
    }

    #[inline(always)]
    fn shl8(self, v: __m256i) -> __m256i {
        avx2!(_mm256_slli_epi16::<8>(v))
    }

    #[inline(always)]
    fn max(self, a: __m256i, b: __m256i) -> __m256i {
        avx2!(_mm256_max_epi16(a, b))
    }

    #[inline(always)]
    fn min(self, a: __m256i, b: __m256i) -> __m256i {
        avx2!(_mm256_min_epi16(a, b))
    }

    #[inline(always)]
    fn or(self, a: __m256i, b: __m256i) -> __m256i {
        avx2!(_mm256_or_si256(a, b))
    }

    #[inline(always)]
    fn any(self, v: __m256i) -> bool {
        avx2!(_mm256_testz_si256(v, v)) == 0
    }

    #[inline(always)]
    fn interleave(self, a: __m256i, b: __m256i) -> [__m256i; 2] {
        avx2!([_mm256_unpacklo_epi16(a, b), _mm256_unpackhi_epi16(a, b)])
    }

    #[inline(always)]
    fn madd(self, a: __m256i, b: __m256i) -> __m256i {
        avx2!(_mm256_madd_epi16(a, b))
    }

    #[inline(always)]
    fn add_wide(self, a: __m256i, b: __m256i) -> __m256i {
        avx2!(_mm256_add_epi32(a, b))
    }

    #[inline(always)]
    fn sub_wide(self, a: __m256i, b: __m256i) -> __m256i {
        avx2!(_mm256_sub_epi32(a, b))
    }

    #[inline(always)]
    fn shr_wide(self, w: __m256i, count: u32) -> __m256i {
        avx2!(_mm256_sra_epi32(w, _mm_cvtsi32_si128(count as i32)))
    }

    #[inline(always)]
    fn upper_wide(self, w: __m256i) -> __m256i {
        avx2!(_mm256_srli_epi32::<16>(w))
    }

    #[inline(always)]
    fn pack(self, w: [__m256i; 2]) -> __m256i {
        avx2!(_mm256_packs_epi32(w[0], w[1]))
    }

    floats_256!();
}
