//! Reading WAV files, by hound. Stands on its own (hound and std), so that it can be fuzzed.
//!
//! [`decode`] takes any bytes: a hostile header makes it answer an error, never panic, and no length that a
//! header claims is believed before that many bytes have been read.

use std::fmt;
use std::io::{self, BufReader, Cursor, Read};

use hound::{Sample, SampleFormat, WavReader, WavSpec};

/// Data lengths that writers to a pipe (ffmpeg, sox), who cannot go back to correct them, put into the header:
/// the samples go on to the end of the file.
const OPEN_ENDED: [u32; 2] = [u32::MAX, 0x7fff_f000];

/// What every sub-format of WAVE_FORMAT_EXTENSIBLE ends with, after its format tag.
const SUBFORMAT_TAIL: [u8; 14] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

const TAG_PCM: u16 = 1;
const TAG_FLOAT: u16 = 3;
const TAG_EXTENSIBLE: u16 = 0xfffe;

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
}

/// Why a file could not be read as a WAV file.
#[derive(Debug)]
pub enum WavError {
    /// The system could not read it.
    Io(io::Error),
    /// It is zero bytes long.
    EmptyFile,
    /// It is something else than a WAV file.
    NotWav,
    /// It contradicts itself or lacks what every WAV file has.
    Malformed(String),
    /// It is a WAV file of a kind that is not read.
    Unsupported(String),
    /// It ends before the samples that its header promises (both counted a channel).
    Truncated {
        /// What the header says.
        promised: u64,
        /// What is there.
        found: u64,
    },
    /// It is in order but has no samples.
    NoSamples,
    /// It lasts longer than so many seconds.
    TooLong(u64),
}

impl fmt::Display for WavError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WavError::Io(error) => error.fmt(f),
            WavError::EmptyFile => f.write_str("the file is empty"),
            WavError::NotWav => f.write_str("not a WAV file (it does not begin with RIFF and WAVE)"),
            WavError::Malformed(what) => write!(f, "damaged WAV file: {what}"),
            WavError::Unsupported(what) => write!(
                f,
                "{what} is not supported: 8, 16, 24 and 32-bit integers and 32-bit floats are; \
                 sox IN.wav -e signed -b 16 OUT.wav converts most others"
            ),
            WavError::Truncated { promised, found } => {
                write!(f, "truncated: its header promises {promised} samples, but only {found} are there")
            }
            WavError::NoSamples => f.write_str("has no samples"),
            WavError::TooLong(most_s) => write!(f, "lasts longer than {most_s} seconds"),
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

impl From<hound::Error> for WavError {
    fn from(error: hound::Error) -> WavError {
        match error {
            hound::Error::IoError(error) => WavError::from(error),
            hound::Error::FormatError(what) => WavError::Malformed(what.into()),
            other => WavError::Unsupported(format!("this sample format ({other})")),
        }
    }
}

/// Reads a whole WAV file as one channel of 16-bit samples.
///
/// Several channels are averaged. What is wider than 16 bits is rounded to nearest, halves up. ±1.0 of a float
/// file is full scale, and what lies beyond is clipped. Memory grows with what is read, whatever the header
/// claims.
pub fn decode(reader: impl Read) -> Result<Recording, WavError> {
    decode_within(reader, u64::MAX)
}

/// The same of a file that lasts at most `most_s` seconds; a longer one is refused as soon as that is known.
pub fn decode_within(reader: impl Read, most_s: u64) -> Result<Recording, WavError> {
    let mut reader = BufReader::new(reader);
    let header = Header::read(&mut reader)?;
    let wav = WavReader::new(Cursor::new(header.canonical()).chain(reader))?;
    let WavSpec { channels, sample_rate, bits_per_sample, sample_format } = wav.spec();
    let mut recording = Recording { sample_rate_hz: sample_rate, channels, ..Recording::default() };
    let limit = Limit { open_ended: header.open_ended(), most_s };
    if !limit.open_ended && limit.is_exceeded(wav.duration().into(), sample_rate) {
        return Err(WavError::TooLong(most_s));
    }
    match (sample_format, bits_per_sample) {
        (SampleFormat::Int, 8 | 16 | 24 | 32) => {
            read_mono(wav, limit, &mut recording, |frame: &[i32], _| {
                integers_to_i16(frame, u32::from(bits_per_sample))
            })?;
        }
        (SampleFormat::Float, 32) => read_mono(wav, limit, &mut recording, floats_to_i16)?,
        (_, bits) => return Err(WavError::Unsupported(format!("{bits}-bit audio"))),
    }
    if recording.samples.is_empty() {
        return Err(WavError::NoSamples);
    }
    Ok(recording)
}

/// How far a file may go.
#[derive(Clone, Copy)]
struct Limit {
    /// Its header does not know where it ends.
    open_ended: bool,
    /// So many seconds at most.
    most_s: u64,
}

impl Limit {
    fn is_exceeded(self, samples: u64, sample_rate: u32) -> bool {
        samples > self.most_s.saturating_mul(u64::from(sample_rate).max(1))
    }
}

/// Reads frame after frame (one sample a channel) and gives each to `to_mono`.
fn read_mono<R: Read, S: Sample>(
    wav: WavReader<R>,
    limit: Limit,
    recording: &mut Recording,
    mut to_mono: impl FnMut(&[S], &mut Recording) -> i16,
) -> Result<(), WavError> {
    let promised = u64::from(wav.duration());
    let channels = usize::from(recording.channels);
    let mut frame = Vec::with_capacity(channels);
    for sample in wav.into_samples::<S>() {
        match sample {
            Ok(sample) => frame.push(sample),
            Err(hound::Error::IoError(error)) if is_end_of_file(&error) => {
                let found = recording.samples.len() as u64;
                return if limit.open_ended { Ok(()) } else { Err(WavError::Truncated { promised, found }) };
            }
            Err(error) => return Err(error.into()),
        }
        if frame.len() == channels {
            if limit.is_exceeded(recording.samples.len() as u64 + 1, recording.sample_rate_hz) {
                return Err(WavError::TooLong(limit.most_s));
            }
            let mono = to_mono(&frame, recording);
            recording.samples.push(mono);
            frame.clear();
        }
    }
    Ok(())
}

