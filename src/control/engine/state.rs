//! The state of the control layer, which control calls change under one lock.

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

/// The state that control calls change, under one lock.
#[derive(Debug)]
pub struct ControlState {
    /// The command ring to the tick.
    pub commands: Commands,
    /// Reports from the tick.
    pub reports: Consumer<Report>,
    /// Starts of sessions, for the tick.
    pub starts: Producer<u32>,
    /// Signals sent since the engine was made.
    pub signals_sent: u64,
    /// The engine has stopped or is being freed: no conference may begin.
    pub closing: bool,
    /// Rooms, accounts and templates.
    pub rooms: Rooms,
    /// Participants.
    pub sessions: Sessions,
    /// Prompts.
    pub prompts: Prompts,
    /// Plays.
    pub plays: Plays,
    /// Taps.
    pub taps: TapTable,
    /// Recordings that are announced to participants who join.
    pub announcements: Announcements,
}

impl ControlState {
    /// Reserves capacity in every growing table for what one call adds; `OutOfMemory` if the system refuses it.
    pub fn reserve(&mut self, shared: &Shared) -> Result<()> {
        self.rooms.reserve(|share| shared.event_shares.is_idle(share))?;
        self.prompts.reserve()?;
        self.plays.reserve()
    }

    /// Sends a command of an account; `QueueFull` if its share is used up.
    pub fn send(&mut self, owner: Owner, command: Command) -> Result<()> {
        self.commands.send(&mut self.rooms.accounts, owner, command)
    }

    /// Checks that an account may have `count` more of something. It may then take all of them under this lock.
    pub fn check(&self, what: Counted, owner: Owner, count: usize) -> Result<()> {
        self.rooms.accounts.check(what, owner, count)
    }

    /// The account of the participant in a slot.
    pub fn owner(&self, slot: u32) -> Owner {
        self.sessions.at(slot).owner
    }

    /// The account of a live room.
    pub fn room_owner(&self, index: u32) -> Owner {
        self.rooms.at(index).owner
    }

    /// A live room, as commands name it.
    pub fn room_ref(&self, index: u32) -> RoomRef {
        RoomRef { index, id: self.rooms.id(index), rate: self.rooms.at(index).rate, limit: 0 }
    }

    /// Takes the reports that ticks have sent.
    pub fn take_reports(&mut self, shared: &Shared) {
        self.commands.settle(&mut self.rooms.accounts);
        while let Ok(report) = self.reports.pop() {
            match report {
                Report::Look { slot } => self.check_ends(shared, slot),
                Report::Played { play, tick } => self.take_back(shared, play, tick),
                Report::Tapped { tap } => self.taps.given_back(tap.index()),
            }
        }
    }

    /// Frees slots, rooms and taps that the tick and the host's threads no longer use. `all`: see
    /// [`SlotAllocator::reclaim`](super::slot_allocator::SlotAllocator::reclaim).
    pub fn reclaim(&mut self, shared: &Shared, all: bool) {
        let ControlState { sessions, plays, rooms, .. } = self;
        let done = |slot, join| {
            let shared_slot = &shared.slots[slot as usize];
            // The tick may still report a play of this participant.
            plays.has_none(Target::Slot(slot))
                && shared_slot.join.is_acknowledged(join)
                && shared_slot.reset()
        };
        sessions
            .reclaim(all, done, |owner, class| rooms.accounts.give_back(Counted::Participants(class), owner));
        self.rooms.reclaim(all, |room| shared.emptied[room as usize].load(Ordering::Acquire));
        self.reclaim_taps(shared);
    }
}
