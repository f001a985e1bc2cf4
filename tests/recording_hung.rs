//! A file that hangs stalls its own recording, and nothing else: calls to the file system are held by this program's own
//! `pwrite64` and `openat`, which stand before those of the C library.
#![cfg(all(target_os = "linux", target_env = "gnu", feature = "recorder"))]

#[path = "support/recording.rs"]
mod recording;

use mixminus::{
    Engine, EngineConfig, EventKind, JoinOptions, ParticipantConfig, RecordConfig, RecordState, RecordTrack,
    RecordingId, SampleRate, Status, TapTarget,
};
use recording::{Folder, House, all_samples, said, same, samples, wait};
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::Path;
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

const FRAME: usize = 160;

/// Parts of paths; calls on such files hang as long as they are here.
static HELD: Mutex<Vec<String>> = Mutex::new(Vec::new());
static CHANGED: Condvar = Condvar::new();

/// Hangs while such paths are held.
fn pass(path: &[u8]) {
    let held = |list: &mut Vec<String>| {
        list.iter().any(|part| path.windows(part.len()).any(|window| window == part.as_bytes()))
    };
    drop(CHANGED.wait_while(HELD.lock().unwrap(), held).unwrap());
}

/// Holds calls until it is dropped.
struct Hold(String);

impl Hold {
    fn new(part: &str) -> Hold {
        HELD.lock().unwrap().push(part.to_owned());
        Hold(part.to_owned())
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        HELD.lock().unwrap().retain(|part| *part != self.0);
        CHANGED.notify_all();
    }
}

/// The recorder writes by this.
#[unsafe(no_mangle)]
extern "C" fn pwrite64(file: c_int, bytes: *const c_void, count: usize, at: i64) -> isize {
    if let Ok(path) = std::fs::read_link(format!("/proc/self/fd/{file}")) {
        pass(path.as_os_str().as_encoded_bytes());
    }
    // SAFETY: the arguments are those of the caller.
    unsafe { libc::syscall(libc::SYS_pwrite64, file, bytes, count, at) as isize }
}

/// The recorder makes files by this. Not variadic, but called alike.
#[unsafe(no_mangle)]
extern "C" fn openat(directory: c_int, path: *const c_char, flags: c_int, mode: libc::mode_t) -> c_int {
    // SAFETY: a path ends in NUL.
    pass(unsafe { CStr::from_ptr(path) }.to_bytes());
    // SAFETY: the arguments are those of the caller.
    unsafe { libc::syscall(libc::SYS_openat, directory, path, flags, mode) as c_int }
}

fn house() -> House {
    House::new(SampleRate::Hz8000, 2)
}

fn config(house: &House, who: usize, path: &Path) -> RecordConfig {
    let track = RecordTrack { target: TapTarget::BeforeMute(house.people[who]), path: path.to_owned() };
    RecordConfig { split_bytes: 8192, ..RecordConfig::new(vec![track]) }
}

fn start(house: &House, who: usize, path: &Path) -> RecordingId {
    house.engine.record_start(&config(house, who, path)).unwrap()
}

fn due(who: usize, ticks: std::ops::RangeInclusive<u64>) -> Vec<i16> {
    ticks.flat_map(|tick| said(who, tick, FRAME)).collect()
}

/// What a caller waits at most, and some for a machine that is busy.
const BOUND: Duration = Duration::from_secs(8);

#[test]
fn a_recording_that_hangs_stalls_no_other() {
    let folder = Folder::new("hung-other");
    let mut house = house();
    let hung: Vec<_> = (0..8).map(|n| start(&house, 0, &folder.file(&format!("held-{n}.wav")))).collect();
    let well = start(&house, 1, &folder.file("well.wav"));
    house.ticks(10);
    let hold = Hold::new("/held-");
    house.ticks(10);
    let begun = Instant::now();
    for _ in 0..4 {
        house.ticks_in_step(well, 50);
        wait(|| house.engine.record_info(well).unwrap().tick == house.tick);
    }
    assert!(begun.elapsed() < BOUND);
    for recording in &hung {
        let info = house.wait_for_state(*recording, RecordState::Failed);
        assert!(info.message.is_some());
    }
    let info = house.engine.record_stop(well).unwrap();
    assert_eq!((info.samples, info.tracks[0].lost_samples, info.tracks[0].gaps), (220 * 160, 0, 0));
    same("well", &all_samples(&info.tracks[0].files), &due(1, 3..=222));
    // It comes back before a ring is full: nothing is lost.
    drop(hold);
    for recording in &hung {
        house.wait_for_state(*recording, RecordState::Running);
        let info = house.engine.record_stop(*recording).unwrap();
        let track = &info.tracks[0];
        let late = (track.gap_samples, track.dropped_frames * 160, track.lost_samples);
        assert_eq!((info.samples, info.message, late.2), (220 * 160, None, 0));
        assert_eq!(late.0, late.1);
        let is = all_samples(&track.files);
        assert_eq!(is.len() as u64, info.samples);
        if late.0 == 0 {
            same("hung", &is, &due(0, 3..=222));
        }
    }
    let events = house.reported(2 * 9 + 2 * 8);
    let count = |kind| events.iter().filter(|(is, _)| *is == kind).count();
    assert_eq!(count(EventKind::RecordingFailed), 8);
    assert_eq!(count(EventKind::RecordingRecovered), 8);
}