/// Whether hound means that the file has ended: its error then is its own, without a number of the system.
fn is_end_of_file(error: &io::Error) -> bool {
    error.raw_os_error().is_none() && error.kind() == io::ErrorKind::Other
}

/// The average of one frame of `bits`-bit integers, rounded once.
fn integers_to_i16(frame: &[i32], bits: u32) -> i16 {
    let sum: i64 = frame.iter().map(|&sample| i64::from(sample) << (32 - bits)).sum();
    let unit = (frame.len() as i64) << 16;
    (2 * sum + unit).div_euclid(2 * unit).clamp(i16::MIN.into(), i16::MAX.into()) as i16
}

/// The average of one frame of floats, rounded once; counts what is clipped and what is not a number.
fn floats_to_i16(frame: &[f32], recording: &mut Recording) -> i16 {
    let sum: f64 = frame.iter().map(|&sample| f64::from(sample)).sum();
    let scaled = sum / frame.len() as f64 * 32_768.0;
    recording.not_numbers += u64::from(scaled.is_nan());
    recording.clipped += u64::from(scaled.abs() > 32_768.0);
    // `as` saturates, and takes what is not a number as 0.
    (scaled + 0.5).floor() as i16
}

/// The header of a WAV file up to its samples. Hound reads it rewritten in its shortest form, so that chunks
/// of odd length, extensible formats and fields of no meaning do not confuse it.
struct Header {
    /// Format tag, channels, rate, bytes a second, bytes a frame, bits a sample: 16 bytes.
    format: [u8; 16],
    /// Bytes of samples, as the file says.
    data_bytes: u32,
}

impl Header {
    /// Reads up to the first byte of samples.
    fn read(reader: &mut impl Read) -> Result<Header, WavError> {
        let mut start = Vec::new();
        reader.by_ref().take(12).read_to_end(&mut start)?;
        if start.is_empty() {
            return Err(WavError::EmptyFile);
        }
        if start.len() < 12 || &start[..4] != b"RIFF" || &start[8..] != b"WAVE" {
            return Err(WavError::NotWav);
        }
        let mut format = None;
        loop {
            let mut chunk = [0; 8];
            if let Err(error) = reader.read_exact(&mut chunk) {
                return Err(match error.kind() {
                    io::ErrorKind::UnexpectedEof => WavError::Malformed("it has no data chunk".into()),
                    _ => WavError::Io(error),
                });
            }
            let length = u32::from_le_bytes([chunk[4], chunk[5], chunk[6], chunk[7]]);
            // Chunks begin at even offsets.
            let mut left = u64::from(length) + u64::from(length & 1);
            match (&chunk[..4], format) {
                (b"data", Some(format)) => {
                    return Ok(Header { format, data_bytes: length });
                }
                (b"data", None) => return Err(WavError::Malformed("its data precede its format".into())),
                (b"fmt ", _) => {
                    let mut body = [0; 40];
                    let taken = body.len().min(length as usize);
                    reader.read_exact(&mut body[..taken])?;
                    left -= taken as u64;
                    format = Some(canonical_format(&body[..taken])?);
                }
                _ => (),
            }
            io::copy(&mut reader.by_ref().take(left), &mut io::sink())?;
        }
    }

    /// Whether the writer did not know how many samples would follow.
    fn open_ended(&self) -> bool {
        OPEN_ENDED.contains(&self.data_bytes)
    }

    /// The header as hound is to see it.
    fn canonical(&self) -> Vec<u8> {
        let frame_bytes = u32::from(u16::from_le_bytes([self.format[12], self.format[13]])).max(1);
        let spare = if self.open_ended() { self.data_bytes % frame_bytes } else { 0 };
        let mut bytes = Vec::with_capacity(44);
        bytes.extend_from_slice(b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0");
        bytes.extend_from_slice(&self.format);
        bytes.extend_from_slice(b"data");
        bytes.extend_from_slice(&(self.data_bytes - spare).to_le_bytes());
        bytes
    }
}

/// The 16 bytes of a format chunk that matter; an extensible format becomes the plain one that it stands for.
fn canonical_format(body: &[u8]) -> Result<[u8; 16], WavError> {
    let Some(Ok(mut format)) = body.get(..16).map(<[u8; 16]>::try_from) else {
        return Err(WavError::Malformed(format!(
            "its format chunk has {} bytes, not 16 or more",
            body.len()
        )));
    };
    let mut tag = u16::from_le_bytes([format[0], format[1]]);
    if tag == TAG_EXTENSIBLE && body.get(26..40) == Some(&SUBFORMAT_TAIL) {
        tag = u16::from_le_bytes([body[24], body[25]]);
        format[..2].copy_from_slice(&tag.to_le_bytes());
    }
    let name = match tag {
        TAG_PCM | TAG_FLOAT => return Ok(format),
        2 | 0x11 => "ADPCM",
        6 => "A-law",
        7 => "µ-law",
        0x31 => "GSM 6.10",
        0x50 | 0x55 => "MPEG audio",
        _ => return Err(WavError::Unsupported(format!("format tag {tag:#06x}"))),
    };
    Err(WavError::Unsupported(name.into()))
}
