//! Recordings as hosts use them: start, pause, stop, query.

use super::config::{MAX_BEEP_S, MAX_FILE_MODE, MAX_SPLIT_BYTES, MIN_SPLIT_BYTES, RecordConfig, RecordInfo};
use crate::control::config::in_range;
use crate::control::engine::lifecycle::Engine;
use crate::control::taps::table::MAX_TAP_BUFFER_MS;
use crate::error::{Error, Result, Status};
use crate::handle::RecordingId;
use std::path::PathBuf;

/// # Recordings
impl Engine {
    /// Starts a recording with the next tick. The files are made here; the thread `mixminus-rec`, which the first
    /// recording starts, writes them. They are whole WAV files at every moment, at most a second behind.
    /// [`Recording`](crate::Recording) owns one and stops it.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::{RecordConfig, RecordTrack, TapTarget};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # let room = engine.join(call, &JoinOptions::new(b"1337"))?;
    /// # #[cfg(feature = "recorder")] {
    /// # let path = std::env::temp_dir().join(format!("mixminus-doc-{}.wav", std::process::id()));
    /// let track = RecordTrack { target: TapTarget::Room(room), path: path.clone() };
    /// let recording = engine.record_start(&RecordConfig::new(vec![track]))?;
    /// engine.tick()?;
    /// assert_eq!(engine.record_stop(recording)?.samples, 160);
    /// # std::fs::remove_file(path).unwrap();
    /// # }
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors, and then no file is left, unless the disk fails while files are made: `InvalidArgument`; `System` if a
    /// file cannot be made, or exists, or if two tracks have one name; `OutOfMemory`; `TooManyTaps`, `QueueFull` and
    /// the handle statuses of [`tap_new`](Self::tap_new), of the announcement too; `Unsupported` without the feature
    /// `recorder`.
    pub fn record_start(&self, config: &RecordConfig) -> Result<RecordingId> {
        self.inner.check_ready()?;
        let wrong = |what: String| Error::new(Status::InvalidArgument, what);
        let frame_ms = self.inner.config.frame_len.ms();
        in_range("buffer_ms", config.buffer_ms, frame_ms, MAX_TAP_BUFFER_MS)?;
        if !(MIN_SPLIT_BYTES..=MAX_SPLIT_BYTES).contains(&config.split_bytes) {
            let (is, least, most) = (config.split_bytes, MIN_SPLIT_BYTES, MAX_SPLIT_BYTES);
            return Err(wrong(format!("split_bytes: {is}, must be {least} to {most}")));
        }
        in_range("beep_s", config.beep_s, 0, MAX_BEEP_S)?;
        in_range("file_mode", config.file_mode.unwrap_or(MAX_FILE_MODE), 1, MAX_FILE_MODE)?;
        if config.tracks.is_empty() {
            return Err(wrong("tracks: none, must be at least one".into()));
        }
        self.recorder.start(&self.inner, config)
    }

    /// Pauses a recording: it leaves out what comes after the last tick, in all tracks alike. Does nothing if it is
    /// paused.
    ///
    /// Errors: `StaleHandle`; `QueueFull` if 1,024 pauses and resumptions wait because a file hangs.
    pub fn record_pause(&self, recording: RecordingId) -> Result<()> {
        self.recorder.switch(&self.inner, recording, false)
    }

    /// Resumes a paused recording: it records what comes after the last tick. Does nothing if it is not paused.
    ///
    /// Errors: `StaleHandle`; `QueueFull` if 1,024 pauses and resumptions wait because a file hangs.
    pub fn record_resume(&self, recording: RecordingId) -> Result<()> {
        self.recorder.switch(&self.inner, recording, true)
    }

    /// Stops a recording after the last tick, waits until everything up to that tick is written and the files are
    /// whole, and returns how it was. The handle is then stale, except for [`record_file`](Self::record_file).
    ///
    /// Returns within 5 s, and within 2 s if a file hangs, whatever the file system does. What is not in the files by
    /// then is counted in `lost_samples` and is not written later.
    ///
    /// Errors: `StaleHandle`.
    pub fn record_stop(&self, recording: RecordingId) -> Result<RecordInfo> {
        self.recorder.stop(&self.inner, recording).map(|progress| progress.info())
    }

    /// [`record_stop`](Self::record_stop) without the paths of the files, which may be many. Also returns the
    /// largest number of files of a track.
    pub(crate) fn record_stop_brief(&self, recording: RecordingId) -> Result<(RecordInfo, usize)> {
        self.recorder.stop(&self.inner, recording).map(|progress| progress.summary())
    }

    /// Returns the state of a recording. Errors: `StaleHandle`.
    pub fn record_info(&self, recording: RecordingId) -> Result<RecordInfo> {
        self.recorder.progress(&self.inner, recording).map(|progress| progress.info())
    }

    /// [`record_info`](Self::record_info) without the paths of the files, which may be many. Also returns the
    /// largest number of files of a track.
    pub(crate) fn record_info_brief(&self, recording: RecordingId) -> Result<(RecordInfo, usize)> {
        self.recorder.progress(&self.inner, recording).map(|progress| progress.summary())
    }

    /// Returns the path of a file of a recording: file `file` of track `track`, both from 0. Works for the last 64
    /// recordings that were stopped, too; beyond these, the oldest of the account that has the most of them is
    /// forgotten.
    ///
    /// Errors: `InvalidArgument` if there is no such track or file; `StaleHandle`.
    pub fn record_file(&self, recording: RecordingId, track: usize, file: usize) -> Result<PathBuf> {
        self.recorder.file(&self.inner, recording, track, file)
    }
}
