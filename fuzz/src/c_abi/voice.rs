//! What a participant says: its stream from write to mix, sample by sample, as far as the header tells it exactly.
//!
//! Ramps, decays and cuts have samples that are only bounded; they are [`UNKNOWN`] here, and so is what they add to.
//! A stream with losses, or whose packets come in another order, is not predicted: `tests/jitter.rs` has that.

use super::model::{Join, Limits, Seat};
use std::collections::VecDeque;

/// In place of a sample that the model does not predict.
pub const UNKNOWN: i32 = i32::MAX;

/// A gain that a ramp begins or ends at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing passes.
    Silent,
    /// All passes bit for bit.
    Unity,
    /// Thousandths of a decibel.
    Other(i32),
}

/// One participant's stream.
#[derive(Debug)]
pub struct Voice {
    /// Samples of the current join that wait.
    stream: VecDeque<i32>,
    /// Whether the reserve was gathered.
    primed: bool,
    /// The gain that the last sample had.
    level: Level,
    /// The last sample that was mixed, before gain.
    last_mixed: i32,
    /// The media time that follows.
    pub next_timestamp: Option<u64>,
    /// Something was written in this join.
    begun: bool,
    /// A tick has taken up this join, so what waits is of this join alone.
    settled: bool,
    /// Samples of silence that ticks have played in its place, and how many of them the last write knew of.
    dry: (u64, u64),
    /// The host has given a timestamp: what is missing when the line runs dry is concealed.
    is_timed: bool,
    /// Of what waits, so many samples are dropped after the next frame: the host has flushed them.
    flushed: Option<usize>,
    /// Something was written since the last flush.
    is_flushable: bool,
    /// Samples put in since a tick last took some away: up to the engine's max_write_ms they are sure to fit.
    since_tick: usize,
    /// How much comes at once.
    bursts: Bursts,
    /// The largest write of joins of which something may still be in the ring: until a tick takes up this one.
    largest_before: usize,
    /// Ticks in a row that found more than a frame beyond the prefill.
    ample: u64,
    /// The model does not know what fills a loss, or when an excess is cut: nothing is predicted till the next join.
    pub is_lost: bool,
    /// Samples that were put in, and that were written while in no room.
    pub written: (u64, u64),
    /// Ticks that found less than a frame.
    pub underruns: u64,
    /// Cuts, and samples cut.
    pub trims: (u64, u64),
}

/// The most that came at once: in one write, or in several between two ticks as far as a write may bring it.
#[derive(Debug, Default)]
struct Bursts {
    /// The tick before the last write, and what has come since.
    tick: u64,
    sum: usize,
    /// When the newer of two periods began, and the most of each.
    since: u64,
    newer: usize,
    older: usize,
    /// The largest write of the join.
    largest: usize,
}

impl Bursts {
    fn add(&mut self, limits: &Limits, now: u64, count: usize) {
        self.sum = if self.tick == now { self.sum } else { 0 } + count;
        self.tick = now;
        let age = now - self.since;
        if age >= limits.window() {
            self.older = if age < 2 * limits.window() { self.newer } else { 0 };
            (self.newer, self.since) = (0, now);
        }
        let most = limits.samples(limits.max_write_ms);
        self.newer = self.newer.max(count).max(self.sum.min(most));
        self.largest = self.largest.max(count);
    }

    fn most(&self) -> usize {
        self.newer.max(self.older)
    }
}

impl Voice {
    /// Of one who has said nothing.
    pub fn new() -> Voice {
        Voice {
            stream: VecDeque::new(),
            primed: false,
            level: Level::Silent,
            last_mixed: 0,
            next_timestamp: None,
            begun: false,
            settled: false,
            dry: (0, 0),
            is_timed: false,
            flushed: None,
            is_flushable: false,
            since_tick: 0,
            bursts: Bursts::default(),
            largest_before: 0,
            ample: 0,
            is_lost: false,
            written: (0, 0),
            underruns: 0,
            trims: (0, 0),
        }
    }

