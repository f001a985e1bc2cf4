//! The tick's state of a room.

use super::members::MemberList;
use super::room_playback::RoomPlayback;
use super::tap_list::TapList;
use crate::handle::RoomId;
use crate::rt::conversion::CommonConversion;
use crate::rt::index::{NONE, RateIndex};
use crate::rt::sync::atomics::{AtomicBool, Ordering};

/// A room: its members, and those that have just moved elsewhere. The ticking thread changes it outside the fork;
/// within, workers read it.
#[derive(Debug)]
pub struct Room {
    /// The handle of the room that has this index now, or had it last.
    pub id: RoomId,
    /// Its sample rate.
    pub rate: RateIndex,
    /// The slots in it.
    pub members: MemberList,
    /// Joins and moves into this index since the engine was made.
    pub entries: u64,
    /// The tick in which it was opened.
    pub opened: u64,
    /// The tick in which its time limit ends it.
    pub ends: u64,
    /// The newest parting frame in this tick, or [`NONE`].
    pub parting: u32,
    /// It has taps.
    pub has_taps: bool,
    /// It is among the active rooms: it has members, or had when the tick began.
    pub is_active: bool,
    /// A member has left in this tick: the list must be swept.
    has_leavers: AtomicBool,
    /// Its playback is not empty.
    pub has_playback: bool,
}

/// The part of a room that its worker changes.
#[derive(Debug)]
pub struct RoomWork {
    /// What plays to it.
    pub playback: RoomPlayback,
    /// Its taps.
    pub taps: TapList,
    /// The conversions of its common frame, by rate; none if the engine has one rate.
    pub conversions: Box<[CommonConversion]>,
}

impl Room {
    /// A room that nobody has entered.
    pub fn new() -> Room {
        Room {
            id: RoomId::NONE,
            rate: RateIndex::OWN,
            members: MemberList::EMPTY,
            entries: 0,
            opened: 0,
            ends: u64::MAX,
            parting: NONE,
            has_taps: false,
            is_active: false,
            has_leavers: AtomicBool::new(false),
            has_playback: false,
        }
    }

    /// Notes that a member has left. The worker that has claimed the room calls it; the ticking thread reads it after
    /// the round.
    pub fn note_leaver(&self) {
        self.has_leavers.store(true, Ordering::Relaxed);
    }

    /// Returns true if a member has left since the last call.
    pub fn take_leavers(&mut self) -> bool {
        let has_leavers = self.has_leavers.load(Ordering::Relaxed);
        self.has_leavers.store(false, Ordering::Relaxed);
        has_leavers
    }
}

impl RoomWork {
    /// Nothing plays to it, and it has no taps.
    pub fn new(conversions: Box<[CommonConversion]>) -> RoomWork {
        RoomWork { playback: RoomPlayback::NONE, taps: TapList::EMPTY, conversions }
    }
}
