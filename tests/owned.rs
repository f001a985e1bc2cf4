//! Owners: what they own is freed when they are dropped, in any order, on any thread.

use mixminus::{
    DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, EndReason, Engine, EngineConfig, Event, EventKind, JoinOptions,
    Participant, ParticipantConfig, Prompt, PromptConfig, Recording, SayOptions, Status, Tap, TapFrame,
    TapTarget,
};
use std::sync::Arc;
use std::thread;

fn engine(config: EngineConfig) -> Arc<Engine> {
    Arc::new(Engine::new(&EngineConfig { prefill_ms: 0, ..config }).unwrap())
}

fn call(engine: &Arc<Engine>) -> Participant {
    Participant::new(engine, &ParticipantConfig::default()).unwrap()
}

fn room() -> JoinOptions<'static> {
    JoinOptions::without_dtmf(b"1337")
}

fn is_shared_among_threads<T: Send + Sync + 'static>() {}

#[test]
fn owners_may_go_to_any_thread() {
    is_shared_among_threads::<Participant>();
    is_shared_among_threads::<Prompt>();
    is_shared_among_threads::<Recording>();
    is_shared_among_threads::<Tap>();
}

#[test]
fn a_participant_that_is_dropped_is_freed_and_leaves_with_hang_up() {
    let engine = engine(EngineConfig { max_participants: 1, ..EngineConfig::default() });
    let one = call(&engine);
    one.join(&room()).unwrap();
    engine.tick().unwrap();
    let id = one.id();
    drop(one);
    assert_eq!(engine.participant_info(id).unwrap_err().status(), Status::StaleHandle);
    engine.tick().unwrap();
    let mut events = [Event::default(); 8];
    let count = engine.poll(&mut events).unwrap();
    let left = events[..count].iter().find(|event| event.kind == EventKind::Left).unwrap();
    assert_eq!((left.participant, left.reason), (id, EndReason::HangUp));
    // The account may have one participant at a time: its place is free.
    drop(call(&engine));
}

#[test]
fn the_engine_lives_until_the_last_owner_is_dropped() {
    let engine = engine(EngineConfig::default());
    let weak = Arc::downgrade(&engine);
    let (one, other) = (call(&engine), call(&engine));
    drop(engine);
    for participant in [&one, &other] {
        participant.join(&room()).unwrap();
    }
    let mut heard = [0; 320];
    for _ in 0..2 {
        one.write(&[1000; 160]).unwrap();
        one.engine().tick().unwrap();
    }
    other.read(&mut heard).unwrap();
    assert_eq!(heard[160..], [1000; 160]);
    drop(one);
    assert!(weak.upgrade().is_some());
    drop(other);
    assert!(weak.upgrade().is_none());
}

#[test]
fn a_call_per_thread_drops_its_participant_there_while_a_driver_ticks() {
    let engine = engine(EngineConfig::default());
    engine.start(&mixminus::DriverConfig::default()).unwrap();
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let call = call(&engine);
            thread::spawn(move || {
                call.join(&room()).unwrap();
                call.write(&[100; 160]).unwrap();
                call.id()
            })
        })
        .collect();
    for thread in threads {
        let id = thread.join().unwrap();
        assert_eq!(engine.participant_info(id).unwrap_err().status(), Status::StaleHandle);
    }
    engine.stop().unwrap();
}

#[test]
fn a_prompt_that_is_dropped_plays_to_its_end() {
    let engine = engine(EngineConfig::default());
    let one = call(&engine);
    let config = PromptConfig { account: DEFAULT_ACCOUNT, samples: &[500; 320], sample_rate_hz: 8000 };
    let prompt = Prompt::new(&engine, &config).unwrap();
    one.say(prompt.sound(), &SayOptions::default()).unwrap();
    let (id, mut heard) = (prompt.id(), [0; 320]);
    drop(prompt);
    assert_eq!(engine.prompt_info(id).unwrap_err().status(), Status::StaleHandle);
    for _ in 0..2 {
        engine.tick().unwrap();
    }
    one.read(&mut heard).unwrap();
    assert_eq!(heard[160..], [500; 160]);
}

#[test]
fn a_tap_that_is_dropped_is_freed() {
    let engine = engine(EngineConfig { max_taps: 1, ..EngineConfig::default() });
    let one = call(&engine);
    let room = one.join(&room()).unwrap();
    let tap = Tap::new(&engine, TapTarget::Room(room), 200).unwrap();
    engine.tick().unwrap();
    let (mut samples, mut frames) = ([0; 160], [TapFrame::default(); 1]);
    assert_eq!(tap.read(&mut samples, &mut frames).unwrap(), 1);
    let id = tap.id();
    drop(tap);
    assert_eq!(engine.tap_info(id).unwrap_err().status(), Status::StaleHandle);
    engine.tick().unwrap();
    Tap::new(&engine, TapTarget::Output(one.id()), 200).unwrap();
}

/// The accounts and environments that a host never names are those that it can name.
#[test]
fn default_account_and_environment_are_ordinary_names() {
    let engine = engine(EngineConfig::default());
    let room = call(&engine);
    let made = room.join(&JoinOptions::new(b"1337")).unwrap();
    assert_eq!(engine.room_find(DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, b"1337").unwrap(), made);
    assert_eq!((DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT), (&b"default"[..], &b"production"[..]));
}

#[cfg(feature = "recorder")]
#[test]
fn a_recording_that_is_dropped_is_stopped_and_its_file_is_whole() {
    use mixminus::{RecordConfig, RecordTrack};

    let engine = engine(EngineConfig::default());
    let one = call(&engine);
    let room = one.join(&room()).unwrap();
    engine.tick().unwrap();
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("owned.wav");
    let _ = std::fs::remove_file(&path);
    let track = RecordTrack { target: TapTarget::Room(room), path: path.clone() };
    let recording = Recording::start(&engine, &RecordConfig::new(vec![track])).unwrap();
    for _ in 0..10 {
        engine.tick().unwrap();
    }
    let id = recording.id();
    drop(recording);
    assert_eq!(engine.record_info(id).unwrap_err().status(), Status::StaleHandle);
    // A header, and ten frames of 160 samples.
    assert!(std::fs::metadata(&path).unwrap().len() >= 3200);
    std::fs::remove_file(path).unwrap();
}
