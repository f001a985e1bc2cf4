//! WAV files as the world writes them: lengths that are wrong, formats that are rare, chunks in every place.
#![cfg(feature = "cli")]

#[path = "support/wav_bytes.rs"]
mod wav_bytes;

use mixminus::wav::{Length, Reader, decode};
use proptest::prelude::*;
use wav_bytes::{Format, chunk, data_16, file, file_16, riff};

/// What is read of a file, which is the same from a pipe and from memory.
fn samples(bytes: &[u8]) -> Vec<i16> {
    read(bytes).0
}

fn read(bytes: &[u8]) -> (Vec<i16>, Length) {
    let reader = Reader::bytes(bytes).unwrap_or_else(|error| panic!("is refused: {error}"));
    let said = reader.info().samples;
    let recording = reader.read().unwrap();
    assert_eq!(said, Some(recording.samples.len() as u64), "what the header said");
    assert_eq!(decode(bytes).unwrap(), recording, "from a pipe");
    (recording.samples, recording.length)
}

fn error(bytes: &[u8]) -> String {
    let error = Reader::bytes(bytes).and_then(Reader::read).expect_err("is refused").to_string();
    assert_eq!(decode(bytes).expect_err("is refused").to_string(), error, "from a pipe");
    error
}

/// The same format, plain and extensible.
fn both(format: Format, valid_bits: u16) -> [Vec<u8>; 2] {
    [format.plain(), format.extensible(valid_bits)]
}

fn with_data(format: &[u8], data: &[u8]) -> Vec<u8> {
    riff(&[chunk(b"fmt ", format), chunk(b"data", data)])
}

const SAID: [i16; 6] = [5, -5, 32_767, -32_768, 256, 1];

#[test]
fn a_length_that_is_unknown_means_up_to_the_end() {
    for length in [0, u32::MAX, u32::MAX - 36, 0x7fff_f000, 0x7fff_f024, 0x7fff_ffff, 0x8000_0000] {
        for riff_length in [None, Some(0), Some(36), Some(u32::MAX), Some(0x7fff_f024)] {
            let mut bytes = file_16(8000, &SAID);
            bytes[40..44].copy_from_slice(&length.to_le_bytes());
            if let Some(length) = riff_length {
                bytes[4..8].copy_from_slice(&length.to_le_bytes());
            }
            assert_eq!(read(&bytes), (SAID.to_vec(), Length::Unsaid), "{length:#x} {riff_length:x?}");
            // Half a sample is none.
            bytes.push(1);
            assert_eq!(samples(&bytes), SAID, "{length:#x} {riff_length:x?}");
        }
    }
    // Of three channels, whole frames.
    let mut bytes = file(Format { channels: 3, ..Format::PHONE }, &data_16(&[5, 5, 5, 6, 6, 6, 7]));
    bytes[40..44].copy_from_slice(&[0xff; 4]);
    assert_eq!(samples(&bytes), [5, 6]);
}

#[test]
fn a_length_beyond_the_end_means_up_to_the_end() {
    let mut bytes = file_16(8000, &SAID);
    for more in [1, 2, 100, 1_000_000, 0x7000_0000] {
        bytes[40..44].copy_from_slice(&(12 + more as u32).to_le_bytes());
        let promised = (12 + more) / 2;
        assert_eq!(read(&bytes), (SAID.to_vec(), Length::Beyond { promised }), "{more}");
    }
    // A file that was cut.
    assert_eq!(read(&file_16(8000, &SAID)[..44 + 5]), (SAID[..2].to_vec(), Length::Beyond { promised: 6 }));
    assert_eq!(error(&file_16(8000, &SAID)[..44]), "has no samples");
}

