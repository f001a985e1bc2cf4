//! The jitter buffer of a line: where the samples in its in-ring belong. Samples stay in the ring in the order in which
//! they came; this is the order in which they are played.
//!
//! A line whose samples came in order needs none of this. [`LineIn`](super::line_in::LineIn) enters it with the first
//! mark, and leaves it when what is left is in order again.

use super::adaptation::{Adaptation, Arrivals};
use super::counters::ArrivalCounts;
use crate::dsp::line::conceal::Concealer;
use crate::rt::fixed_vec::FixedVec;
use crate::rt::frame::AudioFormat;
use crate::rt::index::JoinNumber;
use crate::rt::message::mark::{MarkKind, Step};
use crate::rt::message::mark_ring::MarkReader;
use crate::rt::message::target_limits::TargetLimits;

/// Runs of samples that belong together, beyond which a packet that came out of order is dropped.
pub const MAX_RUNS: usize = 24;

/// Notes of a host that may wait to be heard.
pub const MAX_NOTES: usize = 32;

/// A place in a stream that the host wants to know of.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    /// The media time of the sample after it, times two; plus one if it will not be heard.
    place: u64,
    /// What the host calls it.
    value: i64,
}

impl Note {
    /// What fills the memory before it is used.
    pub const BLANK: Note = Note { place: 0, value: 0 };

    /// A note of that value before the sample of that media time.
    fn new(media: u64, value: i64, is_flushed: bool) -> Note {
        Note { place: media << 1 | u64::from(is_flushed), value }
    }

    /// The media time of the sample after it.
    fn media(&self) -> u64 {
        self.place >> 1
    }

    /// It will not be heard.
    fn is_flushed(&self) -> bool {
        self.place & 1 != 0
    }
}

/// Samples that lie in one piece in the in-ring and in the media time.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The media time of the first.
    media: u64,
    /// Its position in the in-ring.
    position: u64,
    /// How many.
    len: u32,
    /// How the stream comes to it.
    step: Step,
}

impl Run {
    /// What fills the memory before it is used.
    pub const BLANK: Run = Run { media: 0, position: 0, len: 0, step: Step::Media };

    /// How many samples.
    fn len(&self) -> usize {
        self.len as usize
    }

    /// The media time after the last sample.
    fn end(&self) -> u64 {
        self.media.wrapping_add(u64::from(self.len))
    }

    /// The run without its first `n` samples.
    fn tail(&self, n: usize) -> Run {
        let n = n.min(self.len());
        Run {
            media: self.media + n as u64,
            position: self.position + n as u64,
            len: self.len - n as u32,
            ..*self
        }
    }

    /// The first `n` samples of the run.
    fn head(&self, n: usize) -> Run {
        Run { len: self.len.min(u32::try_from(n).unwrap_or(u32::MAX)), ..*self }
    }
}

/// What was missing when its time came.
#[derive(Clone, Copy, Debug, Default)]
pub struct Concealed {
    /// Samples.
    pub samples: u64,
    /// Gaps.
    pub events: u64,
}

/// A gap, and what comes after it.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// Samples that are missing.
    pub len: usize,
    /// The position in the in-ring of the first sample after it.
    pub position: u64,
    /// How many are known from there on.
    pub known: usize,
    /// The sender has paused: nothing is lost.
    pub is_pause: bool,
}

/// How many analyses for concealment a room may still make in a tick: what they cost is bounded.
#[derive(Clone, Copy, Debug)]
pub struct Analyses(u32);

impl Analyses {
    /// Analyses in a tick, shared among its rooms.
    const IN_A_TICK: u32 = 64;
    /// The fewest of a room.
    const IN_A_ROOM: u32 = 2;

    /// Those of each of so many rooms.
    pub fn of_rooms(rooms: usize) -> Analyses {
        let share = Self::IN_A_TICK.checked_div(u32::try_from(rooms).unwrap_or(u32::MAX)).unwrap_or(0);
        Analyses(share.max(Self::IN_A_ROOM))
    }

    /// Returns true if another may be made.
    fn are_left(self) -> bool {
        self.0 > 0
    }

    /// Counts one, if it was made.
    fn count(&mut self, is_made: bool) {
        self.0 = self.0.saturating_sub(u32::from(is_made));
    }
}

