//! The host's end of the in-ring: samples come from a call's thread.

use super::frame::Geometry;
use super::shared::Shared;
use super::slot::{Slot, Writer};
use super::sync::Ordering;
use crate::error::Status;
use crate::handle::ParticipantId;
use crate::units::MAX_RAMP_SAMPLES;

/// What a `write_ex` says of its samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteInfo {
    /// The media timestamp of the first sample, in samples from any origin, counted on in 64 bits; `None`: right
    /// after the last write.
    ///
    /// A step forward is a pause or a loss: it is filled with silence as far as the tick has not played silence in the
    /// meantime, so the delay stays as it was. What lies before the end of what was written came too late and is
    /// dropped. A step of more than a second either way, or 200 ms in a row that came too late, is a new origin: nothing
    /// is filled or dropped. Where the stream breaks off it decays within 2 ms, and it resumes by a ramp of 5 ms.
    pub timestamp: Option<u64>,
    /// This many samples before the first were lost on the way: filled as a step of the timestamp is. Before the first
    /// write of a join there is nothing to fill.
    pub lost: u32,
}

impl Shared {
    /// As [`write`](Self::write); `SessionExpired` if the session's time limit has passed, and then nothing is taken.
    #[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
    pub fn write_ex(
        &self,
        participant: ParticipantId,
        samples: &[i16],
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
    /// All are taken unless the clock has stopped and the in-ring is full; then as many as fit. In no room they are
    /// taken and not mixed.
    #[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
    pub fn write(
        &self,
        participant: ParticipantId,
        samples: &[i16],
        info: &WriteInfo,
    ) -> Result<usize, Status> {
        self.check_alive()?;
        let (slot, generation) = self.slot(participant)?;
        self.write_to(slot, generation, samples, info)
    }

    /// Writes samples of the participant of that generation, if it still has the slot.
    fn write_to(
        &self,
        slot: &Slot,
        generation: u32,
        samples: &[i16],
        info: &WriteInfo,
    ) -> Result<usize, Status> {
        let mut writer = slot.writer.claim().ok_or(Status::Busy)?;
        Shared::still(slot, generation)?;
        let now = slot.join.now();
        if !now.is_running() {
            writer.restart(now.number);
            slot.written.unheard.add(samples.len() as u64);
            return Ok(samples.len());
        }
        if writer.join != now.number {
            writer.restart(now.number);
            slot.written.largest.set(0);
        }
        if info.timestamp.is_none() && !samples.is_empty() && writer.dry != slot.dry.get() {
            // Where the pause before it ends on the sender's clock is unknown.
            writer.next_timestamp = None;
        }
        let place = writer.place(info, samples, i64::from(self.geometry.rate.hz()));
        let fresh = samples.get(place.late..).unwrap_or_default();
        if place.is_stale {
            return Ok(samples.len());
        }
        if place.breaks {
            writer.bridge(slot, &self.geometry, place.missing, fresh.len());
        }
        // Told before, so that no tick finds more than it knows of.
        let comes = fresh.len().min(writer.ring.slots());
        let burst = writer.bursts.add(comes, self.now.load(Ordering::Relaxed), &self.geometry);
        slot.written.burst.set(u64::from(burst));
        if comes as u64 > slot.written.largest.get() {
            slot.written.largest.set(comes as u64);
        }
        let taken = writer.put_fresh(slot, fresh);
        writer.note(info, place, fresh, taken);
        slot.written.taken.add(taken as u64);
        slot.written.refused.add((fresh.len() - taken) as u64);
        Ok(place.late + taken)
    }
}

/// How much comes at once: in one write, or in several between two ticks as far as a write of the largest size would
/// bring it. The most of the last two seconds at least, and four at most.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bursts {
    /// The last tick before the last write, and how much came since, samples. Of the numbers of ticks the lower half, since
    /// a write lies on few lines of the memory; two that are 2^32 ticks apart look alike, which only keeps the most of
    /// then for two seconds more.
    tick: u32,
    sum: u32,
    /// The tick in which the newer of two periods began, and the most of each.
    since: u32,
    newer: u32,
    older: u32,
}

impl Bursts {
    /// `count` samples come after tick `now`. Returns the most of late, that included.
    fn add(&mut self, count: usize, now: u64, g: &Geometry) -> u32 {
        let now = now as u32;
        let comes = u32::try_from(count).unwrap_or(u32::MAX);
        self.sum = if self.tick == now { self.sum } else { 0 }.saturating_add(comes);
        self.tick = now;
        let age = u64::from(now.wrapping_sub(self.since));
        if age >= g.window() {
            self.older = if age < 2 * g.window() { self.newer } else { 0 };
            (self.newer, self.since) = (0, now);
        }
        let most = u32::try_from(g.max_write).unwrap_or(u32::MAX);
        self.newer = self.newer.max(comes.max(self.sum.min(most)));
        self.newer.max(self.older)
    }
}

