//! Writes to the in-ring: the samples from a call.

use crate::dsp::EncodedSamples;
use crate::error::Status;
use crate::handle::ParticipantId;
use crate::rt::frame::AudioFormat;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::Slot;
use crate::rt::state::writer::{WriteInfo, Writer};
use crate::rt::sync::atomics::Ordering;
use crate::units::MAX_RAMP_SAMPLES;

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
        if !now.is_running() {
            writer.restart(now.number);
            slot.write_counts.discarded.add(samples.len() as u64);
            return Ok(samples.len());
        }
        if writer.join != now.number {
            writer.restart(now.number);
            slot.write_counts.largest.set(0);
        }
        if info.timestamp.is_none() && !samples.is_empty() && writer.silence_seen != slot.silence_played.get()
        {
            // The length of the pause on the sender's clock is unknown.
            writer.next_timestamp = None;
        }
        let place = writer.place(info, samples, i64::from(self.format.rate.hz()));
        let fresh = samples.tail(place.late);
        if place.is_stale {
            return Ok(samples.len());
        }
        if place.breaks {
            writer.bridge(slot, &self.format, place.missing, fresh.len());
        }
        // Published before the samples are, so that a tick never finds more samples than it knows of.
        let comes = fresh.len().min(writer.ring.slots());
        let burst = writer.bursts.add(comes, self.now.load(Ordering::Relaxed), self.clock, &self.sizes);
        slot.write_counts.burst.set(u64::from(burst));
        if comes as u64 > slot.write_counts.largest.get() {
            slot.write_counts.largest.set(comes as u64);
        }
        let taken = writer.put_fresh(slot, fresh, samples.is_idle());
        writer.note(info, place, fresh, taken);
        slot.write_counts.taken.add(taken as u64);
        slot.write_counts.refused.add((fresh.len() - taken) as u64);
        Ok(place.late + taken)
    }
}

impl Writer {
    /// Ends the written audio before samples that do not follow it, `missing` samples later. The gap is filled with
    /// silence, except for the part that the tick has already played as silence, as far as there is room besides
    /// `fresh` samples and the cap allows.
    fn bridge(&mut self, slot: &Slot, format: &AudioFormat, missing: u64, fresh: usize) {
        let dry = slot.silence_played.get();
        let passed = dry.wrapping_sub(self.silence_seen);
        if fresh == 0 {
            self.silence_seen = self.silence_seen.wrapping_add(passed.min(missing));
        }
        if passed == 0 {
            self.splice.break_off(self.last);
        } else {
            // The tick has already faded it out.
            self.splice.forget();
        }
        let free = self.ring.slots();
        let waits = self.ring.buffer().capacity() - free;
        let most = (slot.cap.load(Ordering::Relaxed) as usize + format.frame)
            .saturating_sub(waits + fresh.min(format.frame));
        let most = most.min(free.saturating_sub(fresh));
        let mut left = usize::try_from(missing.saturating_sub(passed)).map_or(most, |left| left.min(most));
        if left > 0 || passed == 0 {
            self.splice.resume();
        }
        while left > 0 {
            let mut silence = [0_i16; 256];
            let silence = silence.get_mut(..left.min(256)).unwrap_or_default();
            self.splice.silence(silence);
            let put = self.put(slot, silence);
            if put == 0 {
                break;
            }
            left -= put;
        }
    }

    /// Writes samples to the ring, as many as fit, through the rest of the splice. `is_idle`: they are silence.
    fn put_fresh(&mut self, slot: &Slot, fresh: EncodedSamples<'_>, is_idle: bool) -> usize {
        if fresh.is_empty() {
            return 0;
        }
        self.begun = true;
        self.silence_seen = slot.silence_played.get();
        let spliced = if self.splice.is_settled() {
            0
        } else {
            self.splice.left().min(fresh.len()).min(self.ring.slots())
        };
        if spliced > 0 {
            let mut samples = [0_i16; MAX_RAMP_SAMPLES];
            let samples = samples.get_mut(..spliced).unwrap_or_default();
            fresh.decode(samples, is_idle);
            self.splice.pass(samples);
            self.put(slot, samples);
        }
        spliced + self.put_encoded(slot, fresh.tail(spliced), is_idle)
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
        if let Some(last) = taken.last() {
            self.last = *last;
        }
        let position = slot.position.load(Ordering::Relaxed) + taken.len() as u64;
        slot.position.store(position, Ordering::Release);
        taken.len()
    }
}
