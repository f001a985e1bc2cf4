//! Reading WAV files as they are written: RIFF, RF64, BW64 and Wave64, of integers, floats, A-law and µ-law, with lengths
//! that are wrong. Stands on its own (std alone), so that it can be fuzzed.
//!
//! Any bytes may come: a hostile header is an error, never a panic. What there is to read is judged by the header, before
//! a sample is read: see [`Reader`]. No length that a header claims is believed.

mod foreign;
mod format;
mod header;
mod input;

use std::fmt;
use std::fs::File;
use std::io::{self, Read};

use header::Header;
use input::Input;

/// The most bytes that are read at a time.
const BLOCK: usize = 1 << 16;

/// The samples of one file, as one channel of 16 bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// Samples a second, as the header says.
    pub sample_rate_hz: u32,
    /// How many channels the file has; more than one were averaged.
    pub channels: u16,
    /// The samples, at least one.
    pub samples: Vec<i16>,
    /// How many of them were beyond full scale, and clipped. Only float files have such.
    pub clipped: u64,
    /// How many of them were not a number, and taken as silence. Only float files have such.
    pub not_numbers: u64,
    /// Whether the file said how long it is.
    pub length: Length,
}

/// What a file says of its own length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Length {
    /// How long it is.
    #[default]
    Said,
    /// Nothing, or nothing that could be true: it was read to its end.
    Unsaid,
    /// More than there is: it was read to its end.
    Beyond {
        /// Samples a channel.
        promised: u64,
    },
}

/// What a header says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info {
    /// Samples a second, as the header says, be it possible or not.
    pub sample_rate_hz: u32,
    /// 1 … 256.
    pub channels: u16,
    /// Samples of each channel that are there; `None` if only reading on will tell.
    pub samples: Option<u64>,
    /// Bytes of all of them.
    pub bytes: Option<u64>,
    /// Whether the file says so.
    pub length: Length,
}

/// Why a file could not be read as a WAV file.
#[derive(Debug)]
pub enum WavError {
    /// The system could not read it.
    Io(io::Error),
    /// It is zero bytes long.
    EmptyFile,
    /// It is something else than a WAV file, nobody knows what.
    NotWav,
    /// It is sound, but another kind of file.
    Foreign(&'static str),
    /// It contradicts itself or lacks what every WAV file has.
    Malformed(String),
    /// It is a WAV file of a kind that is not read.
    Unsupported(String),
    /// It is in order but has no samples.
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

impl Recording {
    /// What there is to know of the file: its channels, what was clipped or no number, and its length.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        let Recording { channels, clipped, not_numbers, .. } = *self;
        [
            self.length_note(),
            (channels > 1).then(|| format!("{channels} channels, folded down to one (their average)")),
            (clipped > 0).then(|| format!("{clipped} samples beyond full scale, clipped")),
            (not_numbers > 0)
                .then(|| format!("{not_numbers} samples that are not numbers, taken as silence")),
        ]
        .into_iter()
        .flatten()
    }

    /// That the file did not say how long it is, or said more than there is.
    pub fn length_note(&self) -> Option<String> {
        let found = self.samples.len();
        match self.length {
            Length::Said => None,
            Length::Unsaid => Some("its header does not say how long it is; read to the end".into()),
            Length::Beyond { promised } => Some(format!(
                "its header promises {promised} samples, but only {found} are there; read to the end"
            )),
        }
    }
}

/// A WAV file whose header has been read, and nothing behind it.
#[derive(Debug)]
pub struct Reader<R> {
    input: Input<R>,
    header: Header,
    info: Info,
}

impl<'a> Reader<&'a [u8]> {
    /// Of a file in memory.
    pub fn bytes(bytes: &'a [u8]) -> Result<Reader<&'a [u8]>, WavError> {
        Reader::new(Input::bytes(bytes))
    }
}

impl Reader<File> {
    /// Of a regular file, which is at its beginning.
    pub fn file(file: File) -> Result<Reader<File>, WavError> {
        Reader::new(Input::file(file)?)
    }
}

impl<R: Read> Reader<R> {
    /// Of bytes that come from anywhere.
    pub fn stream(reader: R) -> Result<Reader<R>, WavError> {
        Reader::new(Input::stream(reader))
    }

    fn new(mut input: Input<R>) -> Result<Reader<R>, WavError> {
        let header = Header::read(&mut input)?;
        let data = input.left().map(|left| header.data(left)).transpose()?;
        let frame = header.format.frame_bytes() as u64;
        let info = Info {
            sample_rate_hz: header.format.sample_rate_hz,
            channels: header.format.channels,
            samples: data.map(|(bytes, _)| bytes / frame),
            bytes: data.map(|(bytes, _)| bytes),
            length: data.map(|(_, length)| length).unwrap_or_default(),
        };
        if info.samples == Some(0) {
            return Err(WavError::NoSamples);
        }
        Ok(Reader { input, header, info })
    }

    /// What the header says.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// Reads all samples as one channel of 16 bits.
    ///
    /// Several channels are averaged. What is wider than 16 bits is rounded to nearest, halves up. ±1.0 of a float
    /// file is full scale, and what lies beyond is clipped. Memory grows with what is read.
    pub fn read(self) -> Result<Recording, WavError> {
        let Reader { mut input, header, info } = self;
        let Info { sample_rate_hz, channels, length, .. } = info;
        let mut recording = Recording { sample_rate_hz, channels, length, ..Recording::default() };
        let no_memory = |_| WavError::Io(io::ErrorKind::OutOfMemory.into());
        let all = usize::try_from(info.samples.unwrap_or(0)).unwrap_or(usize::MAX);
        recording.samples.try_reserve_exact(all).map_err(no_memory)?;
        let frame = header.format.frame_bytes();
        let most = info.bytes.unwrap_or(header.most());
        let mut taken = 0;
        while taken < most {
            let block =
                input.peek(usize::try_from(most - taken).unwrap_or(BLOCK).min(BLOCK - BLOCK % frame))?;
            let frames = &block[..block.len() - block.len() % frame];
            if frames.is_empty() {
                taken += block.len() as u64;
                break;
            }
            recording.samples.try_reserve(frames.len() / frame).map_err(no_memory)?;
            header.format.decode(frames, &mut recording);
            let bytes = frames.len() as u64;
            input.skip(bytes)?;
            taken += bytes;
        }
        if info.bytes.is_none() {
            recording.length = header.data(taken)?.1;
        }
        if recording.samples.is_empty() { Err(WavError::NoSamples) } else { Ok(recording) }
    }
}

/// Reads a whole WAV file, as [`Reader::read`].
pub fn decode(reader: impl Read) -> Result<Recording, WavError> {
    Reader::stream(reader)?.read()
}
