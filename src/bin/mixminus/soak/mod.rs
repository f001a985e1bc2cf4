//! `mixminus soak`: runs the engine under load, measures ticks, and compares outputs and events with the expected ones.

mod args;
mod callers;
mod churn;
mod event_check;
mod exact;
mod findings;
mod impair;
mod line_counts;
mod lines;
mod min_times;
mod outcome;
mod picture;
mod plays;
mod process;
mod progress_line;
mod real_time;
mod recording;
mod reference;
mod report;
mod script;
mod solo;
mod summary;
mod tap_check;
mod tapped;
mod tick_monitor;
mod times;
mod virtual_time;

use std::fs;
use std::io::{self, Write};
use std::path::Path;

pub use self::args::Args;
use crate::fail::Failure;

/// Runs the command.
pub fn run(args: &Args) -> Result<(), Failure> {
    args.check()?;
    // A path that cannot be written fails now, not after hours.
    for path in args.json_file().into_iter().chain(args.svg.as_deref()) {
        write(path, "")?;
    }
    let outcome = if args.is_virtual { virtual_time::run(args) } else { real_time::run(args) }?;
    let json = || format!("{:#}\n", report::json(args, &outcome));
    if let Some(path) = &args.svg {
        write(path, &picture::svg(args, &outcome))?;
    }
    if let Some(path) = args.json_file() {
        write(path, &json())?;
    }
    let printed = match () {
        () if args.prints_json() => json(),
        () if args.quiet => String::new(),
        () => summary::summary(args, &outcome),
    };
    match io::stdout().write_all(printed.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            return Err(Failure::Run(format!("cannot print the outcome: {error}")));
        }
        _ => (),
    }
    if outcome.faults.is_empty() { Ok(()) } else { Err(Failure::Run(faults(&outcome.faults))) }
}

/// All faults as lines that leave space for the program's name before the first.
fn faults(faults: &[String]) -> String {
    const NAME: &str = "mixminus: ";
    let lines: Vec<String> = faults.iter().map(|fault| summary::wrapped(&format!("{NAME}{fault}"))).collect();
    lines.iter().map(|line| &line[NAME.len()..]).collect::<Vec<_>>().join("\n")
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::at(path, format!("cannot write: {error}")))
}
