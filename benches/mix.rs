//! The kernels against the memory they move: `cargo bench --bench mix`.
//!
//! `mix/copy/100x160` copies 100 input frames of 160 samples to 100 output frames with memcpy: no mixer that
//! writes a frame a member can do less. `mix/all` is mix-minus with all 100 talking, `mix/four` with 4 of
//! them (the kernel alone: their four frames and the common one). After the criterion groups a table gives
//! the ratios, taken in one run, interleaved, pinned to one processor, by the minimum, because absolute times
//! move from machine to machine and from minute to minute. With `MIXMINUS_TABLE_ONLY=1` in the environment, the table
//! alone.

mod common;

use std::hint::black_box;
use std::time::{Duration, Instant};

use common::{criterion, is_test, memcpy, pin};
use criterion::Criterion;
use mixminus::Gain;
use mixminus::dsp::LinearGain;
use mixminus::dsp::{CacheLine, FrameLevel, Kernels, SimdLevel, lines};

/// Members of the room.
const MEMBERS: usize = 100;
/// Who talk in `mix/four`.
const TALKERS: usize = 4;
/// Samples of 20 ms at 8, 16 and 48 kHz.
const FRAMES: [usize; 3] = [160, 320, 960];
/// Upper bounds of the ratio to copying: all talking at each level, and four talking.
const TARGETS: [(&str, f64); 3] = [("all-avx2", 2.0), ("all-avx512", 1.35), ("four", 0.35)];

/// The frames of a room, densely packed: every input, every output, the common frame.
struct Room {
    samples: usize,
    inputs: Vec<CacheLine>,
    /// What `pointers` point into.
    _outputs: Vec<CacheLine>,
    pointers: Vec<*mut CacheLine>,
    common: Vec<CacheLine>,
}

impl Room {
    fn new(samples: usize) -> Room {
        let frame_lines = lines(samples);
        let mut inputs = vec![CacheLine::ZERO; MEMBERS * frame_lines];
        let mut noise = 1_u32;
        for x in inputs.iter_mut().flat_map(|line| &mut line.0) {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *x = (noise >> 16) as i16 >> 3;
        }
        let mut outputs = inputs.clone();
        let first = outputs.as_mut_ptr();
        // SAFETY: frame i lies within the outputs.
        let pointers = (0..MEMBERS).map(|i| unsafe { first.add(i * frame_lines) }).collect();
        Room { samples, inputs, _outputs: outputs, pointers, common: vec![CacheLine::ZERO; frame_lines] }
    }

    /// Copies every input frame to its output frame.
    fn copy(&mut self) {
        let frame_lines = self.common.len();
        for (i, output) in self.pointers.iter().enumerate() {
            let (from, to) = (&raw const self.inputs[i * frame_lines], *output);
            // SAFETY: both frames have frame_lines lines, in different vectors.
            unsafe {
                memcpy(black_box(to).cast(), black_box(from).cast(), size_of::<CacheLine>() * frame_lines)
            };
        }
    }

    /// Mixes the first `count` members.
    fn mix(&mut self, kernels: &Kernels, count: usize) -> bool {
        let frame_lines = self.common.len();
        let (from, to, common) = (self.inputs.as_ptr(), self.pointers.as_ptr(), self.common.as_mut_ptr());
        // SAFETY: `count` inputs and outputs of frame_lines lines each, all disjoint.
        unsafe { kernels.mix(black_box(from), frame_lines, count, frame_lines, to, common) }
    }

    /// Conditions every input frame into its output frame.
    fn condition(&mut self, kernels: &Kernels, gain: LinearGain) -> FrameLevel {
        let mut loudest = FrameLevel::default();
        for (input, output) in self.inputs.chunks(self.common.len()).zip(&self.pointers) {
            // SAFETY: both frames have lines for these samples, in different vectors.
            let level = unsafe { kernels.condition(input.as_ptr().cast(), *output, self.samples, gain) };
            loudest.peak = loudest.peak.max(level.peak);
            loudest.sum_squares = loudest.sum_squares.max(level.sum_squares);
        }
        loudest
    }
}

