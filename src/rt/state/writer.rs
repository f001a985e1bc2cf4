//! A writing thread's state of a participant: where the next samples belong in the stream.

use crate::dsp::EncodedSamples;
use crate::dsp::level::splice::Splice;
use crate::rt::frame::{LineSizes, TickClock};
use crate::rt::index::JoinNumber;
use rtrb::Producer;

/// Information that `write_ex` gives about its samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteInfo {
    /// The media timestamp of the first sample, in samples from any origin, counted on in 64 bits; `None`: right
    /// after the last write.
    ///
    /// A step forward is a pause or a loss: it is filled with silence as far as the tick has not played silence in the
    /// meantime, so the delay stays as it was. Samples before the end of the written stream came too late and are
    /// dropped. A step of more than a second either way, or 200 ms in a row that came too late, is a new origin:
    /// nothing is filled or dropped. Where the stream breaks off it decays within 2 ms, and it resumes by a ramp of 5
    /// ms.
    pub timestamp: Option<u64>,
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
    pub refused: u64,
    /// The value of [`Slot::silence_played`] at the last write.
    pub silence_seen: u64,
    /// The last sample that was written, from which a loss decays.
    pub last: i16,
    /// The first of the samples that were refused last.
    pub first_refused: i16,
    /// Something was written in this join.
    pub begun: bool,
    /// The splice between the last samples and the next.
    pub splice: Splice,
    /// The recent burst size.
    pub bursts: Bursts,
    /// The expected next media timestamp, once the host has given one.
    pub next_timestamp: Option<u64>,
    /// Samples in a row that came too late, and the timestamp that continues them.
    pub late_run: u64,
    /// See `late_run`.
    pub late_end: u64,
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
    pub fn add(&mut self, count: usize, now: u64, clock: TickClock, sizes: &LineSizes) -> u32 {
        let now = now as u32;
        let comes = u32::try_from(count).unwrap_or(u32::MAX);
        self.sum = if self.tick == now { self.sum } else { 0 }.saturating_add(comes);
        self.tick = now;
        let age = u64::from(now.wrapping_sub(self.since));
        if age >= clock.window() {
            self.older = if age < 2 * clock.window() { self.newer } else { 0 };
            (self.newer, self.since) = (0, now);
        }
        let most = u32::try_from(sizes.max_write).unwrap_or(u32::MAX);
        self.newer = self.newer.max(comes.max(self.sum.min(most)));
        self.newer.max(self.older)
    }
}

/// Where the samples of a write belong in the stream.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// The first `late` samples came too late.
    pub late: usize,
    /// Samples missing before them.
    pub missing: u64,
    /// They do not continue the written stream.
    pub breaks: bool,
    /// They begin with the samples refused before.
    pub retries: bool,
    /// All of them came too late: the write changes nothing.
    pub is_stale: bool,
}

impl Writer {
    /// The writer of an empty ring, with splices of the engine's ramps.
    pub fn new(ring: Producer<i16>, splice: Splice) -> Writer {
        Writer {
            ring,
            join: 0,
            refused: 0,
            silence_seen: 0,
            last: 0,
            first_refused: 0,
            begun: false,
            splice,
            bursts: Bursts::default(),
            next_timestamp: None,
            late_run: 0,
            late_end: 0,
        }
    }

    /// Another join: its stream has no past.
    pub fn restart(&mut self, join: u64) {
        self.join = join;
        self.begun = false;
        self.splice.forget();
        self.refused = 0;
        self.late_run = 0;
        self.next_timestamp = None;
        self.bursts = Bursts::default();
    }

    /// Decides where `samples` belong.
    pub fn place(&mut self, info: &WriteInfo, samples: EncodedSamples<'_>, second: i64) -> Place {
        let count = samples.len();
        // A host may write refused samples again, or drop them: the first sample shows which.
        let retries = self.refused > 0 && samples.get(0) == Some(self.first_refused);
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

    /// Updates the end of the stream: of the samples `fresh` at `place`, `taken` were taken.
    pub fn note(&mut self, info: &WriteInfo, place: Place, fresh: EncodedSamples<'_>, taken: usize) {
        let skipped = if place.retries { 0 } else { self.refused };
        if let Some(timestamp) = info.timestamp {
            self.next_timestamp = Some(timestamp.wrapping_add((place.late + taken) as u64));
        } else if let Some(next) = &mut self.next_timestamp {
            *next = next.wrapping_add(place.missing + skipped + taken as u64);
        }
        self.late_run = 0;
        if let Some(first) = fresh.get(taken) {
            self.first_refused = first;
        }
        if !fresh.is_empty() {
            self.refused = (fresh.len() - taken) as u64;
        }
    }
}
