//! `mixminus soak`: the engine under load, timed, and everything that it says compared with what it must say.

mod args;
mod crowd;
mod exact;
mod least;
mod ledger;
mod live_line;
mod outcome;
mod picture;
mod process;
mod random;
mod real_time;
mod recording;
mod reference;
mod rehearsal;
mod report;
mod script;
mod times;
mod virtual_time;
mod watch;
mod witness;

use std::fs;
use std::io::{self, Write};
use std::path::Path;

pub use self::args::Args;
use crate::fail::Failure;

/// Does what `args` ask for.
pub fn run(args: &Args) -> Result<(), Failure> {
    args.check()?;
    // Found out now, not after hours.
    for path in args.json.iter().chain(&args.svg) {
        write(path, "")?;
    }
    let outcome = if args.is_virtual { virtual_time::run(args) } else { real_time::run(args) }?;
    let json = format!("{:#}\n", report::json(args, &outcome));
    if let Some(path) = &args.svg {
        write(path, &picture::svg(args, &outcome))?;
    }
    let told = match &args.json {
        Some(path) => {
            write(path, &json)?;
            if args.quiet { String::new() } else { report::summary(args, &outcome) }
        }
        None => json,
    };
    match io::stdout().write_all(told.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            return Err(Failure::Run(format!("cannot print the outcome: {error}")));
        }
        _ => (),
    }
    if outcome.faults.is_empty() { Ok(()) } else { Err(Failure::Run(outcome.faults.join("\n"))) }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::at(path, format!("cannot write: {error}")))
}
