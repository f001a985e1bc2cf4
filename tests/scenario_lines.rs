//! Lines of scenarios: rates, encodings, and packets that are impaired by a seed. The same seed gives the same bits, and
//! what is lost is concealed.
#![cfg(feature = "cli")]

#[path = "support/render.rs"]
mod render;
#[path = "support/wav_bytes.rs"]
mod wav_bytes;

use std::collections::BTreeSet;
use std::f64::consts::TAU;
use std::fs;
use std::path::{Path, PathBuf};

use render::{put, rendered, scratch};
use serde_json::Value;
use wav_bytes::{file_16, samples_of};

const RATES: [u32; 8] = [8_000, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/// Seconds of a tone of 440 Hz.
fn tone(rate: u32, seconds: u32) -> Vec<i16> {
    tone_of(440.0, rate, seconds)
}

fn tone_of(hz: f64, rate: u32, seconds: u32) -> Vec<i16> {
    let sample = |at: u32| 8_000.0 * (TAU * hz * f64::from(at) / f64::from(rate)).sin();
    (0..rate * seconds).map(|at| sample(at) as i16).collect()
}

/// What a run gave.
struct Rendered {
    dir: PathBuf,
}

impl Rendered {
    /// Renders a scenario beside `tone.wav`, which lasts so many seconds.
    fn new(name: &str, text: &str, seconds: u32) -> Rendered {
        let dir = scratch(&format!("lines-{name}"));
        put(&dir, "tone.wav", &file_16(8000, &tone(8000, seconds)));
        put(&dir, "s.toml", text.as_bytes());
        rendered(&dir, "s.toml --quiet --out out");
        Rendered { dir }
    }

    fn bytes(&self, call: &str) -> Vec<u8> {
        fs::read(self.dir.join(format!("out/{call}.wav"))).unwrap()
    }

    fn heard(&self, call: &str, rate: u32) -> Vec<i16> {
        samples_of(&self.bytes(call), rate)
    }

    /// A count in the report of a line.
    fn count(&self, call: &str, key: &str) -> u64 {
        let text = fs::read_to_string(self.dir.join("out/events.jsonl")).unwrap();
        let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let line = lines.find(|line| line["event"] == "line" && line["participant"] == call).unwrap();
        line[key].as_u64().unwrap_or_else(|| panic!("{key} in {line}"))
    }
}

/// A talker with these fields, and a listener with those.
fn two(talker: &str, listener: &str) -> String {
    let conference = "do = [{ conference = { id = \"1\", play_tones = true } }]";
    format!(
        "engine.prefill_ms = 60\n[[call]]\nname = \"listener\"\n{conference}\n{listener}\n\
         [[call]]\nname = \"talker\"\nvoice = \"tone.wav\"\n{conference}\n{talker}\n"
    )
}

fn power(samples: &[i16]) -> f64 {
    samples.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / samples.len() as f64
}

const BAD: &str = "[call.impairments]\nseed = 5\njitter_ms = 50\nreorder = true\nloss_percent = 8.0\nburst = 2.0\n\
                   drift_ppm = -200.0\ndtx = true\n";

#[test]
fn a_seed_gives_the_same_bits_at_every_level_and_another_seed_gives_others() {
    let text = two(&format!("encoding = \"mulaw\"\n{BAD}"), "rate = 48000");
    let run = |name: &str, text: &str| Rendered::new(&format!("seed-{name}"), text, 4).bytes("listener");
    let first = run("first", &text);
    assert!(first == run("again", &text));
    assert!(first == run("workers", &format!("engine.workers = 3\n{text}")));
    assert!(first != run("other", &text.replace("seed = 5", "seed = 6")));
    let dir = scratch("lines-seed-portable");
    put(&dir, "tone.wav", &file_16(8000, &tone(8000, 4)));
    put(&dir, "s.toml", text.as_bytes());
    let mut portable = render::mixminus(&dir);
    portable.env("MIXMINUS_SIMD", "portable").args(["render", "s.toml", "--quiet", "--out", "out"]);
    assert!(portable.status().unwrap().success());
    assert!(first == fs::read(dir.join("out/listener.wav")).unwrap());
}

#[test]
fn impairments_of_nothing_change_no_bit() {
    let none =
        "[call.impairments]\nseed = 9\njitter_ms = 0\nloss_percent = 0.0\nburst = 3.0\ndrift_ppm = 0.0\n";
    for (at, encoding) in ["s16", "f32", "mulaw", "alaw"].into_iter().enumerate() {
        for rate in [8_000, 16_000, 44_100] {
            let talker = format!("encoding = \"{encoding}\"\nrate = {rate}\n");
            let run = |kind: &str, talker: &str| {
                Rendered::new(&format!("none-{kind}-{at}-{rate}"), &two(talker, ""), 2)
            };
            let (plain, impaired) = (run("plain", &talker), run("zero", &format!("{talker}{none}")));
            assert!(plain.bytes("listener") == impaired.bytes("listener"), "{encoding} at {rate} Hz");
            assert!(power(&plain.heard("listener", 8000)[8000..12_000]) > 2e7);
            assert_eq!(impaired.count("talker", "packets_lost"), 0);
            assert_eq!(impaired.count("talker", "concealed_samples"), 0);
        }
    }
}

#[test]
fn lost_packets_are_concealed() {
    let lossy = "[call.impairments]\nseed = 5\nloss_percent = 5.0\n";
    let run = Rendered::new("lost", &two(lossy, ""), 20);
    let (lost, concealed) = (run.count("talker", "packets_lost"), run.count("talker", "concealed_samples"));
    assert!((25..90).contains(&lost), "{lost} of 1,000");
    assert_eq!(concealed, lost * 160);
    assert_eq!(run.count("talker", "late_samples"), 0);
    // Without concealment a lost packet would be 20 ms of silence.
    let heard = run.heard("listener", 8000);
    let quietest = heard[1600..158_000].chunks_exact(80).map(power).fold(f64::MAX, f64::min);
    let whole = Rendered::new("whole", &two("", ""), 20).heard("listener", 8000);
    assert!(quietest > 0.25 * power(&whole[8000..16_000]), "{quietest}");
}

#[test]
fn every_rate_hears_every_other() {
    let conference = "do = [{ conference = { id = \"1\" } }]";
    for room in RATES {
        let mut text = format!("[[room]]\nid = \"1\"\nrate = {room}\n");
        for rate in RATES {
            text += &format!("[[call]]\nname = \"{rate}\"\nrate = {rate}\n{conference}\n");
        }
        text += &format!("[[call]]\nname = \"talker\"\nvoice = \"tone.wav\"\n{conference}\n");
        let run = Rendered::new(&format!("room-{room}"), &text, 1);
        for rate in RATES {
            let heard = run.heard(&rate.to_string(), rate);
            assert_eq!(heard.len(), 2 * rate as usize, "{rate} Hz");
            let level = power(&heard[rate as usize / 2..rate as usize * 9 / 10]) / 3.2e7;
            // Two conversions, each within 0.1 dB.
            assert!((0.955..1.047).contains(&level), "{rate} Hz in a room of {room} Hz: {level}");
        }
    }
}

#[test]
fn g711_is_heard_as_its_decoder_gives_it() {
    let heard = |name: &str, talker: &str, listener: &str| {
        Rendered::new(&format!("g711-{name}"), &two(talker, listener), 2).heard("listener", 8000)
    };
    let linear = heard("linear", "", "");
    for law in ["mulaw", "alaw"] {
        let field = format!("encoding = \"{law}\"");
        let [from, to, both] = [(&field[..], ""), ("", &field[..]), (&field[..], &field[..])];
        let from = heard(&format!("{law}-from"), from.0, from.1);
        let to = heard(&format!("{law}-to"), to.0, to.1);
        let both = heard(&format!("{law}-both"), both.0, both.1);
        // Beyond the fade, what was encoded once is encoded again without a change.
        assert!(from[2000..] == both[2000..], "{law}");
        assert!(from[2000..] == to[2000..], "{law}: the same codec on either side");
        let values: BTreeSet<i16> = to.iter().copied().collect();
        assert!(values.len() <= 256 && from != linear, "{law}: {}", values.len());
        let noise: Vec<i16> = to.iter().zip(&linear).map(|(a, b)| a - b).collect();
        let ratio = power(&linear[2000..16_000]) / power(&noise[2000..16_000]);
        assert!((3_000.0..30_000.0).contains(&ratio), "{law}: noise {ratio} times below");
        assert!(to[to.len() - 1000..].iter().all(|sample| *sample == 0), "{law}: silence is zeros");
    }
}

#[test]
fn a_minute_of_drift_keeps_running() {
    for ppm in [-300, 300] {
        let drift = format!("[call.impairments]\ndrift_ppm = {ppm}.0\n");
        let run = Rendered::new(&format!("drift{ppm}"), &two(&drift, ""), 60);
        let underruns = run.count("talker", "underruns");
        let heard = run.heard("listener", 8000);
        let silent = heard[1600..470_000].chunks_exact(80).filter(|chunk| power(chunk) == 0.0).count();
        println!(
            "{ppm} ppm: {underruns} underruns, {silent} silent chunks of 10 ms, {} samples concealed",
            run.count("talker", "concealed_samples")
        );
        assert!(underruns == 0 && silent == 0, "{ppm} ppm: {underruns} underruns, {silent} silent");
        // 300 ppm of a minute are 18 ms.
        assert!((2998..=3051).contains(&run.count("talker", "packets_sent")));
    }
}

#[test]
fn jitter_reorders_and_delays_within_its_bounds() {
    let jitter = |reorder: bool| format!("[call.impairments]\njitter_ms = 50\nreorder = {reorder}\n");
    let run = |reorder| Rendered::new(&format!("jitter-{reorder}"), &two(&jitter(reorder), ""), 10);
    let (ordered, reordered) = (run(false), run(true));
    assert_eq!(ordered.count("talker", "reordered_samples"), 0);
    assert!(reordered.count("talker", "reordered_samples") > 160 * 50);
    for run in [ordered, reordered] {
        // A prefill of 60 ms is more than the jitter.
        assert_eq!(run.count("talker", "late_samples"), 0);
        assert_eq!(run.count("talker", "packets_lost"), 0);
    }
}

#[test]
fn dtx_sends_nothing_in_silence() {
    let run =
        Rendered::new("dtx", &two("voice_at = 2.0\n[call.impairments]\ndtx = true\n", "hang_up = 8.0"), 3);
    assert_eq!(run.count("talker", "packets_sent"), 150);
    assert_eq!(run.count("talker", "packets_lost"), 0);
    let heard = run.heard("listener", 8000);
    assert!(power(&heard[18_000..39_000]) > 2e7);
    let packets = two("[call.impairments]\npacket_ms = 100\n", "");
    assert_eq!(Rendered::new("long", &packets, 3).count("talker", "packets_sent"), 40);
}

#[test]
fn the_example_is_rendered() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/lines.toml");
    let dir = scratch("lines-demo");
    let (stdout, _) = rendered(&dir, &format!("{} --out out", demo.display()));
    for (call, rate) in [("ada", 8_000), ("ben", 16_000), ("clara", 48_000)] {
        let heard = samples_of(&fs::read(dir.join(format!("out/{call}.wav"))).unwrap(), rate);
        assert!(power(&heard) > 10_000.0, "{call} hears the others");
        assert!(
            stdout.lines().any(|line| line.starts_with(call) && line.contains(&rate.to_string())),
            "{stdout}"
        );
    }
}

