//! Many tracks for long, by length and by content; a process that is killed; a disk that is full.
//!
//! The long forms: `cargo test --release --test recording_long -- --ignored --nocapture --test-threads 1`.
#![cfg(all(feature = "recorder", target_os = "linux"))]

#[path = "support/recording.rs"]
mod recording;

use mixminus::{DriverConfig, EventKind, MAX_SPLIT_BYTES, RecordState, SampleRate};
use recording::{Folder, House, said, wait};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Records the room and all but one of its members for so long, and looks at every sample.
fn in_step(name: &str, rate: SampleRate, tracks: usize, seconds: u64, split_bytes: u64) {
    let folder = Folder::new(name);
    let mut house = House::new(rate, tracks - 1);
    let recording = house.record(&folder, tracks - 1, split_bytes);
    let ticks = seconds * 50;
    house.ticks_in_step(recording, ticks);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!(info.samples, ticks * house.frame as u64);
    for (index, track) in info.tracks.iter().enumerate() {
        assert_eq!((track.gaps, track.lost_samples, track.dropped_frames), (0, 0, 0), "track {index}");
        let (mut tick, mut frame) = (2, Vec::with_capacity(house.frame));
        for file in &track.files {
            assert!(std::fs::metadata(file).unwrap().len() <= split_bytes);
            for sample in hound::WavReader::open(file).unwrap().into_samples::<i16>() {
                frame.push(sample.unwrap());
                if frame.len() == house.frame {
                    tick += 1;
                    let due = match index {
                        0 => house.mix(0..tracks - 1, tick),
                        _ => said(index - 1, tick, house.frame),
                    };
                    assert!(frame == due, "track {index}, tick {tick}");
                    frame.clear();
                }
            }
        }
        assert_eq!((tick, frame.len()), (ticks + 2, 0), "track {index}");
    }
    println!(
        "{tracks} tracks of {seconds} s at {} Hz: each as long, to the sample, and as it was said",
        rate.hz()
    );
}

#[test]
fn a_hundred_tracks_in_step() {
    in_step("hundred", SampleRate::Hz48000, 100, 4, MAX_SPLIT_BYTES);
}

#[test]
fn four_tracks_in_step() {
    in_step("four", SampleRate::Hz8000, 4, 120, 1_000_000);
}

#[test]
#[ignore = "long: 2.9 GB"]
fn a_hundred_tracks_in_step_for_five_minutes() {
    in_step("hundred-long", SampleRate::Hz48000, 100, 300, MAX_SPLIT_BYTES);
}

#[test]
#[ignore = "long"]
fn four_tracks_in_step_for_an_hour() {
    in_step("four-long", SampleRate::Hz8000, 4, 3600, MAX_SPLIT_BYTES);
}

