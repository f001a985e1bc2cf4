//! A recording writes to files that it made, and to no others: whatever lies at its names, and whatever becomes of its
//! files meanwhile. What is in the files and what is reported lost is together what was recorded.
#![cfg(all(unix, feature = "recorder"))]

#[path = "support/recording.rs"]
mod recording;

use mixminus::{
    EventKind, MAX_SPLIT_BYTES, RecordConfig, RecordInfo, RecordState, RecordTrack, RecordingId, SampleRate,
    Status, TapTarget,
};
use recording::{Folder, House, all_samples, said, same, samples, wait};
use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::Once;

const FRAME: usize = 160;

/// What belongs to somebody else.
const THEIRS: &[u8] = b"not a recording, and longer than the header of one: RIFF WAVE fmt data\n";

/// A house whose process has no umask, so that modes are seen as they are asked for.
fn house() -> House {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: umask has no preconditions.
        unsafe { libc::umask(0) };
    });
    House::new(SampleRate::Hz8000, 2)
}

/// A recording of the first member into that file, in files of 12 frames.
fn config(house: &House, path: &Path) -> RecordConfig {
    let track = RecordTrack { target: TapTarget::BeforeMute(house.people[0]), path: path.to_owned() };
    RecordConfig { split_bytes: 4096, ..RecordConfig::new(vec![track]) }
}

fn start(house: &House, path: &Path) -> RecordingId {
    house.engine.record_start(&config(house, path)).unwrap()
}

fn fifo(path: &Path) {
    let path = std::ffi::CString::new(path.as_os_str().as_encoded_bytes()).unwrap();
    // SAFETY: the path ends in NUL.
    assert_eq!(unsafe { libc::mkfifo(path.as_ptr(), 0o600) }, 0);
}

