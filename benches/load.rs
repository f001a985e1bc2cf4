//! An engine under its own driver: `cargo bench --bench load`, a minute; `MIXMINUS_LOAD_SECONDS` sets another time.
//!
//! A thousand rooms of ten at 8 kHz, all talking, on one driver thread pinned to processor 0, while another thread,
//! on processor 1 if there is one, writes and reads for all ten thousand. It prints the engine's own run time per tick,
//! without the delay of its wake-up: in processor time of the driver's thread, and by the wall clock, which includes
//! interruptions by the system. Then the cost of ten thousand sessions in no room.

mod common;

use common::is_test;
use mixminus::{
    Clock, DriverConfig, Engine, EngineConfig, EngineStats, Gain, JoinOptions, ParticipantConfig,
    ParticipantId, TICK_BUCKETS,
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
    let call = ParticipantConfig {
        account: b"bench",
        environment: b"bench",
        user: 0,
        ..ParticipantConfig::default()
    };
    engine.participant_new(&call).expect("there is room")
}

/// A participant in the room of that number.
fn member(engine: &Engine, room: usize) -> ParticipantId {
    let participant = participant(engine);
    let id = room.to_be_bytes();
    let options = JoinOptions { gain: Gain::clamp_mdb(-3_000), ..JoinOptions::without_dtmf(&id) };
    engine.join(participant, &options).expect("there is room");
    participant
}

/// A frame in and a frame out for everyone; `look` is called now and then, some forty times.
fn pump(engine: &Engine, participants: &[ParticipantId], mut look: impl FnMut()) {
    let speech: Vec<i16> = (0..2 * FRAME as i32).map(|k| (k * 7919 % 6007 - 3003) as i16).collect();
    let mut heard = [0; FRAME];
    for (index, participant) in participants.iter().enumerate() {
        if index % 256 == 0 {
            look();
        }
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
    let mut watch = Watch::new(&engine);
    let mut run = |seconds: u64| {
        for _ in 0..seconds * 50 {
            let due = start + Duration::from_millis(20) * frames;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            pump(&engine, &participants, || watch.look(&engine));
            frames += 1;
        }
        watch.take()
    };
    // Until all have joined and the clock is settled.
    run(3);
    let before = engine.stats();
    let times = run(seconds);
    let after = engine.stats();
    engine.stop().expect("the driver runs");
    print_ticks(&before, &after);
    print_percentiles(times);
    let underruns: u64 =
        participants.iter().map(|p| engine.participant_stats(*p).map_or(0, |s| s.underruns)).sum();
    println!("participants active: {}, underruns of all: {underruns}", after.active_participants);
}

/// Follows the processor time of each tick, by looking at the totals more often than ticks come.
struct Watch {
    total: u64,
    histogram: [u64; TICK_BUCKETS],
    times: Vec<u64>,
}

impl Watch {
    fn new(engine: &Engine) -> Watch {
        let stats = engine.stats();
        Watch {
            total: stats.tick_cpu_ns_total,
            histogram: stats.tick_cpu_ns_histogram,
            times: Vec::with_capacity(1 << 16),
        }
    }

    /// Notes the ticks since the last look. Where there were several, each is noted at the upper end of its bucket, or
    /// at what all of them cost if that is less: never at less than it cost.
    fn look(&mut self, engine: &Engine) {
        let stats = engine.stats();
        let cost = stats.tick_cpu_ns_total - self.total;
        let buckets = stats.tick_cpu_ns_histogram.iter().zip(&self.histogram).enumerate();
        let before = self.times.len();
        for (bucket, (now, then)) in buckets {
            self.times.extend((*then..*now).map(|_| cost.min(2 << bucket)));
        }
        if self.times.len() > before {
            (self.total, self.histogram) = (stats.tick_cpu_ns_total, stats.tick_cpu_ns_histogram);
        }
    }

    fn take(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.times)
    }
}

