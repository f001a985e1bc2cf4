//! What a participant reads, by the contract: frames in their order, none older than the cap, then what is made up of the
//! last of them, then silence. Of what is made up only its place is known.

use super::{Life, Sizes};
use std::collections::VecDeque;

/// Whose mix a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mix {
    /// One participant's own.
    Own,
    /// The frame of all in the room who contribute nothing.
    Common(Life),
    /// Nothing: the participant is deaf.
    Silence,
}

/// A frame that waits to be read.
#[derive(Clone, Debug)]
pub struct Frame {
    pub tick: u64,
    pub join: u64,
    pub mix: Mix,
    pub overload: bool,
    /// It is the first of its join.
    pub starts: bool,
    /// The frame before it was dropped.
    pub resumes: bool,
    pub samples: Vec<i16>,
}

/// What a read must answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The samples.
    pub samples: Vec<i16>,
    /// Of each sample: the contract says what it is.
    pub known: Vec<bool>,
    /// How many of them are the room's.
    pub real: usize,
    /// The tick of the first, 0 if none is real.
    pub tick: u64,
    /// Its place in that tick's frame.
    pub offset: usize,
    /// Whose mix they all are.
    pub mix: Mix,
    /// Frames were skipped for their age.
    pub skipped: bool,
    /// A sum was beyond 16 bits.
    pub overload: bool,
    /// Of the samples that are real: what was heard earlier decays over it.
    pub overlaid: Vec<bool>,
}

/// The frames that wait for a participant, and how far it has read.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Frames, oldest first, of whatever join.
    pub waiting: VecDeque<Frame>,
    /// Frames before the newest that may wait.
    pub cap_frames: usize,
    /// The join of the frame that was read last, which stays until the next is read.
    kept: Option<u64>,
    /// Samples that were made up of that frame.
    made_up: usize,
    /// Samples of the first waiting frame that were read.
    offset: usize,
    /// The first samples of that frame that are mixed with what was made up before it.
    mixed: usize,
    /// The last sample that was the room's.
    last: i16,
    /// The sample from which what broke off decays.
    from: i16,
    /// What was read last was silence.
    silent: bool,
    /// Runs of frames in less than three ticks between silences, one after the other: after three the host does without silence.
    short_runs: usize,
    /// In how many ticks frames were read since the last silence, and the last of them.
    run: usize,
    run_tick: u64,
    /// Samples since what was read broke off.
    broken: usize,
    /// Samples since it resumed, if it came in by a ramp.
    ramped: usize,
}

impl Default for Reader {
    fn default() -> Reader {
        Reader {
            waiting: VecDeque::new(),
            cap_frames: 0,
            kept: None,
            made_up: 0,
            offset: 0,
            mixed: 0,
            last: 0,
            from: 0,
            silent: true,
            short_runs: 3,
            run: 0,
            run_tick: 0,
            broken: usize::MAX / 2,
            ramped: usize::MAX / 2,
        }
    }
}

