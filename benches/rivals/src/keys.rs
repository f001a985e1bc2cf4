//! spandsp's DTMF receiver beside that of mixminus, on the same lines in one run.

use crate::lines::{FRAMES, LINES, Lines, recorded};
use crate::spandsp;
use mixminus::SampleRate;
use mixminus::dsp::dtmf::receiver::{DtmfEvent, Receiver};
use mixminus::dsp::{Kernels, SimdLevel};
use std::hint::black_box;
use std::time::{Duration, Instant};

const RATE: SampleRate = SampleRate::Hz8000;

/// Passes over the second.
const PASSES: usize = 300;

/// A hundred receivers of one kind.
trait Receivers {
    /// One frame of every line; returns how many digits began.
    fn hear(&mut self, frames: &[i16], samples: usize) -> u32;
}

struct Mixminus {
    kernels: &'static Kernels,
    receivers: Vec<Receiver>,
    silent: bool,
}

impl Receivers for Mixminus {
    fn hear(&mut self, frames: &[i16], samples: usize) -> u32 {
        let mut digits = 0;
        for (receiver, frame) in self.receivers.iter_mut().zip(frames.chunks_exact(samples)) {
            let detection = black_box(receiver.scan(self.kernels, black_box(frame), self.silent));
            let began = |event: &&DtmfEvent| matches!(event, DtmfEvent::Began { .. });
            digits += detection.events.iter().flatten().filter(began).count() as u32;
        }
        digits
    }
}

impl Receivers for Vec<spandsp::Receiver> {
    fn hear(&mut self, frames: &[i16], samples: usize) -> u32 {
        let pairs = self.iter_mut().zip(frames.chunks_exact(samples));
        pairs.map(|(receiver, frame)| receiver.hear(black_box(frame))).sum()
    }
}

/// Nanoseconds a frame and channel of each, and the digits of the last pass.
fn measure(rivals: &mut [&mut dyn Receivers; 2], lines: &Lines) -> [(f64, u32); 2] {
    let mut best = [[Duration::MAX; FRAMES]; 2];
    let mut digits = [0; 2];
    let mut now = vec![0; LINES * lines.samples];
    for _ in 0..PASSES {
        digits = [0; 2];
        for (at, frames) in lines.frames.iter().enumerate() {
            for ((rival, best), digits) in rivals.iter_mut().zip(&mut best).zip(&mut digits) {
                // Copied to their place just before, as by a host.
                now.copy_from_slice(frames);
                let start = Instant::now();
                *digits += rival.hear(&now, lines.samples);
                best[at] = start.elapsed().min(best[at]);
            }
        }
    }
    let ns = best.map(|best| best.iter().sum::<Duration>().as_secs_f64() * 1e9 / (FRAMES * LINES) as f64);
    [(ns[0], digits[0]), (ns[1], digits[1])]
}

/// Prints the table.
pub fn run() {
    let (speech, from) = recorded(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo"));
    let level = SimdLevel::best();
    let kernels = Kernels::for_level(level).expect("the machine has its best level");
    println!("speech: {from}, without pauses; mixminus at {}", level.name());
    println!(
        "ns a frame of 20 ms and channel, {LINES} channels, each step by the fastest of {PASSES} passes"
    );
    println!(
        "{:<10}{:>10}{:>10}{:>10}  digits a pass, spandsp and mixminus",
        "lines", "spandsp", "mixminus", "ratio"
    );
    let kinds = [
        ("speech", Lines::speech(RATE, &speech)),
        ("digits", Lines::digits(RATE)),
        ("silence", Lines::silence(RATE)),
    ];
    for (kind, lines) in kinds {
        let mut rival: Vec<spandsp::Receiver> = (0..LINES).map(|_| spandsp::Receiver::new()).collect();
        let receivers = vec![Receiver::new(RATE); LINES];
        let mut own = Mixminus { kernels, receivers, silent: kind == "silence" };
        let [(spandsp, their_digits), (mixminus, digits)] = measure(&mut [&mut rival, &mut own], &lines);
        let ratio = spandsp / mixminus;
        println!("{kind:<10}{spandsp:>10.1}{mixminus:>10.1}{ratio:>10.2}  {their_digits} {digits}");
    }
}
