//! The history of the last hops: 40 ms of correlations, 80 ms of energies.

#![expect(clippy::indexing_slicing, reason = "hops are taken modulo the history's length, tones are 0 … 7")]

use super::decimate::MAX_DECIMATED;
use super::goertzel::{
    Correlations, HOP, HopAnalysis, HopInput, TONES, ToneVectors, analyse_hop, derotation, next_phase,
    phase_before, tone_derotations,
};
use super::leakage::TonePair;
use super::two_tone_fit::{HalfWindowSums, TwoToneFit, fit};
use crate::dsp::lanes::Lanes;
use crate::dsp::lanes::complex::Complex;
use crate::dsp::lanes::number::EightFloats;

/// Hops whose correlations are kept: 40 ms.
pub const HISTORY: usize = 16;

/// Hops whose powers are kept: those of the windows that are tested at once, and of the half window before.
const POWER_HISTORY: usize = BATCH + HALF_WINDOW_HOPS;

/// Hops whose energies are kept: 80 ms, so that the energy before the beginning of a digit is still known when it is
/// certain.
const ENERGY_HISTORY: usize = 32;

/// Hops of half a window: 10 ms. A window is 20 ms.
pub const HALF_WINDOW_HOPS: usize = 4;

/// The least energy, as ratio to the mean, of a hop that counts as equally loud: two tones beat.
const MIN_LOUDNESS: f32 = 0.15;

/// Windows that are tested at once: those that end with the hops of the longest frame, 20 ms.
pub const BATCH: usize = MAX_DECIMATED / HOP;

/// The last hops.
#[derive(Clone, Debug)]
pub struct HopHistory {
    /// Correlations with the eight tones, by hop number modulo the length.
    tones: [ToneVectors; HISTORY],
    /// Powers of the eight tones over the four hops that end with each hop.
    powers: [[f32; TONES]; POWER_HISTORY],
    /// Energies of hops, divided by 16.
    energies: [u32; ENERGY_HISTORY],
    /// The energy of the last window, divided by 16.
    window: u64,
    /// Energies of the windows that end with each hop.
    windows: [f32; HISTORY],
    /// How many hops there were.
    count: u64,
    /// The phase of the next hop.
    phase: usize,
}

impl HopHistory {
    /// Silence.
    pub const SILENCE: HopHistory = HopHistory {
        tones: [ToneVectors::ZERO; HISTORY],
        powers: [[0.0; TONES]; POWER_HISTORY],
        energies: [0; ENERGY_HISTORY],
        window: 0,
        windows: [0.0; HISTORY],
        // The number of no earlier hop is below 0.
        count: HISTORY as u64,
        phase: 0,
    };

    /// The index of the hop that came `back` hops ago.
    #[inline(always)]
    fn index(&self, back: usize) -> usize {
        self.number(back) % HISTORY
    }

    /// The number of the hop that came `back` hops ago.
    #[inline(always)]
    fn number(&self, back: usize) -> usize {
        (self.count as usize).wrapping_sub(1 + back)
    }

    /// Adds a hop; `last` becomes its analysis, whatever it was.
    #[inline(always)]
    pub fn push<L: Lanes>(
        &mut self,
        lanes: L,
        samples: &[i16; HOP],
        raw: &Correlations,
        last: &mut HopAnalysis,
    ) {
        self.count += 1;
        let now = self.index(0);
        let before = [&self.tones[self.index(3)], &self.tones[self.index(2)], &self.tones[self.index(1)]];
        let early = &self.powers[self.number(HALF_WINDOW_HOPS) % POWER_HISTORY];
        let hop = HopInput { samples, raw, derotation: derotation(self.phase), before, early };
        analyse_hop(lanes, &hop, last);
        self.tones[now] = last.tones;
        self.powers[self.number(0) % POWER_HISTORY] = last.powers;
        // The hop that leaves the window was in it, so the difference is not negative.
        self.window += u64::from(last.energy);
        self.window -= u64::from(self.hop_energy(2 * HALF_WINDOW_HOPS));
        self.energies[self.number(0) % ENERGY_HISTORY] = last.energy;
        // Signed: that conversion is one instruction.
        self.windows[now] = self.window as i64 as f32 * 16.0;
        self.phase = next_phase(self.phase);
    }

    /// Energy of the last `hops` hops.
    #[inline(always)]
    pub fn energy(&self, hops: usize) -> f32 {
        self.energy_before(0, hops)
    }

    /// Energy of the `hops` hops that ended `back` hops ago.
    #[inline(always)]
    fn energy_before(&self, back: usize, hops: usize) -> f32 {
        let sum: u64 = (back..back + hops).map(|back| u64::from(self.hop_energy(back))).sum();
        sum as f32 * 16.0
    }

    /// Energy of the hop that came `back` hops ago, divided by 16.
    #[inline(always)]
    fn hop_energy(&self, back: usize) -> u32 {
        self.energies[self.number(back) % ENERGY_HISTORY]
    }

