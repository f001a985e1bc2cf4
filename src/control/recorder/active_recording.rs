//! One recording, as the recorder's thread works at it. It touches no file: what it has taken from taps it gives away to be
//! written, and as long as that is not done nothing more is taken, so a file that hangs costs frames of this recording only.

use super::config::{RecordState, STOP_MOST, STOP_STILL};
use super::notification::Notification;
use super::progress::Progress;
use super::requests::Requests;
use super::track::Track;
use super::track_writer::TrackWriter;
use crate::control::engine::inner::Inner;
use crate::control::playback::announcements::RecordingSound;
use crate::handle::RoomId;
use crate::rt::message::event::EventKind;
use crate::rt::state::shared::Shared;
use std::sync::Arc;
use std::time::{Duration, Instant};
/// How often files get what was recorded.
const FLUSH_EVERY: Duration = Duration::from_millis(500);

/// What a thread of the pool is to do with the files of a recording.
pub enum FileTask {
    /// Write writers. `ends`: nothing more will come. `urgent`: the recorder's thread waits for them.
    Write { progress: Arc<Progress>, writers: Vec<TrackWriter>, ends: bool, urgent: bool },
    /// Close files for which nobody waits any more, which may take for ever.
    Close { progress: Arc<Progress>, writers: Vec<TrackWriter> },
}

/// A recording.
pub struct ActiveRecording {
    tracks: Vec<Track>,
    progress: Arc<Progress>,
    /// Samples that a writer has room for.
    room_samples: usize,
    /// The room, if it is of one.
    pub room: RoomId,
    notification: Notification,
    start: Option<u64>,
    /// The last tick that was done.
    position: u64,
    on: bool,
    /// The tick after which that is so.
    since: u64,
    /// Ticks that were recorded.
    ticks: u64,
    frame: usize,
    /// Why nothing can be written.
    failed: Option<String>,
    /// All was taken, and is being written for the last time.
    closing: bool,
    finished: bool,
    flushed: Instant,
    task: Option<FileTask>,
}

impl ActiveRecording {
    /// A recording that waits for its first tick. Sheets have room for so many samples each.
    pub fn new(
        tracks: Vec<Track>,
        (progress, room_samples): (Arc<Progress>, usize),
        room: RoomId,
        notification: Notification,
        frame: usize,
    ) -> ActiveRecording {
        ActiveRecording {
            tracks,
            progress,
            room_samples,
            room,
            notification,
            start: None,
            position: 0,
            on: true,
            since: 0,
            ticks: 0,
            frame,
            failed: None,
            closing: false,
            finished: false,
            flushed: Instant::now(),
            task: None,
        }
    }

    /// What a thread of the pool is to do with its files.
    pub fn take_task(&mut self) -> Option<FileTask> {
        self.task.take()
    }

    /// What is known of it.
    pub fn progress(&self) -> &Arc<Progress> {
        &self.progress
    }

    /// Does all up to tick `now`, of which all that ticks have reported is known, as it is ordered. Returns the
    /// events to report; [`ActiveRecording::take_task`] has what is to be done to its files. `requests` keeps what lies ahead.
    pub fn work(&mut self, inner: &Inner, now: u64, requests: &mut Requests) -> Vec<EventKind> {
        let shared = &inner.shared;
        let mut events = Vec::new();
        let announced = self.notification.announced(now);
        let ended = self.find_span(shared, announced, requests.stop, &mut events);
        let mut until = requests.stop.unwrap_or(now).min(now);
        until = ended.map_or(until, |last| until.min(last));
        let over = requests.stop.is_some_and(|stop| stop <= now) || ended.is_some_and(|last| last <= now);
        let writers = self.progress.take();
        let hangs = writers.is_none() && self.progress.still_for() >= STOP_STILL;
        self.look_after(hangs, &mut events);
        let waited = requests.asked.map_or(Duration::ZERO, |asked| asked.elapsed());
        match writers {
            Some(_) if self.closing => self.finished = true,
            writers if waited >= STOP_MOST || hangs && waited >= STOP_STILL => {
                self.give_up(until, requests);
                self.task =
                    writers.map(|writers| FileTask::Close { progress: self.progress.clone(), writers });
            }
            Some(mut writers) => {
                let all = self.advance_to(shared, until, requests, &mut writers);
                self.closing = all && over;
                let urgent = self.closing || !all;
                let pending =
                    self.failed.is_some() || writers.iter().any(|writer| !writer.pending.is_empty());
                if urgent || pending && self.flushed.elapsed() >= FLUSH_EVERY {
                    self.flushed = Instant::now();
                    self.progress.lend();
                    let (progress, ends) = (self.progress.clone(), self.closing);
                    self.task = Some(FileTask::Write { progress, writers, ends, urgent });
                } else {
                    self.progress.put(writers);
                }
            }
            None => {}
        }
        if self.finished {
            events.push(EventKind::RecordingStopped);
        }
        let is_recorded = self.on && !self.closing && !self.finished && ended.is_none();
        let since = self.start.map(|start| self.since.max(start - 1));
        self.notification.look_after(inner, since.filter(|_| is_recorded));
        self.note();
        events
    }