/// Where the samples of a write belong.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// So many at their front came too late.
    late: usize,
    /// So many are missing before them.
    missing: u64,
    /// They do not follow what was written.
    breaks: bool,
    /// They begin with what was refused.
    retries: bool,
    /// All of them came too late: the write changes nothing.
    is_stale: bool,
}

impl Writer {
    /// Another join: its stream has no past.
    fn restart(&mut self, join: u64) {
        self.join = join;
        self.begun = false;
        self.splice.forget();
        self.refused = 0;
        self.late_run = 0;
        self.next_timestamp = None;
        self.bursts = Bursts::default();
    }

    /// Where the samples belong.
    fn place(&mut self, info: &WriteInfo, samples: &[i16], second: i64) -> Place {
        let count = samples.len();
        // A host may write what was refused again, or drop it: what follows tells.
        let retries = self.refused > 0 && samples.first() == Some(&self.first_refused);
        let skips = self.refused > 0 && count > 0 && !retries;
        let lost = if self.begun { u64::from(info.lost) } else { 0 };
        let plain = Place { missing: lost, breaks: lost > 0 || skips, retries, ..Place::default() };
        let (Some(timestamp), Some(next)) = (info.timestamp, self.next_timestamp) else { return plain };
        let step = timestamp.wrapping_sub(next) as i64;
        if step < -second || step > second.saturating_add(self.refused as i64) {
            return Place { breaks: true, retries: false, ..plain };
        }
        if step >= 0 {
            let missing = lost.max((step as u64).saturating_sub(self.refused));
            return Place { missing, breaks: missing > 0 || step > 0, retries: step == 0, ..plain };
        }
        let late = usize::try_from(step.unsigned_abs()).map_or(count, |late| late.min(count));
        if late < count {
            return Place { late, ..plain };
        }
        // All of it is late: once, or because the sender's clock was set back.
        let goes_on = self.late_run > 0 && timestamp == self.late_end;
        self.late_run = if goes_on { self.late_run } else { 0 } + count as u64;
        self.late_end = timestamp.wrapping_add(count as u64);
        if self.late_run >= second.unsigned_abs() / 5 {
            return Place { breaks: true, retries: false, ..plain };
        }
        Place { late, is_stale: true, ..Place::default() }
    }

    /// Ends what was written, before samples that do not follow it, `missing` samples later: what is missing is filled
    /// as far as the tick has not played silence in its place, as there is room for it besides `fresh` samples, and as
    /// the cap allows.
    fn bridge(&mut self, slot: &Slot, g: &Geometry, missing: u64, fresh: usize) {
        let dry = slot.dry.get();
        let passed = dry.wrapping_sub(self.dry);
        if fresh == 0 {
            self.dry = self.dry.wrapping_add(passed.min(missing));
        }
        if passed == 0 {
            self.splice.break_off(self.last);
        } else {
            // The tick has let it decay.
            self.splice.forget();
        }
        let free = self.ring.slots();
        let waits = self.ring.buffer().capacity() - free;
        let most =
            (slot.cap.load(Ordering::Relaxed) as usize + g.frame).saturating_sub(waits + fresh.min(g.frame));
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

    /// Hands samples to the ring, as many as fit, by what is left of the splice.
    fn put_fresh(&mut self, slot: &Slot, fresh: &[i16]) -> usize {
        if fresh.is_empty() {
            return 0;
        }
        self.begun = true;
        self.dry = slot.dry.get();
        let spliced = if self.splice.is_settled() {
            0
        } else {
            self.splice.left().min(fresh.len()).min(self.ring.slots())
        };
        let (head, rest) = fresh.split_at_checked(spliced).unwrap_or((&[], fresh));
        if !head.is_empty() {
            let mut samples = [0_i16; MAX_RAMP_SAMPLES];
            let samples = samples.get_mut(..head.len()).unwrap_or_default();
            samples.iter_mut().zip(head).for_each(|(to, from)| *to = *from);
            self.splice.pass(samples);
            self.put(slot, samples);
        }
        head.len() + self.put(slot, rest)
    }

    /// Notes where the stream is now: `fresh` came from `place`, and `taken` of it were taken.
    fn note(&mut self, info: &WriteInfo, place: Place, fresh: &[i16], taken: usize) {
        let skipped = if place.retries { 0 } else { self.refused };
        if let Some(timestamp) = info.timestamp {
            self.next_timestamp = Some(timestamp.wrapping_add((place.late + taken) as u64));
        } else if let Some(next) = &mut self.next_timestamp {
            *next = next.wrapping_add(place.missing + skipped + taken as u64);
        }
        self.late_run = 0;
        if let Some(first) = fresh.get(taken) {
            self.first_refused = *first;
        }
        if !fresh.is_empty() {
            self.refused = (fresh.len() - taken) as u64;
        }
    }

    /// Hands samples to the ring, as many as fit.
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
