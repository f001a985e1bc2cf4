//! Recordings: every sample of every track, in step by tick; paused, split, ended, and when the disk is gone.
#![cfg(feature = "recorder")]

#[path = "support/recording.rs"]
mod recording;

use mixminus::{
    EventKind, JoinOptions, MAX_SPLIT_BYTES, RecordConfig, RecordState, RecordTrack, RecordingId, SampleRate,
    Status, TapTarget,
};
use recording::{Folder, House, all_samples, said, same, samples};

fn status<T>(answer: mixminus::Result<T>) -> Option<Status> {
    answer.err().map(|error| error.status())
}

#[test]
fn tracks_hold_every_tick_from_the_first_to_the_last() {
    let folder = Folder::new("tracks");
    let mut house = House::new(SampleRate::Hz8000, 3);
    let recording = house.record(&folder, 3, MAX_SPLIT_BYTES);
    house.ticks(100);
    // One is out for a while, one is muted, one comes later.
    house.engine.leave(house.people[2]).unwrap();
    house.engine.set_mute(house.people[1], true).unwrap();
    house.ticks(20);
    house.engine.join(house.people[2], &JoinOptions::without_dtmf(b"other")).unwrap();
    house.ticks(30);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!((info.state, info.message), (RecordState::Stopped, None));
    assert_eq!((info.start_tick, info.tick, info.samples), (3, 152, 150 * 160));
    for (track, file) in info.tracks.iter().zip(["room.wav", "0.wav", "1.wav", "2.wav"]) {
        assert_eq!(track.files, [folder.file(file)]);
        assert_eq!(samples(&track.files[0]).len(), 150 * 160, "{file}");
        assert_eq!((track.dropped_frames, track.lost_samples), (0, 0), "{file}");
    }
    let due = |who: usize, ticks: std::ops::RangeInclusive<u64>| -> Vec<i16> {
        ticks.flat_map(|tick| said(who, tick, 160)).collect()
    };
    same("0", &samples(&folder.file("0.wav")), &due(0, 3..=152));
    same("1, before mute", &samples(&folder.file("1.wav")), &due(1, 3..=152));
    let mix: Vec<i16> = (3..=102).flat_map(|tick| house.mix(0..3, tick)).collect();
    same("the mix", &samples(&folder.file("room.wav"))[..100 * 160], &mix);
    let third = samples(&folder.file("2.wav"));
    same("2, as long as it is in", &third[..100 * 160], &due(2, 3..=102));
    // It is heard for one frame more, then in no room.
    same("2, gone", &third[101 * 160..120 * 160], &[0; 19 * 160]);
    assert_eq!((info.tracks[3].gaps, info.tracks[3].gap_samples), (1, 19 * 160));
    same("2, back", &third[121 * 160..], &due(2, 124..=152));
    assert_eq!(status(house.engine.record_info(recording)), Some(Status::StaleHandle));
    let reported: Vec<_> = house.reported(2).iter().map(|(kind, of)| (*kind, *of == recording.0)).collect();
    assert_eq!(reported, [(EventKind::RecordingStarted, true), (EventKind::RecordingStopped, true)]);
}

/// Frames of 441 samples end within a cache line, whose rest is no audio.
#[test]
fn files_have_the_rate_of_the_engine_and_whole_frames_without_what_pads_them() {
    for rate in SampleRate::ALL {
        let folder = Folder::new(&format!("rate-{}", rate.hz()));
        let mut house = House::new(rate, 2);
        let recording = house.record(&folder, 2, MAX_SPLIT_BYTES);
        house.ticks(60);
        let info = house.engine.record_stop(recording).unwrap();
        let frame = rate.hz() as usize / 50;
        assert_eq!((info.start_tick, info.tick, info.samples), (3, 62, 60 * frame as u64), "{rate:?}");
        for file in ["room.wav", "0.wav", "1.wav"] {
            let bytes = std::fs::read(folder.file(file)).unwrap();
            let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
            let format = bytes.windows(4).position(|name| name == b"fmt ").unwrap() + 8;
            assert_eq!((number(format + 4), number(format + 8)), (rate.hz(), 2 * rate.hz()), "{rate:?}");
        }
        let due = |who| (3..=62).flat_map(|tick| said(who, tick, frame)).collect::<Vec<i16>>();
        same("0", &samples(&folder.file("0.wav")), &due(0));
        same("1", &samples(&folder.file("1.wav")), &due(1));
        let mix: Vec<i16> = (3..=62).flat_map(|tick| house.mix(0..2, tick)).collect();
        same("the mix", &samples(&folder.file("room.wav")), &mix);
    }
}

