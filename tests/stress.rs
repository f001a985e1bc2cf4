//! Many threads at once, for ThreadSanitizer and for what must hold whoever meets whom.
//!
//! `MIXMINUS_STRESS_SECONDS` (2) is how long the random scenario lasts; CI takes 10 under ThreadSanitizer.

#[path = "support/realtime/mod.rs"]
mod realtime;

use mixminus::{DtmfDigit, Engine, EngineConfig, FrameLen, JoinOptions, ParticipantId, READ_SKIPPED, Status};
use realtime::life::{Random, newcomer};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const ROOMS: [&[u8]; 3] = [b"a", b"b", b"c"];
const FRAME: usize = 160;

fn seconds() -> Duration {
    let named = std::env::var("MIXMINUS_STRESS_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(named.unwrap_or(2))
}

/// Those who live, a few more of them than threads, so that threads meet.
type People = [Mutex<ParticipantId>];

fn someone(people: &People, random: &mut Random) -> ParticipantId {
    *people[random.below(people.len())].lock().unwrap()
}

/// What a call of the audio path may answer in this scenario.
fn allowed<T>(answer: Result<T, Status>) -> Option<T> {
    match answer {
        Ok(value) => Some(value),
        Err(Status::Busy | Status::StaleHandle) => None,
        Err(other) => panic!("{other:?}"),
    }
}

/// What everyone writes. All that one hears are sums of it, ramps and decays between such sums, and at a move the
/// decay of one laid over another: never negative, never beyond twice everyone's sum.
const VOICE: i16 = 64;

fn talk(engine: &Engine, people: &People, stop: &AtomicBool, seed: u64) -> u64 {
    let (mut random, mut heard, mut done) = (Random(seed), [0_i16; 2 * FRAME], 0);
    while !stop.load(Ordering::Relaxed) {
        let person = someone(people, &mut random);
        let count = [0, 1, FRAME / 2, FRAME, FRAME, FRAME, 2 * FRAME][random.below(7)];
        if random.below(2) == 0 {
            done += u64::from(allowed(engine.write(person, &[VOICE; 2 * FRAME][..count])).is_some());
        } else {
            done += u64::from(allowed(engine.read(person, &mut heard[..count])).is_some());
            assert!(heard.iter().all(|x| (0..=24 * VOICE).contains(x)), "{heard:?}");
        }
        if random.below(64) == 0 {
            thread::yield_now();
        }
    }
    done
}

fn control(engine: &Engine, people: &People, stop: &AtomicBool, seed: u64) -> u64 {
    let (mut random, mut done) = (Random(seed), 0);
    while !stop.load(Ordering::Relaxed) {
        let room = ROOMS[random.below(ROOMS.len())];
        let person = someone(people, &mut random);
        let key = DtmfDigit::at(random.below(4), random.below(4));
        let answer = match random.below(11) {
            0..=2 => engine.join(person, &JoinOptions::without_dtmf(room)).map(drop),
            3 => engine.leave(person),
            4 => engine.move_to(person, room).map(drop),
            5 => engine.set_mute(person, random.below(2) == 0),
            6 => engine.set_detect_dtmf(person, random.below(2) == 0),
            7 => engine.inject_dtmf_begin(person, key, -10_000, 100),
            8 => engine.inject_dtmf_end(person, key),
            9 => engine.service().and(engine.participant_info(person).map(drop)),
            _ => replace(engine, &people[random.below(people.len())]),
        };
        match answer.map_err(|error| error.status()) {
            Ok(()) => done += 1,
            Err(
                Status::StaleHandle
                | Status::NotInRoom
                | Status::AlreadyInRoom
                | Status::RoomFull
                | Status::TooManyRooms
                | Status::TooManyParticipants
                | Status::QueueFull,
            ) => {}
            Err(other) => panic!("{other:?}"),
        }
        thread::sleep(Duration::from_micros(50));
    }
    done
}

/// Frees a participant, and makes another in its place.
fn replace(engine: &Engine, place: &Mutex<ParticipantId>) -> mixminus::Result<()> {
    let mut place = place.lock().unwrap();
    if let Err(error) = engine.participant_free(*place) {
        assert_eq!(error.status(), Status::StaleHandle);
    }
    *place = newcomer(engine)?;
    Ok(())
}

#[test]
fn whoever_meets_whom_nothing_breaks() {
    let engine = Engine::new(&EngineConfig {
        max_participants: 16,
        max_rooms: 3,
        command_queue: 64,
        event_queue: 64,
        ..EngineConfig::default()
    })
    .unwrap();
    let people: Vec<_> = (0..12).map(|_| Mutex::new(newcomer(&engine).unwrap())).collect();
    let stop = AtomicBool::new(false);
    let (engine, people, stop) = (&engine, &*people, &stop);
    let (audio, calls, ticks) = thread::scope(|scope| {
        let talkers: Vec<_> =
            (0..8).map(|k| scope.spawn(move || talk(engine, people, stop, 11 + k))).collect();
        let callers: Vec<_> =
            (0..2).map(|k| scope.spawn(move || control(engine, people, stop, 77 + k))).collect();
        let ticker = scope.spawn(move || {
            let mut ticks = 0;
            while !stop.load(Ordering::Relaxed) {
                ticks = engine.tick().unwrap();
                thread::sleep(Duration::from_micros(100));
            }
            ticks
        });
        let until = Instant::now() + seconds();
        let mut events = [mixminus::Event::default(); 64];
        while Instant::now() < until {
            thread::sleep(Duration::from_millis(1));
            engine.poll(&mut events).unwrap();
            engine.stats();
        }
        stop.store(true, Ordering::Relaxed);
        let sum = |threads: Vec<thread::ScopedJoinHandle<'_, u64>>| -> u64 {
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        };
        (sum(talkers), sum(callers), ticker.join().unwrap())
    });
    println!("{audio} writes and reads, {calls} control calls, {ticks} ticks");
    assert!(audio > 1000 && calls > 100 && ticks > 100);
}

