//! A recording as the recorder's thread works on it. It touches no file: a thread of the pool writes what was taken
//! from the taps. Until that has finished nothing more is taken, so a file system that hangs costs frames of this
//! recording only.

use super::config::{HANG_TIMEOUT, RecordState, STOP_TIMEOUT};
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
/// How often recorded samples are written to the files.
const FLUSH_EVERY: Duration = Duration::from_millis(500);

/// A task for a thread of the pool.
pub enum FileTask {
    /// Write pending samples. `ends`: no more samples will come. `urgent`: the recorder's thread waits for it.
    Write { progress: Arc<Progress>, writers: Vec<TrackWriter>, ends: bool, urgent: bool },
    /// Close files that nobody waits for any more. This may hang.
    Close { progress: Arc<Progress>, writers: Vec<TrackWriter> },
}

/// A recording in progress.
pub struct ActiveRecording {
    tracks: Vec<Track>,
    progress: Arc<Progress>,
    /// The recorded room, if there is one.
    pub room: RoomId,
    notification: Notification,
    start: Option<u64>,
    /// The last tick that was taken.
    position: u64,
    on: bool,
    /// The tick after which `on` applies.
    since: u64,
    /// Ticks that were recorded.
    ticks: u64,
    /// Samples of a frame at the engine's own rate.
    frame: usize,
    /// Why nothing can be written.
    failed: Option<String>,
    /// Everything was taken and is being written for the last time.
    closing: bool,
    finished: bool,
    flushed: Instant,
    task: Option<FileTask>,
}

impl ActiveRecording {
    /// A recording that waits for its first tick. `frame`: samples of a frame at the engine's own rate.
    pub fn new(
        tracks: Vec<Track>,
        progress: Arc<Progress>,
        room: RoomId,
        notification: Notification,
        frame: usize,
    ) -> ActiveRecording {
        ActiveRecording {
            tracks,
            progress,
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

    /// Takes the task for a thread of the pool, if there is one.
    pub fn take_task(&mut self) -> Option<FileTask> {
        self.task.take()
    }

    /// Its progress.
    pub fn progress(&self) -> &Arc<Progress> {
        &self.progress
    }

    /// Takes everything up to tick `now`, whose reports are known, as the requests say. Returns the events to send.
    /// A task for the pool may be left in [`ActiveRecording::take_task`]. Requests for later ticks stay in `requests`.
    pub fn work(&mut self, inner: &Inner, now: u64, requests: &mut Requests) -> Vec<EventKind> {
        let shared = &inner.shared;
        let mut events = Vec::new();
        let announced = self.notification.announced(now);
        let ended = self.find_span(shared, announced, requests.stop, &mut events);
        let mut until = requests.stop.unwrap_or(now).min(now);
        until = ended.map_or(until, |last| until.min(last));
        let over = requests.stop.is_some_and(|stop| stop <= now) || ended.is_some_and(|last| last <= now);
        let writers = self.progress.take();
        let hangs = writers.is_none() && self.progress.still_for() >= HANG_TIMEOUT;
        self.check_files(hangs, &mut events);
        let waited = requests.waited_since.map_or(Duration::ZERO, |waited_since| waited_since.elapsed());
        match writers {
            Some(_) if self.closing => self.finished = true,
            writers if waited >= STOP_TIMEOUT || hangs && waited >= HANG_TIMEOUT => {
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
        self.notification.update_beeps(inner, since.filter(|_| is_recorded));
        self.update_info();
        events
    }

    /// Finds the first tick: the first of which every tap has a frame, after the announcement. Returns the last
    /// tick, once everything that it records has ended.
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
            // A recording that has ended before its first tick never begins.
            if stop.is_none_or(|stop| first <= stop) && (!over || first <= last) {
                self.start = Some(first);
                self.position = first - 1;
                events.push(EventKind::RecordingStarted);
            }
        }
        over.then_some(last)
    }

    /// Takes ticks up to `until`, as requested. Returns false if samples must be written first.
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

    /// Takes ticks up to `to`, or as many as there is room for: then it returns false.
    fn advance(&mut self, shared: &Shared, to: u64, writers: &mut [TrackWriter]) -> bool {
        if self.start.is_none() {
            // Audio during the announcement is not recorded.
            self.tracks.iter_mut().for_each(|track| track.advance(shared, to, to, None));
            return true;
        }
        while to > self.position {
            let frames = self.tracks.iter().zip(&*writers).map(|(track, writer)| track.room(&writer.pending));
            let room = if self.on { frames.min().unwrap_or(0) } else { usize::MAX };
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

    /// Counts the ticks up to `to` as taken.
    fn count(&mut self, to: u64) {
        if self.on {
            self.ticks += to.saturating_sub(self.position);
        }
        self.position = self.position.max(to);
    }

    /// Ends the recording with tick `until`. What is not in the files by now is lost.
    fn give_up(&mut self, until: u64, requests: &mut Requests) {
        if self.start.is_some() {
            while let Some((tick, on)) = requests.next_switch(until) {
                self.count(tick);
                requests.switches.pop_front();
                self.on = on;
            }
            self.count(until);
        }
        self.progress.give_up(self.tracks.iter().map(|track| self.ticks * track.frame() as u64));
        self.failed = Some("the file system did not respond in time".into());
        self.finished = true;
    }

    /// Checks whether files can be written, and adds the events that follow.
    fn check_files(&mut self, hangs: bool, events: &mut Vec<EventKind>) {
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

    /// Updates the state that callers query.
    fn update_info(&self) {
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
            self.tracks.iter().zip(&mut info.tracks).for_each(|(track, info)| track.copy_counters(info));
        });
    }

    /// Returns true if it has ended and its files are complete, or were given up.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Frees its taps and stops its sounds. Returns the sounds that could not be stopped yet.
    pub fn end(&mut self, inner: &Inner) -> Vec<RecordingSound> {
        for track in &self.tracks {
            let _ = inner.tap_free(track.tap());
        }
        self.notification.end(inner)
    }
}
