//! Rooms whose lines have other rates: `cargo bench --bench rates`.
//!
//! One room of 100, ticked again and again. For each case the table has the fastest tick of many, taken in turn with that
//! of the same room whose lines all have its rate; the difference is what the conversion costs. `deaf`: nobody hears, so
//! only what is said is converted.

mod common;

use common::{criterion, is_test, pin};
use mixminus::{
    DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, Engine, EngineConfig, JoinOptions, LineClass, ParticipantConfig,
    ParticipantId, RoomTemplate, SampleRate,
};
use std::hint::black_box;
use std::time::{Duration, Instant};

const MEMBERS: usize = 100;

/// A room of a rate, and its members.
struct Room {
    engine: Engine,
    calls: Vec<(ParticipantId, Vec<i16>)>,
    talkers: usize,
}

impl Room {
    /// Lines of the rates in turn; the first `talkers` talk.
    fn new(room: SampleRate, lines: &[SampleRate], talkers: usize, deaf: bool) -> Room {
        let others = SampleRate::ALL.into_iter().filter(|rate| *rate != SampleRate::Hz8000);
        let config = EngineConfig {
            line_classes: others
                .map(|sample_rate| LineClass { sample_rate, max_participants: MEMBERS as u32 })
                .collect(),
            max_participants: MEMBERS as u32,
            ..EngineConfig::default()
        };
        let engine = Engine::new(&config).expect("the configuration is sound");
        let template = RoomTemplate { sample_rate: Some(room), ..RoomTemplate::default() };
        engine
            .set_room_template(DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, None, Some(&template))
            .expect("the engine has the rate");
        let mut noise = 1_u32;
        let mut speech = || {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 16) as i16 >> 3
        };
        let calls = lines.iter().cycle().take(MEMBERS).map(|rate| {
            let config = ParticipantConfig { sample_rate: Some(*rate), ..ParticipantConfig::default() };
            let call = engine.participant_new(&config).expect("there are lines enough");
            let options = JoinOptions { deaf, ..JoinOptions::without_dtmf(b"room") };
            engine.join(call, &options).expect("there is room");
            (call, (0..rate.samples_in_ms(20)).map(|_| speech()).collect())
        });
        let calls = calls.collect();
        let room = Room { engine, calls, talkers };
        (0..8).for_each(|_| _ = room.tick());
        room
    }

    /// One frame in, one tick, one frame out; returns how long the tick took.
    fn tick(&self) -> Duration {
        for (call, frame) in self.calls.iter().take(self.talkers) {
            self.engine.write(*call, frame).expect("nobody else writes");
        }
        let start = Instant::now();
        black_box(self.engine.tick()).expect("nobody else ticks");
        let took = start.elapsed();
        let mut heard = [0; 960];
        for (call, frame) in &self.calls {
            self.engine.read(*call, &mut heard[..frame.len()]).expect("nobody else reads");
        }
        took
    }
}

fn table() {
    use SampleRate::{Hz8000, Hz16000, Hz48000};
    println!("\nfastest tick of many, us; a room of {MEMBERS}");
    println!("{:<44}{:>10}{:>12}{:>8}{:>12}", "room, lines, talkers", "us", "one rate", "ratio", "more, us");
    for (name, room, lines, talkers, deaf) in [
        ("16000, 8000, all talk", Hz16000, &[Hz8000][..], MEMBERS, false),
        ("16000, 8000, all talk, deaf", Hz16000, &[Hz8000], MEMBERS, true),
        ("48000, 8000, all talk", Hz48000, &[Hz8000], MEMBERS, false),
        ("48000, 8000, all talk, deaf", Hz48000, &[Hz8000], MEMBERS, true),
        ("8000, 48000, all talk", Hz8000, &[Hz48000], MEMBERS, false),
        ("8000, 48000, all talk, deaf", Hz8000, &[Hz48000], MEMBERS, true),
        ("16000, 8000 to 48000, 4 talk", Hz16000, &[Hz8000, Hz16000, Hz48000], 4, false),
        ("48000, 8000 to 48000, 4 talk", Hz48000, &[Hz8000, Hz16000, Hz48000], 4, false),
    ] {
        let (mixed, same) = (Room::new(room, lines, talkers, deaf), Room::new(room, &[room], talkers, deaf));
        let (mut least, mut least_same) = (Duration::MAX, Duration::MAX);
        for _ in 0..5_000 {
            least = least.min(mixed.tick());
            least_same = least_same.min(same.tick());
        }
        let [us, same] = [least, least_same].map(|took| took.as_secs_f64() * 1e6);
        println!("{name:<44}{us:>10.2}{same:>12.2}{:>8.2}{:>12.2}", us / same, us - same);
    }
}

fn main() {
    pin();
    criterion().final_summary();
    if !is_test() {
        table();
    }
}
