//! Nothing in `tick`, `write` and `read` allocates, frees, faults a page in or makes a system call.
//!
//! With the feature `rtsan` the same lives run under RealtimeSanitizer. Its library is named at build time and at run
//! time: `RTSAN_ENABLE=1 RTSAN_LIB_PATH=…/librustc-stable_rt.rtsan.a cargo test --features rtsan --test realtime`.
//! `tests/planted.sh` shows that each test catches what it is there for.

#[path = "support/realtime/mod.rs"]
mod realtime;

use mixminus::{AgentLines, EndReason, Engine, EngineConfig, FrameLen, JoinOptions, LineClass, SampleRate};
use realtime::count::{Counting, on_this_thread};
use realtime::life::{Life, newcomer};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |value| value.parse().unwrap())
}

/// A small engine, so that its queues and rooms fill up.
fn small(sample_rate: SampleRate, frame_len: FrameLen) -> EngineConfig {
    EngineConfig {
        sample_rate,
        frame_len,
        max_participants: 40,
        max_rooms: 4,
        room_capacity: 30,
        command_queue: 16,
        event_queue: 64,
        session_limit_s: 62,
        ..EngineConfig::default()
    }
}

/// The same, with rooms and lines of several rates, and agents.
fn mixed() -> EngineConfig {
    let class = |sample_rate| LineClass { sample_rate, max_participants: 40 };
    EngineConfig {
        line_classes: [SampleRate::Hz22050, SampleRate::Hz24000, SampleRate::Hz48000].map(class).into(),
        agents: Some(AgentLines { max_participants: 40, queue_ms: 1_000, ..AgentLines::default() }),
        ..small(SampleRate::Hz8000, FrameLen::Ms20)
    }
}

/// Rooms live at random: all that is real-time runs watched, control calls between them do not. Answers how many events
/// reported which end.
fn live(config: &EngineConfig, rounds: u64, seed: u64) -> [u64; 8] {
    let mut life = Life::new(config, 32, seed);
    let mut count = 0;
    for _ in 0..rounds {
        life.control();
        count += on_this_thread(|| life.round()).1;
    }
    assert_eq!(count, 0, "allocations and frees");
    let (engine, people) = life.stats();
    assert!(engine.commands > rounds / 4 && engine.overloads > 0 && engine.events_lost > 0, "{engine:?}");
    assert!(life.presses > 0 && life.locks > 0, "no key press was reported, or no lock");
    assert!(life.plays.iter().all(|count| *count > 0), "{:?}", life.plays);
    assert!(life.marks.iter().all(|count| *count > 0), "{:?}", life.marks);
    assert!(life.tapped > rounds, "{} frames of taps", life.tapped);
    assert!(people.underruns > 0 && people.trims > 0 && people.read > 0, "{people:?}");
    assert!(people.reordered > 0 && people.late > 0 && people.concealed > 0, "{people:?}");
    assert!(people.target > 0 && people.inserted > 0 && people.removed > 0, "{people:?}");
    life.ends
}

#[test]
fn a_random_life_allocates_nothing() {
    let rounds = number("MIXMINUS_REALTIME_ROUNDS", 4_000);
    let lives = [
        live(&small(SampleRate::Hz8000, FrameLen::Ms20), rounds, 1),
        live(&small(SampleRate::Hz8000, FrameLen::Ms10), rounds / 4, 2),
        live(&small(SampleRate::Hz48000, FrameLen::Ms20), rounds / 4, 3),
        live(&mixed(), rounds, 4),
    ];
    let ended = |reason| lives.iter().map(|ends| ends[reason as usize]).sum::<u64>();
    for reason in [
        EndReason::HangUp,
        EndReason::Removed,
        EndReason::TimeLimit,
        EndReason::Terminator,
        EndReason::Signal,
    ] {
        assert!(ended(reason) > 0, "{reason:?} in {lives:?}");
    }
}

/// A line that is resampled slowly, since its reserve has changed amid sound without a pause or a period: a frame too many,
/// then one too few.
#[test]
fn a_line_that_is_resampled_allocates_nothing() {
    let config =
        EngineConfig { prefill_ms: 40, session_limit_s: 0, ..small(SampleRate::Hz8000, FrameLen::Ms20) };
    let engine = Engine::new(&config).unwrap();
    let call = newcomer(&engine).unwrap();
    engine.join(call, &JoinOptions::without_dtmf(b"room")).unwrap();
    let tones = [(301.3, 4_000.0), (587.7, 3_000.0), (947.1, 2_000.0)];
    let sample = |at: usize| {
        let part =
            |(hz, level): &(f64, f64)| level * (hz * at as f64 / 8_000.0 * std::f64::consts::TAU).sin();
        tones.iter().map(part).sum::<f64>() as i16
    };
    let (mut written, mut count) = (0, 0);
    for (frames_at_once, seconds) in [(1, 5), (2, 40), (0, 40)] {
        for tick in 0..50 * seconds {
            let frames = if tick == 0 { frames_at_once } else { 1 };
            for _ in 0..frames {
                let frame: Vec<i16> = (written..written + 160).map(sample).collect();
                written += 160;
                count += on_this_thread(|| engine.write(call, &frame).unwrap()).1;
            }
            count += on_this_thread(|| engine.tick().unwrap()).1;
            count += on_this_thread(|| engine.read(call, &mut [0; 160]).unwrap()).1;
        }
    }
    assert_eq!(count, 0, "allocations and frees");
    let stats = engine.participant_stats(call).unwrap();
    assert!(stats.removed > 80 && stats.inserted > 80 && stats.underruns + stats.trims == 0, "{stats:?}");
}

