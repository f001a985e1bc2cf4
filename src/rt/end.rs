//! How a conference of a participant ends: once, for one reason, whoever asks first.

use super::event::EndReason;
use super::sync::{AtomicU64, Ordering};
use crate::units::Key;

/// The number of a participant's join, counted from 1 over the life of its slot; 0: none yet.
pub type JoinNumber = u64;

const REASON_BITS: u32 = 8;
const REASON_MASK: u64 = (1 << REASON_BITS) - 1;

/// Of the bits of a reason, where the key stands that was the reason.
const KEY_SHIFT: u32 = 4;

/// How many joins that have ended are remembered.
const REMEMBERED: JoinNumber = 8;

/// The state of a slot's current join: its number and, once it has ended, why.
///
/// One compare-and-swap decides the reason. The control floor begins joins; anyone may end one. The tick
/// acknowledges a join when it no longer uses it; only then is the slot given to another participant.
#[derive(Debug)]
pub struct JoinState {
    current: AtomicU64,
    /// Why the last joins before the current one ended, that of join n in byte n mod [`REMEMBERED`]: the tick may
    /// see new joins before it has seen an old one end.
    ended: AtomicU64,
    /// The number of the signal that ended each of the last joins, if one has: that of join n in place n mod
    /// [`REMEMBERED`].
    signals: [AtomicU64; REMEMBERED as usize],
    /// The in-ring position at which the stream of the current join begins, and that of the one before ended.
    from: AtomicU64,
    acknowledged: AtomicU64,
}

/// A reading of a [`JoinState`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinNow {
    /// Which join.
    pub number: JoinNumber,
    /// Why it ended; `None` while it runs.
    pub ended: EndReason,
    /// The terminator that ended it.
    pub key: Option<Key>,
}

impl JoinNow {
    /// Whether there is a join that has not ended.
    pub fn is_running(self) -> bool {
        self.number != 0 && self.ended == EndReason::None
    }

    /// Whether join `number` is the current one and has not ended.
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
            ended: AtomicU64::new(0),
            signals: core::array::from_fn(|_| AtomicU64::new(0)),
            from: AtomicU64::new(0),
            acknowledged: AtomicU64::new(0),
        }
    }

    /// Begins join `number`, whose stream begins at in-ring position `from`. Only for the control floor, under its
    /// lock, when no join is running.
    pub fn begin(&self, number: JoinNumber, from: u64) {
        let before = self.now();
        let place = place(before.number);
        let others = self.ended.load(Ordering::Relaxed) & !(REASON_MASK << place);
        let code = code(before.ended, before.key);
        self.ended.store(others | code << place, Ordering::Relaxed);
        self.from.store(from, Ordering::Relaxed);
        self.current.store(number << REASON_BITS, Ordering::Release);
    }

    /// Ends join `number` for `reason`, unless it has ended already. Answers whether this call ended it.
    pub fn end(&self, number: JoinNumber, reason: EndReason) -> bool {
        self.end_by(number, u64::from(reason as u32))
    }

    /// Ends join `number` by its terminator, unless it has ended already. Answers whether this call ended it.
    pub fn end_by_key(&self, number: JoinNumber, key: Key) -> bool {
        self.end_by(number, EndReason::Terminator as u64 | u64::from(key.number()) << KEY_SHIFT)
    }

    /// Ends join `number` by the signal of number `signal`, unless it has ended already. Answers whether this call ended
    /// it. Only for the control floor, under its lock.
    pub fn end_by_signal(&self, number: JoinNumber, signal: u64) -> bool {
        // Its place is another's once the join is over.
        if !self.now().runs(number) {
            return false;
        }
        if let Some(place) = self.signals.get((number % REMEMBERED) as usize) {
            place.store(signal, Ordering::Relaxed);
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
        let (ended, key) = meaning(word & REASON_MASK);
        JoinNow { number: word >> REASON_BITS, ended, key }
    }

    /// Where the stream of join `number` ends: where that of the current join begins, if that is another.
    pub fn stream_end(&self, number: JoinNumber) -> u64 {
        if self.now().number == number { u64::MAX } else { self.from.load(Ordering::Relaxed) }
    }

    /// Why join `number` ended, `None` if it runs. Known of the current join and the eight before it.
    pub fn end_of(&self, number: JoinNumber) -> EndReason {
        self.end_and_key_of(number).0
    }

    /// As [`end_of`](Self::end_of), with the terminator that ended it.
    pub fn end_and_key_of(&self, number: JoinNumber) -> (EndReason, Option<Key>) {
        let now = self.now();
        if now.number == number {
            return (now.ended, now.key);
        }
        meaning(self.ended.load(Ordering::Relaxed) >> place(number) & REASON_MASK)
    }

    /// Why join `number` ended, and what an event tells of that beside it: by which key (its character), or by the signal
    /// of which number. As of [`end_of`](Self::end_of).
    pub fn end_and_value_of(&self, number: JoinNumber) -> (EndReason, i64) {
        let (ended, key) = self.end_and_key_of(number);
        let signal = self.signals.get((number % REMEMBERED) as usize);
        let value = match ended {
            EndReason::Signal => signal.map_or(0, |signal| signal.load(Ordering::Relaxed)),
            _ => key.map_or(0, |key| u64::from(u32::from(key.to_char()))),
        };
        (ended, value as i64)
    }

    /// The tick has done with join `number` and all before it.
    pub fn acknowledge(&self, number: JoinNumber) {
        self.acknowledged.store(number, Ordering::Release);
    }

    /// Whether the tick has done with join `number`.
    pub fn is_acknowledged(&self, number: JoinNumber) -> bool {
        self.acknowledged.load(Ordering::Acquire) >= number
    }
}

/// Where the reason of join `number` stands, in bits.
fn place(number: JoinNumber) -> u32 {
    (number % REMEMBERED) as u32 * REASON_BITS
}

/// A reason in the bits of one.
fn code(reason: EndReason, key: Option<Key>) -> u64 {
    reason as u64 | u64::from(key.map_or(0, Key::number)) << KEY_SHIFT
}

/// What the bits of a reason mean.
fn meaning(code: u64) -> (EndReason, Option<Key>) {
    let number = (code >> KEY_SHIFT) as usize;
    let reason = match code & ((1 << KEY_SHIFT) - 1) {
        0 => EndReason::None,
        1 => EndReason::HangUp,
        2 => EndReason::EngineStopped,
        3 => EndReason::RoomClosed,
        4 => EndReason::Removed,
        5 => EndReason::TimeLimit,
        6 => return (EndReason::Terminator, Some(Key::at(number / 4, number % 4))),
        _ => EndReason::Signal,
    };
    (reason, None)
}
