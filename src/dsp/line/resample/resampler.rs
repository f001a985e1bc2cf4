//! The state of one resampler, and what is next.

use super::conversion::{Conversion, MAX_TAPS};

/// What a call has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The input samples that it took.
    pub consumed: usize,
    /// The output samples that it wrote.
    pub written: usize,
}

/// The state of one conversion of one line: plain memory, without pointers. The filter is the same at every call.
#[derive(Clone, Copy, Debug)]
pub struct Resampler {
    /// The last inputs, oldest first; how many depends on the conversion.
    pub(super) history: [i16; MAX_TAPS],
    /// How many more inputs the next output needs.
    ahead: u16,
    /// The phase of the next output, 1 … outputs.
    phase: u16,
}

/// The outputs that a piece of input completes, one per L inputs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outputs {
    /// The inputs up to the newest of the first output.
    pub ahead: usize,
    /// The number of outputs.
    pub count: usize,
}

/// From one output to the next: so many inputs, and so many parts of an input.
#[derive(Clone, Copy, Debug)]
pub(super) struct Advance {
    inputs: u16,
    phases: u16,
    /// Parts of an input.
    of: u16,
}

impl Advance {
    /// The advance of that ratio.
    pub fn new(conversion: Conversion) -> Advance {
        let (inputs, outputs) = (conversion.inputs() as u16, conversion.outputs() as u16);
        Advance { inputs: inputs / outputs, phases: inputs % outputs, of: outputs }
    }
}

impl Resampler {
    /// A resampler after silence.
    pub fn new(conversion: Conversion) -> Resampler {
        // The newest input of the first output is the last that begins within the output's period.
        let before = (conversion.inputs() - 1) / conversion.outputs();
        Resampler {
            history: [0; MAX_TAPS],
            ahead: before as u16 + 1,
            phase: (conversion.inputs() - before * conversion.outputs()) as u16,
        }
    }

    /// A resampler after `inputs` samples of silence: where in the ratio it goes on depends on their number.
    pub fn after(conversion: Conversion, inputs: u64) -> Resampler {
        let (ratio_in, ratio_out) = (u64::from(conversion.inputs()), u64::from(conversion.outputs()));
        let inputs = inputs % ratio_in;
        // The next output is the first beyond those that so many inputs give.
        let end = (inputs * ratio_out / ratio_in + 1) * ratio_in;
        let newest = end.div_ceil(ratio_out) - 1;
        Resampler {
            history: [0; MAX_TAPS],
            ahead: (newest + 1 - inputs) as u16,
            phase: (end - newest * ratio_out) as u16,
        }
    }

    /// Starts again, after silence.
    pub fn reset(&mut self, conversion: Conversion) {
        *self = Resampler::new(conversion);
    }

    /// How many samples can be had when `input` more are given. From the start on, I input samples give
    /// ⌊I·outputs/inputs⌋: a frame gives a frame where both last a whole number of samples.
    pub fn output_len(&self, conversion: Conversion, input: usize) -> usize {
        let Some(after) = input.checked_sub(usize::from(self.ahead)) else { return 0 };
        let (inputs, outputs) = (conversion.inputs() as usize, conversion.outputs() as usize);
        ((after + 1) * outputs - usize::from(self.phase)) / inputs + 1
    }

    /// How many more input samples the next `output` samples need. At 22.05 kHz, 10 ms are 220.5 samples: for frames of
    /// another rate these are 221 and 220 in turn.
    pub fn input_len(&self, conversion: Conversion, output: usize) -> usize {
        let Some(steps) = output.checked_sub(1) else { return 0 };
        let (inputs, outputs) = (conversion.inputs() as usize, conversion.outputs() as usize);
        usize::from(self.ahead) + (usize::from(self.phase) - 1 + steps * inputs) / outputs
    }

    /// The outputs, one per L inputs, that `input` inputs complete; the state is then that after them.
    #[inline(always)]
    pub(super) fn take<const L: usize>(&mut self, input: usize) -> Outputs {
        let ahead = usize::from(self.ahead);
        let count = (input + L).saturating_sub(ahead) / L;
        self.ahead = (ahead + count * L - input) as u16;
        Outputs { ahead, count }
    }

    /// The next output that `input` inputs complete: where its taps begin, counted from the start of the history, and its
    /// phase. The state is then that of the output after it, with [`finish`](Resampler::finish) to come.
    #[inline(always)]
    pub(super) fn next(&mut self, advance: Advance, input: usize) -> Option<(usize, usize)> {
        // The newest input is `ahead` after the last of the history, which is as long as the taps.
        let start = usize::from(self.ahead);
        if start > input {
            return None;
        }
        let phase = self.phase;
        self.ahead += advance.inputs;
        self.phase += advance.phases;
        if self.phase > advance.of {
            self.phase -= advance.of;
            self.ahead += 1;
        }
        Some((start, usize::from(phase)))
    }

    /// Counts `input` inputs as history.
    #[inline(always)]
    pub(super) fn finish(&mut self, input: usize) {
        self.ahead = self.ahead.saturating_sub(input as u16);
    }
}
