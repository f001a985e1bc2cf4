//! Taps: each frame, bit for bit, against the contract in plain arithmetic; and what taps must not do.

#[path = "support/common.rs"]
mod common;
#[path = "support/dialling.rs"]
mod dialling;
#[path = "support/model/mod.rs"]
mod model;
#[path = "support/script.rs"]
mod script;
#[path = "support/stage.rs"]
mod stage;

use common::{Audio, Random, cases};
use dialling::dialling;
use mixminus::{
    Engine, EngineConfig, JoinOptions, ParticipantConfig, ParticipantId, RoomId, SampleRate, Status,
    TAP_OVERLOAD, TAP_SILENT, TapFrame, TapId, TapTarget,
};
use model::Life;
use model::tapped::{Take, What};
use proptest::prelude::*;
use script::{Op, Shape};
use stage::Stage;
use std::collections::BTreeMap;

/// A stage on which all is tapped.
struct Watch {
    stage: Stage,
    taps: BTreeMap<What, TapId>,
    rooms: BTreeMap<Life, RoomId>,
    random: Random,
    frames: u64,
    ended: u64,
}

impl Watch {
    fn new(shape: &Shape) -> Watch {
        let mut watch = Watch {
            stage: Stage::new(shape, false),
            taps: BTreeMap::new(),
            rooms: BTreeMap::new(),
            random: Random(shape.seed ^ 0x7a95),
            frames: 0,
            ended: 0,
        };
        (0..shape.people).for_each(|who| watch.tap_person(who));
        watch
    }

    fn tap(&mut self, what: What, target: TapTarget) {
        self.taps.insert(what, self.stage.engine.tap_new(target, 40).unwrap());
    }

    fn tap_person(&mut self, who: usize) {
        let id = self.stage.ids[who];
        self.tap(What::Before(who), TapTarget::BeforeMute(id));
        self.tap(What::After(who), TapTarget::AfterMute(id));
        self.tap(What::Heard(who), TapTarget::Output(id));
    }

    fn play(&mut self, op: &Op) {
        self.stage.play(op);
        if let Op::Join { who, .. } | Op::Move { who, .. } = *op
            && let Some(life) = self.stage.model.life(who)
            && !self.rooms.contains_key(&life)
        {
            let room = self.stage.engine.participant_info(self.stage.ids[who]).unwrap().room;
            self.rooms.insert(life, room);
            self.tap(What::Mix(life), TapTarget::Room(room));
        }
        if *op == Op::Tick {
            self.compare();
            self.change();
        }
    }

    /// Every tap has the frame that is due, and no other.
    fn compare(&mut self) {
        let tick = self.stage.model.tick;
        let frame = self.stage.model.sizes.frame;
        let mut over = Vec::new();
        for (what, tap) in &self.taps {
            let mut samples = vec![0x5a5a; 2 * frame];
            let mut reported = [TapFrame::default(); 2];
            let got = self.stage.engine.tap_read(*tap, &mut samples, &mut reported);
            let due = self.stage.model.tapped.0.get(what);
            match (got, due) {
                (Ok(1), Some(take)) => {
                    self.frames += 1;
                    let room = self.rooms[&take.life].0;
                    assert_eq!(reported[0], reported_of(take, tick, room), "{what:?} in tick {tick}");
                    let at = (0..frame).find(|&i| samples[i] != take.samples[i]);
                    assert!(at.is_none(), "{what:?} in tick {tick}: sample {at:?}");
                }
                (Ok(0), None) => {}
                // One that was made and whose participant was freed between the same two ticks may miss its end.
                (Err(Status::Ended), due)
                    if due.is_none() || self.stage.engine.tap_info(*tap).unwrap().began == 0 =>
                {
                    self.ended += 1;
                    over.push(*what);
                }
                _ => panic!("{what:?} in tick {tick}: {got:?}, due {due:?}"),
            }
        }
        for what in over {
            let tap = self.taps.remove(&what).unwrap();
            self.stage.engine.tap_free(tap).unwrap();
        }
    }

    /// Now and then a participant's taps are freed and made anew.
    fn change(&mut self) {
        if !self.random.percent(10) {
            return;
        }
        let who = self.random.below(self.stage.ids.len());
        for what in [What::Before(who), What::After(who), What::Heard(who)] {
            if let Some(tap) = self.taps.remove(&what) {
                self.stage.engine.tap_free(tap).unwrap();
                let again = self.stage.engine.tap_free(tap).map_err(|error| error.status());
                assert_eq!(again, Err(Status::StaleHandle));
            }
        }
        if self.stage.engine.participant_info(self.stage.ids[who]).is_ok() {
            self.tap_person(who);
        }
    }
}

