//! Requests of callers to a running recording: pause, resume, stop.

use crate::error::{Error, Result, Status};
use std::collections::VecDeque;
use std::time::Instant;

/// How many pauses and resumptions of a recording may wait while its file system hangs.
const MAX_SWITCHES: usize = 1024;

/// The requests that wait.
#[derive(Debug, Default)]
pub struct Requests {
    /// From after that tick on it records (true) or is paused (false); in order.
    pub switches: VecDeque<(u64, bool)>,
    /// It stops after that tick.
    pub stop: Option<u64>,
    /// Since when a caller has waited for the stop.
    pub waited_since: Option<Instant>,
}

impl Requests {
    /// Bytes that the queue takes at most.
    pub const fn bytes() -> usize {
        2 * MAX_SWITCHES * size_of::<(u64, bool)>()
    }

    /// Stops it after `tick`, unless it was stopped before. A caller waits from now on.
    pub fn stop(&mut self, tick: u64) {
        self.stop.get_or_insert(tick);
        self.waited_since.get_or_insert_with(Instant::now);
    }

    /// Switches between recording and pause after `tick`; the caller has checked that this is a change. `QueueFull`
    /// if too many switches wait because the file system hangs.
    pub fn switch(&mut self, tick: u64, on: bool) -> Result<()> {
        if self.switches.back().is_some_and(|(last, _)| *last == tick) {
            self.switches.pop_back();
            return Ok(());
        }
        let count = self.switches.len();
        if count >= MAX_SWITCHES {
            let sentence =
                format!("pauses: {count} wait because the file system hangs, must be at most {MAX_SWITCHES}");
            return Err(Error::new(Status::QueueFull, sentence));
        }
        self.switches.push_back((tick, on));
        Ok(())
    }

    /// The next switch up to that tick.
    pub fn next_switch(&mut self, until: u64) -> Option<(u64, bool)> {
        self.switches.front().copied().filter(|(tick, _)| *tick <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_that_is_taken_back_in_its_tick_is_none_and_few_may_wait() {
        let mut requests = Requests::default();
        for n in 0..100_000 {
            requests.switch(7, n % 2 == 1).unwrap();
        }
        assert!(requests.switches.is_empty());
        for tick in 0..MAX_SWITCHES as u64 {
            requests.switch(tick, tick % 2 == 1).unwrap();
        }
        let refused = requests.switch(5_000, false).unwrap_err();
        assert_eq!((refused.status(), requests.switches.len()), (Status::QueueFull, MAX_SWITCHES));
        requests.next_switch(0).unwrap();
        requests.switches.pop_front();
        requests.switch(5_000, false).unwrap();
        assert_eq!(requests.switches.back(), Some(&(5_000, false)));
    }
}
