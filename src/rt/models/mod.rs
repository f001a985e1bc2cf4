//! Models of our atomic protocols, for loom: every interleaving of two or three threads, with every value that the
//! memory model lets a load see.
//!
//! `RUSTFLAGS="--cfg loom" cargo test --lib --no-default-features models` runs them; `tests/loom.sh` also breaks each
//! protocol and sees a model fail.
//!
//! What loom does not see: the rings (rtrb has models of its own), `OnceLock`, counters (relaxed, one writer), a
//! compare-and-swap that fails without cause, loads that a fence of the hardware would forbid to reorder but that
//! loom reorders less than C11 allows (relaxed loads of other threads' future stores), more threads or rounds than
//! a model has, and that a wait ends: it bounds the work of each run and assumes a fair scheduler.

mod claims;
mod crews;
mod joins;
mod slots;
