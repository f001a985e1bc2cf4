//! `mixminus dtmf`, `mixminus suppress` and `mixminus render --no-tones`.

mod keypad;
mod render_kit;
mod wav_bytes;

use keypad::{heard_key, tones};
use mixminus::SampleRate;
use render_kit::{mixminus, noise, put, rendered, scratch, text};
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};
use wav_bytes::{file_16, samples_of};

fn wav(rate: SampleRate, samples: &[i16]) -> Vec<u8> {
    file_16(rate.hz(), samples)
}

fn dtmf(dir: &Path, arguments: &[&str], names: &str) -> Output {
    let mut child = mixminus(dir)
        .arg("dtmf")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who was given arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(names.as_bytes());
    child.wait_with_output().unwrap()
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
fn digits_are_told_a_line_a_file_at_every_rate() {
    let dir = scratch("dtmf");
    let names = "159D*0#";
    for rate in SampleRate::ALL {
        put(&dir, &format!("{}.wav", rate.hz()), &wav(rate, &dialled(rate, names)));
    }
    let files: Vec<String> = SampleRate::ALL.map(|rate| format!("{}.wav", rate.hz())).to_vec();
    let arguments: Vec<&str> = files.iter().map(String::as_str).collect();
    let by_arguments = dtmf(&dir, &arguments, "");
    let by_names = dtmf(&dir, &[], &files.join("\n"));
    assert_eq!(by_arguments.stdout, by_names.stdout);
    assert_eq!(by_arguments.status.code(), Some(0), "{}", text(&by_arguments.stderr));
    let told = lines(&by_arguments);
    assert_eq!(told.len(), 4);
    for (line, file) in told.iter().zip(&files) {
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
fn a_file_is_told_of_alike_whatever_came_before_it() {
    let dir = scratch("dtmf-anew");
    let rate = SampleRate::Hz8000;
    put(&dir, "a.wav", &wav(rate, &dialled(rate, "55")));
    put(&dir, "b.wav", &wav(rate, &noise(4, 4_000, 20_000)));
    let told = lines(&dtmf(&dir, &["a.wav", "b.wav", "a.wav", "a.wav"], ""));
    assert_eq!(told[0], told[2]);
    assert_eq!(told[0], told[3]);
    assert_eq!(told[1]["digits"].as_array().unwrap().len(), 0);
}

#[test]
fn hours_of_files_are_heard_by_one_process() {
    let dir = scratch("dtmf_hours");
    let minutes = |count: usize| vec![0; SampleRate::Hz8000.samples_in_ms(60_000) * count];
    let line = [minutes(20), dialled(SampleRate::Hz8000, "7")].concat();
    put(&dir, "long.wav", &wav(SampleRate::Hz8000, &line));
    let output = dtmf(&dir, &[], &"long.wav\n".repeat(7));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let told = lines(&output);
    assert_eq!(told.len(), 7);
    assert!(told.iter().all(|line| line["digits"][0]["digit"] == "7"), "{told:?}");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_done() {
    let dir = scratch("dtmf-errors");
    let rate = SampleRate::Hz8000;
    put(&dir, "good.wav", &wav(rate, &noise(1, 800, 100)));
    put(&dir, "other.wav", &file_16(22_050, &[0; 100]));
    put(&dir, "bad.wav", b"RIFF");
    let output = dtmf(&dir, &["missing.wav", "good.wav", "other.wav", "bad.wav", "good.wav"], "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output).len(), 2);
    let errors = text(&output.stderr);
    for name in ["missing.wav", "other.wav: is at 22050 Hz", "bad.wav"] {
        assert!(errors.contains(name), "{errors}");
    }
    assert!(!dir.join("OUT.wav").exists());
    let suppress = mixminus(&dir).args(["suppress", "other.wav", "OUT.wav"]).output().unwrap();
    assert_eq!(suppress.status.code(), Some(1));
    assert!(text(&suppress.stderr).contains("is at 22050 Hz") && !dir.join("OUT.wav").exists());
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
            let arguments = format!("suppress --look-ahead-ms {ms} in.wav out.wav");
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
        .filter(|event: &serde_json::Value| event["event"] == "key_began")
        .collect();
    let found: String = keys.iter().map(|event| event["key"].as_str().unwrap()).collect();
    assert_eq!(found, "1234");
    // With tones, as before: nothing is late, nothing is listened for.
    rendered(&dir, "--out out ann.wav bob.wav");
    assert_eq!(read("ann.wav")[160..bob.len()], bob[160..]);
    assert!(!std::fs::read_to_string(dir.join("out/events.jsonl")).unwrap().contains("key_began"));
}
