//! The unit in which frames are stored: one cache line.

/// Samples of one [`CacheLine`]: 64 bytes of 16 bits.
pub const CACHE_LINE_SAMPLES: usize = 32;

/// 16-bit samples of one cache line; frames are stored in whole lines, the last padded with zeros.
#[repr(C, align(64))]
#[derive(Clone, Copy, Debug)]
pub struct CacheLine(pub [i16; CACHE_LINE_SAMPLES]);

impl CacheLine {
    /// Digital silence.
    pub const ZERO: CacheLine = CacheLine([0; CACHE_LINE_SAMPLES]);
}

/// How many lines hold `samples` samples: 160 samples fill 5, 80 need 3 (the last half of padding).
pub const fn lines(samples: usize) -> usize {
    samples.div_ceil(CACHE_LINE_SAMPLES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_cache_line() {
        assert_eq!((size_of::<CacheLine>(), align_of::<CacheLine>()), (64, 64));
    }

    #[test]
    fn a_part_of_a_line_counts_as_one() {
        for (samples, expected) in [(0, 0), (1, 1), (32, 1), (33, 2), (80, 3), (160, 5), (960, 30)] {
            assert_eq!(lines(samples), expected, "{samples} samples");
        }
    }
}
