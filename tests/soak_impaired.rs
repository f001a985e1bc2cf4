//! `mixminus soak --impair`: packets are lost, late and reordered as asked, outputs stay exact, and in virtual time the
//! same arguments take the same course, whatever the workers and the SIMD level.
#![cfg(feature = "cli")]

#[path = "support/render.rs"]
mod render;

use std::fs;
use std::path::Path;
use std::process::Output;

use render::{mixminus, scratch, text};
use serde_json::Value;

/// Callers come, go and move.
const ROOMS: &str = "--rooms 3 --participants 6 --seconds 30 --stay 6";

/// All stay.
const STILL: &str = "--rooms 3 --participants 6 --seconds 30 --stay 0";

/// Runs `mixminus soak` with these arguments, separated by spaces.
fn soak(dir: &Path, arguments: &str) -> Output {
    mixminus(dir).arg("soak").args(arguments.split_whitespace()).output().unwrap()
}

/// The report of a soak in virtual time that must pass.
fn report(dir: &Path, arguments: &str) -> Value {
    passed(soak(dir, &format!("--virtual --json - {arguments}")))
}

fn passed(output: Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["passed"], true);
    assert_eq!(number(&report, "/exact/wrong_frames"), 0);
    report
}

fn number(report: &Value, path: &str) -> u64 {
    let value = report.pointer(path).unwrap_or_else(|| panic!("{path} in {report:#}"));
    value.as_u64().unwrap_or_else(|| panic!("{path} is {value}"))
}

fn line(report: &Value, counter: &str) -> u64 {
    number(report, &format!("/lines/{counter}"))
}

fn delay_ms(report: &Value, which: &str) -> f64 {
    report["lines"]["delay_ms"][which].as_f64().unwrap()
}

const EVENTS_OF_LINES: [&str; 8] = [
    "packets_lost",
    "late_samples",
    "duplicate_samples",
    "reordered_samples",
    "concealed_samples",
    "concealment_events",
    "refused_samples",
    "underruns",
];

#[test]
fn a_bare_impair_loses_reorders_and_conceals_as_documented() {
    let report = report(&scratch("impaired-usual"), &format!("{STILL} --impair"));
    let impair = &report["arguments"]["impair"];
    let expected = serde_json::json!({
        "jitter_ms": 40, "reorder": true, "loss_percent": 2.0, "burst": null, "drift_ppm": 300.0, "dtx": false,
        "packet_ms": 20,
    });
    assert_eq!(*impair, expected);
    // 18 callers send 50 packets a second.
    let sent = line(&report, "packets_sent");
    assert!((26_900..27_100).contains(&sent), "{sent} packets");
    let lost = line(&report, "packets_lost");
    assert!((sent * 15 / 1000..sent * 25 / 1000).contains(&lost), "{lost} of {sent} lost");
    // Each evenly from 0 to 40 ms: one in eight is overtaken by the next.
    let reordered = line(&report, "reordered_samples") / 160;
    assert!((sent / 10..sent / 5).contains(&reordered), "{reordered} of {sent} reordered");
    let concealed = line(&report, "concealed_samples");
    let gone = lost * 160 + line(&report, "late_samples");
    assert!((gone * 8 / 10..gone * 2).contains(&concealed), "{concealed} concealed for {gone}");
    // The jitter buffer waits for nearly all, and no longer than it has to.
    assert!(line(&report, "late_samples") < sent * 160 / 100);
    let (mean, max) = (delay_ms(&report, "mean"), delay_ms(&report, "max"));
    assert!((30.0..70.0).contains(&mean) && mean < max && max < 160.0, "{mean} and {max} ms");
    assert!(line(&report, "inserted_samples") > 0 && line(&report, "removed_samples") > 0);
    assert_eq!((line(&report, "duplicate_samples"), line(&report, "refused_samples")), (0, 0));
    let (pressed, began) = (number(&report, "/dtmf/pressed"), number(&report, "/dtmf/began"));
    assert!(
        pressed > 100 && (pressed * 95 / 100..pressed * 105 / 100).contains(&began),
        "{began} of {pressed}"
    );
}

