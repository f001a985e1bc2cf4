//! `mixminus render` when it cannot do what it was asked: the exit code, the words, and nothing left behind.
#![cfg(feature = "cli")]

#[path = "support/render.rs"]
mod render;
#[path = "support/wav_bytes.rs"]
mod wav_bytes;

use std::fs;
use std::path::Path;

use render::{listing, mixminus, noise, put, render, rendered, scratch, text};
use wav_bytes::{Format, file, file_16};

/// Runs it; it must fail with that code and say each of `words`, and nothing on standard output.
fn fails(dir: &Path, arguments: &str, code: i32, words: &[&str]) {
    let output = render(dir, arguments);
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments}: {stderr}");
    assert_eq!(text(&output.stdout), "", "{arguments}");
    for word in words {
        assert!(stderr.contains(word), "{arguments}: \"{word}\" is not in: {stderr}");
    }
}

/// A directory with two good files, a.wav and b.wav.
fn pair(name: &str) -> std::path::PathBuf {
    let dir = scratch(name);
    put(&dir, "a.wav", &file_16(8000, &noise(1, 1000, 9000)));
    put(&dir, "b.wav", &file_16(8000, &noise(2, 1000, 9000)));
    dir
}

#[test]
fn wrong_arguments_end_with_2() {
    let dir = pair("usage");
    fs::create_dir(dir.join("other")).unwrap();
    put(&dir.join("other"), "a.wav", &file_16(8000, &[1]));
    put(&dir, "room.wav", &file_16(8000, &[1]));
    fails(&dir, "", 2, &["--out", "Usage"]);
    fails(&dir, "a.wav", 2, &["--out <DIR>"]);
    fails(&dir, "--out out", 2, &["<IN.wav|SCENARIO.toml>"]);
    fails(&dir, "--loud --out out a.wav", 2, &["--loud"]);
    fails(
        &dir,
        "--rate 11025 --out out a.wav",
        2,
        &["11025", "8000, 12000, 16000, 22050, 24000, 32000, 44100"],
    );
    put(&dir, "half.wav", &file_16(22_050, &[1]));
    fails(&dir, "--frame-ms 10 --out out half.wav", 2, &["22050 Hz needs frames of 20 ms"]);
    fails(&dir, "--rate fast --out out a.wav", 2, &["fast"]);
    fails(&dir, "--frame-ms 30 --out out a.wav", 2, &["30", "must be 10 or 20 ms"]);
    fails(&dir, "--out out a.wav other/a.wav", 2, &["a.wav and other/a.wav would both be written to a.wav"]);
    fails(&dir, "--out out a.wav a.wav", 2, &["would both be written"]);
    fails(&dir, "--out out a.wav room.wav", 2, &["room.wav: its output would be room.wav"]);
    fails(&dir, "--out out ..", 2, &["..: does not end in a file name"]);
    let many = "x.wav ".repeat(1024);
    fails(&dir, &format!("--out out {many}"), 2, &["1024 files, but a room holds 1023 at most"]);
    assert!(!dir.join("out").exists());
}

