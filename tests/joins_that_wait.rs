//! What waits for a tick, and what happens within one: joins and their ends, an injected terminator, taps of a
//! participant that is freed.

use mixminus::{
    DtmfDigit, EndReason, Engine, EngineConfig, Event, EventKind, JoinOptions, ParticipantConfig,
    ParticipantId, RoomId, TapFrame, TapTarget,
};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

const FRAME: usize = 160;

fn engine(people: u32) -> Engine {
    Engine::new(&EngineConfig {
        max_participants: people,
        max_rooms: 64,
        prefill_ms: 0,
        command_queue: 8_192,
        event_queue: 65_536,
        ..EngineConfig::default()
    })
    .unwrap()
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

fn polled(engine: &Engine) -> Vec<Event> {
    let mut events = vec![Event::default(); 65_536];
    let count = engine.poll(&mut events).unwrap();
    events.truncate(count);
    events
}

fn star() -> DtmfDigit {
    DtmfDigit::from_char('*').unwrap()
}

/// (room, why, value) of each leave of a participant.
fn leaves(events: &[Event], who: ParticipantId) -> Vec<(RoomId, EndReason, i64)> {
    let left = |event: &&Event| event.kind == EventKind::Left && event.participant == who;
    events.iter().filter(left).map(|event| (event.room, event.reason, event.value)).collect()
}

#[test]
fn a_leave_says_how_the_join_ended_that_it_names_however_many_wait() {
    // So many commands of another between two joins: up to 256 are applied in a tick.
    for between in [0, 1, 7, 20, 60, 255, 300] {
        let engine = &engine(4);
        let (who, other) = (call(engine), call(engine));
        engine.join(other, &JoinOptions::without_dtmf(b"other")).unwrap();
        engine.tick().unwrap();
        let mut expected = Vec::new();
        for join in 0..24 {
            let id = [join as u8 + 1];
            let room = engine.join(who, &JoinOptions::without_dtmf(&id)).unwrap();
            if join == 0 {
                engine.tick().unwrap();
            }
            expected.push(match join % 3 {
                0 => {
                    let (_, number) = engine.signal(who, b"s").unwrap();
                    (room, EndReason::Signal, number as i64)
                }
                1 => {
                    engine.leave(who).unwrap();
                    (room, EndReason::Removed, 0)
                }
                _ => {
                    engine.room_close(room).unwrap();
                    (room, EndReason::RoomClosed, 0)
                }
            });
            let room = engine.participant_info(other).unwrap().room;
            (0..between).for_each(|_| engine.set_room_locked(room, false).unwrap());
        }
        (0..40).for_each(|_| assert!(engine.tick().is_ok()));
        let events = polled(engine);
        assert_eq!(leaves(&events, who), expected, "{between} between");
        let of = |kind| events.iter().filter(|event| event.kind == kind && event.participant == who).count();
        assert_eq!(of(EventKind::Joined), 24);
        assert_eq!(engine.stats().active_participants, 1);
        assert_eq!(engine.stats().active_rooms, 1);
    }
}

#[test]
fn while_a_join_waits_the_one_before_is_neither_heard_nor_hears() {
    let engine = &engine(4);
    let (who, other) = (call(engine), call(engine));
    engine.join(other, &JoinOptions::without_dtmf(b"first")).unwrap();
    engine.join(who, &JoinOptions::without_dtmf(b"first")).unwrap();
    let mut frame = [0; FRAME];
    engine.write(who, &[5_000; 2 * FRAME]).unwrap();
    engine.tick().unwrap();
    engine.read(other, &mut frame).unwrap();
    assert_eq!(frame[FRAME - 1], 5_000);
    engine.leave(who).unwrap();
    let room = engine.participant_info(other).unwrap().room;
    (0..600).for_each(|_| engine.set_room_locked(room, false).unwrap());
    engine.join(who, &JoinOptions::without_dtmf(b"second")).unwrap();
    engine.write(who, &[9_000; 8 * FRAME]).unwrap();
    engine.write(other, &[7_000; 8 * FRAME]).unwrap();
    for tick in 0..3 {
        engine.tick().unwrap();
        engine.read(other, &mut frame).unwrap();
        let heard = frame.iter().map(|x| x.unsigned_abs()).max().unwrap();
        assert!(heard <= if tick == 0 { 5_000 } else { 0 } && frame[FRAME - 1] == 0, "tick {tick}: {heard}");
        engine.read(who, &mut frame).unwrap();
        assert!(frame.iter().all(|x| *x == 0), "tick {tick}");
    }
}

#[test]
fn an_injected_terminator_leaves_before_what_waits_behind_it() {
    let engine = engine(4);
    let options = JoinOptions { terminator: Some(star()), ..JoinOptions::without_dtmf(b"first") };
    for merges in [false, true] {
        let who = call(&engine);
        let first = engine.join(who, &options).unwrap();
        engine.tick().unwrap();
        polled(&engine);
        engine.inject_dtmf_begin(who, star(), -10_000, 0).unwrap();
        if merges {
            engine.room_merge(first, b"second").unwrap();
        } else {
            engine.move_to(who, b"second").unwrap();
        }
        engine.tick().unwrap();
        let events = polled(&engine);
        let of_it: Vec<_> = events.iter().filter(|event| event.participant == who).collect();
        let kinds: Vec<_> = of_it.iter().map(|event| (event.kind, event.room)).collect();
        assert_eq!(kinds, [(EventKind::DtmfBegan, first), (EventKind::Left, first)]);
        assert_eq!(of_it[0].tick, of_it[1].tick);
        assert_eq!(of_it[1].reason, EndReason::Terminator);
        assert_eq!(engine.conference_end(who).unwrap().reason, EndReason::Terminator);
        engine.participant_free(who).unwrap();
        (0..2).for_each(|_| assert!(engine.tick().is_ok()));
        assert_eq!(engine.stats().active_rooms, 0);
        polled(&engine);
    }
}

/// Many rooms, so that a tick lasts; participants are freed at any moment of it. The last frame of each tap fades out.
#[test]
fn a_tap_of_one_who_is_freed_within_a_tick_fades_out() {
    const PEOPLE: usize = 600;
    const ROUNDS: usize = 30;
    let engine = &Engine::new(&EngineConfig {
        max_participants: PEOPLE as u32 + 8,
        max_rooms: 64,
        max_taps: 600,
        prefill_ms: 0,
        event_queue: 65_536,
        ..EngineConfig::default()
    })
    .unwrap();
    let template = mixminus::RoomTemplate { capacity: 100, ..mixminus::RoomTemplate::default() };
    engine.set_room_template(b"a", b"e", None, Some(&template)).unwrap();
    let (mut cut, mut freed_within) = (0, 0);
    for _ in 0..ROUNDS {
        let people: Vec<_> = (0..PEOPLE)
            .map(|at| {
                let who = call(engine);
                engine.join(who, &JoinOptions::without_dtmf(&[(at % 50) as u8 + 1])).unwrap();
                who
            })
            .collect();
        let mut samples = [0; FRAME];
        let write = || people.iter().for_each(|who| assert!(engine.write(*who, &[10_000; FRAME]).is_ok()));
        (0..3).for_each(|_| {
            write();
            engine.tick().unwrap();
        });
        let tapped = &people[..180];
        let taps: Vec<_> = tapped
            .iter()
            .enumerate()
            .map(|(at, who)| {
                let target = match at % 2 {
                    0 => TapTarget::AfterMute(*who),
                    _ => TapTarget::BeforeMute(*who),
                };
                engine.tap_new(target, 400).unwrap()
            })
            .collect();
        (0..2).for_each(|_| {
            write();
            engine.tick().unwrap();
        });
        write();
        let begun = AtomicBool::new(false);
        let before = engine.stats().ticks;
        thread::scope(|scope| {
            scope.spawn(|| {
                while !begun.load(Ordering::Acquire) {
                    std::hint::spin_loop();
                }
                for who in tapped {
                    engine.participant_free(*who).unwrap();
                    freed_within += usize::from(engine.stats().ticks == before);
                }
            });
            begun.store(true, Ordering::Release);
            engine.tick().unwrap();
        });
        people[180..].iter().for_each(|who| assert!(engine.write(*who, &[10_000; FRAME]).is_ok()));
        (0..2).for_each(|_| assert!(engine.tick().is_ok()));
        for (at, tap) in taps.iter().enumerate() {
            let mut last = [0; FRAME];
            let mut frames = [TapFrame::default(); 1];
            while engine.tap_read(*tap, &mut samples, &mut frames).is_ok_and(|count| count == 1) {
                last = samples;
            }
            // Before mute there is no fade, but nothing is missing either: its last frame is that of its leave.
            cut += usize::from(at % 2 == 0 && last[FRAME - 1] != 0);
            assert!(engine.tap_info(*tap).unwrap().ended > 0);
            engine.tap_free(*tap).unwrap();
        }
        people[180..].iter().for_each(|who| engine.participant_free(*who).unwrap());
        (0..3).for_each(|_| assert!(engine.tick().is_ok()));
        polled(engine);
    }
    println!("{cut} taps were cut off, {freed_within} freed within a tick");
    assert_eq!(cut, 0);
}
