//! The audio calls of the engine, for real-time threads: tick, write, read, tap read.
//!
//! They are under the lints of `rt`: no lock, no allocation, no system call, no panic.

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

use super::engine::lifecycle::Engine;
use super::os::system;
use crate::error::Status;
use crate::handle::{ParticipantId, TapId};
use crate::rt::host::read::ReadInfo;
use crate::rt::state::tap::TapFrame;
use crate::rt::state::writer::WriteInfo;
use std::sync::atomic::Ordering;

/// # Audio
///
/// These calls are wait-free, for real-time threads. Their error is a [`Status`] alone, so that none of them allocates.
impl Engine {
    /// Runs one tick of all rooms on the host's clock. Returns its number; the first is 1.
    ///
    /// Errors: `WrongMode` while a driver thread ticks; `Busy` if another thread is in a tick; `EngineStopped`,
    /// `Forked`.
    pub fn tick(&self) -> std::result::Result<u64, Status> {
        self.inner.shared.check_alive()?;
        if self.inner.driven.load(Ordering::Acquire) {
            return Err(Status::WrongMode);
        }
        let mut ticker = self.inner.shared.ticker.claim().ok_or(Status::Busy)?;
        // Checked again: drivers may have been started since.
        if self.inner.driven.load(Ordering::Acquire) {
            return Err(Status::WrongMode);
        }
        self.inner.ticked_by.store(system::this_thread(), Ordering::Relaxed);
        self.inner.run_tick(&mut ticker, 0)
    }

    /// Writes samples of the participant, any number of them. Returns how many were taken. One writer at a time.
    ///
    /// All are taken as long as the clock runs and no write exceeds `max_write_ms`. Outside a room they are taken and
    /// discarded. Errors: `Busy`, `StaleHandle`, `ForeignHandle`, `InvalidHandle`, `WrongKind`, `EngineStopped`,
    /// `Forked`.
    pub fn write(&self, participant: ParticipantId, samples: &[i16]) -> std::result::Result<usize, Status> {
        self.inner.shared.write(participant, samples, &WriteInfo::default())
    }

    /// [`write`](Self::write) with a media timestamp and lost samples. `SessionExpired`: the session has reached
    /// its time limit, and nothing was taken.
    pub fn write_ex(
        &self,
        participant: ParticipantId,
        samples: &[i16],
        info: &WriteInfo,
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.write_ex(participant, samples, info)
    }

    /// Fills `samples` with the participant's output. Returns how many samples are real; the rest is silence. One
    /// reader at a time.
    ///
    /// Errors: those of [`write`](Self::write); then `samples` is unchanged.
    pub fn read(
        &self,
        participant: ParticipantId,
        samples: &mut [i16],
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.read(participant, samples).map(|info| info.real)
    }

    /// [`read`](Self::read) that also returns tick, mix id and flags, among them that the session has reached its
    /// time limit.
    pub fn read_ex(
        &self,
        participant: ParticipantId,
        samples: &mut [i16],
    ) -> std::result::Result<ReadInfo, Status> {
        self.inner.shared.read(participant, samples)
    }

    /// Takes frames from a tap, oldest first, as many as there are and as both slices have room for. Returns how
    /// many, 0 if there are none now. Frame k is at `samples[k * frame_samples ..]`, described by `frames[k]`. One
    /// reader at a time.
    ///
    /// Errors: `InvalidArgument` if there is no room for one frame; `Ended` once everything has been read and no more
    /// will come; `Busy`, `StaleHandle`, `ForeignHandle`, `InvalidHandle`, `WrongKind`; `EngineStopped` once everything
    /// has been read; `Forked`.
    pub fn tap_read(
        &self,
        tap: TapId,
        samples: &mut [i16],
        frames: &mut [TapFrame],
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.read_tap(tap, samples, frames)
    }
}