    /// Another join: its stream has no past.
    pub fn join(&mut self) {
        let (since_tick, dry) = (self.since_tick, self.dry);
        let (written, underruns, trims) = (self.written, self.underruns, self.trims);
        let earlier = if self.settled { 0 } else { self.largest_before };
        let largest_before = self.bursts.largest.max(earlier);
        *self = Voice { since_tick, dry, largest_before, written, underruns, trims, ..Voice::new() };
    }

    /// The tick takes up a join.
    pub fn begin(&mut self) {
        self.primed = false;
        self.level = Level::Silent;
        self.last_mixed = 0;
        self.ample = 0;
    }

    /// It goes to another room, in which it fades in.
    pub fn move_on(&mut self) {
        self.level = Level::Silent;
    }

    /// Takes note of a write while in no room; answers how many the engine had to take.
    pub fn write_discarded(&mut self, count: usize) -> usize {
        self.next_timestamp = None;
        self.written.1 += count as u64;
        count
    }

    /// Takes note of a write after tick `now`, of which the engine took `taken`; answers how many it
    /// had to take at least.
    pub fn write(&mut self, limits: &Limits, now: u64, samples: &[i16], loss: &Loss, taken: usize) -> usize {
        let is_new = !self.begun;
        if samples.is_empty() {
            // A loss before the next samples.
            self.is_lost |= !is_new && loss.lost > 0;
            return 0;
        }
        if loss.timestamp.is_none() && self.dry.0 != self.dry.1 {
            self.next_timestamp = None;
        }
        let steps =
            loss.timestamp.zip(self.next_timestamp).is_some_and(|(timestamp, next)| timestamp != next);
        self.is_lost |= steps || (!is_new && loss.lost > 0);
        self.is_timed |= loss.timestamp.is_some();
        let most = limits.samples(limits.max_write_ms);
        let earlier = if self.settled { 0 } else { self.largest_before };
        let sure = self.since_tick + samples.len() <= most && self.bursts.largest.max(earlier) <= most;
        let least = if sure && !self.is_lost { samples.len() } else { 0 };
        self.is_lost |= taken < samples.len();
        self.bursts.add(limits, now, taken);
        self.put(&samples[..taken.min(samples.len())]);
        self.next_timestamp = match (loss.timestamp, self.next_timestamp) {
            (Some(timestamp), _) => Some(timestamp.wrapping_add(taken as u64)),
            (None, next) => next.map(|next| next.wrapping_add(taken as u64)),
        };
        self.since_tick += taken;
        self.written.0 += taken as u64;
        least
    }

    /// Samples go into the ring.
    fn put(&mut self, samples: &[i16]) {
        if samples.is_empty() {
            return;
        }
        (self.begun, self.is_flushable) = (true, true);
        self.dry.1 = self.dry.0;
        self.stream.extend(samples.iter().map(|sample| i32::from(*sample)));
    }

    /// What waits is dropped after the next frame, which fades out.
    pub fn flush(&mut self) {
        if std::mem::take(&mut self.is_flushable) {
            self.flushed = Some(self.stream.len());
        }
        self.next_timestamp = None;
    }

