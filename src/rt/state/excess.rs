//! What an in-ring holds beyond need, long after a burst: found by the least reserve of two seconds, and cut out in a
//! pause of the speech. The target is the prefill, or what the join's stream began with.

use crate::dsp::level::pause::Pause;
use crate::rt::frame::{AudioFormat, TickClock};

/// Whether an in-ring holds more than it needs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Excess {
    /// The cap where writes are of a frame, samples: a frame more than the prefill at least.
    cap: u32,
    /// The position that is due next if every tick since the window began had a reserve of at least a frame beyond the
    /// prefill.
    continues_at: u64,
    /// Ticks of the window.
    ticks: u32,
    /// The least reserve of them.
    least: u32,
    /// What the window before had too much throughout, and is still there.
    surplus: u32,
    pause: Pause,
    /// The least reserve that the pattern of writes made when the join's stream began: a steady delay of the host's own.
    base: u32,
    /// How often the stream has begun, up to 2.
    begun: u8,
    /// Where the window began, and where the stream did.
    window_at: u64,
    begun_at: u64,
}

impl Excess {
    /// A join begins, with that cap in samples.
    pub fn begin_join(&mut self, cap: u32) {
        *self = Excess { cap, ..Excess::default() };
    }

    /// The cap where writes are of a frame, samples.
    pub fn cap(&self) -> usize {
        self.cap as usize
    }

    /// The stream begins at the position `at`, or resumes after it ran dry, with `fill` samples; its largest write had
    /// `largest`.
    pub fn begin(&mut self, largest: usize, format: &AudioFormat, at: u64, fill: usize) {
        if self.begun == 0 {
            let write = largest.max(format.frame);
            (self.base, self.begun_at) = (fill.saturating_sub(write) as u32, at);
        }
        self.begun = 2.min(self.begun + 1);
    }

    /// A tick finds a `reserve` at the position `at`. It needs `slack` beside the `prefill`, or beside the steady delay if
    /// that is more. Returns how much may be cut, and the pause in which to cut it; `None`: nothing is known to be too
    /// much. The tick calls [`pass`](Self::pass) then.
    pub fn find(
        &mut self,
        clock: TickClock,
        format: &AudioFormat,
        at: u64,
        reserve: usize,
        prefill: usize,
        slack: usize,
    ) -> Option<(usize, &mut Pause)> {
        if self.continues_at != at {
            let Excess { cap, base, begun, begun_at, .. } = *self;
            *self = Excess { cap, base, begun, begun_at, ..Excess::default() };
        }
        if self.ticks == 0 {
            (self.least, self.window_at) = (u32::MAX, at);
        }
        self.least = self.least.min(reserve as u32);
        self.ticks += 1;
        let need = prefill.max(self.base as usize) + slack;
        let over = (self.least as usize).saturating_sub(need);
        if u64::from(self.ticks) >= clock.window() {
            self.end_window(clock, format, over);
        }
        (self.surplus > 0).then(|| (over.min(self.surplus as usize), &mut self.pause))
    }

    /// The tick has cut `cut` samples, and the position `next` follows what it takes.
    pub fn pass(&mut self, cut: usize, next: u64) {
        self.surplus -= cut as u32;
        self.least -= cut as u32;
        self.continues_at = next;
    }

    /// A window has ended. The first, of a stream that has not run dry since it began, shows the steady delay.
    fn end_window(&mut self, clock: TickClock, format: &AudioFormat, over: usize) {
        let is_first = self.window_at.wrapping_sub(self.begun_at) < clock.window() * format.frame as u64;
        if self.begun == 1 && is_first {
            self.base = self.base.max(self.least);
        } else {
            self.surplus = if over >= format.frame { over as u32 } else { 0 };
        }
        self.ticks = 0;
    }
}
