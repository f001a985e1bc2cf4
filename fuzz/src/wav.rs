//! The WAV decoder: any bytes, and files of a known content.
//!
//! The first byte of the input chooses: even, the rest is the file; odd, the rest chooses a file's form and samples.

use crate::decode::{Length, Reader, Recording, WavError, decode};
use crate::input::Input;
use std::io::{self, Read};

/// Runs one file.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    if input.byte().is_multiple_of(2) {
        any_bytes(input.rest());
    } else {
        Plan::choose(&mut input).check();
    }
}

/// Whatever it is, the answer is the same however it is read, and there are no more samples than bytes, and as many as the
/// header promised.
fn any_bytes(bytes: &[u8]) {
    let answer = decode(bytes);
    let again = decode(InPieces { bytes, next: 1 });
    assert_eq!(describe(&answer), describe(&again));
    if let Ok(reader) = Reader::bytes(bytes) {
        let promised = reader.info().samples;
        let recording = reader.read().expect("its header was in order");
        assert_eq!(promised, Some(recording.samples.len() as u64));
    }
    let Ok(recording) = answer else { return };
    let samples = recording.samples.len();
    assert!(samples > 0 && samples <= bytes.len() && recording.channels > 0);
    assert!(recording.clipped + recording.not_numbers <= samples as u64);
}

/// An answer in a form that can be compared.
fn describe(answer: &Result<Recording, WavError>) -> String {
    match answer {
        Ok(recording) => format!("{recording:?}"),
        Err(error) => format!("{error:?}: {error}"),
    }
}

/// A file that is read a few bytes at a time, as a pipe gives it.
struct InPieces<'a> {
    bytes: &'a [u8],
    next: usize,
}

impl Read for InPieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.next = self.next % 7 + 1;
        let n = self.next.min(buffer.len()).min(self.bytes.len());
        buffer[..n].copy_from_slice(&self.bytes[..n]);
        self.bytes = &self.bytes[n..];
        Ok(n)
    }
}

/// How long the header says that the samples are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Claim {
    /// As long as they are.
    True,
    /// The writer did not know, and wrote what such writers write.
    Unknown(u32),
    /// So many frames more than there are.
    More(u32),
}

/// A file that is in order, or lacks its end.
#[derive(Debug)]
struct Plan {
    /// 8, 16, 24, 32, 64.
    bits: u16,
    is_float: bool,
    channels: u16,
    rate: u32,
    extensible: bool,
    claim: Claim,
    /// Chunks without meaning: before the format, between it and the samples, at the end.
    junk: [Option<Vec<u8>>; 3],
    /// The samples, in whole frames.
    data: Vec<u8>,
}

impl Plan {
    fn choose(input: &mut Input) -> Plan {
        let (bits, is_float) =
            input.pick(&[(16, false), (8, false), (24, false), (32, false), (32, true), (64, true)]);
        let channels = 1 + input.below(9) as u16;
        let rate = input.pick(&[8000, 16000, 44100, 48000, 1, 192_000]);
        let extensible = input.seldom(2);
        let claim = match input.below(6) {
            4 => Claim::Unknown(input.pick(&[u32::MAX, 0x7fff_f000, 0x7fff_ffff, 0x8000_0000])),
            5 => Claim::More(1 + u32::from(input.byte())),
            _ => Claim::True,
        };
        let junk = [(); 3].map(|()| input.seldom(2).then(|| vec![input.byte(); input.below(70)]));
        let mut data = input.rest().to_vec();
        data.truncate(data.len() - data.len() % (usize::from(channels) * usize::from(bits / 8)));
        Plan { bits, is_float, channels, rate, extensible, claim, junk, data }
    }

    fn frame_bytes(&self) -> u16 {
        self.channels * (self.bits / 8)
    }

    /// The body of the format chunk.
    fn format(&self) -> Vec<u8> {
        let tag: u16 = if self.is_float { 3 } else { 1 };
        let frame = self.frame_bytes();
        let mut body = Vec::new();
        body.extend(if self.extensible { 0xfffe } else { tag }.to_le_bytes());
        body.extend(self.channels.to_le_bytes());
        body.extend(self.rate.to_le_bytes());
        body.extend((self.rate * u32::from(frame)).to_le_bytes());
        body.extend(frame.to_le_bytes());
        body.extend(self.bits.to_le_bytes());
        if self.extensible {
            body.extend(22_u16.to_le_bytes());
            body.extend(self.bits.to_le_bytes());
            body.extend([0; 4]);
            body.extend(tag.to_le_bytes());
            body.extend(b"\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71");
        }
        body
    }

