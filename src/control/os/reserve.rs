//! A global allocator with a reserve. Where the system has no memory left, small allocations come out of a fixed block, so
//! that what a control call has begun it can finish; the next call that would need memory is refused with `OutOfMemory`.
//! Without it a Rust program aborts as soon as a small allocation fails.
//!
//! The C library installs it. A Rust host may do the same: `#[global_allocator] static A: ReserveAllocator =
//! ReserveAllocator;`. Large allocations never come out of the reserve: calls ask for those in a way that may fail.

use crate::error::{Result, Status};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, UnsafeCell};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The reserve's size, bytes. It lies in the program's zeroed data: no page of it is touched before it is needed.
const RESERVE_BYTES: usize = 1 << 20;

/// What is given out is a multiple of this, bytes.
const GRANULE: usize = 64;

const GRANULES: usize = RESERVE_BYTES / GRANULE;

/// The largest allocation that comes out of the reserve, bytes.
pub(crate) const LARGEST: usize = 64 * 1024;

/// What one control call may take in small allocations, bytes: as long as so much is there, a call may begin.
const CALL_BYTES: usize = 256 * 1024;

/// The alignment of the reserve, bytes: that of a page, so of all that is asked for.
#[repr(C, align(4096))]
struct Block(UnsafeCell<[u8; RESERVE_BYTES]>);

// SAFETY: this file reads and writes none of the bytes; it gives out disjoint parts of them, each to one owner.
unsafe impl Sync for Block {}

static BLOCK: Block = Block(UnsafeCell::new([0; RESERVE_BYTES]));

/// Which granules are given out, a bit each.
static GIVEN: Mutex<[u64; GRANULES / 64]> = Mutex::new([0; GRANULES / 64]);

/// How many bytes of the reserve are given out.
static TAKEN: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// Memory that was set aside for the next allocation of that layout on this thread.
    static ASIDE: Cell<Option<(*mut u8, Layout)>> = const { Cell::new(None) };
}

/// The system's allocator, and a reserve of 1 MiB for the allocations of up to 64 KiB that it refuses.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReserveAllocator;

// SAFETY: what the system's allocator gives goes back to it, with the same layout. What the reserve gives is a part of
// `BLOCK` that is large enough and aligned, and nobody else's until it is given back.
unsafe impl GlobalAlloc for ReserveAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the layout is the caller's, whose size is not 0.
        let memory = unsafe { System.alloc(layout) };
        if memory.is_null() { instead(layout) } else { memory }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the layout is the caller's, whose size is not 0.
        let memory = unsafe { System.alloc_zeroed(layout) };
        if !memory.is_null() {
            return memory;
        }
        let memory = instead(layout);
        if !memory.is_null() {
            // SAFETY: so many bytes were just given to us.
            unsafe { memory.write_bytes(0, layout.size()) };
        }
        memory
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        match place(memory) {
            Some(at) => give_back(at, layout),
            // SAFETY: it is not of the reserve, so the system's allocator gave it, with this layout.
            None => unsafe { System.dealloc(memory, layout) },
        }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if place(memory).is_none() {
            // SAFETY: it is not of the reserve, so the system's allocator gave it, with this layout.
            let moved = unsafe { System.realloc(memory, layout, size) };
            if !moved.is_null() {
                return moved;
            }
        }
        // SAFETY: the caller promises that `size`, rounded up to the alignment, is a layout's.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        // SAFETY: `wanted` is not empty; both blocks are apart and as long as is copied; `memory` is given back once.
        unsafe {
            let moved = self.alloc(wanted);
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(memory, size.min(layout.size()));
                self.dealloc(memory, layout);
            }
            moved
        }
    }
}

/// What is there instead of the system's memory: what this thread has set aside, else a part of the reserve.
#[cold]
fn instead(layout: Layout) -> *mut u8 {
    // Err: the thread is ending.
    match ASIDE.try_with(Cell::get) {
        Ok(Some((memory, of))) if of == layout => {
            ASIDE.set(None);
            memory
        }
        _ => take(layout),
    }
}

/// Memory that is set aside: for the next allocation of its layout on this thread that the system refuses, while this
/// lives.
#[derive(Debug)]
pub(crate) struct SetAside {
    before: Option<(*mut u8, Layout)>,
}

/// Sets memory aside for an allocation that must not fail; `None` if the system has none. Without [`ReserveAllocator`] it
/// shows no more than that there is enough now.
pub(crate) fn set_aside(layout: Layout) -> Option<SetAside> {
    if layout.size() == 0 {
        return Some(SetAside { before: ASIDE.get() });
    }
    // SAFETY: the layout is not empty.
    let memory = unsafe { System.alloc(layout) };
    (!memory.is_null()).then(|| SetAside { before: ASIDE.replace(Some((memory, layout))) })
}

impl Drop for SetAside {
    fn drop(&mut self) {
        if let Some((memory, layout)) = ASIDE.replace(self.before)
            && self.before != Some((memory, layout))
        {
            // SAFETY: the system's allocator gave it for this layout, and nothing was made of it.
            unsafe { System.dealloc(memory, layout) };
        }
    }
}

/// Where in the reserve `memory` lies, granules from its start; `None` if it is not of the reserve.
fn place(memory: *const u8) -> Option<usize> {
    let offset = memory.addr().wrapping_sub(BLOCK.0.get().addr());
    (offset < RESERVE_BYTES).then_some(offset / GRANULE)
}

/// How many granules hold so many bytes.
const fn granules(layout: Layout) -> usize {
    layout.size().div_ceil(GRANULE)
}

/// A part of the reserve; null if there is none, or `layout` is too large for it.
#[cold]
fn take(layout: Layout) -> *mut u8 {
    if layout.size() > LARGEST || layout.align() > align_of::<Block>() {
        return std::ptr::null_mut();
    }
    let (count, step) = (granules(layout), layout.align().div_ceil(GRANULE));
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    let is_given = |given: &[u64], at: usize| given[at / 64] >> (at % 64) & 1 != 0;
    let mut at = 0;
    while at + count <= GRANULES {
        match (at..at + count).rev().find(|granule| is_given(&*given, *granule)) {
            Some(taken) => at = (taken + 1).next_multiple_of(step),
            None => {
                (at..at + count).for_each(|granule| given[granule / 64] |= 1 << (granule % 64));
                TAKEN.fetch_add(count * GRANULE, Ordering::Relaxed);
                // SAFETY: the granules lie in the block.
                return unsafe { BLOCK.0.get().cast::<u8>().add(at * GRANULE) };
            }
        }
    }
    std::ptr::null_mut()
}

/// Takes back what [`take`] gave for `layout`.
#[cold]
fn give_back(at: usize, layout: Layout) {
    let count = granules(layout);
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    (at..at + count).for_each(|granule| given[granule / 64] &= !(1 << (granule % 64)));
    TAKEN.fetch_sub(count * GRANULE, Ordering::Relaxed);
}

/// Whether a control call may begin: `OutOfMemory` if the reserve has less left than a call may need, and the system has
/// not so much either. Always true without [`ReserveAllocator`].
pub(crate) fn check() -> Result<()> {
    if TAKEN.load(Ordering::Relaxed) + CALL_BYTES <= RESERVE_BYTES {
        return Ok(());
    }
    let mut probe: Vec<u8> = Vec::new();
    probe.try_reserve_exact(CALL_BYTES).map_err(|_| Status::OutOfMemory.into())
}
