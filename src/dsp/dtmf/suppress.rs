//! Keeps keypad tones from the mix: a delay, and silence where the receiver has heard a tone.
//!
//! With a look-ahead of 10 ms a tone is suspected before the first of it is due, and nothing of it passes. Without,
//! what began less than 10 ms before the end of a frame has passed with that frame; from the next on it is closed.
//! A suspicion that does not come true opens again. Gains move in steps of a sample's share of the fade, so there is
//! no click.

use super::detection::Detection;
use crate::units::SampleRate;

/// The longest look-ahead, milliseconds.
pub const MAX_LOOK_AHEAD_MS: u32 = 20;

/// Samples of the longest look-ahead.
const MAX_DELAY: usize = SampleRate::Hz48000.samples_in_ms(MAX_LOOK_AHEAD_MS);

/// A gain of 1.
const ONE: i32 = 1 << 14;

/// How long closing takes, microseconds: the tone's rise lies within it if it comes without warning.
const CLOSING_US: u32 = 1_000;

/// How long opening takes, microseconds.
const OPENING_US: u32 = 2_500;

/// How much earlier than the onset is told it is closed, microseconds: onsets are told up to 3.5 ms late.
const BEFORE_US: u32 = 4_000;

/// How much later than the end is told it opens, microseconds: ends are told up to 2 ms early.
const AFTER_US: u32 = 3_000;

/// One participant's suppressor: fixed size, no allocation. What is held comes last: of most delays it fills little.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct Suppressor {
    /// Samples by which what passes is late.
    delay: usize,
    closing: i32,
    opening: i32,
    before: i32,
    after: i32,
    /// The gain of the last sample that passed, 0 … [`ONE`].
    gain: i32,
    /// A tone that is over, but not all of which has passed: from where to where, counted as in [`Detection`].
    over: Option<(i32, i32)>,
    /// The last samples of the line, the oldest first.
    held: [i16; MAX_DELAY],
}

impl Suppressor {
    /// A suppressor with `look_ahead_ms` (0 … [`MAX_LOOK_AHEAD_MS`]) of delay that has passed nothing.
    pub fn new(rate: SampleRate, look_ahead_ms: u32) -> Suppressor {
        let samples = |us: u32| (rate.hz() / 1000 * us / 1000) as i32;
        Suppressor {
            delay: rate.samples_in_ms(look_ahead_ms.min(MAX_LOOK_AHEAD_MS)),
            closing: ONE / samples(CLOSING_US),
            opening: ONE / samples(OPENING_US),
            before: samples(BEFORE_US + CLOSING_US),
            after: samples(AFTER_US),
            gain: ONE,
            over: None,
            held: [0; MAX_DELAY],
        }
    }

    /// How late what passes is, samples.
    pub fn delay(&self) -> usize {
        self.delay
    }

    /// How many bytes from the beginning on each frame needs with that delay, samples.
    pub fn bytes_of_a_frame(delay: usize) -> usize {
        core::mem::offset_of!(Suppressor, held) + delay * size_of::<i16>()
    }

    /// Delays the frame in place; where `remove`, silences what `detection` (what the receiver made of this very frame,
    /// before the delay) says is a tone, with fades.
    pub fn pass(&mut self, frame: &mut [i16], detection: &Detection, remove: bool) {
        self.hold(frame);
        let length = frame.len() as i32;
        let told = detection.tone_from.map(|from| (from, detection.tone_to));
        let over = self.over;
        if remove && (told.is_some() || over.is_some()) || self.gain != ONE {
            let closed = |at: i32| {
                let within = |from: i32, to: Option<i32>| {
                    at >= from - self.before && to.is_none_or(|to| at < to + self.after)
                };
                remove
                    && (told.is_some_and(|(from, to)| within(from, to))
                        || over.is_some_and(|(from, to)| within(from, Some(to))))
            };
            let mut gain = self.gain;
            for (at, sample) in (-(self.delay as i32)..).zip(frame) {
                gain = if closed(at) { (gain - self.closing).max(0) } else { (gain + self.opening).min(ONE) };
                *sample = ((i32::from(*sample) * gain) >> 14) as i16;
            }
            self.gain = gain;
        }
        let ended = told.and_then(|(from, to)| Some((from, to?))).or(over);
        self.over = ended
            .map(|(from, to)| (from - length, to - length))
            .filter(|(_, to)| to + self.after > -(self.delay as i32));
    }

    /// Puts what was held in the frame's place, and holds the frame's end.
    fn hold(&mut self, frame: &mut [i16]) {
        let Some(held) = self.held.get_mut(..self.delay) else { return };
        if frame.len() >= held.len() {
            // The frame's end becomes what is held; what was held goes before the rest.
            frame.rotate_right(held.len());
            if let Some(front) = frame.get_mut(..held.len()) {
                front.iter_mut().zip(held).for_each(|(a, b)| core::mem::swap(a, b));
            }
        } else {
            // Longer than a frame: the oldest goes, the frame comes last.
            if let Some(front) = held.get_mut(..frame.len()) {
                front.iter_mut().zip(frame.iter_mut()).for_each(|(a, b)| core::mem::swap(a, b));
            }
            held.rotate_left(frame.len());
        }
    }
}
