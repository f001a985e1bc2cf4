//! What an adaptive target costs a tick: `cargo bench --bench adaptive`.
//!
//! Rooms at 8 kHz with ticks of 20 ms in which all talk, in virtual time. Per case the table has the fastest tick of many
//! without the option, whose writes give the same timestamps, and with it, taken in turn: so a line and tick, and the ratio.
//! What is said is a voice, in whose periods the delay can change; `noise` has none, so the line stays later than its
//! target. `jitter`: one packet in ten, and those after it, come one tick later until the next one in ten. The writes and reads of
//! hosts run between the ticks and are not timed.

mod common;

use common::{is_test, pin};
use mixminus::{
    AdaptiveTarget, Engine, EngineConfig, JoinOptions, ParticipantConfig, ParticipantId, WriteInfo,
};
use std::hint::black_box;
use std::time::{Duration, Instant};

const FRAME: usize = 160;
/// Samples of a period of the voices: packets have two.
const PERIOD: i32 = 80;

/// A load: rooms, members of each, whether their keys are looked for, whether their packets have jitter.
#[derive(Clone, Copy, Debug)]
struct Load {
    name: &'static str,
    rooms: usize,
    members: usize,
    has_dtmf: bool,
    has_jitter: bool,
    /// What is said has a period.
    is_voiced: bool,
}

/// Rooms under a load.
struct Rooms {
    engine: Engine,
    lines: Vec<Line>,
    speech: Vec<i16>,
    has_jitter: bool,
    noise: u32,
}

/// A line, the packets that it has sent, and whether one is on its way.
struct Line {
    participant: ParticipantId,
    sent: usize,
    is_behind: bool,
}

impl Rooms {
    fn new(load: Load, is_adaptive: bool) -> Rooms {
        let count = load.rooms * load.members;
        let config = EngineConfig {
            max_participants: count as u32,
            max_rooms: load.rooms as u32,
            room_capacity: load.members as u32,
            command_queue: 1 << 16,
            session_limit_s: 0,
            ..EngineConfig::default()
        };
        let engine = Engine::new(&config).expect("the configuration is sound");
        let lines = (0..count).map(|at| {
            let participant = engine.participant_new(&ParticipantConfig::default()).expect("there is room");
            let room = (at / load.members).to_be_bytes();
            let options =
                if load.has_dtmf { JoinOptions::new(&room) } else { JoinOptions::without_dtmf(&room) };
            let adaptive = is_adaptive.then_some(AdaptiveTarget { min_ms: 0, max_ms: 60 });
            engine.join(participant, &JoinOptions { adaptive, ..options }).expect("there is room");
            Line { participant, sent: 0, is_behind: false }
        });
        // A voice of 100 Hz: it has the period that changes of the delay need, and goes on from packet to packet.
        let voice = |at: i32| ((at % PERIOD) * 7_919 % 6_007 - 3_003) as i16;
        let mut noise = 1_u32;
        let speech = (0..2 * FRAME as i32).map(|at| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if load.is_voiced { voice(at) } else { (noise >> 16) as i16 >> 3 }
        });
        let lines = lines.collect();
        let mut rooms =
            Rooms { engine, lines, speech: speech.collect(), has_jitter: load.has_jitter, noise: 1 };
        for _ in 0..count / 256 + 100 {
            rooms.tick();
        }
        rooms
    }

    /// The packets of 20 ms, one tick, a frame out; returns how long the tick took.
    fn tick(&mut self) -> Duration {
        for (at, line) in self.lines.iter_mut().enumerate() {
            self.noise = self.noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let changes = self.has_jitter && self.noise >> 16 < 6_554;
            let was_behind = line.is_behind;
            line.is_behind ^= changes;
            let packets = 1 + usize::from(was_behind) - usize::from(line.is_behind);
            for _ in 0..packets {
                let info = WriteInfo { timestamp: Some((line.sent * FRAME) as u64), ..WriteInfo::default() };
                let from = at % FRAME;
                let packet = &self.speech[from..from + FRAME];
                self.engine.write_ex(line.participant, packet, &info).expect("nobody else writes");
                line.sent += 1;
            }
        }
        let start = Instant::now();
        black_box(self.engine.tick()).expect("nobody else ticks");
        let took = start.elapsed();
        let mut heard = [0; FRAME];
        for line in &self.lines {
            self.engine.read(line.participant, &mut heard).expect("nobody else reads");
        }
        took
    }
}

fn table() {
    println!("\nfastest tick of many, ns a line");
    println!("{:<36}{:>10}{:>10}{:>8}", "rooms x members", "without", "adaptive", "ratio");
    let load =
        Load { name: "", rooms: 100, members: 100, has_dtmf: false, has_jitter: false, is_voiced: true };
    for load in [
        Load { name: "1 x 100", rooms: 1, ..load },
        Load { name: "100 x 100", ..load },
        Load { name: "100 x 100, noise", is_voiced: false, ..load },
        Load { name: "100 x 100, DTMF", has_dtmf: true, ..load },
        Load { name: "100 x 100, jitter", has_jitter: true, ..load },
        Load { name: "100 x 100, jitter, DTMF", has_jitter: true, has_dtmf: true, ..load },
    ] {
        let mut each = [Rooms::new(load, false), Rooms::new(load, true)];
        let mut best = [Duration::MAX; 2];
        for _ in 0..(2_000_000 / (load.rooms * load.members)).min(5_000) {
            for (best, rooms) in best.iter_mut().zip(&mut each) {
                *best = rooms.tick().min(*best);
            }
        }
        let [without, with] = best.map(|took| took.as_secs_f64() * 1e9 / (load.rooms * load.members) as f64);
        println!("{:<36}{without:>10.1}{with:>10.1}{:>8.2}", load.name, with / without);
    }
}

fn main() {
    if is_test() {
        return;
    }
    pin();
    table();
}
