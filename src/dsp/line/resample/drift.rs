//! The drift resampler: follows a clock that is up to 1 % faster or slower than its nominal rate.

use super::filter::FULL;
use super::prototype::value;
use super::resampler::Progress;
use super::samples::{floats, remember, sample};
use crate::dsp::lanes::Lanes;

/// The points of the prototype per sample; between them the filter is interpolated.
const PHASES: usize = 128;

/// The bits of a position's fraction that are below a phase.
const BELOW_PHASE: u32 = u32::BITS - PHASES.ilog2();

/// A row: the taps of a phase, then how much each changes until the next phase.
const ROW: usize = 2 * FULL;

/// The most outputs that are computed at a time.
const SEGMENT: usize = 480;

/// The most inputs for them, at the highest ratio.
const MAX_INPUTS: usize = SEGMENT + SEGMENT / 64 + 2;

/// The coefficients of all drift resamplers: the same at every rate, since the filter is relative to it.
#[derive(Clone, Debug)]
pub struct DriftFilter {
    rows: Box<[f32]>,
}

impl DriftFilter {
    /// The number of coefficients.
    pub const COEFFICIENTS: usize = PHASES * ROW;

    /// Computes the filter into `memory`, which must hold [`COEFFICIENTS`](DriftFilter::COEFFICIENTS) floats, else `None`
    /// is returned. Allocates nothing. Takes about a millisecond, so it is no work for a tick.
    pub fn new(mut memory: Box<[f32]>) -> Option<DriftFilter> {
        if memory.len() != DriftFilter::COEFFICIENTS {
            return None;
        }
        for (phase, row) in (0..).zip(memory.as_chunks_mut::<ROW>().0) {
            let tap = |phase: i64, r: i64| value(phase + (11 - r) * PHASES as i64, PHASES as i64);
            for (r, to) in (0..).zip(row) {
                *to = if r < FULL as i64 {
                    tap(phase, r) as f32
                } else {
                    let r = r - FULL as i64;
                    (tap(phase + 1, r) - tap(phase, r)) as f32
                };
            }
        }
        Some(DriftFilter { rows: memory })
    }

    /// The memory of the coefficients, for locking it.
    pub fn region(&self) -> (*const u8, usize) {
        (self.rows.as_ptr().cast(), size_of_val(&*self.rows))
    }
}

/// How many input samples pass per output sample: 1 ± 1 %, in steps of 2⁻³².
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DriftRatio(u64);

impl DriftRatio {
    /// One for one.
    pub const UNITY: DriftRatio = DriftRatio(1 << u32::BITS);

    /// The most that a ratio differs from 1, in parts per billion: 1 %.
    pub const MAX_PPB: i32 = 10_000_000;

    /// The ratio 1 + `ppb`·10⁻⁹: positive if the input comes faster than the output is taken. Limited to ±1 %.
    pub fn from_ppb(ppb: i32) -> DriftRatio {
        let ppb = i64::from(ppb.clamp(-DriftRatio::MAX_PPB, DriftRatio::MAX_PPB));
        let unity = 1_i64 << u32::BITS;
        DriftRatio((unity + (ppb * unity).div_euclid(1_000_000_000)) as u64)
    }

    /// The ratio at which `outputs` outputs, at least 100, take one input more than their number, or one less if
    /// `is_slower`. It is rounded up, so that the last of them takes the input.
    pub fn one_in(outputs: u32, is_slower: bool) -> DriftRatio {
        let part = 1_u64 << u32::BITS;
        let outputs = u64::from(outputs.max(100));
        DriftRatio(if is_slower { part - part / outputs } else { part + part.div_ceil(outputs) })
    }
}

/// The state of one drift resampler: plain memory, without pointers.
///
/// The position is an integer with 32 bits of fraction: it is exact, and never rounds.
#[derive(Clone, Copy, Debug)]
pub struct DriftResampler {
    /// The last inputs, oldest first.
    history: [i16; FULL],
    /// How many more inputs the next output needs.
    ahead: u32,
    /// How far the next output is after the input 12 before its newest, in 2⁻³² samples.
    fraction: u32,
}

impl DriftResampler {
    /// The delay, in samples, until something drifts. From then on it is 11 to 12 samples, and changes with the position.
    pub const DELAY: usize = 12;

    /// How many samples before the one at or before an output's moment it is made of.
    pub const BEFORE: usize = FULL - DriftResampler::AFTER - 1;

    /// How many samples after that one.
    pub const AFTER: usize = DriftResampler::DELAY;

    /// A resampler after silence.
    pub const fn new() -> DriftResampler {
        DriftResampler { history: [0; FULL], ahead: 1, fraction: 0 }
    }

