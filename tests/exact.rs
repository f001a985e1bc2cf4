//! Every bit that every participant hears, against the contract in plain arithmetic; and what must not change
//! it.

#[path = "support/common.rs"]
mod common;
#[path = "support/model/mod.rs"]
mod model;
#[path = "support/script.rs"]
mod script;
#[path = "support/stage.rs"]
mod stage;

use common::{Audio, Random, cases, simd_levels};
use mixminus::{FrameLen, SampleRate, SimdLevel};
use model::Settings;
use proptest::prelude::*;
use script::{Op, Shape};
use stage::Stage;

/// Plays a shape's script on engine and model, which must agree on every answer and sample.
fn compare(shape: &Shape) {
    let mut stage = Stage::new(shape, false);
    for op in shape.script() {
        stage.play(&op);
    }
}

/// How many people: mostly few.
fn people() -> impl Strategy<Value = usize> {
    prop_oneof![
        6 => 1_usize..=4,
        6 => 5_usize..=16,
        2 => 17_usize..=60,
        1 => 61_usize..=300,
    ]
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn everyone_hears_exactly_the_others(people in people(), seed in any::<u64>()) {
        compare(&Shape::random(people, seed));
    }
}

proptest! {
    #![proptest_config(cases(40))]

    /// What A says is absent from what A hears, however loud the others are.
    #[test]
    fn ones_own_voice_changes_no_bit_of_what_one_hears(people in 2_usize..12, seed in any::<u64>()) {
        let shape = Shape::random(people, seed);
        let heard = |salt: u64| {
            let mut random = Random(salt);
            let mut stage = Stage::new(&shape, true);
            for mut op in shape.script() {
                if let Op::Write { who: 0, audio, seed, .. } = &mut op && salt != 0 {
                    (*audio, *seed) = (random.pick(&Audio::ALL), random.next());
                }
                stage.play(&op);
            }
            std::mem::take(&mut stage.heard[0])
        };
        let as_it_was = heard(0);
        for salt in [1, 2] {
            prop_assert!(heard(salt) == as_it_was);
        }
    }

    /// Wherever A contributes nothing (late, silent, muted or gone), the others hear what they hear without
    /// A. Those apart who come in that tick: what they heard in another room decays, and A may have spoken in it; and
    /// what decays of others who leave just then is not there if the room is new, because A was not in it.
    #[test]
    fn one_who_contributes_nothing_changes_no_bit(people in 2_usize..12, seed in any::<u64>()) {
        let shape = Shape { restless: 5, ..Shape::random(people, seed) };
        let mut with = Stage::new(&shape, true);
        let mut without = Stage::new(&shape, true);
        for op in shape.script() {
            with.play(&op);
            if op.who() != Some(0) {
                without.play(&op);
            }
        }
        let contributes = |tick: &u64| with.contributed[tick].iter().any(|(who, _)| *who == 0);
        for who in 1..people {
            let (heard, without) = (&with.heard[who], &without.heard[who]);
            prop_assert!(heard.keys().eq(without.keys()));
            for (at, x) in heard {
                let has_come = with.arrived[&at.0].contains(&who);
                prop_assert!(
                    contributes(&at.0) || has_come || without[at] == *x,
                    "participant {who} at {at:?}"
                );
            }
        }
    }
}

/// A room of exactly as many people as the sums' blocks and the rooms' limits allow, all at full scale.
fn crowd(people: usize) {
    for level in simd_levels() {
        let shape = Shape {
            rate: SampleRate::Hz8000,
            frame_len: FrameLen::Ms10,
            level,
            people,
            rooms: 1,
            ticks: 12,
            restless: 0,
            crowd: true,
            seed: people as u64,
        };
        compare(&shape);
        chorus(&shape);
    }
}

/// All say the same, from one end of the range to the other: the sums reach as far as they can.
fn chorus(shape: &Shape) {
    let mut stage = Stage::new(shape, false);
    (0..shape.people).for_each(|who| stage.play(&join(who, 0)));
    for seed in 0..8 {
        for who in 0..shape.people {
            stage.play(&Op::Write { who, audio: Audio::Square, seed, count: 80 });
        }
        stage.play(&Op::Tick);
        (0..shape.people).for_each(|who| stage.play(&Op::Read { who, count: 80 }));
    }
}

#[test]
fn a_crowd_of_255() {
    crowd(255);
}

#[test]
fn a_crowd_of_256() {
    crowd(256);
}

#[test]
fn a_crowd_of_257() {
    crowd(257);
}

#[test]
fn a_crowd_of_1023() {
    crowd(1023);
}

#[test]
fn a_crowd_of_1024() {
    crowd(1024);
}

/// Engine and model, side by side, at a shape of two rooms.
fn stage(people: usize, ops: &[Op]) {
    let shape = Shape {
        rate: SampleRate::Hz8000,
        frame_len: FrameLen::Ms20,
        level: SimdLevel::best(),
        people,
        rooms: 2,
        ticks: 0,
        restless: 0,
        crowd: false,
        seed: 0,
    };
    let mut stage = Stage::new(&shape, false);
    ops.iter().for_each(|op| stage.play(op));
}

fn join(who: usize, room: usize) -> Op {
    let settings = Settings { mute: false, deaf: false, gain_mdb: 0 };
    Op::Join { who, room, settings, prefill_ms: 0, cap_ms: 40 }
}

/// What is said after a new join is not heard in the room that was left, even while the tick knows of
/// neither.
#[test]
fn a_room_that_was_left_hears_nothing_of_the_next() {
    let loud = |seed, count| Op::Write { who: 0, audio: Audio::Square, seed, count };
    // As many commands as a tick applies stand before the new join, or none do.
    for ahead in [0, 255, 256, 300] {
        for left in [0, 1, 100, 160, 700] {
            let mut ops = vec![join(0, 0), join(1, 0), join(2, 1), loud(1, 160), Op::Tick, loud(2, left)];
            ops.extend((0..ahead).map(|i| Op::Gain { who: 1, mdb: i }));
            ops.extend([Op::Leave { who: 0 }, join(0, 1), loud(3, 320)]);
            for _ in 0..4 {
                ops.push(Op::Tick);
                ops.extend((0..3).map(|who| Op::Read { who, count: 160 }));
            }
            println!("{ahead} commands ahead, {left} samples left");
            stage(3, &ops);
        }
    }
}

/// As many rooms as participants, all of one; then one goes to yet another room.
#[test]
fn one_who_moves_out_of_the_last_room_there_can_be_is_heard() {
    let quiet = |who| Op::Write { who, audio: Audio::Quiet, seed: who as u64, count: 160 };
    let mut ops = vec![join(0, 0), join(1, 1), quiet(0), quiet(1), Op::Tick, Op::Move { who: 1, room: 2 }];
    ops.extend([quiet(0), quiet(1), Op::Tick, Op::Move { who: 0, room: 2 }]);
    for _ in 0..3 {
        ops.extend([quiet(0), quiet(1), Op::Tick]);
    }
    ops.extend((0..2).map(|who| Op::Read { who, count: 160 }));
    stage(2, &ops);
}
