//! A bus of a room: the frames that are summed on it, where each contributor's mix goes, and the common frame.

use super::unannounced::Unannounced;
use crate::dsp::{CacheLine, Kernels};
use crate::rt::frame::AudioFormat;
use core::ops::Range;

/// A bus: an exact sum of the contributions on it. A room has one for now, in the memory of the worker that mixes it.
#[derive(Debug)]
pub struct Bus {
    /// The frames that are summed, packed densely: first those of members, then parting frames, then sounds that
    /// play to the room.
    frames: Box<[CacheLine]>,
    /// Where each contributor's own mix goes.
    outputs: Box<[*mut CacheLine]>,
    /// The common frame: the sum of all contributions, for members that do not contribute.
    common: Box<[CacheLine]>,
    /// The output of contributions that need none.
    discard: Box<[CacheLine]>,
    /// The mixes of members whose lines have another rate, by contribution: those of members come first. None if the engine
    /// has one rate.
    own: Box<[CacheLine]>,
    /// The address of `own`, taken once per room, as that of `discard` is.
    own_at: *mut CacheLine,
    /// The format of the room.
    format: AudioFormat,
    /// The address of `discard`, taken once per room: taking it again would invalidate earlier pointers to it.
    discard_at: *mut CacheLine,
    /// The number of contributions on the bus.
    count: usize,
    /// How many of them, from the first on, belong to the room's mix. The rest plays only to a member that is alone.
    of_room: usize,
    /// The parting frames among them of members to which a recording of the room was not announced yet.
    unannounced_partings: Range<usize>,
    /// The recordings that were not announced yet to each contributor.
    pub unannounced: Unannounced,
    /// The mix id of the common frame.
    pub mix_id: u64,
    /// The sum exceeded 16 bits.
    pub has_overload: bool,
}

// SAFETY: `clear` and `add` set the pointers again for each room, to memory of the same engine, before `mix` follows
// them.
unsafe impl Send for Bus {}

impl Bus {
    /// A bus in the memory that is given: as many frames as outputs, and one of `own` for each member if the engine has
    /// more than one rate; one frame each of `common` and `discard`. Frames are of the longest `format`.
    pub fn new(
        format: AudioFormat,
        outputs: Box<[*mut CacheLine]>,
        [frames, own, common, discard]: [Box<[CacheLine]>; 4],
    ) -> Bus {
        Bus {
            frames,
            outputs,
            common,
            discard,
            discard_at: core::ptr::null_mut(),
            own,
            own_at: core::ptr::null_mut(),
            format,
            count: 0,
            of_room: 0,
            unannounced_partings: 0..0,
            unannounced: Unannounced::NONE,
            mix_id: 0,
            has_overload: false,
        }
    }