    /// The least energy of four hops in a row within the `hops` hops (4 … 16) before the window that ended `back` hops
    /// ago (0 … 7), as energy of a window.
    pub fn least_before_window(&self, back: usize, hops: usize) -> f32 {
        2.0 * self.least_before(back + 2 * HALF_WINDOW_HOPS, hops)
    }

    /// The least energy of four hops in a row within the `hops` hops (4 and more) that ended `back` hops ago.
    pub fn least_before(&self, back: usize, hops: usize) -> f32 {
        (back..=back + hops - HALF_WINDOW_HOPS)
            .map(|back| self.energy_before(back, HALF_WINDOW_HOPS))
            .fold(f32::MAX, f32::min)
    }

    /// For how many hops the line has had about the loudness of the last `hops`, these included.
    pub fn loud_for(&self, hops: usize) -> usize {
        let least = MIN_LOUDNESS * self.energy(hops) / hops as f32;
        let more = (hops..HISTORY).take_while(|back| self.energy_before(*back, 1) >= least);
        hops + more.count()
    }

    /// Energy of the window that ended `back` hops ago.
    #[inline(always)]
    pub fn window(&self, back: usize) -> f32 {
        self.windows[self.index(back)]
    }

    /// Energies of the windows that ended 7 … 0 hops ago.
    #[inline(always)]
    pub fn last_windows(&self) -> [f32; BATCH] {
        core::array::from_fn(|at| self.window(BATCH - 1 - at))
    }

    /// Mean energy of the last two windows: of 40 ms.
    #[inline(always)]
    pub fn mean_window(&self) -> f32 {
        0.5 * (self.window(0) + self.window(2 * HALF_WINDOW_HOPS))
    }

    /// Powers of the tones over the four hops that ended `back` hops ago (0 … 11).
    #[inline(always)]
    pub fn powers(&self, back: usize) -> &[f32; TONES] {
        &self.powers[self.number(back) % POWER_HISTORY]
    }

    /// The strongest row and column of the window that ended `back` hops ago, if neither's power differs by more than
    /// `max_imbalance` from half to half.
    #[inline(always)]
    pub fn strongest(&self, back: usize, max_imbalance: f32) -> Option<TonePair> {
        let (early, late) = (self.powers(back + HALF_WINDOW_HOPS), self.powers(back));
        let (pair, _) = strongest(&core::array::from_fn(|tone| early[tone] + late[tone]));
        let uneven = |tone: usize| {
            early[tone] > max_imbalance * late[tone] || late[tone] > max_imbalance * early[tone]
        };
        (!uneven(pair.0) && !uneven(4 + pair.1)).then_some(pair)
    }

    /// The strongest row and column of the last half window.
    pub fn strongest_late(&self) -> (TonePair, [f32; 2]) {
        strongest(self.powers(0))
    }

    /// Fits a pair to the last two stretches of `half` hops each (1 … 4).
    #[inline(always)]
    pub fn fit(&self, pair: TonePair, half: usize) -> TwoToneFit {
        fit(pair, half, &[self.sums(pair, half, half), self.sums(pair, 0, half)])
    }

    /// Sums over `hops` hops that ended `back` hops ago.
    #[inline(always)]
    fn sums(&self, (row, column): TonePair, back: usize, hops: usize) -> HalfWindowSums {
        let mut sums = HalfWindowSums::default();
        for n in 0..hops {
            let tones = &self.tones[self.index(back + n)];
            sums.row.re += tones.re[row];
            sums.row.im += tones.im[row];
            sums.column.re += tones.re[4 + column];
            sums.column.im += tones.im[4 + column];
        }
        let phase = phase_before(self.phase, back + hops);
        let turn = |tone: usize| {
            let [re, im] = tone_derotations(tone, phase);
            Complex { re: re[0], im: im[0] }
        };
        sums.row_derotation = turn(row);
        sums.column_derotation = turn(4 + column);
        sums
    }

    /// Fits a pair to the eight windows that ended 7 … 0 hops ago: the results that [`HopHistory::fit`] had after each
    /// hop.
    #[inline(always)]
    pub fn fit_last<L: Lanes>(&self, lanes: L, pair: TonePair) -> TwoToneFit<EightFloats<L>> {
        let hop = |at: usize| &self.tones[self.index(HISTORY - 1 - at)];
        let (row, column) = (pair.0, 4 + pair.1);
        let of = [
            core::array::from_fn(|at| hop(at).re[row]),
            core::array::from_fn(|at| hop(at).im[row]),
            core::array::from_fn(|at| hop(at).re[column]),
            core::array::from_fn(|at| hop(at).im[column]),
        ];
        fit(
            pair,
            HALF_WINDOW_HOPS,
            &[self.last_sums(lanes, &of, pair, HALF_WINDOW_HOPS), self.last_sums(lanes, &of, pair, 0)],
        )
    }

