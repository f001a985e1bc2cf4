//! `memory_bytes` is the most that an engine takes: accounts that use all that they may have take no more, and not much less.

use mixminus::{
    AllowSignals, Clock, DriverConfig, Engine, EngineConfig, Error, JoinOptions, ParticipantConfig,
    ParticipantId, PromptConfig, Quota, RecordConfig, RecordTrack, RoomTemplate, SampleRate, SayOptions,
    Sound, TapTarget,
};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The system's allocator, which counts the bytes that all threads have, and how many they had at most.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn count(more: usize) {
    let now = NOW.fetch_add(more, Ordering::Relaxed) + more;
    MOST.fetch_max(now, Ordering::Relaxed);
}

// SAFETY: every call is the system allocator's, by whose contract it is made. `realloc` is the trait's own, which has both
// blocks at once.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One engine at a time is measured.
static ALONE: Mutex<()> = Mutex::new(());

/// Accounts, each of which takes all that those before it have left for it.
const ACCOUNTS: usize = 12;

/// How many participants each has, so that there are some of all.
const A_PARTICIPANTS: usize = 4;

fn newcomer(engine: &Engine, account: &[u8]) -> Result<ParticipantId, Error> {
    engine.participant_new(&ParticipantConfig {
        account,
        environment: &[b'e'; 255],
        user: 0,
        ..ParticipantConfig::default()
    })
}

fn name(n: usize, length: usize) -> Vec<u8> {
    format!("{n:0length$}").into_bytes()
}

fn exhaust<T>(mut call: impl FnMut(usize) -> Result<T, Error>) -> usize {
    (0..1_000_000).find(|&n| call(n).is_err()).unwrap()
}

fn keep(engine: &Engine, account: &[u8], samples: &[i16]) -> Result<(), Error> {
    engine
        .prompt_new(&PromptConfig { account, samples, sample_rate_hz: engine.config().sample_rate.hz() })
        .map(drop)
}

/// One account takes what it can of everything, but for the number of prompts.
fn flood(engine: &Engine, account: &[u8], folder: &std::path::Path) {
    let mut people = Vec::new();
    exhaust(|_| {
        people.push(newcomer(engine, account)?);
        if people.len() < A_PARTICIPANTS { Ok(()) } else { Err(keep(engine, account, &[]).unwrap_err()) }
    });
    let Some(&first) = people.first() else { return };
    exhaust(|n| {
        let path = folder.join(format!("{}-{n}.wav", String::from_utf8_lossy(&account[247..])));
        let track = RecordTrack { target: TapTarget::Output(first), path };
        let taps =
            RecordConfig { buffer_ms: 60_000, announcement: Sound::Beep, ..RecordConfig::new(vec![track]) };
        if n < 4 {
            engine.record_start(&taps).map(drop)
        } else {
            Err(keep(engine, account, &[]).unwrap_err())
        }
    });
    exhaust(|_| engine.tap_new(TapTarget::Output(first), 60_000));
    for (n, &person) in people.iter().enumerate() {
        if n % 8 == 7 {
            engine.tick().unwrap();
        }
        let (id, names) = (name(n, 255), (0..64).map(|k| name(n * 64 + k, 40)).collect::<Vec<_>>());
        let names: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
        let options =
            JoinOptions { allow_signals: AllowSignals::Names(&names), ..JoinOptions::without_dtmf(&id) };
        let none = JoinOptions { allow_signals: AllowSignals::Names(&[]), ..JoinOptions::without_dtmf(&id) };
        if engine.join(person, &options).is_err() && engine.join(person, &none).is_err() {
            let _ = engine.join(person, &JoinOptions { conference_id: &name(0, 255), ..none });
        }
        exhaust(|_| engine.say(person, Sound::Beep, &SayOptions { times: 0, ..SayOptions::default() }));
        (0..3).for_each(|n| assert!(engine.signal(person, &name(n, 255)).is_ok()));
    }
    exhaust(|n| engine.set_room_template(account, b"e", Some(&name(n, 255)), Some(&RoomTemplate::default())));
    if account[254] < b'3' {
        let samples = vec![1; 20_000];
        exhaust(|_| keep(engine, account, &samples));
        exhaust(|_| keep(engine, account, &samples[..1_000]));
    }
}

fn check(config: &EngineConfig, least: f64) {
    let _alone = ALONE.lock().unwrap();
    let folder = std::env::temp_dir().join(format!("mixminus-most-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let before = NOW.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let engine = Engine::new(config).unwrap();
    engine.start(&DriverConfig { clock: Clock::Host, workers: 64, ..DriverConfig::default() }).unwrap();
    for account in 0..ACCOUNTS {
        flood(&engine, &name(account, 255), &folder);
        engine.tick().unwrap();
    }
    exhaust(|n| engine.set_account_quota(&name(1000 + n, 255), Some(Quota::default())));
    // All prompts that there may be, for which three accounts have left enough bytes. Their table is what grows last.
    for account in 1000..1020 {
        exhaust(|_| keep(&engine, &name(account, 255), &[1]));
    }
    (0..5).for_each(|_| assert!(engine.tick().is_ok()));
    let taken = MOST.load(Ordering::Relaxed) - before;
    let reported = Engine::memory_bytes(config).unwrap();
    let part = taken as f64 / reported as f64;
    println!("at most {reported} bytes, {taken} were taken: {part:.3}");
    drop(engine);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(part <= 1.0, "{config:?}: {taken} bytes were taken, {reported} at most");
    assert!(part >= least, "{config:?}: {taken} bytes were taken, and {reported} would be the most");
}

fn small() -> EngineConfig {
    EngineConfig {
        max_participants: 48,
        max_rooms: 32,
        max_plays: 256,
        max_taps: 8,
        command_queue: 1024,
        event_queue: 256,
        max_prompt_bytes: 4 << 20,
        max_name_bytes: 256 << 10,
        max_accounts: 500,
        ..EngineConfig::default()
    }
}

#[test]
fn it_is_the_most() {
    // Of the prompts that are counted, these accounts have room for a third.
    check(&small(), 0.75);
}

#[test]
fn it_is_the_most_at_48_khz() {
    check(&EngineConfig { sample_rate: SampleRate::Hz48000, ..small() }, 0.85);
}

#[test]
fn it_is_the_most_of_names_and_accounts() {
    check(&EngineConfig { max_name_bytes: 16 << 20, max_accounts: 50_000, max_taps: 0, ..small() }, 0.65);
}
