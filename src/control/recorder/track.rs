//! One track: from a tap to its files.

use super::TrackInfo;
use super::file::Files;
use crate::handle::TapId;
use crate::rt::shared::Shared;
use crate::rt::sync::Ordering;
use crate::rt::tap::TapFrame;

/// Frames that are taken from a tap at a time.
const BLOCK: usize = 32;

/// One track.
pub struct Track {
    tap: TapId,
    files: Files,
    frame: usize,
    /// Samples that it is to have by now.
    due: u64,
    /// Why nothing can be written.
    broken: Option<String>,
    /// Taken from the tap and not yet done with: which of `told`, whose samples are in `block`.
    waiting: std::ops::Range<usize>,
    told: [TapFrame; BLOCK],
    block: Vec<i16>,
    in_gap: bool,
    gaps: u64,
    gap_samples: u64,
    lost_samples: u64,
    dropped: u64,
}

impl Track {
    /// A track that has nothing yet.
    pub fn new(tap: TapId, files: Files, frame: usize) -> Track {
        Track {
            tap,
            files,
            frame,
            due: 0,
            broken: None,
            waiting: 0..0,
            told: [TapFrame::default(); BLOCK],
            block: vec![0; BLOCK * frame],
            in_gap: false,
            gaps: 0,
            gap_samples: 0,
            lost_samples: 0,
            dropped: 0,
        }
    }

    /// Its tap.
    pub fn tap(&self) -> TapId {
        self.tap
    }

    /// The first tick that gave to its tap, and the last; 0: not yet known.
    pub fn span(&self, shared: &Shared) -> (u64, u64) {
        shared.tap(self.tap).map_or((0, u64::MAX), |(cell, _)| {
            (cell.began.load(Ordering::Acquire), cell.ended.load(Ordering::Acquire))
        })
    }

    /// Records the ticks after `from`, up to `to`; or leaves them out.
    pub fn advance(&mut self, shared: &Shared, from: u64, to: u64, on: bool) {
        let mut done = from;
        while let Some((tick, at)) = self.next(shared, to) {
            // One before `from` belongs to no track.
            if tick > done && on {
                self.miss(tick - done - 1);
                self.in_gap = false;
                self.write(at);
            }
            done = done.max(tick);
        }
        if on {
            self.miss(to.saturating_sub(done));
        }
        if let Ok((cell, _)) = shared.tap(self.tap) {
            self.dropped = cell.dropped.get();
        }
    }

    /// The tick of the next frame that is of a tick up to `to`, and where in the block it lies.
    fn next(&mut self, shared: &Shared, to: u64) -> Option<(u64, usize)> {
        if self.waiting.is_empty() {
            let count = shared.read_tap(self.tap, &mut self.block, &mut self.told).unwrap_or(0);
            self.waiting = 0..count;
        }
        let at = self.waiting.start;
        let tick = self.told.get(at).filter(|_| !self.waiting.is_empty())?.tick;
        if tick > to {
            return None;
        }
        self.waiting.start += 1;
        Some((tick, at))
    }

    /// The frame at that place of the block comes next.
    fn write(&mut self, at: usize) {
        self.due += self.frame as u64;
        if self.broken.is_none() {
            let samples = &self.block[at * self.frame..][..self.frame];
            self.broken = self.files.write(samples).err().map(|error| error.to_string());
        }
    }

    /// So many ticks have no frame.
    fn miss(&mut self, ticks: u64) {
        if ticks == 0 {
            return;
        }
        let samples = ticks * self.frame as u64;
        self.gaps += u64::from(!self.in_gap);
        self.in_gap = true;
        self.gap_samples += samples;
        self.due += samples;
        if self.broken.is_none() {
            self.broken = self.files.silence(samples).err().map(|error| error.to_string());
        }
    }

    /// Brings what was recorded to the disk.
    pub fn flush(&mut self) {
        if self.broken.is_none() {
            self.broken = self.files.flush().err().map(|error| error.to_string());
        }
    }

    /// If nothing could be written, tries again: what is missing is silence.
    pub fn retry(&mut self) {
        if self.broken.is_none() {
            return;
        }
        let again = self.files.recover().and_then(|()| {
            let lost = self.due.saturating_sub(self.files.len());
            self.files.silence(lost)?;
            self.files.flush()?;
            self.lost_samples += lost;
            Ok(())
        });
        self.broken = again.err().map(|error| error.to_string());
    }

    /// The end: its file is whole.
    pub fn close(&mut self) {
        self.retry();
        if self.broken.is_none() {
            self.broken = self.files.close().err().map(|error| error.to_string());
        }
    }

    /// Why nothing can be written.
    pub fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    /// As it is.
    pub fn info(&self) -> TrackInfo {
        let missing = self.broken.as_ref().map_or(0, |_| self.due.saturating_sub(self.files.len()));
        TrackInfo {
            files: self.files.names(),
            gaps: self.gaps,
            gap_samples: self.gap_samples,
            dropped_frames: self.dropped,
            lost_samples: self.lost_samples + missing,
        }
    }
}
