//! Whoever ends a conference, and however many at once: it ends once, for one reason, and the event agrees.
//! ThreadSanitizer watches it too: `tests/tsan.sh`.
//!
//! `MIXMINUS_RACES` (100,000) is how many conferences are raced for.

#[path = "support/realtime/mod.rs"]
mod realtime;

use mixminus::{
    Clock, DriverConfig, DtmfDigit, EndReason, Engine, EngineConfig, Event, EventKind, Handlers, JoinOptions,
    ParticipantConfig, ParticipantId, RoomId, RoomTemplate, SignalOutcome, Status,
};
use realtime::life::Random;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Duration;

const CROWD: usize = 50;
/// Of rooms with a time limit of a second.
const LIMIT_TICKS: usize = 50;

fn races() -> usize {
    std::env::var("MIXMINUS_RACES").ok().and_then(|races| races.parse().ok()).unwrap_or(100_000)
}

fn star() -> DtmfDigit {
    DtmfDigit::from_char('*').unwrap()
}

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

/// Rooms `t…` last a second.
fn engine() -> Engine {
    let engine = Engine::new(&EngineConfig {
        max_participants: 5 * CROWD as u32,
        max_rooms: 64,
        session_limit_s: 0,
        ..EngineConfig::default()
    })
    .unwrap();
    let large = RoomTemplate { capacity: 250, ..RoomTemplate::default() };
    engine.set_room_template(b"a", b"e", None, Some(&large)).unwrap();
    let timed = RoomTemplate { limit_s: 1, ..RoomTemplate::default() };
    for id in [b"t0", b"t1"] {
        engine.set_room_template(b"a", b"e", Some(id), Some(&timed)).unwrap();
    }
    engine
}

const IDS: [&[u8]; 4] = [b"t0", b"t1", b"f0", b"f1"];

fn options(index: usize) -> JoinOptions<'static> {
    JoinOptions { terminator: Some(star()), ..JoinOptions::without_dtmf(IDS[index % IDS.len()]) }
}

/// What one thread does to one of the crowd.
#[derive(Clone, Copy)]
enum Attack {
    HangUp,
    Remove,
    Close,
    Signal,
}

/// Goes through the crowd from somewhere and leaves out every other one; answers the signals that interrupted.
fn attack(
    engine: &Engine,
    crowd: &[(ParticipantId, RoomId)],
    attack: Attack,
    random: &mut Random,
) -> Vec<(ParticipantId, u64)> {
    let (start, mut interrupted) = (random.below(CROWD), Vec::new());
    for at in 0..CROWD {
        let (who, room) = crowd[(start + at) % CROWD];
        if random.once_in(2) {
            continue;
        }
        match attack {
            Attack::HangUp => engine.hang_up(who).unwrap(),
            Attack::Remove => match engine.remove(who, b"out") {
                Ok(()) => {}
                Err(error) => assert_eq!(error.status(), Status::NotInRoom),
            },
            Attack::Close if random.once_in(20) => match engine.room_close(room) {
                Ok(()) => {}
                Err(error) => assert_eq!(error.status(), Status::StaleHandle),
            },
            Attack::Close => {}
            Attack::Signal => {
                let (outcome, number) = engine.signal(who, b"s").unwrap();
                if outcome == SignalOutcome::Interrupted {
                    interrupted.push((who, number));
                }
            }
        }
    }
    interrupted
}

/// All leaves that events report, by participant: the reason and the value.
fn leaves(engine: &Engine) -> BTreeMap<ParticipantId, Vec<(EndReason, i64)>> {
    let (mut events, mut left) = ([Event::default(); 1024], BTreeMap::<_, Vec<_>>::new());
    let count = engine.poll(&mut events).unwrap();
    for event in &events[..count] {
        assert_ne!(event.kind, EventKind::Gap);
        if event.kind == EventKind::Left {
            left.entry(event.participant).or_default().push((event.reason, event.value));
        }
    }
    left
}

