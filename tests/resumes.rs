//! Every way in which a stream breaks off and resumes: no step between two samples is larger than those of the 2 ms
//! decay and of the 5 ms ramp, beside the signal's own.

#[path = "support/common.rs"]
mod common;

use common::{Random, config_at};
use mixminus::{
    Engine, EngineConfig, FrameLen, JoinOptions, ParticipantConfig, ParticipantId, PromptConfig, SampleRate,
    SayOptions, Sound, WriteInfo,
};

/// The loudest sample of what is said.
const PEAK: i32 = 12_000;

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Constant,
    /// 40 Hz.
    Sine,
}

impl Said {
    fn sample(self, at: u64, rate: u32) -> i16 {
        match self {
            Said::Constant => PEAK as i16,
            Said::Sine => {
                let phase = at as f64 * 40.0 / f64::from(rate) * std::f64::consts::TAU;
                (phase.sin() * f64::from(PEAK)) as i16
            }
        }
    }

    /// Its own largest step.
    fn slope(self, rate: u32) -> i32 {
        match self {
            Said::Constant => 0,
            Said::Sine => (f64::from(PEAK) * std::f64::consts::TAU * 40.0 / f64::from(rate)).ceil() as i32,
        }
    }
}

/// A talker, a listener, and what the listener has read.
struct Line {
    engine: Engine,
    talker: ParticipantId,
    listener: ParticipantId,
    said: Said,
    rate: u32,
    frame: usize,
    /// The samples of the talker's signal that have passed, sent or not.
    at: u64,
    /// The media timestamp of sample 0.
    origin: u64,
    /// Writes carry timestamps.
    stamped: bool,
    heard: Vec<i16>,
}

/// A kind of line.
#[derive(Clone, Copy, Debug)]
struct Kind {
    said: Said,
    rate: SampleRate,
    frame_len: FrameLen,
    prefill_ms: u32,
    keys: bool,
    stamped: bool,
}

impl Line {
    fn new(kind: Kind) -> Line {
        let Kind { said, rate, frame_len, prefill_ms, keys, stamped } = kind;
        let config =
            EngineConfig { prefill_ms, max_participants: 2, max_rooms: 1, ..config_at(rate, frame_len) };
        let engine = Engine::new(&config).unwrap();
        let call =
            ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
        let (talker, listener) =
            (engine.participant_new(&call).unwrap(), engine.participant_new(&call).unwrap());
        engine.join(listener, &JoinOptions::without_dtmf(b"room")).unwrap();
        let options = if keys { JoinOptions::new(b"room") } else { JoinOptions::without_dtmf(b"room") };
        engine.join(talker, &options).unwrap();
        let frame = config.frame_samples();
        let mut line = Line {
            engine,
            talker,
            listener,
            said,
            rate: rate.hz(),
            frame,
            at: 0,
            origin: 1 << 20,
            stamped,
            heard: Vec::new(),
        };
        line.talks(12);
        line
    }

    /// The next `count` samples of the talker's signal.
    fn next(&mut self, count: usize) -> Vec<i16> {
        let samples = (self.at..self.at + count as u64).map(|at| self.said.sample(at, self.rate)).collect();
        self.at += count as u64;
        samples
    }

    fn info(&self, at: u64, lost: u32) -> WriteInfo {
        WriteInfo {
            timestamp: self.stamped.then(|| self.origin.wrapping_add(at)),
            lost,
            ..WriteInfo::default()
        }
    }

    /// Writes the next samples; what does not fit is dropped.
    fn says(&mut self, count: usize) -> usize {
        self.says_after(count, 0)
    }

    fn says_after(&mut self, count: usize, lost: u32) -> usize {
        let info = self.info(self.at, lost);
        let samples = self.next(count);
        self.engine.write_ex(self.talker, &samples, &info).unwrap()
    }

    fn tick(&self) {
        self.engine.tick().unwrap();
    }

    fn reads(&mut self, count: usize) {
        let from = self.heard.len();
        self.heard.resize(from + count, 0x5a5a);
        self.engine.read(self.listener, &mut self.heard[from..]).unwrap();
    }