    /// Learns when it begins: with the first tick of which every tap has the frame, after the last one of the
    /// announcement, `None` while that goes on. Returns the last tick, once all that it records has ended.
    fn find_span(
        &mut self,
        shared: &Shared,
        announced: Option<u64>,
        stop: Option<u64>,
        events: &mut Vec<EventKind>,
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
                events.push(EventKind::RecordingStarted);
            }
        }
        over.then_some(last)
    }

    /// Goes on to tick `until`, as ordered. `false`: what was taken has to be written before.
    fn advance_to(
        &mut self,
        shared: &Shared,
        until: u64,
        requests: &mut Requests,
        writers: &mut [TrackWriter],
    ) -> bool {
        while let Some((tick, on)) = requests.next_switch(until) {
            if !self.advance(shared, tick, writers) {
                return false;
            }
            requests.switches.pop_front();
            (self.on, self.since) = (on, tick);
        }
        self.advance(shared, until, writers)
    }

    /// Goes on to tick `to`, or as far as there is room: then `false`.
    fn advance(&mut self, shared: &Shared, to: u64, writers: &mut [TrackWriter]) -> bool {
        if self.start.is_none() {
            // Nobody wants what is said during the announcement.
            self.tracks.iter_mut().for_each(|track| track.advance(shared, to, to, None));
            return true;
        }
        while to > self.position {
            let pending = writers.iter().map(|writer| writer.pending.len()).max().unwrap_or(0);
            let room =
                if self.on { self.room_samples.saturating_sub(pending) / self.frame } else { usize::MAX };
            if room == 0 {
                return false;
            }
            let next = to.min(self.position.saturating_add(room as u64));
            for (track, writer) in self.tracks.iter_mut().zip(&mut *writers) {
                let pending = self.on.then_some(&mut writer.pending);
                track.advance(shared, self.position, next, pending);
            }
            self.count(next);
        }
        true
    }

    /// The ticks up to `to` are done.
    fn count(&mut self, to: u64) {
        if self.on {
            self.ticks += to.saturating_sub(self.position);
        }
        self.position = self.position.max(to);
    }

    /// It ends with tick `until`, and what is not in the files by now is lost.
    fn give_up(&mut self, until: u64, requests: &mut Requests) {
        if self.start.is_some() {
            while let Some((tick, on)) = requests.next_switch(until) {
                self.count(tick);
                requests.switches.pop_front();
                self.on = on;
            }
            self.count(until);
        }
        self.progress.give_up(self.ticks * self.frame as u64);
        self.failed = Some("the file system did not respond in time".into());
        self.finished = true;
    }

    /// Sees whether files can be written.
    fn look_after(&mut self, hangs: bool, events: &mut Vec<EventKind>) {
        let (why, mended) = self.progress.trouble();
        let was_well = self.failed.is_none();
        self.failed = why.or_else(|| hangs.then(|| "the file system does not respond".into()));
        match (was_well, self.failed.is_none()) {
            (true, false) => events.push(EventKind::RecordingFailed),
            (false, true) => events.push(EventKind::RecordingRecovered),
            (true, true) if mended => {
                events.extend([EventKind::RecordingFailed, EventKind::RecordingRecovered])
            }
            _ => {}
        }
    }

    /// Notes for callers how it is.
    fn note(&self) {
        let state = match () {
            _ if self.finished => RecordState::Stopped,
            _ if self.failed.is_some() => RecordState::Failed,
            _ if self.start.is_none() => RecordState::Starting,
            _ if !self.on => RecordState::Paused,
            _ => RecordState::Running,
        };
        self.progress.update(|info| {
            info.state = state;
            if info.message != self.failed {
                info.message.clone_from(&self.failed);
            }
            info.start_tick = self.start.unwrap_or(0);
            info.tick = self.position;
            info.samples = self.ticks * self.frame as u64;
            self.tracks.iter().zip(&mut info.tracks).for_each(|(track, info)| track.note(info));
        });
    }

    /// Whether its files are whole, and nothing more is to be done.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Frees its taps, and silences what it plays. Returns what could not be silenced yet.
    pub fn end(&mut self, inner: &Inner) -> Vec<RecordingSound> {
        for track in &self.tracks {
            let _ = inner.tap_free(track.tap());
        }
        self.notification.end(inner)
    }
}