#[test]
fn an_input_is_never_overwritten() {
    let dir = pair("overwrite");
    fails(&dir, "--out . a.wav b.wav", 2, &["a.wav: is an input and would be overwritten", "--out"]);
    // Whether the way there exists or not.
    fails(&dir, "--out sub/.. b.wav", 2, &["b.wav: is an input"]);
    fails(&dir, "--out sub/.. b.wav", 2, &["b.wav: is an input"]);
    // By way of another's output, of the events, of a link.
    put(&dir.join("sub"), "events.jsonl", &file_16(8000, &[1]));
    fails(&dir, "--out sub sub/events.jsonl", 2, &["events.jsonl: is an input"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../a.wav", dir.join("sub/b.wav")).unwrap();
        fails(&dir, "--out sub a.wav b.wav", 2, &["sub/b.wav: is an input"]);
    }
    assert_eq!(listing(&dir), ["a.wav", "b.wav", "sub"]);
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let dir = pair("unreadable");
    let good = file_16(8000, &noise(3, 100, 900));
    put(&dir, "empty.wav", b"");
    put(&dir, "silent.wav", &file_16(8000, &[]));
    put(&dir, "cut.wav", &good[..40]);
    put(&dir, "text.wav", b"this is no sound at all, is it?");
    put(&dir, "adpcm.wav", &file(Format { tag: 2, bits: 4, ..Format::PHONE }, &[0; 80]));
    put(&dir, "flac.wav", b"fLaC\0\0\0\x22");
    fs::create_dir(dir.join("folder.wav")).unwrap();
    for (name, words) in [
        ("gone.wav", "No such file"),
        ("folder.wav", "Is a directory"),
        ("empty.wav", "the file is empty"),
        ("silent.wav", "has no samples"),
        ("cut.wav", "damaged WAV file: it has no data chunk"),
        ("text.wav", "not a WAV file"),
        ("adpcm.wav", "ADPCM is not supported"),
        ("flac.wav", "not a WAV file but a FLAC file, which is not supported"),
    ] {
        fails(&dir, &format!("--out out a.wav {name} b.wav"), 1, &[&format!("mixminus: {name}: {words}")]);
    }
    assert!(!dir.join("out").exists(), "nothing was written");
}

#[test]
fn rates_that_no_line_has_are_reported_with_a_way_out() {
    let dir = pair("rates");
    put(&dir, "odd.wav", &file_16(11_025, &[1, 2]));
    put(&dir, "half.wav", &file_16(22_050, &[1, 2]));
    fails(&dir, "--out out odd.wav", 1, &["odd.wav: is at 11025 Hz", "32000, 44100 or 48000 Hz", "sox"]);
    fails(&dir, "--out out a.wav half.wav --frame-ms 10", 2, &["22050 Hz needs frames of 20 ms"]);
    let output = render(&dir, "--out out a.wav odd.wav");
    assert!(!text(&output.stderr).contains("--rate 11025"), "a rate that no room has is not advised");
    assert_eq!(output.status.code(), Some(1));
    assert!(!dir.join("out").exists(), "nothing was written");
}

#[test]
fn places_that_cannot_be_written_to_are_named() {
    let dir = pair("unwritable");
    put(&dir, "file", b"kept");
    fails(&dir, "--out file a.wav", 1, &["mixminus: file: cannot make this directory"]);
    fails(&dir, "--out file/deep a.wav", 1, &["mixminus: file/deep: cannot make this directory"]);
    assert_eq!(fs::read(dir.join("file")).unwrap(), b"kept");
}

#[test]
#[cfg(unix)]
fn when_the_disk_is_full_no_half_written_file_is_left() {
    let dir = scratch("full");
    put(&dir, "a.wav", &file_16(8000, &noise(1, 50_000, 9000)));
    put(&dir, "b.wav", &file_16(8000, &noise(2, 90_000, 9000)));
    fs::create_dir(dir.join("out")).unwrap();
    put(&dir.join("out"), "a.wav", b"of an earlier run");
    // A file may grow to 64 KiB; beyond that writing fails, as it does on a full disk.
    let shell = "trap '' XFSZ; ulimit -f 64; exec \"$0\" render --out out a.wav b.wav";
    let output = std::process::Command::new("bash")
        .args(["-c", shell, env!("CARGO_BIN_EXE_mixminus")])
        .current_dir(&dir)
        .output()
        .unwrap();
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.starts_with("mixminus: out/") && stderr.contains(".wav: cannot write: "), "{stderr}");
    assert_eq!(listing(&dir.join("out")), ["a.wav"]);
    assert_eq!(fs::read(dir.join("out/a.wav")).unwrap(), b"of an earlier run");
}

#[test]
#[cfg(target_os = "linux")]
fn a_summary_that_cannot_be_printed_is_an_error_but_a_closed_pipe_is_not() {
    let dir = pair("summary");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let run = |stdout: std::process::Stdio| {
        mixminus(&dir).args(["render", "--out", "out", "a.wav", "b.wav"]).stdout(stdout).output().unwrap()
    };
    let output = run(full.into());
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot print the summary"));
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = run(writer.into());
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn help_shows_examples_and_exit_codes() {
    let dir = pair("help");
    let (stdout, _) = rendered(&dir, "--help");
    for word in ["Examples:", "mixminus render --out out demo/*.wav", "Exit codes:", "--frame-ms", "--quiet"]
    {
        assert!(stdout.contains(word), "{word}");
    }
    let bare = mixminus(&dir).output().unwrap();
    assert_eq!(bare.status.code(), Some(2));
    assert!(text(&bare.stderr).contains("render"));
}
