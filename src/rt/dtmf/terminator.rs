//! The key that ends a conference, and the lock-out after a wrong one.

use crate::units::DtmfDigit;

/// What ends a conference by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminator {
    /// The key.
    pub digit: DtmfDigit,
    /// After a wrong key, for how many samples from its onset no key counts.
    pub lock_out: u32,
}

/// A press that has ended a conference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminatorPress {
    /// The terminator.
    pub digit: DtmfDigit,
    /// It was heard in the audio; else it came beside it.
    pub in_audio: bool,
}

/// A press that has ended the conference before this one, as it may still come the other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviousTerminator {
    /// The key.
    pub digit: DtmfDigit,
    /// The other way is in the audio; else beside it.
    pub in_audio: bool,
    /// What comes after this is another press.
    pub until: i64,
}

/// Judges the key presses of one conference. Positions are in samples of the engine's clock.
#[derive(Clone, Copy, Debug)]
pub struct TerminatorDetector {
    terminator: Option<Terminator>,
    /// No key counts from the one to the other.
    locked: (i64, i64),
    previous: Option<PreviousTerminator>,
    /// By how much an onset in the audio may be wrong.
    slack: i64,
    /// Where the stream has begun, once it has.
    stream: Option<i64>,
    /// The terminator was pressed.
    hit: Option<TerminatorPress>,
}

impl TerminatorDetector {
    /// No conference.
    pub const OPEN: TerminatorDetector = TerminatorDetector {
        terminator: None,
        locked: (0, 0),
        previous: None,
        slack: 0,
        stream: None,
        hit: None,
    };

    /// A conference begins; an onset in the audio is right within `slack`.
    pub fn new(
        terminator: Option<Terminator>,
        previous: Option<PreviousTerminator>,
        slack: i64,
    ) -> TerminatorDetector {
        TerminatorDetector { terminator, previous, slack, ..TerminatorDetector::OPEN }
    }

    /// Whether there is a terminator to listen for.
    pub fn is_set(&self) -> bool {
        self.terminator.is_some()
    }

    /// The first frame of the conference's stream begins at `start`: a tone with which it begins was there before.
    pub fn begin_stream(&mut self, start: i64) {
        self.stream = self.stream.or(Some(start));
    }

    /// A key was pressed at `onset`, in the audio or (`false`) beside it.
    pub fn press(&mut self, digit: DtmfDigit, onset: i64, in_audio: bool) {
        let Some(terminator) = self.terminator else { return };
        let from_before = in_audio && self.stream.is_some_and(|stream| onset <= stream + self.slack);
        let again = |previous: PreviousTerminator| {
            previous.digit == digit && previous.in_audio == in_audio && onset <= previous.until
        };
        let (locked, until) = self.locked;
        let is_locked = locked <= onset && onset < until;
        if from_before || self.previous.is_some_and(again) || is_locked || self.hit.is_some() {
            return;
        }
        if digit == terminator.digit {
            self.hit = Some(TerminatorPress { digit, in_audio });
        } else {
            self.locked = (onset, onset + i64::from(terminator.lock_out));
        }
    }

    /// The terminator, if it was pressed; told once.
    pub fn take_hit(&mut self) -> Option<TerminatorPress> {
        self.hit.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digit(name: char) -> DtmfDigit {
        DtmfDigit::from_char(name).unwrap()
    }

    fn detector(lock_out: u32, previous: Option<PreviousTerminator>) -> TerminatorDetector {
        let mut detector =
            TerminatorDetector::new(Some(Terminator { digit: digit('*'), lock_out }), previous, 40);
        detector.begin_stream(0);
        detector
    }

    /// Presses (key, onset) in order, with `*` as terminator; answers which was the hit.
    fn hit(lock_out: u32, presses: &[(char, i64)]) -> Option<usize> {
        let mut detector = detector(lock_out, None);
        presses.iter().position(|&(name, onset)| {
            detector.press(digit(name), onset, true);
            detector.take_hit().is_some()
        })
    }

    #[test]
    fn the_lock_out_ends_at_its_exact_edge_and_keys_within_do_not_lengthen_it() {
        assert_eq!(hit(1000, &[('1', 500), ('*', 1499)]), None);
        assert_eq!(hit(1000, &[('1', 500), ('*', 1500)]), Some(1));
        assert_eq!(hit(1000, &[('1', 500), ('2', 1400), ('*', 1500)]), Some(2));
        assert_eq!(hit(1000, &[('1', 500), ('*', 1400), ('*', 1500)]), Some(2));
        assert_eq!(
            hit(1000, &[('1', 500), ('2', 1500), ('*', 2499)]),
            None,
            "a wrong digit after it begins another"
        );
        assert_eq!(hit(0, &[('1', 500), ('*', 500)]), Some(1));
    }

    #[test]
    fn a_key_that_is_heard_late_but_began_before_the_wrong_one_counts() {
        let mut detector = detector(1000, None);
        detector.press(digit('1'), 500, false);
        detector.press(digit('*'), 499, true);
        assert_eq!(detector.take_hit(), Some(TerminatorPress { digit: digit('*'), in_audio: true }));
    }

    #[test]
    fn a_tone_with_which_the_stream_begins_was_there_before_the_conference() {
        for (onset, counts) in [(9_990, false), (10_040, false), (10_041, true)] {
            let mut detector =
                TerminatorDetector::new(Some(Terminator { digit: digit('*'), lock_out: 0 }), None, 40);
            detector.begin_stream(10_000);
            detector.begin_stream(20_000);
            detector.press(digit('*'), onset, true);
            assert_eq!(detector.take_hit().is_some(), counts, "{onset}");
            detector.press(digit('*'), 10_500, true);
            assert!(detector.take_hit().is_some(), "pressed anew");
        }
    }

    #[test]
    fn what_comes_beside_the_audio_needs_no_stream() {
        let mut detector =
            TerminatorDetector::new(Some(Terminator { digit: digit('*'), lock_out: 0 }), None, 40);
        detector.press(digit('*'), 10_000, false);
        assert!(detector.take_hit().is_some());
    }

    #[test]
    fn a_press_that_ended_the_last_conference_does_not_end_this_one_when_it_comes_the_other_way() {
        let previous = Some(PreviousTerminator { digit: digit('*'), in_audio: true, until: 800 });
        for (name, onset, in_audio, counts) in [
            ('*', 700, true, false),
            ('*', 800, true, false),
            ('*', 801, true, true),
            ('*', 700, false, true),
        ] {
            let mut detector = detector(0, previous);
            detector.press(digit(name), onset, in_audio);
            assert_eq!(detector.take_hit().is_some(), counts, "{name} {onset} {in_audio}");
        }
    }

    #[test]
    fn without_a_terminator_nothing_counts() {
        let mut detector = TerminatorDetector::new(None, None, 40);
        detector.press(digit('*'), 100, true);
        assert_eq!((detector.take_hit(), detector.is_set()), (None, false));
    }
}
