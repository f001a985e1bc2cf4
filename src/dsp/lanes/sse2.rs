//! 128-bit lanes: SSE2, which every x86-64 machine has.

use core::arch::x86_64::*;

use super::Lanes;

/// Evaluates an expression of SSE2 intrinsics on values.
macro_rules! sse2 {
    ($intrinsics:expr) => {
        // SAFETY: a token exists only if the machine supports SSE2.
        unsafe { $intrinsics }
    };
}

/// 128-bit registers of 8 samples.
#[derive(Clone, Copy)]
pub(in crate::dsp) struct Sse2(());

impl Sse2 {
    /// The token of a machine that supports SSE2.
    ///
    /// # Safety
    /// The machine that runs this supports SSE2, as every x86-64 machine does.
    #[inline(always)]
    pub(in crate::dsp) unsafe fn new() -> Sse2 {
        Sse2(())
    }
}

impl Lanes for Sse2 {
    type V = __m128i;
    type W = __m128i;
    type F = [__m128; 2];

    const LANES: usize = 8;

    #[inline(always)]
    unsafe fn load(self, from: *const i16) -> __m128i {
        // SAFETY: a token exists only if the machine supports SSE2; the caller guarantees that the pointer is valid for
        // a register.
        unsafe { _mm_loadu_si128(from.cast()) }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut i16, v: __m128i) {
        // SAFETY: a token exists only if the machine supports SSE2; the caller guarantees that the pointer is valid for
        // a register.
        unsafe { _mm_storeu_si128(to.cast(), v) }
    }

    #[inline(always)]
    unsafe fn store_wide(self, to: *mut u32, w: __m128i) {
        // SAFETY: a token exists only if the machine supports SSE2; the caller guarantees that the pointer is valid for
        // a register.
        unsafe { _mm_storeu_si128(to.cast(), w) }
    }

    #[inline(always)]
    fn splat(self, value: i16) -> __m128i {
        sse2!(_mm_set1_epi16(value))
    }

    #[inline(always)]
    fn splat_pair(self, even: i16, odd: i16) -> __m128i {
        let pair = (u32::from(odd as u16) << 16) | u32::from(even as u16);
        sse2!(_mm_set1_epi32(pair as i32))
    }

    #[inline(always)]
    fn splat_wide(self, value: i32) -> __m128i {
        sse2!(_mm_set1_epi32(value))
    }

    #[inline(always)]
    fn add(self, a: __m128i, b: __m128i) -> __m128i {
        sse2!(_mm_add_epi16(a, b))
    }

    #[inline(always)]
    fn sub(self, a: __m128i, b: __m128i) -> __m128i {
        sse2!(_mm_sub_epi16(a, b))
    }

    #[inline(always)]
    fn adds(self, a: __m128i, b: __m128i) -> __m128i {
        sse2!(_mm_adds_epi16(a, b))
    }

    #[inline(always)]
    fn subs(self, a: __m128i, b: __m128i) -> __m128i {
        sse2!(_mm_subs_epi16(a, b))
    }

    #[inline(always)]
    fn shr8(self, v: __m128i) -> __m128i {
        sse2!(_mm_srai_epi16::<8>(v))
    }

    #[inline(always)]
    fn shl8(self, v: __m128i) -> __m128i {
        sse2!(_mm_slli_epi16::<8>(v))
    }

    #[inline(always)]
    fn max(self, a: __m128i, b: __m128i) -> __m128i {
        sse2!(_mm_max_epi16(a, b))
    }

    #[inline(always)]
    fn min(self, a: __m128i, b: __m128i) -> __m128i {
        sse2!(_mm_min_epi16(a, b))
    }

    #[inline(always)]
    fn or(self, a: __m128i, b: __m128i) -> __m128i {
        sse2!(_mm_or_si128(a, b))
    }

