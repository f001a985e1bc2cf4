//! The receiver of keypad tones: what a frame of a participant tells of the keys it presses.
//!
//! Each 2.5 ms the last 20 ms are looked at. A first look asks whether the strongest row and the strongest column are
//! most of them; a second fits both tones jointly and asks for purity, frequency, twist, level and evenness. A key
//! press is certain when seven of eight windows agree on the key, or more where it has not risen out of silence, and all
//! that did are one together. It is over when its tones have been below half their amplitude for 15 ms.
//!
//! Beside that, at the end of a frame, a tone may be *suspected*: ten milliseconds that look like a key, or more that
//! look so less strictly. Suspicion is for the suppressor only.

use super::candidate::{Before, Candidate};
use super::decimate::{Decimator, MAX_DECIMATED};
pub use super::detection::{Heard, MAX_NOTICES, Notice};
use super::goertzel::{HOP, Raw, TONES, correlate};
use super::hops::{AT_ONCE, HALF, Hops};
use super::joint::Pair;
use super::offset::Offset;
use super::stationary::Even;
use super::steady_tones::Steady;
use super::thresholds::{AS_STEADY, GONE_AFTER, HALF_LAG, LEAST_PEAK, LEAST_POWER, SUSPICIONS};
use super::windows::{Look, Looks, first_looks, is_suspect};
use crate::dsp::kernels::Kernels;
use crate::dsp::lanes::Lanes;
use crate::dsp::level::decibel::millibels;
use crate::units::{DtmfDigit, SampleRate};

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

/// One participant's receiver: fixed size, no allocation.
#[derive(Clone, Debug)]
pub struct Detector {
    rate: SampleRate,
    decimator: Decimator,
    offset: Offset,
    hops: Hops,
    steady: Steady,
    even: Even,
    candidate: Option<Candidate>,
    down: Option<Down>,
    /// Hops until the first look has found nothing for 40 ms.
    busy: u32,
    /// Quiet frames in a row, as far as they matter.
    quiet: u32,
}

/// Quiet frames after which nothing is left in any memory: 64 ms and more, in frames of 10 ms.
const FORGOTTEN: u32 = 8;

impl Detector {
    /// A receiver that has heard nothing.
    pub fn new(rate: SampleRate) -> Detector {
        Detector {
            rate,
            decimator: Decimator::new(rate),
            offset: Offset::NONE,
            hops: Hops::SILENCE,
            steady: Steady::NOTHING,
            even: Even::NOTHING,
            candidate: None,
            down: None,
            busy: 0,
            quiet: FORGOTTEN,
        }
    }

    /// Forgets all that was heard: another stream begins.
    pub fn reset(&mut self) {
        *self = Detector::new(self.rate);
    }

    /// Hears one frame of 10 or 20 ms. `silent`: all its samples are zero, which need not be looked at.
    pub fn hear(&mut self, kernels: &Kernels, frame: &[i16], silent: bool) -> Heard {
        let mut heard = Heard::default();
        if silent || is_quiet(frame) {
            if self.quiet >= FORGOTTEN {
                return heard;
            }
            self.quiet += 1;
            // What lies below the weakest tone is silence, from here on.
            self.decimator = Decimator::new(self.rate);
            self.offset = Offset::NONE;
            self.steady = Steady::NOTHING;
            self.even = Even::NOTHING;
            let count = frame.len() / self.decimator.ratio() as usize;
            let silence = [0; MAX_DECIMATED];
            kernels.hear(self, silence.get(..count).unwrap_or_default(), &mut heard);
            return heard;
        }
        self.quiet = 0;
        let mut samples = [0; MAX_DECIMATED];
        let count = self.decimator.run(frame, &mut samples);
        self.offset.remove(samples.get_mut(..count).unwrap_or_default());
        kernels.hear(self, samples.get(..count).unwrap_or_default(), &mut heard);
        heard
    }

