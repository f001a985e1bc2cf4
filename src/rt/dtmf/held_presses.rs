//! The presses that the host holds: it has reported their begin, and not yet their end.

use super::press::PressReport;
use crate::rt::message::event::DtmfSource;
use crate::rt::message::reported_press::{HELD, PressEnd, ReportedPress, TelephoneEventUpdate};
use crate::units::DtmfDigit;

/// A press that the host holds.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    press: ReportedPress,
    /// The position at which it ends by itself.
    ends: i64,
    /// The position of the host's last report of it.
    seen: i64,
}

/// The presses that the host holds.
#[derive(Clone, Debug)]
pub struct HeldPresses {
    /// Oldest first.
    places: [Option<Held>; HELD],
}

impl Held {
    /// Its number.
    pub fn id(&self) -> u64 {
        self.press.id
    }

    /// Returns true if it has ended by itself at `now`.
    pub fn is_over(&self, now: i64) -> bool {
        self.ends <= now
    }

    /// Returns true if it is a telephone event, which ends by its own packets only.
    pub fn is_event(&self) -> bool {
        matches!(self.press.end, PressEnd::Event { .. })
    }

    /// Returns true if it lasts until the host reports the end of `digit`.
    pub fn ends_with(&self, digit: DtmfDigit) -> bool {
        self.press.id == 0 && self.press.digit == digit
    }

    /// The report of its end at `at`, or at its own limit if that was earlier, and its duration if that is known.
    pub fn end(&self, at: i64) -> (PressReport, Option<u32>) {
        let (at, duration) = match self.press.end {
            PressEnd::UntilEnd => (at.min(self.ends), None),
            PressEnd::Whole => (at.min(self.ends), Some(self.press.limit)),
            // If the end packet is lost, nothing is known after the last packet.
            PressEnd::Event { duration, .. } => (at.min(self.seen), Some(duration)),
        };
        (report(&self.press, at), duration)
    }
}

impl HeldPresses {
    /// None.
    pub const NONE: HeldPresses = HeldPresses { places: [None; HELD] };

    /// Returns true if there is none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Returns true if a press of `digit` is held.
    pub fn has(&self, digit: DtmfDigit) -> bool {
        self.iter().any(|held| held.press.digit == digit)
    }

    /// Prolongs the press that lasts until its end and that `press` begins again. Returns false if there is none.
    pub fn prolong(&mut self, press: &ReportedPress, now: i64) -> bool {
        let again = |held: &&mut Held| press.end == PressEnd::UntilEnd && held.ends_with(press.digit);
        let Some(held) = self.places.iter_mut().flatten().find(again) else { return false };
        (held.ends, held.seen) = (now + i64::from(press.limit), now);
        true
    }

    /// If all places are taken, returns the number of the oldest press, which has to end first.
    pub fn surplus(&self) -> Option<u64> {
        self.places.last().is_some_and(Option::is_some).then(|| self.iter().next().map_or(0, Held::id))
    }

    /// Adds a press that begins at `now`. There must be a place for it.
    pub fn add(&mut self, press: &ReportedPress, now: i64) {
        if let Some(place) = self.places.iter_mut().find(|place| place.is_none()) {
            *place = Some(Held { press: *press, ends: now + i64::from(press.limit), seen: now });
        }
    }

    /// Notes a further packet of a telephone event. Returns true if the event is held and ends with it.
    pub fn update(&mut self, update: &TelephoneEventUpdate, now: i64) -> bool {
        let event = self.places.iter_mut().flatten().find(|held| held.press.id == update.id);
        let Some(Held { press: ReportedPress { end: PressEnd::Event { duration, .. }, .. }, ends, seen }) =
            event
        else {
            return false;
        };
        *duration = update.duration.max(*duration);
        *seen = now;
        if let Some(limit) = update.limit {
            *ends = now + i64::from(limit);
        }
        update.limit.is_none()
    }

    /// Removes the presses for which `is_over` returns true, and returns them, oldest first.
    pub fn take<F: Fn(&Held) -> bool>(&mut self, is_over: F) -> impl Iterator<Item = Held> + use<F> {
        let (mut over, mut kept) = ([None; HELD], [None; HELD]);
        let mut to = (over.iter_mut(), kept.iter_mut());
        for held in self.places.iter().flatten() {
            if let Some(place) = if is_over(held) { to.0.next() } else { to.1.next() } {
                *place = Some(*held);
            }
        }
        self.places = kept;
        over.into_iter().flatten()
    }

    fn iter(&self) -> impl Iterator<Item = &Held> {
        self.places.iter().flatten()
    }
}

/// The report of the host's press at position `at`.
pub fn report(press: &ReportedPress, at: i64) -> PressReport {
    let ReportedPress { id, digit, level_mdbm0, .. } = *press;
    PressReport { source: DtmfSource::OutOfBand, digit, at, level_mdbm0, twist_mdb: 0, id }
}
