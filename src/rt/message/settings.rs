//! The settings of a participant for the tick. Only the latest ones count, however often they change between two ticks.
//!
//! They are not commands, so they need no place in a queue. The control layer writes them to the slot and asks the tick
//! to look there. They belong to the slot's current join: the control layer writes them before each join begins.

use crate::dsp::LinearGain;
use crate::rt::index::JoinNumber;
use crate::rt::message::play_handle::PlayHandle;
use crate::rt::sync::atomics::{AtomicU64, Ordering};
use crate::rt::sync::pending_list::PendingEntry;
use crate::units::Gain;

/// The settings of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The others do not get its audio.
    pub mute: bool,
    /// It gets silence.
    pub deaf: bool,
    /// On hold: muted and deaf, whatever `mute` and `deaf` say.
    pub hold: bool,
    /// The gain of its contribution.
    pub gain: LinearGain,
    /// The same in thousandths of a decibel, for events.
    pub gain_mdb: i32,
    /// How its DTMF is handled.
    pub dtmf: DtmfSettings,
}

/// How a participant's DTMF is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DtmfSettings {
    /// DTMF in its audio is reported as events.
    pub detect: bool,
    /// DTMF tones stay in its audio; else they are removed.
    pub play: bool,
    /// DTMF that the host injects is made audible, if `play`.
    pub generate: bool,
}

impl Settings {
    /// Audible at unity gain, both ways; DTMF passes.
    pub const DEFAULT: Settings = Settings {
        mute: false,
        deaf: false,
        hold: false,
        gain: LinearGain::UNITY,
        gain_mdb: 0,
        dtmf: DtmfSettings::NONE,
    };

    /// Sets the gain, in both forms.
    pub fn set_gain(&mut self, gain: Gain) {
        (self.gain, self.gain_mdb) = (gain.into(), gain.mdb());
    }
}

impl DtmfSettings {
    /// The audio passes unchanged, and is not scanned for DTMF.
    pub const NONE: DtmfSettings = DtmfSettings { detect: false, play: true, generate: false };

    /// Returns true if the receiver is needed: to report DTMF, or to find the tones to remove.
    pub const fn needs_receiver(self) -> bool {
        self.detect || !self.play
    }

    /// Returns true if injected DTMF is made audible.
    pub const fn is_generated(self) -> bool {
        self.generate && self.play
    }
}

const MUTE: u64 = 1;
const DEAF: u64 = 1 << 1;
const HOLD: u64 = 1 << 2;
const DETECT: u64 = 1 << 3;
const PLAY: u64 = 1 << 4;
const GENERATE: u64 = 1 << 5;
/// Bit position of the gain in thousandths of a decibel above the minimum: 17 bits.
const MDB_SHIFT: u32 = 8;
/// Bit position of the linear gain: 23 bits.
const GAIN_SHIFT: u32 = 32;

/// Low half of a hold word: no change is pending.
const NO_CHANGE: u64 = 0;
/// Low half of a hold word: the hold sound stops.
const STOP: u64 = 1;
/// Low half of a hold word: the play with index 0; higher values are the plays that follow.
const FIRST: u64 = 2;
/// The lower half of a word.
const LOWER: u64 = 0xffff_ffff;

/// The latest settings of a slot's current join.
#[derive(Debug)]
pub struct SettingsCell {
    word: AtomicU64,
    /// The hold sound in the lower half of the word; its join in the upper half.
    hold: AtomicU64,
    /// Set while the tick has a change to apply.
    pub pending: PendingEntry,
}

impl SettingsCell {
    /// The settings of no join.
    #[allow(clippy::new_without_default)]
    pub fn new() -> SettingsCell {
        SettingsCell {
            word: AtomicU64::new(0),
            hold: AtomicU64::new(NO_CHANGE),
            pending: PendingEntry::new(),
        }
    }

    /// Writes the settings of the current join, or of the join that is about to begin. Only for the control layer,
    /// under its lock.
    pub fn write(&self, settings: Settings) {
        // Release: a reader that sees the settings of a later join also sees that the earlier join has ended.
        self.word.store(pack(settings), Ordering::Release);
    }

    /// Returns the latest settings. They are those of a join if that join still runs after this call.
    #[inline]
    pub fn read(&self) -> Settings {
        unpack(self.word.load(Ordering::Acquire))
    }

    /// Sets the hold sound of join `join`: the play `play`, or none. Returns the play that this one replaces and that
    /// no tick has taken. Only for the control layer, under its lock.
    #[must_use]
    pub fn hold_sound(&self, join: JoinNumber, play: Option<PlayHandle>) -> Option<PlayHandle> {
        let change = play.map_or(STOP, |play| u64::from(play.index()) + FIRST);
        play_of(self.hold.swap(join << 32 | change, Ordering::AcqRel))
    }

