//! `mixminus dtmf`, `mixminus suppress` and `mixminus render --no-tones`.

#[path = "support/dtmf_signals.rs"]
mod dtmf_signals;
#[path = "support/render.rs"]
mod render;
#[path = "support/wav_bytes.rs"]
mod wav_bytes;

use dtmf_signals::{heard_key, tones};
use mixminus::SampleRate;
use render::{mixminus, noise, put, rendered, scratch, text};
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};
use wav_bytes::{file_16, samples_of};

fn wav(rate: SampleRate, samples: &[i16]) -> Vec<u8> {
    file_16(rate.hz(), samples)
}

/// Runs `mixminus dtmf --json`.
fn dtmf(dir: &Path, arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    fed(dir, &[&["dtmf", "--json"], arguments].concat(), input)
}

/// Runs the program, and pipes `input` into it.
fn fed(dir: &Path, arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = mixminus(dir)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    // With other arguments it does not read.
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    output
}

fn lines(output: &Output) -> Vec<serde_json::Value> {
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Each key for 80 ms after 70 ms of silence; the last is not followed by silence.
fn dialled(rate: SampleRate, names: &str) -> Vec<i16> {
    let each =
        |name| [vec![0; rate.samples_in_ms(70)], tones(rate, name, -8.0, rate.samples_in_ms(80))].concat();
    names.chars().flat_map(each).collect()
}

#[test]
fn digits_are_reported_a_line_a_file_at_every_rate() {
    let dir = scratch("dtmf");
    let names = "159D*0#";
    for rate in SampleRate::ALL {
        put(&dir, &format!("{}.wav", rate.hz()), &wav(rate, &dialled(rate, names)));
    }
    let files: Vec<String> = SampleRate::ALL.map(|rate| format!("{}.wav", rate.hz())).to_vec();
    let arguments: Vec<&str> = files.iter().map(String::as_str).collect();
    let by_arguments = dtmf(&dir, &arguments, "");
    let by_names = dtmf(&dir, &["--files-from", "-"], files.join("\n"));
    assert_eq!(by_arguments.stdout, by_names.stdout);
    assert_eq!(by_arguments.status.code(), Some(0), "{}", text(&by_arguments.stderr));
    let reported = lines(&by_arguments);
    assert_eq!(reported.len(), files.len());
    for (line, file) in reported.iter().zip(&files) {
        assert_eq!(line["file"], **file);
        let digits = line["digits"].as_array().unwrap();
        let found: String = digits.iter().map(|digit| digit["digit"].as_str().unwrap()).collect();
        assert_eq!(found, names, "{file}");
        for (at, digit) in digits.iter().enumerate() {
            let ms = |field: &str| digit[field].as_f64().unwrap();
            let (start, end) = ((at * 150 + 70) as f64, (at * 150 + 150) as f64);
            assert!((ms("start_ms") - start).abs() <= 5.0, "{file}: {digit} began at {start}");
            assert!((ms("end_ms") - end).abs() <= 5.0, "{file}: {digit} ended at {end}");
            let detect = ms("detect_ms");
            assert!(detect % 20.0 == 0.0 && (start..start + 80.0).contains(&detect), "{file}: {digit}");
        }
    }
}

#[test]
fn a_file_is_reported_alike_after_any_other_file() {
    let dir = scratch("dtmf-anew");
    let rate = SampleRate::Hz8000;
    put(&dir, "a.wav", &wav(rate, &dialled(rate, "55")));
    put(&dir, "b.wav", &wav(rate, &noise(4, 4_000, 20_000)));
    let reported = lines(&dtmf(&dir, &["a.wav", "b.wav", "a.wav", "a.wav"], ""));
    assert_eq!(reported[0], reported[2]);
    assert_eq!(reported[0], reported[3]);
    assert_eq!(reported[1]["digits"].as_array().unwrap().len(), 0);
}

#[test]
fn hours_of_files_are_heard_by_one_process() {
    let dir = scratch("dtmf_hours");
    let minutes = |count: usize| vec![0; SampleRate::Hz8000.samples_in_ms(60_000) * count];
    let line = [minutes(20), dialled(SampleRate::Hz8000, "7")].concat();
    put(&dir, "long.wav", &wav(SampleRate::Hz8000, &line));
    let output = dtmf(&dir, &["--files-from", "-"], "long.wav\n".repeat(7));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let reported = lines(&output);
    assert_eq!(reported.len(), 7);
    assert!(reported.iter().all(|line| line["digits"][0]["digit"] == "7"), "{reported:?}");
}

#[test]
fn what_cannot_be_read_is_reported_and_the_rest_is_done() {
    let dir = scratch("dtmf-errors");
    let rate = SampleRate::Hz8000;
    put(&dir, "good.wav", &wav(rate, &noise(1, 800, 100)));
    put(&dir, "other.wav", &file_16(11_025, &[0; 100]));
    put(&dir, "bad.wav", b"RIFF");
    let output = dtmf(&dir, &["missing.wav", "good.wav", "other.wav", "bad.wav", "good.wav"], "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output).len(), 2);
    let errors = text(&output.stderr);
    for name in ["missing.wav", "other.wav: is at 11025 Hz", "bad.wav"] {
        assert!(errors.contains(name), "{errors}");
    }
    assert!(!dir.join("OUT.wav").exists());
    let suppress = mixminus(&dir).args(["suppress", "other.wav", "OUT.wav"]).output().unwrap();
    assert_eq!(suppress.status.code(), Some(1));
    assert!(text(&suppress.stderr).contains("is at 11025 Hz") && !dir.join("OUT.wav").exists());
    let suppress = mixminus(&dir).args(["suppress", "--look-ahead-ms", "21", "good.wav", "OUT.wav"]).output();
    assert_eq!(suppress.unwrap().status.code(), Some(2));
}

#[test]
fn suppressed_audio_is_late_by_what_is_said_and_without_tones() {
    let dir = scratch("suppress");
    for rate in SampleRate::ALL {
        for ms in [0, 10, 20] {
            let voice = noise(7, rate.samples_in_ms(505), 300);
            let said =
                [voice.clone(), tones(rate, '5', -8.0, rate.samples_in_ms(100)), voice.clone()].concat();
            put(&dir, "in.wav", &wav(rate, &said));
            let arguments = format!("suppress --json --look-ahead-ms {ms} in.wav out.wav");
            let output = mixminus(&dir).args(arguments.split(' ')).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            assert_eq!(text(&output.stdout), format!("{{\"delay_ms\":{ms}}}\n"));
            let heard = samples_of(&std::fs::read(dir.join("out.wav")).unwrap(), rate.hz());
            assert_eq!(heard.len(), said.len());
            let delay = rate.samples_in_ms(ms);
            let before = rate.samples_in_ms(450);
            assert_eq!(heard[delay..before + delay], said[..before]);
            let (from, to) = (rate.samples_in_ms(505 + 15) + delay, rate.samples_in_ms(605) + delay);
            assert!(heard_key(rate, &heard[from..to], -8.0).is_none());
            assert!(heard[from..to].iter().all(|x| x.abs() < 1_000), "{rate:?} {ms}");
            let again = rate.samples_in_ms(605 + 60);
            assert_eq!(heard[again + delay..], said[again..said.len() - delay]);
        }
    }
}

#[test]
fn audio_and_names_come_through_standard_input() {
    let dir = scratch("dtmf-stdin");
    let rate = SampleRate::Hz8000;
    let call = wav(rate, &dialled(rate, "12#"));
    put(&dir, "call.wav", &call);
    put(&dir, "new\nline.wav", &call);
    let found = |output: &Output| -> Vec<(String, String)> {
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let digits = |line: &serde_json::Value| {
            let digits = line["digits"].as_array().unwrap().iter();
            digits.map(|digit| digit["digit"].as_str().unwrap().to_owned()).collect::<String>()
        };
        lines(output).iter().map(|line| (line["file"].as_str().unwrap().to_owned(), digits(line))).collect()
    };
    let of =
        |names: &[&str]| names.iter().map(|name| (name.to_string(), "12#".to_owned())).collect::<Vec<_>>();
    assert_eq!(found(&dtmf(&dir, &[], &call)), of(&["-"]));
    assert_eq!(found(&dtmf(&dir, &["-"], &call)), of(&["-"]));
    assert_eq!(found(&dtmf(&dir, &["call.wav", "-", "call.wav"], &call)), of(&["call.wav", "-", "call.wav"]));
    // A length that the writer to a pipe does not know.
    let mut open_ended = call.clone();
    open_ended[40..44].copy_from_slice(&u32::MAX.to_le_bytes());
    open_ended[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(found(&dtmf(&dir, &[], &open_ended)), of(&["-"]));
    let zeros = ["--files-from", "-", "--null"];
    assert_eq!(found(&dtmf(&dir, &zeros, "new\nline.wav\0call.wav\0")), of(&["new\nline.wav", "call.wav"]));
    put(&dir, "list", b"call.wav\r\n\ncall.wav");
    let listed = dtmf(&dir, &["--files-from", "list", "-"], &call);
    assert_eq!(found(&listed), of(&["-", "call.wav", "call.wav"]));
    // Names where audio is expected, as they were read before.
    let output = dtmf(&dir, &[], "call.wav\n");
    assert_eq!(output.status.code(), Some(1));
    let reported = text(&output.stderr);
    assert!(
        reported.contains("standard input: not a WAV file") && reported.contains("--files-from -"),
        "{reported}"
    );
    for (arguments, code, why) in [
        (["-", "-"].as_slice(), 2, "only once"),
        (&["-", "--files-from", "-"], 2, "only once"),
        (&["--null"], 2, "--files-from"),
        (&["--files-from", "nowhere"], 1, "nowhere: No such file"),
    ] {
        let output = dtmf(&dir, arguments, &call);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(text(&output.stderr).contains(why), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn digits_are_for_people_unless_json_is_asked_for() {
    let dir = scratch("dtmf-text");
    let rate = SampleRate::Hz8000;
    put(&dir, "call.wav", &wav(rate, &dialled(rate, "159D")));
    put(&dir, "none.wav", &wav(rate, &[0; 800]));
    let output = fed(&dir, &["dtmf", "call.wav", "none.wav"], "");
    let reported = text(&output.stdout);
    let lines: Vec<&str> = reported.lines().collect();
    assert_eq!((lines.len(), lines[0], lines[5]), (6, "call.wav: 159D", "none.wav: no digits"), "{reported}");
    assert!(lines[1].starts_with("  1  at     0.0") && lines[1].ends_with(" ms"), "{reported}");
    assert!(lines.iter().all(|line| line.len() <= 80) && !reported.contains('{'), "{reported}");
    let output = fed(&dir, &["suppress", "call.wav", "quiet.wav"], "");
    assert_eq!(text(&output.stdout), "quiet.wav: 10 ms later than call.wav\n");
}

#[test]
fn suppress_reads_and_writes_pipes() {
    let dir = scratch("suppress-pipes");
    let rate = SampleRate::Hz8000;
    let call = wav(rate, &[noise(3, 4_000, 300), dialled(rate, "5")].concat());
    put(&dir, "call.wav", &call);
    let done = |arguments: &[&str], input: &[u8]| {
        let output = fed(&dir, &[&["suppress"], arguments].concat(), input);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
        output
    };
    done(&["call.wav", "by-name.wav"], b"");
    let quiet = std::fs::read(dir.join("by-name.wav")).unwrap();
    let output = done(&["piped.wav"], &call);
    assert_eq!(text(&output.stdout), "piped.wav: 10 ms later than standard input\n");
    done(&["-", "dash.wav"], &call);
    for name in ["piped.wav", "dash.wav"] {
        assert!(std::fs::read(dir.join(name)).unwrap() == quiet, "{name}");
    }
    let output = done(&["--json", "-", "-"], &call);
    assert!(output.stdout == quiet, "{} bytes", output.stdout.len());
    assert_eq!(text(&output.stderr), "{\"delay_ms\":10}\n");
    let output = fed(&dir, &["suppress", "call.wav"], "");
    assert_eq!(output.status.code(), Some(1), "one file alone is the output");
    assert!(std::fs::read(dir.join("call.wav")).unwrap() == call);
}

#[test]
#[cfg(unix)]
fn suppress_overwrites_neither_its_input_nor_what_is_no_file() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let dir = scratch("suppress-self");
    let rate = SampleRate::Hz8000;
    let call = wav(rate, &dialled(rate, "5"));
    put(&dir, "in.wav", &call);
    std::fs::create_dir(dir.join("sub")).unwrap();
    symlink("in.wav", dir.join("soft.wav")).unwrap();
    std::fs::hard_link(dir.join("in.wav"), dir.join("hard.wav")).unwrap();
    for (from, to) in [
        ("in.wav", "in.wav"),
        ("in.wav", "./sub/../in.wav"),
        ("in.wav", "soft.wav"),
        ("soft.wav", "in.wav"),
        ("in.wav", "hard.wav"),
        ("hard.wav", "soft.wav"),
    ] {
        let output = fed(&dir, &["suppress", from, to], "");
        assert_eq!(output.status.code(), Some(2), "{from} {to}");
        assert!(text(&output.stderr).contains(&format!("{to}: is the input and would be overwritten")));
        assert!(std::fs::read(dir.join("in.wav")).unwrap() == call, "{from} {to}");
        assert!(dir.join("soft.wav").is_symlink());
    }
    // By a redirection, too.
    let input = std::fs::File::open(dir.join("hard.wav")).unwrap();
    let output = mixminus(&dir).args(["suppress", "in.wav"]).stdin(input).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    assert!(std::fs::read(dir.join("in.wav")).unwrap() == call);
    for input in ["in.wav", "-"] {
        let stdin = std::fs::File::open(dir.join("in.wav")).unwrap();
        let stdout = std::fs::File::options().append(true).open(dir.join("hard.wav")).unwrap();
        let output =
            mixminus(&dir).args(["suppress", input, "-"]).stdin(stdin).stdout(stdout).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{input}");
        assert!(text(&output.stderr).contains("standard output: is the input and would be overwritten"));
        assert!(std::fs::read(dir.join("in.wav")).unwrap() == call, "{input}");
    }
    // A link to another file stays a link, and that file gets the output; a pipe stays a pipe.
    put(&dir, "old.wav", b"old");
    symlink("old.wav", dir.join("link.wav")).unwrap();
    assert_eq!(fed(&dir, &["suppress", "in.wav", "link.wav"], "").status.code(), Some(0));
    assert!(dir.join("link.wav").is_symlink());
    let quiet = std::fs::read(dir.join("old.wav")).unwrap();
    assert_eq!(quiet.len(), call.len());
    assert!(std::process::Command::new("mkfifo").arg(dir.join("pipe")).status().unwrap().success());
    let pipe = dir.join("pipe");
    let reader = std::thread::spawn(move || std::fs::read(pipe).unwrap());
    assert_eq!(fed(&dir, &["suppress", "in.wav", "pipe"], "").status.code(), Some(0));
    assert!(reader.join().unwrap() == quiet);
    assert!(dir.join("pipe").metadata().unwrap().file_type().is_fifo());
}

#[test]
#[cfg(unix)]
fn names_cannot_change_the_terminal() {
    let dir = scratch("escaped");
    let rate = SampleRate::Hz8000;
    let call = wav(rate, &dialled(rate, "5"));
    let evil = "e\u{1b}]0;owned\u{7}\n\r\u{9b}31m\u{202e}.wav";
    put(&dir, evil, &call);
    put(&dir, "a.wav", &call);
    put(&dir, "b.toml", b"[[call]]\nname = \"a\"\nvoice = \"e\\u001b\\n.wav\"\n");
    put(&dir, "\u{1b}[2J.toml", b"[[call]]\nnam\x1be = 1\n");
    let missing = format!("no-{evil}");
    let bad = |arguments: &[&str], output: &Output| {
        for (what, bytes) in [("prints", &output.stdout), ("complains", &output.stderr)] {
            let printed = String::from_utf8(bytes.clone()).unwrap();
            let letter = printed.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
            assert!(letter.is_none(), "{arguments:?} {what} {letter:?}: {printed:?}");
            // A line break in a name is no line.
            assert!(!printed.lines().any(|line| line.starts_with(['\r', '\u{9b}'])), "{printed:?}");
        }
        output.stdout.len() + output.stderr.len()
    };
    for arguments in [
        ["dtmf", evil].as_slice(),
        &["dtmf", "--json", evil],
        &["dtmf", &missing],
        &["dtmf", "--files-from", &missing],
        &["suppress", evil, "out.wav"],
        &["suppress", "a.wav", evil],
        &["suppress", &missing, "out.wav"],
        &["suppress", evil, evil],
        &["render", "--out", "out", evil, "a.wav"],
        &["render", "--out", "out", evil, evil],
        &["render", "--out", evil, "a.wav"],
        &["render", "--out", "out", &missing],
        &["render", "--out", "out", "--rate", evil, "a.wav"],
        &["render", "--out", "out", "b.toml"],
        &["render", "--out", "out", "\u{1b}[2J.toml"],
        &["soak", "--rooms", evil, "--participants", "2", "--seconds", "1"],
        &[
            "soak",
            "--rooms",
            "1",
            "--participants",
            "2",
            "--seconds",
            "1",
            "--virtual",
            "--svg",
            &format!("x/{evil}"),
        ],
        &["live", &format!("--{evil}")],
        &[evil],
    ] {
        let output = fed(&dir, arguments, "");
        assert!(bad(arguments, &output) > 0, "{arguments:?} says nothing");
    }
    use std::os::unix::ffi::OsStrExt;
    let odd = std::ffi::OsStr::from_bytes(b"\xff\xfe.wav");
    std::fs::write(dir.join(odd), &call).unwrap();
    let output = mixminus(&dir).arg("dtmf").arg(odd).output().unwrap();
    assert!(text(&output.stdout).starts_with("\\xff\\xfe.wav: 5\n"), "{}", text(&output.stdout));
}

#[test]
fn a_room_without_tones_is_late_by_the_look_ahead() {
    let dir = scratch("no-tones");
    let rate = SampleRate::Hz8000;
    let (ann, bob) = (noise(1, 8_000, 300), dialled(rate, "1234"));
    put(&dir, "ann.wav", &wav(rate, &ann));
    put(&dir, "bob.wav", &wav(rate, &bob));
    rendered(&dir, "--no-tones --out out ann.wav bob.wav");
    let read = |name: &str| samples_of(&std::fs::read(dir.join("out").join(name)).unwrap(), rate.hz());
    let heard = read("bob.wav");
    assert_eq!(heard[160..8_000], ann[80..7_920]);
    assert!(heard.len() == 8_000 && read("ann.wav").len() == 8_000);
    assert!(read("ann.wav").iter().all(|x| x.abs() < 300), "the keys of bob");
    let events = std::fs::read_to_string(dir.join("out/events.jsonl")).unwrap();
    let keys: Vec<serde_json::Value> = events
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|event: &serde_json::Value| event["event"] == "dtmf_began")
        .collect();
    let found: String = keys.iter().map(|event| event["key"].as_str().unwrap()).collect();
    assert_eq!(found, "1234");
    // With tones, as before: nothing is late, nothing is listened for.
    rendered(&dir, "--out out ann.wav bob.wav");
    assert_eq!(read("ann.wav")[160..bob.len()], bob[160..]);
    assert!(!std::fs::read_to_string(dir.join("out/events.jsonl")).unwrap().contains("dtmf_began"));
}
