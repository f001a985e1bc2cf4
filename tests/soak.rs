//! `mixminus soak`: on the virtual clock what it reports adds up, it takes the same course twice, and it finds a wrong
//! sample; what it prints for people fits a terminal; in real time it does not wait in vain.
#![cfg(feature = "cli")]

#[path = "support/render.rs"]
mod render;

use std::fs;
use std::path::Path;
use std::process::Output;

use render::{mixminus, scratch, text};
use serde_json::Value;

/// Runs `mixminus soak` in virtual time with these arguments, separated by spaces.
fn soak(dir: &Path, arguments: &str) -> Output {
    mixminus(dir).args(["soak", "--virtual"]).args(arguments.split_whitespace()).output().unwrap()
}

/// The report of a soak that must pass, as JSON.
fn report(dir: &Path, arguments: &str) -> Value {
    let output = soak(dir, &format!("{arguments} --json"));
    assert_eq!(output.status.code(), Some(0), "{arguments}: {}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "", "no live line where there is no terminal");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn number(report: &Value, path: &str) -> u64 {
    let value = report.pointer(path).unwrap_or_else(|| panic!("{path} in {report:#}"));
    value.as_u64().unwrap_or_else(|| panic!("{path} is {value}"))
}

#[test]
fn the_report_adds_up() {
    let dir = scratch("soak-report");
    let report = report(&dir, "--rooms 3 --participants 8 --seconds 40 --stay 4 --svg ticks.svg");
    assert_eq!(report["passed"], true);
    assert_eq!(report["faults"], Value::Array(Vec::new()));
    assert_eq!(number(&report, "/ticks"), 2000);
    // Whoever is away is away for up to a second, of some four seconds of stay.
    let frames = number(&report, "/participant_frames");
    assert!((2000 * 24 * 7 / 10..2000 * 24).contains(&frames), "{frames} frames");
    // One who leaves is dealt with in that tick, and hears nothing any more; ticks before all had joined are checked, too.
    let (checked, leaves) = (number(&report, "/exact/checked_frames"), number(&report, "/done/leaves"));
    assert!((frames - leaves..frames + 24 * 10).contains(&checked), "{checked} of {frames}, {leaves} leaves");
    assert_eq!(number(&report, "/exact/wrong_frames"), 0);
    assert_eq!(number(&report, "/exact/unjudged_frames"), 0);
    // Half of a stay of 4 s is 2 s; nobody stays longer than 6 s but for a key or a prompt.
    assert!((24 * 4..24 * 20).contains(&leaves), "{leaves} leaves");
    let joins = number(&report, "/done/joins");
    assert!(joins >= leaves && joins <= leaves + 24);
    assert!(number(&report, "/done/moves") >= 20 && number(&report, "/done/plays") >= 3);
    let digits = number(&report, "/dtmf/began");
    assert!(digits >= 200 && digits == number(&report, "/dtmf/pressed"), "{digits} digits");
    assert_eq!((number(&report, "/events/lost"), number(&report, "/events/unexpected")), (0, 0));
    let least = joins + leaves + 2 * digits - 24;
    assert!(number(&report, "/events/reported") >= least, "fewer than {least} events");
    assert!(number(&report, "/memory/engine_bytes") > 1_000_000);
    let times = &report["tick_wall_us"];
    let order = ["p50", "p90", "p99", "p99_9", "p99_99", "max"].map(|name| times[name].as_f64().unwrap());
    assert!(order.is_sorted() && order[0] > 0.0, "{times}");
    let stages: f64 = report["stages_percent"].as_object().unwrap().values().filter_map(Value::as_f64).sum();
    assert!((99.0..101.0).contains(&stages), "{}", report["stages_percent"]);
    check_picture(&fs::read_to_string(dir.join("ticks.svg")).unwrap());
}

/// It has a title, axes with their units, and no number that is none.
fn check_picture(svg: &str) {
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    for part in [
        "3 rooms of 8 at 8 kHz, 20 ms: 2000 ticks in virtual time",
        ">time, log scale; dot: the longest tick<",
        ">ticks that took longer, log scale<",
        ">10 ms<",
        ">100 %<",
        "µs<",
        "run time, wall clock",
        "prefers-color-scheme:dark",
    ] {
        assert!(svg.contains(part), "{part} is not in the picture");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    assert_eq!(svg.matches('<').count(), svg.matches('>').count());
}

/// All lines fit a terminal of 80 columns, which is what is wanted of a summary.
fn fits(text: &str) {
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn a_summary_is_printed_and_json_where_it_is_wanted() {
    let dir = scratch("soak-printed");
    let room = "--rooms 2 --participants 3 --seconds 5";
    let printed = |arguments: &str| {
        let output = soak(&dir, arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", text(&output.stderr));
        assert_eq!(text(&output.stderr), "", "no progress where there is no terminal");
        text(&output.stdout)
    };
    let summary = printed(room);
    for part in ["2 rooms of 3 at 8000 Hz", "250 ticks of 20 ms", "p99.9", "not exact 0", "passed"] {
        assert!(summary.contains(part), "{part}: {summary}");
    }
    assert!(!summary.contains('{'), "{summary}");
    fits(&summary);
    assert_eq!(printed(&format!("{room} --quiet")), "");
    let is_passed = |json: &str| serde_json::from_str::<Value>(json).unwrap()["passed"] == true;
    for arguments in ["--json", "--json -", "--quiet --json", "--json=-"] {
        assert!(is_passed(&printed(&format!("{room} {arguments}"))), "{arguments}");
    }
    let summary = printed(&format!("{room} --json soak.json"));
    assert!(summary.contains("passed") && is_passed(&fs::read_to_string(dir.join("soak.json")).unwrap()));
    // As many as may be of everything.
    fits(&printed("--rooms 100 --participants 3 --seconds 1 --runs 2"));
    for help in ["-h", "--help"] {
        let help = mixminus(&dir).args(["soak", help]).output().unwrap();
        fits(&text(&help.stdout));
    }
}

#[test]
fn a_failure_is_a_summary_and_lines_that_fit() {
    let dir = scratch("soak-failure");
    let output = soak(&dir, "--rooms 2 --participants 4 --seconds 10 --stay 0 --plant-fault 100");
    assert_eq!(output.status.code(), Some(1));
    let summary = text(&output.stdout);
    assert!(summary.contains("not exact 3") && summary.contains("FAILED"), "{summary}");
    fits(&summary);
    fits(&text(&output.stderr));
}

/// In real time, on a terminal. A second of measuring is a few in all: what is waited for is said.
#[test]
fn a_second_in_real_time_waits_for_no_more_than_it_has_to() {
    let dir = scratch("soak-second");
    let program = env!("CARGO_BIN_EXE_mixminus");
    // Nobody is played anything within a second, so there is nothing to wait for in the end.
    let command = format!(
        "stty cols 80 rows 24; exec {program} soak --rooms 2 --participants 3 --seconds 1 --json soak.json"
    );
    let mut script = std::process::Command::new("script");
    let output = script.current_dir(&dir).args(["-qec", &command, "typescript"]).output();
    let Ok(output) = output else {
        println!("NOT RUN: script (package bsdutils) is not installed");
        return;
    };
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}");
    let report: Value = serde_json::from_slice(&fs::read(dir.join("soak.json")).unwrap()).unwrap();
    // A second has 50 frames of six callers. How many ticks the driver has in them depends on when each thread is woken.
    assert_eq!(number(&report, "/participant_frames"), 300);
    assert!(number(&report, "/ticks") > 0);
    let waited = number(&report, "/real_time/drain_ticks");
    assert!(waited < 50, "{waited} ticks were waited for");
    for part in ["running the scripts alone: ", "joining: ", "letting the clock settle: 1 s", "passed"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    // What a terminal shows at once lies between two carriage returns; escapes take no column.
    for line in shown.split(['\r', '\n']) {
        let mut columns = 0;
        let mut is_escape = false;
        for letter in line.chars() {
            match letter {
                '\u{1b}' => is_escape = true,
                _ if is_escape => is_escape = !letter.is_ascii_alphabetic(),
                _ => columns += 1,
            }
        }
        assert!(columns <= 80, "{columns} columns: {line:?}");
    }
}

#[test]
fn the_same_arguments_take_the_same_course_whatever_the_workers() {
    let dir = scratch("soak-hash");
    let arguments = "--rooms 2 --participants 5 --seconds 12 --stay 2 --rate 16000 --frame-ms 10";
    let hash = |more: &str| report(&dir, &format!("{arguments} {more}"))["hash"].as_str().unwrap().to_owned();
    let first = hash("");
    assert_eq!(first.len(), 16);
    assert_eq!(hash(""), first);
    assert_eq!(hash("--workers 2"), first);
    assert_eq!(hash("--check 0"), first);
    assert_ne!(hash("--seed 2"), first);
    assert_ne!(hash("--talkers 4"), first);
}

#[test]
fn several_runs_take_the_same_course_and_each_tick_counts_once() {
    let dir = scratch("soak-runs");
    let arguments = "--rooms 2 --participants 5 --seconds 12 --stay 2";
    let (once, thrice) =
        (report(&dir, arguments), report(&dir, &format!("{arguments} --runs 3 --svg ticks.svg")));
    assert_eq!(thrice["hash"], once["hash"]);
    for path in ["/ticks", "/participant_frames", "/dtmf/pressed", "/exact/checked_frames"] {
        assert_eq!(number(&thrice, path), number(&once, path), "{path}");
    }
    assert_eq!(number(&thrice, "/arguments/runs"), 3);
    let picture = fs::read_to_string(dir.join("ticks.svg")).unwrap();
    assert!(picture.contains("600 ticks in virtual time, each the minimum of 3 runs"), "{picture}");
}

#[test]
fn who_comes_from_a_room_that_is_not_checked_is_judged_from_the_second_frame_on() {
    let report = report(&scratch("soak-some"), "--rooms 3 --participants 8 --check 1 --seconds 40 --stay 4");
    assert_eq!(number(&report, "/exact/wrong_frames"), 0);
    let (checked, unjudged) =
        (number(&report, "/exact/checked_frames"), number(&report, "/exact/unjudged_frames"));
    assert!((1..50).contains(&unjudged) && checked > 2000 * 8 / 2, "{checked} checked, {unjudged} not");
}

#[test]
fn every_rate_is_exact() {
    let dir = scratch("soak-rates");
    for arguments in [
        "--rate 8000 --frame-ms 10",
        "--rate 22050",
        "--rate 44100 --frame-ms 10",
        "--rate 48000 --talkers 2",
    ] {
        report(&dir, &format!("--rooms 2 --participants 4 --seconds 9 --stay 3 {arguments}"));
    }
}

#[test]
fn one_wrong_sample_is_found() {
    let dir = scratch("soak-fault");
    let output =
        soak(&dir, "--rooms 2 --participants 4 --seconds 10 --stay 0 --plant-fault 100 --json soak.json");
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&fs::read(dir.join("soak.json")).unwrap()).unwrap();
    assert_eq!(report["passed"], false);
    // The three others of that room hear it, its own does not.
    assert_eq!(number(&report, "/exact/wrong_frames"), 3);
    assert!(number(&report, "/exact/first_wrong/tick") > 100);
    let stderr = text(&output.stderr);
    assert!(
        stderr.starts_with("mixminus: 3 of ") && stderr.contains("checked frames are not exact"),
        "{stderr}"
    );
}

#[test]
#[cfg(feature = "recorder")]
fn the_recording_is_compared() {
    let dir = scratch("soak-record");
    let arguments = "--rooms 2 --participants 4 --seconds 10 --stay 2 --record room.wav";
    let recorded = report(&dir, arguments);
    let unrecorded = report(&dir, "--rooms 2 --participants 4 --seconds 10 --stay 2");
    assert_eq!(recorded["hash"], unrecorded["hash"], "whatever the recorder's thread does");
    assert_eq!(recorded["recording"]["exact"], true);
    assert_eq!(number(&recorded, "/recording/samples"), 80_000);
    assert_eq!(number(&recorded, "/recording/lost_frames"), 0);
    let again = soak(&dir, arguments);
    assert_eq!(again.status.code(), Some(1), "a file that is there is not written over");
    assert!(text(&again.stderr).contains("room.wav"), "{}", text(&again.stderr));
}

#[test]
fn wrong_arguments_are_refused() {
    let dir = scratch("soak-usage");
    let room = "--rooms 2 --participants 4 --seconds 1";
    for (arguments, why) in [
        ("--rooms 2 --participants 4".to_owned(), "--seconds"),
        ("--rooms 0 --participants 4 --seconds 1".to_owned(), "0 is not in 1..=100000"),
        ("--rooms 2 --participants 1 --seconds 1".to_owned(), "1 is not in 2..=1000"),
        ("--rooms 1000 --participants 1000 --seconds 1".to_owned(), "1000000 participants in all rooms"),
        (
            format!("{room} --rate 11025"),
            "must be 8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000 Hz",
        ),
        (format!("{room} --rate 22050 --frame-ms 10"), "22050 Hz needs frames of 20 ms"),
        (format!("{room} --frame-ms 30"), "must be 10 or 20 ms"),
        (format!("{room} --talkers 5"), "--talkers 5 of 4 participants"),
        (format!("{room} --check 3"), "--check 3 of 2 rooms"),
        (format!("{room} --check 0 --record x.wav"), "its room must be checked"),
        (format!("{room} --runs 0"), "0 is not in 1..=100"),
        (format!("{room} --runs 2 --record x.wav"), "only one run can be recorded"),
        (format!("{room} --workers 65"), "65 is not in 1..=64"),
    ] {
        let output = soak(&dir, &arguments);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments}: {stderr}");
        assert!(stderr.contains(why), "{arguments}: {stderr}");
    }
    for (argument, value) in [("--record", "x.wav"), ("--runs", "2")] {
        let real = mixminus(&dir).args(["soak", argument, value]).args(room.split(' ')).output().unwrap();
        assert_eq!(real.status.code(), Some(2));
        let stderr = text(&real.stderr);
        assert!(stderr.contains(&format!("{argument}: only with --virtual")), "{stderr}");
    }
    let output = soak(&dir, &format!("{room} --json nowhere/soak.json"));
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("nowhere/soak.json: cannot write"));
}
