//! The progress line on a terminal.

use indicatif::{ProgressBar, ProgressStyle};

use super::findings::CheckResult;
use super::times::Times;
use crate::progress;

/// The line is updated every so many ticks.
const EVERY_TICKS: u64 = 25;

/// The line; it is cut at the width of the terminal.
#[derive(Debug)]
pub struct ProgressLine {
    bar: ProgressBar,
}

impl ProgressLine {
    /// A line if `wanted` and standard error is a terminal; else nothing is shown.
    pub fn new(wanted: bool) -> ProgressLine {
        ProgressLine { bar: progress::bar(wanted) }
    }

    /// Shows what is awaited.
    pub fn wait(&self, what: impl Into<String>) {
        if self.bar.is_hidden() {
            return;
        }
        self.set_style("{wide_msg}");
        self.bar.set_message(what.into());
    }

    /// The measured run of `ticks` begins.
    pub fn run(&self, ticks: u64) {
        self.bar.reset();
        self.bar.set_length(ticks);
        self.bar.set_message("");
        self.set_style("{bar:12} {percent:>3} %, {eta} left; {wide_msg}");
    }

    fn set_style(&self, template: &str) {
        let style = ProgressStyle::with_template(template);
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    }

    /// Tick `at` of the run is done.
    pub fn update(&self, at: u64, wall: &Times, result: &CheckResult, present: u32) {
        if !at.is_multiple_of(EVERY_TICKS) || self.bar.is_hidden() {
            return;
        }
        let ms = |ns: u64| ns as f64 / 1e6;
        self.bar.set_position(at);
        self.bar.set_message(format!(
            "{present} in, tick {:.2} ms, longest {:.2}, wrong {}",
            ms(wall.percentile(50.0)),
            ms(wall.max()),
            result.wrong
        ));
    }

    /// Removes the line.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
