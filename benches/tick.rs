//! The whole tick against the memory that it moves: `cargo bench --bench tick`.
//!
//! Everyone talks, at −3 dB of gain, with levels measured. `tick/hot/100x160` is one room of 100 at 160 samples a
//! frame, ticked again and again; `tick/cold/…` rooms that together exceed the caches; `tick/rooms/1000x10x160` a
//! thousand rooms of ten. The hosts' writes and reads run between the ticks and are not timed. After the criterion
//! groups a table gives the ratio to copying every input frame to an output frame, taken in one run, interleaved,
//! pinned, by the minimum. With `MIXMINUS_TABLE_ONLY=1` in the environment, the table alone.

mod common;

use common::{criterion, is_test, memcpy, pin};
use criterion::{BenchmarkId, Criterion};
use mixminus::{Engine, EngineConfig, Gain, JoinOptions, ParticipantConfig, ParticipantId, SampleRate};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Rooms of one size at one rate, on the host's clock.
struct Rooms {
    engine: Engine,
    participants: Vec<ParticipantId>,
    speech: Vec<i16>,
    heard: Vec<i16>,
    copies: Copies,
}

/// As many frames as there are participants, and as many to copy them to.
struct Copies {
    from: Vec<Vec<i16>>,
    to: Vec<Vec<i16>>,
}

impl Copies {
    fn new(count: usize, samples: usize) -> Copies {
        Copies { from: vec![vec![1; samples]; count], to: vec![vec![2; samples]; count] }
    }

    fn copy(&mut self) {
        for (from, to) in self.from.iter().zip(&mut self.to) {
            // SAFETY: both have the same length and are apart.
            unsafe {
                memcpy(
                    black_box(to.as_mut_ptr()).cast(),
                    black_box(from.as_ptr()).cast(),
                    size_of_val(&**from),
                )
            };
        }
    }
}

impl Rooms {
    /// `rooms` rooms of `members` that all talk.
    fn new(rooms: usize, members: usize, rate: SampleRate) -> Rooms {
        let config = EngineConfig {
            sample_rate: rate,
            max_participants: (rooms * members) as u32,
            max_rooms: rooms as u32,
            room_capacity: members as u32,
            command_queue: 1 << 16,
            ..EngineConfig::default()
        };
        let engine = Engine::new(&config).expect("the configuration is sound");
        let mut participants = Vec::new();
        for member in 0..rooms * members {
            let call = ParticipantConfig {
                account: b"bench",
                environment: b"bench",
                user: member as u64,
                ..ParticipantConfig::default()
            };
            let participant = engine.participant_new(&call).expect("there is room");
            let id = (member / members).to_string();
            let options =
                JoinOptions { gain: Gain::clamp_mdb(-3_000), ..JoinOptions::without_dtmf(id.as_bytes()) };
            engine.join(participant, &options).expect("there is room");
            participants.push(participant);
        }
        let samples = config.frame_samples();
        let mut noise = 1_u32;
        let speech = std::iter::repeat_with(|| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 16) as i16 >> 3
        });
        let mut rooms = Rooms {
            engine,
            speech: speech.take(2 * samples).collect(),
            heard: vec![0; samples],
            copies: Copies::new(participants.len(), samples),
            participants,
        };
        // All commands are applied, and every in-ring has its prefill.
        for _ in 0..participants_ticks(rooms.participants.len()) {
            rooms.tick();
        }
        rooms
    }

    /// One frame in, one tick, one frame out; returns how long the tick took.
    fn tick(&mut self) -> Duration {
        let samples = self.heard.len();
        for (index, participant) in self.participants.iter().enumerate() {
            let from = index % samples;
            let frame = &self.speech[from..from + samples];
            self.engine.write(*participant, frame).expect("nobody else writes");
        }
        let start = Instant::now();
        black_box(self.engine.tick()).expect("nobody else ticks");
        let took = start.elapsed();
        for participant in &self.participants {
            self.engine.read(*participant, &mut self.heard).expect("nobody else reads");
        }
        took
    }

    fn copy(&mut self) -> Duration {
        self.copies.copy();
        let start = Instant::now();
        self.copies.copy();
        start.elapsed()
    }
}

/// Ticks until `participants` joins have been applied and mixed.
fn participants_ticks(participants: usize) -> usize {
    participants / 256 + 8
}

/// What is measured: a name, and rooms × members at a rate.
const CASES: [(&str, usize, usize); 7] = [
    ("hot", 1, 2),
    ("hot", 1, 10),
    ("hot", 1, 100),
    ("cold", 5_000, 2),
    ("cold", 1_000, 10),
    ("cold", 100, 100),
    ("cold", 10, 1_000),
];

const RATES: [SampleRate; 3] = [SampleRate::Hz8000, SampleRate::Hz16000, SampleRate::Hz48000];

/// Upper bounds of the ratio to copying for the hot room of 100, by samples a frame.
const TARGETS: [(usize, f64); 2] = [(160, 12.0), (960, 6.0)];

fn groups(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tick");
    group.sample_size(10);
    for rate in RATES {
        for (name, rooms, members) in CASES {
            let mut bench = Rooms::new(rooms, members, rate);
            let samples = bench.heard.len();
            let id = BenchmarkId::new(name, format!("{rooms}x{members}x{samples}"));
            group.bench_function(id, |b| b.iter_custom(|n| (0..n).map(|_| bench.tick()).sum()));
        }
    }
    group.finish();
}

/// Prints each case's fastest tick, its ratio to copying as many frames, and its time a participant.
fn table() {
    println!("\nfastest tick of many; ratio to copying every input frame to an output frame");
    println!(
        "{:<20}{:>8}{:>10}{:>10}{:>8}{:>10}  target",
        "rooms x members", "samples", "us", "copy us", "ratio", "ns each"
    );
    for rate in RATES {
        for (name, rooms, members) in CASES {
            let mut bench = Rooms::new(rooms, members, rate);
            let passes = if name == "hot" { 20_000 } else { 200 };
            let (mut tick, mut copy) = (Duration::MAX, Duration::MAX);
            for _ in 0..passes {
                tick = tick.min(bench.tick());
                copy = copy.min(bench.copy());
            }
            let ratio = tick.as_secs_f64() / copy.as_secs_f64();
            let samples = bench.heard.len();
            let target = TARGETS.iter().find(|(of, _)| (rooms, members, samples) == (1, 100, *of));
            let verdict = target.map_or(String::new(), |(_, bound)| {
                format!("<= {bound} {}", if ratio <= *bound { "met" } else { "MISSED" })
            });
            println!(
                "{:<20}{samples:>8}{:>10.2}{:>10.2}{ratio:>8.2}{:>10.1}  {verdict}",
                format!("{name} {rooms} x {members}"),
                tick.as_secs_f64() * 1e6,
                copy.as_secs_f64() * 1e6,
                tick.as_secs_f64() * 1e9 / (rooms * members) as f64,
            );
        }
    }
}

fn main() {
    pin();
    let mut criterion = criterion();
    if std::env::var_os("MIXMINUS_TABLE_ONLY").is_none() {
        groups(&mut criterion);
        criterion.final_summary();
    }
    if !is_test() {
        table();
    }
}
