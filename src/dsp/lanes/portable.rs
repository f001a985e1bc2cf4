//! Lanes in plain Rust, which the compiler vectorises for whatever machine it builds for.

#![expect(
    clippy::indexing_slicing,
    reason = "each index is a lane or a register below the fixed length of its array; iterators compile worse"
)]

use super::Lanes;

/// Samples of a register of this level: two registers of NEON or SSE2, which the compiler
/// vectorises best (8 and 32 left the conditioning scalar, `benches/mix.rs`).
const N: usize = 16;

/// Arrays of 16 samples.
#[derive(Clone, Copy)]
pub(in crate::dsp) struct Portable;

/// The array of `lane(0)`, `lane(1)` … An indexed loop of fixed length is the form that the compiler
/// vectorises.
#[inline(always)]
fn every<T: Copy + Default, const M: usize>(lane: impl Fn(usize) -> T) -> [T; M] {
    let mut all = [T::default(); M];
    for (at, value) in all.iter_mut().enumerate() {
        *value = lane(at);
    }
    all
}

impl Lanes for Portable {
    type V = [i16; N];
    type W = [i32; N / 2];
    type F = [f32; 8];

    const LANES: usize = N;

    #[inline(always)]
    unsafe fn load(self, from: *const i16) -> [i16; N] {
        // SAFETY: the caller guarantees that the pointer is valid for a register; the access is unaligned.
        unsafe { from.cast::<[i16; N]>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut i16, v: [i16; N]) {
        // SAFETY: the caller guarantees that the pointer is valid for a register; the access is unaligned.
        unsafe { to.cast::<[i16; N]>().write_unaligned(v) }
    }

    #[inline(always)]
    unsafe fn store_wide(self, to: *mut u32, w: [i32; N / 2]) {
        // SAFETY: the caller guarantees that the pointer is valid for a register; the access is unaligned.
        unsafe { to.cast::<[i32; N / 2]>().write_unaligned(w) }
    }

    #[inline(always)]
    fn splat(self, value: i16) -> [i16; N] {
        [value; N]
    }

    #[inline(always)]
    fn splat_pair(self, even: i16, odd: i16) -> [i16; N] {
        every(|lane| if lane.is_multiple_of(2) { even } else { odd })
    }

    #[inline(always)]
    fn splat_wide(self, value: i32) -> [i32; N / 2] {
        [value; N / 2]
    }

    #[inline(always)]
    fn add(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        every(|i| a[i].wrapping_add(b[i]))
    }

    #[inline(always)]
    fn sub(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        every(|i| a[i].wrapping_sub(b[i]))
    }

    #[inline(always)]
    fn adds(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        every(|i| a[i].saturating_add(b[i]))
    }

    #[inline(always)]
    fn subs(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        every(|i| a[i].saturating_sub(b[i]))
    }

    #[inline(always)]
    fn shr8(self, v: [i16; N]) -> [i16; N] {
        every(|i| v[i] >> 8)
    }

    #[inline(always)]
    fn shl8(self, v: [i16; N]) -> [i16; N] {
        every(|i| v[i] << 8)
    }

    #[inline(always)]
    fn max(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        every(|i| a[i].max(b[i]))
    }

    #[inline(always)]
    fn min(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        every(|i| a[i].min(b[i]))
    }

    #[inline(always)]
    fn or(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        every(|i| a[i] | b[i])
    }

    #[inline(always)]
    fn any(self, v: [i16; N]) -> bool {
        v.into_iter().fold(0, |all, x| all | x) != 0
    }

    #[inline(always)]
    fn interleave(self, a: [i16; N], b: [i16; N]) -> [[i16; N]; 2] {
        let mut pairs = [[0; N]; 2];
        for i in 0..N / 2 {
            (pairs[0][2 * i], pairs[0][2 * i + 1]) = (a[i], b[i]);
            (pairs[1][2 * i], pairs[1][2 * i + 1]) = (a[N / 2 + i], b[N / 2 + i]);
        }
        pairs
    }

    #[inline(always)]
    fn madd(self, a: [i16; N], b: [i16; N]) -> [i32; N / 2] {
        let product = |lane: usize| i32::from(a[lane]) * i32::from(b[lane]);
        every(|pair| product(2 * pair).wrapping_add(product(2 * pair + 1)))
    }

    #[inline(always)]
    fn add_wide(self, a: [i32; N / 2], b: [i32; N / 2]) -> [i32; N / 2] {
        every(|i| a[i].wrapping_add(b[i]))
    }

    #[inline(always)]
    fn sub_wide(self, a: [i32; N / 2], b: [i32; N / 2]) -> [i32; N / 2] {
        every(|i| a[i].wrapping_sub(b[i]))
    }

    #[inline(always)]
    fn shr_wide(self, w: [i32; N / 2], count: u32) -> [i32; N / 2] {
        every(|i| w[i] >> (count & 31))
    }

    #[inline(always)]
    fn upper_wide(self, w: [i32; N / 2]) -> [i32; N / 2] {
        every(|i| (w[i] as u32 >> 16) as i32)
    }

    #[inline(always)]
    fn pack(self, w: [[i32; N / 2]; 2]) -> [i16; N] {
        let narrow = |x: i32| x.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
        let mut narrowed = [0; N];
        for i in 0..N / 2 {
            (narrowed[i], narrowed[N / 2 + i]) = (narrow(w[0][i]), narrow(w[1][i]));
        }
        narrowed
    }

    #[inline(always)]
    fn floats(self, from: &[f32; 8]) -> [f32; 8] {
        *from
    }

    #[inline(always)]
    fn floats_of(self, from: &[i32; 8]) -> [f32; 8] {
        every(|i| from[i] as f32)
    }

    #[inline(always)]
    fn store_floats(self, to: &mut [f32; 8], f: [f32; 8]) {
        *to = f;
    }

    #[inline(always)]
    fn add_floats(self, a: [f32; 8], b: [f32; 8]) -> [f32; 8] {
        every(|i| a[i] + b[i])
    }

    #[inline(always)]
    fn sub_floats(self, a: [f32; 8], b: [f32; 8]) -> [f32; 8] {
        every(|i| a[i] - b[i])
    }

    #[inline(always)]
    fn mul_floats(self, a: [f32; 8], b: [f32; 8]) -> [f32; 8] {
        every(|i| a[i] * b[i])
    }

    #[inline(always)]
    fn div_floats(self, a: [f32; 8], b: [f32; 8]) -> [f32; 8] {
        every(|i| a[i] / b[i])
    }

    #[inline(always)]
    fn sqrt_floats(self, a: [f32; 8]) -> [f32; 8] {
        every(|i| a[i].sqrt())
    }

    #[inline(always)]
    fn splat_floats(self, value: f32) -> [f32; 8] {
        [value; 8]
    }

    #[inline(always)]
    fn sums_of_floats(self, f: [[f32; 8]; 8]) -> [f32; 8] {
        every(|i| {
            let [a, b, c, d, e, f, g, h] = f[i];
            ((a + b) + (c + d)) + ((e + f) + (g + h))
        })
    }

    #[inline(always)]
    fn select_at_most_floats(
        self,
        a: [f32; 8],
        b: [f32; 8],
        then: [f32; 8],
        otherwise: [f32; 8],
    ) -> [f32; 8] {
        every(|i| if a[i] <= b[i] { then[i] } else { otherwise[i] })
    }
}
