//! How the tables of an engine are indexed, and how joins are numbered.

/// Stands for an absent index: no slot, no room, no play, no tap.
pub const NONE: u32 = u32::MAX;

/// The number of a participant's join, counted from 1 over the lifetime of its slot; 0: no join yet.
pub type JoinNumber = u64;
