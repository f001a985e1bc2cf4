//! How loud samples are.

/// The level of all samples that were added.
#[derive(Clone, Copy, Debug, Default)]
pub struct Levels {
    squares: u64,
    samples: u64,
    peak: u16,
}

impl Levels {
    /// Counts these samples in. Room for 2³³ of them.
    pub fn add(&mut self, samples: &[i16]) {
        for &sample in samples {
            let magnitude = sample.unsigned_abs();
            self.squares += u64::from(magnitude) * u64::from(magnitude);
            self.peak = self.peak.max(magnitude);
        }
        self.samples += samples.len() as u64;
    }

    /// Root mean square, in decibels of full scale (32,768): −∞ where all was silent.
    pub fn rms_dbfs(&self) -> f64 {
        10.0 * (self.squares as f64 / self.samples.max(1) as f64 / (1_u64 << 30) as f64).log10()
    }

    /// The largest magnitude, in decibels of full scale.
    pub fn peak_dbfs(&self) -> f64 {
        20.0 * (f64::from(self.peak) / 32_768.0).log10()
    }

    /// How many samples were added.
    pub fn samples(&self) -> u64 {
        self.samples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_scale_is_zero_and_half_is_six_below() {
        let mut levels = Levels::default();
        assert_eq!(levels.rms_dbfs(), f64::NEG_INFINITY);
        levels.add(&[i16::MIN; 3]);
        assert_eq!((levels.rms_dbfs(), levels.peak_dbfs(), levels.samples()), (0.0, 0.0, 3));
        let mut half = Levels::default();
        half.add(&[16_384, -16_384, 0, 0]);
        assert!((half.peak_dbfs() + 6.02).abs() < 0.01);
        assert!((half.rms_dbfs() + 9.03).abs() < 0.01);
    }
}
