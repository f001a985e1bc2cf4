//! The state of a participant's join: it ends once, for the first reason given.

use crate::rt::index::JoinNumber;
use crate::rt::message::event::EndReason;
use crate::rt::sync::atomics::{AtomicU64, Ordering};
use crate::units::DtmfDigit;

const REASON_BITS: u32 = 8;
const REASON_MASK: u64 = (1 << REASON_BITS) - 1;

/// The bit position, within a reason, of the terminator's digit.
const DIGIT_SHIFT: u32 = 4;

/// How many joins in a row have entries of their own in `signals` and `from`.
const PLACES: JoinNumber = 2;

/// The state of a slot's current join: its number and, once it has ended, why.
///
/// One compare-and-swap decides the reason. The control layer begins joins; anyone may end one. The tick
/// acknowledges a join when it no longer uses it; only then is the slot given to another participant. The reason
/// is stored here until the next join begins; then the command of the next join carries it to the tick.
#[derive(Debug)]
#[repr(C)]
pub struct JoinState {
    current: AtomicU64,
    /// The number of the signal that ended a join, if a signal did; join n has entry n mod [`PLACES`].
    signals: [AtomicU64; PLACES as usize],
    /// The in-ring position at which the stream of a join begins and that of the previous join ended; join n has entry
    /// n mod [`PLACES`].
    from: [AtomicU64; PLACES as usize],
    acknowledged: AtomicU64,
}

/// A reading of a [`JoinState`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinNow {
    /// Its number.
    pub number: JoinNumber,
    /// Why it ended; `None` while it runs.
    pub ended: EndReason,
    /// The terminator that ended it.
    pub digit: Option<DtmfDigit>,
}

impl JoinNow {
    /// Returns true if there is a join that has not ended.
    pub fn is_running(self) -> bool {
        self.number != 0 && self.ended == EndReason::None
    }

    /// Returns true if join `number` is the current one and has not ended.
    pub fn runs(self, number: JoinNumber) -> bool {
        self.number == number && self.ended == EndReason::None
    }
}

impl JoinState {
    /// No join yet.
    #[allow(clippy::new_without_default)]
    pub fn new() -> JoinState {
        JoinState {
            current: AtomicU64::new(0),
            signals: core::array::from_fn(|_| AtomicU64::new(0)),
            from: core::array::from_fn(|_| AtomicU64::new(0)),
            acknowledged: AtomicU64::new(0),
        }
    }

    /// Begins join `number`, whose stream begins at in-ring position `from`. Only for the control layer, under its
    /// lock, when no join is running.
    pub fn begin(&self, number: JoinNumber, from: u64) {
        if let Some(place) = self.from.get((number % PLACES) as usize) {
            place.store(from, Ordering::Release);
        }
        self.current.store(number << REASON_BITS, Ordering::Release);
    }

    /// Ends join `number` for `reason`, unless it has ended already. Returns true if this call ended it.
    pub fn end(&self, number: JoinNumber, reason: EndReason) -> bool {
        self.end_by(number, u64::from(reason as u32))
    }

    /// Ends join `number` by its terminator, unless it has ended already. Returns true if this call ended it.
    pub fn end_by_terminator(&self, number: JoinNumber, digit: DtmfDigit) -> bool {
        self.end_by(number, EndReason::Terminator as u64 | u64::from(digit.number()) << DIGIT_SHIFT)
    }

    /// Ends join `number` by the signal of number `signal`, unless it has ended already. Returns true if this call
    /// ended it. Only for the control layer, under its lock.
    pub fn end_by_signal(&self, number: JoinNumber, signal: u64) -> bool {
        // Once the join is over, another join may use its entry.
        if !self.now().runs(number) {
            return false;
        }
        if let Some(place) = self.signals.get((number % PLACES) as usize) {
            place.store(signal, Ordering::Release);
        }
        self.end_by(number, EndReason::Signal as u64)
    }

    fn end_by(&self, number: JoinNumber, code: u64) -> bool {
        let running = number << REASON_BITS;
        let ended = running | code;
        self.current.compare_exchange(running, ended, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }

    /// The current join.
    pub fn now(&self) -> JoinNow {
        let word = self.current.load(Ordering::Acquire);
        let (ended, digit) = decode_reason(word & REASON_MASK);
        JoinNow { number: word >> REASON_BITS, ended, digit }
    }

    /// The in-ring position at which the stream of join `number` ends: the beginning of the next join's stream, or
    /// [`u64::MAX`] if none has begun. 0 if several have begun: then no sample in the ring is known to be of join
    /// `number`.
    pub fn stream_end(&self, number: JoinNumber) -> u64 {
        let next = number + 1;
        match self.now().number {
            now if now == number => u64::MAX,
            now if now == next => {
                let from =
                    self.from.get((next % PLACES) as usize).map_or(0, |from| from.load(Ordering::Acquire));
                // The entry is written again only after a third join has begun.
                if self.now().number == next { from } else { 0 }
            }
            _ => 0,
        }
    }

    /// Why join `number` ended, and the value that the event reports with it: the character of the terminator, or the
    /// number of the signal. `None` if another join has begun since; its command carries this.
    pub fn end_and_value_of(&self, number: JoinNumber) -> Option<(EndReason, i64)> {
        let signal =
            self.signals.get((number % PLACES) as usize).map_or(0, |place| place.load(Ordering::Acquire));
        // Read after the signal, whose entry is written again only after two more joins have begun.
        let now = self.now();
        if now.number != number {
            return None;
        }
        let value = match now.ended {
            EndReason::Signal => signal,
            _ => now.digit.map_or(0, |digit| u64::from(u32::from(digit.to_char()))),
        };
        Some((now.ended, value as i64))
    }

    /// The tick no longer uses join `number` and all before it.
    pub fn acknowledge(&self, number: JoinNumber) {
        self.acknowledged.store(number, Ordering::Release);
    }

    /// Returns true if the tick no longer uses join `number`.
    pub fn is_acknowledged(&self, number: JoinNumber) -> bool {
        self.acknowledged.load(Ordering::Acquire) >= number
    }
}

/// Decodes the bits of a reason.
fn decode_reason(code: u64) -> (EndReason, Option<DtmfDigit>) {
    let number = (code >> DIGIT_SHIFT) as usize;
    let reason = match code & ((1 << DIGIT_SHIFT) - 1) {
        0 => EndReason::None,
        1 => EndReason::HangUp,
        2 => EndReason::EngineStopped,
        3 => EndReason::RoomClosed,
        4 => EndReason::Removed,
        5 => EndReason::TimeLimit,
        6 => return (EndReason::Terminator, Some(DtmfDigit::at(number / 4, number % 4))),
        _ => EndReason::Signal,
    };
    (reason, None)
}
