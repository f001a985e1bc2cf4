//! Engines that are as small as they may be: every participant and every room in use, slots given on.

use mixminus::{
    EndReason, Engine, EngineConfig, Event, EventKind, Gain, JoinOptions, LineClass, ParticipantConfig,
    ParticipantId, SampleRate,
};

fn newcomer(engine: &Engine) -> ParticipantId {
    engine
        .participant_new(&ParticipantConfig {
            account: b"acme",
            environment: b"test",
            user: 0,
            ..ParticipantConfig::default()
        })
        .unwrap()
}

/// In the tick of the moves the rooms that were left are still swept: there are more of them than participants.
#[test]
fn all_who_sit_alone_may_move_in_one_tick() {
    let config = EngineConfig { max_participants: 2, max_rooms: 8, prefill_ms: 0, ..EngineConfig::default() };
    let engine = Engine::new(&config).unwrap();
    let people = [newcomer(&engine), newcomer(&engine)];
    engine.join(people[0], &JoinOptions::without_dtmf(b"a")).unwrap();
    engine.join(people[1], &JoinOptions::without_dtmf(b"b")).unwrap();
    engine.tick().unwrap();
    engine.move_to(people[0], b"c").unwrap();
    engine.move_to(people[1], b"d").unwrap();
    engine.tick().unwrap();
    assert_eq!((engine.stats().active_rooms, engine.stats().active_participants), (2, 2));
    engine.move_to(people[1], b"c").unwrap();
    let mut heard = [0; 160];
    for _ in 0..4 {
        engine.write(people[0], &[900; 160]).unwrap();
        engine.tick().unwrap();
        engine.read(people[1], &mut heard).unwrap();
    }
    assert_eq!(heard, [900; 160]);
    assert_eq!(engine.stats().active_rooms, 1);
}

#[test]
fn a_newcomer_in_a_used_slot_has_no_past() {
    let engine = Engine::new(&EngineConfig { max_participants: 1, ..EngineConfig::default() }).unwrap();
    let first = newcomer(&engine);
    engine.join(first, &JoinOptions::without_dtmf(b"a")).unwrap();
    engine.tick().unwrap();
    engine.participant_free(first).unwrap();
    engine.tick().unwrap();
    let second = newcomer(&engine);
    assert_eq!(engine.participant_info(second).unwrap().last_end, EndReason::None);
    engine.join(second, &JoinOptions::without_dtmf(b"a")).unwrap();
    assert_eq!(engine.participant_info(second).unwrap().last_end, EndReason::None);
    engine.leave(second).unwrap();
    assert_eq!(engine.participant_info(second).unwrap().last_end, EndReason::Removed);
}

/// One who goes and comes back between two ticks: what fades out in the room is its own voice.
#[test]
fn who_comes_back_in_one_tick_does_not_hear_itself() {
    let engine = Engine::new(&EngineConfig { prefill_ms: 0, ..EngineConfig::default() }).unwrap();
    let people = [newcomer(&engine), newcomer(&engine)];
    for person in people {
        engine.join(person, &JoinOptions::without_dtmf(b"a")).unwrap();
    }
    let mut heard = [[0; 160]; 2];
    let mut tick = || {
        engine.write(people[0], &[9_000; 160]).unwrap();
        engine.tick().unwrap();
        for (person, heard) in people.iter().zip(&mut heard) {
            engine.read(*person, heard).unwrap();
        }
        heard
    };
    tick();
    assert_eq!(tick(), [[0; 160], [9_000; 160]]);
    engine.move_to(people[0], b"b").unwrap();
    engine.move_to(people[0], b"a").unwrap();
    assert_eq!(tick()[0], [0; 160]);
    assert_eq!(tick(), [[0; 160], [9_000; 160]]);
    engine.leave(people[0]).unwrap();
    engine.join(people[0], &JoinOptions::without_dtmf(b"a")).unwrap();
    assert_eq!(tick()[0], [0; 160]);
}

