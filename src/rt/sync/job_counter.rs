//! Shares the rooms of one tick among workers: they claim jobs by an atomic counter, and the ticking thread waits for
//! all jobs before the tick ends.

use super::atomics::{AtomicU32, AtomicU64, Ordering, spin_loop};

/// One round of jobs 0 … count−1. Exactly one worker does each job.
///
/// The word holds the count in its upper half and the next job in its lower half. A claim is a compare-and-swap of the
/// whole word. If it succeeds, the job belongs to the round that is open at that moment, however late the worker comes.
/// The opener waits until every claimed job is done, so no job outlives its round.
#[derive(Debug)]
pub struct JobCounter {
    word: AtomicU64,
    done: AtomicU32,
}

impl JobCounter {
    /// No round is open.
    #[allow(clippy::new_without_default)]
    pub fn new() -> JobCounter {
        JobCounter { word: AtomicU64::new(0), done: AtomicU32::new(0) }
    }

    /// Opens a round of `count` jobs. Only for the ticking thread, after it has joined the round before.
    pub fn open(&self, count: u32) {
        self.done.store(0, Ordering::Relaxed);
        self.word.store(u64::from(count) << 32, Ordering::Release);
    }

    /// Returns true if a job was unclaimed a moment ago.
    pub fn has_unclaimed(&self) -> bool {
        let word = self.word.load(Ordering::Relaxed);
        (word as u32) < (word >> 32) as u32
    }

    /// Claims the next job, if one is left. Lock-free.
    pub fn claim(&self) -> Option<u32> {
        let mut word = self.word.load(Ordering::Acquire);
        loop {
            let (count, next) = ((word >> 32) as u32, word as u32);
            if next >= count {
                return None;
            }
            match self.word.compare_exchange_weak(word, word + 1, Ordering::AcqRel, Ordering::Acquire) {
                Ok(_) => return Some(next),
                Err(now) => word = now,
            }
        }
    }

    /// Reports one claimed job as done.
    pub fn finish(&self) {
        self.done.fetch_add(1, Ordering::AcqRel);
    }

    /// Returns true if all `count` jobs of the round are done. Only for the opener.
    pub fn is_done(&self, count: u32) -> bool {
        self.done.load(Ordering::Acquire) >= count
    }

    /// Spins until every job of the round is done. Only for the opener, once no job is left to claim: it then waits
    /// only for jobs that other workers have begun, at most one each.
    pub fn join(&self, count: u32) {
        while self.done.load(Ordering::Acquire) < count {
            spin_loop();
        }
    }
}
