//! Packets as networks deliver them: late, twice, in another order. As long as a packet comes before its time is played, it
//! is heard where it belongs, bit for bit as if it had come in order.

#[path = "support/common.rs"]
mod common;

use common::{Audio, Random, config_at};
use mixminus::{
    Engine, EngineConfig, FrameLen, JoinOptions, ParticipantConfig, ParticipantId, ParticipantStats,
    SampleRate, WriteInfo,
};

/// A line, how its packets are cut, and how far they may be late.
#[derive(Clone, Copy, Debug)]
struct Kind {
    frame_len: FrameLen,
    rate: SampleRate,
    packet_ms: u32,
    prefill_ms: u32,
    keys: bool,
}

/// A packet that arrives before a tick.
#[derive(Clone, Copy, Debug)]
struct Arrival {
    tick: usize,
    packet: usize,
}

const PACKETS: usize = 400;

fn kinds() -> Vec<Kind> {
    let kind =
        |frame_len, rate, packet_ms, prefill_ms, keys| Kind { frame_len, rate, packet_ms, prefill_ms, keys };
    let (ten, twenty, rate) = (FrameLen::Ms10, FrameLen::Ms20, SampleRate::Hz8000);
    vec![
        kind(twenty, rate, 20, 60, false),
        kind(twenty, rate, 20, 60, true),
        kind(twenty, SampleRate::Hz48000, 20, 40, false),
        kind(twenty, rate, 10, 100, false),
        kind(ten, rate, 20, 60, true),
        kind(ten, SampleRate::Hz16000, 10, 40, false),
        kind(ten, rate, 30, 60, false),
        kind(twenty, SampleRate::Hz22050, 20, 60, true),
        kind(ten, SampleRate::Hz44100, 10, 40, false),
    ]
}

impl Kind {
    fn packet(&self) -> usize {
        self.rate.samples_in_ms(self.packet_ms)
    }

    /// The tick before which packet `packet` arrives if it is not late.
    fn due(&self, packet: usize) -> usize {
        packet * self.packet_ms as usize / self.frame_len.ms() as usize
    }

    /// So many ticks late, a packet still comes in time.
    fn reserve(&self) -> usize {
        (self.prefill_ms / self.frame_len.ms()) as usize
    }

    /// All packets, each late by what `delay` says; the first ones never are.
    fn arrivals(&self, mut delay: impl FnMut(usize) -> usize) -> Vec<Arrival> {
        let late = |packet| if packet < 12 { 0 } else { delay(packet) };
        (0..PACKETS)
            .map(late)
            .enumerate()
            .map(|(packet, late)| Arrival { tick: self.due(packet) + late, packet })
            .collect()
    }

    /// What a listener hears of a talker whose packets arrive so; several before one tick come in the order of the list.
    fn play(&self, mut arrivals: Vec<Arrival>) -> (Vec<i16>, ParticipantStats) {
        let config = EngineConfig {
            prefill_ms: self.prefill_ms,
            max_cap_ms: 300,
            max_write_ms: 300,
            max_participants: 2,
            ..config_at(self.rate, self.frame_len)
        };
        let engine = Engine::new(&config).unwrap();
        let call =
            ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
        let [talker, listener]: [ParticipantId; 2] = [0, 1].map(|_| engine.participant_new(&call).unwrap());
        engine.join(listener, &JoinOptions::without_dtmf(b"room")).unwrap();
        let options = if self.keys { JoinOptions::new(b"room") } else { JoinOptions::without_dtmf(b"room") };
        engine.join(talker, &JoinOptions { cap_ms: Some(300), ..options }).unwrap();
        let said = self.said();
        arrivals.sort_by_key(|arrival| arrival.tick);
        let mut arrivals = arrivals.into_iter().peekable();
        let mut heard = Vec::new();
        for tick in 0..self.due(PACKETS) + 20 {
            while let Some(Arrival { packet, .. }) = arrivals.next_if(|arrival| arrival.tick <= tick) {
                let from = packet * self.packet();
                let info = WriteInfo { timestamp: Some((7_000_000 + from) as u64), ..WriteInfo::default() };
                let samples = &said[from..from + self.packet()];
                assert_eq!(engine.write_ex(talker, samples, &info), Ok(samples.len()));
            }
            engine.tick().unwrap();
            let from = heard.len();
            heard.resize(from + config.frame_samples(), 0);
            engine.read(listener, &mut heard[from..]).unwrap();
        }
        // How the end of the stream is concealed is no matter here.
        heard.truncate(said.len());
        (heard, engine.participant_stats(talker).unwrap())
    }

