//! The recorder of an engine: starts, stops and queries recordings.

use super::config::{RecordConfig, TrackInfo};
use super::file_list::FileList;
use super::progress::Progress;
use super::recordings::{HungFiles, REMEMBERED, RecordingEntry, Recordings};
use super::requests::Requests;
use super::start::begin;
use super::thread::{give_back, run};
use super::track::Track;
use super::track_writer::{TrackWriter, Written};
use crate::control::accounts::counted::Tables;
use crate::control::config::EngineConfig;
use crate::control::engine::inner::Inner;
use crate::control::os::thread::Thread;
use crate::control::os::threads;
use crate::control::os::threads::Scheduling;
use crate::error::{Error, Result, Status};
use crate::handle::RecordingId;
use crate::units::SampleRate;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of the longest path and file name.
const PATH_BYTES: usize = 4096 + 256;

/// The recorder of an engine.
#[derive(Default)]
pub struct Recorder {
    recordings: Recordings,
    thread: Mutex<Option<Thread>>,
}

impl std::fmt::Debug for Recorder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recorder").finish_non_exhaustive()
    }
}

impl Recorder {
    /// Starts a recording.
    pub fn start(&self, inner: &Arc<Inner>, config: &RecordConfig) -> Result<RecordingId> {
        self.run(inner)?;
        let tracks = config.tracks.len();
        let targets = config.tracks.iter().map(|track| track.target);
        let owner = inner.lock().take_recording(&inner.shared, targets)?;
        let calls = Arc::new(());
        let active = begin(inner, config, owner, (&self.recordings, &calls)).inspect_err(|_| {
            if Arc::strong_count(&calls) > 1 {
                self.recordings.lock().hung.push(HungFiles {
                    owner,
                    tracks,
                    by: Arc::downgrade(&calls) as _,
                });
            } else {
                give_back(inner, owner, tracks);
            }
        })?;
        let mut table = self.recordings.lock();
        table.last_number = table.last_number.wrapping_add(1).max(1);
        let number = table.last_number;
        let progress = active.progress().clone();
        table.entries.insert(
            number,
            RecordingEntry {
                owner,
                tracks,
                requests: Requests::default(),
                on: true,
                over: false,
                progress,
                active: Some(active),
            },
        );
        self.recordings.wake(table);
        Ok(RecordingId::new(inner.shared.tag, 0, number))
    }

    /// Starts the threads, if they do not run.
    fn run(&self, inner: &Arc<Inner>) -> Result<()> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        self.recordings.pool.start()?;
        if thread.is_some() {
            return Ok(());
        }
        let (inner, recordings) = (inner.clone(), self.recordings.clone());
        let body = move || run(&inner, &recordings);
        *thread = Some(threads::spawn("mixminus-rec", Scheduling::default(), body)?.0);
        Ok(())
    }

    /// Pauses or resumes a recording after the last tick.
    pub fn switch(&self, inner: &Inner, recording: RecordingId, on: bool) -> Result<()> {
        let number = number(inner, recording)?;
        let mut table = self.recordings.lock();
        let entry = table.find(number)?;
        if entry.on != on {
            // The lock is held, so the thread has not looked at a later tick.
            entry.requests.switch(inner.last_tick(), on)?;
            entry.on = on;
        }
        Ok(())
    }

    /// Stops a recording and waits for it, at most `STOP_TIMEOUT`.
    pub fn stop(&self, inner: &Inner, recording: RecordingId) -> Result<Arc<Progress>> {
        let number = number(inner, recording)?;
        let mut table = self.recordings.lock();
        table.find(number)?.requests.stop(inner.last_tick());
        self.recordings.wake(table);
        let mut table = self.recordings.lock();
        loop {
            let entry = table.find(number)?;
            if entry.over {
                let (progress, owner, tracks) = (entry.progress.clone(), entry.owner, entry.tracks);
                table.forget(number);
                if progress.is_given_up() {
                    table.hung.push(HungFiles { owner, tracks, by: Arc::downgrade(&progress) as _ });
                    return Ok(progress);
                }
                drop(table);
                give_back(inner, owner, tracks);
                return Ok(progress);
            }
            table = self.recordings.wait(table);
        }
    }

    /// The progress of a recording.
    pub fn progress(&self, inner: &Inner, recording: RecordingId) -> Result<Arc<Progress>> {
        Ok(self.recordings.lock().find(number(inner, recording)?)?.progress.clone())
    }

    /// The path of a file of a recording, also of the last stopped ones.
    pub fn file(&self, inner: &Inner, recording: RecordingId, track: usize, file: usize) -> Result<PathBuf> {
        let number = number(inner, recording)?;
        let mut table = self.recordings.lock();
        let stopped = table.stopped_file_lists(number);
        let names =
            stopped.map_or_else(|| table.find(number).map(|entry| entry.progress.file_lists()), Ok)?;
        drop(table);
        let wrong = |what: &str, is: usize| {
            Error::new(Status::InvalidArgument, format!("{what}: {is}, there is no such {what}"))
        };
        let names = names.get(track).ok_or_else(|| wrong("track", track))?;
        names.path(file).ok_or_else(|| wrong("file", file))
    }

    /// Stops all recordings and joins the threads, when the engine is dropped. Threads that hang in a file system
    /// call are left behind; they hold nothing of the engine.
    pub fn finish(&mut self, inner: &Inner) {
        let thread = self.thread.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if inner.check_process().is_err() {
            // The child of a fork does not have these threads. Their memory is leaked.
            std::mem::forget((thread, self.recordings.clone()));
            return;
        }
        let mut table = self.recordings.lock();
        table.ends = true;
        self.recordings.wake(table);
        if let Some(thread) = thread {
            thread.join();
        }
        self.recordings.pool.finish();
    }
}

/// The number in a handle of this engine.
fn number(inner: &Inner, recording: RecordingId) -> Result<u32> {
    inner.check_process()?;
    recording
        .decode(inner.shared.tag)
        .map(|(_, number)| number)
        .map_err(|status| Error::handle("recording", status))
}

/// Bytes that recordings later take at most: tracks, recordings, and the file lists of stopped ones.
pub fn later_bytes(config: &EngineConfig, tables: &Tables) -> u64 {
    let frame = config.sample_rates().map(|rate| config.frame_len.samples(rate)).max().unwrap_or_default();
    let second = config.sample_rates().map(SampleRate::hz).max().unwrap_or_default();
    let writer = size_of::<TrackWriter>() + second as usize * size_of::<i16>();
    // File names are kept in three places, and two messages may contain one.
    let track = writer + Track::bytes(frame) + size_of::<Written>() + size_of::<TrackInfo>() + 5 * PATH_BYTES;
    let recording = 2 * size_of::<RecordingEntry>() + size_of::<Progress>() + Requests::bytes() + PATH_BYTES;
    let stopped = REMEMBERED * config.max_taps as usize * (size_of::<FileList>() + PATH_BYTES);
    (tables.record_tracks * (track + recording) + stopped) as u64
}
