//! All that may lock, allocate and wait: the engine, its rooms and participants, its drivers.

mod arena;
pub mod conference;
pub mod config;
pub mod directory;
mod drivers;
pub mod engine;
mod joins;
pub mod keys;
mod memory;
mod os;
pub mod participants;
mod rooms;
mod sessions;
pub mod signals;
#[cfg(test)]
mod slipped;
pub mod waiter;
mod wake;
