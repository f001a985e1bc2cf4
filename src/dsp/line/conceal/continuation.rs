//! Continues a signal beyond its end: the residual of its last period, repeated through its spectral envelope.

use super::pitch::Pitch;
use super::prediction::{ORDER, Predictor, STEP, Synthesis};
use super::sums::{copy, cut, energy, first_mut, last};

/// The longest period in samples: 17.5 ms at 48 kHz.
pub const MAX_PERIOD: usize = 840;

/// Samples of the longest analysis: 25 ms at 48 kHz.
const MAX_ANALYSIS: usize = 1200;

/// Below this likeness there is no pitch: at least 12.5 ms are repeated, since less would buzz.
const VOICED: f32 = 0.4;

/// A step may be this much larger than the largest before.
const STEEPER: f32 = 1.2;

/// A period may be this much softer than the one before it: −6 dB.
const LEAST_DECLINE: f32 = 0.5;

/// The part of a decline that the continuation follows: 0.02 PESQ better than none (10 % random loss, one-sided).
const FOLLOWED: f32 = 0.5;

/// A signal that goes on. The residual of its last period, in units of `unit`, lies in memory that each call is given:
/// [`MAX_PERIOD`] samples at 48 kHz, in proportion less at lower rates.
#[derive(Debug)]
pub struct Continuation {
    synthesis: Synthesis,
    unit: f32,
    len: usize,
    at: usize,
    /// How well the last period resembles the one before, 0 … 1.
    pub periodicity: f32,
    /// The last period's level over that of the period before, at most 1.
    decline: f32,
    /// The most energy of [`Continuation::window`] samples: the loudest of what is continued.
    loudest: f32,
    window: usize,
    /// What the last window was scaled by.
    scale: f32,
    /// The largest step from one sample to the next that is let through.
    steepest: f32,
    /// The last sample.
    newest: f32,
}

/// Samples that [`Continuation::render`] makes at a time: 5 ms in whole steps.
pub fn window(rate: usize) -> usize {
    (rate / 200 / STEP * STEP).max(STEP)
}

impl Continuation {
    /// Silence.
    pub const SILENT: Continuation = Continuation {
        synthesis: Synthesis::NONE,
        unit: 0.0,
        len: 1,
        at: 0,
        periodicity: 0.0,
        decline: 1.0,
        loudest: 0.0,
        window: STEP,
        scale: 1.0,
        steepest: 0.0,
        newest: 0.0,
    };

    /// Goes on as silence.
    pub fn fall_silent(&mut self) {
        self.synthesis = Synthesis::NONE;
        (self.unit, self.len, self.at, self.periodicity) = (0.0, 1, 0, 0.0);
        (self.decline, self.loudest, self.window, self.scale) = (1.0, 0.0, STEP, 1.0);
        (self.steepest, self.newest) = (0.0, 0.0);
    }

    /// Samples of a period.
    pub fn period(&self) -> usize {
        self.len
    }

    /// Analyses the end of `past`, at most 25 ms of it. Its period goes into `memory`.
    pub fn analyse(&mut self, memory: &mut [i16], past: &[f32], rate: usize) {
        let past = last(past, rate / 40);
        let mut work = [0.0_f32; MAX_ANALYSIS];
        let predictor = Predictor::new(past, first_mut(&mut work, past.len()));
        let pitch = Pitch::find(past, rate);
        let noisy = pitch.likeness < VOICED;
        let period = if noisy { pitch.period.max(rate / 80) } else { pitch.period };
        let len = period.min(past.len().saturating_sub(ORDER)).clamp(1, memory.len().max(1));
        let residual = first_mut(&mut work, len);
        predictor.residual(last(past, len + ORDER), residual);
        self.keep(memory, residual);
        self.measure(past, rate);
        self.periodicity = pitch.likeness.max(0.0);
        self.synthesis = Synthesis::new(&predictor, last(past, ORDER));
    }

    /// Repeats the end of `past` without an analysis, at the period that was known last, or every 10 ms. What is repeated
    /// goes into `memory`.
    pub fn repeat(&mut self, memory: &mut [i16], past: &[f32], rate: usize) {
        let known = if self.len < Pitch::shortest(rate) { rate / 100 } else { self.len };
        let len = known.min(past.len()).clamp(1, memory.len().max(1));
        let mut work = [0.0_f32; MAX_PERIOD];
        let period = first_mut(&mut work, len);
        copy(period, last(past, len));
        // Its beginning is bent so that it follows its end.
        let end = past.last().copied().unwrap_or_default();
        let before = past.iter().rev().nth(len).copied().unwrap_or_default();
        let step = 1.0 / (len / 4).max(1) as f32;
        for (x, at) in period.iter_mut().take(len / 4).zip(0_i32..) {
            *x += (end - before) * (1.0 - at as f32 * step);
        }
        self.keep(memory, period);
        self.measure(past, rate);
        self.periodicity = 0.0;
        self.synthesis = Synthesis::NONE;
    }

