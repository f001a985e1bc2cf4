//! A global allocator with a reserve. When the system has no memory left, small allocations come from a fixed
//! block. So a control call that has begun can finish; the next call that needs memory returns `OutOfMemory`. Without
//! it a Rust program aborts when a small allocation fails.
//!
//! The C library installs it. A Rust host may do the same: `#[global_allocator] static A: ReserveAllocator =
//! ReserveAllocator;`. Large allocations never come from the reserve: calls make those in ways that can fail.

use crate::error::{Result, Status};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, UnsafeCell};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The size of the reserve, bytes. It is in the program's zeroed data, so none of its pages is touched before it is
/// needed.
const RESERVE_BYTES: usize = 1 << 20;

/// Allocations from the reserve are multiples of this, bytes.
const GRANULE: usize = 64;

const GRANULES: usize = RESERVE_BYTES / GRANULE;

/// The largest allocation from the reserve, bytes.
pub(crate) const LARGEST: usize = 64 * 1024;

/// Small allocations of one control call at most, bytes. A call may begin while as much is left.
const CALL_BYTES: usize = 256 * 1024;

/// The reserve, aligned to a page, the largest alignment that is requested.
#[repr(C, align(4096))]
struct Block(UnsafeCell<[u8; RESERVE_BYTES]>);

// SAFETY: this file never reads or writes the bytes. `take` gives out disjoint parts, each to one owner, under the
// lock of `GIVEN`.
unsafe impl Sync for Block {}

static BLOCK: Block = Block(UnsafeCell::new([0; RESERVE_BYTES]));

/// Which granules are in use, one bit each.
static GIVEN: Mutex<[u64; GRANULES / 64]> = Mutex::new([0; GRANULES / 64]);

/// Bytes of the reserve in use.
static TAKEN: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// Memory set aside for the next allocation of that layout on this thread.
    static ASIDE: Cell<Option<(*mut u8, Layout)>> = const { Cell::new(None) };
}

/// The system's allocator, with a reserve of 1 MiB for allocations of up to 64 KiB that it refuses.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReserveAllocator;

// SAFETY: memory from the system's allocator goes back to it with the same layout. Memory from the reserve is a part
// of `BLOCK` that is large enough, aligned, and given to nobody else until it comes back.
unsafe impl GlobalAlloc for ReserveAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: `GlobalAlloc` requires the caller to pass a layout of non-zero size; it is passed on unchanged.
        let memory = unsafe { System.alloc(layout) };
        if memory.is_null() { instead(layout) } else { memory }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: `GlobalAlloc` requires the caller to pass a layout of non-zero size; it is passed on unchanged.
        let memory = unsafe { System.alloc_zeroed(layout) };
        if !memory.is_null() {
            return memory;
        }
        let memory = instead(layout);
        if !memory.is_null() {
            // SAFETY: `memory` is not null here, and `instead` gives `layout.size()` bytes to this caller alone.
            unsafe { memory.write_bytes(0, layout.size()) };
        }
        memory
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        match place(memory) {
            Some(at) => give_back(at, layout),
            // SAFETY: `place` says that it is not from the reserve, so the system's allocator gave it, with this
            // layout.
            None => unsafe { System.dealloc(memory, layout) },
        }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if place(memory).is_none() {
            // SAFETY: `place` says that it is not from the reserve, so the system's allocator gave it, with this
            // layout; the caller promises that `size` is valid.
            let moved = unsafe { System.realloc(memory, layout, size) };
            if !moved.is_null() {
                return moved;
            }
        }
        // SAFETY: the caller of `realloc` promises that `size`, rounded up to the alignment, fits an isize.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        // SAFETY: `wanted` is not empty. The new block does not overlap the old one, and both have at least the
        // copied length. The old block is freed once, here.
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

/// Memory in place of the system's: what this thread has set aside, else a part of the reserve.
#[cold]
fn instead(layout: Layout) -> *mut u8 {
    // `Err`: the thread is ending.
    match ASIDE.try_with(Cell::get) {
        Ok(Some((memory, of))) if of == layout => {
            ASIDE.set(None);
            memory
        }
        _ => take(layout),
    }
}

/// Memory that is set aside while this value lives, for the next allocation of its layout on this thread that the
/// system refuses.
#[derive(Debug)]
pub(crate) struct SetAside {
    before: Option<(*mut u8, Layout)>,
}

/// Sets memory aside for an allocation that must not fail; `None` if the system has none. Without
/// [`ReserveAllocator`] it only shows that there is enough now.
pub(crate) fn set_aside(layout: Layout) -> Option<SetAside> {
    if layout.size() == 0 {
        return Some(SetAside { before: ASIDE.get() });
    }
    // SAFETY: the layout was checked above not to be empty.
    let memory = unsafe { System.alloc(layout) };
    (!memory.is_null()).then(|| SetAside { before: ASIDE.replace(Some((memory, layout))) })
}

impl Drop for SetAside {
    fn drop(&mut self) {
        if let Some((memory, layout)) = ASIDE.replace(self.before)
            && self.before != Some((memory, layout))
        {
            // SAFETY: `set_aside` got this memory from the system's allocator for this layout, and nobody has taken
            // it since.
            unsafe { System.dealloc(memory, layout) };
        }
    }
}

/// The offset of `memory` in the reserve, in granules; `None` if it is not from the reserve.
fn place(memory: *const u8) -> Option<usize> {
    let offset = memory.addr().wrapping_sub(BLOCK.0.get().addr());
    (offset < RESERVE_BYTES).then_some(offset / GRANULE)
}

/// How many granules a layout takes.
const fn granules(layout: Layout) -> usize {
    layout.size().div_ceil(GRANULE)
}

/// Takes a part of the reserve; null if there is none, or `layout` is too large.
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
                // SAFETY: `at` is the first of free granules, all within the block.
                return unsafe { BLOCK.0.get().cast::<u8>().add(at * GRANULE) };
            }
        }
    }
    std::ptr::null_mut()
}

/// Returns what [`take`] gave for `layout`.
#[cold]
fn give_back(at: usize, layout: Layout) {
    let count = granules(layout);
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    (at..at + count).for_each(|granule| given[granule / 64] &= !(1 << (granule % 64)));
    TAKEN.fetch_sub(count * GRANULE, Ordering::Relaxed);
}

/// Checks that a control call may begin: `OutOfMemory` if the reserve has less left than a call may need, and the
/// system has not as much either. Always `Ok` without [`ReserveAllocator`].
pub(crate) fn check() -> Result<()> {
    if TAKEN.load(Ordering::Relaxed) + CALL_BYTES <= RESERVE_BYTES {
        return Ok(());
    }
    let mut probe: Vec<u8> = Vec::new();
    probe.try_reserve_exact(CALL_BYTES).map_err(|_| Status::OutOfMemory.into())
}
