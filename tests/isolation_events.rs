//! Events of one account cannot crowd out those of another: the host that polls too seldom loses those of the account that
//! has too many, and gets its states re-sent; others lose nothing.

#[path = "support/common.rs"]
mod common;
#[path = "support/event_consumer.rs"]
mod event_consumer;

use common::{Random, cases};
use event_consumer::Consumer;
use mixminus::{
    DtmfDigit, Engine, EngineConfig, Event, EventKind, JoinOptions, ParticipantConfig, ParticipantId, RoomId,
    SayOptions, Sound,
};
use proptest::prelude::*;

fn newcomer(engine: &Engine, account: &[u8]) -> ParticipantId {
    engine
        .participant_new(&ParticipantConfig {
            account,
            environment: b"e",
            user: 7,
            ..ParticipantConfig::default()
        })
        .unwrap()
}

fn joined(engine: &Engine, account: &[u8], room: &[u8]) -> ParticipantId {
    let person = newcomer(engine, account);
    engine.join(person, &JoinOptions::without_dtmf(room)).unwrap();
    person
}

fn polled(engine: &Engine) -> Vec<Event> {
    let mut events = vec![Event::default(); 100_000];
    let count = engine.poll(&mut events).unwrap();
    events.truncate(count);
    events
}

/// An engine whose queue has room for `event_queue` events of an account; the events of its first tick are polled.
fn engine(event_queue: u32) -> Engine {
    Engine::new(&EngineConfig { event_queue, prefill_ms: 0, ..EngineConfig::default() }).unwrap()
}

/// Key presses and ends of plays are reported once only: an account that loses them has lost them.
#[test]
fn two_hundred_mutes_a_tick_crowd_out_no_key_of_another_account() {
    let engine = engine(64);
    let crowd: Vec<_> = (0..200_u8).map(|n| joined(&engine, b"a", &[n / 100])).collect();
    let quiet = joined(&engine, b"b", b"r");
    engine.tick().unwrap();
    let mut host = Consumer::default();
    polled(&engine).iter().for_each(|event| host.take(event));
    let (mut keys, mut plays) = (0, 0);
    for n in 0..20 {
        crowd.iter().for_each(|who| engine.set_mute(*who, n % 2 == 0).unwrap());
        match n % 5 {
            0 => engine.inject_dtmf_begin(quiet, DtmfDigit::at(0, 0), 0, 0).unwrap(),
            2 => engine.inject_dtmf_end(quiet, DtmfDigit::at(0, 0)).unwrap(),
            3 => drop(engine.say(quiet, Sound::Beep, &SayOptions::default()).unwrap()),
            _ => {}
        }
        engine.tick().unwrap();
    }
    for event in polled(&engine) {
        host.take(&event);
        let is_quiet = event.participant == quiet;
        keys += u32::from(is_quiet && matches!(event.kind, EventKind::DtmfBegan | EventKind::DtmfEnded));
        plays += u32::from(is_quiet && event.kind == EventKind::PlayEnded);
    }
    assert_eq!((keys, plays), (8, 2), "of the account that is quiet");
    assert!(engine.stats().events_lost > 0, "of the other");
    // At each poll the states of the crowd are re-sent as far as its share goes.
    for _ in 0..20 {
        engine.tick().unwrap();
        polled(&engine).iter().for_each(|event| host.take(event));
    }
    assert_eq!(host.lost, engine.stats().events_lost);
    assert_eq!(host.people.len(), 201);
    for who in crowd {
        assert_eq!(host.people[&who].state, 0, "unmuted in the last tick");
    }
}

/// More than the queue holds, in one tick.
#[test]
fn a_room_that_ends_with_all_in_it_crowds_out_nobody() {
    let engine = engine(16);
    let crowd: Vec<_> = (0..100).map(|_| joined(&engine, b"a", b"r")).collect();
    let quiet = joined(&engine, b"b", b"r");
    let room = engine.participant_info(crowd[0]).unwrap().room;
    let mut host = Consumer::default();
    for _ in 0..20 {
        engine.tick().unwrap();
        polled(&engine).iter().for_each(|event| host.take(event));
    }
    assert_eq!(host.people.len(), 101);
    engine.room_close(room).unwrap();
    engine.inject_dtmf_begin(quiet, DtmfDigit::at(0, 0), 0, 0).unwrap();
    engine.leave(quiet).unwrap();
    engine.tick().unwrap();
    let reported = polled(&engine);
    reported.iter().for_each(|event| host.take(event));
    assert!(
        reported.iter().any(|event| event.participant == quiet && event.kind == EventKind::Left),
        "{reported:?}"
    );
    for _ in 0..20 {
        engine.tick().unwrap();
        polled(&engine).iter().for_each(|event| host.take(event));
    }
    assert!(host.people.is_empty() && host.rooms.is_empty());
}

