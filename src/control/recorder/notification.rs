//! How a recording notifies participants: the announcement at its start, and beeps.

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
    /// The last tick of the announcement, once it has ended.
    over: Option<u64>,
    beep_s: u32,
    /// The prompt of the beeps.
    beep: Option<u32>,
    beeps: Vec<RecordingSound>,
    /// The tick after which recording went on, for which the current beeps were started.
    since: Option<u64>,
    /// Sounds to stop.
    ending: Vec<RecordingSound>,
}

impl Notification {
    /// Announces a recording of an account under the number `notice`, if it is configured, and makes its beeps.
    pub fn begin(inner: &Inner, config: &RecordConfig, owner: Owner, notice: u64) -> Result<Notification> {
        let mut recorded = RecordedTargets::default();
        for track in &config.tracks {
            if let TapTarget::Room(room) = track.target {
                recorded.rooms.push(room);
            }
            recorded.participants.extend(track.target.participant());
        }
        let beep_s = config.beep_s;
        let beep = if beep_s > 0 { Some(inner.make_beeps(owner, beep_s)?) } else { None };
        let announced = inner.announce(config.announcement, notice, &recorded);
        let announced = announced.inspect_err(|_| beep.iter().for_each(|beep| inner.drop_beeps(*beep)))?;
        Ok(Notification { recorded, start: announced, beep_s, beep, ..Notification::default() })
    }

    /// The last tick of the announcement, 0 if there was none; `None` while it goes on. The reports of ticks up to
    /// `now` must have been taken. It does not wait without limit for a participant that cannot hear it; that one is
    /// recorded once it has.
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

    /// Starts or stops the beeps. `since`: the tick after which the recording went on; `None`: it is paused or
    /// over.
    pub fn update_beeps(&mut self, inner: &Inner, since: Option<u64>) {
        if let Some(beep) = self.beep.filter(|_| since != self.since) {
            self.ending.append(&mut self.beeps);
            if let Some(since) = since {
                let first = since + 1 + inner.config.ticks(self.beep_s);
                self.beeps = inner.beep(&self.recorded, beep, first);
            }
            // If there was no listener or no free node yet, this is tried again.
            self.since = since.filter(|_| !self.beeps.is_empty());
        }
        if !self.ending.is_empty() {
            self.ending = inner.silence(std::mem::take(&mut self.ending));
        }
    }

    /// Ends the notification. Returns the sounds that could not be stopped yet.
    pub fn end(&mut self, inner: &Inner) -> Vec<RecordingSound> {
        if let Some(announced) = self.start.take() {
            self.ending.extend(inner.end_announcement(&announced));
        }
        self.update_beeps(inner, None);
        self.beep.take().into_iter().for_each(|beep| inner.drop_beeps(beep));
        std::mem::take(&mut self.ending)
    }
}
