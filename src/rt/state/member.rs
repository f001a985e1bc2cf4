//! A member of the room in hand, as the worker that mixes the room notes it.

use crate::rt::index::NONE;

/// A member of the room in hand.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    slot: u32,
    /// Its place on the bus, or [`NONE`] if it does not speak.
    pub contribution: u32,
    /// It leaves in this tick.
    pub leaves: bool,
    /// It speaks, and its out-ring had no room for its output.
    pub is_full: bool,
    /// It is left out of the mix that is made.
    pub is_left_out: bool,
}

impl Member {
    /// What fills the memory before it is used.
    pub const BLANK: Member = Member::of(NONE);

    /// The member in that slot, of which nothing is known yet.
    pub(super) const fn of(slot: u32) -> Member {
        Member { slot, contribution: NONE, leaves: false, is_full: false, is_left_out: false }
    }

    /// The index of its slot.
    pub fn slot(&self) -> u32 {
        self.slot
    }
}
