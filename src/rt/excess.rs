//! What an in-ring holds beyond need, long after a burst: found by the least reserve of two seconds, and cut out in a
//! pause of the speech. The target is the prefill, or what the join's stream began with.

use super::frame::Geometry;
use crate::dsp::pause::Pause;

/// Whether an in-ring holds more than it needs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Excess {
    /// The position that is due next if every tick since the window began had a reserve of at least a frame beyond the
    /// prefill.
    pub continues_at: u64,
    /// Ticks of the window.
    pub ticks: u32,
    /// The least reserve of them.
    pub least: u32,
    /// What the window before had too much throughout, and is still there.
    pub surplus: u32,
    pub pause: Pause,
    /// The least reserve that the pattern of writes made when the join's stream began: a steady delay of the host's own.
    pub base: u32,
    /// How often the stream has begun, up to 2.
    pub begun: u8,
    /// Where the window began, and where the stream did.
    pub window_at: u64,
    pub begun_at: u64,
}

impl Excess {
    /// The stream begins at the position `at`, or resumes after it ran dry, with `fill` samples; its largest write had
    /// `largest`.
    pub fn begin(&mut self, largest: usize, g: &Geometry, at: u64, fill: usize) {
        if self.begun == 0 {
            let write = largest.max(g.frame);
            (self.base, self.begun_at) = (fill.saturating_sub(write) as u32, at);
        }
        self.begun = 2.min(self.begun + 1);
    }

    /// A window has ended. The first, of a stream that has not run dry since it began, shows the steady delay.
    pub fn end_window(&mut self, g: &Geometry, over: usize) {
        let is_first = self.window_at.wrapping_sub(self.begun_at) < g.window() * g.frame as u64;
        if self.begun == 1 && is_first {
            self.base = self.base.max(self.least);
        } else {
            self.surplus = if over >= g.frame { over as u32 } else { 0 };
        }
        self.ticks = 0;
    }
}
