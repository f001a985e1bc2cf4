//! The noise of a line that is silent: falling towards high frequencies, at the level of its quietest 5 ms.

/// The loudest floor, as a mean square: −48 dBm0. A line that was never quieter was heard in speech only.
const LOUDEST: f32 = 3_600.0;

/// The mean square of noise over that of the quietest of its windows.
const MEAN: f32 = 1.4;

/// From here a floor of digital silence rises: far below one sample.
const LEAST: f32 = 1e-3;

/// The floor rises by this factor a window, 1 dB a second, so that it follows a line that became louder.
const RISE: f32 = 1.001;

/// The noise floor of a line, and a generator at its level.
#[derive(Clone, Copy, Debug)]
pub struct ComfortNoise {
    /// Mean square of the floor; infinite as long as nothing was heard.
    floor: f32,
    /// Of the window that is being heard: sum of squares, and samples.
    sum: i64,
    count: usize,
    /// State of the generator, linear congruential: its upper bits are used.
    random: u32,
    /// Its last number.
    before: f32,
}

impl ComfortNoise {
    /// Of a line that was not heard.
    pub const NONE: ComfortNoise =
        ComfortNoise { floor: f32::INFINITY, sum: 0, count: 0, random: 0x2545_f491, before: 0.0 };

    /// Listens to samples that were heard; `window` is 5 ms.
    pub fn listen(&mut self, samples: &[i16], window: usize) {
        let mut rest = samples;
        while !rest.is_empty() {
            let count = window.saturating_sub(self.count).clamp(1, rest.len());
            let (part, later) = rest.split_at_checked(count).unwrap_or_default();
            self.sum += part.iter().map(|x| i64::from(i32::from(*x) * i32::from(*x))).sum::<i64>();
            self.count += part.len();
            if self.count >= window {
                self.floor = f32::min(self.floor.max(LEAST) * RISE, self.sum as f32 / self.count as f32);
                (self.sum, self.count) = (0, 0);
            }
            rest = later;
        }
    }

    /// What [`ComfortNoise::sample`] is multiplied by: √3 times the level, 0 for a line that was digitally silent.
    pub fn peak(&self) -> f32 {
        if self.floor.is_finite() { ((self.floor * MEAN).min(LOUDEST) * 3.0).sqrt() } else { 0.0 }
    }

    /// The next sample: −√2 … √2, a third in the mean of the squares.
    #[inline]
    pub fn sample(&mut self) -> f32 {
        self.random = self.random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let new = (self.random as i32 >> 8) as f32 / 8_388_608.0;
        let sum = new + self.before;
        self.before = new;
        sum * std::f32::consts::FRAC_1_SQRT_2
    }
}
