//! What several test files share: a generator of numbers, audio made of it, a hash, and how many cases to
//! run.
#![allow(dead_code)]

use mixminus::{EngineConfig, FrameLen, SampleRate, SimdLevel};
use proptest::test_runner::Config;

/// A generator of numbers that is the same everywhere (splitmix64).
#[derive(Clone, Debug)]
pub struct Random(pub u64);

impl Random {
    /// Any number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// True `percent` times of a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `all`.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// Kinds of audio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audio {
    /// Noise over the whole range of 16 bits.
    Loud,
    /// Noise within ±511.
    Quiet,
    /// The two ends of the range, in turn for random lengths of time.
    Square,
    /// Zeros but for one sample in a hundred.
    Sparse,
    /// Zeros.
    Silence,
}

impl Audio {
    /// Every kind.
    pub const ALL: [Audio; 5] = [Audio::Loud, Audio::Quiet, Audio::Square, Audio::Sparse, Audio::Silence];

    /// `count` samples, the same for the same `seed`.
    pub fn samples(self, seed: u64, count: usize) -> Vec<i16> {
        let mut random = Random(seed);
        let mut level = i16::MIN;
        let mut sample = |_| match self {
            Audio::Loud => random.next() as i16,
            Audio::Quiet => (random.next() as i16) >> 6,
            Audio::Square => {
                if random.below(8) == 0 {
                    level = !level;
                }
                level
            }
            Audio::Sparse => {
                if random.below(100) == 0 {
                    random.next() as i16
                } else {
                    0
                }
            }
            Audio::Silence => 0,
        };
        (0..count).map(&mut sample).collect()
    }
}

/// The hash FNV-1a of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hash(pub u64);

impl Hash {
    /// The hash of nothing.
    pub const START: Hash = Hash(0xcbf2_9ce4_8422_2325);

    /// Adds bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Adds a number.
    pub fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }
}

/// The SIMD levels that this machine has.
pub fn simd_levels() -> Vec<SimdLevel> {
    SimdLevel::ALL.into_iter().filter(|level| level.is_supported()).collect()
}

/// The frame lengths at that rate: those of a whole number of samples.
pub fn frame_lens(rate: SampleRate) -> impl Iterator<Item = FrameLen> + Clone {
    [FrameLen::Ms10, FrameLen::Ms20].into_iter().filter(move |frame_len| rate.has_whole_frames(*frame_len))
}

/// The default configuration at a rate and frame length.
pub fn config_at(sample_rate: SampleRate, frame_len: FrameLen) -> EngineConfig {
    EngineConfig { sample_rate, frame_len, ..EngineConfig::default() }
}

/// A proptest configuration of `cases` cases, or as many as PROPTEST_CASES says; nothing is written to disk.
pub fn cases(cases: u32) -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    Config { cases: asked.unwrap_or(cases), failure_persistence: None, ..Config::default() }
}
