//! Recordings that say so: the announcement before the first sample and to those who join later, the beeps.
#![cfg(feature = "recorder")]

#[path = "support/recording.rs"]
mod recording;

use mixminus::{
    EventKind, JoinOptions, MAX_SPLIT_BYTES, ParticipantConfig, ParticipantId, PromptConfig, PromptId,
    RecordConfig, RecordInfo, RecordState, RecordTrack, RecordingId, SampleRate, SayOptions, Sound, Status,
    TapTarget,
};
use recording::{Folder, House, all_samples, said, same, samples, wait};

const FRAME: usize = 160;

/// What is announced: three frames and a half, each sample another.
fn announcement() -> Vec<i16> {
    (0..560).map(|n| 300 + n).collect()
}

fn prompt(house: &House) -> PromptId {
    let config = PromptConfig { account: b"a", samples: &announcement(), sample_rate_hz: 8000 };
    house.engine.prompt_new(&config).unwrap()
}

/// The room and its first `members`, announced.
fn config(house: &House, folder: &Folder, members: usize) -> RecordConfig {
    RecordConfig {
        announcement: Sound::Prompt(prompt(house)),
        ..house.config(folder, members, MAX_SPLIT_BYTES)
    }
}

fn call(house: &House) -> ParticipantId {
    let call =
        ParticipantConfig { account: b"a", environment: b"e", user: 99, ..ParticipantConfig::default() };
    house.engine.participant_new(&call).unwrap()
}

fn hear(house: &House, who: ParticipantId) -> Vec<i16> {
    let mut heard = vec![0; FRAME];
    assert_eq!(house.engine.read(who, &mut heard), Ok(FRAME));
    heard
}

/// The sum of two, which is quiet enough.
fn sum(a: &[i16], b: &[i16]) -> Vec<i16> {
    a.iter().zip(b.iter().chain(std::iter::repeat(&0))).map(|(a, b)| a + b).collect()
}

/// All files hold what was said from tick `first` on, without an announcement.
fn check_tracks(house: &House, info: &RecordInfo, first: u64) {
    assert_eq!((info.start_tick, info.samples), (first, (house.tick - first + 1) * FRAME as u64));
    let mix: Vec<i16> =
        (first..=house.tick).flat_map(|tick| house.mix(0..house.people.len(), tick)).collect();
    same("the mix", &all_samples(&info.tracks[0].files), &mix);
    for (who, track) in info.tracks[1..].iter().enumerate() {
        let due: Vec<i16> = (first..=house.tick).flat_map(|tick| said(who, tick, FRAME)).collect();
        same("a member", &all_samples(&track.files), &due);
        assert_eq!(track.gaps, 0);
    }
}

#[test]
fn the_first_sample_is_of_the_tick_after_the_announcement() {
    let folder = Folder::new("announced");
    let mut house = House::new(SampleRate::Hz8000, 3);
    // What else is announced to the room does not delay it.
    let long = PromptConfig { account: b"a", samples: &[0; 8000], sample_rate_hz: 8000 };
    let long = Sound::Prompt(house.engine.prompt_new(&long).unwrap());
    house.engine.room_say(house.room, long, &SayOptions { times: 0, ..SayOptions::default() }).unwrap();
    let recording = house.engine.record_start(&config(&house, &folder, 2)).unwrap();
    let said = announcement();
    for part in said.chunks(FRAME) {
        assert_eq!(house.engine.record_info(recording).unwrap().state, RecordState::Starting);
        house.ticks(1);
        same("what the first one hears", house.heard(), &sum(&house.mix(1..3, house.tick), part));
    }
    house.ticks(1);
    same("after it", house.heard(), &house.mix(1..3, house.tick));
    assert_eq!(house.wait_for_state(recording, RecordState::Running).start_tick, 7);
    house.ticks(19);
    let info = house.engine.record_stop(recording).unwrap();
    check_tracks(&house, &info, 7);
    let reported: Vec<_> = house.reported(2).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(reported, [EventKind::RecordingStarted, EventKind::RecordingStopped]);
}

