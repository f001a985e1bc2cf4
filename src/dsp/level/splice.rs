//! The splice between a stream that breaks off and the stream that follows: the last sample decays, and the following
//! stream fades in. Both may span any number of calls.

use super::fade::decay_on;
use super::ramp::ramp_on;
use crate::dsp::LinearGain;
use crate::units::MAX_RAMP_SAMPLES;

/// The state of a splice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Length of the decay, samples.
    decay: u16,
    /// Length of the fade-in, samples.
    ramp: u16,
    /// The last sample before the break.
    last: i16,
    /// Samples of the decay that were written.
    decayed: u16,
    /// Samples of the fade-in that have passed.
    ramped: u16,
}

// Both lengths fit 16 bits.
#[allow(clippy::disallowed_macros, reason = "evaluated by the compiler")]
const _: () = assert!(MAX_RAMP_SAMPLES <= u16::MAX as usize);

impl Splice {
    /// A stream without a break. Decays and fade-ins will have these lengths, samples; the longest is a ramp of 5 ms.
    pub const fn none(decay: usize, ramp: usize) -> Splice {
        Splice { decay: decay as u16, ramp: ramp as u16, last: 0, decayed: decay as u16, ramped: ramp as u16 }
    }

    /// The stream breaks off after the sample `last`.
    pub fn break_off(&mut self, last: i16) {
        self.last = last;
        self.decayed = 0;
        self.ramped = self.ramp;
    }

    /// The stream that follows begins; it fades in.
    pub fn resume(&mut self) {
        self.ramped = 0;
    }

    /// Forgets the break: samples pass unchanged.
    pub fn forget(&mut self) {
        *self = Splice::none(self.decay as usize, self.ramp as usize);
    }

    /// Returns true if samples pass unchanged.
    #[inline(always)]
    pub fn is_settled(&self) -> bool {
        self.decayed >= self.decay && self.ramped >= self.ramp
    }

    /// Samples until [`Splice::is_settled`].
    pub fn left(&self) -> usize {
        (self.decay - self.decayed).max(self.ramp - self.ramped) as usize
    }

    /// Fills `out` with the rest of the decay, then with silence.
    pub fn silence(&mut self, out: &mut [i16]) {
        decay_on(out, self.last, self.decayed as usize, self.decay as usize);
        self.decayed = (self.decayed + out.len().min(self.decay as usize) as u16).min(self.decay);
    }

    /// Passes `samples`, with the rest of the fade-in and the rest of the decay.
    pub fn pass(&mut self, samples: &mut [i16]) {
        let n = samples.len().min(MAX_RAMP_SAMPLES) as u16;
        if self.ramped < self.ramp {
            ramp_on(samples, LinearGain::ZERO, LinearGain::UNITY, self.ramped as usize, self.ramp as usize);
            self.ramped = (self.ramped + n).min(self.ramp);
        }
        if self.decayed < self.decay {
            let left = (self.decay - self.decayed).min(n) as usize;
            let mut tail = [0_i16; MAX_RAMP_SAMPLES];
            let tail = tail.get_mut(..left).unwrap_or_default();
            self.silence(tail);
            super::fade::add_saturating(samples, tail);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fade::decay;
    use super::super::ramp::ramp;
    use super::*;

    /// In whatever pieces it passes, a splice is the ramp of the whole over the decay of the whole.
    #[test]
    fn pieces_are_the_whole() {
        for (lost, piece) in [(0, 1), (0, 7), (3, 1), (3, 100), (16, 5), (40, 3), (100, 64)] {
            let mut expected: Vec<i16> = (0..100).map(|i| (i * 3001) as i16 / 4).collect();
            let stream = expected.clone();
            ramp(&mut expected, LinearGain::ZERO, LinearGain::UNITY, 40);
            let mut tail = vec![0; lost + 100];
            decay(&mut tail, -9000, 16);
            super::super::fade::add_saturating(&mut expected, &tail[lost..]);
            let expected = [&tail[..lost], &expected].concat();

            let mut splice = Splice::none(16, 40);
            splice.break_off(-9000);
            let mut out = vec![77; lost];
            out.chunks_mut(piece).for_each(|out| splice.silence(out));
            splice.resume();
            assert!(!splice.is_settled());
            for samples in stream.chunks(piece) {
                let from = out.len();
                out.extend(samples);
                splice.pass(&mut out[from..]);
            }
            assert_eq!(out, expected, "{lost} lost, pieces of {piece}");
            assert!(splice.is_settled() && splice.left() == 0);
        }
    }

    #[test]
    fn what_is_settled_passes_as_it_is() {
        let mut splice = Splice::none(16, 40);
        let mut samples = [1234_i16; 50];
        splice.pass(&mut samples);
        assert_eq!(samples, [1234; 50]);
        splice.break_off(500);
        splice.resume();
        assert_eq!(splice.left(), 40);
        splice.forget();
        splice.pass(&mut samples);
        assert_eq!(samples, [1234; 50]);
    }
}
