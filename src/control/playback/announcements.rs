//! That one is recorded: announcements to each who is recorded, at the start or as it comes; beeps.
//!
//! An announcement plays to one participant at a time, beside all else that plays to it. A tap for the recording gets
//! nothing of a participant before that has heard it to the end: see [`rt::apart`](crate::rt::tick::unannounced_mix).
#![cfg_attr(not(feature = "recorder"), allow(dead_code))]

use super::plays::PlayEndTick;
use crate::control::accounts::counted::Tables;
use crate::handle::{ParticipantId, RoomId};
use std::sync::Arc;
/// EventSubject is recorded.
#[derive(Clone, Debug, Default)]
pub struct RecordedTargets {
    /// Rooms.
    pub rooms: Vec<RoomId>,
    /// Participants, and so the rooms in which they are.
    pub people: Vec<ParticipantId>,
}

/// One recording that is announced.
#[derive(Debug)]
pub struct Announcement {
    /// Its number.
    pub number: u64,
    /// What is played.
    pub prompt: u32,
    /// What is recorded.
    pub recorded: RecordedTargets,
    /// To listener it was announced since the recording began, as far as that goes on.
    pub sounds: Vec<RecordingSound>,
}

impl Announcement {
    /// Whether it plays to the participant in a slot.
    pub fn plays_to(&self, slot: u32) -> bool {
        let plays_to_it =
            |sounds: &&RecordingSound| matches!(sounds.listener, Listener::Slot(of) if of == slot);
        self.sounds.iter().filter(plays_to_it).any(|sounds| sounds.end_tick.ended().is_none())
    }
}

/// All of them.
#[derive(Debug, Default)]
pub struct Announcements {
    /// Those that go on.
    pub list: Vec<Announcement>,
    /// The number of the last one.
    pub last_number: u64,
}

impl Announcements {
    /// Bytes that all recordings take here at most, if they are announced: listener they record, and to listener they say so.
    pub fn later_bytes(tables: &Tables) -> u64 {
        let recordings = tables.taps as u64;
        let sounds = tables.plays.min(tables.participants as usize).next_power_of_two().max(4);
        let each = 2 * size_of::<Announcement>()
            + sounds * (size_of::<RecordingSound>() + size_of::<Arc<PlayEndTick>>());
        // Each target of a track is in two lists, which grow.
        recordings * each as u64 + (tables.taps * 4 * size_of::<u64>()) as u64
    }
}

/// A recording that is to be announced to the participant in a slot.
#[derive(Clone, Copy, Debug)]
pub struct AnnouncementRequest {
    /// Which slot.
    pub slot: u32,
    /// The number of the recording.
    pub number: u64,
    /// What is played.
    pub prompt: u32,
    /// It has heard it before, and nothing waits for that.
    pub is_repeat: bool,
}

/// To listener something about a recording plays.
#[derive(Clone, Copy, Debug)]
pub enum Listener {
    /// The participant in a slot.
    Slot(u32),
    /// A room.
    Room(RoomId),
}

/// A node that tells of a recording.
#[derive(Debug)]
pub struct RecordingSound {
    /// To listener it plays.
    pub listener: Listener,
    /// The node.
    pub node: u32,
    /// Tells its end.
    pub end_tick: Arc<PlayEndTick>,
}

/// An announcement that has begun.
#[derive(Debug, Default)]
pub struct StartAnnouncement {
    /// The number of the recording.
    pub number: u64,
    /// Whose ends it waits for, but not beyond tick `deadline`.
    pub end_ticks: Vec<Arc<PlayEndTick>>,
    /// The last tick in which they are waited for.
    pub deadline: u64,
}
