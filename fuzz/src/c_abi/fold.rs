//! The engine's events as a host folds them into a picture of its rooms.
//!
//! Within a tick, what commands did comes first, in the order of the commands; then what became of each room. So every
//! event must fit the picture that those before it have made.

use super::model::{COMMAND, Model};
use crate::abi::{self, Event};
use std::collections::{BTreeMap, BTreeSet};

/// A participant in a room, as far as events reported it.
#[derive(Clone, Copy, Debug)]
struct Presence {
    room: u64,
    state: u32,
    gain_mdb: i64,
    user: u64,
}

/// What events have reported.
#[derive(Debug, Default)]
pub struct Fold {
    rooms: BTreeSet<u64>,
    people: BTreeMap<u64, Presence>,
    sequence: u64,
    tick: u64,
    /// All but talkspurts, while nothing is lost.
    log: Vec<Event>,
    /// The keys that are down, of whom.
    down: Vec<(u64, u32)>,
    /// Marks of each participant, in order: their values count on from -2.
    marks: BTreeMap<u64, usize>,
    /// Events that were lost.
    pub lost: u64,
    /// Whether a gap was reported.
    pub has_gap: bool,
}

impl Fold {
    /// Takes one event.
    pub fn take(&mut self, event: &Event) {
        let lost = if event.kind == abi::GAP { event.value as u64 } else { 0 };
        assert_eq!(event.sequence, self.sequence + lost + 1, "{event:?}");
        self.sequence = event.sequence;
        assert!(event.tick >= self.tick, "{event:?} after tick {}", self.tick);
        self.tick = event.tick;
        match event.kind {
            abi::OPENED => assert!(self.rooms.insert(event.room), "opened twice: {event:?}"),
            abi::ENDED => {
                assert!(self.rooms.remove(&event.room), "not open: {event:?}");
                assert!(self.people.values().all(|p| p.room != event.room), "not empty: {event:?}");
            }
            abi::JOINED => {
                assert!(!self.people.contains_key(&event.participant), "elsewhere: {event:?}");
                self.come(event, event.value);
            }
            abi::LEFT => {
                assert!((event.reason == 0) == (event.resent == 1), "{event:?}");
                self.go(event, event.room);
            }
            abi::MOVED => {
                let gain_mdb = self.go(event, event.value as u64);
                self.come(event, gain_mdb);
            }
            abi::CHANGED => {
                let presence = self.presence(event);
                presence.state = event.state;
                presence.gain_mdb = event.value;
            }
            abi::TALK_STARTED | abi::TALK_STOPPED => self.talk(event),
            abi::DTMF_BEGAN | abi::DTMF_ENDED => self.press(event),
            abi::MARK_HEARD | abi::MARK_FLUSHED => self.mark(event),
            abi::GAP => {
                self.down.clear();
                self.lost += lost;
                self.has_gap = true;
            }
            _ => panic!("{event:?}"),
        }
        if event.kind < abi::TALK_STARTED && !self.has_gap {
            self.log.push(*event);
        }
    }

    /// The participant of whom an event tells, which is in the room of which it tells.
    fn presence(&mut self, event: &Event) -> &mut Presence {
        match self.people.get_mut(&event.participant) {
            Some(presence) if presence.room == event.room => presence,
            other => panic!("{event:?} of {other:?}"),
        }
    }

    fn come(&mut self, event: &Event, gain_mdb: i64) {
        assert!(self.rooms.contains(&event.room), "not open: {event:?}");
        let Event { room, state, user, .. } = *event;
        self.people.insert(event.participant, Presence { room, state, gain_mdb, user });
    }

    fn go(&mut self, event: &Event, from: u64) -> i64 {
        let gone = self.people.remove(&event.participant);
        if event.kind == abi::LEFT {
            self.down.retain(|(who, _)| *who != event.participant);
        }
        match gone {
            Some(presence) if presence.room == from && presence.user == event.user => presence.gain_mdb,
            other => panic!("{event:?} of {other:?}"),
        }
    }

