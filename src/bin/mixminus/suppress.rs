//! `mixminus suppress`: the output of a listener while the DTMF tones of the speaker are suppressed.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::fail::Failure;
use crate::printable::printable;
use crate::source::{DASH, Source};
use crate::two_party_room::TwoPartyRoom;
use crate::wav_writer::{BlockWriter, MAX_SAMPLES, whole};

/// Take the keypad tones (DTMF) out of a WAV file, as others in a room hear it
///
/// IN.wav is sent to a room of the engine with its tones suppressed; OUT.wav is
/// the output of another participant: 16-bit mono, as long as IN.wav. Its delay is
/// the look-ahead, which is printed, with --json as {"delay_ms":10}.
/// Sample i of OUT.wav is sample i less the delay of IN.wav; the end of IN.wav,
/// as long as the delay, is not in OUT.wav.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment, after_help = AFTER_HELP, allow_missing_positional = true)]
pub struct Args {
    /// How far the receiver looks ahead, and so the delay: 0 to 20 milliseconds
    #[arg(long, value_name = "MS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(0..=20))]
    look_ahead_ms: u32,
    /// Print the delay as JSON
    #[arg(long)]
    json: bool,
    /// Integers, floats, A-law or u-law at 8000, 12000, 16000, 22050, 24000, 32000,
    /// 44100 or 48000 Hz; -, or none where a WAV file is piped in: standard input
    #[arg(value_name = "IN.wav", verbatim_doc_comment)]
    input: Option<PathBuf>,
    /// Replaced if it is there, unless it is IN.wav; -: standard output
    #[arg(value_name = "OUT.wav")]
    output: PathBuf,
}

/// Shown at the end of the help.
const AFTER_HELP: &str = "\
Examples:
  mixminus suppress call.wav quiet.wav
  sox call.mp3 -r 8000 -t wav - | mixminus suppress quiet.wav
  mixminus suppress - - <call.wav | sox -t wav - quiet.mp3

Exit codes:
  0  done
  1  a file could not be read or written, or is at another rate; OUT.wav is not
     touched
  2  the arguments are wrong; OUT.wav is not touched";

/// Runs the command.
pub fn run(args: &Args) -> Result<(), Failure> {
    let output = &args.output;
    let source = match &args.input {
        Some(input) => Source::of(input),
        None => Source::piped("IN.wav or OUT.wav is missing")?,
    };
    let is_printed = output == Path::new(DASH);
    if is_printed && io::stdout().is_terminal() {
        return Err(Failure::Usage("standard output is a terminal: no WAV file is written to it".into()));
    }
    if source.is_also(output) {
        let name = if is_printed { "standard output".into() } else { printable(output) };
        return Err(Failure::Usage(format!(
            "{name}: is the input and would be overwritten; choose another OUT.wav"
        )));
    }
    let (rate, samples) = source.load()?;
    if samples.len() > MAX_SAMPLES {
        return Err(Failure::of(&source.printable(), "is longer than a 16-bit WAV file can be"));
    }
    let mut room = TwoPartyRoom::new(rate, args.look_ahead_ms)?;
    room.enter(false)?;
    // The fade-in of the speaker ends within a frame of silence.
    room.say(&[])?;
    room.hear()?;
    let failure = |error: &dyn std::fmt::Display| Failure::at(output, format!("cannot write: {error}"));
    match fs::canonicalize(output) {
        _ if is_printed => {
            let wav = collected(&mut room, &samples, rate.hz())?;
            let done = io::stdout().write_all(&wav).and_then(|()| io::stdout().flush());
            done.map_err(|error| Failure::Run(format!("cannot write to standard output: {error}")))?;
        }
        // An existing output that is no regular file, such as a pipe, is not replaced.
        Ok(place) if !place.is_file() => {
            let wav = collected(&mut room, &samples, rate.hz())?;
            let opened = File::options().write(true).open(&place);
            opened.and_then(|mut file| file.write_all(&wav)).map_err(|error| failure(&error))?;
        }
        found => {
            // A link stays one.
            let place = found.unwrap_or_else(|_| output.clone());
            let part = part_of(&place);
            let mut out = BlockWriter::new(part.clone(), rate.hz());
            let written = hear(&mut room, &samples, |heard| out.push(heard).map_err(|error| failure(&error)))
                .and_then(|()| out.finish().map_err(|error| failure(&error)))
                .and_then(|()| fs::rename(&part, &place).map_err(|error| failure(&error)));
            if written.is_err() {
                // A part file that cannot be removed stays.
                let _ = fs::remove_file(&part);
            }
            written?;
        }
    }
    print_delay(args, is_printed, output, &source)
}

/// Prints the delay: on standard error if the output goes to standard output.
fn print_delay(args: &Args, is_printed: bool, output: &Path, source: &Source) -> Result<(), Failure> {
    let ms = args.look_ahead_ms;
    let line = match args.json {
        true => json!({"delay_ms": ms}).to_string(),
        false if is_printed => format!("standard output: {ms} ms later than {}", source.printable()),
        false => format!("{}: {ms} ms later than {}", printable(output), source.printable()),
    };
    let printed =
        if is_printed { writeln!(io::stderr(), "{line}") } else { writeln!(io::stdout(), "{line}") };
    printed.map_err(|error| Failure::Run(format!("cannot print the delay: {error}")))
}

/// Passes the listener's output for `samples` to `out`, as many samples.
fn hear(
    room: &mut TwoPartyRoom,
    samples: &[i16],
    mut out: impl FnMut(&[i16]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for frame in samples.chunks(room.frame()) {
        room.say(frame)?;
        out(&room.hear()?[..frame.len()])?;
    }
    Ok(())
}

/// The same as a whole WAV file.
fn collected(room: &mut TwoPartyRoom, samples: &[i16], sample_rate: u32) -> Result<Vec<u8>, Failure> {
    let mut all = Vec::with_capacity(samples.len());
    hear(room, samples, |heard| {
        all.extend_from_slice(heard);
        Ok(())
    })?;
    whole(&all, sample_rate).map_err(|error| Failure::Run(format!("cannot write a WAV file: {error}")))
}

/// The path of the output until it is complete: in the same directory.
fn part_of(output: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    output.with_file_name(name)
}
