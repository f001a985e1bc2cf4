//! What an engine and its participants have counted.

use super::engine::lifecycle::Engine;
use crate::error::Result;
use crate::handle::ParticipantId;
use crate::rt::state::stats::{EngineStats, ParticipantStats};

/// # Statistics
impl Engine {
    /// What has been counted. The numbers are read one by one while ticks run, so they may be a tick apart.
    pub fn stats(&self) -> EngineStats {
        let mut stats = self.inner.shared.stats.read();
        stats.memory_locked = self.inner.memory_locked;
        stats
    }

    /// What has been counted of the participant since it was made.
    pub fn participant_stats(&self, participant: ParticipantId) -> Result<ParticipantStats> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        Ok(self.inner.shared.slots[slot as usize].stats(self.inner.shared.geometry.frame))
    }
}
