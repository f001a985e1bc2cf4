//! What the tick gives back to the control floor, through a ring in which everything that may come has its place.

use crate::rt::sync::pending_flag::Mark;
use rtrb::Producer;

/// One thing that the control floor is to know or to free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// Something has become of the participant in the slot: its join has ended, or its time is over.
    Look {
        /// The slot.
        slot: u32,
    },
    /// The tick has done with a node.
    Played {
        /// Its index.
        play: u32,
        /// The tick that has played its last sample, or given it up.
        tick: u64,
    },
    /// The tick has done with a tap: its cell is the control floor's again.
    Tapped {
        /// The cell.
        tap: u32,
    },
}

/// The tick's end of the reports.
#[derive(Debug)]
pub struct Reporter {
    ring: Producer<Report>,
    tick: u64,
    /// Something was reported in this tick.
    pub told: bool,
}

impl Reporter {
    /// Nothing reported. The ring holds one report a slot, and one of each thing that is handed to the tick.
    pub fn new(ring: Producer<Report>) -> Reporter {
        Reporter { ring, tick: 0, told: false }
    }

    /// Another tick begins.
    pub fn begin(&mut self, tick: u64) {
        self.tick = tick;
        self.told = false;
    }

    /// The control layer is to look at a slot, which is marked as `reported`. It is reported once until the look.
    pub fn look(&mut self, slot: u32, reported: &Mark) {
        if reported.raise() {
            self.tell(Report::Look { slot });
        }
    }

    /// The tick has done with a node.
    pub fn played(&mut self, play: u32) {
        self.tell(Report::Played { play, tick: self.tick });
    }

    /// Reports; there is room, as the ring was made.
    pub fn tell(&mut self, report: Report) {
        self.told |= self.ring.push(report).is_ok();
    }
}
