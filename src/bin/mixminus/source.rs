//! Where audio comes from: a file, or standard input.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use mixminus::SampleRate;

use crate::fail::Failure;
use crate::printable::printable;
use crate::render::inputs::room_rate;
use crate::wav::{Reader, Recording, WavError};

/// The argument that stands for standard input, or output.
pub const DASH: &str = "-";

/// Where audio comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Source {
    /// The source that an argument names.
    pub fn of(argument: &Path) -> Source {
        if argument == Path::new(DASH) { Source::Stdin } else { Source::File(argument.into()) }
    }

    /// Standard input in place of an argument that is `missing`, if something is piped into it.
    pub fn piped(missing: &str) -> Result<Source, Failure> {
        if io::stdin().is_terminal() {
            return Err(Failure::Usage(format!("{missing}, and nothing is piped into standard input")));
        }
        Ok(Source::Stdin)
    }

    /// Its name for people.
    pub fn printable(&self) -> String {
        match self {
            Source::File(path) => printable(path),
            Source::Stdin => "standard input".into(),
        }
    }

    /// The samples, and the rate of the room in which they are said.
    pub fn load(&self) -> Result<(SampleRate, Vec<i16>), Failure> {
        let failure = |error| Failure::of(&self.printable(), error);
        let (bytes, argument): (Box<dyn Read>, _) = match self {
            Source::File(path) => {
                let file = File::open(path).map_err(|error| failure(WavError::Io(error)))?;
                (Box::new(file), printable(path))
            }
            Source::Stdin if io::stdin().is_terminal() => {
                return Err(Failure::Usage("standard input is a terminal: pipe a WAV file into it".into()));
            }
            Source::Stdin => (Box::new(io::stdin().lock()), "-t wav -".into()),
        };
        let reader = Reader::stream(bytes).map_err(failure)?;
        let rate = room_rate(&self.printable(), &argument, reader.info().sample_rate_hz)?;
        let recording = reader.read().map_err(failure)?;
        note_length(&self.printable(), &recording);
        Ok((rate, recording.samples))
    }

    /// Returns true if this is the file at `output` under any name; [`DASH`] is the file that standard output goes to.
    #[cfg(unix)]
    pub fn is_also(&self, output: &Path) -> bool {
        use std::os::fd::AsFd;
        use std::os::unix::fs::MetadataExt;
        let of_stream =
            |stream: &dyn AsFd| stream.as_fd().try_clone_to_owned().and_then(|fd| File::from(fd).metadata());
        let own = match self {
            Source::File(own) => std::fs::metadata(own),
            Source::Stdin => of_stream(&io::stdin()),
        };
        let other =
            if output == Path::new(DASH) { of_stream(&io::stdout()) } else { std::fs::metadata(output) };
        let same = |(own, other): (std::fs::Metadata, std::fs::Metadata)| {
            other.is_file() && (own.dev(), own.ino()) == (other.dev(), other.ino())
        };
        own.ok().zip(other.ok()).is_some_and(same)
    }

    /// Returns true if this is the file at `output` under any name. The file behind standard output is not known here.
    #[cfg(not(unix))]
    pub fn is_also(&self, output: &Path) -> bool {
        let Source::File(own) = self else { return false };
        let [own, other] = [own, output].map(std::fs::canonicalize);
        own.ok().zip(other.ok()).is_some_and(|(own, other)| own == other)
    }
}

/// Notes on standard error that a file did not say how long it is.
pub fn note_length(name: &str, recording: &Recording) {
    if let Some(note) = recording.length_note() {
        // Where standard error is gone, there is nobody to note it.
        let _ = writeln!(io::stderr(), "mixminus: {name}: {note}");
    }
}
