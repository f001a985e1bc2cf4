//! The recorder of a build without it.

use super::config::{RecordConfig, RecordInfo};
use crate::control::accounts::counted::Tables;
use crate::control::config::EngineConfig;
use crate::control::engine::inner::Inner;
use crate::error::{Error, Result, Status};
use crate::handle::RecordingId;
use std::path::PathBuf;
use std::sync::Arc;

/// No recordings.
#[derive(Debug, Default)]
pub struct Recorder {}

/// Nothing is known of a recording, since there is none.
#[derive(Debug)]
pub enum Progress {}

impl Progress {
    /// There is none.
    pub fn info(&self) -> RecordInfo {
        match *self {}
    }

    /// There is none.
    pub fn summary(&self) -> (RecordInfo, usize) {
        match *self {}
    }
}

/// Bytes that recordings take later: none.
pub fn later_bytes(_config: &EngineConfig, _tables: &Tables) -> u64 {
    0
}

fn unsupported<T>() -> Result<T> {
    Err(Error::new(Status::Unsupported, "this build has no recorder (feature \"recorder\")"))
}

impl Recorder {
    /// Not in this build.
    pub fn start(&self, _inner: &Arc<Inner>, _config: &RecordConfig) -> Result<RecordingId> {
        unsupported()
    }

    /// Not in this build.
    pub fn switch(&self, _inner: &Inner, _recording: RecordingId, _on: bool) -> Result<()> {
        unsupported()
    }

    /// Not in this build.
    pub fn stop(&self, _inner: &Inner, _recording: RecordingId) -> Result<Progress> {
        unsupported()
    }

    /// Not in this build.
    pub fn progress(&self, _inner: &Inner, _recording: RecordingId) -> Result<Progress> {
        unsupported()
    }

    /// Not in this build.
    pub fn file(
        &self,
        _inner: &Inner,
        _recording: RecordingId,
        _track: usize,
        _file: usize,
    ) -> Result<PathBuf> {
        unsupported()
    }

    /// Nothing to finish.
    pub fn finish(&mut self, _inner: &Inner) {}
}
