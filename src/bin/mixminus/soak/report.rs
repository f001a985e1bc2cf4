//! The result of a soak as JSON.

use mixminus::Stage;
use serde_json::{Map, Value, json};

use super::args::Args;
use super::line_counts::{COUNTERS, Delays, LineCounts};
use super::outcome::Outcome;
use super::times::Times;

/// The percentiles that are reported.
const PERCENTILES: [(&str, f64); 5] =
    [("p50", 50.0), ("p90", 90.0), ("p99", 99.0), ("p99_9", 99.9), ("p99_99", 99.99)];

/// The report.
pub fn json(args: &Args, outcome: &Outcome) -> Value {
    let Outcome { done, event_check, result, memory, .. } = outcome;
    let callers = args.callers() as u64;
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "arguments": {
            "rooms": args.rooms,
            "participants": args.participants,
            "rate": args.rate.hz(),
            "frame_ms": args.frame_ms.ms(),
            "seconds": args.seconds,
            "workers": args.workers,
            "talkers": args.talkers(),
            "virtual": args.is_virtual,
            "runs": args.runs,
            "stay": args.stay,
            "check": args.checked(),
            "seed": args.seed,
            "impair": args.impair.map(|impair| impair.json(args.frame_ms)),
        },
        "simd": outcome.simd,
        "ticks": outcome.wall.count(),
        "participant_frames": outcome.frames,
        "tick_wall_us": times(&outcome.wall),
        "tick_cpu_us": times(&outcome.cpu),
        "ticks_over_10_ms": {
            "wall": outcome.wall.long(),
            "cpu": (outcome.cpu.count() > 0).then(|| outcome.cpu.long()),
        },
        "lateness_us": outcome.late.as_ref().map(times),
        "stages_percent": stages(outcome),
        "skipped_ticks": event_check.skipped,
        "cpu": {
            "tick_ns_per_participant_frame": rounded(outcome.tick_ns_a_frame()),
            "io_ns_per_participant_frame":
                outcome.io_ns.map(|ns| rounded(ns as f64 / outcome.frames.max(1) as f64)),
            "participant_frames_per_second": outcome.frames_a_second().map(f64::round),
            "percent_of_a_core_per_participant":
                rounded(outcome.tick_ns_a_frame() / f64::from(args.frame_ms.ms()) / 1e6 * 100.0),
        },
        "memory": {
            "engine_bytes": memory.engine_bytes,
            "engine_bytes_per_participant": memory.engine_bytes / callers,
            "resident_kib_before": memory.before_kib,
            "resident_kib_after": memory.after_kib,
        },
        "done": {
            "joins": done.joins, "leaves": done.leaves, "moves": done.moves, "plays": done.plays,
        },
        "dtmf": {
            "pressed": args.counts_pressed().then_some(event_check.pressed[0]),
            "began": event_check.dtmf[0],
            "ended": event_check.dtmf[1],
        },
        "events": { "reported": event_check.reported, "lost": event_check.gaps, "unexpected": event_check.unexpected },
        "exact": {
            "checked_frames": result.checked,
            "unjudged_frames": result.unjudged,
            "wrong_frames": result.wrong,
            "first_wrong": result.first.as_ref().map(|first| json!({
                "tick": first.tick, "room": first.room, "caller": first.caller, "sample": first.sample,
                "output": first.output, "expected": first.expected,
            })),
        },
        "lines": outcome.lines.as_ref().map(|(counts, delays)| lines(args, counts, delays)),
        "recording": outcome.recording.map(|recording| json!({
            "samples": recording.samples, "lost_frames": recording.lost, "exact": recording.exact,
        })),
        "real_time": outcome.real_time.map(|real| json!({
            "priority_errno": real.priority_errno, "underruns": real.underruns, "empty_reads": real.empty_reads,
            "drain_ticks": real.drain_ticks,
        })),
        "hash": outcome.hash.map(|hash| format!("{hash:016x}")),
        "faults": outcome.faults,
        "passed": outcome.faults.is_empty(),
    })
}

/// What became of the packets of impaired lines.
fn lines(args: &Args, counts: &LineCounts, delays: &Delays) -> Value {
    let mut fields = Map::new();
    fields.insert("packets_sent".into(), counts.packets.sent.into());
    fields.insert("packets_lost".into(), counts.packets.lost.into());
    for (counter, count) in COUNTERS.iter().zip(counts.counters) {
        fields.insert(counter.json_name.into(), count.into());
    }
    let delays = delays.mean_and_max_ms(args.rate.hz());
    let delays = delays.map(|(mean, max)| json!({ "mean": rounded(mean), "max": rounded(max) }));
    fields.insert("delay_ms".into(), delays.into());
    fields.into()
}

/// The share of each stage in the run time of ticks, percent.
fn stages(outcome: &Outcome) -> Value {
    let total = outcome.stages.iter().sum::<u64>().max(1) as f64;
    let share = |stage: &Stage| rounded(outcome.stages[*stage as usize] as f64 * 100.0 / total);
    Stage::ALL.iter().map(|stage| (format!("{stage:?}").to_lowercase(), share(stage))).collect()
}

/// Percentiles in microseconds; null if there are none.
fn times(times: &Times) -> Value {
    if times.count() == 0 {
        return Value::Null;
    }
    let us = |ns: f64| rounded(ns / 1e3);
    let mut fields = Map::new();
    fields.insert("mean".into(), us(times.mean()));
    for (name, percent) in PERCENTILES {
        fields.insert(name.into(), us(times.percentile(percent) as f64));
    }
    fields.insert("max".into(), us(times.max() as f64));
    fields.into()
}

/// Rounds to four significant digits; whole numbers stay.
fn rounded(value: f64) -> Value {
    if value == 0.0 || value.abs() >= 1e4 {
        return value.round().into();
    }
    let unit = 10_f64.powi(3 - value.abs().log10().floor() as i32);
    ((value * unit).round() / unit).into()
}
