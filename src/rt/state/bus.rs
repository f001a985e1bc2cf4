//! A bus of a room: the frames that are summed on it, where each contributor's mix goes, and the common frame.

use super::unannounced::Unannounced;
use crate::dsp::{CacheLine, Kernels};
use crate::rt::frame::AudioFormat;
use core::ops::Range;

/// A bus: an exact sum of the contributions on it. A room has one for now, in the memory of the worker that mixes it.
#[derive(Debug)]
pub struct Bus {
    /// The frames that are summed, packed densely: those of members that speak, then parting frames, then what plays to the
    /// room.
    frames: Box<[CacheLine]>,
    /// Where each contributor's own mix goes.
    outputs: Box<[*mut CacheLine]>,
    /// The sum of all: what members hear that do not speak.
    common: Box<[CacheLine]>,
    /// Where a mix goes that nobody hears.
    discard: Box<[CacheLine]>,
    /// Where `discard` lies, for one room: to take its address again would end the right to write through an earlier one.
    discard_at: *mut CacheLine,
    /// Contributions on the bus.
    count: usize,
    /// Of them, from the first, those that are the room's: the rest only a member hears that is alone.
    of_room: usize,
    /// Of them, the parting frames of members that had not heard of a recording of the room.
    unannounced_partings: Range<usize>,
    /// The recordings of which a contributor has not heard yet.
    pub unannounced: Unannounced,
    /// The name of the common frame.
    pub mix_id: u64,
    /// The sum was beyond 16 bits.
    pub has_overload: bool,
}

// SAFETY: the pointers are set anew for each room, to memory of the same engine, before they are followed.
unsafe impl Send for Bus {}

impl Bus {
    /// A bus in the memory that is given: as many frames as outputs, and one frame each of `common` and `discard`.
    pub fn new(
        frames: Box<[CacheLine]>,
        outputs: Box<[*mut CacheLine]>,
        [common, discard]: [Box<[CacheLine]>; 2],
    ) -> Bus {
        Bus {
            frames,
            outputs,
            common,
            discard,
            discard_at: core::ptr::null_mut(),
            count: 0,
            of_room: 0,
            unannounced_partings: 0..0,
            unannounced: Unannounced::NONE,
            mix_id: 0,
            has_overload: false,
        }
    }

    /// Nothing is on the bus; its common frame is named `mix_id`.
    pub fn clear(&mut self, mix_id: u64) {
        self.discard_at = self.discard.as_mut_ptr();
        (self.count, self.of_room, self.unannounced_partings) = (0, 0, 0..0);
        (self.unannounced, self.mix_id, self.has_overload) = (Unannounced::NONE, mix_id, false);
    }

    /// Contributions on the bus.
    #[inline(always)]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Memory for the next contribution: a frame that is on the bus once it is [added](Self::add).
    #[inline(always)]
    pub fn next_frame(&mut self, format: &AudioFormat) -> Option<&mut [CacheLine]> {
        let at = self.count * format.frame_lines;
        self.frames.get_mut(at..at + format.frame_lines)
    }

    /// The next frame is a contribution. Its own mix goes to `output`, a frame of an out-ring that nobody else writes until
    /// the mix is made; `None`: nobody hears it. Returns its place.
    #[inline(always)]
    pub fn add(&mut self, output: Option<*mut CacheLine>) -> Option<usize> {
        let place = self.outputs.get_mut(self.count)?;
        *place = output.unwrap_or(self.discard_at);
        self.count += 1;
        self.of_room = self.count;
        Some(self.count - 1)
    }

    /// As [`add`](Self::add) of what only a member hears that is alone: after all that is the room's.
    pub fn add_private(&mut self) {
        let of_room = self.of_room;
        self.add(None);
        self.of_room = of_room;
    }

    /// The contributions from the one at `from` on are parting frames of members that had not heard of a recording of the room.
    pub fn note_unannounced_partings(&mut self, from: usize) {
        self.unannounced_partings = from..self.count;
    }

    /// Returns true if the sum is not what every tap of the room may have.
    #[inline(always)]
    pub fn differs_for_taps(&self) -> bool {
        self.of_room < self.count || !self.unannounced.is_empty() || !self.unannounced_partings.is_empty()
    }

    /// The sum of all: what members hear that do not speak.
    #[inline(always)]
    pub fn common(&self) -> &[CacheLine] {
        &self.common
    }

    /// Mix-minus: sums all contributions, and writes to each contributor's output the sum without its own.
    pub fn mix(&mut self, kernels: &Kernels, format: &AudioFormat) {
        self.has_overload = self.mix_first(kernels, format, self.count);
    }

    /// Sums the contributions that are the room's but for parting frames of members that had not heard of a recording, and those
    /// at `left_out`, in descending order. Returns true if the sum was beyond 16 bits. The outputs are of no use afterwards.
    pub fn mix_without(
        &mut self,
        kernels: &Kernels,
        format: &AudioFormat,
        left_out: impl DoubleEndedIterator<Item = usize> + Clone,
    ) -> bool {
        // What is left out goes behind the others, from the last on, so that what comes forward stays in.
        let mut count = self.of_room;
        for place in self.unannounced_partings.clone().rev().chain(left_out.clone()) {
            count = count.saturating_sub(1);
            self.swap(format.frame_lines, place, count);
        }
        let overload = self.mix_first(kernels, format, count);
        // And back, in the opposite order.
        for place in left_out.rev().chain(self.unannounced_partings.clone()) {
            self.swap(format.frame_lines, place, count);
            count += 1;
        }
        overload
    }

    /// Sums the contributions that are the room's. Returns true if the sum was beyond 16 bits. The outputs are of no use
    /// afterwards.
    pub fn mix_of_room(&mut self, kernels: &Kernels, format: &AudioFormat) -> bool {
        self.mix_first(kernels, format, self.of_room)
    }

    /// Sums the first `count` contributions. Returns true if the sum was beyond 16 bits.
    fn mix_first(&mut self, kernels: &Kernels, format: &AudioFormat, count: usize) -> bool {
        let lines = format.frame_lines;
        // SAFETY: `count` frames lie packed at the front of `frames`, and as many outputs were set, each to a frame in an
        // out-ring of this room's members, which is this worker's until it is published, or to `discard`, which nobody
        // reads. There are at most 4096 (a room's members and a tick's commands).
        unsafe {
            kernels.mix(
                self.frames.as_ptr(),
                lines,
                count,
                lines,
                self.outputs.as_ptr(),
                self.common.as_mut_ptr(),
            )
        }
    }

    /// Two contributions change their places, with their outputs.
    fn swap(&mut self, lines: usize, one: usize, other: usize) {
        let (first, second) = (one.min(other), one.max(other));
        if first == second {
            return;
        }
        let halves = self.frames.split_at_mut_checked(second * lines);
        let (Some((left, right)), Ok([one, other])) =
            (halves, self.outputs.get_disjoint_mut([first, second]))
        else {
            return;
        };
        core::mem::swap(one, other);
        let left = left.get_mut(first * lines..(first + 1) * lines).unwrap_or_default();
        left.iter_mut().zip(right).for_each(|(one, other)| core::mem::swap(one, other));
    }

    /// The memory, for locking it.
    pub fn regions(&self) -> [(*const u8, usize); 2] {
        [
            (self.frames.as_ptr().cast(), size_of_val(&*self.frames)),
            (self.outputs.as_ptr().cast(), size_of_val(&*self.outputs)),
        ]
    }
}
