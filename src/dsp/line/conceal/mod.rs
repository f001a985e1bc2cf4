//! Conceals what is missing from a line.
//!
//! | file | what is in it |
//! |---|---|
//! | `prediction` | the spectral envelope: linear prediction of order 16 |
//! | `search` | finds where in a signal something like a template is |
//! | `pitch` | the pitch |
//! | `continuation` | continues a signal beyond its end, from these two |
//! | `bridge` | joins two continuations where both sides of a gap are known |
//! | `comfort_noise` | the noise of a line that is silent |
//! | `sums` | sums in a fixed order |
//!
//! ```text
//! begin(history) -> conceal(..), conceal(..) -> pass(..), pass(..) -> conceal(..) -> ...
//! ```
//!
//! A gap of which only the beginning is known is *continued*: the residual of the last period repeats through the
//! spectral envelope, at full level for 10 ms, then falling to silence or comfort noise by 135 ms; what follows is faded in.
//! A gap of at most 60 ms of which the next samples are known is *bridged*: the same backwards from these, both sides warped
//! so that they are in phase in the middle, and a fade from one to the other.
//!
//! All arithmetic is in `f32` in a fixed order, without fused operations: the same bits on every machine.

mod bridge;
mod comfort_noise;
mod continuation;
mod pitch;
mod prediction;
pub mod search;
mod sums;

use bridge::Sides;
use comfort_noise::ComfortNoise;
use continuation::{Continuation, MAX_PERIOD, window};
use prediction::STEP;
use search::coarse_ratio;
use std::cell::Cell;
pub use sums::to_floats;
use sums::{copy, cut, first, first_mut, last, smooth, to_sample};

/// The highest rate, in Hz.
const MAX_RATE: usize = 48_000;

/// Samples of the history at the highest rate.
const MAX_HISTORY: usize = MAX_RATE / 1000 * HISTORY_MS as usize;

/// How much history is of use, in ms.
pub const HISTORY_MS: u32 = 25;
/// How much of what follows a gap is of use, in ms.
pub const AFTER_MS: u32 = 20;

/// The longest gap that is bridged, in ms.
const MAX_BRIDGE_MS: usize = 60;

/// A gap that is no longer than this is not bridged, in ms: a straight line crosses it, or it is continued.
const MAX_LINE_MS: usize = 2;

/// Such a line is no steeper than what was heard in these last ms.
const STEPS_MS: usize = 5;

/// The fewest samples that are worth an analysis, in ms.
const MIN_ANALYSED_MS: usize = 10;

/// Concealment keeps its level for 10 ms, and is silent after 135.
const FULL_MS: usize = 10;
const SILENT_MS: usize = 135;

/// It follows the decline of the last periods for 30 ms.
const FALL_MS: usize = 30;

/// What follows concealment that had to be continued is faded in over 2.5 ms: rate / 400 samples.
const FADE_RATE: usize = 400;

/// Samples of each side of the longest bridge: what is shifted and rounded up to whole steps is below 20 ms.
const fn work(rate: usize) -> usize {
    rate / 1000 * (MAX_BRIDGE_MS + 20)
}

/// What [`Concealer::conceal`] did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Concealed {
    /// Signal was analysed: this costs most of the time.
    pub analysed: bool,
    /// Samples that are silent or comfort noise.
    pub silent: usize,
}

/// Where the samples of a gap come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// Nothing is concealed.
    Line,
    /// The continuation, with an unknown end.
    Continued,
    /// A bridge is in `ready`.
    Bridged,
    /// Comfort noise: the sender pauses.
    Paused,
}