    /// So many ticks of speech.
    fn talks(&mut self, ticks: usize) {
        for _ in 0..ticks {
            self.says(self.frame);
            self.tick();
            self.reads(self.frame);
        }
    }

    /// The line is as it was, and no step was larger than those of decay and ramp.
    fn ends(self, what: &dyn std::fmt::Debug) {
        let (decay, ramp) = (self.rate as i32 / 500, self.rate as i32 / 200);
        // The talker's gain and the listener's hearing may both be on their way.
        let most = PEAK / decay + 2 * PEAK / ramp + self.said.slope(self.rate) + 2;
        self.ends_within(most, what);
    }

    /// The line is as it was, and no step was larger than where two signals in opposite phase overlap for 2.5 ms.
    fn ends_overlapped(self, what: &dyn std::fmt::Debug) {
        let most = 2 * (2 * PEAK) / (self.rate as i32 / 400) + 2 * self.said.slope(self.rate);
        self.ends_within(most, what);
    }

    /// The line is as it was, and no step was larger than `most`.
    fn ends_within(mut self, most: i32, what: &dyn std::fmt::Debug) {
        self.talks(12);
        let tail = &self.heard[self.heard.len() - self.frame..];
        assert!(tail.iter().any(|x| i32::from(x.unsigned_abs()) >= PEAK / 2), "{what:?}: not heard again");
        let steps = self.heard.windows(2).map(|pair| (i32::from(pair[1]) - i32::from(pair[0])).abs());
        let (at, step) = steps.enumerate().max_by_key(|(_, step)| *step).unwrap();
        assert!(step <= most, "{what:?}: a step of {step} after sample {at}, {most} at most");
    }
}

/// Every kind of line.
fn kinds() -> Vec<Kind> {
    let mut kinds = Vec::new();
    let (eight, ten, twenty) = (SampleRate::Hz8000, FrameLen::Ms10, FrameLen::Ms20);
    for said in [Said::Constant, Said::Sine] {
        for (rate, frame_len, prefill_ms, keys, stamped) in [
            (eight, twenty, 20, false, false),
            (eight, twenty, 20, true, true),
            (eight, twenty, 0, false, true),
            (eight, ten, 40, true, false),
            (eight, ten, 0, false, true),
            (SampleRate::Hz48000, twenty, 20, false, true),
            (SampleRate::Hz22050, twenty, 20, true, true),
        ] {
            kinds.push(Kind { said, rate, frame_len, prefill_ms, keys, stamped });
        }
    }
    kinds
}

/// Fractions of a millisecond's samples at 8 kHz and whole frames, at the kind's rate.
fn lengths(kind: &Kind) -> Vec<usize> {
    let ms = kind.rate.hz() as usize / 1000;
    [1, 3, ms, 2 * ms - 1, 2 * ms, 2 * ms + 1, 3 * ms, 5 * ms, 7 * ms, 10 * ms, 20 * ms, 33 * ms, 60 * ms]
        .to_vec()
}

#[test]
fn after_a_loss_that_is_reported() {
    for kind in kinds() {
        for lost in lengths(&kind) {
            for late in [0, 1, 3] {
                let mut line = Line::new(kind);
                line.at += lost as u64;
                for _ in 0..late {
                    line.tick();
                    line.reads(line.frame);
                }
                line.says_after(line.frame, lost as u32);
                line.ends(&(kind, lost, late));
            }
        }
    }
}

#[test]
fn after_a_loss_that_is_reported_without_samples() {
    for kind in kinds() {
        for lost in lengths(&kind) {
            let mut line = Line::new(kind);
            line.at += lost as u64;
            let info = line.info(line.at, lost as u32);
            line.engine.write_ex(line.talker, &[], &info).unwrap();
            line.tick();
            line.reads(line.frame);
            line.ends(&(kind, lost));
        }
    }
}

