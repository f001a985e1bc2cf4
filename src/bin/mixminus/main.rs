//! The command line of mixminus.

mod dtmf;
mod fail;
mod live;
mod network;
mod printable;
mod progress;
mod random;
mod rates;
mod render;
mod scenario;
mod soak;
mod source;
mod suppress;
mod two_party_room;
mod voices;
mod wav_writer;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mixminus::wav;

/// Conference mixing with mix-minus: everyone hears the sum of all the others, and never itself.
#[derive(Debug, Parser)]
#[command(name = "mixminus", version, after_help = EXIT_CODES, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
enum Command {
    Render(render::Args),
    Dtmf(dtmf::Args),
    Suppress(suppress::Args),
    Soak(soak::Args),
    Live(live::Args),
}

/// Shown at the end of every help.
const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  the run failed: a file could not be read or written, rates differ, the disk is full
  2  the arguments are wrong; nothing was written";

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(refusal) => return refuse(&refusal),
    };
    let outcome = match cli.command {
        Command::Render(args) => render::run(&args),
        Command::Dtmf(args) => dtmf::run(&args),
        Command::Suppress(args) => suppress::run(&args),
        Command::Soak(args) => soak::run(&args),
        Command::Live(args) => live::run(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Prints an error in the arguments, with unprintable characters escaped, or the help.
fn refuse(refusal: &clap::Error) -> ExitCode {
    let text = refusal.render().to_string();
    let printed = if printable::printable_lines(&text) == text {
        refusal.print()
    } else {
        write!(io::stderr(), "{}", printable::printable_lines(&text))
    };
    // Where standard error is gone, the exit code still says it.
    drop(printed);
    ExitCode::from(u8::try_from(refusal.exit_code()).unwrap_or(2))
}
