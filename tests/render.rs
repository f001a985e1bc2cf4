//! `mixminus render`: what it writes is the sum of the others, bit for bit, and what it says of the run is true.
#![cfg(feature = "cli")]

#[path = "support/render.rs"]
mod render;
#[path = "support/wav_bytes.rs"]
mod wav_bytes;

use std::fs;
use std::path::Path;

use render::{heard, listing, noise, put, render, rendered, scratch, text};
use serde_json::Value;
use wav_bytes::{Format, chunk, data_16, file, file_16, riff, samples_of};

/// Fails unless the files in `dir` are what the owners of `voices` hear, and the whole room.
fn check(dir: &Path, names: &[&str], voices: &[Vec<i16>], rate: u32) {
    for (listener, name) in names.iter().chain(&["room"]).enumerate() {
        let found = samples_of(&fs::read(dir.join(format!("{name}.wav"))).unwrap(), rate);
        let expected = heard(voices, listener, rate);
        assert_eq!(found.len(), expected.len(), "length of {name}.wav");
        let differs = found.iter().zip(&expected).position(|(a, b)| a != b);
        if let Some(at) = differs {
            panic!("{name}.wav, sample {at}: {} instead of {}", found[at], expected[at]);
        }
    }
}

/// Writes voices of noise to files a.wav, b.wav … and tells their names.
fn put_voices(dir: &Path, voices: &[Vec<i16>], rate: u32) -> Vec<String> {
    let name = |i: usize| format!("v{i}");
    voices.iter().enumerate().for_each(|(i, said)| {
        put(dir, &format!("{}.wav", name(i)), &file_16(rate, said));
    });
    (0..voices.len()).map(name).collect()
}

#[test]
fn the_demo_is_mixed_and_reported() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo");
    let names = ["ada", "ben", "clara", "dan", "elena", "felix"];
    let out = scratch("demo").join("made").join("here");
    let files: Vec<String> = names.iter().map(|name| format!("{name}.wav")).collect();
    let (stdout, stderr) = rendered(&demo, &format!("--out {} {}", out.display(), files.join(" ")));
    assert_eq!(stderr, "", "no progress bar where there is no terminal");
    let voices: Vec<Vec<i16>> =
        files.iter().map(|file| samples_of(&fs::read(demo.join(file)).unwrap(), 8000)).collect();
    check(&out, &names, &voices, 8000);

    let mut expected: Vec<String> = files.clone();
    expected.extend(["events.jsonl".into(), "room.wav".into()]);
    expected.sort();
    assert_eq!(listing(&out), expected, "nothing else is left behind");

    let length = voices.iter().map(Vec::len).max().unwrap();
    for name in names.iter().chain(&["room"]) {
        assert_eq!(
            stdout.lines().filter(|line| line.starts_with(&format!("{name} "))).count(),
            1,
            "{stdout}"
        );
    }
    assert!(stdout.contains(&format!("{} ticks of 20 ms at 8000 Hz", length.div_ceil(160))), "{stdout}");
    assert!(stdout.contains("times real time"), "{stdout}");
}

