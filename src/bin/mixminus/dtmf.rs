//! `mixminus dtmf`: the keys that are pressed in recordings, as a participant's are told.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use mixminus::{Event, EventKind, SampleRate};

use crate::booth::{self, Booth};
use crate::fail::Failure;

/// Tell the keypad digits (DTMF) in WAV files
///
/// Each file speaks in a room of the engine, anew. For each, one line of JSON:
/// {"file":"a.wav","digits":[{"digit":"5","start_ms":100.0,"end_ms":200.0,"detect_ms":140}]}
/// start_ms and end_ms: where the tones begin and end in the file; detect_ms: the end of the 20 ms
/// frame with which the digit was certain.
///
/// Files may have 8, 16, 24 or 32-bit integers or 32-bit floats at 8000, 16000, 32000 or 48000 Hz;
/// several channels are averaged. After its end a file is followed by silence.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment, after_help = AFTER_HELP)]
pub struct Args {
    /// The files; without any, their names are read from standard input, one a line
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Shown at the end of the help.
const AFTER_HELP: &str = "\
Examples:
  mixminus dtmf call.wav
  find recordings -name '*.wav' | mixminus dtmf > digits.jsonl

Exit codes:
  0  done
  1  a file could not be read or is at another rate; the others were done
  2  the arguments are wrong";

/// Silence after a file, frames: what its last frames have told is certain by then.
const TAIL_FRAMES: usize = 6;

/// Silence after a file, frames, until which a key that is still down ends: by then every receiver has let go.
const LONGEST_TAIL_FRAMES: usize = 100;

/// How many events are taken from the engine at once.
const BATCH: usize = 16;

/// A digit in a file.
#[derive(Clone, Copy, Debug)]
struct Digit {
    name: char,
    /// Samples from the file's first.
    start: i64,
    /// The same; `None` while it is down.
    end: Option<i64>,
    /// Frames of the file when it was certain.
    frames: u64,
}

/// The rooms that files speak in, one a rate, and what they tell.
#[derive(Debug)]
struct Listener {
    booths: BTreeMap<SampleRate, Booth>,
    events: [Event; BATCH],
}

/// Does what `args` ask for.
pub fn run(args: &Args) -> Result<(), Failure> {
    let mut listener = Listener { booths: BTreeMap::new(), events: [Event::default(); BATCH] };
    let mut failed = 0;
    let mut each = |path: &Path| -> io::Result<()> {
        match listener.listen(path) {
            Ok((rate, digits)) => {
                let mut out = io::stdout().lock();
                out.write_all(line(path, rate, &digits).as_bytes())?;
                out.flush()
            }
            Err(failure) => {
                failed += 1;
                // Where standard error is gone, the exit code still tells.
                let _ = writeln!(io::stderr(), "mixminus: {failure}");
                Ok(())
            }
        }
    };
    let done = if args.files.is_empty() {
        names(&mut io::stdin().lock(), &mut each)
    } else {
        args.files.iter().try_for_each(|path| each(path))
    };
    match done {
        // Whoever reads the lines has seen enough of them.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::Run(format!("cannot go on: {error}"))),
        Ok(()) if failed > 0 => Err(Failure::Run(format!("files that could not be done: {failed}"))),
        Ok(()) => Ok(()),
    }
}

/// Hands each name that is read, one a line, to `each`; empty lines are passed over.
fn names(input: &mut impl BufRead, each: &mut impl FnMut(&Path) -> io::Result<()>) -> io::Result<()> {
    let mut name = Vec::new();
    while input.read_until(b'\n', &mut name)? > 0 {
        let end = name.iter().rposition(|byte| !b"\r\n".contains(byte)).map_or(0, |last| last + 1);
        if end > 0 {
            each(&path_of(&name[..end]))?;
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
    /// The digits of a file, and its rate.
    fn listen(&mut self, path: &Path) -> Result<(SampleRate, Vec<Digit>), Failure> {
        let (rate, samples) = booth::load(path)?;
        let booth = match self.booths.entry(rate) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(place) => place.insert(Booth::new(rate, 0)?),
        };
        let mut digits = Vec::new();
        booth.enter(true)?;
        let spoken =
            samples.chunks(booth.frame()).chain(std::iter::repeat_n([].as_slice(), LONGEST_TAIL_FRAMES));
        let least = samples.len().div_ceil(booth.frame()) + TAIL_FRAMES;
        let mut first_tick = None;
        for (index, frame) in spoken.enumerate() {
            if index >= least && digits.iter().all(|digit: &Digit| digit.end.is_some()) {
                break;
            }
            let tick = booth.say(frame)?;
            let first_tick = *first_tick.get_or_insert(tick);
            loop {
                let count = booth.poll(&mut self.events)?;
                for event in &self.events[..count] {
                    note(&mut digits, event, first_tick, booth.frame());
                }
                if count < BATCH {
                    break;
                }
            }
        }
        booth.leave()?;
        Ok((rate, digits))
    }
}

/// Notes what an event tells of a digit.
fn note(digits: &mut Vec<Digit>, event: &Event, first_tick: u64, frame: usize) {
    let Some(press) = event.key else { return };
    let position = press.position as i64 - (first_tick as i64 - 1) * frame as i64;
    let name = press.key.to_char();
    if event.kind == EventKind::KeyBegan {
        let frames = event.tick + 1 - first_tick;
        digits.push(Digit { name, start: position, end: None, frames });
    } else if let Some(digit) = digits.iter_mut().find(|digit| digit.name == name && digit.end.is_none()) {
        digit.end = Some(position);
    }
}

/// What is told of a file.
fn line(path: &Path, rate: SampleRate, digits: &[Digit]) -> String {
    let ms = |samples: i64| samples as f64 * 1000.0 / f64::from(rate.hz());
    let file = serde_json::Value::from(path.to_string_lossy());
    let mut line = format!("{{\"file\":{file},\"digits\":[");
    for (index, digit) in digits.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let Digit { name, start, end, frames } = *digit;
        let (start, end) = (ms(start), ms(end.unwrap_or(start)));
        let detect = frames * u64::from(Booth::FRAME_MS);
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

    #[test]
    fn names_are_lines_whatever_their_ends() {
        let mut seen = Vec::new();
        let mut input = io::Cursor::new(b"a b.wav\r\n\nc.wav\nlast".as_slice());
        names(&mut input, &mut |path| {
            seen.push(path.to_path_buf());
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, ["a b.wav", "c.wav", "last"].map(PathBuf::from));
    }

    #[test]
    fn a_line_is_json() {
        let digits = [
            Digit { name: '#', start: 800, end: Some(1601), frames: 8 },
            Digit { name: '0', start: -1, end: None, frames: 1 },
        ];
        let line = line(Path::new("a \"b\".wav"), SampleRate::Hz8000, &digits);
        let told: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(told["file"], "a \"b\".wav");
        assert_eq!(told["digits"][0]["digit"], "#");
        assert_eq!(told["digits"][0]["start_ms"], 100.0);
        assert_eq!(told["digits"][0]["end_ms"], 200.125);
        assert_eq!(told["digits"][0]["detect_ms"], 160);
        assert_eq!(told["digits"][1]["start_ms"], -0.125);
    }
}
