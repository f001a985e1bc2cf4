//! Pauses of speech, found frame by frame, where a little may be cut out unnoticed.

/// Frames of at most this mean square are quiet, whatever was before: −60 dBFS.
const QUIET: u64 = 32 * 32;
/// Else frames are quiet that have so much less energy than the loudest of late: −18 dB.
const BELOW: u64 = 64;
/// The loudest of late is forgotten at a 64th a frame.
const FORGETS: u64 = 64;

/// What was loud of late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pause {
    loudest: u64,
    is_quiet: bool,
}

impl Pause {
    /// Takes note of a frame.
    pub fn note(&mut self, frame: &[i16]) {
        let energy = energy(frame);
        self.is_quiet = self.is_as_quiet(energy, frame.len());
        self.loudest = (self.loudest - self.loudest / FORGETS).max(energy);
    }

    /// Whether the last frame was quiet.
    pub fn is_quiet(&self) -> bool {
        self.is_quiet
    }

    /// Whether another frame would be.
    pub fn would_be_quiet(&self, frame: &[i16]) -> bool {
        self.is_as_quiet(energy(frame), frame.len())
    }

    fn is_as_quiet(&self, energy: u64, count: usize) -> bool {
        energy <= QUIET * count as u64 || energy <= self.loudest / BELOW
    }
}

/// The sum of squares.
fn energy(frame: &[i16]) -> u64 {
    frame.iter().map(|x| u64::from(x.unsigned_abs()) * u64::from(x.unsigned_abs())).sum()
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
