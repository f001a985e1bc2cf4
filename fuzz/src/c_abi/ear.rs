//! What a participant hears: the sum of the others, frame by frame, from mix to read.

use super::model::Limits;
use super::voice::{Level, UNKNOWN};
use crate::abi;
use std::collections::VecDeque;

/// A room's sum, with what is unknown counted a sample.
#[derive(Debug)]
pub struct Mix {
    sums: Vec<i64>,
    unknown: Vec<u32>,
}

impl Mix {
    /// Of nobody; if someone went elsewhere, the ramp in which it fades out is unknown.
    pub fn new(limits: &Limits, parted: bool) -> Mix {
        let ramp = if parted { limits.samples(5) } else { 0 };
        let unknown = (0..limits.frame()).map(|at| u32::from(at < ramp)).collect();
        Mix { sums: vec![0; limits.frame()], unknown }
    }

    /// Adds what one says.
    pub fn add(&mut self, frame: &[i32]) {
        for (at, &sample) in frame.iter().enumerate() {
            if sample == UNKNOWN {
                self.unknown[at] += 1;
            } else {
                self.sums[at] += i64::from(sample);
            }
        }
    }

    /// What one hears: all but its own.
    pub fn without(&self, own: &[i32]) -> Vec<i32> {
        let each = |(at, &own): (usize, &i32)| {
            let own_is_known = own != UNKNOWN;
            if self.unknown[at] > u32::from(!own_is_known) {
                return UNKNOWN;
            }
            let others = self.sums[at] - if own_is_known { i64::from(own) } else { 0 };
            others.clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i32
        };
        own.iter().enumerate().map(each).collect()
    }
}

/// A frame that waits to be read.
#[derive(Debug)]
struct Heard {
    tick: u64,
    join: usize,
    /// The frame before it was dropped.
    resumes: bool,
    samples: Vec<i32>,
}

/// One participant's frames.
#[derive(Debug)]
pub struct Ear {
    frames: VecDeque<Heard>,
    /// Samples of the first that were read.
    offset: usize,
    /// The join of the frame that was read last, which stays until another is read.
    kept: Option<usize>,
    /// Samples that were made up of that frame.
    made_up: usize,
    /// The first samples of the first frame that are mixed with what was made up before.
    mixed: usize,
    /// At what gain it heard the last sample.
    level: Level,
    /// It came from another room, whose last sample decays.
    moved: bool,
    /// Joins so far.
    joins: usize,
    /// Samples of the digits that are being sent to it, each that is left.
    digits: VecDeque<usize>,
    /// Digits of this join that were sent to their end.
    pub dialled: u64,
    /// Frames that there was no room for.
    pub dropped: u64,
    /// Samples of rooms, and of silence, that it has read.
    pub read: (u64, u64),
    /// A frame was dropped, and none has come since.
    has_gap: bool,
    /// The last sample of a room that it has read.
    last: i16,
    /// The sample after which what it read broke off, and the samples read since.
    from: i16,
    broken: usize,
    /// Samples read since it resumed.
    resumed: usize,
    /// What was read last was silence.
    is_silent: bool,
    /// Runs of frames in fewer than three ticks between silences, in a row: after three the host does without silence.
    short_runs: usize,
    /// In how many ticks frames were read since the last silence, and the last of them.
    run: (usize, u64),
    /// Since which tick every read has left a frame or more.
    ample_since: Option<u64>,
    /// Frames may be left out in a pause: nothing is predicted any more.
    pub is_lost: bool,
}

/// Since when something was is so long ago that nothing is left of it.
const LONG_AGO: usize = usize::MAX / 2;

/// What a read is to answer.
#[derive(Debug, Default)]
pub struct Answer {
    /// The samples of the room.
    pub samples: Vec<i32>,
    /// The tick of the first; 0: there is none.
    pub tick: u64,
    /// Where in its frame it lies.
    pub offset: usize,
    /// All flags but that of overload.
    pub flags: u32,
}

