//! `mixminus dtmf`: detects DTMF digits in recordings, as the engine does in a participant's audio.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use mixminus::{Event, EventKind, SampleRate};

use crate::fail::Failure;
use crate::printable::{printable, printable_json};
use crate::source::{DASH, Source};
use crate::two_party_room::TwoPartyRoom;

/// Find the keypad digits (DTMF) in WAV files
///
/// Each file is sent to a room of the engine, as a new participant. Prints its
/// digits and where each begins, or with --json a line of JSON per file:
/// {"file":"a.wav","digits":[{"digit":"5","start_ms":100.0,"end_ms":200.0,"detect_ms":140}]}
/// start_ms and end_ms: where the tones begin and end in the file; detect_ms: the
/// end of the 20 ms frame with which the digit was certain.
///
/// Files may have integers, floats, A-law or u-law at 8000, 12000, 16000, 22050,
/// 24000, 32000, 44100 or 48000 Hz; several channels are averaged. After its end a file is followed by silence.
/// Without any file, a WAV file is read from standard input.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment, after_help = AFTER_HELP)]
pub struct Args {
    /// Also read file names from LIST, one per line; -: from standard input
    #[arg(long, value_name = "LIST")]
    files_from: Option<PathBuf>,
    /// The names in LIST end with a zero byte each, not with a line
    #[arg(long, short = '0', requires = "files_from")]
    null: bool,
    /// Print JSON, one line per file
    #[arg(long)]
    json: bool,
    /// The files; -: a WAV file from standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Shown at the end of the help.
const AFTER_HELP: &str = "\
Examples:
  mixminus dtmf call.wav
  sox call.mp3 -r 8000 -t wav - | mixminus dtmf
  find recordings -name '*.wav' -print0 |
      mixminus dtmf --json --files-from - --null > digits.jsonl

Exit codes:
  0  done
  1  a file could not be read or has an unsupported rate; the others were done
  2  the arguments are wrong";

/// Silence after a file, frames: a digit at its end is certain by then.
const TAIL_FRAMES: usize = 6;

/// The longest silence after a file, frames: a digit at its end has ended by then.
const LONGEST_TAIL_FRAMES: usize = 100;

/// How many events are taken from the engine at once.
const BATCH: usize = 16;

/// A digit in a file.
#[derive(Clone, Copy, Debug)]
struct Digit {
    name: char,
    /// Samples from the file's first.
    start: i64,
    /// Samples from the file's first; `None` until it ends.
    end: Option<i64>,
    /// Frames of the file when it was certain.
    frames: u64,
}

/// The rooms to which files are sent, one per rate, and their events.
#[derive(Debug)]
struct Listener {
    rooms: BTreeMap<SampleRate, TwoPartyRoom>,
    events: [Event; BATCH],
}

/// Runs the command.
pub fn run(args: &Args) -> Result<(), Failure> {
    let is_dash = |path: &PathBuf| path == Path::new(DASH);
    if args.files.iter().chain(&args.files_from).filter(|path| is_dash(path)).count() > 1 {
        return Err(Failure::Usage("standard input can be read only once: give one - at most".into()));
    }
    let mut listener = Listener { rooms: BTreeMap::new(), events: [Event::default(); BATCH] };
    let mut failed = 0;
    let mut each = |source: &Source| -> io::Result<()> {
        match listener.listen(source) {
            Ok((rate, digits)) => {
                let text = if args.json { line(source, rate, &digits) } else { lines(source, rate, &digits) };
                let mut out = io::stdout().lock();
                out.write_all(text.as_bytes())?;
                out.flush()
            }
            Err(failure) => {
                failed += 1;
                failure.print();
                Ok(())
            }
        }
    };
    let mut sources: Vec<Source> = args.files.iter().map(|path| Source::of(path)).collect();
    if sources.is_empty() && args.files_from.is_none() {
        sources.push(Source::piped("no files are given")?);
    }
    let separator = if args.null { 0 } else { b'\n' };
    let done = sources.iter().try_for_each(&mut each).and_then(|()| match &args.files_from {
        Some(list) if is_dash(list) => names(&mut io::stdin().lock(), separator, &mut each),
        Some(list) => {
            let at = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", printable(list)));
            names(&mut BufReader::new(File::open(list).map_err(at)?), separator, &mut each)
        }
        None => Ok(()),
    });
    match done {
        // The reader has closed the pipe.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::Run(format!("cannot go on: {error}"))),
        Ok(()) if failed > 0 && sources == [Source::Stdin] && args.files.is_empty() => Err(Failure::Run(
            "nothing could be read; to read names of files from standard input, give --files-from -".into(),
        )),
        Ok(()) if failed > 0 => Err(Failure::Run(format!("files that could not be done: {failed}"))),
        Ok(()) => Ok(()),
    }
}

/// Hands each name that is read, each ended by `separator`, to `each`; empty ones are passed over.
fn names(
    input: &mut impl BufRead,
    separator: u8,
    each: &mut impl FnMut(&Source) -> io::Result<()>,
) -> io::Result<()> {
    let mut name = Vec::new();
    while input.read_until(separator, &mut name)? > 0 {
        let ends: &[u8] = if separator == 0 { b"\0" } else { b"\r\n" };
        let end = name.iter().rposition(|byte| !ends.contains(byte)).map_or(0, |last| last + 1);
        if end > 0 {
            each(&Source::File(path_of(&name[..end])))?;
        }
        name.clear();
    }
    Ok(())
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(name).into()
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    String::from_utf8_lossy(name).into_owned().into()
}

impl Listener {
    /// The digits in a file, and its rate.
    fn listen(&mut self, source: &Source) -> Result<(SampleRate, Vec<Digit>), Failure> {
        let (rate, samples) = source.load()?;
        let room = match self.rooms.entry(rate) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(place) => place.insert(TwoPartyRoom::new(rate, 0)?),
        };
        let mut digits = Vec::new();
        room.enter(true)?;
        let spoken =
            samples.chunks(room.frame()).chain(std::iter::repeat_n([].as_slice(), LONGEST_TAIL_FRAMES));
        let least = samples.len().div_ceil(room.frame()) + TAIL_FRAMES;
        let mut first_tick = None;
        for (index, frame) in spoken.enumerate() {
            if index >= least && digits.iter().all(|digit: &Digit| digit.end.is_some()) {
                break;
            }
            let tick = room.say(frame)?;
            let first_tick = *first_tick.get_or_insert(tick);
            loop {
                let count = room.poll(&mut self.events)?;
                for event in &self.events[..count] {
                    note(&mut digits, event, first_tick, room.frame());
                }
                if count < BATCH {
                    break;
                }
            }
        }
        room.leave()?;
        Ok((rate, digits))
    }
}

