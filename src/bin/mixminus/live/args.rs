//! The arguments of `mixminus live`.

use std::path::PathBuf;

use mixminus::{FrameLen, SampleRate};

use crate::rates;

/// Talk in a room, through the sound card
///
/// Your microphone joins a room with voices from files; you hear everyone but yourself. Wear headphones: from
/// loudspeakers your microphone would pick up the others, who would then hear themselves.
///
/// The screen lists the keys of the computer; 0-9, * and # send DTMF.
///
/// The clock of the loudspeakers drives the engine: each time the card asks for sound, the engine ticks as often as that
/// takes. The in-ring of the microphone absorbs the drift of its clock: missing samples become a decay, surplus samples are
/// cut with a cross-fade. Both are counted and reported.
#[derive(Clone, Debug, clap::Args)]
#[command(verbatim_doc_comment, after_help = AFTER_HELP)]
pub struct Args {
    /// List the sound cards, and stop
    #[arg(long)]
    pub list: bool,
    /// The sound system, as --list names it [default: PulseAudio if it runs, else the system's own]
    #[arg(long, value_name = "NAME")]
    pub host: Option<String>,
    /// The microphone: a part of its name [default: the system's]
    #[arg(long, value_name = "NAME")]
    pub input: Option<String>,
    /// The loudspeakers: a part of their name [default: the system's]
    #[arg(long, value_name = "NAME")]
    pub output: Option<String>,
    #[arg(
        long,
        value_name = "HZ",
        value_parser = parse_rate,
        help = format!(
            "Rate of the room, and of both cards: {} [default: what both have, 48000 first]",
            rates::rates_in(FRAME)
        )
    )]
    pub rate: Option<SampleRate>,
    /// Voices at the beginning: those of the files, then those of the demo
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=6))]
    pub voices: u32,
    /// End after so many seconds
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u32).range(1..=31_536_000))]
    pub seconds: Option<u32>,
    /// Print events as lines, without screen and keyboard; the default if standard output is not a terminal
    #[arg(long)]
    pub no_screen: bool,
    /// Record the output of each participant of the beginning: DIR/you.wav, DIR/ada.wav …
    #[arg(long, value_name = "DIR")]
    pub record: Option<PathBuf>,
    /// Write delays, ticks and xruns as JSON at the end
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// To test that the terminal is restored: panics after so many seconds
    #[arg(long, value_name = "S", hide = true)]
    pub plant_panic: Option<u32>,
    /// Voices that are repeated: WAV files of any rate
    #[arg(value_name = "VOICE.wav")]
    pub files: Vec<PathBuf>,
}

/// Shown at the end of the help.
const AFTER_HELP: &str = "\
Examples:
  mixminus live
  mixminus live --list
  mixminus live --rate 8000 --input headset --output headset

Exit codes:
  0  done
  1  there is no sound card, or it cannot be used; this program was built without sound cards
  2  the arguments are wrong
On a signal (TERM, INT, HUP, QUIT) it completes its files and restores the terminal.";

/// The shortest frame, since a frame is part of the delay.
pub const FRAME: FrameLen = FrameLen::Ms10;

fn parse_rate(text: &str) -> Result<SampleRate, String> {
    let rate = rates::parse_rate(text).ok().filter(|rate| rate.has_whole_frames(FRAME));
    rate.ok_or_else(|| format!("must be {}", rates::rates_in(FRAME)))
}

/// What can be done without a sound card.
pub const INSTEAD: &str =
    "without one, `mixminus render --out out demo/*.wav` mixes a conference from files into files";
