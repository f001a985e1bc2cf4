//! Blocks of sixteen floats in one register of 512 bits.

use core::arch::x86_64::*;

use super::blocks::{Blocks, MAX_BLOCK, SPAN};

/// Evaluates an expression of AVX-512 F intrinsics on values.
macro_rules! avx512 {
    ($intrinsics:expr) => {
        // SAFETY: a token exists only if the machine supports AVX-512 F.
        unsafe { $intrinsics }
    };
}

/// Blocks of sixteen. A value is a token: it proves that the machine supports AVX-512 F.
#[derive(Clone, Copy)]
pub(crate) struct Sixteen(());

impl Sixteen {
    /// The token of a machine that supports AVX-512 F.
    ///
    /// # Safety
    /// The machine that runs this supports AVX-512 F.
    #[inline(always)]
    pub(crate) unsafe fn new() -> Sixteen {
        Sixteen(())
    }
}

impl Blocks for Sixteen {
    type B = __m512;

    const LEN: usize = 16;

    #[inline(always)]
    fn load(self, from: &[f32; SPAN], at: usize) -> __m512 {
        let from: &[f32; 16] = from.get(at..).and_then(<[f32]>::first_chunk).unwrap_or(&[0.0; 16]);
        // SAFETY: a token exists only if the machine supports AVX-512 F; sixteen floats are read from an array of so many.
        unsafe { _mm512_loadu_ps(from.as_ptr()) }
    }

    #[inline(always)]
    fn store(self, to: &mut [f32; MAX_BLOCK], block: __m512) {
        let Some(to) = to.first_chunk_mut::<16>() else { return };
        // SAFETY: a token exists only if the machine supports AVX-512 F; sixteen floats are written to an array of so many.
        unsafe { _mm512_storeu_ps(to.as_mut_ptr(), block) }
    }

    #[inline(always)]
    fn splat(self, value: f32) -> __m512 {
        avx512!(_mm512_set1_ps(value))
    }

    #[inline(always)]
    fn add(self, a: __m512, b: __m512) -> __m512 {
        avx512!(_mm512_add_ps(a, b))
    }

    #[inline(always)]
    fn sub(self, a: __m512, b: __m512) -> __m512 {
        avx512!(_mm512_sub_ps(a, b))
    }

    #[inline(always)]
    fn mul(self, a: __m512, b: __m512) -> __m512 {
        avx512!(_mm512_mul_ps(a, b))
    }
}
