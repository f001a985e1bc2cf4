//! The receiver of keypad tones: what a frame of a participant tells of the keys it presses.

use super::kernels::Kernels;
use crate::units::{FrameLen, Key, SampleRate};

/// How many notices one frame may bring.
pub const MAX_NOTICES: usize = 4;

/// What was found out about a key. Positions are in samples of the line, counted from the first sample of the frame
/// that was heard: negative before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A key press is certain.
    Began {
        /// Which key.
        key: Key,
        /// Where its tones began.
        onset: i32,
        /// Mean power of the two tones, thousandths of dBm0.
        level_mdbm0: i32,
        /// Power of the column's tone over the row's, thousandths of a decibel.
        twist_mdb: i32,
    },
    /// The key that began last was let go.
    Ended {
        /// Which key.
        key: Key,
        /// Where its tones ended.
        end: i32,
        /// How long they lasted, samples.
        duration: u32,
        /// As of [`Notice::Began`], over the whole press.
        level_mdbm0: i32,
        /// As of [`Notice::Began`], over the whole press.
        twist_mdb: i32,
    },
}

/// What a frame told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// What became certain with it, in order of time.
    pub notices: [Option<Notice>; MAX_NOTICES],
    /// A tone, certain or suspected, that the mix should not have: it began here (samples from the frame's first,
    /// negative before it) …
    pub tone_from: Option<i32>,
    /// … and ended here; `None` with `tone_from`: it goes on at the end of the frame.
    pub tone_to: Option<i32>,
}

/// One participant's receiver: fixed size, no allocation.
#[derive(Clone, Debug)]
pub struct Detector {
    rate: SampleRate,
    frame_len: FrameLen,
}

impl Detector {
    /// A receiver that has heard nothing.
    pub fn new(rate: SampleRate, frame_len: FrameLen) -> Detector {
        Detector { rate, frame_len }
    }

    /// Forgets all that was heard: another stream begins.
    pub fn reset(&mut self) {
        *self = Detector::new(self.rate, self.frame_len);
    }

    /// Hears one frame. `silent`: all its samples are zero, which need not be looked at.
    pub fn hear(&mut self, _kernels: &Kernels, _frame: &[i16], _silent: bool) -> Heard {
        Heard::default()
    }
}
