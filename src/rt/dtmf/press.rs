//! Key presses: merges the DTMF that is detected in the audio with the DTMF that the host reports.
//!
//! A gateway may send a digit twice: as tones in the audio (in band) and as an event beside it (out of band: RFC 4733,
//! SIP INFO), the one up to some 100 ms before or after the other. Both are one press. The source that comes first
//! begins it; it ends when the last source that still holds it releases it. Each source reports each press once, in
//! order. So `55`, sent both ways, is two presses even if the two sources are further apart than the digits.
//!
//! A press belongs to the join in which it began. If it continues in the participant's next join, it is recognized
//! there, from either source, and is not reported again.

use super::press_events::PressEvents;
use crate::rt::message::event::{DtmfSource, EventKind, KeyPress};
use crate::units::DtmfDigit;

/// A source may report a press up to this long before its beginning or after its end by the other source, milliseconds.
pub const SAME_PRESS_MS: u32 = 100;

/// The number of presses that are remembered: the audio holds at most one, the host
/// [`HELD`](crate::rt::message::reported_press::HELD); the rest have ended, and the other source may still report them.
const REMEMBERED: usize = 8;

/// A press that lasts when its participant leaves may continue in the next join for this long, milliseconds.
const SPAN_MS: i64 = 60_000;

/// The report of a press by one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PressReport {
    /// The source.
    pub source: DtmfSource,
    /// The DTMF digit.
    pub digit: DtmfDigit,
    /// Where it began or ended, in samples of the engine's clock.
    pub at: i64,
    /// Mean level of the two tones, thousandths of dBm0.
    pub level_mdbm0: i32,
    /// Column over row, thousandths of a decibel.
    pub twist_mdb: i32,
    /// The number of the host's press; 0 for a press in the audio.
    pub id: u64,
}

/// A press.
#[derive(Clone, Copy, Debug)]
struct Press {
    digit: DtmfDigit,
    onset: i64,
    /// The latest end that a source has reported.
    end: i64,
    level_mdbm0: i32,
    twist_mdb: i32,
    /// Bits of the sources that have reported it.
    sources: u32,
    /// Bits of the sources that still hold it; 0: it has ended.
    held: u32,
    /// The number of the host's press, if the host has reported it.
    id: u64,
    /// It began in an earlier join: no more events report it.
    is_past: bool,
    /// It still lasted at the end of that join.
    was_down: bool,
}

/// The presses of a participant.
#[derive(Clone, Debug)]
pub struct Presses {
    list: [Option<Press>; REMEMBERED],
    /// The largest time between the two sources of a press, samples.
    slack: i64,
}

impl Presses {
    /// No presses. The two sources may report a press up to `slack` samples apart.
    pub fn new(slack: i64) -> Presses {
        Presses { list: [None; REMEMBERED], slack }
    }

    /// The participant leaves its room at `now`: its presses now belong to an earlier join.
    pub fn leave(&mut self, now: i64) {
        for press in self.list.iter_mut().flatten() {
            press.was_down = !press.is_past && press.held != 0;
            press.is_past = true;
            if press.held != 0 {
                press.end = press.end.max(now);
                press.held = 0;
            }
        }
    }

    /// The participant joins again; `slack` as in [`new`](Presses::new).
    pub fn join(&mut self, slack: i64) {
        self.slack = slack;
    }

    /// Returns true if a tone with which the audio of a join begins, at `at`, is the rest of a press that lasted when
    /// the participant left. `in_ms`: samples per millisecond.
    pub fn continues(&mut self, digit: DtmfDigit, at: i64, in_ms: i64) -> bool {
        let same = |press: &&mut Press| {
            press.was_down && press.digit == digit && at <= press.end.saturating_add(SPAN_MS * in_ms)
        };
        let Some(press) = self.list.iter_mut().flatten().find(same) else { return false };
        press.was_down = false;
        press.sources |= DtmfSource::InBand as u32;
        press.held |= DtmfSource::InBand as u32;
        true
    }

