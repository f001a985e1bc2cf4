//! Everyone who is recorded has heard the announcement, whole and once, before its first recorded sample: on hold, deaf,
//! coming during it, moved, merged, read late. The oracle knows who says what; it finds the announcement in what each one
//! hears, and from that who may be in the recording when.
#![cfg(feature = "recorder")]

#[path = "support/recording.rs"]
mod recording;

use mixminus::{
    Engine, EngineConfig, JoinOptions, MAX_SPLIT_BYTES, ParticipantConfig, ParticipantId, PromptConfig,
    RecordConfig, RecordInfo, RecordTrack, RecordingId, RoomId, Sound, TapTarget,
};
use recording::{Folder, all_samples, said};
use std::collections::BTreeMap;

const FRAME: usize = 160;

/// What is announced: five frames and a half, louder than anyone speaks.
fn announcement(which: i16) -> Vec<i16> {
    (0..880).map(|n| 1000 * which + 300 + n % 600).collect()
}

/// One in the hall.
struct Person {
    id: ParticipantId,
    room: Option<&'static [u8]>,
    held: bool,
    deaf: bool,
    /// Its host reads what it hears.
    reads: bool,
    /// By tick: the room that it was in, and what it said there.
    spoke: BTreeMap<u64, (&'static [u8], Vec<i16>)>,
    /// By tick, beside what the others said: what plays to it.
    played: BTreeMap<u64, Vec<i16>>,
    /// The ticks that its host has not read.
    lost: Vec<u64>,
}

/// Rooms full of people who say something else in each tick, and hear each other.
struct Hall {
    engine: Engine,
    people: Vec<Person>,
    tick: u64,
    /// All keep silent while one comes or goes, so that no fade is heard.
    is_quiet: bool,
}

impl Hall {
    fn new() -> Hall {
        let config = EngineConfig { prefill_ms: 0, max_taps: 64, ..EngineConfig::default() };
        Hall { engine: Engine::new(&config).unwrap(), people: Vec::new(), tick: 0, is_quiet: false }
    }

    fn call(&mut self) -> usize {
        let call =
            ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
        let id = self.engine.participant_new(&call).unwrap();
        let (spoke, played) = (BTreeMap::new(), BTreeMap::new());
        let lost = Vec::new();
        self.people.push(Person {
            id,
            room: None,
            held: false,
            deaf: false,
            reads: true,
            spoke,
            played,
            lost,
        });
        self.people.len() - 1
    }

    fn join(&mut self, who: usize, room: &'static [u8], deaf: bool) -> RoomId {
        (self.people[who].room, self.people[who].deaf, self.is_quiet) = (Some(room), deaf, true);
        let options = JoinOptions { deaf, ..JoinOptions::without_dtmf(room) };
        self.engine.join(self.people[who].id, &options).unwrap()
    }

    fn hold(&mut self, who: usize, held: bool) {
        (self.people[who].held, self.is_quiet) = (held, true);
        self.engine.set_hold(self.people[who].id, held, Sound::None).unwrap();
    }

    fn move_to(&mut self, who: usize, room: &'static [u8]) {
        (self.people[who].room, self.is_quiet) = (Some(room), true);
        self.engine.move_to(self.people[who].id, room).unwrap();
    }

    fn merge(&mut self, from: RoomId, old: &'static [u8], to: &'static [u8]) {
        self.engine.room_merge(from, to).unwrap();
        self.is_quiet = true;
        self.people
            .iter_mut()
            .filter(|person| person.room == Some(old))
            .for_each(|person| person.room = Some(to));
    }

    /// A tick in which all keep silent, so that nothing decays in the next.
    fn hush(&mut self) {
        self.is_quiet = true;
        self.ticks(1);
    }

    fn ticks(&mut self, count: usize) {
        (0..count).for_each(|_| self.one_tick());
    }

