//! All that runs inside a tick, a write or a read: no lock, no allocation, no system call, no panic.
//!
//! `tick.rs` reads as the way of the data; the rest are its steps and what they stand on.

mod apply;
pub mod claim;
pub mod command;
mod crew;
mod cycles;
pub mod end;
pub mod event;
pub mod frame;
mod members;
mod parting;
mod publish;
mod pull;
pub mod push;
pub mod read;
mod room;
pub mod shared;
mod slot;
pub mod staging;
pub mod stats;
mod sync;
mod talk;
pub mod teller;
pub mod tick;
pub mod worker;
pub mod write;
