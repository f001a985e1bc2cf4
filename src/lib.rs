//! skeleton
mod control;
mod dsp;
mod error;
mod ffi;
mod handle;
mod rt;
mod units;

pub use control::config::*;
pub use control::engine::*;
pub use dsp::SimdLevel;
pub use error::{Error, Result, Status};
pub use handle::{ParticipantId, RoomId};
pub use rt::event::*;
pub use rt::stats::*;
pub use units::*;
