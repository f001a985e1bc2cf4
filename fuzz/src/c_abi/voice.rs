//! What a participant says: its stream from write to mix, sample by sample, as far as the header tells it exactly.
//!
//! Ramps, decays and cuts have samples that are only bounded; they are [`UNKNOWN`] here, and so is what they add to.

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
    /// The last sample that was written.
    last_written: i32,
    /// The media time that follows.
    pub next_timestamp: Option<u64>,
    /// Samples put in since a tick last took some away: up to the engine's max_write_ms they are sure to fit.
    since_tick: usize,
    /// It cannot be told what of a loss had room: nothing is predicted till the next join.
    pub is_lost: bool,
    /// Samples that were put in, and that were written while in no room.
    pub written: (u64, u64),
    /// Ticks that found less than a frame.
    pub underruns: u64,
    /// Cuts, and samples cut.
    pub trims: (u64, u64),
}

impl Voice {
    /// Of one who has said nothing.
    pub fn new() -> Voice {
        Voice {
            stream: VecDeque::new(),
            primed: false,
            level: Level::Silent,
            last_mixed: 0,
            last_written: 0,
            next_timestamp: None,
            since_tick: 0,
            is_lost: false,
            written: (0, 0),
            underruns: 0,
            trims: (0, 0),
        }
    }

    /// Another join: its stream has no past.
    pub fn join(&mut self) {
        let since_tick = self.since_tick;
        let (written, underruns, trims) = (self.written, self.underruns, self.trims);
        *self = Voice {
            since_tick,
            written,
            underruns,
            trims,
            ..Voice::new()
        };
    }

    /// The tick takes up a join.
    pub fn begin(&mut self) {
        self.primed = false;
        self.level = Level::Silent;
        self.last_mixed = 0;
    }

    /// It goes to another room, in which it fades in.
    pub fn move_on(&mut self) {
        self.level = Level::Silent;
    }

    /// Takes note of a write while in no room; answers how many the engine had to take.
    pub fn write_unheard(&mut self, count: usize) -> usize {
        self.next_timestamp = None;
        self.written.1 += count as u64;
        count
    }

    /// Takes note of a write, of which the engine took `taken`; answers how many it had to take at least.
    pub fn write(&mut self, limits: &Limits, samples: &[i16], loss: &Loss, taken: usize) -> usize {
        let (late, lost) = self.place(limits, samples.len(), loss);
        let fresh = &samples[late..];
        let sure = self.since_tick + lost + fresh.len() <= limits.max_write_ms * limits.per_ms;
        let least = if sure { samples.len() } else { late };
        if lost > 0 {
            self.is_lost |= !sure;
            let decay = if self.last_written == 0 {
                0
            } else {
                2 * limits.per_ms
            };
            let fill = (0..lost.min(limits.per_ms * 4000)).map(|at| if at < decay { UNKNOWN } else { 0 });
            self.stream.extend(fill);
            self.last_written = if lost < decay { UNKNOWN } else { 0 };
        }
        let put = &fresh[..taken.saturating_sub(late).min(fresh.len())];
        self.stream.extend(put.iter().map(|&sample| i32::from(sample)));
        self.last_written = put.last().map_or(self.last_written, |&sample| i32::from(sample));
        self.since_tick += lost + put.len();
        self.written.0 += put.len() as u64;
        least
    }

    /// How many of the samples came too late, and how many are missing before them.
    fn place(&mut self, limits: &Limits, count: usize, loss: &Loss) -> (usize, usize) {
        let lost = u64::from(loss.lost);
        let Some(timestamp) = loss.timestamp else {
            self.next_timestamp = self
                .next_timestamp
                .map(|next| next.wrapping_add(count as u64 + lost));
            return (0, lost as usize);
        };
        let second = 1000 * limits.per_ms as u64;
        let end = timestamp.wrapping_add(count as u64);
        let next = self.next_timestamp.unwrap_or(timestamp);
        let (ahead, behind) = (timestamp.wrapping_sub(next), next.wrapping_sub(timestamp));
        self.next_timestamp = Some(end);
        if behind <= second && behind > 0 {
            if behind >= count as u64 {
                self.next_timestamp = Some(next);
            }
            return ((behind as usize).min(count), lost as usize);
        }
        let gap = if ahead <= second { ahead } else { 0 };
        (0, gap.max(lost) as usize)
    }

    /// The frame that goes into the mix of this tick. `is_current`: no later join waits for the tick.
    pub fn speak(&mut self, limits: &Limits, seat: &Seat, join: &Join, is_current: bool) -> Vec<i32> {
        let frame = limits.frame();
        if is_current {
            self.since_tick = 0;
        }
        let leaves = join.ended != 0;
        let ramp = 5 * limits.per_ms;
        if leaves {
            // What waits is dropped; the last frame fades out within the ramp.
            return (0..frame)
                .map(|at| if at + 1 < ramp { UNKNOWN } else { 0 })
                .collect();
        }
        if self.is_lost {
            return vec![UNKNOWN; frame];
        }
        let fill = self.stream.len();
        if !self.primed {
            if fill < join.prefill + frame {
                return vec![0; frame];
            }
            self.primed = true;
            self.level = Level::Silent;
        }
        let mut samples = if fill < frame {
            self.run_dry(limits)
        } else {
            self.take(limits, join, fill)
        };
        let target = match seat.settings {
            settings if settings.mute => Level::Silent,
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

    /// Less than a frame is there: what is, then its last sample decays within 2 ms.
    fn run_dry(&mut self, limits: &Limits) -> Vec<i32> {
        let mut samples: Vec<i32> = self.stream.drain(..).collect();
        let last = samples.last().copied().unwrap_or(self.last_mixed);
        let decay = samples.len() + if last == 0 { 0 } else { 2 * limits.per_ms - 1 };
        samples.resize(decay.min(limits.frame()), UNKNOWN);
        samples.resize(limits.frame(), 0);
        self.primed = false;
        self.last_mixed = 0;
        self.underruns += 1;
        samples
    }

    /// A frame; before it, what is beyond the cap is cut away with a cross-fade of 5 ms.
    fn take(&mut self, limits: &Limits, join: &Join, fill: usize) -> Vec<i32> {
        let surplus = (fill - limits.frame()).saturating_sub(join.cap);
        let old: Vec<i32> = self.stream.iter().take(5 * limits.per_ms - 1).copied().collect();
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