    fn file(&self) -> Vec<u8> {
        let frame = u32::from(self.frame_bytes());
        let claimed = match self.claim {
            Claim::True => self.data.len() as u32,
            Claim::Unknown(claimed) => claimed,
            Claim::More(frames) => self.data.len() as u32 + frames * frame,
        };
        let [before, between, after] = &self.junk;
        let mut file = b"RIFF\xff\xff\xff\xffWAVE".to_vec();
        let mut chunk = |name: &[u8], length: u32, body: &[u8]| {
            file.extend(name);
            file.extend(length.to_le_bytes());
            file.extend(body);
            file.resize(file.len().next_multiple_of(2), 0);
        };
        if let Some(body) = before {
            chunk(b"junk", body.len() as u32, body);
        }
        let format = self.format();
        chunk(b"fmt ", format.len() as u32, &format);
        if let Some(body) = between {
            chunk(b"LIST", body.len() as u32, body);
        }
        if self.claim == Claim::True {
            chunk(b"data", claimed, &self.data);
            if let Some(body) = after {
                chunk(b"id3 ", body.len() as u32, body);
            }
        } else {
            // The samples go on to the end.
            file.extend(b"data");
            file.extend(claimed.to_le_bytes());
            file.extend(&self.data);
        }
        file
    }

    fn check(&self) {
        let file = self.file();
        let found = (self.data.len() / usize::from(self.frame_bytes())) as u64;
        match (self.claim, decode(&file[..])) {
            (_, Err(WavError::NoSamples)) => assert_eq!(found, 0, "{self:?}"),
            (_, Ok(recording)) => assert_eq!(recording, self.expected(), "{self:?}"),
            (_, answer) => panic!("{answer:?} of {self:?}"),
        }
    }

    /// The recording by direct arithmetic.
    fn expected(&self) -> Recording {
        let mut expected = Recording {
            sample_rate_hz: self.rate,
            channels: self.channels,
            length: match self.claim {
                Claim::True => Length::Said,
                Claim::Unknown(_) => Length::Unsaid,
                Claim::More(more) => Length::Beyond {
                    promised: (self.data.len() / usize::from(self.frame_bytes())) as u64 + u64::from(more),
                },
            },
            ..Recording::default()
        };
        let width = usize::from(self.bits / 8);
        for frame in self.data.chunks_exact(usize::from(self.frame_bytes())) {
            let sample = if self.is_float {
                let part = |bytes: &[u8]| match *bytes {
                    [a, b, c, d] => f64::from(f32::from_le_bytes([a, b, c, d])),
                    ref bytes => f64::from_le_bytes(bytes.try_into().expect("a sample of 64 bits")),
                };
                let mean = frame.chunks_exact(width).map(part).sum::<f64>() / f64::from(self.channels);
                let scaled = mean * 32_768.0;
                expected.not_numbers += u64::from(scaled.is_nan());
                expected.clipped += u64::from(!(-32_768.0..=32_768.0).contains(&scaled) && !scaled.is_nan());
                if scaled.is_nan() { 0 } else { (scaled + 0.5).floor().clamp(-32_768.0, 32_767.0) as i16 }
            } else {
                let sum: i64 = frame.chunks_exact(width).map(integer).sum();
                // sum / (channels · 2^(bits − 16)), rounded: in halves, so that all are whole numbers.
                let (halves, unit) = (2 * (sum << 16), i64::from(self.channels) << self.bits);
                (halves + unit).div_euclid(2 * unit).clamp(-32_768, 32_767) as i16
            };
            expected.samples.push(sample);
        }
        expected
    }
}

/// One little-endian integer; of one byte it is unsigned around 128.
fn integer(bytes: &[u8]) -> i64 {
    if let [byte] = bytes {
        return i64::from(*byte) - 128;
    }
    let value = bytes.iter().rev().fold(0_i64, |value, &byte| value << 8 | i64::from(byte));
    let half = 1_i64 << (8 * bytes.len() - 1);
    if value >= half { value - 2 * half } else { value }
}
