//! A hundred real lines in one room: clocks that differ by −300 to +300 ppm, jitter of up to 40 ms with reordering, 2 % loss,
//! stalls; lines with and without timestamps, with adaptive and fixed reserves, and a room of another rate. The delay
//! stays, and all of it is the same for every SIMD level and number of workers. A line is what it is alone.

#[path = "jitter_bound/bound.rs"]
mod bound;
#[path = "support/common.rs"]
mod common;
#[path = "jitter_bound/heard.rs"]
mod heard;
#[path = "jitter_bound/traces.rs"]
mod traces;

use bound::{Played, TICK, TICK_MS};
use common::Hash;
use heard::{judge_part, said};
use mixminus::{
    AdaptiveTarget, Clock, DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, DriverConfig, Engine, EngineConfig,
    FrameLen, JoinOptions, LineClass, ParticipantConfig, ParticipantId, ParticipantStats, RoomTemplate,
    SampleRate, SimdLevel, TapFrame, TapId, TapTarget, WriteInfo,
};
use std::ops::Range;
use traces::{PACKET, Packet, kinds};

/// Those who talk, at 8 kHz.
const TALKERS: usize = 96;
/// Those who only listen, at 48 kHz: the room is full.
const LISTENERS: usize = 4;

/// How a line is joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// With timestamps and an adaptive reserve; packets are reordered and lost.
    Adaptive,
    /// The same, and the network stalls.
    Stalls,
    /// With timestamps and a fixed reserve of 60 ms; packets are reordered and lost.
    Fixed,
    /// Without timestamps: packets come in order, some ms late.
    Untimed,
}

impl Line {
    fn of(at: usize) -> Line {
        match at % 4 {
            _ if at == 16 => Line::Stalls,
            0 | 1 => Line::Adaptive,
            2 => Line::Fixed,
            _ => Line::Untimed,
        }
    }

    fn trace(self, at: usize, seconds: usize) -> Vec<Packet> {
        let kind = |name| kinds().into_iter().find(|kind| kind.name == name).expect("a kind");
        let ppm = 600.0 * at as f64 / (TALKERS - 1) as f64 - 300.0;
        let kind = match self {
            Line::Adaptive | Line::Fixed => kind("reordering, 40 ms").with_loss(2.0),
            Line::Stalls => kind("stalls of 2 s"),
            Line::Untimed => kind("internet, calm"),
        };
        kind.with_drift(ppm).trace(at as u64, seconds)
    }

    fn options(self) -> JoinOptions<'static> {
        let options = JoinOptions { play_tones: true, cap_ms: Some(400), ..JoinOptions::new(b"room") };
        match self {
            Line::Adaptive | Line::Stalls => {
                JoinOptions { adaptive: Some(AdaptiveTarget { min_ms: 0, max_ms: 300 }), ..options }
            }
            Line::Fixed | Line::Untimed => JoinOptions { prefill_ms: Some(60), ..options },
        }
    }
}

/// A line on the way: what it says, and the packets that have not come yet, the next one last.
struct Talker {
    line: Line,
    id: ParticipantId,
    tap: TapId,
    trace: Vec<Packet>,
    to_come: Vec<Packet>,
    said: Vec<i16>,
    /// Zeros where it is not [kept](is_kept): memory that is never touched.
    heard: Vec<i16>,
}

/// What is heard of a run is kept for its first and its last minutes only, so that hours fit into memory.
const KEPT_S: usize = 120;

fn is_kept(tick: usize, seconds: usize) -> bool {
    let now = tick * TICK_MS as usize / 1_000;
    now < KEPT_S || now + KEPT_S >= seconds
}

/// What came of a run: the hash of all audio, and each talker with what the engine has counted.
struct Outcome {
    hash: Hash,
    talkers: Vec<(Talker, ParticipantStats)>,
}

fn add(hash: &mut Hash, samples: &[i16]) {
    samples.chunks(4).for_each(|four| {
        hash.number(four.iter().fold(0, |number, sample| number << 16 | u64::from(*sample as u16)));
    });
}

/// Runs all lines together.
fn run(seconds: usize, simd: Option<SimdLevel>, workers: u32) -> Outcome {
    run_lines(0..TALKERS, seconds, simd, workers)
}