/// What may lie at a name: what it is called here, how it is put there, and whether it is as it was.
type Obstacle = (&'static str, fn(&Path), fn(&Path) -> bool);

fn beside(path: &Path, suffix: &str) -> PathBuf {
    path.with_file_name(format!("{}-{suffix}", path.file_name().unwrap().display()))
}

const OBSTACLES: [Obstacle; 9] = [
    ("a text", |at| fs::write(at, THEIRS).unwrap(), |at| fs::read(at).unwrap() == THEIRS),
    ("an empty file", |at| fs::write(at, b"").unwrap(), |at| fs::read(at).unwrap().is_empty()),
    (
        "a recording of another",
        |at| fs::write(at, wav(&[7; 1000])).unwrap(),
        |at| fs::read(at).unwrap() == wav(&[7; 1000]),
    ),
    (
        "a link to a text",
        |at| {
            fs::write(beside(at, "target"), THEIRS).unwrap();
            symlink(beside(at, "target"), at).unwrap();
        },
        |at| fs::read(beside(at, "target")).unwrap() == THEIRS && is_link(at),
    ),
    (
        "a link to nothing",
        |at| symlink(beside(at, "nothing"), at).unwrap(),
        |at| !beside(at, "nothing").exists() && is_link(at),
    ),
    ("a link to a device", |at| symlink("/dev/null", at).unwrap(), is_link),
    (
        "a link to a fifo",
        |at| {
            fifo(&beside(at, "fifo"));
            symlink(beside(at, "fifo"), at).unwrap();
        },
        is_link,
    ),
    ("a fifo", fifo, |at| fs::symlink_metadata(at).unwrap().file_type().is_fifo()),
    ("a directory", |at| fs::create_dir(at).unwrap(), |at| fs::read_dir(at).unwrap().next().is_none()),
];

fn is_link(at: &Path) -> bool {
    fs::symlink_metadata(at).unwrap().file_type().is_symlink()
}

/// A whole WAV file.
fn wav(samples: &[i16]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 8000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
    samples.iter().for_each(|sample| writer.write_sample(*sample).unwrap());
    writer.finalize().unwrap();
    bytes.into_inner()
}

/// All that the first member has said in those ticks.
fn due(ticks: std::ops::RangeInclusive<u64>) -> Vec<i16> {
    ticks.flat_map(|tick| said(0, tick, FRAME)).collect()
}

/// Each sample of the files is what was said or, for as many as are reported lost, silence.
fn exact(what: &str, info: &RecordInfo, house: &House) {
    let (is, due) = (all_samples(&info.tracks[0].files), due(3..=house.tick));
    assert_eq!((is.len() as u64, info.samples), (due.len() as u64, due.len() as u64), "{what}");
    let silent = is.iter().zip(&due).filter(|(is, due)| is != due).count() as u64;
    assert!(is.iter().zip(&due).all(|(is, due)| is == due || *is == 0), "{what}");
    // Of the noise that is said, a sample in some hundred is 0 by itself.
    let lost = info.tracks[0].lost_samples;
    assert!(silent <= lost && lost <= silent + silent / 20 + 20, "{what}: {silent} silent, {lost} lost");
}

#[test]
fn a_name_that_is_taken_is_left_alone_and_the_next_free_one_is_used() {
    for (what, put, is_as_it_was) in OBSTACLES {
        let folder = Folder::new("taken");
        let mut house = house();
        let taken = ["room-0002.wav", "room-0003.wav", "room-0005.wav"].map(|name| folder.file(name));
        put(&taken[0]);
        let recording = start(&house, &folder.file("room.wav"));
        house.ticks(5);
        // These come while it records.
        put(&taken[1]);
        put(&taken[2]);
        house.ticks_in_step(recording, 43);
        let info = house.engine.record_stop(recording).unwrap();
        let names = ["room.wav", "room-0004.wav", "room-0006.wav", "room-0007.wav"];
        assert_eq!(info.tracks[0].files, names.map(|name| folder.file(name)), "{what}");
        same(what, &all_samples(&info.tracks[0].files), &due(3..=house.tick));
        assert_eq!((info.tracks[0].lost_samples, info.message), (0, None), "{what}");
        assert!(taken.iter().all(|path| is_as_it_was(path)), "{what}");
    }
}

#[test]
fn a_recording_does_not_start_on_what_is_there() {
    for (what, put, is_as_it_was) in OBSTACLES {
        let folder = Folder::new("occupied");
        let house = house();
        let (first, taken) = (folder.file("first.wav"), folder.file("taken.wav"));
        put(&taken);
        let mut config = config(&house, &first);
        config.tracks.push(RecordTrack { path: taken.clone(), ..config.tracks[0].clone() });
        let error = house.engine.record_start(&config).unwrap_err();
        assert_eq!(error.status(), Status::System, "{what}");
        assert!(is_as_it_was(&taken) && !first.exists(), "{what}");
        assert!(error.to_string().contains("taken.wav"), "{what}: {error}");
    }
}

/// What may become of the file of a recording.
type Mischief = (&'static str, fn(&Path), fn(&Path) -> bool);

#[test]
fn what_replaces_a_file_is_left_alone() {
    let all: [Mischief; 7] = [
        ("deleted", |at| fs::remove_file(at).unwrap(), |_| true),
        (
            "deleted, a text in its place",
            |at| {
                fs::remove_file(at).unwrap();
                fs::write(at, THEIRS).unwrap();
            },
            |at| fs::read(at).unwrap() == THEIRS,
        ),
        (
            "a text renamed over it",
            |at| {
                fs::write(beside(at, "text"), THEIRS).unwrap();
                fs::rename(beside(at, "text"), at).unwrap();
            },
            |at| fs::read(at).unwrap() == THEIRS,
        ),
        (
            "another recording renamed over it",
            |at| {
                fs::write(beside(at, "wav"), wav(&[7; 1000])).unwrap();
                fs::rename(beside(at, "wav"), at).unwrap();
            },
            |at| fs::read(at).unwrap() == wav(&[7; 1000]),
        ),
        (
            "deleted, a link to a text in its place",
            |at| {
                fs::remove_file(at).unwrap();
                fs::write(beside(at, "target"), THEIRS).unwrap();
                symlink(beside(at, "target"), at).unwrap();
            },
            |at| fs::read(beside(at, "target")).unwrap() == THEIRS && is_link(at),
        ),
        (
            "deleted, a fifo in its place",
            |at| {
                fs::remove_file(at).unwrap();
                fifo(at);
            },
            |at| fs::symlink_metadata(at).unwrap().file_type().is_fifo(),
        ),
        (
            "deleted, a directory in its place",
            |at| {
                fs::remove_file(at).unwrap();
                fs::create_dir(at).unwrap();
            },
            |at| at.is_dir(),
        ),
    ];
    for (what, mischief, is_as_it_was) in all {
        let folder = Folder::new("replaced");
        let mut house = house();
        let path = folder.file("room.wav");
        let recording = house
            .engine
            .record_start(&RecordConfig { split_bytes: MAX_SPLIT_BYTES, ..config(&house, &path) })
            .unwrap();
        house.ticks(20);
        house.wait_for_state(recording, RecordState::Running);
        mischief(&path);
        house.ticks(20);
        house.wait_for_state(recording, RecordState::Failed);
        house.ticks(20);
        house.wait_for_state(recording, RecordState::Running);
        house.ticks(20);
        let info = house.engine.record_stop(recording).unwrap();
        assert!(is_as_it_was(&path), "{what}");
        let name = if what == "deleted" { "room.wav" } else { "room-0002.wav" };
        assert_eq!(info.tracks[0].files, [folder.file(name)], "{what}");
        exact(what, &info, &house);
        use EventKind::{RecordingFailed, RecordingRecovered, RecordingStarted, RecordingStopped};
        let events: Vec<_> = house.reported(4).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(events, [RecordingStarted, RecordingFailed, RecordingRecovered, RecordingStopped]);
    }
}

/// What was in a file that is deleted just before the end is lost, to the sample.
#[test]
fn a_file_that_is_deleted_before_the_end_is_counted() {
    let folder = Folder::new("deleted-last");
    let mut house = house();
    let recording = start(&house, &folder.file("room.wav"));
    house.ticks(30);
    wait(|| folder.file("room-0003.wav").metadata().is_ok_and(|file| file.len() > 44));
    fs::remove_file(folder.file("room-0003.wav")).unwrap();
    house.ticks(4);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!(info.samples, 34 * 160);
    if info.message.is_none() {
        // That was seen at once, and there was time to try again.
        return exact("made again", &info, &house);
    }
    assert_eq!(info.tracks[0].lost_samples, 10 * 160);
    assert_eq!(info.tracks[0].files, ["room.wav", "room-0002.wav"].map(|name| folder.file(name)));
    same("the rest", &all_samples(&info.tracks[0].files), &due(3..=26));
}

#[test]
fn a_file_that_is_moved_is_written_to_its_end() {
    let folder = Folder::new("moved");
    let mut house = house();
    let (path, moved) = (folder.file("room.wav"), folder.file("moved.wav"));
    let recording = start(&house, &path);
    house.ticks(5);
    fs::rename(&path, &moved).unwrap();
    fs::write(&path, THEIRS).unwrap();
    for _ in 0..6 {
        house.ticks(5);
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!(fs::read(&path).unwrap(), THEIRS);
    assert_eq!((info.tracks[0].lost_samples, info.samples), (0, 35 * 160));
    assert_eq!(info.tracks[0].files.len(), 3);
    let files = [moved, info.tracks[0].files[1].clone(), info.tracks[0].files[2].clone()];
    same("all of it", &all_samples(&files), &due(3..=house.tick));
}

/// So network file systems keep a file that was deleted, until it is closed.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_hidden_until_it_is_closed_is_deleted() {
    for hidden in [".nfs0000000000a1b2c300000001", ".fuse_hidden0000002a00000001"] {
        let folder = Folder::new("hidden");
        let mut house = house();
        let path = folder.file("room.wav");
        let recording = house
            .engine
            .record_start(&RecordConfig { split_bytes: MAX_SPLIT_BYTES, ..config(&house, &path) })
            .unwrap();
        house.ticks(20);
        house.wait_for_state(recording, RecordState::Running);
        fs::rename(&path, folder.file(hidden)).unwrap();
        house.ticks(20);
        house.wait_for_state(recording, RecordState::Failed);
        house.wait_for_state(recording, RecordState::Running);
        house.ticks(20);
        let info = house.engine.record_stop(recording).unwrap();
        assert_eq!(info.tracks[0].files, [path]);
        exact(hidden, &info, &house);
    }
}

#[test]
fn a_file_that_is_cut_has_silence_where_it_was_cut() {
    for keep in [0_u64, 10, 44, 45, 47, 1000] {
        let folder = Folder::new("cut");
        let mut house = house();
        let path = folder.file("room.wav");
        let recording = house
            .engine
            .record_start(&RecordConfig { split_bytes: MAX_SPLIT_BYTES, ..config(&house, &path) })
            .unwrap();
        house.ticks(20);
        wait(|| path.metadata().is_ok_and(|file| file.len() == 44 + 2 * 20 * 160));
        fs::File::options().write(true).open(&path).unwrap().set_len(keep).unwrap();
        house.ticks(20);
        wait(|| path.metadata().is_ok_and(|file| file.len() > 44 + 2 * 20 * 160));
        house.ticks(20);
        let info = house.engine.record_stop(recording).unwrap();
        let left = (keep.max(44) - 44) / 2;
        assert_eq!(info.tracks[0].lost_samples, 20 * 160 - left, "{keep}");
        let is = samples(&path);
        let mut due = due(3..=house.tick);
        due[left as usize..20 * 160].fill(0);
        same("around it", &is, &due);
        let events: Vec<_> = house.reported(4).into_iter().map(|(kind, _)| kind).collect();
        use EventKind::{RecordingFailed, RecordingRecovered, RecordingStarted, RecordingStopped};
        assert_eq!(events, [RecordingStarted, RecordingFailed, RecordingRecovered, RecordingStopped]);
    }
}

#[test]
fn tracks_that_would_write_to_one_name_are_refused() {
    let folder = Folder::new("collide");
    let house = house();
    fs::create_dir(folder.file("sub")).unwrap();
    symlink(&folder.0, folder.file("link")).unwrap();
    for (one, two) in [
        ("room.wav", "room.wav"),
        ("room.wav", "./room.wav"),
        ("room.wav", "sub/../room.wav"),
        ("link/room.wav", "room.wav"),
        // The second file of the first is the first of the second.
        ("room.wav", "room-0002.wav"),
        ("room-0002.wav", "room.wav"),
        ("room.wav", "link/room-0017.wav"),
        ("room.wav", "room-12345.wav"),
        ("room", "room-0002"),
    ] {
        let mut config = config(&house, &folder.file(one));
        config.tracks.push(RecordTrack { path: folder.file(two), ..config.tracks[0].clone() });
        let refused = house.engine.record_start(&config).map_err(|error| error.status());
        assert_eq!(refused, Err(Status::System), "{one} and {two}");
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2, "{one} and {two}");
    }
    for (at, two) in ["room-002.wav", "room-0001.wav", "room-00002.wav", "room-0002.WAV", "sub/room.wav"]
        .into_iter()
        .enumerate()
    {
        let folder = Folder::new(&format!("distinct-{at}"));
        fs::create_dir(folder.file("sub")).unwrap();
        let mut config = config(&house, &folder.file("room.wav"));
        config.tracks.push(RecordTrack { path: folder.file(two), ..config.tracks[0].clone() });
        let recording = house.engine.record_start(&config).unwrap_or_else(|error| panic!("{two}: {error}"));
        house.engine.record_stop(recording).unwrap();
    }
}

/// One recording has the name that another comes to.
#[test]
fn recordings_of_one_process_keep_out_of_each_others_files() {
    let folder = Folder::new("neighbours");
    let mut house = house();
    let one = start(&house, &folder.file("room.wav"));
    let track =
        RecordTrack { target: TapTarget::BeforeMute(house.people[1]), path: folder.file("room-0002.wav") };
    let two = house
        .engine
        .record_start(&RecordConfig { split_bytes: 4096, ..RecordConfig::new(vec![track]) })
        .unwrap();
    let again = house.engine.record_start(&config(&house, &folder.file("room.wav")));
    assert_eq!(again.map_err(|error| error.status()), Err(Status::System));
    house.ticks_in_step(one, 60);
    let (one, two) = (house.engine.record_stop(one).unwrap(), house.engine.record_stop(two).unwrap());
    same("one", &all_samples(&one.tracks[0].files), &due(3..=62));
    let due: Vec<i16> = (3..=62).flat_map(|tick| said(1, tick, FRAME)).collect();
    same("two", &all_samples(&two.tracks[0].files), &due);
    assert_eq!(one.tracks[0].lost_samples + two.tracks[0].lost_samples, 0);
    let names: Vec<_> = two.tracks[0].files.iter().map(|file| file.file_name().unwrap()).collect();
    assert_eq!(names[1], "room-0002-0002.wav");
    assert!(one.tracks[0].files.iter().all(|file| !two.tracks[0].files.contains(file)));
}

#[test]
fn only_the_owner_may_read() {
    let folder = Folder::new("mode");
    let mut house = house();
    let recording = start(&house, &folder.file("room.wav"));
    house.ticks(30);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!(info.tracks[0].files.len(), 3);
    for file in &info.tracks[0].files {
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o7777, 0o600);
    }
}

