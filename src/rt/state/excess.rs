//! The excess of an in-ring, long after a burst. The smallest reserve within two seconds shows it; a pause in the
//! speech lets it be cut. The target is the prefill, or the reserve with which the join's stream began.

use crate::dsp::level::pause::Pause;
use crate::rt::frame::{AudioFormat, TickClock};

/// The measured excess of an in-ring.
#[derive(Clone, Copy, Debug, Default)]
pub struct Excess {
    /// The cap if each write has one frame, samples: at least the prefill plus a frame.
    cap: u32,
    /// The next expected position if every tick since the window began had a reserve of at least a frame beyond the
    /// prefill.
    continues_at: u64,
    /// Ticks of the window so far.
    ticks: u32,
    /// The smallest reserve in these ticks, samples.
    least: u32,
    /// The excess that the previous window had throughout, as far as it was not cut yet, samples.
    surplus: u32,
    pause: Pause,
    /// The smallest reserve when the join's stream began: a steady delay that the host's pattern of writes makes.
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

    /// The cap if each write has one frame, samples.
    pub fn cap(&self) -> usize {
        self.cap as usize
    }

    /// The stream begins at the position `at`, or resumes after an underrun, with `fill` samples; its largest write had
    /// `largest`.
    pub fn begin(&mut self, largest: usize, format: &AudioFormat, at: u64, fill: usize) {
        if self.begun == 0 {
            let write = largest.max(format.frame);
            (self.base, self.begun_at) = (fill.saturating_sub(write) as u32, at);
        }
        self.begun = 2.min(self.begun + 1);
    }

    /// A tick finds a `reserve` at the position `at`. It needs `slack` beside the `prefill`, or beside the steady delay
    /// if that is more. Returns how much may be cut, and the detector of the pause in which to cut it; `None` if no
    /// excess is known. The tick then calls [`pass`](Self::pass).
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

    /// The tick has cut `cut` samples; its next frame begins at the position `next`.
    pub fn pass(&mut self, cut: usize, next: u64) {
        self.surplus -= cut as u32;
        self.least -= cut as u32;
        self.continues_at = next;
    }

    /// A window has ended. The first, of a stream without underrun since it began, shows the steady delay.
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
