//! The DTMF detector at 8 kHz: finds digits in the samples of one line.
//!
//! Every 2.5 ms it examines the last 20 ms, a *window*. A screening test asks whether the strongest row and the
//! strongest column are most of the window; a fit of both tones then tests purity, frequency, twist, level and balance.
//! A digit is certain when seven of eight windows agree on it, or more where it has not risen out of silence, and all
//! that agree pass the combined thresholds. It has ended when its tones have been below half their amplitude for 15 ms.
//!
//! At the end of a frame a tone may also be detected *tentatively*: 10 ms that look like a digit, or more that pass
//! wider thresholds. Only the suppressor uses tentative detection.

use super::candidate::{Candidate, PriorEnergy};
use super::detection::FrameReport;
use super::goertzel::{Correlations, HOP, HopAnalysis, TONES, correlate};
use super::hop_history::{BATCH, HALF_WINDOW_HOPS, HopHistory};
use super::leakage::TonePair;
use super::stationary::StationarySound;
use super::steady_tones::SteadyTones;
use super::thresholds::{ENDED_AFTER, MIN_POWER, STEADY_TOLERANCE, SUM_LAG, TENTATIVE};
use super::windows::{FittedWindow, FittedWindows, is_tentative, screen_windows};
use crate::dsp::lanes::Lanes;
use crate::dsp::level::decibel::power_ratio_mdb;
use crate::units::DtmfDigit;

/// A digit that has begun and not ended. Positions in samples at 8 kHz.
#[derive(Clone, Copy, Debug)]
struct ActiveDigit {
    digit: DtmfDigit,
    onset: i64,
    level_mdbm0: i32,
    twist_mdb: i32,
    /// Powers of row and column over four hops, at full amplitude.
    full_power: [f32; 2],
    /// Hops for which its tones have been below half their amplitude.
    hops_below: u32,
    /// Where it ended, if `hops_below` > 0.
    end: i64,
    /// Amplitude at the last hop, 1: full.
    amplitude: f32,
}

impl ActiveDigit {
    /// Reports that the digit ended at `end`.
    fn end_at(&self, report: &mut FrameReport, end: i64) {
        report.ended(self.digit, self.onset, end, self.level_mdbm0, self.twist_mdb);
    }
}

/// A detector: fixed size, no allocation.
#[derive(Clone, Debug)]
pub struct Detector {
    hops: HopHistory,
    /// One or two low tones in the background: hum, a dial tone.
    steady: SteadyTones,
    /// A sound of constant loudness in the background.
    stationary: StationarySound,
    candidate: Option<Candidate>,
    active: Option<ActiveDigit>,
    /// Hops until the screening has found nothing for 40 ms.
    hops_to_idle: u32,
}

impl Detector {
    /// A detector after silence.
    pub const SILENCE: Detector = Detector {
        hops: HopHistory::SILENCE,
        steady: SteadyTones::NOTHING,
        stationary: StationarySound::NOTHING,
        candidate: None,
        active: None,
        hops_to_idle: 0,
    };

    /// The position of the next sample: samples at 8 kHz since the beginning.
    pub fn position(&self) -> i64 {
        self.hops.position(0)
    }

    /// Forgets sounds in the background: the line is silent.
    pub fn forget_background(&mut self) {
        self.steady = SteadyTones::NOTHING;
        self.stationary = StationarySound::NOTHING;
    }