    /// Empties the bus, for a room of that format. `mix_id` is the mix id of its next common frame.
    pub fn clear(&mut self, format: &AudioFormat, mix_id: u64) {
        self.format = *format;
        self.discard_at = self.discard.as_mut_ptr();
        self.own_at = self.own.as_mut_ptr();
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
    pub fn next_frame(&mut self) -> Option<&mut [CacheLine]> {
        let lines = self.format.frame_lines;
        self.frames.get_mut(self.count * lines..(self.count + 1) * lines)
    }

    /// The next frame is a contribution. Its own mix goes to `output`, a frame of an out-ring that nobody else writes
    /// until the mix is made; `None` discards its mix. Returns its index.
    #[inline(always)]
    pub fn add(&mut self, output: Option<*mut CacheLine>) -> Option<usize> {
        let place = self.outputs.get_mut(self.count)?;
        *place = output.unwrap_or(self.discard_at);
        self.count += 1;
        self.of_room = self.count;
        Some(self.count - 1)
    }

    /// The next frame is a contribution, whose mix is to be [converted](Self::own_mix). Returns its index.
    pub fn add_to_convert(&mut self) -> Option<usize> {
        let at = self.count * self.format.frame_lines;
        let has_memory = self.own.len() >= at + self.format.frame_lines;
        self.add(has_memory.then(|| self.own_at.wrapping_add(at)))
    }

    /// The mix of the contribution `place`, which was [added](Self::add_to_convert) to be converted.
    pub fn own_mix(&self, place: usize) -> &[CacheLine] {
        let lines = self.format.frame_lines;
        self.own.get(place * lines..(place + 1) * lines).unwrap_or_default()
    }

    /// Adds a contribution that plays only to a member that is alone. Call it after all contributions of the room.
    pub fn add_private(&mut self) {
        let of_room = self.of_room;
        self.add(None);
        self.of_room = of_room;
    }

    /// Notes that the contributions from index `from` on are parting frames of members to which a recording of the room
    /// was not announced yet.
    pub fn note_unannounced_partings(&mut self, from: usize) {
        self.unannounced_partings = from..self.count;
    }

    /// Returns true if some tap of the room needs another sum than the members.
    #[inline(always)]
    pub fn differs_for_taps(&self) -> bool {
        self.of_room < self.count || !self.unannounced.is_empty() || !self.unannounced_partings.is_empty()
    }

    /// The common frame: the sum of all contributions, for members that do not contribute.
    #[inline(always)]
    pub fn common(&self) -> &[CacheLine] {
        self.common.get(..self.format.frame_lines).unwrap_or_default()
    }

    /// The format of the room.
    #[inline(always)]
    pub fn format(&self) -> &AudioFormat {
        &self.format
    }

    /// Mix-minus: sums all contributions, and writes to each contributor's output the sum without its own.
    pub fn mix(&mut self, kernels: &Kernels) {
        self.has_overload = self.mix_first(kernels, self.count);
    }

    /// Sums the room's contributions, without unannounced parting frames and without the indices in `left_out`
    /// (descending). Returns true if the sum exceeded 16 bits. The outputs hold nothing useful afterwards.
    pub fn mix_without(
        &mut self,
        kernels: &Kernels,
        left_out: impl DoubleEndedIterator<Item = usize> + Clone,
    ) -> bool {
        // Swaps each contribution to leave out to the end, the last first, so that no swap brings one to the front.
        let lines = self.format.frame_lines;
        let mut count = self.of_room;
        for place in self.unannounced_partings.clone().rev().chain(left_out.clone()) {
            count = count.saturating_sub(1);
            self.swap(lines, place, count);
        }
        let overload = self.mix_first(kernels, count);
        // Swaps them back, in the opposite order.
        for place in left_out.rev().chain(self.unannounced_partings.clone()) {
            self.swap(lines, place, count);
            count += 1;
        }
        overload
    }

    /// Sums the room's contributions. Returns true if the sum exceeded 16 bits. The outputs hold nothing useful
    /// afterwards.
    pub fn mix_of_room(&mut self, kernels: &Kernels) -> bool {
        self.mix_first(kernels, self.of_room)
    }

    /// Sums the first `count` contributions. Returns true if the sum exceeded 16 bits.
    fn mix_first(&mut self, kernels: &Kernels, count: usize) -> bool {
        let lines = self.format.frame_lines;
        // SAFETY: `count` frames lie packed at the front of `frames`, and as many outputs were set, each to a frame in
        // an out-ring of this room's members, which is this worker's until it is published, to a frame of `own`, or to
        // `discard`, which nobody reads. There are at most 4096 (a room's members and a tick's commands).
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

    /// Swaps two contributions, and their outputs.
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
    pub fn regions(&self) -> [(*const u8, usize); 3] {
        [
            (self.own.as_ptr().cast(), size_of_val(&*self.own)),
            (self.frames.as_ptr().cast(), size_of_val(&*self.frames)),
            (self.outputs.as_ptr().cast(), size_of_val(&*self.outputs)),
        ]
    }
}
