//! All that may lock, allocate and wait.
pub mod config;
pub mod engine;