/// A piece of what is played next.
#[derive(Clone, Copy, Debug)]
pub enum Piece {
    /// That many samples, from that position in the in-ring on. The stream comes to the first of them by a step, unless
    /// it continues.
    Samples(u64, usize, Option<Step>),
    /// That many samples are missing.
    Missing(usize),
}

/// The order in which the samples of an in-ring are played: first what every packet of an adaptive line in order touches.
#[derive(Debug)]
#[repr(C, align(64))]
pub struct JitterBuffer {
    /// The media time of the sample at `sorted` if no mark says otherwise, less its position.
    shift: u64,
    /// The writer knows when samples belong, so what is missing when the stream runs dry is late or lost.
    is_timed: bool,
    /// The target adapts to the arrivals, once the writer knows when samples belong.
    is_adaptive: bool,
    /// The adaptive target.
    adaptation: Adaptation,
    marks: MarkReader,
    /// What is to be played, in the order of the media time.
    runs: FixedVec<Run>,
    /// Places that the host wants to know of.
    notes: FixedVec<Note>,
    /// The media time of the next sample to be played.
    next: u64,
    /// Positions before it were put in their places, or are not of this join.
    sorted: u64,
    /// What is added to the media time of marks: the stream had another origin.
    moved: u64,
    /// The position at which the stream of the join begins.
    begins_at: u64,
    /// Reserve to gather before its audio begins, samples.
    prefill: u32,
    /// The silence that had been played when the stream ran dry: what has come to that since is over.
    silence_seen: u64,
    /// Samples in a row that came too late, and the media time that continues them.
    late_run: usize,
    late_end: u64,
    /// Fills what is missing.
    concealer: Concealer,
    /// What was played last was missing.
    in_gap: bool,
    /// The stream has run dry, and its concealment is not silent yet.
    is_fading_out: bool,
    /// Samples before this position are dropped.
    flush_to: u64,
    /// They are dropped after this frame, which fades out.
    is_flushing: bool,
    /// Samples that were missing, and gaps, that were played since they were counted.
    concealed: Concealed,
    /// The media time after the last sample that was there when it was played.
    played_to: u64,
}

/// The media time of position 0 in a stream without marks: packets may belong before the first.
pub const MEDIA_BASE: u64 = 1 << 40;

/// So many milliseconds in a row that come too late are a sender's clock that was set back.
const SET_BACK_MS: u32 = 200;

/// What putting packets in their places depends on.
#[derive(Clone, Copy, Debug)]
pub struct Stream<'a> {
    /// What learning from them depends on, and the format of the line.
    pub arrivals: Arrivals<'a>,
    /// The join whose stream it is.
    pub join: JoinNumber,
    /// Samples of silence that were played in the life of the slot.
    pub silence_played: u64,
    /// So many samples may wait at most beside a frame; beyond them, what is missing is left out.
    pub cap: usize,
    /// The host has flushed what lies before this position.
    pub flush_to: u64,
}

/// What a line is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Gathers its first prefill.
    Begins,
    /// Plays.
    Plays,
    /// Has run dry, and gathers its prefill again.
    IsDry,
}

impl JitterBuffer {
    /// Bytes from its beginning on that every packet of an adaptive line in order touches.
    pub const OFTEN_TOUCHED: usize =
        core::mem::offset_of!(JitterBuffer, adaptation) + Adaptation::OFTEN_TOUCHED;

    /// The jitter buffer of an empty ring, in memory for [`MAX_RUNS`] runs and [`MAX_NOTES`] notes; `concealer` of the
    /// line's rate.
    pub fn new(
        marks: MarkReader,
        runs: FixedVec<Run>,
        notes: FixedVec<Note>,
        concealer: Concealer,
    ) -> JitterBuffer {
        JitterBuffer {
            marks,
            runs,
            notes,
            next: 0,
            sorted: 0,
            shift: MEDIA_BASE,
            moved: 0,
            begins_at: 0,
            prefill: 0,
            silence_seen: 0,
            late_run: 0,
            late_end: 0,
            concealer,
            in_gap: false,
            is_timed: false,
            is_fading_out: false,
            flush_to: 0,
            is_flushing: false,
            concealed: Concealed::default(),
            played_to: 0,
            is_adaptive: false,
            adaptation: Adaptation::BLANK,
        }
    }

