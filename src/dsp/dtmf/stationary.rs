//! Recognises a stationary sound in the background, of any kind: noise, a chord, a tone of any frequency.
//!
//! Speech is stationary for no longer than a vowel. A sound that has been for longer was there before a digit, so its
//! loudness is no evidence against the digit, which may be as loud as a sound that stops when the digit begins.

use super::goertzel::TONES;

/// The energy of a frame may differ from the mean of the frames before by 3 dB, as pink noise does.
const MAX_VARIATION: f32 = 2.0;

/// Hops after which a sound counts as stationary: 300 ms. Few vowels last so long, and fewer stay within 3 dB.
const STATIONARY_AFTER: u32 = 120;

/// Hops for which the sound is remembered while the line differs from it: 60 ms, in which a digit becomes certain. The
/// duration of a digit does not count.
const FORGOTTEN_AFTER: u32 = 24;

/// Just before a digit the line may be louder than the sound by 9 dB, the first part of the digit included. If it is
/// louder, something else was there.
const MAX_LOUDER: f32 = 8.0;

/// At least one tone of a digit must be 6 dB stronger than in the sound. Otherwise the sound may contain both, as a
/// vowel may.
const MIN_TONE_RISE: f32 = 4.0;

/// The weight of a frame in the means: two frames of a digit as loud as the sound do not change them much.
const SMOOTHING: f32 = 0.125;

/// The sound in the background.
#[derive(Clone, Debug)]
pub struct StationarySound {
    /// Mean energy of a window over the last frames.
    energy: f32,
    /// Mean powers of the eight tones over four hops.
    powers: [f32; TONES],
    /// Hops for which the sound has been stationary.
    hops: u32,
    /// Hops since the last of these.
    age: u32,
}

impl StationarySound {
    /// No sound.
    pub const NOTHING: StationarySound =
        StationarySound { energy: 0.0, powers: [0.0; TONES], hops: 0, age: 0 };

    /// Returns true if this sound precedes a digit. `energy`: of a window before the digit. `powers`: of the digit's
    /// tones over four hops, each with the tone's number.
    pub fn precedes(&self, energy: f32, powers: [(usize, f32); 2]) -> bool {
        let risen = |(tone, power): (usize, f32)| {
            self.powers.get(tone).is_some_and(|before| power >= MIN_TONE_RISE * before)
        };
        self.hops >= STATIONARY_AFTER && energy <= MAX_LOUDER * self.energy && powers.into_iter().any(risen)
    }

    /// Adds a frame of `hops` hops without an active digit. `energy`: of a window, 0 if it may belong to a digit.
    /// `powers`: of the eight tones over four hops, from before a digit that may have begun in this frame.
    #[inline(always)]
    pub fn update(&mut self, energy: f32, powers: &[f32; TONES], hops: u32) {
        // `&`, and one branch that is rarely taken: with speech the comparisons are unpredictable.
        let alike = (energy > 0.0)
            & (energy <= MAX_VARIATION * self.energy)
            & (self.energy <= MAX_VARIATION * energy);
        self.age = if alike { 0 } else { self.age.saturating_add(hops) };
        if self.hops >= STATIONARY_AFTER && !alike && self.age <= FORGOTTEN_AFTER {
            return;
        }
        self.hops = if alike { self.hops.saturating_add(hops) } else { 0 };
        let weight = if alike { SMOOTHING } else { 1.0 };
        self.energy += weight * (energy - self.energy);
        for (mean, power) in self.powers.iter_mut().zip(powers) {
            *mean += weight * (power - *mean);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hops of a frame of 20 ms.
    const FRAME: u32 = 8;
    const POWERS: [f32; TONES] = [10.0; TONES];
    /// A digit with one tone 6 dB above [`POWERS`].
    const TONE_6_DB_UP: [(usize, f32); 2] = [(0, 40.0), (4, 10.0)];

    /// The state after so many frames of that energy.
    fn after(frames: usize, energy: f32) -> StationarySound {
        let mut sound = StationarySound::NOTHING;
        for _ in 0..frames {
            sound.update(energy, &POWERS, FRAME);
        }
        sound
    }

    #[test]
    fn a_sound_counts_after_300_ms_of_the_same_energy() {
        // The first frame has none before it that it could be like.
        assert!(!after(15, 1e6).precedes(1e6, TONE_6_DB_UP));
        assert!(after(16, 1e6).precedes(1e6, TONE_6_DB_UP));
        let mut sound = after(10, 1e6);
        sound.update(2.1e6, &POWERS, FRAME);
        for _ in 0..14 {
            sound.update(2.1e6, &POWERS, FRAME);
        }
        assert!(!sound.precedes(2.1e6, TONE_6_DB_UP), "it has become louder by 3.2 dB");
        sound.update(2.1e6, &POWERS, FRAME);
        assert!(sound.precedes(2.1e6, TONE_6_DB_UP));
    }

    #[test]
    fn silence_is_no_sound() {
        assert!(!after(100, 0.0).precedes(0.0, TONE_6_DB_UP));
    }

    #[test]
    fn a_digit_rises_above_it_with_one_tone_unless_something_louder_was_there() {
        let sound = after(16, 1e6);
        assert!(sound.precedes(7.9e6, TONE_6_DB_UP));
        assert!(!sound.precedes(8.1e6, TONE_6_DB_UP));
        assert!(sound.precedes(1e6, [(0, 10.0), (4, 40.0)]));
        assert!(!sound.precedes(1e6, [(0, 39.0), (4, 39.0)]));
    }

    #[test]
    fn it_is_remembered_for_60_ms_and_a_digit_that_begins_does_not_change_it() {
        let mut sound = after(16, 1e6);
        for other in [0.0, 9e6, 1e3] {
            sound.update(other, &[1e3; TONES], FRAME);
            assert!(sound.precedes(1e6, TONE_6_DB_UP));
        }
        sound.update(1e6, &POWERS, FRAME);
        for _ in 0..3 {
            sound.update(0.0, &POWERS, FRAME);
        }
        assert!(sound.precedes(1e6, TONE_6_DB_UP), "it was back between");
        sound.update(0.0, &POWERS, FRAME);
        assert!(!sound.precedes(1e6, TONE_6_DB_UP));
    }
}
