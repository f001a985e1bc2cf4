//! Makes an injected DTMF digit audible to the room: for as long as it lasts, but long enough for every receiver.

use crate::dsp::tone::dtmf_tone::{DtmfTone, ToneLevel};
use crate::units::{DtmfDigit, SampleRate};

/// The shortest tone, and the shortest pause before the next: the 40 ms that every receiver accepts (ITU-T Q.24), plus
/// half a frame as a margin.
const SHORTEST_MS: u32 = 50;

/// The most presses that may be queued; further ones are dropped.
const WAITING: usize = 8;

/// A queued press.
#[derive(Clone, Copy, Debug)]
struct Next {
    /// The number of the press.
    id: u64,
    digit: DtmfDigit,
    loudness: ToneLevel,
    held: bool,
    /// Its duration in samples, if known; it is shortened if another press is queued.
    length: Option<u32>,
}

/// The tones of a participant's injected DTMF.
#[derive(Clone, Debug)]
pub struct InjectedTone {
    tone: DtmfTone,
    /// The number of the press that plays.
    id: u64,
    /// True while the press that plays has not ended.
    held: bool,
    /// Its fixed duration, if it has one; the end of the press is then ignored.
    length: Option<u32>,
    /// Samples left of the pause.
    pause: u32,
    /// The queued presses, oldest first.
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

    /// Press `id` begins. Its tone plays after the tones before it, until the press ends or for `length` samples.
    pub fn begin(&mut self, id: u64, digit: DtmfDigit, loudness: ToneLevel, length: Option<u32>) {
        self.held = false;
        self.next.iter_mut().flatten().for_each(|next| next.held = false);
        if let Some(place) = self.next.iter_mut().find(|place| place.is_none()) {
            *place = Some(Next { id, digit, loudness, held: true, length });
        }
    }

    /// Press `id` ends.
    pub fn end(&mut self, id: u64) {
        self.held &= self.id != id;
        for next in self.next.iter_mut().flatten() {
            next.held &= next.id != id;
        }
    }

    /// Drops queued presses; the tone that plays fades out.
    pub fn stop(&mut self) {
        self.next = [None; WAITING];
        self.held = false;
        self.tone.end();
    }

    /// Returns true if there is a tone to play or a pause to keep.
    pub fn is_busy(&self) -> bool {
        self.tone.is_on() || self.pause > 0 || self.waits()
    }

    /// Adds the tone to a frame, saturating. Returns true if it added anything.
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
    fn a_short_press_is_audible_and_two_presses_stay_two() {
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
        // The tone is on at first; then off, on, off.
        assert_eq!(turns, 3, "{loud:?}");
        let quiet = loud.iter().skip_while(|on| **on).take_while(|on| !**on).count();
        assert!((10..=16).contains(&quiet), "a pause of {quiet} × 5 ms");
    }
}