#[test]
fn a_length_that_is_right_ends_the_samples() {
    let mut bytes = file_16(8000, &SAID);
    // What the RIFF header says is of no account.
    for length in [0, 4, 36, 1_000, u32::MAX] {
        bytes[4..8].copy_from_slice(&length.to_le_bytes());
        assert_eq!(read(&bytes), (SAID.to_vec(), Length::Said));
    }
    bytes.extend(chunk(b"LIST", b"INFOISFT\x04\0\0\0sox\0"));
    bytes.extend(b"and no chunk");
    assert_eq!(read(&bytes), (SAID.to_vec(), Length::Said));
    bytes[40..44].copy_from_slice(&4_u32.to_le_bytes());
    assert_eq!(samples(&bytes), SAID[..2]);
}

#[test]
fn an_empty_data_chunk_is_empty() {
    let format = chunk(b"fmt ", &Format::PHONE.plain());
    let empty = chunk(b"data", &[]);
    for after in [vec![], chunk(b"LIST", b"INFO"), [chunk(b"fact", &[0; 4]), chunk(b"id3 ", b"odd")].concat()]
    {
        assert_eq!(error(&riff(&[format.clone(), empty.clone(), after])), "has no samples");
    }
    // A second one has the samples.
    let second = chunk(b"data", &data_16(&SAID));
    assert_eq!(samples(&riff(&[format.clone(), empty.clone(), chunk(b"LIST", b"INFO"), second])), SAID);
    // What only looks like a chunk is sound: it would go beyond the end.
    let sound = data_16(&[0x494c, 0x5453, 0x7fff, 0x7fff]);
    assert_eq!(&sound[..4], b"LIST");
    assert_eq!(Reader::bytes(&riff(&[format, empty, sound])).unwrap().info().samples, Some(4));
}

#[test]
fn chunks_may_be_anywhere_odd_padded_or_not() {
    let (format, data) = (chunk(b"fmt ", &Format::PHONE.plain()), chunk(b"data", &data_16(&SAID)));
    let odd = |name: &[u8; 4], pad: &[u8]| {
        let mut bytes = name.to_vec();
        bytes.extend(5_u32.to_le_bytes());
        bytes.extend(b"12345");
        bytes.extend(pad);
        bytes
    };
    for name in [b"LIST", b"JUNK", b"bext", b"abcd", b"id3 ", b"fact", b"cue ", b"\x01\x02\x03\x04"] {
        for pad in [&b"\0"[..], b"\x37", b""] {
            let odd = odd(name, pad);
            for chunks in [
                [odd.clone(), format.clone(), data.clone()],
                [format.clone(), odd.clone(), data.clone()],
                [format.clone(), data.clone(), odd.clone()],
            ] {
                assert_eq!(samples(&riff(&chunks)), SAID, "{name:?} {pad:?}");
            }
        }
    }
    // An 8-bit file of odd length, whose padding is missing at the end.
    let bits_8 = Format { bits: 8, ..Format::PHONE };
    let mut bytes = file(bits_8, &[128, 129, 130]);
    assert_eq!(read(&bytes), (vec![0, 256, 512], Length::Said));
    bytes.pop();
    assert_eq!(read(&bytes), (vec![0, 256, 512], Length::Said));
    // A format chunk that is longer than it need be.
    let long = [Format::PHONE.plain(), vec![0; 90]].concat();
    assert_eq!(samples(&with_data(&long, &data_16(&SAID))), SAID);
    assert_eq!(samples(&with_data(&[Format::PHONE.plain(), vec![0, 0]].concat(), &data_16(&SAID))), SAID);
}

#[test]
fn integers_lie_in_the_upper_bits_of_their_containers() {
    let said = [0x1230_i32, -0x1230, 0x7ff0, -0x8000];
    let due = said.map(|x| x as i16);
    for (bits, container) in
        [(12, 2), (13, 2), (16, 2), (16, 3), (20, 3), (24, 3), (16, 4), (20, 4), (24, 4), (32, 4), (64, 8)]
    {
        let bytes = |x: i32| (i64::from(x) << 48).to_le_bytes()[8 - container as usize..].to_vec();
        let data: Vec<u8> = said.into_iter().flat_map(bytes).collect();
        let plain = Format { bits, container, ..Format::PHONE };
        let wide = Format { bits: 8 * container, container, ..Format::PHONE };
        for format in [plain.plain(), plain.extensible(bits), wide.extensible(bits)] {
            assert_eq!(samples(&with_data(&format, &data)), due, "{bits} in {container}");
        }
    }
    // 8 bits and fewer are unsigned.
    for bits in [4, 8] {
        for format in both(Format { bits, container: 1, ..Format::PHONE }, bits) {
            assert_eq!(samples(&with_data(&format, &[0, 0x80, 0xf0])), [-32_768, 0, 0x7000]);
        }
    }
    // Fields that contradict each other mean what the bits say.
    let mut odd = Format::PHONE.plain();
    odd[12..14].copy_from_slice(&7_u16.to_le_bytes());
    assert_eq!(samples(&with_data(&odd, &data_16(&SAID))), SAID);
}

