//! The state that the ticking thread owns.

use crate::rt::dtmf::press_events::PressEvents;
use crate::rt::index::NONE;
use crate::rt::message::command::Command;
use crate::rt::message::event::{Event, EventKind};
use crate::rt::message::event_queue::EventQueue;
use crate::rt::message::event_shares::EventShares;
use crate::rt::message::report::Reporter;
use crate::rt::message::staging::Staging;
use rtrb::Consumer;

/// The state that the ticking thread owns.
#[derive(Debug)]
pub struct Ticker {
    /// Commands from the control layer.
    pub commands: Consumer<Command>,
    /// The slots in which sessions have started.
    pub starts: Consumer<u32>,
    /// Events of commands and rooms.
    pub events: Staging,
    /// Events to the host.
    pub event_queue: EventQueue,
    /// Reports to the control layer.
    pub reports: Reporter,
    /// The list of taps to look at that earlier ticks have not finished.
    pub pending_taps: u32,
    /// Key presses of the participant that is being processed.
    pub presses: PressEvents,
    /// A round of jobs is open.
    pub(super) is_forked: bool,
}

/// What a tick returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticked {
    /// Its number.
    pub tick: u64,
    /// Events were queued for the host.
    pub has_events: bool,
    /// There are reports for the control layer.
    pub has_reports: bool,
}

/// What a [`Ticker`] is made of.
#[derive(Debug)]
pub struct TickerParts {
    /// Commands from the control layer.
    pub commands: Consumer<Command>,
    /// The slots in which sessions have started.
    pub starts: Consumer<u32>,
    /// Events of commands and rooms.
    pub events: Staging,
    /// Events to the host.
    pub event_queue: EventQueue,
    /// Reports to the control layer.
    pub reports: Reporter,
}

impl Ticker {
    /// Before the first tick.
    pub fn new(parts: TickerParts) -> Ticker {
        let TickerParts { commands, starts, events, event_queue, reports } = parts;
        let presses = PressEvents::new();
        Ticker {
            commands,
            starts,
            events,
            event_queue,
            reports,
            pending_taps: NONE,
            presses,
            is_forked: false,
        }
    }

    /// Begins a tick; reports the `skipped` ticks before it.
    pub fn begin(&mut self, shares: &EventShares, tick: u64, skipped: u64) {
        self.event_queue.any = false;
        self.reports.begin(tick);
        self.events.clear();
        if skipped > 0 {
            self.events.add_for_engine(
                shares,
                Event { value: skipped as i64, ..Event::of(EventKind::TicksSkipped, tick) },
            );
        }
    }
}
