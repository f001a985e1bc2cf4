//! Fetching memory before it is needed: with more participants than the caches hold, a tick is as slow as its
//! misses, and these make them overlap. Hints only: they change no result.

use super::frame::Geometry;
use super::push::reserve;
use super::slot::{CACHE_LINE, Slot, TickSide};

/// Lines of a frame that are asked for; the processor sees by itself that the rest follows.
const FRAME_LINES: usize = 8;

/// Asks for the line at `at`.
#[inline(always)]
pub fn fetch<T>(at: *const T) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch of any address is allowed; it reads nothing.
    unsafe {
        core::arch::x86_64::_mm_prefetch::<{ core::arch::x86_64::_MM_HINT_T0 }>(at.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = at;
}

/// Asks for `count` lines from `at` on.
#[inline(always)]
fn fetch_lines<T>(at: *const T, count: usize) {
    for line in 0..count {
        fetch(at.cast::<u8>().wrapping_add(line * CACHE_LINE));
    }
}

/// Asks for what a tick touches of a slot: its join, its counts, its side.
#[inline(always)]
pub fn fetch_slot(slot: &Slot) {
    fetch(slot);
    fetch_lines(&raw const slot.ticked, 3);
}

/// Asks for the heads of both rings; the slot should be there by now.
#[inline(always)]
pub fn fetch_rings(slot: &Slot) {
    for head in slot.ring_heads {
        // A ring's two positions and its description lie on pairs of lines of their own.
        for pair in 0..3 {
            fetch(head.wrapping_add(pair * 2 * CACHE_LINE));
        }
    }
}

/// Asks for the beginnings of the frames that a tick takes and gives; the rings' heads should be there by now.
#[inline(always)]
pub fn fetch_frames(side: &mut TickSide, g: &Geometry) {
    if let Ok(chunk) = side.in_ring.read_chunk(g.frame) {
        fetch_lines(chunk.as_slices().0.as_ptr(), g.frame_lines.min(FRAME_LINES));
    }
    if let Some(entry) = reserve(side, g) {
        fetch_lines(entry, g.entry_lines().min(FRAME_LINES));
    }
}
