//! The DC offset of a line. To a DTMF receiver it is energy that does not belong to the tones.
//!
//! The offset is what the means of three frames in a row agree on. The mean of a frame of speech, tones or hum is small
//! or changes from frame to frame; a line without an offset is left as it is, bit for bit.

/// An offset below this counts as none: a tone of −44 dBm0 has a peak of 144.
const MIN_OFFSET: i32 = 128;

/// The means may differ by this, plus one part in `DIFFER_PART` of the offset.
const DIFFER: i32 = 32;
const DIFFER_PART: i32 = 8;

/// The DC offset of a line.
#[derive(Clone, Debug)]
pub struct DcOffset {
    now: i32,
    /// Means of the last two frames.
    means: [i32; 2],
}

impl DcOffset {
    /// None.
    pub const NONE: DcOffset = DcOffset { now: 0, means: [0; 2] };

    /// Removes the offset from a frame of at most 65,536 samples.
    #[inline]
    pub fn remove(&mut self, samples: &mut [i16]) {
        let sum: i32 = samples.iter().map(|x| i32::from(*x)).sum();
        let mean = sum / (samples.len() as i32).max(1);
        let [first, second] = self.means;
        let (least, most) = (first.min(second).min(mean), first.max(second).max(mean));
        self.means = [second, mean];
        if most - least <= DIFFER + second.abs() / DIFFER_PART {
            let middle = (least + most) / 2;
            self.now = if middle.abs() < MIN_OFFSET { 0 } else { middle };
        } else if (mean - self.now).abs() > mean.abs() {
            // The offset has gone.
            self.now = 0;
        }
        if self.now != 0 {
            let within = |x: i32| x.clamp(i16::MIN.into(), i16::MAX.into()) as i16;
            samples.iter_mut().for_each(|x| *x = within(i32::from(*x) - self.now));
        }
    }
}
