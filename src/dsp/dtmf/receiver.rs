//! The DTMF receiver of one participant: takes the frames of its line at any rate, reports digits.
//!
//! It brings each frame to 8 kHz, removes a DC offset, and gives the samples to the detector. Silent frames cost
//! nothing once all that came before them is forgotten.

use super::dc_offset::DcOffset;
use super::decimate::{Decimator, MAX_DECIMATED};
use super::detection::FrameReport;
pub use super::detection::{Detection, DtmfEvent, MAX_EVENTS};
use super::detector::Detector;
use super::thresholds::MIN_PEAK;
use crate::dsp::kernels::Kernels;
use crate::units::SampleRate;

/// Quiet frames after which nothing is left in any memory: 64 ms and more, in frames of 10 ms.
const FORGOTTEN: u32 = 8;

/// A DTMF receiver: fixed size, no allocation.
#[derive(Clone, Debug)]
pub struct Receiver {
    rate: SampleRate,
    decimator: Decimator,
    offset: DcOffset,
    detector: Detector,
    /// Quiet frames in a row, up to [`FORGOTTEN`].
    quiet: u32,
}

impl Receiver {
    /// A receiver for a line of that rate, which was silent until now.
    pub fn new(rate: SampleRate) -> Receiver {
        Receiver {
            rate,
            decimator: Decimator::new(rate),
            offset: DcOffset::NONE,
            detector: Detector::SILENCE,
            quiet: FORGOTTEN,
        }
    }

    /// Forgets all earlier frames: another stream begins.
    pub fn reset(&mut self) {
        *self = Receiver::new(self.rate);
    }

    /// Scans one frame of 10 or 20 ms at the line's rate. `silent`: all its samples are zero, so they are not read.
    pub fn scan(&mut self, kernels: &Kernels, frame: &[i16], silent: bool) -> Detection {
        if silent || is_quiet(frame) {
            if self.quiet >= FORGOTTEN {
                return Detection::default();
            }
            self.quiet += 1;
            // What lies below the weakest tone is silence, from here on.
            self.decimator = Decimator::new(self.rate);
            self.offset = DcOffset::NONE;
            self.detector.forget_background();
            let count = self.decimator.scale().decimated(frame.len());
            let silence = [0; MAX_DECIMATED];
            return self.detect(kernels, silence.get(..count).unwrap_or_default());
        }
        self.quiet = 0;
        let mut samples = [0; MAX_DECIMATED];
        let count = self.decimator.run(frame, &mut samples);
        self.offset.remove(samples.get_mut(..count).unwrap_or_default());
        self.detect(kernels, samples.get(..count).unwrap_or_default())
    }

    /// Scans the samples of a frame at 8 kHz.
    fn detect(&mut self, kernels: &Kernels, samples: &[i16]) -> Detection {
        let mut report = FrameReport::new(self.detector.position(), self.decimator.scale());
        kernels.scan_dtmf(&mut self.detector, samples, &mut report);
        report.detection()
    }
}

/// Returns true if a frame is below the weakest digit.
fn is_quiet(frame: &[i16]) -> bool {
    // The largest and the smallest apart: that is one instruction for eight samples everywhere.
    let (least, most) =
        frame.iter().fold((0, 0), |(least, most): (i16, i16), x| (least.min(*x), most.max(*x)));
    least.unsigned_abs().max(most.unsigned_abs()) < MIN_PEAK
}
