//! The state of the control floor: what control calls change, under one lock.

use super::commands::Commands;
use crate::control::accounts::counted::Counted;
use crate::control::accounts::usage::Owner;
use crate::control::playback::announcements::Announcements;
use crate::control::playback::plays::{Plays, Target};
use crate::control::playback::prompts::Prompts;
use crate::control::rooms::table::Rooms;
use crate::control::sessions::table::Sessions;
use crate::control::taps::table::TapTable;
use crate::error::Result;
use crate::rt::message::command::{Command, RoomRef};
use crate::rt::message::report::Report;
use crate::rt::state::shared::Shared;
use rtrb::{Consumer, Producer};
use std::sync::atomic::Ordering;

/// What control calls change, under one lock.
#[derive(Debug)]
pub struct ControlState {
    /// Commands to the tick.
    pub commands: Commands,
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
    pub announcements: Announcements,
}

impl ControlState {
    /// Makes room in every table that grows for what a call adds; `OutOfMemory` if the system refuses it.
    pub fn make_room(&mut self, shared: &Shared) -> Result<()> {
        self.rooms.make_room(|share| shared.owners.is_idle(share))?;
        self.prompts.make_room()?;
        self.plays.make_room()
    }

    /// Sends a command of an account; `QueueFull` if it may have no more that wait.
    pub fn send(&mut self, owner: Owner, command: Command) -> Result<()> {
        self.commands.send(&mut self.rooms.accounts, owner, command)
    }

    /// Whether an account may have `count` more of something, all of which it may then take under this lock.
    pub fn check(&self, what: Counted, owner: Owner, count: usize) -> Result<()> {
        self.rooms.accounts.check(what, owner, count)
    }

    /// Whose the participant in a slot is.
    pub fn owner(&self, slot: u32) -> Owner {
        self.sessions.at(slot).owner
    }

    /// Whose the room of that index is, which lives.
    pub fn room_owner(&self, index: u32) -> Owner {
        self.rooms.at(index).owner
    }

    /// A room as the tick knows it.
    pub fn room_ref(&self, index: u32) -> RoomRef {
        RoomRef { index, id: self.rooms.id(index), limit: 0 }
    }

    /// Takes what the tick has given back.
    pub fn take_reports(&mut self, shared: &Shared) {
        self.commands.settle(&mut self.rooms.accounts);
        while let Ok(report) = self.reports.pop() {
            match report {
                Report::Look { slot } => self.check_ends(shared, slot),
                Report::Played { play, tick } => self.take_back(shared, play, tick),
                Report::Tapped { tap } => self.taps.given_back(tap),
            }
        }
    }

    /// Frees slots, rooms and taps that the tick and the host's threads have done with; all of them, or as many as are next
    /// in turn, as [`SlotAllocator::reclaim`](super::slot_allocator::SlotAllocator::reclaim) says.
    pub fn reclaim(&mut self, shared: &Shared, all: bool) {
        let ControlState { sessions, plays, rooms, .. } = self;
        let done = |slot, join| {
            let place = &shared.slots[slot as usize];
            // What plays to it may still come from the tick.
            plays.has_none(Target::Slot(slot)) && place.join.is_acknowledged(join) && place.reset()
        };
        sessions.reclaim(all, done, |owner| rooms.accounts.give_back(Counted::Participants, owner));
        self.rooms.reclaim(all, |room| shared.emptied[room as usize].load(Ordering::Acquire));
        self.reclaim_taps(shared);
    }
}