    /// The frame that goes into the mix of this tick. `is_current`: no later join waits for the tick.
    pub fn speak(&mut self, limits: &Limits, seat: &Seat, join: &Join, is_current: bool) -> Vec<i32> {
        let frame = limits.frame();
        if is_current {
            self.since_tick = 0;
            self.settled = true;
        }
        let leaves = join.ended != 0;
        let ramp = limits.samples(5);
        if leaves {
            // What waits is dropped; the last frame fades out within the ramp.
            return (0..frame).map(|at| if at + 1 < ramp { UNKNOWN } else { 0 }).collect();
        }
        if self.is_lost {
            return vec![UNKNOWN; frame];
        }
        let fill = self.stream.len();
        let flushed = self.flushed.take();
        if flushed.is_some_and(|flushed| flushed < fill) {
            // What was written since may be in the frame that fades out.
            self.is_lost = true;
            return vec![UNKNOWN; frame];
        }
        if !self.primed {
            if fill < join.prefill + frame {
                self.dry.0 += frame as u64;
                if flushed.is_some() {
                    self.stream.clear();
                }
                return vec![0; frame];
            }
            self.primed = true;
            self.level = Level::Silent;
        }
        self.ample = if fill < 2 * frame + join.prefill { 0 } else { self.ample + 1 };
        if self.ample >= limits.window() {
            // It may be cut in a pause.
            self.is_lost = true;
            return vec![UNKNOWN; frame];
        }
        if fill < frame && self.is_timed {
            // How it is concealed, and taken up again, is not predicted.
            self.is_lost = true;
            return vec![UNKNOWN; frame];
        }
        let mut samples = if fill < frame { self.run_dry(limits) } else { self.take(limits, join, fill) };
        if flushed.is_some() {
            self.stream.clear();
            (self.primed, self.last_mixed) = (false, 0);
        }
        let target = match seat.settings {
            settings if settings.mute || flushed.is_some() => Level::Silent,
            settings if settings.gain_mdb == 0 => Level::Unity,
            settings => Level::Other(settings.gain_mdb),
        };
        let from = std::mem::replace(&mut self.level, target);
        for (at, sample) in samples.iter_mut().enumerate() {
            *sample = match target {
                _ if *sample == 0 => 0,
                _ if from != target && at + 1 < ramp => UNKNOWN,
                Level::Silent => 0,
                Level::Unity => *sample,
                Level::Other(_) => UNKNOWN,
            };
        }
        samples
    }

    /// Less than a frame is there: what is, then its last sample decays within 2 ms, or all of it by the end of the frame.
    fn run_dry(&mut self, limits: &Limits) -> Vec<i32> {
        let (frame, decay) = (limits.frame(), limits.samples(2));
        let mut samples: Vec<i32> = self.stream.drain(..).collect();
        self.dry.0 += (frame - samples.len()) as u64;
        let last = samples.last().copied().unwrap_or(self.last_mixed);
        for sample in samples.iter_mut().skip(frame - decay) {
            *sample = if *sample == 0 { 0 } else { UNKNOWN };
        }
        let end = samples.len() + if last == 0 { 0 } else { decay - 1 };
        samples.resize(end.min(frame), UNKNOWN);
        samples.resize(frame, 0);
        self.primed = false;
        self.last_mixed = 0;
        self.underruns += 1;
        samples
    }

    /// A frame; before it, what is beyond the cap is cut away with a cross-fade of 5 ms.
    fn take(&mut self, limits: &Limits, join: &Join, fill: usize) -> Vec<i32> {
        let cap = join.cap + self.bursts.most().saturating_sub(limits.frame());
        let surplus = (fill - limits.frame()).saturating_sub(cap);
        let old: Vec<i32> = self.stream.iter().take(limits.samples(5) - 1).copied().collect();
        self.stream.drain(..surplus);
        let mut samples: Vec<i32> = self.stream.drain(..limits.frame()).collect();
        self.last_mixed = samples.last().copied().unwrap_or(0);
        if surplus > 0 {
            for (new, old) in samples.iter_mut().zip(old) {
                *new = if *new == old { old } else { UNKNOWN };
            }
            self.trims.0 += 1;
            self.trims.1 += surplus as u64;
        }
        samples
    }
}

impl Default for Voice {
    fn default() -> Voice {
        Voice::new()
    }
}

/// What a write says besides its samples.
#[derive(Clone, Copy, Debug, Default)]
pub struct Loss {
    /// Samples lost before the first.
    pub lost: u32,
    /// The media time of the first.
    pub timestamp: Option<u64>,
}