/// A speaker and a listener in a room, without prefill.
fn pair(engine: &Engine) -> (ParticipantId, ParticipantId) {
    let (speaker, listener) = (newcomer(engine).unwrap(), newcomer(engine).unwrap());
    for person in [speaker, listener] {
        engine
            .join(person, &JoinOptions { prefill_ms: Some(0), ..JoinOptions::without_dtmf(b"pair") })
            .unwrap();
    }
    (speaker, listener)
}

#[test]
fn a_clock_that_has_stopped_keeps_nobody() {
    let engine =
        Engine::new(&EngineConfig { max_participants: 64, command_queue: 16, ..EngineConfig::default() });
    let engine = &engine.unwrap();
    let people: Vec<_> = (0..64).map(|_| newcomer(engine).unwrap()).collect();
    for (index, person) in people.iter().enumerate() {
        engine.join(*person, &JoinOptions::without_dtmf(ROOMS[index % 3])).unwrap();
        if index < 48 {
            engine.tick().unwrap();
        }
    }
    // The queue is full, and from here on nobody ticks: some have never been seen by a tick.
    assert_eq!(engine.signal(people[0], b"x").unwrap_err().status(), Status::QueueFull);
    // Settings need no place in it.
    engine.set_mute(people[0], true).unwrap();
    thread::scope(|scope| {
        for part in people.chunks(16) {
            scope.spawn(move || {
                for (index, person) in part.iter().enumerate() {
                    let mut heard = [0; FRAME];
                    (0..20).for_each(|_| assert!(engine.write(*person, &[1; FRAME]).is_ok()));
                    if index % 2 == 0 {
                        engine.leave(*person).unwrap();
                    }
                    engine.read(*person, &mut heard).unwrap();
                    engine.participant_free(*person).unwrap();
                    assert_eq!(engine.write(*person, &[1; FRAME]), Err(Status::StaleHandle));
                }
            });
        }
    });
    // The slots are the tick's until it has seen them end; then all of them come back.
    assert_eq!(newcomer(engine).unwrap_err().status(), Status::TooManyParticipants);
    engine.tick().unwrap();
    let people: Vec<_> = (0..64).map(|_| newcomer(engine).unwrap()).collect();
    people.iter().for_each(|person| engine.participant_free(*person).unwrap());
    let (speaker, listener) = pair(engine);
    let mut heard = [0; FRAME];
    for _ in 0..4 {
        engine.write(speaker, &[500; FRAME]).unwrap();
        engine.tick().unwrap();
        engine.read(listener, &mut heard).unwrap();
    }
    assert_eq!(heard, [500; FRAME]);
}