fn reported_of(take: &Take, tick: u64, room: u64) -> TapFrame {
    let silent = take.samples.iter().all(|sample| *sample == 0);
    let flag = |on, bit| if on { bit } else { 0 };
    let flags = flag(silent, TAP_SILENT) | flag(take.overload, TAP_OVERLOAD);
    TapFrame { tick, room, join: take.join, flags }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn taps_give_exactly_what_is_due(people in 1_usize..14, seed in any::<u64>()) {
        let shape = Shape::random(people, seed);
        let mut watch = Watch::new(&shape);
        for op in shape.script() {
            watch.play(&op);
        }
    }
}

/// The scripts take what they are there for.
#[test]
fn taps_give_frames_and_end() {
    let shape = Shape { ticks: 300, people: 8, restless: 5, ..Shape::random(8, 3) };
    let mut watch = Watch::new(&shape);
    shape.script().iter().for_each(|op| watch.play(op));
    assert!(watch.frames > 1000 && watch.ended > 3, "{} frames, {} ended", watch.frames, watch.ended);
}

/// Before mute is after the delay and the suppression of keys.
#[test]
fn before_mute_is_what_the_others_would_hear() {
    let engine = engine(2, 64);
    let call =
        ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
    let person = engine.participant_new(&call).unwrap();
    engine.join(person, &JoinOptions::new(b"r")).unwrap();
    let before = engine.tap_new(TapTarget::BeforeMute(person), 20).unwrap();
    let after = engine.tap_new(TapTarget::AfterMute(person), 20).unwrap();
    // Keys for a second, then noise for another.
    let mut audio = dialling(SampleRate::Hz8000, 10);
    audio.extend(Audio::Quiet.samples(1, 8000));
    let (mut suppressed, mut passed) = (0, 0);
    for (tick, said) in audio.chunks_exact(FRAME).enumerate() {
        if tick == 80 {
            engine.set_mute(person, true).unwrap();
        }
        engine.write(person, said).unwrap();
        engine.tick().unwrap();
        let [mut one, mut other] = [[0; FRAME]; 2];
        let mut reported = [TapFrame::default(); 1];
        assert_eq!(engine.tap_read(before, &mut one, &mut reported), Ok(1));
        assert_eq!(engine.tap_read(after, &mut other, &mut reported), Ok(1));
        if (1..80).contains(&tick) {
            assert_eq!(one, other, "tick {tick}");
        } else if tick > 80 {
            assert_eq!(other, [0; FRAME]);
        }
        // 10 ms late.
        let from = (tick * FRAME).saturating_sub(80);
        let due = &audio[from..from + FRAME];
        suppressed += u32::from(tick < 50 && one != due && due != [0; FRAME]);
        passed += u32::from(tick > 80 && one == due);
    }
    assert!(
        suppressed >= 20 && passed == 19,
        "{suppressed} with suppressed tones, {passed} as they were said"
    );
}

const FRAME: usize = 160;

fn engine(max_taps: u32, command_queue: u32) -> Engine {
    Engine::new(&EngineConfig { max_taps, command_queue, prefill_ms: 0, ..EngineConfig::default() }).unwrap()
}

fn newcomer(engine: &Engine, room: &[u8]) -> (ParticipantId, RoomId) {
    let call =
        ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
    let person = engine.participant_new(&call).unwrap();
    let room = engine.join(person, &JoinOptions::without_dtmf(room)).unwrap();
    (person, room)
}

/// All that waits in a tap: ticks, and the first sample of each.
fn drain(engine: &Engine, tap: TapId) -> Vec<(u64, i16)> {
    let (mut samples, mut frames) = ([0; 4 * FRAME], [TapFrame::default(); 4]);
    let mut all = Vec::new();
    while let Ok(count @ 1..) = engine.tap_read(tap, &mut samples, &mut frames) {
        all.extend((0..count).map(|k| (frames[k].tick, samples[(k + 1) * FRAME - 1])));
    }
    all
}

fn status<T>(answer: mixminus::Result<T>) -> Option<Status> {
    answer.err().map(|error| error.status())
}

