//! What is asked of the system about memory: to keep it resident, and how much there is.

/// Asks the system to keep a region resident; answers whether it will.
#[cfg(unix)]
pub fn lock((start, len): (*const u8, usize)) -> bool {
    // SAFETY: mlock reads no memory; a bad region would be answered by an error.
    len == 0 || unsafe { libc::mlock(start.cast(), len) } == 0
}

/// Asks the system to keep a region resident; this system is not asked.
#[cfg(not(unix))]
pub fn lock(_region: (*const u8, usize)) -> bool {
    false
}

/// The machine's memory in bytes, if the system tells.
pub fn physical_bytes() -> Option<u64> {
    #[cfg(unix)]
    {
        // SAFETY: sysconf has no preconditions.
        let (pages, size) =
            unsafe { (libc::sysconf(libc::_SC_PHYS_PAGES), libc::sysconf(libc::_SC_PAGESIZE)) };
        Some(u64::try_from(pages).ok()? * u64::try_from(size).ok()?)
    }
    #[cfg(not(unix))]
    {
        None
    }
}
