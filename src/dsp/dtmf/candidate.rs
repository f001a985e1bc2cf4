//! A digit that several windows agree on, before it is certain.
//!
//! The thresholds of a single window are wide, since each allows for the worst impairment of its kind. One impairment
//! seldom does several things at once: a codec bends the phases but leaves the tones pure; noise or a voice adds energy
//! but leaves the frequencies where they are. Two partials of a sung or spoken vowel, however, are at the edges of
//! several thresholds: other partials are beside them, they are near the tones by chance, and they move. So the
//! averages over all windows are compared with [`COMBINED`] thresholds, which get narrower as purity decreases.
//!
//! A digit begins at once and lasts 35 ms and more. Where two partials of a voice window like a digit, the voice was
//! either there before, or the partials pass by. So the less the windows have risen above what was before, the more
//! must agree.
//!
//! Not distinguished from a digit: a vowel held for 40 ms without a glide, if two of its partials are at both tones and
//! are 0.95 of its energy in 0 … 4 kHz, or 0.9 if it begins at once; and such a vowel held for 85 ms.

use super::goertzel::HOP;
use super::leakage::HalfDrift;
use super::thresholds::{
    COMBINED, CombinedThresholds, DRIFT_ON_AVERAGE, MAX_MISSES, MAX_TENTATIVE_WINDOWS, MIN_RISE, MIN_WINDOWS,
    MinWindows, ONSET_IN_FIRST_WINDOW, PERCENT_PER_RADIAN, POWER_0_DBM0, RISE_FROM_SILENCE,
    TENTATIVE_MIN_PURITY,
};
use super::windows::FittedWindow;
use crate::dsp::lanes::complex::Complex;
use crate::dsp::level::decibel::power_ratio_mdb;
use crate::units::DtmfDigit;

/// The energy before the first window that agreed: the least energy of 10 ms, as energy of a window, without
/// [`SteadyTones`](super::steady_tones::SteadyTones).
#[derive(Clone, Copy, Debug)]
pub struct PriorEnergy {
    /// Within the 20 ms before; 0 if a [`StationarySound`](super::stationary::StationarySound) was there.
    pub within_20_ms: f32,
    /// Within the 30 ms before.
    pub within_30_ms: f32,
}

impl PriorEnergy {
    /// Silence, or another digit.
    pub const SILENCE: PriorEnergy = PriorEnergy { within_20_ms: 0.0, within_30_ms: 0.0 };
}

/// A digit that is not certain yet, and the windows that agree on it.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    digit: DtmfDigit,
    /// Which of the last 32 windows match the digit, the latest in bit 0.
    matches: u32,
    /// The drifts of row and column in the first window.
    first: [Complex; 2],
    /// Sums of the drifts of row and column.
    drift: [Complex; 2],
    /// Sums of the powers of row and column.
    power: [f32; 2],
    /// Sums of the energies of the fitted tones, and of the windows.
    energy: [f32; 2],
    /// How many windows match.
    windows: f32,
    /// The largest bend of a tone so far, as a cosine: how its drift differs from that in the first window.
    bend: f32,
    prior: PriorEnergy,
    /// The windows pass, but a few more are needed because of what was before.
    is_short: bool,
}

impl Candidate {
    /// A candidate with its first window.
    #[inline(always)]
    pub fn new(digit: DtmfDigit, window: &FittedWindow, prior: PriorEnergy) -> Candidate {
        let FittedWindow { drift, power, energy } = *window;
        let (first, windows, bend, is_short) = (drift, 1.0, 1.0, false);
        Candidate { digit, matches: 1, first, drift, power, energy, windows, bend, prior, is_short }
    }

    /// The digit that the windows agree on.
    pub fn digit(&self) -> DtmfDigit {
        self.digit
    }

    /// Adds a window that matches.
    #[inline(always)]
    pub fn add(&mut self, window: &FittedWindow) {
        self.matches = (self.matches << 1) | 1;
        self.windows += 1.0;
        for (sum, drift) in self.drift.iter_mut().zip(window.drift) {
            sum.re += drift.re;
            sum.im += drift.im;
        }
        for (sum, more) in self.power.iter_mut().zip(window.power) {
            *sum += more;
        }
        for (sum, more) in self.energy.iter_mut().zip(window.energy) {
            *sum += more;
        }
    }

    /// Adds a window that does not match. Returns false if the candidate is to be dropped.
    #[inline(always)]
    pub fn miss(&mut self) -> bool {
        self.matches <<= 1;
        self.matches.trailing_zeros() < MAX_MISSES
    }

    /// Returns true if the latest window matches and the digit may still become certain.
    pub fn is_tentative(&self) -> bool {
        let [fitted, whole] = self.energy;
        self.matches & 1 == 1
            && fitted >= TENTATIVE_MIN_PURITY * whole
            && (self.is_short || !self.has_windows(MIN_WINDOWS))
    }

    /// Where the tones began, if the last window ended at `end`; samples at 8 kHz.
    pub fn onset(&self, end: i64) -> i64 {
        let first = 31 - i64::from(self.matches.leading_zeros());
        end - first * HOP as i64 + ONSET_IN_FIRST_WINDOW
    }

