//! Reading WAV files that mean harm: no panic, no memory for what is only claimed.
#![cfg(feature = "cli")]

#[path = "support/wav_bytes.rs"]
mod wav_bytes;

use mixminus::wav::{Length, WavError, decode};
use proptest::prelude::*;
use wav_bytes::{Format, chunk, file, file_16, riff};

#[test]
fn a_system_error_is_passed_on() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::from_raw_os_error(5))
        }
    }
    let header = file_16(8000, &[0; 100]);
    for sound in [0, 5, 20, 40, 44, 60] {
        let reader = std::io::Read::chain(&header[..sound], Broken);
        assert!(
            matches!(decode(reader), Err(WavError::Io(error)) if error.raw_os_error() == Some(5)),
            "{sound}"
        );
    }
}

#[test]
fn claims_of_enormous_lengths_take_no_memory() {
    let mut bytes = file(Format { channels: 255, bits: 8, ..Format::PHONE }, &[7; 1000]);
    bytes[40..44].copy_from_slice(&(255 * 60_000_u32).to_le_bytes());
    let recording = decode(&bytes[..]).unwrap();
    assert_eq!((recording.samples.len(), recording.length), (3, Length::Beyond { promised: 60_000 }));
    assert!(matches!(decode(&riff(&[b"junk\xff\xff\xff\xff".to_vec()])[..]), Err(WavError::Malformed(_))));
}

#[test]
fn more_channels_than_anybody_has_are_refused() {
    for channels in [257, 4_096, u16::MAX] {
        let bytes = file(Format { channels, bits: 8, ..Format::PHONE }, &[0; 100]);
        let text = decode(&bytes[..]).unwrap_err().to_string();
        assert!(text.starts_with(&format!("audio of {channels} channels is not supported")), "{text}");
    }
}

#[test]
fn chunks_without_end_are_not_followed() {
    let format = chunk(b"fmt ", &Format::PHONE.plain());
    let many = vec![chunk(b"abcd", &[]); 5_000].concat();
    for rest in [many, vec![0; 100_000]] {
        assert!(matches!(decode(&riff(&[format.clone(), rest])[..]), Err(WavError::Malformed(_))));
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes[..]);
    }

    #[test]
    fn no_header_makes_it_panic(
        tag in prop_oneof![Just(1_u16), Just(3), Just(0xfffe), any::<u16>()],
        numbers in proptest::array::uniform14(prop_oneof![Just(0_u8), Just(1), Just(2), Just(8), Just(32), any::<u8>()]),
        length in any::<u32>(),
        data in proptest::collection::vec(any::<u8>(), 0..64),
    ) {
        let mut format = tag.to_le_bytes().to_vec();
        format.extend(numbers);
        let mut tail = b"data".to_vec();
        tail.extend(length.to_le_bytes());
        tail.extend(&data);
        if let Ok(recording) = decode(&riff(&[chunk(b"fmt ", &format), tail])[..]) {
            prop_assert!(!recording.samples.is_empty() && recording.samples.len() <= data.len());
        }
    }
}
