//! What the ticking thread owns.

use crate::rt::message::command::Command;
use crate::rt::message::event::{Event, EventKind};
use crate::rt::message::event_queue::EventQueue;
use crate::rt::message::event_shares::EventShares;
use crate::rt::message::report::Reporter;
use crate::rt::message::staging::Staging;
use rtrb::Consumer;

/// What the ticking thread owns.
#[derive(Debug)]
pub struct Ticker {
    /// Commands from the control floor.
    pub commands: Consumer<Command>,
    /// The slots in which sessions were born.
    pub births: Consumer<u32>,
    /// Events of commands and rooms.
    pub events: Staging,
    /// Events to the host.
    pub teller: EventQueue,
    /// What the control floor is to know or to free.
    pub reports: Reporter,
    /// The taps at which it is to look, as far as earlier ticks have not come to them.
    pub taps_asked: u32,
}

/// What a tick answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticked {
    /// Its number.
    pub tick: u64,
    /// Whether events were queued for the host.
    pub told: bool,
    /// Whether there are reports for the control floor.
    pub reported: bool,
}

impl Ticker {
    /// Another tick begins; those that were `skipped` before it count.
    pub fn begin(&mut self, owners: &EventShares, tick: u64, skipped: u64) {
        self.teller.told = false;
        self.reports.begin(tick);
        self.events.clear();
        if skipped > 0 {
            self.events.add_for_engine(
                owners,
                Event { value: skipped as i64, ..Event::of(EventKind::TicksSkipped, tick) },
            );
        }
    }
}
