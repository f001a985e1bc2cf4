//! The out-of-band digits of a call: each begins and ends at its tick.

use mixminus::{DtmfDigit, Engine, ParticipantId};

use super::file::script::Dtmf;

/// Digits that are being sent out of band.
#[derive(Debug)]
pub struct OutOfBandDigits {
    dtmf: Dtmf,
    /// The next digit that begins or ends.
    next: usize,
    /// It has begun.
    has_begun: bool,
    /// The tick before which it begins or ends.
    due: u64,
}

/// A digit that begins or ends.
#[derive(Clone, Copy, Debug)]
pub struct DigitChange {
    digit: DtmfDigit,
    level_mdbm0: i32,
    ends: bool,
}

impl OutOfBandDigits {
    /// The digits of `dtmf`, the first of which begins before tick `due`.
    pub fn new(dtmf: Dtmf, due: u64) -> OutOfBandDigits {
        OutOfBandDigits { dtmf, next: 0, has_begun: false, due }
    }

    /// Takes the changes that are due before tick `before`. A tick lasts `frame_ms`.
    pub fn take_due(&mut self, before: u64, frame_ms: u64) -> Vec<DigitChange> {
        let mut due = Vec::new();
        while self.due <= before && self.next < self.dtmf.digits.len() {
            let Dtmf { digits, level_mdbm0, on_ms, off_ms, .. } = &self.dtmf;
            due.push(DigitChange {
                digit: digits[self.next],
                level_mdbm0: *level_mdbm0,
                ends: self.has_begun,
            });
            let lasts_ms = if self.has_begun { *off_ms } else { *on_ms };
            self.next += usize::from(self.has_begun);
            self.has_begun = !self.has_begun;
            self.due += (u64::from(lasts_ms) / frame_ms).max(1);
        }
        due
    }
}

impl DigitChange {
    /// Reports it to the engine, for `participant`.
    pub fn apply(self, engine: &Engine, participant: ParticipantId) -> mixminus::Result<()> {
        if self.ends {
            engine.inject_dtmf_end(participant, self.digit)
        } else {
            engine.inject_dtmf_begin(participant, self.digit, self.level_mdbm0, 0)
        }
    }
}
