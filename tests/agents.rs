//! Speech agents: what they have queued is flushed at once, and marks tell what was heard.

#[path = "support/common.rs"]
mod common;

use common::{Audio, Random, config_at};
use mixminus::{
    Engine, EngineConfig, Event, EventKind, FrameLen, JoinOptions, ParticipantConfig, ParticipantId,
    SampleRate, Status, WriteInfo,
};

const MS: usize = 8;

struct Room {
    engine: Engine,
    agent: ParticipantId,
    listener: ParticipantId,
    frame: usize,
    heard: Vec<i16>,
}

impl Room {
    fn new(frame_len: FrameLen, prefill_ms: u32, dtmf: bool) -> Room {
        let config = EngineConfig {
            max_cap_ms: 1000,
            max_write_ms: 1000,
            max_participants: 2,
            ..config_at(SampleRate::Hz8000, frame_len)
        };
        let engine = Engine::new(&config).unwrap();
        let call =
            ParticipantConfig { account: b"a", environment: b"e", user: 5, ..ParticipantConfig::default() };
        let [agent, listener]: [ParticipantId; 2] = [0, 1].map(|_| engine.participant_new(&call).unwrap());
        engine.join(listener, &JoinOptions::without_dtmf(b"room")).unwrap();
        let options = if dtmf { JoinOptions::new(b"room") } else { JoinOptions::without_dtmf(b"room") };
        let options = JoinOptions { prefill_ms: Some(prefill_ms), cap_ms: Some(1000), ..options };
        engine.join(agent, &options).unwrap();
        let frame = config.frame_samples();
        let mut room = Room { engine, agent, listener, frame, heard: Vec::new() };
        room.tick();
        room.events();
        room
    }

    /// One tick: what was heard in it.
    fn tick(&mut self) -> &[i16] {
        self.engine.tick().unwrap();
        let from = self.heard.len();
        self.heard.resize(from + self.frame, 0);
        self.engine.read(self.listener, &mut self.heard[from..]).unwrap();
        &self.heard[from..]
    }

    fn says(&self, samples: &[i16]) {
        assert_eq!(self.engine.write(self.agent, samples), Ok(samples.len()));
    }

    fn events(&self) -> Vec<Event> {
        let mut events = [Event::default(); 256];
        let count = self.engine.poll(&mut events).unwrap();
        events[..count].to_vec()
    }

    /// The marks that were reported since: value, and whether it was heard.
    fn marks(&self) -> Vec<(i64, bool)> {
        let mark = |event: &Event| match event.kind {
            EventKind::MarkHeard => Some((event.value, true)),
            EventKind::MarkFlushed => Some((event.value, false)),
            _ => None,
        };
        self.events().iter().filter_map(mark).collect()
    }
}

fn kinds() -> Vec<(FrameLen, u32, bool)> {
    let lens = [FrameLen::Ms10, FrameLen::Ms20];
    lens.iter()
        .flat_map(|len| [(0, false), (20, false), (20, true), (60, true)].map(|(p, d)| (*len, p, d)))
        .collect()
}

