//! Talkspurts: when a participant talks, by the level of its contribution.

use crate::dsp::FrameLevel;
use crate::units::FrameLen;

/// A frame counts as talk when its mean square is at least this: −40 dBFS (full scale 32,768²), which lies between
/// the noise of a quiet telephone line (below −50) and quiet speech (ITU-T P.56 active level, above −36).
const THRESHOLD_MEAN_SQUARE: u64 = 107_374;

/// Frames below the threshold for this long end a talkspurt: longer than the pauses between words.
const HANGOVER_MS: u32 = 400;

/// Whether a participant is in a talkspurt, and how much of its hangover is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Talk {
    frames_left: u32,
}

/// What a frame did to a talkspurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// It began.
    Started,
    /// It ended.
    Stopped,
}

impl Talk {
    /// Not talking.
    pub const SILENT: Talk = Talk { frames_left: 0 };

    /// Whether a talkspurt is on.
    pub fn is_talking(&self) -> bool {
        self.frames_left > 0
    }

    /// Hears one frame of `samples` samples.
    pub fn hear(&mut self, level: FrameLevel, samples: usize, frame_len: FrameLen) -> Change {
        let was = self.is_talking();
        if level.sum_squares >= THRESHOLD_MEAN_SQUARE * samples as u64 {
            self.frames_left = HANGOVER_MS / frame_len.ms();
        } else {
            self.frames_left = self.frames_left.saturating_sub(1);
        }
        match (was, self.is_talking()) {
            (false, true) => Change::Started,
            (true, false) => Change::Stopped,
            _ => Change::None,
        }
    }
}
