//! The allocator counts what the watched threads ask of it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The system's allocator, counted.
pub struct Counting;

static EVERY_THREAD: AtomicBool = AtomicBool::new(false);
static COUNT: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static THIS_THREAD: Cell<bool> = const { Cell::new(false) };
    static THIS_COUNT: Cell<u64> = const { Cell::new(0) };
    static THIS_BYTES: Cell<u64> = const { Cell::new(0) };
}

/// Counts a call that takes `more` bytes in place of `fewer`.
fn count(more: usize, fewer: usize) {
    if THIS_THREAD.get() {
        THIS_COUNT.set(THIS_COUNT.get() + 1);
        THIS_BYTES.set((THIS_BYTES.get() + more as u64).wrapping_sub(fewer as u64));
    }
    if EVERY_THREAD.load(Ordering::Relaxed) && !is_control_thread() {
        COUNT.fetch_add(1, Ordering::Relaxed);
    }
}

// SAFETY: every call is the system allocator's, by whose contract it is made; counting allocates nothing, since the
// thread locals are constants without a destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, layout.size());
        // SAFETY: as above.
        unsafe { System.realloc(old, layout, size) }
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        count(0, layout.size());
        // SAFETY: as above.
        unsafe { System.dealloc(old, layout) }
    }
}

/// Runs `what`; answers its result, and how often this thread has allocated or freed in it.
pub fn on_this_thread<T>(what: impl FnOnce() -> T) -> (T, u64) {
    THIS_COUNT.set(0);
    THIS_THREAD.set(true);
    let result = what();
    THIS_THREAD.set(false);
    (result, THIS_COUNT.get())
}

/// Runs `what`; answers its result, and how many more bytes this thread holds after it.
pub fn bytes_on_this_thread<T>(what: impl FnOnce() -> T) -> (T, u64) {
    THIS_BYTES.set(0);
    let (result, _) = on_this_thread(what);
    (result, THIS_BYTES.get())
}

/// Whether this is the engine's control thread, which may allocate and free: it takes up what ticks have ended.
#[cfg(target_os = "linux")]
fn is_control_thread() -> bool {
    let mut name = [0_u8; 16];
    // SAFETY: the system writes at most 16 bytes, the last a NUL.
    unsafe { libc::prctl(libc::PR_GET_NAME, name.as_mut_ptr()) };
    name.starts_with(b"mixminus-ctl\0")
}

/// As above: not known here.
#[cfg(not(target_os = "linux"))]
fn is_control_thread() -> bool {
    false
}

/// Runs `what`; answers its result, and how often any thread of the process, but the engine's control thread, has
/// allocated or freed meanwhile.
pub fn on_every_thread<T>(what: impl FnOnce() -> T) -> (T, u64) {
    let before = COUNT.load(Ordering::Relaxed);
    EVERY_THREAD.store(true, Ordering::SeqCst);
    let result = what();
    EVERY_THREAD.store(false, Ordering::SeqCst);
    (result, COUNT.load(Ordering::Relaxed) - before)
}
