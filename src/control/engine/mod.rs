//! The engine: its memory, its threads, its clock.

pub mod arena;
pub mod budget;
pub mod commands;
pub mod drivers;
pub mod inner;
pub mod lifecycle;
pub mod line_memory;
#[cfg(test)]
pub mod skipped_ticks;
pub mod slot_allocator;
pub mod state;