#[test]
fn impairments_of_nothing_lose_nothing_and_cost_a_packet_s_time_only() {
    let dir = scratch("impaired-nothing");
    let report = report(&dir, &format!("{ROOMS} --impair drift_ppm=0"));
    assert!(line(&report, "packets_sent") > 20_000);
    for counter in EVENTS_OF_LINES {
        assert_eq!(line(&report, counter), 0, "{counter}");
    }
    assert_eq!(number(&report, "/dtmf/began"), number(&report, "/dtmf/pressed"));
    assert!(delay_ms(&report, "max") <= 70.0, "{}", report["lines"]["delay_ms"]);
    let plain = self::report(&dir, ROOMS);
    assert_eq!((&plain["lines"], &plain["arguments"]["impair"]), (&Value::Null, &Value::Null));
}

#[test]
fn each_impairment_does_what_it_says() {
    let dir = scratch("impaired-each");
    let run = |list: &str| report(&dir, &format!("{STILL} --impair {list}"));
    let count = |list: &str, counter: &str| line(&run(list), counter);
    assert_eq!(count("jitter_ms=60", "reordered_samples"), 0);
    assert!(count("jitter_ms=60,reorder", "reordered_samples") > 500_000);
    assert_eq!(count("jitter_ms=60,reorder", "packets_lost"), 0);
    let (single, bursts) = (run("loss_percent=10,burst=1"), run("loss_percent=10,burst=5"));
    for report in [&single, &bursts] {
        let share = line(report, "packets_lost") as f64 / line(report, "packets_sent") as f64;
        assert!((0.08..0.12).contains(&share), "{share}");
    }
    let (single, bursts) = (line(&single, "concealment_events"), line(&bursts, "concealment_events"));
    assert!(single > bursts * 3, "{single} gaps, and in bursts {bursts}");
    // A third of a script is silence.
    let (sent, spoken) = (count("drift_ppm=0", "packets_sent"), count("dtx", "packets_sent"));
    assert!((sent / 4..sent * 9 / 10).contains(&spoken), "{spoken} of {sent}");
    let tens = count("packet_ms=10", "packets_sent");
    assert!((sent * 19 / 10..sent * 21 / 10).contains(&tens), "{tens} for {sent}");
    // Over two minutes clocks of up to 500 ppm gain or lose up to 60 ms: samples are removed or inserted.
    let moved = |ppm: u32| {
        let long = format!("--rooms 1 --participants 12 --seconds 120 --stay 0 --impair drift_ppm={ppm}");
        let report = report(&dir, &long);
        ["inserted_samples", "removed_samples"].map(|counter| line(&report, counter))
    };
    let ([_, from_fast], [_, steady]) = (moved(500), moved(0));
    assert!(from_fast > steady + 500, "{from_fast} samples were removed, without drift {steady}");
}

#[test]
fn the_same_arguments_take_the_same_course_whatever_the_workers_and_the_simd_level() {
    let dir = scratch("impaired-hash");
    let arguments = "--rooms 3 --participants 5 --seconds 12 --stay 3 --rate 16000 --frame-ms 10 \
                     --impair jitter_ms=60,reorder,loss_percent=5,burst=2,drift_ppm=500,dtx,packet_ms=30";
    let hash = |more: &str| report(&dir, &format!("{arguments} {more}"))["hash"].as_str().unwrap().to_owned();
    let first = hash("");
    assert_eq!(first.len(), 16);
    assert_eq!(hash("--workers 2"), first);
    assert_eq!(hash("--runs 2"), first);
    // Taps change nothing.
    assert_eq!(hash("--check 0"), first);
    assert_eq!(hash("--check 1"), first);
    assert_ne!(hash("--seed 2"), first);
    let portable = mixminus(&dir)
        .env("MIXMINUS_SIMD", "portable")
        .args(["soak", "--virtual", "--json", "-"])
        .args(arguments.split_whitespace())
        .output()
        .unwrap();
    let portable = passed(portable);
    assert_eq!(portable["simd"], "portable");
    assert_eq!(portable["hash"].as_str(), Some(&*first));
}

