//! EightFloats floats in one register of 256 bits: the same for AVX2 and AVX-512, both of which include AVX.

/// The floats of [`Lanes`](super::Lanes), for a token that exists only if the machine supports AVX.
macro_rules! floats_256 {
    () => {
        type F = __m256;

        #[inline(always)]
        fn floats(self, from: &[f32; 8]) -> __m256 {
            // SAFETY: a token exists only if the machine supports AVX; eight floats are read from an array of eight.
            unsafe { _mm256_loadu_ps(from.as_ptr()) }
        }

        #[inline(always)]
        fn floats_of(self, from: &[i32; 8]) -> __m256 {
            // SAFETY: a token exists only if the machine supports AVX; eight integers are read from an array of eight.
            unsafe { _mm256_cvtepi32_ps(_mm256_loadu_si256(from.as_ptr().cast())) }
        }

        #[inline(always)]
        fn store_floats(self, to: &mut [f32; 8], f: __m256) {
            // SAFETY: a token exists only if the machine supports AVX; eight floats are written to an array of eight.
            unsafe { _mm256_storeu_ps(to.as_mut_ptr(), f) }
        }

        #[inline(always)]
        fn add_floats(self, a: __m256, b: __m256) -> __m256 {
            // SAFETY: a token exists only if the machine supports AVX.
            unsafe { _mm256_add_ps(a, b) }
        }

        #[inline(always)]
        fn sub_floats(self, a: __m256, b: __m256) -> __m256 {
            // SAFETY: a token exists only if the machine supports AVX.
            unsafe { _mm256_sub_ps(a, b) }
        }

        #[inline(always)]
        fn mul_floats(self, a: __m256, b: __m256) -> __m256 {
            // SAFETY: a token exists only if the machine supports AVX.
            unsafe { _mm256_mul_ps(a, b) }
        }

        #[inline(always)]
        fn div_floats(self, a: __m256, b: __m256) -> __m256 {
            // SAFETY: a token exists only if the machine supports AVX.
            unsafe { _mm256_div_ps(a, b) }
        }

        #[inline(always)]
        fn sqrt_floats(self, a: __m256) -> __m256 {
            // SAFETY: a token exists only if the machine supports AVX.
            unsafe { _mm256_sqrt_ps(a) }
        }

        #[inline(always)]
        fn splat_floats(self, value: f32) -> __m256 {
            // SAFETY: a token exists only if the machine supports AVX.
            unsafe { _mm256_set1_ps(value) }
        }

        #[inline(always)]
        fn sums_of_floats(self, f: [__m256; 8]) -> __m256 {
            let [a, b, c, d, e, f, g, h] = f;
            // SAFETY: a token exists only if the machine supports AVX.
            unsafe {
                let first = _mm256_hadd_ps(_mm256_hadd_ps(a, b), _mm256_hadd_ps(c, d));
                let second = _mm256_hadd_ps(_mm256_hadd_ps(e, f), _mm256_hadd_ps(g, h));
                let lower = _mm256_permute2f128_ps::<0x20>(first, second);
                let upper = _mm256_permute2f128_ps::<0x31>(first, second);
                _mm256_add_ps(lower, upper)
            }
        }

        #[inline(always)]
        fn select_at_most_floats(self, a: __m256, b: __m256, then: __m256, otherwise: __m256) -> __m256 {
            // SAFETY: a token exists only if the machine supports AVX.
            unsafe { _mm256_blendv_ps(otherwise, then, _mm256_cmp_ps::<_CMP_LE_OQ>(a, b)) }
        }
    };
}

pub(crate) use floats_256;
