//! Models of our atomic protocols, for loom: every interleaving of two or three threads, with every value that the
//! memory model lets a load see.
//!
//! `RUSTFLAGS="--cfg loom" cargo test --lib --no-default-features models` runs them; `tests/loom.sh` also breaks each
//! protocol and sees a model fail.
//!
//! What loom does not see:
//! - the rings (rtrb's own affair), `OnceLock`, and the counters, which are relaxed and decide nothing;
//! - relaxed loads of what another thread stores only later (load buffering), which C11 allows;
//! - a compare-and-swap that fails without cause;
//! - more threads and rounds than a model has, and in the crew's models more than three preemptions a run;
//! - that a wait ends: it assumes a scheduler that lets everyone run.
//!
//! It also sees too much in one place: it lets a swap that fails come after the holder's release, which no machine
//! does. A claim is therefore a compare-and-swap, which writes nothing when it fails.

mod claims;
mod expiries;
mod job_counter;
mod joins;
mod plays;
mod reported;
mod reports;
mod session_starts;
mod settings;
mod slots;
mod taps;
