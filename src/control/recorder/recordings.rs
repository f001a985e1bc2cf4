//! Where callers, the recorder's thread and those who write meet.

use super::active_recording::{ActiveRecording, FileTask};
use super::file_list::FileList;
use super::pool::Pool;
use super::progress::Progress;
use super::requests::Requests;
use crate::control::accounts::usage::Owner;
use crate::control::playback::announcements::RecordingSound;
use crate::error::{Result, Status};
use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

/// Of how many recordings that were stopped the file_lists of the files are still known.
pub const REMEMBERED: usize = 64;

/// All recordings of an engine.
#[derive(Clone, Default)]
pub struct Recordings {
    board: Arc<Shared>,
    pub pool: Pool,
}

#[derive(Default)]
struct Shared {
    list: Mutex<List>,
    changed: Condvar,
}

#[derive(Default)]
pub struct List {
    pub entries: BTreeMap<u32, Entry>,
    /// The files of those that were stopped, the last one first.
    past: VecDeque<Past>,
    pub last_number: u32,
    /// What recordings that could not begin still say.
    pub still_playing: Vec<RecordingSound>,
    /// Recordings that are over, or could not begin, of which threads still have files.
    pub hung: Vec<HungFiles>,
    /// There is something to do at once.
    pub woken: bool,
    /// The engine ends.
    pub ends: bool,
}

/// A recording that was stopped.
struct Past {
    number: u32,
    owner: Owner,
    file_lists: Vec<Arc<FileList>>,
}

/// What a thread of the pool may have for ever.
pub struct HungFiles {
    /// Whose share it takes.
    pub owner: Owner,
    /// How much of it.
    pub tracks: usize,
    /// Is there as long as a thread has it.
    pub by: Weak<dyn Any + Send + Sync>,
}

pub struct Entry {
    /// Whose share it takes.
    pub owner: Owner,
    /// How much of it.
    pub tracks: usize,
    pub requests: Requests,
    /// What the requests come to.
    pub on: bool,
    /// The work, while the thread is not at it.
    pub active: Option<ActiveRecording>,
    /// It is over, and its taps are free.
    pub over: bool,
    pub progress: Arc<Progress>,
}

impl Recordings {
    pub fn lock(&self) -> MutexGuard<'_, List> {
        self.board.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// There is something to do at once.
    pub fn wake(&self, mut list: MutexGuard<'_, List>) {
        list.woken = true;
        drop(list);
        self.board.changed.notify_all();
    }

    /// Something has changed for callers that wait.
    pub fn send_announcements(&self) {
        self.board.changed.notify_all();
    }

    /// Waits for a change.
    pub fn wait<'a>(&self, list: MutexGuard<'a, List>) -> MutexGuard<'a, List> {
        self.board.changed.wait(list).unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is something to do at once, or so long.
    pub fn sleep(&self, list: MutexGuard<'_, List>, most: Duration) {
        drop(self.board.changed.wait_timeout_while(list, most, |list| !list.woken));
    }

    /// Has a thread of the pool do something with files.
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

impl List {
    /// What no thread has any more.
    pub fn take_returned(&mut self) -> Vec<HungFiles> {
        self.hung.extract_if(.., |hung| hung.by.strong_count() == 0).collect()
    }

    /// The recording of that number.
    pub fn find(&mut self, number: u32) -> Result<&mut Entry> {
        Ok(self.entries.get_mut(&number).ok_or(Status::StaleHandle)?)
    }

    /// A recording is stopped, and known no more, but for its files.
    pub fn forget(&mut self, number: u32) {
        let Some(entry) = self.entries.remove(&number) else { return };
        self.push_past(Past { number, owner: entry.owner, file_lists: entry.progress.file_lists() });
    }

    fn push_past(&mut self, past: Past) {
        if self.past.len() >= REMEMBERED {
            self.forget_past();
        }
        self.past.push_front(past);
    }

    /// Forgets the oldest of the account that has the most.
    fn forget_past(&mut self) {
        let count = |owner| self.past.iter().filter(|past| past.owner == owner).count();
        let most = self.past.iter().map(|past| count(past.owner)).max();
        let oldest = self.past.iter().rposition(|past| Some(count(past.owner)) == most);
        oldest.map(|at| self.past.remove(at));
    }

    /// The files of a recording that was stopped, if they are still known.
    pub fn past_file_lists(&self, number: u32) -> Option<Vec<Arc<FileList>>> {
        self.past.iter().find(|past| past.number == number).map(|past| past.file_lists.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_that_stops_many_is_forgotten_first() {
        let mut list = List::default();
        let mut stop = |number, owner| list.push_past(Past { number, owner, file_lists: Vec::new() });
        (0..3).for_each(|number| stop(number, 1));
        (3..1000).for_each(|number| stop(number, 2));
        (1000..1010).for_each(|number| stop(number, 3));
        let known: Vec<u32> = (0..1010).filter(|number| list.past_file_lists(*number).is_some()).collect();
        let expected: Vec<u32> = (0..3).chain(1000 - (REMEMBERED as u32 - 13)..1010).collect();
        assert_eq!(known, expected);
    }
}
