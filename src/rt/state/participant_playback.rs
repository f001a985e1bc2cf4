//! What plays to one participant alone: prompts, one after the other, over what it hears in its room, or by themselves while
//! it is in none; hold music; announcements that it is recorded.

use super::counters::ReaderCounts;
use super::play_queue::{PlayQueue, Plays};
use crate::rt::message::play_handle::PlayHandle;

/// What plays to one participant alone.
#[derive(Debug)]
pub struct Playback {
    /// What the host plays to it, in a room or in none.
    pub prompts: PlayQueue,
    /// What it hears on hold.
    pub on_hold: PlayQueue,
    /// That it is recorded, or will be: what it has not heard of that yet.
    pub announcements: PlayQueue,
    /// What its room hears as it leaves.
    pub leave_sound: Option<PlayHandle>,
    /// Of the frames for it, how many were lost when its announcements last began.
    lost: u64,
    /// The tick of the last frame that it got in no room.
    private_tick: u64,
}

/// How far the host of a participant has read its output.
#[derive(Clone, Copy, Debug)]
pub struct ReadProgress {
    /// The last tick up to which all was read.
    tick: u64,
    /// The host reads at all: if it does not, it has no line on which anything could be heard.
    is_read: bool,
    /// Frames were lost since its announcements last began.
    has_lost: bool,
}

impl Playback {
    /// Nothing.
    pub const NONE: Playback = Playback {
        prompts: PlayQueue::EMPTY,
        on_hold: PlayQueue::EMPTY,
        announcements: PlayQueue::EMPTY,
        leave_sound: None,
        lost: 0,
        private_tick: u64::MAX,
    };

    /// Returns true if nothing plays or waits to.
    pub fn is_empty(&self) -> bool {
        self.prompts.is_empty() && self.on_hold.is_empty() && self.announcements.is_empty()
    }

    /// Returns true if something plays or waits that also plays while the participant is in no room.
    pub fn plays_privately(&self) -> bool {
        !(self.prompts.is_empty() && self.announcements.is_empty())
    }

    /// Another announcement is to play: frames count as lost from now on, if it is the only one.
    pub fn begin_announcement(&mut self, counts: &ReaderCounts) {
        if self.announcements.is_empty() {
            self.note_lost(counts);
        }
    }

    /// Frames count as lost from now on.
    pub fn note_lost(&mut self, counts: &ReaderCounts) {
        self.lost = counts.lost.get();
    }

    /// Returns true if the participant got a frame in no room in that tick.
    pub fn played_privately_in(&self, tick: u64) -> bool {
        self.private_tick == tick
    }

    /// The participant gets a frame in no room in that tick.
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

    /// Returns true if the participant has heard what the frame of that tick ends.
    pub fn has_received(&self, tick: u64) -> bool {
        !self.is_read || (tick <= self.tick && !self.has_lost)
    }

    /// Returns true if the host reads, and has not read the frames up to `cap` before `tick`.
    pub fn is_behind(&self, cap: u64, tick: u64) -> bool {
        self.is_read && self.tick.saturating_add(cap).saturating_add(1) < tick
    }
}