#[test]
fn a_pause_is_left_out_of_all_tracks_at_the_same_tick() {
    let folder = Folder::new("pause");
    let mut house = House::new(SampleRate::Hz8000, 2);
    let recording = house.record(&folder, 2, MAX_SPLIT_BYTES);
    house.ticks(10);
    house.engine.record_pause(recording).unwrap();
    house.engine.record_pause(recording).unwrap();
    house.ticks(15);
    assert_eq!(house.wait_for_state(recording, RecordState::Paused).samples, 10 * 160);
    house.engine.record_resume(recording).unwrap();
    house.ticks(7);
    // Nothing comes between these two.
    house.engine.record_pause(recording).unwrap();
    house.engine.record_resume(recording).unwrap();
    house.ticks(3);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!((info.samples, info.tick), (20 * 160, house.tick));
    let ticks = || (3..=12).chain(28..=37);
    let mix: Vec<i16> = ticks().flat_map(|tick| house.mix(0..2, tick)).collect();
    same("the mix", &samples(&folder.file("room.wav")), &mix);
    for who in 0..2 {
        let due: Vec<i16> = ticks().flat_map(|tick| said(who, tick, 160)).collect();
        same("a member", &samples(&folder.file(&format!("{who}.wav"))), &due);
        assert_eq!(info.tracks[who + 1].gaps, 0);
    }
}

#[test]
fn files_are_split_in_the_same_tick() {
    let folder = Folder::new("split");
    let mut house = House::new(SampleRate::Hz8000, 2);
    // 44 bytes and 12 frames of 320 are 3,884; one more would be beyond 4,096.
    let recording = house.record(&folder, 2, 4096);
    house.ticks(30);
    let info = house.engine.record_stop(recording).unwrap();
    for (track, name) in info.tracks.iter().zip(["room", "0", "1"]) {
        let names = [format!("{name}.wav"), format!("{name}-0002.wav"), format!("{name}-0003.wav")];
        assert_eq!(track.files, names.map(|name| folder.file(&name)));
        let lengths: Vec<_> = track.files.iter().map(|file| samples(file).len() / 160).collect();
        assert_eq!(lengths, [12, 12, 6]);
    }
    let due: Vec<i16> = (3..=32).flat_map(|tick| said(1, tick, 160)).collect();
    same("a member", &all_samples(&info.tracks[2].files), &due);
    let recording = house.engine.record_start(&RecordConfig {
        split_bytes: 4096,
        ..RecordConfig::new(vec![RecordTrack {
            target: TapTarget::Room(house.room),
            path: folder.file("whole.wav"),
        }])
    });
    // A file that is just full has no empty one after it.
    house.ticks(24);
    let info = house.engine.record_stop(recording.unwrap()).unwrap();
    assert_eq!(info.tracks[0].files.len(), 2);
    assert!(info.tracks[0].files.iter().all(|file| file.exists()));
    assert!(!folder.file("whole-0003.wav").exists());
}

#[test]
fn a_recording_of_what_has_ended_stops_by_itself() {
    let folder = Folder::new("ended");
    let mut house = House::new(SampleRate::Hz8000, 2);
    let recording = house.record(&folder, 0, MAX_SPLIT_BYTES);
    house.ticks(5);
    house.engine.room_close(house.room).unwrap();
    house.ticks(1);
    let info = house.wait_for_state(recording, RecordState::Stopped);
    assert_eq!((info.samples, info.tick), (6 * 160, 8));
    assert_eq!(samples(&folder.file("room.wav")).len(), 6 * 160);
    house.ticks(10);
    assert_eq!(house.engine.record_stop(recording).unwrap(), info);
}

#[test]
fn an_engine_that_ends_leaves_whole_files() {
    let folder = Folder::new("engine");
    let mut house = House::new(SampleRate::Hz8000, 2);
    house.record(&folder, 1, MAX_SPLIT_BYTES);
    house.ticks(33);
    drop(house.engine);
    let due: Vec<i16> = (3..=35).flat_map(|tick| said(0, tick, 160)).collect();
    same("a member", &samples(&folder.file("0.wav")), &due);
}

#[test]
fn a_recording_without_ticks_is_empty() {
    let folder = Folder::new("still");
    let house = House::new(SampleRate::Hz8000, 1);
    let recording = house.record(&folder, 1, MAX_SPLIT_BYTES);
    let info = house.engine.record_info(recording).unwrap();
    assert_eq!((info.state, info.start_tick), (RecordState::Starting, 0));
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!((info.samples, info.start_tick), (0, 0));
    assert_eq!(samples(&folder.file("room.wav")), []);
}

