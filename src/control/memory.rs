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

/// Whether the system would give this process so many bytes: asked beforehand, since an allocation that fails in the
/// midst of many would end the process.
pub fn is_to_be_had(bytes: u64) -> bool {
    #[cfg(unix)]
    {
        let Ok(len) = usize::try_from(bytes) else { return false };
        // SAFETY: new pages of the system's choosing, which nobody touches; they are given back as they came.
        unsafe {
            let (access, kind) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANON);
            let pages = libc::mmap(std::ptr::null_mut(), len, access, kind, -1, 0);
            pages != libc::MAP_FAILED && libc::munmap(pages, len) == 0
        }
    }
    #[cfg(not(unix))]
    {
        usize::try_from(bytes).is_ok()
    }
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
