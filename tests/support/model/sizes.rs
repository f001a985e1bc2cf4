//! The lengths that an engine fixes once.

use mixminus::EngineConfig;

/// Lengths in samples, and sizes of rings.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// One frame.
    pub frame: usize,
    /// A ramp: 5 ms.
    pub ramp: usize,
    /// A decay: 2 ms.
    pub decay: usize,
    /// Samples in a millisecond.
    pub ms: usize,
    /// Milliseconds in a frame.
    pub frame_ms: usize,
    /// Samples that may be written between two ticks.
    pub max_write: usize,
    /// Samples that an in-ring holds.
    pub in_ring: usize,
    /// Frames that an out-ring holds.
    pub out_ring: usize,
}

impl Sizes {
    /// Those of an engine.
    pub fn of(config: &EngineConfig) -> Sizes {
        let (ms, frame_ms) = (config.sample_rate.hz() as usize / 1000, config.frame_len.ms() as usize);
        Sizes {
            frame: frame_ms * ms,
            ramp: 5 * ms,
            decay: 2 * ms,
            ms,
            frame_ms,
            max_write: config.max_write_ms as usize * ms,
            in_ring: (config.max_cap_ms + 2 * config.max_write_ms) as usize * ms + frame_ms * ms,
            out_ring: config.max_cap_ms.max(config.max_write_ms) as usize / frame_ms + 2,
        }
    }
}