/// Conceals what is missing from a line.
#[derive(Debug)]
pub struct Concealer {
    rate: usize,
    source: Source,
    /// The last samples that were played: `heard` at the end of as many as the rate needs.
    history: Box<[i16]>,
    heard: usize,
    /// Samples that are concealed next: from `taken` to `made`. A bridge may take all of it. As long as the signal is
    /// continued, samples of 5 ms are at its beginning, and the period that repeats is at its [end](period).
    ready: Box<[i16]>,
    taken: usize,
    made: usize,
    continuation: Continuation,
    /// Samples of this gap that the continuation made.
    continued: usize,
    /// What the signal itself has declined to in this gap.
    fallen: f32,
    /// Samples that were faded in after the gap.
    faded: usize,
    noise: ComfortNoise,
    /// The noise's largest sample, of this gap.
    peak: f32,
}

impl Concealer {
    /// How many samples each piece of memory for [`Concealer::new`] has; `rate_hz` is at most 48,000.
    pub fn memory(rate_hz: u32) -> [usize; 2] {
        let of_ms = |ms: usize| rate_hz as usize * ms / 1000;
        [of_ms(HISTORY_MS as usize), of_ms(MAX_BRIDGE_MS)]
    }

    /// Of a line without history, in [memory](Concealer::memory) of its rate.
    pub fn new(rate_hz: u32, [history, ready]: [Box<[i16]>; 2]) -> Concealer {
        let rate = (rate_hz as usize).min(MAX_RATE);
        Concealer {
            rate,
            source: Source::Line,
            history,
            heard: 0,
            ready,
            taken: 0,
            made: 0,
            continuation: Continuation::SILENT,
            continued: 0,
            fallen: 1.0,
            faded: 0,
            noise: ComfortNoise::NONE,
            peak: 0.0,
        }
    }

    /// The memory that it was given, for locking it.
    pub fn regions(&self) -> [(*const u8, usize); 2] {
        [&*self.history, &*self.ready].map(|memory| (memory.as_ptr().cast(), size_of_val(memory)))
    }

    /// A stream begins or breaks off: there is no history.
    pub fn forget(&mut self) {
        (self.source, self.heard, self.taken, self.made) = (Source::Line, 0, 0, 0);
        self.noise = ComfortNoise::NONE;
    }

    /// The samples that were played last, oldest first: of more than [`HISTORY_MS`], the last are taken.
    /// What was concealed before is forgotten.
    pub fn begin(&mut self, history: &[i16]) {
        (self.source, self.heard, self.taken, self.made) = (Source::Line, 0, 0, 0);
        self.note(history);
        self.noise.listen(history, self.samples(5));
    }

    /// Samples of the line that are played next. If a gap was concealed before, their beginning is faded in.
    pub fn pass(&mut self, samples: &mut [i16]) {
        self.fade_in(samples);
        self.noise.listen(samples, self.samples(5));
        self.note(samples);
    }

    /// Fills `out` with concealment.
    ///
    /// If the samples after the gap are known, `next` are the first of them (20 ms are of use, fewer than 10 are not),
    /// and `gap` is what is left of the gap, `out` included. Otherwise `next` is empty. A gap whose end is known from its
    /// beginning is analysed once; later calls take what is ready. Without `may_analyse` it costs little, and sounds
    /// worse.
    pub fn conceal(&mut self, out: &mut [i16], gap: usize, next: &[i16], may_analyse: bool) -> Concealed {
        let mut done = Concealed::default();
        let longest = self.samples(MAX_BRIDGE_MS);
        // What lies too far ahead of the known samples to be bridged is continued first.
        let is_ready = self.source == Source::Bridged && self.faded == 0 && self.made - self.taken == gap;
        let is_bridged = if gap > self.samples(MAX_LINE_MS) {
            next.len() >= self.samples(MIN_ANALYSED_MS)
        } else {
            self.is_crossed(gap, next)
        };
        let known = gap >= out.len() && (is_ready || is_bridged);
        let alone = if known { gap.saturating_sub(longest) } else { out.len() }.min(out.len());
        let (alone, bridged) = cut(out, alone);
        if !alone.is_empty() {
            self.begin_continuation(may_analyse, &mut done);
            self.take(alone, &mut done);
        }
        if !bridged.is_empty() {
            let gap = gap - alone.len();
            if !is_ready {
                self.begin_continuation(may_analyse, &mut done);
                if gap <= self.samples(MAX_LINE_MS) {
                    self.interpolate(gap, next);
                } else if may_analyse && self.level() > 0.0 {
                    done.analysed = true;
                    // To clear less memory at low rates.
                    match self.rate {
                        ..=8_000 => self.bridge::<{ work(8_000) }>(gap, next),
                        8_001..=16_000 => self.bridge::<{ work(16_000) }>(gap, next),
                        _ => self.bridge::<{ work(MAX_RATE) }>(gap, next),
                    }
                }
            }
            self.take(bridged, &mut done);
        }
        done
    }