/// After a flush the next frame fades out within 5 ms, what comes later is silent, and what is said next is heard whole.
#[test]
fn a_flush_is_silent_in_the_next_tick() {
    for (len, prefill_ms, dtmf) in kinds() {
        for late in [false, true] {
            let mut room = Room::new(len, prefill_ms, dtmf);
            let what = (len, prefill_ms, dtmf, late);
            room.says(&Audio::Quiet.samples(1, 900 * MS));
            for _ in 0..8 {
                room.tick();
            }
            let again: Vec<i16> = (0..600 * MS as i16).map(|at| 10_000 + at).collect();
            room.engine.flush(room.agent).unwrap();
            if !late {
                room.says(&again);
            }
            let faded = room.tick().to_vec();
            assert!(faded[..5 * MS].iter().any(|x| *x != 0), "{what:?}");
            assert!(faded[5 * MS..].iter().all(|x| *x == 0), "{what:?}: {faded:?}");
            if late {
                for _ in 0..4 {
                    assert!(room.tick().iter().all(|x| *x == 0), "{what:?}");
                }
                room.says(&again);
            }
            let from = room.heard.len();
            for _ in 0..1000 / len.ms() {
                room.tick();
            }
            let heard = &room.heard[from..];
            let begins = heard.iter().position(|x| *x != 0).unwrap();
            let at = heard.iter().position(|x| *x == again[10 * MS]).unwrap();
            assert!(at - begins <= 10 * MS, "{what:?}");
            assert_eq!(heard[at..at + 580 * MS], again[10 * MS..590 * MS], "{what:?}");
            // It begins at once: with what was written before the tick, or with the first tick after it.
            assert!(begins <= if dtmf { 11 * MS } else { MS }, "{what:?}: {begins}");
        }
    }
}

/// A flush of a line that gathers its prefill, of one that is in no room, and two in a row.
#[test]
fn a_flush_of_a_silent_line_drops_what_waits() {
    for (len, _, dtmf) in kinds() {
        let mut room = Room::new(len, 100, dtmf);
        room.says(&Audio::Loud.samples(1, 60 * MS));
        room.tick();
        room.engine.flush(room.agent).unwrap();
        room.engine.flush(room.agent).unwrap();
        for _ in 0..4 {
            assert!(room.tick().iter().all(|x| *x == 0));
        }
        room.says(&Audio::Loud.samples(1, 90 * MS));
        assert!(room.tick().iter().all(|x| *x == 0), "what was flushed does not count");
        room.engine.leave(room.agent).unwrap();
        assert_eq!(room.engine.flush(room.agent), Ok(()));
        room.tick();
        assert_eq!(room.engine.flush(room.agent), Ok(()));
    }
}

/// Each mark is reported in the tick in which the last sample before it is heard.
#[test]
fn a_mark_is_reported_when_it_is_heard() {
    for (len, prefill_ms, dtmf) in kinds() {
        for seed in 0..10 {
            let mut random = Random(seed);
            let mut room = Room::new(len, prefill_ms, dtmf);
            let (mut said, mut places) = (0, Vec::new());
            for value in 0..20 {
                let count = 1 + random.below(40 * MS);
                let samples: Vec<i16> = (said..said + count).map(|at| 1 + at as i16).collect();
                room.says(&samples);
                said += count;
                room.engine.mark(room.agent, value).unwrap();
                places.push(said);
            }
            let silence = vec![0; (prefill_ms as usize + 20) * MS];
            room.says(&silence);
            for _ in 0..1200 / len.ms() {
                let heard = room.tick().to_vec();
                for (value, is_heard) in room.marks() {
                    assert!(is_heard);
                    let last = places[value as usize] as i16;
                    let place = places.remove(value as usize);
                    places.insert(value as usize, place);
                    // Fading in changes what begins.
                    let found = heard.contains(&last) || place < 20 * MS;
                    assert!(found, "{len:?} {prefill_ms} {dtmf}, seed {seed}, mark {value} at {place}");
                    places[value as usize] = usize::MAX;
                }
            }
            assert!(places.iter().all(|place| *place == usize::MAX), "each mark has its event: {places:?}");
        }
    }
}

