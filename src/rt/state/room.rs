//! A room as ticks know it.

use super::members::MemberList;
use super::room_playback::RoomPlayback;
use super::tap_list::TapList;
use crate::handle::RoomId;
use crate::rt::index::NONE;
use crate::rt::sync::atomics::{AtomicBool, Ordering};

/// A room: who is in it, and who has just gone elsewhere. The ticking thread changes it outside the fork; within, workers
/// read it.
#[derive(Debug)]
pub struct Room {
    /// The handle of its present life, or of its last.
    pub id: RoomId,
    /// The slots in it.
    pub members: MemberList,
    /// Joins and moves into this index since the engine was made.
    pub entries: u64,
    /// The tick in which its present life began.
    pub opened: u64,
    /// The tick in which its time is over.
    pub ends: u64,
    /// The newest of the frames that members who went elsewhere left for this tick, or [`NONE`].
    pub parting: u32,
    /// It has taps.
    pub has_taps: bool,
    /// It is among the active rooms: someone is in it, or was when the tick began.
    pub is_active: bool,
    /// Someone has left in this tick: the list is to be swept.
    has_leavers: AtomicBool,
    /// Something plays to it, or waits to.
    pub has_playback: bool,
}

/// What the worker that has claimed a room changes of it.
#[derive(Debug)]
pub struct RoomWork {
    /// What plays to it.
    pub playback: RoomPlayback,
    /// Its taps.
    pub taps: TapList,
}

impl Room {
    /// A room that nobody has entered.
    pub fn new() -> Room {
        Room {
            id: RoomId::NONE,
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

    /// Notes that someone has left. The worker that has claimed the room calls it; the ticking thread looks after the round.
    pub fn note_leaver(&self) {
        self.has_leavers.store(true, Ordering::Relaxed);
    }

    /// Returns true if someone has left since the last call.
    pub fn take_leavers(&mut self) -> bool {
        let has_leavers = self.has_leavers.load(Ordering::Relaxed);
        self.has_leavers.store(false, Ordering::Relaxed);
        has_leavers
    }
}

impl RoomWork {
    /// Nothing plays to it, and it has no taps.
    pub const NONE: RoomWork = RoomWork { playback: RoomPlayback::NONE, taps: TapList::EMPTY };
}
