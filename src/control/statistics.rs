//! What an engine and its participants have counted.

use super::engine::lifecycle::Engine;
use crate::error::Result;
use crate::handle::ParticipantId;
use crate::rt::state::stats::{EngineStats, ParticipantStats};

/// # Statistics
impl Engine {
    /// Returns counters and tick times of the engine. They are read one by one while ticks run, so they may differ by a
    /// tick.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig};
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// engine.tick()?;
    /// assert_eq!(engine.stats().ticks, 1);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    pub fn stats(&self) -> EngineStats {
        let mut stats = self.inner.shared.stats.read();
        stats.memory_locked = self.inner.memory_locked;
        stats
    }

    /// Returns counters and levels of a participant since it was made.
    pub fn participant_stats(&self, participant: ParticipantId) -> Result<ParticipantStats> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        let (shared, slot) = (&self.inner.shared, &self.inner.shared.slots[slot as usize]);
        Ok(slot.stats(shared.format_of(slot).frame))
    }
}
