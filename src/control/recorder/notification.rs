//! What a recording says of itself: the announcement before it, the beeps while it goes on.

use super::config::RecordConfig;
use crate::control::accounts::usage::Owner;
use crate::control::engine::inner::Inner;
use crate::control::playback::announcements::{RecordedTargets, RecordingSound, StartAnnouncement};
use crate::control::taps::table::TapTarget;
use crate::error::Result;

/// The announcement and the beeps of one recording.
#[derive(Debug, Default)]
pub struct Notification {
    recorded: RecordedTargets,
    start: Option<StartAnnouncement>,
    /// The last tick of the announcement, once that is over.
    over: Option<u64>,
    beep_s: u32,
    /// The prompt of the beeps.
    beep: Option<u32>,
    beeps: Vec<RecordingSound>,
    /// After which tick the recording was switched on, for which they were begun.
    since: Option<u64>,
    /// What is to be silenced.
    ending: Vec<RecordingSound>,
}

impl Notification {
    /// Announces a recording of an account, if it is to be, by that number, and makes its beeps.
    pub fn begin(inner: &Inner, config: &RecordConfig, owner: Owner, notice: u64) -> Result<Notification> {
        let mut recorded = RecordedTargets::default();
        for track in &config.tracks {
            if let TapTarget::Room(room) = track.target {
                recorded.rooms.push(room);
            }
            recorded.people.extend(track.target.participant());
        }
        let beep_s = config.beep_s;
        let beep = if beep_s > 0 { Some(inner.make_beeps(owner, beep_s)?) } else { None };
        let announced = inner.announce(config.announcement, notice, &recorded);
        let announced = announced.inspect_err(|_| beep.iter().for_each(|beep| inner.drop_beeps(*beep)))?;
        Ok(Notification { recorded, start: announced, beep_s, beep, ..Notification::default() })
    }

    /// The last tick of the announcement, 0 if there was none; `None` while it goes on. All that ticks up to `now` have
    /// reported is to be known. One who cannot hear it is not waited for without end: it is recorded once it has.
    pub fn announced(&mut self, now: u64) -> Option<u64> {
        if self.over.is_none() {
            let deadline = self.start.as_ref().map_or(u64::MAX, |announced| announced.deadline);
            let end_ticks = self.start.iter().flat_map(|announced| &announced.end_ticks);
            let given_up = (now > deadline).then_some(deadline);
            let ends = end_ticks.map(|end_tick| end_tick.ended().map(|end| end.min(deadline)).or(given_up));
            self.over = ends.into_iter().try_fold(0, |last, end| Some(last.max(end?)));
            if let (Some(_), Some(announced)) = (self.over, &mut self.start) {
                announced.end_ticks = Vec::new();
            }
        }
        self.over
    }

    /// Beeps as long as the recording is on: since after tick `since`, if it is.
    pub fn look_after(&mut self, inner: &Inner, since: Option<u64>) {
        if let Some(beep) = self.beep.filter(|_| since != self.since) {
            self.ending.append(&mut self.beeps);
            if let Some(since) = since {
                let first = since + 1 + inner.config.ticks(self.beep_s);
                self.beeps = inner.beep(&self.recorded, beep, first);
            }
            // Where there is nobody to hear them yet, or no place, they are tried again.
            self.since = since.filter(|_| !self.beeps.is_empty());
        }
        if !self.ending.is_empty() {
            self.ending = inner.silence(std::mem::take(&mut self.ending));
        }
    }

    /// The recording is over. Answers what could not yet be silenced.
    pub fn end(&mut self, inner: &Inner) -> Vec<RecordingSound> {
        if let Some(announced) = self.start.take() {
            self.ending.extend(inner.end_announcement(&announced));
        }
        self.look_after(inner, None);
        self.beep.take().into_iter().for_each(|beep| inner.drop_beeps(beep));
        std::mem::take(&mut self.ending)
    }
}
