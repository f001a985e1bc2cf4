//! `mixminus render SCENARIO.toml`: what happens is what the file says, a mistake in it is reported by its line, and the
//! same file gives the same bytes whatever the SIMD level and the number of workers.
#![cfg(feature = "cli")]

#[path = "support/render.rs"]
mod render;
#[path = "support/wav_bytes.rs"]
mod wav_bytes;

use std::fs;
use std::path::Path;
use std::process::Command;

use render::{put, scratch};
use serde_json::Value;
use wav_bytes::{file_16, samples_of};

/// Renders a scenario; answers whether that went well, and standard error.
fn render(scenario: &Path, out: &Path, simd: &str) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mixminus"));
    command.arg("render").arg(scenario).arg("--out").arg(out).arg("--quiet").env("MIXMINUS_SIMD", simd);
    let done = command.output().unwrap();
    (done.status.success(), String::from_utf8(done.stderr).unwrap())
}

/// What rendering `text` says of it; it must be refused.
fn refusal(name: &str, text: &str) -> String {
    let dir = scratch(name);
    put(&dir, "tone.wav", &file_16(8000, &[1000; 160]));
    put(&dir, "s.toml", text.as_bytes());
    let out = dir.join("out");
    let (done, stderr) = render(&dir.join("s.toml"), &out, "");
    assert!(!done, "{text}");
    assert!(!out.exists() || fs::read_dir(&out).unwrap().next().is_none(), "nothing is written");
    let at = stderr.find("s.toml").expect(&stderr);
    stderr[at..].trim_end().to_string()
}

/// The events of a run, as JSON.
fn events(out: &Path) -> Vec<Value> {
    let text = fs::read_to_string(out.join("events.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Those events of `name` that are of one kind.
fn of<'a>(events: &'a [Value], name: &str, kind: &str) -> Vec<&'a Value> {
    events.iter().filter(|event| event["participant"] == name && event["event"] == kind).collect()
}

fn demo() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/hotline.toml")
}

