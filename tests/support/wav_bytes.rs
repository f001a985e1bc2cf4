//! WAV files as bytes, built by hand: the tests' own view of the format.
#![allow(dead_code)]

/// What a format chunk says.
#[derive(Clone, Copy)]
pub struct Format {
    pub tag: u16,
    pub channels: u16,
    pub rate: u32,
    pub bits: u16,
    /// Bytes of one sample; 0: as few as hold its bits.
    pub container: u16,
}

impl Format {
    /// 16-bit mono at 8 kHz.
    pub const PHONE: Format = Format { tag: 1, channels: 1, rate: 8000, bits: 16, container: 0 };

    /// The 16 bytes of a plain format chunk.
    pub fn plain(self) -> Vec<u8> {
        let container = if self.container == 0 { self.bits.div_ceil(8) } else { self.container };
        let frame = self.channels.wrapping_mul(container);
        let mut body = Vec::new();
        body.extend(self.tag.to_le_bytes());
        body.extend(self.channels.to_le_bytes());
        body.extend(self.rate.to_le_bytes());
        body.extend(self.rate.wrapping_mul(u32::from(frame)).to_le_bytes());
        body.extend(frame.to_le_bytes());
        body.extend(self.bits.to_le_bytes());
        body
    }

    /// The 40 bytes of an extensible format chunk, with so many bits valid.
    pub fn extensible(self, valid_bits: u16) -> Vec<u8> {
        let mut body = Format { tag: 0xfffe, ..self }.plain();
        body.extend(22_u16.to_le_bytes());
        body.extend(valid_bits.to_le_bytes());
        body.extend([0; 4]);
        body.extend(self.tag.to_le_bytes());
        body.extend([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71]);
        body
    }
}

/// One chunk, padded to an even length.
pub fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = name.to_vec();
    bytes.extend((body.len() as u32).to_le_bytes());
    bytes.extend(body);
    bytes.resize(bytes.len().next_multiple_of(2), 0);
    bytes
}

/// A file of these chunks.
pub fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = chunks.concat();
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((body.len() as u32 + 4).to_le_bytes());
    bytes.extend(b"WAVE");
    bytes.extend(body);
    bytes
}

/// A file of a plain format and these bytes of samples.
pub fn file(format: Format, data: &[u8]) -> Vec<u8> {
    riff(&[chunk(b"fmt ", &format.plain()), chunk(b"data", data)])
}

/// A file of 16-bit samples at `rate`.
pub fn file_16(rate: u32, samples: &[i16]) -> Vec<u8> {
    file(Format { rate, ..Format::PHONE }, &data_16(samples))
}

/// 16-bit samples as bytes.
pub fn data_16(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}

/// The samples of a file as `mixminus` writes it: a header of 44 bytes, 16-bit mono at `rate`.
pub fn samples_of(bytes: &[u8], rate: u32) -> Vec<i16> {
    let data = &bytes[44..];
    let format = Format { rate, ..Format::PHONE };
    assert_eq!(bytes, file(format, data), "the header is not the canonical one");
    data.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
}
