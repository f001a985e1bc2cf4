//! A line with an offset: a constant beside its audio, or one that drifts, is no speech, and hides no keys.

#[path = "support/common.rs"]
mod common;
#[path = "support/dtmf_signals.rs"]
mod dtmf_signals;
#[path = "support/line.rs"]
mod line;

use common::{Random, frame_lens};
use dtmf_signals::tones;
use line::detected;
use mixminus::{
    Engine, EngineConfig, Event, EventKind, FrameLen, Gain, JoinOptions, ParticipantConfig, SampleRate,
};
use std::f64::consts::TAU;

/// What talk events a line brings that joins with those options: the frames in which they come.
struct Line {
    engine: Engine,
    id: mixminus::ParticipantId,
    frame: usize,
}

impl Line {
    fn new(rate: SampleRate, frame_len: FrameLen, options: &JoinOptions<'_>) -> Line {
        let config = EngineConfig {
            sample_rate: rate,
            frame_len,
            max_participants: 2,
            max_rooms: 1,
            prefill_ms: 0,
            ..EngineConfig::default()
        };
        let engine = Engine::new(&config).unwrap();
        let id = engine
            .participant_new(&ParticipantConfig {
                account: b"a",
                environment: b"e",
                user: 1,
                ..ParticipantConfig::default()
            })
            .unwrap();
        engine.join(id, &JoinOptions { talk_events: true, ..*options }).unwrap();
        Line { engine, id, frame: config.frame_samples() }
    }

    /// Says all; (tick, began?) of talkspurts.
    fn say(&self, samples: &[i16]) -> Vec<(u64, bool)> {
        let mut talk = Vec::new();
        for frame in samples.chunks(self.frame) {
            self.engine.write(self.id, frame).unwrap();
            self.tick(&mut talk);
        }
        talk
    }

    fn tick(&self, talk: &mut Vec<(u64, bool)>) {
        self.engine.tick().unwrap();
        let mut events = [Event::default(); 16];
        let count = self.engine.poll(&mut events).unwrap();
        for event in &events[..count] {
            match event.kind {
                EventKind::TalkStarted => talk.push((event.tick, true)),
                EventKind::TalkStopped => talk.push((event.tick, false)),
                _ => {}
            }
        }
    }
}

/// Those of them that change by less than 10,000 a second.
fn slow_offsets(rate: SampleRate, samples: usize) -> impl Iterator<Item = (String, Vec<i16>)> {
    let ms = rate.samples_in_ms(100);
    let is_slow = move |line: &[i16]| {
        line.windows(ms).all(|part| i32::from(part[0]).abs_diff(part[ms - 1].into()) <= 1_000)
    };
    offsets(rate, samples).into_iter().filter(move |(_, line)| is_slow(line))
}

/// Offsets of `samples` samples, without anything else.
fn offsets(rate: SampleRate, samples: usize) -> Vec<(String, Vec<i16>)> {
    let hz = f64::from(rate.hz());
    let mut all = Vec::new();
    for level in [400, -1_000, 5_000, -20_000, 32_767, -32_768] {
        all.push((format!("{level}"), vec![level; samples]));
    }
    for (level, per_second) in [(0.0, 5_000.0), (-30_000.0, 20_000.0), (30_000.0, -50_000.0)] {
        let line = (0..samples).map(|n| (level + per_second * n as f64 / hz) as i16).collect();
        all.push((format!("{level} and {per_second} a second"), line));
    }
    for wave in [0.1, 1.0, 5.0] {
        let line = (0..samples).map(|n| (10_000.0 * (TAU * wave * n as f64 / hz).cos()) as i16).collect();
        all.push((format!("a wave of {wave} Hz"), line));
    }
    all
}

/// Noise of that peak.
fn noise(random: &mut Random, peak: i16, samples: usize) -> Vec<i16> {
    (0..samples).map(|_| (random.below(2 * peak as usize + 1) as i32 - i32::from(peak)) as i16).collect()
}

const FRAME_LENS: [FrameLen; 2] = [FrameLen::Ms10, FrameLen::Ms20];

