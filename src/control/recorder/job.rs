//! One recording, as the recorder's thread works at it.

use super::manners::Manners;
use super::sheet::Sheet;
use super::track::Track;
use super::{RecordInfo, RecordState};
use crate::control::inner::Inner;
use crate::control::notices::Told;
use crate::handle::RoomId;
use crate::rt::event::EventKind;
use crate::rt::shared::Shared;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// How often files get what was recorded.
const FLUSH_EVERY: Duration = Duration::from_millis(500);

/// What is asked of a recording.
#[derive(Debug, Default)]
pub struct Orders {
    /// From after that tick on it is recorded, or not; in order.
    pub switches: VecDeque<(u64, bool)>,
    /// It stops after that tick.
    pub stop: Option<u64>,
}

/// A recording.
pub struct Job {
    tracks: Vec<Track>,
    /// What goes to the files, a sheet a track.
    sheets: Vec<Sheet>,
    /// Samples that a sheet has room for.
    room_samples: usize,
    /// The room, if it is of one.
    pub room: RoomId,
    manners: Manners,
    start: Option<u64>,
    /// The last tick that was done.
    position: u64,
    on: bool,
    /// The tick after which that is so.
    since: u64,
    /// Ticks that were recorded.
    ticks: u64,
    frame: usize,
    failed: Option<String>,
    finished: bool,
    flushed: Instant,
}

impl Job {
    /// A recording that waits for its first tick. Sheets have room for so many samples each.
    pub fn new(
        tracks: Vec<Track>,
        (sheets, room_samples): (Vec<Sheet>, usize),
        room: RoomId,
        manners: Manners,
        frame: usize,
    ) -> Job {
        Job {
            tracks,
            sheets,
            room_samples,
            room,
            manners,
            start: None,
            position: 0,
            on: true,
            since: 0,
            ticks: 0,
            frame,
            failed: None,
            finished: false,
            flushed: Instant::now(),
        }
    }

    /// Does all up to tick `now`, as it is ordered. Answers what is to be told. `orders` keeps what lies ahead.
    pub fn work(&mut self, inner: &Inner, now: u64, orders: &mut Orders) -> Vec<EventKind> {
        let shared = &inner.shared;
        let mut told = Vec::new();
        // What ticks up to `now` have reported is heard with the lock.
        drop(inner.lock());
        let announced = self.manners.announced();
        let ended = self.find_span(shared, announced, orders.stop, &mut told);
        let mut until = orders.stop.unwrap_or(now).min(now);
        until = ended.map_or(until, |last| until.min(last));
        while !self.advance_to(shared, until, orders) {
            self.write(false, &mut told);
        }
        let stops = orders.stop.is_some_and(|stop| stop <= now);
        if stops || ended.is_some_and(|last| last <= now) {
            self.write(true, &mut told);
            self.finished = true;
            told.push(EventKind::RecordingStopped);
        } else if self.flushed.elapsed() >= FLUSH_EVERY {
            self.write(false, &mut told);
        }
        let is_recorded = self.on && !self.finished && ended.is_none();
        let since = self.start.map(|start| self.since.max(start - 1));
        self.manners.look_after(inner, since.filter(|_| is_recorded));
        told
    }

    /// Learns when it begins: with the first tick of which every tap has the frame, after the last one of the
    /// announcement, `None` while that goes on. Answers the last tick, once all that it records has ended.
    fn find_span(
        &mut self,
        shared: &Shared,
        announced: Option<u64>,
        stop: Option<u64>,
        told: &mut Vec<EventKind>,
    ) -> Option<u64> {
        let spans = self.tracks.iter().map(|track| track.span(shared));
        let (mut first, mut last, mut known, mut over) = (0, 0, true, true);
        for (began, ended) in spans {
            known &= began != 0 || ended != 0;
            over &= ended != 0;
            first = first.max(began);
            last = last.max(ended);
        }
        if let (None, Some(announced), true) = (self.start, announced, known && first != 0) {
            let first = first.max(announced + 1);
            // One that is over before never began.
            if stop.is_none_or(|stop| first <= stop) && (!over || first <= last) {
                self.start = Some(first);
                self.position = first - 1;
                told.push(EventKind::RecordingStarted);
            }
        }
        over.then_some(last)
    }

    /// Goes on to tick `until`, as ordered. `false`: what was taken has to be written before.
    fn advance_to(&mut self, shared: &Shared, until: u64, orders: &mut Orders) -> bool {
        while let Some((tick, on)) = orders.switches.front().copied().filter(|(tick, _)| *tick <= until) {
            if !self.advance(shared, tick) {
                return false;
            }
            orders.switches.pop_front();
            (self.on, self.since) = (on, tick);
        }
        self.advance(shared, until)
    }

    /// Goes on to tick `to`, or as far as there is room: then `false`.
    fn advance(&mut self, shared: &Shared, to: u64) -> bool {
        if self.start.is_none() {
            // Nobody wants what is said during the announcement.
            self.tracks.iter_mut().for_each(|track| track.advance(shared, to, to, None));
            return true;
        }
        while to > self.position {
            let pending = self.sheets.iter().map(|sheet| sheet.pending.len()).max().unwrap_or(0);
            let room = if self.on { (self.room_samples - pending) / self.frame } else { usize::MAX };
            if room == 0 {
                return false;
            }
            let next = to.min(self.position.saturating_add(room as u64));
            for (track, sheet) in self.tracks.iter_mut().zip(&mut self.sheets) {
                let pending = self.on.then_some(&mut sheet.pending);
                track.advance(shared, self.position, next, pending);
            }
            if self.on {
                self.ticks += next - self.position;
            }
            self.position = next;
        }
        true
    }

    /// Writes what was taken, and sees whether that works.
    fn write(&mut self, ends: bool, told: &mut Vec<EventKind>) {
        self.flushed = Instant::now();
        let mended = self.sheets.iter_mut().fold(false, |mended, sheet| sheet.write(ends) | mended);
        let was_well = self.failed.is_none();
        self.failed = self.why();
        match (was_well, self.failed.is_none()) {
            (true, false) => told.push(EventKind::RecordingFailed),
            (false, true) => told.push(EventKind::RecordingRecovered),
            (true, true) if mended => {
                told.extend([EventKind::RecordingFailed, EventKind::RecordingRecovered])
            }
            _ => {}
        }
    }

    fn why(&self) -> Option<String> {
        self.sheets.iter().find_map(Sheet::broken).map(str::to_owned)
    }

    /// Whether its files are whole, and nothing more is to be done.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Frees its taps, and says no more. Answers what could not yet be silenced.
    pub fn end(&mut self, inner: &Inner) -> Vec<Told> {
        for track in &self.tracks {
            let _ = inner.tap_free(track.tap());
        }
        self.manners.end(inner)
    }

    /// As it is.
    pub fn info(&self) -> RecordInfo {
        let state = match () {
            _ if self.finished => RecordState::Stopped,
            _ if self.failed.is_some() => RecordState::Failed,
            _ if self.start.is_none() => RecordState::Starting,
            _ if !self.on => RecordState::Paused,
            _ => RecordState::Running,
        };
        RecordInfo {
            state,
            message: self.failed.clone(),
            start_tick: self.start.unwrap_or(0),
            tick: self.position,
            samples: self.ticks * self.frame as u64,
            tracks: self
                .tracks
                .iter()
                .zip(&self.sheets)
                .map(|(track, sheet)| {
                    let mut info = track.info();
                    sheet.tell(&mut info);
                    info
                })
                .collect(),
        }
    }
}
