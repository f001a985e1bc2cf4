//! Models of the atomic protocols, for loom: every interleaving of two or three threads, with every value that the
//! memory model lets a load see.
//!
//! `RUSTFLAGS="--cfg loom" cargo test --lib --no-default-features models` runs them. `tests/loom.sh` also breaks each
//! protocol and checks that a model fails.
//!
//! What loom does not see:
//! - the rings of rtrb (it tests them itself), `OnceLock`, and the counters, which are relaxed and decide nothing;
//! - relaxed loads of what another thread stores only later (load buffering), which C11 allows;
//! - a compare-and-swap that fails spuriously;
//! - more threads and rounds than a model has, and in some models (job counter, plays, reported state) more than two or
//!   three preemptions per run;
//! - that a wait ends: it assumes a scheduler that lets every thread run.
//!
//! In one place it allows too much: a failed swap may come after the holder's release, which happens on no machine. A
//! claim is therefore a compare-and-swap, which writes nothing when it fails.

mod claims;
mod expiries;
mod job_counter;
mod joins;
mod marks;
mod plays;
mod reported;
mod reports;
mod session_starts;
mod settings;
mod slots;
mod taps;