#[test]
fn no_offset_is_speech() {
    for rate in [SampleRate::Hz8000, SampleRate::Hz44100, SampleRate::Hz48000] {
        for frame_len in frame_lens(rate) {
            for (what, offset) in offsets(rate, rate.samples_in_ms(1_000)) {
                for options in [JoinOptions::without_dtmf(b"r"), JoinOptions::new(b"r")] {
                    let mut quiet = noise(&mut Random(3), 40, offset.len());
                    quiet.iter_mut().zip(&offset).for_each(|(x, offset)| *x = x.saturating_add(*offset));
                    for line in [&offset, &quiet] {
                        let talk = Line::new(rate, frame_len, &options).say(line);
                        assert_eq!(talk, [], "{rate:?} {frame_len:?} {what}, keys {}", options.detect_dtmf);
                    }
                }
            }
        }
    }
}

#[test]
fn speech_over_an_offset_begins_and_ends_as_it_does_without() {
    let rate = SampleRate::Hz8000;
    for frame_len in FRAME_LENS {
        for (what, offset) in offsets(rate, 12_000) {
            let said = |offset: &[i16]| {
                let mut line = offset.to_vec();
                let speech = noise(&mut Random(9), 3_000, 2_400);
                line[3_200..5_600].iter_mut().zip(speech).for_each(|(x, y)| *x = (*x / 2).saturating_add(y));
                line.iter_mut().take(3_200).for_each(|x| *x /= 2);
                line.iter_mut().skip(5_600).for_each(|x| *x /= 2);
                Line::new(rate, frame_len, &JoinOptions::without_dtmf(b"r")).say(&line)
            };
            let expected = said(&vec![0; 12_000]);
            assert_eq!(expected.len(), 2);
            assert_eq!(said(&offset), expected, "{frame_len:?} {what}");
        }
    }
}

#[test]
fn what_the_engine_does_to_an_offset_is_no_speech() {
    for frame_len in FRAME_LENS {
        for options in [JoinOptions::without_dtmf(b"r"), JoinOptions::new(b"r")] {
            let line = Line::new(SampleRate::Hz8000, frame_len, &options);
            let offset = vec![20_000; line.frame];
            let mut talk = Vec::new();
            for round in 0..40 {
                match round % 8 {
                    0 => line.engine.set_mute(line.id, true).unwrap(),
                    2 => line.engine.set_mute(line.id, false).unwrap(),
                    4 => line.engine.set_gain(line.id, Gain::from_mdb(-6_000).unwrap()).unwrap(),
                    6 => line.engine.set_gain(line.id, Gain::from_mdb(3_000).unwrap()).unwrap(),
                    _ => {}
                }
                talk.extend(line.say(&offset));
                if round % 5 == 0 {
                    // It runs dry, in the midst of a frame.
                    line.engine.write(line.id, &offset[..line.frame / 3]).unwrap();
                    line.tick(&mut talk);
                    line.tick(&mut talk);
                }
            }
            assert_eq!(talk, [], "{frame_len:?}, keys {}", options.detect_dtmf);
        }
    }
}

#[test]
fn keys_over_an_offset_are_detected() {
    for rate in SampleRate::ALL {
        for frame_len in frame_lens(rate) {
            for (what, offset) in slow_offsets(rate, rate.samples_in_ms(1_500)) {
                let mut line: Vec<i16> = offset.iter().map(|x| x / 2).collect();
                for (at, name) in "159D".chars().enumerate() {
                    let from = rate.samples_in_ms(300 + 250 * at as u32);
                    let tones = tones(rate, name, -16.0, rate.samples_in_ms(60));
                    line[from..].iter_mut().zip(tones).for_each(|(x, tone)| *x = x.saturating_add(tone));
                }
                let found: String =
                    detected(rate, frame_len, &line).iter().map(|reported| reported.key.to_char()).collect();
                assert_eq!(found, "159D", "{rate:?} {frame_len:?} {what}");
            }
        }
    }
}
