//! Random scripts of what a host may do, and a stage on which engine and model play them side by side.
#![allow(dead_code)]

use crate::common::{Audio, Random, config_at, simd_levels};
use crate::model::{Life, Mix, Model, Settings};
use mixminus::{
    Engine, FrameLen, JoinOptions, ParticipantConfig, ParticipantId, READ_NOT_IN_ROOM, READ_OVERLOAD,
    READ_SKIPPED, READ_UNDERRUN, ReadInfo, RoomTemplate, SampleRate, SimdLevel,
};
use std::collections::BTreeMap;

/// One call of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    Join {
        who: usize,
        room: usize,
        settings: Settings,
        prefill_ms: usize,
        cap_ms: usize,
    },
    Leave {
        who: usize,
    },
    Move {
        who: usize,
        room: usize,
    },
    Mute {
        who: usize,
        on: bool,
    },
    Deaf {
        who: usize,
        on: bool,
    },
    Gain {
        who: usize,
        mdb: i32,
    },
    Free {
        who: usize,
    },
    Close {
        room: usize,
    },
    Write {
        who: usize,
        audio: Audio,
        seed: u64,
        count: usize,
    },
    Read {
        who: usize,
        count: usize,
    },
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
        Shape {
            rate: r.pick(&SampleRate::ALL),
            frame_len: r.pick(&[FrameLen::Ms10, FrameLen::Ms20]),
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
        let mut kinds: Vec<Audio> = (0..self.people)
            .map(|_| {
                if self.crowd {
                    Audio::Loud
                } else {
                    r.pick(&Audio::ALL)
                }
            })
            .collect();
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
                    let count = if r.percent(60) {
                        frame
                    } else {
                        1 + r.below(2 * frame)
                    };
                    if count > owed[who] {
                        break;
                    }
                    owed[who] -= count;
                    ops.push(Op::Write {
                        who,
                        audio: kinds[who],
                        seed: r.next(),
                        count,
                    });
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
        Op::Join {
            who,
            room: r.below(self.rooms),
            settings,
            prefill_ms,
            cap_ms,
        }
    }

    fn acts(&self, who: usize, r: &mut Random) -> Op {
        match r.below(100) {
            0..30 => self.joins(who, r),
            30..42 => Op::Leave { who },
            42..60 => Op::Move {
                who,
                room: r.below(self.rooms),
            },
            60..72 => Op::Mute {
                who,
                on: r.percent(50),
            },
            72..82 => Op::Deaf {
                who,
                on: r.percent(50),
            },
            82..94 => Op::Gain { who, mdb: gain(r) },
            94..96 => Op::Close {
                room: r.below(self.rooms),
            },
            96..97 => Op::Free { who },
            _ => Op::Write {
                who,
                audio: Audio::Loud,
                seed: r.next(),
                count: 0,
            },
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

/// An engine, its participants, and what they heard.
pub struct Stage {
    pub engine: Engine,
    pub ids: Vec<ParticipantId>,
    freed: Vec<bool>,
    pub model: Model,
    /// The mix ids of common frames by tick and room.
    common: BTreeMap<(u64, Life), u64>,
    /// Samples by participant and by (tick, offset).
    pub heard: Vec<BTreeMap<(u64, usize), i16>>,
    /// Who contributed anything but zeros to which room, by tick.
    pub contributed: BTreeMap<u64, Vec<(usize, Life)>>,
    /// Who came from another room, by tick.
    pub moved: BTreeMap<u64, Vec<usize>>,
    keeps: bool,
}

const ACCOUNT: &[u8] = b"a";
const ENVIRONMENT: &[u8] = b"e";

fn room_name(room: usize) -> [u8; 2] {
    [b'r', room as u8]
}

impl Stage {
    /// A stage for a shape; one that `keeps` records what is heard.
    pub fn new(shape: &Shape, keeps: bool) -> Stage {
        let mut config = config_at(shape.rate, shape.frame_len);
        config.max_participants = shape.people as u32;
        config.max_write_ms = 200;
        config.simd = Some(shape.level);
        let engine = Engine::new(&config).unwrap();
        let big = RoomTemplate { capacity: 1024 };
        engine
            .set_room_template(ACCOUNT, ENVIRONMENT, None, Some(&big))
            .unwrap();
        let call = |user| ParticipantConfig {
            account: ACCOUNT,
            environment: ENVIRONMENT,
            user,
        };
        let ids = (0..shape.people)
            .map(|who| engine.participant_new(&call(who as u64)).unwrap())
            .collect();
        Stage {
            model: Model::new(&config, shape.people),
            engine,
            ids,
            freed: vec![false; shape.people],
            common: BTreeMap::new(),
            heard: vec![BTreeMap::new(); shape.people],
            contributed: BTreeMap::new(),
            moved: BTreeMap::new(),
            keeps,
        }
    }

    /// Plays one call on both, and compares what they answer.
    pub fn play(&mut self, op: &Op) {
        if op.who().is_some_and(|who| self.freed[who]) {
            return;
        }
        let id = |who: usize| self.ids[who];
        let (did, must) = match *op {
            Op::Join {
                who,
                room,
                settings,
                prefill_ms,
                cap_ms,
            } => {
                let name = room_name(room);
                let options = JoinOptions {
                    mute: settings.mute,
                    deaf: settings.deaf,
                    gain_mdb: settings.gain_mdb,
                    prefill_ms: Some(prefill_ms as u32),
                    cap_ms: Some(cap_ms as u32),
                    ..JoinOptions::new(&name)
                };
                let did = self.engine.join(id(who), &options).is_ok();
                (did, self.model.join(who, room, settings, prefill_ms, cap_ms))
            }
            Op::Leave { who } => (self.engine.leave(id(who)).is_ok(), self.model.leave(who)),
            Op::Move { who, room } => (
                self.engine.move_to(id(who), &room_name(room)).is_ok(),
                self.model.move_to(who, room),
            ),
            Op::Mute { who, on } => (
                self.engine.set_mute(id(who), on).is_ok(),
                self.model.set(who, |s| s.mute = on),
            ),
            Op::Deaf { who, on } => (
                self.engine.set_deaf(id(who), on).is_ok(),
                self.model.set(who, |s| s.deaf = on),
            ),
            Op::Gain { who, mdb } => (
                self.engine.set_gain(id(who), mdb).is_ok(),
                self.model.set(who, |s| s.gain_mdb = mdb),
            ),
            Op::Free { who } => {
                self.freed[who] = true;
                self.model.leave(who);
                (self.engine.participant_free(id(who)).is_ok(), true)
            }
            Op::Close { room } => {
                let found = self.engine.room_find(ACCOUNT, ENVIRONMENT, &room_name(room));
                (
                    found.and_then(|room| self.engine.room_close(room)).is_ok(),
                    self.model.close(room),
                )
            }
            Op::Write {
                who,
                audio,
                seed,
                count,
            } => {
                let samples = audio.samples(seed, count);
                let (did, must) = (
                    self.engine.write(id(who), &samples),
                    self.model.write(who, &samples),
                );
                assert_eq!(did, Ok(must), "participant {who} writes {count}");
                (true, true)
            }
            Op::Read { who, count } => {
                self.read(who, count);
                (true, true)
            }
            Op::Tick => {
                self.model.tick();
                self.contributed
                    .insert(self.model.tick, self.model.contributed.clone());
                self.moved.insert(self.model.tick, self.model.moved.clone());
                (self.engine.tick() == Ok(self.model.tick), true)
            }
        };
        assert_eq!(did, must, "{op:?} before tick {}", self.model.tick + 1);
    }

    /// Reads on both and compares all that the engine tells.
    fn read(&mut self, who: usize, count: usize) {
        let mut samples = vec![0x5a5a; count];
        let info = self.engine.read_ex(self.ids[who], &mut samples).unwrap();
        let in_room = self.model.life(who).is_some();
        let must = self.model.read(who, count);
        let ReadInfo {
            real,
            tick,
            offset,
            mix_id,
            flags,
        } = info;
        let at = |what: &str| {
            format!(
                "{what} of participant {who} after tick {}: {info:?}",
                self.model.tick
            )
        };
        assert_eq!(
            (real, tick, offset as usize),
            (must.real, must.tick, must.offset),
            "{}",
            at("place")
        );
        if let Some(i) = (0..count).find(|&i| samples[i] != must.samples[i]) {
            panic!(
                "{}: {} for {}",
                at(&format!("sample {i} of {count}")),
                samples[i],
                must.samples[i]
            );
        }
        let flag = |on, bit| if on { bit } else { 0 };
        let expected = flag(!in_room, READ_NOT_IN_ROOM)
            | flag(must.skipped, READ_SKIPPED)
            | flag(real < count, READ_UNDERRUN)
            | flag(must.overload, READ_OVERLOAD);
        assert_eq!(flags, expected, "{}", at("flags"));
        if real > 0 {
            match must.mix {
                Mix::Own => assert_eq!(mix_id, 0, "{}", at("own mix")),
                Mix::Silence => assert_eq!(mix_id, 1, "{}", at("silence")),
                Mix::Common(life) => {
                    assert!(mix_id > 1, "{}", at("common mix"));
                    assert_eq!(
                        *self.common.entry((tick, life)).or_insert(mix_id),
                        mix_id,
                        "{}",
                        at("common")
                    );
                }
            }
        }
        if self.keeps {
            let frame = self.model.sizes.frame;
            for (i, x) in samples[..real].iter().enumerate() {
                let at = offset as usize + i;
                self.heard[who].insert((tick + (at / frame) as u64, at % frame), *x);
            }
        }
    }
}