    /// Mean powers of row and column (mean squares of samples).
    pub fn powers(&self) -> [f32; 2] {
        self.power.map(|power| power / self.windows)
    }

    /// Mean level of the two tones, thousandths of dBm0.
    pub fn level_mdbm0(&self) -> i32 {
        let [row, column] = self.powers();
        power_ratio_mdb((row + column) * 0.5 / POWER_0_DBM0)
    }

    /// Returns true if the digit is certain with `latest`, the last window.
    #[inline(always)]
    pub fn is_certain(&mut self, latest: &FittedWindow) -> bool {
        if !self.has_windows(MIN_WINDOWS) {
            return false;
        }
        for (first, last) in self.first.into_iter().zip(latest.drift) {
            let bend = last.times_conjugate(first);
            let length = bend.power().sqrt();
            self.bend = if bend.re < self.bend * length { bend.re / length } else { self.bend };
        }
        self.passes_combined()
    }

    /// Returns true if `windows` of the last `windows` + 1 windows match.
    #[inline(always)]
    fn has_windows(&self, windows: u32) -> bool {
        (self.matches & ((2 << windows) - 1)).count_ones() >= windows
    }

    /// How many windows must match, by how far the digit has risen above what was before.
    fn windows_needed(&self, min: &MinWindows) -> u32 {
        let mean = self.energy[0] / self.windows;
        if mean >= RISE_FROM_SILENCE * self.prior.within_30_ms {
            MIN_WINDOWS
        } else if mean >= MIN_RISE * self.prior.within_20_ms {
            min.risen
        } else {
            min.not_risen
        }
    }