#[test]
fn floats_of_64_bits_are_as_those_of_32() {
    let values = [1.0, -1.0, 0.5, -0.25, 1.5 / 32_768.0, f64::NAN, 9.0];
    let due = [32_767, -32_768, 16_384, -8_192, 2, 0, 32_767];
    let data: Vec<u8> = values.iter().flat_map(|x| x.to_le_bytes()).collect();
    for format in both(Format { tag: 3, bits: 64, ..Format::PHONE }, 64) {
        let bytes = with_data(&format, &data);
        assert_eq!(samples(&bytes), due);
        let recording = decode(&bytes[..]).unwrap();
        assert_eq!((recording.clipped, recording.not_numbers), (1, 1));
    }
    let data: Vec<u8> = values.iter().flat_map(|x| (*x as f32).to_le_bytes()).collect();
    assert_eq!(samples(&file(Format { tag: 3, bits: 32, ..Format::PHONE }, &data)), due);
}

/// The ends of segments, by the tables of ITU-T G.711: the code on the line and the value at the decoder's output.
#[test]
fn g711_is_expanded_by_its_tables() {
    let a_law =
        [(0x55, -8), (0xd5, 8), (0xc5, 264), (0xf5, 528), (0xe5, 1056), (0xaa, 32_256), (0x2a, -32_256)];
    let mu_law = [(0xff, 0), (0x7f, 0), (0xfe, 8), (0x80, 32_124), (0x00, -32_124), (0xef, 132), (0xdf, 396)];
    for (tag, table) in [(6, &a_law[..]), (7, &mu_law[..])] {
        let data: Vec<u8> = table.iter().map(|(code, _)| *code).collect();
        let due: Vec<i16> = table.iter().map(|(_, value)| *value).collect();
        for bits in [8, 0] {
            for format in both(Format { tag, bits, container: 1, ..Format::PHONE }, bits) {
                assert_eq!(samples(&with_data(&format, &data)), due, "tag {tag}");
            }
        }
    }
}

/// RF64 and BW64: the lengths that do not fit are in a chunk of their own.
#[test]
fn lengths_of_64_bits_are_read() {
    let data = data_16(&SAID);
    let ds64 = |bytes: u64| {
        let numbers = [bytes.saturating_add(72), bytes, bytes / 2].map(u64::to_le_bytes).concat();
        chunk(b"ds64", &[numbers, vec![0; 4]].concat())
    };
    let wide = |name: &[u8], bytes: u64, claimed: u32| {
        let mut data_chunk = chunk(b"data", &data);
        data_chunk[4..8].copy_from_slice(&claimed.to_le_bytes());
        let chunks =
            [ds64(bytes), chunk(b"fmt ", &Format::PHONE.plain()), data_chunk, chunk(b"LIST", b"INFO")];
        let mut file = riff(&chunks);
        file[..4].copy_from_slice(name);
        file[4..8].copy_from_slice(&[0xff; 4]);
        file
    };
    for name in [b"RF64", b"BW64"] {
        assert_eq!(read(&wide(name, 12, u32::MAX)), (SAID.to_vec(), Length::Said));
        // The 32-bit length where it says something.
        assert_eq!(read(&wide(name, 1_000, 8)), (SAID[..4].to_vec(), Length::Said));
        for unknown in [0, u64::MAX] {
            let (read, length) = read(&wide(name, unknown, u32::MAX).split_last_chunk());
            assert_eq!((&read[..], length), (&SAID[..], Length::Unsaid));
        }
        let (read, length) = read(&wide(name, 5_000_000_000, u32::MAX).split_last_chunk());
        assert_eq!((&read[..], length), (&SAID[..], Length::Unsaid));
    }
}

