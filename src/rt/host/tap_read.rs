//! Reads from a tap.

use crate::error::Status;
use crate::handle::TapId;
use crate::rt::frame::samples as samples_of;
use crate::rt::frame::{AudioFormat, Header};
use crate::rt::state::shared::Shared;
use crate::rt::state::tap::{TAP_SILENT, TapCell, TapFrame};
use crate::rt::sync::atomics::Ordering;

impl Shared {
    /// Reads whole frames, as many as are available and as both `samples` and `frames` have room for. Returns their
    /// number. Wait-free.
    #[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
    pub fn read_tap(
        &self,
        tap: TapId,
        samples: &mut [i16],
        frames: &mut [TapFrame],
    ) -> Result<usize, Status> {
        let alive = self.check_alive();
        if alive == Err(Status::Forked) {
            return Err(Status::Forked);
        }
        let (cell, generation) = self.tap(tap)?;
        let mut reader = cell.reader.claim().ok_or(Status::Busy)?;
        if !is_current(cell, generation) {
            return Err(Status::StaleHandle);
        }
        let format = self.rates.format(cell.rate());
        if samples.len() < format.frame || frames.is_empty() {
            return Err(Status::InvalidArgument);
        }
        // Read before the ring: the tick puts the last frame there before it sets the end.
        let ended = cell.ended.load(Ordering::Acquire) != 0;
        let ring = reader.as_mut().ok_or(Status::StaleHandle)?;
        let mut count = 0;
        let mut rest = samples;
        for place in frames {
            let Some((out, later)) = rest.split_at_mut_checked(format.frame) else { break };
            rest = later;
            let Ok(chunk) = ring.read_chunk(format.entry_lines()) else { break };
            // The ring is a multiple of the entry, so the entry lies in the first slice.
            let Some((head, frame)) = chunk.as_slices().0.split_first() else { break };
            let header = Header::from_line(head);
            if header.flags & TAP_SILENT != 0 {
                out.fill(0);
            } else {
                out.iter_mut().zip(samples_of(frame)).for_each(|(to, from)| *to = *from);
            }
            let Header { tick, join, mix_id: room, flags, .. } = header;
            *place = TapFrame { tick, room, join, flags };
            chunk.commit_all();
            count += 1;
        }
        match count {
            0 if ended => Err(Status::Ended),
            0 => alive.map(|()| 0),
            _ => Ok(count),
        }
    }

    /// The format of a tap.
    pub fn tap_format(&self, tap: TapId) -> Result<AudioFormat, Status> {
        let (cell, _) = self.tap(tap)?;
        Ok(*self.rates.format(cell.rate()))
    }

    /// Returns the cell of a handle, and the generation that the cell must have now and under the claim of its reader.
    pub fn tap(&self, tap: TapId) -> Result<(&TapCell, u32), Status> {
        let (index, generation) = tap.decode(self.tag)?;
        let cell = self.taps.get(index).ok_or(Status::InvalidHandle)?;
        if is_current(cell, generation) { Ok((cell, generation)) } else { Err(Status::StaleHandle) }
    }
}

fn is_current(cell: &TapCell, generation: u32) -> bool {
    cell.generation.load(Ordering::Acquire) == generation
}
