//! Where the three meet that have to do with a recording: callers, who ask how it is; the recorder's thread, which takes
//! samples from taps; and a thread of the pool, which has the writers while it writes them and may hang for ever.

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
    /// The writers, unless they are being written.
    writers: Option<Vec<TrackWriter>>,
    /// Nobody waits for the writers any more: what is not in the files by now never will be.
    given_up: bool,
    /// When writers were taken to be written, or something was last written.
    moved: Instant,
    /// A file was damaged and mended since that was asked.
    mended: bool,
    written: Vec<Written>,
    info: RecordInfo,
}

impl Progress {
    /// Of a recording that has not begun.
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

    /// The writers, unless they are being written.
    pub fn take(&self) -> Option<Vec<TrackWriter>> {
        self.lock().writers.take()
    }

    /// Gives them back. Nobody may want them any more: then their files are closed here, which may take for ever.
    pub fn put(&self, writers: Vec<TrackWriter>) {
        let mut state = self.lock();
        if !state.given_up {
            state.writers = Some(writers);
            return;
        }
        drop(state);
        drop(writers);
    }

    /// They are going to be written from now on.
    pub fn lend(&self) {
        self.lock().moved = Instant::now();
    }

    /// Writes all that is pending, and gives the writers back. `ends`: nothing more will come. May take for ever; if it comes
    /// to an end after nobody waits for it any more, the files hold what they were reported to hold.
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

    /// What was written of a writer. `Err`: nobody wants that any more; its headers are to count so many samples.
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

    /// Nobody waits for the writers any more; `samples` of each track were to be in the files.
    pub fn give_up(&self, samples: u64) {
        let mut state = self.lock();
        state.given_up = true;
        state.written.iter_mut().for_each(|written| written.wanted = samples);
    }

    /// Whether nobody waits for the writers any more. A thread that has them has this progress, too.
    pub fn is_given_up(&self) -> bool {
        self.lock().given_up
    }

    /// How long they have been away, or since something was last written.
    pub fn still_for(&self) -> Duration {
        self.lock().moved.elapsed()
    }

    /// Why nothing can be written; and whether a file was damaged and mended since that was asked last.
    pub fn trouble(&self) -> (Option<String>, bool) {
        let mut state = self.lock();
        let mended = std::mem::take(&mut state.mended);
        (state.written.iter().find_map(|written| written.broken.clone()), mended)
    }

    /// Changes what is known, but for the files.
    pub fn update(&self, change: impl FnOnce(&mut RecordInfo)) {
        change(&mut self.lock().info);
    }

    /// The recording as it is, without the paths of its files; and how many the track with the most has.
    pub fn summary(&self) -> (RecordInfo, usize) {
        let state = self.lock();
        let mut info = state.info.clone();
        for (track, written) in info.tracks.iter_mut().zip(&state.written) {
            track.lost_samples = written.lost + written.wanted.saturating_sub(written.counted);
        }
        (info, state.written.iter().map(|written| written.file_list.count()).max().unwrap_or(0))
    }

    /// The recording as it is.
    pub fn info(&self) -> RecordInfo {
        let (mut info, _) = self.summary();
        for (track, file_list) in info.tracks.iter_mut().zip(self.file_lists()) {
            track.files = file_list.paths();
        }
        info
    }

    /// Which files each track has.
    pub fn file_lists(&self) -> Vec<Arc<FileList>> {
        self.lock().written.iter().map(|written| written.file_list.clone()).collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A recording that has not begun.
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
