//! What a receiver of keypad tones tells of a frame.

use crate::units::DtmfDigit;

/// How many notices one frame may bring.
pub const MAX_NOTICES: usize = 4;

/// What was found out about a key. Positions are in samples of the line, counted from the first sample of the frame
/// that was heard: negative before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A key press is certain.
    Began {
        /// Which key.
        key: DtmfDigit,
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
        key: DtmfDigit,
        /// Where its tones ended.
        end: i32,
        /// How long they lasted, samples.
        duration: u32,
        /// As of [`Notice::Began`], over the first 30 ms.
        level_mdbm0: i32,
        /// As of [`Notice::Began`], over the first 30 ms.
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

impl Heard {
    /// One thing more that became certain; beyond [`MAX_NOTICES`] it is lost.
    pub(crate) fn tell(&mut self, notice: Notice) {
        if let Some(place) = self.notices.iter_mut().find(|place| place.is_none()) {
            *place = Some(notice);
        }
    }
}
