//! The DTMF detector at 8 kHz: finds digits in the samples of one line.
//!
//! Every 2.5 ms it examines the last 20 ms, a *window*. A screening test asks whether the strongest row and the strongest
//! column are most of the window; a fit of both tones then tests purity, frequency, twist, level and balance. A digit is
//! certain when seven of eight windows agree on it, or more where it has not risen out of silence, and all that agree pass
//! the combined thresholds. It has ended when its tones have been below half their amplitude for 15 ms.
//!
//! At the end of a frame a tone may also be detected *tentatively*: 10 ms that look like a digit, or more that pass wider
//! thresholds. Only the suppressor uses tentative detection.

use super::candidate::{Before, Candidate};
use super::detection::FrameReport;
use super::goertzel::{HOP, Raw, TONES, correlate};
use super::hops::{AT_ONCE, HALF, Hops};
use super::joint::Pair;
use super::stationary::Even;
use super::steady_tones::Steady;
use super::thresholds::{AS_STEADY, GONE_AFTER, HALF_LAG, LEAST_POWER, SUSPICIONS};
use super::windows::{Look, Looks, first_looks, is_suspect};
use crate::dsp::lanes::Lanes;
use crate::dsp::level::decibel::millibels;
use crate::units::DtmfDigit;

/// A key that is down. Positions in samples at 8 kHz.
#[derive(Clone, Copy, Debug)]
struct Down {
    key: DtmfDigit,
    onset: i64,
    level_mdbm0: i32,
    twist_mdb: i32,
    /// Powers of row and column over four hops, while it lasts.
    reference: [f32; 2],
    /// Hops for which it has been gone.
    gone: u32,
    /// Where it ended, if it is gone.
    end: i64,
    /// Amplitude, of its own, at the last hop.
    covered: f32,
}

impl Down {
    /// Reports that the digit ended at `end`.
    fn end_at(&self, report: &mut FrameReport, end: i64) {
        report.ended(self.key, self.onset, end, self.level_mdbm0, self.twist_mdb);
    }
}

/// A detector: fixed size, no allocation.
#[derive(Clone, Debug)]
pub struct Detector {
    hops: Hops,
    steady: Steady,
    even: Even,
    candidate: Option<Candidate>,
    down: Option<Down>,
    /// Hops until the first look has found nothing for 40 ms.
    busy: u32,
}

impl Detector {
    /// A detector after silence.
    pub const SILENCE: Detector = Detector {
        hops: Hops::SILENCE,
        steady: Steady::NOTHING,
        even: Even::NOTHING,
        candidate: None,
        down: None,
        busy: 0,
    };

    /// The position of the next sample: samples at 8 kHz since the beginning.
    pub fn position(&self) -> i64 {
        self.hops.position(0)
    }

    /// Forgets sounds in the background: the line is silent.
    pub fn forget_background(&mut self) {
        self.steady = Steady::NOTHING;
        self.even = Even::NOTHING;
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
        let mut raw: [Raw; AT_ONCE] = [[0; 2 * TONES]; AT_ONCE];
        let count = hops.len().min(raw.len());
        correlate::<L, REGISTERS>(lanes, hops, &mut raw);
        self.steady.hear(samples);
        let mut largest = [[0.0; AT_ONCE]; 2];
        let [rows, columns] = &mut largest;
        // The last hop comes last; in short frames there are windows before the first, which were looked at.
        let latest = rows.iter_mut().zip(columns).skip(AT_ONCE - count);
        for ((raw, samples), (row, column)) in raw.iter().zip(hops).zip(latest) {
            self.hops.push(lanes, samples, raw);
            [*row, *column] = self.hops.largest();
        }
        let found = first_looks(lanes, &self.hops, &largest, self.steady.energy());
        if found != [None; AT_ONCE] || self.candidate.is_some() || self.down.is_some() {
            let mut looks = None;
            for (back, found) in (0..count).rev().zip(found.into_iter().skip(AT_ONCE - count)) {
                self.hear_hop(lanes, report, back, found, &mut looks);
            }
        } else {
            self.busy = self.busy.saturating_sub(count as u32);
        }
        if self.busy == 0 && self.down.is_none() {
            let windows = (0..2 * HALF).map(|back| self.hops.window(back));
            self.steady.look(lanes, windows, 2 * HALF * HOP, count as u32);
        }
        if self.down.is_none() {
            let energy = if self.candidate.is_none() { self.hops.mean_window() } else { 0.0 };
            self.even.take(energy, self.hops.powers(2 * HALF), count as u32);
        }
        self.report_tone(report);
    }

    /// What the window that ended `back` hops ago tells, in which the first look has found that pair. `looks`: the
    /// second ones of this frame, of the pair that was asked for last.
    #[inline(always)]
    fn hear_hop<L: Lanes>(
        &mut self,
        lanes: L,
        report: &mut FrameReport,
        back: usize,
        found: Option<Pair>,
        looks: &mut Option<Looks>,
    ) {
        self.busy = self.busy.saturating_sub(1);
        match found {
            Some(pair) => {
                self.busy = 2 * (2 * HALF) as u32;
                let key = DtmfDigit::at(pair.0, pair.1);
                if self.down.is_none_or(|down| down.key != key) {
                    let known = looks.as_ref().filter(|looks| looks.pair() == pair);
                    let look = match known {
                        Some(known) => known.window(back),
                        None => {
                            let under = self.steady.energy();
                            looks.insert(Looks::new(lanes, &self.hops, under, pair)).window(back)
                        }
                    };
                    self.vote(report, back, key, look);
                }
            }
            None => self.miss(),
        }
        self.follow(report, back);
    }