/// Adds an event to the digits.
fn note(digits: &mut Vec<Digit>, event: &Event, first_tick: u64, frame: usize) {
    let Some(press) = event.dtmf else { return };
    let position = press.position as i64 - (first_tick as i64 - 1) * frame as i64;
    let name = press.digit.to_char();
    if event.kind == EventKind::DtmfBegan {
        let frames = event.tick + 1 - first_tick;
        digits.push(Digit { name, start: position, end: None, frames });
    } else if let Some(digit) = digits.iter_mut().find(|digit| digit.name == name && digit.end.is_none()) {
        digit.end = Some(position);
    }
}

/// Milliseconds of so many samples.
fn ms(samples: i64, rate: SampleRate) -> f64 {
    samples as f64 * 1e3 / f64::from(rate.hz())
}

/// The digits of a file as text.
fn lines(source: &Source, rate: SampleRate, digits: &[Digit]) -> String {
    let name = source.printable();
    if digits.is_empty() {
        return format!("{name}: no digits\n");
    }
    let all: String = digits.iter().map(|digit| digit.name).collect();
    let mut lines = format!("{name}: {all}\n");
    for Digit { name, start, end, .. } in digits {
        let (start, end) = (ms(*start, rate), ms(end.unwrap_or(*start), rate));
        // Writing to a string does not fail.
        let _ = writeln!(lines, "  {name}  at {:>9.3} s  for {:>4.0} ms", start / 1e3, end - start);
    }
    lines
}

/// The digits of a file as JSON.
fn line(source: &Source, rate: SampleRate, digits: &[Digit]) -> String {
    let file = match source {
        Source::File(path) => path.to_string_lossy().into_owned(),
        Source::Stdin => DASH.into(),
    };
    let mut line = format!("{{\"file\":{},\"digits\":[", printable_json(&file.into()));
    for (index, digit) in digits.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let Digit { name, start, end, frames } = *digit;
        let (start, end) = (ms(start, rate), ms(end.unwrap_or(start), rate));
        let detect = frames * u64::from(TwoPartyRoom::FRAME_MS);
        // Writing to a string does not fail.
        let _ = write!(
            line,
            "{comma}{{\"digit\":\"{name}\",\"start_ms\":{start:.3},\"end_ms\":{end:.3},\"detect_ms\":{detect}}}"
        );
    }
    line.push_str("]}\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &[u8], separator: u8) -> Vec<Source> {
        let mut seen = Vec::new();
        names(&mut io::Cursor::new(input), separator, &mut |source| {
            seen.push(source.clone());
            Ok(())
        })
        .unwrap();
        seen
    }

    #[test]
    fn names_are_lines_whatever_their_ends() {
        let files = |names: &[&str]| names.iter().map(|name| Source::File(name.into())).collect::<Vec<_>>();
        assert_eq!(read(b"a b.wav\r\n\nc.wav\nlast", b'\n'), files(&["a b.wav", "c.wav", "last"]));
        // A name in a list is always that of a file.
        assert_eq!(read(b"-\n", b'\n'), files(&["-"]));
        assert_eq!(read(b"a\nb.wav\0\0c\r\0d", 0), files(&["a\nb.wav", "c\r", "d"]));
    }

    #[test]
    fn digits_are_lines_for_people_and_for_programs() {
        let digits = [
            Digit { name: '#', start: 800, end: Some(1601), frames: 8 },
            Digit { name: '0', start: -1, end: None, frames: 1 },
        ];
        let source = Source::File("a \"b\"\u{1b}.wav".into());
        let found: serde_json::Value =
            serde_json::from_str(&line(&source, SampleRate::Hz8000, &digits)).unwrap();
        assert_eq!(found["file"], "a \"b\"\u{1b}.wav");
        assert_eq!(found["digits"][0]["digit"], "#");
        assert_eq!(found["digits"][0]["start_ms"], 100.0);
        assert_eq!(found["digits"][0]["end_ms"], 200.125);
        assert_eq!(found["digits"][0]["detect_ms"], 160);
        assert_eq!(found["digits"][1]["start_ms"], -0.125);
        assert_eq!(
            lines(&source, SampleRate::Hz8000, &digits[..1]),
            "a \"b\"\\u{1b}.wav: #\n  #  at     0.100 s  for  100 ms\n"
        );
        assert_eq!(lines(&Source::Stdin, SampleRate::Hz8000, &[]), "standard input: no digits\n");
    }
}
