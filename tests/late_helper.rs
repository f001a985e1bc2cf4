//! A tick waits for no more than the one room that a late helper is mixing, whoever has the helper's CPU. Alone in its
//! file, because it takes that CPU for itself for a while.
#![cfg(target_os = "linux")]

use mixminus::{Clock, DriverConfig, Engine, EngineConfig, JoinOptions, ParticipantConfig, ParticipantId};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Samples of a frame: 20 ms at 8 kHz.
const FRAME: usize = 160;

/// For so long the helper's CPU is taken at a time: by a thread that has a higher priority than the helper and a lower one
/// than the ticking thread.
const TAKEN: Duration = Duration::from_millis(300);

/// Half of that: what a tick takes of the processor is a thousandth of it.
const LATE: Duration = Duration::from_millis(150);

const TICKING: i32 = 20;
const BETWEEN: i32 = 10;

/// Pins the calling thread, with that real-time priority. Returns `false` if the system does not permit that.
fn set_apart(cpu: usize, priority: i32) -> bool {
    // SAFETY: the structs are whole; 0 names the calling thread.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(cpu, &mut set);
        let param = libc::sched_param { sched_priority: priority };
        libc::sched_setaffinity(0, size_of_val(&set), &raw const set) == 0
            && libc::sched_setscheduler(0, libc::SCHED_FIFO, &raw const param) == 0
    }
}

/// Two CPUs of this process, if it has them.
fn two_cpus() -> Option<[usize; 2]> {
    // SAFETY: the set is plain bits, which the system fills; 0 names the calling thread.
    let set = unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        assert_eq!(libc::sched_getaffinity(0, size_of_val(&set), &raw mut set), 0);
        set
    };
    // SAFETY: each is below the size of the set.
    let mut cpus = (0..8 * size_of_val(&set)).filter(|&cpu| unsafe { libc::CPU_ISSET(cpu, &set) });
    Some([cpus.next()?, cpus.next()?])
}

/// Rooms that all talk in, and who is in them.
fn rooms(engine: &Engine) -> Vec<ParticipantId> {
    let call =
        ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
    let join = |at: usize| {
        let who = engine.participant_new(&call).unwrap();
        engine.join(who, &JoinOptions::without_dtmf(&[b'0' + (at / 80) as u8])).unwrap();
        who
    };
    let people = (0..400).map(join).collect();
    (0..4).for_each(|_| assert!(engine.tick().is_ok()));
    people
}

#[test]
fn a_helper_whose_processor_is_taken_delays_a_tick_by_no_more_than_its_room() {
    let Some([here, there]) = two_cpus() else {
        println!("SKIPPED: one CPU");
        return;
    };
    let config = EngineConfig { prefill_ms: 0, max_participants: 400, ..EngineConfig::default() };
    let engine = &Engine::new(&config).unwrap();
    let people = rooms(engine);
    // The helper's CPU is the second in the list, the first that of the ticking thread if that were the engine's.
    let cpus = vec![here as u32, there as u32];
    let helped = DriverConfig { clock: Clock::Host, workers: 2, cpus, ..DriverConfig::default() };
    engine.start(&helped).unwrap();
    let over = &AtomicBool::new(false);
    let longest = thread::scope(|scope| {
        let ticker = scope.spawn(move || {
            if !set_apart(here, TICKING) {
                over.store(true, Ordering::Relaxed);
                return None;
            }
            let mut longest = Duration::ZERO;
            while !over.load(Ordering::Relaxed) {
                for who in &people {
                    engine.write(*who, &[1_000; FRAME]).unwrap();
                }
                let began = Instant::now();
                engine.tick().unwrap();
                longest = longest.max(began.elapsed());
                thread::sleep(Duration::from_micros(200));
            }
            Some(longest)
        });
        scope.spawn(move || {
            let permitted = set_apart(there, BETWEEN);
            for round in 0..8 {
                if !permitted || over.load(Ordering::Relaxed) {
                    break;
                }
                // At any moment of a tick.
                thread::sleep(Duration::from_micros(60_000 + 137 * round));
                let began = Instant::now();
                while began.elapsed() < TAKEN {
                    std::hint::spin_loop();
                }
            }
            over.store(true, Ordering::Relaxed);
        });
        ticker.join().unwrap()
    });
    engine.stop().unwrap();
    let Some(longest) = longest else {
        println!("SKIPPED: the system permits no real-time priority");
        return;
    };
    println!("the longest tick took {longest:?}");
    assert!(longest < LATE, "a tick took {longest:?}, the helper's CPU was taken for {TAKEN:?}");
}
