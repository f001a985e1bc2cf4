//! All that runs inside a tick, a write or a read: no lock, no allocation, no system call, no panic.
pub mod event;
pub mod stats;
