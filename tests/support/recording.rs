//! Participants whose every sample is known, recordings of them, and what the files must hold.
#![allow(dead_code)]

use mixminus::{
    Engine, EngineConfig, Event, EventKind, JoinOptions, ParticipantConfig, ParticipantId, RecordConfig,
    RecordInfo, RecordState, RecordTrack, RecordingId, RoomId, RoomTemplate, SampleRate, TapTarget,
};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A folder of its own, taken away at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("mixminus-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// An engine in which everyone speaks all the time.
pub struct House {
    pub engine: Engine,
    pub people: Vec<ParticipantId>,
    pub frame: usize,
    pub tick: u64,
    pub room: RoomId,
    heard: Vec<i16>,
}

/// What participant `who` says in tick `tick`: quiet noise.
pub fn said(who: usize, tick: u64, frame: usize) -> Vec<i16> {
    let mut state =
        (who as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ tick.wrapping_mul(0xd6e8_feb8_6659_fd93);
    (0..frame)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 48) as i16) >> 8
        })
        .collect()
}

impl House {
    pub fn new(rate: SampleRate, people: usize) -> House {
        let config =
            EngineConfig { sample_rate: rate, prefill_ms: 0, max_taps: 256, ..EngineConfig::default() };
        let engine = Engine::new(&config).unwrap();
        let (account, environment) = (b"a".as_slice(), b"e".as_slice());
        engine
            .set_room_template(
                account,
                environment,
                None,
                Some(&RoomTemplate { capacity: 1000, ..RoomTemplate::default() }),
            )
            .unwrap();
        let mut room = RoomId::NONE;
        let people: Vec<_> = (0..people)
            .map(|user| {
                let call = ParticipantConfig {
                    account,
                    environment,
                    user: user as u64,
                    ..ParticipantConfig::default()
                };
                let person = engine.participant_new(&call).unwrap();
                room = engine.join(person, &JoinOptions::without_dtmf(b"r")).unwrap();
                person
            })
            .collect();
        let frame = config.frame_samples();
        let mut house = House { engine, people, frame, tick: 0, room, heard: vec![0; frame] };
        // The ramps at the beginning are over.
        house.ticks(2);
        house
    }

    /// All speak, the engine ticks, the first one reads and must hear the others.
    pub fn ticks(&mut self, count: u64) {
        for _ in 0..count {
            self.tick += 1;
            for (who, person) in self.people.iter().enumerate() {
                let _ = self.engine.write(*person, &said(who, self.tick, self.frame));
            }
            assert_eq!(self.engine.tick(), Ok(self.tick));
            self.engine.read(self.people[0], &mut self.heard).unwrap();
        }
    }

    /// What the first one has heard in the last tick.
    pub fn heard(&self) -> &[i16] {
        &self.heard
    }

    /// The sum of those who are in the room, in that tick.
    pub fn mix(&self, who: std::ops::Range<usize>, tick: u64) -> Vec<i16> {
        let mut sum = vec![0_i32; self.frame];
        for who in who {
            sum.iter_mut().zip(said(who, tick, self.frame)).for_each(|(sum, x)| *sum += i32::from(x));
        }
        sum.into_iter().map(|x| x.clamp(-32_768, 32_767) as i16).collect()
    }

    /// A recording of the room and of the first `members`, before mute.
    pub fn record(&self, folder: &Folder, members: usize, split_bytes: u64) -> RecordingId {
        self.engine.record_start(&self.config(folder, members, split_bytes)).unwrap()
    }

    pub fn config(&self, folder: &Folder, members: usize, split_bytes: u64) -> RecordConfig {
        let mut tracks =
            vec![RecordTrack { target: TapTarget::Room(self.room), path: folder.file("room.wav") }];
        tracks.extend(self.people.iter().take(members).enumerate().map(|(who, person)| RecordTrack {
            target: TapTarget::BeforeMute(*person),
            path: folder.file(&format!("{who}.wav")),
        }));
        RecordConfig { split_bytes, ..RecordConfig::new(tracks) }
    }

    /// Ticks, at most as fast as the recorder follows.
    pub fn ticks_in_step(&mut self, recording: RecordingId, count: u64) {
        for at in 0..count {
            self.ticks(1);
            if at % 50 == 0 {
                let behind = || self.tick - self.engine.record_info(recording).unwrap().tick.max(2);
                wait(|| behind() < 120);
            }
        }
    }

    /// Waits until nothing is wrong with the files.
    pub fn wait_until_well(&self, recording: RecordingId) {
        wait(|| self.engine.record_info(recording).unwrap().message.is_none());
    }

    pub fn wait_for_state(&self, recording: RecordingId, state: RecordState) -> RecordInfo {
        wait(|| self.engine.record_info(recording).unwrap().state == state);
        self.engine.record_info(recording).unwrap()
    }

    /// The events of recordings that were reported; the clock goes on until there are `count`.
    pub fn reported(&mut self, count: usize) -> Vec<(EventKind, u64)> {
        let mut all = Vec::new();
        let mut events = [Event::default(); 64];
        let begun = Instant::now();
        while all.len() < count && begun.elapsed() < PATIENCE {
            self.ticks(1);
            let n = self.engine.poll(&mut events).unwrap();
            let of_recordings = |event: &&Event| event.kind as u32 >= 30 && (event.kind as u32) < 40;
            all.extend(
                events[..n].iter().filter(of_recordings).map(|event| (event.kind, event.value as u64)),
            );
            std::thread::sleep(Duration::from_millis(1));
        }
        all
    }
}

const PATIENCE: Duration = Duration::from_secs(60);

pub fn wait(until: impl Fn() -> bool) {
    let begun = Instant::now();
    while !until() {
        assert!(begun.elapsed() < PATIENCE, "that takes too long");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The samples of a file.
pub fn samples(path: &Path) -> Vec<i16> {
    let mut wav = hound::WavReader::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let spec = wav.spec();
    assert_eq!((spec.channels, spec.bits_per_sample), (1, 16));
    wav.samples::<i16>().map(Result::unwrap).collect()
}

/// The samples of files, one after the other.
pub fn all_samples(files: &[PathBuf]) -> Vec<i16> {
    files.iter().flat_map(|file| samples(file)).collect()
}

/// Compares, and says where they differ.
pub fn same(what: &str, is: &[i16], due: &[i16]) {
    assert_eq!(is.len(), due.len(), "{what}: its length");
    let at = is.iter().zip(due).position(|(is, due)| is != due);
    assert!(at.is_none(), "{what}: sample {at:?} of {}", due.len());
}