#[test]
fn a_mistake_in_a_line_is_reported_with_its_place() {
    let cases = [
        ("rate = 11025", "3:8: rate: 11025, must be 8000, 12000"),
        ("encoding = \"opus\"", "3:12: encoding: \"opus\", must be s16, f32, mulaw or alaw"),
        ("impairments = { jitter = 5 }", "3:17: unknown field `jitter`, expected one of `seed`, `jitter_ms`"),
        ("impairments = { jitter_ms = 1001 }", "3:29: jitter_ms: 1001, must be 0 to 1000"),
        ("impairments = { loss_percent = 51.0 }", "3:32: loss_percent: 51, must be 0 to 50"),
        ("impairments = { loss_percent = nan }", "3:32: loss_percent: NaN, must be 0 to 50"),
        ("impairments = { burst = 0.5 }", "3:25: burst: 0.5, must be 1 to 100"),
        ("impairments = { drift_ppm = -501.0 }", "3:29: drift_ppm: -501, must be -500 to 500"),
        ("impairments = { packet_ms = 5 }", "3:29: packet_ms: 5, must be 10 to 100"),
        ("impairments = { seed = -1 }", "3:24: invalid value: integer `-1`, expected u32"),
        ("impairments = { dtx = 1 }", "3:23: invalid type: integer `1`, expected a boolean"),
        (
            "rate = 22050\nimpairments = { packet_ms = 30 }",
            "4:29: packet_ms: 30, must be a whole number of samples",
        ),
        ("rate = 22050\n[engine]\nframe_ms = 10", "3:8: rate: 22050 needs frame_ms = 20"),
        ("[[room]]\nid = \"1\"\nrate = 96000", "5:8: rate: 96000, must be 8000"),
        (
            "[[event]]\nat = 1.0\ncall = \"a\"\nwrite_rate = 11025",
            "6:14: write_rate: 11025, must be 8000, 12000",
        ),
        (
            "[[event]]\nat = 1.0\ncall = \"a\"\nread_rate = 96000",
            "6:13: read_rate: 96000, must be 8000, 12000",
        ),
        ("do = [{ read_rate = 7 }]", "3:21: read_rate: 7, must be 8000, 12000"),
        (
            "do = [{ conference = { id = \"1\", on_choice = [{ write_rate = 0 }] } }]",
            "3:62: write_rate: 0, must be",
        ),
        ("do = [{ write_rate = 8000, read_rate = 8000 }]", "3:7: a step is exactly one of: say, wait"),
        (
            "[[event]]\nat = 1.0\nroom = \"1\"\nread_rate = 8000",
            "3:1: an event does exactly one of: lock, move, close",
        ),
        (
            "do = [{ write_rate = 22050 }]\n[engine]\nframe_ms = 10",
            "3:22: write_rate: 22050 needs frame_ms = 20",
        ),
        (
            "impairments = { packet_ms = 30 }\n[[event]]\nat = 1.0\ncall = \"a\"\nwrite_rate = 22050",
            "7:14: write_rate: 22050, at which packet_ms of the call, 30, is no whole number of samples",
        ),
    ];
    for (at, (line, expected)) in cases.into_iter().enumerate() {
        let dir = scratch(&format!("lines-mistake-{at}"));
        put(&dir, "s.toml", format!("[[call]]\nname = \"a\"\n{line}\n").as_bytes());
        let output = render::render(&dir, "s.toml --out out");
        let reported = render::text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{line}");
        assert!(reported.contains(&format!("s.toml:{expected}")), "{line}\n{reported}{expected}");
    }
}