trait SplitLastChunk {
    /// Without the twelve bytes of a last chunk.
    fn split_last_chunk(self) -> Vec<u8>;
}

impl SplitLastChunk for Vec<u8> {
    fn split_last_chunk(mut self) -> Vec<u8> {
        self.truncate(self.len() - 12);
        self
    }
}

/// Sony's Wave64: names of 16 bytes, lengths of 64 bits that count the chunk's header, padding to 8 bytes.
#[test]
fn wave64_is_read() {
    const RIFF: &[u8; 16] = b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00";
    const TAIL: &[u8; 12] = b"\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a";
    let chunk = |name: &[u8; 4], length: Option<u64>, body: &[u8]| {
        let mut bytes = [&name[..], TAIL].concat();
        bytes.extend(length.unwrap_or(body.len() as u64 + 24).to_le_bytes());
        bytes.extend(body);
        bytes.resize(bytes.len().next_multiple_of(8), 0);
        bytes
    };
    let file = |chunks: &[Vec<u8>]| {
        let body = chunks.concat();
        let mut bytes = RIFF.to_vec();
        bytes.extend((body.len() as u64 + 40).to_le_bytes());
        bytes.extend([&b"wave"[..], TAIL].concat());
        bytes.extend(body);
        bytes
    };
    let said = [7, -8, 9, 300, -301, 12, 13, -14];
    let (format, data) = (chunk(b"fmt ", None, &Format::PHONE.plain()), data_16(&said));
    let odd = chunk(b"fact", None, &[0; 5]);
    let whole = file(&[odd.clone(), format.clone(), odd.clone(), chunk(b"data", None, &data), odd.clone()]);
    assert_eq!(read(&whole), (said.to_vec(), Length::Said));
    for unknown in [0, 24, u64::MAX, 0x7fff_f000, 1 << 50] {
        let open = file(&[format.clone(), chunk(b"data", Some(unknown), &data)]);
        assert_eq!(read(&open), (said.to_vec(), Length::Unsaid), "{unknown:#x}");
    }
    assert_eq!(error(&file(&[format.clone(), chunk(b"data", None, &[])])), "has no samples");
    assert_eq!(error(&file(&[format.clone(), chunk(b"data", None, &[]), odd])), "has no samples");
    assert!(error(&file(&[format, chunk(b"list", Some(3), &[])])).contains("damaged WAV file"));
    assert!(error(&file(&[])).contains("no data chunk"));
}

proptest! {
    /// Whatever is claimed, what is read is what lies there.
    #[test]
    fn any_length_gives_the_samples_that_are_there(
        length in prop_oneof![any::<u32>(), 0_u32..200, Just(0), Just(u32::MAX)],
        said in prop::collection::vec(any::<i16>(), 1..60),
        channels in 1_u16..4,
    ) {
        let frame = 2 * u32::from(channels);
        let mut bytes = file(Format { channels, ..Format::PHONE }, &data_16(&said));
        let there = (bytes.len() - 44) as u32;
        bytes[40..44].copy_from_slice(&length.to_le_bytes());
        let answer = Reader::bytes(&bytes).and_then(Reader::read);
        let frames = if length == 0 || length > there { there / frame } else { length / frame };
        let whole = length == 0 || length > there || length.is_multiple_of(frame);
        match answer {
            Ok(recording) => {
                prop_assert!(whole);
                prop_assert_eq!(recording.samples.len() as u32, frames);
                prop_assert_eq!(recording.length == Length::Said, length != 0 && length <= there);
            }
            Err(_) => prop_assert!(!whole || frames == 0),
        }
    }
}
