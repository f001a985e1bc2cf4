//! All that runs inside a tick, a write or a read: no lock, no allocation, no system call, no panic.
//!
//! `tick.rs` reads as the way of the data; the rest are its steps and what they stand on.

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

mod ahead;
mod apart;
mod apply;
mod asked;
pub mod claim;
pub mod command;
mod counts;
mod crew;
mod cue;
mod cycles;
pub mod dial;
pub mod end;
pub mod event;
pub mod excess;
mod expire;
pub mod fixed;
pub mod frame;
pub mod gate;
mod gather;
mod hand_out;
mod hear;
mod in_ring;
pub mod keys;
pub mod lifetimes;
pub mod mark;
pub mod members;
mod mix;
#[cfg(all(test, loom))]
mod models;
mod out_ring;
mod owed;
pub mod owners;
pub mod parting;
pub mod play;
mod prefetch;
mod press;
mod publish;
mod pull;
pub mod push;
pub mod read;
mod reader;
pub mod report;
mod resend;
mod room;
mod said;
pub mod settings;
pub mod shared;
mod side;
pub mod slot;
mod sound;
pub mod sounds;
pub mod staging;
pub mod stats;
mod surplus;
pub mod sync;
mod talk;
pub mod tap;
mod tap_feed;
mod tap_read;
pub mod teller;
pub mod tick;
pub mod ticker;
pub mod told;
pub mod worker;
mod write;
pub mod writer;