    fn one_tick(&mut self) {
        self.tick += 1;
        let (tick, quiet) = (self.tick, std::mem::take(&mut self.is_quiet));
        for (who, person) in self.people.iter_mut().enumerate() {
            let frame = if quiet { vec![0; FRAME] } else { said(who, tick, FRAME) };
            self.engine.write(person.id, &frame).unwrap();
            if let (Some(room), false) = (person.room, person.held) {
                person.spoke.insert(tick, (room, frame));
            }
        }
        assert_eq!(self.engine.tick(), Ok(tick));
        for who in 0..self.people.len() {
            if !self.people[who].reads {
                self.people[who].lost.push(tick);
                continue;
            }
            let mut heard = vec![0; FRAME];
            let info = self.engine.read_ex(self.people[who].id, &mut heard).unwrap();
            let person = &self.people[who];
            if info.real == 0 {
                let is_there = person.room.is_some() && person.lost.is_empty();
                assert!(!is_there, "participant {who} hears nothing in tick {tick}");
            } else {
                let mut left = vec![0; FRAME];
                let at = info.tick;
                if !(person.held || person.deaf)
                    && let Some(room) = person.room
                {
                    let others = (0..self.people.len()).filter(|other| *other != who);
                    others.for_each(|other| self.add(&mut left, other, room, at));
                }
                let played = heard.iter().zip(left).map(|(heard, others)| heard - others).collect();
                self.people[who].played.insert(at, played);
            }
        }
    }

    /// Adds what one said in a room.
    fn add(&self, sum: &mut [i16], who: usize, room: &[u8], tick: u64) {
        if let Some((_, frame)) = self.people[who].spoke.get(&tick).filter(|(at, _)| *at == room) {
            sum.iter_mut().zip(frame).for_each(|(sum, x)| *sum += x);
        }
    }

    /// The tick in which one had heard an announcement to its end, which it did once; `None`: never.
    fn reported(&self, who: usize, which: i16) -> Option<u64> {
        let due = announcement(which);
        let (ticks, frames): (Vec<u64>, Vec<&Vec<i16>>) =
            self.people[who].played.iter().map(|(tick, frame)| (*tick, frame)).unzip();
        let all: Vec<i16> = frames.into_iter().flatten().copied().collect();
        // After lost frames the stream fades in.
        let fade = if self.people[who].lost.is_empty() { 0 } else { 40 };
        let windows = all.windows(due.len()).enumerate();
        let found: Vec<usize> =
            windows.filter(|(_, part)| part[fade..] == due[fade..]).map(|(at, _)| at).collect();
        assert!(found.len() <= 1, "participant {who} hears it {} times", found.len());
        found.first().map(|at| ticks[(at + due.len() - 1) / FRAME])
    }

    /// Fails unless something of an announcement was heard in its whole only.
    fn only_whole(&self, who: usize, which: i16) {
        let sounding =
            self.people[who].played.values().flatten().filter(|x| **x >= 1000 * which + 300).count();
        assert_eq!(sounding, announcement(which).len(), "participant {who} hears a part of it too");
    }

    /// A room's track has those who had heard the announcement, in each tick, and nobody else.
    fn check_room(&self, info: &RecordInfo, track: usize, room: &[u8], which: i16) {
        let samples = all_samples(&info.tracks[track].files);
        let reported: Vec<Option<u64>> =
            (0..self.people.len()).map(|who| self.reported(who, which)).collect();
        println!("begins in tick {}, heard in {reported:?}", info.start_tick);
        assert!(!samples.is_empty());
        for (tick, frame) in (info.start_tick..).zip(samples.chunks(FRAME)) {
            let mut due = vec![0; FRAME];
            for (who, reported) in reported.iter().enumerate() {
                if reported.is_some_and(|reported| reported < tick) {
                    self.add(&mut due, who, room, tick);
                }
            }
            assert!(frame == due, "tick {tick}: not those who had heard it: {reported:?}");
        }
    }

    /// A participant's own track.
    fn check_person(&self, info: &RecordInfo, track: usize, who: usize, which: i16) {
        let samples = all_samples(&info.tracks[track].files);
        let reported = self.reported(who, which).expect("it was announced to it");
        for (tick, frame) in (info.start_tick..).zip(samples.chunks(FRAME)) {
            let said = self.people[who].spoke.get(&tick).map(|(_, frame)| frame.clone());
            let due = said.filter(|_| reported < tick).unwrap_or(vec![0; FRAME]);
            assert!(frame == due, "participant {who}, tick {tick}: heard in {reported}");
        }
    }

    fn record(&self, folder: &Folder, name: &str, targets: &[TapTarget], which: i16) -> RecordingId {
        let samples = &announcement(which);
        let prompt = PromptConfig { account: b"a", samples, sample_rate_hz: 8000 };
        let tracks = targets.iter().enumerate().map(|(at, target)| RecordTrack {
            target: *target,
            path: folder.file(&format!("{name}-{at}.wav")),
        });
        let announcement = Sound::Prompt(self.engine.prompt_new(&prompt).unwrap());
        let config = RecordConfig {
            announcement,
            split_bytes: MAX_SPLIT_BYTES,
            ..RecordConfig::new(tracks.collect())
        };
        self.engine.record_start(&config).unwrap()
    }

