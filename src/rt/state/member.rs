//! What a worker notes about a member of the room that it mixes.

use crate::rt::index::NONE;

/// A member of the room that a worker mixes.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    slot: u32,
    /// The index of its contribution on the bus, or [`NONE`] if it has none.
    pub contribution: u32,
    /// It leaves in this tick.
    pub leaves: bool,
    /// It contributes, and its out-ring had no space for its output.
    pub is_full: bool,
    /// Its line has another rate than the room.
    pub is_converted: bool,
    /// It is left out of the current mix.
    pub is_left_out: bool,
}

impl Member {
    /// What fills the memory before it is used.
    pub const BLANK: Member = Member::of(NONE);

    /// The member in that slot, before its frame is taken.
    pub(super) const fn of(slot: u32) -> Member {
        Member {
            slot,
            contribution: NONE,
            leaves: false,
            is_full: false,
            is_converted: false,
            is_left_out: false,
        }
    }

    /// The index of its slot.
    pub fn slot(&self) -> u32 {
        self.slot
    }
}
