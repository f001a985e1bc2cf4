//! Atomics, and the protocols between threads that are built on them.

pub mod atomics;
pub mod claim;
pub mod exclusive;
pub mod job_counter;
pub mod pending_flag;
pub mod pending_list;
pub mod prefetch;