    /// A join's stream begins at that position, which is its media time, too; its audio after a prefill, in samples.
    pub fn begin_join(&mut self, position: u64, prefill: u32) {
        self.runs.clear();
        self.prefill = prefill;
        (self.begins_at, self.sorted, self.shift, self.moved) = (position, position, MEDIA_BASE, 0);
        self.next = self.media_of(position);
        (self.late_run, self.in_gap, self.is_timed) = (0, false, false);
        (self.is_fading_out, self.is_flushing) = (false, false);
        self.concealer.forget();
        self.is_adaptive = false;
    }

    /// Reserve to gather before the audio begins, samples.
    pub fn prefill(&self) -> usize {
        self.prefill as usize
    }

    /// The target of the join, which has begun, adapts to the arrivals. Until something was learnt, it is the prefill.
    pub fn adapt(&mut self, format: &AudioFormat, limits: TargetLimits) {
        self.is_adaptive = true;
        self.adaptation.begin_join(format, limits, self.prefill, self.begins_at);
    }

    /// The adaptive target, if it applies: it does not before the writer has said when samples belong.
    pub fn adaptation(&mut self) -> Option<&mut Adaptation> {
        (self.is_adaptive && self.is_timed).then_some(&mut self.adaptation)
    }

    /// Learns from samples that have come in order, up to `position`. `known` of the last are in the ring.
    pub fn learn_in_order(&mut self, position: u64, known: usize, arrivals: &Arrivals<'_>) {
        let from = position - known as u64;
        let media = self.media_of(from);
        if let Some(adaptation) = self.adaptation() {
            adaptation.set_now(arrivals.now);
            adaptation.learn(arrivals, media, from, known);
        }
    }

    /// The media time of the sample at `position`, in a line that is in order.
    #[inline(always)]
    pub fn media_of(&self, position: u64) -> u64 {
        position.wrapping_add(self.shift)
    }

    /// The position at which the stream of the join begins.
    pub fn begins_at(&self) -> u64 {
        self.begins_at
    }

    /// Returns true if the sample at `position` is of an earlier join.
    pub fn is_earlier(&self, position: u64) -> bool {
        position < self.begins_at
    }

    /// The stream has run dry; so far `silence_played` samples of silence were played in the life of the slot.
    pub fn run_dry(&mut self, silence_played: u64) {
        self.silence_seen = silence_played;
    }

    /// The line is not in order any more: from `position` on, samples are put in their places. `history` was played
    /// before; it is `whole` if there is no need to know what was played before that. `known` samples from there on are
    /// in order.
    pub fn enter(&mut self, position: u64, history: &mut [i16], whole: bool, known: usize) {
        self.runs.clear();
        self.next = self.media_of(position);
        self.played_to = self.next;
        if known > 0 {
            self.runs.push(Run { media: self.next, position, len: known as u32, step: Step::Media });
        }
        self.sorted = position + known as u64;
        (self.late_run, self.in_gap) = (0, false);
        if whole {
            self.concealer.begin(history);
        } else {
            self.concealer.pass(history);
        }
    }

    /// Returns the position in the ring of the next sample if the line is in order again.
    pub fn leave(&self) -> Option<u64> {
        let position = self.next.wrapping_sub(self.shift);
        let is_in_order = match self.runs.first() {
            None => position == self.sorted,
            Some(run) => {
                self.runs.len() == 1
                    && run.media == self.next
                    && run.position == position
                    && run.position + u64::from(run.len) == self.sorted
                    && run.step == Step::Media
            }
        };
        let is_idle = self.notes.is_empty() && !self.is_flushing && position >= self.flush_to;
        let is_settled = !self.in_gap && !self.concealer.is_fading();
        (is_in_order && is_idle && is_settled && !self.is_fading_out).then_some(position)
    }

    /// The media time of the next sample to be played.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// The audio of the stream begins, or begins again. Returns true if it has to fade in: there is no concealment that
    /// it takes over from.
    pub fn begin(&mut self) -> bool {
        self.is_fading_out = false;
        if let Some(first) = self.runs.first_mut()
            && first.media == self.next
            && first.step != Step::Talkspurt
        {
            first.step = Step::Media;
        }
        !self.concealer.is_fading()
    }

