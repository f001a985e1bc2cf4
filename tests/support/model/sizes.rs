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
    /// Samples in a second.
    pub hz: usize,
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
        let (hz, frame_ms) = (config.sample_rate.hz() as usize, config.frame_len.ms() as usize);
        let samples = |ms: usize| hz * ms / 1000;
        Sizes {
            frame: samples(frame_ms),
            ramp: samples(5),
            decay: samples(2),
            hz,
            frame_ms,
            max_write: samples(config.max_write_ms as usize),
            in_ring: samples((config.max_cap_ms + 2 * config.max_write_ms) as usize) + samples(frame_ms),
            out_ring: config.max_cap_ms.max(config.max_write_ms) as usize / frame_ms + 2,
        }
    }

    /// Whole samples in so many milliseconds.
    pub fn samples(&self, ms: usize) -> usize {
        self.hz * ms / 1000
    }
}
