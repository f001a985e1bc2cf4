//! Keys as audio, over speech, through `mixminus render`: which press ends a conference, in which tick, and who hears it.
#![cfg(feature = "cli")]

#[path = "support/dtmf_signals.rs"]
mod dtmf_signals;
#[path = "support/render.rs"]
mod render;
#[path = "support/wav_bytes.rs"]
mod wav_bytes;

use std::fs;
use std::path::{Path, PathBuf};

use dtmf_signals::{COLUMNS, ROWS, key, level_of, tones};
use mixminus::SampleRate;
use render::{put, rendered, scratch};
use serde_json::Value;
use wav_bytes::{file_16, samples_of};

const RATE: SampleRate = SampleRate::Hz8000;
const SPEECH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/ada.wav");
/// Of each tone; the speech is at least 12 dB below.
const LEVEL_DBM0: f64 = -6.0;

/// Eight seconds of speech 12 dB and more below the keys, with keys: (which, from which sample on, for how many ms).
fn line(presses: &[(char, usize, usize)]) -> Vec<i16> {
    let speech = samples_of(&fs::read(SPEECH).unwrap(), 8000);
    let power = |x: &[i16]| x.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / x.len() as f64;
    let loudest = speech.chunks(800).map(power).fold(0.0, f64::max).sqrt();
    let tone = power(&tones(RATE, '5', LEVEL_DBM0, 8000)).sqrt();
    let gain = tone / loudest * 10_f64.powf(-12.0 / 20.0);
    let mut line: Vec<f64> =
        speech.iter().cycle().take(8 * 8000).map(|x| f64::from(*x) * gain.min(1.0)).collect();
    for &(name, from, ms) in presses {
        for (at, tone) in tones(RATE, name, LEVEL_DBM0, 8 * ms).into_iter().enumerate() {
            line[from + at] += f64::from(tone);
        }
    }
    line.into_iter().map(|x| x.clamp(-32_768.0, 32_767.0) as i16).collect()
}

/// A run: its events, and where its outputs are.
struct Run {
    events: Vec<Value>,
    out: PathBuf,
}

impl Run {
    /// Ada says `line` and does `steps`; Ben and Dan are in room 1 and listen.
    fn new(name: &str, line: &[i16], steps: &str) -> Run {
        let dir = scratch(name);
        put(&dir, "line.wav", &file_16(8000, line));
        let listener =
            |name| format!("[[call]]\nname = \"{name}\"\ndo = [{{ conference = {{ id = \"1\" }} }}]\n");
        let text = format!(
            "seconds = 8.0\n[[call]]\nname = \"ada\"\nvoice = \"line.wav\"\ndo = [{steps}]\n{}{}",
            listener("ben"),
            listener("dan"),
        );
        put(&dir, "s.toml", text.as_bytes());
        rendered(&dir, "--quiet --out out s.toml");
        let out = dir.join("out");
        let text = fs::read_to_string(out.join("events.jsonl")).unwrap();
        Run { events: text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), out }
    }

    /// Ada's events of a kind.
    fn reported(&self, kind: &str) -> Vec<&Value> {
        let of_ada = |event: &&Value| event["participant"] == "ada" && event["event"] == kind;
        self.events.iter().filter(of_ada).collect()
    }

    /// Which keys Ada was heard to press, and in which ticks.
    fn keys(&self) -> Vec<(char, u64)> {
        let of = |event: &&Value| {
            (event["key"].as_str().unwrap().chars().next().unwrap(), event["tick"].as_u64().unwrap())
        };
        self.reported("dtmf_began").iter().map(of).collect()
    }

    /// Why and in which tick Ada has left, each time.
    fn leaves(&self) -> Vec<(String, u64)> {
        let of =
            |event: &&Value| (event["reason"].as_str().unwrap().to_owned(), event["tick"].as_u64().unwrap());
        self.reported("left").iter().map(of).collect()
    }

    fn heard(&self, name: &str) -> Vec<i16> {
        samples_of(&fs::read(self.out.join(format!("{name}.wav"))).unwrap(), 8000)
    }
}

fn conference(id: &str, more: &str) -> String {
    format!("{{ conference = {{ id = \"{id}\", terminator = \"*\"{more} }} }}")
}