/// Whatever is written, marked, flushed, and left, each mark gets one event, in order, and none is lost.
#[test]
fn every_mark_gets_its_event() {
    for (len, prefill_ms, dtmf) in kinds() {
        for seed in 0..40 {
            let mut random = Random(seed);
            let mut room = Room::new(len, prefill_ms, dtmf);
            let (mut made, mut reported, mut flushed) = (0, Vec::new(), 0);
            let mut timestamp = 0;
            for _ in 0..200 {
                match random.below(10) {
                    0..5 => {
                        let count = 1 + random.below(30 * MS);
                        timestamp += if random.percent(20) { random.below(300) } else { 0 };
                        let info = WriteInfo { timestamp: Some(timestamp as u64), ..WriteInfo::default() };
                        room.engine.write_ex(room.agent, &Audio::Quiet.samples(1, count), &info).unwrap();
                        timestamp += count;
                    }
                    5..7 => match room.engine.mark(room.agent, made) {
                        Ok(()) => made += 1,
                        Err(status) => assert_eq!(status, Status::QueueFull),
                    },
                    7 if random.percent(20) => {
                        room.engine.flush(room.agent).unwrap();
                        flushed += 1;
                    }
                    _ => {
                        room.tick();
                        reported.extend(room.marks());
                    }
                }
            }
            room.tick();
            reported.extend(room.marks());
            room.engine.leave(room.agent).unwrap();
            assert_eq!(room.engine.mark(room.agent, 1000), Err(Status::NotInRoom));
            for _ in 0..4 {
                room.tick();
                reported.extend(room.marks());
            }
            let values: Vec<i64> = reported.iter().map(|(value, _)| *value).collect();
            assert_eq!(values, (0..made).collect::<Vec<_>>(), "{len:?} {prefill_ms} {dtmf}, seed {seed}");
            assert!(reported.iter().any(|(_, is_heard)| *is_heard));
            assert!(flushed == 0 || reported.iter().any(|(_, is_heard)| !*is_heard));
        }
    }
}

/// What is said after a flush is heard whole, also if nothing waited when the line was flushed.
#[test]
fn what_is_said_after_a_flush_of_an_empty_line_is_heard_whole() {
    for (len, prefill_ms, dtmf) in kinds() {
        for pause in [0, 1, 5] {
            let mut room = Room::new(len, prefill_ms, dtmf);
            let frame = room.frame;
            for _ in 0..10 {
                room.says(&Audio::Quiet.samples(1, frame));
                room.tick();
            }
            for _ in 0..pause {
                room.tick();
            }
            room.engine.flush(room.agent).unwrap();
            let said: Vec<i16> = (0..600 * MS as i16).map(|at| 10_000 + at).collect();
            room.says(&said);
            let from = room.heard.len();
            for _ in 0..1000 / len.ms() {
                room.tick();
            }
            let ramp = 10 * MS;
            let heard = room.heard[from..].windows(20).position(|x| x == &said[ramp..ramp + 20]);
            assert!(
                heard.is_some(),
                "{len:?} {prefill_ms} {dtmf}, {pause}: the first {ramp} samples and more are lost"
            );
        }
    }
}

/// A join that follows a leave before the next tick has marks and an order of its own.
#[test]
fn marks_of_the_next_join_are_not_dropped_with_those_of_the_last() {
    for (len, prefill_ms, dtmf) in kinds() {
        let mut room = Room::new(len, prefill_ms, dtmf);
        room.says(&Audio::Quiet.samples(1, 100 * MS));
        room.tick();
        room.engine.leave(room.agent).unwrap();
        let options = JoinOptions { prefill_ms: Some(0), ..JoinOptions::without_dtmf(b"room") };
        room.engine.join(room.agent, &options).unwrap();
        for at in [0, 40, 20] {
            let info = WriteInfo { timestamp: Some((at * MS) as u64), ..WriteInfo::default() };
            let samples = vec![at as i16 + 1; 20 * MS];
            room.engine.write_ex(room.agent, &samples, &info).unwrap();
        }
        room.engine.mark(room.agent, 9).unwrap();
        room.events();
        let from = room.heard.len();
        for _ in 0..6 {
            room.tick();
        }
        let heard: Vec<i16> = (0..3).map(|n| room.heard[from + (20 * n + 15) * MS]).collect();
        assert_eq!(heard, [1, 21, 41], "{len:?} {prefill_ms} {dtmf}");
        assert_eq!(room.marks(), [(9, true)], "{len:?} {prefill_ms} {dtmf}");
    }
}
