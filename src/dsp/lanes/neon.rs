//! 128-bit lanes: NEON, which every AArch64 machine that runs Rust's standard library has.
//!
//! The lanes k and k + 4 are a pair: a widening multiply and a widening multiply-add, of the lower and of the
//! upper halves, then do what takes two multiplies and a pairwise sum where neighbours are pairs.

use core::arch::aarch64::*;

use super::Lanes;

/// Evaluates an expression of NEON intrinsics on values.
macro_rules! neon {
    ($intrinsics:expr) => {
        // SAFETY: a token exists only if the machine supports NEON.
        unsafe { $intrinsics }
    };
}

/// 128-bit registers of 8 samples.
#[derive(Clone, Copy)]
pub(in crate::dsp) struct Neon(());

impl Neon {
    /// The token of a machine that supports NEON.
    ///
    /// # Safety
    /// The machine that runs this supports NEON.
    #[inline(always)]
    pub(in crate::dsp) unsafe fn new() -> Neon {
        Neon(())
    }
}

impl Lanes for Neon {
    type V = int16x8_t;
    type W = int32x4_t;
    type F = [float32x4_t; 2];

    const LANES: usize = 8;

    const PAIR_DISTANCE: usize = 4;

    #[inline(always)]
    unsafe fn load(self, from: *const i16) -> int16x8_t {
        // SAFETY: the caller guarantees that the pointer is valid for a register; the access is unaligned.
        unsafe { from.cast::<int16x8_t>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut i16, v: int16x8_t) {
        // SAFETY: the caller guarantees that the pointer is valid for a register; the access is unaligned.
        unsafe { to.cast::<int16x8_t>().write_unaligned(v) }
    }

    #[inline(always)]
    unsafe fn store_wide(self, to: *mut u32, w: int32x4_t) {
        // SAFETY: the caller guarantees that the pointer is valid for a register; the access is unaligned.
        unsafe { to.cast::<int32x4_t>().write_unaligned(w) }
    }

    #[inline(always)]
    fn splat(self, value: i16) -> int16x8_t {
        neon!(vdupq_n_s16(value))
    }

    #[inline(always)]
    fn splat_pair(self, first: i16, second: i16) -> int16x8_t {
        neon!(vcombine_s16(vdup_n_s16(first), vdup_n_s16(second)))
    }

    #[inline(always)]
    fn splat_wide(self, value: i32) -> int32x4_t {
        neon!(vdupq_n_s32(value))
    }

    #[inline(always)]
    fn add(self, a: int16x8_t, b: int16x8_t) -> int16x8_t {
        neon!(vaddq_s16(a, b))
    }

    #[inline(always)]
    fn sub(self, a: int16x8_t, b: int16x8_t) -> int16x8_t {
        neon!(vsubq_s16(a, b))
    }

    #[inline(always)]
    fn adds(self, a: int16x8_t, b: int16x8_t) -> int16x8_t {
        neon!(vqaddq_s16(a, b))
    }

    #[inline(always)]
    fn subs(self, a: int16x8_t, b: int16x8_t) -> int16x8_t {
        neon!(vqsubq_s16(a, b))
    }

    #[inline(always)]
    fn shr8(self, v: int16x8_t) -> int16x8_t {
        neon!(vshrq_n_s16::<8>(v))
    }

    #[inline(always)]
    fn shl8(self, v: int16x8_t) -> int16x8_t {
        neon!(vshlq_n_s16::<8>(v))
    }

    #[inline(always)]
    fn max(self, a: int16x8_t, b: int16x8_t) -> int16x8_t {
        neon!(vmaxq_s16(a, b))
    }

    #[inline(always)]
    fn min(self, a: int16x8_t, b: int16x8_t) -> int16x8_t {
        neon!(vminq_s16(a, b))
    }

    #[inline(always)]
    fn or(self, a: int16x8_t, b: int16x8_t) -> int16x8_t {
        neon!(vorrq_s16(a, b))
    }

    #[inline(always)]
    fn any(self, v: int16x8_t) -> bool {
        neon!(vmaxvq_u16(vreinterpretq_u16_s16(v))) != 0
    }

    #[inline(always)]
    fn interleave(self, a: int16x8_t, b: int16x8_t) -> [int16x8_t; 2] {
        neon!([
            vcombine_s16(vget_low_s16(a), vget_low_s16(b)),
            vcombine_s16(vget_high_s16(a), vget_high_s16(b)),
        ])
    }

    #[inline(always)]
    fn madd(self, a: int16x8_t, b: int16x8_t) -> int32x4_t {
        neon!(vmlal_high_s16(vmull_s16(vget_low_s16(a), vget_low_s16(b)), a, b))
    }

    #[inline(always)]
    fn add_wide(self, a: int32x4_t, b: int32x4_t) -> int32x4_t {
        neon!(vaddq_s32(a, b))
    }

    #[inline(always)]
    fn sub_wide(self, a: int32x4_t, b: int32x4_t) -> int32x4_t {
        neon!(vsubq_s32(a, b))
    }

    #[inline(always)]
    fn shr_wide(self, w: int32x4_t, count: u32) -> int32x4_t {
        // A shift to the left by a negative number is one to the right.
        neon!(vshlq_s32(w, vdupq_n_s32(-(count as i32))))
    }

    #[inline(always)]
    fn upper_wide(self, w: int32x4_t) -> int32x4_t {
        neon!(vreinterpretq_s32_u32(vshrq_n_u32::<16>(vreinterpretq_u32_s32(w))))
    }

    #[inline(always)]
    fn pack(self, w: [int32x4_t; 2]) -> int16x8_t {
        neon!(vqmovn_high_s32(vqmovn_s32(w[0]), w[1]))
    }

    #[inline(always)]
    fn floats(self, from: &[f32; 8]) -> [float32x4_t; 2] {
        // SAFETY: both halves of the eight floats are read within the array; a token exists only if the machine
        // supports NEON.
        unsafe { [vld1q_f32(from.as_ptr()), vld1q_f32(from.as_ptr().add(4))] }
    }

    #[inline(always)]
    fn floats_of(self, from: &[i32; 8]) -> [float32x4_t; 2] {
        // SAFETY: both halves of the eight values are read within the array; a token exists only if the machine
        // supports NEON.
        unsafe { [vcvtq_f32_s32(vld1q_s32(from.as_ptr())), vcvtq_f32_s32(vld1q_s32(from.as_ptr().add(4)))] }
    }

    #[inline(always)]
    fn store_floats(self, to: &mut [f32; 8], f: [float32x4_t; 2]) {
        // SAFETY: both halves of the eight floats are written within the array; a token exists only if the machine
        // supports NEON.
        unsafe {
            vst1q_f32(to.as_mut_ptr(), f[0]);
            vst1q_f32(to.as_mut_ptr().add(4), f[1]);
        }
    }

    #[inline(always)]
    fn add_floats(self, a: [float32x4_t; 2], b: [float32x4_t; 2]) -> [float32x4_t; 2] {
        neon!([vaddq_f32(a[0], b[0]), vaddq_f32(a[1], b[1])])
    }

    #[inline(always)]
    fn sub_floats(self, a: [float32x4_t; 2], b: [float32x4_t; 2]) -> [float32x4_t; 2] {
        neon!([vsubq_f32(a[0], b[0]), vsubq_f32(a[1], b[1])])
    }

    #[inline(always)]
    fn mul_floats(self, a: [float32x4_t; 2], b: [float32x4_t; 2]) -> [float32x4_t; 2] {
        neon!([vmulq_f32(a[0], b[0]), vmulq_f32(a[1], b[1])])
    }

    #[inline(always)]
    fn div_floats(self, a: [float32x4_t; 2], b: [float32x4_t; 2]) -> [float32x4_t; 2] {
        neon!([vdivq_f32(a[0], b[0]), vdivq_f32(a[1], b[1])])
    }

    #[inline(always)]
    fn sqrt_floats(self, a: [float32x4_t; 2]) -> [float32x4_t; 2] {
        neon!([vsqrtq_f32(a[0]), vsqrtq_f32(a[1])])
    }

    #[inline(always)]
    fn splat_floats(self, value: f32) -> [float32x4_t; 2] {
        neon!([vdupq_n_f32(value); 2])
    }

    #[inline(always)]
    fn sums_of_floats(self, f: [[float32x4_t; 2]; 8]) -> [float32x4_t; 2] {
        let neighbours = |a, b| neon!(vpaddq_f32(a, b));
        let four = |a, b, c, d| neighbours(neighbours(a, b), neighbours(c, d));
        let eight = |a: [float32x4_t; 2], b: [float32x4_t; 2], c: [float32x4_t; 2], d: [float32x4_t; 2]| {
            let (lower, upper) = (four(a[0], b[0], c[0], d[0]), four(a[1], b[1], c[1], d[1]));
            neon!(vaddq_f32(lower, upper))
        };
        let [a, b, c, d, e, f, g, h] = f;
        [eight(a, b, c, d), eight(e, f, g, h)]
    }

    #[inline(always)]
    fn select_at_most_floats(
        self,
        a: [float32x4_t; 2],
        b: [float32x4_t; 2],
        then: [float32x4_t; 2],
        otherwise: [float32x4_t; 2],
    ) -> [float32x4_t; 2] {
        neon!([
            vbslq_f32(vcleq_f32(a[0], b[0]), then[0], otherwise[0]),
            vbslq_f32(vcleq_f32(a[1], b[1]), then[1], otherwise[1]),
        ])
    }
}
