//! Sends DTMF digits to a participant: tones and pauses, one after the other, mixed into its output.

use crate::dsp::tone::dtmf_tone::{DtmfTone, ToneLevel};
use crate::units::{DtmfDigit, SampleRate};

/// The most digits that a participant may have queued, including the one that plays.
pub const MAX_DIGITS: usize = 32;

/// The digits of one call. They differ in nothing but the digit.
#[derive(Clone, Copy, Debug)]
pub struct Digits {
    /// The digits; only the first `count` are valid.
    pub digits: [DtmfDigit; MAX_DIGITS],
    /// The number of digits.
    pub count: u32,
    /// The level of the tones.
    pub loudness: ToneLevel,
    /// The duration of each tone, samples.
    pub on: u32,
    /// The pause after each tone, samples.
    pub off: u32,
}

/// One queued digit, in one word: the samples of the pause, those of the tone, the level, the number of the digit.
#[derive(Clone, Copy, Debug)]
struct QueuedDigit(u64);

/// Bits of the samples of a tone or a pause: 5 s at 48 kHz. Longer ones are cut.
const LENGTH_BITS: u32 = 18;
/// Bits of the level, and of the number of a digit.
const LEVEL_BITS: u32 = 24;
const DIGIT_BITS: u32 = 4;

impl QueuedDigit {
    fn new(digit: DtmfDigit, loudness: ToneLevel, on: u32, off: u32) -> QueuedDigit {
        let length = |samples: u32| u64::from(samples.min((1 << LENGTH_BITS) - 1));
        let packed = length(off) << LENGTH_BITS | length(on);
        let packed = packed << LEVEL_BITS | u64::from(loudness.peak());
        QueuedDigit(packed << DIGIT_BITS | u64::from(digit.number()))
    }

    /// The so many lowest bits above the first `from`.
    fn bits(self, from: u32, count: u32) -> u32 {
        (self.0 >> from & ((1 << count) - 1)) as u32
    }

    fn digit(self) -> DtmfDigit {
        DtmfDigit::of_number(self.bits(0, DIGIT_BITS) as u8)
    }

    fn loudness(self) -> ToneLevel {
        ToneLevel::from_peak(self.bits(DIGIT_BITS, LEVEL_BITS))
    }

    fn on(self) -> u32 {
        self.bits(DIGIT_BITS + LEVEL_BITS, LENGTH_BITS)
    }

    fn off(self) -> u32 {
        self.bits(DIGIT_BITS + LEVEL_BITS + LENGTH_BITS, LENGTH_BITS)
    }
}

/// The queue of digits of a participant, and the tone that plays.
#[derive(Clone, Debug)]
pub struct DigitSender {
    queue: [QueuedDigit; MAX_DIGITS],
    first: usize,
    count: usize,
    tone: DtmfTone,
    /// Samples left of the pause that runs, or that follows the tone.
    pause: u32,
    /// Digits that are finished (pause included) or dropped, counted over the lifetime of the slot.
    done: u64,
}

impl DigitSender {
    /// Nothing to send.
    pub fn new(rate: SampleRate) -> DigitSender {
        DigitSender {
            queue: [QueuedDigit(0); MAX_DIGITS],
            first: 0,
            count: 0,
            tone: DtmfTone::silent(rate),
            pause: 0,
            done: 0,
        }
    }

    /// Drops all queued digits and sets the count of finished digits to `done`.
    pub fn reset(&mut self, rate: SampleRate, done: u64) {
        self.first = 0;
        self.count = 0;
        self.tone = DtmfTone::silent(rate);
        self.pause = 0;
        self.done = done;
    }

    /// Appends digits to the queue. The control layer ensures that they fit.
    pub fn add(&mut self, digits: &Digits) {
        for digit in digits.digits.iter().take(digits.count as usize) {
            if let Some(place) = self.queue.get_mut((self.first + self.count) % MAX_DIGITS)
                && self.count < MAX_DIGITS
            {
                *place = QueuedDigit::new(*digit, digits.loudness, digits.on, digits.off);
                self.count += 1;
            }
        }
    }

    /// Returns true if there is anything to send.
    pub fn is_busy(&self) -> bool {
        self.count > 0
    }

    /// The finished digits, counted over the lifetime of the slot.
    pub fn done(&self) -> u64 {
        self.done
    }

    /// Adds the tones to a frame, saturating.
    pub fn add_to(&mut self, frame: &mut [i16]) {
        let mut at = 0;
        // Each pass consumes at least one sample or one digit.
        while self.count > 0 {
            let rest = frame.get_mut(at..).unwrap_or_default();
            if rest.is_empty() {
                return;
            }
            if !self.tone.is_on() && self.pause == 0 {
                let Some(digit) = self.queue.get(self.first).copied() else { return };
                self.tone.begin(digit.digit(), digit.loudness(), Some(digit.on().max(1)));
                self.pause = digit.off();
            }
            if self.tone.is_on() {
                at += self.tone.add_to(rest);
            } else {
                let quiet = (self.pause as usize).min(rest.len());
                self.pause -= quiet as u32;
                at += quiet;
            }
            if !self.tone.is_on() && self.pause == 0 {
                self.first = (self.first + 1) % MAX_DIGITS;
                self.count -= 1;
                self.done += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_and_pauses_follow_each_other_whatever_the_frames() {
        let rate = SampleRate::Hz8000;
        let mut digits = [DtmfDigit::at(0, 0); MAX_DIGITS];
        digits[1] = DtmfDigit::at(3, 2);
        let batch = Digits { digits, count: 3, loudness: ToneLevel::from_mdbm0(-10_000), on: 403, off: 317 };
        let mut whole = vec![0; 3_000];
        let mut sender = DigitSender::new(rate);
        sender.add(&batch);
        sender.add_to(&mut whole);
        assert!(!sender.is_busy() && sender.done() == 3);
        for (index, row) in whole.chunks(720).take(3).enumerate() {
            let mut tone = DtmfTone::silent(rate);
            let mut expected = vec![0; 720];
            tone.begin(digits[index], batch.loudness, Some(403));
            tone.add_to(&mut expected);
            assert_eq!(row, expected, "digit {index}");
        }
        for frame in [1, 80, 160, 963] {
            let mut sender = DigitSender::new(rate);
            sender.add(&batch);
            let mut pieces = vec![0; 3_000];
            pieces.chunks_mut(frame).for_each(|piece| sender.add_to(piece));
            assert_eq!(pieces, whole, "frames of {frame}");
        }
    }

    #[test]
    fn digits_that_do_not_fit_are_dropped() {
        let digits = [DtmfDigit::at(0, 0); MAX_DIGITS];
        let batch = Digits { digits, count: 32, loudness: ToneLevel::from_mdbm0(-10_000), on: 80, off: 80 };
        let mut sender = DigitSender::new(SampleRate::Hz8000);
        sender.add(&batch);
        sender.add_to(&mut [0; 160]);
        sender.add(&batch);
        sender.add_to(&mut [0; 33 * 160]);
        assert!(!sender.is_busy() && sender.done() == 33);
    }
}
