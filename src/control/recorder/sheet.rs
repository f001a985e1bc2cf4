//! What of a track goes to its files: the samples that wait for that, and what became of those before.

use super::TrackInfo;
use super::files::Files;
use crate::error::{Error, Result, Status};
use std::time::{Duration, Instant};

/// How soon after a failure it is tried again.
const RETRY_EVERY: Duration = Duration::from_secs(1);

/// The files of a track, and what is to be in them next.
#[derive(Debug)]
pub struct Sheet {
    /// Samples that are to be written.
    pub pending: Vec<i16>,
    files: Files,
    /// Samples that should be in the files by now.
    due: u64,
    /// Why nothing can be written, and when that was tried last.
    broken: Option<(String, Instant)>,
}

impl Sheet {
    /// A sheet with room for so many samples.
    pub fn new(files: Files, samples: usize) -> Result<Sheet> {
        let mut pending = Vec::new();
        if pending.try_reserve_exact(samples).is_err() {
            return Err(Error::new(Status::OutOfMemory, format!("a track takes {} bytes", 2 * samples)));
        }
        Ok(Sheet { pending, files, due: 0, broken: None })
    }

    /// Writes what is pending, if anything can be written; else that is lost. `ends`: nothing more will come. Answers
    /// whether somebody else has damaged a file, and that was mended.
    pub fn write(&mut self, ends: bool) -> bool {
        if let Some((why, tried)) = &mut self.broken
            && (ends || tried.elapsed() >= RETRY_EVERY)
        {
            *tried = Instant::now();
            match self.files.fill(self.due.saturating_sub(self.files.len())) {
                Ok(()) => self.broken = None,
                Err(error) => *why = error.to_string(),
            }
        }
        self.due += self.pending.len() as u64;
        if self.broken.is_none()
            && let Err(error) = self.files.write(&self.pending)
        {
            self.broken = Some((format!("{}: {error}", self.files.name()), Instant::now()));
        }
        self.pending.clear();
        self.files.was_cut()
    }

    /// Why nothing can be written.
    pub fn broken(&self) -> Option<&str> {
        self.broken.as_ref().map(|(why, _)| why.as_str())
    }

    /// Tells of its files.
    pub fn tell(&self, info: &mut TrackInfo) {
        info.files = self.files.paths();
        info.lost_samples = self.files.lost() + self.due.saturating_sub(self.files.told());
    }
}