    /// Keys go down and up in turn, but for what a gap has lost.
    fn press(&mut self, event: &Event) {
        self.presence(event);
        assert!(b"0123456789*#ABCD".contains(&(event.digit as u8)) && event.digit < 128, "{event:?}");
        assert!((1..=3).contains(&event.dtmf_source) && event.outcome == 0, "{event:?}");
        let which = (event.participant, event.digit);
        if event.kind == abi::DTMF_BEGAN {
            assert_eq!(event.dtmf_duration, 0);
            self.down.push(which);
            return;
        }
        let held = self.down.iter().position(|down| *down == which);
        assert!(held.is_some() || self.has_gap, "not down: {event:?}");
        if let Some(held) = held {
            self.down.remove(held);
        }
    }

    /// Each mark is reported once, in the order in which they were made, but for those that a gap has lost.
    fn mark(&mut self, event: &Event) {
        let reported = self.marks.entry(event.participant).or_default();
        let number = usize::try_from(event.value + 2).expect("a mark that nobody has made");
        let is_due = if self.has_gap { number >= *reported } else { number == *reported };
        assert!(is_due && event.resent == 0 && event.outcome == 0, "{event:?}, not {reported}");
        *reported = number + 1;
    }

    /// How many marks of a participant were reported or lost in a gap.
    pub fn marks(&self, participant: u64) -> usize {
        self.marks.get(&participant).copied().unwrap_or(0)
    }

    fn talk(&mut self, event: &Event) {
        let starts = event.kind == abi::TALK_STARTED;
        let presence = self.presence(event);
        assert_eq!(event.state & abi::TALKING != 0, starts, "{event:?}");
        assert!(event.resent == 1 || (presence.state & abi::TALKING != 0) != starts, "twice: {event:?}");
        presence.state = event.state;
    }

    /// When all is reported, it is what the model's ticks have made of the rooms; and, if none was lost, the events are
    /// those of the model.
    pub fn compare(&self, model: &Model) {
        let rooms: BTreeSet<u64> = model.rooms.iter().filter(|r| r.open).map(|r| r.handle).collect();
        assert_eq!(self.rooms, rooms, "rooms");
        let seated = model.sessions.iter().filter_map(|s| s.seat.map(|seat| (s, seat)));
        let expected: BTreeSet<_> = seated
            .map(|(s, seat)| {
                let gain = i64::from(seat.settings.gain_mdb);
                (s.handle, model.rooms[seat.room].handle, seat.settings.state(), gain, s.user)
            })
            .collect();
        let each =
            |(handle, p): (&u64, &Presence)| (*handle, p.room, p.state & !abi::TALKING, p.gain_mdb, p.user);
        let reported: BTreeSet<_> = self.people.iter().map(each).collect();
        assert_eq!(reported, expected, "who is where");
        for session in &model.sessions {
            let reported = self.marks(session.handle);
            assert!(reported <= session.marks, "marks of {:#x}", session.handle);
            let is_over = session.seat.is_none() && session.room.is_none();
            assert!(self.has_gap || !is_over || reported == session.marks, "marks of {:#x}", session.handle);
        }
        if !self.has_gap {
            self.compare_all(model);
        }
    }

    /// Tick by tick: what commands did in their order, then room by room what became of it.
    fn compare_all(&self, model: &Model) {
        let mut reported: Vec<Event> = self.log.clone();
        for event in &mut reported {
            event.sequence = 0;
            event.state &= !abi::TALKING;
        }
        let (mut reported, mut expected) = (&mut reported[..], &model.reported[..]);
        while let Some(first) = expected.first() {
            let of_tick = expected.iter().take_while(|event| event.tick == first.tick);
            let (count, commands) =
                (of_tick.clone().count(), of_tick.filter(|event| event.sequence == COMMAND).count());
            assert!(reported.len() >= count, "not reported: {:#?} of {expected:#?}", reported);
            let (now, later) = reported.split_at_mut(count);
            now[commands..].sort_by_key(|event| event.room);
            let mut due = expected[..count].to_vec();
            due[commands..].sort_by_key(|event| event.room);
            due.iter_mut().for_each(|event| event.sequence = 0);
            assert_eq!(*now, due[..]);
            (reported, expected) = (later, &expected[count..]);
        }
        assert!(reported.is_empty(), "{reported:#?}");
    }
}