    /// The stream breaks, with nothing missing: the samples of the next [`Concealer::pass`] are faded in.
    pub fn break_off(&mut self, may_analyse: bool) -> Concealed {
        let mut done = Concealed::default();
        self.begin_continuation(may_analyse, &mut done);
        done
    }

    /// Fills `out` while the sender pauses: noise like the line's own, zeros if that was digitally silent.
    pub fn pause(&mut self, out: &mut [i16]) {
        if self.source == Source::Line {
            self.begin_continuation(false, &mut Concealed::default());
        }
        let peak = self.noise.peak();
        out.iter_mut().for_each(|out| *out = to_sample(self.noise.sample() * peak));
        self.fade_in(out);
        self.source = if self.source == Source::Line { Source::Paused } else { self.source };
        self.note(out);
    }

    /// Copies the last samples that were played. Returns false, and copies nothing, if there are not as many.
    pub fn copy_heard(&self, out: &mut [i16]) -> bool {
        let heard = last(last(&self.history, self.heard), out.len());
        let is_enough = heard.len() == out.len();
        if is_enough {
            copy(out, heard);
        }
        is_enough
    }

    /// True as long as the samples of a [`Concealer::pass`] would be changed.
    pub fn is_fading(&self) -> bool {
        match self.source {
            Source::Line | Source::Paused => false,
            Source::Continued => true,
            Source::Bridged => self.taken < self.made,
        }
    }

    /// Samples of that many ms.
    fn samples(&self, ms: usize) -> usize {
        self.rate * ms / 1000
    }

    /// Appends to the history.
    fn note(&mut self, samples: &[i16]) {
        let room = self.history.len();
        let new = last(samples, room);
        // Moves what is kept to the front; a rotation would take a fifth longer.
        let cells = Cell::from_mut(&mut *self.history).as_slice_of_cells();
        cells.iter().zip(cells.iter().skip(new.len())).for_each(|(to, from)| to.set(from.get()));
        copy(self.history.get_mut(room - new.len()..).unwrap_or_default(), new);
        self.heard = (self.heard + new.len()).min(room);
    }