/// The level of a tone in samples at `rate`, as a share of its level in a voice of [`two_tones`].
fn level_of(hz: f64, samples: &[i16], rate: u32) -> f64 {
    let (mut re, mut im) = (0.0, 0.0);
    for (at, sample) in samples.iter().enumerate() {
        let angle = TAU * hz * at as f64 / f64::from(rate);
        re += f64::from(*sample) * angle.cos();
        im += f64::from(*sample) * angle.sin();
    }
    2.0 * re.hypot(im) / samples.len() as f64 / 8_000.0
}

/// A low tone, which 8 kHz carry, and a high one, for which it takes 16 kHz.
fn two_tones(seconds: u32) -> Vec<i16> {
    let (low, high) = (tone_of(440.0, 16_000, seconds), tone_of(6_000.0, 16_000, seconds));
    low.iter().zip(&high).map(|(low, high)| low + high).collect()
}

/// Renders calls on lines of 16 kHz that change their rates; the listener's output.
fn with_rates(name: &str, talker: &str, events: &str) -> (Rendered, Vec<i16>) {
    let dir = scratch(&format!("lines-rates-{name}"));
    put(&dir, "tones.wav", &file_16(16_000, &two_tones(5)));
    let conference = "{ conference = { id = \"1\", play_tones = true } }";
    let text = format!(
        "seconds = 5.0\n[engine]\nrate = 16000\nprefill_ms = 60\n\
         [[call]]\nname = \"listener\"\ndo = [{conference}]\n\
         [[call]]\nname = \"talker\"\nvoice = \"tones.wav\"\n{}\n{events}",
        talker.replace("CONFERENCE", conference)
    );
    put(&dir, "s.toml", text.as_bytes());
    rendered(&dir, "s.toml --quiet --out out");
    let run = Rendered { dir };
    let heard = run.heard("listener", 16_000);
    assert_eq!(heard.len(), 5 * 16_000);
    (run, heard)
}

