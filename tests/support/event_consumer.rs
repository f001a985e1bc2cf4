//! A host that believes what events tell it, and objects to any that does not follow from those before.
#![allow(dead_code)]

use mixminus::{DtmfDigit, EndReason, Event, EventKind, ParticipantId, RoomId, STATE_TALKING};
use std::collections::{BTreeMap, BTreeSet};

/// What is believed of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Belief {
    pub room: RoomId,
    pub user: u64,
    pub state: u32,
    pub gain_mdb: i64,
}

/// What is believed of all.
#[derive(Debug, Default)]
pub struct Consumer {
    /// The rooms that are open.
    pub rooms: BTreeSet<RoomId>,
    /// The participants that are in rooms.
    pub people: BTreeMap<ParticipantId, Belief>,
    /// The keys that are down.
    pub down: Vec<(ParticipantId, DtmfDigit)>,
    /// Key presses that began.
    pub presses: u64,
    /// Events whose loss gaps have reported.
    pub lost: u64,
    sequence: u64,
    tick: u64,
    /// Within the tick: the room of the last event that is no command's.
    at_room: Option<u64>,
    /// Within the tick: a gap has been reported.
    again: bool,
}

/// The index of a room: bits 51–32 of its handle.
fn index(room: RoomId) -> u64 {
    room.0 >> 32 & 0xf_ffff
}

impl Consumer {
    /// Takes one event.
    pub fn take(&mut self, event: &Event) {
        self.check_number(event);
        self.check_order(event);
        let Event { kind, room, participant, user, state, value, .. } = *event;
        let known = self.people.get(&participant).copied();
        match kind {
            EventKind::RoomOpened => assert!(self.rooms.insert(room), "opened twice: {event:?}"),
            EventKind::RoomEnded => {
                assert!(self.rooms.remove(&room), "not open: {event:?}");
                assert!(self.people.values().all(|of| of.room != room), "not empty: {event:?}");
            }
            EventKind::Joined => {
                assert_eq!(known, None, "{event:?}");
                assert!(self.rooms.contains(&room), "{event:?}");
                self.people.insert(participant, Belief { room, user, state, gain_mdb: value });
            }
            EventKind::Moved => {
                let was = known.expect("who moves is in a room");
                assert_eq!(was.room.0 as i64, value, "{event:?}");
                assert!(self.rooms.contains(&room), "{event:?}");
                self.people.insert(participant, Belief { room, state, ..was });
            }
            EventKind::Changed => {
                let was = known.expect("who changes is in a room");
                assert_eq!(was.room, room, "{event:?}");
                self.people.insert(participant, Belief { state, gain_mdb: value, ..was });
            }
            EventKind::TalkStarted | EventKind::TalkStopped => {
                let was = known.expect("who talks is in a room");
                assert_eq!(was.room, room, "{event:?}");
                let talks = kind == EventKind::TalkStarted;
                assert_eq!(state & STATE_TALKING != 0, talks, "{event:?}");
                assert!(event.resent || (was.state & STATE_TALKING != 0) != talks, "again: {event:?}");
                self.people.insert(participant, Belief { state, ..was });
            }
            EventKind::DtmfBegan | EventKind::DtmfEnded => {
                assert_eq!(known.map(|of| of.room), Some(room), "{event:?}");
                self.press(event);
            }
            EventKind::Left => {
                self.down.retain(|(who, _)| *who != participant);
                assert_eq!(known.map(|of| of.room), Some(room), "{event:?}");
                assert_eq!(event.reason == EndReason::None, event.resent, "{event:?}");
                assert_eq!(state, 0);
                self.people.remove(&participant);
            }
            EventKind::Gap => {
                self.lost += value as u64;
                self.down.clear();
            }
            EventKind::PlayEnded => assert!(value > 0 && event.play_end.is_some(), "{event:?}"),
            EventKind::Signal => {
                assert!(event.signal.is_some(), "{event:?}");
                assert!(room == RoomId::NONE || known.map(|of| of.room) == Some(room), "{event:?}");
            }
            EventKind::RoomWarning => assert!(self.rooms.contains(&room), "{event:?}"),
            EventKind::RoomLocked | EventKind::SessionWarning | EventKind::SessionExpired => {}
            _ => panic!("{event:?}"),
        }
    }

    /// Keys go down and up; but for what a gap has lost, in turn.
    fn press(&mut self, event: &Event) {
        let press = event.dtmf.expect("which key");
        let which = (event.participant, press.digit);
        if event.kind == EventKind::DtmfBegan {
            assert_eq!(press.duration, 0, "{event:?}");
            self.presses += 1;
            self.down.push(which);
            return;
        }
        let held = self.down.iter().position(|down| *down == which);
        assert!(held.is_some() || self.lost > 0, "not down: {event:?}");
        held.map(|held| self.down.remove(held));
    }

    /// Numbers follow each other; only a gap leaves a hole, and tells its size.
    fn check_number(&mut self, event: &Event) {
        let hole = event.sequence - self.sequence - 1;
        let reported = if event.kind == EventKind::Gap { event.value as u64 } else { 0 };
        assert_eq!(hole, reported, "after {}: {event:?}", self.sequence);
        self.sequence = event.sequence;
    }

    /// Ticks rise; within one, what commands did comes first, as they were given, then what became of each
    /// room, in the order of their indices; then a gap, and only after it what is reported again.
    fn check_order(&mut self, event: &Event) {
        assert!(event.tick >= self.tick, "{event:?}");
        if event.tick > self.tick {
            (self.tick, self.at_room, self.again) = (event.tick, None, false);
        }
        self.again |= event.kind == EventKind::Gap;
        assert_eq!(event.resent, self.again && event.kind != EventKind::Gap, "{event:?}");
        if self.again {
            return;
        }
        match event.kind {
            EventKind::RoomOpened
            | EventKind::Joined
            | EventKind::Moved
            | EventKind::Changed
            | EventKind::Signal
            | EventKind::RoomLocked
            | EventKind::SessionWarning
            | EventKind::SessionExpired => {
                assert_eq!(self.at_room, None, "late: {event:?}");
            }
            EventKind::TalkStarted | EventKind::TalkStopped | EventKind::RoomEnded => {
                assert!(self.at_room.is_none_or(|room| room <= index(event.room)), "{event:?}");
                self.at_room = Some(index(event.room));
            }
            // A command's, or its room's, or of one in no room.
            EventKind::PlayEnded => {}
            // A command's, if the participant joins anew in this tick; else its room's.
            _ => assert!(self.at_room.is_none_or(|room| room <= index(event.room)), "{event:?}"),
        }
    }
}
