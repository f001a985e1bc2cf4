//! Eight floats in one register of 256 bits: the same for AVX2 and AVX-512, each of which has AVX.

/// The floats of [`Lanes`](super::Lanes), for a token that exists only where the machine has AVX.
macro_rules! floats_256 {
    () => {
        type F = __m256;

        #[inline(always)]
        fn floats(self, from: &[f32; 8]) -> __m256 {
            // SAFETY: the token `self` exists only where the machine has AVX; eight floats are read from where eight are.
            unsafe { _mm256_loadu_ps(from.as_ptr()) }
        }

        #[inline(always)]
        fn floats_of(self, from: &[i32; 8]) -> __m256 {
            // SAFETY: as in `floats`, of integers.
            unsafe { _mm256_cvtepi32_ps(_mm256_loadu_si256(from.as_ptr().cast())) }
        }

        #[inline(always)]
        fn store_floats(self, to: &mut [f32; 8], f: __m256) {
            // SAFETY: as in `floats`; eight floats are written where eight are.
            unsafe { _mm256_storeu_ps(to.as_mut_ptr(), f) }
        }

        #[inline(always)]
        fn add_floats(self, a: __m256, b: __m256) -> __m256 {
            // SAFETY: the token `self` exists only where the machine has AVX.
            unsafe { _mm256_add_ps(a, b) }
        }

        #[inline(always)]
        fn sub_floats(self, a: __m256, b: __m256) -> __m256 {
            // SAFETY: the token `self` exists only where the machine has AVX.
            unsafe { _mm256_sub_ps(a, b) }
        }

        #[inline(always)]
        fn mul_floats(self, a: __m256, b: __m256) -> __m256 {
            // SAFETY: the token `self` exists only where the machine has AVX.
            unsafe { _mm256_mul_ps(a, b) }
        }

        #[inline(always)]
        fn div_floats(self, a: __m256, b: __m256) -> __m256 {
            // SAFETY: the token `self` exists only where the machine has AVX.
            unsafe { _mm256_div_ps(a, b) }
        }

        #[inline(always)]
        fn sqrt_floats(self, a: __m256) -> __m256 {
            // SAFETY: the token `self` exists only where the machine has AVX.
            unsafe { _mm256_sqrt_ps(a) }
        }

        #[inline(always)]
        fn all_floats(self, value: f32) -> __m256 {
            // SAFETY: the token `self` exists only where the machine has AVX.
            unsafe { _mm256_set1_ps(value) }
        }

        #[inline(always)]
        fn choose_floats(self, a: __m256, b: __m256, then: __m256, otherwise: __m256) -> __m256 {
            // SAFETY: the token `self` exists only where the machine has AVX.
            unsafe { _mm256_blendv_ps(otherwise, then, _mm256_cmp_ps::<_CMP_LE_OQ>(a, b)) }
        }
    };
}

pub(crate) use floats_256;
