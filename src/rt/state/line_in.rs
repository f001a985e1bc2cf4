//! The tick's end of an in-ring: samples from the line, and how they are taken.
//!
//! As long as samples come in order, their order in the ring is the one in which they are played. Once the writer has
//! marked where samples belong, the [`JitterBuffer`] knows the order, until what is left is in order again.

use super::adaptation::{Adaptation, Arrivals};
use super::counters::ArrivalCounts;
use super::jitter_buffer::{Analyses, Concealed, Gap, JitterBuffer, Phase, Piece, Stream};
use super::slow_resampling::{Around, MAX_AROUND, Part, SlowResampler, SlowResampling};
use crate::dsp::LinearGain;
use crate::dsp::level::fade::{cross_fade, decay, fade_out};
use crate::dsp::line::conceal::AFTER_MS;
use crate::rt::frame::{AudioFormat, MAX_HISTORY_MS};
use crate::rt::index::JoinNumber;
use crate::rt::message::mark::Step;
use crate::rt::message::target_limits::TargetLimits;
use crate::units::{MAX_FRAME_SAMPLES, MAX_RAMP_SAMPLES, SampleRate};
use rtrb::Consumer;
use rtrb::chunks::ReadChunk;

/// The tick's end of an in-ring.
#[derive(Debug)]
#[repr(C)]
pub struct LineIn {
    ring: Consumer<i16>,
    /// The position of the next sample in the ring; of the oldest one that was not played, if they are sorted.
    consumed: u64,
    /// The order in which the samples are played. In memory of its own: lines whose samples come in order do not touch
    /// it.
    buffer: Box<JitterBuffer>,
    /// The gain that the last sample of the contribution had: differs from the target where a ramp is to come.
    pub gain_now: LinearGain,
    /// By how much the DTMF stage delays the audio, samples.
    delay: u16,
    /// So many samples before the next one are still in the ring: what concealment continues.
    held: u16,
    /// The last sample that was taken, before gain; 0 if the line was inaudible then.
    last: i16,
    /// How many marks the writer had made when they were looked at last; the lower half.
    marks_seen: u16,
    phase: Phase,
    order: Order,
    /// Reserves that need not be watched: from the first on, before the second; in [`PARTS`] of a frame.
    unwatched: (u8, u8),
}

/// Parts of a frame in which reserves that need not be watched are counted.
const PARTS: usize = 8;

/// How the samples lie in the ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// In the order in which they are played.
    Plain,
    /// As [`Order::Plain`], behind samples of an earlier join.
    AfterEarlier,
    /// As they came; the jitter buffer knows the order.
    Sorted,
}

impl LineIn {
    /// An empty ring.
    pub fn new(ring: Consumer<i16>, buffer: Box<JitterBuffer>) -> LineIn {
        LineIn {
            ring,
            consumed: 0,
            buffer,
            gain_now: LinearGain::ZERO,
            delay: 0,
            held: 0,
            last: 0,
            marks_seen: 0,
            phase: Phase::Begins,
            order: Order::Plain,
            unwatched: (0, 0),
        }
    }

    /// The jitter buffer, of which the control layer locks the memory.
    pub fn buffer(&self) -> &JitterBuffer {
        &self.buffer
    }

    /// A join's audio begins at that position, after a prefill, and is delayed; samples.
    pub fn begin_join(&mut self, from_position: u64, prefill: u32, delay: u16) {
        self.delay = delay;
        (self.last, self.gain_now) = (0, LinearGain::ZERO);
        (self.phase, self.order, self.unwatched) = (Phase::Begins, Order::AfterEarlier, (0, 0));
        self.buffer.begin_join(from_position, prefill);
    }

    /// The target of the join, which has begun, adapts to the arrivals within limits. Until something was learnt, it is the
    /// prefill.
    pub fn adapt(&mut self, format: &AudioFormat, limits: TargetLimits) {
        self.buffer.adapt(format, limits);
    }

    /// The adaptive target, if it applies.
    pub fn adaptation(&mut self) -> Option<&mut Adaptation> {
        self.buffer.adaptation()
    }

