//! What a soak has found out.

use mixminus::{Engine, EngineConfig, STAGES};

use super::args::Args;
use super::callers::Counts;
use super::event_check::EventCheck;
use super::findings::CheckResult;
use super::process;
use super::times::Times;
use crate::fail::Failure;

/// Everything that is told in the end.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What its arithmetic ran on.
    pub simd: &'static str,
    /// Run times of ticks by the clock on the wall.
    pub wall: Times,
    /// The same in processor time of the ticking thread, where the system tells.
    pub cpu: Times,
    /// How late the system woke the driver, in real time.
    pub late: Option<Times>,
    /// Processor time of writes and reads, ns, where the system tells; virtual time only.
    pub io_ns: Option<u64>,
    /// Run time of ticks by stage, ns, all workers together.
    pub stages: [u64; STAGES],
    /// Frames of participants that the ticks dealt with.
    pub frames: u64,
    /// What was done, all told.
    pub done: Counts,
    /// What was told.
    pub event_check: EventCheck,
    /// What was heard.
    pub result: CheckResult,
    /// The hash of all that was heard and told; virtual time only.
    pub hash: Option<u64>,
    /// Memory.
    pub memory: Memory,
    /// Of the recording.
    pub recording: Option<Recording>,
    /// In real time: what the system granted, and what went wrong outside the engine.
    pub real_time: Option<RealTime>,
    /// Why the soak has failed; empty: it has not.
    pub faults: Vec<String>,
}

/// Memory.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// What the engine has said beforehand that it takes, bytes.
    pub engine_bytes: u64,
    /// Of the process, KiB, once all had joined.
    pub before_kib: Option<u64>,
    /// The same, at the end.
    pub after_kib: Option<u64>,
}

/// A recording that was compared.
#[derive(Clone, Copy, Debug)]
pub struct Recording {
    /// Its samples.
    pub samples: u64,
    /// Frames that it has lost.
    pub lost: u64,
    /// Whether the files hold what they must.
    pub exact: bool,
}

/// What there is to tell of real time.
#[derive(Clone, Copy, Debug)]
pub struct RealTime {
    /// The system's error when it was asked for real-time priority; 0: granted.
    pub priority_errno: i32,
    /// Ticks that ran dry for a participant, all together: this process wrote too late.
    pub underruns: u64,
    /// Reads that found nothing.
    pub empty_reads: u64,
    /// Ticks at the end until all that played had ended.
    pub drain_ticks: u64,
}

impl Memory {
    /// As it is now, once all have joined.
    pub fn at_start(config: &EngineConfig) -> Result<Memory, Failure> {
        let before_kib = process::resident_kib();
        Ok(Memory { engine_bytes: Engine::initial_bytes(config)?, before_kib, after_kib: None })
    }

    /// At the end.
    pub fn at_end(&mut self) {
        self.after_kib = process::resident_kib();
    }
}

impl Outcome {
    /// Participant frames a second of processor time: writes, ticks and reads together. `None`: the system does not
    /// tell.
    pub fn frames_a_second(&self) -> Option<f64> {
        let ns = self.io_ns? + self.cpu.total();
        (self.cpu.count() > 0).then(|| self.frames as f64 * 1e9 / ns.max(1) as f64)
    }

    /// Processor time of ticks for a participant's frame, ns.
    pub fn tick_ns_a_frame(&self) -> f64 {
        let total = if self.cpu.count() > 0 { self.cpu.total() } else { self.wall.total() };
        total as f64 / self.frames.max(1) as f64
    }

    /// Adds what was found to be wrong to the faults.
    pub fn judge(&mut self) {
        let result = &self.result;
        if result.wrong > 0 {
            let first = result.first.as_ref().map_or(String::new(), |first| {
                format!(
                    "; the first in tick {}, room {}, caller {}: sample {} was {}, not {}",
                    first.tick, first.room, first.caller, first.sample, first.heard, first.expected
                )
            });
            let text = format!("{} of {} checked frames are not exact{first}", result.wrong, result.checked);
            self.faults.push(text);
        }
        if let Some(recording) = self.recording
            && (!recording.exact || recording.lost > 0)
        {
            self.faults.push(format!(
                "the recording {}; frames lost: {}",
                if recording.exact { "is exact" } else { "does not hold the mix" },
                recording.lost
            ));
        }
    }
}

/// The engine's run times by stage since an earlier reading.
pub fn stages_since(engine: &Engine, before: &[u64; STAGES]) -> [u64; STAGES] {
    let now = engine.stats().stage_ns;
    std::array::from_fn(|stage| now[stage].saturating_sub(before[stage]))
}

/// The engine's settings for a soak.
pub fn engine_config(args: &Args) -> EngineConfig {
    // Who is freed counts until the next tick, and room for one who changes places.
    let participants = args.callers() as u32 + 512;
    let defaults = EngineConfig::default();
    EngineConfig {
        sample_rate: args.rate,
        frame_len: args.frame_ms,
        max_participants: participants,
        max_rooms: args.rooms + 8,
        room_capacity: args.participants + 2,
        prefill_ms: if args.is_virtual { 0 } else { defaults.prefill_ms },
        command_queue: 1 << 12,
        event_queue: 1 << 17,
        max_plays: args.rooms + 4096,
        session_limit_s: 0,
        // In virtual time nothing is tapped but what is recorded.
        max_taps: if args.is_virtual { 64 } else { args.checked() * args.participants * 2 + 64 },
        ..defaults
    }
}