/// Runs these lines in one room.
fn run_lines(lines: Range<usize>, seconds: usize, simd: Option<SimdLevel>, workers: u32) -> Outcome {
    let config = EngineConfig {
        sample_rate: SampleRate::Hz8000,
        line_classes: vec![
            LineClass { sample_rate: SampleRate::Hz16000, max_participants: 1 },
            LineClass { sample_rate: SampleRate::Hz48000, max_participants: LISTENERS as u32 },
        ],
        frame_len: FrameLen::Ms10,
        max_cap_ms: 400,
        max_write_ms: 1000,
        max_participants: TALKERS as u32,
        room_capacity: (TALKERS + LISTENERS) as u32,
        max_taps: TALKERS as u32,
        session_limit_s: 0,
        simd,
        ..EngineConfig::default()
    };
    let engine = Engine::new(&config).expect("an engine");
    let template = RoomTemplate { sample_rate: Some(SampleRate::Hz16000), ..RoomTemplate::default() };
    engine
        .set_room_template(DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, Some(b"room"), Some(&template))
        .expect("a template");
    if workers > 1 {
        engine
            .start(&DriverConfig { clock: Clock::Host, workers, ..DriverConfig::default() })
            .expect("started");
    }
    let mut talkers: Vec<Talker> = lines
        .map(|at| {
            let line = Line::of(at);
            let id = engine.participant_new(&ParticipantConfig::default()).expect("a place");
            engine.join(id, &line.options()).expect("joined");
            let tap = engine.tap_new(TapTarget::BeforeMute(id), 40).expect("a tap");
            let trace = line.trace(at, seconds);
            let mut to_come: Vec<Packet> =
                trace.iter().filter(|packet| packet.arrived_ms.is_some()).copied().collect();
            to_come.sort_by(|one, other| other.arrived_ms.partial_cmp(&one.arrived_ms).expect("a number"));
            let said = said(&trace, at as u64);
            Talker { line, id, tap, trace, to_come, said, heard: vec![0; seconds * 8_000] }
        })
        .collect();
    let listeners = [(); LISTENERS].map(|()| {
        let config =
            ParticipantConfig { sample_rate: Some(SampleRate::Hz48000), ..ParticipantConfig::default() };
        let id = engine.participant_new(&config).expect("a place");
        engine.join(id, &JoinOptions::without_dtmf(b"room")).expect("joined");
        id
    });
    let mut hash = Hash::START;
    for tick in 0..seconds * 1_000 / TICK_MS as usize {
        let now = tick as f64 * TICK_MS;
        for talker in &mut talkers {
            let comes = |packet: &mut Packet| packet.arrived_ms.is_some_and(|at| at <= now);
            while let Some(packet) = talker.to_come.pop_if(comes) {
                let timestamp = (talker.line != Line::Untimed).then_some(packet.media as u64);
                let info = WriteInfo {
                    timestamp,
                    starts_talkspurt: packet.starts_talkspurt,
                    ..WriteInfo::default()
                };
                let samples = &talker.said[packet.media..packet.media + PACKET];
                engine.write_ex(talker.id, samples, &info).expect("written");
            }
        }
        engine.tick().expect("a tick");
        for talker in &mut talkers {
            let (mut frame, mut own) = ([0; TICK], [0; TICK]);
            engine.tap_read(talker.tap, &mut frame, &mut [TapFrame::default()]).expect("tapped");
            add(&mut hash, &frame);
            if is_kept(tick, seconds) {
                talker.heard[tick * TICK..][..TICK].copy_from_slice(&frame);
            }
            engine.read(talker.id, &mut own).expect("read");
            add(&mut hash, &own);
        }
        for listener in listeners {
            let mut mix = [0; 6 * TICK];
            engine.read(listener, &mut mix).expect("read");
            add(&mut hash, &mix);
        }
    }
    let counted = |talker: Talker| {
        let stats = engine.participant_stats(talker.id).expect("statistics");
        (talker, stats)
    };
    Outcome { hash, talkers: talkers.into_iter().map(counted).collect() }
}

