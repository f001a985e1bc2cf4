//! The tick's end of an out-ring: entries are filled where they lie, then published.

use super::tick_side::{SEAM_DROPPED, SEAM_JOINED, TickSide};
use crate::dsp::CacheLine;
use crate::rt::frame::{FRAME_RESUMES, FRAME_STARTS, Geometry};

/// Where in the out-ring the next frame goes, if there is room: the header's line, the frame's after it.
///
/// Nothing is published until [`publish`].
#[inline(always)]
pub fn reserve(side: &mut TickSide, g: &Geometry) -> Option<*mut CacheLine> {
    let mut chunk = side.out_ring.write_chunk_uninit(g.entry_lines()).ok()?;
    // The ring is a multiple of the entry, so the entry lies in the first slice.
    Some(chunk.as_mut_slices().0.as_mut_ptr().cast())
}

/// The entry that [`reserve`] gives: the header's line, the frame's lines.
#[inline(always)]
pub fn entry_of<'a>(side: &mut TickSide, g: &Geometry) -> Option<(&'a mut CacheLine, &'a mut [CacheLine])> {
    let entry = reserve(side, g)?;
    // SAFETY: `reserve` gave an entry of the ring's: a header line and the frame's lines, which only this producer
    // touches until it is published; every line was initialised when the engine was made.
    Some(unsafe { (&mut *entry, core::slice::from_raw_parts_mut(entry.add(1), g.frame_lines)) })
}

/// Publishes the entry that was reserved and filled.
#[inline(always)]
pub fn publish(side: &mut TickSide, g: &Geometry) {
    if let Ok(chunk) = side.out_ring.write_chunk_uninit(g.entry_lines()) {
        // SAFETY: the caller has filled all lines of the entry: header and frame.
        unsafe { chunk.commit_all() };
    }
}

/// The `FRAME_` flags of a frame that follows a seam, in the tick after `before`.
pub fn seam_flags(side: &TickSide, before: u64) -> u32 {
    if side.seam & SEAM_DROPPED != 0 {
        return FRAME_RESUMES;
    }
    // What played to it in no room goes on.
    let starts = side.seam & SEAM_JOINED != 0 && side.booth_tick != before;
    if starts { FRAME_STARTS } else { 0 }
}
