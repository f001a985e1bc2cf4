//! Where callers, the recorder's thread and those who write meet.

use super::job::{Job, Orders};
use super::ledger::Ledger;
use super::names::Names;
use super::pool::Pool;
use super::sheet::Sheet;
use crate::control::accounts::Owner;
use crate::control::notices::Told;
use crate::error::{Result, Status};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Of how many recordings that were stopped the names of the files are still known.
pub const REMEMBERED: usize = 64;

/// All recordings of an engine.
#[derive(Clone, Default)]
pub struct Desk {
    board: Arc<Board>,
    pub pool: Pool,
}

#[derive(Default)]
struct Board {
    list: Mutex<List>,
    changed: Condvar,
}

#[derive(Default)]
pub struct List {
    pub entries: BTreeMap<u32, Entry>,
    /// The files of those that were stopped last.
    pub past: VecDeque<(u32, Vec<Arc<Names>>)>,
    pub last_number: u32,
    /// What recordings that could not begin still say.
    pub loud: Vec<Told>,
    /// There is something to do at once.
    pub woken: bool,
    /// The engine ends.
    pub ends: bool,
}

pub struct Entry {
    /// Whose share it takes.
    pub owner: Owner,
    pub orders: Orders,
    /// What the orders come to.
    pub on: bool,
    /// The work, while the thread is not at it.
    pub job: Option<Job>,
    /// It is over, and its taps are free.
    pub over: bool,
    pub ledger: Arc<Ledger>,
}

impl Desk {
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
    pub fn notify(&self) {
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

    /// Has sheets written. `urgent`: the recorder's thread waits for them.
    pub fn write(&self, ledger: &Arc<Ledger>, sheets: Vec<Sheet>, ends: bool, urgent: bool) {
        ledger.lend();
        let (ledger, desk) = (ledger.clone(), self.clone());
        self.pool.submit(move || {
            ledger.write(sheets, ends);
            if urgent {
                desk.wake(desk.lock());
            }
        });
    }
}

impl List {
    /// The recording of that number.
    pub fn find(&mut self, number: u32) -> Result<&mut Entry> {
        Ok(self.entries.get_mut(&number).ok_or(Status::StaleHandle)?)
    }

    /// A recording is stopped, and known no more, but for its files.
    pub fn forget(&mut self, number: u32) {
        let Some(entry) = self.entries.remove(&number) else { return };
        self.past.truncate(REMEMBERED - 1);
        self.past.push_front((number, entry.ledger.names()));
    }
}
