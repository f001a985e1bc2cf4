//! Talkspurts: when a participant talks, by the level of its contribution.

use crate::dsp::{CACHE_LINE_SAMPLES, FrameLevel};
use crate::units::FrameLen;

/// A frame counts as talk when its mean square is at least this: −40 dBFS (full scale 32,768²), which lies between
/// the noise of a quiet telephone line (below −50) and quiet speech (ITU-T P.56 active level, above −36).
const THRESHOLD_MEAN_SQUARE: u64 = 107_374;

/// Frames below the threshold for this long end a talkspurt: longer than the pauses between words.
const HANGOVER_MS: u32 = 400;

/// A part of a frame that is shorter than this is not judged, samples.
const SHORTEST: usize = 16;

/// The talkspurt state of a participant: how much of its hangover is left, and where the gain ramps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Talkspurt {
    frames_left: u16,
    /// The gain is settled this many samples after the beginning of the next frame.
    settles: u16,
}

/// How a frame changed a talkspurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TalkChange {
    /// Nothing.
    None,
    /// It began.
    Started,
    /// It ended.
    Stopped,
}

impl Talkspurt {
    /// Not talking.
    pub const SILENT: Talkspurt = Talkspurt { frames_left: 0, settles: 0 };

    /// Returns true during a talkspurt.
    pub fn is_talking(&self) -> bool {
        self.frames_left > 0
    }

    /// The gain ramps in the 5 ms that end `samples` samples after the beginning of the next frame.
    pub fn ramps_until(&mut self, samples: usize) {
        self.settles = self.settles.max(u16::try_from(samples).unwrap_or(u16::MAX));
    }

    /// Returns true if an announced ramp is not over yet.
    pub fn is_ramping(&self) -> bool {
        self.settles > 0
    }

    /// Takes the next frame, with that level. `judged` are its samples that came from the line. `ramp`: 5 ms, samples.
    pub fn follow(
        &mut self,
        level: FrameLevel,
        judged: &[i16],
        (frame, ramp): (usize, usize),
        frame_len: FrameLen,
    ) -> TalkChange {
        let was = self.is_talking();
        let least = THRESHOLD_MEAN_SQUARE * frame as u64;
        let talks = level.sum_squares >= least && self.is_loud(judged, ramp, least);
        self.settles = self.settles.saturating_sub(frame as u16);
        if talks {
            self.frames_left = (HANGOVER_MS / frame_len.ms()) as u16;
        } else {
            self.frames_left = self.frames_left.saturating_sub(1);
        }
        match (was, self.is_talking()) {
            (false, true) => TalkChange::Started,
            (true, false) => TalkChange::Stopped,
            _ => TalkChange::None,
        }
    }

    /// Returns true if the samples have at least that energy after removal of a constant or drifting offset. Under a
    /// gain ramp an offset is a straight line too, so the parts before, in and after the ramp are judged separately.
    fn is_loud(&self, samples: &[i16], ramp: usize, least: u64) -> bool {
        let end = usize::from(self.settles).min(samples.len());
        let start = usize::from(self.settles).saturating_sub(ramp).min(end);
        let parts = [samples.get(..start), samples.get(start..end), samples.get(end..)];
        let energy: u64 = parts.into_iter().flatten().map(energy_beside_a_line).sum();
        energy >= least
    }
}

/// Σ(x − line)², where the line is the straight one that fits the samples best.
fn energy_beside_a_line(samples: &[i16]) -> u64 {
    if samples.len() < SHORTEST {
        return 0;
    }
    let (mut squares, mut sum, mut moment) = (0_i64, 0_i64, 0_i64);
    let (lines, rest) = samples.as_chunks::<CACHE_LINE_SAMPLES>();
    let parts = lines.iter().map(|line| &line[..]).chain([rest]);
    for (before, part) in (0..).step_by(CACHE_LINE_SAMPLES).zip(parts) {
        let (mut part_sum, mut part_moment, mut part_squares) = (0_i32, 0_i32, 0_i64);
        for (at, x) in (0..).zip(part) {
            let x = i32::from(*x);
            part_sum += x;
            part_moment += at * x;
            part_squares += i64::from(x * x);
        }
        squares += part_squares;
        sum += i64::from(part_sum);
        moment += before * i64::from(part_sum) + i64::from(part_moment);
    }
    // Σx² − (Σx)²/n − 3·(Σ(2i − n + 1)·x)²/(n·(n² − 1)).
    let n = samples.len() as i64;
    let slope = i128::from(2 * moment - (n - 1) * sum);
    let (n, sum) = (i128::from(n), i128::from(sum));
    let cube = n * (n * n - 1);
    let line = sum * sum * (n * n - 1) + 3 * slope * slope;
    u64::try_from((i128::from(squares) * cube - line) / cube).unwrap_or(0)
}
