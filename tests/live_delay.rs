//! Mouth to ear through `mixminus live`, measured from what is said and what is played, not from what the sound system
//! tells.
//!
//! For that both cards are sides of one, so that a recording of it has both on one clock: left what is said, right what
//! is played. Nobody hears themselves, so the way is measured in two halves that meet in a tick: what is said is looked for
//! in what another hears, what oneself hears in that tick is looked for in what is played.
#![cfg(all(feature = "cli", feature = "sound-card", target_os = "linux"))]

mod render_kit;
mod sound_server;

use render_kit::{noise, scratch};
use serde_json::Value;
use sound_server::{HZ, Server};
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A second of samples.
const SECOND: usize = HZ as usize;

/// What is looked for at a time: longer than a burst and a pause.
const PIECE: usize = SECOND / 2;

/// Of 1, how like what was looked for must be what is found. What was resampled is 0.99 alike, other noise 0.1.
const ALIKE: f64 = 0.7;

/// A delay at a place of the recording, both in samples.
#[derive(Clone, Copy, Debug)]
struct Look {
    at: usize,
    delay: isize,
}

/// What there is to measure from.
struct Recordings {
    /// What the microphone's card plays, which is said, and what the loudspeakers play.
    said: Vec<i16>,
    played: Vec<i16>,
    /// What the other hears in each tick, and oneself.
    other: Vec<i16>,
    own: Vec<i16>,
}

/// A client that is ended at the end.
struct Client(Child);

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Noise in bursts of 0.2 to 0.5 s, 0.2 s apart, that never repeats.
fn bursts(seed: u32, seconds: usize) -> Vec<i16> {
    let mut samples = noise(seed, seconds * SECOND, 8_000);
    // Less of it where the resamplers on the way have their edge.
    for at in (1..samples.len()).rev() {
        samples[at] = (samples[at] + samples[at - 1]) / 2;
    }
    let mut at = 0;
    for length in noise(seed + 1, samples.len() / 3_200 + 1, 1_200) {
        let pause = at + (2_800 + i32::from(length)) as usize;
        at = (pause + 1_600).min(samples.len());
        samples[pause.min(at)..at].fill(0);
    }
    samples
}

fn put_raw(file: &Path, samples: impl Iterator<Item = i16>) {
    fs::write(file, samples.flat_map(i16::to_le_bytes).collect::<Vec<u8>>()).unwrap();
}

fn put_wav(file: &Path, samples: &[i16]) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: HZ,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut wav = hound::WavWriter::create(file, spec).unwrap();
    samples.iter().for_each(|sample| wav.write_sample(*sample).unwrap());
    wav.finalize().unwrap();
}

fn of_wav(file: &Path) -> Vec<i16> {
    hound::WavReader::open(file).unwrap().into_samples().map(Result::unwrap).collect()
}

/// Both sides of a recording of the one card.
fn of_both(file: &Path) -> [Vec<i16>; 2] {
    let samples = of_raw(file);
    [0, 1].map(|side| samples.chunks_exact(2).map(|two| two[side]).collect())
}

fn of_raw(file: &Path) -> Vec<i16> {
    fs::read(file).unwrap().chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]])).collect()
}

fn dot(a: &[i16], b: &[i16]) -> i64 {
    a.iter().zip(b).map(|(a, b)| i64::from(i32::from(*a) * i32::from(*b))).sum()
}

/// Where in `all` the piece begins; `None`: not at those places.
fn find(piece: &[i16], all: &[i16], places: Range<usize>) -> Option<usize> {
    let end = places.end.min((all.len() + 1).saturating_sub(piece.len()));
    let here = |at: usize| &all[at..at + piece.len()];
    let mut energy = if places.start < end { dot(here(places.start), here(places.start)) } else { 0 };
    let own = dot(piece, piece) as f64;
    let square = |at: usize| i64::from(all.get(at).copied().unwrap_or(0)).pow(2);
    let likeness = |at: usize| {
        let alike = dot(piece, here(at)) as f64 / (own * energy.max(1) as f64).sqrt();
        energy += square(at + piece.len()) - square(at);
        (alike, at)
    };
    let best = (places.start..end).map(likeness).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(alike, _)| *alike > ALIKE).map(|(_, at)| at)
}

