//! Arithmetic that is written once, for one float and for eight in lanes: the same operations in the same order, each
//! rounded by IEEE 754. So a lane holds the same bits as one float alone.

use core::ops::{Add, Div, Mul, Sub};

use super::Lanes;

/// One float, or eight.
pub(crate) trait Number:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    /// `value` in every lane.
    fn splat(self, value: f32) -> Self;

    /// The square root.
    fn sqrt(self) -> Self;

    /// Per lane, `then` if this is at most `most`, else `otherwise`, also if either is NaN.
    fn if_at_most(self, most: Self, then: Self, otherwise: Self) -> Self;
}

impl Number for f32 {
    #[inline(always)]
    fn splat(self, value: f32) -> f32 {
        value
    }

    #[inline(always)]
    fn sqrt(self) -> f32 {
        self.sqrt()
    }

    #[inline(always)]
    fn if_at_most(self, most: f32, then: f32, otherwise: f32) -> f32 {
        if self <= most { then } else { otherwise }
    }
}

/// EightFloats floats in lanes.
#[derive(Clone, Copy)]
pub(crate) struct EightFloats<L: Lanes> {
    lanes: L,
    floats: L::F,
}

impl<L: Lanes> EightFloats<L> {
    /// Reads eight floats.
    #[inline(always)]
    pub fn of(lanes: L, floats: &[f32; 8]) -> EightFloats<L> {
        EightFloats { lanes, floats: lanes.floats(floats) }
    }

    /// The eight floats as an array.
    #[inline(always)]
    pub fn to_array(self) -> [f32; 8] {
        let mut floats = [0.0; 8];
        self.lanes.store_floats(&mut floats, self.floats);
        floats
    }
}

impl<L: Lanes> Number for EightFloats<L> {
    #[inline(always)]
    fn splat(self, value: f32) -> EightFloats<L> {
        EightFloats { lanes: self.lanes, floats: self.lanes.splat_floats(value) }
    }

    #[inline(always)]
    fn sqrt(self) -> EightFloats<L> {
        EightFloats { lanes: self.lanes, floats: self.lanes.sqrt_floats(self.floats) }
    }

    #[inline(always)]
    fn if_at_most(
        self,
        most: EightFloats<L>,
        then: EightFloats<L>,
        otherwise: EightFloats<L>,
    ) -> EightFloats<L> {
        let floats =
            self.lanes.select_at_most_floats(self.floats, most.floats, then.floats, otherwise.floats);
        EightFloats { lanes: self.lanes, floats }
    }
}

/// An operator on eight floats.
macro_rules! operator {
    ($trait:ident, $method:ident, $lanes_method:ident) => {
        impl<L: Lanes> $trait for EightFloats<L> {
            type Output = EightFloats<L>;

            #[inline(always)]
            fn $method(self, b: EightFloats<L>) -> EightFloats<L> {
                EightFloats { lanes: self.lanes, floats: self.lanes.$lanes_method(self.floats, b.floats) }
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
                |a, _| a.sqrt(),
                |a, b| a.if_at_most(b, a.splat(1.0), b),
                |_, b| b.splat(0.3),
            ]
        }
        for (eight, one) in operations::<EightFloats<L>>().into_iter().zip(operations::<f32>()) {
            let together = eight(EightFloats::of(lanes, &A), EightFloats::of(lanes, &B)).to_array();
            for (lane, together) in together.into_iter().enumerate() {
                let alone = one(A[lane], B[lane]);
                let same = together.to_bits() == alone.to_bits() || together.is_nan() && alone.is_nan();
                assert!(same, "{} and {}: {together} for {alone}", A[lane], B[lane]);
            }
        }
    }

    /// Sums of the lanes have the order that `Lanes` says.
    fn sums_in_order<L: Lanes>(lanes: L) {
        // Rounding makes every order of these differ.
        let rows: [[f32; 8]; 8] =
            std::array::from_fn(|i| std::array::from_fn(|j| 1e7 / ((3 * i + 7 * j + 1) as f32).powi(3)));
        let expected = rows.map(|[a, b, c, d, e, f, g, h]| ((a + b) + (c + d)) + ((e + f) + (g + h)));
        let mut sums = [0.0; 8];
        lanes.store_floats(&mut sums, lanes.sums_of_floats(rows.map(|row| lanes.floats(&row))));
        assert_eq!(sums, expected);
    }

    fn both<L: Lanes>(lanes: L) {
        as_one_by_one(lanes);
        sums_in_order(lanes);
    }

    #[test]
    fn eight_floats_are_as_one_and_one() {
        both(Portable);
        #[cfg(target_arch = "x86_64")]
        {
            // SAFETY: each level is used only if the machine supports it; every x86-64 machine supports SSE2.
            unsafe {
                both(Sse2::new());
                if SimdLevel::Avx2.is_supported() {
                    both(Avx2::new());
                }
                if SimdLevel::Avx512.is_supported() {
                    both(Avx512::new());
                }
            }
        }
        #[cfg(target_arch = "aarch64")]
        // SAFETY: every AArch64 machine that runs Rust's standard library supports NEON.
        both(unsafe { super::super::neon::Neon::new() });
    }
}
