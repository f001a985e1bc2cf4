//! Complex numbers of one float, or of eight in lanes.

use super::number::Number;

/// A complex number, or eight in lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Complex<N = f32> {
    /// Real part.
    pub re: N,
    /// Imaginary part.
    pub im: N,
}

impl<N: Number> Complex<N> {
    /// a·b.
    #[inline(always)]
    pub fn times(self, b: Complex<N>) -> Complex<N> {
        Complex { re: self.re * b.re - self.im * b.im, im: self.re * b.im + self.im * b.re }
    }

    /// a·b*.
    #[inline(always)]
    pub fn times_conjugate(self, b: Complex<N>) -> Complex<N> {
        Complex { re: self.re * b.re + self.im * b.im, im: self.im * b.re - self.re * b.im }
    }

    /// |a|².
    #[inline(always)]
    pub fn power(self) -> N {
        self.re * self.re + self.im * self.im
    }

    /// a·b for a real b.
    #[inline(always)]
    pub fn scaled(self, b: N) -> Complex<N> {
        Complex { re: self.re * b, im: self.im * b }
    }
}

impl Complex {
    /// This number in every lane of a number like `like`.
    #[inline(always)]
    pub fn splat<N: Number>(self, like: N) -> Complex<N> {
        Complex { re: like.splat(self.re), im: like.splat(self.im) }
    }
}
