//! What a participant reads, by the contract: frames in their order, none older than the cap, then silence.

use super::stream::fall;
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
    pub samples: Vec<i16>,
}

/// What a read must answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The samples.
    pub samples: Vec<i16>,
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
}
/// The frames that wait for a participant, and how far it has read.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// Frames, oldest first, of whatever join.
    pub waiting: VecDeque<Frame>,
    /// Frames before the newest that may wait.
    pub cap_frames: usize,
    /// Samples of the first waiting frame that were read.
    offset: usize,
    last: i16,
}

impl Reader {
    /// Reads `count` samples after tick `now`, of the frames of `join`.
    pub fn read(&mut self, now: u64, join: Option<u64>, sizes: &Sizes, count: usize) -> Heard {
        let mut heard = Heard {
            samples: Vec::with_capacity(count),
            real: 0,
            tick: 0,
            offset: 0,
            mix: Mix::Own,
            skipped: false,
            overload: false,
        };
        let mut next = 0;
        while heard.samples.len() < count {
            let Some(frame) = self.waiting.front() else {
                break;
            };
            let current = join == Some(frame.join);
            let stale = frame.tick + (self.cap_frames as u64) < now;
            if !current || stale {
                heard.skipped |= current;
                self.waiting.pop_front();
                self.offset = 0;
                continue;
            }
            if heard.real == 0 {
                (heard.tick, heard.offset, heard.mix) = (frame.tick, self.offset, frame.mix);
            } else if heard.mix != frame.mix || frame.tick != next {
                heard.mix = Mix::Own;
            }
            next = frame.tick + 1;
            heard.overload |= frame.overload;
            let n = (sizes.frame - self.offset).min(count - heard.real);
            heard.samples.extend(&frame.samples[self.offset..self.offset + n]);
            heard.real += n;
            self.offset += n;
            if self.offset == sizes.frame {
                self.waiting.pop_front();
                self.offset = 0;
            }
        }
        self.last = heard.samples.last().copied().unwrap_or(self.last);
        if heard.real < count {
            heard.samples.extend(fall(self.last, sizes.decay, count - heard.real));
            self.last = 0;
        }
        heard
    }
}
