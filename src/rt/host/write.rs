//! Writes to the in-ring: the samples from a call.

use super::intake::{Intake, SameRate};
use crate::dsp::EncodedSamples;
use crate::error::Status;
use crate::handle::ParticipantId;
use crate::rt::index::JoinNumber;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::Slot;
use crate::rt::state::writer::{NextTimestamp, WriteInfo, Writer};
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
        if writer.converts
            && let Some(taken) = self.write_converted(slot, &mut writer, samples, info)
        {
            return Ok(taken);
        }
        Ok(self.write_through(slot, &mut writer, &mut SameRate, samples, info))
    }

    /// Writes samples at the rate that was set. `None` if that is the line's. Apart from other writes, which are shorter
    /// without it.
    #[inline(never)]
    fn write_converted(
        &self,
        slot: &Slot,
        writer: &mut Writer,
        samples: EncodedSamples<'_>,
        info: &WriteInfo,
    ) -> Option<usize> {
        // The claim of the writer is that of its edge, too.
        let mut edge = slot.write_edge.claim()?;
        let mut edge = self.converting(edge.as_deref_mut()?)?;
        Some(self.write_through(slot, writer, &mut edge, samples, info))
    }

    /// Writes samples that come to the line by `edge`.
    #[inline(always)]
    fn write_through(
        &self,
        slot: &Slot,
        writer: &mut Writer,
        edge: &mut impl Intake,
        samples: EncodedSamples<'_>,
        info: &WriteInfo,
    ) -> usize {
        let now = slot.join.now();
        let position = slot.position.load(Ordering::Relaxed);
        if !now.is_running() {
            writer.restart(now.number, position);
            slot.write_counts.discarded.add(edge.line_samples(samples.len()) as u64);
            return samples.len();
        }
        writer.follow(slot, now.number, position);
        edge.follow(now.number, writer.media);
        if samples.is_empty() {
            // A loss that is reported without samples is one before the next.
            let lost = if writer.has_begun() { info.lost } else { 0 };
            writer.lost = writer.lost.saturating_add(lost);
            return 0;
        }
        let silence = slot.silence_played.get();
        if info.timestamp.is_none() && writer.silence_seen != silence {
            // The length of the pause on the sender's clock is unknown.
            writer.next_timestamp = NextTimestamp::Unknown;
        }
        let place = writer.place(info, samples, edge.second(self.format_of(slot)), silence);
        let mut comes = samples.len().min(edge.fits(place.media, writer.ring.slots()));
        // Made before the samples are there, so that a tick never finds samples without the mark that goes before them.
        if comes > 0
            && let Some(step) = place.step
        {
            if writer.mark(step, edge.line_media(place.media), position) {
                slot.count_mark();
            } else {
                comes = 0;
            }
        }
        if comes > 0 {
            // A line that has run dry may have paused, unless its timestamps say that nothing was left out.
            let has_paused = edge.has_run_dry(slot) && info.timestamp.is_none();
            if has_paused || !place.continues(writer.media) {
                edge.start_at(place.media);
            }
        }
        // So many samples of the line are those up to the host's sample at `index`.
        let lines = |edge: &_, index: usize| {
            let media = |at| Intake::line_media(edge, place.media.wrapping_add(at));
            media(index as u64).wrapping_sub(media(0))
        };
        let comes_to_line = lines(edge, comes) as usize;
        // Published before the samples are, so that a tick never finds more samples than it knows of.
        let burst =
            writer.bursts.add(comes_to_line, self.now.load(Ordering::Relaxed), self.clock, slot.max_write);
        slot.write_counts.burst.set(u64::from(burst));
        if comes_to_line as u64 > slot.write_counts.largest.get() {
            slot.write_counts.largest.set(comes_to_line as u64);
        }
        let taken = if comes > 0 { edge.put(writer, slot, samples, comes) } else { 0 };
        if taken > 0 {
            writer.silence_seen = silence;
        }
        writer.note(info, &place, samples, taken);
        let (all, of_taken) = (lines(edge, samples.len()), lines(edge, taken));
        slot.write_counts.taken.add(of_taken);
        slot.write_counts.refused.add(all.saturating_sub(of_taken));
        taken
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
            if writer.converts
                && let Some(mut edge) = slot.write_edge.claim()
                && let Some(edge) = edge.as_deref_mut()
            {
                // What the filter still holds is dropped, too.
                edge.start_at(writer.media);
            }
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
}