    /// Keeps a period.
    fn keep(&mut self, memory: &mut [i16], residual: &[f32]) {
        let peak = residual.iter().fold(1.0_f32, |peak, x| peak.max(x.abs()));
        self.unit = peak / 32_000.0;
        let scale = 32_000.0 / peak;
        for (kept, x) in memory.iter_mut().zip(residual) {
            *kept = (x * scale) as i16;
        }
        (self.len, self.at) = (residual.len().max(1), 0);
    }

    /// Measures how loud the continuation may become.
    fn measure(&mut self, past: &[f32], rate: usize) {
        self.window = window(rate);
        self.loudest = past.rchunks_exact(self.window).take(4).map(energy).fold(0.0, f32::max);
        self.scale = 1.0;
        self.steepest = STEEPER * largest_step(past);
        self.newest = past.last().copied().unwrap_or_default();
        let newest = last(past, self.len);
        let before = last(past.get(..past.len() - newest.len()).unwrap_or_default(), self.len);
        let of = |samples: &[f32]| energy(samples) / samples.len().max(1) as f32;
        let (now, then) = (of(newest), of(before));
        // Not by less than half a period.
        let falls = before.len() * 2 >= self.len && now < then;
        self.decline = if falls { (now / then).sqrt().max(LEAST_DECLINE) } else { 1.0 };
    }

    /// What the level falls by in so many samples, if it goes on as before.
    pub fn fall(&self, samples: usize) -> f32 {
        1.0 - (1.0 - self.decline) * FOLLOWED * samples as f32 / self.len.max(self.window) as f32
    }

    /// The next samples, in whole steps, from the period in `memory`.
    pub fn render(&mut self, memory: &[i16], out: &mut [f32]) {
        let mut rest = out;
        while !rest.is_empty() {
            let (part, later) = cut(rest, self.window);
            self.render_window(memory, part);
            rest = later;
        }
    }

    /// The next samples, one window or less.
    fn render_window(&mut self, memory: &[i16], out: &mut [f32]) {
        let mut rest = &mut *out;
        while !rest.is_empty() {
            let kept = memory.get(self.at..self.len).unwrap_or_default();
            let count = kept.len().min(rest.len());
            if count == 0 {
                break;
            }
            let (now, later) = cut(rest, count);
            now.iter_mut().zip(kept).for_each(|(x, kept)| *x = f32::from(*kept) * self.unit);
            self.at = if self.at + count < self.len { self.at + count } else { 0 };
            rest = later;
        }
        self.synthesis.run(out);
        // Never louder than the loudest before.
        let loud = energy(out);
        let scale = if loud > self.loudest { (self.loudest / loud).sqrt() } else { 1.0 };
        if scale < 1.0 || self.scale < 1.0 {
            // Within an eighth of the window.
            let ramp = out.len() / 8;
            let step = (scale - self.scale) / ramp.max(1) as f32;
            let (ramp, rest) = cut(out, ramp);
            for x in ramp {
                self.scale += step;
                *x *= self.scale;
            }
            rest.iter_mut().for_each(|x| *x *= scale);
        }
        self.scale = scale;
        self.bound_steps(out);
    }

    /// Keeps clicks out: a pulse of the residual may fall where the filter makes it steeper than it was.
    fn bound_steps(&mut self, out: &mut [f32]) {
        let begins = out.first().map_or(0.0, |x| (x - self.newest).abs());
        if begins > self.steepest || largest_step(out) > self.steepest {
            let mut before = self.newest;
            for x in out.iter_mut() {
                before += (*x - before).max(-self.steepest).min(self.steepest);
                *x = before;
            }
        }
        self.newest = out.last().copied().unwrap_or_default();
    }
}

/// The largest step from one sample to the next.
fn largest_step(samples: &[f32]) -> f32 {
    const LANES: usize = 8;
    let (now, rest) = samples.as_chunks::<LANES>();
    let mut lanes = [0.0_f32; LANES];
    let mut before = samples.first().copied().unwrap_or_default();
    let mut largest = 0.0_f32;
    for now in now {
        let [a, b, c, d, e, f, g, h] = *now;
        for (lane, (now, before)) in lanes.iter_mut().zip(now.iter().zip([before, a, b, c, d, e, f, g])) {
            let step = (now - before).abs();
            *lane = if step > *lane { step } else { *lane };
        }
        before = h;
    }
    for x in
        rest.iter().scan(before, |before, x| Some((x - std::mem::replace(before, *x)).abs())).chain(lanes)
    {
        largest = largest.max(x);
    }
    largest
}
