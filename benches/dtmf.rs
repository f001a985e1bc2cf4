//! The cost of DTMF detection and suppression: `cargo bench --bench dtmf`.
//!
//! `dtmf/speech/100x160` is what 100 DTMF receivers cost for a frame of 20 ms each at 8 kHz while all talk,
//! `dtmf/digits/…` while all send digits, 50 ms on and 50 ms off, `dtmf/silence/…` while all are silent, which the engine
//! passes to them. `dtmf+suppress/…` also suppresses the tones, with 10 ms of look-ahead. 320, 640 and 960 samples are
//! 16, 32 and 48 kHz. Speech is recorded speech without its pauses.
//!
//! After the criterion groups a table gives nanoseconds per frame and channel: a second of each line, every one of its
//! 50 steps by the fastest of many interleaved passes, pinned, from frames that were copied to their place just before,
//! as a tick does. With `MIXMINUS_TABLE_ONLY=1` in the environment, the table alone. `benches/rivals` measures spandsp
//! on the same lines.

mod common;
#[path = "common/lines.rs"]
mod lines;

use common::{criterion, is_test, pin};
use criterion::{BenchmarkId, Criterion};
use lines::{FRAMES, LINES, Lines, RATES, recorded};
use mixminus::SampleRate;
use mixminus::dsp::dtmf::receiver::Receiver;
use mixminus::dsp::dtmf::suppress::Suppressor;
use mixminus::dsp::{Kernels, SimdLevel};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The suppressor's look-ahead, milliseconds.
const LOOK_AHEAD_MS: u32 = 10;

/// Upper bounds of the receiver at 8 kHz, nanoseconds a frame and channel.
const TARGETS: [(&str, f64); 2] = [("speech", 250.0), ("digits", 400.0)];

/// A hundred receivers, each on its line.
struct Receivers {
    kernels: &'static Kernels,
    receivers: Vec<Receiver>,
    /// None where the tones are not kept from the mix.
    suppressors: Vec<Suppressor>,
    silent: bool,
    lines: Lines,
    /// The frames of this step.
    now: Vec<i16>,
    step: usize,
}

impl Receivers {
    fn new(rate: SampleRate, kind: &str, suppress: bool, speech: &[i16]) -> Receivers {
        let lines = match kind {
            "speech" => Lines::speech(rate, speech),
            "digits" => Lines::digits(rate),
            _ => Lines::silence(rate),
        };
        let suppressors = if suppress { LINES } else { 0 };
        Receivers {
            kernels: Kernels::for_level(SimdLevel::best()).expect("the machine has its best level"),
            receivers: vec![Receiver::new(rate); LINES],
            suppressors: vec![Suppressor::new(rate, LOOK_AHEAD_MS); suppressors],
            silent: kind == "silence",
            now: vec![0; LINES * lines.samples],
            step: 0,
            lines,
        }
    }

    /// One frame of every line; returns how long that took.
    fn step(&mut self) -> Duration {
        self.now.copy_from_slice(&self.lines.frames[self.step]);
        self.step = (self.step + 1) % FRAMES;
        let frames = self.now.chunks_exact_mut(self.lines.samples);
        let mut suppressors = self.suppressors.iter_mut();
        let start = Instant::now();
        for (receiver, frame) in self.receivers.iter_mut().zip(frames) {
            let detection = black_box(receiver.scan(self.kernels, black_box(&*frame), self.silent));
            if let Some(suppressor) = suppressors.next() {
                suppressor.pass(black_box(frame), &detection, true);
            }
        }
        start.elapsed()
    }
}

const KINDS: [&str; 3] = ["speech", "digits", "silence"];

/// The receiver alone, and with the suppressor.
const WHAT: [(&str, bool); 2] = [("dtmf", false), ("dtmf+suppress", true)];

fn groups(criterion: &mut Criterion, speech: &[i16]) {
    for (what, suppress) in WHAT {
        let mut group = criterion.benchmark_group(what);
        for rate in RATES {
            for kind in KINDS {
                let mut receivers = Receivers::new(rate, kind, suppress, speech);
                let id = BenchmarkId::new(kind, format!("{LINES}x{}", receivers.lines.samples));
                group.bench_function(id, |b| b.iter_custom(|n| (0..n).map(|_| receivers.step()).sum()));
            }
        }
        group.finish();
    }
}

/// Prints each case's time a frame and channel.
fn table(speech: &[i16], from: &str) {
    const PASSES: usize = 100;
    println!("\nspeech: {from}, without pauses");
    println!(
        "ns a frame of 20 ms and channel, {LINES} channels, each step by the fastest of {PASSES} passes"
    );
    println!("{:<10}{:>8}{:>10}{:>16}  target of dtmf", "lines", "samples", "dtmf", "dtmf+suppress");
    for rate in RATES {
        for kind in KINDS {
            let mut cases = WHAT
                .map(|(_, suppress)| (Receivers::new(rate, kind, suppress, speech), [Duration::MAX; FRAMES]));
            for _ in 0..PASSES {
                for (receivers, best) in &mut cases {
                    for best in best {
                        *best = receivers.step().min(*best);
                    }
                }
            }
            let [alone, both] = cases
                .each_ref()
                .map(|(_, best)| best.iter().sum::<Duration>().as_secs_f64() * 1e9 / (FRAMES * LINES) as f64);
            let target = TARGETS.iter().find(|(of, _)| rate == SampleRate::Hz8000 && *of == kind);
            let verdict = target.map_or(String::new(), |(_, bound)| {
                format!("<= {bound} {}", if alone <= *bound { "met" } else { "MISSED" })
            });
            let samples = rate.samples_in_ms(20);
            println!("{kind:<10}{samples:>8}{alone:>10.1}{both:>16.1}  {verdict}");
        }
    }
}

fn main() {
    pin();
    let mut criterion = criterion();
    let (speech, from) = recorded(concat!(env!("CARGO_MANIFEST_DIR"), "/demo"));
    if std::env::var_os("MIXMINUS_TABLE_ONLY").is_none() {
        groups(&mut criterion, &speech);
        criterion.final_summary();
    }
    if !is_test() {
        table(&speech, &from);
    }
}
