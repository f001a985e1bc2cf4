//! The header of a WAV file up to its samples: RIFF, RF64 and BW64 with 64-bit lengths, and Wave64.
//!
//! Lengths in headers are often wrong. A program that writes into a pipe cannot go back to correct them, and leaves
//! what it wrote first: 0, or the largest length. So a length that is 0, or goes beyond the end of the file, means up
//! to the end of the file.

use super::error::WavError;
use super::foreign;
use super::format::Format;
use super::input::Input;
use super::recording::Length;
use std::io::{self, Read};

/// The most chunks before the samples.
const MAX_CHUNKS: usize = 4096;

/// Lengths that mean "unknown": of ffmpeg and many others, of sox, and of programs that use signed numbers.
const UNKNOWN: [u64; 3] = [0xffff_ffff, 0x7fff_f000, 0x7fff_ffff];

/// A length from here on that goes beyond the end of the file is taken as unknown.
const ABSURD: u64 = 0x7fff_0000;

/// Chunks of RIFF files that are recognised by name.
const CHUNKS: [&[u8; 4]; 24] = [
    b"data", b"fmt ", b"LIST", b"fact", b"bext", b"cue ", b"JUNK", b"junk", b"PAD ", b"FLLR", b"smpl",
    b"inst", b"id3 ", b"ID3 ", b"iXML", b"PEAK", b"chna", b"axml", b"afsp", b"DISP", b"plst", b"note",
    b"_PMX", b"cart",
];

/// The rest of the GUIDs of Wave64, after `riff`, and after `wave` or the name of a chunk.
const RIFF_TAIL: &[u8; 12] = b"\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00";
const WAVE_TAIL: &[u8; 12] = b"\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a";

/// The format, and the number of bytes of samples.
#[derive(Debug)]
pub struct Header {
    /// Format of the samples.
    pub format: Format,
    /// The length in the file, bytes; `None`: up to its end.
    said: Option<u64>,
}

impl Header {
    /// Reads up to the first sample.
    pub fn read(input: &mut Input<impl Read>) -> Result<Header, WavError> {
        let start = input.peek(40)?;
        let four = |at: usize| start.get(at..at + 4).unwrap_or_default();
        match (four(0), four(8)) {
            (b"", _) if start.is_empty() => Err(WavError::EmptyFile),
            (b"RIFF" | b"RF64" | b"BW64", b"WAVE") => {
                input.skip(12)?;
                Parser::default().riff(input)
            }
            (b"riff", _) if start.get(4..16) == Some(RIFF_TAIL) && start.get(28..40) == Some(WAVE_TAIL) => {
                input.skip(40)?;
                Parser::default().wave64(input)
            }
            _ => Err(foreign::name(start).map_or(WavError::NotWav, WavError::Foreign)),
        }
    }

    /// How many bytes of whole frames follow, if `left` bytes are left in the file; and whether the header gave
    /// that length.
    pub fn data(&self, left: u64) -> Result<(u64, Length), WavError> {
        let frame = self.format.frame_bytes() as u64;
        let (bytes, length) = match self.said {
            Some(said) if said <= left => {
                self.check_whole(said)?;
                (said, Length::Said)
            }
            Some(said) if said < ABSURD => (left, Length::Beyond { promised: said / frame }),
            _ => (left, Length::Unsaid),
        };
        Ok((bytes - bytes % frame, length))
    }

    /// The most bytes of samples in a file of unknown length.
    pub fn most(&self) -> u64 {
        self.said.unwrap_or(u64::MAX)
    }

    /// Refuses a length that is not a whole number of frames.
    fn check_whole(&self, bytes: u64) -> Result<(), WavError> {
        let frame = self.format.frame_bytes() as u64;
        if bytes.is_multiple_of(frame) {
            return Ok(());
        }
        Err(WavError::Malformed(format!("its samples are {bytes} bytes, and a frame of them has {frame}")))
    }
}

/// What the chunks so far have said.
#[derive(Debug, Default)]
struct Parser {
    format: Option<Format>,
    /// The length of the samples from a `ds64` chunk.
    wide: Option<u64>,
    /// There was a data chunk of length 0.
    is_empty: bool,
}

