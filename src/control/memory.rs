//! How much memory an engine takes, told before; and locking it.

use super::config::EngineConfig;
use crate::rt::command::Command;
use crate::rt::event::Event;
use crate::rt::frame::Geometry;
use crate::rt::shared::{Floor, Shared};
use crate::rt::teller::Teller;
use crate::rt::worker::Worker;

/// What a ring takes beyond its elements: two cache-padded positions and the allocator's rounding.
const RING_OVERHEAD: u64 = 384;

/// Bytes that an engine of that configuration takes; every further worker takes [`Worker::bytes`] more.
pub fn bytes(config: &EngineConfig, geometry: &Geometry) -> u64 {
    let ring = |bytes: usize| bytes as u64 + RING_OVERHEAD;
    let rings = ring(geometry.in_ring_samples * size_of::<i16>()) + ring(geometry.out_ring_lines() * 64);
    let slots = u64::from(config.max_participants) * (Shared::SLOT_BYTES + rings);
    slots
        + Floor::bytes(geometry, config.max_participants, config.max_rooms)
        + Teller::bytes(config.max_participants, config.max_rooms)
        + 2 * Worker::bytes(geometry, config.max_participants, config.event_queue)
        + ring(config.command_queue as usize * size_of::<Command>())
        + ring(config.event_queue as usize * size_of::<Event>())
}

/// Asks the system to keep these regions resident; answers whether it will keep them all.
#[cfg(unix)]
pub fn lock(regions: impl Iterator<Item = (*const u8, usize)>) -> bool {
    let mut all = true;
    for (start, len) in regions {
        // SAFETY: mlock reads no memory; a bad region would be answered by an error.
        all &= len == 0 || unsafe { libc::mlock(start.cast(), len) } == 0;
    }
    all
}

/// Asks the system to keep these regions resident; this system is not asked.
#[cfg(not(unix))]
pub fn lock(_regions: impl Iterator<Item = (*const u8, usize)>) -> bool {
    false
}

/// The machine's memory in bytes, if the system tells.
pub fn physical_bytes() -> Option<u64> {
    #[cfg(unix)]
    {
        // SAFETY: sysconf has no preconditions.
        let (pages, size) = unsafe { (libc::sysconf(libc::_SC_PHYS_PAGES), libc::sysconf(libc::_SC_PAGESIZE)) };
        Some(u64::try_from(pages).ok()? * u64::try_from(size).ok()?)
    }
    #[cfg(not(unix))]
    {
        None
    }
}
