//! The last frame of a participant that goes to another room or joins anew before the tick has seen it leave.
//!
//! It fades out in the old room during the tick in which it is in the new one already, so neither room hears a
//! click. At most one a command, so the pool is as large as a tick has commands.

use super::command::COMMANDS_PER_TICK;
use super::members::NONE;
use crate::dsp::Line;

/// The parting frames of one tick.
#[derive(Debug)]
pub struct Partings {
    frames: Box<[Line]>,
    next: [u32; COMMANDS_PER_TICK],
    used: usize,
    frame_lines: usize,
}

impl Partings {
    /// An empty pool in `frames`, which holds `COMMANDS_PER_TICK` frames of that many lines.
    pub fn new(frames: Box<[Line]>, frame_lines: usize) -> Partings {
        Partings { frames, next: [NONE; COMMANDS_PER_TICK], used: 0, frame_lines }
    }

    /// Forgets all frames, for the next tick.
    pub fn clear(&mut self) {
        self.used = 0;
    }

    /// A frame to fill, which becomes the newest of the list `head`. `None` if there is none left.
    pub fn add(&mut self, head: &mut u32) -> Option<&mut [Line]> {
        let index = self.used;
        *self.next.get_mut(index)? = *head;
        let start = index * self.frame_lines;
        let frame = self.frames.get_mut(start..start + self.frame_lines)?;
        *head = index as u32;
        self.used += 1;
        Some(frame)
    }

    /// Takes the newest frame, just added, out of its list again, whose head was `before`.
    pub fn take_back(&mut self, head: &mut u32, before: u32) {
        *head = before;
        self.used = self.used.saturating_sub(1);
    }

    /// The frames of the list `head`.
    pub fn iter(&self, head: u32) -> impl Iterator<Item = &[Line]> {
        let mut at = head;
        core::iter::from_fn(move || {
            let index = at as usize;
            at = *self.next.get(index)?;
            self.frames.get(index * self.frame_lines..(index + 1) * self.frame_lines)
        })
    }

    /// The memory, for locking it.
    pub fn region(&self) -> (*const u8, usize) {
        (self.frames.as_ptr().cast(), size_of_val(&*self.frames))
    }
}
