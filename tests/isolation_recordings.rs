//! Recordings are shared by accounts, and so are the prompts of their beeps.
#![cfg(feature = "recorder")]

#[path = "support/isolation.rs"]
mod isolation;
#[path = "support/recording.rs"]
mod recording;

use isolation::{exhaust_within, newcomer, refused};
use mixminus::{
    Engine, EngineConfig, Error, RecordConfig, RecordInfo, RecordState, RecordTrack, Status, TapTarget,
};
use recording::Folder;

fn exhaust<T>(call: impl FnMut(usize) -> Result<T, Error>) -> (usize, Error) {
    exhaust_within(10_000, call)
}

#[test]
fn recordings_leave_others_theirs_and_their_beeps_are_prompts() {
    let folder = Folder::new("shares");
    let config = EngineConfig { max_taps: 8, max_prompt_bytes: 2 * 8000 * 60, ..EngineConfig::default() };
    let engine = Engine::new(&config).unwrap();
    let mut files = 0;
    let mut record = |person, beep_s| {
        files += 1;
        let path = folder.file(&format!("{files}.wav"));
        let track = RecordTrack { target: TapTarget::Output(person), path };
        engine.record_start(&RecordConfig { beep_s, buffer_ms: 20, ..RecordConfig::new(vec![track]) })
    };
    let mut people = [b"a", b"b", b"c"].map(|account| newcomer(&engine, account));
    // One that has ended and was not stopped counts; its tap does not.
    let mut started = Vec::new();
    let (first, refusal) = exhaust(|_| {
        started.push(record(people[0], 0)?);
        Ok(())
    });
    assert_eq!((first, refusal.status()), (8, Status::QuotaExceeded));
    let sentence = "tracks of recordings: account \"a\" has 8 and asks for 1 more; it may have 8 now \
                    (max_taps: 8, and no more than are left for others)";
    refused(&refusal, Status::QuotaExceeded, sentence);
    assert_eq!(exhaust(|_| record(people[1], 0)).0, 4);
    assert_eq!(exhaust(|_| record(people[2], 0)).0, 2);
    // What they record has ended, and taps are free again; the recordings count until they are stopped.
    engine.participant_free(people[0]).unwrap();
    (0..2).for_each(|_| assert!(engine.tick().is_ok()));
    let ended = |info: RecordInfo| info.state == RecordState::Stopped;
    while !started.iter().all(|recording| ended(engine.record_info(*recording).unwrap())) {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    people[0] = newcomer(&engine, b"a");
    (0..2).for_each(|_| assert!(engine.tick().is_ok()));
    refused(&record(people[0], 0).unwrap_err(), Status::QuotaExceeded, sentence);
    engine.tap_new(TapTarget::Output(people[0]), 20).map(|tap| engine.tap_free(tap).unwrap()).unwrap();
    started.drain(..).for_each(|recording| drop(engine.record_stop(recording).unwrap()));
    (0..2).for_each(|_| assert!(engine.tick().is_ok()));
    // Beeps each 60 s are samples of 60 s, which the account has.
    started.push(record(people[0], 60).unwrap());
    let refusal = record(people[0], 1).unwrap_err();
    let sentence = "bytes of prompts: account \"a\" has 960000 and asks for 16000 more; it may have 960000 now \
                    (max_prompt_bytes: 960000, and no more than are left for others)";
    refused(&refusal, Status::QuotaExceeded, sentence);
    engine.record_stop(started.pop().unwrap()).unwrap();
    (0..2).for_each(|_| assert!(engine.tick().is_ok()));
    for _ in 0..20 {
        let recording = record(people[0], 60).unwrap();
        engine.record_stop(recording).unwrap();
        (0..2).for_each(|_| assert!(engine.tick().is_ok()));
        engine.service().unwrap();
    }
}
