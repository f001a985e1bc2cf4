//! What the tick notes of a speech agent, whose audio waits in a deep in-ring.

use crate::rt::frame::AudioFormat;

/// What is noted of a speech agent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Agent {
    /// Ticks in which the first samples of an utterance have waited.
    waited: u16,
    /// The in-ring was nearly full, and no event has said since that there is room again.
    was_full: bool,
    /// Where the stream of the join begins in the in-ring.
    begins: u64,
}

impl Agent {
    /// A join's stream begins at that position in the in-ring.
    pub fn begin_join(&mut self, from_position: u64) {
        *self = Agent { begins: from_position, ..Agent::default() };
    }

    /// An utterance is shorter than the prefill, or comes slowly: its `fill` samples begin after as long as the prefill
    /// lasts.
    pub fn has_waited(&mut self, format: &AudioFormat, fill: usize, prefill: usize) -> bool {
        self.waited = if fill == 0 { 0 } else { self.waited.saturating_add(1) };
        let begins = usize::from(self.waited) * format.frame > prefill;
        if begins {
            self.waited = 0;
        }
        begins
    }

    /// After a tick, `fill` of at most `most` samples wait. Returns true if they have become fewer than a quarter, after
    /// more than three quarters had waited.
    pub fn may_write(&mut self, fill: usize, most: usize) -> bool {
        self.was_full |= fill > most / 4 * 3;
        let may_write = self.was_full && fill < most / 4;
        self.was_full &= !may_write;
        may_write
    }

    /// Samples of the join's stream before that position in the in-ring.
    pub fn played(&self, position: u64) -> u64 {
        position.saturating_sub(self.begins)
    }
}