    /// Sums over eight half windows, the last of which ended `back` hops ago. `of`: row and column of each hop.
    #[inline(always)]
    fn last_sums<L: Lanes>(
        &self,
        lanes: L,
        of: &[[f32; HISTORY]; 4],
        (row, column): TonePair,
        back: usize,
    ) -> HalfWindowSums<EightFloats<L>> {
        let last = HISTORY - BATCH - back;
        let phase = phase_before(self.phase, back + BATCH - 1 + HALF_WINDOW_HOPS);
        let [row_re, row_im] = tone_derotations(row, phase);
        let [column_re, column_im] = tone_derotations(4 + column, phase);
        HalfWindowSums {
            row: Complex { re: four(lanes, &of[0], last), im: four(lanes, &of[1], last) },
            column: Complex { re: four(lanes, &of[2], last), im: four(lanes, &of[3], last) },
            row_derotation: Complex {
                re: EightFloats::of(lanes, row_re),
                im: EightFloats::of(lanes, row_im),
            },
            column_derotation: Complex {
                re: EightFloats::of(lanes, column_re),
                im: EightFloats::of(lanes, column_im),
            },
        }
    }

    /// The position of the end of the hop that came `back` hops ago: samples at 8 kHz since the beginning.
    #[inline(always)]
    pub fn position(&self, back: usize) -> i64 {
        ((self.count - back as u64) * HOP as u64) as i64
    }
}

/// EightFloats sums of four floats in a row, which end at `last` … `last` + 7.
#[inline(always)]
fn four<L: Lanes>(lanes: L, row: &[f32; HISTORY], last: usize) -> EightFloats<L> {
    eight(lanes, row, last)
        + eight(lanes, row, last - 1)
        + eight(lanes, row, last - 2)
        + eight(lanes, row, last - 3)
}

/// EightFloats floats in a row.
#[inline(always)]
fn eight<L: Lanes>(lanes: L, row: &[f32; HISTORY], at: usize) -> EightFloats<L> {
    match row[at..].first_chunk() {
        Some(eight) => EightFloats::of(lanes, eight),
        None => EightFloats::of(lanes, &[0.0; BATCH]),
    }
}

#[inline(always)]
fn strongest(powers: &[f32; TONES]) -> (TonePair, [f32; 2]) {
    let best =
        |from: usize| (from + 1..from + 4).fold(from, |a, b| if powers[b] > powers[a] { b } else { a });
    let (row, column) = (best(0), best(4));
    ((row, column - 4), [powers[row], powers[column]])
}

#[cfg(test)]
mod tests {
    use super::super::two_tone_fit::FittedTone;
    use super::*;
    use crate::dsp::dtmf::goertzel::correlate;
    use crate::dsp::lanes::portable::Portable;

    /// A tone pair that drifts, comes and goes, over noise.
    fn line(hops: usize) -> Vec<[i16; HOP]> {
        let mut noise = 1_u32;
        let mut sample = |n: usize| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let t = n as f64 / 8_000.0;
            let on = if (n / 400).is_multiple_of(2) { 6_000.0 } else { 30.0 };
            let tones =
                (777.0 * t * std::f64::consts::TAU).sin() + (1_320.0 * t * std::f64::consts::TAU).sin();
            (on * tones) as i16 + (noise >> 22) as i16
        };
        (0..hops).map(|hop| core::array::from_fn(|at| sample(hop * HOP + at))).collect()
    }

    /// One lane of the fit to eight windows.
    fn lane<L: Lanes>(fit: &TwoToneFit<EightFloats<L>>, at: usize) -> TwoToneFit {
        let complex =
            |c: Complex<EightFloats<L>>| Complex { re: c.re.to_array()[at], im: c.im.to_array()[at] };
        let tone = |tone: &FittedTone<EightFloats<L>>| FittedTone {
            halves: tone.halves.map(complex),
            drift: complex(tone.drift),
            product: complex(tone.product),
        };
        TwoToneFit { row: tone(&fit.row), column: tone(&fit.column), energy: fit.energy.to_array()[at] }
    }

    #[test]
    fn eight_windows_at_once_are_fitted_as_one_by_one() {
        let mut hops = HopHistory::SILENCE;
        let mut one_by_one = Vec::new();
        for samples in line(500) {
            let mut raw: [Correlations; 1] = [[0; 2 * TONES]];
            correlate::<_, 2>(Portable, &[samples], &mut raw);
            hops.push(Portable, &samples, &raw[0], &mut HopAnalysis::ZERO.clone());
            one_by_one.push([(0, 0), (1, 1), (3, 2)].map(|pair| hops.fit(pair, HALF_WINDOW_HOPS)));
            for (which, pair) in [(0, 0), (1, 1), (3, 2)].into_iter().enumerate() {
                let at_once = hops.fit_last(Portable, pair);
                for back in 0..BATCH.min(one_by_one.len()) {
                    let then = one_by_one[one_by_one.len() - 1 - back][which];
                    assert_eq!(lane(&at_once, BATCH - 1 - back), then, "{pair:?}, {back} hops ago");
                }
            }
        }
        let power = one_by_one.iter().map(|[_, fit, _]| fit.row.power()).fold(0.0, f32::max);
        assert!(power > 1e6, "the tones are there");
    }
}