    fn said(&self) -> Vec<i16> {
        Audio::Quiet.samples(7, PACKETS * self.packet())
    }
}

/// The samples that differ, apart from those within `around`.
fn differ(one: &[i16], other: &[i16], around: impl Fn(usize) -> bool) -> Option<usize> {
    (0..one.len()).find(|at| one[*at] != other[*at] && !around(*at))
}

#[test]
fn packets_in_any_order_are_heard_in_order() {
    for kind in kinds() {
        let (expected, clean) = kind.play(kind.arrivals(|_| 0));
        assert_eq!((clean.reordered, clean.late, clean.trims), (0, 0, 0), "{kind:?}");
        for seed in 0..30 {
            let mut random = Random(seed);
            let (heard, stats) = kind.play(kind.arrivals(|_| random.below(kind.reserve() + 1)));
            assert_eq!(differ(&heard, &expected, |_| false), None, "{kind:?}, seed {seed}");
            assert!(stats.reordered > 0, "{kind:?}, seed {seed}");
            assert_eq!(
                (
                    stats.late,
                    stats.duplicate,
                    stats.concealed - clean.concealed,
                    stats.underruns - clean.underruns
                ),
                (0, 0, 0, 0)
            );
        }
    }
}

/// The packets that arrive before one tick come in any order.
#[test]
fn packets_swapped_within_a_tick_are_heard_in_order() {
    for kind in kinds() {
        let (expected, _) = kind.play(kind.arrivals(|_| 0));
        for seed in 0..10 {
            let mut random = Random(seed);
            // Bursts of five packets, each in an order of its own.
            let mut arrivals = kind.arrivals(|packet| {
                let last = packet / 5 * 5 + 4;
                (kind.due(last) - kind.due(packet)).min(kind.reserve())
            });
            for at in (13..PACKETS).rev() {
                let other = at - random.below(2);
                if arrivals[at].tick == arrivals[other].tick {
                    arrivals.swap(at, other);
                }
            }
            let (heard, _) = kind.play(arrivals);
            assert_eq!(differ(&heard, &expected, |_| false), None, "{kind:?}, seed {seed}");
        }
    }
}

#[test]
fn a_packet_that_comes_twice_is_heard_once() {
    for kind in kinds() {
        let (expected, clean) = kind.play(kind.arrivals(|_| 0));
        for seed in 0..10 {
            let mut random = Random(seed);
            let mut arrivals = kind.arrivals(|_| random.below(kind.reserve() + 1));
            let again: Vec<Arrival> = arrivals.iter().filter(|_| random.percent(30)).copied().collect();
            let copies = again.len() as u64;
            // Some copies come before the packet has been played, some after.
            arrivals.extend(again.into_iter().map(|one| Arrival { tick: one.tick + random.below(6), ..one }));
            let (heard, stats) = kind.play(arrivals);
            assert_eq!(differ(&heard, &expected, |_| false), None, "{kind:?}, seed {seed}");
            assert_eq!(stats.duplicate + stats.late, copies * kind.packet() as u64, "{kind:?}, seed {seed}");
            assert_eq!(
                (stats.concealed, stats.underruns),
                (clean.concealed, clean.underruns),
                "{kind:?}, seed {seed}"
            );
        }
    }
}

