//! Writes to the in-ring: the samples from a call.

use crate::dsp::EncodedSamples;
use crate::error::Status;
use crate::handle::ParticipantId;
use crate::rt::index::JoinNumber;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::Slot;
use crate::rt::state::writer::{WriteInfo, Writer};
use crate::rt::sync::atomics::Ordering;

impl Shared {
    /// As [`write`](Self::write), in any encoding, but returns `SessionExpired` and takes nothing if the session's time
    /// limit has passed.
    #[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
    pub fn write_ex(
        &self,
        participant: ParticipantId,
        samples: EncodedSamples<'_>,
        info: &WriteInfo,
    ) -> Result<usize, Status> {
        self.check_alive()?;
        let (slot, generation) = self.slot(participant)?;
        if slot.is_expired(generation) {
            return Err(Status::SessionExpired);
        }
        self.write_to(slot, generation, samples, info)
    }

    /// Writes samples of a participant; returns how many were taken. Wait-free.
    ///
    /// All samples are taken, unless the clock has stopped and the in-ring is full; then as many as fit. While the
    /// participant is in no room, samples count as taken and are discarded.
    #[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
    pub fn write(
        &self,
        participant: ParticipantId,
        samples: &[i16],
        info: &WriteInfo,
    ) -> Result<usize, Status> {
        self.check_alive()?;
        let (slot, generation) = self.slot(participant)?;
        self.write_to(slot, generation, EncodedSamples::S16(samples), info)
    }

    /// Writes samples of the participant of that generation, if it still has the slot.
    fn write_to(
        &self,
        slot: &Slot,
        generation: u32,
        samples: EncodedSamples<'_>,
        info: &WriteInfo,
    ) -> Result<usize, Status> {
        let mut writer = slot.writer.claim().ok_or(Status::Busy)?;
        Shared::check_generation(slot, generation)?;
        let now = slot.join.now();
        let position = slot.position.load(Ordering::Relaxed);
        if !now.is_running() {
            writer.restart(now.number, position);
            slot.write_counts.discarded.add(samples.len() as u64);
            return Ok(samples.len());
        }
        writer.follow(slot, now.number, position);
        if samples.is_empty() {
            // A loss that is reported without samples is one before the next.
            let lost = if writer.has_begun { info.lost } else { 0 };
            writer.lost = writer.lost.saturating_add(lost);
            return Ok(0);
        }
        let silence = slot.silence_played.get();
        if info.timestamp.is_none() && writer.silence_seen != silence {
            // The length of the pause on the sender's clock is unknown.
            writer.next_timestamp = None;
        }
        let place = writer.place(info, samples, i64::from(self.format_of(slot).rate.hz()));
        let mut comes = samples.len().min(writer.ring.slots());
        // Made before the samples are there, so that a tick never finds samples without the mark that goes before them.
        if comes > 0
            && let Some(step) = place.step
        {
            if writer.mark(step, place.media, position) {
                slot.count_mark();
            } else {
                comes = 0;
            }
        }
        // Published before the samples are, so that a tick never finds more samples than it knows of.
        let burst = writer.bursts.add(comes, self.now.load(Ordering::Relaxed), self.clock, slot.max_write);
        slot.write_counts.burst.set(u64::from(burst));
        if comes as u64 > slot.write_counts.largest.get() {
            slot.write_counts.largest.set(comes as u64);
        }
        let taken = if comes > 0 { writer.put_encoded(slot, samples, samples.is_idle()) } else { 0 };
        if taken > 0 {
            writer.silence_seen = silence;
        }
        writer.note(info, &place, samples, taken);
        slot.write_counts.taken.add(taken as u64);
        slot.write_counts.refused.add((samples.len() - taken) as u64);
        Ok(taken)
    }

    /// Drops all that was written for the participant and has not been heard yet. The frame of the next tick fades out
    /// within 5 ms; then there is silence until more is written and gathered. In no room there is nothing to drop.
    /// Wait-free.
    #[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
    pub fn flush(&self, participant: ParticipantId) -> Result<(), Status> {
        self.check_alive()?;
        let (slot, generation) = self.slot(participant)?;
        let mut writer = slot.writer.claim().ok_or(Status::Busy)?;
        Shared::check_generation(slot, generation)?;
        let now = slot.join.now();
        if now.is_running() && writer.join == now.number {
            writer.flush();
            slot.flush_to.store(slot.position.load(Ordering::Relaxed), Ordering::Relaxed);
            slot.count_mark();
        }
        Ok(())
    }

    /// Marks the place after what was written last for the participant: an event with `value` tells when all before it
    /// was heard, or that it was dropped. `NotInRoom` in no room; `QueueFull` if too many marks wait. Wait-free.
    #[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
    pub fn mark(&self, participant: ParticipantId, value: i64) -> Result<(), Status> {
        self.check_alive()?;
        let (slot, generation) = self.slot(participant)?;
        let mut writer = slot.writer.claim().ok_or(Status::Busy)?;
        Shared::check_generation(slot, generation)?;
        let (now, position) = (slot.join.now(), slot.position.load(Ordering::Relaxed));
        if !now.is_running() {
            return Err(Status::NotInRoom);
        }
        writer.follow(slot, now.number, position);
        if !writer.note_place(value, position) {
            return Err(Status::QueueFull);
        }
        slot.count_mark();
        Ok(())
    }
}

impl Writer {
    /// Begins the stream of that join at that position in the ring, unless it has begun.
    fn follow(&mut self, slot: &Slot, join: JoinNumber, position: u64) {
        if self.join != join {
            self.restart(join, position);
            slot.write_counts.largest.set(0);
        }
    }

    /// Writes samples to the ring, as many as fit: linear ones as they are, others as they are decoded, piece by piece.
    fn put_encoded(&mut self, slot: &Slot, samples: EncodedSamples<'_>, is_idle: bool) -> usize {
        if let EncodedSamples::S16(samples) = samples {
            return self.put(slot, samples);
        }
        let mut taken = 0;
        while taken < samples.len() {
            let mut piece = [0_i16; 256];
            let piece = piece.get_mut(..(samples.len() - taken).min(256)).unwrap_or_default();
            samples.tail(taken).decode(piece, is_idle);
            let put = self.put(slot, piece);
            taken += put;
            if put < piece.len() {
                break;
            }
        }
        taken
    }

    /// Writes samples to the ring, as many as fit.
    fn put(&mut self, slot: &Slot, samples: &[i16]) -> usize {
        let (taken, _) = self.ring.push_partial_slice(samples);
        let position = slot.position.load(Ordering::Relaxed) + taken.len() as u64;
        slot.position.store(position, Ordering::Release);
        taken.len()
    }
}
