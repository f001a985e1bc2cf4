//! The format chunk, and the conversion of samples to 16 bits.

use super::error::WavError;
use super::recording::Recording;
use crate::dsp::line::g711::{decode_a_law, decode_mu_law};

/// The last 14 bytes of every sub-format GUID of WAVE_FORMAT_EXTENSIBLE, after the format tag; then those of
/// ambisonic B-format.
const SUBFORMATS: [[u8; 14]; 2] = [
    [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71],
    [0, 0, 0x21, 0x07, 0xd3, 0x11, 0x86, 0x44, 0xc8, 0xc1, 0xca, 0, 0, 0],
];

const TAG_EXTENSIBLE: u16 = 0xfffe;

/// The most channels of a file: ambisonics of order 15.
const MAX_CHANNELS: u16 = 256;

/// The encoding of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    /// 8 bits, with an offset of 128.
    Unsigned,
    /// 2, 3, 4 or 8 bytes, left-justified.
    Signed(usize),
    /// 4 or 8 bytes, full scale ±1.0.
    Float(usize),
    ALaw,
    MuLaw,
}

/// A supported format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    encoding: Encoding,
    /// 1 … 256.
    pub channels: u16,
    /// As in the file, whether it is possible or not.
    pub sample_rate_hz: u32,
}

impl Format {
    /// Parses the body of a format chunk: 16 bytes, or 40 of an extensible one.
    pub fn parse(body: &[u8]) -> Result<Format, WavError> {
        let [tag, channels, rate_low, rate_high, bytes_low, bytes_high, frame, bits] = fields(body)?;
        let tag = if tag == TAG_EXTENSIBLE { subformat(body)? } else { tag };
        let wide = |low: u16, high: u16| u32::from(high) << 16 | u32::from(low);
        let sample_rate_hz = wide(rate_low, rate_high);
        if channels == 0 {
            return Err(WavError::Malformed("it has zero channels".into()));
        }
        if channels > MAX_CHANNELS {
            return Err(WavError::Unsupported(format!("audio of {channels} channels")));
        }
        let by_bits = usize::from(bits).div_ceil(8);
        let encoding = match (tag, bits) {
            (1, 0) => return Err(WavError::Malformed("its samples have zero bits".into())),
            (1, _) => {
                // A sample is left-justified in a container. The frame size gives the size of the container, if the
                // byte rate agrees.
                let agrees = u64::from(wide(bytes_low, bytes_high))
                    == u64::from(sample_rate_hz) * u64::from(frame)
                    && frame.is_multiple_of(channels);
                let container = usize::from(frame / channels);
                match if agrees && (by_bits..=8).contains(&container) { container } else { by_bits } {
                    1 => Encoding::Unsigned,
                    bytes @ (2 | 3 | 4 | 8) => Encoding::Signed(bytes),
                    _ => return Err(WavError::Unsupported(format!("{bits}-bit integer audio"))),
                }
            }
            (3, 32 | 64) => Encoding::Float(by_bits),
            (3, _) => return Err(WavError::Unsupported(format!("{bits}-bit float audio"))),
            (6, 0 | 8) => Encoding::ALaw,
            (7, 0 | 8) => Encoding::MuLaw,
            _ => return Err(WavError::Unsupported(name(tag, bits))),
        };
        Ok(Format { encoding, channels, sample_rate_hz })
    }

    /// Bytes of one sample of all channels: 1 … 2,048.
    pub fn frame_bytes(&self) -> usize {
        let sample = match self.encoding {
            Encoding::Unsigned | Encoding::ALaw | Encoding::MuLaw => 1,
            Encoding::Signed(bytes) | Encoding::Float(bytes) => bytes,
        };
        usize::from(self.channels) * sample
    }

