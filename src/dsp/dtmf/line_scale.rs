//! Where samples at 8 kHz, the rate of the detector, stand on the line.

/// From samples at 8 kHz to samples of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineScale {
    /// So many samples of the line last as long as [`outputs`](LineScale::outputs) at 8 kHz.
    inputs: i32,
    outputs: i32,
    /// By how many samples at 8 kHz the line is delayed until it is scanned.
    delay: i32,
}

impl LineScale {
    /// `inputs` samples of the line, of the lowest terms, become `outputs` at 8 kHz, delayed by `delay` of these.
    pub const fn new(inputs: i32, outputs: i32, delay: i32) -> LineScale {
        LineScale { inputs, outputs, delay }
    }

    /// So many samples at 8 kHz in samples of the line, to the nearest, halves up.
    pub fn samples(self, at_8_khz: i64) -> i64 {
        let outputs = i64::from(self.outputs);
        (at_8_khz * i64::from(self.inputs) + outputs / 2).div_euclid(outputs)
    }

    /// The sample of the line for which a sample at 8 kHz stands. Both count from the first of a frame.
    pub fn position(self, at_8_khz: i64) -> i64 {
        self.samples(at_8_khz - i64::from(self.delay))
    }

    /// How many samples at 8 kHz a frame of so many samples of the line is.
    pub fn decimated(self, frame: usize) -> usize {
        frame * self.outputs as usize / self.inputs as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_rounded_to_the_nearest() {
        let scale = LineScale::new(3, 2, 3);
        assert_eq!([-1, 0, 1, 2].map(|n| scale.samples(n)), [-1, 0, 2, 3]);
        assert_eq!([0, 2, 3, 4].map(|n| scale.position(n)), [-4, -1, 0, 2]);
        for (inputs, outputs) in [(1, 1), (6, 1), (441, 160), (441, 80)] {
            let scale = LineScale::new(inputs, outputs, 0);
            for n in -2_000..2_000_i64 {
                let exact = n as f64 * f64::from(inputs) / f64::from(outputs);
                assert!((scale.samples(n) as f64 - exact).abs() <= 0.5, "{inputs}/{outputs}: {n}");
            }
        }
    }

    /// Frames are whole on both sides, so a position is the same from whatever frame it is counted.
    #[test]
    fn a_frame_more_is_a_frame_more() {
        let scale = LineScale::new(441, 160, 3);
        for n in -500..500 {
            assert_eq!(scale.position(n + 160), scale.position(n) + 441);
        }
    }
}