    /// A resampler amid a stream. Its next output is centred on these samples: it stands for the moment `fraction` (in
    /// 2⁻³² samples) after the one at [`BEFORE`](DriftResampler::BEFORE). The input goes on after them.
    pub const fn amid(around: [i16; FULL], fraction: u32) -> DriftResampler {
        DriftResampler { history: around, ahead: 0, fraction }
    }

    /// Starts again, after silence.
    pub fn reset(&mut self) {
        *self = DriftResampler::new();
    }

    /// How many input samples the next `output` samples take at that ratio.
    pub fn input_len(&self, ratio: DriftRatio, output: usize) -> usize {
        match output.checked_sub(1) {
            Some(steps) => {
                (u64::from(self.ahead) + ((u64::from(self.fraction) + steps as u64 * ratio.0) >> u32::BITS))
                    as usize
            }
            None => 0,
        }
    }

    /// [`DriftResampler::process`], for one SIMD level.
    #[inline(always)]
    pub(crate) fn run<L: Lanes>(
        &mut self,
        lanes: L,
        filter: &DriftFilter,
        ratio: DriftRatio,
        input: &[i16],
        output: &mut [i16],
    ) -> Progress {
        let mut progress = Progress::default();
        let (mut input, mut output) = (input, output);
        while !output.is_empty() {
            let count = output.len().min(SEGMENT);
            let (available, more) =
                input.split_at_checked(self.input_len(ratio, count)).unwrap_or((input, &[]));
            let (to, rest) = output.split_at_mut_checked(count).unwrap_or_default();
            let step = self.segment(lanes, filter, ratio, available, to);
            progress.consumed += step.consumed;
            progress.written += step.written;
            if step.written < count {
                break;
            }
            (input, output) = (more, rest);
        }
        progress
    }

    /// At most [`SEGMENT`] outputs from the inputs that they need, or fewer.
    #[inline(always)]
    fn segment<L: Lanes>(
        &mut self,
        lanes: L,
        filter: &DriftFilter,
        ratio: DriftRatio,
        input: &[i16],
        output: &mut [i16],
    ) -> Progress {
        let mut line = [0.0; FULL + MAX_INPUTS];
        floats(&mut line, &self.history);
        floats(line.get_mut(FULL..).unwrap_or_default(), input);
        let rows = filter.rows.as_chunks::<ROW>().0;
        let (mut consumed, mut written) = (0, 0);
        let mut to = output.iter_mut();
        'outputs: loop {
            let mut registers = [lanes.splat_floats(0.0); 8];
            let mut count = 0;
            for register in registers.iter_mut().take(to.len()) {
                let start = consumed + self.ahead as usize;
                if start > input.len() {
                    break;
                }
                let row = rows.get((self.fraction >> BELOW_PHASE) as usize);
                let inputs = line.get(start..).and_then(<[f32]>::first_chunk);
                let (Some(row), Some(inputs)) = (row, inputs) else { break 'outputs };
                *register = products(lanes, row, inputs, self.fraction);
                consumed = start;
                let next = u64::from(self.fraction) + ratio.0;
                (self.fraction, self.ahead) = (next as u32, (next >> u32::BITS) as u32);
                count += 1;
            }
            let mut values = [0.0; 8];
            lanes.store_floats(&mut values, lanes.sums_of_floats(registers));
            for (to, value) in (&mut to).take(count).zip(values) {
                *to = sample(value);
            }
            written += count;
            if count < 8 {
                break;
            }
        }
        remember(&mut self.history, input.get(..consumed).unwrap_or_default());
        Progress { consumed, written }
    }
}

impl Default for DriftResampler {
    fn default() -> DriftResampler {
        DriftResampler::new()
    }
}

/// The products of one output: per lane, the sum of three.
#[inline(always)]
fn products<L: Lanes>(lanes: L, row: &[f32; ROW], inputs: &[f32; FULL], fraction: u32) -> L::F {
    /// 24 bits of the part below a phase: a float holds them exactly.
    const BITS: u32 = 24;
    let part = (fraction << (u32::BITS - BELOW_PHASE)) >> (u32::BITS - BITS);
    let part = lanes.splat_floats(part as f32 * (1.0 / (1 << BITS) as f32));
    let (taps, changes) = row.split_at_checked(FULL).unwrap_or_default();
    let taps = taps.as_chunks::<8>().0.iter().zip(changes.as_chunks::<8>().0);
    let mut products = taps.zip(inputs.as_chunks::<8>().0).map(|((tap, change), x)| {
        let tap = lanes.add_floats(lanes.floats(tap), lanes.mul_floats(part, lanes.floats(change)));
        lanes.mul_floats(tap, lanes.floats(x))
    });
    let first = products.next().unwrap_or(lanes.splat_floats(0.0));
    products.fold(first, |sum, product| lanes.add_floats(sum, product))
}