impl Parser {
    /// Reads chunks with a name and a 32-bit length, padded to even lengths.
    fn riff(mut self, input: &mut Input<impl Read>) -> Result<Header, WavError> {
        for _ in 0..MAX_CHUNKS {
            let Ok(&[a, b, c, d, ref length @ ..]) = <&[u8; 8]>::try_from(input.peek(8)?) else {
                return Err(self.no_data());
            };
            let (name, length) = ([a, b, c, d], u64::from(u32::from_le_bytes(*length)));
            input.skip(8)?;
            match &name {
                b"data" => {
                    let said = if length == UNKNOWN[0] { self.wide.unwrap_or(length) } else { length };
                    let rest = |bytes: &[u8], left: Option<u64>| {
                        let Ok(&[a, b, c, d, ref length @ ..]) = <&[u8; 8]>::try_from(bytes) else {
                            return false;
                        };
                        let length = u64::from(u32::from_le_bytes(*length));
                        CHUNKS.contains(&&[a, b, c, d]) && left.is_none_or(|left| length + 8 <= left)
                    };
                    if let Some(header) = self.data(said, input, rest)? {
                        return Ok(header);
                    }
                    continue;
                }
                b"fmt " => self.take_format(input, length)?,
                b"ds64" => {
                    let body = input.peek(16.min(length as usize))?;
                    self.wide = body.get(8..16).and_then(|wide| wide.try_into().ok()).map(u64::from_le_bytes);
                }
                b"\0\0\0\0" => return Err(self.no_data()),
                _ => {}
            }
            input.skip(length)?;
            if length % 2 == 1 {
                // Some programs leave the padding out.
                let next = input.peek(5)?;
                let is_chunk = |at: usize| {
                    next.get(at..at + 4).is_some_and(|name| CHUNKS.iter().any(|chunk| chunk[..] == *name))
                };
                if is_chunk(1) || !is_chunk(0) {
                    input.skip(1)?;
                }
            }
        }
        Err(WavError::Malformed(format!("more than {MAX_CHUNKS} chunks precede its samples")))
    }

    /// Reads chunks with a GUID and a 64-bit length that includes the chunk's header, padded to multiples of 8.
    fn wave64(mut self, input: &mut Input<impl Read>) -> Result<Header, WavError> {
        let parts = |bytes: &[u8]| {
            let bytes = <&[u8; 24]>::try_from(bytes).ok()?;
            let name = bytes.first_chunk::<4>().filter(|_| bytes[4..16] == *WAVE_TAIL).copied();
            let length = bytes.last_chunk::<8>().copied().map(u64::from_le_bytes)?;
            Some((name, length))
        };
        for _ in 0..MAX_CHUNKS {
            let Some((name, length)) = parts(input.peek(24)?) else { return Err(self.no_data()) };
            input.skip(24)?;
            let body = length.saturating_sub(24);
            if name == Some(*b"data") {
                let rest = |bytes: &[u8], left: Option<u64>| {
                    parts(bytes).is_some_and(|(name, length)| {
                        name.is_some() && length >= 24 && left.is_none_or(|left| length <= left)
                    })
                };
                let said = if length == u64::MAX { UNKNOWN[0] } else { body };
                if let Some(header) = self.data(said, input, rest)? {
                    return Ok(header);
                }
                continue;
            }
            if length < 24 {
                return Err(WavError::Malformed(format!("a chunk of it has a length of {length} bytes")));
            }
            if name == Some(*b"fmt ") {
                self.take_format(input, body)?;
            }
            input.skip(body.checked_next_multiple_of(8).unwrap_or(body))?;
        }
        Err(WavError::Malformed(format!("more than {MAX_CHUNKS} chunks precede its samples")))
    }

    /// The header, at the start of the samples. `None` if there are none but other chunks follow, which `is_chunk`
    /// recognises by their name and the length that is left.
    fn data(
        &mut self,
        said: u64,
        input: &mut Input<impl Read>,
        is_chunk: impl Fn(&[u8], Option<u64>) -> bool,
    ) -> Result<Option<Header>, WavError> {
        let Some(format) = self.format else {
            return Err(WavError::Malformed("its data precede its format".into()));
        };
        if said == 0 {
            let left = input.left();
            let next = input.peek(24)?;
            // A name and a length, of either kind.
            if next.is_empty() || is_chunk(&next[..next.len().min(8)], left) || is_chunk(next, left) {
                self.is_empty = true;
                return Ok(None);
            }
        }
        let said = Some(said).filter(|said| *said != 0 && !UNKNOWN.contains(said));
        Ok(Some(Header { format, said }))
    }

    /// Reads a format chunk without consuming it.
    fn take_format(&mut self, input: &mut Input<impl Read>, length: u64) -> Result<(), WavError> {
        let whole = length.min(40) as usize;
        let body = input.peek(whole)?;
        if body.len() < whole {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        self.format = Some(Format::parse(body)?);
        Ok(())
    }

    /// Why there are no samples to read.
    fn no_data(&self) -> WavError {
        if self.is_empty { WavError::NoSamples } else { WavError::Malformed("it has no data chunk".into()) }
    }
}
