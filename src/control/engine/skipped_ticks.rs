//! Skipped ticks count as time. Tests cannot make a driver late, so they run its tick with a number of skipped
//! ticks.

use super::lifecycle::Engine;
use crate::control::config::{EngineConfig, JoinOptions, ParticipantConfig, RoomTemplate};
use crate::handle::ParticipantId;
use crate::rt::message::event::{EndReason, Event, EventKind};

/// Sessions last 120 s (6,000 ticks), rooms 100 s (5,000 ticks).
fn engine() -> (Engine, ParticipantId) {
    let config = EngineConfig { session_limit_s: 120, ..EngineConfig::default() };
    let engine = Engine::new(&config).unwrap();
    let timed = RoomTemplate { limit_s: 100, ..RoomTemplate::default() };
    engine.set_room_template(b"a", b"e", Some(b"timed"), Some(&timed)).unwrap();
    let call =
        ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
    let who = engine.participant_new(&call).unwrap();
    (engine, who)
}

/// Runs a tick after `skipped` skipped ones. Returns its number.
fn tick(engine: &Engine, skipped: u64) -> u64 {
    let mut ticker = engine.inner.shared.ticker.claim().unwrap();
    engine.inner.run_tick(&mut ticker, skipped).unwrap()
}

/// (kind, tick, value) of the events about time limits.
fn time_events(engine: &Engine) -> Vec<(EventKind, u64, i64)> {
    let mut events = [Event::default(); 64];
    let count = engine.poll(&mut events).unwrap();
    let of_time = |event: &&Event| {
        matches!(
            event.kind,
            EventKind::SessionWarning | EventKind::SessionExpired | EventKind::RoomWarning | EventKind::Left
        )
    };
    events[..count].iter().filter(of_time).map(|event| (event.kind, event.tick, event.value)).collect()
}

#[test]
fn of_a_session() {
    let (engine, who) = engine();
    engine.join(who, &JoinOptions::new(b"r")).unwrap();
    assert_eq!(tick(&engine, 0), 1);
    assert_eq!(tick(&engine, 2_997), 2_999);
    assert_eq!(time_events(&engine), []);
    assert_eq!(tick(&engine, 9), 3_009);
    assert_eq!(time_events(&engine), [(EventKind::SessionWarning, 3_009, 2_991 * 20)]);
    assert_eq!(tick(&engine, 2_989), 5_999);
    assert_eq!(time_events(&engine), []);
    assert_eq!(engine.conference_end(who).unwrap().reason, EndReason::None);
    assert_eq!(tick(&engine, 100), 6_100);
    assert_eq!(time_events(&engine), [(EventKind::SessionExpired, 6_100, 0), (EventKind::Left, 6_100, 0)]);
    assert_eq!(engine.conference_end(who).unwrap().reason, EndReason::TimeLimit);
}

#[test]
fn of_a_session_that_is_over_before_it_could_be_warned() {
    let (engine, _) = engine();
    assert_eq!(tick(&engine, 7_000), 7_001);
    assert_eq!(time_events(&engine), [(EventKind::SessionExpired, 7_001, 0)]);
}

#[test]
fn of_a_room() {
    let (engine, who) = engine();
    engine.join(who, &JoinOptions::new(b"timed")).unwrap();
    assert_eq!(tick(&engine, 0), 1);
    assert_eq!(tick(&engine, 1_998), 2_000);
    assert_eq!(time_events(&engine), []);
    assert_eq!(tick(&engine, 99), 2_100);
    assert_eq!(time_events(&engine), [(EventKind::RoomWarning, 2_100, 2_901 * 20)]);
    assert_eq!(tick(&engine, 2_899), 5_000);
    assert_eq!(time_events(&engine), [(EventKind::SessionWarning, 5_000, 20_000)]);
    assert_eq!(tick(&engine, 500), 5_501);
    assert_eq!(time_events(&engine), [(EventKind::Left, 5_501, 0)]);
    assert_eq!(engine.conference_end(who).unwrap().reason, EndReason::TimeLimit);
}

#[test]
fn of_the_lock_out() {
    use crate::units::DtmfDigit;
    let (engine, who) = engine();
    let key = |name| DtmfDigit::from_char(name).unwrap();
    let options = JoinOptions {
        terminator: Some(key('*')),
        interdigit_timeout_ms: 1_000,
        ..JoinOptions::without_dtmf(b"r")
    };
    engine.join(who, &options).unwrap();
    for (name, skipped, reason) in
        [('1', 0, EndReason::None), ('*', 48, EndReason::None), ('*', 0, EndReason::Terminator)]
    {
        engine.inject_dtmf_begin(who, key(name), -10_000, 0).unwrap();
        tick(&engine, skipped);
        assert_eq!(engine.conference_end(who).unwrap().reason, reason, "{name}");
        let _ = engine.inject_dtmf_end(who, key(name));
    }
}