    /// The body of [`Kernels::hear`].
    #[inline(always)]
    pub(crate) fn hear_samples<L: Lanes, const REGISTERS: usize>(
        &mut self,
        lanes: L,
        samples: &[i16],
        heard: &mut Heard,
    ) {
        let start = self.hops.position(0);
        let hops = samples.as_chunks::<HOP>().0;
        let mut raw: [Raw; AT_ONCE] = [[0; 2 * TONES]; AT_ONCE];
        let count = hops.len().min(raw.len());
        // SAFETY: `hops` and `raw` hold at least `count`.
        unsafe { correlate::<L, REGISTERS>(lanes, samples.as_ptr(), count, raw.as_mut_ptr()) };
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
                self.hear_hop(lanes, heard, start, back, found, &mut looks);
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
        self.tell_tone(heard, start);
    }

    /// What the window that ended `back` hops ago tells, in which the first look has found that pair. `looks`: the
    /// second ones of this frame, of the pair that was asked for last.
    #[inline(always)]
    fn hear_hop<L: Lanes>(
        &mut self,
        lanes: L,
        heard: &mut Heard,
        start: i64,
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
                    self.vote(heard, start, back, key, look);
                }
            }
            None => self.miss(),
        }
        self.follow(heard, start, back);
    }

    /// The window that ended `back` hops ago is of `key`, if the second look has passed it.
    #[inline(always)]
    fn vote(&mut self, heard: &mut Heard, start: i64, back: usize, key: DtmfDigit, look: Option<Look>) {
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
            self.begin(heard, start, back, &candidate);
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
    fn begin(&mut self, heard: &mut Heard, start: i64, back: usize, candidate: &Candidate) {
        let onset = candidate.onset(self.hops.position(back));
        if let Some(down) = self.down.take() {
            self.end(heard, start, &down, if down.gone > 0 { down.end } else { onset });
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
        heard.tell(Notice::Began { key, onset: self.on_line(onset - start), level_mdbm0, twist_mdb });
    }

    /// A key was let go at `end`.
    fn end(&self, heard: &mut Heard, start: i64, down: &Down, end: i64) {
        let Down { key, onset, level_mdbm0, twist_mdb, .. } = *down;
        let duration = ((end - onset).max(0) * i64::from(self.decimator.ratio())) as u32;
        let end = self.on_line(end - start);
        heard.tell(Notice::Ended { key, end, duration, level_mdbm0, twist_mdb });
    }

    /// Follows a key that is down until it is let go, through the hop that came `back` hops ago.
    #[inline(always)]
    fn follow(&mut self, heard: &mut Heard, start: i64, back: usize) {
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
        heard.tone_from = Some(self.on_line(down.onset - start));
        heard.tone_to = Some(self.on_line(down.end - start));
        self.end(heard, start, &down, down.end);
    }

    /// At the end of a frame: what the mix should not have.
    fn tell_tone(&self, heard: &mut Heard, start: i64) {
        let end = self.hops.position(0);
        if let Some(down) = self.down {
            // One that ended in this frame and another that began: all between them is quiet.
            heard.tone_from = heard.tone_from.or(Some(self.on_line(down.onset - start)));
            heard.tone_to = (down.gone > 0).then(|| self.on_line(down.end - start));
            if down.gone == 0 {
                return;
            }
        }
        if let Some(from) = self.suspect(end) {
            heard.tone_from = heard.tone_from.or(Some(self.on_line(from - start)));
            heard.tone_to = None;
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

    /// From a distance in samples at 8 kHz from the beginning of a frame to samples of the line.
    fn on_line(&self, distance: i64) -> i32 {
        distance.clamp(-1 << 24, 1 << 24) as i32 * self.decimator.ratio() + self.decimator.origin()
    }
}

/// Whether a frame is below what may be a key.
fn is_quiet(frame: &[i16]) -> bool {
    // The largest and the smallest apart: that is one instruction for eight samples everywhere.
    let (least, most) =
        frame.iter().fold((0, 0), |(least, most): (i16, i16), x| (least.min(*x), most.max(*x)));
    least.unsigned_abs().max(most.unsigned_abs()) < LEAST_PEAK
}