#[test]
fn a_host_may_ask_for_other_permissions() {
    let folder = Folder::new("asked-mode");
    let mut house = house();
    for (name, mode) in [("a.wav", 0o640), ("b.wav", 0o666), ("c.wav", 0o400), ("d.wav", 0o777)] {
        let config = RecordConfig { file_mode: Some(mode), ..config(&house, &folder.file(name)) };
        let recording = house.engine.record_start(&config).unwrap();
        house.ticks(30);
        let info = house.engine.record_stop(recording).unwrap();
        assert_eq!((info.tracks[0].files.len(), info.tracks[0].lost_samples), (3, 0));
        for file in &info.tracks[0].files {
            assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o7777, mode, "{mode:o}");
        }
    }
    for wrong in [0, 0o1000, 0o4600] {
        let config = RecordConfig { file_mode: Some(wrong), ..config(&house, &folder.file("e.wav")) };
        let refused = house.engine.record_start(&config).map_err(|error| error.status());
        assert_eq!(refused, Err(Status::InvalidArgument));
    }
    assert!(!folder.file("e.wav").exists());
}

/// A name that its number makes too long is shortened in front of the number.
#[test]
fn a_long_name_has_room_for_its_number() {
    let folder = Folder::new("long");
    let mut house = house();
    let name = format!("{}.wav", "ä".repeat(125));
    let recording = start(&house, &folder.file(&name));
    house.ticks(30);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!((info.tracks[0].lost_samples, info.message.clone()), (0, None));
    same("all of it", &all_samples(&info.tracks[0].files), &due(3..=32));
    let second = info.tracks[0].files[1].file_name().unwrap().to_str().unwrap().to_owned();
    assert!(second.ends_with("ä-0002.wav") && second.len() <= 255, "{second}");
}