    /// The stream of a line whose samples have a time has run dry, and its concealment is not silent yet.
    pub fn is_fading_out(&self) -> bool {
        self.is_fading_out
    }

    /// Samples from the next one to be played to the last that has come; some may be missing.
    pub fn span(&self) -> usize {
        self.runs.last().map_or(0, |run| run.end().saturating_sub(self.next) as usize)
    }

    /// The oldest position that is still needed.
    fn oldest(&self) -> u64 {
        self.runs.iter().map(|run| run.position).min().unwrap_or(self.sorted)
    }

    /// Puts what has come in its place: the samples up to position `end`. Returns the oldest position that is still
    /// needed.
    pub fn sort(&mut self, end: u64, phase: Phase, stream: &Stream<'_>) -> u64 {
        if stream.flush_to > self.flush_to && stream.flush_to > self.begins_at {
            (self.flush_to, self.is_flushing) = (stream.flush_to, true);
        }
        self.adaptation.set_now(stream.arrivals.now);
        // What was written after a flush waits until what was before is dropped.
        let end = if self.is_flushing { end.min(self.flush_to) } else { end };
        let mut step = None;
        // At most as many turns as marks may wait, and one.
        loop {
            let mark = self.marks.peek().filter(|mark| match mark.kind {
                MarkKind::Samples(_) => mark.position < end,
                MarkKind::Note => mark.position <= end,
            });
            let until = mark.map_or(end, |mark| mark.position);
            if until > self.sorted {
                let run = Run {
                    media: self.media_of(self.sorted),
                    position: self.sorted,
                    len: (until - self.sorted) as u32,
                    step: step.unwrap_or(Step::Media),
                };
                self.put(run, step.is_some(), phase, stream);
                self.sorted = until;
            }
            let Some(mark) = mark else { break };
            // A mark of an earlier join, or one that was written while that ended, says nothing about this one.
            let is_current = mark.join == stream.join as u16 && mark.position >= self.sorted;
            match mark.kind {
                MarkKind::Samples(how) if is_current => {
                    let media = mark.value;
                    self.is_timed |= how != Step::Break;
                    if how == Step::Origin {
                        self.adaptation.forget_floor();
                        self.moved = self.newest().wrapping_sub(media);
                    }
                    self.shift = media.wrapping_add(self.moved).wrapping_sub(mark.position);
                    step = Some(how);
                }
                MarkKind::Samples(_) => {}
                MarkKind::Note => {
                    let value = mark.value as i64;
                    let media = self.media_of(mark.position);
                    let is_flushed = !is_current || mark.position < stream.flush_to;
                    if !self.notes.push(Note::new(media, value, is_flushed)) {
                        // What comes after it waits until others were heard.
                        break;
                    }
                }
            }
            self.marks.pop();
        }
        if self.adaptation().is_some() {
            self.go_to_target(phase, stream);
        }
        self.oldest()
    }

    /// The media time after the last sample that has come.
    fn newest(&self) -> u64 {
        self.runs.last().map_or(self.next, Run::end)
    }

    /// Moves a run, and all that follow it, to another media time.
    fn move_to(&mut self, run: Run, media: u64) -> Run {
        let by = media.wrapping_sub(run.media);
        self.move_later(by);
        self.adaptation.shift(by as i64);
        Run { media, ..run }
    }

    /// Moves all that has not come yet by so many samples.
    fn move_later(&mut self, by: u64) {
        (self.shift, self.moved) = (self.shift.wrapping_add(by), self.moved.wrapping_add(by));
    }

