//! WAV files that sox and ffmpeg write, into files and into pipes, against what they read of them. Without these programs
//! nothing is tried, and the test says so.
#![cfg(feature = "cli")]

use mixminus::wav;

use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What a program writes to its standard output, given that input; `None` if there is no such program.
fn run(line: &str, input: &[u8]) -> Option<Vec<u8>> {
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().unwrap());
    command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = match command.spawn() {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        child => child.unwrap(),
    };
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

fn samples(bytes: &[u8]) -> Vec<i16> {
    bytes.as_chunks::<2>().0.iter().map(|bytes| i16::from_le_bytes(*bytes)).collect()
}

/// A sound at 8 kHz, 16 bits: two tones that do not end at zero.
fn sound() -> Vec<u8> {
    let tone = |n: f64, hz: f64| (std::f64::consts::TAU * hz * n / 8_000.0).sin();
    let at = |n: u32| 12_000.0 * tone(n.into(), 440.0) + 9_000.0 * tone(n.into(), 1_003.0);
    (0..4_001).flat_map(|n| (at(n) as i16).to_le_bytes()).collect()
}

/// Fails unless what was read is what was due, but for the last bit where others round otherwise.
#[track_caller]
fn check(what: &str, file: &[u8], due: &[i16]) {
    let recording = wav::decode(file).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(recording.samples.len(), due.len(), "{what}");
    let off = recording.samples.iter().zip(due).map(|(x, y)| x.abs_diff(*y)).max();
    assert!(off <= Some(1), "{what}: {off:?}");
}

/// Encodings in which 16 bits go in and come out as they are.
fn is_lossless(encoding: &str) -> bool {
    !["-b 8", "law", "u8"].iter().any(|lossy| encoding.contains(lossy))
}

#[test]
fn what_sox_writes() {
    let raw = "-t raw -r 8000 -c 1 -e signed -b 16";
    let encodings = [
        "-e unsigned -b 8",
        "-e signed -b 16",
        "-e signed -b 24",
        "-e signed -b 32",
        "-e floating-point -b 32",
        "-e floating-point -b 64",
        "-e a-law",
        "-e mu-law",
    ];
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sox.w64");
    for encoding in encodings {
        let mut due = samples(&sound());
        for (kind, channels) in [("wav", 1), ("wavpcm", 1), ("wav", 2)] {
            let what = format!("{encoding} {kind} of {channels}");
            let line = format!("sox -D {raw} - -c {channels} {encoding} -t {kind} -");
            let Some(file) = run(&line, &sound()) else { return eprintln!("SKIPPED: there is no sox") };
            if !is_lossless(encoding) {
                due = samples(&run(&format!("sox -D -t {kind} - {raw} -"), &file).unwrap());
            }
            check(&what, &file, &due);
            assert_eq!(wav::decode(&file[..]).unwrap().channels, channels, "{what}");
        }
        // In Wave64, sox rounds what is lossy in another way, and writes floats of 64 bits that are not ±1.0 at full scale.
        if !is_lossless(encoding) || encoding.contains("-b 64") {
            continue;
        }
        run(&format!("sox -D {raw} - {encoding} -t w64 {}", path.display()), &sound()).unwrap();
        check(&format!("{encoding} w64"), &std::fs::read(&path).unwrap(), &due);
    }
}

#[test]
fn what_ffmpeg_writes() {
    let (quiet, raw) = ("ffmpeg -hide_banner -loglevel error", "-f s16le -ar 8000 -ac 1");
    let codecs = [
        "pcm_u8",
        "pcm_s16le",
        "pcm_s24le",
        "pcm_s32le",
        "pcm_s64le",
        "pcm_f32le",
        "pcm_f64le",
        "pcm_alaw",
        "pcm_mulaw",
    ];
    for codec in codecs {
        let mut due = samples(&sound());
        // The first is what ffmpeg reads itself; the others it writes into pipes, but does not read from them.
        let kinds =
            [("wav", ""), ("wav", "-rf64 always"), ("wav", "-write_bext 1"), ("w64", ""), ("wav", "-ac 6")];
        // The kinds of the first of them; of the others, that alone.
        for (kind, more) in kinds.into_iter().take(if codec == "pcm_s16le" { 5 } else { 1 }) {
            let what = format!("{codec} {kind} {more}");
            let line = format!("{quiet} {raw} -i - {more} -metadata title=odd -c:a {codec} -f {kind} -");
            let Some(file) = run(&line, &sound()) else { return eprintln!("SKIPPED: there is no ffmpeg") };
            if !is_lossless(codec) && more.is_empty() && kind == "wav" {
                due = samples(&run(&format!("{quiet} -f wav -i - -f s16le -"), &file).unwrap());
            }
            if more.contains("-ac 6") {
                // In one of six: how loud that is, is ffmpeg's to say.
                let recording = wav::decode(&file[..]).unwrap();
                assert_eq!((recording.channels, recording.samples.len()), (6, due.len()), "{what}");
            } else {
                check(&what, &file, &due);
            }
        }
    }
}

#[test]
fn what_others_call_unsupported() {
    for (program, line, name) in [
        ("sox", "sox -n -r 8000 -c 1 -e ima-adpcm -t wav - synth 0.1 sine 440", "ADPCM"),
        ("sox", "sox -n -r 8000 -c 1 -e ms-adpcm -t wav - synth 0.1 sine 440", "ADPCM"),
        ("sox", "sox -n -r 8000 -c 1 -e gsm -t wav - synth 0.1 sine 440", "GSM"),
        ("sox", "sox -n -r 8000 -c 1 -B -t wav - synth 0.1 sine 440", "RIFX"),
        ("sox", "sox -n -r 8000 -c 1 -t aiff - synth 0.1 sine 440", "AIFF"),
        ("sox", "sox -n -r 8000 -c 1 -t flac - synth 0.1 sine 440", "FLAC"),
        ("sox", "sox -n -r 8000 -c 1 -t ogg - synth 0.1 sine 440", "Ogg"),
        ("sox", "sox -n -r 8000 -c 1 -t au - synth 0.1 sine 440", "AU"),
        ("ffmpeg", "ffmpeg -loglevel error -f lavfi -i sine=d=0.1 -c:a mp3 -f wav -", "MP3"),
        ("ffmpeg", "ffmpeg -loglevel error -f lavfi -i sine=d=0.1 -c:a mp3 -f mp3 -", "MP3"),
        ("ffmpeg", "ffmpeg -loglevel error -f lavfi -i sine=d=0.1 -c:a aac -f adts -", "AAC"),
        ("ffmpeg", "ffmpeg -loglevel error -f lavfi -i sine=d=0.1 -c:a libopus -f webm -", "WebM"),
        ("ffmpeg", "ffmpeg -loglevel error -f lavfi -i sine=d=0.1 -c:a libopus -f ogg -", "Ogg"),
    ] {
        let Some(file) = run(line, &[]) else {
            eprintln!("SKIPPED: there is no {program}");
            continue;
        };
        let text = wav::decode(&file[..]).unwrap_err().to_string();
        assert!(
            text.contains(name) && text.contains("is not supported") && text.contains("sox"),
            "{line}: {text}"
        );
    }
}