/// The directory is moved, and another is made in its place: the recording goes on in the one that it began in.
#[test]
fn a_directory_that_is_moved_takes_the_recording_with_it() {
    let folder = Folder::new("directory");
    let mut house = house();
    let (here, there) = (folder.file("here"), folder.file("there"));
    fs::create_dir(&here).unwrap();
    let recording = start(&house, &here.join("room.wav"));
    house.ticks(5);
    fs::rename(&here, &there).unwrap();
    fs::create_dir(&here).unwrap();
    house.ticks_in_step(recording, 31);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!((info.tracks[0].lost_samples, info.message), (0, None));
    assert_eq!(fs::read_dir(&here).unwrap().count(), 0);
    let files = ["room.wav", "room-0002.wav", "room-0003.wav"].map(|name| there.join(name));
    same("all of it", &all_samples(&files), &due(3..=38));
}

/// A hard link is another name of the same file; the file is that of the recording.
#[test]
fn a_hard_link_keeps_what_is_recorded() {
    let folder = Folder::new("hard");
    let mut house = house();
    let (path, link) = (folder.file("room.wav"), folder.file("link.wav"));
    let recording = start(&house, &path);
    fs::hard_link(&path, &link).unwrap();
    house.ticks(5);
    fs::remove_file(&path).unwrap();
    house.ticks(5);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!(info.tracks[0].lost_samples, 0);
    same("by its other name", &samples(&link), &due(3..=12));
    assert_eq!(fs::metadata(&link).unwrap().nlink(), 1);
    assert!(!path.exists());
}