    fn stop(&self, recording: RecordingId) -> RecordInfo {
        self.engine.record_stop(recording).unwrap()
    }
}

/// Three in a room, of whom one is on hold and one is deaf.
#[test]
fn those_on_hold_and_the_deaf_hear_it_before_they_are_recorded() {
    let folder = Folder::new("announced-held");
    let mut hall = Hall::new();
    let people = [hall.call(), hall.call(), hall.call()];
    let room = people.map(|who| hall.join(who, b"r", who == 2))[0];
    hall.ticks(2);
    hall.hold(1, true);
    hall.ticks(2);
    let recording = hall.record(&folder, "held", &[TapTarget::Room(room)], 1);
    hall.ticks(10);
    hall.hold(1, false);
    hall.ticks(20);
    let info = hall.stop(recording);
    people.iter().for_each(|who| hall.only_whole(*who, 1));
    people.iter().for_each(|who| assert!(hall.reported(*who, 1).unwrap() < info.start_tick));
    hall.check_room(&info, 0, b"r", 1);
}

/// At each tick of the announcement: one comes from nowhere, one from another room, one goes on hold, one that is held
/// comes back.
#[test]
fn who_comes_or_goes_during_it_hears_one_whole_copy() {
    for after in 0..7 {
        let folder = Folder::new(&format!("announced-during-{after}"));
        let mut hall = Hall::new();
        let people: Vec<usize> = (0..6).map(|_| hall.call()).collect();
        let room = hall.join(0, b"r", false);
        hall.join(1, b"r", false);
        hall.join(2, b"r", false);
        hall.join(3, b"elsewhere", false);
        hall.ticks(2);
        hall.hold(2, true);
        hall.ticks(2);
        let targets = [TapTarget::Room(room), TapTarget::BeforeMute(hall.people[0].id)];
        let recording = hall.record(&folder, "during", &targets, 1);
        hall.ticks(after);
        hall.join(4, b"r", false);
        hall.ticks(1);
        hall.move_to(3, b"r");
        hall.hold(2, false);
        hall.hold(1, true);
        hall.ticks(4);
        hall.hold(1, false);
        hall.ticks(20);
        let info = hall.stop(recording);
        people[..5].iter().for_each(|who| hall.only_whole(*who, 1));
        assert_eq!(hall.reported(5, 1), None, "one in no room");
        hall.check_room(&info, 0, b"r", 1);
        hall.check_person(&info, 1, 0, 1);
    }
}

#[test]
fn who_leaves_during_it_and_comes_back_hears_one_copy() {
    let folder = Folder::new("announced-left");
    let mut hall = Hall::new();
    let people = [hall.call(), hall.call()];
    let room = people.map(|who| hall.join(who, b"r", false))[0];
    hall.ticks(3);
    let recording = hall.record(&folder, "left", &[TapTarget::Room(room)], 1);
    hall.ticks(1);
    hall.hush();
    hall.engine.leave(hall.people[1].id).unwrap();
    (hall.people[1].room, hall.is_quiet) = (None, true);
    hall.ticks(2);
    hall.join(1, b"r", false);
    hall.ticks(15);
    let info = hall.stop(recording);
    people.iter().for_each(|who| hall.only_whole(*who, 1));
    hall.check_room(&info, 0, b"r", 1);
}

#[test]
fn rooms_that_are_merged_into_a_recorded_one_hear_it() {
    let folder = Folder::new("announced-merged");
    let mut hall = Hall::new();
    let people = [hall.call(), hall.call(), hall.call(), hall.call()];
    let room = hall.join(0, b"r", false);
    hall.join(1, b"r", false);
    let other = hall.join(2, b"s", false);
    hall.join(3, b"s", false);
    hall.ticks(3);
    let recording = hall.record(&folder, "merged", &[TapTarget::Room(room)], 1);
    hall.ticks(1);
    hall.hush();
    hall.merge(other, b"s", b"r");
    hall.ticks(25);
    let info = hall.stop(recording);
    people.iter().for_each(|who| hall.only_whole(*who, 1));
    hall.check_room(&info, 0, b"r", 1);
}

/// One who is recorded goes to a room in which nobody has heard of it: what it hears there is recorded when all have.
#[test]
fn who_is_recorded_brings_the_announcement_along() {
    let folder = Folder::new("announced-brought");
    let mut hall = Hall::new();
    let people = [hall.call(), hall.call(), hall.call()];
    hall.join(0, b"r", false);
    hall.join(1, b"s", false);
    hall.join(2, b"s", false);
    hall.ticks(3);
    let targets = [TapTarget::Output(hall.people[0].id), TapTarget::AfterMute(hall.people[0].id)];
    let recording = hall.record(&folder, "brought", &targets, 1);
    hall.ticks(10);
    assert_eq!(hall.reported(1, 1), None);
    hall.move_to(0, b"s");
    hall.ticks(25);
    let info = hall.stop(recording);
    people.iter().for_each(|who| hall.only_whole(*who, 1));
    let all = people.map(|who| hall.reported(who, 1).unwrap()).into_iter().max().unwrap();
    let samples = all_samples(&info.tracks[0].files);
    for (tick, frame) in (info.start_tick..).zip(samples.chunks(FRAME)) {
        let mut due = vec![0; FRAME];
        if tick > all {
            [1, 2].into_iter().for_each(|who| hall.add(&mut due, who, b"s", tick));
        }
        assert!(frame == due, "what it hears, tick {tick}: all had heard it in {all}");
    }
    hall.check_person(&info, 1, 0, 1);
}

#[test]
fn a_second_recording_during_the_first_announcement_has_its_own() {
    let folder = Folder::new("announced-twice");
    let mut hall = Hall::new();
    let people = [hall.call(), hall.call(), hall.call()];
    let room = hall.join(0, b"r", false);
    hall.join(1, b"r", false);
    hall.ticks(3);
    let one = hall.record(&folder, "one", &[TapTarget::Room(room)], 1);
    hall.ticks(3);
    let two = hall.record(&folder, "two", &[TapTarget::Room(room)], 3);
    hall.ticks(2);
    hall.join(2, b"r", false);
    hall.ticks(30);
    let (one, two) = (hall.stop(one), hall.stop(two));
    hall.check_room(&one, 0, b"r", 1);
    hall.check_room(&two, 0, b"r", 3);
    people.iter().for_each(|who| assert!(hall.reported(*who, 1) < hall.reported(*who, 3)));
    assert!(one.start_tick < two.start_tick);
}

/// A host that stops to read for a while, so that its out-ring is full, or frames of it are too old: the announcement begins
/// once more, and the participant is recorded after it has heard all of it. The others are not kept waiting.
#[test]
fn one_whose_host_does_not_read_for_a_while_hears_it_from_its_beginning() {
    for (stops, pauses) in [(0, 5), (2, 4), (3, 30), (4, 12)] {
        let folder = Folder::new(&format!("announced-unread-{stops}-{pauses}"));
        let mut hall = Hall::new();
        let people = [hall.call(), hall.call()];
        let room = people.map(|who| hall.join(who, b"r", false))[0];
        hall.ticks(3);
        let recording = hall.record(&folder, "unread", &[TapTarget::Room(room)], 1);
        hall.ticks(stops);
        hall.people[1].reads = false;
        hall.ticks(pauses);
        hall.people[1].reads = true;
        hall.ticks(120);
        let info = hall.stop(recording);
        let reported = people.map(|who| hall.reported(who, 1));
        assert!(reported.iter().all(Option::is_some), "{stops}, {pauses}: {reported:?}");
        hall.check_room(&info, 0, b"r", 1);
        assert!(info.start_tick < 150, "it waits no longer than some seconds");
    }
}

#[test]
fn one_whose_host_has_stopped_reading_is_not_recorded_and_keeps_nobody_waiting() {
    let folder = Folder::new("announced-never-read");
    let mut hall = Hall::new();
    let people = [hall.call(), hall.call()];
    let room = people.map(|who| hall.join(who, b"r", false))[0];
    hall.ticks(3);
    let recording = hall.record(&folder, "stopped", &[TapTarget::Room(room)], 1);
    hall.ticks(1);
    hall.people[1].reads = false;
    hall.ticks(180);
    let info = hall.stop(recording);
    assert_eq!(hall.reported(1, 1), None);
    assert!((10..150).contains(&info.start_tick), "{}", info.start_tick);
    hall.check_room(&info, 0, b"r", 1);
}
