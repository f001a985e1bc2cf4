//! Lanes in plain Rust, which the compiler vectorises for whatever machine it builds for.

use super::Lanes;

/// How many samples a register of this level is taken to hold: 128 bits, which NEON and SSE2 have.
const N: usize = 8;

/// Arrays of 8 samples.
#[derive(Clone, Copy)]
pub(in crate::dsp) struct Portable;

/// `operation` on each pair of lanes of `a` and `b`.
#[inline(always)]
fn each<T: Copy, const M: usize>(mut a: [T; M], b: [T; M], operation: impl Fn(T, T) -> T) -> [T; M] {
    for (a, b) in a.iter_mut().zip(b) {
        *a = operation(*a, b);
    }
    a
}

impl Lanes for Portable {
    type V = [i16; N];
    type W = [i32; N / 2];

    const LANES: usize = N;

    #[inline(always)]
    unsafe fn load(self, from: *const i16) -> [i16; N] {
        // SAFETY: the caller vouches for the pointer; an unaligned read needs no alignment.
        unsafe { from.cast::<[i16; N]>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut i16, v: [i16; N]) {
        // SAFETY: the caller vouches for the pointer; an unaligned write needs no alignment.
        unsafe { to.cast::<[i16; N]>().write_unaligned(v) }
    }

    #[inline(always)]
    unsafe fn store_wide(self, to: *mut u32, w: [i32; N / 2]) {
        // SAFETY: the caller vouches for the pointer; an unaligned write needs no alignment.
        unsafe { to.cast::<[i32; N / 2]>().write_unaligned(w) }
    }

    #[inline(always)]
    fn splat(self, value: i16) -> [i16; N] {
        [value; N]
    }

    #[inline(always)]
    fn splat_pair(self, even: i16, odd: i16) -> [i16; N] {
        core::array::from_fn(|lane| if lane.is_multiple_of(2) { even } else { odd })
    }

    #[inline(always)]
    fn splat_wide(self, value: i32) -> [i32; N / 2] {
        [value; N / 2]
    }

    #[inline(always)]
    fn add(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        each(a, b, i16::wrapping_add)
    }

    #[inline(always)]
    fn sub(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        each(a, b, i16::wrapping_sub)
    }

    #[inline(always)]
    fn adds(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        each(a, b, i16::saturating_add)
    }

    #[inline(always)]
    fn subs(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        each(a, b, i16::saturating_sub)
    }

    #[inline(always)]
    fn shr8(self, v: [i16; N]) -> [i16; N] {
        v.map(|x| x >> 8)
    }

    #[inline(always)]
    fn shl8(self, v: [i16; N]) -> [i16; N] {
        v.map(|x| x << 8)
    }

    #[inline(always)]
    fn max(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        each(a, b, i16::max)
    }

    #[inline(always)]
    fn min(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        each(a, b, i16::min)
    }

    #[inline(always)]
    fn or(self, a: [i16; N], b: [i16; N]) -> [i16; N] {
        each(a, b, |a, b| a | b)
    }

    #[inline(always)]
    fn any(self, v: [i16; N]) -> bool {
        v.into_iter().fold(0, |all, x| all | x) != 0
    }

    #[inline(always)]
    fn interleave(self, a: [i16; N], b: [i16; N]) -> [[i16; N]; 2] {
        let pick = |at: usize| {
            if at.is_multiple_of(2) {
                a[at / 2]
            } else {
                b[at / 2]
            }
        };
        [
            core::array::from_fn(pick),
            core::array::from_fn(|lane| pick(N + lane)),
        ]
    }

    #[inline(always)]
    fn madd(self, a: [i16; N], b: [i16; N]) -> [i32; N / 2] {
        let product = |lane: usize| i32::from(a[lane]) * i32::from(b[lane]);
        core::array::from_fn(|pair| product(2 * pair).wrapping_add(product(2 * pair + 1)))
    }

    #[inline(always)]
    fn add_wide(self, a: [i32; N / 2], b: [i32; N / 2]) -> [i32; N / 2] {
        each(a, b, i32::wrapping_add)
    }

    #[inline(always)]
    fn sub_wide(self, a: [i32; N / 2], b: [i32; N / 2]) -> [i32; N / 2] {
        each(a, b, i32::wrapping_sub)
    }

    #[inline(always)]
    fn shr_wide(self, w: [i32; N / 2], count: u32) -> [i32; N / 2] {
        w.map(|x| x.wrapping_shr(count))
    }

    #[inline(always)]
    fn upper_wide(self, w: [i32; N / 2]) -> [i32; N / 2] {
        w.map(|x| (x as u32 >> 16) as i32)
    }

    #[inline(always)]
    fn pack(self, w: [[i32; N / 2]; 2]) -> [i16; N] {
        let narrow = |x: i32| x.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
        core::array::from_fn(|lane| narrow(w[lane / (N / 2)][lane % (N / 2)]))
    }
}