/// The levels of both tones in each second, but for its first and last fifth.
fn levels(heard: &[i16]) -> Vec<[f64; 2]> {
    let seconds = heard.chunks_exact(16_000).map(|second| &second[3_200..12_800]);
    seconds.map(|part| [440.0, 6_000.0].map(|hz| level_of(hz, part, 16_000))).collect()
}

fn check_levels(heard: &[i16], carried: &[bool]) {
    for (second, ([low, high], carried)) in levels(heard).into_iter().zip(carried).enumerate() {
        assert!((0.95..1.05).contains(&low), "second {second}: the low tone at {low}");
        let expected = if *carried { 0.9..1.1 } else { -0.1..0.01 };
        assert!(expected.contains(&high), "second {second}: the high tone at {high}");
    }
}

/// A codec of 8 kHz carries no more than 4 kHz. The voice goes on at each rate, without a gap.
#[test]
fn a_host_that_changes_its_rates_is_heard_and_hears_as_they_carry() {
    let plain = "do = [CONFERENCE]";
    let event =
        |at: u32, call: &str, what: &str| format!("[[event]]\nat = {at}.0\ncall = \"{call}\"\n{what}\n");
    let (run, heard) = with_rates("none", plain, "");
    check_levels(&heard, &[true; 5]);
    assert_eq!(run.count("talker", "underruns"), 0);
    let writes = event(1, "talker", "write_rate = 8000") + &event(2, "talker", "write_rate = 48000");
    let reads = event(3, "listener", "read_rate = 8000") + &event(4, "listener", "read_rate = 44100");
    let (run, heard) = with_rates("both", plain, &(writes.clone() + &reads));
    check_levels(&heard, &[true, false, true, false, true]);
    assert_eq!((run.count("talker", "underruns"), run.count("talker", "packets_lost")), (0, 0));
    assert_eq!(run.count("talker", "packets_sent"), 250);
    // As a step, before the conference: the call begins with G.711, and is re-INVITEd.
    let stepped = "encoding = \"mulaw\"\ndo = [{ write_rate = 8000 }, CONFERENCE]";
    let (_, heard) = with_rates("step", stepped, &event(1, "talker", "write_rate = 16000"));
    check_levels(&heard, &[false, true, true, true, true]);
    // Timestamps begin anew; what is on the way at a change is lost, and concealed.
    let impaired = format!("{plain}\nimpairments = {{ jitter_ms = 40 }}");
    let (run, heard) = with_rates("impaired", &impaired, &writes);
    check_levels(&heard, &[true, false, true, true, true]);
    let (lost, concealed) = (run.count("talker", "packets_lost"), run.count("talker", "concealed_samples"));
    assert!((1..=6).contains(&lost) && concealed < 16_000 / 2, "{lost} lost, {concealed} concealed");
}