impl Recordings {
    fn of(dir: &Path, [said, played]: [Vec<i16>; 2]) -> Recordings {
        let heard = |name: &str| of_wav(&dir.join("heard").join(name));
        Recordings { said, played, other: heard("ada.wav"), own: heard("you.wav") }
    }

    /// Looks at that distance, and how many more found nothing.
    fn looks(&self, every: usize) -> (Vec<Look>, usize) {
        let (mut looks, mut missed) = (Vec::new(), 0);
        // How much later the ticks' samples are than the recording's.
        let mut later = None;
        for at in (2 * SECOND..self.said.len().saturating_sub(2 * SECOND)).step_by(every) {
            let piece = &self.said[at..at + PIECE];
            let near = |later: isize, by: usize| {
                let middle = at.saturating_add_signed(later);
                find(piece, &self.other, middle.saturating_sub(by)..middle + by)
            };
            let tick = later.and_then(|later| near(later, PIECE)).or_else(|| near(0, 20 * SECOND));
            let Some(tick) = tick else {
                missed += 1;
                continue;
            };
            later = Some(tick as isize - at as isize);
            let Some(own) = self.own.get(tick..tick + PIECE) else { continue };
            // Between two rounds of the voice there is nothing to look for.
            if dot(own, own) < 1_000_000 * PIECE as i64 {
                continue;
            }
            match find(own, &self.played, at - SECOND..at + SECOND) {
                Some(place) => looks.push(Look { at, delay: place as isize - at as isize }),
                None => missed += 1,
            }
        }
        (looks, missed)
    }
}

fn milliseconds(samples: isize) -> f64 {
    samples as f64 * 1e3 / f64::from(HZ)
}

/// The middle one of the delays, milliseconds.
fn median(looks: &[Look]) -> f64 {
    let mut delays: Vec<isize> = looks.iter().map(|look| look.delay).collect();
    delays.sort_unstable();
    milliseconds(delays[delays.len() / 2])
}

/// What is said into the microphone for so long, and longer, and the voice in the room.
fn put_voices(dir: &Path, seconds: usize) {
    put_raw(&dir.join("said.raw"), bursts(1, seconds + 20).into_iter());
    put_wav(&dir.join("ada.wav"), &bursts(7, 30));
}

/// Runs `mixminus live` in a room of two for so long. What it tells, and its memory from time to time, KiB.
fn live(server: &Server, dir: &Path, microphone: &str, seconds: usize) -> (Value, Vec<usize>) {
    let mut command = server.client(env!("CARGO_BIN_EXE_mixminus"));
    command.current_dir(dir).args(["live", "--input", microphone, "--output", "ear", "--rate", "8000"]);
    command.args(["--seconds", &seconds.to_string(), "--no-screen", "--voices", "1"]);
    command.args(["--record", "heard", "--json", "told.json", "ada.wav"]);
    let mut run = Client(command.stdout(Stdio::null()).spawn().unwrap());
    let (started, mut memory) = (Instant::now(), Vec::new());
    let status = loop {
        if let Some(status) = run.0.try_wait().unwrap() {
            break status;
        }
        assert!(started.elapsed().as_secs() < seconds as u64 + 60, "it does not end");
        if started.elapsed().as_secs_f64() > (memory.len() + 1) as f64 * seconds as f64 / 13.0 {
            memory.extend(resident(run.0.id()));
        }
        std::thread::sleep(Duration::from_millis(100));
    };
    assert_eq!(status.code(), Some(0));
    (serde_json::from_slice(&fs::read(dir.join("told.json")).unwrap()).unwrap(), memory)
}

