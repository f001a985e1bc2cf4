//! Rooms: found, joined, moved between, closed.

// The calls of `Engine`, in their order.
pub mod join_options;
pub mod joins;
pub mod moves;

pub mod directory;

pub mod ends;
pub mod table;