/// The tick in whose frame that sample is; the first is 1.
fn tick_of(sample: usize) -> u64 {
    sample as u64 / 160 + 1
}

#[test]
fn among_digits_over_speech_the_terminator_leaves_in_the_tick_that_detects_it() {
    for (run, onset) in (0..10).map(|run| (run, 30_000 + 37 * run)) {
        let presses = [('1', 8_000, 80), ('9', 16_011, 60), ('#', 22_050, 100), ('*', onset, 90)];
        let run = Run::new(&format!("terminator-{run}"), &line(&presses), &conference("1", ""));
        let keys = run.keys();
        assert_eq!(keys.iter().map(|key| key.0).collect::<String>(), "19#*");
        let tick = keys[3].1;
        // A key is certain at most 58 ms after its onset.
        assert!((tick_of(onset)..=tick_of(onset + 464)).contains(&tick), "{onset}: {tick}");
        assert_eq!(run.leaves(), [("terminator".to_owned(), tick)]);
    }
}

#[test]
fn a_terminator_that_is_held_does_not_end_the_next_conference() {
    let steps = format!("{}, {}", conference("1", ""), conference("1", ""));
    // Held over two seconds, and then once more.
    let run = Run::new("held", &line(&[('*', 16_000, 2_000), ('*', 48_000, 80)]), &steps);
    let leaves = run.leaves();
    assert_eq!(leaves.len(), 2, "{leaves:?}");
    assert!(leaves.iter().all(|(reason, _)| reason == "terminator"));
    assert!((tick_of(16_000)..tick_of(16_500)).contains(&leaves[0].1), "{leaves:?}");
    assert!((tick_of(48_000)..tick_of(48_500)).contains(&leaves[1].1), "{leaves:?}");
}

/// Onsets are known within 5 ms: that much on either side of the edge the answer must be sure.
#[test]
fn the_lock_out_ends_at_its_edge() {
    let locked = conference("1", ", interdigit_timeout = 1.0");
    for (run, wrong) in [8_000, 8_051, 8_117].into_iter().enumerate() {
        for (late_ms, ends) in [(-500, false), (-50, false), (-11, false), (11, true), (50, true)] {
            let star = (wrong as i64 + 8_000 + 8 * late_ms) as usize;
            let presses = [('7', wrong, 70), ('*', star, 70)];
            let run = Run::new(&format!("edge-{run}-{late_ms}"), &line(&presses), &locked);
            assert_eq!(run.keys().iter().map(|key| key.0).collect::<String>(), "7*");
            assert_eq!(run.leaves().iter().any(|(reason, _)| reason == "terminator"), ends, "{late_ms} ms");
        }
    }
}

/// The lower of a key's two levels over a stretch, dBm0.
fn level(samples: &[i16], name: char) -> f64 {
    let hz = [ROWS[key(name).row()], COLUMNS[key(name).column()]];
    hz.map(|hz| level_of(RATE, samples, hz)).into_iter().fold(f64::MAX, f64::min)
}

#[test]
fn with_play_tones_off_no_other_output_holds_the_tone_and_with_it_on_all_do() {
    let presses = [('3', 16_000, 500), ('8', 32_000, 500)];
    for (play, name) in [(false, "off"), (true, "on")] {
        let steps = conference("1", &format!(", play_tones = {play}"));
        let run = Run::new(&format!("tones-{name}"), &line(&presses), &steps);
        for listener in ["ben", "dan"] {
            let heard = run.heard(listener);
            for (name, from, _) in presses {
                let found = level(&heard[from + 400..from + 3_600], name);
                let due = if play { LEVEL_DBM0 - 1.5..LEVEL_DBM0 + 1.5 } else { f64::MIN..-60.0 };
                assert!(due.contains(&found), "{listener}, {name}: {found} dBm0, play_tones = {play}");
            }
            // What is not a key is there all the same.
            assert!(heard[4_000..12_000].iter().any(|x| x.abs() > 300), "{listener}");
        }
        assert!(Path::new(&run.out).join("ada.wav").exists());
        let own = run.heard("ada");
        assert!(own.iter().all(|x| *x == 0), "nobody hears itself");
    }
}