impl Ear {
    /// Of one who has heard nothing.
    pub fn new() -> Ear {
        Ear {
            frames: VecDeque::new(),
            offset: 0,
            kept: None,
            made_up: 0,
            mixed: 0,
            level: Level::Silent,
            moved: false,
            joins: 0,
            digits: VecDeque::new(),
            dialled: 0,
            dropped: 0,
            read: (0, 0),
            has_gap: false,
            last: 0,
            from: 0,
            broken: LONG_AGO,
            resumed: LONG_AGO,
            is_silent: true,
            short_runs: 3,
            run: (0, 0),
            ample_since: None,
            is_lost: false,
        }
    }

    /// Another join: what waited is dropped by the next read.
    pub fn join(&mut self) {
        self.joins += 1;
        self.digits.clear();
        self.dialled = 0;
    }

    /// The tick takes up a join.
    pub fn begin(&mut self) {
        self.level = Level::Silent;
        self.moved = false;
        self.has_gap = false;
        self.digits.clear();
    }

    /// So many digits of so many samples are to be sent to it.
    pub fn dial(&mut self, count: usize, samples: usize) {
        self.digits.extend(std::iter::repeat_n(samples, count));
    }

    /// It comes from another room.
    pub fn move_on(&mut self) {
        self.level = Level::Silent;
        self.moved = true;
    }

    /// A tick hands it a frame.
    pub fn hear(&mut self, limits: &Limits, tick: u64, deaf: bool, mut samples: Vec<i32>) {
        let target = if deaf { Level::Silent } else { Level::Unity };
        // The largest cap or write, one frame for the tick and one for a read in progress, or that was read last.
        if self.frames.len() + usize::from(self.kept.is_some())
            >= limits.max_write_ms.max(limits.max_cap_ms as usize) / limits.frame_ms + 2
        {
            self.dropped += 1;
            self.has_gap = true;
            self.level = target;
            return;
        }
        let from = std::mem::replace(&mut self.level, target);
        let moved = std::mem::take(&mut self.moved);
        for (at, sample) in samples.iter_mut().enumerate() {
            let turns = at + 1 < limits.samples(5);
            *sample = match target {
                _ if moved && turns => UNKNOWN,
                _ if from != target && turns && *sample != 0 => UNKNOWN,
                Level::Silent => 0,
                _ => *sample,
            };
        }
        let mut left = samples.len();
        if !self.digits.is_empty() {
            samples.fill(UNKNOWN);
        }
        while let Some(first) = self.digits.front_mut().filter(|_| left > 0) {
            let part = left.min(*first);
            (left, *first) = (left - part, *first - part);
            if *first == 0 {
                self.digits.pop_front();
                self.dialled += 1;
            }
        }
        self.frames.push_back(Heard {
            tick,
            join: self.joins,
            resumes: std::mem::take(&mut self.has_gap),
            samples,
        });
    }

    /// What a read of `count` samples is to answer. `cap_frames`: how old a frame may be; `None`: it is in no room.
    pub fn take(&mut self, limits: &Limits, now: u64, cap_frames: Option<u64>, count: usize) -> Answer {
        let mut answer = Answer::default();
        if cap_frames.is_none() {
            answer.flags = abi::NOT_HERE;
        }
        // What one read takes is not too old for it.
        let beside = count.div_ceil(limits.frame()).max(1) as u64 - 1;
        let oldest = now.saturating_sub(cap_frames.unwrap_or(0) + beside);
        let mut skipped = false;
        while answer.samples.len() < count {
            let Some(first) = self.frames.front() else { break };
            let (kept, made_up) = (self.kept.take(), std::mem::take(&mut self.made_up));
            if made_up > 0 && !self.is_silent && !first.resumes {
                if kept != Some(first.join) {
                    self.broken = 0;
                } else if made_up != limits.frame() {
                    self.mixed = limits.samples(5);
                }
            }
            let of_this_join = cap_frames.is_some() && first.join == self.joins;
            if !of_this_join || first.tick < oldest {
                answer.flags |= if of_this_join { abi::SKIPPED } else { 0 };
                self.frames.pop_front();
                (self.offset, self.mixed) = (0, 0);
                skipped = true;
                continue;
            }
            if answer.samples.is_empty() {
                (answer.tick, answer.offset) = (first.tick, self.offset);
            }
            let is_cut = std::mem::take(&mut skipped) || (self.offset == 0 && first.resumes);
            let n = (limits.frame() - self.offset).min(count - answer.samples.len());
            let samples = first.samples[self.offset..self.offset + n].to_vec();
            self.resume(is_cut);
            for sample in samples {
                let is_mixed = self.offset < self.mixed;
                let sample = self.splice(limits, sample);
                answer.samples.push(if is_mixed { UNKNOWN } else { sample });
                self.offset += 1;
            }
            if self.offset == limits.frame() {
                self.kept = self.frames.pop_front().map(|frame| frame.join);
                (self.offset, self.mixed) = (0, 0);
            }
        }
        if answer.samples.len() < count {
            answer.flags |= abi::DRY;
        }
        if !answer.samples.is_empty() && self.run.1 != now {
            self.run = (self.run.0 + 1, now);
            if self.run.0 >= 3 {
                self.short_runs = 0;
            }
        }
        self.watch(limits, now);
        answer
    }