/// Losses within each other's overlap, and writes of a few samples.
#[test]
fn after_losses_close_together() {
    for (seed, kind) in kinds().into_iter().enumerate() {
        let mut random = Random(seed as u64);
        let mut line = Line::new(kind);
        for _ in 0..40 {
            let mut left = line.frame;
            while left > 0 {
                let n = left.min(1 + random.below(30));
                left -= n;
                let lost = if random.percent(15) { 1 + random.below(30) } else { 0 };
                line.at += lost as u64;
                line.says_after(n, lost as u32);
            }
            line.tick();
            line.reads(line.frame);
        }
        line.ends_overlapped(&kind);
    }
}

#[test]
fn after_a_step_of_the_timestamps() {
    for kind in kinds().into_iter().filter(|kind| kind.stamped) {
        let second = u64::from(kind.rate.hz());
        for step in
            [second + 1, 5 * second, 100 * second, (1 << 32) - 1000, second.wrapping_neg() - 100, 1 << 40]
        {
            for late in [0, 1, 5] {
                let mut line = Line::new(kind);
                line.origin = line.origin.wrapping_add(step);
                // The talker's signal begins anew, with another phase.
                line.at += 37;
                for _ in 0..late {
                    line.tick();
                    line.reads(line.frame);
                }
                line.ends(&(kind, step, late));
            }
        }
    }
}

#[test]
fn after_an_underrun() {
    for kind in kinds() {
        let ms = kind.rate.hz() as usize / 1000;
        let frame = kind.frame_len.samples(kind.rate);
        for have in [0, 1, ms, frame - 2 * ms - 1, frame - 2 * ms, frame - ms, frame - 1] {
            for dry in [1, 2, 5] {
                let mut line = Line::new(kind);
                line.says(have);
                for _ in 0..dry {
                    line.tick();
                    line.reads(line.frame);
                }
                line.ends(&(kind, have, dry));
            }
        }
    }
}

#[test]
fn after_a_read_that_came_before_its_tick() {
    for kind in kinds() {
        for size in lengths(&kind) {
            for early in [1, 2, 7] {
                let mut line = Line::new(kind);
                for _ in 0..early {
                    line.reads(size);
                }
                for _ in 0..early {
                    line.says(line.frame);
                    line.tick();
                }
                line.ends(&(kind, size, early));
            }
        }
    }
}

/// Reads of any size beside ticks that come late and in bursts.
#[test]
fn after_reads_and_ticks_in_any_order() {
    for (seed, kind) in kinds().into_iter().enumerate() {
        let mut random = Random(seed as u64);
        let mut line = Line::new(kind);
        for _ in 0..100 {
            let ticks = if random.percent(90) { 1 } else { random.below(4) };
            for _ in 0..ticks {
                line.says(line.frame);
                line.tick();
            }
            let mut left = if random.percent(90) { line.frame } else { random.below(4 * line.frame) };
            while left > 0 {
                let n = left.min(1 + random.below(2 * line.frame));
                line.reads(n);
                left -= n;
            }
            // The host that plays what it reads gets silence now and then only.
            line.talks(4);
        }
        line.ends(&kind);
    }
}

#[test]
fn after_frames_that_were_too_old_or_dropped() {
    for kind in kinds() {
        for waits in [2, 4, 6, 7, 8, 9, 13, 30] {
            for rest in [0, 1, 100] {
                let mut line = Line::new(kind);
                line.reads(rest);
                for _ in 0..waits {
                    line.says(line.frame);
                    line.tick();
                }
                line.ends(&(kind, waits, rest));
            }
        }
    }
}

#[test]
fn after_a_flood() {
    for kind in kinds() {
        for frames in [2, 3, 5, 7, 9, 20] {
            for size in [kind.frame_len.samples(kind.rate), 100, 1000] {
                let mut line = Line::new(kind);
                let mut left = frames * line.frame;
                while left > 0 {
                    let n = left.min(size);
                    line.says(n);
                    left -= n;
                }
                line.ends(&(kind, frames, size));
            }
        }
    }
}