/// However late its thread looks: all at once, after everything has been said.
#[test]
fn the_recorder_may_look_late() {
    let folder = Folder::new("announced-late");
    let mut house = House::new(SampleRate::Hz8000, 2);
    for round in 0..5 {
        let mut config = config(&house, &folder, 1);
        config.tracks.iter_mut().enumerate().for_each(|(n, track)| {
            track.path = folder.file(&format!("{round}-{n}.wav"));
        });
        let recording = house.engine.record_start(&config).unwrap();
        let first = house.tick + 5;
        house.ticks(150);
        let info = house.engine.record_stop(recording).unwrap();
        check_tracks(&house, &info, first);
    }
}

#[test]
fn who_joins_later_hears_it_and_nobody_else() {
    let folder = Folder::new("joiners");
    let mut house = House::new(SampleRate::Hz8000, 2);
    // A member is recorded, not the room.
    let config = RecordConfig {
        announcement: Sound::Prompt(prompt(&house)),
        ..RecordConfig::new(vec![RecordTrack {
            target: TapTarget::BeforeMute(house.people[1]),
            path: folder.file("member.wav"),
        }])
    };
    let recording = house.engine.record_start(&config).unwrap();
    house.ticks(10);
    let mover = call(&house);
    house.engine.join(mover, &JoinOptions::without_dtmf(b"elsewhere")).unwrap();
    let (joiner, other) = (call(&house), call(&house));
    house.engine.join(joiner, &JoinOptions::without_dtmf(b"r")).unwrap();
    house.engine.join(other, &JoinOptions::without_dtmf(b"not this one")).unwrap();
    // The first of its frames fades in; the prompt does not.
    house.ticks(1);
    let before_move = hear(&house, joiner);
    same("past the ramp", &before_move[40..], &sum(&house.mix(0..2, house.tick), &announcement())[40..160]);
    same("in another room", &hear(&house, other), &[0; FRAME]);
    same("in the room already", house.heard(), &house.mix(1..2, house.tick));
    for part in announcement()[FRAME..].chunks(FRAME) {
        house.ticks(1);
        same("its own", &hear(&house, joiner), &sum(&house.mix(0..2, house.tick), part));
        same("the others'", house.heard(), &house.mix(1..2, house.tick));
    }
    house.ticks(1);
    same("once", &hear(&house, joiner), &house.mix(0..2, house.tick));
    // Who is moved there hears it too.
    house.engine.move_to(mover, b"r").unwrap();
    house.ticks(2);
    let mut heard = [0; 8 * FRAME];
    house.engine.read(mover, &mut heard).unwrap();
    let due = sum(&house.mix(0..2, house.tick), &announcement()[FRAME..2 * FRAME]);
    // Before it are the frames of the room that was left.
    assert!(heard.chunks(FRAME).any(|frame| frame == due), "its second frame");
    house.engine.record_stop(recording).unwrap();
    // It is over, and so is the duty to tell.
    let late = call(&house);
    house.engine.join(late, &JoinOptions::without_dtmf(b"r")).unwrap();
    house.ticks(2);
    hear(&house, late);
    same("after it", &hear(&house, late), &house.mix(0..2, house.tick));
}

#[test]
fn one_who_is_in_no_room_hears_it_alone() {
    let folder = Folder::new("announced-alone");
    let mut house = House::new(SampleRate::Hz8000, 1);
    let who = call(&house);
    let track = RecordTrack { target: TapTarget::Output(who), path: folder.file("heard.wav") };
    let config =
        RecordConfig { announcement: Sound::Prompt(prompt(&house)), ..RecordConfig::new(vec![track]) };
    let recording = house.engine.record_start(&config).unwrap();
    let mut heard = Vec::new();
    for _ in 0..4 {
        house.ticks(1);
        heard.extend(hear(&house, who));
    }
    same("all of it", &heard[..560], &announcement());
    house.ticks(10);
    assert_eq!(house.engine.record_stop(recording).unwrap().start_tick, 7);
}

