//! What the DTMF receiver found in one frame.

use super::line_scale::LineScale;
use crate::units::DtmfDigit;

/// The most events that one frame may bring.
pub const MAX_EVENTS: usize = 4;

/// The beginning or the end of a digit. Positions are in samples of the line, counted from the first sample of the
/// frame that was scanned; they are negative before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DtmfEvent {
    /// A digit is certain.
    Began {
        /// Which digit.
        digit: DtmfDigit,
        /// Where its tones began.
        onset: i32,
        /// Mean power of the two tones, thousandths of dBm0.
        level_mdbm0: i32,
        /// Power of the column's tone over the row's, thousandths of a decibel.
        twist_mdb: i32,
    },
    /// The digit that began last has ended.
    Ended {
        /// Which digit.
        digit: DtmfDigit,
        /// Where its tones ended.
        end: i32,
        /// How long they lasted, samples of the line.
        duration: u32,
        /// The level that [`DtmfEvent::Began`] reported.
        level_mdbm0: i32,
        /// The twist that [`DtmfEvent::Began`] reported.
        twist_mdb: i32,
    },
}

/// What the receiver found in one frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Detection {
    /// Digits that began or ended, in order of time.
    pub events: [Option<DtmfEvent>; MAX_EVENTS],
    /// Where a tone began that is to be kept from the mix, certain or tentative: samples of the line from the frame's
    /// first, negative before it. `None`: no tone.
    pub tone_from: Option<i32>,
    /// Where that tone ended. `None` with `tone_from`: it goes on at the end of the frame.
    pub tone_to: Option<i32>,
}

/// A [`Detection`] while the detector fills it in. Takes positions in samples at 8 kHz since the detector's beginning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FrameReport {
    detection: Detection,
    /// The position of the frame's first sample.
    start: i64,
    /// From 8 kHz to the line.
    scale: LineScale,
}

impl FrameReport {
    /// An empty report of a frame that starts at position `start`.
    pub fn new(start: i64, scale: LineScale) -> FrameReport {
        FrameReport { detection: Detection::default(), start, scale }
    }

    /// What was reported.
    pub fn detection(self) -> Detection {
        self.detection
    }

    /// A digit began at `onset`.
    pub fn began(&mut self, digit: DtmfDigit, onset: i64, level_mdbm0: i32, twist_mdb: i32) {
        self.push(DtmfEvent::Began { digit, onset: self.on_line(onset), level_mdbm0, twist_mdb });
    }

    /// A digit that began at `onset` ended at `end`.
    pub fn ended(&mut self, digit: DtmfDigit, onset: i64, end: i64, level_mdbm0: i32, twist_mdb: i32) {
        // As both positions are rounded, so that they fit each other.
        let samples = |position: i64| self.scale.samples(position - self.start);
        let duration = (samples(end) - samples(onset)).max(0) as u32;
        self.push(DtmfEvent::Ended { digit, end: self.on_line(end), duration, level_mdbm0, twist_mdb });
    }

    /// A tone is to be kept from the mix, from position `from` to `to`; `None`: it goes on.
    pub fn set_tone(&mut self, from: i64, to: Option<i64>) {
        self.detection.tone_from = Some(self.on_line(from));
        self.detection.tone_to = to.map(|to| self.on_line(to));
    }

    /// A tone is to be kept from the mix, to `to`; `None`: it goes on. If there was one before in this frame, all
    /// between the two is included.
    pub fn extend_tone(&mut self, from: i64, to: Option<i64>) {
        self.detection.tone_from = self.detection.tone_from.or(Some(self.on_line(from)));
        self.detection.tone_to = to.map(|to| self.on_line(to));
    }

    /// Adds an event; beyond [`MAX_EVENTS`] it is lost.
    fn push(&mut self, event: DtmfEvent) {
        if let Some(place) = self.detection.events.iter_mut().find(|place| place.is_none()) {
            *place = Some(event);
        }
    }

    /// A position as samples of the line from the frame's first.
    fn on_line(&self, position: i64) -> i32 {
        self.scale.position((position - self.start).clamp(-1 << 24, 1 << 24)) as i32
    }
}
