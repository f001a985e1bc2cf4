//! Random scripts of what a host may do.
#![allow(dead_code)]

use crate::common::{Audio, Random, frame_lens, simd_levels};
use crate::model::Settings;
use mixminus::{FrameLen, SampleRate, SimdLevel};

/// One call of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    Join { who: usize, room: usize, settings: Settings, prefill_ms: usize, cap_ms: usize },
    Leave { who: usize },
    Move { who: usize, room: usize },
    Mute { who: usize, on: bool },
    Deaf { who: usize, on: bool },
    Gain { who: usize, mdb: i32 },
    Free { who: usize },
    Close { room: usize },
    Write { who: usize, audio: Audio, seed: u64, count: usize },
    Read { who: usize, count: usize },
    Tick,
}

impl Op {
    /// The participant that acts, if it is one.
    pub fn who(&self) -> Option<usize> {
        match *self {
            Op::Join { who, .. }
            | Op::Leave { who }
            | Op::Move { who, .. }
            | Op::Mute { who, .. }
            | Op::Deaf { who, .. }
            | Op::Gain { who, .. }
            | Op::Free { who }
            | Op::Write { who, .. }
            | Op::Read { who, .. } => Some(who),
            Op::Close { .. } | Op::Tick => None,
        }
    }
}

/// What a script is generated from.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub rate: SampleRate,
    pub frame_len: FrameLen,
    pub level: SimdLevel,
    pub people: usize,
    pub rooms: usize,
    pub ticks: usize,
    /// How often, in percent of people and ticks, somebody does something other than talk and listen.
    pub restless: usize,
    /// All come in at the start, and speak loudly.
    pub crowd: bool,
    pub seed: u64,
}

impl Shape {
    /// A shape of that many people, all else drawn from `seed`.
    pub fn random(people: usize, seed: u64) -> Shape {
        let mut r = Random(seed);
        let rate = r.pick(&SampleRate::ALL);
        let frame_len = r.pick(&frame_lens(rate).collect::<Vec<_>>());
        Shape {
            rate,
            frame_len,
            level: r.pick(&simd_levels()),
            people,
            rooms: 1 + r.below(4),
            ticks: if people > 40 { 12 } else { 40 },
            restless: r.pick(&[0, 1, 5, 25]),
            crowd: false,
            seed,
        }
    }

    /// The script.
    pub fn script(&self) -> Vec<Op> {
        let mut r = Random(self.seed ^ 0x005c_417e);
        let frame = self.frame_len.samples(self.rate);
        let mut ops = Vec::new();
        let mut kinds: Vec<Audio> =
            (0..self.people).map(|_| if self.crowd { Audio::Loud } else { r.pick(&Audio::ALL) }).collect();
        let mut owed = vec![0; self.people];
        if self.crowd || r.percent(70) {
            ops.extend((0..self.people).map(|who| self.joins(who, &mut r)));
        }
        for _ in 0..self.ticks {
            for who in 0..self.people {
                if r.percent(self.restless) {
                    ops.push(self.acts(who, &mut r));
                }
                if r.percent(5) && !self.crowd {
                    kinds[who] = r.pick(&Audio::ALL);
                }
                owed[who] += match r.below(100) {
                    0..3 => 0,
                    3..5 => frame * (1 + r.below(6)),
                    _ => frame,
                };
                // A write that reaches beyond what is owed waits for the next tick: it comes late.
                loop {
                    let count = if r.percent(60) { frame } else { 1 + r.below(2 * frame) };
                    if count > owed[who] {
                        break;
                    }
                    owed[who] -= count;
                    ops.push(Op::Write { who, audio: kinds[who], seed: r.next(), count });
                    if r.percent(self.restless / 5) {
                        ops.push(self.acts(who, &mut r));
                    }
                }
            }
            ops.push(Op::Tick);
            for who in 0..self.people {
                let count = match r.below(100) {
                    0..70 => frame,
                    70..80 => continue,
                    _ => 1 + r.below(2 * frame),
                };
                ops.push(Op::Read { who, count });
            }
        }
        ops
    }

    fn joins(&self, who: usize, r: &mut Random) -> Op {
        let quiet = !self.crowd;
        let settings = Settings {
            mute: quiet && r.percent(10),
            deaf: quiet && r.percent(10),
            gain_mdb: if quiet { gain(r) } else { 0 },
        };
        let prefill_ms = r.pick(&[0, 0, 10, 20, 35]);
        let cap_ms = prefill_ms + r.pick(&[0, 5, 20, 40, 40]);
        Op::Join { who, room: r.below(self.rooms), settings, prefill_ms, cap_ms }
    }

    fn acts(&self, who: usize, r: &mut Random) -> Op {
        match r.below(100) {
            0..30 => self.joins(who, r),
            30..42 => Op::Leave { who },
            42..60 => Op::Move { who, room: r.below(self.rooms) },
            60..72 => Op::Mute { who, on: r.percent(50) },
            72..82 => Op::Deaf { who, on: r.percent(50) },
            82..94 => Op::Gain { who, mdb: gain(r) },
            94..96 => Op::Close { room: r.below(self.rooms) },
            96..97 => Op::Free { who },
            _ => Op::Write { who, audio: Audio::Loud, seed: r.next(), count: 0 },
        }
    }
}

fn gain(r: &mut Random) -> i32 {
    match r.below(4) {
        0 | 1 => 0,
        2 => r.below(84_001) as i32 - 60_000,
        _ => r.below(12_001) as i32 - 6_000,
    }
}
