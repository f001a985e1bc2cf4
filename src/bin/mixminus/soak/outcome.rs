//! The result of a soak.

use mixminus::{Engine, EngineConfig, STAGES};

use super::args::Args;
use super::callers::Counts;
use super::event_check::EventCheck;
use super::findings::CheckResult;
use super::line_counts::{Delays, LineCounts};
use super::lines::cap_ms;
use super::process;
use super::times::Times;
use crate::fail::Failure;

/// Everything that is reported at the end.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The SIMD level.
    pub simd: &'static str,
    /// Wall-clock run times of ticks.
    pub wall: Times,
    /// Run times in processor time of the ticking thread, where the system reports it.
    pub cpu: Times,
    /// How late the system woke the driver, in real time.
    pub late: Option<Times>,
    /// Processor time of writes and reads, ns, where the system reports it; virtual time only.
    pub io_ns: Option<u64>,
    /// Run time of ticks by stage, ns, all workers together.
    pub stages: [u64; STAGES],
    /// Participant frames that the ticks processed.
    pub frames: u64,
    /// Totals of what was requested.
    pub done: Counts,
    /// The events.
    pub event_check: EventCheck,
    /// The comparison of outputs.
    pub result: CheckResult,
    /// The hash of all outputs and events; virtual time only.
    pub hash: Option<u64>,
    /// Memory.
    pub memory: Memory,
    /// What became of packets in the measured time, with `--impair`.
    pub lines: Option<(LineCounts, Delays)>,
    /// The recording.
    pub recording: Option<Recording>,
    /// In real time: what the system granted, and what went wrong outside the engine.
    pub real_time: Option<RealTime>,
    /// Why the soak failed; empty: it passed.
    pub faults: Vec<String>,
}

/// Memory.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// `Engine::initial_bytes`.
    pub engine_bytes: u64,
    /// Of the process, KiB, once all had joined.
    pub before_kib: Option<u64>,
    /// Of the process at the end, KiB.
    pub after_kib: Option<u64>,
}

/// A recording that was compared.
#[derive(Clone, Copy, Debug)]
pub struct Recording {
    /// Its length, samples.
    pub samples: u64,
    /// Frames that it lost.
    pub lost: u64,
    /// The files contain exactly the mix.
    pub exact: bool,
}

/// Results that only real time has.
#[derive(Clone, Copy, Debug)]
pub struct RealTime {
    /// The system's error when it was asked for real-time priority; 0: granted.
    pub priority_errno: i32,
    /// Underruns of all participants together: this process wrote too late.
    pub underruns: u64,
    /// Reads without a frame.
    pub empty_reads: u64,
    /// Ticks at the end until all plays had ended.
    pub drain_ticks: u64,
}

impl Memory {
    /// The state once all have joined.
    pub fn at_start(config: &EngineConfig) -> Result<Memory, Failure> {
        let before_kib = process::resident_kib();
        Ok(Memory { engine_bytes: Engine::initial_bytes(config)?, before_kib, after_kib: None })
    }

    /// The state at the end.
    pub fn at_end(&mut self) {
        self.after_kib = process::resident_kib();
    }
}

impl Outcome {
    /// Participant frames per second of processor time: writes, ticks and reads together. `None`: the system does not
    /// report it.
    pub fn frames_a_second(&self) -> Option<f64> {
        let ns = self.io_ns? + self.cpu.total();
        (self.cpu.count() > 0).then(|| self.frames as f64 * 1e9 / ns.max(1) as f64)
    }

    /// Processor time of ticks per participant frame, ns.
    pub fn tick_ns_a_frame(&self) -> f64 {
        let total = if self.cpu.count() > 0 { self.cpu.total() } else { self.wall.total() };
        total as f64 / self.frames.max(1) as f64
    }

    /// Adds differences to the faults.
    pub fn judge(&mut self) {
        let result = &self.result;
        if result.wrong > 0 {
            let first = result.first.as_ref().map_or(String::new(), |first| {
                format!(
                    "; the first in tick {}, room {}, caller {}: sample {} is {}, must be {}",
                    first.tick, first.room, first.caller, first.sample, first.output, first.expected
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
    // A freed participant counts until the next tick; a moving one counts in both rooms.
    let participants = args.callers() as u32 + 512;
    let defaults = EngineConfig::default();
    EngineConfig {
        sample_rate: args.rate,
        frame_len: args.frame_ms,
        max_participants: participants,
        max_rooms: args.rooms + 8,
        room_capacity: args.participants + 2,
        prefill_ms: if args.is_virtual && args.impair.is_none() { 0 } else { defaults.prefill_ms },
        max_cap_ms: args
            .impair
            .map_or(defaults.max_cap_ms, |impair| cap_ms(&impair, args.frame_ms).max(defaults.max_cap_ms)),
        command_queue: 1 << 12,
        event_queue: 1 << 17,
        max_plays: args.rooms + 4096,
        session_limit_s: 0,
        max_taps: max_taps(args),
        ..defaults
    }
}

/// How many taps there are at most.
fn max_taps(args: &Args) -> u32 {
    let checked = args.checked() * args.participants;
    match (args.is_virtual, args.impair) {
        // Only the recording has taps.
        (true, None) => 64,
        // A tap that was freed counts until the next tick.
        (true, Some(_)) => checked + 512,
        (false, _) => checked * 2 + 64,
    }
}