    /// Returns true if the reserve was gathered with which the audio begins; `fill` samples are there. `is_adaptive`: the
    /// target may be adaptive.
    #[inline(always)]
    pub fn has_gathered(&mut self, format: &AudioFormat, fill: usize, is_adaptive: bool) -> bool {
        if is_adaptive {
            let next = self.next();
            if let Some(adaptation) = self.buffer.adaptation() {
                return fill > 0 && adaptation.over(next) >= 0;
            }
        }
        fill >= self.prefill() + format.frame
    }

    /// Returns true while the ring gathers its prefill.
    #[inline(always)]
    pub fn is_priming(&self) -> bool {
        self.phase != Phase::Plays
    }

    /// The prefill is complete: the audio begins. Returns true if it has to fade in.
    pub fn end_priming(&mut self) -> bool {
        self.phase = Phase::Plays;
        self.order != Order::Sorted || self.buffer.begin()
    }

    /// The line has run dry, and what conceals that is not silent yet.
    #[inline(always)]
    pub fn is_fading_out(&self) -> bool {
        self.order == Order::Sorted && self.buffer.is_fading_out()
    }

    /// Reserve to gather before the audio begins, samples.
    #[inline(always)]
    pub fn prefill(&self) -> usize {
        self.buffer.prefill()
    }

    /// Sets the least and the largest of the reserves that need not be watched, if there are any.
    pub fn set_unwatched(&mut self, format: &AudioFormat, reserves: Option<(usize, usize)>) {
        let parts = |parts: usize| parts.min(u8::MAX.into()) as u8;
        self.unwatched = reserves.map_or((0, 0), |(least, most)| {
            (parts((PARTS * least).div_ceil(format.frame)), parts(PARTS * (most + 1) / format.frame))
        });
    }

    /// Returns true if a reserve of so many samples need not be watched.
    #[inline(always)]
    pub fn need_not_watch(&self, format: &AudioFormat, reserve: usize) -> bool {
        let (from, to) = self.unwatched;
        let parts = PARTS * reserve;
        parts >= usize::from(from) * format.frame && parts < usize::from(to) * format.frame
    }

    /// By how much the DTMF stage delays the audio, samples.
    #[inline(always)]
    pub fn delay(&self) -> usize {
        self.delay as usize
    }

    /// The media time of the next sample.
    pub fn next(&self) -> u64 {
        if self.order == Order::Sorted { self.buffer.next() } else { self.buffer.media_of(self.consumed) }
    }

    /// The position in the ring of the oldest sample that was not played.
    pub fn position(&self) -> u64 {
        self.consumed
    }

    /// The last sample that was taken, before gain; 0 if the line was inaudible then.
    #[inline(always)]
    pub fn last(&self) -> i16 {
        self.last
    }

    /// Sets [`last`](Self::last).
    pub fn set_last(&mut self, last: i16) {
        self.last = last;
    }

    /// Samples from the next to the last that has come, some of which may be missing.
    #[inline(always)]
    pub fn fill(&self) -> usize {
        if self.order == Order::Sorted { self.buffer.span() } else { self.unplayed() }
    }

    /// Of `fill` samples, those that lie before position `end` in the ring.
    #[inline(always)]
    pub fn before(&self, fill: usize, end: u64) -> usize {
        if self.order == Order::Sorted {
            // Later ones were not put in order.
            return fill;
        }
        fill.min(usize::try_from(end.saturating_sub(self.consumed)).unwrap_or(usize::MAX))
    }

