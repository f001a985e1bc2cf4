//! Reads a WAV file: first its header, then its samples.

use super::error::WavError;
use super::header::Header;
use super::input::Input;
use super::recording::{Info, Recording};
use std::fs::File;
use std::io::{self, Read};

/// Bytes that are read at a time.
const BLOCK: usize = 1 << 16;

/// A WAV file whose header has been read.
#[derive(Debug)]
pub struct Reader<R> {
    input: Input<R>,
    header: Header,
    info: Info,
}

impl<'a> Reader<&'a [u8]> {
    /// Reads the header of a file in memory.
    pub fn bytes(bytes: &'a [u8]) -> Result<Reader<&'a [u8]>, WavError> {
        Reader::new(Input::bytes(bytes))
    }
}

impl Reader<File> {
    /// Reads the header of a regular file, from its beginning.
    pub fn file(file: File) -> Result<Reader<File>, WavError> {
        Reader::new(Input::file(file)?)
    }
}

impl<R: Read> Reader<R> {
    /// Reads the header of a stream.
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
    /// Several channels are averaged. Samples wider than 16 bits are rounded to nearest, halves up. ±1.0 of a float
    /// file is full scale; floats beyond it are clipped. Memory grows with what is read.
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

/// Reads a whole WAV file: see [`Reader::read`].
pub fn decode(reader: impl Read) -> Result<Recording, WavError> {
    Reader::stream(reader)?.read()
}