/// What the room hears beside those who speak.
fn beside(house: &House, file: &std::path::Path, ticks: impl Iterator<Item = u64>) -> Vec<i16> {
    let mix: Vec<i16> = ticks.flat_map(|tick| house.mix(0..house.people.len(), tick)).collect();
    let room = samples(file);
    assert_eq!(room.len(), mix.len());
    room.iter().zip(mix).map(|(is, mix)| is - mix).collect()
}

/// How strong one frequency is, of full scale.
fn strength(samples: &[i16], hz: f64) -> f64 {
    let at = |n: usize| std::f64::consts::TAU * hz * n as f64 / 8000.0;
    let part = |of: fn(f64) -> f64| -> f64 {
        samples.iter().enumerate().map(|(n, x)| f64::from(*x) * of(at(n))).sum::<f64>()
    };
    part(f64::cos).hypot(part(f64::sin)) * 2.0 / samples.len() as f64 / 32_768.0
}

#[test]
fn beeps_come_to_the_sample_in_the_room_and_in_the_recording() {
    let folder = Folder::new("beeps");
    let mut house = House::new(SampleRate::Hz8000, 2);
    let config = RecordConfig { beep_s: 2, ..config(&house, &folder, 1) };
    let recording = house.engine.record_start(&config).unwrap();
    house.ticks(10);
    house.wait_for_state(recording, RecordState::Running);
    // From tick 7 on: the first beep is in ticks 107 to 116.
    house.ticks_in_step(recording, 94);
    same("before it", house.heard(), &house.mix(1..2, house.tick));
    for _ in 107..=116 {
        house.ticks(1);
        let heard: Vec<i16> =
            house.heard().iter().zip(house.mix(1..2, house.tick)).map(|(is, mix)| is - mix).collect();
        assert!(strength(&heard, 1400.0) > 0.05, "tick {}", house.tick);
    }
    house.ticks(1);
    same("after it", house.heard(), &house.mix(1..2, house.tick));
    house.ticks_in_step(recording, 200);
    house.engine.record_pause(recording).unwrap();
    house.wait_for_state(recording, RecordState::Paused);
    let paused = house.tick;
    // Nothing is recorded, so nothing beeps.
    for _ in 0..120 {
        house.ticks(1);
        if house.tick > paused + 5 {
            same("in the pause", house.heard(), &house.mix(1..2, house.tick));
        }
    }
    house.engine.record_resume(recording).unwrap();
    let resumed = house.tick;
    house.ticks(10);
    house.wait_for_state(recording, RecordState::Running);
    house.ticks_in_step(recording, 140);
    let info = house.engine.record_stop(recording).unwrap();
    let ticks = (7..=paused).chain(resumed + 1..=house.tick);
    let beeps = beside(&house, &info.tracks[0].files[0], ticks);
    let first = (paused - 6) as usize * FRAME;
    let due = [16_000, 32_000, 48_000, first + 16_000];
    let one = &beeps[16_000..17_600];
    assert!((0.068..0.071).contains(&strength(&one[80..1520], 1400.0)), "−20 dBm0");
    let mut rest = beeps.clone();
    for at in due {
        same("a beep", &beeps[at..at + 1600], one);
        rest[at..at + 1600].fill(0);
    }
    let other = rest.iter().position(|x| *x != 0);
    assert_eq!(other, None, "nothing beside them");
    // The room goes on without.
    house.ticks(3);
    for _ in 0..110 {
        house.ticks(1);
        same("afterwards", house.heard(), &house.mix(1..2, house.tick));
    }
}

