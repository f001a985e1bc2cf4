//! The result of a soak as text: lines of at most 80 columns.

use super::args::Args;
use super::line_counts::{COUNTERS, Delays, LineCounts};
use super::outcome::{Outcome, RealTime};
use super::times::Times;

/// The longest line, columns.
pub const COLUMNS: usize = 80;

/// The lines.
pub fn summary(args: &Args, outcome: &Outcome) -> String {
    let Outcome { wall, result, event_check, done, memory, .. } = outcome;
    let mut head = vec![
        format!("{} rooms of {} at {} Hz", args.rooms, args.participants, args.rate.hz()),
        format!("{} of each talking", args.talkers()),
        format!("{} ticks of {} ms", wall.count(), args.frame_ms.ms()),
    ];
    if args.runs > 1 {
        head.push(format!("each the minimum of {} runs", args.runs));
    }
    head.push(format!("SIMD {}", outcome.simd));
    head.extend(args.impair.map(|impair| format!("lines with {impair}")));
    let mut lines = vec![listed(&head), String::new(), heading(), row("ticks, wall clock", wall)];
    if outcome.cpu.count() > 0 {
        lines.push(row("ticks, processor time", &outcome.cpu));
    }
    if let Some(late) = &outcome.late {
        lines.push(row("woken late by the system", late));
    }
    lines.push(String::new());
    lines.push(format!("processor time of ticks: {:.0} ns per participant frame", outcome.tick_ns_a_frame()));
    if let Some(frames) = outcome.frames_a_second() {
        lines.push(format!(
            "one core: {:.2} million participant frames per second, with writes and reads",
            frames / 1e6
        ));
    }
    if let (Some(before), Some(after)) = (memory.before_kib, memory.after_kib) {
        lines.push(format!("memory: {before} KiB once all had joined, {after} KiB at the end"));
    }
    lines.push(listed(&[
        format!("joins {}", done.joins),
        format!("leaves {}", done.leaves),
        format!("moves {}", done.moves),
        format!("plays {}", done.plays),
        match args.impair {
            // Not all digits get through.
            Some(_) => format!("DTMF digits {} of {}", event_check.dtmf[0], event_check.pressed[0]),
            None => format!("DTMF digits {}", event_check.dtmf[0]),
        },
        format!("events {}", event_check.reported),
        format!("events lost {}", event_check.gaps),
        format!("ticks skipped {}", event_check.skipped),
    ]));
    lines.extend(outcome.lines.iter().map(|(counts, delays)| impaired_lines(args, counts, delays)));
    lines.extend(outcome.real_time.iter().map(|real| real_time(real, args)));
    if let Some(recording) = outcome.recording {
        lines.push(listed(&[
            format!("recorded samples {}", recording.samples),
            format!("frames lost {}", recording.lost),
            if recording.exact { "exact".into() } else { "NOT EXACT".into() },
        ]));
    }
    lines.push(format!("frames checked {}, not exact {}", result.checked, result.wrong));
    lines.push(if outcome.faults.is_empty() { "passed".into() } else { "FAILED".into() });
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// What became of the packets of impaired lines.
fn impaired_lines(args: &Args, counts: &LineCounts, delays: &Delays) -> String {
    let packets =
        [format!("packets sent {}", counts.packets.sent), format!("lost on the way {}", counts.packets.lost)];
    let samples =
        COUNTERS.iter().zip(counts.counters).map(|(counter, count)| format!("{} {count}", counter.name));
    let samples: Vec<String> = samples.collect();
    let mut text = format!("{}\n{}", listed(&packets), listed(&samples));
    if let Some((mean, max)) = delays.mean_and_max_ms(args.rate.hz()) {
        text.push_str(&format!("\ndelay of lines in the engine: mean {mean:.1} ms, largest {max:.1} ms"));
    }
    text
}

/// Results that only real time has.
fn real_time(real: &RealTime, args: &Args) -> String {
    let priority = match real.priority_errno {
        0 => "real-time priority granted".into(),
        errno => format!("real-time priority refused: {}", std::io::Error::from_raw_os_error(errno)),
    };
    // Where lines are impaired, their networks are late, too.
    let late = args.impair.is_none().then(|| format!("frames written too late {}", real.underruns));
    let empty = format!("reads without a frame {}", real.empty_reads);
    let late: Vec<String> = late.into_iter().chain([empty]).collect();
    format!("{}\n{}", wrapped(&priority), listed(&late))
}

fn heading() -> String {
    let names = ["mean", "p50", "p99", "p99.9", "longest"].map(|name| format!("{name:>9}"));
    format!("{:<24}{}{:>11}", "milliseconds", names.concat(), "over 10 ms")
}

fn row(what: &str, times: &Times) -> String {
    let of = |percent| times.percentile(percent) as f64;
    let cells = [times.mean(), of(50.0), of(99.0), of(99.9), times.max() as f64].map(|ns| {
        let ms = ns / 1e6;
        if ms < 1e4 { format!("{ms:>9.3}") } else { format!("{ms:>9.0}") }
    });
    format!("{what:<24}{}{:>11}", cells.concat(), times.long())
}

/// A list with commas, broken into lines.
fn listed(things: &[String]) -> String {
    let mut text = String::new();
    let mut width = 0;
    for thing in things {
        let length = thing.chars().count();
        if width == 0 {
            width = length;
        } else if width + 2 + length < COLUMNS {
            text.push_str(", ");
            width += 2 + length;
        } else {
            text.push_str(",\n");
            width = length;
        }
        text.push_str(thing);
    }
    text
}

/// A text broken into lines between words.
pub fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > COLUMNS {
            lines.push('\n');
            width = 0;
        } else if width > 0 {
            lines.push(' ');
            width += 1;
        }
        lines.push_str(word);
        width += length;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_texts_are_broken_where_a_line_is_full() {
        let things: Vec<String> = (0..40).map(|n| format!("thing {n} {}", u64::MAX >> n)).collect();
        let list = listed(&things);
        assert!(list.lines().all(|line| line.chars().count() <= COLUMNS && !line.ends_with(' ')), "{list}");
        assert_eq!(list.replace(",\n", ", "), things.join(", "));
        let text = wrapped(&things.join(" "));
        assert!(text.lines().all(|line| line.len() <= COLUMNS) && text.lines().count() > 10, "{text}");
        assert_eq!(text.replace('\n', " "), things.join(" "));
    }

    #[test]
    fn a_row_is_as_wide_as_its_heading_however_long_a_tick_took() {
        for ns in [0, 1, 999_999_999, 9_999_999_000, 99_999_000_000_000] {
            let mut times = Times::new();
            times.add(ns);
            assert_eq!(row("woken late by the system", &times).len(), COLUMNS);
        }
        assert_eq!(heading().len(), COLUMNS);
    }
}
