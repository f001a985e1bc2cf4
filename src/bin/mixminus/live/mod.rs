//! `mixminus live`: a microphone in a room with voices from files; one hears everyone but oneself.

mod args;
#[cfg(feature = "sound-card")]
mod cards;
#[cfg(feature = "sound-card")]
mod controls;
#[cfg(feature = "sound-card")]
mod formats;
#[cfg(feature = "sound-card")]
mod keyboard;
#[cfg(feature = "sound-card")]
mod layout;
#[cfg(feature = "sound-card")]
mod pump;
#[cfg(feature = "sound-card")]
mod room;
#[cfg(feature = "sound-card")]
mod screen;
#[cfg(feature = "sound-card")]
mod session;
#[cfg(all(feature = "sound-card", unix))]
mod signals;
#[cfg(all(feature = "sound-card", not(unix)))]
#[path = "no_signals.rs"]
mod signals;
#[cfg(feature = "sound-card")]
mod status;
#[cfg(feature = "sound-card")]
mod stderr_silencer;
#[cfg(feature = "sound-card")]
mod streams;
#[cfg(feature = "sound-card")]
mod terminal;
#[cfg(feature = "sound-card")]
mod voice_files;

#[cfg(not(feature = "sound-card"))]
#[path = "absent.rs"]
mod session;

pub use args::{Args, INSTEAD};

use crate::fail::Failure;

/// Does what `args` ask for.
pub fn run(args: &Args) -> Result<(), Failure> {
    session::run(args)
}
