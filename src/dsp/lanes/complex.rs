//! Complex numbers, for one float or for eight in lanes.

use super::number::Number;

/// A complex number, or eight.
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

    /// a·b of a real b.
    #[inline(always)]
    pub fn scaled(self, b: N) -> Complex<N> {
        Complex { re: self.re * b, im: self.im * b }
    }
}

impl Complex {
    /// This number, as many times as `like` holds floats.
    #[inline(always)]
    pub fn all<N: Number>(self, like: N) -> Complex<N> {
        Complex { re: like.all(self.re), im: like.all(self.im) }
    }
}