#[test]
fn frames_are_dropped_and_counted_if_it_hangs_for_long() {
    let folder = Folder::new("hung-long");
    let mut house = house();
    let path = folder.file("hung-long.wav");
    let recording =
        house.engine.record_start(&RecordConfig { buffer_ms: 1000, ..config(&house, 0, &path) }).unwrap();
    house.ticks(10);
    wait(|| path.metadata().is_ok_and(|file| file.len() == 44 + 10 * 320));
    let hold = Hold::new("hung-long.wav");
    house.ticks(10);
    house.wait_for_state(recording, RecordState::Failed);
    house.ticks(200);
    drop(hold);
    house.wait_for_state(recording, RecordState::Running);
    wait(|| house.engine.record_info(recording).unwrap().tick == house.tick);
    house.ticks(20);
    let info = house.engine.record_stop(recording).unwrap();
    let track = &info.tracks[0];
    assert_eq!((info.samples, track.lost_samples, info.message.clone()), (240 * 160, 0, None));
    assert_eq!((track.gaps, track.gap_samples), (1, track.dropped_frames * 160));
    assert!((150..=160).contains(&track.dropped_frames), "{track:?}");
    let mut all = due(0, 3..=242);
    let gap = 220 * 160 - track.gap_samples as usize..220 * 160;
    all[gap].fill(0);
    same("with a gap", &all_samples(&track.files), &all);
}

#[test]
fn a_caller_that_stops_it_waits_no_longer_than_promised() {
    let folder = Folder::new("hung-stop");
    let mut house = house();
    let path = folder.file("hung-stop.wav");
    let (hung, well) = (start(&house, 0, &path), start(&house, 1, &folder.file("well.wav")));
    house.ticks(10);
    wait(|| path.metadata().is_ok_and(|file| file.len() == 44 + 10 * 320));
    let hold = Hold::new("hung-stop.wav");
    house.ticks(10);
    // Some is given to be written, and some is yet to come.
    std::thread::sleep(Duration::from_millis(700));
    house.ticks(7);
    house.engine.record_pause(hung).unwrap();
    house.ticks(5);
    let begun = Instant::now();
    let info = house.engine.record_stop(hung).unwrap();
    let took = begun.elapsed();
    assert!(took < BOUND, "{took:?}");
    assert_eq!(info.state, RecordState::Stopped);
    assert_eq!((info.tick, info.samples, info.tracks[0].lost_samples), (house.tick, 27 * 160, 17 * 160));
    assert!(info.message.is_some_and(|message| message.contains("respond")));
    assert_eq!(house.engine.record_info(hung).map_err(|error| error.status()), Err(Status::StaleHandle));
    assert_eq!(house.engine.record_file(hung, 0, 0).unwrap(), path);
    // The taps are free, and so is the name of the next recording.
    let begun = Instant::now();
    let next = start(&house, 0, &folder.file("next.wav"));
    house.ticks(3);
    assert_eq!(house.engine.record_stop(next).unwrap().samples, 3 * 160);
    let info = house.engine.record_stop(well).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    same("well", &all_samples(&info.tracks[0].files), &due(1, 3..=house.tick));
    // It comes back too late: the file has what it was reported to have, and no more.
    drop(hold);
    wait(|| path.metadata().is_ok_and(|file| file.len() == 44 + 10 * 320));
    std::thread::sleep(Duration::from_millis(100));
    same("what was in the file", &samples(&path), &due(0, 3..=12));
    assert_eq!(path.metadata().unwrap().len(), 44 + 10 * 320);
}

#[test]
fn an_engine_ends_while_files_hang() {
    let folder = Folder::new("hung-end");
    let mut house = house();
    let held: Vec<_> = (0..6).map(|n| folder.file(&format!("held-{n}.wav"))).collect();
    held.iter().for_each(|path| assert_ne!(start(&house, 0, path), RecordingId::NONE));
    start(&house, 1, &folder.file("well.wav"));
    house.ticks(10);
    let is_whole = |path: &std::path::PathBuf| path.metadata().is_ok_and(|file| file.len() == 44 + 10 * 320);
    wait(|| held.iter().all(is_whole));
    let hold = Hold::new("/held-");
    house.ticks(10);
    std::thread::sleep(Duration::from_millis(700));
    house.ticks(5);
    let begun = Instant::now();
    drop(house.engine);
    assert!(begun.elapsed() < BOUND, "{:?}", begun.elapsed());
    same("well", &samples(&folder.file("well.wav")), &due(1, 3..=27));
    drop(hold);
    wait(|| held.iter().all(is_whole));
    std::thread::sleep(Duration::from_millis(100));
    held.iter().for_each(|path| same("what was in a file", &samples(path), &due(0, 3..=12)));
}