#[test]
fn two_recordings_of_a_room_both_say_so() {
    let folder = Folder::new("twice");
    let mut house = House::new(SampleRate::Hz8000, 2);
    let start = |house: &House, name: &str| {
        let track = RecordTrack { target: TapTarget::Room(house.room), path: folder.file(name) };
        let announcement = Sound::Prompt(prompt(house));
        let config = RecordConfig { announcement, beep_s: 1, ..RecordConfig::new(vec![track]) };
        house.engine.record_start(&config).unwrap()
    };
    let (one, two) = (start(&house, "one.wav"), start(&house, "two.wav"));
    house.ticks(20);
    // One announcement after the other: 560 samples each, so the second ends in the seventh frame.
    assert_eq!(house.wait_for_state(one, RecordState::Running).start_tick, 7);
    assert_eq!(house.wait_for_state(two, RecordState::Running).start_tick, 10);
    let joiner = call(&house);
    house.engine.join(joiner, &JoinOptions::without_dtmf(b"r")).unwrap();
    let mut heard = Vec::new();
    for _ in 0..7 {
        house.ticks(1);
        heard.extend(sum(
            &hear(&house, joiner),
            &house.mix(0..2, house.tick).iter().map(|x| -x).collect::<Vec<_>>(),
        ));
    }
    same("both", &heard[40..], &[announcement(), announcement()].concat()[40..]);
    house.engine.record_stop(one).unwrap();
    house.engine.record_stop(two).unwrap();
}

#[test]
fn a_recording_that_ends_in_its_announcement_has_no_samples_and_is_silent() {
    let folder = Folder::new("announced-in-vain");
    let mut house = House::new(SampleRate::Hz8000, 2);
    let recording = house.engine.record_start(&config(&house, &folder, 1)).unwrap();
    house.ticks(1);
    let info = house.engine.record_stop(recording).unwrap();
    assert_eq!((info.state, info.samples, info.start_tick), (RecordState::Stopped, 0, 0));
    assert_eq!(samples(&folder.file("room.wav")), []);
    house.ticks(2);
    same("silenced", house.heard(), &house.mix(1..2, house.tick));
    // The room ends meanwhile.
    std::fs::remove_file(folder.file("room.wav")).unwrap();
    let track = RecordTrack { target: TapTarget::Room(house.room), path: folder.file("room.wav") };
    let announcement = Sound::Prompt(prompt(&house));
    let config = RecordConfig { announcement, beep_s: 1, ..RecordConfig::new(vec![track]) };
    let recording = house.engine.record_start(&config).unwrap();
    house.ticks(1);
    house.people.iter().for_each(|who| house.engine.leave(*who).unwrap());
    house.engine.tick().unwrap();
    wait(|| house.engine.record_info(recording).unwrap().state == RecordState::Stopped);
    assert_eq!(house.engine.record_stop(recording).unwrap().samples, 0);
}

#[test]
fn what_cannot_be_announced_is_not_recorded() {
    let folder = Folder::new("announced-wrong");
    let house = House::new(SampleRate::Hz8000, 2);
    let refused = |config: &RecordConfig| house.engine.record_start(config).unwrap_err().status();
    let good = config(&house, &folder, 2);
    assert_eq!(refused(&RecordConfig { beep_s: 61, ..good.clone() }), Status::InvalidArgument);
    let freed = prompt(&house);
    house.engine.prompt_free(freed).unwrap();
    let stale = RecordConfig { announcement: Sound::Prompt(freed), ..good.clone() };
    assert_eq!(refused(&stale), Status::StaleHandle);
    // All nodes are in use.
    let busy: Vec<ParticipantId> = (0..128).map(|_| call(&house)).collect();
    for who in &busy {
        for _ in 0..16 {
            house.engine.say(*who, Sound::Beep, &SayOptions::default()).unwrap();
        }
    }
    assert_eq!(refused(&good), Status::QueueFull);
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 0);
    let none = RecordingId(0);
    assert!(house.engine.record_info(none).is_err());
}
