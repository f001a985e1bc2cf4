//! Reading WAV files: every format to the bit, every damage by name.
#![cfg(feature = "cli")]

#[path = "support/wav_bytes.rs"]
mod wav_bytes;

use mixminus::wav::decode;
use wav_bytes::{Format, chunk, data_16, file, file_16, riff};

const FLOAT: Format = Format { tag: 3, bits: 32, ..Format::PHONE };

fn samples(bytes: &[u8]) -> Vec<i16> {
    decode(bytes).expect("decodes").samples
}

fn error(bytes: &[u8]) -> String {
    decode(bytes).expect_err("is refused").to_string()
}

fn floats(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

#[test]
fn sixteen_bits_come_as_they_are() {
    let said = [0, 1, -1, i16::MAX, i16::MIN, 12_345];
    let recording = decode(&file_16(16_000, &said)[..]).unwrap();
    assert_eq!(recording.samples, said);
    assert_eq!((recording.sample_rate_hz, recording.channels), (16_000, 1));
    assert_eq!((recording.clipped, recording.not_numbers), (0, 0));
}

#[test]
fn eight_bits_are_unsigned_and_shifted_up() {
    let bytes = file(Format { bits: 8, ..Format::PHONE }, &[0, 127, 128, 255]);
    assert_eq!(samples(&bytes), [-32_768, -256, 0, 127 * 256]);
}

#[test]
fn wider_integers_are_rounded_halves_up_and_saturate() {
    let wide = [0x7f_ff_ff, -0x80_00_00, 0x80, 0x7f, -0x80, -0x81, 0x01_80];
    let data: Vec<u8> = wide.iter().flat_map(|value: &i32| value.to_le_bytes()[..3].to_vec()).collect();
    let expected = [32_767, -32_768, 1, 0, 0, -1, 2];
    assert_eq!(samples(&file(Format { bits: 24, ..Format::PHONE }, &data)), expected);
    let data: Vec<u8> = wide.iter().flat_map(|value: &i32| (value << 8).to_le_bytes()).collect();
    assert_eq!(samples(&file(Format { bits: 32, ..Format::PHONE }, &data)), expected);
}

#[test]
fn floats_are_rounded_and_what_is_beyond_full_scale_is_clipped_and_counted() {
    let unit = 1.0 / 32_768.0;
    let values = [1.0, -1.0, 0.5, 1.5 * unit, -1.5 * unit, 1.001, -7.0, f32::INFINITY, f32::NAN];
    let recording = decode(&file(FLOAT, &floats(&values))[..]).unwrap();
    assert_eq!(recording.samples, [32_767, -32_768, 16_384, 2, -1, 32_767, -32_768, 32_767, 0]);
    assert_eq!((recording.clipped, recording.not_numbers), (3, 1));
}

#[test]
fn channels_are_averaged_and_rounded_once() {
    let stereo = Format { channels: 2, ..Format::PHONE };
    let data = data_16(&[100, 200, 1, 2, -1, -2, i16::MAX, i16::MAX, i16::MIN, i16::MAX]);
    let recording = decode(&file(stereo, &data)[..]).unwrap();
    assert_eq!(recording.samples, [150, 2, -1, 32_767, 0]);
    assert_eq!(recording.channels, 2);
    let surround = Format { channels: 6, ..FLOAT };
    let bytes = file(surround, &floats(&[0.1, 0.2, 0.3, 0.4, 0.5, 3.0]));
    assert_eq!(samples(&bytes), [24_576]);
}

#[test]
fn extensible_formats_stand_for_plain_ones() {
    let data = floats(&[0.25]);
    let bytes = riff(&[chunk(b"fmt ", &FLOAT.extensible(32)), chunk(b"data", &data)]);
    assert_eq!(samples(&bytes), [8192]);
    // 24 valid bits of 32 are the upper ones.
    let wide = Format { bits: 32, ..Format::PHONE };
    let bytes =
        riff(&[chunk(b"fmt ", &wide.extensible(24)), chunk(b"data", &(1000_i32 << 16).to_le_bytes())]);
    assert_eq!(samples(&bytes), [1000]);
}

#[test]
fn other_chunks_are_skipped_even_of_odd_length() {
    let data = data_16(&[7, 8, 9]);
    let mut format = Format::PHONE.plain();
    format.extend([0, 0]);
    let bytes = riff(&[
        chunk(b"LIST", b"odd"),
        chunk(b"fmt ", &format),
        chunk(b"fact", &[0; 12]),
        chunk(b"data", &data),
        chunk(b"LIST", b"after"),
    ]);
    assert_eq!(samples(&bytes), [7, 8, 9]);
}

#[test]
fn damage_is_reported_by_name() {
    let good = file_16(8000, &[1, 2, 3, 4]);
    assert_eq!(error(&[]), "the file is empty");
    assert!(error(b"RIFF").starts_with("not a WAV file"));
    assert!(error(&good[..20]).contains("ends inside its header"));
    assert!(error(&good[..40]).contains("no data chunk"));
    assert_eq!(error(&file_16(8000, &[])), "has no samples");
    assert!(error(&riff(&[chunk(b"data", &[0, 0])])).contains("precede its format"));
    assert!(error(&riff(&[chunk(b"fmt ", &[1, 0, 1, 0])])).contains("has 4 bytes"));
    assert!(error(&file(Format::PHONE, &[0; 3])).contains("damaged WAV file"));
    assert!(error(&file(Format { channels: 0, ..Format::PHONE }, &[0; 4])).contains("zero channels"));
    assert!(error(&file(Format { bits: 0, container: 2, ..Format::PHONE }, &[0; 4])).contains("zero bits"));
}

#[test]
fn formats_that_are_not_read_are_named_with_a_way_to_convert_them() {
    for (tag, name) in
        [(2, "ADPCM"), (0x11, "ADPCM"), (0x31, "GSM 6.10"), (0x55, "MPEG audio (MP3)"), (0x83, "G.729")]
    {
        let text = error(&file(Format { tag, bits: 8, ..Format::PHONE }, &[0; 4]));
        assert!(text.starts_with(name) && text.contains("sox") && text.contains("ffmpeg"), "{text}");
    }
    let text = error(&file(Format { tag: 0x1234, ..Format::PHONE }, &[0; 4]));
    assert!(text.starts_with("format tag 0x1234"), "{text}");
    for (tag, bits) in [(3, 16), (3, 24), (1, 40), (1, 65), (6, 16), (7, 12)] {
        let text = error(&file(Format { tag, bits, ..Format::PHONE }, &[0; 80]));
        assert!(text.starts_with(&format!("{bits}-bit ")), "{text}");
    }
}

#[test]
fn other_kinds_of_files_are_named() {
    let kinds: [(&[u8], &str); 12] = [
        (b"RIFX\0\0\0\x24WAVEfmt ", "RIFX"),
        (b"FORM\0\0\0\x24AIFFCOMM", "AIFF"),
        (b"FORM\0\0\0\x24AIFCFVER", "AIFF"),
        (b"fLaC\0\0\0\x22", "FLAC"),
        (b"OggS\0\x02\0\0", "Ogg"),
        (b"ID3\x04\0\0\0\0", "MP3"),
        (b"\xff\xfb\x90\x64", "MP3"),
        (b"\xff\xf3\x44\xc4", "MP3"),
        (b"\xff\xf1\x50\x80", "AAC"),
        (b"\0\0\0\x20ftypM4A ", "MP4"),
        (b".snd\0\0\0\x18", "AU"),
        (b"\x1a\x45\xdf\xa3\x9f\x42", "WebM"),
    ];
    for (bytes, name) in kinds {
        let text = error(bytes);
        let hint = text.contains("is not supported; `sox IN OUT.wav` or `ffmpeg -i IN OUT.wav`");
        assert!(text.starts_with("not a WAV file but ") && text.contains(name) && hint, "{text}");
    }
    for bytes in [&b"RIFF\x24\0\0\0WEBPVP8 "[..], b"this is no sound at all", &[0; 100], &[255; 100]] {
        assert_eq!(error(bytes), "not a WAV file (it does not begin with RIFF and WAVE)");
    }
}