/// The next file of a split cannot be made.
#[test]
fn a_split_that_hangs_is_a_file_that_hangs() {
    let folder = Folder::new("hung-split");
    let mut house = house();
    let path = folder.file("split.wav");
    let (hung, well) = (start(&house, 0, &path), start(&house, 1, &folder.file("well.wav")));
    let hold = Hold::new("split-0002.wav");
    house.ticks(40);
    house.wait_for_state(hung, RecordState::Failed);
    let begun = Instant::now();
    let info = house.engine.record_stop(hung).unwrap();
    assert!(begun.elapsed() < BOUND);
    // Of 25 frames each.
    assert_eq!((info.samples, info.tracks[0].lost_samples), (40 * 160, 15 * 160));
    same("the first", &samples(&path), &due(0, 3..=27));
    let info = house.engine.record_stop(well).unwrap();
    same("well", &all_samples(&info.tracks[0].files), &due(1, 3..=42));
    drop(hold);
    wait(|| folder.file("split-0002.wav").metadata().is_ok_and(|file| file.len() == 44));
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(samples(&folder.file("split-0002.wav")), []);
}

#[test]
fn a_recording_that_cannot_be_made_is_refused_in_time() {
    let folder = Folder::new("hung-start");
    let mut house = house();
    let well = start(&house, 1, &folder.file("well.wav"));
    let hold = Hold::new("never.wav");
    let mut refused = config(&house, 0, &folder.file("first.wav"));
    refused.tracks.push(RecordTrack { path: folder.file("never.wav"), ..refused.tracks[0].clone() });
    refused.tracks.push(RecordTrack { path: folder.file("third.wav"), ..refused.tracks[0].clone() });
    let begun = Instant::now();
    let error = house.engine.record_start(&refused).unwrap_err();
    assert!(begun.elapsed() < BOUND);
    assert_eq!(error.status(), Status::System);
    house.ticks(20);
    let info = house.engine.record_stop(well).unwrap();
    same("well", &all_samples(&info.tracks[0].files), &due(1, 3..=22));
    drop(hold);
    // Nothing more is made for nobody.
    std::thread::sleep(Duration::from_millis(200));
    assert!(!folder.file("third.wav").exists());
    let again = start(&house, 0, &folder.file("third.wav"));
    house.engine.record_stop(again).unwrap();
}

/// A recording takes its place until the threads that have its files come back, so that one account's file system does not
/// take all threads, nor more memory than is counted.
#[test]
fn what_hangs_counts_against_the_account_until_it_comes_back() {
    let folder = Folder::new("hung-counted");
    let engine =
        Engine::new(&EngineConfig { max_taps: 2, prefill_ms: 0, ..EngineConfig::default() }).unwrap();
    let [one, other] = [b"a", b"b"].map(|account| {
        let config =
            ParticipantConfig { account, environment: b"e", user: 0, ..ParticipantConfig::default() };
        let person = engine.participant_new(&config).unwrap();
        engine.join(person, &JoinOptions::without_dtmf(b"r")).unwrap();
        person
    });
    let tick = || (0..5).for_each(|_| assert!(engine.tick().is_ok()));
    let start = |person, name: &str| {
        let track = RecordTrack { target: TapTarget::Output(person), path: folder.file(name) };
        engine.record_start(&RecordConfig::new(vec![track]))
    };
    let refused = |name: &str| {
        tick();
        let error = start(one, name).unwrap_err();
        assert_eq!(error.status(), Status::QuotaExceeded, "{error:?}");
        assert!(
            error
                .detail()
                .unwrap()
                .starts_with("tracks of recordings: account \"a\" has 2 and asks for 1 more"),
            "{error:?}"
        );
        engine.record_stop(start(other, &format!("other-{name}")).unwrap()).unwrap();
    };
    let comes_back = |name: &str| {
        wait(|| {
            tick();
            start(one, name).is_ok_and(|recording| engine.record_stop(recording).is_ok())
        });
    };
    // Files that hang as they are written, and are given up.
    let running = ["/counted-1", "/counted-2"].map(|name| start(one, &name[1..]).unwrap());
    tick();
    let hold = Hold::new("/counted-");
    tick();
    std::thread::scope(|threads| {
        running.iter().for_each(|recording| drop(threads.spawn(|| engine.record_stop(*recording).unwrap())));
    });
    refused("well-1.wav");
    drop(hold);
    comes_back("well-2.wav");
    // Files that hang as they are made.
    tick();
    let hold = Hold::new("held-1");
    std::thread::scope(|threads| {
        for name in ["held-1-a", "held-1-b"] {
            threads.spawn(move || assert_eq!(start(one, name).unwrap_err().status(), Status::System));
        }
    });
    refused("well-3.wav");
    drop(hold);
    comes_back("well-4.wav");
}