/// What is measured: its name, and one pass over the room.
struct Case {
    name: String,
    pass: Box<dyn Fn(&mut Room)>,
}

impl Case {
    fn new(name: impl Into<String>, pass: impl Fn(&mut Room) + 'static) -> Case {
        Case { name: name.into(), pass: Box::new(pass) }
    }
}

/// Every case, `copy` first; names the levels that this machine lacks.
fn cases() -> Vec<Case> {
    let gain = Gain::from_mdb(-6_000).expect("within the range of gains").into();
    let best = Kernels::for_level(SimdLevel::best()).expect("the best level is one that the machine has");
    let mut cases = vec![
        Case::new("copy", Room::copy),
        Case::new("all", move |room| _ = black_box(room.mix(best, MEMBERS))),
        Case::new("four", move |room| _ = black_box(room.mix(best, TALKERS))),
    ];
    for level in SimdLevel::ALL {
        let name = level.name();
        let Some(kernels) = Kernels::for_level(level) else {
            println!("NOT RUN: {name} (this machine does not have it)");
            continue;
        };
        cases.push(Case::new(format!("all-{name}"), move |room| _ = black_box(room.mix(kernels, MEMBERS))));
        cases.push(Case::new(format!("four-{name}"), move |room| _ = black_box(room.mix(kernels, TALKERS))));
        cases.push(Case::new(format!("condition-{name}"), move |room| {
            black_box(room.condition(kernels, LinearGain::UNITY));
        }));
        cases.push(Case::new(format!("condition-gain-{name}"), move |room| {
            black_box(room.condition(kernels, gain));
        }));
    }
    cases
}

/// The criterion groups, `mix/<case>/100x<samples>`.
fn groups(criterion: &mut Criterion, cases: &[Case]) {
    let mut group = criterion.benchmark_group("mix");
    for samples in FRAMES {
        let mut room = Room::new(samples);
        for case in cases {
            let id = criterion::BenchmarkId::new(&case.name, format!("{MEMBERS}x{samples}"));
            group.bench_function(id, |bencher| bencher.iter(|| (case.pass)(&mut room)));
        }
    }
    group.finish();
}

/// Prints each case's minimum over many interleaved passes, and its ratio to `copy`.
fn table(cases: &[Case]) {
    const PASSES: usize = 1_000;
    const REPEATS: u32 = 20;
    println!("\nminimum of {PASSES} interleaved passes; ratio to copying {MEMBERS} frames");
    println!("{:<24}{:>8}{:>10}{:>8}  target", "case", "samples", "us", "ratio");
    for samples in FRAMES {
        let mut room = Room::new(samples);
        let mut best = vec![Duration::MAX; cases.len()];
        for _ in 0..PASSES {
            for (case, best) in cases.iter().zip(&mut best) {
                // Once unmeasured: each case starts from the caches as it leaves them itself.
                (case.pass)(&mut room);
                let start = Instant::now();
                for _ in 0..REPEATS {
                    (case.pass)(&mut room);
                }
                *best = start.elapsed().min(*best);
            }
        }
        for (case, time) in cases.iter().zip(&best) {
            let us = time.as_secs_f64() * 1e6 / f64::from(REPEATS);
            let ratio = time.as_secs_f64() / best[0].as_secs_f64();
            let target = TARGETS.iter().find(|(name, _)| *name == case.name);
            let verdict = target.map_or(String::new(), |(_, bound)| {
                format!("<= {bound:.2} {}", if ratio <= *bound { "met" } else { "MISSED" })
            });
            println!("{:<24}{samples:>8}{us:>10.3}{ratio:>8.2}  {verdict}", case.name);
        }
    }
}

fn main() {
    pin();
    let cases = cases();
    let mut criterion = criterion();
    if std::env::var_os("MIXMINUS_TABLE_ONLY").is_none() {
        groups(&mut criterion, &cases);
        criterion.final_summary();
    }
    if !is_test() {
        table(&cases);
    }
}
