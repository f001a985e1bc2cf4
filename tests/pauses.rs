//! Talkers that pause (silence suppression: timestamps go on, nothing was lost) and packets that were lost: what was
//! written comes out in its place, all of it, and the delay stays as it was.

#[path = "support/common.rs"]
mod common;

use common::{Random, config_at};
use mixminus::{
    Engine, EngineConfig, FrameLen, JoinOptions, ParticipantConfig, ParticipantId, SampleRate, WriteInfo,
};

/// Samples of a millisecond.
const MS: usize = 8;

/// The sample of media time `at`: no two of the same value within 30,000.
fn sample(at: usize) -> i16 {
    1 + (at % 30_000) as i16
}

/// A line whose packets are written before the tick in which their media time falls.
struct Line {
    engine: Engine,
    talker: ParticipantId,
    listener: ParticipantId,
    frame: usize,
    /// Ticks done.
    ticks: usize,
    /// The timestamp of media time 0.
    origin: u64,
    /// What was heard, from the first tick on.
    heard: Vec<i16>,
}

#[derive(Clone, Copy, Debug)]
struct Kind {
    frame_len: FrameLen,
    prefill_ms: u32,
    packet_ms: usize,
    keys: bool,
}

fn kinds() -> Vec<Kind> {
    let kind = |frame_len, prefill_ms, packet_ms, keys| Kind { frame_len, prefill_ms, packet_ms, keys };
    let (ten, twenty) = (FrameLen::Ms10, FrameLen::Ms20);
    vec![
        kind(twenty, 20, 20, false),
        kind(twenty, 20, 20, true),
        kind(twenty, 0, 20, false),
        kind(twenty, 60, 20, false),
        kind(twenty, 40, 40, true),
        kind(twenty, 160, 20, false),
        kind(twenty, 20, 10, false),
        kind(ten, 20, 20, true),
        kind(ten, 10, 10, false),
    ]
}

impl Line {
    fn new(kind: Kind) -> Line {
        let config = EngineConfig {
            prefill_ms: kind.prefill_ms,
            max_cap_ms: 200,
            max_participants: 2,
            ..config_at(SampleRate::Hz8000, kind.frame_len)
        };
        let engine = Engine::new(&config).unwrap();
        let call =
            ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
        let [talker, listener] = [0, 1].map(|_| engine.participant_new(&call).unwrap());
        engine.join(listener, &JoinOptions::without_dtmf(b"room")).unwrap();
        let options = if kind.keys { JoinOptions::new(b"room") } else { JoinOptions::without_dtmf(b"room") };
        engine.join(talker, &options).unwrap();
        let frame = config.frame_samples();
        Line { engine, talker, listener, frame, ticks: 0, origin: 1 << 20, heard: Vec::new() }
    }

    /// Ticks until media time `at`.
    fn until(&mut self, at: usize) {
        while (self.ticks + 1) * self.frame <= at {
            self.ticks += 1;
            self.engine.tick().unwrap();
            let from = self.heard.len();
            self.heard.resize(from + self.frame, 0);
            self.engine.read(self.listener, &mut self.heard[from..]).unwrap();
        }
    }

    /// Writes the packet of media time `at`.
    fn write(&self, at: usize, count: usize, lost: u32) {
        let samples: Vec<i16> = (at..at + count).map(sample).collect();
        let info =
            WriteInfo { timestamp: Some(self.origin.wrapping_add(at as u64)), lost, ..WriteInfo::default() };
        assert_eq!(self.engine.write_ex(self.talker, &samples, &info), Ok(count), "at {at}");
    }

    /// Sends the packets from media time `from` to `to`, each as it is due.
    fn talks(&mut self, from: usize, to: usize, packet: usize) {
        for at in (from..to).step_by(packet) {
            self.until(at);
            self.write(at, packet, 0);
        }
    }

