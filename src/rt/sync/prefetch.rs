//! Prefetches cache lines before they are needed. These are hints: they change no result.

/// Bytes of a cache line.
pub const CACHE_LINE: usize = 64;

/// Prefetches the line at `at`.
#[inline(always)]
pub fn fetch<T>(at: *const T) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch may have any address: it accesses no memory as far as the program can tell, and it never
    // faults.
    unsafe {
        core::arch::x86_64::_mm_prefetch::<{ core::arch::x86_64::_MM_HINT_T0 }>(at.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = at;
}

/// Prefetches `count` lines from `at` on.
#[inline(always)]
pub fn fetch_lines<T>(at: *const T, count: usize) {
    for line in 0..count {
        fetch(at.cast::<u8>().wrapping_add(line * CACHE_LINE));
    }
}