    /// A source reports that a digit begins. The audio holds one digit at a time, so it releases the one before.
    /// Returns true if the press is new, so that no source has reported it yet.
    pub fn begin(&mut self, report: PressReport, events: &mut PressEvents) -> bool {
        if report.source == DtmfSource::InBand {
            self.release_all(report.source, report.at, events);
        }
        let bit = report.source as u32;
        let slack = self.slack;
        let same = |press: &&mut Press| {
            press.digit == report.digit
                && press.sources & bit == 0
                && report.at >= press.onset - slack
                && (press.held != 0 || report.at <= press.end + slack)
        };
        if let Some(press) = self.list.iter_mut().flatten().filter(same).min_by_key(|press| press.onset) {
            press.sources |= bit;
            press.id = press.id.max(report.id);
            if press.held != 0 {
                press.held |= bit;
            }
            press.note(report);
            return false;
        }
        let mut press = Press {
            digit: report.digit,
            onset: report.at,
            end: report.at,
            level_mdbm0: 0,
            twist_mdb: 0,
            sources: bit,
            held: bit,
            id: report.id,
            is_past: false,
            was_down: false,
        };
        press.note(report);
        events.push(EventKind::DtmfBegan, press.report(report.at));
        self.remember(press);
        true
    }

    /// A source reports that its digit ends. `duration`: the duration that the source itself has measured, if any.
    pub fn end(&mut self, report: PressReport, duration: Option<u32>, events: &mut PressEvents) {
        self.release(report.source, report.at, Some((report, duration)), events);
    }

    /// A source releases every digit that it holds.
    pub fn release_all(&mut self, source: DtmfSource, at: i64, events: &mut PressEvents) {
        self.release(source, at, None, events);
    }

    fn release(
        &mut self,
        source: DtmfSource,
        at: i64,
        measured: Option<(PressReport, Option<u32>)>,
        events: &mut PressEvents,
    ) {
        let bit = source as u32;
        let other = |press: &Press| {
            source == DtmfSource::OutOfBand && measured.is_some_and(|(report, _)| report.id != press.id)
        };
        for press in self.list.iter_mut().flatten().filter(|press| press.held & bit != 0) {
            if other(press) {
                continue;
            }
            press.held &= !bit;
            press.end = press.end.max(at);
            let measured = measured.filter(|(report, _)| report.digit == press.digit);
            if let Some((report, _)) = measured {
                press.note(report);
            }
            if press.held == 0 && !press.is_past {
                let lasted = u32::try_from(press.end - press.onset).unwrap_or(0);
                let alone = measured.filter(|_| press.sources == bit).and_then(|(_, duration)| duration);
                let duration = alone.unwrap_or(lasted);
                events.push(EventKind::DtmfEnded, KeyPress { duration, ..press.report(press.end) });
            }
        }
    }

    /// Remembers a press in a free entry, or in place of the oldest that has ended.
    fn remember(&mut self, press: Press) {
        let age = |place: &&mut Option<Press>| match place {
            None => i64::MIN,
            Some(press) if press.held != 0 => i64::MAX,
            Some(press) => press.end,
        };
        if let Some(place) = self.list.iter_mut().min_by_key(age) {
            *place = Some(press);
        }
    }
}

impl Press {
    /// Keeps the level and twist of a report. Measurements in the audio take precedence over what the host reports.
    fn note(&mut self, report: PressReport) {
        if report.source == DtmfSource::InBand || self.sources & DtmfSource::InBand as u32 == 0 {
            self.level_mdbm0 = report.level_mdbm0;
            self.twist_mdb = report.twist_mdb;
        }
    }