#[test]
fn after_hold_mute_and_deaf() {
    type Switch = fn(&Engine, ParticipantId, bool) -> mixminus::Result<()>;
    let hold: Switch = |engine, who, on| engine.set_hold(who, on, Sound::None);
    let mute: Switch = |engine, who, on| engine.set_mute(who, on);
    let deaf: Switch = |engine, who, on| engine.set_deaf(who, on);
    for kind in kinds() {
        for (name, switch) in [("hold", hold), ("mute", mute), ("deaf", deaf)] {
            for ticks in [0, 1, 2, 6] {
                for dry in [false, true] {
                    let mut line = Line::new(kind);
                    let both = [line.talker, line.listener];
                    both.iter().for_each(|who| switch(&line.engine, *who, true).unwrap());
                    for _ in 0..ticks {
                        if dry {
                            line.tick();
                            line.reads(line.frame);
                        } else {
                            line.talks(1);
                        }
                    }
                    both.iter().for_each(|who| switch(&line.engine, *who, false).unwrap());
                    line.ends(&(kind, name, ticks, dry));
                }
            }
        }
    }
}

/// A prompt is interrupted by late ticks, and goes on; with nothing late its beginning is as it is.
#[test]
fn a_prompt_that_was_interrupted() {
    for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
        let config = EngineConfig { max_participants: 1, ..config_at(SampleRate::Hz8000, frame_len) };
        let engine = Engine::new(&config).unwrap();
        let call =
            ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
        let who = engine.participant_new(&call).unwrap();
        let samples = [PEAK as i16; 8000];
        let prompt = PromptConfig { account: b"a", sample_rate_hz: 8000, samples: &samples };
        let prompt = engine.prompt_new(&prompt).unwrap();
        let frame = config.frame_samples();
        let mut heard = vec![0; frame];
        engine.read(who, &mut heard).unwrap();
        engine.say(who, Sound::Prompt(prompt), &SayOptions::default()).unwrap();
        engine.tick().unwrap();
        engine.read(who, &mut heard).unwrap();
        assert_eq!(heard, samples[..frame], "the beginning");
        engine.read(who, &mut heard).unwrap();
        assert_eq!(heard[frame - 1], 0);
        for _ in 0..4 {
            engine.tick().unwrap();
            engine.read(who, &mut heard).unwrap();
        }
        assert_eq!(heard, samples[..frame]);
        engine.read(who, &mut heard).unwrap();
        for _ in 0..2 {
            engine.tick().unwrap();
        }
        engine.read(who, &mut heard).unwrap();
        assert!(
            heard[0] <= 300 && heard.windows(2).all(|pair| (0..=301).contains(&(pair[1] - pair[0]))),
            "{heard:?}"
        );
    }
}

/// A host that reads until there is nothing left, and does without the silence that it then gets, hears each frame as it is.
#[test]
fn a_host_that_polls_hears_every_frame_as_it_is() {
    for kind in kinds().into_iter().filter(|kind| kind.said == Said::Constant) {
        for size in [kind.frame_len.samples(kind.rate), 4 * kind.frame_len.samples(kind.rate)] {
            let config = EngineConfig { max_participants: 2, ..config_at(kind.rate, kind.frame_len) };
            let engine = Engine::new(&config).unwrap();
            let call = ParticipantConfig {
                account: b"a",
                environment: b"e",
                user: 0,
                ..ParticipantConfig::default()
            };
            let [talker, listener] = [0, 1].map(|_| engine.participant_new(&call).unwrap());
            [talker, listener].iter().for_each(|who| {
                engine.join(*who, &JoinOptions::without_dtmf(b"room")).unwrap();
            });
            let mut heard: Vec<i16> = Vec::new();
            for _ in 0..20 {
                engine.write(talker, &vec![PEAK as i16; config.frame_samples()]).unwrap();
                engine.tick().unwrap();
                loop {
                    let mut samples = vec![0; size];
                    let real = engine.read(listener, &mut samples).unwrap();
                    heard.extend(&samples[..real]);
                    if real == 0 {
                        break;
                    }
                }
            }
            assert_eq!(heard.len(), 20 * config.frame_samples());
            let rises = heard.iter().skip_while(|x| **x < PEAK as i16);
            assert!(rises.clone().all(|x| *x == PEAK as i16) && rises.count() > 17 * config.frame_samples());
        }
    }
}
