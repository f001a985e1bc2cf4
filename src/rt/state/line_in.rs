//! The tick's end of an in-ring: samples from the line, and how they are taken.

use crate::dsp::LinearGain;
use crate::dsp::level::fade::{cross_fade, decay, fade_out};
use crate::rt::frame::AudioFormat;
use crate::units::MAX_RAMP_SAMPLES;
use rtrb::Consumer;

/// The tick's end of an in-ring.
#[derive(Debug)]
#[repr(C)]
pub struct LineIn {
    ring: Consumer<i16>,
    /// The position of the oldest sample in the ring.
    consumed: u64,
    /// Samples before this position are of an earlier join.
    from_position: u64,
    /// Reserve to gather before the line's audio begins, samples.
    prefill: u32,
    /// By how much the DTMF stage delays the audio, samples.
    delay: u32,
    /// The gain that the last sample of the contribution had: differs from the target where a ramp is to come.
    pub gain_now: LinearGain,
    /// The last sample that was taken, before gain; 0 if the line was inaudible then.
    last: i16,
    /// The ring still gathers its prefill.
    is_priming: bool,
}

impl LineIn {
    /// An empty ring.
    pub fn new(ring: Consumer<i16>) -> LineIn {
        LineIn {
            ring,
            consumed: 0,
            from_position: 0,
            prefill: 0,
            delay: 0,
            gain_now: LinearGain::ZERO,
            last: 0,
            is_priming: true,
        }
    }

    /// A join's audio begins at that position, after a prefill, and is delayed; samples.
    pub fn begin_join(&mut self, from_position: u64, prefill: u32, delay: u32) {
        (self.from_position, self.prefill, self.delay) = (from_position, prefill, delay);
        (self.is_priming, self.last, self.gain_now) = (true, 0, LinearGain::ZERO);
    }

    /// Returns true while the ring gathers its prefill.
    #[inline(always)]
    pub fn is_priming(&self) -> bool {
        self.is_priming
    }

    /// The prefill is complete: the audio begins.
    pub fn end_priming(&mut self) {
        self.is_priming = false;
    }

    /// Reserve to gather before the audio begins, samples.
    #[inline(always)]
    pub fn prefill(&self) -> usize {
        self.prefill as usize
    }

    /// By how much the DTMF stage delays the audio, samples.
    #[inline(always)]
    pub fn delay(&self) -> usize {
        self.delay as usize
    }

    /// The position of the oldest sample in the ring.
    #[inline(always)]
    pub fn consumed(&self) -> u64 {
        self.consumed
    }

    /// The last sample that was taken, before gain; 0 if the line was inaudible then.
    #[inline(always)]
    pub fn last(&self) -> i16 {
        self.last
    }

    /// Sets [`last`](Self::last).
    pub fn set_last(&mut self, last: i16) {
        self.last = last;
    }

    /// Samples in the ring.
    #[inline(always)]
    pub fn fill(&self) -> usize {
        self.ring.slots()
    }

    /// Of `fill` samples, those that lie before position `end`.
    #[inline(always)]
    pub fn before(&self, fill: usize, end: u64) -> usize {
        fill.min(usize::try_from(end.saturating_sub(self.consumed)).unwrap_or(usize::MAX))
    }

    /// Returns true if the oldest sample is of an earlier join.
    pub fn holds_earlier(&self) -> bool {
        self.consumed < self.from_position
    }

    /// Drops samples of an earlier join.
    #[inline(always)]
    pub fn drop_earlier(&mut self) {
        let Some(earlier) = self.from_position.checked_sub(self.consumed) else { return };
        if earlier > 0 {
            let n = self.fill().min(usize::try_from(earlier).unwrap_or(usize::MAX));
            self.take(n);
        }
    }

    /// Takes the `n` oldest samples.
    pub fn take(&mut self, n: usize) {
        if let Ok(chunk) = self.ring.read_chunk(n) {
            chunk.commit_all();
            self.consumed += n as u64;
        }
    }

    /// Takes the `n` oldest samples, at least one, and remembers the last of them. If they lie in one piece,
    /// `use_piece` gets it first, and its result is returned.
    #[inline(always)]
    pub fn take_piece<T>(&mut self, n: usize, use_piece: impl FnOnce(&[i16]) -> T) -> Option<T> {
        let chunk = self.ring.read_chunk(n).ok()?;
        let (first, second) = chunk.as_slices();
        self.last = second.last().or(first.last()).copied().unwrap_or(0);
        if !second.is_empty() {
            return None;
        }
        let result = use_piece(first);
        chunk.commit_all();
        self.consumed += n as u64;
        Some(result)
    }

    /// Copies samples out of the ring, from `skip` on, without taking them.
    pub fn peek(&mut self, skip: usize, out: &mut [i16]) {
        let Ok(chunk) = self.ring.read_chunk(skip + out.len()) else { return };
        let (first, second) = chunk.as_slices();
        let from_first = first.get(skip..).unwrap_or_default();
        let from_second = second.get(skip.saturating_sub(first.len())..).unwrap_or_default();
        out.iter_mut().zip(from_first).for_each(|(to, from)| *to = *from);
        out.iter_mut().skip(from_first.len()).zip(from_second).for_each(|(to, from)| *to = *from);
    }

    /// Where the oldest sample lies, if there is one.
    #[inline(always)]
    pub fn oldest_sample(&self) -> Option<*const i16> {
        self.ring.peek().ok().map(core::ptr::from_ref)
    }

    /// Less than a frame is there: copies it and lets its last sample decay. If the decay does not fit, the whole frame
    /// fades out, so it always ends in silence. Takes nothing.
    pub fn copy_rest(&mut self, format: &AudioFormat, samples: &mut [i16], fill: usize) {
        self.peek(0, samples.get_mut(..fill).unwrap_or_default());
        let last = fill.checked_sub(1).and_then(|at| samples.get(at).copied()).unwrap_or(self.last);
        let rest = samples.get_mut(fill..format.frame).unwrap_or_default();
        if rest.len() >= format.decay {
            decay(rest, last, format.decay);
        } else {
            rest.fill(last);
            fade_out(samples, format.decay);
        }
    }

    /// Too much is there: copies a frame with a cross-faded cut of the oldest `surplus` samples. Takes nothing.
    pub fn copy_cut(&mut self, format: &AudioFormat, samples: &mut [i16], surplus: usize) {
        let mut old = [0_i16; MAX_RAMP_SAMPLES];
        let old = old.get_mut(..format.ramp).unwrap_or_default();
        self.peek(0, old);
        self.peek(surplus, samples);
        cross_fade(samples, old);
    }

    /// Takes the `fill` samples that are left: the ring gathers its prefill again.
    pub fn run_dry(&mut self, fill: usize) {
        self.take(fill);
        self.last = 0;
        self.is_priming = true;
    }
}
