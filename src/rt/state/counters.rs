//! Counters of a slot and of the engine: each has one writer at a time, so none needs a read-modify-write.

use crate::dsp::FrameLevel;
// Not loom's: nothing is decided by a counter.
use core::sync::atomic::{AtomicU64, Ordering};

/// A counter with one writer at a time, read by anyone.
#[derive(Debug, Default)]
pub struct Count(AtomicU64);

impl Count {
    /// Adds `n`; for the one writer, so no read-modify-write is needed.
    #[inline(always)]
    pub fn add(&self, n: u64) {
        self.set(self.get().wrapping_add(n));
    }

    /// Sets the value; for the one writer.
    #[inline(always)]
    pub fn set(&self, value: u64) {
        self.0.store(value, Ordering::Relaxed);
    }

    /// The value.
    #[inline(always)]
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// What writes count.
#[derive(Debug, Default)]
pub struct WriterCounts {
    /// Samples taken.
    pub taken: Count,
    /// Samples refused because the in-ring was full.
    pub refused: Count,
    /// Samples taken and discarded while the participant was in no room.
    pub discarded: Count,
    /// The largest write of the join, samples.
    pub largest: Count,
    /// The largest amount recently written at once, samples. See [`Bursts`](crate::rt::host::write::Bursts).
    pub burst: Count,
}

impl WriterCounts {
    /// Resets them for another participant.
    pub fn reset(&self) {
        self.taken.set(0);
        self.refused.set(0);
        self.discarded.set(0);
        self.largest.set(0);
        self.burst.set(0);
    }
}

/// What reads count.
#[derive(Debug, Default)]
pub struct ReaderCounts {
    /// Samples of the room.
    pub real: Count,
    /// Samples of silence because there were no frames.
    pub silence: Count,
    /// Frames skipped for their age, or because more waited than needed.
    pub stale: Count,
    /// Frames that wait, in samples, as of the last read.
    pub fill: Count,
    /// In-ring fill + DTMF look-ahead + frame + out-ring fill, as of the last read.
    pub latency: Count,
    /// The last tick up to which every frame was read, or skipped.
    pub tick: Count,
    /// Frames that were not read, or not whole: too old, or of a join that has ended.
    pub lost: Count,
}

impl ReaderCounts {
    /// Resets them for another participant.
    pub fn reset(&self) {
        self.real.set(0);
        self.silence.set(0);
        self.stale.set(0);
        self.fill.set(0);
        self.latency.set(0);
        self.tick.set(0);
        self.lost.set(0);
    }
}

/// What ticks count.
#[derive(Debug, Default)]
#[repr(align(64))]
pub struct TickCounts {
    /// Underruns of the in-ring.
    pub underruns: Count,
    /// Cuts of the in-ring back to its cap, or to its target.
    pub trims: Count,
    /// Samples cut.
    pub trimmed: Count,
    /// Frames dropped because the out-ring was full.
    pub dropped: Count,
    /// In-ring fill after the last pull.
    pub in_fill: Count,
    /// Sum of squares of the last contribution.
    pub sum_squares: Count,
    /// Peak of the last contribution.
    pub peak: Count,
    /// Digits that were sent to it, over the life of the slot; a join counts those of earlier ones as sent.
    pub digits_sent: Count,
}

/// What ticks count of a line whose samples do not come in order, or that is a speech agent's; samples. Other lines do not
/// touch it.
#[derive(Debug, Default)]
pub struct ArrivalCounts {
    /// Samples that came after their time had been played, or for which there was no room.
    pub late: Count,
    /// Samples that were there already.
    pub duplicate: Count,
    /// Samples that came after later ones, in time to be played.
    pub reordered: Count,
    /// Samples that were missing when their time came.
    pub concealed: Count,
    /// Gaps that they made.
    pub concealment_events: Count,
    /// Samples that an adaptive target has put in, and left out.
    pub inserted: Count,
    pub removed: Count,
    /// The reserve that an adaptive target aims for.
    pub target: Count,
    /// Samples of a speech agent's line that were heard or flushed since it joined.
    pub played: Count,
}

impl ArrivalCounts {
    /// Resets them for another participant.
    pub fn reset(&self) {
        self.late.set(0);
        self.duplicate.set(0);
        self.reordered.set(0);
        self.concealed.set(0);
        self.concealment_events.set(0);
        self.inserted.set(0);
        self.removed.set(0);
        self.target.set(0);
        self.played.set(0);
    }
}

impl TickCounts {
    /// Notes the level of this tick's contribution.
    #[inline(always)]
    pub fn level(&self, level: FrameLevel) {
        self.sum_squares.set(level.sum_squares);
        self.peak.set(u64::from(level.peak));
    }

    /// Resets them for another participant.
    pub fn reset(&self) {
        self.underruns.set(0);
        self.trims.set(0);
        self.trimmed.set(0);
        self.dropped.set(0);
        self.in_fill.set(0);
        self.sum_squares.set(0);
        self.peak.set(0);
    }
}