#[test]
fn all_frames_are_checked_but_those_beside_a_move() {
    let dir = scratch("impaired-checked");
    let report = report(&dir, &format!("{ROOMS} --impair"));
    let moves = number(&report, "/done/moves");
    let (checked, unjudged) =
        (number(&report, "/exact/checked_frames"), number(&report, "/exact/unjudged_frames"));
    // Who moves away is in no tap of that tick, which concerns a room of at most six.
    assert!(moves >= 10 && unjudged <= moves * 6 && unjudged > 0, "{unjudged} not checked, {moves} moves");
    assert!(checked > 1500 * 18 * 7 / 10, "{checked} checked");
    let some = self::report(&dir, &format!("{ROOMS} --impair --check 1"));
    assert!((checked / 5..checked / 2).contains(&number(&some, "/exact/checked_frames")));
}

#[test]
fn one_wrong_sample_is_found() {
    let dir = scratch("impaired-fault");
    let output = soak(&dir, &format!("{ROOMS} --virtual --impair --plant-fault 100 --json soak.json"));
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&fs::read(dir.join("soak.json")).unwrap()).unwrap();
    assert_eq!(number(&report, "/exact/wrong_frames"), 1);
    assert!(number(&report, "/exact/first_wrong/tick") > 100);
}

/// As they are in real time, but for how often the system was late.
#[test]
fn in_real_time_lines_are_impaired_too() {
    let dir = scratch("impaired-real");
    let arguments = "--rooms 2 --participants 4 --seconds 3 --impair jitter_ms=40,reorder,loss_percent=10";
    let report = passed(soak(&dir, &format!("{arguments} --json -")));
    let (sent, lost) = (line(&report, "packets_sent"), line(&report, "packets_lost"));
    assert!((1100..1300).contains(&sent) && (sent / 20..sent / 5).contains(&lost), "{lost} of {sent}");
    assert!(line(&report, "reordered_samples") > 0 && line(&report, "concealed_samples") > lost * 100);
    assert!(number(&report, "/exact/checked_frames") > 0);
    assert!(number(&report, "/dtmf/pressed") > 0);
}

#[test]
fn the_summary_says_how_lines_fared_and_fits_a_terminal() {
    let dir = scratch("impaired-printed");
    let output = soak(&dir, "--rooms 2 --participants 3 --seconds 5 --virtual --impair --svg ticks.svg");
    let summary = text(&output.stdout);
    assert!(output.status.success(), "{summary}");
    for part in [
        "lines with jitter 40 ms with reordering, loss 2 %, clocks ±300 ppm",
        "packets sent 1",
        ", lost on the way ",
        "gaps concealed",
        "delay of lines in the engine: mean ",
        "not exact 0",
    ] {
        assert!(summary.contains(part), "{part}: {summary}");
    }
    assert!(summary.lines().all(|line| line.chars().count() <= 80), "{summary}");
    assert!(fs::read_to_string(dir.join("ticks.svg")).unwrap().contains("in virtual time, impaired lines<"));
}

#[test]
fn wrong_arguments_are_refused_by_name() {
    let dir = scratch("impaired-usage");
    let room = "--rooms 2 --participants 4 --seconds 1 --virtual";
    for (arguments, why) in [
        ("--impair loss_percent=51".to_owned(), "loss_percent: \"51\", must be 0 to 50"),
        ("--impair jitter".to_owned(), "\"jitter\", must be jitter_ms, reorder, loss_percent"),
        ("--impair reorder".to_owned(), "reorder: needs jitter_ms"),
        ("--impair=".to_owned(), "must be jitter_ms"),
        ("--impair --record x.wav".to_owned(), "--record: not with --impair"),
        (
            "--impair packet_ms=30 --rate 22050".to_owned(),
            "--impair packet_ms=30: no whole number of samples at 22050 Hz",
        ),
    ] {
        let output = soak(&dir, &format!("{room} {arguments}"));
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments}: {stderr}");
        assert!(stderr.contains(why), "{arguments}: {stderr}");
    }
    let many = soak(&dir, "--rooms 1000 --participants 100 --seconds 1 --virtual --impair");
    assert_eq!(many.status.code(), Some(2));
    let stderr = text(&many.stderr);
    assert!(stderr.contains("--impair: 100000 participants to check, must be at most 65000"), "{stderr}");
}
