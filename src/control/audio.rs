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
use crate::dsp::{EncodedBuffer, EncodedSamples};
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
    /// Runs one tick of the host's clock: mixes one frame of every room. Returns the number of the tick; the first is
    /// 1. Wait-free.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig};
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// assert_eq!(engine.tick()?, 1);
    /// assert_eq!(engine.tick()?, 2);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `WrongMode` while a driver thread ticks; `Busy` if another thread is in a tick; `EngineStopped`;
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

    /// Writes samples that came from the participant's line, any number of them. Returns how many were taken.
    /// Wait-free; one writer per participant at a time.
    ///
    /// All samples are taken while the clock runs and no more than `max_write_ms` of audio is written between two
    /// ticks. In no room they are taken and dropped.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// let packet = [0; 160]; // 20 ms at 8 kHz
    /// assert_eq!(engine.write(call, &packet)?, 160);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `Busy` if another thread writes; `StaleHandle`, `ForeignHandle`, `InvalidHandle`, `WrongKind`;
    /// `EngineStopped`; `Forked`.
    pub fn write(&self, participant: ParticipantId, samples: &[i16]) -> std::result::Result<usize, Status> {
        self.inner.shared.write(participant, samples, &WriteInfo::default())
    }

    /// Writes samples as [`write`](Self::write) does, with a media timestamp or a count of lost samples, so that the
    /// engine fills losses and pauses.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::WriteInfo;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// // The packet before this one was lost.
    /// let info = WriteInfo { lost: 160, ..WriteInfo::default() };
    /// engine.write_ex(call, &[0; 160], &info)?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: as [`write`](Self::write); `SessionExpired` if the time limit of the participant has passed: then no
    /// sample was taken.
    pub fn write_ex(
        &self,
        participant: ParticipantId,
        samples: &[i16],
        info: &WriteInfo,
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.write_ex(participant, EncodedSamples::S16(samples), info)
    }

    /// Drops all that was written for the participant and has not been heard yet: what an agent still had to say when it
    /// was interrupted. The frame of the next tick fades out within 5 ms; then there is silence until more was written
    /// and the prefill was gathered. Wait-free; counts as a write.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let agent = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(agent, &JoinOptions::new(b"1337"))?;
    /// engine.write(agent, &[1000; 480])?;
    /// engine.mark(agent, 7)?; // EventKind::MarkHeard, or MarkFlushed, with this value will follow
    /// engine.flush(agent)?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: as [`write`](Self::write).
    pub fn flush(&self, participant: ParticipantId) -> std::result::Result<(), Status> {
        self.inner.shared.flush(participant)
    }

    /// Marks the place after the last sample that was written for the participant.
    /// [`EventKind::MarkHeard`](crate::EventKind::MarkHeard) with this value tells in which tick all before it had been
    /// heard, [`MarkFlushed`](crate::EventKind::MarkFlushed) that it will not be. Wait-free; counts as a write.
    ///
    /// Errors: as [`write`](Self::write); `NotInRoom`; `QueueFull` if 32 marks or more wait.
    pub fn mark(&self, participant: ParticipantId, value: i64) -> std::result::Result<(), Status> {
        self.inner.shared.mark(participant, value)
    }

    /// Writes samples as [`write_ex`](Self::write_ex) does, in the line's own encoding: G.711 and floats are converted
    /// here. The encoding may change with every call.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::{EncodedBuffer, EncodedSamples, WriteInfo};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// let payload = [0xff; 160]; // of an RTP packet, payload type 0
    /// engine.write_encoded(call, EncodedSamples::MuLaw(&payload), &WriteInfo::default())?;
    /// engine.tick()?;
    /// let mut payload = [0; 160];
    /// engine.read_encoded(call, &mut EncodedBuffer::MuLaw(&mut payload))?;
    /// assert_eq!(payload, [0xff; 160]);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: as [`write_ex`](Self::write_ex).
    pub fn write_encoded(
        &self,
        participant: ParticipantId,
        samples: EncodedSamples<'_>,
        info: &WriteInfo,
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.write_ex(participant, samples, info)
    }

    /// Fills `samples` with what the participant hears. Returns how many samples are real; the rest continues them for
    /// two frames if the host does not poll, then is silence. Wait-free; one reader per participant at a time.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// let mut frame = [0; 160];
    /// engine.tick()?;
    /// let real = engine.read(call, &mut frame)?;
    /// assert!(real <= 160);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: as [`write`](Self::write); then `samples` is unchanged.
    pub fn read(
        &self,
        participant: ParticipantId,
        samples: &mut [i16],
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.read(participant, samples).map(|info| info.real)
    }

    /// Reads as [`read`](Self::read) does, and returns the tick, the mix id and flags of what was read. Frames with the
    /// same mix id are alike, so a host may encode one of them for many calls.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// let mut frame = [0; 160];
    /// engine.tick()?;
    /// let info = engine.read_ex(call, &mut frame)?;
    /// println!("tick {}, mix {}, {} samples", info.tick, info.mix_id, info.real);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    pub fn read_ex(
        &self,
        participant: ParticipantId,
        samples: &mut [i16],
    ) -> std::result::Result<ReadInfo, Status> {
        self.inner.shared.read(participant, samples)
    }

    /// Reads as [`read_ex`](Self::read_ex) does, in the line's own encoding. See [`write_encoded`](Self::write_encoded).
    ///
    /// Errors: as [`write`](Self::write); then `samples` is unchanged.
    pub fn read_encoded(
        &self,
        participant: ParticipantId,
        samples: &mut EncodedBuffer<'_>,
    ) -> std::result::Result<ReadInfo, Status> {
        self.inner.shared.read_encoded(participant, samples)
    }

    /// Takes frames from a tap, oldest first: as many as there are and as fit into both slices. Returns how many, 0 if
    /// none waits. The samples of frame k are `samples[k * frame_samples ..]`; `frames[k]` has its tick and flags.
    /// Wait-free; one reader per tap at a time.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::{TapFrame, TapTarget};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # let room = engine.join(call, &JoinOptions::new(b"1337"))?;
    /// let tap = engine.tap_new(TapTarget::Room(room), 200)?;
    /// engine.tick()?;
    /// let (mut samples, mut frames) = ([0; 160], [TapFrame::default(); 1]);
    /// assert_eq!(engine.tap_read(tap, &mut samples, &mut frames)?, 1);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `InvalidArgument` if not even one frame fits; `Ended` once all frames are read and no more will come;
    /// `Busy` if another thread reads; `StaleHandle`, `ForeignHandle`, `InvalidHandle`, `WrongKind`; `EngineStopped`
    /// once all frames are read; `Forked`.
    pub fn tap_read(
        &self,
        tap: TapId,
        samples: &mut [i16],
        frames: &mut [TapFrame],
    ) -> std::result::Result<usize, Status> {
        self.inner.shared.read_tap(tap, samples, frames)
    }

    /// Returns how many samples a frame of a tap has. Errors: `StaleHandle`, `ForeignHandle`, `InvalidHandle`, `WrongKind`.
    pub fn tap_frame_samples(&self, tap: TapId) -> std::result::Result<usize, Status> {
        Ok(self.inner.shared.tap_format(tap)?.frame)
    }
}