    /// Takes back the play that no tick has taken, if there is one. Only for the control layer, under its lock.
    #[must_use]
    pub fn withdraw_hold_sound(&self) -> Option<PlayHandle> {
        let now = self.hold.load(Ordering::Relaxed);
        if now & LOWER < FIRST {
            return None;
        }
        // If this fails, a tick has taken it.
        let withdrawn = self.hold.compare_exchange(now, NO_CHANGE, Ordering::AcqRel, Ordering::Relaxed);
        withdrawn.ok().and_then(play_of)
    }

    /// Takes a change of the hold sound of join `join`: a play, or `Some(None)` for none. Returns `None` if nothing
    /// changed. Only for the tick.
    #[inline]
    pub fn take_hold_sound(&self, join: JoinNumber) -> Option<Option<PlayHandle>> {
        let now = self.hold.load(Ordering::Relaxed);
        if now & LOWER == NO_CHANGE || now >> 32 != join & LOWER {
            return None;
        }
        // If this fails, the control layer has changed it and will ask again.
        self.hold.compare_exchange(now, NO_CHANGE, Ordering::AcqRel, Ordering::Relaxed).ok().map(play_of)
    }
}

/// The play in a word that was removed from the cell.
fn play_of(hold: u64) -> Option<PlayHandle> {
    let index = (hold & LOWER).checked_sub(FIRST)? as u32;
    // SAFETY: `hold_sound` made the word from the handle of that play and consumed the handle. The caller has just
    // removed the word from the cell by a read-modify-write, so no other thread makes a handle from it.
    Some(unsafe { PlayHandle::from_index(index) })
}

fn pack(settings: Settings) -> u64 {
    let Settings { mute, deaf, hold, gain, gain_mdb, dtmf } = settings;
    let flag = |on, bit| if on { bit } else { 0 };
    flag(mute, MUTE)
        | flag(deaf, DEAF)
        | flag(hold, HOLD)
        | flag(dtmf.detect, DETECT)
        | flag(dtmf.play, PLAY)
        | flag(dtmf.generate, GENERATE)
        | ((gain_mdb - Gain::MIN.mdb()) as u64) << MDB_SHIFT
        | u64::from(gain.to_bits()) << GAIN_SHIFT
}

fn unpack(word: u64) -> Settings {
    let is = |bit| word & bit != 0;
    Settings {
        mute: is(MUTE),
        deaf: is(DEAF),
        hold: is(HOLD),
        gain: LinearGain::from_bits((word >> GAIN_SHIFT) as u32),
        gain_mdb: (word >> MDB_SHIFT & 0x1_ffff) as i32 + Gain::MIN.mdb(),
        dtmf: DtmfSettings { detect: is(DETECT), play: is(PLAY), generate: is(GENERATE) },
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn settings_come_out_as_they_went_in(flags in 0_u32..64, gain_mdb in Gain::MIN.mdb()..=Gain::MAX.mdb()) {
            let is = |bit: u32| flags >> bit & 1 != 0;
            let gain = Gain::from_mdb(gain_mdb).unwrap().into();
            let dtmf = DtmfSettings { detect: is(3), play: is(4), generate: is(5) };
            let settings = Settings { mute: is(0), deaf: is(1), hold: is(2), gain, gain_mdb, dtmf };
            let cell = SettingsCell::new();
            cell.write(settings);
            prop_assert_eq!(cell.read(), settings);
        }
    }

    #[test]
    fn a_sound_on_hold_goes_to_its_join_and_to_one_taker() {
        let cell = SettingsCell::new();
        // SAFETY: the test has no nodes, so the handles give access to nothing.
        let play = |index| Some(unsafe { PlayHandle::from_index(index) });
        assert_eq!((cell.hold_sound(1, play(7)), cell.hold_sound(1, play(0))), (None, play(7)));
        assert_eq!((cell.take_hold_sound(2), cell.take_hold_sound(1)), (None, Some(play(0))));
        assert_eq!((cell.take_hold_sound(1), cell.withdraw_hold_sound()), (None, None));
        assert_eq!((cell.hold_sound(1, None), cell.withdraw_hold_sound()), (None, None));
        assert_eq!(cell.take_hold_sound(1), Some(None));
        assert_eq!((cell.hold_sound(3, play(5)), cell.withdraw_hold_sound()), (None, play(5)));
        assert_eq!(cell.take_hold_sound(3), None);
    }
}