    /// Appends the channel averages of whole frames to a recording, which has capacity for them.
    pub fn decode(&self, frames: &[u8], to: &mut Recording) {
        match self.encoding {
            Encoding::Unsigned => self.integers(frames, to, |[x]: [u8; 1]| i32::from(x ^ 0x80) << 24),
            Encoding::Signed(2) => self.integers(frames, to, |[a, b]| i32::from_le_bytes([0, 0, a, b])),
            Encoding::Signed(3) => self.integers(frames, to, |[a, b, c]| i32::from_le_bytes([0, a, b, c])),
            Encoding::Signed(4) => self.integers(frames, to, i32::from_le_bytes),
            Encoding::Signed(_) => self.integers(frames, to, |x| (i64::from_le_bytes(x) >> 32) as i32),
            Encoding::ALaw => self.integers(frames, to, |[x]: [u8; 1]| i32::from(decode_a_law(x)) << 16),
            Encoding::MuLaw => self.integers(frames, to, |[x]: [u8; 1]| i32::from(decode_mu_law(x)) << 16),
            Encoding::Float(4) => self.floats(frames, to, |x| f64::from(f32::from_le_bytes(x))),
            Encoding::Float(_) => self.floats(frames, to, f64::from_le_bytes),
        }
    }

    /// Integers scaled to 32 bits: their average, rounded once.
    fn integers<const N: usize>(&self, frames: &[u8], to: &mut Recording, sample: impl Fn([u8; N]) -> i32) {
        // In half units of a 16-bit sample, so that all values are integers.
        let unit = i64::from(self.channels) << 16;
        let power = unit.trailing_zeros() + 1;
        let is_power = self.channels.is_power_of_two();
        to.samples.extend(frames.chunks_exact(N * usize::from(self.channels)).map(|frame| {
            let samples = frame.as_chunks::<N>().0.iter();
            let sum: i64 = samples.map(|bytes| i64::from(sample(*bytes))).sum();
            let rounded = 2 * sum + unit;
            let average = if is_power { rounded >> power } else { rounded.div_euclid(2 * unit) };
            average.clamp(i16::MIN.into(), i16::MAX.into()) as i16
        }));
    }

    /// Floats: their average, rounded once. Counts clipped samples and NaN.
    fn floats<const N: usize>(&self, frames: &[u8], to: &mut Recording, sample: impl Fn([u8; N]) -> f64) {
        for frame in frames.chunks_exact(N * usize::from(self.channels)) {
            let samples = frame.as_chunks::<N>().0.iter();
            let sum: f64 = samples.map(|bytes| sample(*bytes)).sum();
            let scaled = sum / f64::from(self.channels) * 32_768.0;
            to.not_numbers += u64::from(scaled.is_nan());
            to.clipped += u64::from(scaled.abs() > 32_768.0);
            // `as` saturates, and converts NaN to 0.
            to.samples.push((scaled + 0.5).floor() as i16);
        }
    }
}

/// The eight 16-bit words at the start of a format chunk.
fn fields(body: &[u8]) -> Result<[u16; 8], WavError> {
    let (words, _) = body.as_chunks::<2>();
    let words = words.get(..8).and_then(|words| <[[u8; 2]; 8]>::try_from(words).ok());
    let few = || WavError::Malformed(format!("its format chunk has {} bytes, not 16 or more", body.len()));
    Ok(words.ok_or_else(few)?.map(u16::from_le_bytes))
}

/// The format tag of an extensible format.
fn subformat(body: &[u8]) -> Result<u16, WavError> {
    match (body.get(24..26), body.get(26..40)) {
        (Some(&[low, high]), Some(tail)) if SUBFORMATS.iter().any(|known| known == tail) => {
            Ok(u16::from_le_bytes([low, high]))
        }
        (_, Some(_)) => Err(WavError::Unsupported("a private extensible format".into())),
        _ => Err(WavError::Malformed("its extensible format chunk is cut short".into())),
    }
}

/// The name of an unsupported format.
fn name(tag: u16, bits: u16) -> String {
    let name = match tag {
        2 | 0x11 | 0x69 => "ADPCM",
        6 => return format!("{bits}-bit A-law"),
        7 => return format!("{bits}-bit µ-law"),
        0x31 => "GSM 6.10",
        0x40 | 0x45 | 0x64 => "G.726 ADPCM",
        0x42 => "G.723",
        0x50 => "MPEG audio",
        0x55 => "MPEG audio (MP3)",
        0x83 => "G.729",
        0xff | 0x1600 | 0x1610 => "AAC",
        0x160..=0x163 => "Windows Media Audio",
        0x566f | 0x674f..=0x6751 | 0x676f..=0x6771 => "Vorbis",
        0x704f => "Opus",
        0x2000 => "AC-3",
        0xf1ac => "FLAC",
        _ => return format!("format tag {tag:#06x}"),
    };
    name.into()
}
