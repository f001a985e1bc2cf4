//! What the tick gives back to the control floor, through a ring in which everything that may come has its place.

use super::play_handle::PlayHandle;
use super::tap_handle::TapHandle;
use crate::rt::sync::pending_flag::PendingFlag;
use rtrb::Producer;

/// One thing that the control floor is to know or to free.
#[derive(Debug, PartialEq, Eq)]
pub enum Report {
    /// Something has become of the participant in the slot: its join has ended, or its time is over.
    Look {
        /// The slot.
        slot: u32,
    },
    /// The tick has done with a play.
    Played {
        /// The play.
        play: PlayHandle,
        /// The tick that has played its last sample, or given it up.
        tick: u64,
    },
    /// The tick has done with a tap.
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
    /// Nothing reported. The ring holds one report a slot, and one of each thing that is handed to the tick.
    pub fn new(ring: Producer<Report>) -> Reporter {
        Reporter { ring, tick: 0, any: false }
    }

    /// Another tick begins.
    pub fn begin(&mut self, tick: u64) {
        self.tick = tick;
        self.any = false;
    }

    /// The control layer is to look at a slot, which is marked as `reported`. It is reported once until the look.
    pub fn look(&mut self, slot: u32, reported: &PendingFlag) {
        if reported.raise() {
            self.report(Report::Look { slot });
        }
    }

    /// The tick has done with a play.
    pub fn played(&mut self, play: PlayHandle) {
        self.report(Report::Played { play, tick: self.tick });
    }

    /// Reports; there is room, as the ring was made.
    pub fn report(&mut self, report: Report) {
        self.any |= self.ring.push(report).is_ok();
    }
}
