//! `mixminus suppress`: what another member of a room hears of one whose tones are suppressed.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::booth::{self, Booth};
use crate::fail::Failure;
use crate::wav_writer::{BlockWriter, MAX_SAMPLES};

/// Take the keypad tones (DTMF) out of a WAV file, as others in a room hear it
///
/// IN.wav speaks in a room of the engine with its tones suppressed; OUT.wav is what another member hears:
/// 16-bit mono, as long as IN.wav. One line of JSON tells by how much OUT.wav is late against IN.wav:
/// {"delay_ms":10}
/// Sample i of OUT.wav is sample i less the delay of IN.wav; the end of IN.wav, as long as the delay, is
/// not in OUT.wav.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment, after_help = AFTER_HELP)]
pub struct Args {
    /// How far the receiver looks ahead, and so the delay: 0 to 20 milliseconds
    #[arg(long, value_name = "MS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(0..=20))]
    look_ahead_ms: u32,
    /// 8, 16, 24 or 32-bit integers or 32-bit floats, at 8000, 16000, 32000 or 48000 Hz
    #[arg(value_name = "IN.wav")]
    input: PathBuf,
    /// Replaced if it is there
    #[arg(value_name = "OUT.wav")]
    output: PathBuf,
}

/// Shown at the end of the help.
const AFTER_HELP: &str = "\
Exit codes:
  0  done
  1  a file could not be read or written, or is at another rate; OUT.wav is not touched
  2  the arguments are wrong";

/// Does what `args` ask for.
pub fn run(args: &Args) -> Result<(), Failure> {
    let (rate, samples) = booth::load(&args.input)?;
    if samples.len() > MAX_SAMPLES {
        return Err(Failure::at(&args.input, "is longer than a 16-bit WAV file can be"));
    }
    let mut booth = Booth::new(rate, args.look_ahead_ms)?;
    booth.enter(false)?;
    // The fade-in of one who begins to speak is over with a frame of silence.
    booth.say(&[])?;
    booth.hear()?;
    let part = part_of(&args.output);
    let written = write(&mut booth, &samples, BlockWriter::new(part.clone(), rate.hz())).and_then(|()| {
        fs::rename(&part, &args.output)
            .map_err(|error| Failure::at(&args.output, format!("cannot write: {error}")))
    });
    if written.is_err() {
        // Nothing can be done about what cannot be removed.
        let _ = fs::remove_file(&part);
    }
    written?;
    writeln!(io::stdout(), "{{\"delay_ms\":{}}}", args.look_ahead_ms)
        .map_err(|error| Failure::Run(format!("cannot print the delay: {error}")))
}

/// Writes what the listener hears of `samples`.
fn write(booth: &mut Booth, samples: &[i16], mut out: BlockWriter) -> Result<(), Failure> {
    let failure = |path: &Path, error| Failure::at(path, format!("cannot write: {error}"));
    for frame in samples.chunks(booth.frame()) {
        booth.say(frame)?;
        let heard = booth.hear()?;
        let kept = &heard[..frame.len()];
        out.push(kept).map_err(|error| failure(out.path(), error))?;
    }
    out.finish().map_err(|error| failure(out.path(), error))
}

/// Where the output lies until it is whole: beside its place.
fn part_of(output: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    output.with_file_name(name)
}