    /// Puts samples in their place. `is_new`: they do not simply continue what came before.
    fn put(&mut self, run: Run, is_new: bool, phase: Phase, stream: &Stream<'_>) {
        let format = stream.arrivals.format;
        // What was flushed before it was seen.
        let flushed = if self.is_flushing { 0 } else { self.flush_to.saturating_sub(run.position) };
        let mut run = run.tail(usize::try_from(flushed).unwrap_or(usize::MAX));
        if run.len == 0 {
            return;
        }
        if phase == Phase::Begins && self.runs.is_empty() {
            self.next = run.media;
        }
        let is_adaptive = self.adaptation().is_some();
        if is_adaptive {
            self.adaptation.learn(&stream.arrivals, run.media, run.position, run.len());
            if phase == Phase::IsDry && self.runs.is_empty() {
                self.move_in_gap(run.media);
            }
            if run.media < self.next && self.may_go_back(format, run.media) {
                self.next = run.media;
            }
        }
        let newest = self.newest();
        if run.media > newest {
            // Something is missing before it. What was played as silence in the meantime is over.
            if phase == Phase::IsDry && self.runs.is_empty() && !is_adaptive {
                let passed = stream.silence_played.wrapping_sub(self.silence_seen);
                self.next += passed.min(run.media - newest);
                self.silence_seen = stream.silence_played;
            }
            let missing = run.media - self.newest();
            let room = stream.cap + format.frame;
            let most = room.saturating_sub(self.span() + run.len().min(format.frame)) as u64;
            if missing > most {
                run = self.move_to(run, self.newest() + most);
                run.step = if most == 0 { Step::Break } else { run.step };
            }
        } else if run.media < newest && is_new {
            stream.arrivals.counts.reordered.add(u64::from(run.len));
        }
        if phase == Phase::Begins {
            self.next = self.next.min(run.media);
        }
        let late = (self.next.saturating_sub(run.media) as usize).min(run.len());
        if late > 0 {
            self.late_run =
                if self.late_run > 0 && run.media == self.late_end { self.late_run } else { 0 } + late;
            self.late_end = run.media + late as u64;
            if late == run.len() && self.late_run >= format.rate.samples_in_ms(SET_BACK_MS) {
                self.late_run = 0;
                let newest = self.newest();
                run = Run { step: Step::Break, ..self.move_to(run, newest) };
            } else {
                stream.arrivals.counts.late.add(late as u64);
                run = run.tail(late);
            }
        }
        if run.len > 0 {
            self.late_run = 0;
            self.put_between(run, stream.arrivals.counts);
        }
    }

    /// Returns true if samples before the next one are still played: nothing after them was, and they come within the target
    /// or so many in a row are late that the line has to follow them.
    fn may_go_back(&self, format: &AudioFormat, media: u64) -> bool {
        let is_set_back = self.late_run >= format.rate.samples_in_ms(SET_BACK_MS);
        media >= self.played_to && (is_set_back || self.adaptation.over(media) <= 0)
    }

    /// The next samples are missing, up to `end`: the line goes to its target, but never back behind what was played.
    fn move_in_gap(&mut self, end: u64) {
        self.next = self.adaptation.on_target().min(end).max(self.played_to);
    }

    /// Steers an adaptive line to its target where that is free: in a gap, and when it has run dry.
    fn go_to_target(&mut self, phase: Phase, stream: &Stream<'_>) {
        let Some(first) = self.runs.first().copied() else { return };
        if phase == Phase::Begins {
            return;
        }
        if first.media > self.next {
            let before = self.next;
            self.move_in_gap(first.media);
            if phase == Phase::Plays {
                stream.arrivals.counts.removed.add(self.next.saturating_sub(before));
                stream.arrivals.counts.inserted.add(before.saturating_sub(self.next));
            }
        } else if phase == Phase::IsDry && self.adaptation.is_too_late(stream.arrivals.format, first.media) {
            self.drop_or_follow_late(stream);
        }
    }

    /// The line has run dry, and what has come is too late: drops it up to what is played on target; unless its sender has
    /// stopped its timestamps, or so many in a row were late that the line has to follow them.
    fn drop_or_follow_late(&mut self, stream: &Stream<'_>) {
        let Some(first) = self.runs.first().copied() else { return };
        // A talkspurt that goes on where the last one ended has no time between them.
        let packet = u64::from(self.adaptation.packet());
        if first.step == Step::Talkspurt && first.media <= self.played_to + packet {
            self.move_to_present(first.media);
            return;
        }
        if self.adaptation.dropped_run >= stream.arrivals.format.rate.samples_in_ms(SET_BACK_MS) {
            return;
        }
        let to = self.adaptation.on_target().min(self.newest()).max(self.next);
        let dropped: u64 = self.runs.iter().map(|run| run.end().min(to).saturating_sub(run.media)).sum();
        stream.arrivals.counts.late.add(dropped);
        self.adaptation.dropped_run += dropped as usize;
        self.skip_to(to);
    }

