//! An engine under its own driver: `cargo bench --bench load`, a minute; `MIXMINUS_LOAD_SECONDS` sets another time.
//!
//! A thousand rooms of ten at 8 kHz, all talking, on one driver thread pinned to processor 0, while another thread,
//! on processor 1 where there is one, writes and reads for all ten thousand. It prints the engine's own run time a
//! tick, apart from how late the system woke it. Then what ten thousand sessions in no room cost.

mod common;

use common::is_test;
use mixminus::{
    Clock, DriverConfig, Engine, EngineConfig, EngineStats, JoinOptions, ParticipantConfig, ParticipantId,
};
use std::time::{Duration, Instant};

const ROOMS: usize = 1_000;
const MEMBERS: usize = 10;
const FRAME: usize = 160;

fn engine(participants: usize) -> Engine {
    let config = EngineConfig {
        max_participants: participants as u32,
        max_rooms: ROOMS as u32,
        command_queue: 1 << 16,
        ..EngineConfig::default()
    };
    Engine::new(&config).expect("the configuration is sound")
}

fn participant(engine: &Engine) -> ParticipantId {
    let call = ParticipantConfig { account: b"bench", environment: b"bench", user: 0 };
    engine.participant_new(&call).expect("there is room")
}

/// A participant in the room of that number.
fn member(engine: &Engine, room: usize) -> ParticipantId {
    let participant = participant(engine);
    let id = room.to_be_bytes();
    let options = JoinOptions { gain_mdb: -3_000, ..JoinOptions::new(&id) };
    engine.join(participant, &options).expect("there is room");
    participant
}

/// A frame in and a frame out for everyone.
fn pump(engine: &Engine, participants: &[ParticipantId]) {
    let speech: Vec<i16> = (0..2 * FRAME as i32).map(|k| (k * 7919 % 6007 - 3003) as i16).collect();
    let mut heard = [0; FRAME];
    for (index, participant) in participants.iter().enumerate() {
        let from = index % FRAME;
        engine.write(*participant, &speech[from..from + FRAME]).expect("nobody else writes");
        engine.read(*participant, &mut heard).expect("nobody else reads");
    }
}

/// Ten thousand in a thousand rooms, in real time.
fn thousand_rooms(seconds: u64) {
    let engine = engine(ROOMS * MEMBERS);
    let participants: Vec<_> = (0..ROOMS * MEMBERS).map(|index| member(&engine, index / MEMBERS)).collect();
    let driver = DriverConfig { clock: Clock::System, workers: 1, realtime_priority: 50, cpus: vec![0] };
    let report = engine.start(&driver).expect("the driver starts");
    println!("driver: {report:?}");
    let start = Instant::now();
    let mut frames = 0;
    let mut run = |seconds: u64| {
        for _ in 0..seconds * 50 {
            let due = start + Duration::from_millis(20) * frames;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            pump(&engine, &participants);
            frames += 1;
        }
    };
    // Until all have joined and the clock is settled.
    run(3);
    let before = engine.stats();
    run(seconds);
    let after = engine.stats();
    engine.stop().expect("the driver runs");
    print_ticks(&before, &after);
    let underruns: u64 =
        participants.iter().map(|p| engine.participant_stats(*p).map_or(0, |s| s.underruns)).sum();
    println!("participants active: {}, underruns of all: {underruns}", after.active_participants);
}

/// The run times between two readings.
fn print_ticks(before: &EngineStats, after: &EngineStats) {
    let ticks = after.ticks - before.ticks;
    let mean = (after.tick_ns_total - before.tick_ns_total) / ticks.max(1);
    println!(
        "ticks: {ticks}, slipped {}, mean run time {} us",
        after.slipped_ticks - before.slipped_ticks,
        mean / 1000
    );
    let mut left = ticks;
    for (bucket, (after, before)) in after.tick_ns_histogram.iter().zip(&before.tick_ns_histogram).enumerate()
    {
        let count = after - before;
        if count > 0 {
            left -= count;
            let below = (2_u64 << bucket) as f64 / 1e6;
            println!(
                "  below {below:>8.3} ms: {count:>6} ticks; {:.4} % above",
                left as f64 * 100.0 / ticks as f64
            );
        }
    }
    println!(
        "longest {:.3} ms; latest wake-up {:.3} ms (both since the start)",
        after.tick_ns_max as f64 / 1e6,
        after.wake_late_ns_max as f64 / 1e6
    );
}

/// A room of ten with and without ten thousand sessions beside it that are in no room: the fastest ticks, interleaved.
fn idle_sessions() {
    let (alone, beside) = (engine(MEMBERS), engine(MEMBERS + 10_000));
    let ten = |engine: &Engine| -> Vec<_> { (0..MEMBERS).map(|_| member(engine, 0)).collect() };
    let (of_alone, of_beside) = (ten(&alone), ten(&beside));
    for _ in 0..10_000 {
        participant(&beside);
    }
    let mut best = [Duration::MAX; 2];
    for _ in 0..50_000 {
        for (best, (engine, members)) in best.iter_mut().zip([(&alone, &of_alone), (&beside, &of_beside)]) {
            pump(engine, members);
            let start = Instant::now();
            engine.tick().expect("nobody else ticks");
            *best = start.elapsed().min(*best);
        }
    }
    println!("a room of ten: {:?} a tick; with 10,000 sessions in no room beside it: {:?}", best[0], best[1]);
}

fn main() {
    if is_test() {
        return;
    }
    let seconds = std::env::var("MIXMINUS_LOAD_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(60);
    idle_sessions();
    thousand_rooms(seconds);
}
