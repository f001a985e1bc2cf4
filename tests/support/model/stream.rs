//! One participant's stream by the contract: from what was written to the frame that is due.

use super::Sizes;
use mixminus::Gain;
use mixminus::dsp::LinearGain;
use std::collections::VecDeque;

/// Limits to 16 bits.
pub fn sat16(x: i64) -> i16 {
    x.clamp(-32_768, 32_767) as i16
}

/// The gain of `mdb` thousandths of a decibel, with 25 fractional bits.
pub fn q25(mdb: i32) -> i64 {
    Gain::from_mdb(mdb).map_or(0, |gain| LinearGain::from(gain).q25())
}

/// Brings `frame` from gain `from` to gain `to` within its first `n` samples.
pub fn ramp(frame: &mut [i16], from: i64, to: i64, n: usize) {
    for (i, x) in frame.iter_mut().enumerate() {
        let gain = if i < n { from + (to - from) * (i as i64 + 1) / n as i64 } else { to };
        *x = sat16((i64::from(*x) * gain + (1 << 24)) >> 25);
    }
}

/// `count` samples after `last`, which falls to 0 within `n` of them.
pub fn fall(last: i16, n: usize, count: usize) -> Vec<i16> {
    let sample = |i: usize| {
        if i < n { i64::from(last) * (n - 1 - i) as i64 / n as i64 } else { 0 }
    };
    (0..count).map(|i| sample(i) as i16).collect()
}

/// What a participant has written and the tick not yet taken, and how it sounds.
#[derive(Clone, Debug, Default)]
pub struct Stream {
    /// Samples written into the in-ring so far: the position of the next.
    pub written: u64,
    /// The gain that the last sample had.
    pub gain: i64,
    ring: VecDeque<i16>,
    /// Samples before this position are of earlier joins.
    from: u64,
    prefill: usize,
    cap: usize,
    /// It is heard; else it gathers its prefill.
    plays: bool,
    /// The last sample that was taken, before its gain; 0 if it was taken unheard.
    last: i16,
    /// The tick and the join of the last write, and how much came in them.
    came: (u64, u64),
    sum: usize,
    /// The most that came at once in the join. Scripts are shorter than its memory.
    burst: usize,
}

impl Stream {
    /// Takes as many samples as fit into the ring, in the tick and the join of `now`.
    pub fn write(&mut self, samples: &[i16], sizes: &Sizes, now: (u64, u64)) -> usize {
        if self.came.1 != now.1 {
            self.burst = 0;
        }
        let n = samples.len().min(sizes.in_ring - self.ring.len());
        self.sum = if self.came == now { self.sum } else { 0 } + n;
        self.came = now;
        self.burst = self.burst.max(n).max(self.sum.min(sizes.max_write));
        self.ring.extend(&samples[..n]);
        self.written += n as u64;
        n
    }

    /// Starts anew at position `from`.
    pub fn start(&mut self, from: u64, prefill: usize, cap: usize) {
        *self = Stream {
            from,
            prefill,
            cap,
            written: self.written,
            ring: std::mem::take(&mut self.ring),
            ..*self
        };
        (self.plays, self.gain, self.last) = (false, 0, 0);
    }

    /// How many samples of this stream wait; those from `end` on belong to another.
    fn fill(&self, end: Option<u64>) -> usize {
        let first = self.written - self.ring.len() as u64;
        end.map_or(self.ring.len(), |end| end.saturating_sub(first) as usize)
    }

    /// The frame that is due: as it was said, and brought to gain `to`. If the stream has ended, it did so at `end`.
    pub fn due(&mut self, sizes: &Sizes, to: i64, end: Option<u64>) -> (Vec<i16>, Vec<i16>) {
        while self.fill(None) > 0 && self.written - (self.ring.len() as u64) < self.from {
            self.ring.pop_front();
        }
        let fill = self.fill(end);
        if !self.plays {
            if fill < self.prefill + sizes.frame {
                return (vec![0; sizes.frame], vec![0; sizes.frame]);
            }
            (self.plays, self.gain) = (true, 0);
        }
        let (mut frame, taken) = self.raw(sizes, fill);
        self.ring.drain(..taken);
        let heard = self.gain != 0 || to != 0;
        self.last = if heard { frame[frame.len() - 1] } else { 0 };
        if fill < sizes.frame {
            self.plays = false;
        }
        let said = frame.clone();
        ramp(&mut frame, self.gain, to, sizes.ramp);
        self.gain = to;
        (said, frame)
    }

    /// The frame that is due before its gain, and how many samples it uses up.
    fn raw(&self, sizes: &Sizes, fill: usize) -> (Vec<i16>, usize) {
        let Sizes { frame, ramp, decay, .. } = *sizes;
        let from = |skip: usize, n: usize| self.ring.iter().skip(skip).take(n).copied();
        if fill < frame {
            let mut samples: Vec<i16> = from(0, fill).collect();
            let last = samples.last().copied().unwrap_or(self.last);
            // The decay always ends with the frame at the latest.
            let begins = fill.min(frame - decay);
            samples.resize(frame, last);
            for (i, x) in samples[begins..].iter_mut().enumerate() {
                let left = (decay - 1).saturating_sub(i) as i64;
                *x = (i64::from(*x) * left / decay as i64) as i16;
            }
            return (samples, fill);
        }
        // A frame beside the prefill is no surplus, nor is what one write brings beyond a frame.
        let cap = self.cap.max(self.prefill + frame) + self.burst.saturating_sub(frame);
        let surplus = (fill - frame).saturating_sub(cap);
        let mut samples: Vec<i16> = from(surplus, frame).collect();
        if surplus > 0 {
            for (i, (old, new)) in from(0, ramp).zip(&mut samples).enumerate() {
                let (old, fresh, n) = (i64::from(old), i64::from(*new), ramp as i64);
                *new = ((old * (n - 1 - i as i64) + fresh * (i as i64 + 1)) / n) as i16;
            }
        }
        (samples, surplus + frame)
    }

    /// The frame that is due, fading out where its participant is no more; nothing is used up.
    pub fn part(&self, sizes: &Sizes, end: Option<u64>) -> Vec<i16> {
        let mut frame = vec![0; sizes.frame];
        if self.plays {
            frame = self.raw(sizes, self.fill(end)).0;
            ramp(&mut frame, self.gain, 0, sizes.ramp);
        }
        frame
    }
}
