//! Everything that runs inside a tick, a write or a read: no lock, no allocation, no system call, no panic.
//!
//! | folder | what is in it |
//! |---|---|
//! | `tick` | the steps of a tick, in the order of the data: `tick/mod.rs` reads from top to bottom |
//! | `host` | the functions that host threads call: write, read, tap read |
//! | `state` | what the steps work on: slots, rooms, playback, taps, statistics |
//! | `dtmf` | key presses, terminator, injected tones, the digit sender |
//! | `message` | commands to the tick; events and reports from it |
//! | `sync` | atomics, claims, the job counter: the only protocols between threads |
//! | `models` | loom models of them |

#![cfg_attr(
    not(test),
    deny(
        clippy::disallowed_methods,
        clippy::disallowed_types,
        clippy::disallowed_macros,
        clippy::indexing_slicing,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented,
        clippy::string_slice,
        clippy::unwrap_in_result,
        clippy::infinite_loop
    )
)]

pub mod conversion;
mod cycle_counter;
pub mod dtmf;
pub mod fixed_vec;
pub mod frame;
pub mod host;
pub mod index;
pub mod message;
#[cfg(all(test, loom))]
mod models;
pub mod rates;
pub mod state;
pub mod sync;
pub mod tick;
