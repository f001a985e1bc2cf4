//! A track's tap: takes its frames in order, and fills gaps with silence.

use super::config::TrackInfo;
use crate::handle::TapId;
use crate::rt::frame::AudioFormat;
use crate::rt::state::shared::Shared;
use crate::rt::state::tap::TapFrame;
use crate::rt::sync::atomics::Ordering;

/// Frames that are taken from a tap at a time.
const BLOCK: usize = 32;

/// The tap of one track.
#[derive(Debug)]
pub struct Track {
    tap: TapId,
    frame: usize,
    /// Samples that its writer has room for: one second of them.
    room_samples: usize,
    /// Frames taken from the tap and not used yet, as indices into `frames` and `block_samples`.
    waiting: std::ops::Range<usize>,
    frames: [TapFrame; BLOCK],
    block_samples: Vec<i16>,
    in_gap: bool,
    gaps: u64,
    gap_samples: u64,
    dropped: u64,
}

impl Track {
    /// A track that has taken nothing.
    pub fn new(tap: TapId, format: AudioFormat) -> Track {
        let frame = format.frame;
        Track {
            tap,
            frame,
            room_samples: format.rate.hz() as usize,
            waiting: 0..0,
            frames: [TapFrame::default(); BLOCK],
            block_samples: vec![0; BLOCK * frame],
            in_gap: false,
            gaps: 0,
            gap_samples: 0,
            dropped: 0,
        }
    }

    /// Bytes that a track takes.
    pub const fn bytes(frame: usize) -> usize {
        size_of::<Track>() + BLOCK * frame * size_of::<i16>()
    }

    /// Samples of a frame.
    pub fn frame(&self) -> usize {
        self.frame
    }

    /// Frames for which its writer has room beside the samples that are pending.
    pub fn room(&self, pending: &[i16]) -> usize {
        self.room_samples.saturating_sub(pending.len()) / self.frame
    }

    /// Its tap.
    pub fn tap(&self) -> TapId {
        self.tap
    }

    /// The first tick that wrote to its tap, and the last; 0: not known yet.
    pub fn span(&self, shared: &Shared) -> (u64, u64) {
        shared.tap(self.tap).map_or((0, u64::MAX), |(cell, _)| {
            (cell.began.load(Ordering::Acquire), cell.ended.load(Ordering::Acquire))
        })
    }

    /// Takes the ticks after `from`, up to `to`, and appends their samples. Without `samples` they are dropped.
    pub fn advance(&mut self, shared: &Shared, from: u64, to: u64, mut samples: Option<&mut Vec<i16>>) {
        let mut done = from;
        while let Some((tick, at)) = self.next(shared, to) {
            // A frame of a tick before `from` is dropped.
            if tick <= done {
                continue;
            }
            if let Some(samples) = &mut samples {
                self.miss(tick - done - 1, samples);
                self.in_gap = false;
                samples.extend_from_slice(&self.block_samples[at * self.frame..][..self.frame]);
            }
            done = tick;
        }
        if let Some(samples) = samples {
            self.miss(to.saturating_sub(done), samples);
        }
        if let Ok((cell, _)) = shared.tap(self.tap) {
            self.dropped = cell.dropped.get();
        }
    }

    /// Takes the next frame of a tick up to `to`. Returns the tick and the index in the block.
    fn next(&mut self, shared: &Shared, to: u64) -> Option<(u64, usize)> {
        if self.waiting.is_empty() {
            let count = shared.read_tap(self.tap, &mut self.block_samples, &mut self.frames).unwrap_or(0);
            self.waiting = 0..count;
        }
        let at = self.waiting.start;
        let tick = self.frames.get(at).filter(|_| !self.waiting.is_empty())?.tick;
        if tick > to {
            return None;
        }
        self.waiting.start += 1;
        Some((tick, at))
    }

    /// Appends silence for ticks without a frame, and counts it.
    fn miss(&mut self, ticks: u64, samples: &mut Vec<i16>) {
        if ticks == 0 {
            return;
        }
        let count = ticks * self.frame as u64;
        self.gaps += u64::from(!self.in_gap);
        self.in_gap = true;
        self.gap_samples += count;
        samples.resize(samples.len() + count as usize, 0);
    }

    /// Copies its counters, without those of its files.
    pub fn copy_counters(&self, info: &mut TrackInfo) {
        (info.gaps, info.gap_samples, info.dropped_frames) = (self.gaps, self.gap_samples, self.dropped);
    }
}