/// In the end each line is as late as in the beginning, to 5 ms if it has an adaptive reserve, to 12 ms if not. Hardly
/// anything came too late, nothing was cut, and no line in order ran dry.
#[test]
fn the_delay_of_a_hundred_lines_stays() {
    // Two hours, in four minutes: `MIXMINUS_LINES_SECONDS=7200 cargo test --release --test real_lines the_delay`.
    let seconds =
        std::env::var("MIXMINUS_LINES_SECONDS").map_or(150, |seconds| seconds.parse().expect("a number"));
    let mut late = 0.0;
    for (at, (talker, stats)) in run(seconds, None, 1).talkers.iter().enumerate() {
        let end = talker.trace[talker.trace.len() - 1].sent_ms;
        // A part alone, which begins `cut` seconds later: hours are too much to search.
        let judge = |cut: usize, from: f64, to: f64| -> Played {
            let moved = |packet: &Packet| {
                let cut_ms = cut as f64 * 1e3;
                Some(Packet {
                    media: packet.media.checked_sub(cut * 8_000)?,
                    sent_ms: packet.sent_ms - cut_ms,
                    arrived_ms: packet.arrived_ms.map(|at| at - cut_ms),
                    ..*packet
                })
            };
            let near = |packet: &&Packet| packet.sent_ms < to + 5_000.0;
            let trace: Vec<Packet> = talker.trace.iter().filter(near).filter_map(moved).collect();
            let (from, to) = (from - cut as f64 * 1e3, to - cut as f64 * 1e3);
            let within = |packet: &&Packet| (from..to).contains(&packet.sent_ms);
            let part: Vec<Packet> = trace.iter().filter(within).copied().collect();
            let end = trace.last().map_or(0, |packet| packet.media + PACKET);
            judge_part(&trace, &part, &talker.said[cut * 8_000..][..end], &talker.heard[cut * 8_000..])
        };
        let (first, last) = (
            judge(0, 15_000.0, 75_000.0),
            judge(seconds.saturating_sub(KEPT_S), end - 61_000.0, end - 1_000.0),
        );
        let what = format!("line {at}, {:?}: {first:?}, {last:?}, {stats:?}", talker.line);
        let most = if talker.line == Line::Adaptive { 5.0 } else { 12.0 };
        assert!(talker.line == Line::Stalls || (last.mean_ms() - first.mean_ms()).abs() <= most, "{what}");
        assert!(stats.trims == 0 || talker.line == Line::Stalls, "{what}");
        // A packet is later than the reserve once in hours.
        assert!(stats.underruns as usize * 3_600 <= seconds || talker.line != Line::Untimed, "{what}");
        late += 100.0 * stats.late as f64 / stats.written as f64 / TALKERS as f64;
    }
    println!("{late:.2} % came too late");
    assert!(late < 1.0, "{late} %");
}

/// Whatever befalls the others changes no bit of a line, as long as a tick has an analysis for each gap: it has 64.
#[test]
fn a_line_among_a_hundred_is_what_it_is_alone() {
    let together = run(30, None, 1).talkers;
    let concealed = |stats: &ParticipantStats| stats.concealed > 0;
    assert!(together.iter().filter(|(_, stats)| concealed(stats)).count() > TALKERS / 2);
    for at in (0..TALKERS).step_by(5) {
        let (alone, alone_stats) = &run_lines(at..at + 1, 30, None, 1).talkers[0];
        let (among, among_stats) = &together[at];
        let differs = alone.heard.iter().zip(&among.heard).position(|(one, other)| one != other);
        assert_eq!(differs, None, "line {at}, {:?}", alone.line);
        assert_eq!((alone_stats.concealed, alone_stats.late), (among_stats.concealed, among_stats.late));
    }
}

/// One hash, whatever the machine does it with.
#[test]
fn a_hundred_lines_are_the_same_on_every_machine() {
    let expected = run(10, Some(SimdLevel::Portable), 1).hash;
    println!("{expected:?}");
    for level in SimdLevel::ALL {
        if !level.is_supported() {
            println!("NOT RUN: this machine does not have {}", level.name());
            continue;
        }
        for workers in [1, 2, 4] {
            assert_eq!(run(10, Some(level), workers).hash, expected, "{}, {workers} workers", level.name());
        }
    }
}
