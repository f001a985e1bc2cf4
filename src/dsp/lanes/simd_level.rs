//! The SIMD levels by name, and which of them this machine supports.

/// A SIMD level: the instructions that the kernels use. Every level gives the same bits.
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
    /// AArch64, 128-bit.
    Neon = 4,
}

impl SimdLevel {
    /// All levels, supported by this machine or not: the portable one, then those of each architecture,
    /// narrowest first.
    pub const ALL: [SimdLevel; 5] =
        [SimdLevel::Portable, SimdLevel::Sse2, SimdLevel::Avx2, SimdLevel::Avx512, SimdLevel::Neon];

    /// The name of a level in options and reports: `portable`, `sse2`, `avx2`, `avx512` or `neon`.
    pub const fn name(self) -> &'static str {
        match self {
            SimdLevel::Portable => "portable",
            SimdLevel::Sse2 => "sse2",
            SimdLevel::Avx2 => "avx2",
            SimdLevel::Avx512 => "avx512",
            SimdLevel::Neon => "neon",
        }
    }

    /// The level of that [name](SimdLevel::name), compared byte by byte.
    pub fn from_name(name: &str) -> Option<SimdLevel> {
        SimdLevel::ALL.into_iter().find(|level| level.name() == name)
    }

    /// Returns true if this machine and its operating system support the level.
    ///
    /// Queries the processor the first time and caches the result: for construction, not for a tick.
    pub fn is_supported(self) -> bool {
        match self {
            SimdLevel::Portable => true,
            #[cfg(target_arch = "x86_64")]
            SimdLevel::Sse2 => true,
            #[cfg(target_arch = "x86_64")]
            SimdLevel::Avx2 => is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            SimdLevel::Avx512 => is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw"),
            #[cfg(not(target_arch = "x86_64"))]
            SimdLevel::Sse2 | SimdLevel::Avx2 | SimdLevel::Avx512 => false,
            #[cfg(target_arch = "aarch64")]
            SimdLevel::Neon => std::arch::is_aarch64_feature_detected!("neon"),
            #[cfg(not(target_arch = "aarch64"))]
            SimdLevel::Neon => false,
        }
    }

    /// The last of [`ALL`](SimdLevel::ALL) that this machine supports: the widest of its architecture, else the
    /// portable one.
    pub fn best() -> SimdLevel {
        let mut best = SimdLevel::Portable;
        for level in SimdLevel::ALL {
            if level.is_supported() {
                best = level;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_lead_back() {
        for level in SimdLevel::ALL {
            assert_eq!(SimdLevel::from_name(level.name()), Some(level));
        }
        for name in ["", "AVX2", "avx", "avx2 "] {
            assert_eq!(SimdLevel::from_name(name), None, "{name:?}");
        }
    }

    #[test]
    fn best_is_supported_and_nothing_above_it_is() {
        let best = SimdLevel::best();
        assert!(best.is_supported() && SimdLevel::Portable.is_supported());
        assert_eq!(best == SimdLevel::Neon, cfg!(target_arch = "aarch64"));
        assert!(SimdLevel::ALL.into_iter().filter(|level| *level > best).all(|level| !level.is_supported()));
    }
}