/// A leave has no gain as its value, nor has one that is re-sent.
#[test]
fn a_leave_that_is_sent_again_has_no_value() {
    let config = EngineConfig { max_participants: 2, event_queue: 16, ..EngineConfig::default() };
    let engine = Engine::new(&config).unwrap();
    let people = [newcomer(&engine), newcomer(&engine)];
    let mut events = [Event::default(); 32];
    engine
        .join(
            people[0],
            &JoinOptions { gain: Gain::from_mdb(5_000).unwrap(), ..JoinOptions::without_dtmf(b"a") },
        )
        .unwrap();
    engine.tick().unwrap();
    engine.poll(&mut events).unwrap();
    // More than the queue holds, and then the leave.
    for _ in 0..10 {
        engine.join(people[1], &JoinOptions::without_dtmf(b"b")).unwrap();
        engine.tick().unwrap();
        engine.leave(people[1]).unwrap();
        engine.tick().unwrap();
    }
    engine.leave(people[0]).unwrap();
    engine.tick().unwrap();
    engine.poll(&mut events).unwrap();
    engine.tick().unwrap();
    let count = engine.poll(&mut events).unwrap();
    let left = events[..count].iter().find(|event| event.participant == people[0]).unwrap();
    assert_eq!((left.kind, left.resent, left.reason), (EventKind::Left, true, EndReason::None));
    assert_eq!((left.value, left.state), (0, 0));
}

/// A host may not have all that its machine has: it gets an error, and lives.
#[cfg(target_os = "linux")]
#[test]
fn memory_that_a_limit_forbids_is_refused() {
    const NAME: &str = "memory_that_a_limit_forbids_is_refused";
    if std::env::var_os("MIXMINUS_LIMITED").is_none() {
        let limited = std::process::Command::new("sh")
            .args(["-c", "ulimit -v 1000000 && exec \"$0\" --exact \"$1\""])
            .args([std::env::current_exe().unwrap().as_os_str(), NAME.as_ref()])
            .env("MIXMINUS_LIMITED", "1")
            .status();
        assert!(limited.unwrap().success());
        return;
    }
    let config = EngineConfig { max_participants: 300_000, ..EngineConfig::default() };
    assert_eq!(Engine::new(&config).unwrap_err().status(), mixminus::Status::OutOfMemory);
    assert!(Engine::new(&EngineConfig { max_participants: 100, ..config }).is_ok());
}

/// A participant at 8 kHz and at 48 kHz, with all that DTMF detection and concealment take: its rings are in proportion to
/// the rate, and so is most of the rest.
#[test]
fn a_participant_takes_no_more_memory_than_it_may() {
    for (sample_rate, most) in [(SampleRate::Hz8000, 18_500), (SampleRate::Hz48000, 61_000)] {
        let bytes = |max_participants| {
            let config = EngineConfig { sample_rate, max_participants, ..EngineConfig::default() };
            Engine::initial_bytes(&config).unwrap()
        };
        // Beyond what the largest room takes of a worker's memory.
        let each = (bytes(4_000) - bytes(3_000)) / 1_000;
        println!("{sample_rate:?}: {each} bytes a participant");
        assert!(each <= most, "{sample_rate:?}: {each} bytes a participant");
    }
}

/// An engine for 10,000 lines at 8 kHz and 1,000 at 48 kHz takes less than 260 MB: with what it has for other accounts, with
/// rooms, queues and conversions.
#[test]
fn ten_thousand_narrow_lines_and_a_thousand_wide_ones_fit_260_mb() {
    let wide = LineClass { sample_rate: SampleRate::Hz48000, max_participants: 1_000 };
    let config =
        EngineConfig { max_participants: 10_000, line_classes: vec![wide], ..EngineConfig::default() };
    let bytes = Engine::initial_bytes(&config).unwrap();
    println!("{bytes} bytes");
    assert!(bytes < 260_000_000, "{bytes} bytes");
}
