//! The line on a terminal that tells how it goes.

use indicatif::{ProgressBar, ProgressStyle};

use super::reference::Findings;
use super::times::Times;
use crate::progress;

/// The line.
#[derive(Debug)]
pub struct LiveLine {
    bar: ProgressBar,
    /// After so many ticks it is drawn anew.
    every: u64,
}

impl LiveLine {
    /// A line for so many ticks, if it is wanted and standard error is a terminal.
    pub fn new(wanted: bool, ticks: u64) -> LiveLine {
        let bar = progress::bar(wanted);
        let template = "{bar:24} {percent:>3} %, {eta} left; {msg}";
        bar.set_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.set_length(ticks);
        LiveLine { bar, every: 25 }
    }

    /// Tick `at` of them is done.
    pub fn tell(&self, at: u64, wall: &Times, findings: &Findings, present: u32) {
        if !at.is_multiple_of(self.every) || self.bar.is_hidden() {
            return;
        }
        let ms = |ns: u64| ns as f64 / 1e6;
        self.bar.set_position(at);
        self.bar.set_message(format!(
            "{present} participants; tick {:.2} ms, p99 {:.2}, longest {:.2}; frames checked {}, wrong {}",
            ms(wall.percentile(50.0)),
            ms(wall.percentile(99.0)),
            ms(wall.max()),
            findings.checked,
            findings.wrong
        ));
    }

    /// It is over.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