/// Percentiles of the ticks' processor times, by the nearest rank.
fn print_percentiles(mut times: Vec<u64>) {
    times.sort_unstable();
    for percent in [50.0, 99.0, 99.9] {
        let rank = (times.len() as f64 * percent / 100.0).ceil() as usize;
        let at = times.get(rank.saturating_sub(1)).copied().unwrap_or(0);
        println!("  p{percent}: {:.3} ms of processor time", at as f64 / 1e6);
    }
}

/// The run times between two readings.
fn print_ticks(before: &EngineStats, after: &EngineStats) {
    println!(
        "ticks: {}, skipped {}; latest wake-up since the start {:.3} ms",
        after.ticks - before.ticks,
        after.skipped_ticks - before.skipped_ticks,
        after.wake_late_ns_max as f64 / 1e6
    );
    print_times(
        "processor time",
        after.tick_cpu_ns_total - before.tick_cpu_ns_total,
        after.tick_cpu_ns_max,
        &difference(&after.tick_cpu_ns_histogram, &before.tick_cpu_ns_histogram),
    );
    print_times(
        "time on the wall",
        after.tick_ns_total - before.tick_ns_total,
        after.tick_ns_max,
        &difference(&after.tick_ns_histogram, &before.tick_ns_histogram),
    );
}

fn difference(after: &[u64], before: &[u64]) -> Vec<u64> {
    after.iter().zip(before).map(|(after, before)| after - before).collect()
}

/// One kind of time: its mean, its longest, and how many ticks were below each power of two.
fn print_times(what: &str, total: u64, max: u64, histogram: &[u64]) {
    let ticks: u64 = histogram.iter().sum();
    let mean = total / ticks.max(1);
    println!("{what}: mean {} us, longest since the start {:.3} ms", mean / 1000, max as f64 / 1e6);
    let mut left = ticks;
    for (bucket, count) in histogram.iter().enumerate() {
        if *count > 0 {
            left -= count;
            let below = (2_u64 << bucket) as f64 / 1e6;
            println!(
                "  below {below:>8.3} ms: {count:>6} ticks; {:.4} % above",
                left as f64 * 100.0 / ticks as f64
            );
        }
    }
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
            pump(engine, members, || ());
            let start = Instant::now();
            engine.tick().expect("nobody else ticks");
            *best = start.elapsed().min(*best);
        }
    }
    println!("a room of ten: {:?} a tick; with 10,000 sessions in no room beside it: {:?}", best[0], best[1]);
}

/// The cost of a tick of the thousand rooms if all ten thousand run dry, resume or are trimmed at once, as after the system
/// has stalled the host or the driver. The fastest of many.
fn storms() {
    let engine = engine(ROOMS * MEMBERS);
    let participants: Vec<_> = (0..ROOMS * MEMBERS).map(|index| member(&engine, index / MEMBERS)).collect();
    let tick = || {
        let start = Instant::now();
        engine.tick().expect("nobody else ticks");
        start.elapsed()
    };
    let rounds = |pumps: usize| {
        for _ in 0..pumps {
            pump(&engine, &participants, || ());
            tick();
        }
    };
    rounds(ROOMS * MEMBERS / 256 + 8);
    let mut best = [Duration::MAX; 4];
    for _ in 0..50 {
        let [calm, dry, back, trimmed] = &mut best;
        pump(&engine, &participants, || ());
        *calm = tick().min(*calm);
        // The prefill is one frame: the second tick without a write finds the rings empty.
        tick();
        *dry = tick().min(*dry);
        pump(&engine, &participants, || ());
        pump(&engine, &participants, || ());
        *back = tick().min(*back);
        rounds(1);
        (0..4).for_each(|_| pump(&engine, &participants, || ()));
        *trimmed = tick().min(*trimmed);
        rounds(4);
    }
    let [calm, dry, back, trimmed] = best;
    println!(
        "10,000 at once: calm {calm:?} a tick, run dry {dry:?}, back again {back:?}, trimmed {trimmed:?}"
    );
}

fn main() {
    if is_test() {
        return;
    }
    let seconds = std::env::var("MIXMINUS_LOAD_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(60);
    idle_sessions();
    storms();
    thousand_rooms(seconds);
}
