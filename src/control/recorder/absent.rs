//! The recorder of a build without it.

use super::{RecordConfig, RecordInfo};
use crate::control::inner::Inner;
use crate::error::{Error, Result, Status};
use crate::handle::RecordingId;
use std::path::PathBuf;
use std::sync::Arc;

/// No recordings.
#[derive(Debug, Default)]
pub struct Recorder {}

fn absent<T>() -> Result<T> {
    Err(Error::new(Status::Unsupported, "this build has no recorder (feature \"recorder\")"))
}

impl Recorder {
    /// Not in this build.
    pub fn start(&self, _inner: &Arc<Inner>, _config: &RecordConfig) -> Result<RecordingId> {
        absent()
    }

    /// Not in this build.
    pub fn order(&self, _inner: &Inner, _recording: RecordingId, _on: bool) -> Result<()> {
        absent()
    }

    /// Not in this build.
    pub fn stop(&self, _inner: &Inner, _recording: RecordingId) -> Result<RecordInfo> {
        absent()
    }

    /// Not in this build.
    pub fn info(&self, _inner: &Inner, _recording: RecordingId) -> Result<RecordInfo> {
        absent()
    }

    /// Not in this build.
    pub fn file(
        &self,
        _inner: &Inner,
        _recording: RecordingId,
        _track: usize,
        _file: usize,
    ) -> Result<PathBuf> {
        absent()
    }

    /// Nothing to finish.
    pub fn finish(&mut self, _inner: &Inner) {}
}