    /// Scans the samples of a frame: the body of the kernel `scan_dtmf`.
    #[inline(always)]
    pub fn scan<L: Lanes, const REGISTERS: usize>(
        &mut self,
        lanes: L,
        samples: &[i16],
        report: &mut FrameReport,
    ) {
        let hops = samples.as_chunks::<HOP>().0;
        let mut correlations: [Correlations; BATCH] = [[0; 2 * TONES]; BATCH];
        let count = hops.len().min(correlations.len());
        correlate::<L, REGISTERS>(lanes, hops, &mut correlations);
        self.steady.push(samples);
        let mut largest = [[0.0; BATCH]; 2];
        let [rows, columns] = &mut largest;
        let mut last = HopAnalysis::ZERO;
        // The last hop comes last. In frames of less than 20 ms the first windows belong to the frame before, which has
        // handled them.
        let latest = rows.iter_mut().zip(columns).skip(BATCH - count);
        for ((correlations, samples), (row, column)) in correlations.iter().zip(hops).zip(latest) {
            self.hops.push(lanes, samples, correlations, &mut last);
            [*row, *column] = last.largest;
        }
        let found = screen_windows(lanes, &self.hops, &largest, self.steady.energy());
        if found != [None; BATCH] || self.candidate.is_some() || self.active.is_some() {
            let mut fitted = None;
            for (back, found) in (0..count).rev().zip(found.into_iter().skip(BATCH - count)) {
                self.scan_hop(lanes, report, back, found, &mut fitted);
            }
        } else {
            self.hops_to_idle = self.hops_to_idle.saturating_sub(count as u32);
        }
        if self.hops_to_idle == 0 && self.active.is_none() {
            let windows = (0..2 * HALF_WINDOW_HOPS).map(|back| self.hops.window(back));
            self.steady.update(lanes, windows, 2 * HALF_WINDOW_HOPS * HOP, count as u32);
        }
        if self.active.is_none() {
            let energy = if self.candidate.is_none() { self.hops.mean_window() } else { 0.0 };
            self.stationary.update(energy, self.hops.powers(2 * HALF_WINDOW_HOPS), count as u32);
        }
        self.report_tone(report);
    }

    /// Handles the window that ended `back` hops ago, in which screening has found `pair`. `fitted`: the windows of
    /// this frame, fitted to the pair that was found last.
    #[inline(always)]
    fn scan_hop<L: Lanes>(
        &mut self,
        lanes: L,
        report: &mut FrameReport,
        back: usize,
        found: Option<TonePair>,
        fitted: &mut Option<FittedWindows>,
    ) {
        self.hops_to_idle = self.hops_to_idle.saturating_sub(1);
        match found {
            Some(pair) => {
                self.hops_to_idle = 2 * (2 * HALF_WINDOW_HOPS) as u32;
                let digit = DtmfDigit::at(pair.0, pair.1);
                if self.active.is_none_or(|active| active.digit != digit) {
                    let known = fitted.as_ref().filter(|fitted| fitted.pair() == pair);
                    let window = match known {
                        Some(known) => known.window(back),
                        None => {
                            let background = self.steady.energy();
                            fitted
                                .insert(FittedWindows::new(lanes, &self.hops, background, pair))
                                .window(back)
                        }
                    };
                    self.match_window(report, back, digit, window);
                }
            }
            None => self.miss(),
        }
        self.track_active(report, back);
    }

    /// Handles the window that ended `back` hops ago, which matches `digit` if `window` is not `None`.
    #[inline(always)]
    fn match_window(
        &mut self,
        report: &mut FrameReport,
        back: usize,
        digit: DtmfDigit,
        window: Option<FittedWindow>,
    ) {
        let Some(window) = window else { return self.miss() };
        let candidate = match self.candidate {
            Some(ref mut candidate) if candidate.digit() == digit => {
                candidate.add(&window);
                candidate
            }
            _ => {
                let prior = self.prior_energy(back, digit, &window);
                self.candidate.insert(Candidate::new(digit, &window, prior))
            }
        };
        if candidate.is_certain(&window) {
            let candidate = *candidate;
            self.begin(report, back, &candidate);
        }
    }

    /// The energy before the window that ended `back` hops ago and matches `digit`: silence if another digit was
    /// active. [`SteadyTones`] are subtracted; within 20 ms a [`StationarySound`] does not count.
    fn prior_energy(&self, back: usize, digit: DtmfDigit, window: &FittedWindow) -> PriorEnergy {
        if self.active.is_some() {
            return PriorEnergy::SILENCE;
        }
        let above_steady = |energy: f32| (energy - STEADY_TOLERANCE * self.steady.energy()).max(0.0);
        let energy = self.hops.least_before_window(back, 2 * HALF_WINDOW_HOPS);
        let within_30_ms = above_steady(self.hops.least_before_window(back, 3 * HALF_WINDOW_HOPS));
        let n = (HALF_WINDOW_HOPS * HOP) as f32;
        let [row, column] = window.power.map(|power| power * 0.5 * n * n);
        let is_stationary =
            self.stationary.precedes(energy, [(digit.row(), row), (4 + digit.column(), column)]);
        PriorEnergy { within_20_ms: if is_stationary { 0.0 } else { above_steady(energy) }, within_30_ms }
    }