/// The counter counts: else the test above would prove nothing.
#[test]
fn an_allocation_and_its_free_are_counted() {
    let ((), count) = on_this_thread(|| drop(std::hint::black_box(Box::new(1))));
    assert_eq!(count, 2);
}

#[test]
fn initial_bytes_tells_what_is_taken() {
    for config in [
        EngineConfig::default(),
        EngineConfig { sample_rate: SampleRate::Hz48000, ..EngineConfig::default() },
        EngineConfig { max_participants: 20_000, max_rooms: 5_000, ..EngineConfig::default() },
        EngineConfig { max_participants: 10, max_rooms: 200_000, ..EngineConfig::default() },
        mixed(),
    ] {
        let reported = mixminus::Engine::initial_bytes(&config).unwrap() as f64;
        let (engine, taken) =
            realtime::count::bytes_on_this_thread(|| mixminus::Engine::new(&config).unwrap());
        let ratio = taken as f64 / reported;
        assert!((0.95..1.05).contains(&ratio), "{config:?}: reported {reported}, took {taken}");
        drop(engine);
    }
}

/// Faults of pages on the calling thread so far, minor and major.
#[cfg(target_os = "linux")]
fn page_faults() -> i64 {
    // SAFETY: `rusage` is plain numbers, and getrusage fills a whole one.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        assert_eq!(libc::getrusage(libc::RUSAGE_THREAD, &raw mut usage), 0);
        usage
    };
    usage.ru_minflt + usage.ru_majflt
}

/// `MIXMINUS_REALTIME_TICKS`: CI takes a million, in release.
#[cfg(target_os = "linux")]
#[test]
fn a_small_room_faults_no_page_in() {
    let ticks = number("MIXMINUS_REALTIME_TICKS", 20_000);
    let engine = mixminus::Engine::new(&EngineConfig::default()).unwrap();
    let people: Vec<_> = (0..3).map(|_| newcomer(&engine).unwrap()).collect();
    for (index, person) in people.iter().enumerate() {
        let options = if index == 0 { JoinOptions::without_dtmf(b"room") } else { JoinOptions::new(b"room") };
        engine.join(*person, &options).unwrap();
    }
    let mut heard = [0; 160];
    let mut round = |tick: u64| {
        for (index, person) in people.iter().enumerate() {
            let sample = (tick as i16).wrapping_mul(31).wrapping_add(index as i16);
            // Now and then nothing, or too much: underruns and cuts belong to a long run.
            let times = usize::from(!tick.is_multiple_of(500)) + 4 * usize::from(tick % 300 == 1);
            (0..times).for_each(|_| assert_eq!(engine.write(*person, &[sample; 160]), Ok(160)));
        }
        engine.tick().unwrap();
        people.iter().for_each(|person| assert!(engine.read(*person, &mut heard).is_ok()));
    };
    (0..2_000).for_each(&mut round);
    let before = page_faults();
    (0..ticks).for_each(&mut round);
    let faults = page_faults() - before;
    println!("{ticks} ticks, {faults} page faults");
    assert_eq!(faults, 0);
}

/// What no call of ours makes: a write to descriptor −1 whose length marks the begin and the end of the watch.
#[cfg(target_os = "linux")]
fn mark(length: usize) {
    // SAFETY: the descriptor is bad, so nothing is read.
    unsafe { libc::write(-1, std::ptr::null(), length) };
}

/// Not a test by itself: [`a_random_life_asks_the_system_nothing`] runs it under strace.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "run by the test below"]
fn traced_life() {
    let mut life = Life::new(&small(SampleRate::Hz8000, FrameLen::Ms20), 32, 4);
    for _ in 0..number("MIXMINUS_TRACED_ROUNDS", 500) {
        life.control();
        mark(4_242);
        life.round();
        mark(2_424);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_random_life_asks_the_system_nothing() {
    let log = std::env::temp_dir().join(format!("mixminus-strace-{}", std::process::id()));
    let mut strace = std::process::Command::new("strace");
    strace.args(["-f", "-qq", "-o"]).arg(&log).arg(std::env::current_exe().unwrap());
    strace.args(["--exact", "traced_life", "--ignored"]);
    match strace.output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            println!("NOT RUN: strace is not installed");
            return;
        }
        done => {
            let done = done.unwrap();
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
    }
    let trace = std::fs::read_to_string(&log).unwrap();
    let _ = std::fs::remove_file(&log);
    let (mut watched, mut rounds, mut calls) = (false, 0, Vec::new());
    for line in trace.lines() {
        if line.contains("write(-1, NULL, 4242)") {
            watched = true;
        } else if line.contains("write(-1, NULL, 2424)") {
            watched = false;
            rounds += 1;
        } else if watched && !line.contains("clock_gettime(") {
            // Where the clock cannot be read without a system call, `Engine::tick` makes one to time the tick.
            calls.push(line);
        }
    }
    println!("{rounds} rounds, {} system calls", calls.len());
    assert!(rounds > 0 && calls.is_empty(), "{rounds} rounds, {calls:#?}");
}