/// Numbers that only look random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % count
    }
}

/// Whatever is done to its files in whatever order: what belongs to others stays as it was, each sample is what was said or
/// silence, and as much silence as that is reported lost.
fn any_course(seed: u64) {
    let folder = Folder::new(&format!("course-{seed}"));
    let (mut house, mut dice) = (house(), Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    let recording = house
        .engine
        .record_start(&RecordConfig { split_bytes: 20_000, ..config(&house, &folder.file("room.wav")) })
        .unwrap();
    let mut theirs: Vec<(PathBuf, usize)> = Vec::new();
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    for _ in 0..30 {
        house.ticks_in_step(recording, 1 + dice.below(40));
        if dice.below(2) == 0 {
            std::thread::sleep(std::time::Duration::from_millis(100 + dice.below(500)));
        }
        let info = house.engine.record_info(recording).unwrap();
        let Some(path) = info.tracks[0].files.last().cloned() else { continue };
        let is_ours = theirs.iter().all(|(at, _)| *at != path) && path.exists();
        match dice.below(8) {
            0 | 1 => {
                // Somebody takes a name to come.
                let at = folder
                    .file(&format!("room-{:04}.wav", info.tracks[0].files.len() as u64 + dice.below(4) + 1));
                let what = dice.below(OBSTACLES.len() as u64) as usize;
                if fs::symlink_metadata(&at).is_err() {
                    OBSTACLES[what].1(&at);
                    theirs.push((at, what));
                }
            }
            2 if is_ours => fs::remove_file(&path).unwrap(),
            3 if is_ours => {
                // In a full file nobody would notice. None becomes full once the frames of all ticks are written.
                let full = info.tracks[0].files.len() * 62 * FRAME;
                let left = ((house.tick - 2) as usize * FRAME).saturating_sub(full - 62 * FRAME);
                let written = 44 + 2 * left.min(62 * FRAME) as u64;
                let file = fs::File::options().write(true).open(&path).unwrap();
                let length = || file.metadata().unwrap().len();
                wait(|| length() >= written);
                let length = length();
                if length < 20_000 - 320 * 2 {
                    file.set_len(dice.below(length + 1)).unwrap();
                }
            }
            4 if is_ours => {
                let to = folder.file(&format!("moved-{}", moved.len()));
                fs::rename(&path, &to).unwrap();
                let what = dice.below(3) as usize;
                OBSTACLES[what].1(&path);
                theirs.push((path.clone(), what));
                moved.push((path, to));
            }
            _ => {}
        }
    }
    // Long enough that what was done last is noticed.
    house.ticks(1);
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    house.wait_until_well(recording);
    house.ticks(30);
    let info = house.engine.record_stop(recording).unwrap();
    for (at, what) in &theirs {
        assert!(OBSTACLES[*what].2(at), "seed {seed}: {} at {}", OBSTACLES[*what].0, at.display());
    }
    // A file that was full when it was deleted, or was cut then, is nobody's business any more.
    let files = info.tracks[0].files.iter();
    let files: Vec<PathBuf> = files
        .map(|path| moved.iter().rev().find(|(from, _)| from == path).map_or(path, |(_, to)| to).clone())
        .collect();
    let due = due(3..=house.tick);
    let (mut at, mut silent, mut gone) = (0, 0, 0);
    for file in &files {
        let is = if file.exists() { samples(file) } else { Vec::new() };
        // 62 frames a file.
        let due = &due[at..][..(62 * FRAME).min(due.len() - at)];
        at += due.len();
        if is.len() != due.len() {
            assert!(!file.exists(), "seed {seed}: {}", file.display());
            // Some of it may have been lost before it was full, and deleted then.
            gone += due.len() as u64;
            continue;
        }
        assert!(is.iter().zip(due).all(|(is, due)| is == due || *is == 0), "seed {seed}: {}", file.display());
        silent += is.iter().zip(due).filter(|(is, due)| is != due).count() as u64;
    }
    assert_eq!((at, info.message.clone()), (due.len(), None), "seed {seed}: {files:?}");
    let lost = info.tracks[0].lost_samples;
    let most = silent + silent / 20 + 20 + gone;
    assert!(
        silent <= lost && lost <= most,
        "seed {seed}: {silent} silent, {lost} lost, {gone} in files that are gone"
    );
}

#[test]
fn whatever_is_done_to_files_nothing_of_others_is_touched_and_all_is_counted() {
    std::thread::scope(|scope| (1..=10).for_each(|seed| drop(scope.spawn(move || any_course(seed)))));
}
