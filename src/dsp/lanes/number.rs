//! Arithmetic that is written once, for one float or for eight in lanes: the same operations in the same order, each
//! rounded as IEEE 754 says, so a lane holds the bits that one float alone would come to.

use core::ops::{Add, Div, Mul, Sub};

use super::Lanes;

/// One float, or eight.
pub(crate) trait Number:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    /// `value`, as many times as this holds floats.
    fn all(self, value: f32) -> Self;

    /// The square root.
    fn root(self) -> Self;

    /// `then` where this is at most `most`, else `otherwise`; so too where either is not a number.
    fn if_at_most(self, most: Self, then: Self, otherwise: Self) -> Self;
}

impl Number for f32 {
    #[inline(always)]
    fn all(self, value: f32) -> f32 {
        value
    }

    #[inline(always)]
    fn root(self) -> f32 {
        self.sqrt()
    }

    #[inline(always)]
    fn if_at_most(self, most: f32, then: f32, otherwise: f32) -> f32 {
        if self <= most { then } else { otherwise }
    }
}

/// Eight floats, and the lanes that they are in.
#[derive(Clone, Copy)]
pub(crate) struct Eight<L: Lanes> {
    lanes: L,
    floats: L::F,
}

impl<L: Lanes> Eight<L> {
    /// The eight.
    #[inline(always)]
    pub fn of(lanes: L, floats: &[f32; 8]) -> Eight<L> {
        Eight { lanes, floats: lanes.floats(floats) }
    }

    /// The eight, to be looked at one by one.
    #[inline(always)]
    pub fn apart(self) -> [f32; 8] {
        let mut floats = [0.0; 8];
        self.lanes.store_floats(&mut floats, self.floats);
        floats
    }
}

impl<L: Lanes> Number for Eight<L> {
    #[inline(always)]
    fn all(self, value: f32) -> Eight<L> {
        Eight { lanes: self.lanes, floats: self.lanes.all_floats(value) }
    }

    #[inline(always)]
    fn root(self) -> Eight<L> {
        Eight { lanes: self.lanes, floats: self.lanes.sqrt_floats(self.floats) }
    }

    #[inline(always)]
    fn if_at_most(self, most: Eight<L>, then: Eight<L>, otherwise: Eight<L>) -> Eight<L> {
        let floats = self.lanes.choose_floats(self.floats, most.floats, then.floats, otherwise.floats);
        Eight { lanes: self.lanes, floats }
    }
}

/// An operator on eight floats.
macro_rules! operator {
    ($trait:ident, $method:ident, $lanes_method:ident) => {
        impl<L: Lanes> $trait for Eight<L> {
            type Output = Eight<L>;

            #[inline(always)]
            fn $method(self, b: Eight<L>) -> Eight<L> {
                Eight { lanes: self.lanes, floats: self.lanes.$lanes_method(self.floats, b.floats) }
            }
        }
    };
}

operator!(Add, add, add_floats);
operator!(Sub, sub, sub_floats);
operator!(Mul, mul, mul_floats);
operator!(Div, div, div_floats);

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "x86_64")]
    use super::super::avx2::Avx2;
    use super::super::avx512::Avx512;
    use super::super::portable::Portable;
    use super::super::simd_level::SimdLevel;
    use super::super::sse2::Sse2;
    use super::*;

    const A: [f32; 8] = [0.0, -0.0, 1.0, 3.0, 1e-40, 2.5e8, f32::NAN, 7.0];
    const B: [f32; 8] = [0.0, 1.0, 3.0, 1.0, 7.0, 1.1, 1.0, f32::NAN];

    /// Every operation on eight lanes gives the bits that it gives on one float.
    fn as_one_by_one<L: Lanes>(lanes: L) {
        type Operation<N> = fn(N, N) -> N;
        fn operations<N: Number>() -> [Operation<N>; 7] {
            [
                |a, b| a + b,
                |a, b| a - b,
                |a, b| a * b,
                |a, b| a / b,
                |a, _| a.root(),
                |a, b| a.if_at_most(b, a.all(1.0), b),
                |_, b| b.all(0.3),
            ]
        }
        for (eight, one) in operations::<Eight<L>>().into_iter().zip(operations::<f32>()) {
            let together = eight(Eight::of(lanes, &A), Eight::of(lanes, &B)).apart();
            for (lane, together) in together.into_iter().enumerate() {
                let alone = one(A[lane], B[lane]);
                let same = together.to_bits() == alone.to_bits() || together.is_nan() && alone.is_nan();
                assert!(same, "{} and {}: {together} for {alone}", A[lane], B[lane]);
            }
        }
    }

    #[test]
    fn eight_floats_are_as_one_and_one() {
        as_one_by_one(Portable);
        #[cfg(target_arch = "x86_64")]
        {
            // SAFETY: each level is taken only where the machine has it.
            unsafe {
                as_one_by_one(Sse2::new());
                if SimdLevel::Avx2.is_supported() {
                    as_one_by_one(Avx2::new());
                }
                if SimdLevel::Avx512.is_supported() {
                    as_one_by_one(Avx512::new());
                }
            }
        }
        #[cfg(target_arch = "aarch64")]
        // SAFETY: every aarch64 machine has NEON.
        as_one_by_one(unsafe { super::super::neon::Neon::new() });
    }
}
