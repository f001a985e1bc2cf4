//! The screen: who is in the room and how loud, keys, delays, how long ticks run.

use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::style::Print;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use crossterm::{execute, queue};

use super::board::Board;
use super::house::{House, State};
use super::keyboard::HELP;
use super::streams::Streams;

/// How wide a level is drawn, and the quietest that is.
const METER: usize = 30;
const QUIETEST_DBFS: f64 = -60.0;

/// The terminal, given back as it was.
#[derive(Debug)]
pub struct Screen;

impl Screen {
    /// Takes the terminal.
    pub fn new() -> io::Result<Screen> {
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, Hide)?;
        Ok(Screen)
    }

    /// Draws all of it.
    pub fn draw(&self, lines: &[String]) -> io::Result<()> {
        let (width, height) = size()?;
        let mut out = io::stdout().lock();
        for (row, line) in (0..height).zip(lines.iter().map(String::as_str).chain(std::iter::repeat(""))) {
            let shown: String = line.chars().take(usize::from(width)).collect();
            queue!(out, MoveTo(0, row), Print(shown), Clear(ClearType::UntilNewLine))?;
        }
        out.flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Nothing can be done about a terminal that has gone.
        let _ = execute!(io::stdout(), Show, LeaveAlternateScreen);
        let _ = disable_raw_mode();
    }
}

/// What is on it.
pub fn lines(house: &House, board: &Board, streams: &Streams, rate: u32) -> Vec<String> {
    let [input, output] = streams.names();
    let mut lines = vec![
        format!("mixminus live   {rate} Hz   everyone hears all but itself   wear headphones"),
        format!("microphone {input}"),
        format!("loudspeakers {output}{}", if streams.paces() { "" } else { "   (gone: the room goes on)" }),
        String::new(),
    ];
    for (at, member) in house.members.iter().enumerate() {
        let stats = house.engine.participant_stats(member.who).unwrap_or_default();
        let talks = if board.talking.contains(&member.who) { "talks" } else { "" };
        let state = if at == 0 { words(house.state) } else { String::new() };
        lines.push(format!("{:<10} [{}] {talks:<6}{state}", member.name, meter(stats.mean_square)));
    }
    lines.push(String::new());
    lines.push(format!(
        "keys heard  {}",
        board.keys.iter().map(String::as_str).collect::<Vec<_>>().join("  ")
    ));
    lines.push(String::new());
    let you = house.engine.participant_stats(house.members[0].who).unwrap_or_default();
    let [microphone, loudspeakers] = streams.delays_ms();
    let engine = f64::from(you.latency) * 1e3 / f64::from(rate);
    lines.push(format!(
        "delay  {:.0} ms = microphone {microphone:.0} + engine {engine:.0} + loudspeakers {loudspeakers:.0}   ran dry {}   cuts {}",
        microphone + engine + loudspeakers,
        you.underruns,
        you.trims
    ));
    let stats = house.engine.stats();
    lines.push(format!("ticks  {}   {}", stats.ticks, histogram(&stats.tick_ns_histogram)));
    lines.push(String::new());
    lines.extend(board.lines.iter().cloned());
    lines.push(String::new());
    lines.push(HELP.into());
    lines
}

fn words(state: State) -> String {
    let State { mute, deaf, hold, tones } = state;
    let all = [(mute, "muted"), (deaf, "deaf"), (hold, "on hold"), (tones, "keys are heard")];
    all.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
}

/// A level as a bar: the mean square of a frame, full scale = 2³⁰.
fn meter(mean_square: u32) -> String {
    let dbfs = 10.0 * (f64::from(mean_square.max(1)) / f64::from(1_u32 << 30)).log10();
    let part = ((dbfs - QUIETEST_DBFS) / -QUIETEST_DBFS).clamp(0.0, 1.0);
    let full = (part * METER as f64).round() as usize;
    format!("{}{}", "#".repeat(full), " ".repeat(METER - full))
}

/// Which share of the ticks ran how long, by powers of two.
fn histogram(buckets: &[u64]) -> String {
    let total = buckets.iter().sum::<u64>().max(1);
    let shown = buckets.iter().enumerate().filter(|(_, count)| **count * 200 >= total);
    let part = |(bucket, count): (usize, &u64)| {
        let below = (2_u64 << bucket) as f64 / 1e3;
        format!("<{below:.0} µs {:.0} %", *count as f64 * 100.0 / total as f64)
    };
    shown.map(part).collect::<Vec<_>>().join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_a_bar_of_one_width() {
        assert_eq!(meter(0), " ".repeat(METER));
        assert_eq!(meter(1 << 30), "#".repeat(METER));
        // −30 dBFS is the middle of what is drawn.
        assert_eq!(meter((1 << 30) / 1000).trim_end().len(), METER / 2);
    }

    #[test]
    fn a_histogram_tells_shares_and_leaves_out_what_is_rare() {
        let mut buckets = [0; 32];
        (buckets[13], buckets[14], buckets[20]) = (700, 299, 1);
        assert_eq!(histogram(&buckets), "<16 µs 70 %  <33 µs 30 %");
        assert_eq!(histogram(&[0; 32]), "");
    }

    #[test]
    fn states_are_told_in_words() {
        assert_eq!(words(State::default()), "");
        assert_eq!(words(State { mute: true, hold: true, ..State::default() }), "muted, on hold");
    }
}