    /// The delay of the sample of media time `at`, which must be heard once, with those after it: single samples recur
    /// where something is concealed.
    fn delay(&self, at: usize) -> usize {
        let near = &self.heard[at..(at + 400 * MS).min(self.heard.len())];
        let said: Vec<i16> = (at..at + 5 * MS).map(sample).collect();
        let found: Vec<usize> = (0..near.len()).filter(|i| near[*i..].starts_with(&said)).collect();
        assert_eq!(found.len(), 1, "media time {at} is heard {} times", found.len());
        found[0]
    }

    /// All of a talkspurt is heard, each sample `delay` after its time, but for the ramp at its beginning.
    fn check(&self, from: usize, to: usize, delay: usize, what: &dyn std::fmt::Debug) {
        let wrong = (from + 5 * MS..to).find(|at| self.heard[at + delay] != sample(*at));
        assert_eq!(
            wrong,
            None,
            "{what:?}: the delay was {delay}, and of {from} it is {}",
            self.delay(from + 5 * MS)
        );
    }

    fn counts(&self, what: &dyn std::fmt::Debug) {
        let stats = self.engine.participant_stats(self.talker).unwrap();
        assert_eq!((stats.write_refused, stats.trims), (0, 0), "{what:?}");
    }
}

#[test]
fn a_pause_changes_nothing() {
    for kind in kinds() {
        let packet = kind.packet_ms * MS;
        for pause_ms in [40, 80, 200, 400, 1000, 1040, 5000, 180_000] {
            let mut line = Line::new(kind);
            let (mut at, spurt) = (0, 400 * MS);
            let mut spurts = Vec::new();
            for _ in 0..3 {
                line.talks(at, at + spurt, packet);
                spurts.push(at);
                at += spurt + pause_ms * MS;
            }
            line.until(at + 400 * MS);
            let delay = line.delay(200 * MS);
            for from in spurts {
                line.check(from, from + spurt, delay, &(kind, pause_ms));
            }
            line.counts(&(kind, pause_ms));
        }
    }
}

#[test]
fn a_hundred_pauses_of_any_length_change_nothing() {
    for (seed, kind) in kinds().into_iter().enumerate() {
        let (packet, mut random) = (kind.packet_ms * MS, Random(seed as u64));
        let mut line = Line::new(kind);
        let (mut at, mut spurts) = (0, Vec::new());
        for _ in 0..100 {
            let spurt = packet * (10 + random.below(20));
            line.talks(at, at + spurt, packet);
            spurts.push((at, at + spurt));
            at += spurt + (2 + random.below(40)) * packet.max(line.frame);
        }
        line.until(at + 400 * MS);
        let delay = line.delay(100 * MS);
        for (from, to) in spurts {
            line.check(from, to, delay, &kind);
        }
        line.counts(&kind);
    }
}

/// A packet that is missing within speech is filled by its length, and so are several; reported by the
/// timestamp, as lost, or as both.
#[test]
fn a_loss_is_as_long_as_what_was_lost() {
    for kind in kinds() {
        let packet = kind.packet_ms * MS;
        for lost in [1, 2, 3] {
            for reported in 0..3 {
                let mut line = Line::new(kind);
                let (first, gap) = (20 * packet, lost * packet);
                line.talks(0, first, packet);
                line.until(first + gap);
                let (stamp, count) = [(gap, 0), (0, gap), (gap, gap)][reported];
                if stamp == 0 {
                    line.origin = line.origin.wrapping_sub(gap as u64);
                }
                line.write(first + gap, packet, count as u32);
                if stamp == 0 {
                    line.origin = line.origin.wrapping_add(gap as u64) - gap as u64;
                }
                line.talks(first + gap + packet, first + gap + 20 * packet, packet);
                line.until(first + gap + 20 * packet + 400 * MS);
                let delay = line.delay(10 * packet);
                line.check(0, first, delay, &(kind, lost, reported));
                line.check(first + gap, first + gap + 20 * packet, delay, &(kind, lost, reported));
                line.counts(&(kind, lost, reported));
            }
        }
    }
}

