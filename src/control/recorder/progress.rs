//! What is known of one recording. Three parties share it: callers, who query it; the recorder's thread, which
//! takes samples from taps; and a thread of the pool, which has the track writers while it writes, and may hang.

use super::config::{RecordInfo, RecordState, TrackInfo};
use super::file_list::FileList;
use super::track_writer::{TrackWriter, Written};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
/// What is known of one recording.
#[derive(Debug)]
pub struct Progress(Mutex<State>);

#[derive(Debug)]
struct State {
    /// The track writers, unless a thread of the pool has them.
    writers: Option<Vec<TrackWriter>>,
    /// Nobody waits for the track writers: what is not in the files by now is lost.
    given_up: bool,
    /// When the track writers were handed out, or something was last written.
    moved: Instant,
    /// A file was damaged and repaired since the last [`Progress::trouble`].
    mended: bool,
    written: Vec<Written>,
    info: RecordInfo,
}

impl Progress {
    /// A recording that has not begun.
    pub fn new(writers: Vec<TrackWriter>, info: RecordInfo) -> Progress {
        let written = writers.iter().map(TrackWriter::written).collect();
        let (given_up, mended) = (false, false);
        Progress(Mutex::new(State {
            writers: Some(writers),
            given_up,
            moved: Instant::now(),
            mended,
            written,
            info,
        }))
    }

    /// Takes the track writers, unless a thread of the pool has them.
    pub fn take(&self) -> Option<Vec<TrackWriter>> {
        self.lock().writers.take()
    }

    /// Puts the track writers back. If the recording was given up, their files are closed here, which may hang.
    pub fn put(&self, writers: Vec<TrackWriter>) {
        let mut state = self.lock();
        if !state.given_up {
            state.writers = Some(writers);
            return;
        }
        drop(state);
        drop(writers);
    }

    /// The track writers are about to be handed to the pool.
    pub fn lend(&self) {
        self.lock().moved = Instant::now();
    }

    /// Writes all pending samples and puts the track writers back. `ends`: no more samples will come. This may
    /// hang. If it finishes after the recording was given up, the files hold what was reported.
    pub fn write(&self, mut writers: Vec<TrackWriter>, ends: bool) {
        if self.lock().given_up {
            return;
        }
        for (index, writer) in writers.iter_mut().enumerate() {
            loop {
                let done = writer.step(ends);
                let mended = writer.was_mended();
                if let Err(counted) = self.publish(index, writer, mended) {
                    let _ = writer.files().roll_back(counted);
                    return;
                }
                writer.files().settle();
                if done {
                    break;
                }
            }
            if ends {
                writer.files().close();
            }
        }
        self.put(writers);
    }

    /// Publishes what a track writer has written. `Err`: the recording was given up, and the headers must count
    /// that many samples.
    fn publish(&self, index: usize, writer: &TrackWriter, mended: bool) -> Result<(), u64> {
        let mut state = self.lock();
        let given_up = state.given_up;
        let Some(written) = state.written.get_mut(index) else { return Ok(()) };
        if given_up {
            return Err(written.counted);
        }
        *written = writer.written();
        state.moved = Instant::now();
        state.mended |= mended;
        Ok(())
    }

    /// Gives up the track writers; `samples` samples of each track should be in the files.
    pub fn give_up(&self, samples: impl Iterator<Item = u64>) {
        let mut state = self.lock();
        state.given_up = true;
        state.written.iter_mut().zip(samples).for_each(|(written, samples)| written.wanted = samples);
    }

    /// Returns true if the track writers were given up. A thread that still has them has this `Progress`, too.
    pub fn is_given_up(&self) -> bool {
        self.lock().given_up
    }

    /// How long the track writers have been handed out, or since when nothing was written.
    pub fn still_for(&self) -> Duration {
        self.lock().moved.elapsed()
    }

    /// Why nothing can be written; and whether a file was damaged and repaired since the last call.
    pub fn trouble(&self) -> (Option<String>, bool) {
        let mut state = self.lock();
        let mended = std::mem::take(&mut state.mended);
        (state.written.iter().find_map(|written| written.broken.clone()), mended)
    }

    /// Updates what is known, except for the files.
    pub fn update(&self, change: impl FnOnce(&mut RecordInfo)) {
        change(&mut self.lock().info);
    }

    /// The state without the paths of files, and the largest number of files of a track.
    pub fn summary(&self) -> (RecordInfo, usize) {
        let state = self.lock();
        let mut info = state.info.clone();
        for (track, written) in info.tracks.iter_mut().zip(&state.written) {
            track.lost_samples = written.lost + written.wanted.saturating_sub(written.counted);
        }
        (info, state.written.iter().map(|written| written.file_list.count()).max().unwrap_or(0))
    }

    /// The state.
    pub fn info(&self) -> RecordInfo {
        let (mut info, _) = self.summary();
        for (track, file_list) in info.tracks.iter_mut().zip(self.file_lists()) {
            track.files = file_list.paths();
        }
        info
    }

    /// The files of each track.
    pub fn file_lists(&self) -> Vec<Arc<FileList>> {
        self.lock().written.iter().map(|written| written.file_list.clone()).collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The state of a recording that has not begun.
pub fn nothing_yet(tracks: usize) -> RecordInfo {
    RecordInfo {
        state: RecordState::Starting,
        message: None,
        start_tick: 0,
        tick: 0,
        samples: 0,
        tracks: vec![TrackInfo::default(); tracks],
    }
}