    /// The press as events report it.
    fn report(&self, position: i64) -> KeyPress {
        KeyPress {
            digit: self.digit,
            source: DtmfSource::of(self.sources),
            position: u64::try_from(position).unwrap_or(0),
            duration: 0,
            level_mdbm0: self.level_mdbm0,
            twist_mdb: self.twist_mdb,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rt::message::event::Event;
    use DtmfSource::{Both, InBand, OutOfBand};

    /// Plays (source, digit or none, at) in order; returns (began?, digit, source, position, duration).
    fn play(steps: &[(DtmfSource, Option<char>, i64)]) -> Vec<(bool, char, DtmfSource, u64, u32)> {
        let mut presses = Presses::new(100);
        let mut all = Vec::new();
        for &(source, digit, at) in steps {
            let mut events = PressEvents::new();
            presses.release_all(source, at, &mut events);
            if let Some(digit) = digit.and_then(DtmfDigit::from_char) {
                let report = PressReport { source, digit, at, level_mdbm0: 0, twist_mdb: 0, id: 0 };
                presses.begin(report, &mut events);
            }
            all.extend(events.events(Event::of(EventKind::DtmfBegan, 0)).map(|event| {
                let press = event.dtmf.unwrap();
                let began = event.kind == EventKind::DtmfBegan;
                (began, press.digit.to_char(), press.source, press.position, press.duration)
            }));
        }
        all
    }

    #[test]
    fn one_source_is_reported_as_it_comes() {
        for source in [InBand, OutOfBand] {
            let events = play(&[
                (source, Some('5'), 10),
                (source, None, 60),
                (source, None, 61),
                (source, Some('5'), 100),
            ]);
            assert_eq!(
                events,
                [(true, '5', source, 10, 0), (false, '5', source, 60, 50), (true, '5', source, 100, 0)]
            );
        }
    }

    #[test]
    fn another_digit_ends_the_first() {
        let events = play(&[(OutOfBand, Some('1'), 0), (OutOfBand, Some('2'), 40)]);
        assert_eq!(
            events,
            [(true, '1', OutOfBand, 0, 0), (false, '1', OutOfBand, 40, 40), (true, '2', OutOfBand, 40, 0)]
        );
    }

    #[test]
    fn both_sources_are_one_press_whichever_leads() {
        for (first, second) in [(InBand, OutOfBand), (OutOfBand, InBand)] {
            let events = play(&[
                (first, Some('7'), 50),
                (second, Some('7'), 90),
                (first, None, 120),
                (second, None, 160),
            ]);
            assert_eq!(events, [(true, '7', first, 50, 0), (false, '7', Both, 160, 110)]);
            // A late report may name an earlier beginning.
            let events = play(&[
                (first, Some('7'), 50),
                (second, Some('7'), 10),
                (second, None, 70),
                (first, None, 100),
            ]);
            assert_eq!(events, [(true, '7', first, 50, 0), (false, '7', Both, 100, 50)]);
        }
    }

    #[test]
    fn the_second_source_may_come_after_the_first_has_ended_but_not_long_after() {
        let events = play(&[
            (OutOfBand, Some('7'), 0),
            (OutOfBand, None, 50),
            (InBand, Some('7'), 150),
            (InBand, None, 200),
        ]);
        assert_eq!(events, [(true, '7', OutOfBand, 0, 0), (false, '7', OutOfBand, 50, 50)]);
        let events = play(&[(OutOfBand, Some('7'), 0), (OutOfBand, None, 50), (InBand, Some('7'), 151)]);
        assert_eq!(events.len(), 3);
        let events = play(&[(OutOfBand, Some('7'), 0), (OutOfBand, None, 50), (InBand, Some('8'), 60)]);
        assert_eq!(events.len(), 3);
    }

    #[test]
    fn repeated_digits_are_paired_in_order() {
        let events = play(&[
            (OutOfBand, Some('5'), 0),
            (OutOfBand, None, 50),
            (OutOfBand, Some('5'), 100),
            (InBand, Some('5'), 120),
            (OutOfBand, None, 150),
            (InBand, None, 170),
            (InBand, Some('5'), 220),
            (InBand, None, 270),
        ]);
        assert_eq!(events.iter().filter(|event| event.0).count(), 2, "{events:?}");
        assert_eq!(events.len(), 4, "{events:?}");
    }
}
