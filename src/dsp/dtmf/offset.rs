//! The offset of a line, a constant beside its audio: to a receiver of keypad tones it is energy that is not the tones'.
//!
//! It is what the means of three frames in a row agree on. The mean of a frame of speech, tones or hum is small or
//! changes from frame to frame; a line without an offset is left as it is, bit for bit.

/// An offset below this is none: −44 dBm0 a tone is a peak of 144.
const LEAST: i32 = 128;

/// By how much the means may differ, and by what part of the offset beside that.
const DIFFER: i32 = 32;
const DIFFER_PART: i32 = 8;

/// The offset of a line.
#[derive(Clone, Debug)]
pub struct Offset {
    now: i32,
    /// Means of the last two frames.
    means: [i32; 2],
}

impl Offset {
    /// None.
    pub const NONE: Offset = Offset { now: 0, means: [0; 2] };

    /// Takes the offset out of a frame of at most 65,536 samples.
    #[inline]
    pub fn remove(&mut self, samples: &mut [i16]) {
        let sum: i32 = samples.iter().map(|x| i32::from(*x)).sum();
        let mean = sum / (samples.len() as i32).max(1);
        let [first, second] = self.means;
        let (least, most) = (first.min(second).min(mean), first.max(second).max(mean));
        self.means = [second, mean];
        if most - least <= DIFFER + second.abs() / DIFFER_PART {
            let middle = (least + most) / 2;
            self.now = if middle.abs() < LEAST { 0 } else { middle };
        } else if (mean - self.now).abs() > mean.abs() {
            // It has gone.
            self.now = 0;
        }
        if self.now != 0 {
            let within = |x: i32| x.clamp(i16::MIN.into(), i16::MAX.into()) as i16;
            samples.iter_mut().for_each(|x| *x = within(i32::from(*x) - self.now));
        }
    }
}