#[test]
fn a_full_ring_drops_and_counts_and_disturbs_no_one() {
    let engine = engine(4, 64);
    let (speaker, room) = newcomer(&engine, b"r");
    let (listener, _) = newcomer(&engine, b"r");
    let slow = engine.tap_new(TapTarget::Room(room), 60).unwrap();
    let quick = engine.tap_new(TapTarget::Room(room), 60).unwrap();
    let mut heard = [0; FRAME];
    for tick in 1..=10_i16 {
        engine.write(speaker, &[tick; FRAME]).unwrap();
        engine.tick().unwrap();
        engine.read(listener, &mut heard).unwrap();
        assert_eq!(heard[FRAME - 1], tick);
        assert_eq!(drain(&engine, quick), [(tick as u64, tick)]);
        if tick == 8 {
            assert_eq!(drain(&engine, slow), [(1, 1), (2, 2), (3, 3)]);
        }
    }
    assert_eq!(drain(&engine, slow), [(9, 9), (10, 10)]);
    let info = engine.tap_info(slow).unwrap();
    assert_eq!((info.began, info.ended, info.frames, info.dropped), (1, 0, 5, 5));
    assert_eq!(engine.tap_info(quick).unwrap().dropped, 0);
}

#[test]
fn a_room_s_tap_ends_with_the_room_after_its_last_frame() {
    let engine = engine(2, 64);
    let (person, room) = newcomer(&engine, b"r");
    let tap = engine.tap_new(TapTarget::Room(room), 1000).unwrap();
    engine.tick().unwrap();
    engine.leave(person).unwrap();
    assert_eq!(status(engine.tap_new(TapTarget::Room(room), 1000)), Some(Status::StaleHandle));
    engine.tick().unwrap();
    let (mut samples, mut frames) = ([0; FRAME], [TapFrame::default(); 1]);
    for tick in 1..=2 {
        assert_eq!(engine.tap_read(tap, &mut samples, &mut frames), Ok(1));
        assert_eq!(frames[0].tick, tick);
    }
    assert_eq!(engine.tap_read(tap, &mut samples, &mut frames), Err(Status::Ended));
    assert_eq!(engine.tap_info(tap).unwrap().ended, 2);
    engine.tap_free(tap).unwrap();
    assert_eq!(engine.tap_read(tap, &mut samples, &mut frames), Err(Status::StaleHandle));
}

#[test]
fn a_participant_s_tap_goes_on_over_its_joins_and_not_to_the_next_one_in_its_slot() {
    let engine =
        Engine::new(&EngineConfig { max_participants: 1, prefill_ms: 0, ..EngineConfig::default() }).unwrap();
    let (first, room) = newcomer(&engine, b"r");
    let tap = engine.tap_new(TapTarget::AfterMute(first), 1000).unwrap();
    engine.tick().unwrap();
    engine.leave(first).unwrap();
    engine.tick().unwrap();
    engine.tick().unwrap();
    let again = engine.join(first, &JoinOptions::without_dtmf(b"s")).unwrap();
    engine.tick().unwrap();
    engine.participant_free(first).unwrap();
    engine.tick().unwrap();
    let (mut samples, mut frames) = ([0; 8 * FRAME], [TapFrame::default(); 8]);
    newcomer(&engine, b"r");
    engine.tick().unwrap();
    assert_eq!(engine.tap_read(tap, &mut samples, &mut frames), Ok(4));
    let reported: Vec<_> = frames[..4].iter().map(|frame| (frame.tick, frame.room, frame.join)).collect();
    assert_eq!(reported, [(1, room.0, 1), (2, room.0, 1), (4, again.0, 2), (5, again.0, 2)]);
    assert_eq!(engine.tap_read(tap, &mut samples, &mut frames), Err(Status::Ended));
}

/// One who never joined leaves its slot free at once; who has it next is not tapped.
#[test]
fn a_slot_given_on_without_a_tick_takes_no_tap_along() {
    let engine =
        Engine::new(&EngineConfig { max_participants: 1, prefill_ms: 0, ..EngineConfig::default() }).unwrap();
    let call =
        ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
    let first = engine.participant_new(&call).unwrap();
    let tap = engine.tap_new(TapTarget::BeforeMute(first), 1000).unwrap();
    engine.tick().unwrap();
    engine.participant_free(first).unwrap();
    let (second, _) = newcomer(&engine, b"r");
    let other = engine.tap_new(TapTarget::BeforeMute(second), 1000).unwrap();
    engine.write(second, &[7; FRAME]).unwrap();
    engine.tick().unwrap();
    assert_eq!(drain(&engine, tap), []);
    assert_eq!(drain(&engine, other), [(2, 7)]);
}