    #[inline(always)]
    fn any(self, v: __m128i) -> bool {
        sse2!(_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_setzero_si128()))) != 0xffff
    }

    #[inline(always)]
    fn interleave(self, a: __m128i, b: __m128i) -> [__m128i; 2] {
        sse2!([_mm_unpacklo_epi16(a, b), _mm_unpackhi_epi16(a, b)])
    }

    #[inline(always)]
    fn madd(self, a: __m128i, b: __m128i) -> __m128i {
        sse2!(_mm_madd_epi16(a, b))
    }

    #[inline(always)]
    fn add_wide(self, a: __m128i, b: __m128i) -> __m128i {
        sse2!(_mm_add_epi32(a, b))
    }

    #[inline(always)]
    fn sub_wide(self, a: __m128i, b: __m128i) -> __m128i {
        sse2!(_mm_sub_epi32(a, b))
    }

    #[inline(always)]
    fn shr_wide(self, w: __m128i, count: u32) -> __m128i {
        sse2!(_mm_sra_epi32(w, _mm_cvtsi32_si128(count as i32)))
    }

    #[inline(always)]
    fn upper_wide(self, w: __m128i) -> __m128i {
        sse2!(_mm_srli_epi32::<16>(w))
    }

    #[inline(always)]
    fn pack(self, w: [__m128i; 2]) -> __m128i {
        sse2!(_mm_packs_epi32(w[0], w[1]))
    }

    #[inline(always)]
    fn floats(self, from: &[f32; 8]) -> [__m128; 2] {
        // SAFETY: both halves of the eight floats are read within the array; a token exists only if the machine
        // supports SSE2.
        unsafe { [_mm_loadu_ps(from.as_ptr()), _mm_loadu_ps(from.as_ptr().add(4))] }
    }

    #[inline(always)]
    fn floats_of(self, from: &[i32; 8]) -> [__m128; 2] {
        // SAFETY: both halves of the eight values are read within the array; a token exists only if the machine
        // supports SSE2.
        unsafe {
            [
                _mm_cvtepi32_ps(_mm_loadu_si128(from.as_ptr().cast())),
                _mm_cvtepi32_ps(_mm_loadu_si128(from.as_ptr().add(4).cast())),
            ]
        }
    }

    #[inline(always)]
    fn store_floats(self, to: &mut [f32; 8], f: [__m128; 2]) {
        // SAFETY: both halves of the eight floats are written within the array; a token exists only if the machine
        // supports SSE2.
        unsafe {
            _mm_storeu_ps(to.as_mut_ptr(), f[0]);
            _mm_storeu_ps(to.as_mut_ptr().add(4), f[1]);
        }
    }

    #[inline(always)]
    fn add_floats(self, a: [__m128; 2], b: [__m128; 2]) -> [__m128; 2] {
        sse2!([_mm_add_ps(a[0], b[0]), _mm_add_ps(a[1], b[1])])
    }

    #[inline(always)]
    fn sub_floats(self, a: [__m128; 2], b: [__m128; 2]) -> [__m128; 2] {
        sse2!([_mm_sub_ps(a[0], b[0]), _mm_sub_ps(a[1], b[1])])
    }

    #[inline(always)]
    fn mul_floats(self, a: [__m128; 2], b: [__m128; 2]) -> [__m128; 2] {
        sse2!([_mm_mul_ps(a[0], b[0]), _mm_mul_ps(a[1], b[1])])
    }

    #[inline(always)]
    fn div_floats(self, a: [__m128; 2], b: [__m128; 2]) -> [__m128; 2] {
        sse2!([_mm_div_ps(a[0], b[0]), _mm_div_ps(a[1], b[1])])
    }

    #[inline(always)]
    fn sqrt_floats(self, a: [__m128; 2]) -> [__m128; 2] {
        sse2!([_mm_sqrt_ps(a[0]), _mm_sqrt_ps(a[1])])
    }

    #[inline(always)]
    fn splat_floats(self, value: f32) -> [__m128; 2] {
        sse2!([_mm_set1_ps(value); 2])
    }

    #[inline(always)]
    fn sums_of_floats(self, f: [[__m128; 2]; 8]) -> [__m128; 2] {
        let neighbours = |a, b| sse2!(_mm_add_ps(_mm_shuffle_ps::<0x88>(a, b), _mm_shuffle_ps::<0xdd>(a, b)));
        let four = |a, b, c, d| neighbours(neighbours(a, b), neighbours(c, d));
        let eight = |a: [__m128; 2], b: [__m128; 2], c: [__m128; 2], d: [__m128; 2]| {
            let (lower, upper) = (four(a[0], b[0], c[0], d[0]), four(a[1], b[1], c[1], d[1]));
            sse2!(_mm_add_ps(lower, upper))
        };
        let [a, b, c, d, e, f, g, h] = f;
        [eight(a, b, c, d), eight(e, f, g, h)]
    }

    #[inline(always)]
    fn select_at_most_floats(
        self,
        a: [__m128; 2],
        b: [__m128; 2],
        then: [__m128; 2],
        otherwise: [__m128; 2],
    ) -> [__m128; 2] {
        let masks = sse2!([_mm_cmple_ps(a[0], b[0]), _mm_cmple_ps(a[1], b[1])]);
        sse2!([
            _mm_or_ps(_mm_and_ps(masks[0], then[0]), _mm_andnot_ps(masks[0], otherwise[0])),
            _mm_or_ps(_mm_and_ps(masks[1], then[1]), _mm_andnot_ps(masks[1], otherwise[1])),
        ])
    }
}
