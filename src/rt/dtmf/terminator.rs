//! The terminator: the DTMF digit that ends a conference, and the lock-out after any other digit.

use crate::units::DtmfDigit;

/// The settings of the terminator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminator {
    /// The digit.
    pub digit: DtmfDigit,
    /// After any other digit, all digits are ignored for this many samples from its onset.
    pub lock_out: u32,
}

/// A press that has ended a conference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminatorPress {
    /// The terminator.
    pub digit: DtmfDigit,
    /// It was detected in the audio; else the host reported it.
    pub in_audio: bool,
}

/// The press that ended the previous conference. The other source may still report it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviousTerminator {
    /// The digit.
    pub digit: DtmfDigit,
    /// The source that may still report it is the audio; else it is the host.
    pub in_audio: bool,
    /// A report later than this position is another press.
    pub until: i64,
}

/// Finds the terminator among the key presses of one conference. Positions are in samples of the engine's clock.
#[derive(Clone, Copy, Debug)]
pub struct TerminatorDetector {
    terminator: Option<Terminator>,
    /// The lock-out: digits with an onset from the first position up to the second are ignored.
    locked: (i64, i64),
    previous: Option<PreviousTerminator>,
    /// The uncertainty of an onset in the audio, samples.
    slack: i64,
    /// Where the stream began, once it has.
    stream: Option<i64>,
    /// The press of the terminator, until it is taken.
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

    /// Begins a conference. `slack` is the uncertainty of an onset in the audio, samples.
    pub fn new(
        terminator: Option<Terminator>,
        previous: Option<PreviousTerminator>,
        slack: i64,
    ) -> TerminatorDetector {
        TerminatorDetector { terminator, previous, slack, ..TerminatorDetector::OPEN }
    }

    /// Returns true if the conference has a terminator.
    pub fn is_set(&self) -> bool {
        self.terminator.is_some()
    }

    /// The first frame of the conference's stream begins at `start`. A tone with which it begins is older than the
    /// conference and is ignored.
    pub fn begin_stream(&mut self, start: i64) {
        self.stream = self.stream.or(Some(start));
    }

    /// Handles a press at `onset`, detected in the audio (`in_audio`) or reported by the host.
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

    /// Returns the press of the terminator, once.
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

    /// Presses (digit, onset) in order, with `*` as terminator. Returns the index of the press that ended the
    /// conference.
    fn hit(lock_out: u32, presses: &[(char, i64)]) -> Option<usize> {
        let mut detector = detector(lock_out, None);
        presses.iter().position(|&(name, onset)| {
            detector.press(digit(name), onset, true);
            detector.take_hit().is_some()
        })
    }

    #[test]
    fn the_lock_out_ends_at_its_exact_edge_and_digits_within_do_not_extend_it() {
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
    fn a_digit_that_is_detected_late_but_began_before_the_wrong_one_counts() {
        let mut detector = detector(1000, None);
        detector.press(digit('1'), 500, false);
        detector.press(digit('*'), 499, true);
        assert_eq!(detector.take_hit(), Some(TerminatorPress { digit: digit('*'), in_audio: true }));
    }

    #[test]
    fn a_tone_at_the_start_of_the_stream_is_older_than_the_conference() {
        for (onset, counts) in [(9_990, false), (10_040, false), (10_041, true)] {
            let mut detector =
                TerminatorDetector::new(Some(Terminator { digit: digit('*'), lock_out: 0 }), None, 40);
            detector.begin_stream(10_000);
            detector.begin_stream(20_000);
            detector.press(digit('*'), onset, true);
            assert_eq!(detector.take_hit().is_some(), counts, "{onset}");
            detector.press(digit('*'), 10_500, true);
            assert!(detector.take_hit().is_some(), "pressed again");
        }
    }

    #[test]
    fn a_reported_press_needs_no_stream() {
        let mut detector =
            TerminatorDetector::new(Some(Terminator { digit: digit('*'), lock_out: 0 }), None, 40);
        detector.press(digit('*'), 10_000, false);
        assert!(detector.take_hit().is_some());
    }

    #[test]
    fn a_press_that_ended_the_last_conference_does_not_end_this_one_when_the_other_source_reports_it() {
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
