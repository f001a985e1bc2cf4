//! Begins and ends of a participant's key presses, before they become events.

use crate::dsp::dtmf::detection::MAX_EVENTS;
use crate::rt::message::event::{DtmfSource, Event, EventKind, KeyPress};
use crate::rt::message::reported_press::HELD;
use crate::units::DtmfDigit;

/// The most events of one call: each press that the host holds may end, and each detection may end one press and begin
/// another.
const MOST: usize = HELD + 2 * MAX_EVENTS;

/// Key presses that began or ended, in order.
#[derive(Clone, Debug)]
pub struct PressEvents {
    list: [(EventKind, KeyPress); MOST],
    len: usize,
}

impl PressEvents {
    /// No events.
    pub fn new() -> PressEvents {
        let blank = KeyPress {
            digit: DtmfDigit::at(0, 0),
            source: DtmfSource::InBand,
            position: 0,
            duration: 0,
            level_mdbm0: 0,
            twist_mdb: 0,
        };
        PressEvents { list: [(EventKind::DtmfBegan, blank); MOST], len: 0 }
    }

    /// Removes all.
    #[inline(always)]
    pub fn clear(&mut self) {
        self.len = 0;
    }

    /// Returns true if there are none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds one.
    pub fn push(&mut self, kind: EventKind, press: KeyPress) {
        if let Some(place) = self.list.get_mut(self.len) {
            *place = (kind, press);
            self.len += 1;
        }
    }

    /// Returns them as events. Each is a copy of `of`, which names the participant and its state.
    pub fn events(&self, of: Event) -> impl Iterator<Item = Event> {
        let presses = self.list.iter().take(self.len);
        presses.map(move |&(kind, press)| Event { kind, dtmf: Some(press), ..of })
    }
}