    /// Frames come after silence, or after others that they do not follow.
    fn resume(&mut self, is_cut: bool) {
        if !self.is_silent && !is_cut {
            return;
        }
        let polls = self.short_runs >= 3;
        if !self.is_silent {
            self.broken = 0;
        } else if polls {
            self.broken = LONG_AGO;
        }
        self.resumed = if polls && !is_cut { LONG_AGO } else { 0 };
        self.is_silent = false;
    }

    /// A sample under the ramp of what resumes, and the decay of what broke off.
    fn splice(&mut self, limits: &Limits, sample: i32) -> i32 {
        let decays = self.broken + 1 < limits.samples(2);
        let ramps = self.resumed + 1 < limits.samples(5) && sample != 0;
        (self.broken, self.resumed) = (self.broken + 1, self.resumed + 1);
        if decays || ramps { UNKNOWN } else { sample }
    }

    /// Frames that wait after every read of a second or two may be left out in a pause.
    fn watch(&mut self, limits: &Limits, now: u64) {
        if (self.frames.len() * limits.frame()).saturating_sub(self.offset) < limits.frame() {
            self.ample_since = None;
        } else {
            let since = *self.ample_since.get_or_insert(now);
            self.is_lost |= now - since >= limits.window();
        }
    }

    /// Compares a buffer that was read with what it is to hold: the room's samples, then what is made up of the last frame,
    /// or a decay, then silence.
    pub fn compare(&mut self, limits: &Limits, answer: &Answer, buffer: &[i16]) {
        if self.is_lost {
            return;
        }
        for (at, (&expected, &sample)) in answer.samples.iter().zip(buffer).enumerate() {
            assert!(
                expected == UNKNOWN || expected == i32::from(sample),
                "{sample} heard, not {expected}, at {at}"
            );
        }
        let real = answer.samples.len();
        let mut silent_from = real;
        let makes_up = !self.is_silent
            && answer.flags & abi::NOT_HERE == 0
            && self.kept == Some(self.joins)
            && (self.made_up > 0 || self.short_runs < 3);
        if buffer.len() > real && makes_up {
            if self.made_up == 0 {
                (self.short_runs, self.run.0) = ((self.short_runs + 1).min(3), 0);
            }
            // The frame again, and its end: nothing is known of them.
            let more = (2 * limits.frame() - self.made_up).min(buffer.len() - real);
            self.made_up += more;
            silent_from += more;
        }
        self.last = silent_from.checked_sub(1).map_or(self.last, |at| buffer[at]);
        if buffer.len() > silent_from && !self.is_silent {
            (self.from, self.broken) = (self.last, 0);
            self.is_silent = true;
            if self.made_up == 0 {
                (self.short_runs, self.run.0) = ((self.short_runs + 1).min(3), 0);
            }
        }
        for (at, &sample) in buffer[silent_from..].iter().enumerate() {
            let decays = self.broken + 1 < limits.samples(2);
            let most = if decays { self.from.unsigned_abs() } else { 0 };
            self.broken += 1;
            assert!(sample.unsigned_abs() <= most, "{sample} in silence, {at} after {}", self.from);
        }
        self.read.0 += real as u64;
        self.read.1 += (buffer.len() - real) as u64;
    }
}

impl Default for Ear {
    fn default() -> Ear {
        Ear::new()
    }
}
