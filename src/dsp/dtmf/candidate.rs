//! Windows that agree on a key, and whether they are one together.
//!
//! Each limit of a window is as wide as what may befall a key in that respect. Little befalls it in several at once: a codec
//! bends its phases but leaves it pure, noise and a voice over it make it impure but leave it where it is. Two partials
//! of a sung or spoken vowel are at the edges of several: others stand beside them, they lie near the tones by chance, and
//! they move. So what windows are on the mean is judged by limits that get narrower the less pure they are.
//!
//! A key begins at once, and lasts for 35 ms and more. A voice rarely does both where two of its partials look like a key:
//! either it was there before, or they pass by. So the less windows have risen out of what was before, the more have to agree.
//!
//! What this does not tell from a key: a vowel held for 40 ms without a glide, two of whose partials lie on both tones, and
//! are 0.95 of it within 0 … 4 kHz, or 0.9 and begin at once; one held for 85 ms.

use super::goertzel::HOP;
use super::joint::HalfDrift;
use super::thresholds::{
    FEWEST, FROM_SILENCE, INTO_FIRST_WINDOW, Lasting, MISSED, MOST_SUSPECTED, OFF_ON_MEAN, PERCENT_A_RADIAN,
    POWER_0_DBM0, PURITY_OF_SUSPECTED, RISEN, TOGETHER, Together,
};
use super::windows::Look;
use crate::dsp::lanes::complex::Complex;
use crate::dsp::level::decibel::millibels;
use crate::units::DtmfDigit;

/// What was before the first window that agreed: energies of a window, of 10 ms within so many before it, without what is
/// steady; of what is even, `far` only.
#[derive(Clone, Copy, Debug)]
pub struct Before {
    /// Within 20 ms.
    pub near: f32,
    /// Within 30 ms.
    pub far: f32,
}

impl Before {
    /// Silence, or something that has nothing to do with this key.
    pub const SILENCE: Before = Before { near: 0.0, far: 0.0 };
}

/// Windows that agree on a key.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    key: DtmfDigit,
    /// Which of the last windows were of it, the latest in bit 0.
    passed: u32,
    /// The tones' drifts in the first window, row and column.
    first: [Complex; 2],
    /// Sums of the tones' drifts.
    drift: [Complex; 2],
    /// Sums of the tones' powers.
    power: [f32; 2],
    /// Sums of the energies of what was fitted, and of the windows.
    energy: [f32; 2],
    windows: f32,
    /// The most that a tone has bent from the first window to one with which enough agreed: cos of it.
    bend: f32,
    before: Before,
    /// They may be a key, but are too few for what was before, by not many.
    too_few: bool,
}

impl Candidate {
    /// With that window, the first.
    #[inline(always)]
    pub fn new(key: DtmfDigit, look: &Look, before: Before) -> Candidate {
        let Look { drift, power, energy } = *look;
        let (first, windows, bend, too_few) = (drift, 1.0, 1.0, false);
        Candidate { key, passed: 1, first, drift, power, energy, windows, bend, before, too_few }
    }

    /// The key that its windows agree on.
    pub fn key(&self) -> DtmfDigit {
        self.key
    }

    /// One window more of that key.
    #[inline(always)]
    pub fn agree(&mut self, look: &Look) {
        self.passed = (self.passed << 1) | 1;
        self.windows += 1.0;
        for (sum, drift) in self.drift.iter_mut().zip(look.drift) {
            sum.re += drift.re;
            sum.im += drift.im;
        }
        for (sum, more) in self.power.iter_mut().zip(look.power) {
            *sum += more;
        }
        for (sum, more) in self.energy.iter_mut().zip(look.energy) {
            *sum += more;
        }
    }

    /// A window of no key, or of another; false when nothing is left.
    #[inline(always)]
    pub fn miss(&mut self) -> bool {
        self.passed <<= 1;
        self.passed.trailing_zeros() < MISSED
    }

    /// Whether the latest window was of it, and too few were to be certain.
    pub fn may_become(&self) -> bool {
        let [fitted, whole] = self.energy;
        self.passed & 1 == 1
            && fitted >= PURITY_OF_SUSPECTED * whole
            && (self.too_few || !self.agree_for(FEWEST))
    }

