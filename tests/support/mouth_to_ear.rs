//! Where in a recording a piece of another is, and what is recorded of `mixminus live` to measure its delay.
#![allow(dead_code)]

use super::render::noise;
use super::sound_server::{HZ, Server};
use serde_json::Value;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A second of samples.
pub const SECOND: usize = HZ as usize;

/// What is looked for at a time: longer than a burst and a pause.
pub const PIECE: usize = SECOND / 2;

/// Of 1, how like what was looked for must be what is found. What was resampled is 0.99 alike, other noise 0.1.
const ALIKE: f64 = 0.7;

/// A delay at a place of the recording, both in samples.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub at: usize,
    pub delay: isize,
}

/// What there is to measure from.
pub struct Recordings {
    /// What the microphone's card plays, which is said, and what the loudspeakers play.
    pub said: Vec<i16>,
    pub played: Vec<i16>,
    /// What the other hears in each tick, and oneself.
    pub other: Vec<i16>,
    pub own: Vec<i16>,
}

/// A client that is ended at the end.
pub struct Client(pub Child);

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Noise in bursts of 0.2 to 0.5 s, 0.2 s apart, that never repeats.
pub fn bursts(seed: u32, seconds: usize) -> Vec<i16> {
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

pub fn put_raw(file: &Path, samples: impl Iterator<Item = i16>) {
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
pub fn of_both(file: &Path) -> [Vec<i16>; 2] {
    let samples = of_raw(file);
    [0, 1].map(|side| samples.chunks_exact(2).map(|two| two[side]).collect())
}

pub fn of_raw(file: &Path) -> Vec<i16> {
    fs::read(file).unwrap().chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]])).collect()
}

fn dot(a: &[i16], b: &[i16]) -> i64 {
    a.iter().zip(b).map(|(a, b)| i64::from(i32::from(*a) * i32::from(*b))).sum()
}

/// Where in `all` the piece begins; `None`: not at those places.
pub fn find(piece: &[i16], all: &[i16], places: Range<usize>) -> Option<usize> {
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
    pub fn of(dir: &Path, [said, played]: [Vec<i16>; 2]) -> Recordings {
        let heard = |name: &str| of_wav(&dir.join("heard").join(name));
        Recordings { said, played, other: heard("ada.wav"), own: heard("you.wav") }
    }

    /// Looks at that distance, and how many more found nothing. The microphone's clock is faster than the loudspeakers' by so
    /// many in a million.
    pub fn looks(&self, every: usize, faster: f64) -> (Vec<Look>, usize) {
        let (mut looks, mut missed) = (Vec::new(), 0);
        // How much later the ticks' samples are than the recording's.
        let mut later = None;
        for at in (2 * SECOND..self.said.len().saturating_sub(2 * SECOND)).step_by(every) {
            let piece = &self.said[at..at + PIECE];
            let near = |later: isize, by: usize| {
                let middle = at.saturating_add_signed(later);
                find(piece, &self.other, middle.saturating_sub(by)..middle + by)
            };
            let tick = match later {
                // On a busy machine the card plays silence now and then while no tick is done.
                Some(later) => near(later, PIECE).or_else(|| near(later, 10 * SECOND)),
                None => near(0, 20 * SECOND),
            };
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
            let then = (at as f64 / (1.0 + faster / 1e6)).round() as usize;
            match find(own, &self.played, then - SECOND..then + SECOND) {
                Some(place) => looks.push(Look { at, delay: place as isize - then as isize }),
                None => missed += 1,
            }
        }
        (looks, missed)
    }
}

pub fn milliseconds(samples: isize) -> f64 {
    samples as f64 * 1e3 / f64::from(HZ)
}

/// The middle one of the delays, milliseconds.
pub fn median(looks: &[Look]) -> f64 {
    let mut delays: Vec<isize> = looks.iter().map(|look| look.delay).collect();
    delays.sort_unstable();
    milliseconds(delays[delays.len() / 2])
}

/// What is said into the microphone for so long, and longer, and the voice in the room.
pub fn put_voices(dir: &Path, seconds: usize) {
    put_raw(&dir.join("said.raw"), bursts(1, seconds + 20).into_iter());
    put_wav(&dir.join("ada.wav"), &bursts(7, 30));
}

/// Runs `mixminus live` in a room of two for so long. What it tells, and its memory from time to time, KiB.
pub fn live(server: &Server, dir: &Path, microphone: &str, seconds: usize) -> (Value, Vec<usize>) {
    let mut command = server.client(env!("CARGO_BIN_EXE_mixminus"));
    command.current_dir(dir).args(["live", "--input", microphone, "--output", "ear", "--rate", "8000"]);
    command.args(["--seconds", &seconds.to_string(), "--no-screen", "--voices", "1"]);
    command.args(["--record", "heard", "--json", "live.json", "ada.wav"]);
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
    (serde_json::from_slice(&fs::read(dir.join("live.json")).unwrap()).unwrap(), memory)
}

/// A process's memory, KiB. `None`: it has just ended.
fn resident(process: u32) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}
