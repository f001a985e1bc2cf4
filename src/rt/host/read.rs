//! Reads from the out-ring: the samples for a call.

use crate::dsp::EncodedBuffer;
use crate::error::Status;
use crate::handle::ParticipantId;
use crate::rt::frame::{FRAME_RESUMES, FRAME_STARTS, Header, MIX_SILENCE, NO_JOIN, samples};
use crate::rt::state::reader::Reader;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::Slot;
use crate::rt::sync::atomics::Ordering;
use crate::units::MAX_FRAME_SAMPLES;

/// What `read_ex` reports about its samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadInfo {
    /// The number of samples from the room; the rest of the buffer is made up, or silence.
    pub real: usize,
    /// The tick that produced the first real sample; 0 if there is none.
    pub tick: u64,
    /// The index of the first real sample in its tick's frame.
    pub offset: u32,
    /// Not 0: these samples are a common mix. Readers that get the same `mix_id`, tick, offset and length got the same
    /// samples, so a host may encode them once. 1 is silence (the participant is deaf). 0: this participant's own mix,
    /// frames of several mixes, frames between which a tick is missing, or frames after a gap, which begin with a ramp.
    pub mix_id: u64,
    /// `READ_` flags.
    pub flags: u32,
}

/// Flag of [`ReadInfo::flags`]: the participant is in no room.
pub const READ_NOT_IN_ROOM: u32 = 1;
/// Flag of [`ReadInfo::flags`]: frames were skipped because they were older than the cap, or because more frames waited
/// than the reads need and one was not missed.
pub const READ_SKIPPED: u32 = 2;
/// Flag of [`ReadInfo::flags`]: the out-ring ran dry; the rest is made up, or silence.
pub const READ_UNDERRUN: u32 = 4;
/// Flag of [`ReadInfo::flags`]: the sum of all contributions exceeded 16 bits and was limited.
pub const READ_OVERLOAD: u32 = crate::rt::frame::FRAME_OVERLOAD;
/// Flag of [`ReadInfo::flags`]: the session's time limit has passed, so it joins no room any more. What the host plays
/// to it can still be read.
pub const READ_SESSION_EXPIRED: u32 = 16;

impl Shared {
    /// Fills `out` with the participant's output, and with silence where there is none. Wait-free.
    #[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
    pub fn read(&self, participant: ParticipantId, out: &mut [i16]) -> Result<ReadInfo, Status> {
        let (slot, generation) = self.reader_slot(participant)?;
        let mut reader = slot.reader.claim().ok_or(Status::Busy)?;
        Shared::check_generation(slot, generation)?;
        if reader.converts
            && let Some(info) =
                self.read_converted(slot, generation, &mut reader, &mut EncodedBuffer::S16(out))
        {
            return Ok(info);
        }
        Ok(self.read_claimed(slot, generation, &mut reader, out, 0))
    }

    /// As [`read`](Self::read), in any encoding. If it fails, `out` does not change.
    #[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
    pub fn read_encoded(
        &self,
        participant: ParticipantId,
        out: &mut EncodedBuffer<'_>,
    ) -> Result<ReadInfo, Status> {
        if let EncodedBuffer::S16(out) = out {
            return self.read(participant, out);
        }
        let (slot, generation) = self.reader_slot(participant)?;
        let mut reader = slot.reader.claim().ok_or(Status::Busy)?;
        Shared::check_generation(slot, generation)?;
        if reader.converts
            && let Some(info) = self.read_converted(slot, generation, &mut reader, out)
        {
            return Ok(info);
        }
        let mut whole = ReadInfo::default();
        let mut done = 0;
        while done == 0 || done < out.len() {
            let mut piece = [0_i16; 2 * MAX_FRAME_SAMPLES];
            let count = (out.len() - done).min(piece.len());
            let piece = piece.get_mut(..count).unwrap_or_default();
            let left = out.len() - done - count;
            let info = self.read_claimed(slot, generation, &mut reader, piece, left);
            out.encode(done, piece);
            whole.append(done, &info);
            done += count;
            if count == 0 {
                // Nothing was asked for.
                break;
            }
        }
        Ok(whole)
    }

    /// The slot of a participant and the generation that it must still have once its reader is claimed.
    fn reader_slot(&self, participant: ParticipantId) -> Result<(&Slot, u32), Status> {
        self.check_alive()?;
        self.slot(participant)
    }

    /// Fills `out` at the line's rate. `left`: this many more samples of the same read follow.
    pub(super) fn read_claimed(
        &self,
        slot: &Slot,
        generation: u32,
        reader: &mut Reader,
        out: &mut [i16],
        left: usize,
    ) -> ReadInfo {
        let mut info = ReadInfo::default();
        if slot.is_expired(generation) {
            info.flags |= READ_SESSION_EXPIRED;
        }
        self.fill(slot, reader, out, left, &mut info);
        if let Some(last) = info.real.checked_sub(1).and_then(|at| out.get(at)) {
            reader.last = *last;
        }
        let rest = out.get_mut(info.real..).unwrap_or_default();
        if !rest.is_empty() {
            let format = self.format_of(slot);
            let join = slot.join.now();
            let replayed = if join.is_running() { reader.replay(rest, format, join.number) } else { 0 };
            let silence = rest.get_mut(replayed..).unwrap_or_default();
            if !silence.is_empty() {
                reader.fall_silent();
                reader.splice.silence(silence);
            }
            info.flags |= READ_UNDERRUN;
        }
        slot.read_counts.real.add(info.real as u64);
        slot.read_counts.silence.add(rest.len() as u64);
        info
    }

