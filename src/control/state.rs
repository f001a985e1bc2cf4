//! The state of the control floor: what control calls change, under one lock.

use super::notices::Notices;
use super::plays::{Plays, Target};
use super::prompts::Prompts;
use super::rooms::Rooms;
use super::sessions::Sessions;
use super::taps::TapTable;
use crate::error::{Result, Status};
use crate::rt::command::{Command, RoomRef};
use crate::rt::report::Report;
use crate::rt::shared::Shared;
use rtrb::{Consumer, Producer};
use std::sync::atomic::Ordering;

/// What control calls change, under one lock.
#[derive(Debug)]
pub struct Control {
    /// Commands to the tick.
    pub commands: Producer<Command>,
    /// What the tick has given back.
    pub reports: Consumer<Report>,
    /// Sessions that were born, on their way to the tick.
    pub births: Producer<u32>,
    /// Signals that were sent over the life of the engine.
    pub signals_sent: u64,
    /// The engine has stopped, or is about to be freed: no conference may begin.
    pub closing: bool,
    /// Rooms, accounts, templates.
    pub rooms: Rooms,
    /// Participants.
    pub sessions: Sessions,
    /// Samples to be played.
    pub prompts: Prompts,
    /// What plays.
    pub plays: Plays,
    /// Taps.
    pub taps: TapTable,
    /// Recordings that are announced to those who join.
    pub notices: Notices,
}

impl Control {
    /// Sends a command; `QueueFull` if it does not fit.
    pub fn send(&mut self, command: Command) -> Result<()> {
        self.commands.push(command).map_err(|_| Status::QueueFull.into())
    }

    /// Whether a command fits. Whoever holds the lock may then send one.
    pub fn check_queue(&self) -> Result<()> {
        self.check_queue_for(1)
    }

    /// Whether `count` commands fit.
    pub fn check_queue_for(&self, count: usize) -> Result<()> {
        if self.commands.slots() < count { Err(Status::QueueFull.into()) } else { Ok(()) }
    }

    /// A room as the tick knows it.
    pub fn room_ref(&self, index: u32) -> RoomRef {
        RoomRef { index, id: self.rooms.id(index), limit: 0 }
    }

    /// Takes what the tick has given back.
    pub fn hear_reports(&mut self, shared: &Shared) {
        while let Ok(report) = self.reports.pop() {
            match report {
                Report::Look { slot } => self.look(shared, slot),
                Report::Played { play, tick } => self.take_back(shared, play, tick),
                Report::Tapped { tap } => self.taps.given_back(tap),
            }
        }
    }

    /// Frees slots, rooms and taps that the tick and the host's threads have done with.
    pub fn reclaim(&mut self, shared: &Shared) {
        self.sessions.reclaim(|slot, join| {
            let place = &shared.slots[slot as usize];
            // What plays to it may still come from the tick.
            self.plays.of(Target::Slot(slot)).is_empty() && place.join.is_acknowledged(join) && place.reset()
        });
        self.rooms.reclaim(|room| shared.emptied[room as usize].load(Ordering::Acquire));
        self.taps.reclaim(shared);
    }
}
