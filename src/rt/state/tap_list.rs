//! The taps of one participant, or of one room: a list that owns the cells that are linked in it.
//!
//! A [`TapHandle`] owns the tick's part of a cell on its way from the control layer and back; in between the list owns
//! it.

use super::tap::{TapCell, TapState, Taps};
use crate::rt::index::NONE;
use crate::rt::message::tap_handle::TapHandle;
use crate::rt::sync::atomics::Ordering;

/// The taps of one participant, or of one room.
#[derive(Debug)]
pub struct TapList {
    head: u32,
}

/// A place in a [`TapList`].
#[derive(Clone, Copy, Debug)]
pub struct TapAt(u32);

impl TapList {
    /// No taps.
    pub const EMPTY: TapList = TapList { head: NONE };

    /// Returns true if there are none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.head == NONE
    }

    /// The first place.
    pub fn first(&self) -> TapAt {
        TapAt(self.head)
    }

    /// The tap at a place of this list, and the next place; `None` at the end.
    pub fn at<'a>(
        &'a mut self,
        taps: &'a Taps,
        TapAt(index): TapAt,
    ) -> Option<(&'a TapCell, &'a mut TapState, TapAt)> {
        let cell = taps.get(index)?;
        // SAFETY: the cell is linked in this list, which owns it and stays borrowed exclusively.
        let state = unsafe { cell.tick_state() };
        let next = TapAt(state.next);
        Some((cell, state, next))
    }

    /// Adds a tap.
    pub fn add(&mut self, taps: &Taps, handle: TapHandle, tick: u64) {
        let index = handle.index();
        let Some(cell) = taps.get(index) else { return };
        // SAFETY: the handle owned the tap, and is used up.
        let state = unsafe { cell.tick_state() };
        (state.previous, state.next) = (NONE, self.head);
        if let Some(next) = taps.get(self.head) {
            // SAFETY: another cell, linked in this list, which owns it and is borrowed exclusively.
            unsafe { next.tick_state() }.previous = index;
        }
        self.head = index;
        cell.attached.store(true, Ordering::Relaxed);
        cell.began.store(tick, Ordering::Release);
    }

    /// The place of the tap in the cell of that index.
    ///
    /// # Safety
    /// The tap is attached, and this is the list of its owner.
    pub unsafe fn place_of(&self, index: u32) -> TapAt {
        TapAt(index)
    }

    /// Takes the tap at a place out of this list.
    pub fn remove(&mut self, taps: &Taps, TapAt(index): TapAt) -> Option<TapHandle> {
        let cell = taps.get(index)?;
        // SAFETY: the cell is linked in this list, which owns it and is borrowed exclusively.
        let (previous, next) = unsafe {
            let state = cell.tick_state();
            (state.previous, state.next)
        };
        if let Some(next) = taps.get(next) {
            // SAFETY: another cell, linked in this list, which owns it and is borrowed exclusively.
            unsafe { next.tick_state() }.previous = previous;
        }
        match taps.get(previous) {
            // SAFETY: another cell, linked in this list, which owns it and is borrowed exclusively.
            Some(previous) => unsafe { previous.tick_state() }.next = next,
            None => self.head = next,
        }
        cell.attached.store(false, Ordering::Relaxed);
        // SAFETY: the tap has just been taken out of its list.
        Some(unsafe { TapHandle::from_index(index) })
    }
}
