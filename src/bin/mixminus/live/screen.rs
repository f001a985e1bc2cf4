//! The content of the screen: participants with levels, DTMF, delays, run times of ticks.

use std::collections::VecDeque;

use super::layout::View;
use super::room::{Room, State};
use super::status::Status;
use super::streams::{StreamState, Streams};
use crate::printable::printable_lines;

/// The width of a level meter, at most and on a narrow terminal, and the lowest level that it shows.
const METER: usize = 30;
const LEAST_METER: usize = 8;
const QUIETEST_DBFS: f64 = -60.0;

/// The bucket of ticks that ended within 1.024 µs, but not within half of that.
const MICROSECOND: usize = 9;

/// The length to which names are cut.
const NAME: usize = 10;

/// The content for a terminal of `width` columns.
pub fn view(room: &Room, status: &Status, streams: &Streams, rate: u32, width: usize) -> View {
    let [input, output] = streams.names();
    let [recording, playing] = streams.states();
    let meter_width = (width / 4).clamp(LEAST_METER, METER);
    let member = |(at, member): (usize, &super::room::Member)| {
        let stats = room.engine.participant_stats(member.who).unwrap_or_default();
        let talks = if status.talking.contains(&member.who) { "talks" } else { "" };
        let state = if at == 0 { words(room.state, room.is_away()) } else { String::new() };
        let name: String = member.name.chars().take(NAME).collect();
        format!("{name:<NAME$} [{}] {talks:<6}{state}", meter(stats.mean_square, meter_width))
    };
    let you = room.engine.participant_stats(room.members[0].who).unwrap_or_default();
    let [microphone, loudspeakers] = streams.delays_ms();
    let engine = f64::from(you.latency) * 1e3 / f64::from(rate);
    let stats = room.engine.stats();
    View {
        title: format!("mixminus live   {rate} Hz   everyone hears all others   wear headphones"),
        devices: vec![
            format!("microphone{} {input}", direction(recording, "")),
            format!("loudspeakers{} {output}", direction(playing, ": the room goes on")),
        ],
        members: room.members.iter().enumerate().map(member).collect(),
        status: vec![
            format!("DTMF   {}", latest(&status.digits, width.saturating_sub(7))),
            format!(
                "delay  {:.0} ms = microphone {microphone:.0} + engine {engine:.0} + loudspeakers {loudspeakers:.0}; \
                 underruns {}, trims {}",
                microphone + engine + loudspeakers,
                you.underruns,
                you.trims
            ),
            format!("ticks  {}   {}", stats.ticks, histogram(&stats.tick_ns_histogram)),
        ],
        news: status.lines.iter().map(|line| printable_lines(line)).collect(),
    }
}

/// The state of a stream, to follow its name; `without`: the consequence.
fn direction(state: StreamState, without: &str) -> String {
    match state {
        StreamState::Opening => " (opening)".into(),
        StreamState::Runs => String::new(),
        StreamState::Late => format!(" (late{without})"),
        StreamState::Gone => format!(" (gone{without})"),
    }
}

fn words(state: State, is_away: bool) -> String {
    let State { mute, deaf, hold, tones } = state;
    let all = [(is_away, "away"), (mute, "muted"), (deaf, "deaf"), (hold, "on hold"), (tones, "tones on")];
    all.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
}

/// As many of the latest digits as fit, the last one at the end.
fn latest(keys: &VecDeque<String>, width: usize) -> String {
    let mut text = String::new();
    for key in keys.iter().rev() {
        let longer = if text.is_empty() { key.clone() } else { format!("{key}  {text}") };
        if longer.chars().count() > width {
            break;
        }
        text = longer;
    }
    text
}

/// A level as a bar: the mean square of a frame, full scale = 2³⁰.
fn meter(mean_square: u32, width: usize) -> String {
    let dbfs = 10.0 * (f64::from(mean_square.max(1)) / f64::from(1_u32 << 30)).log10();
    let part = ((dbfs - QUIETEST_DBFS) / -QUIETEST_DBFS).clamp(0.0, 1.0);
    let full = (part * width as f64).round() as usize;
    format!("{}{}", "#".repeat(full), " ".repeat(width - full))
}

/// The shares of ticks by run time, in powers of two; ticks below a microsecond are one share.
fn histogram(buckets: &[u64]) -> String {
    let total = buckets.iter().sum::<u64>().max(1);
    let (short, long) = buckets.split_at(buckets.len().min(MICROSECOND + 1));
    let shares = std::iter::once((MICROSECOND, short.iter().sum()))
        .chain((MICROSECOND + 1..).zip(long.iter().copied()))
        .filter(|(_, count): &(usize, u64)| *count > 0 && count * 200 >= total);
    let share = |(bucket, count): (usize, u64)| {
        let below_us = (2_u64 << bucket) as f64 / 1e3;
        let below =
            if below_us < 1e3 { format!("{below_us:.0} µs") } else { format!("{:.0} ms", below_us / 1e3) };
        format!("<{below} {:.0} %", count as f64 * 100.0 / total as f64)
    };
    shares.map(share).collect::<Vec<_>>().join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_a_bar_of_one_width() {
        for width in [LEAST_METER, METER] {
            assert_eq!(meter(0, width), " ".repeat(width));
            assert_eq!(meter(1 << 30, width), "#".repeat(width));
            // −30 dBFS is the middle of what is drawn.
            assert_eq!(meter((1 << 30) / 1000, width).trim_end().len(), width / 2);
        }
    }

    #[test]
    fn a_histogram_shows_shares_and_leaves_out_what_is_rare() {
        let mut buckets = [0; 32];
        (buckets[13], buckets[14], buckets[20]) = (700, 299, 1);
        assert_eq!(histogram(&buckets), "<16 µs 70 %  <33 µs 30 %");
        assert_eq!(histogram(&[0; 32]), "");
        for bucket in 0..32 {
            let mut buckets = [0; 32];
            buckets[bucket] = 7;
            let shown = histogram(&buckets);
            assert!(!shown.starts_with("<0") && shown.ends_with(" 100 %"), "{bucket}: {shown}");
        }
        let mut short = [0; 32];
        (short[0], short[8], short[9], short[21]) = (1, 1, 1, 1);
        assert_eq!(histogram(&short), "<1 µs 75 %  <4 ms 25 %");
    }

    #[test]
    fn states_are_words() {
        assert_eq!(words(State::default(), false), "");
        assert_eq!(words(State { mute: true, hold: true, ..State::default() }, true), "away, muted, on hold");
        assert_eq!(direction(StreamState::Opening, ": the room goes on"), " (opening)");
        assert_eq!(direction(StreamState::Gone, ": the room goes on"), " (gone: the room goes on)");
    }

    #[test]
    fn the_latest_keys_are_shown() {
        let keys = ["1 (you)", "2 (you)", "3 (you)"].map(String::from).into();
        assert_eq!(latest(&keys, 80), "1 (you)  2 (you)  3 (you)");
        assert_eq!(latest(&keys, 20), "2 (you)  3 (you)");
        assert_eq!(latest(&keys, 3), "");
    }
}
