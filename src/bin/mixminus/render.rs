//! `mixminus render`: a conference from files into files, as fast as the machine goes.

mod conference;
pub mod events;
pub mod inputs;
mod levels;
pub mod names;
pub mod outputs;
mod summary;

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::slice;

use mixminus::{FrameLen, SampleRate};

use self::conference::{Conference, Line, Member};
use self::events::EventLog;
use self::inputs::ROOM;
use self::names::Names;
use self::outputs::Staging;
use crate::fail::Failure;
use crate::printable::printable;
use crate::progress;
use crate::rates::{check_frames, parse_frame, parse_rate, rates};
use crate::scenario;
use crate::wav_writer::{BlockWriter, MAX_SAMPLES};

/// Mix WAV files as a conference
///
/// Each file is a participant; all join at once. Output, as long as the longest file:
/// DIR/NAME.wav: what the participant of NAME.wav hears, the sum of all others;
/// DIR/room.wav: the whole mix, as a silent participant hears it;
/// DIR/events.jsonl: the events, one JSON object per line, with the names of participants, rooms and prompts.
///
/// Or one scenario, a file whose name ends in .toml: calls with their applications and voices, and events;
/// DIR/NAME.wav is then what the call of that name hears. docs/scenarios.md describes all its fields,
/// demo/hotline.toml is an example.
///
/// Files may have integers, floats, A-law or u-law; several channels are averaged.
/// Each has one of the rates 8000, 12000, 16000, 22050, 24000, 32000, 44100 and 48000 Hz; 22050 Hz needs frames of 20 ms.
/// Outputs are 16-bit mono, each at the rate of its participant's file, room.wav at that of the room.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment, after_help = AFTER_HELP)]
pub struct Args {
    #[arg(
        long,
        value_name = "HZ",
        value_parser = parse_rate,
        help = format!("Rate of the room: {} [default: that of the first file]", rates())
    )]
    rate: Option<SampleRate>,
    /// Length of a frame, and so of a tick: 10 or 20 milliseconds
    #[arg(long, value_name = "MS", default_value = "20", value_parser = parse_frame)]
    frame_ms: FrameLen,
    /// Directory for the output; created if missing. Files of an earlier run are replaced
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Suppress DTMF tones for the others, as in a room whose members have play_tones off: every output is then
    /// delayed by 10 ms, the engine's look-ahead (the last 10 ms of the inputs are not in the outputs), and
    /// events.jsonl reports DTMF digits
    #[arg(long)]
    no_tones: bool,
    /// Print nothing but errors: no progress, no notes, no summary
    #[arg(long, short)]
    quiet: bool,
    /// The participants, 1 to 1023 files of different names, none of them "room"
    #[arg(required = true, value_name = "IN.wav|SCENARIO.toml")]
    inputs: Vec<PathBuf>,
}

/// Shown at the end of the help.
const AFTER_HELP: &str = "\
Examples:
  mixminus render --out out demo/*.wav
      Mixes the demo. out/ada.wav is what ada hears, out/room.wav the whole room.
  mixminus render --out out demo/hotline.toml
      Plays a scenario. out/ada.wav is what ada hears.
  mixminus render --frame-ms 10 --rate 16000 --out out a.wav b.wav c.wav
      Mixes at 16 kHz, every 10 ms.

Exit codes:
  0  done
  1  the run failed: a file could not be read or written, the disk is full;
     no output is left that is not whole
  2  the arguments are wrong; nothing was written";

/// Runs the command.
pub fn run(args: &Args) -> Result<(), Failure> {
    if let Some(path) = args.inputs.iter().find(|path| scenario::is_scenario(path)) {
        if args.inputs.len() > 1 || args.rate.is_some() || args.no_tones {
            return Err(Failure::Usage(format!(
                "{}: a scenario is rendered by itself; it contains its rate and the options of its calls",
                printable(path)
            )));
        }
        return scenario::run(path, &args.out, args.quiet);
    }
    let (rate, inputs) = inputs::load(&args.inputs, args.rate, |text| {
        if !args.quiet {
            // A note that cannot be shown is no reason to stop.
            let _ = writeln!(io::stderr(), "mixminus: {text}");
        }
    })?;
    for rate in inputs.iter().map(|input| input.rate).chain([rate]) {
        check_frames(rate, args.frame_ms)?;
        if inputs::longest(&inputs, rate) > MAX_SAMPLES {
            let longest = inputs.iter().max_by_key(|input| inputs::longest(slice::from_ref(input), rate));
            let path = longest.map_or(Path::new(""), |input| &input.path);
            return Err(Failure::at(path, "is longer than a 16-bit WAV file can be"));
        }
    }
    let names = inputs.iter().map(|input| &*input.stem).chain([OsStr::new(ROOM)]).map(outputs::wav_name);
    let read = inputs.iter().map(|input| input.path.as_path());
    outputs::prepare(&args.out, names.chain([outputs::EVENTS.into()]), read)?;

    let mut staging = Staging::new(&args.out)?;
    let listener = (OsStr::new(ROOM), rate, [].as_slice());
    let speakers = inputs.iter().map(|input| (input.stem.as_os_str(), input.rate, input.samples.as_slice()));
    let mut members: Vec<Member<'_>> = std::iter::once(listener)
        .chain(speakers)
        .map(|(name, rate, says)| {
            let out = BlockWriter::new(staging.add(outputs::wav_name(name)), rate.hz());
            let hears = inputs::longest(&inputs, rate);
            Member::new(name, Line { rate, frame: args.frame_ms.samples(rate), hears }, says, out)
        })
        .collect();
    let log_path = staging.add(outputs::EVENTS.into());
    let names = members.iter().map(|member| member.name.to_string_lossy().into_owned()).collect();
    let mut log = EventLog::create(log_path.clone(), args.frame_ms, Names::new(names))
        .map_err(|error| staging.failure(&log_path, error))?;

    let progress = progress::bar(!args.quiet);
    let outcome = Conference::new(rate, args.frame_ms, !args.no_tones, &mut members, &mut log, &staging)
        .and_then(|conference| conference.run(&progress));
    progress.finish_and_clear();
    let outcome = outcome?;
    log.finish(&staging)?;
    staging.publish()?;
    if args.quiet {
        return Ok(());
    }
    let mut table = Vec::new();
    summary::write(&mut table, &members, &outcome, rate, args.frame_ms)
        .and_then(|()| io::stdout().write_all(&table))
        .or_else(|error| match error.kind() {
            // The reader has closed the pipe.
            io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(Failure::Run(format!("cannot print the summary: {error}"))),
        })
}