#[test]
fn a_reader_that_stalls_five_seconds_hears_nothing_older_than_the_cap() {
    for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
        let config = EngineConfig { frame_len, prefill_ms: 0, ..EngineConfig::default() };
        let engine = Engine::new(&config).unwrap();
        let (speaker, listener) = pair(&engine);
        let (frame, stall) = (config.frame_samples(), 5_000 / u64::from(frame_len.ms()));
        let cap_ticks = 40 / u64::from(frame_len.ms());
        let mut heard = vec![0; frame];
        for _ in 0..stall {
            engine.write(speaker, &vec![300; frame]).unwrap();
            engine.tick().unwrap();
        }
        // All that waits is old, for the newest was dropped; what is made from now on is fresh.
        let first = engine.read_ex(listener, &mut heard).unwrap();
        assert!(first.real == 0 && first.flags & READ_SKIPPED != 0, "{first:?}");
        let mut real = 0;
        for _ in 0..4 * cap_ticks {
            engine.write(speaker, &vec![300; frame]).unwrap();
            let newest = engine.tick().unwrap();
            let info = engine.read_ex(listener, &mut heard).unwrap();
            assert!(info.real == 0 || info.tick + cap_ticks >= newest, "{info:?} at tick {newest}");
            real += info.real;
        }
        assert!(real > 0, "the stall is over");
        assert!(engine.participant_stats(listener).unwrap().out_stale > 0);
    }
}

#[test]
fn of_two_writers_one_is_busy_and_no_write_is_torn() {
    // With that cap an in-ring holds whole frames, so that none is taken in part when it is full.
    let config = EngineConfig { prefill_ms: 0, max_cap_ms: 115, ..EngineConfig::default() };
    let engine = &Engine::new(&config).unwrap();
    let (speaker, listener) = pair(engine);
    let (stop, busy) = (&AtomicBool::new(false), &AtomicU64::new(0));
    // Each write is one constant for a whole frame; since the ring takes frames in their order and the tick takes
    // frames, each frame that is heard is one constant, unless two writes were interleaved.
    let (frames, torn) = thread::scope(|scope| {
        for voice in [1_000_i16, -2_000] {
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    match engine.write(speaker, &[voice; FRAME]) {
                        Ok(_) => {}
                        Err(Status::Busy) => drop(busy.fetch_add(1, Ordering::Relaxed)),
                        Err(other) => panic!("{other:?}"),
                    }
                }
            });
        }
        let until = Instant::now() + 5 * seconds();
        let (mut frames, mut torn, mut heard) = (0_u64, 0_u64, [0; FRAME]);
        while Instant::now() < until && (frames < 500 || busy.load(Ordering::Relaxed) == 0) {
            engine.tick().unwrap();
            let info = engine.read_ex(listener, &mut heard).unwrap();
            // The first 5 ms may be a ramp or the cross-fade of a cut; who pauses decays to zero.
            let settled = &heard[40..];
            if info.real == FRAME && settled[0] != 0 && settled[settled.len() - 1] != 0 {
                frames += 1;
                torn += u64::from(settled.iter().any(|x| *x != settled[0]));
            }
            thread::yield_now();
        }
        stop.store(true, Ordering::Relaxed);
        (frames, torn)
    });
    let busy = busy.load(Ordering::Relaxed);
    println!("{frames} frames, {torn} torn, {busy} times busy");
    assert!(frames > 100 && busy > 0);
    assert_eq!(torn, 0);
}
