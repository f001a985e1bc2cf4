//! The SIMD levels by name, and which of them this machine has.

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

impl SimdLevel {
    /// Every level, narrowest first, whether this machine has it or not.
    pub const ALL: [SimdLevel; 4] =
        [SimdLevel::Portable, SimdLevel::Sse2, SimdLevel::Avx2, SimdLevel::Avx512];

    /// The name by which a level is asked for and reported: `portable`, `sse2`, `avx2` or `avx512`.
    pub const fn name(self) -> &'static str {
        match self {
            SimdLevel::Portable => "portable",
            SimdLevel::Sse2 => "sse2",
            SimdLevel::Avx2 => "avx2",
            SimdLevel::Avx512 => "avx512",
        }
    }

    /// The level of that [name](SimdLevel::name), compared byte by byte.
    pub fn from_name(name: &str) -> Option<SimdLevel> {
        SimdLevel::ALL.into_iter().find(|level| level.name() == name)
    }

    /// Whether this machine, and its operating system, can run the level.
    ///
    /// Asks the processor the first time and remembers: for construction, not for a tick.
    #[cfg(target_arch = "x86_64")]
    pub fn is_supported(self) -> bool {
        match self {
            SimdLevel::Portable | SimdLevel::Sse2 => true,
            SimdLevel::Avx2 => is_x86_feature_detected!("avx2"),
            SimdLevel::Avx512 => is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw"),
        }
    }

    /// Whether this machine can run the level: away from x86-64 only the portable one, which the compiler
    /// vectorises for the target (NEON on AArch64).
    #[cfg(not(target_arch = "x86_64"))]
    pub fn is_supported(self) -> bool {
        self == SimdLevel::Portable
    }

    /// The widest level that this machine has.
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
        assert!(SimdLevel::ALL.into_iter().filter(|level| *level > best).all(|level| !level.is_supported()));
    }
}