    /// Returns true if the averages over all windows pass one of the [`COMBINED`] thresholds.
    fn passes_combined(&mut self) -> bool {
        self.is_short = false;
        let tones = [self.digit.row(), 4 + self.digit.column()];
        let mut error = 0.0;
        for (tone, drift) in tones.into_iter().zip(self.drift) {
            let length = drift.power().sqrt();
            let least = DRIFT_ON_AVERAGE.get(tone).copied().unwrap_or(1.0);
            let within = drift.re >= least * length;
            if !within {
                return false;
            }
            let unit = drift.scaled(1.0 / length);
            let percent =
                2.0 * HalfDrift::of(unit).angle() * PERCENT_PER_RADIAN.get(tone).copied().unwrap_or(0.0);
            error += percent * percent;
        }
        let [fitted, whole] = self.energy;
        let ([row, column], bend) = (self.power, self.bend);
        let passes = |limits: &CombinedThresholds| {
            let [least, most] = limits.twist;
            fitted >= limits.min_purity * whole
                && error <= limits.max_error_percent * limits.max_error_percent
                && bend >= limits.max_bend
                && (least * row..=most * row).contains(&column)
        };
        for limits in COMBINED.iter().filter(|limits| passes(limits)) {
            let needed = self.windows_needed(&limits.min_windows);
            if self.has_windows(needed) {
                return true;
            }
            self.is_short |= needed <= MAX_TENTATIVE_WINDOWS;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::goertzel::TONE_HZ;
    use super::*;
    use core::f64::consts::TAU;

    /// A window that is so pure, with both tones so many percent off.
    fn window(digit: DtmfDigit, purity: f32, off: [f64; 2]) -> FittedWindow {
        let hz = [TONE_HZ[digit.row()], TONE_HZ[4 + digit.column()]];
        let drift = [0, 1].map(|tone| {
            let radians = TAU * hz[tone] as f64 * off[tone] / 100.0 * 0.010;
            Complex { re: 1e6 * radians.cos() as f32, im: 1e6 * radians.sin() as f32 }
        });
        FittedWindow { drift, power: [2e6; 2], energy: [purity * 5e8, 5e8] }
    }

    /// After how many of these windows they are a digit, if ever.
    fn certain_after(digit: DtmfDigit, windows: impl IntoIterator<Item = FittedWindow>) -> Option<usize> {
        certain_out_of(PriorEnergy::SILENCE, digit, windows)
    }

    /// The same where that was before.
    fn certain_out_of(
        before: PriorEnergy,
        digit: DtmfDigit,
        windows: impl IntoIterator<Item = FittedWindow>,
    ) -> Option<usize> {
        let mut candidate: Option<Candidate> = None;
        for (at, window) in windows.into_iter().enumerate() {
            let candidate = match candidate {
                Some(ref mut candidate) => {
                    candidate.add(&window);
                    candidate
                }
                None => candidate.insert(Candidate::new(digit, &window, before)),
            };
            if candidate.is_certain(&window) {
                return Some(at + 1);
            }
        }
        None
    }

    fn digits() -> impl Iterator<Item = DtmfDigit> {
        (0..16).map(|at| DtmfDigit::at(at / 4, at % 4))
    }

    #[test]
    fn the_less_pure_the_nearer_both_tones_have_to_be() {
        let cases = [
            (0.95, [1.8, -1.8], true),
            (0.95, [1.95, 1.95], false),
            (0.95, [2.1, 0.0], false),
            (0.92, [0.7, 0.7], true),
            (0.92, [0.9, -0.9], false),
            (0.87, [0.4, -0.4], true),
            (0.87, [0.5, 0.5], false),
            (0.78, [-0.3, 0.3], true),
            (0.78, [0.0, 0.6], false),
        ];
        for digit in digits() {
            for (purity, off, certain) in cases {
                let after = certain_after(digit, std::iter::repeat_n(window(digit, purity, off), 40));
                assert_eq!(after, certain.then_some(7), "{digit:?}, purity {purity}, {off:?} %");
            }
        }
    }

    #[test]
    fn the_impure_may_be_less_twisted_than_the_pure() {
        for digit in digits() {
            for (purity, decibels, certain) in [
                (0.95, -11.0, true),
                (0.95, 7.5, true),
                (0.92, -8.0, true),
                (0.92, -9.5, false),
                (0.92, 7.5, true),
                (0.87, -3.5, true),
                (0.87, 3.5, true),
                (0.87, -4.5, false),
                (0.78, 5.0, false),
            ] {
                let twisted = FittedWindow {
                    power: [2e6, 2e6 * 10_f32.powf(decibels / 10.0)],
                    ..window(digit, purity, [0.0; 2])
                };
                let after = certain_after(digit, std::iter::repeat_n(twisted, 40));
                assert_eq!(after, certain.then_some(7), "{digit:?}, purity {purity}, {decibels} dB");
            }
        }
    }

    #[test]
    fn impure_tones_that_glide_are_no_key_though_they_stop() {
        for digit in digits() {
            // By 0.15 rad a window, or 0.08, in the column; then on the frequency.
            let glide = |purity: f32, radians: f64| {
                let percent = radians / (TAU * TONE_HZ[4 + digit.column()] as f64 * 0.010) * 100.0;
                let steady = std::iter::repeat_n(window(digit, purity, [0.0; 2]), 8);
                (0..7)
                    .rev()
                    .map(move |at| window(digit, purity, [0.0, percent * f64::from(at)]))
                    .chain(steady)
            };
            assert_eq!(certain_after(digit, glide(0.95, 0.15)), Some(7), "{digit:?}: a codec bends it");
            assert_eq!(certain_after(digit, glide(0.88, 0.08)), Some(7), "{digit:?}: noise bends it");
            assert_eq!(certain_after(digit, glide(0.88, 0.15)), None, "{digit:?}: a voice");
        }
    }

    #[test]
    fn the_less_they_have_risen_the_more_windows_have_to_agree() {
        // Energies of a window as `window` has them: 5e8, of which the tones are so much.
        let down = |within_20_ms: f32, within_30_ms: f32| {
            let of = |decibels: f32| 5e8 * 10_f32.powf(-decibels / 10.0);
            PriorEnergy { within_20_ms: of(within_20_ms), within_30_ms: of(within_30_ms) }
        };
        for digit in digits() {
            for (before, pure, impure) in [
                (down(5.0, 31.5), 7, 7),
                (down(31.5, 31.5), 7, 7),
                (down(28.0, 28.0), 8, 9),
                (down(4.5, 10.0), 8, 9),
                (down(2.5, 28.0), 10, 28),
                (down(-10.0, -10.0), 10, 28),
            ] {
                let after = |purity: f32| {
                    certain_out_of(before, digit, std::iter::repeat_n(window(digit, purity, [0.0; 2]), 40))
                };
                assert_eq!(after(0.97), Some(pure), "{digit:?}, pure, {before:?}");
                assert_eq!(after(0.85), Some(impure), "{digit:?}, impure, {before:?}");
            }
        }
    }

    #[test]
    fn what_may_be_a_key_but_is_too_short_yet_stays_suspected_while_that_is_likely() {
        let digit = DtmfDigit::at(1, 1);
        let before = PriorEnergy { within_20_ms: 5e8, within_30_ms: 5e8 };
        for (purity, enough, suspected) in [(0.97, 10, 10), (0.85, 28, 7)] {
            let window = window(digit, purity, [0.0; 2]);
            let mut candidate = Candidate::new(digit, &window, before);
            for windows in 2..enough {
                candidate.add(&window);
                assert!(!candidate.is_certain(&window), "{purity}: {windows}");
                assert_eq!(candidate.is_tentative(), windows < suspected, "{purity}: {windows}");
            }
            candidate.add(&window);
            assert!(candidate.is_certain(&window), "{purity}");
        }
    }

    #[test]
    fn what_enough_windows_have_not_made_a_key_is_suspected_no_more() {
        let digit = DtmfDigit::at(3, 0);
        let voice = window(digit, 0.78, [1.5, -1.5]);
        let mut candidate = Candidate::new(digit, &voice, PriorEnergy::SILENCE);
        for windows in 1..7 {
            assert!(candidate.is_tentative(), "{windows}");
            candidate.add(&voice);
        }
        assert!(!candidate.is_certain(&voice) && !candidate.is_tentative());
    }
}
