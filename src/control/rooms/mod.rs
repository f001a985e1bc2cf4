//! Rooms: found, joined, moved between, closed.

pub mod directory;
pub mod ends;
pub mod joins;
pub mod table;
