//! Finds pauses in speech, frame by frame, where a cut is not audible.

/// Frames of at most this mean square are always quiet: −60 dBFS.
const QUIET: u64 = 32 * 32;
/// Other frames are quiet if they are 18 dB below the recent maximum: ratio of energies.
const QUIET_RATIO: u64 = 64;
/// The recent maximum decays by 1/64 per frame.
const DECAY: u64 = 64;

/// A detector of pauses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pause {
    /// The recent maximum of a frame's energy.
    loudest: u64,
    is_quiet: bool,
}

impl Pause {
    /// Nothing was heard.
    pub const NONE: Pause = Pause { loudest: 0, is_quiet: false };

    /// Adds a frame.
    pub fn note(&mut self, frame: &[i16]) {
        let energy = energy(frame);
        self.is_quiet = self.is_as_quiet(energy, frame.len());
        self.loudest = (self.loudest - self.loudest / DECAY).max(energy);
    }

    /// The next frame does not follow the last one: that was not quiet.
    pub fn interrupt(&mut self) {
        self.is_quiet = false;
    }

    /// Returns true if the last frame was quiet.
    pub fn is_quiet(&self) -> bool {
        self.is_quiet
    }

    /// Returns true if `frame` would be quiet as the next frame.
    pub fn would_be_quiet(&self, frame: &[i16]) -> bool {
        self.is_as_quiet(energy(frame), frame.len())
    }

    fn is_as_quiet(&self, energy: u64, count: usize) -> bool {
        energy <= QUIET * count as u64 || energy <= self.loudest / QUIET_RATIO
    }
}

/// The sum of squares.
fn energy(frame: &[i16]) -> u64 {
    frame.iter().map(|x| u64::from((i32::from(*x) * i32::from(*x)) as u32)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_quiet_at_once_and_noise_after_speech() {
        let mut pause = Pause::default();
        pause.note(&[0; 160]);
        assert!(pause.is_quiet() && pause.would_be_quiet(&[32; 160]) && !pause.would_be_quiet(&[33; 160]));
        pause.note(&[500; 160]);
        assert!(!pause.is_quiet());
        pause.note(&[8000; 160]);
        pause.note(&[500; 160]);
        assert!(pause.is_quiet());
        (0..200).for_each(|_| pause.note(&[500; 160]));
        assert!(!pause.is_quiet());
    }
}
