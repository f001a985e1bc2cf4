//! Rooms: join, move, end, list.

// The calls of `Engine`, in their order.
pub mod joins;

pub mod moves;

pub mod ends;

pub mod directory;

pub mod join_options;
pub mod table;