    /// Looks at what the writer has written up to position `end`; `marks`: how many marks it has made. Returns the
    /// [fill](Self::fill), of this join's samples. `arrivals`: what they are if the target may be adaptive.
    #[inline(always)]
    pub fn look<'a>(
        &mut self,
        marks: impl FnOnce() -> u16,
        end: impl FnOnce() -> u64,
        stream: impl FnOnce() -> Stream<'a>,
        arrivals: Option<Arrivals<'a>>,
    ) -> usize {
        // First the samples: the writer makes a mark before it writes the samples of which it speaks.
        let fill = self.unplayed();
        let (end, marks) = (end(), marks());
        if marks != self.marks_seen || self.order == Order::Sorted {
            self.marks_seen = marks;
            return self.sort(fill, end, &stream());
        }
        let fill = self.before(fill, end);
        let Some(arrivals) = arrivals else { return fill };
        if self.phase != Phase::Plays && self.buffer.is_timed() {
            // If it has run dry, it looks for its target.
            return self.sort(fill, end, &stream());
        }
        self.follow(fill, &arrivals);
        fill
    }

    /// An adaptive line whose samples are in order learns from those that have come.
    #[inline(never)]
    fn follow(&mut self, fill: usize, arrivals: &Arrivals<'_>) {
        self.buffer.learn_in_order(self.consumed + fill as u64, fill, arrivals);
    }

    /// Puts the samples in order: the ring holds `fill`.
    #[inline(never)]
    fn sort(&mut self, fill: usize, end: u64, stream: &Stream<'_>) -> usize {
        self.begin_sorting(stream.arrivals.format, 0);
        let oldest = self.buffer.sort(end.min(self.consumed + fill as u64), self.phase, stream);
        self.release(oldest);
        self.leave_if_in_order();
        self.before(self.fill(), end)
    }

    /// From now on the jitter buffer knows the order, which is that of the ring for `known` samples. It gets what was
    /// played last.
    fn begin_sorting(&mut self, format: &AudioFormat, known: usize) {
        if self.order == Order::Sorted {
            return;
        }
        let held = usize::from(self.held);
        let mut played = [0_i16; SampleRate::Hz48000.samples_in_ms(MAX_HISTORY_MS)];
        let played = played.get_mut(..held).unwrap_or_default();
        self.held = 0;
        self.copy(0, played);
        self.held = held as u16;
        self.order = Order::Sorted;
        self.buffer.enter(self.consumed, played, held >= format.history, known);
    }

    /// Leaves the jitter buffer if what is left is in order.
    fn leave_if_in_order(&mut self) {
        if let Some(position) = self.buffer.leave() {
            self.release(position);
            self.order = Order::Plain;
        }
    }

    /// Samples in the ring from the next one on.
    #[inline(always)]
    fn unplayed(&self) -> usize {
        self.ring.slots() - usize::from(self.held)
    }

    /// Gives the ring back all that lies before a position.
    fn release(&mut self, position: u64) {
        let n = usize::try_from(position.saturating_sub(self.consumed)).unwrap_or(usize::MAX);
        if let Ok(chunk) = self.ring.read_chunk(n.saturating_add(self.held.into())) {
            chunk.commit_all();
            self.consumed += n as u64;
            self.held = 0;
        }
    }

    /// Samples from the next one on that lie in one piece; the ring holds `fill`.
    pub fn contiguous(&self, fill: usize) -> usize {
        if self.order == Order::Sorted { self.buffer.contiguous() } else { fill }
    }

    /// Copies the samples that were played last. Returns false if there are not as many.
    pub fn copy_played(&mut self, out: &mut [i16]) -> bool {
        if self.order == Order::Sorted {
            return self.buffer.copy_played(out);
        }
        let held = self.held;
        let Some(back) = usize::from(held).checked_sub(out.len()) else { return false };
        self.held = 0;
        self.copy(back, out);
        self.held = held;
        true
    }

    /// Counts what was missing in the frames that were [copied](Self::copy_frame).
    pub fn count_concealed(&mut self, counts: &ArrivalCounts) {
        if self.order == Order::Sorted {
            let Concealed { samples, events } = self.buffer.concealed();
            counts.concealed.add(samples);
            counts.concealment_events.add(events);
        }
    }

    /// Returns true if the host has flushed the line: the frame of this tick fades out, and is the last.
    #[inline(always)]
    pub fn is_flushing(&self) -> bool {
        self.order == Order::Sorted && self.buffer.is_flushing()
    }

    /// Drops what the host has flushed. So far `silence_played` samples of silence were played in the life of the slot.
    pub fn flush(&mut self, silence_played: u64) {
        let oldest = self.buffer.flush();
        self.release(oldest);
        if self.phase == Phase::Plays {
            self.phase = Phase::IsDry;
            self.buffer.run_dry(silence_played);
        }
        (self.last, self.gain_now) = (0, LinearGain::ZERO);
        self.leave_if_in_order();
    }

    /// The next note to report to the host: its value, and whether it was heard. `has_drained`: nothing is
    /// left in the DTMF stage's delay.
    pub fn take_note(&mut self, has_drained: bool) -> Option<(i64, bool)> {
        let delay = if has_drained { 0 } else { u64::from(self.delay) };
        let note = self.buffer.take_note(self.buffer.next().saturating_sub(delay));
        if note.is_none() {
            self.leave_if_in_order();
        }
        note
    }

    /// The next note of the join `join`, which has ended, so the note will not be heard.
    pub fn drop_note(&mut self, join: JoinNumber) -> Option<i64> {
        self.buffer.drop_note(join)
    }

    /// Returns true if the oldest sample is of an earlier join.
    pub fn holds_earlier(&self) -> bool {
        self.order == Order::AfterEarlier && self.buffer.is_earlier(self.consumed)
    }

    /// Drops samples of an earlier join.
    #[inline(always)]
    pub fn drop_earlier(&mut self) {
        if self.order == Order::AfterEarlier {
            self.release(self.buffer.begins_at());
            if !self.buffer.is_earlier(self.consumed) {
                self.order = Order::Plain;
            }
        }
    }

    /// Takes the `n` next samples.
    pub fn take(&mut self, format: &AudioFormat, n: usize) {
        if self.order == Order::Sorted {
            let oldest = self.buffer.take(n);
            self.release(oldest);
            self.leave_if_in_order();
        } else if let Ok(chunk) = self.ring.read_chunk(usize::from(self.held) + n) {
            self.held = hold_end(chunk, format);
            self.consumed += n as u64;
        }
    }

    /// Copies the next frame, to be taken by [`take`](Self::take): what is missing is concealed. Without `analyses` this
    /// only looks ahead: what is missing is 0.
    pub fn copy_frame(&mut self, format: &AudioFormat, samples: &mut [i16], analyses: Option<&mut Analyses>) {
        self.copy_from(format, 0, samples, analyses);
    }

    /// As [`copy_frame`](Self::copy_frame), `skip` samples later.
    fn copy_from(
        &mut self,
        format: &AudioFormat,
        skip: usize,
        samples: &mut [i16],
        analyses: Option<&mut Analyses>,
    ) {
        let (Some(analyses), Order::Sorted) = (analyses, self.order) else {
            return self.peek(skip, samples);
        };
        self.copy_pieces(skip, samples, |line, skip, piece, part| match piece {
            Piece::Missing(_) => line.conceal(format, skip, part, analyses),
            Piece::Samples(position, _, step) => {
                line.copy_at(position, part);
                line.buffer.pass(part, matches!(step, Some(Step::Break | Step::Origin)), analyses);
            }
        });
    }

    /// Fills `out` piece by piece, from the sample `skip` after the next on: a turn for each run and each gap.
    fn copy_pieces(
        &mut self,
        mut skip: usize,
        mut out: &mut [i16],
        mut fill: impl FnMut(&mut Self, usize, Piece, &mut [i16]),
    ) {
        while !out.is_empty() {
            let piece = self.buffer.piece(skip, out.len());
            let (Piece::Samples(_, n, _) | Piece::Missing(n)) = piece;
            let (part, rest) = out.split_at_mut_checked(n).unwrap_or_default();
            fill(self, skip, piece, part);
            skip += n;
            out = rest;
        }
    }

    /// Fills `out`, which is missing `skip` samples after the next one.
    fn conceal(&mut self, format: &AudioFormat, skip: usize, out: &mut [i16], analyses: &mut Analyses) {
        let gap = self.buffer.gap(skip);
        let mut after = [0_i16; SampleRate::Hz48000.samples_in_ms(AFTER_MS)];
        let known = gap.map_or(0, |gap| gap.known.min(format.rate.samples_in_ms(AFTER_MS)));
        let after = after.get_mut(..known).unwrap_or_default();
        if let Some(Gap { position, .. }) = gap {
            self.copy_at(position, after);
        }
        self.buffer.fill_gap(out, gap, after, analyses);
    }

    /// The line stays dry: fills a frame as far as what conceals that is not silent yet.
    pub fn fade_out(&mut self, samples: &mut [i16], analyses: &mut Analyses) {
        self.buffer.fade_out(samples, analyses);
    }

    /// Copies samples out of the ring, from a position on.
    fn copy_at(&mut self, position: u64, out: &mut [i16]) {
        self.copy((position.saturating_sub(self.consumed)) as usize, out);
    }

    /// Takes the next frame, and remembers its last sample. If it lies in one piece, `use_piece` gets it first, and its
    /// result is returned; else it is not taken.
    #[inline(always)]
    pub fn take_piece<T>(&mut self, format: &AudioFormat, use_piece: impl FnOnce(&[i16]) -> T) -> Option<T> {
        let held = usize::from(self.held);
        let chunk = self.ring.read_chunk(held + format.frame).ok()?;
        let (first, second) = chunk.as_slices();
        let piece = match first.get(held..) {
            Some(piece) if second.is_empty() => piece,
            Some(piece) if !piece.is_empty() => return None,
            _ => second.get(held - first.len()..)?,
        };
        self.last = piece.last().copied().unwrap_or(0);
        let result = use_piece(piece);
        self.held = hold_end(chunk, format);
        self.consumed += format.frame as u64;
        Some(result)
    }

    /// Returns true if the samples lie in the ring in the order in which they are played.
    #[inline(always)]
    pub fn is_in_order(&self) -> bool {
        self.order != Order::Sorted
    }

    /// Copies samples, from the one `skip` after the next on, without taking them; what is missing is 0.
    pub fn peek(&mut self, skip: usize, out: &mut [i16]) {
        if self.order != Order::Sorted {
            return self.copy(skip, out);
        }
        self.copy_pieces(skip, out, |line, _, piece, part| match piece {
            Piece::Missing(_) => part.fill(0),
            Piece::Samples(position, ..) => line.copy_at(position, part),
        });
    }

    /// Copies samples out of the ring, from `skip` after the next one on.
    fn copy(&mut self, skip: usize, out: &mut [i16]) {
        let skip = skip + usize::from(self.held);
        let Ok(chunk) = self.ring.read_chunk(skip + out.len()) else { return };
        let (first, second) = chunk.as_slices();
        let from_first = first.get(skip..).unwrap_or_default();
        let from_second = second.get(skip.saturating_sub(first.len())..).unwrap_or_default();
        out.iter_mut().zip(from_first).for_each(|(to, from)| *to = *from);
        out.iter_mut().skip(from_first.len()).zip(from_second).for_each(|(to, from)| *to = *from);
    }

    /// Where the next sample lies, if the ring does not wrap around before it; for prefetching only.
    #[inline(always)]
    pub fn next_sample(&self) -> Option<*const i16> {
        self.ring.peek().ok().map(|oldest| core::ptr::from_ref(oldest).wrapping_add(self.held.into()))
    }

    /// Less than a frame is there: copies it. If the writer knows when samples belong, what is missing is concealed;
    /// else the last sample decays, or, if the decay does not fit, the whole frame fades out. Takes nothing.
    pub fn copy_rest(
        &mut self,
        format: &AudioFormat,
        samples: &mut [i16],
        fill: usize,
        mut analyses: Option<&mut Analyses>,
    ) {
        if analyses.is_some() && self.buffer.is_timed() {
            self.begin_sorting(format, fill);
        }
        let there = samples.get_mut(..fill).unwrap_or_default();
        self.copy_frame(format, there, analyses.as_deref_mut());
        let last = fill.checked_sub(1).and_then(|at| samples.get(at).copied()).unwrap_or(self.last);
        let rest = samples.get_mut(fill..format.frame).unwrap_or_default();
        if let Some(analyses) = analyses
            && self.buffer.fade_out(rest, analyses)
        {
            return;
        }
        if rest.len() >= format.decay {
            decay(rest, last, format.decay);
        } else {
            rest.fill(last);
            fade_out(samples, format.decay);
        }
    }

    /// Too much is there: copies a frame with a cross-faded cut of the oldest `surplus` samples. Takes nothing.
    pub fn copy_cut(
        &mut self,
        format: &AudioFormat,
        samples: &mut [i16],
        surplus: usize,
        analyses: Option<&mut Analyses>,
    ) {
        match analyses {
            Some(analyses) if self.order == Order::Sorted => {
                self.buffer.cut(analyses);
                self.copy_from(format, surplus, samples, Some(analyses));
            }
            _ => self.copy_shortened(format, samples, surplus, None),
        }
    }

    /// Copies a frame from which `n` samples are left out, with a cross-fade. Takes nothing.
    pub fn copy_shortened(
        &mut self,
        format: &AudioFormat,
        samples: &mut [i16],
        n: usize,
        analyses: Option<&mut Analyses>,
    ) {
        self.copy_elsewhere(format.ramp, samples, |line, samples| {
            line.copy_from(format, n, samples, analyses);
        });
    }

    /// Copies a frame that begins with the last `n` samples again, with a cross-fade; `n` is at most a frame. Takes nothing.
    pub fn copy_lengthened(
        &mut self,
        format: &AudioFormat,
        samples: &mut [i16],
        n: usize,
        analyses: Option<&mut Analyses>,
    ) {
        self.copy_elsewhere(format.ramp.min(n), samples, |line, samples| {
            let (again, rest) = samples.split_at_mut_checked(n).unwrap_or_default();
            line.copy_played(again);
            line.copy_from(format, 0, rest, analyses);
        });
    }

    /// Copies a frame that is resampled slowly, or the one after such frames. Takes nothing.
    pub fn copy_resampled(
        &mut self,
        format: &AudioFormat,
        samples: &mut [i16],
        (resampling, part): (SlowResampling, Part),
        resampler: SlowResampler<'_>,
        analyses: Option<&mut Analyses>,
    ) {
        let mut around: Around = [0; MAX_AROUND];
        let (before, after) = around.split_at_mut_checked(SlowResampling::BEFORE).unwrap_or_default();
        self.copy_played(before);
        // At the end no more than a fade is resampled, for which a frame suffices.
        let resampled = if part == Part::Ends { format.ramp } else { format.frame };
        let after = after.get_mut(..resampled + SlowResampling::AFTER).unwrap_or_default();
        self.peek(0, after);
        let mut plain = [0_i16; MAX_FRAME_SAMPLES + 1];
        let takes = if part == Part::Ends { format.frame } else { resampling.takes(format) };
        let plain = plain.get_mut(..takes).unwrap_or_default();
        self.copy_from(format, 0, plain, analyses);
        if part == Part::Ends {
            let mut resampled = [0_i16; MAX_RAMP_SAMPLES];
            let resampled = resampled.get_mut(..format.ramp).unwrap_or_default();
            resampling.resample(format, resampler, &around, resampled, true);
            samples.iter_mut().zip(plain).for_each(|(to, from)| *to = *from);
            return cross_fade(samples, resampled);
        }
        resampling.resample(format, resampler, &around, samples, false);
        if part == Part::Begins {
            cross_fade(samples, plain.get(..format.ramp).unwrap_or_default());
        }
    }

    /// Copies samples of another place than the next ones, to which the first `fade` of these fade over.
    fn copy_elsewhere(&mut self, fade: usize, samples: &mut [i16], copy: impl FnOnce(&mut Self, &mut [i16])) {
        let mut next = [0_i16; MAX_RAMP_SAMPLES];
        let next = next.get_mut(..fade).unwrap_or_default();
        self.peek(0, next);
        copy(self, samples);
        cross_fade(samples, next);
    }

    /// Takes the `fill` samples that are left: the ring gathers its prefill again. So far `silence_played` samples of
    /// silence were played in the life of the slot.
    pub fn run_dry(&mut self, format: &AudioFormat, fill: usize, silence_played: u64) {
        let next = self.next();
        if let Some(adaptation) = self.buffer.adaptation() {
            adaptation.run_dry(next);
        }
        self.take(format, fill);
        self.last = 0;
        self.phase = Phase::IsDry;
        self.buffer.run_dry(silence_played);
    }
}

/// Gives the ring back what was played, all but the end that concealment needs. Returns how many samples that has.
#[inline(always)]
fn hold_end(played: ReadChunk<'_, i16>, format: &AudioFormat) -> u16 {
    let held = format.history.min(played.len());
    let done = played.len() - held;
    played.commit(done);
    held as u16
}
