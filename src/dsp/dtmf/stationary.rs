//! A sound that stays evenly loud on a line, whatever it is: noise, a chord, a tone of any frequency. Speech is even for no
//! longer than a vowel. What has been even for longer was there before a key, so its loudness is no evidence against the key:
//! the key may be as loud as the sound that stops when it begins.

use super::goertzel::TONES;

/// The most by which the energy of a frame may differ from the mean of the frames before: 3 dB, as pink noise does.
const VARIES: f32 = 2.0;

/// Hops after which a sound counts as even: 300 ms. Few vowels last so long, and fewer stay within 3 dB.
const EVEN_AFTER: u32 = 120;

/// Hops for which it is remembered while the line differs from it: 60 ms, in which a key becomes certain. The time for which a
/// key is down does not count.
const FORGOTTEN_AFTER: u32 = 24;

/// The most by which the line may be louder than the sound, just before a key: 9 dB, which the first part of a key may add. A
/// louder line held something else.
const LOUDER: f32 = 8.0;

/// The least by which one tone of a key is stronger than it was in the sound: 6 dB. If neither is, the sound may hold both, as a
/// vowel may.
const TONE_RISEN: f32 = 4.0;

/// The share of a frame in the means: two frames of a key that is as loud as the sound do no harm.
const SHARE: f32 = 0.125;

/// The sound that is even.
#[derive(Clone, Debug)]
pub struct Even {
    /// Energy of a window, mean of the last frames.
    energy: f32,
    /// Powers of the tones over four hops, likewise.
    powers: [f32; TONES],
    /// Hops for which it has been even.
    hops: u32,
    /// Hops since the last of these.
    age: u32,
}

impl Even {
    /// No sound.
    pub const NOTHING: Even = Even { energy: 0.0, powers: [0.0; TONES], hops: 0, age: 0 };

    /// Whether a key began out of an even sound. `energy`: of a window before it. `powers`: of its tones over four hops, each
    /// with the tone's number.
    pub fn is_before(&self, energy: f32, powers: [(usize, f32); 2]) -> bool {
        let risen = |(tone, power): (usize, f32)| {
            self.powers.get(tone).is_some_and(|before| power >= TONE_RISEN * before)
        };
        self.hops >= EVEN_AFTER && energy <= LOUDER * self.energy && powers.into_iter().any(risen)
    }

    /// Takes a frame of `hops` hops in which no key was down. `energy`: of a window, 0 if it may be of a key. `powers`: of the
    /// tones over four hops, from before a key that may have begun in this frame.
    #[inline(always)]
    pub fn take(&mut self, energy: f32, powers: &[f32; TONES], hops: u32) {
        // `&`, and one branch that is rarely taken: a voice is now alike, now not.
        let alike = (energy > 0.0) & (energy <= VARIES * self.energy) & (self.energy <= VARIES * energy);
        self.age = if alike { 0 } else { self.age.saturating_add(hops) };
        if self.hops >= EVEN_AFTER && !alike && self.age <= FORGOTTEN_AFTER {
            return;
        }
        self.hops = if alike { self.hops.saturating_add(hops) } else { 0 };
        let share = if alike { SHARE } else { 1.0 };
        self.energy += share * (energy - self.energy);
        for (mean, power) in self.powers.iter_mut().zip(powers) {
            *mean += share * (power - *mean);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hops of a frame of 20 ms.
    const FRAME: u32 = 8;
    const POWERS: [f32; TONES] = [10.0; TONES];
    /// A key of which one tone is 6 dB over [`POWERS`].
    const RISEN: [(usize, f32); 2] = [(0, 40.0), (4, 10.0)];

    /// What has taken so many frames of that energy.
    fn after(frames: usize, energy: f32) -> Even {
        let mut even = Even::NOTHING;
        for _ in 0..frames {
            even.take(energy, &POWERS, FRAME);
        }
        even
    }

    #[test]
    fn a_sound_counts_after_300_ms_of_the_same_energy() {
        // The first frame has none before it that it could be like.
        assert!(!after(15, 1e6).is_before(1e6, RISEN));
        assert!(after(16, 1e6).is_before(1e6, RISEN));
        let mut even = after(10, 1e6);
        even.take(2.1e6, &POWERS, FRAME);
        for _ in 0..14 {
            even.take(2.1e6, &POWERS, FRAME);
        }
        assert!(!even.is_before(2.1e6, RISEN), "it has become louder by 3.2 dB");
        even.take(2.1e6, &POWERS, FRAME);
        assert!(even.is_before(2.1e6, RISEN));
    }

    #[test]
    fn silence_is_no_sound() {
        assert!(!after(100, 0.0).is_before(0.0, RISEN));
    }

    #[test]
    fn a_key_rises_out_of_it_with_one_tone_unless_something_louder_was_there() {
        let even = after(16, 1e6);
        assert!(even.is_before(7.9e6, RISEN));
        assert!(!even.is_before(8.1e6, RISEN));
        assert!(even.is_before(1e6, [(0, 10.0), (4, 40.0)]));
        assert!(!even.is_before(1e6, [(0, 39.0), (4, 39.0)]));
    }

    #[test]
    fn it_is_remembered_for_60_ms_and_a_key_that_begins_does_not_change_it() {
        let mut even = after(16, 1e6);
        for other in [0.0, 9e6, 1e3] {
            even.take(other, &[1e3; TONES], FRAME);
            assert!(even.is_before(1e6, RISEN));
        }
        even.take(1e6, &POWERS, FRAME);
        for _ in 0..3 {
            even.take(0.0, &POWERS, FRAME);
        }
        assert!(even.is_before(1e6, RISEN), "it was back between");
        even.take(0.0, &POWERS, FRAME);
        assert!(!even.is_before(1e6, RISEN));
    }
}