/// In the tick in which the time of half of the rooms is over and a third of the crowd press the terminator, four
/// threads hang up, remove, close and signal.
#[test]
fn raced_for_on_one_tick_a_conference_ends_for_one_reason_of_which_the_event_agrees() {
    const ATTACKS: [Attack; 4] = [Attack::HangUp, Attack::Remove, Attack::Close, Attack::Signal];
    let (engine, rounds) = (&engine(), races().div_ceil(CROWD));
    let gate = &Barrier::new(ATTACKS.len() + 1);
    let crowd = &Mutex::new(Vec::new());
    let mut seen = BTreeMap::<u32, u64>::new();
    let interrupted = &Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for (seed, kind) in ATTACKS.into_iter().enumerate() {
            scope.spawn(move || {
                let mut random = Random(17 + seed as u64);
                for _ in 0..rounds {
                    gate.wait();
                    let people: Vec<_> = crowd.lock().unwrap().clone();
                    gate.wait();
                    let hit = attack(engine, &people, kind, &mut random);
                    interrupted.lock().unwrap().extend(hit);
                    gate.wait();
                }
            });
        }
        let mut random = Random(5);
        for _ in 0..rounds {
            *crowd.lock().unwrap() = (0..CROWD)
                .map(|index| {
                    let who = call(engine);
                    (who, engine.join(who, &options(index)).unwrap())
                })
                .collect();
            let people: Vec<_> = crowd.lock().unwrap().clone();
            (0..LIMIT_TICKS).for_each(|_| assert!(engine.tick().is_ok()));
            assert!(leaves(engine).is_empty());
            for (who, _) in people.iter().step_by(3) {
                engine.inject_dtmf_begin(*who, star(), -10_000, 0).unwrap();
            }
            gate.wait();
            gate.wait();
            (0..random.below(2_000)).for_each(|_| std::hint::spin_loop());
            engine.tick().unwrap();
            gate.wait();
            // Who had not left yet when it was attacked leaves now.
            engine.tick().unwrap();
            let (left, hits) = (leaves(engine), std::mem::take(&mut *interrupted.lock().unwrap()));
            for (who, _) in &people {
                let end = engine.conference_end(*who).unwrap();
                let reported = left.get(who).map_or(&[][..], Vec::as_slice);
                let value = match end.reason {
                    EndReason::Signal => end.signal as i64,
                    EndReason::Terminator => i64::from(b'*'),
                    _ => 0,
                };
                let running = end.reason == EndReason::None;
                assert_eq!(reported, if running { vec![] } else { vec![(end.reason, value)] });
                assert_eq!(hits.get(who).copied().unwrap_or(0), end.signal);
                assert_eq!(engine.participant_info(*who).unwrap().room == RoomId::NONE, !running);
                let text: &[u8] = match end.reason {
                    EndReason::Signal => b"s",
                    EndReason::Removed => b"out",
                    _ => b"",
                };
                assert_eq!(&*end.text, text);
                *seen.entry(end.reason as u32).or_default() += 1;
                engine.participant_free(*who).unwrap();
            }
            engine.tick().unwrap();
            leaves(engine);
        }
    });
    println!("ends by reason: {seen:?}");
    for reason in [
        EndReason::HangUp,
        EndReason::RoomClosed,
        EndReason::Removed,
        EndReason::TimeLimit,
        EndReason::Terminator,
        EndReason::Signal,
    ] {
        assert!(seen.contains_key(&(reason as u32)), "{reason:?}");
    }
}

/// Two hundred calls that wait while others end them and a clock runs, of the engine's own or the host's.
fn none_hangs(has_drivers: bool) {
    const EACH: usize = 29;
    const DUE: [EndReason; 7] = [
        EndReason::HangUp,
        EndReason::HangUp,
        EndReason::Removed,
        EndReason::Signal,
        EndReason::Terminator,
        EndReason::RoomClosed,
        EndReason::TimeLimit,
    ];
    let engine = &engine();
    if has_drivers {
        let drivers = DriverConfig { clock: Clock::System, workers: 2, ..DriverConfig::default() };
        engine.start(&drivers).unwrap();
    }
    let (returned, handled) = (&AtomicUsize::new(0), &Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for (who, due) in
            (0..EACH).flat_map(|_| DUE).enumerate().map(|(index, due)| (call(engine), (index % 7, due)))
        {
            let (way, due) = due;
            scope.spawn(move || {
                let mut on_choice = |key: DtmfDigit| handled.lock().unwrap().push((who, key.to_char()));
                let on_signal = &mut |name: &[u8]| handled.lock().unwrap().push((who, name[0] as char));
                let handlers = Handlers { on_choice: Some(&mut on_choice), on_signal: Some(on_signal) };
                let id = match due {
                    EndReason::TimeLimit => 0,
                    EndReason::RoomClosed => 2,
                    _ => 3,
                };
                let end = engine.conference(who, &options(id), None, handlers).unwrap();
                assert_eq!(end.reason, due);
                let handler = handled.lock().unwrap().iter().filter(|(whose, _)| *whose == who).count();
                assert_eq!(handler, usize::from(matches!(due, EndReason::Terminator | EndReason::Signal)));
                returned.fetch_add(1, Ordering::Relaxed);
            });
            scope.spawn(move || {
                let room = loop {
                    match engine.participant_info(who).unwrap() {
                        info if info.room != RoomId::NONE => break info.room,
                        info if info.last_end != EndReason::None => return,
                        _ => thread::yield_now(),
                    }
                };
                let ended = match way {
                    0 => engine.participant_free(who),
                    1 => engine.hang_up(who),
                    2 => engine.remove(who, b""),
                    3 => engine.signal(who, b"s").map(drop),
                    4 => engine.inject_dtmf_begin(who, star(), -10_000, 0),
                    5 => engine.room_close(room),
                    _ => Ok(()),
                };
                // Another may have closed the room.
                assert!(way == 5 || ended.is_ok(), "{ended:?}");
            });
        }
        while returned.load(Ordering::Relaxed) < EACH * DUE.len() {
            if !has_drivers {
                engine.tick().unwrap();
            }
            thread::sleep(Duration::from_micros(200));
        }
    });
    assert_eq!(handled.lock().unwrap().len(), 2 * EACH);
}

#[test]
fn no_call_hangs_on_the_host_s_clock() {
    none_hangs(false);
}

#[test]
fn no_call_hangs_with_drivers() {
    none_hangs(true);
}
