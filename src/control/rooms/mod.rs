//! Rooms: found, joined, moved between, closed.

// The calls of `Engine`, in their order.
pub mod joins;

pub mod directory;

pub mod ends;
pub mod table;
