//! What the tests of the receiver of keys share: presses laid on a line by floating point, and what is detected of them.
#![allow(dead_code)]

use super::common::Random;
use mixminus::dsp::dtmf::receiver::{Detection, DtmfEvent, Receiver};
use mixminus::dsp::{Kernels, SimdLevel};
use mixminus::{DtmfDigit, FrameLen, SampleRate};
use std::f64::consts::TAU;

/// The tones of the keypad (ITU-T Q.23), hertz.
const ROWS: [f64; 4] = [697.0, 770.0, 852.0, 941.0];
const COLUMNS: [f64; 4] = [1209.0, 1336.0, 1477.0, 1633.0];

/// A sine of full scale, thousandths of dBm0 (ITU-T G.711, A-law).
const FULL_SCALE_MDBM0: f64 = 3_140.0;

/// Power of a tone of that level.
pub fn power(dbm0: f64) -> f64 {
    32_768.0_f64.powi(2) / 2.0 * 10_f64.powf((dbm0 - FULL_SCALE_MDBM0 / 1e3) / 10.0)
}

/// All sixteen keys.
pub fn keys() -> impl Iterator<Item = DtmfDigit> + Clone {
    (0..16).map(|at| DtmfDigit::at(at / 4, at % 4))
}

/// The kernels of this machine's best level.
pub fn kernels() -> &'static Kernels {
    Kernels::for_level(SimdLevel::best()).unwrap()
}

/// One press of a key: both tones switched hard, of any phase.
#[derive(Clone, Copy, Debug)]
pub struct Press {
    pub key: DtmfDigit,
    /// Where it begins and how long it lasts, samples.
    pub onset: usize,
    pub samples: usize,
    /// Levels of row and column.
    pub dbm0: [f64; 2],
    /// By how many percent row and column are off.
    pub off: [f64; 2],
    /// Phases of row and column at the onset, turns.
    pub turns: [f64; 2],
}

impl Press {
    /// A press at −10 dBm0 a tone, of some phases.
    pub fn new(random: &mut Random, key: DtmfDigit, onset: usize, samples: usize) -> Press {
        let mut turn = || random.below(1_000) as f64 / 1_000.0;
        Press { key, onset, samples, dbm0: [-10.0; 2], off: [0.0; 2], turns: [turn(), turn()] }
    }

    /// Adds it to a line, which overloads as lines do.
    pub fn lay(&self, rate: SampleRate, line: &mut [i16]) {
        let hz = [ROWS[self.key.row()], COLUMNS[self.key.column()]];
        let tone = |which: usize, n: usize| {
            let hz = hz[which] * (1.0 + self.off[which] / 100.0);
            let turns = hz * n as f64 / f64::from(rate.hz()) + self.turns[which];
            (2.0 * power(self.dbm0[which])).sqrt() * (TAU * turns).sin()
        };
        for (n, x) in line[self.onset..self.onset + self.samples].iter_mut().enumerate() {
            // As `as` does, beyond full scale it stays there.
            *x = (f64::from(*x) + tone(0, n) + tone(1, n)).round() as i16;
        }
    }
}

/// Noise of that power, evenly distributed.
pub fn noise(random: &mut Random, dbm0: f64, samples: usize) -> Vec<i16> {
    let peak = (3.0 * power(dbm0)).sqrt() as usize;
    (0..samples).map(|_| (random.below(2 * peak + 1) as i64 - peak as i64) as i16).collect()
}

/// What was detected of a press, in samples of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detected {
    pub key: DtmfDigit,
    pub onset: i64,
    /// Where it ended, if that was detected.
    pub end: Option<i64>,
    /// How far the line had been heard when it was detected.
    pub known: i64,
}

/// What a receiver made of each frame of a line.
pub fn detections(receiver: &mut Receiver, kernels: &Kernels, frame: usize, line: &[i16]) -> Vec<Detection> {
    line.chunks_exact(frame).map(|frame| receiver.scan(kernels, frame, false)).collect()
}

/// The presses that a new receiver tells of a line.
pub fn detected(rate: SampleRate, frame_len: FrameLen, line: &[i16]) -> Vec<Detected> {
    let frame = frame_len.samples(rate);
    let detections = detections(&mut Receiver::new(rate), kernels(), frame, line);
    let mut detected: Vec<Detected> = Vec::new();
    for (at, detection) in detections.iter().enumerate() {
        let start = (at * frame) as i64;
        for event in detection.events.iter().flatten() {
            match *event {
                DtmfEvent::Began { digit: key, onset, .. } => {
                    assert!(detected.last().is_none_or(|last| last.end.is_some()), "a second key at once");
                    let (onset, known) = (start + i64::from(onset), start + frame as i64);
                    detected.push(Detected { key, onset, end: None, known });
                }
                DtmfEvent::Ended { digit: key, end, .. } => {
                    let last = detected.last_mut().expect("none ends that has not begun");
                    assert!(last.key == key && last.end.is_none(), "{key:?} ends, {last:?} was down");
                    last.end = Some(start + i64::from(end));
                }
            }
        }
    }
    detected
}