/// A packet that is lost, or comes too late, changes its own time and 5 ms after it, and nothing else.
#[test]
fn what_is_lost_or_too_late_changes_its_own_time() {
    for kind in kinds() {
        let (expected, clean) = kind.play(kind.arrivals(|_| 0));
        let said = kind.said();
        // Where the tenth packet is heard.
        let tenth = &said[10 * kind.packet()..][..50];
        let delay = expected.windows(50).position(|heard| heard == tenth).unwrap() - 10 * kind.packet();
        for seed in 0..20 {
            let mut random = Random(seed);
            let mut missing = vec![false; PACKETS];
            let mut arrivals = kind.arrivals(|_| random.below(kind.reserve()));
            for packet in (20..PACKETS - 20).step_by(8) {
                let packet = packet + random.below(4);
                missing[packet] = true;
                // Those after it come in time, so that it is known to be missing.
                for after in &mut arrivals[packet + 1..packet + 4] {
                    after.tick = kind.due(after.packet);
                }
                let late = if random.percent(50) { 10_000 } else { kind.reserve() + 5 + random.below(5) };
                arrivals[packet].tick = kind.due(packet) + late;
            }
            let late = arrivals.iter().filter(|one| missing[one.packet] && one.tick < 10_000).count();
            let lost = missing.iter().filter(|missing| **missing).count();
            let (heard, stats) = kind.play(arrivals);
            let ramp = kind.rate.samples_in_ms(5);
            let around = |at: usize| {
                let of = |at: usize| missing.get(at.saturating_sub(delay) / kind.packet()) == Some(&true);
                of(at) || of(at.saturating_sub(ramp))
            };
            assert_eq!(differ(&heard, &expected, around), None, "{kind:?}, seed {seed}");
            let packets = |count: usize| (count * kind.packet()) as u64;
            assert_eq!(
                (stats.late, stats.concealed - clean.concealed),
                (packets(late), packets(lost)),
                "{kind:?}, seed {seed}"
            );
            let events = stats.concealment_events - clean.concealment_events;
            assert_eq!((events, stats.underruns), (lost as u64, clean.underruns));
        }
    }
}

/// A sender that sets the marker on every packet says nothing by it: each sample is played as without it, however short
/// the packets are and however many come at once.
#[test]
fn a_marker_on_every_packet_changes_nothing() {
    for (packet, prefill_ms, at_once) in [(40, 120, 1), (80, 200, 20), (160, 100, 30), (160, 40, 1)] {
        let heard = |starts_talkspurt| {
            let config = EngineConfig {
                max_participants: 2,
                max_cap_ms: 1_000,
                max_write_ms: 200,
                ..common::config_at(SampleRate::Hz8000, FrameLen::Ms20)
            };
            let engine = Engine::new(&config).unwrap();
            let [speaker, listener] = [prefill_ms, 0].map(|prefill_ms| {
                let participant = engine.participant_new(&ParticipantConfig::default()).unwrap();
                let options = JoinOptions { prefill_ms: Some(prefill_ms), ..JoinOptions::without_dtmf(b"r") };
                engine.join(participant, &JoinOptions { cap_ms: Some(1_000), ..options }).unwrap();
                participant
            });
            let samples = Audio::Quiet.samples(3, 32_000);
            let (mut sent, mut heard) = (0, Vec::new());
            for tick in 1..=200 {
                while (sent / packet / at_once + 1) * at_once * packet <= tick * 160 {
                    let timestamp = Some(sent as u64);
                    let info = WriteInfo { timestamp, starts_talkspurt, ..WriteInfo::default() };
                    let said = &samples[sent..sent + packet];
                    assert_eq!(engine.write_ex(speaker, said, &info), Ok(packet));
                    sent += packet;
                }
                engine.tick().unwrap();
                let mut out = [0; 160];
                engine.read(listener, &mut out).unwrap();
                heard.extend(out);
            }
            let stats = engine.participant_stats(speaker).unwrap();
            (heard, stats.late, stats.concealed)
        };
        let without = heard(false);
        assert!(without.1 == 0 && without.0.iter().any(|sample| *sample != 0));
        assert!(heard(true) == without, "{packet} {prefill_ms} {at_once}");
    }
}
