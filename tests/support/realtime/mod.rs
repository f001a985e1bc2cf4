//! A room that lives at random, and the means to watch what its ticks do.

#![allow(dead_code, reason = "each test uses what it needs")]

pub mod count;
#[path = "../dialling.rs"]
mod dialling;
pub mod life;
