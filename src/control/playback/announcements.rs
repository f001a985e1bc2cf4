//! Which recordings are announced, and to whom.
//!
//! An announcement plays to one participant, beside everything else that plays to it. A tap of the recording gets no
//! audio of a participant that has not heard it to the end: see
//! [`rt::tick::unannounced_mix`](crate::rt::tick::unannounced_mix).
#![cfg_attr(not(feature = "recorder"), allow(dead_code))]

use super::plays::PlayEndTick;
use crate::control::accounts::counted::Tables;
use crate::handle::{ParticipantId, RoomId};
use std::sync::Arc;
/// What a recording records.
#[derive(Clone, Debug, Default)]
pub struct RecordedTargets {
    /// Rooms.
    pub rooms: Vec<RoomId>,
    /// Participants. The rooms that they are in are recorded, too.
    pub participants: Vec<ParticipantId>,
}

/// A recording that is announced.
#[derive(Debug)]
pub struct Announcement {
    /// Its number.
    pub number: u64,
    /// The prompt.
    pub prompt: u32,
    /// What is recorded.
    pub recorded: RecordedTargets,
    /// Announcements that were made since the recording began and have not ended.
    pub sounds: Vec<RecordingSound>,
}

impl Announcement {
    /// Returns true if it plays to the participant in a slot.
    pub fn plays_to(&self, slot: u32) -> bool {
        let plays_to_it =
            |sounds: &&RecordingSound| matches!(sounds.listener, Listener::Slot(of) if of == slot);
        self.sounds.iter().filter(plays_to_it).any(|sounds| sounds.end_tick.ended().is_none())
    }
}

/// The announcements of all recordings.
#[derive(Debug, Default)]
pub struct Announcements {
    /// Those in progress.
    pub list: Vec<Announcement>,
    /// The last number.
    pub last_number: u64,
}

impl Announcements {
    /// Bytes that announcements of all recordings take at most: their targets and listeners.
    pub fn later_bytes(tables: &Tables) -> u64 {
        let recordings = tables.taps as u64;
        let sounds = tables.plays.min(tables.participants as usize).next_power_of_two().max(4);
        let each = 2 * size_of::<Announcement>()
            + sounds * (size_of::<RecordingSound>() + size_of::<Arc<PlayEndTick>>());
        // Each target of a track is in two growing lists.
        recordings * each as u64 + (tables.taps * 4 * size_of::<u64>()) as u64
    }
}

/// An announcement to make to one participant.
#[derive(Clone, Copy, Debug)]
pub struct AnnouncementRequest {
    /// Its slot.
    pub slot: u32,
    /// The number of the recording.
    pub number: u64,
    /// The prompt.
    pub prompt: u32,
    /// It has heard the announcement before, so recording it does not wait for the end.
    pub is_repeat: bool,
}

/// What a recording's sound plays to.
#[derive(Clone, Copy, Debug)]
pub enum Listener {
    /// The participant in a slot.
    Slot(u32),
    /// A room.
    Room(RoomId),
}

/// A sound of a recording that plays.
#[derive(Debug)]
pub struct RecordingSound {
    /// What it plays to.
    pub listener: Listener,
    /// Its node.
    pub node: u32,
    /// Gets the tick in which it ends.
    pub end_tick: Arc<PlayEndTick>,
}

/// The announcement at the start of a recording.
#[derive(Debug, Default)]
pub struct StartAnnouncement {
    /// The number of the recording.
    pub number: u64,
    /// The ends that the recording waits for, at most until tick `deadline`.
    pub end_ticks: Vec<Arc<PlayEndTick>>,
    /// The last tick in which it waits for them.
    pub deadline: u64,
}
