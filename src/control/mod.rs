//! Everything that may lock, allocate or wait.
//!
//! | folder | what is in it |
//! |---|---|
//! | `engine` | the engine: its memory, its threads, its clock |
//! | `participants.rs`, `audio.rs`, `events.rs`, `statistics.rs` | calls of the same names |
//! | `rooms` | rooms by account, environment and id; joins and their ends |
//! | `sessions` | what a participant keeps: signals, DTMF, telephone events |
//! | `playback` | prompts and what plays |
//! | `recorder` | recordings to WAV files |
//! | `blocking` | the blocking calls: conference and say |
//! | `accounts` | quotas and fair shares |
//! | `os` | threads, memory, sleep |

// Hosts call methods of `Engine` in this order, and rustdoc prints them in the order in which these modules are declared.
pub mod engine;

pub mod participants;

pub mod participant_rates;

pub mod rooms;

pub mod audio;

pub mod events;

pub mod playback;

pub mod sessions;

pub mod blocking;

pub mod taps;

pub mod recorder;

pub mod statistics;

pub mod accounts;
pub mod config;
pub mod os;