/// A digit whose tones are on while the rate changes is the same digit.
#[test]
fn a_digit_goes_on_over_a_change_of_rate() {
    let events = "[[event]]\nat = 1.0\ncall = \"talker\"\ndtmf = \"5#\"\non_ms = 200\n\
                  [[event]]\nat = 1.1\ncall = \"talker\"\nwrite_rate = 8000\n";
    let (run, _) = with_rates("digit", "do = [CONFERENCE]\nvoice_at = 3.0", events);
    let log = fs::read_to_string(run.dir.join("out/events.jsonl")).unwrap();
    let began = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let began = began.filter(|event| event["event"] == "dtmf_began");
    let digits: Vec<String> = began.map(|event| event["key"].as_str().unwrap().into()).collect();
    assert_eq!(digits, ["5", "#"]);
}

/// Files of three rates as one call: each hears the others at its own rate, and nothing of itself.
#[test]
fn files_of_different_rates_are_one_call() {
    let dir = scratch("lines-files");
    put(&dir, "a.wav", &file_16(8_000, &tone(8_000, 2)));
    put(&dir, "b.wav", &file_16(48_000, &tone_of(1000.0, 48_000, 1)));
    put(&dir, "c.wav", &file_16(22_050, &[0; 22_051]));
    rendered(&dir, "a.wav b.wav c.wav --rate 16000 --quiet --out out");
    let heard = |out: &str, name: &str, rate| {
        let samples = samples_of(&fs::read(dir.join(format!("{out}/{name}.wav"))).unwrap(), rate);
        assert_eq!(samples.len(), 2 * rate as usize, "{name}");
        samples
    };
    for (name, rate, voices) in [("a", 8_000, 1.0), ("b", 48_000, 1.0), ("room", 16_000, 2.0)] {
        let level = power(&heard("out", name, rate)[rate as usize / 4..rate as usize * 9 / 10]) / 3.2e7;
        assert!((0.9..1.1).contains(&(level / voices)), "{name}: {level}");
    }
    put(&dir, "b.wav", &file_16(48_000, &[-20_000; 48_000]));
    rendered(&dir, "a.wav b.wav c.wav --rate 16000 --quiet --out other");
    assert!(
        heard("out", "b", 48_000) == heard("other", "b", 48_000),
        "b's own voice is not in what it hears"
    );
    assert!(heard("out", "a", 8_000) != heard("other", "a", 8_000));
}