/// The first packet after a pause comes early, or was lost, or comes late with the second.
#[test]
fn the_first_packet_may_be_early_late_or_lost() {
    for kind in
        kinds().into_iter().filter(|kind| kind.packet_ms * MS >= kind.frame_len.samples(SampleRate::Hz8000))
    {
        let packet = kind.packet_ms * MS;
        for pause_ms in [80, 200, 800] {
            for (early, late, lost) in [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1)] {
                if kind.prefill_ms == 0 && late > 0 {
                    continue;
                }
                let mut line = Line::new(kind);
                let (first, spurt) = (20 * packet, 20 * packet);
                line.talks(0, first, packet);
                let begins = first + pause_ms * MS + lost * packet;
                if early > 0 {
                    line.until(begins - line.frame);
                } else {
                    line.until(begins + late * line.frame.min(kind.prefill_ms as usize * MS));
                }
                line.write(begins, packet, (lost * packet) as u32);
                line.talks(begins + packet, begins + spurt, packet);
                line.until(begins + spurt + 400 * MS);
                let delay = line.delay(10 * packet);
                line.check(begins, begins + spurt, delay, &(kind, pause_ms, early, late, lost));
                line.counts(&(kind, pause_ms, early, late, lost));
            }
        }
    }
}

/// A sender's clock that is set anew, in a pause or in speech, and 32 bits that the host did not count on.
#[test]
fn another_origin_loses_nothing() {
    let steps = [1 << 32, 5 * 8000, u64::MAX - 5 * 8000, (1 << 32) - 160, 1 << 63];
    for kind in kinds() {
        let packet = kind.packet_ms * MS;
        for step in steps {
            for pause in [0, 10 * packet] {
                let mut line = Line::new(kind);
                let (first, spurt) = (20 * packet, 20 * packet);
                line.talks(0, first, packet);
                line.origin = line.origin.wrapping_sub(step);
                let begins = first + pause;
                line.talks(begins, begins + spurt, packet);
                line.until(begins + spurt + 400 * MS);
                let delay = line.delay(10 * packet);
                line.check(begins, begins + spurt, delay, &(kind, step, pause));
                line.counts(&(kind, step, pause));
            }
        }
    }
}

/// A clock that is set back by less than a second: its packets look late; after 200 ms they are taken to be what they are.
#[test]
fn a_clock_that_was_set_back_a_little_is_heard_soon() {
    let kind = kinds()[0];
    let packet = kind.packet_ms * MS;
    let mut line = Line::new(kind);
    line.talks(0, 20 * packet, packet);
    line.origin -= 4000;
    line.talks(20 * packet, 80 * packet, packet);
    line.until(80 * packet + 400 * MS);
    let last = 70 * packet;
    assert!(line.delay(last) <= 400 * MS);
    let heard = line.heard.iter().filter(|x| **x != 0).count();
    assert!(heard >= (80 - 12) * packet, "{heard} of {}", 80 * packet);
}

/// A host that gives no timestamps after a pause, and later gives some again.
#[test]
fn a_pause_without_timestamps_is_none_to_fill() {
    let kind = kinds()[0];
    let packet = kind.packet_ms * MS;
    let mut line = Line::new(kind);
    line.talks(0, 20 * packet, packet);
    let mut at = 40 * packet;
    for turn in 0..40 {
        line.until(at);
        let samples: Vec<i16> = (at..at + packet).map(sample).collect();
        let timestamp = (turn >= 20).then(|| line.origin + at as u64);
        let info = WriteInfo { timestamp, ..WriteInfo::default() };
        assert_eq!(line.engine.write_ex(line.talker, &samples, &info), Ok(packet));
        at += packet;
    }
    line.until(at + 400 * MS);
    let delay = line.delay(10 * packet);
    line.check(40 * packet, 80 * packet, delay, &kind);
    line.counts(&kind);
}
