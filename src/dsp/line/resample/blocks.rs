//! Blocks of floats, one output each: eight, or sixteen where a register holds so many. Each output is computed by
//! itself, so the length of a block changes no bit.

use crate::dsp::lanes::Lanes;

/// The floats that a block of outputs may read: the longest block, and 24 taps.
pub const SPAN: usize = MAX_BLOCK + 24;

/// The longest block.
pub const MAX_BLOCK: usize = 32;

/// Arithmetic on blocks of floats.
pub(crate) trait Blocks: Copy {
    /// A block.
    type B: Copy;

    /// Floats of a block.
    const LEN: usize;

    /// Reads a block from float `at` on, at most 24; zeros if it is more.
    fn load(self, from: &[f32; SPAN], at: usize) -> Self::B;

    /// Writes the first [`LEN`](Blocks::LEN) floats.
    fn store(self, to: &mut [f32; MAX_BLOCK], block: Self::B);

    /// `value` in every lane.
    fn splat(self, value: f32) -> Self::B;

    /// Sum.
    fn add(self, a: Self::B, b: Self::B) -> Self::B;

    /// Difference.
    fn sub(self, a: Self::B, b: Self::B) -> Self::B;

    /// Product, rounded by itself.
    fn mul(self, a: Self::B, b: Self::B) -> Self::B;
}

/// Blocks of eight, at every SIMD level.
#[derive(Clone, Copy)]
pub(crate) struct Eight<L: Lanes>(pub L);

impl<L: Lanes> Blocks for Eight<L> {
    type B = L::F;

    const LEN: usize = 8;

    #[inline(always)]
    fn load(self, from: &[f32; SPAN], at: usize) -> L::F {
        self.0.floats(from.get(at..).and_then(<[f32]>::first_chunk).unwrap_or(&[0.0; 8]))
    }

    #[inline(always)]
    fn store(self, to: &mut [f32; MAX_BLOCK], block: L::F) {
        if let Some(to) = to.first_chunk_mut() {
            self.0.store_floats(to, block);
        }
    }

    #[inline(always)]
    fn splat(self, value: f32) -> L::F {
        self.0.splat_floats(value)
    }

    #[inline(always)]
    fn add(self, a: L::F, b: L::F) -> L::F {
        self.0.add_floats(a, b)
    }

    #[inline(always)]
    fn sub(self, a: L::F, b: L::F) -> L::F {
        self.0.sub_floats(a, b)
    }

    #[inline(always)]
    fn mul(self, a: L::F, b: L::F) -> L::F {
        self.0.mul_floats(a, b)
    }
}

/// Two blocks at a time: a factor is read once for both, and sums have more time.
#[derive(Clone, Copy)]
pub(crate) struct Twice<T: Blocks>(pub T);

impl<T: Blocks> Blocks for Twice<T> {
    type B = [T::B; 2];

    const LEN: usize = 2 * T::LEN;

    #[inline(always)]
    fn load(self, from: &[f32; SPAN], at: usize) -> [T::B; 2] {
        [self.0.load(from, at), self.0.load(from, at + T::LEN)]
    }

    #[inline(always)]
    fn store(self, to: &mut [f32; MAX_BLOCK], [first, second]: [T::B; 2]) {
        let mut after = [0.0; MAX_BLOCK];
        self.0.store(to, first);
        self.0.store(&mut after, second);
        to.iter_mut().skip(T::LEN).zip(after).take(T::LEN).for_each(|(to, from)| *to = from);
    }

    #[inline(always)]
    fn splat(self, value: f32) -> [T::B; 2] {
        [self.0.splat(value); 2]
    }

    #[inline(always)]
    fn add(self, a: [T::B; 2], b: [T::B; 2]) -> [T::B; 2] {
        let ([a, c], [b, d]) = (a, b);
        [self.0.add(a, b), self.0.add(c, d)]
    }

    #[inline(always)]
    fn sub(self, a: [T::B; 2], b: [T::B; 2]) -> [T::B; 2] {
        let ([a, c], [b, d]) = (a, b);
        [self.0.sub(a, b), self.0.sub(c, d)]
    }

    #[inline(always)]
    fn mul(self, a: [T::B; 2], b: [T::B; 2]) -> [T::B; 2] {
        let ([a, c], [b, d]) = (a, b);
        [self.0.mul(a, b), self.0.mul(c, d)]
    }
}
