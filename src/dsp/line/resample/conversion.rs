//! What one conversion of the sample rate needs: its ratio, its delay, the number of its coefficients.

use super::prototype::HALF_LENGTH;

/// The rates between which resamplers convert, in hertz.
pub const LINE_RATES_HZ: [u32; 8] = [8_000, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/// The most taps of a filter: 48 kHz or 44.1 kHz to 8 kHz.
pub(super) const MAX_TAPS: usize = 144;

/// A conversion from one rate to another.
///
/// `inputs` samples at the first rate last as long as `outputs` samples at the second. Output m stands for the moment
/// (m + 1)·inputs/outputs − 12·max(1, inputs/outputs), in samples of the input: it is the latest that can be had when
/// each output is due with the last input that lies within its own period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    from_hz: u32,
    to_hz: u32,
    inputs: u32,
    outputs: u32,
}

impl Conversion {
    /// The conversion from `from_hz` to `to_hz`; `None` if a rate is not in [`LINE_RATES_HZ`] or both are the same, which
    /// needs no resampler.
    pub fn new(from_hz: u32, to_hz: u32) -> Option<Conversion> {
        if from_hz == to_hz || !LINE_RATES_HZ.contains(&from_hz) || !LINE_RATES_HZ.contains(&to_hz) {
            return None;
        }
        let (mut divisor, mut rest) = (from_hz, to_hz);
        while rest > 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        Some(Conversion { from_hz, to_hz, inputs: from_hz / divisor, outputs: to_hz / divisor })
    }

    /// The rate of the input, in hertz.
    pub fn from_hz(self) -> u32 {
        self.from_hz
    }

    /// The rate of the output, in hertz.
    pub fn to_hz(self) -> u32 {
        self.to_hz
    }

    /// The ratio in lowest terms: so many input samples become [`outputs`](Conversion::outputs) samples.
    pub fn inputs(self) -> u32 {
        self.inputs
    }

    /// The ratio in lowest terms: so many output samples come from [`inputs`](Conversion::inputs) samples.
    pub fn outputs(self) -> u32 {
        self.outputs
    }

    /// The delay of every frequency, in nanoseconds: 12 samples of the lower rate, less one of the output (1.44 ms from 8
    /// to 16 kHz, 1.375 ms from any rate to 8 kHz). The phase is linear.
    pub fn delay_ns(self) -> u32 {
        let ns = |samples: u64, hz: u32| (samples * 1_000_000_000 / u64::from(hz)) as u32;
        ns(HALF_LENGTH as u64, self.from_hz.min(self.to_hz)) - ns(1, self.to_hz)
    }

    /// How many inputs influence an output.
    pub(super) fn reach(self) -> usize {
        (2 * HALF_LENGTH as usize * self.longer() as usize - 1).div_ceil(self.outputs as usize)
    }

    /// The taps of a phase: [`reach`](Conversion::reach), rounded up to whole registers of eight.
    pub(super) fn taps(self) -> usize {
        self.reach().next_multiple_of(8)
    }

    /// How many input samples of silence bring out all that came before.
    pub fn tail(self) -> usize {
        self.reach()
    }

    /// The points of the prototype per sample of the lower rate.
    pub(super) fn longer(self) -> u32 {
        self.inputs.max(self.outputs)
    }

    /// The number of coefficients of its filter: what [`Filter::new`](super::Filter::new) takes.
    pub fn coefficients(self) -> usize {
        match (self.inputs, self.outputs) {
            (1, whole) => 12 * whole as usize,
            (whole, 1) => 24 * whole as usize,
            (_, phases) => phases as usize * self.taps(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_in_lowest_terms() {
        for (from, to, ratio) in [
            (8_000, 48_000, (1, 6)),
            (44_100, 48_000, (147, 160)),
            (22_050, 32_000, (441, 640)),
            (44_100, 8_000, (441, 80)),
        ] {
            let conversion = Conversion::new(from, to).unwrap();
            assert_eq!((conversion.inputs(), conversion.outputs()), ratio);
        }
        for (from, to) in [(8_000, 8_000), (11_025, 8_000), (8_000, 96_000), (0, 8_000)] {
            assert_eq!(Conversion::new(from, to), None, "{from} to {to}");
        }
    }

    #[test]
    fn no_filter_is_longer_than_the_most() {
        let mut most = 0;
        for from in LINE_RATES_HZ {
            for to in LINE_RATES_HZ {
                most = most.max(Conversion::new(from, to).map_or(0, Conversion::taps));
            }
        }
        assert_eq!(most, MAX_TAPS);
    }

    #[test]
    fn the_delay_is_below_two_milliseconds() {
        let delay = |from, to| Conversion::new(from, to).unwrap().delay_ns();
        assert_eq!(delay(8_000, 16_000), 1_437_500);
        assert_eq!(delay(16_000, 8_000), 1_375_000);
        assert_eq!(delay(48_000, 8_000), 1_375_000);
        assert_eq!(delay(16_000, 48_000), 729_167);
    }
}
