//! The stream of events: its order and numbers, what each event tells, and that a host that folds it, however
//! rarely it polls, ends up believing what is.

#[path = "support/common.rs"]
mod common;
#[path = "support/event_consumer.rs"]
mod event_consumer;
#[path = "support/host.rs"]
mod host;

use common::{Audio, cases};
use host::Host;
use mixminus::{
    EndReason, Engine, EngineConfig, Event, EventKind, Gain, JoinOptions, ParticipantConfig, ParticipantId,
    STATE_DEAF, STATE_MUTED, STATE_TALKING,
};
use proptest::prelude::*;
use std::collections::VecDeque;

proptest! {
    #![proptest_config(cases(500))]

    /// A host that polls in time gets every event, in order, with the right reasons.
    #[test]
    fn a_host_that_polls_gets_every_event(seed in any::<u64>(), ticks in 1_usize..60, acts in 0_usize..20) {
        let mut host = Host::new(8192, seed);
        for _ in 0..ticks {
            for _ in 0..host.random.below(acts + 1) {
                host.act();
            }
            host.tick();
            if host.random.percent(50) {
                host.poll(1000);
            }
        }
        host.settle();
        prop_assert_eq!(host.consumer.lost, 0);
        prop_assert!(host.ends.values().all(VecDeque::is_empty), "{:?}", host.ends);
    }

    /// A host that polls too rarely gets a gap event, and then the present states.
    #[test]
    fn a_host_that_polls_rarely_ends_up_with_the_truth(
        seed in any::<u64>(),
        queue in 16_u32..40,
        ticks in 1_usize..120,
        acts in 0_usize..30,
        polls in 0_usize..40,
    ) {
        let mut host = Host::new(queue, seed);
        for _ in 0..ticks {
            for _ in 0..host.random.below(acts + 1) {
                host.act();
            }
            host.tick();
            if host.random.percent(polls) {
                let limit = 1 + host.random.below(queue as usize + 4);
                host.poll(limit);
            }
        }
        host.settle();
    }
}

/// An engine with one participant, of user value 7.
fn one(event_queue: u32) -> (Engine, ParticipantId) {
    let config = EngineConfig { prefill_ms: 0, event_queue, ..EngineConfig::default() };
    let engine = Engine::new(&config).unwrap();
    let id = engine
        .participant_new(&ParticipantConfig {
            account: b"a",
            environment: b"e",
            user: 7,
            ..ParticipantConfig::default()
        })
        .unwrap();
    (engine, id)
}

fn polled(engine: &Engine) -> Vec<Event> {
    let mut events = vec![Event::default(); 10_000];
    let count = engine.poll(&mut events).unwrap();
    events.truncate(count);
    events
}

#[test]
fn a_life_reported_from_end_to_end() {
    let (engine, id) = one(100);
    let options =
        JoinOptions { mute: true, gain: Gain::from_mdb(-3000).unwrap(), ..JoinOptions::without_dtmf(b"r") };
    let first = engine.join(id, &options).unwrap();
    engine.tick().unwrap();
    engine.set_deaf(id, true).unwrap();
    engine.set_gain(id, Gain::from_mdb(1500).unwrap()).unwrap();
    engine.tick().unwrap();
    let second = engine.move_to(id, b"s").unwrap();
    engine.tick().unwrap();
    engine.leave(id).unwrap();
    engine.tick().unwrap();
    let of = |sequence, tick, kind, room, participant, user, state, value| Event {
        sequence,
        tick,
        kind,
        reason: if kind == EventKind::Left { EndReason::Removed } else { EndReason::None },
        room,
        participant,
        user,
        state,
        resent: false,
        value,
        dtmf: None,
        signal: None,
        play_end: None,
    };
    let both = STATE_MUTED | STATE_DEAF;
    let expected = [
        of(1, 1, EventKind::RoomOpened, first, ParticipantId::NONE, 0, 0, 0),
        of(2, 1, EventKind::Joined, first, id, 7, STATE_MUTED, -3000),
        // Of two changes between two ticks one event tells.
        of(3, 2, EventKind::Changed, first, id, 7, both, 1500),
        of(4, 3, EventKind::RoomOpened, second, ParticipantId::NONE, 0, 0, 0),
        of(5, 3, EventKind::Moved, second, id, 7, both, first.0 as i64),
        of(6, 3, EventKind::RoomEnded, first, ParticipantId::NONE, 0, 0, 0),
        of(7, 4, EventKind::Left, second, id, 7, 0, 0),
        of(8, 4, EventKind::RoomEnded, second, ParticipantId::NONE, 0, 0, 0),
    ];
    assert_eq!(polled(&engine), expected);
}

