//! The engine's threads have the scheduling that was asked for, whatever the thread had that started them.
#![cfg(target_os = "linux")]

use mixminus::{
    Clock, DriverConfig, Engine, EngineConfig, JoinOptions, ParticipantConfig, RecordConfig, RecordTrack,
    TapTarget,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

/// The scheduling of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Scheduling {
    policy: i32,
    priority: i32,
    nice: i32,
    cpus: Vec<usize>,
}

/// That of the thread of that id; 0: the calling thread.
fn scheduling(thread: i32) -> Scheduling {
    // SAFETY: both structs are plain bits, which the system fills; a thread that is gone gives an error, which is checked.
    unsafe {
        let mut param: libc::sched_param = std::mem::zeroed();
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        assert_eq!(libc::sched_getparam(thread, &raw mut param), 0);
        assert_eq!(libc::sched_getaffinity(thread, size_of_val(&set), &raw mut set), 0);
        Scheduling {
            policy: libc::sched_getscheduler(thread),
            priority: param.sched_priority,
            nice: libc::getpriority(libc::PRIO_PROCESS, thread.cast_unsigned()),
            cpus: (0..8 * size_of_val(&set)).filter(|&cpu| libc::CPU_ISSET(cpu, &set)).collect(),
        }
    }
}

/// Of each thread of the engine's, by its name.
fn of_the_engine() -> BTreeMap<String, Scheduling> {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap().map(|task| task.unwrap().path());
    let named = |task: &Path| {
        let name = std::fs::read_to_string(task.join("comm")).ok()?.trim().to_owned();
        let id = task.file_name()?.to_str()?.parse().ok()?;
        name.starts_with("mixminus-").then(|| (name, scheduling(id)))
    };
    tasks.filter_map(|task| named(&task)).collect()
}

/// Pins the calling thread to one CPU and gives it that nice value and, if `fifo` is not 0, that real-time priority. `None`:
/// the system does not permit it.
fn set_apart(cpu: usize, nice: i32, fifo: i32) -> Option<()> {
    // SAFETY: the structs are whole; 0 names the calling thread.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(cpu, &mut set);
        assert_eq!(libc::sched_setaffinity(0, size_of_val(&set), &raw const set), 0);
        let param = libc::sched_param { sched_priority: fifo };
        let policy = if fifo > 0 { libc::SCHED_FIFO } else { libc::SCHED_OTHER };
        let permitted = libc::setpriority(libc::PRIO_PROCESS, 0, nice) == 0
            && libc::sched_setscheduler(0, policy, &raw const param) == 0;
        permitted.then_some(())
    }
}

/// What the report of the start says of priorities and CPUs.
fn warnings(config: &DriverConfig) -> (bool, bool) {
    let engine = Engine::new(&EngineConfig { max_participants: 2, ..EngineConfig::default() }).unwrap();
    let report = engine.start(config).unwrap();
    (report.priorities_differ, report.cpus_shared)
}

/// Starts drivers and a recording, and returns the scheduling of all that was started.
fn start_all(config: &DriverConfig, name: &str) -> BTreeMap<String, Scheduling> {
    let engine = Engine::new(&EngineConfig { max_participants: 2, ..EngineConfig::default() }).unwrap();
    let report = engine.start(config).unwrap();
    assert_eq!((report.realtime_errno, report.affinity_errno), (0, 0));
    let call =
        ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
    let who = engine.participant_new(&call).unwrap();
    engine.join(who, &JoinOptions::without_dtmf(b"r")).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let track = RecordTrack { target: TapTarget::AfterMute(who), path: folder.join("who.wav") };
    let recording = engine.record_start(&RecordConfig::new(vec![track])).unwrap();
    // A thread takes its name after it has started.
    let threads = report.threads as usize + 2;
    while of_the_engine().len() < threads {
        thread::yield_now();
    }
    let found = of_the_engine();
    engine.record_stop(recording).unwrap();
    found
}

/// One test, because all threads of the process are looked at.
#[test]
fn the_engines_threads_inherit_nothing_from_the_thread_that_starts_them() {
    let ours = scheduling(0);
    assert_eq!((ours.policy, ours.priority), (libc::SCHED_OTHER, 0), "the test starts as any process does");
    let one = *ours.cpus.last().unwrap();
    let ordinary = DriverConfig { workers: 2, ..DriverConfig::default() };
    let helped = DriverConfig { clock: Clock::Host, ..ordinary.clone() };
    let names = ["mixminus-0", "mixminus-1", "mixminus-ctl", "mixminus-rec"];

    let one_cpu = DriverConfig { cpus: vec![one as u32], ..ordinary.clone() };
    assert_eq!(warnings(&ordinary), (false, false));
    assert_eq!(warnings(&helped), (false, false));
    assert_eq!(warnings(&one_cpu), (false, true));
    assert_eq!(
        warnings(&DriverConfig { clock: Clock::Host, ..one_cpu.clone() }),
        (false, false),
        "one helper"
    );
    assert_eq!(warnings(&DriverConfig { workers: 1, ..one_cpu }), (false, false));

    let mut callers = vec![("pinned", 0, 0)];
    callers.extend([("nice", -5, 0), ("fifo", 0, 10), ("fifo-nice", -5, 10)]);
    for (what, nice, fifo) in callers {
        let on_its_thread = |run: &(dyn Fn() + Sync)| {
            thread::scope(|scope| {
                let caller = scope.spawn(|| set_apart(one, nice, fifo).map(|()| run()));
                if caller.join().unwrap().is_none() {
                    println!("SKIPPED: {what}: the system permits no such priority");
                }
            });
        };
        on_its_thread(&|| {
            let found = start_all(&ordinary, what);
            assert_eq!(found.keys().collect::<Vec<_>>(), names, "{what}");
            for (name, scheduling) in found {
                assert_eq!(scheduling, ours, "{name}, started by a caller that is {what}");
            }
        });
        on_its_thread(&|| {
            let found = start_all(&helped, what);
            assert_eq!(found.keys().collect::<Vec<_>>(), names[1..], "{what}");
            for (name, scheduling) in found {
                assert_eq!(scheduling, ours, "{name}, started by a caller that is {what}");
            }
        });
        if fifo == 0 {
            continue;
        }
        on_its_thread(&|| {
            assert_eq!(warnings(&ordinary), (false, false));
            assert_eq!(
                warnings(&helped),
                (true, false),
                "the caller ticks with priority {fifo}, its helpers with none"
            );
            let equal = DriverConfig { realtime_priority: fifo as u32, ..helped.clone() };
            assert_eq!(warnings(&equal), (false, false));
        });
        on_its_thread(&|| {
            let asked = DriverConfig { realtime_priority: 7, cpus: vec![one as u32], ..ordinary.clone() };
            for (name, scheduling) in start_all(&asked, what) {
                if name == "mixminus-0" || name == "mixminus-1" {
                    assert_eq!((scheduling.policy, scheduling.priority), (libc::SCHED_FIFO, 7), "{name}");
                    assert_eq!(scheduling.cpus, [one], "{name}");
                } else {
                    assert_eq!(scheduling, ours, "{name}, started by a caller that is {what}");
                }
            }
        });
    }
}
