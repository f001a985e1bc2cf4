//! A room's snapshot agrees with the event stream: applying the events up to its number gives it, whatever happens and
//! whenever it is taken.

use mixminus::{
    Engine, EngineConfig, Event, EventKind, JoinOptions, ParticipantConfig, ParticipantId, RoomId,
    RoomMember, STATE_MUTED, Status,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};

const ROOMS: [&[u8]; 3] = [b"a", b"b", b"c"];

fn engine(participants: u32) -> Engine {
    let config = EngineConfig {
        max_participants: participants,
        max_rooms: 8,
        event_queue: 1 << 16,
        ..Default::default()
    };
    Engine::new(&config).unwrap()
}

fn participant(engine: &Engine, user: u64) -> ParticipantId {
    let config =
        ParticipantConfig { account: b"acme", environment: b"test", user, ..ParticipantConfig::default() };
    engine.participant_new(&config).unwrap()
}

/// Who is in a room: user value, state, gain.
type Members = BTreeMap<ParticipantId, (u64, u32, i32)>;

/// All rooms.
type Rooms = HashMap<RoomId, Members>;

/// Rooms as a host keeps them that does nothing but apply events.
#[derive(Default)]
struct Follower {
    rooms: Rooms,
    sequence: u64,
    /// What was, by the number of the event after which it was.
    past: Vec<(u64, Rooms)>,
}

impl Follower {
    fn follow(&mut self, engine: &Engine) {
        let mut events = [Event::default(); 64];
        loop {
            let count = engine.poll(&mut events).unwrap();
            events[..count].iter().for_each(|event| self.apply(event));
            if count < events.len() {
                return;
            }
        }
    }

    fn apply(&mut self, event: &Event) {
        self.sequence = event.sequence;
        let state = (event.user, event.state, event.value as i32);
        match event.kind {
            EventKind::RoomOpened => drop(self.rooms.insert(event.room, BTreeMap::new())),
            EventKind::RoomEnded => assert!(self.rooms.remove(&event.room).unwrap().is_empty()),
            EventKind::Joined | EventKind::Changed => {
                self.rooms.get_mut(&event.room).unwrap().insert(event.participant, state);
            }
            EventKind::Moved => {
                let from = RoomId(event.value as u64);
                let (user, _, gain) = self.rooms.get_mut(&from).unwrap().remove(&event.participant).unwrap();
                let to = self.rooms.get_mut(&event.room).unwrap();
                to.insert(event.participant, (user, event.state, gain));
            }
            EventKind::Left => {
                self.rooms.get_mut(&event.room).unwrap().remove(&event.participant).unwrap();
            }
            other => panic!("{other:?}"),
        }
        self.past.push((event.sequence, self.rooms.clone()));
    }

    /// Who was in a room after the event of that number.
    fn at(&self, sequence: u64, room: RoomId) -> Members {
        let past = self.past.iter().rev().find(|(number, _)| *number <= sequence);
        past.and_then(|(_, rooms)| rooms.get(&room)).cloned().unwrap_or_default()
    }
}

fn members(members: &[RoomMember]) -> Members {
    members.iter().map(|m| (m.participant, (m.user, m.state, m.gain.mdb()))).collect()
}

#[derive(Clone, Debug)]
enum Step {
    Join(usize, usize),
    Leave(usize),
    Move(usize, usize),
    Mute(usize, bool),
    Gain(usize, i32),
    Close(usize),
    Tick,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..6_usize, 0..3_usize).prop_map(|(who, room)| Step::Join(who, room)),
        (0..6_usize).prop_map(Step::Leave),
        (0..6_usize, 0..3_usize).prop_map(|(who, room)| Step::Move(who, room)),
        (0..6_usize, any::<bool>()).prop_map(|(who, mute)| Step::Mute(who, mute)),
        (0..6_usize, -60_000..=24_000).prop_map(|(who, gain)| Step::Gain(who, gain)),
        (0..3_usize).prop_map(Step::Close),
        Just(Step::Tick),
        Just(Step::Tick),
    ]
}

proptest! {
    #[test]
    fn it_is_what_the_events_up_to_its_number_say(steps in prop::collection::vec(step(), 1..120)) {
        let engine = engine(6);
        let all: Vec<_> = (0..6).map(|user| participant(&engine, user)).collect();
        let mut follower = Follower::default();
        let mut known = Vec::new();
        for step in steps {
            // Most steps are refused in some states, which is as good.
            match step {
                Step::Join(who, room) => {
                    if let Ok(room) = engine.join(all[who], &JoinOptions::new(ROOMS[room])) {
                        known.push(room);
                    }
                }
                Step::Leave(who) => drop(engine.leave(all[who])),
                Step::Move(who, room) => {
                    if let Ok(room) = engine.move_to(all[who], ROOMS[room]) {
                        known.push(room);
                    }
                }
                Step::Mute(who, mute) => drop(engine.set_mute(all[who], mute)),
                Step::Gain(who, gain) => drop(engine.set_gain(all[who], mixminus::Gain::from_mdb(gain).unwrap())),
                Step::Close(room) => {
                    if let Ok(room) = engine.room_find(b"acme", b"test", ROOMS[room]) {
                        engine.room_close(room).unwrap();
                    }
                }
                Step::Tick => drop(engine.tick().unwrap()),
            }
            follower.follow(&engine);
            for &room in &known {
                match engine.room_snapshot(room) {
                    Ok(snapshot) => {
                        prop_assert_eq!(snapshot.sequence, follower.sequence);
                        prop_assert_eq!(members(&snapshot.members), follower.at(snapshot.sequence, room));
                    }
                    Err(error) => {
                        prop_assert_eq!(error.status(), Status::StaleHandle);
                        prop_assert!(!follower.rooms.contains_key(&room));
                    }
                }
            }
        }
    }
}

#[test]
fn taken_while_ticks_run_it_is_never_torn() {
    let engine = engine(64);
    let all: Vec<_> = (0..64).map(|user| participant(&engine, user)).collect();
    let room = engine.join(all[0], &JoinOptions::new(b"a")).unwrap();
    for &one in &all[1..] {
        engine.join(one, &JoinOptions::new(b"a")).unwrap();
    }
    engine.tick().unwrap();
    let done = AtomicBool::new(false);
    let (snapshots, follower) = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut snapshots = Vec::new();
            while !done.load(Ordering::Relaxed) {
                if let Ok(snapshot) = engine.room_snapshot(room) {
                    snapshots.push(snapshot);
                }
            }
            snapshots
        });
        let mut follower = Follower::default();
        for round in 0..400 {
            // All are muted in one tick, and heard again in the next: any mixture would be a torn reading.
            for &one in &all {
                engine.set_mute(one, round % 2 == 0).unwrap();
            }
            engine.tick().unwrap();
            follower.follow(&engine);
        }
        done.store(true, Ordering::Relaxed);
        (reader.join().unwrap(), follower)
    });
    assert!(!snapshots.is_empty());
    for snapshot in snapshots {
        let muted = snapshot.members.iter().filter(|member| member.state & STATE_MUTED != 0).count();
        assert!(snapshot.members.len() == 64 && (muted == 0 || muted == 64), "{muted} of 64 are muted");
        if follower.past[0].0 <= snapshot.sequence {
            assert_eq!(members(&snapshot.members), follower.at(snapshot.sequence, room));
        }
    }
}
