//! Why WAV data could not be read.

use std::fmt;
use std::io;

/// Why WAV data could not be read.
#[derive(Debug)]
pub enum WavError {
    /// The system could not read the file.
    Io(io::Error),
    /// It is zero bytes long.
    EmptyFile,
    /// It is not a WAV file, and of no known kind.
    NotWav,
    /// It is an audio file of another kind.
    Foreign(&'static str),
    /// It is inconsistent, or lacks what every WAV file has.
    Malformed(String),
    /// It is a WAV file with an encoding that is not read.
    Unsupported(String),
    /// It has no samples.
    NoSamples,
}

impl fmt::Display for WavError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WavError::Io(error) => error.fmt(f),
            WavError::EmptyFile => f.write_str("the file is empty"),
            WavError::NotWav => f.write_str("not a WAV file (it does not begin with RIFF and WAVE)"),
            WavError::Foreign(what) => write!(
                f,
                "not a WAV file but {what}, which is not supported; `sox IN OUT.wav` or `ffmpeg -i IN OUT.wav` converts it"
            ),
            WavError::Malformed(what) => write!(f, "damaged WAV file: {what}"),
            WavError::Unsupported(what) => write!(
                f,
                "{what} is not supported: integers of 8 to 32 and of 64 bits, floats of 32 and 64 bits, A-law and µ-law are, \
                 of up to 256 channels; `sox IN.wav -e signed -b 16 OUT.wav` or `ffmpeg -i IN.wav -c:a pcm_s16le OUT.wav` \
                 converts most others"
            ),
            WavError::NoSamples => f.write_str("has no samples"),
        }
    }
}

impl std::error::Error for WavError {}

impl From<io::Error> for WavError {
    fn from(error: io::Error) -> WavError {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => WavError::Malformed("it ends inside its header".into()),
            _ => WavError::Io(error),
        }
    }
}