    /// Where its tones began, if the last window ended at `end`; samples at 8 kHz.
    pub fn onset(&self, end: i64) -> i64 {
        let first = 31 - i64::from(self.passed.leading_zeros());
        end - first * HOP as i64 + INTO_FIRST_WINDOW
    }

    /// Mean powers of both tones.
    pub fn powers(&self) -> [f32; 2] {
        self.power.map(|power| power / self.windows)
    }

    /// Mean level of both tones, thousandths of a dBm0.
    pub fn level_mdbm0(&self) -> i32 {
        let [row, column] = self.powers();
        millibels((row + column) * 0.5 / POWER_0_DBM0)
    }

    /// Whether the windows are certainly a key, of which `latest` is the last.
    #[inline(always)]
    pub fn is_certain(&mut self, latest: &Look) -> bool {
        if !self.agree_for(FEWEST) {
            return false;
        }
        for (first, last) in self.first.into_iter().zip(latest.drift) {
            let bend = last.times_conjugate(first);
            let length = bend.power().sqrt();
            self.bend = if bend.re < self.bend * length { bend.re / length } else { self.bend };
        }
        self.is_whole()
    }

    /// Whether so many of the last windows were of it, but for one.
    #[inline(always)]
    fn agree_for(&self, windows: u32) -> bool {
        (self.passed & ((2 << windows) - 1)).count_ones() >= windows
    }

    /// How many of them what was before asks for.
    fn needed(&self, lasting: &Lasting) -> u32 {
        let mean = self.energy[0] / self.windows;
        if mean >= FROM_SILENCE * self.before.far {
            FEWEST
        } else if mean >= RISEN * self.before.near {
            lasting.risen
        } else {
            lasting.at_all
        }
    }

