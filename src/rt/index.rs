//! How the tables of an engine are indexed, and how joins are numbered.

/// In place of an index: no slot, no room, no node, no tap.
pub const NONE: u32 = u32::MAX;

/// The number of a participant's join, counted from 1 over the life of its slot; 0: none yet.
pub type JoinNumber = u64;