    /// The window that ended `back` hops ago is of `key`, if the second look has passed it.
    #[inline(always)]
    fn vote(&mut self, report: &mut FrameReport, back: usize, key: DtmfDigit, look: Option<Look>) {
        let Some(look) = look else { return self.miss() };
        let candidate = match self.candidate {
            Some(ref mut candidate) if candidate.key() == key => {
                candidate.agree(&look);
                candidate
            }
            _ => {
                let before = self.before(back, key, &look);
                self.candidate.insert(Candidate::new(key, &look, before))
            }
        };
        if candidate.is_certain(&look) {
            let candidate = *candidate;
            self.begin(report, back, &candidate);
        }
    }

    /// What was before the window that ended `back` hops ago and looks like `key`: nothing if another key was down.
    /// Something steady does not count, nor, within 20 ms, an even sound; what is louder than that counts.
    fn before(&self, back: usize, key: DtmfDigit, look: &Look) -> Before {
        if self.down.is_some() {
            return Before::SILENCE;
        }
        let over = |energy: f32| (energy - AS_STEADY * self.steady.energy()).max(0.0);
        let near = self.hops.least_before_window(back, 2 * HALF);
        let far = over(self.hops.least_before_window(back, 3 * HALF));
        let n = (HALF * HOP) as f32;
        let [row, column] = look.power.map(|power| power * 0.5 * n * n);
        let even = self.even.is_before(near, [(key.row(), row), (4 + key.column(), column)]);
        Before { near: if even { 0.0 } else { over(near) }, far }
    }

    /// A window of no key.
    #[inline(always)]
    fn miss(&mut self) {
        if self.candidate.as_mut().is_some_and(|candidate| !candidate.miss()) {
            self.candidate = None;
        }
    }

    /// A key press is certain, by the window that ended `back` hops ago.
    fn begin(&mut self, report: &mut FrameReport, back: usize, candidate: &Candidate) {
        let onset = candidate.onset(self.hops.position(back));
        if let Some(down) = self.down.take() {
            down.end_at(report, if down.gone > 0 { down.end } else { onset });
        }
        let [row, column] = candidate.powers();
        let n = (HALF * HOP) as f32;
        let down = Down {
            key: candidate.key(),
            onset,
            level_mdbm0: candidate.level_mdbm0(),
            twist_mdb: millibels(column / row),
            reference: [row * 0.5 * n * n, column * 0.5 * n * n],
            gone: 0,
            end: onset,
            covered: 1.0,
        };
        let Down { key, level_mdbm0, twist_mdb, .. } = down;
        self.down = Some(down);
        self.candidate = None;
        report.began(key, onset, level_mdbm0, twist_mdb);
    }

    /// Follows a key that is down until it is let go, through the hop that came `back` hops ago.
    #[inline(always)]
    fn follow(&mut self, report: &mut FrameReport, back: usize) {
        let Some(mut down) = self.down else { return };
        let powers = self.hops.powers(back);
        let of = |tone: usize| powers.get(tone).copied().unwrap_or(0.0);
        let [row, column] = down.reference;
        let covered = (of(down.key.row()) / row).min(of(4 + down.key.column()) / column).min(1.0).sqrt();
        if covered >= 0.5 {
            down.gone = 0;
        } else {
            if down.gone == 0 {
                // It fell below a half since the last hop, as the middle of the four hops passed its end.
                let part = (0.5 - covered) / (down.covered - covered).max(0.01);
                down.end = self.hops.position(back) - HALF_LAG - (part.min(1.0) * HOP as f32) as i64;
            }
            down.gone += 1;
        }
        down.covered = covered;
        if down.gone < GONE_AFTER {
            self.down = Some(down);
            return;
        }
        self.down = None;
        self.candidate = None;
        report.set_tone(down.onset, Some(down.end));
        down.end_at(report, down.end);
    }

    /// At the end of a frame: reports the tone that is to be kept from the mix.
    fn report_tone(&self, report: &mut FrameReport) {
        if let Some(down) = self.down {
            report.extend_tone(down.onset, (down.gone > 0).then_some(down.end));
            if down.gone == 0 {
                return;
            }
        }
        if let Some(from) = self.suspect(self.hops.position(0)) {
            report.extend_tone(from, None);
        }
    }

    /// Where a tone began that the frame's end may be in the midst of.
    fn suspect(&self, end: i64) -> Option<i64> {
        if let Some(candidate) = self.candidate
            && candidate.may_become()
        {
            return Some(candidate.onset(end));
        }
        let (pair, [row, column]) = self.hops.strongest_late();
        let n = (HALF * HOP) as f32;
        if row.min(column) < 0.25 * LEAST_POWER * n * n {
            return None;
        }
        let (before, late) = (self.hops.least_before(HALF, 2 * HALF), self.hops.energy(HALF));
        for suspicion in SUSPICIONS.iter().filter(|suspicion| before * suspicion.rise <= late) {
            let half = suspicion.half;
            let energy = self.hops.energy(2 * half);
            let energy = energy - self.steady.energy().min(0.5 * energy) * half as f32 / HALF as f32;
            if row + column < suspicion.share * 0.5 * n * energy {
                continue;
            }
            if is_suspect(&self.hops.fit(pair, half), energy, pair, suspicion) {
                return Some(end - (self.hops.loud_for(2 * half) * HOP) as i64);
            }
        }
        None
    }
}
