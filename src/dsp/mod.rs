//! Pure arithmetic on slices: no participants, no atomics, no allocation.

/// A SIMD level: how wide the lanes are that the arithmetic runs in. Every level gives the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u32)]
pub enum SimdLevel {
    /// Plain Rust, for every machine.
    Portable = 0,
    /// x86-64, 128-bit.
    Sse2 = 1,
    /// x86-64, 256-bit.
    Avx2 = 2,
    /// x86-64, 512-bit (F and BW).
    Avx512 = 3,
}
