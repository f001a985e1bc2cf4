//! What each account uses, its quotas, and its shares of the engine's tables.

pub mod counted;
pub mod index_lists;
pub mod quotas;
pub mod refusals;
pub mod share;
pub mod usage;
