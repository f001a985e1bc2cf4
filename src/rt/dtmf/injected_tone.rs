//! A key that came beside the audio, made audible to the room: as long as it is down, but never too short to be heard.

use crate::dsp::tone::dtmf_tone::{DtmfTone, ToneLevel};
use crate::units::{DtmfDigit, SampleRate};

/// The shortest tone, and the shortest pause before the next: what every receiver takes (ITU-T Q.24: 40 ms), and a
/// frame's half to spare.
const SHORTEST_MS: u32 = 50;

/// Presses that may wait for those before them to be over; more are not heard.
const WAITING: usize = 8;

/// A key that waits.
#[derive(Clone, Copy, Debug)]
struct Next {
    /// Which press it is.
    id: u64,
    digit: DtmfDigit,
    loudness: ToneLevel,
    held: bool,
    /// How long it sounds, if that is known, samples; less if another waits.
    length: Option<u32>,
}

/// What a participant's injected keys sound like.
#[derive(Clone, Debug)]
pub struct InjectedTone {
    tone: DtmfTone,
    /// Which press sounds.
    id: u64,
    /// Whether the key that sounds is still down.
    held: bool,
    /// How long it sounds, whether it is down or not.
    length: Option<u32>,
    /// Samples of pause that are due.
    pause: u32,
    /// What waits, oldest first.
    next: [Option<Next>; WAITING],
    shortest: u32,
}

impl InjectedTone {
    /// Silence.
    pub const fn new(rate: SampleRate) -> InjectedTone {
        let shortest = rate.samples_in_ms(SHORTEST_MS) as u32;
        InjectedTone {
            tone: DtmfTone::silent(rate),
            id: 0,
            held: false,
            length: None,
            pause: 0,
            next: [None; WAITING],
            shortest,
        }
    }

    /// A key is down, by the press of that number: it sounds as soon as what sounds is over, until it is up or for
    /// `length`.
    pub fn begin(&mut self, id: u64, digit: DtmfDigit, loudness: ToneLevel, length: Option<u32>) {
        self.held = false;
        self.next.iter_mut().flatten().for_each(|next| next.held = false);
        if let Some(place) = self.next.iter_mut().find(|place| place.is_none()) {
            *place = Some(Next { id, digit, loudness, held: true, length });
        }
    }

    /// The key of that press is up.
    pub fn end(&mut self, id: u64) {
        self.held &= self.id != id;
        for next in self.next.iter_mut().flatten() {
            next.held &= next.id != id;
        }
    }

    /// Nothing is to be heard any more: what sounds fades out.
    pub fn stop(&mut self) {
        self.next = [None; WAITING];
        self.held = false;
        self.tone.end();
    }

    /// Whether there is anything to be heard, or a pause to be kept.
    pub fn is_busy(&self) -> bool {
        self.tone.is_on() || self.pause > 0 || self.waits()
    }

    /// Adds what is due to a frame, saturating; answers whether it did.
    pub fn add_to(&mut self, frame: &mut [i16]) -> bool {
        if self.tone.is_on() {
            let is_over = if self.length.is_some() { self.waits() } else { !self.held };
            if is_over && self.tone.elapsed() >= self.shortest {
                self.tone.end();
            }
        } else if self.pause == 0
            && let Some(next) = self.take_next()
        {
            let length = next.length.map(|length| length.max(self.shortest));
            self.tone.begin(next.digit, next.loudness, length);
            (self.id, self.held, self.length) = (next.id, next.held, length);
        }
        if !self.tone.is_on() {
            self.pause = self.pause.saturating_sub(frame.len() as u32);
            return false;
        }
        self.tone.add_to(frame);
        if !self.tone.is_on() {
            self.pause = self.shortest;
        }
        true
    }

    fn waits(&self) -> bool {
        self.next.first().is_some_and(Option::is_some)
    }

    fn take_next(&mut self) -> Option<Next> {
        let next = self.next.first_mut()?.take();
        self.next.rotate_left(1);
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_short_a_press_it_is_heard_and_two_are_two() {
        let mut tone = InjectedTone::new(SampleRate::Hz8000);
        let loudness = ToneLevel::from_mdbm0(-10_000);
        for _ in 0..2 {
            tone.begin(0, DtmfDigit::at(1, 1), loudness, None);
            tone.end(0);
        }
        tone.add_to(&mut [0; 160]);
        let mut rest = vec![0; 160 * 20];
        for frame in rest.chunks_mut(160) {
            tone.add_to(frame);
        }
        assert!(!tone.is_busy());
        let loud: Vec<bool> = rest.chunks(40).map(|piece| piece.iter().any(|y| y.abs() > 500)).collect();
        let turns = loud.windows(2).filter(|pair| pair[0] != pair[1]).count();
        // On already; off, on, off.
        assert_eq!(turns, 3, "{loud:?}");
        let quiet = loud.iter().skip_while(|on| **on).take_while(|on| !**on).count();
        assert!((10..=16).contains(&quiet), "a pause of {quiet} × 5 ms");
    }
}
