//! What each account has of an engine: its quotas, and its shares of every table.

pub mod counted;
pub mod index_lists;
pub mod quotas;
pub mod refusals;
pub mod share;
pub mod usage;