#[test]
fn events_are_lines_of_json_in_order() {
    let dir = scratch("events");
    let loud = [noise(1, 8000, 9000), vec![0; 12_000]].concat();
    let names = put_voices(&dir, &[loud, noise(2, 100, 50)], 8000);
    rendered(&dir, &format!("--out out {}.wav {}.wav", names[0], names[1]));
    let log = fs::read_to_string(dir.join("out/events.jsonl")).unwrap();
    let events: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str| events.iter().filter(|event| event["event"] == kind).collect::<Vec<_>>();
    let who = |kind: &str| {
        let mut names: Vec<_> = of(kind).iter().map(|event| event["participant"].as_str().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(who("joined"), ["room", "v0", "v1"]);
    assert_eq!(who("left"), ["room", "v0", "v1"]);
    assert!(of("joined").iter().all(|event| event["tick"] == 1 && event["ms"] == 0), "{log}");
    assert!(of("left").iter().all(|event| event["ms"] == 2500 && event["reason"].is_string()), "{log}");
    assert_eq!((of("room_opened").len(), of("room_ended").len()), (1, 1), "{log}");
    assert_eq!(events.last().unwrap()["event"], "room_ended");
    assert_eq!(who("talk_started"), ["v0"], "{log}");
    let stopped = of("talk_stopped");
    assert_eq!(stopped.len(), 1, "{log}");
    assert!((1000..2000).contains(&stopped[0]["ms"].as_u64().unwrap()), "{log}");
    let order: Vec<_> = events.iter().map(|event| event["sequence"].as_u64().unwrap()).collect();
    assert_eq!(order, (1..=events.len() as u64).collect::<Vec<_>>());
}

#[test]
fn every_rate_and_frame_length_gives_the_sum_of_the_others() {
    for rate in [8000, 16_000, 32_000, 48_000] {
        let dir = scratch(&format!("rate-{rate}"));
        // Neither whole frames nor one length; the middle one overloads.
        let voices = [noise(1, 3001, 20_000), noise(2, 1777, 32_767), noise(3, 2500, 9)];
        let names = put_voices(&dir, &voices, rate);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for ms in [10, 20] {
            let out = format!("out-{ms}");
            let options = format!("--rate {rate} --frame-ms {ms} --quiet --out {out}");
            let (stdout, stderr) = rendered(&dir, &format!("{options} v0.wav v1.wav v2.wav"));
            assert_eq!((stdout.as_str(), stderr.as_str()), ("", ""));
            check(&dir.join(out), &names, &voices, rate);
        }
    }
}

#[test]
fn one_alone_hears_nothing_and_the_room_hears_it() {
    let dir = scratch("alone");
    let voices = [noise(5, 777, 30_000)];
    put_voices(&dir, &voices, 8000);
    let (stdout, _) = rendered(&dir, "--out out v0.wav");
    check(&dir.join("out"), &["v0"], &voices, 8000);
    assert!(stdout.contains("-inf"), "silence has no level: {stdout}");
}

#[test]
fn the_shortest_speech_is_one_sample() {
    let dir = scratch("shortest");
    let voices = [vec![i16::MIN], vec![i16::MAX]];
    put_voices(&dir, &voices, 48_000);
    rendered(&dir, "--out out v0.wav v1.wav");
    check(&dir.join("out"), &["v0", "v1"], &voices, 48_000);
}

#[test]
fn a_sum_beyond_full_scale_is_limited_and_own_voice_stays_absent() {
    let dir = scratch("overload");
    // In the first half the sum of all overloads, in the second only what the last one hears.
    let last = [vec![-20_000; 800], vec![-32_768; 800]].concat();
    let voices = [vec![30_000; 1600], vec![30_000; 1600], last];
    put_voices(&dir, &voices, 8000);
    let (stdout, _) = rendered(&dir, "--out out v0.wav v1.wav v2.wav");
    check(&dir.join("out"), &["v0", "v1", "v2"], &voices, 8000);
    assert!(stdout.contains("beyond 16 bits): 5\n"), "{stdout}");
}

#[test]
fn formats_are_converted_with_a_message() {
    let dir = scratch("formats");
    let plain = noise(1, 500, 10_000);
    let shift = |bits: u32| plain.iter().map(move |&sample| i32::from(sample) << (bits - 16));
    let of = |tag, channels, bits| Format { tag, channels, bits, ..Format::PHONE };
    let data_24: Vec<u8> = shift(24).flat_map(|sample| sample.to_le_bytes()[..3].to_vec()).collect();
    let data_32: Vec<u8> = shift(32).flat_map(i32::to_le_bytes).collect();
    let floats = plain.iter().map(|&sample| f32::from(sample) / 32_768.0);
    let mut data_float: Vec<u8> = floats.flat_map(f32::to_le_bytes).collect();
    data_float.extend(1.5_f32.to_le_bytes());
    let stereo: Vec<i16> = plain.iter().flat_map(|&sample| [sample - 100, sample + 100]).collect();
    put(&dir, "v24.wav", &file(of(1, 1, 24), &data_24));
    put(&dir, "v32.wav", &riff(&[chunk(b"fmt ", &of(1, 1, 32).extensible(32)), chunk(b"data", &data_32)]));
    put(&dir, "float.wav", &file(of(3, 1, 32), &data_float));
    put(&dir, "stereo.wav", &file(of(1, 2, 16), &data_16(&stereo)));
    put(&dir, "v8.wav", &file(of(1, 1, 8), &[128, 130, 126]));

    let inputs = "v24.wav v32.wav float.wav stereo.wav v8.wav";
    let (_, stderr) = rendered(&dir, &format!("--out out {inputs}"));
    let notes: Vec<&str> = stderr.lines().collect();
    assert_eq!(
        notes,
        [
            "mixminus: float.wav: 1 samples beyond full scale, clipped",
            "mixminus: stereo.wav: 2 channels, folded down to one (their average)"
        ]
    );
    let clipped = [plain.clone(), vec![32_767]].concat();
    let voices = [plain.clone(), plain.clone(), clipped, plain.clone(), vec![0, 512, -512]];
    check(&dir.join("out"), &["v24", "v32", "float", "stereo", "v8"], &voices, 8000);

    let quiet = render(&dir, &format!("--quiet --out out {inputs}"));
    assert_eq!((text(&quiet.stdout), text(&quiet.stderr)), (String::new(), String::new()));
}

/// A second more than the two hours that a session of an engine lasts by default.
#[test]
fn a_file_of_more_than_two_hours_is_rendered_to_its_end() {
    let dir = scratch("long");
    let length = 7_201 * 8000;
    let said = |at: usize| ((at / 97) % 101) as u8 + 78;
    let data: Vec<u8> = (0..length).map(said).collect();
    put(&dir, "long.wav", &file(Format { bits: 8, ..Format::PHONE }, &data));
    put(&dir, "short.wav", &file_16(8000, &[5]));
    let (stdout, _) = rendered(&dir, "--out out long.wav short.wav");
    assert!(stdout.contains("360050 ticks"), "{stdout}");
    for name in ["room", "short"] {
        let heard = samples_of(&fs::read(dir.join(format!("out/{name}.wav"))).unwrap(), 8000);
        assert_eq!(heard.len(), length, "{name}");
        let differs = (8000..length).find(|&at| heard[at] != (i16::from(said(at)) - 128) * 256);
        assert_eq!(differs, None, "{name}");
    }
    let events = fs::read_to_string(dir.join("out/events.jsonl")).unwrap();
    assert!(!events.contains("session_"), "{events:.2000}");
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn files_of_an_earlier_run_are_replaced() {
    let dir = scratch("replaced");
    for seed in [1, 2] {
        let voices = [noise(seed, 400, 5000), noise(seed + 10, 300 / seed as usize, 5000)];
        put_voices(&dir, &voices, 8000);
        rendered(&dir, "--out out v0.wav v1.wav");
        check(&dir.join("out"), &["v0", "v1"], &voices, 8000);
    }
    assert_eq!(listing(&dir.join("out")), ["events.jsonl", "room.wav", "v0.wav", "v1.wav"]);
}

#[test]
fn a_room_of_more_than_a_tick_takes_commands_is_still_aligned() {
    let dir = scratch("many");
    let voices: Vec<Vec<i16>> = (0..1023).map(|i| noise(i, 400 + i as usize % 50, 900)).collect();
    let names = put_voices(&dir, &voices, 8000);
    let files: Vec<String> = names.iter().map(|name| format!("{name}.wav")).collect();
    rendered(&dir, &format!("--out out {}", files.join(" ")));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    check(&dir.join("out"), &names, &voices, 8000);
}
