//! The lane operations in which the kernels are written, one implementation per SIMD level.
//!
//! A value of a type that implements [`Lanes`] is a token: it proves that the machine supports the level. So arithmetic
//! on lanes is safe; only loads and stores through pointers are not. `line` has safe ones.

#[cfg(target_arch = "x86_64")]
pub(crate) mod avx2;
#[cfg(target_arch = "x86_64")]
pub(crate) mod avx512;
pub(crate) mod complex;
#[cfg(target_arch = "x86_64")]
mod floats;
pub(crate) mod line;
#[cfg(target_arch = "aarch64")]
pub(crate) mod neon;
pub(crate) mod number;
pub(crate) mod portable;
pub mod simd_level;
#[cfg(target_arch = "x86_64")]
pub(crate) mod sse2;

#[cfg(target_arch = "x86_64")]
use floats::floats_256;

/// Arithmetic on registers of 16-bit samples.
///
/// Every method is inlined into the kernel that calls it and compiles there to one instruction or two.
/// `V` and `W` are two views of one register: a pair of lanes of `V` is one lane of `W`. Each level
/// defines which lanes are pairs (neighbours on x86-64);
/// [`interleave`](Lanes::interleave) and [`pack`](Lanes::pack) may permute lanes, but undo each other's
/// permutation.
pub(crate) trait Lanes: Copy {
    /// A register of [`LANES`](Lanes::LANES) signed 16-bit lanes.
    type V: Copy;
    /// A register of half as many 32-bit lanes.
    type W: Copy;

    /// Samples of a `V`: 8, 16 or 32, a divisor of a line.
    const LANES: usize;

    /// The distance of the two lanes of a pair: 1 (neighbours), or half a register.
    const PAIR_DISTANCE: usize = 1;

    /// Reads `LANES` samples, at any alignment.
    ///
    /// # Safety
    /// `from` is valid for reads of `LANES` samples.
    unsafe fn load(self, from: *const i16) -> Self::V;

    /// Writes `LANES` samples, at any alignment.
    ///
    /// # Safety
    /// `to` is valid for writes of `LANES` samples.
    unsafe fn store(self, to: *mut i16, v: Self::V);

    /// Writes `LANES / 2` unsigned 32-bit values, at any alignment.
    ///
    /// # Safety
    /// `to` is valid for writes of `LANES / 2` values.
    unsafe fn store_wide(self, to: *mut u32, w: Self::W);

    /// `value` in every lane.
    fn splat(self, value: i16) -> Self::V;

    /// (`first`, `second`) in every pair of lanes.
    fn splat_pair(self, first: i16, second: i16) -> Self::V;

    /// `value` in every 32-bit lane.
    fn splat_wide(self, value: i32) -> Self::W;

    /// Wrapping 16-bit sum.
    fn add(self, a: Self::V, b: Self::V) -> Self::V;

    /// Wrapping 16-bit difference.
    fn sub(self, a: Self::V, b: Self::V) -> Self::V;

    /// Saturating 16-bit sum.
    fn adds(self, a: Self::V, b: Self::V) -> Self::V;

    /// Saturating 16-bit difference, `a − b`.
    fn subs(self, a: Self::V, b: Self::V) -> Self::V;

    /// Arithmetic right shift by 8 of every 16-bit lane.
    fn shr8(self, v: Self::V) -> Self::V;

    /// Left shift by 8 of every 16-bit lane, wrapping.
    fn shl8(self, v: Self::V) -> Self::V;

    /// The larger of two signed lanes.
    fn max(self, a: Self::V, b: Self::V) -> Self::V;

    /// The smaller of two signed lanes.
    fn min(self, a: Self::V, b: Self::V) -> Self::V;

    /// Bitwise or.
    fn or(self, a: Self::V, b: Self::V) -> Self::V;

    /// Returns true if any lane is not zero.
    fn any(self, v: Self::V) -> bool;

    /// Two registers of pairs (a lane of `a`, the same lane of `b`); each pair is one 32-bit lane.
    fn interleave(self, a: Self::V, b: Self::V) -> [Self::V; 2];

    /// For every pair of lanes, `a₀·b₀ + a₁·b₁` in 32 bits. Only (−32768² + −32768²) = 2³¹ wraps;
    /// it is correct as an unsigned number.
    fn madd(self, a: Self::V, b: Self::V) -> Self::W;

    /// Wrapping 32-bit sum.
    fn add_wide(self, a: Self::W, b: Self::W) -> Self::W;

    /// Wrapping 32-bit difference.
    fn sub_wide(self, a: Self::W, b: Self::W) -> Self::W;

    /// Arithmetic right shift of every 32-bit lane by `count`, 0 … 31.
    fn shr_wide(self, w: Self::W, count: u32) -> Self::W;

    /// Logical right shift by 16 of every 32-bit lane.
    fn upper_wide(self, w: Self::W) -> Self::W;

    /// Both registers narrowed to 16 bits with saturation, in the order of
    /// [`interleave`](Lanes::interleave).
    fn pack(self, w: [Self::W; 2]) -> Self::V;

    /// EightFloats 32-bit floats, at every level.
    type F: Copy;

    /// Reads eight floats.
    fn floats(self, from: &[f32; 8]) -> Self::F;

    /// Reads eight integers, converted to the nearest floats.
    fn floats_of(self, from: &[i32; 8]) -> Self::F;

    /// Writes eight floats.
    fn store_floats(self, to: &mut [f32; 8], f: Self::F);

    /// Sum.
    fn add_floats(self, a: Self::F, b: Self::F) -> Self::F;

    /// Difference, a − b.
    fn sub_floats(self, a: Self::F, b: Self::F) -> Self::F;

    /// Product. Never fused with a sum, which would round once where other levels round twice.
    fn mul_floats(self, a: Self::F, b: Self::F) -> Self::F;

    /// Quotient, a / b, rounded once: never by a reciprocal.
    fn div_floats(self, a: Self::F, b: Self::F) -> Self::F;

    /// Square root, rounded once.
    fn sqrt_floats(self, a: Self::F) -> Self::F;

    /// `value` in all eight.
    fn splat_floats(self, value: f32) -> Self::F;

    /// Lane i is the sum of the lanes of `f[i]`, in this order: ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)).
    fn sums_of_floats(self, f: [Self::F; 8]) -> Self::F;

    /// In each lane, `then` if a ≤ b, else `otherwise`, also if either is NaN.
    fn select_at_most_floats(self, a: Self::F, b: Self::F, then: Self::F, otherwise: Self::F) -> Self::F;
}
