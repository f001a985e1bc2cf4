//! Keeps DTMF from the mix: delays the line, and silences it where the receiver detects a tone.
//!
//! With a look-ahead of 10 ms a tone is detected tentatively before its first sample passes, so nothing of it passes.
//! Without look-ahead, the part of a tone that began less than 10 ms before the end of a frame passes with that frame;
//! from the next frame on it is silenced. If a tentative detection is not confirmed, the line opens again. Fades avoid
//! clicks.

use super::detection::Detection;
use crate::units::SampleRate;

/// The longest look-ahead, milliseconds.
pub const MAX_LOOK_AHEAD_MS: u32 = 20;

/// Samples of the longest look-ahead.
pub const MAX_DELAY: usize = SampleRate::Hz48000.samples_in_ms(MAX_LOOK_AHEAD_MS);

/// A gain of 0 dB.
const ONE: i32 = 1 << 14;

/// Duration of the fade-out, microseconds. Without look-ahead the rise of the tone is within it.
const CLOSING_US: u32 = 1_000;

/// Duration of the fade-in, microseconds.
const OPENING_US: u32 = 2_500;

/// Silence begins so long before the reported onset, microseconds: onsets are reported up to 3.5 ms late.
const BEFORE_US: u32 = 4_000;

/// Silence ends so long after the reported end, microseconds: ends are reported up to 2 ms early.
const AFTER_US: u32 = 3_000;

/// The suppressor of one line, in memory for the longest delay that the line may have: `H` is an array or a slice of so
/// many samples.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct Suppressor<H: ?Sized = [i16; MAX_DELAY]> {
    /// The delay, samples.
    delay: usize,
    /// Change of gain per sample while fading out, and while fading in.
    closing: i32,
    opening: i32,
    /// Samples before a tone, and after it, that are silenced too.
    before: i32,
    after: i32,
    /// The gain of the last sample that passed, 0 … [`ONE`].
    gain: i32,
    /// The beginning and end of a tone that has ended but has not passed the delay yet: positions as in [`Detection`].
    over: Option<(i32, i32)>,
    /// The delay line, the oldest sample first.
    held: H,
}

impl Suppressor {
    /// A suppressor with a delay of `look_ahead_ms` (0 … [`MAX_LOOK_AHEAD_MS`]), after silence.
    pub fn new(rate: SampleRate, look_ahead_ms: u32) -> Suppressor {
        Suppressor::within(rate, look_ahead_ms)
    }
}

impl<const N: usize> Suppressor<[i16; N]> {
    /// The same with a delay of at most `N` samples.
    pub fn within(rate: SampleRate, look_ahead_ms: u32) -> Suppressor<[i16; N]> {
        let samples = |us: u32| (u64::from(rate.hz()) * u64::from(us) / 1_000_000) as i32;
        Suppressor {
            delay: delay(rate, look_ahead_ms).min(N),
            closing: ONE / samples(CLOSING_US),
            opening: ONE / samples(OPENING_US),
            before: samples(BEFORE_US + CLOSING_US),
            after: samples(AFTER_US),
            gain: ONE,
            over: None,
            held: [0; N],
        }
    }

    /// How many bytes of a suppressor, from its first, each frame uses with a delay of `delay` samples: for
    /// prefetching.
    pub fn bytes_of_a_frame(delay: usize) -> usize {
        core::mem::offset_of!(Self, held) + delay * size_of::<i16>()
    }
}

impl Suppressor<[i16]> {
    /// The same suppressor in memory for the longest delay.
    pub fn to_longest(&self) -> Suppressor {
        let Suppressor { delay, closing, opening, before, after, gain, over, .. } = *self;
        let mut held = [0; MAX_DELAY];
        held.iter_mut().zip(&self.held).for_each(|(to, from)| *to = *from);
        Suppressor { delay, closing, opening, before, after, gain, over, held }
    }
}

impl<H: ?Sized + AsRef<[i16]> + AsMut<[i16]>> Suppressor<H> {
    /// Begins again after silence, with that delay if there is memory for it.
    pub fn restart(&mut self, rate: SampleRate, look_ahead_ms: u32) {
        self.drop_held();
        self.delay = delay(rate, look_ahead_ms).min(self.held.as_ref().len());
        (self.gain, self.over) = (ONE, None);
    }

    /// The delay, samples.
    pub fn delay(&self) -> usize {
        self.delay
    }

    /// Drops the samples in the delay line: silence comes in their place.
    pub fn drop_held(&mut self) {
        self.held.as_mut().fill(0);
    }

    /// Delays the frame in place. If `remove`, silences the tones in `detection`, which is what the receiver found in
    /// this frame before the delay.
    pub fn pass(&mut self, frame: &mut [i16], detection: &Detection, remove: bool) {
        self.hold(frame);
        let length = frame.len() as i32;
        let tone = detection.tone_from.map(|from| (from, detection.tone_to));
        let over = self.over;
        if remove && (tone.is_some() || over.is_some()) || self.gain != ONE {
            let closed = |at: i32| {
                let within = |from: i32, to: Option<i32>| {
                    at >= from - self.before && to.is_none_or(|to| at < to + self.after)
                };
                remove
                    && (tone.is_some_and(|(from, to)| within(from, to))
                        || over.is_some_and(|(from, to)| within(from, Some(to))))
            };
            let mut gain = self.gain;
            for (at, sample) in (-(self.delay as i32)..).zip(frame) {
                gain = if closed(at) { (gain - self.closing).max(0) } else { (gain + self.opening).min(ONE) };
                *sample = ((i32::from(*sample) * gain) >> 14) as i16;
            }
            self.gain = gain;
        }
        let ended = tone.and_then(|(from, to)| Some((from, to?))).or(over);
        self.over = ended
            .map(|(from, to)| (from - length, to - length))
            .filter(|(_, to)| to + self.after > -(self.delay as i32));
    }

    /// Passes the frame through the delay line.
    fn hold(&mut self, frame: &mut [i16]) {
        let Some(held) = self.held.as_mut().get_mut(..self.delay) else { return };
        if frame.len() >= held.len() {
            // The end of the frame goes into the delay line, whose samples go to the front.
            frame.rotate_right(held.len());
            if let Some(front) = frame.get_mut(..held.len()) {
                front.iter_mut().zip(held).for_each(|(a, b)| core::mem::swap(a, b));
            }
        } else {
            // The delay is longer than a frame: the oldest samples leave, the frame is appended.
            if let Some(front) = held.get_mut(..frame.len()) {
                front.iter_mut().zip(frame.iter_mut()).for_each(|(a, b)| core::mem::swap(a, b));
            }
            held.rotate_left(frame.len());
        }
    }
}

/// Samples of a look-ahead of so many milliseconds, at most [`MAX_LOOK_AHEAD_MS`].
pub fn delay(rate: SampleRate, look_ahead_ms: u32) -> usize {
    rate.samples_in_ms(look_ahead_ms.min(MAX_LOOK_AHEAD_MS))
}
