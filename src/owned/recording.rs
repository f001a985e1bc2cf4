//! A recording that stops with its owner.

use crate::control::engine::lifecycle::Engine;
use crate::control::recorder::config::{RecordConfig, RecordInfo};
use crate::error::Result;
use crate::handle::RecordingId;
use std::path::PathBuf;
use std::sync::Arc;

/// A recording to WAV files, stopped when it is dropped, which waits for the disk: at most 5 s.
pub struct Recording {
    engine: Arc<Engine>,
    id: RecordingId,
}

impl Recording {
    /// Starts a recording. See [`Engine::record_start`].
    pub fn start(engine: &Arc<Engine>, config: &RecordConfig) -> Result<Recording> {
        Ok(Recording { engine: engine.clone(), id: engine.record_start(config)? })
    }

    /// The handle, for the methods of [`Engine`].
    pub fn id(&self) -> RecordingId {
        self.id
    }

    /// Pauses the recording. See [`Engine::record_pause`].
    pub fn pause(&self) -> Result<()> {
        self.engine.record_pause(self.id)
    }

    /// Resumes the recording. See [`Engine::record_resume`].
    pub fn resume(&self) -> Result<()> {
        self.engine.record_resume(self.id)
    }

    /// Stops the recording, waits until its files are whole, and returns how it was. See [`Engine::record_stop`].
    pub fn stop(self) -> Result<RecordInfo> {
        self.engine.record_stop(self.id)
    }

    /// Returns how the recording stands. See [`Engine::record_info`].
    pub fn info(&self) -> Result<RecordInfo> {
        self.engine.record_info(self.id)
    }

    /// The path of a file of the recording. See [`Engine::record_file`].
    pub fn file(&self, track: usize, file: usize) -> Result<PathBuf> {
        self.engine.record_file(self.id, track, file)
    }
}

frees_on_drop!(Recording, record_stop);
