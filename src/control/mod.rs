//! Everything that may lock, allocate or wait.
//!
//! | folder | what is in it |
//! |---|---|
//! | `engine` | the engine: its memory, its threads, its clock |
//! | `rooms` | rooms by account, environment and id; joins and their ends |
//! | `sessions` | participants: signals, DTMF, telephone events |
//! | `playback` | prompts and what plays |
//! | `recorder` | recordings to WAV files |
//! | `blocking` | the blocking calls: conference and say |
//! | `accounts` | quotas and fair shares |
//! | `os` | threads, memory, sleep |

pub mod accounts;
pub mod blocking;
pub mod config;
pub mod engine;
pub mod os;
pub mod playback;
pub mod recorder;
pub mod rooms;
pub mod sessions;
pub mod taps;
