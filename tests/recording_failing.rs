//! A disk that takes no more, by the limit of a file's length that a process has: what is in the files and what is reported
//! lost is exactly what was recorded. The limit is the whole process's, so there is one test here.
#![cfg(all(target_os = "linux", target_env = "gnu", feature = "recorder"))]

#[path = "support/recording.rs"]
mod recording;

use mixminus::{MAX_SPLIT_BYTES, RecordConfig, RecordState, RecordTrack, RecordingId, SampleRate, TapTarget};
use recording::{Folder, House, said, same, samples, wait};

/// Sets a limit of this process; returns what it was.
fn limit(what: libc::__rlimit_resource_t, to: u64) -> u64 {
    // SAFETY: the struct is whole; both calls read or write only that.
    unsafe {
        let mut limit: libc::rlimit = std::mem::zeroed();
        assert_eq!(libc::getrlimit(what, &raw mut limit), 0);
        let before = limit.rlim_cur;
        limit.rlim_cur = to.min(limit.rlim_max);
        assert_eq!(libc::setrlimit(what, &raw const limit), 0);
        before
    }
}

fn limit_files_to(bytes: u64) {
    limit(libc::RLIMIT_FSIZE, bytes);
}

fn start(house: &House, folder: &Folder, name: &str) -> RecordingId {
    let track = RecordTrack { target: TapTarget::BeforeMute(house.people[0]), path: folder.file(name) };
    let config = RecordConfig { split_bytes: MAX_SPLIT_BYTES, ..RecordConfig::new(vec![track]) };
    house.engine.record_start(&config).unwrap()
}

#[test]
fn what_a_file_has_not_is_reported_to_the_sample() {
    let folder = Folder::new("limited");
    let mut house = House::new(SampleRate::Hz8000, 2);
    // The last byte is half a sample.
    let bytes = 44 + 2 * 1000 + 1;
    limit_files_to(bytes);
    let recording = start(&house, &folder, "back.wav");
    house.ticks(20);
    let info = house.wait_for_state(recording, RecordState::Failed);
    assert_eq!(samples(&folder.file("back.wav")).len(), 1000);
    assert_eq!((info.samples, info.tracks[0].lost_samples), (20 * 160, 20 * 160 - 1000));
    assert!(info.message.is_some_and(|message| message.contains("back.wav")));
    house.ticks(20);
    limit_files_to(u64::MAX);
    house.wait_for_state(recording, RecordState::Running);
    house.ticks(20);
    let info = house.engine.record_stop(recording).unwrap();
    let lost = info.tracks[0].lost_samples;
    assert!((20 * 160 - 1000..=60 * 160 - 1000).contains(&lost), "{lost}");
    let mut due: Vec<i16> = (3..=62).flat_map(|tick| said(0, tick, 160)).collect();
    due[1000..][..lost as usize].fill(0);
    same("with silence for what was lost", &samples(&folder.file("back.wav")), &due);

    // It ends while nothing can be written.
    let recording = start(&house, &folder, "never.wav");
    let begun = house.tick;
    limit_files_to(bytes);
    house.ticks(20);
    house.wait_for_state(recording, RecordState::Failed);
    house.ticks(20);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!((info.samples, info.tracks[0].lost_samples), (40 * 160, 40 * 160 - 1000));
    let due: Vec<i16> = (begun + 1..=begun + 40).flat_map(|tick| said(0, tick, 160)).collect();
    same("what was there before", &samples(&folder.file("never.wav")), &due[..1000]);

    // A file whose header cannot be written is not made again and again.
    limit_files_to(u64::MAX);
    let track =
        RecordTrack { target: TapTarget::BeforeMute(house.people[0]), path: folder.file("split.wav") };
    let config = RecordConfig { split_bytes: 4096, ..RecordConfig::new(vec![track]) };
    let recording = house.engine.record_start(&config).unwrap();
    let begun = house.tick;
    house.ticks(12);
    wait(|| std::fs::metadata(folder.file("split.wav")).is_ok_and(|file| file.len() == 44 + 12 * 320));
    limit_files_to(20);
    house.ticks(2);
    house.wait_for_state(recording, RecordState::Failed);
    // Longer than it takes to try again.
    std::thread::sleep(std::time::Duration::from_millis(2_200));
    limit_files_to(u64::MAX);
    house.wait_for_state(recording, RecordState::Running);
    house.ticks(2);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!(info.tracks[0].files, ["split.wav", "split-0002.wav"].map(|name| folder.file(name)));
    assert_eq!(info.tracks[0].lost_samples, 2 * 160);
    let mut due: Vec<i16> = (begun + 1..=begun + 16).flat_map(|tick| said(0, tick, 160)).collect();
    due[12 * 160..14 * 160].fill(0);
    same("split", &recording::all_samples(&info.tracks[0].files), &due);
    assert!(!folder.file("split-0003.wav").exists());

    // There are no descriptors for all of its files: none is made.
    let tracks = (0..64).map(|n| RecordTrack {
        target: TapTarget::BeforeMute(house.people[0]),
        path: folder.file(&format!("many-{n}.wav")),
    });
    let config = RecordConfig::new(tracks.collect());
    let open = std::fs::read_dir("/proc/self/fd").unwrap().count() as u64;
    let before = limit(libc::RLIMIT_NOFILE, open + 10);
    let refused = house.engine.record_start(&config).map_err(|error| error.status());
    assert_eq!(refused, Err(mixminus::Status::System));
    assert!(!folder.file("many-0.wav").exists());
    limit(libc::RLIMIT_NOFILE, before);
    let recording = house.engine.record_start(&config).unwrap();
    house.ticks(2);
    assert_eq!(house.engine.record_stop(recording).unwrap().samples, 2 * 160);
}
