//! The list of a track's files, which its writer updates and callers read.

use super::track_path::TrackPath;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The numbers of a track's files. There may be many, mostly consecutive, so they are kept as runs.
#[derive(Debug)]
pub struct FileList {
    track_path: TrackPath,
    runs: Mutex<Vec<Run>>,
}

/// Consecutive numbers.
#[derive(Clone, Copy, Debug)]
struct Run {
    first: u32,
    count: u32,
}

impl FileList {
    /// An empty list.
    pub fn new(track_path: TrackPath) -> FileList {
        FileList { track_path, runs: Mutex::default() }
    }

    /// Adds a file.
    pub fn push(&self, number: u32) {
        let mut runs = self.lock();
        match runs.last_mut() {
            Some(run) if run.first.checked_add(run.count) == Some(number) => run.count += 1,
            _ => runs.push(Run { first: number, count: 1 }),
        }
    }

    /// The number of the last file.
    pub fn last(&self) -> Option<u32> {
        self.lock().last().map(|run| run.first + (run.count - 1))
    }

    /// Removes the last file.
    pub fn pop(&self) {
        let mut runs = self.lock();
        match runs.last_mut() {
            Some(run) if run.count > 1 => run.count -= 1,
            _ => drop(runs.pop()),
        }
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.lock().iter().map(|run| run.count as usize).sum()
    }

    /// The path of the file with that index, from 0.
    pub fn path(&self, index: usize) -> Option<PathBuf> {
        let mut left = index;
        let number = self.lock().iter().find_map(|run| {
            let found =
                u32::try_from(left).ok().filter(|left| *left < run.count).map(|left| run.first + left);
            left = left.saturating_sub(run.count as usize);
            found
        });
        number.map(|number| self.track_path.path(number))
    }

    /// The paths of all files, in order.
    pub fn paths(&self) -> Vec<PathBuf> {
        let runs = self.lock();
        let numbers = runs.iter().flat_map(|run| (0..run.count).map(|at| run.first + at));
        numbers.map(|number| self.track_path.path(number)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Run>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_in_their_order() {
        let path = std::env::temp_dir().join("mixminus-names.wav");
        let track_path = TrackPath::find_all(&[path]).unwrap().remove(0);
        let names = FileList::new(track_path.clone());
        let numbers = [0, 1, 2, 5, 6, 9, u32::MAX - 1, u32::MAX];
        numbers.iter().for_each(|&number| {
            names.push(number);
            names.push(number.wrapping_add(1));
            names.pop();
            assert_eq!(names.last(), Some(number));
        });
        assert_eq!((names.count(), names.lock().len()), (8, 4));
        let paths: Vec<PathBuf> = numbers.iter().map(|&number| track_path.path(number)).collect();
        assert_eq!(names.paths(), paths);
        (0..9).for_each(|index| assert_eq!(names.path(index).as_ref(), paths.get(index)));
        (0..8).for_each(|_| names.pop());
        assert_eq!((names.last(), names.count()), (None, 0));
    }
}
