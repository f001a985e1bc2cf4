//! The last frame of a participant that goes to another room or joins again before the tick has seen it leave.
//!
//! It fades out in the old room during the tick in which it is in the new one already, so neither room gets a click. A
//! command makes at most one, so the pool has one frame per command of a tick. If the participant comes back to the old
//! room in the same tick, the frame becomes part of its own contribution, so it does not get its own audio.

use crate::dsp::CacheLine;
use crate::rt::index::NONE;
use crate::rt::message::command::COMMANDS_PER_TICK;

/// The parting frames of one tick.
#[derive(Debug)]
pub struct PartingFrames {
    frames: Box<[CacheLine]>,
    next: [u32; COMMANDS_PER_TICK],
    owners: [Owner; COMMANDS_PER_TICK],
    used: usize,
    frame_lines: usize,
}

/// Whose frame it is.
#[derive(Clone, Copy, Debug)]
struct Owner {
    slot: u32,
    /// The room that it left.
    room: u32,
    /// The participant has come back to the room.
    has_returned: bool,
    /// A recording of the room was not announced to it yet.
    is_unannounced: bool,
}

impl PartingFrames {
    /// An empty pool in `frames`, which holds `COMMANDS_PER_TICK` frames of that many lines.
    pub fn new(frames: Box<[CacheLine]>, frame_lines: usize) -> PartingFrames {
        let owners =
            [Owner { slot: NONE, room: NONE, has_returned: false, is_unannounced: false }; COMMANDS_PER_TICK];
        PartingFrames { frames, next: [NONE; COMMANDS_PER_TICK], owners, used: 0, frame_lines }
    }

    /// Forgets all frames, for the next tick.
    pub fn clear(&mut self) {
        self.used = 0;
    }

    /// A frame to fill, of the slot that leaves that room, which becomes the newest of the list `head`. `None` if there
    /// is none left.
    pub fn add(
        &mut self,
        head: &mut u32,
        slot: u32,
        room: u32,
        is_unannounced: bool,
    ) -> Option<&mut [CacheLine]> {
        let index = self.used;
        *self.next.get_mut(index)? = *head;
        *self.owners.get_mut(index)? = Owner { slot, room, has_returned: false, is_unannounced };
        let start = index * self.frame_lines;
        let frame = self.frames.get_mut(start..start + self.frame_lines)?;
        *head = index as u32;
        self.used += 1;
        Some(frame)
    }

    /// Removes the newest frame, just added, from its list, whose head was `before`.
    pub fn take_back(&mut self, head: &mut u32, before: u32) {
        *head = before;
        self.used = self.used.saturating_sub(1);
    }

    /// Notes that the slot, whose last frame may be that at `index`, is in that room now, or in none.
    pub fn note_place(&mut self, index: u32, slot: u32, room: u32) {
        let owner = self.owners.get_mut(..self.used).and_then(|owners| owners.get_mut(index as usize));
        if let Some(owner) = owner.filter(|owner| owner.slot == slot) {
            owner.has_returned = owner.room == room;
        }
    }

    /// The frame at `index`, if it is the slot's, which has come back to the room that it left.
    pub fn of_returned(&self, index: u32, slot: u32) -> Option<&[CacheLine]> {
        let owner = self.owners.get(..self.used)?.get(index as usize)?;
        if owner.slot == slot && owner.has_returned { self.frame(index) } else { None }
    }

    /// The frames of the list `head`, without those of participants that have come back. `is_unannounced` selects
    /// participants to which a recording of the room was not announced yet, or the others.
    pub fn iter(&self, head: u32, is_unannounced: bool) -> impl Iterator<Item = &[CacheLine]> {
        let mut at = head;
        core::iter::from_fn(move || {
            loop {
                let index = at;
                at = *self.next.get(index as usize)?;
                let owner = self.owners.get(index as usize)?;
                if !owner.has_returned && owner.is_unannounced == is_unannounced {
                    return self.frame(index);
                }
            }
        })
    }

    fn frame(&self, index: u32) -> Option<&[CacheLine]> {
        let start = index as usize * self.frame_lines;
        self.frames.get(start..start + self.frame_lines)
    }

    /// The memory, for locking it.
    pub fn region(&self) -> (*const u8, usize) {
        (self.frames.as_ptr().cast(), size_of_val(&*self.frames))
    }
}
