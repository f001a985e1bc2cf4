//! The settings of a participant on their way to the tick: the latest only, however often they change between two ticks.
//!
//! They are no commands, so they take no place in a queue. The control floor writes them to the slot and asks the tick to
//! look. They belong to the slot's current join: the control floor writes them anew before each join begins.

use crate::dsp::LinearGain;
use crate::rt::index::JoinNumber;
use crate::rt::message::play_handle::PlayHandle;
use crate::rt::sync::atomics::{AtomicU64, Ordering};
use crate::rt::sync::pending_list::PendingEntry;
use crate::units::Gain;

/// How a participant is heard and hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Kept from the mix.
    pub mute: bool,
    /// Hears nothing.
    pub deaf: bool,
    /// On hold: neither heard nor hearing, whatever the two say.
    pub hold: bool,
    /// On what it says.
    pub gain: LinearGain,
    /// The same in thousandths of a decibel, for events.
    pub gain_mdb: i32,
    /// What is done about its dtmf.
    pub dtmf: DtmfSettings,
}

/// What is done about a participant's dtmf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DtmfSettings {
    /// Those in its audio are told as events.
    pub detect: bool,
    /// The others hear their tones; else they are taken out of its audio.
    pub play: bool,
    /// Those that the host injects are made audible, if `play`.
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
    /// The audio passes as it is, and nobody listens for dtmf.
    pub const NONE: DtmfSettings = DtmfSettings { detect: false, play: true, generate: false };

    /// Whether the receiver is needed: to tell of dtmf, or to know what to take out.
    pub const fn needs_receiver(self) -> bool {
        self.detect || !self.play
    }

    /// Whether injected dtmf are made audible.
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
/// Where the gain in thousandths of a decibel stands, from the lowest on: 17 bits.
const MDB_SHIFT: u32 = 8;
/// Where the gain stands as it is applied: 23 bits.
const GAIN_SHIFT: u32 = 32;

/// Of a sound on hold, beside its join: there is none to take up.
const NO_CHANGE: u64 = 0;
/// What plays stops.
const STOP: u64 = 1;
/// The play of index 0; those of the others follow.
const FIRST: u64 = 2;
/// The lower half of a word.
const LOWER: u64 = 0xffff_ffff;

/// The latest settings of a slot's current join.
#[derive(Debug)]
pub struct SettingsCell {
    word: AtomicU64,
    /// What it hears on hold, in the lower half; in the upper half, for which join.
    hold: AtomicU64,
    /// The tick is to look.
    pub pending: PendingEntry,
}

impl SettingsCell {
    /// Of no join.
    #[allow(clippy::new_without_default)]
    pub fn new() -> SettingsCell {
        SettingsCell {
            word: AtomicU64::new(0),
            hold: AtomicU64::new(NO_CHANGE),
            pending: PendingEntry::new(),
        }
    }

    /// Writes the settings of the current join, or of the one that is about to begin. Only for the control floor, under its
    /// lock.
    pub fn write(&self, settings: Settings) {
        // Released: who reads the settings of a later join then sees that the earlier one has ended.
        self.word.store(pack(settings), Ordering::Release);
    }

    /// The settings that were written last. They are those of a join if it runs after this, too.
    #[inline]
    pub fn read(&self) -> Settings {
        unpack(self.word.load(Ordering::Acquire))
    }

    /// What join `join` hears on hold from now on: the play `sound`, or nothing more. Returns the play that no tick has
    /// taken up and that this one replaces. Only for the control layer, under its lock.
    #[must_use]
    pub fn hold_sound(&self, join: JoinNumber, sound: Option<PlayHandle>) -> Option<PlayHandle> {
        let what = sound.map_or(STOP, |sound| u64::from(sound.index()) + FIRST);
        play_of(self.hold.swap(join << 32 | what, Ordering::AcqRel))
    }

    /// Takes back the play that no tick has taken up, if there is one. Only for the control layer, under its lock.
    #[must_use]
    pub fn withdraw_hold_sound(&self) -> Option<PlayHandle> {
        let now = self.hold.load(Ordering::Relaxed);
        if now & LOWER < FIRST {
            return None;
        }
        // Else a tick has taken it up meanwhile.
        let withdrawn = self.hold.compare_exchange(now, NO_CHANGE, Ordering::AcqRel, Ordering::Relaxed);
        withdrawn.ok().and_then(play_of)
    }

    /// Takes up what join `join` hears on hold, if that has changed: a play, or `Some(None)` for nothing more. Only for the
    /// tick.
    #[inline]
    pub fn take_hold_sound(&self, join: JoinNumber) -> Option<Option<PlayHandle>> {
        let now = self.hold.load(Ordering::Relaxed);
        if now & LOWER == NO_CHANGE || now >> 32 != join & LOWER {
            return None;
        }
        // Else the control layer has changed it: it asks again.
        self.hold.compare_exchange(now, NO_CHANGE, Ordering::AcqRel, Ordering::Relaxed).ok().map(play_of)
    }
}

/// The play that a word held, which was taken out of the cell.
fn play_of(hold: u64) -> Option<PlayHandle> {
    let index = (hold & LOWER).checked_sub(FIRST)? as u32;
    // SAFETY: the word was made of the handle of that play, which ended there, and has just been taken out of the cell by a
    // read-modify-write: nobody else makes a handle of it.
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
        // SAFETY: there are no nodes that the handles could reach.
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
