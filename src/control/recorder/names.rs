//! Which files a track has, as its writer notes them and callers ask.

use super::place::Place;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The numbers of a track's files, four bytes each: a recording may have very many.
#[derive(Debug)]
pub struct Names {
    place: Place,
    numbers: Mutex<Vec<u32>>,
}

impl Names {
    /// None yet.
    pub fn new(place: Place) -> Names {
        Names { place, numbers: Mutex::default() }
    }

    /// A file was made.
    pub fn push(&self, number: u32) {
        self.lock().push(number);
    }

    /// The number of the last file.
    pub fn last(&self) -> Option<u32> {
        self.lock().last().copied()
    }

    /// The last file is no more.
    pub fn pop(&self) {
        self.lock().pop();
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    /// The path of the file with that index, from 0.
    pub fn path(&self, index: usize) -> Option<PathBuf> {
        let number = self.lock().get(index).copied();
        number.map(|number| self.place.path(number))
    }

    /// All of them, in their order.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.lock().iter().map(|number| self.place.path(*number)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<u32>> {
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