#[test]
fn the_hotline_goes_as_its_file_says() {
    let out = scratch("hotline");
    let (done, stderr) = render(&demo(), &out, "");
    assert!(done, "{stderr}");
    let events = events(&out);
    let end = |name| {
        let left = of(&events, name, "left");
        assert_eq!(left.len(), 1, "{name}");
        (
            left[0]["reason"].as_str().unwrap().to_string(),
            left[0]["ms"].as_u64().unwrap(),
            left[0]["value"].clone(),
        )
    };
    // The star that came within a second of a wrong key did not count; the one after it did.
    let (reason, ms, key) = end("ada");
    assert_eq!((reason.as_str(), key.as_u64()), ("terminator", Some(u64::from(b'*'))));
    assert!((14_500..14_600).contains(&ms), "{ms}");
    let keys: Vec<&str> =
        of(&events, "ada", "dtmf_began").iter().map(|event| event["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["5", "*", "*"]);
    let outcomes: Vec<&str> =
        of(&events, "ben", "signal").iter().map(|event| event["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["queued", "interrupted"]);
    assert_eq!((end("ben").0.as_str(), end("ben").1 / 20), ("signal", 11_000 / 20));
    assert_eq!(end("clara").0, "hang_up");
    assert_eq!(end("dan").0, "room_closed");
    assert!(events.iter().all(|event| event["event"] != "refused"), "{events:?}");
    // Whoever hung up hears nothing more; whoever was seen off hears that.
    let heard = |name: &str| samples_of(&fs::read(out.join(format!("{name}.wav"))).unwrap(), 8000);
    assert!(heard("clara")[12 * 8000 + 160..].iter().all(|sample| *sample == 0));
    for (name, from) in [("ada", 14.7), ("ben", 11.1), ("dan", 18.1)] {
        let after = &heard(name)[(from * 8000.0) as usize..];
        assert!(after.iter().any(|sample| sample.unsigned_abs() > 3000), "{name} hears no goodbye");
    }
}

/// Two rooms of one id, a hold, a removal, a move, a merge, signals, sounds: all by their names.
const EVERYTHING: &str = r#"
seconds = 6.0
[[prompt]]
name = "tune"
file = "tone.wav"
[[call]]
name = "ada"
do = [{ conference = { id = "1337", terminator = "*" } }, { conference = { id = "1337", terminator = "*" } }]
[[call]]
name = "ben"
do = [{ conference = { id = "1337" } }]
[[call]]
name = "eve"
account = "other"
do = [{ say = "beep" }, { conference = { id = "1337" } }]
[[event]]
at = 1.0
call = "ada"
hold = true
music = "tune"
[[event]]
at = 1.5
call = "ada"
hold = false
[[event]]
at = 2.0
call = "ada"
remove = "be nice"
[[event]]
at = 2.0
call = "ben"
move = "over"
[[event]]
at = 2.5
room = "over"
move = "under"
[[event]]
at = 3.0
call = "ben"
signal = "fire"
[[event]]
at = 3.1
call = "ben"
say = "tune"
[[event]]
at = 3.1
room = "1337"
account = "other"
say = "tune"
[[event]]
at = 3.5
call = "ada"
inject_dtmf = "*"
[[event]]
at = 4.0
call = "eve"
remove = "first"
[[event]]
at = 4.0
call = "eve"
hang_up = true
"#;

#[test]
fn events_name_rooms_sounds_signals_holds_and_removals() {
    let dir = scratch("events-by-name");
    put(&dir, "tone.wav", &file_16(8000, &[1000; 1600]));
    put(&dir, "s.toml", EVERYTHING.as_bytes());
    let (done, stderr) = render(&dir.join("s.toml"), &dir.join("out"), "");
    assert!(done, "{stderr}");
    let events = events(&dir.join("out"));
    // Numbers of 64 bits do not survive JSON: there is none.
    let numbers =
        events.iter().flat_map(|event| event.as_object().unwrap().values()).filter_map(Value::as_f64);
    assert!(numbers.into_iter().all(|number| number.abs() < 1e6), "{events:#?}");
    let first = |name: &str, kind: &str| of(&events, name, kind)[0];
    let held: Vec<bool> = of(&events, "ada", "changed")
        .iter()
        .map(|event| event["state"].as_array().unwrap().contains(&"held".into()))
        .collect();
    assert_eq!(held, [true, false]);
    for event in events.iter().filter(|event| event["event"] != "refused") {
        let is_of_room = event["participant"].is_null();
        assert_eq!(is_of_room, event["account"].is_string(), "{event}");
        assert!(!is_of_room || event["environment"] == "production", "{event}");
    }
    let rooms = |kind: &str| -> Vec<String> {
        let text = |event: &Value, field: &str| event[field].as_str().unwrap().to_owned();
        let of_kind = events.iter().filter(|event| event["event"] == kind);
        of_kind.map(|event| format!("{} {}", text(event, "account"), text(event, "room"))).collect()
    };
    // Who was removed comes back in the same tick, to a room that is another of the same name.
    assert_eq!(rooms("room_opened"), ["demo 1337", "other 1337", "demo over", "demo 1337", "demo under"]);
    assert_eq!(rooms("room_ended"), ["demo 1337", "demo over", "demo under", "demo 1337", "other 1337"]);
    let moved: Vec<_> =
        of(&events, "ben", "moved").iter().map(|event| (&event["from"], &event["room"])).collect();
    assert_eq!(moved, [(&"1337".into(), &"over".into()), (&"over".into(), &"under".into())]);
    let left = of(&events, "ada", "left");
    assert_eq!((&left[0]["text"], &left[0]["room"]), (&"be nice".into(), &"1337".into()));
    assert_eq!((&left[1]["reason"], &left[1]["key"]), (&"terminator".into(), &"*".into()));
    // It was removed, then it hung up, before the same tick.
    assert_eq!(
        (&first("eve", "left")["reason"], &first("eve", "left")["text"]),
        (&"removed".into(), &"first".into())
    );
    assert_eq!(first("ben", "signal")["signal"], "fire");
    assert_eq!(
        (&first("ben", "left")["signal"], &first("ben", "left")["room"]),
        (&"fire".into(), &"under".into())
    );
    assert_eq!(
        (&first("eve", "play_ended")["sound"], &first("eve", "play_ended")["end"]),
        (&"beep".into(), &"completed".into())
    );
    assert_eq!(first("ben", "play_ended")["sound"], "tune");
    let to_room =
        events.iter().find(|event| event["event"] == "play_ended" && event["participant"].is_null());
    assert_eq!(
        to_room.map(|event| (&event["room"], &event["sound"])),
        Some((&"1337".into(), &"tune".into()))
    );
}

#[test]
fn one_scenario_gives_the_same_bytes_at_every_level_with_every_number_of_workers() {
    let text = fs::read_to_string(demo())
        .unwrap()
        .replace("file = \"", &format!("file = \"{}/", demo().parent().unwrap().display()));
    let text = text.replace("voice = \"", &format!("voice = \"{}/", demo().parent().unwrap().display()));
    let mut first: Option<Vec<(String, Vec<u8>)>> = None;
    let levels: &[&str] =
        if cfg!(target_arch = "x86_64") { &["portable", "sse2", "", ""] } else { &["portable", "", ""] };
    for (run, simd) in levels.iter().enumerate() {
        for workers in [1, 2, 4] {
            let dir = scratch(&format!("same-{run}-{workers}"));
            put(&dir, "s.toml", format!("engine.workers = {workers}\n{text}").as_bytes());
            let (done, stderr) = render(&dir.join("s.toml"), &dir.join("out"), simd);
            assert!(done, "{stderr}");
            let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(dir.join("out"))
                .unwrap()
                .map(|entry| entry.unwrap())
                .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
                .collect();
            files.sort();
            assert_eq!(files.len(), 5);
            match &first {
                None => first = Some(files),
                Some(first) => assert!(*first == files, "{simd:?} with {workers} workers differs"),
            }
        }
    }
}

#[test]
fn a_mistake_is_reported_by_file_line_and_what_was_expected() {
    let call = "[[call]]\nname = \"ada\"\n";
    let cases: &[(&str, &str)] = &[
        ("", "s.toml:1:1: has no [[call]]"),
        ("[[call]]\nnaem = \"ada\"\n", "s.toml:2:1: unknown field `naem`, expected one of `name`, `voice`"),
        ("[[call]]\nname = 5\n", "s.toml:2:8: invalid type: integer `5`, expected a string"),
        ("[[call]\n", "s.toml:1:"),
        (
            "seconds = 86400.0\n[[call]]\nname = \"a\"\n[engine]\nrate = 48000\n",
            "s.toml:1:11: lasts longer than",
        ),
        ("[[call]]\nname = \"a/b\"\n", "s.toml:2:8: name: \"a/b\" is to be a file's name"),
        ("[[call]]\nname = \"a\"\n[[call]]\nname = \"a\"\n", "s.toml:4:8: name: there are two calls"),
        ("[[call]]\nname = \"a\"\nvoice = \"none.wav\"\n", "s.toml:3:9: "),
        ("[[call]]\nname = \"a\"\nat = -1.0\n", "s.toml:3:6: at: -1, must be 0 to 86400 seconds"),
        (
            "[[call]]\nname = \"a\"\nat = 3.0\nvoice_at = 2.0\n",
            "s.toml:4:12: voice_at: the voice begins before",
        ),
        (
            "[engine]\nrate = 11025\n[[call]]\nname = \"a\"\n",
            "s.toml:2:8: rate: 11025, must be 8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000",
        ),
        (
            "[engine]\nframe_ms = 10\nrate = 22050\n[[call]]\nname = \"a\"\n",
            "s.toml:2:12: frame_ms: must be 20: at 22050 Hz, 10 ms are no whole number",
        ),
        ("[engine]\nworkers = 0\n[[call]]\nname = \"a\"\n", "s.toml:2:11: workers: 0, must be 1 to 64"),
        (
            "[[call]]\nname = \"a\"\ndo = [{ say = \"hi\" }]\n",
            "s.toml:3:15: \"hi\" is no [[prompt]] and not \"beep\"",
        ),
        (
            "[[call]]\nname = \"a\"\ndo = [{}]\n",
            "s.toml:3:7: a step is exactly one of: say, wait, conference",
        ),
        (
            "[[call]]\nname = \"a\"\ndo = [{ conference = { id = \"\" } }]\n",
            "s.toml:3:29: id: length 0, must be 1 to 255",
        ),
        (
            "[[call]]\nname = \"a\"\ndo = [{ conference = { id = \"1\", terminator = \"12\" } }]\n",
            "s.toml:3:47: terminator: must be exactly one key",
        ),
        (
            "[[call]]\nname = \"a\"\ndo = [{ conference = { id = \"1\", terminator = \"x\" } }]\n",
            "s.toml:3:47: terminator: \"x\", must be 1 to 32 of 0-9 * # A-D",
        ),
        (
            "[[call]]\nname = \"a\"\ndo = [{ conference = { id = \"1\", onchoice = [] } }]\n",
            "s.toml:3:34: unknown field `onchoice`, expected one of",
        ),
        (
            "[[call]]\nname = \"a\"\ndo = [{ conference = { id = \"1\", allow_signals = 5 } }]\n",
            "s.toml:3:50: expected a string or an array of strings",
        ),
    ];
    for (number, (text, expected)) in cases.iter().enumerate() {
        let reported = refusal(&format!("mistake-{number}"), text);
        assert!(reported.starts_with(expected), "{text}\n{reported}\n{expected}");
    }
    let events: &[(&str, &str)] = &[
        ("at = 1.0\ncall = \"ben\"\nmute = true\n", "s.toml:5:8: call: \"ben\" is the name of no [[call]]"),
        ("at = 1.0\ncall = \"ada\"\n", "s.toml:3:1: an event does exactly one of: dtmf"),
        (
            "at = 1.0\ncall = \"ada\"\nmute = true\ndeaf = true\n",
            "s.toml:3:1: an event does exactly one of: dtmf",
        ),
        ("at = 1.0\ncall = \"ada\"\nlock = true\n", "s.toml:3:1: an event does exactly one of: dtmf"),
        ("at = 1.0\nroom = \"1\"\nmute = true\n", "s.toml:3:1: an event does exactly one of: lock"),
        ("at = 1.0\nroom = \"1\"\ncall = \"ada\"\nclose = true\n", "s.toml:3:1: an event is of exactly one"),
        ("call = \"ada\"\nmute = true\n", "s.toml:3:1: missing field `at`"),
        ("at = 1.0\ncall = \"ada\"\ndtmf = \"12x\"\n", "s.toml:6:8: dtmf: \"12x\", must be 1 to 32 of"),
        ("at = 1.0\ncall = \"ada\"\ngain_db = 99.0\n", "s.toml:6:11: gain_db: 99, must be -60 to 24"),
        ("at = 1.0\ncall = \"ada\"\nlose_ms = 5\n", "s.toml:6:11: lose_ms: 5, must be 20 to 10000"),
        ("at = 1.0\ncall = \"ada\"\nsignal = \"\"\n", "s.toml:6:10: signal: length 0, must be 1 to 255"),
    ];
    for (number, (text, expected)) in events.iter().enumerate() {
        let reported = refusal(&format!("event-{number}"), &format!("{call}[[event]]\n{text}"));
        assert!(reported.starts_with(expected), "{text}\n{reported}\n{expected}");
    }
}