    /// The history as floats, for the analyses.
    fn past<'a>(&self, floats: &'a mut [f32]) -> &'a [f32] {
        let floats = first_mut(floats, self.history.len());
        to_floats(floats, &self.history);
        last(floats, self.heard)
    }

    /// Continues the history, unless that is already being done. Another gap, while what followed the last one still
    /// fades in, continues what was heard.
    fn begin_continuation(&mut self, may_analyse: bool, done: &mut Concealed) {
        if self.source == Source::Continued && self.faded == 0 {
            return;
        }
        let mut floats = [0.0; MAX_HISTORY];
        let past = self.past(&mut floats);
        (self.continued, self.fallen) = (0, 1.0);
        if past.is_empty() || self.source == Source::Paused {
            self.continuation.fall_silent();
            self.continued = self.samples(SILENT_MS);
        } else if may_analyse && past.len() >= self.samples(MIN_ANALYSED_MS) {
            self.continuation.analyse(period_mut(&mut self.ready, self.rate), past, self.rate);
            done.analysed = true;
        } else {
            self.continuation.repeat(period_mut(&mut self.ready, self.rate), past, self.rate);
        }
        (self.source, self.taken, self.made, self.faded) = (Source::Continued, 0, 0, 0);
        self.peak = self.noise.peak();
    }

    /// The continuation's level at this moment of the gap.
    fn level(&self) -> f32 {
        let (full, silent) = (self.samples(FULL_MS), self.samples(SILENT_MS));
        let left = silent.saturating_sub(self.continued.max(full));
        left as f32 / (silent - full).max(1) as f32
    }

    /// Makes the next samples of the continuation, in whole steps.
    fn continue_on(&mut self, out: &mut [f32]) {
        let mut rest = out;
        while !rest.is_empty() {
            let (part, later) = cut(rest, window(self.rate));
            self.continue_window(part);
            rest = later;
        }
    }

    /// Makes 5 ms of the continuation, or fewer.
    fn continue_window(&mut self, out: &mut [f32]) {
        let from = self.level() * self.fallen;
        if self.continued < self.samples(FALL_MS) {
            self.fallen *= self.continuation.fall(out.len());
        }
        self.continued += out.len();
        let to = self.level() * self.fallen;
        if from > 0.0 {
            self.continuation.render(period(&self.ready, self.rate), out);
        }
        if to < 1.0 {
            let step = (to - from) / out.len().max(1) as f32;
            let level = |at: i32| from + at as f32 * step;
            out.iter_mut().zip(0..).for_each(|(x, at)| *x *= level(at));
            if self.peak > 0.0 {
                for (x, at) in out.iter_mut().zip(0..) {
                    *x += self.noise.sample() * self.peak * (1.0 - level(at));
                }
            }
        }
    }

    /// Makes the next 5 ms of the continuation ready.
    fn make_ready(&mut self) {
        let mut floats = [0.0_f32; MAX_RATE / 200];
        let window = window(self.rate);
        let floats = first_mut(&mut floats, window);
        self.continue_on(floats);
        self.ready.iter_mut().zip(floats.iter()).for_each(|(out, x)| *out = to_sample(*x));
        (self.taken, self.made) = (0, window);
    }

    /// Takes the next samples of the gap, and notes them as history.
    fn take(&mut self, out: &mut [i16], done: &mut Concealed) {
        let mut rest = &mut *out;
        while !rest.is_empty() {
            if self.taken >= self.made {
                self.make_ready();
            }
            let ready = self.ready.get(self.taken..self.made).unwrap_or_default();
            let count = ready.len().min(rest.len());
            if count == 0 {
                break;
            }
            let (now, later) = cut(rest, count);
            copy(now, ready);
            self.taken += count;
            if self.source == Source::Continued && self.level() <= 0.0 {
                done.silent += count;
            }
            rest = later;
        }
        self.note(out);
    }

    /// Fades from what would have been concealed next to `samples`.
    fn fade_in(&mut self, samples: &mut [i16]) {
        if !self.is_fading() {
            self.source = Source::Line;
            return;
        }
        let fade = self.rate / FADE_RATE;
        let step = 1.0 / fade.max(1) as f32;
        for sample in samples {
            if self.taken >= self.made {
                if self.source == Source::Bridged {
                    self.source = Source::Line;
                    return;
                }
                self.make_ready();
            }
            let concealed = f32::from(self.ready.get(self.taken).copied().unwrap_or_default());
            let part = smooth((self.faded as f32 + 0.5) * step);
            *sample = to_sample(concealed * (1.0 - part) + f32::from(*sample) * part);
            self.taken += 1;
            self.faded += 1;
            if self.faded >= fade {
                self.source = Source::Line;
                return;
            }
        }
    }

    /// Returns true if a straight line crosses the gap, no steeper than what was heard.
    fn is_crossed(&self, gap: usize, next: &[i16]) -> bool {
        let Some(to) = next.first() else { return false };
        let history = last(&self.history, self.heard.min(self.samples(STEPS_MS)));
        let steps = history.iter().zip(history.iter().skip(1)).map(|(one, other)| one.abs_diff(*other));
        let steepest = steps.max().unwrap_or(0);
        let from = history.last().copied().unwrap_or(0);
        usize::from(from.abs_diff(*to)) <= usize::from(steepest) * (gap + 1)
    }

    /// Fills `ready` with a straight line over the rest of a gap.
    fn interpolate(&mut self, gap: usize, next: &[i16]) {
        let from = self.history.last().copied().map_or(0, i32::from);
        let to = next.first().copied().map_or(0, i32::from);
        let steps = gap as i32 + 1;
        for (out, step) in first_mut(&mut self.ready, gap).iter_mut().zip(1..) {
            *out = ((from * (steps - step) + to * step) / steps) as i16;
        }
        (self.source, self.taken, self.made, self.faded) = (Source::Bridged, 0, gap, 0);
    }

    /// Fills `ready` with the rest of a gap, both sides of which are known. `WORK` is [`work`] of the rate.
    fn bridge<const WORK: usize>(&mut self, gap: usize, next: &[i16]) {
        // The samples after the gap, backwards.
        let mut backwards = [0.0_f32; WORK];
        let next = first(next, self.rate / 50);
        let backwards = first_mut(&mut backwards, next.len());
        to_floats(backwards, next);
        backwards.reverse();
        let mut of_other = [0; MAX_PERIOD];
        let of_other = first_mut(&mut of_other, period_len(self.rate));
        let mut other = Continuation::SILENT;
        other.analyse(of_other, backwards, self.rate);

        let one_is_clearer = self.continuation.periodicity >= other.periodicity;
        let period = if one_is_clearer { self.continuation.period() } else { other.period() };
        let reach = (period / 2).min(gap / 3).min(next.len().saturating_sub(1));
        // So that the coarse search looks at no shift at all: a shift by a period looks the same in the middle.
        let ratio = coarse_ratio(self.rate);
        let reach = reach / ratio * ratio;
        let width = period.max(gap / 4).min(gap * 2 / 3).min(self.samples(12));
        let whole = (gap + reach + 2).next_multiple_of(STEP) + STEP;

        let mut after = [0.0_f32; WORK];
        let after = first_mut(&mut after, whole + reach + 1);
        let (there, rendered) = cut(after, reach + 1);
        copy(there, last(backwards, reach + 1));
        other.render(of_other, rendered);
        after.reverse();
        let after = last(after, gap + 2 * reach + 3);

        let mut before = [0.0_f32; WORK];
        let before = first_mut(&mut before, whole + 1);
        if let [first, rest @ ..] = &mut *before {
            *first = self.history.last().copied().map_or(0.0, f32::from);
            let ready = self.ready.get(self.taken..self.made).unwrap_or_default();
            let (made, rest) = cut(rest, ready.len());
            to_floats(made, ready);
            // `made` need not be whole steps; nothing reads what is left over.
            let steps = rest.len() / STEP * STEP;
            self.continue_on(first_mut(rest, steps));
        }

        let sides = Sides { gap, before, after, reach, width };
        sides.fill(first_mut(&mut self.ready, gap), self.rate);
        (self.source, self.taken, self.made, self.faded) = (Source::Bridged, 0, gap, 0);
    }
}

/// Samples of the longest period.
fn period_len(rate: usize) -> usize {
    (rate * MAX_PERIOD).div_ceil(MAX_RATE)
}

/// The place of the period in the memory of what is ready.
fn period(ready: &[i16], rate: usize) -> &[i16] {
    last(ready, period_len(rate))
}

/// The same, to change.
fn period_mut(ready: &mut [i16], rate: usize) -> &mut [i16] {
    let from = ready.len().saturating_sub(period_len(rate));
    ready.get_mut(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests;
