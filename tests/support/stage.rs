//! A stage on which engine and model play a script side by side.
#![allow(dead_code)]

use crate::common::config_at;
use crate::model::{Life, Mix, Model};
use crate::script::{Op, Shape};
use mixminus::{
    Engine, Gain, JoinOptions, ParticipantConfig, ParticipantId, READ_NOT_IN_ROOM, READ_OVERLOAD,
    READ_SKIPPED, READ_UNDERRUN, ReadInfo, RoomTemplate,
};
use std::collections::BTreeMap;

/// An engine, its participants, and what they heard.
pub struct Stage {
    pub engine: Engine,
    pub ids: Vec<ParticipantId>,
    freed: Vec<bool>,
    pub model: Model,
    /// The mix ids of common frames by tick and room.
    common: BTreeMap<(u64, Life), u64>,
    /// Samples by participant and by (tick, offset), without those over which earlier ones decay.
    pub heard: Vec<BTreeMap<(u64, usize), i16>>,
    /// Who contributed anything but zeros to which room, by tick.
    pub contributed: BTreeMap<u64, Vec<(usize, Life)>>,
    /// Who came to a room, by tick.
    pub arrived: BTreeMap<u64, Vec<usize>>,
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
        config.max_taps = 256;
        let engine = Engine::new(&config).unwrap();
        let big = RoomTemplate { capacity: 1024, ..RoomTemplate::default() };
        engine.set_room_template(ACCOUNT, ENVIRONMENT, None, Some(&big)).unwrap();
        let call = |user| ParticipantConfig {
            account: ACCOUNT,
            environment: ENVIRONMENT,
            user,
            ..ParticipantConfig::default()
        };
        let ids = (0..shape.people).map(|who| engine.participant_new(&call(who as u64)).unwrap()).collect();
        Stage {
            model: Model::new(&config, shape.people),
            engine,
            ids,
            freed: vec![false; shape.people],
            common: BTreeMap::new(),
            heard: vec![BTreeMap::new(); shape.people],
            contributed: BTreeMap::new(),
            arrived: BTreeMap::new(),
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
            Op::Join { who, room, settings, prefill_ms, cap_ms } => {
                let name = room_name(room);
                let options = JoinOptions {
                    mute: settings.mute,
                    deaf: settings.deaf,
                    gain: Gain::from_mdb(settings.gain_mdb).unwrap(),
                    prefill_ms: Some(prefill_ms as u32),
                    cap_ms: Some(cap_ms as u32),
                    ..JoinOptions::without_dtmf(&name)
                };
                let did = self.engine.join(id(who), &options).is_ok();
                (did, self.model.join(who, room, settings, prefill_ms, cap_ms))
            }
            Op::Leave { who } => (self.engine.leave(id(who)).is_ok(), self.model.leave(who)),
            Op::Move { who, room } => {
                (self.engine.move_to(id(who), &room_name(room)).is_ok(), self.model.move_to(who, room))
            }
            Op::Mute { who, on } => {
                (self.engine.set_mute(id(who), on).is_ok(), self.model.set(who, |s| s.mute = on))
            }
            Op::Deaf { who, on } => {
                (self.engine.set_deaf(id(who), on).is_ok(), self.model.set(who, |s| s.deaf = on))
            }
            Op::Gain { who, mdb } => (
                self.engine.set_gain(id(who), Gain::from_mdb(mdb).unwrap()).is_ok(),
                self.model.set(who, |s| s.gain_mdb = mdb),
            ),
            Op::Free { who } => {
                self.freed[who] = true;
                self.model.leave(who);
                (self.engine.participant_free(id(who)).is_ok(), true)
            }
            Op::Close { room } => {
                let found = self.engine.room_find(ACCOUNT, ENVIRONMENT, &room_name(room));
                (found.and_then(|room| self.engine.room_close(room)).is_ok(), self.model.close(room))
            }
            Op::Write { who, audio, seed, count } => {
                let samples = audio.samples(seed, count);
                let (did, must) = (self.engine.write(id(who), &samples), self.model.write(who, &samples));
                assert_eq!(did, Ok(must), "participant {who} writes {count}");
                (true, true)
            }
            Op::Read { who, count } => {
                self.read(who, count);
                (true, true)
            }
            Op::Tick => {
                self.model.tick();
                self.contributed.insert(self.model.tick, self.model.contributed.clone());
                self.arrived.insert(self.model.tick, self.model.arrived.clone());
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
        let ReadInfo { real, tick, offset, mix_id, flags } = info;
        if let Some(last) = must.known.iter().rposition(|is_known| !is_known) {
            self.model.learn(who, samples[last.max(real.saturating_sub(1))]);
        }
        let at = |what: &str| format!("{what} of participant {who} after tick {}: {info:?}", self.model.tick);
        assert_eq!((real, tick, offset as usize), (must.real, must.tick, must.offset), "{}", at("place"));
        if let Some(i) = (0..count).find(|&i| must.known[i] && samples[i] != must.samples[i]) {
            panic!("{}: {} for {}", at(&format!("sample {i} of {count}")), samples[i], must.samples[i]);
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
            // What decays of earlier ticks is left out.
            for (i, x) in samples[..real].iter().enumerate().filter(|(i, _)| !must.overlaid[*i]) {
                let at = offset as usize + i;
                self.heard[who].insert((tick + (at / frame) as u64, at % frame), *x);
            }
        }
    }
}
