//! That one is recorded: announcements to each who is recorded, at the start or as it comes; beeps.
//!
//! An announcement plays to one participant at a time, beside all else that plays to it. A tap for the recording gets
//! nothing of a participant before that has heard it to the end: see [`rt::apart`](crate::rt::tick::unannounced_mix).
#![cfg_attr(not(feature = "recorder"), allow(dead_code))]

use super::plays::Watch;
use crate::control::accounts::counted::Tables;
use crate::handle::{ParticipantId, RoomId};
use std::sync::Arc;
/// EventSubject is recorded.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// Rooms.
    pub rooms: Vec<RoomId>,
    /// Participants, and so the rooms in which they are.
    pub people: Vec<ParticipantId>,
}

/// One recording that is announced.
#[derive(Debug)]
pub struct Notice {
    /// Its number.
    pub number: u64,
    /// What is played.
    pub prompt: u32,
    /// What is recorded.
    pub recorded: Recorded,
    /// To whom it was announced since the recording began, as far as that goes on.
    pub told: Vec<Told>,
}

impl Notice {
    /// Whether it plays to the participant in a slot.
    pub fn plays_to(&self, slot: u32) -> bool {
        let is_its = |told: &&Told| matches!(told.whom, Whom::Slot(of) if of == slot);
        self.told.iter().filter(is_its).any(|told| told.watch.ended().is_none())
    }
}

/// All of them.
#[derive(Debug, Default)]
pub struct Notices {
    /// Those that go on.
    pub list: Vec<Notice>,
    /// The number of the last one.
    pub last_number: u64,
}

impl Notices {
    /// Bytes that all recordings take here at most, if they are announced: whom they record, and to whom they say so.
    pub fn later_bytes(tables: &Tables) -> u64 {
        let recordings = tables.taps as u64;
        let told = tables.plays.min(tables.participants as usize).next_power_of_two().max(4);
        let each = 2 * size_of::<Notice>() + told * (size_of::<Told>() + size_of::<Arc<Watch>>());
        // Each target of a track is in two lists, which grow.
        recordings * each as u64 + (tables.taps * 4 * size_of::<u64>()) as u64
    }
}

/// A recording that is to be announced to the participant in a slot.
#[derive(Clone, Copy, Debug)]
pub struct Notify {
    /// Which slot.
    pub slot: u32,
    /// The number of the recording.
    pub number: u64,
    /// What is played.
    pub prompt: u32,
    /// It has heard it before, and nothing waits for that.
    pub is_again: bool,
}

/// To whom something about a recording plays.
#[derive(Clone, Copy, Debug)]
pub enum Whom {
    /// The participant in a slot.
    Slot(u32),
    /// A room.
    Room(RoomId),
}

/// A node that tells of a recording.
#[derive(Debug)]
pub struct Told {
    /// To whom it plays.
    pub whom: Whom,
    /// The node.
    pub node: u32,
    /// Tells its end.
    pub watch: Arc<Watch>,
}

/// An announcement that has begun.
#[derive(Debug, Default)]
pub struct Announced {
    /// The number of the recording.
    pub number: u64,
    /// Whose ends it waits for, but not beyond tick `patience`.
    pub watches: Vec<Arc<Watch>>,
    /// The last tick in which they are waited for.
    pub patience: u64,
}
