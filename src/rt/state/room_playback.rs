//! Playback to a room: announcements, one after the other; join and leave sounds; the sound for a member that is alone;
//! the beeps of a recording. Each is one more contribution to the mix.

use super::play_queue::{PlayQueue, Plays};
use crate::handle::RoomId;
use crate::rt::frame::TickClock;
use crate::rt::index::NONE;
use crate::rt::message::event::PlayEnd;
use crate::rt::message::event::{Event, EventKind};
use crate::rt::message::event_shares::EventShares;
use crate::rt::message::play_handle::{PlayHandle, PlaySelection};
use crate::rt::message::report::Reporter;
use crate::rt::message::staging::{Phase, Staging};

/// The number of queues of a room, and so the maximum number of contributions by playback.
pub const ROOM_QUEUES: usize = 5;

/// Announcements.
pub const ANNOUNCED: usize = 0;
/// The sound of a join.
pub const JOINED: usize = 1;
/// The sound of a leave.
pub const LEFT: usize = 2;
/// The beeps of a recording.
pub const BEEPS: usize = 3;
/// The sound for a member that is alone. The last queue: taps of the room's mix do not get it.
pub const ALONE: usize = 4;

/// No other sound of the same kind begins within so many milliseconds of the beginning of one.
const STORM_MS: u64 = 1_000;

/// Playback to a room. Changed by the ticking thread outside the fork only.
#[derive(Debug)]
pub struct RoomPlayback {
    /// The queues.
    pub queues: [PlayQueue; ROOM_QUEUES],
    /// By queue: the first tick in which another sound may begin.
    quiet_until: [u64; ROOM_QUEUES],
}

impl RoomPlayback {
    /// Nothing plays.
    pub const NONE: RoomPlayback =
        RoomPlayback { queues: [const { PlayQueue::EMPTY }; ROOM_QUEUES], quiet_until: [0; ROOM_QUEUES] };

    /// Returns true if all queues are empty.
    pub fn is_empty(&self) -> bool {
        self.queues.iter().all(PlayQueue::is_empty)
    }
}

/// The ticking thread's access to the playback of rooms, outside the fork.
#[derive(Debug)]
pub struct RoomPlayer<'a> {
    /// All plays.
    pub plays: &'a Plays,
    /// The engine's clock.
    pub clock: TickClock,
    /// The shares of events.
    pub shares: &'a EventShares,
    /// Events of the ticking thread.
    pub events: &'a mut Staging,
    /// Takes the plays that have ended.
    pub reports: &'a mut Reporter,
    /// The tick.
    pub tick: u64,
}

impl RoomPlayer<'_> {
    /// Gives a play of a room back that has ended.
    fn give_back(&mut self, room: (u32, RoomId), phase: Phase, play: PlayHandle, number: u64, end: PlayEnd) {
        if number != 0 {
            let event = Event {
                room: room.1,
                value: number as i64,
                play_end: Some(end),
                ..Event::of(EventKind::PlayEnded, self.tick)
            };
            self.events.add(self.shares, room.0, phase, event);
        }
        self.reports.played(play);
    }

    /// Gives a play back that has come too late for its room.
    pub fn refuse(&mut self, room: RoomId, play: PlayHandle) {
        let number = self.plays.number(&play);
        self.give_back((NONE, room), Phase::Commands, play, number, PlayEnd::Dropped);
    }

    /// Begins a join or leave sound, unless one has begun within the last second, or still plays.
    pub fn begin(&mut self, playback: &mut RoomPlayback, queue_index: usize, play: PlayHandle) {
        let (Some(queue), Some(quiet_until)) =
            (playback.queues.get_mut(queue_index), playback.quiet_until.get_mut(queue_index))
        else {
            return self.reports.played(play);
        };
        if self.tick < *quiet_until || !queue.is_empty() {
            return self.reports.played(play);
        }
        *quiet_until = self.tick + STORM_MS / u64::from(self.clock.frame_len.ms());
        self.plays.append(queue, play);
    }

    /// Stops plays of a queue.
    pub fn stop(&mut self, room: (u32, RoomId), queue: &mut PlayQueue, which: PlaySelection) {
        let plays = self.plays;
        plays.stop(queue, which, |play, number, end| {
            self.give_back(room, Phase::Commands, play, number, end);
        });
    }

    /// Takes plays that have ended out of a room's queues, or all plays if the room ends. Returns true if any is left.
    pub fn sweep(&mut self, room: (u32, RoomId), playback: &mut RoomPlayback, room_ends: bool) -> bool {
        let plays = self.plays;
        for queue in &mut playback.queues {
            let give_back = |play, number, end| self.give_back(room, Phase::Room, play, number, end);
            if room_ends { plays.clear(queue, give_back) } else { plays.sweep(queue, give_back) }
        }
        if room_ends {
            *playback = RoomPlayback::NONE;
        }
        !playback.is_empty()
    }
}
