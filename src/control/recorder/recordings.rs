//! The recordings of an engine, shared by callers, the recorder's thread and the threads of the pool.

use super::active_recording::{ActiveRecording, FileTask};
use super::file_list::FileList;
use super::pool::Pool;
use super::progress::Progress;
use super::requests::Requests;
use crate::control::accounts::usage::Owner;
use crate::control::playback::announcements::RecordingSound;
use crate::error::{Error, Result, Status};
use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

/// How many stopped recordings' file lists are kept.
pub const REMEMBERED: usize = 64;

/// All recordings of an engine.
#[derive(Clone, Default)]
pub struct Recordings {
    shared: Arc<Shared>,
    pub pool: Pool,
}

#[derive(Default)]
struct Shared {
    table: Mutex<RecordingTable>,
    changed: Condvar,
}

#[derive(Default)]
pub struct RecordingTable {
    pub entries: BTreeMap<u32, RecordingEntry>,
    /// The file lists of stopped recordings, the last stopped first.
    stopped: VecDeque<StoppedRecording>,
    pub last_number: u32,
    /// Sounds of recordings that failed to start, to be stopped.
    pub still_playing: Vec<RecordingSound>,
    /// Files of ended or failed recordings that threads of the pool still hold.
    pub hung: Vec<HungFiles>,
    /// The recorder's thread must run at once.
    pub woken: bool,
    /// The engine is being dropped.
    pub ends: bool,
}

/// A recording that was stopped.
struct StoppedRecording {
    number: u32,
    owner: Owner,
    file_lists: Vec<Arc<FileList>>,
}

/// Files that a thread of the pool may hold forever.
pub struct HungFiles {
    /// The account whose share they take.
    pub owner: Owner,
    /// How many tracks they are.
    pub tracks: usize,
    /// Alive as long as a thread holds them.
    pub by: Weak<dyn Any + Send + Sync>,
}

pub struct RecordingEntry {
    /// The account whose share it takes.
    pub owner: Owner,
    /// How many tracks it has.
    pub tracks: usize,
    pub requests: Requests,
    /// The state that the requests lead to.
    pub on: bool,
    /// The recording, unless the recorder's thread is working on it.
    pub active: Option<ActiveRecording>,
    /// It has ended, and its taps are free.
    pub over: bool,
    pub progress: Arc<Progress>,
}

impl Recordings {
    pub fn lock(&self) -> MutexGuard<'_, RecordingTable> {
        self.shared.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the recorder's thread.
    pub fn wake(&self, mut table: MutexGuard<'_, RecordingTable>) {
        table.woken = true;
        drop(table);
        self.shared.changed.notify_all();
    }

    /// Wakes callers that wait for a recording.
    pub fn notify(&self) {
        self.shared.changed.notify_all();
    }

    /// Waits for a change.
    pub fn wait<'a>(&self, table: MutexGuard<'a, RecordingTable>) -> MutexGuard<'a, RecordingTable> {
        self.shared.changed.wait(table).unwrap_or_else(PoisonError::into_inner)
    }

    /// Sleeps until [`Recordings::wake`], at most `most`.
    pub fn sleep(&self, table: MutexGuard<'_, RecordingTable>, most: Duration) {
        drop(self.shared.changed.wait_timeout_while(table, most, |table| !table.woken));
    }

    /// Gives a task to the pool.
    pub fn submit(&self, task: FileTask) {
        let recordings = self.clone();
        self.pool.submit(move || match task {
            FileTask::Write { progress, writers, ends, urgent } => {
                progress.write(writers, ends);
                if urgent {
                    recordings.wake(recordings.lock());
                }
            }
            FileTask::Close { progress, writers } => {
                drop(writers);
                drop(progress);
            }
        });
    }
}

impl RecordingTable {
    /// Removes the files that no thread holds any more.
    pub fn take_returned(&mut self) -> Vec<HungFiles> {
        self.hung.extract_if(.., |hung| hung.by.strong_count() == 0).collect()
    }

    /// The recording of that number.
    pub fn find(&mut self, number: u32) -> Result<&mut RecordingEntry> {
        self.entries.get_mut(&number).ok_or_else(|| Error::handle("recording", Status::StaleHandle))
    }

    /// Removes a stopped recording; its file table is kept.
    pub fn forget(&mut self, number: u32) {
        let Some(entry) = self.entries.remove(&number) else { return };
        self.push_stopped(StoppedRecording {
            number,
            owner: entry.owner,
            file_lists: entry.progress.file_lists(),
        });
    }

    fn push_stopped(&mut self, stopped: StoppedRecording) {
        if self.stopped.len() >= REMEMBERED {
            self.forget_stopped();
        }
        self.stopped.push_front(stopped);
    }

    /// Forgets the oldest file table of the account that has the most.
    fn forget_stopped(&mut self) {
        let count = |owner| self.stopped.iter().filter(|stopped| stopped.owner == owner).count();
        let most = self.stopped.iter().map(|stopped| count(stopped.owner)).max();
        let oldest = self.stopped.iter().rposition(|stopped| Some(count(stopped.owner)) == most);
        oldest.map(|at| self.stopped.remove(at));
    }

    /// The file lists of a stopped recording, if they are still kept.
    pub fn stopped_file_lists(&self, number: u32) -> Option<Vec<Arc<FileList>>> {
        self.stopped.iter().find(|stopped| stopped.number == number).map(|stopped| stopped.file_lists.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_that_stops_many_is_forgotten_first() {
        let mut table = RecordingTable::default();
        let mut stop =
            |number, owner| table.push_stopped(StoppedRecording { number, owner, file_lists: Vec::new() });
        (0..3).for_each(|number| stop(number, 1));
        (3..1000).for_each(|number| stop(number, 2));
        (1000..1010).for_each(|number| stop(number, 3));
        let known: Vec<u32> =
            (0..1010).filter(|number| table.stopped_file_lists(*number).is_some()).collect();
        let expected: Vec<u32> = (0..3).chain(1000 - (REMEMBERED as u32 - 13)..1010).collect();
        assert_eq!(known, expected);
    }
}