    /// Returns the number of frames that wait to be read; some may be too old by now. 0 also if another thread reads.
    pub fn frames_to_read(&self, participant: ParticipantId) -> Result<usize, Status> {
        self.check_alive()?;
        let (slot, generation) = self.slot(participant)?;
        let Some(reader) = slot.reader.claim() else { return Ok(0) };
        Shared::check_generation(slot, generation)?;
        let format = self.format_of(slot);
        Ok(reader.unread(format).div_ceil(format.frame))
    }

    /// Copies the samples from the out-ring and fills in `info`; `left` more follow.
    fn fill(&self, slot: &Slot, reader: &mut Reader, out: &mut [i16], left: usize, info: &mut ReadInfo) {
        let format = self.format_of(slot);
        let join = slot.join.now();
        if !join.is_running() {
            info.flags |= READ_NOT_IN_ROOM;
        }
        let now = self.now.load(Ordering::Acquire);
        // The frames of one read do not count as too old.
        let beside = ((out.len() + left).div_ceil(format.frame).max(1) - 1) as u64;
        let oldest = now.saturating_sub(u64::from(slot.cap_frames.load(Ordering::Relaxed)) + beside);
        let is_current =
            |header: &Header| header.join == NO_JOIN || join.is_running() && header.join == join.number;
        let (mut in_fill, mut last_tick, mut done) = (0, 0, 0);
        let (mut skipped, mut begins) = (false, false);
        while info.real < out.len() && reader.advance(format) {
            if reader.offset == 0
                && reader.excess.is_any()
                && reader.leave_out(format, |header| is_current(header) && header.tick >= oldest)
            {
                slot.read_counts.stale.add(1);
                info.flags |= READ_SKIPPED;
            }
            let Ok(chunk) = reader.ring.read_chunk(format.entry_lines()) else { break };
            // The ring is a multiple of the entry, so the entry lies in the first slice.
            let Some((head, frame)) = chunk.as_slices().0.split_first() else { break };
            let header = Header::from_line(head);
            let current = is_current(&header);
            if !current || header.tick < oldest {
                if current {
                    slot.read_counts.stale.add(1);
                    info.flags |= READ_SKIPPED;
                }
                slot.read_counts.lost.add(1);
                reader.give_back(format);
                done = header.tick;
                skipped = true;
                continue;
            }
            let offset = usize::from(reader.offset);
            let from = samples(frame).get(offset..format.frame).unwrap_or_default();
            let to = out.get_mut(info.real..).unwrap_or_default();
            let n = from.len().min(to.len());
            to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
            info.note(&header, offset, last_tick);
            let before = info.real.checked_sub(1);
            last_tick = header.tick;
            in_fill = header.in_fill;
            info.real += n;
            reader.offset += n as u16;
            if offset + n == format.frame {
                done = header.tick;
            }
            begins |= offset == 0 && header.flags & FRAME_STARTS != 0;
            let cut = skipped || (offset == 0 && header.flags & FRAME_RESUMES != 0);
            skipped = false;
            if cut || reader.is_silent {
                if let Some(last) = before.and_then(|at| out.get(at)) {
                    reader.last = *last;
                }
                let starts =
                    offset == 0 && (header.flags & FRAME_STARTS != 0 || header.mix_id == MIX_SILENCE);
                reader.resume(cut, starts);
            }
            if !reader.splice.is_settled() {
                reader.splice.pass(out.get_mut(info.real - n..info.real).unwrap_or_default());
                info.mix_id = 0;
            }
        }
        if info.real > 0 {
            reader.count_run(now);
        }
        let fill = reader.unread(format);
        slot.read_counts.fill.set(fill as u64);
        if begins {
            reader.excess.begin(fill, format);
        }
        reader.excess.watch(fill, now, self.clock, format);
        // An empty ring has no frame left of any tick that ended before this read.
        let done = if fill == 0 { done.max(now) } else { done };
        if done > 0 {
            slot.read_counts.tick.set(done);
        }
        if info.real > 0 {
            slot.read_counts.latency.set(u64::from(in_fill) + (format.frame + fill) as u64);
        }
    }
}

impl ReadInfo {
    /// Adds what the next piece of the same read brought, after `done` samples.
    pub(super) fn append(&mut self, done: usize, next: &ReadInfo) {
        if done == 0 {
            *self = *next;
            return;
        }
        self.flags |= next.flags;
        // After silence nothing of it counts as real: the real samples are the first ones.
        if self.real == done && next.real > 0 {
            self.real += next.real;
            self.mix_id = if self.mix_id == next.mix_id { self.mix_id } else { 0 };
        }
    }

    /// Adds the next frame to the info; `last_tick` is the tick of the frame before it.
    fn note(&mut self, header: &Header, offset: usize, last_tick: u64) {
        if self.real == 0 {
            self.tick = header.tick;
            self.offset = offset as u32;
            self.mix_id = header.mix_id;
        } else if self.mix_id != header.mix_id || header.tick != last_tick + 1 {
            // Frames of several mixes, or a frame between them was dropped: other readers may have got other samples.
            self.mix_id = 0;
        }
        self.flags |= header.flags & !(FRAME_STARTS | FRAME_RESUMES);
    }
}
