//! A room as ticks know it.

use super::members::{List, NONE};
use crate::handle::RoomId;

/// A room: who is in it, and who has just gone elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// The handle of its present life, or of its last.
    pub id: RoomId,
    /// The slots in it.
    pub members: List,
    /// Joins and moves into this index since the engine was made.
    pub entries: u64,
    /// The tick in which its present life began.
    pub opened: u64,
    /// The tick in which its time is over.
    pub ends: u64,
    /// The newest of the frames that members who went elsewhere left for this tick, or [`NONE`].
    pub parting: u32,
    /// The first of its taps, or [`NONE`].
    pub taps: u32,
    /// It is among the active rooms: someone is in it, or was when the tick began.
    pub is_active: bool,
    /// Someone has left in this tick: the list is to be swept.
    pub thinned: bool,
    /// Something plays to it, or waits to.
    pub has_sounds: bool,
}

impl Room {
    /// A room that nobody has entered.
    pub const EMPTY: Room = Room {
        id: RoomId::NONE,
        members: List::EMPTY,
        entries: 0,
        opened: 0,
        ends: u64::MAX,
        parting: NONE,
        taps: NONE,
        is_active: false,
        thinned: false,
        has_sounds: false,
    };
}
