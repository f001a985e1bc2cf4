//! What the tick returns to the control layer. The ring has a place for every report that can be pending.

use super::play_handle::PlayHandle;
use super::tap_handle::TapHandle;
use crate::rt::sync::pending_flag::PendingFlag;
use rtrb::Producer;

/// A report to the control layer: something to look at or to free.
#[derive(Debug, PartialEq, Eq)]
pub enum Report {
    /// The participant in the slot needs a look: its join has ended, or its session's time is over.
    Look {
        /// The slot.
        slot: u32,
    },
    /// The tick no longer uses a play.
    Played {
        /// The play.
        play: PlayHandle,
        /// The tick that played its last sample, or dropped it.
        tick: u64,
    },
    /// The tick no longer uses a tap.
    Tapped {
        /// The tap.
        tap: TapHandle,
    },
}

/// The tick's end of the reports.
#[derive(Debug)]
pub struct Reporter {
    ring: Producer<Report>,
    tick: u64,
    /// Something was reported in this tick.
    pub any: bool,
}

impl Reporter {
    /// Nothing reported. The ring holds one report per slot, and one per play and tap that is handed to the tick.
    pub fn new(ring: Producer<Report>) -> Reporter {
        Reporter { ring, tick: 0, any: false }
    }

    /// Begins tick `tick`.
    pub fn begin(&mut self, tick: u64) {
        self.tick = tick;
        self.any = false;
    }

    /// Asks the control layer to look at a slot whose flag is `reported`. Further calls before that look report
    /// nothing.
    pub fn look(&mut self, slot: u32, reported: &PendingFlag) {
        if reported.raise() {
            self.report(Report::Look { slot });
        }
    }

    /// The tick no longer uses a play.
    pub fn played(&mut self, play: PlayHandle) {
        self.report(Report::Played { play, tick: self.tick });
    }

    /// Sends a report. The ring has room for it by construction.
    pub fn report(&mut self, report: Report) {
        self.any |= self.ring.push(report).is_ok();
    }
}