/// The leaves of the first account's participants are lost, and the second one's get their places.
#[test]
fn a_reused_slot_is_reported_though_the_leave_before_was_lost() {
    let config = EngineConfig {
        max_participants: 16,
        max_rooms: 4,
        event_queue: 64,
        prefill_ms: 0,
        ..EngineConfig::default()
    };
    let engine = Engine::new(&config).unwrap();
    let mut host = Consumer::default();
    let mut first: Vec<_> = (0..16).map(|_| joined(&engine, b"a", b"r")).collect();
    engine.tick().unwrap();
    polled(&engine).iter().for_each(|event| host.take(event));
    // Its share is used up, so its end is not reported.
    for n in 0..10 {
        first.iter().for_each(|who| engine.set_mute(*who, n % 2 == 0).unwrap());
        engine.tick().unwrap();
    }
    first.drain(..).for_each(|who| engine.participant_free(who).unwrap());
    engine.tick().unwrap();
    let second: Vec<_> = (0..16).map(|_| joined(&engine, b"b", b"r")).collect();
    engine.tick().unwrap();
    let reported = polled(&engine);
    reported.iter().for_each(|event| host.take(event));
    for who in &second {
        let is_reported =
            reported.iter().any(|event| event.participant == *who && event.kind == EventKind::Joined);
        assert!(is_reported, "{who:?}");
    }
    assert_eq!(host.people.len(), 32, "the first account's leaves are not reported yet");
    let snapshot = engine.room_snapshot(engine.participant_info(second[0]).unwrap().room).unwrap();
    assert_eq!(snapshot.members.len(), 16);
    engine.tick().unwrap();
    let reported = polled(&engine);
    reported.iter().for_each(|event| host.take(event));
    assert_eq!(
        (reported[0].kind, reported.len()),
        (EventKind::Gap, 1 + 16 + 1),
        "16 leaves and the end of the room"
    );
    assert_eq!((host.people.len(), host.rooms.len()), (16, 1));
}

proptest! {
    #![proptest_config(cases(150))]

    /// Two accounts that do what they like, and a third that does little, under a host that polls seldom: of the third
    /// nothing is lost, and in the end the host believes of all what is.
    #[test]
    fn who_does_little_loses_nothing(seed in any::<u64>(), queue in 64_u32..200, polls in 0_usize..30) {
        let engine = Engine::new(&EngineConfig {
            event_queue: queue,
            max_participants: 40,
            max_rooms: 6,
            prefill_ms: 0,
            ..EngineConfig::default()
        })
        .unwrap();
        let mut random = Random(seed);
        let mut host = Consumer::default();
        let quiet = joined(&engine, b"c", b"r");
        let mut people: Vec<ParticipantId> = Vec::new();
        let (mut sent, mut reported, mut waiting) = (0, 0, 2);
        let poll = |host: &mut Consumer| {
            let events = polled(&engine);
            events.iter().for_each(|event| host.take(event));
            let is_its = |event: &&Event| event.participant == quiet && event.kind == EventKind::DtmfBegan;
            events.iter().filter(is_its).count()
        };
        for _ in 0..150 {
            for _ in 0..random.below(80) {
                let what = random.below(10);
                if people.is_empty() || what == 0 {
                    let account: &[u8] = random.pick(&[b"a".as_slice(), b"b"]);
                    let config = ParticipantConfig {
                        account,
                        environment: b"e",
                        user: 7,
                        ..ParticipantConfig::default()
                    };
                    people.extend(engine.participant_new(&config));
                    continue;
                }
                let at = random.below(people.len());
                let who = people[at];
                let room = [b'0' + random.below(3) as u8];
                match what {
                    1 => {
                        people.swap_remove(at);
                        engine.participant_free(who).unwrap();
                    }
                    2 => drop(engine.leave(who)),
                    3 => drop(engine.move_to(who, &room)),
                    4..7 => drop(engine.join(who, &JoinOptions::without_dtmf(&room))),
                    _ => drop(engine.set_mute(who, random.percent(50))),
                }
            }
            // Never more than an eighth of what an account may have.
            if waiting + 2 <= queue / 8 && random.percent(20) {
                engine.inject_dtmf_begin(quiet, DtmfDigit::at(0, 0), 0, 0).unwrap();
                engine.inject_dtmf_end(quiet, DtmfDigit::at(0, 0)).unwrap();
                sent += 1;
                waiting += 2;
            }
            engine.tick().unwrap();
            if random.percent(polls) {
                reported += poll(&mut host);
                waiting = 0;
            }
        }
        for _ in 0..10 {
            reported += poll(&mut host);
            engine.tick().unwrap();
        }
        reported += poll(&mut host);
        prop_assert_eq!(reported, sent);
        prop_assert_eq!(host.lost, engine.stats().events_lost);
        for who in people.iter().chain([&quiet]) {
            let info = engine.participant_info(*who).unwrap();
            let believed = host.people.get(who).map_or((RoomId::NONE, false), |is| (is.room, is.state & 1 != 0));
            let is = if info.room == RoomId::NONE { (RoomId::NONE, false) } else { (info.room, info.mute) };
            prop_assert_eq!(believed, is, "{:?}", who);
        }
        let known = host.people.keys().all(|who| *who == quiet || people.contains(who));
        prop_assert!(known, "the host knew those who were freed");
    }
}
