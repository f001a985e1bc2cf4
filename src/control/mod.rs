//! All that may lock, allocate and wait: the engine, its rooms and participants, its drivers.

mod accounts;
mod arena;
mod beeps;
pub mod conference;
pub mod config;
mod container;
pub mod directory;
mod drivers;
mod ends;
pub mod engine;
mod fallible;
mod inner;
mod joins;
mod kept;
pub mod keys;
mod lend;
pub mod line;
mod memory;
mod notices;
pub mod os;
mod pace;
mod park;
pub mod participants;
mod places;
pub mod plays;
pub mod prompt_files;
pub mod prompts;
pub mod recorder;
pub mod resample;
pub mod reserve;
mod rooms;
pub mod say;
pub mod saying;
mod sessions;
pub mod signals;
#[cfg(test)]
mod slipped;
mod sounds;
mod state;
pub mod synthesizer;
pub mod taps;
pub mod thread;
mod threads;
pub mod waiter;
mod wake;
#[cfg(feature = "recorder")]
pub mod wav;