    /// What has come goes on after a time that its timestamps do not count: it was as fast as the fastest packets before.
    fn move_to_present(&mut self, media: u64) {
        let by = self.adaptation.if_fastest().saturating_sub(media);
        self.runs.iter_mut().for_each(|run| run.media += by);
        // A note at its beginning belongs to what was before.
        self.notes.iter_mut().filter(|note| note.media() > media).for_each(|note| note.place += by << 1);
        self.move_later(by);
        self.move_in_gap(media + by);
    }

    /// Puts samples between the runs that are there, which keep what they have.
    fn put_between(&mut self, mut run: Run, counts: &ArrivalCounts) {
        // Each turn but the last uses up a run of the list.
        while run.len > 0 {
            let at = self.runs.partition_point(|other| other.end() <= run.media);
            let gap =
                self.runs.get(at).map_or(usize::MAX, |other| other.media.saturating_sub(run.media) as usize);
            if gap == 0 {
                let there = self
                    .runs
                    .get(at)
                    .map_or(0, |other| other.end().saturating_sub(run.media) as usize)
                    .min(run.len());
                counts.duplicate.add(there as u64);
                run = run.tail(there);
                continue;
            }
            let piece = run.head(gap);
            run = run.tail(gap);
            let joins = at.checked_sub(1).and_then(|at| self.runs.get_mut(at)).filter(|before| {
                before.end() == piece.media
                    && before.position + u64::from(before.len) == piece.position
                    && matches!(piece.step, Step::Media | Step::Talkspurt)
            });
            if let Some(before) = joins {
                before.len += piece.len;
            } else if !self.runs.insert(at, piece) {
                counts.late.add(u64::from(piece.len));
            }
        }
    }

    /// What lies `skip` samples after the next one to be played, at most `n` samples of it.
    pub fn piece(&self, skip: usize, n: usize) -> Piece {
        let media = self.next + skip as u64;
        let run = self.runs.iter().find(|run| run.end() > media);
        match run {
            None => Piece::Missing(n),
            Some(run) if run.media > media => Piece::Missing(n.min((run.media - media) as usize)),
            Some(run) => {
                let past = (media - run.media) as usize;
                let step = (past == 0 && run.step != Step::Media).then_some(run.step);
                Piece::Samples(run.position + past as u64, n.min(run.len() - past), step)
            }
        }
    }

    /// The `n` next samples were played. Returns the oldest position that is still needed.
    pub fn take(&mut self, n: usize) -> u64 {
        let next = self.next + n as u64;
        let there = self.runs.iter().filter(|run| run.media < next).map(|run| run.end().min(next));
        self.played_to = there.fold(self.played_to, u64::max);
        self.skip_to(next);
        self.oldest()
    }

    /// What lies before the media time `next` is not needed any more.
    fn skip_to(&mut self, next: u64) {
        self.next = next;
        self.runs.retain(|run| run.end() > next);
        if let Some(first) = self.runs.first_mut()
            && first.media < next
        {
            *first = Run { step: Step::Media, ..first.tail((next - first.media) as usize) };
        }
    }

    /// Samples from the next one on that lie in one piece.
    pub fn contiguous(&self) -> usize {
        let first = self.runs.first().filter(|run| run.media <= self.next);
        first.map_or(0, |run| run.end().saturating_sub(self.next) as usize)
    }

    /// Copies the samples that were played last. Returns false if there are not as many.
    pub fn copy_played(&self, out: &mut [i16]) -> bool {
        self.concealer.copy_heard(out)
    }

    /// How long the gap is that begins `skip` samples after the next one, what lies behind it in the ring, and whether
    /// the sender has paused; `None` if nothing has come yet that lies behind it.
    pub fn gap(&self, skip: usize) -> Option<Gap> {
        let media = self.next + skip as u64;
        let run = self.runs.iter().find(|run| run.end() > media)?;
        Some(Gap {
            len: run.media.saturating_sub(media) as usize,
            position: run.position,
            known: run.len(),
            is_pause: run.step == Step::Talkspurt,
        })
    }