impl Reader {
    /// Reads `count` samples after tick `now`, of the frames of `join`.
    pub fn read(&mut self, now: u64, join: Option<u64>, sizes: &Sizes, count: usize) -> Heard {
        let mut heard = Heard {
            samples: Vec::with_capacity(count),
            known: Vec::with_capacity(count),
            real: 0,
            tick: 0,
            offset: 0,
            mix: Mix::Own,
            skipped: false,
            overload: false,
            overlaid: Vec::new(),
        };
        let (mut next, mut skipped) = (0, false);
        while heard.samples.len() < count {
            let Some(frame) = self.waiting.front() else {
                break;
            };
            let kept = self.kept.take();
            let made_up = std::mem::take(&mut self.made_up);
            if made_up > 0 && !self.silent && !frame.resumes {
                if frame.starts || kept != Some(frame.join) {
                    (self.from, self.broken) = (self.last, 0);
                } else if made_up != sizes.frame {
                    self.mixed = sizes.ramp;
                }
            }
            let current = join == Some(frame.join);
            let beside = count.div_ceil(sizes.frame) - 1;
            let stale = frame.tick + ((self.cap_frames + beside) as u64) < now;
            if !current || stale {
                heard.skipped |= current;
                self.waiting.pop_front();
                (self.offset, self.mixed) = (0, 0);
                skipped = true;
                continue;
            }
            let cut = std::mem::take(&mut skipped) || (self.offset == 0 && frame.resumes);
            let polls = self.short_runs >= 3;
            if self.silent && polls {
                self.broken = usize::MAX / 2;
            }
            if cut && !self.silent {
                (self.from, self.broken) = (heard.samples.last().copied().unwrap_or(self.last), 0);
            }
            if cut || self.silent {
                let begins =
                    self.offset == 0 && ((frame.starts && !frame.resumes) || frame.mix == Mix::Silence);
                self.ramped = if begins || (polls && !cut) { usize::MAX / 2 } else { 0 };
                self.silent = false;
            }
            if heard.real == 0 {
                (heard.tick, heard.offset, heard.mix) = (frame.tick, self.offset, frame.mix);
            } else if heard.mix != frame.mix || frame.tick != next {
                heard.mix = Mix::Own;
            }
            next = frame.tick + 1;
            heard.overload |= frame.overload;
            let n = (sizes.frame - self.offset).min(count - heard.real);
            let Sizes { ramp, decay, .. } = *sizes;
            let samples = frame.samples[self.offset..self.offset + n].to_vec();
            for mut x in samples {
                let is_mixed = heard.overlaid.len() - heard.real + self.offset < self.mixed;
                if self.ramped < ramp || self.broken < decay || self.mixed > 0 {
                    heard.mix = Mix::Own;
                }
                heard.overlaid.push(self.broken < decay || is_mixed);
                heard.known.push(!is_mixed);
                if self.ramped < ramp {
                    let gain = super::UNITY * (self.ramped as i64 + 1) / ramp as i64;
                    x = ((i64::from(x) * gain + (1 << 24)) >> 25) as i16;
                }
                heard.samples.push(x.saturating_add(self.falling(decay)));
                self.ramped += 1;
            }
            heard.real += n;
            self.offset += n;
            if self.offset == sizes.frame {
                self.kept = self.waiting.pop_front().map(|frame| frame.join);
                (self.offset, self.mixed) = (0, 0);
            }
        }
        if heard.real > 0 && self.run_tick != now {
            (self.run_tick, self.run) = (now, self.run + 1);
            if self.run >= 3 {
                self.short_runs = 0;
            }
        }
        let makes_up = !self.silent
            && join.is_some_and(|join| self.kept == Some(join))
            && (self.made_up > 0 || self.short_runs < 3);
        if heard.real < count && makes_up {
            if self.made_up == 0 {
                (self.short_runs, self.run) = (self.short_runs + 1, 0);
            }
            // The frame once more, and once more falling silent.
            let more = (2 * sizes.frame - self.made_up).min(count - heard.real);
            heard.samples.resize(heard.real + more, 0);
            heard.known.resize(heard.real + more, false);
            self.made_up += more;
        }
        if heard.samples.len() < count {
            if !self.silent {
                (self.from, self.broken) = (heard.samples.last().copied().unwrap_or(self.last), 0);
                self.silent = true;
                if self.made_up == 0 {
                    (self.short_runs, self.run) = (self.short_runs + 1, 0);
                }
            }
            while heard.samples.len() < count {
                let x = self.falling(sizes.decay);
                heard.samples.push(x);
                heard.known.push(true);
            }
        }
        if heard.real > 0 {
            self.last = heard.samples[heard.real - 1];
        }
        heard
    }

    /// Frames that take a place of the out-ring.
    pub fn holds(&self) -> usize {
        self.waiting.len() + usize::from(self.kept.is_some())
    }

    /// What the engine gave in place of samples that are not [known](Heard::known).
    pub fn learn(&mut self, last: i16) {
        self.last = last;
    }

    /// The next sample of what decays since the stream broke off.
    fn falling(&mut self, decay: usize) -> i16 {
        let left = (decay - 1).saturating_sub(self.broken) as i64;
        self.broken += 1;
        (i64::from(self.from) * left / decay as i64) as i16
    }
}
