//! DTMF that the host reports out of band, on its way to the tick.

use crate::dsp::tone::dtmf_tone::ToneLevel;
use crate::units::DtmfDigit;

/// The most presses that the host may hold at once: a telephone event whose end is late, and those that follow it. One
/// more ends the oldest.
pub const HELD: usize = 4;

/// How a press that the host reports ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PressEnd {
    /// When the host reports its end. Only one such press is held at a time: the next one ends it.
    UntilEnd,
    /// After `limit`, which is its whole duration. The next press ends it too.
    Whole,
    /// A telephone event ends by its own packets only.
    Event {
        /// The duration so far, from its packets, samples.
        duration: u32,
        /// The first packet carried the end flag.
        ended: bool,
    },
}

/// A DTMF digit whose begin the host reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedPress {
    /// The number of the press; 0: a press that lasts until the host reports its end.
    pub id: u64,
    /// The DTMF digit.
    pub digit: DtmfDigit,
    /// The level of each tone, thousandths of dBm0.
    pub level_mdbm0: i32,
    /// The level at which it is made audible.
    pub loudness: ToneLevel,
    /// It ends by itself after this many samples, unless it is begun again.
    pub limit: u32,
    /// How it ends.
    pub end: PressEnd,
}

/// A further packet of a telephone event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TelephoneEventUpdate {
    /// The number of the press.
    pub id: u64,
    /// The duration so far, samples.
    pub duration: u32,
    /// `None`: the event has ended. Else it ends by itself after this many samples.
    pub limit: Option<u32>,
}
