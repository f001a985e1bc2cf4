//! All that may lock, allocate and wait: the engine, its rooms and participants, its drivers.

mod arena;
pub mod config;
pub mod directory;
mod drivers;
pub mod engine;
pub mod keys;
mod memory;
mod os;
pub mod participants;
pub mod recorder;
mod rooms;
mod sessions;
pub mod taps;
mod wake;
