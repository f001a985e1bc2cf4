//! Every bit that every participant hears, against the contract in plain arithmetic; and what must not change it.

mod common;
mod model;
mod script;

use common::{Random, cases, simd_levels};
use mixminus::{FrameLen, SampleRate};
use proptest::prelude::*;
use script::{Op, Shape, Stage};

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
    #![proptest_config(cases(96))]

    #[test]
    fn everyone_hears_exactly_the_others(people in people(), seed in any::<u64>()) {
        compare(&Shape::random(people, seed));
    }
}

proptest! {
    #![proptest_config(cases(16))]

    /// What A says is absent from what A hears, however loud the others are.
    #[test]
    fn ones_own_voice_changes_no_bit_of_what_one_hears(people in 2_usize..12, seed in any::<u64>()) {
        let shape = Shape::random(people, seed);
        let heard = |salt: u64| {
            let mut random = Random(salt);
            let mut stage = Stage::new(&shape, true);
            for mut op in shape.script() {
                if let Op::Write { who: 0, audio, seed, .. } = &mut op && salt != 0 {
                    (*audio, *seed) = (random.pick(&common::Audio::ALL), random.next());
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

    /// Wherever A contributes nothing (late, silent, muted or gone), the others hear what they hear without A. Those
    /// apart who come from another room in that tick: what they heard there decays, and A may have spoken in it.
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
                let heard_before = with.moved[&at.0].contains(&who);
                prop_assert!(
                    contributes(&at.0) || heard_before || without[at] == *x,
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
