//! The end of a session's time, whoever is about to join at that moment: it is in no room any more.
//! ThreadSanitizer watches it too: `tests/tsan.sh`.

use mixminus::{
    EndReason, Engine, EngineConfig, Event, EventKind, JoinOptions, ParticipantConfig, ParticipantId, RoomId,
    Status,
};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

const PEOPLE: usize = 32;
const LIMIT_TICKS: u64 = 50;

fn call(engine: &Engine) -> ParticipantId {
    engine
        .participant_new(&ParticipantConfig {
            account: b"a",
            environment: b"e",
            user: 1,
            ..ParticipantConfig::default()
        })
        .unwrap()
}

/// Joins and leaves, one after the other, until `stop` is set; counts its rounds.
fn come_and_go(engine: &Engine, people: &[ParticipantId], over: &AtomicBool, rounds: &AtomicUsize) {
    while !over.load(Ordering::Relaxed) {
        rounds.fetch_add(1, Ordering::Relaxed);
        for person in people {
            // Nobody leaves after the end of its time: that would hide that it had come in.
            let joined = engine.join(*person, &JoinOptions::without_dtmf(b"r"));
            match joined.map_err(|error| error.status()) {
                Ok(_) | Err(Status::SessionExpired | Status::QueueFull) => {}
                Err(Status::AlreadyInRoom) => drop(engine.leave(*person)),
                Err(other) => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn a_session_whose_time_is_over_is_in_no_room_even_if_it_joined_in_that_very_tick() {
    let config = EngineConfig {
        max_participants: PEOPLE as u32 + 1,
        max_rooms: 4,
        event_queue: 65_536,
        session_limit_s: 1,
        ..EngineConfig::default()
    };
    let engine = &Engine::new(&config).unwrap();
    let mut by_time = 0;
    for _ in 0..500 {
        let people: Vec<_> = (0..PEOPLE).map(|_| call(engine)).collect();
        (1..LIMIT_TICKS / 2).for_each(|_| assert!(engine.tick().is_ok()));
        // One that is younger keeps the room.
        let keeper = call(engine);
        engine.join(keeper, &JoinOptions::without_dtmf(b"r")).unwrap();
        (LIMIT_TICKS / 2..LIMIT_TICKS - 2).for_each(|_| assert!(engine.tick().is_ok()));
        let (over, rounds) = (&AtomicBool::new(false), &AtomicUsize::new(0));
        thread::scope(|scope| {
            for part in people.chunks(PEOPLE / 2) {
                scope.spawn(move || come_and_go(engine, part, over, rounds));
            }
            // They are in the midst of it in each of these ticks, of which the third ends their time.
            for tick in 0..5 {
                while rounds.load(Ordering::Relaxed) < 4 * (tick + 1) {
                    std::hint::spin_loop();
                }
                engine.tick().unwrap();
            }
            over.store(true, Ordering::Relaxed);
        });
        (0..16).for_each(|_| assert!(engine.tick().is_ok()));
        let mut events = vec![Event::default(); 65_536];
        let count = engine.poll(&mut events).unwrap();
        let of_them = |event: &&Event| event.participant != keeper;
        let reported =
            |kind| events[..count].iter().filter(of_them).filter(|event| event.kind == kind).count();
        assert_eq!(reported(EventKind::SessionExpired), PEOPLE);
        assert_eq!(reported(EventKind::Joined), reported(EventKind::Left));
        for person in people {
            let info = engine.participant_info(person).unwrap();
            assert_eq!(info.room, RoomId::NONE);
            by_time += u32::from(info.last_end == EndReason::TimeLimit);
            engine.participant_free(person).unwrap();
        }
        assert_eq!(engine.stats().active_participants, 1);
        engine.participant_free(keeper).unwrap();
        engine.tick().unwrap();
        engine.poll(&mut events).unwrap();
    }
    println!("{by_time} were in a room at the end of their time");
}
