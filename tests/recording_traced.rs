//! No tick touches a file, whatever is recorded meanwhile: every system call of a process that records is looked at.
#![cfg(all(target_os = "linux", feature = "recorder"))]

#[path = "support/recording.rs"]
mod recording;

use mixminus::{Clock, DriverConfig, SampleRate};
use recording::{Folder, House};
use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

/// What has to do with files, or with descriptors of them.
const OF_FILES: [&str; 20] = [
    "open",
    "openat",
    "creat",
    "close",
    "read",
    "pread64",
    "readv",
    "write",
    "pwrite64",
    "writev",
    "lseek",
    "ftruncate",
    "fsync",
    "fdatasync",
    "fallocate",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "stat",
];

/// A write to descriptor −1 whose length tells where the process stands.
fn mark(length: usize) {
    // SAFETY: the descriptor is bad, so nothing is read.
    unsafe { libc::write(-1, std::ptr::null(), length) };
}

/// Not a test by itself: the one below runs it under strace. First this thread ticks, watched; then drivers do.
#[test]
#[ignore = "run by the test below"]
fn traced_recording() {
    let folder = Folder::new("traced");
    let mut house = House::new(SampleRate::Hz8000, 4);
    // So small that files are ended and begun in the midst of it.
    let recording = house.engine.record_start(&house.config(&folder, 4, 8192)).unwrap();
    for _ in 0..20 {
        mark(4_242);
        house.ticks(10);
        mark(2_424);
        std::thread::sleep(Duration::from_millis(20));
    }
    house
        .engine
        .start(&DriverConfig { clock: Clock::System, workers: 2, ..DriverConfig::default() })
        .unwrap();
    std::thread::sleep(Duration::from_millis(1_500));
    house.engine.stop().unwrap();
    let info = house.engine.record_stop(recording).unwrap();
    assert!(info.tracks.iter().all(|track| track.files.len() > 1), "{info:?}");
}

/// The thread and the name of the call that begins in a line of strace.
fn call(line: &str) -> Option<(&str, &str)> {
    let (thread, call) = line.split_once(' ')?;
    Some((thread, call.trim_start().split_once('(')?.0)).filter(|(_, name)| !name.starts_with('<'))
}

#[test]
fn of_a_process_that_records_only_the_recorders_thread_touches_files() {
    let log = std::env::temp_dir().join(format!("mixminus-recording-{}.strace", std::process::id()));
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o"]).arg(&log).arg(std::env::current_exe().unwrap());
    strace.args(["--exact", "traced_recording", "--ignored"]);
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
    let mut names = BTreeMap::new();
    for line in trace.lines() {
        if let Some((thread, name)) = line.split_once("prctl(PR_SET_NAME, \"")
            && let Some((name, _)) = name.split_once('"')
        {
            names.insert(thread.trim(), name);
        }
    }
    let (mut watched, mut rounds, mut written) = (None, 0, 0);
    for line in trace.lines() {
        let Some((thread, name)) = call(line) else { continue };
        let is_of_file = OF_FILES.contains(&name);
        if line.contains("write(-1, NULL, 4242") {
            watched = Some(thread);
        } else if line.contains("write(-1, NULL, 2424") {
            watched = None;
            rounds += 1;
        } else if watched == Some(thread) {
            // What the test itself takes of memory between its ticks is its own affair.
            assert!(!is_of_file, "in a tick: {line}");
        } else if is_of_file {
            match names.get(thread).copied() {
                Some("mixminus-rec") => written += usize::from(name.contains("write")),
                Some(name) if name.starts_with("mixminus-") => panic!("{name}: {line}"),
                _ => {}
            }
        }
    }
    let driven =
        names.values().filter(|name| name.starts_with("mixminus-") && **name != "mixminus-rec").count();
    println!("{rounds} times ten ticks, {driven} threads of drivers, {written} writes of the recorder");
    assert!(rounds == 20 && driven >= 2 && written > 0, "{names:?}");
}
