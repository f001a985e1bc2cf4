//! The audio calls of the engine, for real-time threads: the host's tick, write, read and tap read.
//!
//! They stand under the lints of `rt`: no lock, no allocation, no system call, no panic.

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
    /// The host's clock: one tick of all rooms, wait-free. Answers its number; the first is 1.
    ///
    /// Errors: `WrongMode` while a driver thread ticks; `Busy` if another thread is in a tick; `EngineStopped`, `Forked`.
    pub fn tick(&self) -> std::result::Result<u64, Status> {
        self.inner.shared.check_alive()?;
        if self.inner.driven.load(Ordering::Acquire) {
            return Err(Status::WrongMode);
        }
        let mut ticker = self.inner.shared.ticker.claim().ok_or(Status::Busy)?;
        // PendingList again: drivers may have been started since.
        if self.inner.driven.load(Ordering::Acquire) {
            return Err(Status::WrongMode);
        }
        self.inner.ticked_by.store(system::this_thread(), Ordering::Relaxed);
        self.inner.run_tick(&mut ticker, 0)
    }

    /// Writes samples of the participant, of any number; answers how many were taken. Wait-free; one writer at a time.
    ///
    /// All are taken as long as the clock runs and no write exceeds `max_write_ms`. In no room they are taken and
    /// unheard. Errors: `Busy`, `StaleHandle`, `ForeignHandle`, `InvalidHandle`, `WrongKind`, `EngineStopped`, `Forked`.
    pub fn write(&self, participant: ParticipantId, samples: &[i16]) -> std::result::Result<usize, Status> {
        self.inner.shared.write(participant, samples, &WriteInfo::default())
    }

    /// As [`write`](Self::write), with a media timestamp and lost samples. `SessionExpired`: the session's time limit has
    /// passed, nobody will hear it any more, and nothing was taken.
    pub fn write_ex(
        &self,
        participant: ParticipantId,
        samples: &[i16],
        info: &WriteInfo,
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.write_ex(participant, samples, info)
    }

    /// Fills `samples` with what the participant hears; answers how many are real, the rest is silence. Wait-free; one
    /// reader at a time.
    ///
    /// Errors: as of [`write`](Self::write); then nothing is written.
    pub fn read(
        &self,
        participant: ParticipantId,
        samples: &mut [i16],
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.read(participant, samples).map(|info| info.real)
    }

    /// As [`read`](Self::read), and tells tick, mix and flags, among them that the session's time limit has passed.
    pub fn read_ex(
        &self,
        participant: ParticipantId,
        samples: &mut [i16],
    ) -> std::result::Result<ReadInfo, Status> {
        self.inner.shared.read(participant, samples)
    }

    /// Takes frames from a tap, oldest first, as many as there are and as both slices have room for; answers how many,
    /// 0 if there is none now. Frame k lies at `samples[k * frame_samples ..]`, and `frames[k]` tells of it. Wait-free;
    /// one reader at a time.
    ///
    /// Errors: `InvalidArgument` if there is no room for even one; `Ended` once all is read and no more will come;
    /// `Busy`, `StaleHandle`, `ForeignHandle`, `InvalidHandle`, `WrongKind`; `EngineStopped` once all is read, `Forked`.
    pub fn tap_read(
        &self,
        tap: TapId,
        samples: &mut [i16],
        frames: &mut [TapFrame],
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.read_tap(tap, samples, frames)
    }
}