/// Between two ticks one may leave and join several times; each leave has its own reason.
#[test]
fn each_join_between_two_ticks_ends_for_its_own_reason() {
    let (engine, id) = one(100);
    let first = engine.join(id, &JoinOptions::without_dtmf(b"r")).unwrap();
    engine.tick().unwrap();
    polled(&engine);
    engine.room_close(first).unwrap();
    engine.join(id, &JoinOptions::without_dtmf(b"s")).unwrap();
    engine.leave(id).unwrap();
    let last = engine.join(id, &JoinOptions::without_dtmf(b"r")).unwrap();
    engine.tick().unwrap();
    let events = polled(&engine);
    let reasons: Vec<EndReason> =
        events.iter().filter(|e| e.kind == EventKind::Left).map(|e| e.reason).collect();
    assert_eq!(reasons, [EndReason::RoomClosed, EndReason::Removed]);
    let of_it: Vec<&Event> = events.iter().filter(|e| e.participant == id).collect();
    assert_eq!(of_it.last().map(|e| (e.kind, e.room)), Some((EventKind::Joined, last)));
}

#[test]
fn a_talkspurt_begins_with_its_first_frame_and_ends_400_ms_after_its_last() {
    let (engine, id) = one(100);
    engine.join(id, &JoinOptions { talk_events: true, ..JoinOptions::without_dtmf(b"r") }).unwrap();
    let mut talk = Vec::new();
    for tick in 1..=60 {
        // A square wave of 400 is just above −40 dBFS, one of 300 below.
        let amplitude = if (5..10).contains(&tick) || tick == 25 { 400 } else { 300 };
        let samples: Vec<i16> = (0..160).map(|i| if i % 2 == 0 { amplitude } else { -amplitude }).collect();
        engine.write(id, &samples).unwrap();
        engine.tick().unwrap();
        let of_talk = |e: &Event| (e.tick, e.kind, e.state);
        talk.extend(polled(&engine).iter().filter(|e| e.participant == id && e.tick > 1).map(of_talk));
    }
    let expected = [(5, EventKind::TalkStarted, STATE_TALKING), (45, EventKind::TalkStopped, 0)];
    assert_eq!(talk, expected);
}

#[test]
fn talkspurts_are_reported_only_on_request() {
    let (engine, id) = one(100);
    engine.join(id, &JoinOptions::without_dtmf(b"r")).unwrap();
    for tick in 0..30 {
        engine.write(id, &Audio::Loud.samples(tick, 160)).unwrap();
        engine.tick().unwrap();
    }
    assert_eq!(polled(&engine).len(), 2);
}

#[test]
fn a_full_queue_gives_a_gap_and_then_the_present_states() {
    let (engine, id) = one(16);
    let room = engine.join(id, &JoinOptions::without_dtmf(b"r")).unwrap();
    for gain_mdb in 1..=100 {
        engine.set_gain(id, Gain::from_mdb(gain_mdb).unwrap()).unwrap();
        engine.tick().unwrap();
    }
    let before = polled(&engine);
    assert_eq!(before.len(), 16);
    assert!(before.iter().zip(1..).all(|(event, n)| event.sequence == n && !event.resent));
    engine.tick().unwrap();
    let after = polled(&engine);
    let kinds: Vec<_> = after.iter().map(|e| (e.kind, e.sequence, e.value, e.resent)).collect();
    // 102 events were due: 16 reported, 86 lost.
    assert_eq!(kinds, [(EventKind::Gap, 103, 86, false), (EventKind::Changed, 104, 100, true)]);
    assert_eq!((after[1].room, after[1].participant, after[1].user), (room, id, 7));
    assert_eq!(engine.stats().events_lost, 86);
}
