//! The host's end of the in-ring: samples come from a call's thread.

use super::shared::Shared;
use super::slot::{Slot, Writer};
use super::sync::Ordering;
use crate::dsp::fade::decay;
use crate::error::Status;
use crate::handle::ParticipantId;

/// What a `write_ex` says of its samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteInfo {
    /// The media timestamp of the first sample, in samples from any origin, counted on in 64 bits; `None`: right
    /// after the last write. A step forward is filled as lost; what lies before the end of what was written came too
    /// late and is dropped. A step of more than a second either way is a new origin: nothing is filled or dropped.
    pub timestamp: Option<u64>,
    /// This many samples before the first were lost on the way: their place is filled, the last sample decaying
    /// within 2 ms, then silence. At most as much as the in-ring takes.
    pub lost: u32,
}

impl Shared {
    /// Writes samples of a participant; answers how many were taken. Wait-free.
    ///
    /// All are taken unless the clock has stopped and the in-ring is full; then as many as fit. In no room they are
    /// taken and unheard.
    #[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
    pub fn write(&self, participant: ParticipantId, samples: &[i16], info: &WriteInfo) -> Result<usize, Status> {
        self.check_alive()?;
        let (slot, generation) = self.slot(participant)?;
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
        }
        let second = i64::from(self.geometry.rate.hz());
        let (late, lost) = writer.place(info, samples.len(), second);
        writer.conceal(slot, lost, self.geometry.decay);
        let fresh = samples.get(late.min(samples.len())..).unwrap_or_default();
        let taken = writer.put(slot, fresh);
        slot.written.taken.add(taken as u64);
        slot.written.refused.add((fresh.len() - taken) as u64);
        Ok(samples.len() - fresh.len() + taken)
    }
}

impl Writer {
    /// Another join: its stream has no past.
    fn restart(&mut self, join: u64) {
        self.join = join;
        self.last = 0;
        self.next_timestamp = None;
    }

    /// Where the samples belong: how many at their front came too late, and how many are missing before them.
    fn place(&mut self, info: &WriteInfo, count: usize, second: i64) -> (usize, usize) {
        let (mut late, mut lost) = (0, i64::from(info.lost));
        if let Some(timestamp) = info.timestamp {
            let step = self.next_timestamp.map_or(0, |next| timestamp.wrapping_sub(next) as i64);
            if (-second..=second).contains(&step) {
                lost = lost.max(step);
                late = step.saturating_neg().max(0);
            }
            let end = timestamp.wrapping_add(count as u64);
            // What was late does not turn the clock back.
            self.next_timestamp = match self.next_timestamp {
                Some(next) if late > 0 && late >= count as i64 => Some(next),
                _ => Some(end),
            };
        } else if let Some(next) = &mut self.next_timestamp {
            *next = next.wrapping_add(count as u64 + u64::from(info.lost));
        }
        (usize::try_from(late).unwrap_or(0), usize::try_from(lost).unwrap_or(0))
    }

    /// Fills the place of `lost` samples.
    fn conceal(&mut self, slot: &Slot, lost: usize, decay_samples: usize) {
        if lost == 0 {
            return;
        }
        let mut tail = [0_i16; 96];
        let tail = tail.get_mut(..decay_samples).unwrap_or_default();
        decay(tail, self.last, decay_samples);
        let mut left = lost;
        let first = tail.get(..left.min(tail.len())).unwrap_or_default();
        left -= self.put(slot, first);
        while left > 0 {
            let silence = [0_i16; 256];
            let put = self.put(slot, silence.get(..left.min(256)).unwrap_or_default());
            if put == 0 {
                break;
            }
            left -= put;
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
