//! Writes a track to its files: the samples that wait, and what became of those before.

use super::file_list::FileList;
use super::track_files::TrackFiles;
use crate::error::{Error, Result, Status};
use std::sync::Arc;
use std::time::{Duration, Instant};
/// How soon a failed write is tried again.
const RETRY_EVERY: Duration = Duration::from_secs(1);

/// The files of a track, and the samples to be written.
#[derive(Debug)]
pub struct TrackWriter {
    /// Samples to be written.
    pub pending: Vec<i16>,
    /// How many of them have been written.
    done: usize,
    files: TrackFiles,
    /// Samples that should be in the files by now.
    wanted: u64,
    broken: Option<Broken>,
}

/// A failure.
#[derive(Debug)]
struct Broken {
    why: String,
    /// When writing was last tried.
    tried: Instant,
    /// Lost samples are being replaced by silence.
    mends: bool,
}

/// What is known of the files of a track.
#[derive(Clone, Debug)]
pub struct Written {
    pub file_list: Arc<FileList>,
    /// Samples that should be in the files.
    pub wanted: u64,
    /// Samples that the headers count.
    pub counted: u64,
    /// Of these, silence that replaces lost samples.
    pub lost: u64,
    /// Why nothing can be written.
    pub broken: Option<String>,
}

impl TrackWriter {
    /// A track writer with room for `samples` samples.
    pub fn new(files: TrackFiles, samples: usize) -> Result<TrackWriter> {
        let mut pending = Vec::new();
        if pending.try_reserve_exact(samples).is_err() {
            return Err(Error::new(
                Status::OutOfMemory,
                format!("no memory for the {} bytes of a track", 2 * samples),
            ));
        }
        Ok(TrackWriter { pending, done: 0, files, wanted: 0, broken: None })
    }

    /// Writes pending samples, as many as fit into one file. If nothing can be written they are lost. `ends`: no
    /// more samples will come. Returns true if nothing is pending any more.
    pub fn step(&mut self, ends: bool) -> bool {
        if let Some(broken) = &mut self.broken {
            if !broken.mends && (ends || broken.tried.elapsed() >= RETRY_EVERY) {
                (broken.tried, broken.mends) = (Instant::now(), true);
            }
            if broken.mends {
                match self.files.fill(self.wanted.saturating_sub(self.files.len())) {
                    Ok(()) if self.files.len() < self.wanted => return false,
                    Ok(()) => self.broken = None,
                    Err(error) => (broken.why, broken.mends) = (self.files.explain(error), false),
                }
            }
        }
        if self.broken.is_none() {
            match self.files.write(&self.pending[self.done..]) {
                Ok(count) => {
                    self.done += count;
                    self.wanted += count as u64;
                }
                Err(error) => {
                    let why = self.files.explain(error);
                    self.broken = Some(Broken { why, tried: Instant::now(), mends: false });
                }
            }
        }
        let left = self.pending.len() - self.done;
        if self.broken.is_none() && left > 0 {
            return false;
        }
        self.wanted += left as u64;
        self.pending.clear();
        self.done = 0;
        true
    }

    /// Returns true if a file was damaged by others and repaired since the last call.
    pub fn was_mended(&mut self) -> bool {
        self.files.was_cut()
    }

    /// Its files.
    pub fn files(&mut self) -> &mut TrackFiles {
        &mut self.files
    }

    /// What is known of its files.
    pub fn written(&self) -> Written {
        Written {
            file_list: self.files.file_list().clone(),
            wanted: self.wanted,
            counted: self.files.counted(),
            lost: self.files.lost(),
            broken: self.broken.as_ref().map(|broken| broken.why.clone()),
        }
    }
}