/// Not a test by itself: [`a_killed_process_leaves_readable_files`] runs and kills it.
#[test]
#[ignore = "run by the test below"]
fn child_that_records() {
    let Some(folder) = std::env::var_os("MIXMINUS_RECORDS_TO") else { return };
    let folder = std::mem::ManuallyDrop::new(Folder(folder.into()));
    let house = House::new(SampleRate::Hz8000, 3);
    house.engine.start(&DriverConfig::default()).unwrap();
    house.record(&folder, 3, 40_000);
    loop {
        let ticks = house.engine.stats().ticks;
        println!("ticks {ticks}");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn a_killed_process_leaves_readable_files() {
    let folder = Folder::new("killed");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_that_records", "--ignored", "--nocapture"])
        .env("MIXMINUS_RECORDS_TO", &folder.0)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut ticks = 0;
    for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
        ticks = line.strip_prefix("ticks ").and_then(|n| n.parse().ok()).unwrap_or(ticks);
        if ticks > 230 {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    let mut lengths = Vec::new();
    for name in ["room", "0", "1", "2"] {
        let mut length = 0;
        for file in ["", "-0002", "-0003"].map(|number| folder.file(&format!("{name}{number}.wav"))) {
            if file.exists() {
                let wav = hound::WavReader::open(&file).unwrap();
                let samples = u64::from(wav.duration());
                assert_eq!(wav.into_samples::<i16>().filter(Result::is_ok).count() as u64, samples);
                length += samples;
                sox_reads(&file, samples);
            }
        }
        assert!(length + 8000 >= ticks * 160, "{name}: {length} samples after {ticks} ticks");
        lengths.push(length);
    }
    println!("killed after {ticks} ticks of 160 samples: {lengths:?}");
}

/// The same, by another reader.
fn sox_reads(file: &std::path::Path, samples: u64) {
    match Command::new("soxi").arg("-s").arg(file).output() {
        Err(_) => println!("NOT RUN: sox is not installed"),
        Ok(done) => {
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            assert_eq!(String::from_utf8_lossy(&done.stdout).trim().parse(), Ok(samples));
        }
    }
}

/// A small file system in memory, if this process may mount one.
struct Disk(Folder);

impl Disk {
    fn new(name: &str, size: &str) -> Option<Disk> {
        let folder = Folder::new(name);
        let options = format!("size={size}");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&folder.0).output();
        mounted.is_ok_and(|done| done.status.success()).then_some(Disk(folder))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0.0).output();
    }
}

#[test]
fn a_full_disk_is_reported_and_the_room_goes_on() {
    let Some(disk) = Disk::new("full", "600k") else {
        println!("NOT RUN: this process may not mount a file system");
        return;
    };
    let filler = disk.0.file("filler");
    std::fs::write(&filler, vec![1; 400_000]).unwrap();
    let mut house = House::new(SampleRate::Hz8000, 3);
    let recording = house.record(&disk.0, 3, MAX_SPLIT_BYTES);
    // 320 bytes a tick and track: 200 kB are full after some 150 ticks.
    let mut failed = None;
    for _ in 0..1500 {
        house.ticks_in_step(recording, 1);
        assert_eq!(house.heard(), house.mix(1..3, house.tick));
        std::thread::sleep(std::time::Duration::from_millis(1));
        let info = house.engine.record_info(recording).unwrap();
        if info.state == RecordState::Failed {
            failed = Some(info.message.unwrap());
            break;
        }
    }
    println!("{failed:?} in tick {}", house.tick);
    assert!(failed.is_some_and(|message| message.contains("space")));
    // It goes on as long as the disk is full, and finds space again.
    house.ticks_in_step(recording, 100);
    assert_eq!(house.heard(), house.mix(1..3, house.tick));
    std::fs::remove_file(&filler).unwrap();
    house.wait_for_state(recording, RecordState::Running);
    let back = house.tick;
    house.ticks_in_step(recording, 40);
    wait(|| house.engine.record_info(recording).unwrap().tick == house.tick);
    let info = house.engine.record_stop(recording).unwrap();
    for (index, track) in info.tracks.iter().enumerate() {
        let is = recording::all_samples(&track.files);
        assert_eq!(is.len() as u64, info.samples, "track {index}");
        let mut silent = 0;
        for (tick, frame) in (3..).zip(is.chunks_exact(160)) {
            let due = if index == 0 { house.mix(0..3, tick) } else { said(index - 1, tick, 160) };
            // A frame at the edge may be there in part.
            let differ = frame.iter().zip(&due).filter(|(is, due)| is != due).all(|(is, _)| *is == 0);
            assert!(differ, "track {index}, tick {tick}");
            assert!(tick <= back || frame == due, "track {index}, tick {tick}, after it was back");
            silent += u64::from(frame != due) * 160;
        }
        assert!(silent >= track.lost_samples && silent < track.lost_samples + 320, "{silent}: {track:?}");
    }
    assert!(info.tracks.iter().any(|track| track.lost_samples > 0), "{info:?}");
    let reported: Vec<_> = house.reported(4).into_iter().map(|(kind, _)| kind).collect();
    assert!(
        reported.contains(&EventKind::RecordingFailed) && reported.contains(&EventKind::RecordingRecovered),
        "{reported:?}"
    );
}
