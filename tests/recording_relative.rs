//! Paths that do not begin at the root, in a process that changes its directory.
#![cfg(all(unix, feature = "recorder"))]

#[path = "support/recording.rs"]
mod recording;

use mixminus::{RecordConfig, RecordTrack, SampleRate, TapTarget};
use recording::{Folder, House, all_samples, said, same};
use std::env;

/// By itself in its process, whose directory is that of all threads.
#[test]
fn a_host_that_changes_its_directory_loses_nothing() {
    let (first, second) = (Folder::new("chdir-first"), Folder::new("chdir-second"));
    let mut house = House::new(SampleRate::Hz8000, 2);
    std::fs::create_dir(first.file("sub")).unwrap();
    env::set_current_dir(&first.0).unwrap();
    let tracks = [(0, "one.wav"), (1, "./sub/../sub/two.wav")];
    let tracks = tracks.map(|(who, path)| RecordTrack {
        target: TapTarget::BeforeMute(house.people[who]),
        path: path.into(),
    });
    let config = RecordConfig { split_bytes: 4096, ..RecordConfig::new(tracks.to_vec()) };
    let recording = house.engine.record_start(&config).unwrap();
    house.ticks(20);
    env::set_current_dir(&second.0).unwrap();
    for _ in 0..10 {
        house.ticks(10);
        std::thread::sleep(std::time::Duration::from_millis(80));
    }
    env::set_current_dir("/").unwrap();
    house.ticks(130);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!(info.message, None);
    assert_eq!(std::fs::read_dir(&second.0).unwrap().count(), 0);
    for (who, track) in info.tracks.iter().enumerate() {
        assert_eq!(track.lost_samples, 0);
        assert!(track.files.iter().all(|file| file.starts_with(&first.0)), "{:?}", track.files);
        let due: Vec<i16> = (3..=house.tick).flat_map(|tick| said(who, tick, 160)).collect();
        same("a track", &all_samples(&track.files), &due);
    }
}
