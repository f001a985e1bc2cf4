//! Signals from many threads to one session: none is lost, none comes twice, each sender's come in their order.
//! ThreadSanitizer watches it too: `tests/tsan.sh`.

use mixminus::{
    EndReason, Engine, EngineConfig, Event, EventKind, JoinOptions, MAX_QUEUED_SIGNALS, ParticipantConfig,
    ParticipantId, RoomId, SignalOutcome, Status,
};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

const NAMES: [&[u8]; 4] = [b"a", b"b", b"c", b"*x"];

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

/// Takes all events that wait, so that a slow thread loses none, and keeps those of signals by their number.
fn hear(engine: &Engine, reported: &mut BTreeMap<u64, Vec<SignalOutcome>>) {
    let mut events = [Event::default(); 256];
    loop {
        let count = engine.poll(&mut events).unwrap();
        for event in &events[..count] {
            assert_ne!(event.kind, EventKind::Gap);
            if let Some(outcome) = event.signal {
                reported.entry(event.value as u64).or_default().push(outcome);
            }
        }
        if count < events.len() {
            return;
        }
    }
}

/// Sends so many; answers (number, outcome) of each.
fn send(engine: &Engine, who: ParticipantId, name: &[u8], times: usize) -> Vec<(u64, SignalOutcome)> {
    let mut sent = Vec::new();
    while sent.len() < times {
        match engine.signal(who, name) {
            Ok((outcome, number)) => sent.push((number, outcome)),
            Err(error) => assert_eq!(error.status(), Status::QueueFull),
        }
        thread::yield_now();
    }
    sent
}

/// Four threads send, one conferences, one ticks. Each signal interrupts one conference, or waits and is taken by one; or
/// it comes between two of them, and is ignored.
#[test]
fn from_many_threads_none_is_lost_none_comes_twice_and_order_is_kept() {
    const EACH: usize = 3_000;
    let engine = &Engine::new(&EngineConfig { max_participants: 2, ..EngineConfig::default() }).unwrap();
    let (who, stop, done) = (call(engine), &AtomicBool::new(false), &AtomicBool::new(false));
    let mut reported = BTreeMap::new();
    let (sent, ended) = thread::scope(|scope| {
        let senders: Vec<_> =
            NAMES.map(|name| scope.spawn(move || send(engine, who, name, EACH))).into_iter().collect();
        let talker = scope.spawn(move || {
            let mut ended = Vec::new();
            while !stop.load(Ordering::Relaxed) || engine.queued_signals(who).unwrap() > 0 {
                match engine.join(who, &JoinOptions::without_dtmf(b"r")) {
                    Ok(_) => {
                        while engine.participant_info(who).unwrap().room != RoomId::NONE {
                            if stop.load(Ordering::Relaxed) && engine.leave(who).is_ok() {
                                break;
                            }
                            thread::yield_now();
                        }
                    }
                    Err(error) if error.status() == Status::Interrupted => {}
                    Err(error) => {
                        // The ticking thread lags behind: neither commands nor rooms that have ended have a place.
                        assert!(
                            matches!(error.status(), Status::QueueFull | Status::TooManyRooms),
                            "{error}"
                        );
                        thread::yield_now();
                        continue;
                    }
                }
                let end = engine.conference_end(who).unwrap();
                if end.reason == EndReason::Signal {
                    ended.push((end.signal, end.text.to_vec()));
                }
            }
            done.store(true, Ordering::Relaxed);
            ended
        });
        let ticker = scope.spawn(|| {
            let mut reported = BTreeMap::new();
            while !done.load(Ordering::Relaxed) {
                engine.tick().unwrap();
                hear(engine, &mut reported);
                thread::yield_now();
            }
            reported
        });
        let sent: Vec<_> = senders.into_iter().map(|sender| sender.join().unwrap()).collect();
        stop.store(true, Ordering::Relaxed);
        reported = ticker.join().unwrap();
        (sent, talker.join().unwrap())
    });
    // Each tick takes up 256 of the 4,096 commands that may wait.
    for _ in 0..32 {
        engine.tick().unwrap();
        hear(engine, &mut reported);
    }

    let (mut interrupts, mut waits, mut ignored) = (0, 0, 0);
    let by_number: BTreeMap<u64, &[u8]> = ended.iter().map(|(n, name)| (*n, name.as_slice())).collect();
    assert_eq!(by_number.len(), ended.len(), "none ends two conferences");
    let mut numbers = Vec::new();
    for (sent, name) in sent.iter().zip(NAMES) {
        assert!(sent.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for &(number, outcome) in sent {
            numbers.push(number);
            let due = match outcome {
                SignalOutcome::Queued => vec![outcome, SignalOutcome::Taken],
                _ => vec![outcome],
            };
            assert_eq!(reported[&number], due, "{number}");
            let takes = matches!(outcome, SignalOutcome::Queued | SignalOutcome::Interrupted);
            assert_eq!(by_number.get(&number), takes.then_some(&name), "{number} {outcome:?}");
            interrupts += usize::from(outcome == SignalOutcome::Interrupted);
            waits += usize::from(outcome == SignalOutcome::Queued);
            ignored += usize::from(outcome == SignalOutcome::Ignored);
        }
    }
    numbers.sort_unstable();
    assert!(numbers.iter().zip(1..).all(|(number, due)| *number == due), "numbered without a hole");
    assert_eq!(reported.len(), 4 * EACH);
    assert_eq!(interrupts + waits, ended.len());
    println!("{interrupts} interrupted, {waits} waited, {ignored} ignored");
    assert!(interrupts > 0 && ignored > 0);
}

/// Those that wait are taken in the order in which they were sent, whoever sent them.
#[test]
fn what_many_threads_queue_is_taken_in_the_order_of_its_numbers() {
    let engine = &Engine::new(&EngineConfig { max_participants: 2, ..EngineConfig::default() }).unwrap();
    for _ in 0..50 {
        let who = call(engine);
        let mut queued: Vec<u64> = thread::scope(|scope| {
            let senders = NAMES.map(|name| scope.spawn(move || send(engine, who, name, 20)));
            let sent = senders.into_iter().flat_map(|sender| sender.join().unwrap());
            sent.filter(|(_, outcome)| *outcome == SignalOutcome::Queued).map(|(number, _)| number).collect()
        });
        queued.sort_unstable();
        assert_eq!(queued.len(), MAX_QUEUED_SIGNALS);
        let mut taken = Vec::new();
        while engine.join(who, &JoinOptions::without_dtmf(b"r")).is_err() {
            taken.push(engine.conference_end(who).unwrap().signal);
        }
        assert_eq!(taken, queued);
        engine.participant_free(who).unwrap();
        engine.tick().unwrap();
    }
}
