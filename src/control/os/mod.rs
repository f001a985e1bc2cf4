//! What is asked of the operating system: threads, memory, sleep.

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
