//! What plays to a room: announcements, one after the other; the sounds of joins and of leaves; what one hears who is
//! alone; and what tells that the room is recorded. Each is one more contribution to the mix.

use super::members::NONE;
use super::play::{Plays, Queue, Which};
use crate::handle::RoomId;
use crate::rt::frame::Geometry;
use crate::rt::message::event::PlayEnd;
use crate::rt::message::event::{Event, EventKind};
use crate::rt::message::event_shares::EventShares;
use crate::rt::message::report::Reporter;
use crate::rt::message::staging::{Phase, Staging};

/// The queues of a room, and so the most contributions that its sounds are.
pub const LANES: usize = 5;

/// Announcements.
pub const ANNOUNCED: usize = 0;
/// The sound of a join.
pub const JOINED: usize = 1;
/// The sound of a leave.
pub const LEFT: usize = 2;
/// That it is recorded, now and then.
pub const BEEPS: usize = 3;
/// What one hears who is alone. The last: it is no part of the room's mix for taps.
pub const ALONE: usize = 4;

/// No other sound of the same kind begins within so many milliseconds of the beginning of one.
const STORM_MS: u64 = 1_000;

/// What plays to a room. Changed by the ticking thread outside the fork only.
#[derive(Clone, Copy, Debug)]
pub struct RoomSounds {
    /// The queues.
    pub lanes: [Queue; LANES],
    /// By queue: from which tick on another may begin.
    quiet_until: [u64; LANES],
}

impl RoomSounds {
    /// Silence.
    pub const NONE: RoomSounds = RoomSounds { lanes: [Queue::EMPTY; LANES], quiet_until: [0; LANES] };

    /// Whether anything plays or waits.
    pub fn is_empty(&self) -> bool {
        self.lanes.iter().all(Queue::is_empty)
    }
}

/// The ticking thread's hands on the sounds of rooms, outside the fork.
#[derive(Debug)]
pub struct Desk<'a> {
    /// All nodes.
    pub plays: &'a Plays,
    /// Sizes.
    pub geometry: &'a Geometry,
    /// Whose events are whose.
    pub owners: &'a EventShares,
    /// Events of the ticking thread.
    pub events: &'a mut Staging,
    /// What comes back goes here.
    pub reports: &'a mut Reporter,
    /// The tick.
    pub tick: u64,
}

impl Desk<'_> {
    /// Gives a node back, unheard of by the host.
    pub fn give_back(&mut self, node: u32) {
        if node != NONE {
            self.reports.played(node);
        }
    }

    /// Gives back a node of a room whose play has ended.
    fn give(&mut self, room: (u32, RoomId), phase: Phase, node: u32, number: u64, end: PlayEnd) {
        if number != 0 {
            let event = Event {
                room: room.1,
                value: number as i64,
                play_end: Some(end),
                ..Event::of(EventKind::PlayEnded, self.tick)
            };
            self.events.add(self.owners, room.0, phase, event);
        }
        self.give_back(node);
    }

    /// Gives back a node that has come too late for its room.
    ///
    /// # Safety
    /// Only for the ticking thread, outside the fork, which has the node.
    pub unsafe fn refuse(&mut self, room: RoomId, node: u32) {
        // SAFETY: the caller's contract is the same.
        let number = unsafe { self.plays.number(node) };
        self.give((NONE, room), Phase::Commands, node, number, PlayEnd::Dropped);
    }

    /// The sound of a join or a leave begins, unless one has begun within the last second, or still sounds.
    ///
    /// # Safety
    /// As of [`Desk::refuse`].
    pub unsafe fn begin(&mut self, sounds: &mut RoomSounds, lane: usize, node: u32) {
        let (Some(queue), Some(quiet_until)) = (sounds.lanes.get_mut(lane), sounds.quiet_until.get_mut(lane))
        else {
            return self.give_back(node);
        };
        if self.tick < *quiet_until || !queue.is_empty() {
            return self.give_back(node);
        }
        *quiet_until = self.tick + STORM_MS / u64::from(self.geometry.frame_len.ms());
        // SAFETY: the caller's contract is the same.
        unsafe { self.plays.append(queue, node) };
    }

    /// Stops what plays in a queue, if it is there.
    ///
    /// # Safety
    /// As of [`Desk::refuse`], of the queue's nodes.
    pub unsafe fn stop(&mut self, room: (u32, RoomId), queue: &mut Queue, which: Which) {
        let plays = self.plays;
        // SAFETY: the caller's contract is the same.
        unsafe {
            plays.stop(queue, which, |node, number, end| {
                self.give(room, Phase::Commands, node, number, end);
            });
        }
    }

    /// Takes what has ended out of a room's queues; all of it, if the room ends. Answers whether anything is left.
    ///
    /// # Safety
    /// As of [`Desk::refuse`], of the room's nodes.
    pub unsafe fn sweep(&mut self, room: (u32, RoomId), sounds: &mut RoomSounds, room_ends: bool) -> bool {
        let plays = self.plays;
        for queue in &mut sounds.lanes {
            let give = |node, number, end| self.give(room, Phase::Room, node, number, end);
            // SAFETY: the caller's contract is the same.
            unsafe { if room_ends { plays.clear(queue, give) } else { plays.sweep(queue, give) } }
        }
        if room_ends {
            *sounds = RoomSounds::NONE;
        }
        !sounds.is_empty()
    }
}
