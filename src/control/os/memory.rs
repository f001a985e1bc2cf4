//! Memory of the system: locking it, and how much of it there is.

use super::container;
use crate::error::{Error, Result, Status};

/// Locks a region into RAM. Returns true if the system did.
#[cfg(unix)]
pub fn lock((start, len): (*const u8, usize)) -> bool {
    // SAFETY: mlock does not read or write the memory; for an invalid region it returns an error.
    len == 0 || unsafe { libc::mlock(start.cast(), len) } == 0
}

/// Locks a region into RAM: not supported on this system.
#[cfg(not(unix))]
pub fn lock(_region: (*const u8, usize)) -> bool {
    false
}

/// What an engine leaves to the rest of the process, bytes: a fraction of what it takes, and at least 4 MiB.
fn margin(needed: u64) -> u64 {
    (needed / 32).max(4 << 20)
}

/// Checks that an engine may take `needed` bytes: the machine has them, a container's limit allows them, and the
/// system would grant them now, with a margin. Else `OutOfMemory` with a sentence.
pub fn check_room_for(needed: u64) -> Result<()> {
    let with_margin = needed.saturating_add(margin(needed));
    let refused = |who: &str| {
        let detail = format!("the engine takes {needed} bytes and a margin of {}; {who}", margin(needed));
        Err(Error::new(Status::OutOfMemory, detail))
    };
    match (physical_bytes(), container::bytes_left()) {
        (Some(there), _) if with_margin > there => refused(&format!("the machine has {there} bytes")),
        (_, Some(left)) if with_margin > left => {
            refused(&format!("the container's limit leaves {left} bytes"))
        }
        _ if !is_to_be_had(with_margin) => refused("the system does not grant that many"),
        _ => Ok(()),
    }
}

/// Returns true if the system would give this process so many bytes now.
fn is_to_be_had(bytes: u64) -> bool {
    #[cfg(unix)]
    {
        let Ok(len) = usize::try_from(bytes) else { return false };
        // SAFETY: without MAP_FIXED the system chooses unused addresses; the pages are not touched, and unmapped
        // with the same length.
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

/// The machine's memory in bytes, if it is known.
fn physical_bytes() -> Option<u64> {
    #[cfg(unix)]
    {
        // SAFETY: sysconf takes an integer and has no preconditions.
        let (pages, size) =
            unsafe { (libc::sysconf(libc::_SC_PHYS_PAGES), libc::sysconf(libc::_SC_PAGESIZE)) };
        Some(u64::try_from(pages).ok()? * u64::try_from(size).ok()?)
    }
    #[cfg(not(unix))]
    {
        None
    }
}
