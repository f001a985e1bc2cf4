//! The operating system: threads, priorities, memory, sleep.

pub mod container;
pub mod event_fd;
pub mod fallible;
pub mod memory;
pub mod park;
pub mod prefault;
pub mod priority;
pub mod reserve;
pub mod system;
pub mod thread;
pub mod threads;
