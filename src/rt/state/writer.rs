//! A writing thread's state of a participant: where the next samples belong in the stream.

use super::jitter_buffer::{MAX_NOTES, MEDIA_BASE};
use crate::dsp::EncodedSamples;
use crate::rt::frame::TickClock;
use crate::rt::index::JoinNumber;
use crate::rt::message::mark::{Mark, MarkKind, Step};
use crate::rt::message::mark_ring::{MARKS, MarkWriter};
use rtrb::Producer;

/// Information that `write_ex` gives about its samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteInfo {
    /// The media timestamp of the first sample, in samples from any origin, counted on in 64 bits; `None`: right
    /// after the last write.
    ///
    /// Samples go where they belong as long as their time has not been played: packets may come in any order, and
    /// twice. What is missing when its time comes is filled; a step forward is a pause or a loss, and changes the delay
    /// by nothing. A step of more than a second either way, or 200 ms in a row that came too late, is a new origin:
    /// nothing is filled or dropped.
    pub timestamp: Option<u64>,
    /// The sender has paused before these samples (the marker bit of RTP): what is missing before them was never sent.
    pub starts_talkspurt: bool,
    /// This many samples before the first were lost on the way: filled as a step of the timestamp is. Before the first
    /// write of a join there is nothing to fill.
    pub lost: u32,
}

/// A writing thread's state, on two cache lines with its claim.
#[derive(Debug)]
#[repr(C)]
pub struct Writer {
    /// Samples on their way to the tick.
    pub ring: Producer<i16>,
    /// The join whose stream this is.
    pub join: JoinNumber,
    /// Samples that were refused after the last ones taken.
    pub refused: u32,
    /// Samples that were reported as lost after them.
    pub lost: u32,
    /// The value of [`Slot::silence_played`] at the last write.
    pub silence_seen: u64,
    /// Where samples belong that do not follow the ones before them.
    pub marks: MarkWriter,
    /// The media time after the last samples that were written, in samples as the host writes them.
    pub media: u64,
    /// The media timestamp after them.
    pub next_timestamp: NextTimestamp,
    /// The recent burst size.
    pub bursts: Bursts,
    /// The first of the samples that were refused last.
    pub first_refused: i16,
    /// Whether the last samples of this join began a talkspurt; `None` if nothing was written in it.
    pub had_marker: Option<bool>,
    /// The host writes at another rate than the line's.
    pub converts: bool,
}

/// What the writer knows of the host's timestamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextTimestamp {
    /// Nothing.
    Unknown,
    /// The clock of the next is another: the host writes at another rate.
    OfAnotherClock,
    /// The next, if nothing is lost.
    Is(u64),
}

/// The largest burst of the last two to four seconds: samples of one write, or of several between two ticks, up to the
/// largest size of a write.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bursts {
    /// The last tick before the last write, and the samples since. Only the lower half of the tick's number, to save
    /// cache lines: if two are 2^32 ticks apart, the old maximum is only kept for two seconds more.
    tick: u32,
    sum: u32,
    /// The tick in which the newer of two periods began, and the largest burst of each.
    since: u32,
    newer: u32,
    older: u32,
}

impl Bursts {
    /// `count` samples come after tick `now`. Returns the largest recent burst, these included.
    pub fn add(&mut self, count: usize, now: u64, clock: TickClock, max_write: u32) -> u32 {
        let now = now as u32;
        let comes = u32::try_from(count).unwrap_or(u32::MAX);
        self.sum = if self.tick == now { self.sum } else { 0 }.saturating_add(comes);
        self.tick = now;
        let age = u64::from(now.wrapping_sub(self.since));
        if age >= clock.window() {
            self.older = if age < 2 * clock.window() { self.newer } else { 0 };
            (self.newer, self.since) = (0, now);
        }
        self.newer = self.newer.max(comes.max(self.sum.min(max_write)));
        self.newer.max(self.older)
    }
}

/// Where the samples of a write belong in the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The media time of the first, before any change of the origin.
    pub media: u64,
    /// How the stream comes there, unless they follow those before.
    pub step: Option<Step>,
    /// They begin with the samples refused before.
    pub retries: bool,
}

impl Place {
    /// Returns true if the samples continue what was written up to that media time.
    #[inline(always)]
    pub fn continues(&self, media: u64) -> bool {
        self.media == media && !matches!(self.step, Some(Step::Break | Step::Origin))
    }
}

impl Writer {
    /// The writer of an empty ring.
    pub fn new(ring: Producer<i16>, marks: MarkWriter) -> Writer {
        Writer {
            ring,
            join: 0,
            refused: 0,
            silence_seen: 0,
            marks,
            media: MEDIA_BASE,
            next_timestamp: NextTimestamp::Unknown,
            lost: 0,
            bursts: Bursts::default(),
            first_refused: 0,
            had_marker: None,
            converts: false,
        }
    }

    /// Another join: its stream begins at that position in the ring, and has no past.
    pub fn restart(&mut self, join: u64, position: u64) {
        self.join = join;
        self.had_marker = None;
        self.refused = 0;
        self.lost = 0;
        self.media = position.wrapping_add(MEDIA_BASE);
        self.next_timestamp = NextTimestamp::Unknown;
        self.bursts = Bursts::default();
    }

