//! The recorder in a build without the feature `recorder`: every call returns `Unsupported`.

use super::config::{RecordConfig, RecordInfo};
use crate::control::accounts::counted::Tables;
use crate::control::config::EngineConfig;
use crate::control::engine::inner::Inner;
use crate::error::{Error, Result, Status};
use crate::handle::RecordingId;
use std::path::PathBuf;
use std::sync::Arc;

/// A recorder without recordings.
#[derive(Debug, Default)]
pub struct Recorder {}

/// The progress of a recording. There is none.
#[derive(Debug)]
pub enum Progress {}

impl Progress {
    pub fn info(&self) -> RecordInfo {
        match *self {}
    }

    pub fn summary(&self) -> (RecordInfo, usize) {
        match *self {}
    }
}

/// Bytes that recordings later take: none.
pub fn later_bytes(_config: &EngineConfig, _tables: &Tables) -> u64 {
    0
}

fn unsupported<T>() -> Result<T> {
    Err(Error::new(Status::Unsupported, "this build has no recorder (feature \"recorder\")"))
}

impl Recorder {
    /// Returns `Unsupported`.
    pub fn start(&self, _inner: &Arc<Inner>, _config: &RecordConfig) -> Result<RecordingId> {
        unsupported()
    }

    /// Returns `Unsupported`.
    pub fn switch(&self, _inner: &Inner, _recording: RecordingId, _on: bool) -> Result<()> {
        unsupported()
    }

    /// Returns `Unsupported`.
    pub fn stop(&self, _inner: &Inner, _recording: RecordingId) -> Result<Progress> {
        unsupported()
    }

    /// Returns `Unsupported`.
    pub fn progress(&self, _inner: &Inner, _recording: RecordingId) -> Result<Progress> {
        unsupported()
    }

    /// Returns `Unsupported`.
    pub fn file(
        &self,
        _inner: &Inner,
        _recording: RecordingId,
        _track: usize,
        _file: usize,
    ) -> Result<PathBuf> {
        unsupported()
    }

    /// Does nothing.
    pub fn finish(&mut self, _inner: &Inner) {}
}
