//! Private playback to one participant: prompts, one after the other, added to its output in a room, or alone in no
//! room; hold music; announcements of recordings.

use super::counters::ReaderCounts;
use super::play_queue::{PlayQueue, Plays};
use crate::rt::message::play_handle::PlayHandle;

/// Private playback to one participant.
#[derive(Debug)]
pub struct Playback {
    /// Prompts, in a room or in none.
    pub prompts: PlayQueue,
    /// Hold music.
    pub on_hold: PlayQueue,
    /// Announcements of recordings that it has not received to the end yet.
    pub announcements: PlayQueue,
    /// The sound that plays to its room when it leaves.
    pub leave_sound: Option<PlayHandle>,
    /// Its count of lost frames when its announcements last began.
    lost: u64,
    /// The tick of its last frame in no room.
    private_tick: u64,
}

/// How far the host of a participant has read its output.
#[derive(Clone, Copy, Debug)]
pub struct ReadProgress {
    /// The last tick up to which all frames were read or skipped.
    tick: u64,
    /// The host has read at least once. If it never reads, there is no line to play to.
    is_read: bool,
    /// Frames were lost since its announcements last began.
    has_lost: bool,
}

impl Playback {
    /// Nothing plays.
    pub const NONE: Playback = Playback {
        prompts: PlayQueue::EMPTY,
        on_hold: PlayQueue::EMPTY,
        announcements: PlayQueue::EMPTY,
        leave_sound: None,
        lost: 0,
        private_tick: u64::MAX,
    };

    /// Returns true if all queues are empty.
    pub fn is_empty(&self) -> bool {
        self.prompts.is_empty() && self.on_hold.is_empty() && self.announcements.is_empty()
    }

    /// Returns true if there are prompts or announcements: they also play while the participant is in no room.
    pub fn plays_privately(&self) -> bool {
        !(self.prompts.is_empty() && self.announcements.is_empty())
    }

    /// Prepares for another announcement. If it is the only one, counts lost frames from now on.
    pub fn begin_announcement(&mut self, counts: &ReaderCounts) {
        if self.announcements.is_empty() {
            self.note_lost(counts);
        }
    }

    /// Counts lost frames from now on.
    pub fn note_lost(&mut self, counts: &ReaderCounts) {
        self.lost = counts.lost.get();
    }

    /// Returns true if the participant got a frame in no room in that tick.
    pub fn played_privately_in(&self, tick: u64) -> bool {
        self.private_tick == tick
    }

    /// Notes that the participant gets a frame in no room in that tick.
    pub fn note_private_frame(&mut self, tick: u64) {
        self.private_tick = tick;
    }

    /// How far its host has read.
    pub fn progress(&self, counts: &ReaderCounts) -> ReadProgress {
        let tick = counts.tick.get();
        ReadProgress { tick, is_read: tick != 0, has_lost: counts.lost.get() != self.lost }
    }

    /// Reports each recording that was not yet announced to the participant to the end.
    pub fn unannounced_recordings(&mut self, plays: &Plays, counts: &ReaderCounts, report: impl FnMut(u64)) {
        if !self.announcements.is_empty() {
            let progress = self.progress(counts);
            plays.unannounced_recordings(&mut self.announcements, |tick| progress.has_received(tick), report);
        }
    }
}

impl ReadProgress {
    /// Returns true if the host reads at all.
    pub fn is_read(&self) -> bool {
        self.is_read
    }

    /// Returns true if frames were lost since the participant's announcements last began.
    pub fn has_lost(&self) -> bool {
        self.has_lost
    }

    /// Returns true if the participant has received an announcement whose last samples are in the frame of that tick.
    pub fn has_received(&self, tick: u64) -> bool {
        !self.is_read || (tick <= self.tick && !self.has_lost)
    }

    /// Returns true if the host reads, and has not read the frames up to `cap` before `tick`.
    pub fn is_behind(&self, cap: u64, tick: u64) -> bool {
        self.is_read && self.tick.saturating_add(cap).saturating_add(1) < tick
    }
}