    /// Fills `out`, the beginning of a gap; `next` are the first samples after it. Returns how many samples of it are
    /// silent, or noise like the line's.
    pub fn fill_gap(
        &mut self,
        out: &mut [i16],
        gap: Option<Gap>,
        next: &[i16],
        analyses: &mut Analyses,
    ) -> usize {
        let is_pause = gap.is_some_and(|gap| gap.is_pause);
        if !is_pause {
            self.concealed.samples += out.len() as u64;
            self.concealed.events += u64::from(!self.in_gap);
        }
        self.in_gap = true;
        if is_pause {
            self.concealer.pause(out);
            return out.len();
        }
        let len = gap.map_or(out.len(), |gap| gap.len);
        let concealed = self.concealer.conceal(out, len, next, analyses.are_left());
        analyses.count(concealed.analysed);
        concealed.silent
    }

    /// Passes samples that are there. After a gap, or if the stream `breaks`, they overlap with what continues the
    /// samples before them.
    pub fn pass(&mut self, samples: &mut [i16], breaks: bool, analyses: &mut Analyses) {
        if breaks && !self.in_gap {
            self.cut(analyses);
        }
        self.in_gap = false;
        self.concealer.pass(samples);
    }

    /// What is played next does not follow what was played last: it overlaps with what continues that.
    pub fn cut(&mut self, analyses: &mut Analyses) {
        analyses.count(self.concealer.break_off(analyses.are_left()).analysed);
    }

    /// The writer knows when samples belong, so what is missing when the stream runs dry is late or lost.
    pub fn is_timed(&self) -> bool {
        self.is_timed
    }

    /// The stream is dry: fills `out` if the line's samples have a time. Returns true if it has.
    pub fn fade_out(&mut self, out: &mut [i16], analyses: &mut Analyses) -> bool {
        if self.is_timed {
            let silent = self.fill_gap(out, None, &[], analyses);
            self.is_fading_out = silent < out.len();
            if !self.is_fading_out {
                // What comes next begins from silence.
                self.in_gap = false;
                self.concealer.forget();
            }
        }
        self.is_timed
    }

    /// The line is flushed after the frame of this tick, which fades out.
    pub fn is_flushing(&self) -> bool {
        self.is_flushing
    }

    /// Drops what was to be flushed. Returns the oldest position that is still needed.
    pub fn flush(&mut self) -> u64 {
        self.is_flushing = false;
        let flush_to = self.flush_to;
        self.runs.retain(|run| run.position + u64::from(run.len) > flush_to);
        for run in self.runs.iter_mut() {
            *run = run.tail(usize::try_from(flush_to.saturating_sub(run.position)).unwrap_or(usize::MAX));
        }
        self.next = self.runs.first().map_or(self.media_of(self.sorted), |run| run.media);
        for note in self.notes.iter_mut() {
            *note = Note::new(note.media(), note.value, note.is_flushed() || note.media() <= self.next);
        }
        self.is_fading_out = false;
        self.concealer.forget();
        self.begin();
        self.oldest()
    }

    /// The next note to report to the host: its value, and whether it was heard. All before the media time
    /// `played` was heard.
    pub fn take_note(&mut self, played: u64) -> Option<(i64, bool)> {
        let first = *self.notes.first()?;
        let is_over = first.is_flushed() || first.media() <= played;
        is_over.then(|| {
            let mut is_first = true;
            self.notes.retain(|_| !core::mem::take(&mut is_first));
            (first.value, !first.is_flushed())
        })
    }

    /// The next note of the join `join`, which has ended, so the note will not be heard.
    pub fn drop_note(&mut self, join: JoinNumber) -> Option<i64> {
        if let Some((value, _)) = self.take_note(u64::MAX) {
            return Some(value);
        }
        // At most as many turns as marks may wait. Marks of the next join stay.
        while let Some(mark) = self.marks.peek().filter(|mark| mark.join == join as u16) {
            self.marks.pop();
            if mark.kind == MarkKind::Note {
                return Some(mark.value as i64);
            }
        }
        None
    }

    /// The memory of its own, for locking it.
    pub fn regions(&self) -> [(*const u8, usize); 4] {
        let [history, ready] = self.concealer.regions();
        [self.runs.region(), self.notes.region(), history, ready]
    }

    /// What was missing since the last call.
    pub fn concealed(&mut self) -> Concealed {
        core::mem::take(&mut self.concealed)
    }
}