#[test]
fn a_stopped_clock_and_a_full_queue_keep_no_tap_from_being_freed() {
    let engine = engine(3, 16);
    let (person, room) = newcomer(&engine, b"r");
    let taps = [
        engine.tap_new(TapTarget::Room(room), 20).unwrap(),
        engine.tap_new(TapTarget::BeforeMute(person), 20).unwrap(),
    ];
    engine.tick().unwrap();
    while engine.set_room_locked(room, false).is_ok() {}
    assert_eq!(status(engine.tap_new(TapTarget::Room(room), 20)), Some(Status::QueueFull));
    taps.iter().for_each(|tap| engine.tap_free(*tap).unwrap());
    engine.tick().unwrap();
    // All places are there again, many times over.
    for round in 0..100 {
        let three: Vec<_> = (0..3).map(|_| engine.tap_new(TapTarget::Output(person), 20).unwrap()).collect();
        assert_eq!(status(engine.tap_new(TapTarget::Room(room), 20)), Some(Status::TooManyTaps));
        // Freed before the tick has seen them, and after.
        if round % 2 == 0 {
            engine.tick().unwrap();
        }
        three.iter().for_each(|tap| engine.tap_free(*tap).unwrap());
        engine.tick().unwrap();
    }
}

/// More than a tick applies: those in front of a command that comes later are done with first.
#[test]
fn a_tap_that_is_freed_before_its_command_comes_back() {
    let engine = engine(400, 4096);
    let (person, _) = newcomer(&engine, b"r");
    for _ in 0..3 {
        let many: Vec<_> =
            (0..400).map(|_| engine.tap_new(TapTarget::AfterMute(person), 20).unwrap()).collect();
        assert_eq!(status(engine.tap_new(TapTarget::Output(person), 20)), Some(Status::TooManyTaps));
        engine.tick().unwrap();
        many.iter().for_each(|tap| engine.tap_free(*tap).unwrap());
        (0..3).for_each(|_| assert!(engine.tick().is_ok()));
    }
}

#[test]
fn misuse_has_a_status() {
    let engine = engine(1, 64);
    let (person, room) = newcomer(&engine, b"r");
    assert_eq!(status(engine.tap_new(TapTarget::Room(RoomId(person.0)), 20)), Some(Status::WrongKind));
    assert_eq!(status(engine.tap_new(TapTarget::Output(ParticipantId(room.0)), 20)), Some(Status::WrongKind));
    for buffer_ms in [0, 19, 60_001] {
        let wrong = engine.tap_new(TapTarget::Room(room), buffer_ms);
        assert_eq!(status(wrong), Some(Status::InvalidArgument));
    }
    let tap = engine.tap_new(TapTarget::Room(room), 20).unwrap();
    assert_eq!(engine.write(ParticipantId(tap.0), &[0; 4]), Err(Status::WrongKind));
    let (mut samples, mut frames) = ([0; FRAME], [TapFrame::default(); 1]);
    let read =
        |tap: u64, samples: &mut [i16], frames: &mut [TapFrame]| engine.tap_read(TapId(tap), samples, frames);
    assert_eq!(read(room.0, &mut samples, &mut frames), Err(Status::WrongKind));
    assert_eq!(read(0, &mut samples, &mut frames), Err(Status::InvalidHandle));
    assert_eq!(read(1, &mut samples, &mut frames), Err(Status::InvalidHandle));
    assert_eq!(read(tap.0 + 1, &mut samples, &mut frames), Err(Status::StaleHandle));
    assert_eq!(read(tap.0, &mut samples[..FRAME - 1], &mut frames), Err(Status::InvalidArgument));
    assert_eq!(read(tap.0, &mut samples, &mut []), Err(Status::InvalidArgument));
    assert_eq!(read(tap.0, &mut samples, &mut frames), Ok(0));
}

/// One who ran dry unmuted and comes back muted ends without a decay, tapped or not: a tap changes no bit.
#[test]
fn what_comes_back_muted_breaks_off_alike() {
    let shape = Shape { people: 1, ..Shape::random(1, 1) };
    let mut watch = Watch::new(&shape);
    let frame = watch.stage.model.sizes.frame;
    let settings = model::Settings { mute: false, deaf: false, gain_mdb: 0 };
    let write = |seed| Op::Write { who: 0, audio: Audio::Loud, seed, count: frame };
    watch.play(&Op::Join { who: 0, room: 0, settings, prefill_ms: 0, cap_ms: 40 });
    let script =
        [write(1), Op::Tick, Op::Tick, Op::Mute { who: 0, on: true }, write(2), Op::Tick, Op::Tick, Op::Tick];
    script.iter().for_each(|op| watch.play(op));
}
