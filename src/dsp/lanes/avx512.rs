//! 512-bit lanes: AVX-512 F and BW.
//!
//! Unpacking and packing work on each 128-bit quarter by itself, and so undo each other's order.

use core::arch::x86_64::*;

use super::{Lanes, floats_256};

/// Evaluates an expression of AVX-512 F and BW intrinsics on values.
macro_rules! avx512 {
    ($intrinsics:expr) => {
        // SAFETY: a token exists only if the machine supports AVX-512 F and BW.
        unsafe { $intrinsics }
    };
}

/// 512-bit registers of 32 samples: a line each.
#[derive(Clone, Copy)]
pub(in crate::dsp) struct Avx512(());

impl Avx512 {
    /// The token of a machine that supports AVX-512 F and BW.
    ///
    /// # Safety
    /// The machine that runs this supports AVX-512 F and BW.
    #[inline(always)]
    pub(in crate::dsp) unsafe fn new() -> Avx512 {
        Avx512(())
    }
}

impl Lanes for Avx512 {
    type V = __m512i;
    type W = __m512i;

    const LANES: usize = 32;

    #[inline(always)]
    unsafe fn load(self, from: *const i16) -> __m512i {
        // SAFETY: a token exists only if the machine supports AVX-512 F; the caller guarantees that the pointer is
        // valid for a register.
        unsafe { _mm512_loadu_si512(from.cast()) }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut i16, v: __m512i) {
        // SAFETY: a token exists only if the machine supports AVX-512 F; the caller guarantees that the pointer is
        // valid for a register.
        unsafe { _mm512_storeu_si512(to.cast(), v) }
    }

    #[inline(always)]
    unsafe fn store_wide(self, to: *mut u32, w: __m512i) {
        // SAFETY: a token exists only if the machine supports AVX-512 F; the caller guarantees that the pointer is
        // valid for a register.
        unsafe { _mm512_storeu_si512(to.cast(), w) }
    }

    #[inline(always)]
    fn splat(self, value: i16) -> __m512i {
        avx512!(_mm512_set1_epi16(value))
    }

    #[inline(always)]
    fn splat_pair(self, even: i16, odd: i16) -> __m512i {
        let pair = (u32::from(odd as u16) << 16) | u32::from(even as u16);
        avx512!(_mm512_set1_epi32(pair as i32))
    }

    #[inline(always)]
    fn splat_wide(self, value: i32) -> __m512i {
        avx512!(_mm512_set1_epi32(value))
    }

    #[inline(always)]
    fn add(self, a: __m512i, b: __m512i) -> __m512i {
        avx512!(_mm512_add_epi16(a, b))
    }

    #[inline(always)]
    fn sub(self, a: __m512i, b: __m512i) -> __m512i {
        avx512!(_mm512_sub_epi16(a, b))
    }

    #[inline(always)]
    fn adds(self, a: __m512i, b: __m512i) -> __m512i {
        avx512!(_mm512_adds_epi16(a, b))
    }

    #[inline(always)]
    fn subs(self, a: __m512i, b: __m512i) -> __m512i {
        avx512!(_mm512_subs_epi16(a, b))
    }

    #[inline(always)]
    fn shr8(self, v: __m512i) -> __m512i {
        avx512!(_mm512_srai_epi16::<8>(v))
    }

    #[inline(always)]
    fn shl8(self, v: __m512i) -> __m512i {
        avx512!(_mm512_slli_epi16::<8>(v))
    }

    #[inline(always)]
    fn max(self, a: __m512i, b: __m512i) -> __m512i {
        avx512!(_mm512_max_epi16(a, b))
    }

    #[inline(always)]
    fn min(self, a: __m512i, b: __m512i) -> __m512i {
        avx512!(_mm512_min_epi16(a, b))
    }

    #[inline(always)]
    fn or(self, a: __m512i, b: __m512i) -> __m512i {
        avx512!(_mm512_or_si512(a, b))
    }

    #[inline(always)]
    fn any(self, v: __m512i) -> bool {
        avx512!(_mm512_test_epi32_mask(v, v)) != 0
    }

    #[inline(always)]
    fn interleave(self, a: __m512i, b: __m512i) -> [__m512i; 2] {
        avx512!([_mm512_unpacklo_epi16(a, b), _mm512_unpackhi_epi16(a, b)])
    }

    #[inline(always)]
    fn madd(self, a: __m512i, b: __m512i) -> __m512i {
        avx512!(_mm512_madd_epi16(a, b))
    }

    #[inline(always)]
    fn add_wide(self, a: __m512i, b: __m512i) -> __m512i {
        avx512!(_mm512_add_epi32(a, b))
    }

    #[inline(always)]
    fn sub_wide(self, a: __m512i, b: __m512i) -> __m512i {
        avx512!(_mm512_sub_epi32(a, b))
    }

    #[inline(always)]
    fn shr_wide(self, w: __m512i, count: u32) -> __m512i {
        avx512!(_mm512_sra_epi32(w, _mm_cvtsi32_si128(count as i32)))
    }

    #[inline(always)]
    fn upper_wide(self, w: __m512i) -> __m512i {
        avx512!(_mm512_srli_epi32::<16>(w))
    }

    #[inline(always)]
    fn pack(self, w: [__m512i; 2]) -> __m512i {
        avx512!(_mm512_packs_epi32(w[0], w[1]))
    }

    floats_256!();
}
