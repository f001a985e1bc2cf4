//! Of a participant that was freed nothing reaches the next one in its slot: neither the end of its time, nor what was
//! counted of it, nor what its keys have left behind.

use mixminus::{
    DtmfDigit, EndReason, Engine, EngineConfig, Event, EventKind, JoinOptions, ParticipantConfig,
    ParticipantId, SayOptions, Sound,
};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Samples of a frame: 20 ms at 8 kHz.
const FRAME: usize = 160;

/// How long the races last.
const RACE: Duration = Duration::from_secs(2);

fn engine(config: EngineConfig) -> Engine {
    Engine::new(&EngineConfig { prefill_ms: 0, ..config }).unwrap()
}

/// A participant, once its slot is free: a thread may be in it for a moment.
fn call(engine: &Engine, user: u64) -> ParticipantId {
    let began = Instant::now();
    loop {
        match engine.participant_new(&ParticipantConfig {
            account: b"a",
            environment: b"e",
            user,
            ..ParticipantConfig::default()
        }) {
            Ok(call) => return call,
            Err(error) => assert!(began.elapsed() < Duration::from_secs(60), "{error}"),
        }
        thread::yield_now();
    }
}

/// Sessions of one second are freed as their time ends, and others come into their slots and join at once. These are
/// young: of none of them may a conference end by the time limit, nor the time.
#[test]
fn the_end_of_a_sessions_time_does_not_end_the_conference_of_the_next_in_its_slot() {
    const PEOPLE: usize = 64;
    let engine = engine(EngineConfig {
        max_participants: PEOPLE as u32,
        session_limit_s: 1,
        event_queue: 65_536,
        ..EngineConfig::default()
    });
    let began = Instant::now();
    let (mut rounds, mut expired) = (0, 0);
    while began.elapsed() < RACE {
        let old: Vec<_> = (0..PEOPLE).map(|_| call(&engine, 2 * rounds)).collect();
        (0..49).for_each(|_| assert!(engine.tick().is_ok()));
        let young = thread::scope(|scope| {
            // The fiftieth tick ends the time of all of them.
            let ticker = scope.spawn(|| engine.tick().unwrap());
            let young: Vec<_> = old
                .iter()
                .map(|who| {
                    engine.participant_free(*who).unwrap();
                    let next = call(&engine, 2 * rounds + 1);
                    engine.join(next, &JoinOptions::without_dtmf(b"r")).unwrap();
                    next
                })
                .collect();
            ticker.join().unwrap();
            young
        });
        (0..2).for_each(|_| assert!(engine.tick().is_ok()));
        for who in young {
            let info = engine.participant_info(who).unwrap();
            assert_eq!(info.last_end, EndReason::None, "round {rounds}: it was in its first second");
            engine.participant_free(who).unwrap();
        }
        engine.tick().unwrap();
        let mut events = [Event::default(); 1024];
        loop {
            let count = engine.poll(&mut events).unwrap();
            for event in events[..count].iter().filter(|event| event.kind == EventKind::SessionExpired) {
                expired += 1;
                assert_eq!(
                    event.user,
                    2 * rounds,
                    "the time of one of those that are young is over: {event:?}"
                );
            }
            if count == 0 {
                break;
            }
        }
        rounds += 1;
    }
    println!("{expired} sessions of {rounds} rounds expired before they were freed");
}

/// What is counted of a participant that never writes is asked for while it is freed and another, which writes, comes
/// into its slot.
#[test]
fn statistics_are_of_the_participant_that_was_asked_about() {
    let engine = engine(EngineConfig { max_participants: 1, ..EngineConfig::default() });
    let (silent, over) = (AtomicU64::new(call(&engine, 0).0), AtomicBool::new(false));
    thread::scope(|scope| {
        let asker = scope.spawn(|| {
            let (mut answers, mut foreign) = (0_u64, 0_u64);
            while !over.load(Ordering::Relaxed) {
                let who = ParticipantId(silent.load(Ordering::Relaxed));
                if let Ok(stats) = engine.participant_stats(who) {
                    answers += 1;
                    foreign += u64::from(stats.write_discarded != 0);
                }
            }
            (answers, foreign)
        });
        let began = Instant::now();
        while began.elapsed() < RACE {
            engine.participant_free(ParticipantId(silent.load(Ordering::Relaxed))).unwrap();
            let writer = call(&engine, 1);
            (0..4).for_each(|_| assert_eq!(engine.write(writer, &[1; FRAME]), Ok(FRAME)));
            engine.participant_free(writer).unwrap();
            silent.store(call(&engine, 0).0, Ordering::Relaxed);
        }
        over.store(true, Ordering::Relaxed);
        let (answers, foreign) = asker.join().unwrap();
        assert!(answers > 0);
        assert_eq!(foreign, 0, "of {answers} answers, as many were of another participant");
    });
}

/// The two tones of `*` at −12 dBm0 or so, from sample `from` of the tone on.
fn star(from: usize, samples: &mut [i16]) {
    for (at, sample) in samples.iter_mut().enumerate() {
        let time = (from + at) as f64 / 8_000.0 * std::f64::consts::TAU;
        *sample = (4_000.0 * ((941.0 * time).sin() + (1_209.0 * time).sin())) as i16;
    }
}

/// A press that the host reports beside the audio may come in the audio, too, shortly afterwards, and then ends no second
/// conference. That is so of the same participant. The next one in the slot was not remembered as new if something was
/// said to it before its first join, and its own press was taken for the last one's.
#[test]
fn the_terminator_of_the_last_participant_does_not_hide_that_of_the_next() {
    let engine = engine(EngineConfig { max_participants: 1, ..EngineConfig::default() });
    let options = JoinOptions { terminator: DtmfDigit::from_char('*'), ..JoinOptions::without_dtmf(b"r") };
    let first = call(&engine, 1);
    engine.join(first, &options).unwrap();
    engine.tick().unwrap();
    engine.inject_dtmf_begin(first, options.terminator.unwrap(), -10_000, 100).unwrap();
    engine.tick().unwrap();
    assert_eq!(engine.conference_end(first).unwrap().reason, EndReason::Terminator);
    engine.participant_free(first).unwrap();

    let next = call(&engine, 2);
    engine.say(next, Sound::Beep, &SayOptions::default()).unwrap();
    engine.tick().unwrap();
    engine.join(next, &options).unwrap();
    let mut audio = [0; 6 * FRAME];
    star(0, &mut audio[FRAME / 2..]);
    for frame in audio.chunks(FRAME) {
        engine.write(next, frame).unwrap();
        engine.tick().unwrap();
    }
    assert_eq!(engine.conference_end(next).unwrap().reason, EndReason::Terminator);
}