    /// Handles a window that matches no digit.
    #[inline(always)]
    fn miss(&mut self) {
        if self.candidate.as_mut().is_some_and(|candidate| !candidate.miss()) {
            self.candidate = None;
        }
    }

    /// A digit is certain, with the window that ended `back` hops ago.
    fn begin(&mut self, report: &mut FrameReport, back: usize, candidate: &Candidate) {
        let onset = candidate.onset(self.hops.position(back));
        if let Some(active) = self.active.take() {
            active.end_at(report, if active.hops_below > 0 { active.end } else { onset });
        }
        let [row, column] = candidate.powers();
        let n = (HALF_WINDOW_HOPS * HOP) as f32;
        let active = ActiveDigit {
            digit: candidate.digit(),
            onset,
            level_mdbm0: candidate.level_mdbm0(),
            twist_mdb: power_ratio_mdb(column / row),
            full_power: [row * 0.5 * n * n, column * 0.5 * n * n],
            hops_below: 0,
            end: onset,
            amplitude: 1.0,
        };
        let ActiveDigit { digit, level_mdbm0, twist_mdb, .. } = active;
        self.active = Some(active);
        self.candidate = None;
        report.began(digit, onset, level_mdbm0, twist_mdb);
    }

    /// Follows the active digit through the hop that came `back` hops ago, until it has ended.
    #[inline(always)]
    fn track_active(&mut self, report: &mut FrameReport, back: usize) {
        let Some(mut active) = self.active else { return };
        let powers = self.hops.powers(back);
        let of = |tone: usize| powers.get(tone).copied().unwrap_or(0.0);
        let [row, column] = active.full_power;
        let amplitude =
            (of(active.digit.row()) / row).min(of(4 + active.digit.column()) / column).min(1.0).sqrt();
        if amplitude >= 0.5 {
            active.hops_below = 0;
        } else {
            if active.hops_below == 0 {
                // The amplitude fell below a half since the last hop: the middle of the four hops passed the end of the
                // tones.
                let part = (0.5 - amplitude) / (active.amplitude - amplitude).max(0.01);
                active.end = self.hops.position(back) - SUM_LAG - (part.min(1.0) * HOP as f32) as i64;
            }
            active.hops_below += 1;
        }
        active.amplitude = amplitude;
        if active.hops_below < ENDED_AFTER {
            self.active = Some(active);
            return;
        }
        self.active = None;
        self.candidate = None;
        report.set_tone(active.onset, Some(active.end));
        active.end_at(report, active.end);
    }

    /// At the end of a frame: reports the tone that is to be kept from the mix.
    fn report_tone(&self, report: &mut FrameReport) {
        if let Some(active) = self.active {
            report.extend_tone(active.onset, (active.hops_below > 0).then_some(active.end));
            if active.hops_below == 0 {
                return;
            }
        }
        if let Some(from) = self.tentative_onset(self.hops.position(0)) {
            report.extend_tone(from, None);
        }
    }

    /// Where a tone began that may be present at the end of the frame, which is at `end`: a tentative detection.
    fn tentative_onset(&self, end: i64) -> Option<i64> {
        if let Some(candidate) = self.candidate
            && candidate.is_tentative()
        {
            return Some(candidate.onset(end));
        }
        let (pair, [row, column]) = self.hops.strongest_late();
        let n = (HALF_WINDOW_HOPS * HOP) as f32;
        if row.min(column) < 0.25 * MIN_POWER * n * n {
            return None;
        }
        let (before, late) = (
            self.hops.least_before(HALF_WINDOW_HOPS, 2 * HALF_WINDOW_HOPS),
            self.hops.energy(HALF_WINDOW_HOPS),
        );
        for limits in TENTATIVE.iter().filter(|limits| before * limits.min_rise <= late) {
            let half = limits.half_window_hops;
            let energy = self.hops.energy(2 * half);
            let energy =
                energy - self.steady.energy().min(0.5 * energy) * half as f32 / HALF_WINDOW_HOPS as f32;
            if row + column < limits.screen_min_purity * 0.5 * n * energy {
                continue;
            }
            if is_tentative(&self.hops.fit(pair, half), energy, pair, limits) {
                return Some(end - (self.hops.loud_for(2 * half) * HOP) as i64);
            }
        }
        None
    }
}