/// A process's memory, KiB. `None`: it has just ended.
fn resident(process: u32) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// The measure itself: what is known to be 1,234 samples later on the right side is measured to be.
#[test]
fn both_sides_are_on_one_clock() {
    const LATER: usize = 1_234;
    let dir = scratch("live-clock");
    let Some(server) = Server::start_on_one_clock(&dir) else { return };
    let said = bursts(3, 4);
    let played = [&vec![0; LATER][..], &said].concat();
    put_raw(&dir.join("two.raw"), said.iter().zip(&played).flat_map(|(left, right)| [*left, *right]));
    let ear = Client(server.listen_both(&dir.join("both.raw")));
    assert!(server.say_both(&dir.join("two.raw")).wait().unwrap().success());
    drop(ear);
    let [said, played] = of_both(&dir.join("both.raw"));
    let at = said.iter().position(|sample| sample.abs() > 1_000).unwrap();
    assert_eq!(find(&said[at..at + PIECE], &played, at..at + SECOND), Some(at + LATER));
}

#[test]
fn mouth_to_ear_is_short() {
    let dir = scratch("live-delay");
    let Some(server) = Server::start_on_one_clock(&dir) else { return };
    put_voices(&dir, 8);
    let clients =
        [server.listen_both(&dir.join("both.raw")), server.say_left(&dir.join("said.raw"))].map(Client);
    let (told, _) = live(&server, &dir, "mouth", 8);
    drop(clients);
    let (looks, missed) = Recordings::of(&dir, of_both(&dir.join("both.raw"))).looks(SECOND / 4);
    assert!(looks.len() >= 8, "{} looks, {missed} missed", looks.len());
    let measured = median(&looks);
    let claimed = told["delay_ms"]["mouth_to_ear"].as_f64().unwrap();
    let count = looks.len();
    println!("mouth to ear: {measured:.1} ms ({count} looks, {missed} missed); as it tells: {claimed:.1} ms");
    assert!((20.0..250.0).contains(&measured), "{looks:?} {told:#}");
}

/// Takes an hour, or as many seconds as `MIXMINUS_LIVE_SECONDS` says, at least 60. On two cards, whose recordings need not
/// begin together: what is measured is how the delay changes.
#[test]
#[ignore = "takes an hour"]
fn the_delay_does_not_grow() {
    let dir = scratch("live-hour");
    let seconds = std::env::var("MIXMINUS_LIVE_SECONDS").map_or(3_600, |text| text.parse().unwrap());
    let Some(server) = Server::start(&dir) else { return };
    put_voices(&dir, seconds);
    let [mouth, ear] = ["mic", "ear"].map(|card| (card, dir.join(format!("{card}.raw"))));
    let clients = [
        server.listen_to(mouth.0, &mouth.1),
        server.listen_to(ear.0, &ear.1),
        server.say(&dir.join("said.raw")),
    ]
    .map(Client);
    let (told, memory) = live(&server, &dir, "mic.monitor", seconds);
    drop(clients);
    let recordings = Recordings::of(&dir, [of_raw(&mouth.1), of_raw(&ear.1)]);
    let (looks, missed) = recordings.looks((seconds * SECOND / 360).max(SECOND / 4));
    println!("{told:#}\n{} looks, {missed} missed", looks.len());

    let twelfth = seconds * SECOND / 12;
    let parts: Vec<Vec<Look>> = (0..12)
        .map(|part| looks.iter().filter(|look| look.at / twelfth == part).copied().collect())
        .collect();
    let first = median(&parts[0]);
    for (part, looks) in parts.iter().enumerate() {
        let delays = looks.iter().map(|look| milliseconds(look.delay) - first);
        let (shortest, longest) =
            delays.fold((f64::MAX, f64::MIN), |(low, high), ms| (low.min(ms), high.max(ms)));
        let (second, kib) = (part * seconds / 12, memory[part.min(memory.len() - 1)]);
        println!(
            "from {second:>4} s: {:+.1} ms, {shortest:+.1} to {longest:+.1}; {kib} KiB",
            median(looks) - first
        );
    }
    assert!(missed * 10 < looks.len(), "{missed} of {} missed", looks.len());
    let last = median(&parts[11]);
    assert!(last <= first + 20.0, "{first} {last}");
    let [early, late] = [&parts[..6], &parts[6..]].map(|half| median(&half.concat()));
    assert!(late <= early + 10.0, "{early} {late}");
    // The first is taken after a thirteenth of the time, when all is in use.
    assert!(memory[memory.len() - 1] <= memory[0] + 2_048, "{memory:?} KiB");
    // Some hundred megabytes.
    fs::remove_dir_all(&dir).unwrap();
}