    /// Returns true if something was written in this join.
    pub fn has_begun(&self) -> bool {
        self.had_marker.is_some()
    }

    /// Decides where `samples` belong. `second`: samples of a second; `silence`: what [`Slot::silence_played`] is now.
    pub fn place(
        &mut self,
        info: &WriteInfo,
        samples: EncodedSamples<'_>,
        second: i64,
        silence: u64,
    ) -> Place {
        // A host may write refused samples again, or drop them: the first sample shows which.
        let retries = self.refused > 0 && samples.get(0) == Some(self.first_refused);
        let skips = self.refused > 0 && !retries;
        let lost = if self.has_begun() { u64::from(self.lost.saturating_add(info.lost)) } else { 0 };
        let after = |missing| self.media.saturating_add(missing);
        let missing = if info.starts_talkspurt { Step::Talkspurt } else { Step::Media };
        let (media, step, retries) = match (info.timestamp, self.next_timestamp) {
            (Some(timestamp), NextTimestamp::Is(next)) => {
                let step = timestamp.wrapping_sub(next) as i64;
                let since = step.saturating_sub(i64::from(self.refused));
                if step < -second || since > second {
                    (after(lost), Some(Step::Origin), false)
                } else if step < 0 {
                    (self.media.saturating_add_signed(step), Some(Step::Media), false)
                } else {
                    let gap = lost.max(since.max(0) as u64);
                    let breaks = (step > 0).then_some(Step::Break);
                    // Though nothing is missing there was silence: the sender may have stopped its timestamps. One that
                    // always sets the marker says nothing by it.
                    let says = info.starts_talkspurt
                        && self.had_marker == Some(false)
                        && self.silence_seen != silence;
                    let goes_on = breaks.or(says.then_some(Step::Talkspurt));
                    (after(gap), if gap > 0 { Some(missing) } else { goes_on }, step == 0)
                }
            }
            (Some(_), NextTimestamp::OfAnotherClock) => (after(lost), Some(Step::Origin), false),
            (timestamp, _) => {
                let breaks = skips.then_some(Step::Break);
                // The first timestamp tells the tick that this line has some.
                let known = if lost > 0 || timestamp.is_some() { Some(missing) } else { None };
                (after(lost), breaks.or(known), retries)
            }
        };
        Place { media, step, retries }
    }

    /// Makes the mark of samples that do not follow those before them: the stream comes by a step to that media time, at
    /// that position in the ring. Returns false if there is no room for it.
    pub fn mark(&mut self, step: Step, media: u64, position: u64) -> bool {
        let (kind, join) = (MarkKind::Samples(step), self.join as u16);
        self.marks.push(Mark { position, kind, value: media, join })
    }

    /// Makes a note of the host, at that position in the ring. Returns false if there is no room for it; some room stays
    /// for samples that do not follow those before them.
    pub fn note_place(&mut self, value: i64, position: u64) -> bool {
        let mark = Mark { position, kind: MarkKind::Note, value: value as u64, join: self.join as u16 };
        self.marks.room() > MARKS.saturating_sub(MAX_NOTES) && self.marks.push(mark)
    }

    /// What was written is dropped: what is refused or lost has no meaning any more, nor has the last timestamp.
    pub fn flush(&mut self) {
        (self.refused, self.lost, self.next_timestamp) = (0, 0, NextTimestamp::Unknown);
    }

    /// The host writes at another rate from now on; the line's media time is `media`. What it refused or lost was counted
    /// in samples of the old rate, as were its timestamps.
    pub fn change_rate(&mut self, media: u64) {
        if self.next_timestamp != NextTimestamp::Unknown {
            self.next_timestamp = NextTimestamp::OfAnotherClock;
        }
        (self.media, self.refused, self.lost) = (media, 0, 0);
    }

    /// Updates the end of the stream: of the samples `samples` at `place`, `taken` were taken.
    pub fn note(&mut self, info: &WriteInfo, place: &Place, samples: EncodedSamples<'_>, taken: usize) {
        let taken_from = place.media.wrapping_sub(self.media);
        let skipped = if place.retries { 0 } else { u64::from(self.refused) };
        if taken == 0 && self.next_timestamp == NextTimestamp::OfAnotherClock {
            // The next write is still the first of that clock.
        } else if let Some(timestamp) = info.timestamp {
            self.next_timestamp = NextTimestamp::Is(timestamp.wrapping_add(taken as u64));
        } else if let NextTimestamp::Is(next) = &mut self.next_timestamp {
            *next = next.wrapping_add(taken_from).wrapping_add(skipped + taken as u64);
        }
        if taken > 0 {
            self.media = place.media.wrapping_add(taken as u64);
            (self.lost, self.had_marker) = (0, Some(info.starts_talkspurt));
        }
        if let Some(first) = samples.get(taken) {
            self.first_refused = first;
        }
        self.refused = u32::try_from(samples.len() - taken).unwrap_or(u32::MAX);
    }
}