#[test]
fn what_cannot_start_leaves_nothing() {
    let folder = Folder::new("refused");
    let mut house = House::new(SampleRate::Hz8000, 2);
    let start = |config: &RecordConfig| status(house.engine.record_start(config));
    assert_eq!(start(&RecordConfig::new(Vec::new())), Some(Status::InvalidArgument));
    for split_bytes in [0, 4095, 1 << 32] {
        assert_eq!(start(&house.config(&folder, 1, split_bytes)), Some(Status::InvalidArgument));
    }
    let mut twice = house.config(&folder, 1, MAX_SPLIT_BYTES);
    twice.tracks[1].path = twice.tracks[0].path.clone();
    assert_eq!(start(&twice), Some(Status::System));
    let mut nowhere = house.config(&folder, 1, MAX_SPLIT_BYTES);
    nowhere.tracks[1].path = folder.file("no/such.wav");
    assert_eq!(start(&nowhere), Some(Status::System));
    let mut nobody = house.config(&folder, 1, MAX_SPLIT_BYTES);
    nobody.tracks[1].target = TapTarget::Room(mixminus::RoomId(house.room.0 + 1));
    assert_eq!(start(&nobody), Some(Status::StaleHandle));
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 0);
    for wrong in [0, house.room.0] {
        assert!(house.engine.record_stop(RecordingId(wrong)).is_err());
    }
    // The taps are all there.
    house.ticks(1);
    let recordings: Vec<_> = (0..64)
        .map(|n| {
            let mut config = house.config(&folder, 2, MAX_SPLIT_BYTES);
            config
                .tracks
                .iter_mut()
                .enumerate()
                .for_each(|(k, t)| t.path = folder.file(&format!("{n}-{k}.wav")));
            house.engine.record_start(&config).unwrap()
        })
        .collect();
    house.ticks(20);
    for recording in recordings {
        assert_eq!(house.engine.record_stop(recording).unwrap().samples, 20 * 160);
    }
}

/// A folder that is taken away under a recording, and comes back.
#[test]
fn a_folder_that_is_gone_is_reported_and_the_room_goes_on() {
    let folder = Folder::new("gone");
    let mut house = House::new(SampleRate::Hz8000, 3);
    let recording = house.record(&folder, 1, MAX_SPLIT_BYTES);
    house.ticks(50);
    std::fs::remove_dir_all(&folder.0).unwrap();
    house.ticks(50);
    let info = house.wait_for_state(recording, RecordState::Failed);
    assert!(info.message.is_some());
    house.ticks(1);
    assert_eq!(house.heard(), house.mix(1..3, house.tick));
    std::fs::create_dir_all(&folder.0).unwrap();
    house.wait_for_state(recording, RecordState::Running);
    let back = house.tick;
    house.ticks(50);
    let info = house.engine.record_stop(recording).unwrap();
    let one = samples(&folder.file("0.wav"));
    assert_eq!(one.len() as u64, info.samples);
    assert!(info.tracks[1].lost_samples >= 50 * 160);
    let due: Vec<i16> = (back + 1..=back + 50).flat_map(|tick| said(0, tick, 160)).collect();
    same("what came after", &one[one.len() - 50 * 160..], &due);
    let reported: Vec<_> = house.reported(4).into_iter().map(|(kind, _)| kind).collect();
    use EventKind::{RecordingFailed, RecordingRecovered, RecordingStarted, RecordingStopped};
    assert_eq!(reported, [RecordingStarted, RecordingFailed, RecordingRecovered, RecordingStopped]);
}

/// Frames that the recorder was too late for are silence, and nothing moves.
#[test]
fn a_host_that_ticks_faster_than_the_recorder_keeps_the_tracks_in_step() {
    let folder = Folder::new("fast");
    let mut house = House::new(SampleRate::Hz8000, 2);
    let config = RecordConfig { buffer_ms: 60, ..house.config(&folder, 2, MAX_SPLIT_BYTES) };
    let recording = house.engine.record_start(&config).unwrap();
    house.ticks(3000);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!(info.samples, 3000 * 160);
    for (who, track) in info.tracks.iter().skip(1).enumerate() {
        let is = all_samples(&track.files);
        assert_eq!(is.len() as u64, info.samples);
        assert!(track.dropped_frames > 0 && track.gap_samples == track.dropped_frames * 160, "{track:?}");
        let mut real = 0;
        for (k, frame) in is.chunks_exact(160).enumerate() {
            let due = said(who, k as u64 + 3, 160);
            assert!(frame == due || frame == [0; 160], "frame {k}");
            real += u64::from(frame == due);
        }
        assert_eq!(real, 3000 - track.dropped_frames);
    }
}