    /// Whether all windows together are a key.
    fn is_whole(&mut self) -> bool {
        self.too_few = false;
        let tones = [self.key.row(), 4 + self.key.column()];
        let mut off = 0.0;
        for (tone, drift) in tones.into_iter().zip(self.drift) {
            let length = drift.power().sqrt();
            let least = OFF_ON_MEAN.get(tone).copied().unwrap_or(1.0);
            let within = drift.re >= least * length;
            if !within {
                return false;
            }
            let unit = drift.scaled(1.0 / length);
            let percent =
                2.0 * HalfDrift::of(unit).angle() * PERCENT_A_RADIAN.get(tone).copied().unwrap_or(0.0);
            off += percent * percent;
        }
        let [fitted, whole] = self.energy;
        let ([row, column], bend) = (self.power, self.bend);
        let may_be = |limits: &Together| {
            let [least, most] = limits.twist;
            fitted >= limits.purity * whole
                && off <= limits.off * limits.off
                && bend >= limits.bend
                && (least * row..=most * row).contains(&column)
        };
        for limits in TOGETHER.iter().filter(|limits| may_be(limits)) {
            let needed = self.needed(&limits.lasting);
            if self.agree_for(needed) {
                return true;
            }
            self.too_few |= needed <= MOST_SUSPECTED;
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
    fn look(key: DtmfDigit, purity: f32, off: [f64; 2]) -> Look {
        let hz = [TONE_HZ[key.row()], TONE_HZ[4 + key.column()]];
        let drift = [0, 1].map(|tone| {
            let radians = TAU * hz[tone] as f64 * off[tone] / 100.0 * 0.010;
            Complex { re: 1e6 * radians.cos() as f32, im: 1e6 * radians.sin() as f32 }
        });
        Look { drift, power: [2e6; 2], energy: [purity * 5e8, 5e8] }
    }

    /// After how many of these windows they are a key, if ever.
    fn certain_after(key: DtmfDigit, looks: impl IntoIterator<Item = Look>) -> Option<usize> {
        certain_out_of(Before::SILENCE, key, looks)
    }

    /// The same where that was before.
    fn certain_out_of(
        before: Before,
        key: DtmfDigit,
        looks: impl IntoIterator<Item = Look>,
    ) -> Option<usize> {
        let mut candidate: Option<Candidate> = None;
        for (at, look) in looks.into_iter().enumerate() {
            let candidate = match candidate {
                Some(ref mut candidate) => {
                    candidate.agree(&look);
                    candidate
                }
                None => candidate.insert(Candidate::new(key, &look, before)),
            };
            if candidate.is_certain(&look) {
                return Some(at + 1);
            }
        }
        None
    }

    fn keys() -> impl Iterator<Item = DtmfDigit> {
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
        for key in keys() {
            for (purity, off, certain) in cases {
                let after = certain_after(key, std::iter::repeat_n(look(key, purity, off), 40));
                assert_eq!(after, certain.then_some(7), "{key:?}, purity {purity}, {off:?} %");
            }
        }
    }

    #[test]
    fn the_impure_may_be_less_twisted_than_the_pure() {
        for key in keys() {
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
                let twisted =
                    Look { power: [2e6, 2e6 * 10_f32.powf(decibels / 10.0)], ..look(key, purity, [0.0; 2]) };
                let after = certain_after(key, std::iter::repeat_n(twisted, 40));
                assert_eq!(after, certain.then_some(7), "{key:?}, purity {purity}, {decibels} dB");
            }
        }
    }

    #[test]
    fn impure_tones_that_glide_are_no_key_though_they_stop() {
        for key in keys() {
            // By 0.15 rad a window, or 0.08, in the column; then on the frequency.
            let glide = |purity: f32, radians: f64| {
                let percent = radians / (TAU * TONE_HZ[4 + key.column()] as f64 * 0.010) * 100.0;
                let steady = std::iter::repeat_n(look(key, purity, [0.0; 2]), 8);
                (0..7).rev().map(move |at| look(key, purity, [0.0, percent * f64::from(at)])).chain(steady)
            };
            assert_eq!(certain_after(key, glide(0.95, 0.15)), Some(7), "{key:?}: a codec bends it");
            assert_eq!(certain_after(key, glide(0.88, 0.08)), Some(7), "{key:?}: noise bends it");
            assert_eq!(certain_after(key, glide(0.88, 0.15)), None, "{key:?}: a voice");
        }
    }

    #[test]
    fn the_less_they_have_risen_the_more_windows_have_to_agree() {
        // Energies of a window as `look` has them: 5e8, of which the tones are so much.
        let down = |near: f32, far: f32| {
            let of = |decibels: f32| 5e8 * 10_f32.powf(-decibels / 10.0);
            Before { near: of(near), far: of(far) }
        };
        for key in keys() {
            for (before, pure, impure) in [
                (down(5.0, 31.5), 7, 7),
                (down(31.5, 31.5), 7, 7),
                (down(28.0, 28.0), 8, 9),
                (down(4.5, 10.0), 8, 9),
                (down(2.5, 28.0), 10, 28),
                (down(-10.0, -10.0), 10, 28),
            ] {
                let after = |purity: f32| {
                    certain_out_of(before, key, std::iter::repeat_n(look(key, purity, [0.0; 2]), 40))
                };
                assert_eq!(after(0.97), Some(pure), "{key:?}, pure, {before:?}");
                assert_eq!(after(0.85), Some(impure), "{key:?}, impure, {before:?}");
            }
        }
    }

    #[test]
    fn what_may_be_a_key_but_is_too_short_yet_stays_suspected_while_that_is_likely() {
        let key = DtmfDigit::at(1, 1);
        let before = Before { near: 5e8, far: 5e8 };
        for (purity, enough, suspected) in [(0.97, 10, 10), (0.85, 28, 7)] {
            let look = look(key, purity, [0.0; 2]);
            let mut candidate = Candidate::new(key, &look, before);
            for windows in 2..enough {
                candidate.agree(&look);
                assert!(!candidate.is_certain(&look), "{purity}: {windows}");
                assert_eq!(candidate.may_become(), windows < suspected, "{purity}: {windows}");
            }
            candidate.agree(&look);
            assert!(candidate.is_certain(&look), "{purity}");
        }
    }

    #[test]
    fn what_enough_windows_have_not_made_a_key_is_suspected_no_more() {
        let key = DtmfDigit::at(3, 0);
        let voice = look(key, 0.78, [1.5, -1.5]);
        let mut candidate = Candidate::new(key, &voice, Before::SILENCE);
        for windows in 1..7 {
            assert!(candidate.may_become(), "{windows}");
            candidate.agree(&voice);
        }
        assert!(!candidate.is_certain(&voice) && !candidate.may_become());
    }
}
