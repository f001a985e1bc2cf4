//! Slow resampling: one sample is left out or put in over a *turn* of 640 to 960, which is less than 3 cents of pitch.

use crate::dsp::Kernels;
use crate::dsp::line::resample::{DriftFilter, DriftRatio, DriftResampler};
use crate::rt::frame::AudioFormat;
use crate::units::MAX_FRAME_SAMPLES;

/// Outputs of a turn, at most; it has whole frames.
const MAX_TURN: usize = 960;

/// Where a line that is resampled slowly has come to. After a turn the outputs are where the samples are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlowResampling {
    /// A sample is put in, not left out.
    pub is_slower: bool,
    /// Outputs of the turn so far: all of them, if another one is to begin.
    pub at: u16,
}

/// Where a frame of a line that is resampled slowly lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It follows a frame that was not resampled.
    Begins,
    /// Between resampled frames.
    Goes,
    /// It is not resampled, and follows one that was.
    Ends,
}

/// What resamples.
#[derive(Clone, Copy, Debug)]
pub struct SlowResampler<'a> {
    /// The arithmetic.
    pub kernels: &'a Kernels,
    /// The coefficients.
    pub filter: &'a DriftFilter,
}

/// The samples around a frame: those [`BEFORE`] it, the frame, and those [`AFTER`] it.
///
/// [`BEFORE`]: SlowResampling::BEFORE
/// [`AFTER`]: SlowResampling::AFTER
pub type Around = [i16; MAX_AROUND];

/// The samples around the longest frame.
pub const MAX_AROUND: usize = SlowResampling::BEFORE + MAX_FRAME_SAMPLES + SlowResampling::AFTER;

impl SlowResampling {
    /// Samples before a frame that are needed to resample it.
    pub const BEFORE: usize = DriftResampler::BEFORE + 1;
    /// Samples after it.
    pub const AFTER: usize = DriftResampler::AFTER;

    /// Outputs of a turn of that format.
    fn turn(format: &AudioFormat) -> usize {
        (MAX_TURN / format.frame).max(1) * format.frame
    }

    /// Returns true if a turn is complete.
    pub fn is_complete(self, format: &AudioFormat) -> bool {
        usize::from(self.at) >= SlowResampling::turn(format)
    }

    /// The same after another frame, in the next turn if this one is complete.
    pub fn after_frame(self, format: &AudioFormat) -> SlowResampling {
        let at = if self.is_complete(format) { 0 } else { self.at };
        SlowResampling { at: at + format.frame as u16, ..self }
    }

    /// How many samples its next frame takes.
    pub fn takes(self, format: &AudioFormat) -> usize {
        match (self.after_frame(format).is_complete(format), self.is_slower) {
            (false, _) => format.frame,
            (true, true) => format.frame - 1,
            (true, false) => format.frame + 1,
        }
    }

    /// Computes the next outputs from the samples around their frame. `stays`: at a ratio of 1 from where it is.
    pub fn resample(
        self,
        format: &AudioFormat,
        resampler: SlowResampler<'_>,
        around: &Around,
        out: &mut [i16],
        stays: bool,
    ) {
        let turn = SlowResampling::turn(format) as u64;
        let at = if self.is_complete(format) { 0 } else { u64::from(self.at) };
        let part = ((at << u32::BITS).checked_div(turn).unwrap_or(0)) as u32;
        let (begins_before, fraction) =
            if self.is_slower && at > 0 { (true, part.wrapping_neg()) } else { (false, part) };
        let from = around.get(usize::from(!begins_before)..).unwrap_or_default();
        let Some((first, input)) = from.split_first_chunk() else { return };
        let ratio = if stays { DriftRatio::UNITY } else { DriftRatio::one_in(turn as u32, self.is_slower) };
        let mut state = DriftResampler::amid(*first, fraction);
        state.process(resampler.kernels, resampler.filter, ratio, input, out);
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use crate::dsp::SimdLevel;
    use crate::rt::frame::TickClock;
    use crate::rt::index::RateIndex;
    use crate::units::{FrameLen, SampleRate};

    /// Frame by frame, from the samples around each, comes what one resampler makes of the whole stream at that ratio.
    #[test]
    fn frames_are_parts_of_one_stream() {
        let kernels = Kernels::for_level(SimdLevel::Portable).unwrap();
        let filter = DriftFilter::new(vec![0.0; DriftFilter::COEFFICIENTS].into()).unwrap();
        let resampler = SlowResampler { kernels, filter: &filter };
        for (frame_len, rate) in [
            (FrameLen::Ms10, SampleRate::Hz8000),
            (FrameLen::Ms20, SampleRate::Hz22050),
            (FrameLen::Ms20, SampleRate::Hz48000),
        ] {
            let format = AudioFormat::new(TickClock { frame_len }, rate, RateIndex::OWN);
            let stream: Vec<i16> =
                (0..5_000).map(|at| (9_000.0 * (f64::from(at) * 0.21).sin()) as i16).collect();
            for is_slower in [false, true] {
                let mut next = SlowResampling::BEFORE;
                let mut outputs = Vec::new();
                let mut state = SlowResampling { is_slower, at: 0 };
                let turn = SlowResampling::turn(&format);
                while outputs.len() < 3 * turn {
                    let mut around: Around = [0; MAX_AROUND];
                    let len = SlowResampling::BEFORE + format.frame + SlowResampling::AFTER;
                    around[..len].copy_from_slice(&stream[next - SlowResampling::BEFORE..][..len]);
                    let mut frame = vec![0; format.frame];
                    state.resample(&format, resampler, &around, &mut frame, false);
                    outputs.extend(frame);
                    next += state.takes(&format);
                    state = state.after_frame(&format);
                }
                let moved = next as i64 - (SlowResampling::BEFORE + outputs.len()) as i64;
                assert_eq!(moved, if is_slower { -3 } else { 3 });
                let whole = 3 * turn as i32 * if is_slower { -1 } else { 1 };
                let ratio = DriftRatio::from_ppb(3_000_000_000_i64.div_euclid(whole.into()) as i32);
                let mut whole = DriftResampler::amid(*stream[1..].first_chunk().unwrap(), 0);
                let mut expected = vec![0; outputs.len()];
                whole.process(kernels, &filter, ratio, &stream[25..], &mut expected);
                let differ = outputs.iter().zip(&expected).find(|(one, other)| one.abs_diff(**other) > 1);
                assert_eq!(differ, None, "{rate:?}, slower: {is_slower}");
            }
        }
    }
}
