//! Whether an in-ring holds more or less than its stream needs: after a burst, or because the host's clock is not the
//! engine's.
//!
//! The reserve is what lies behind the frame that a tick takes. Its least and its largest value in two seconds show a change
//! that lasts. There is too much if the least is a frame above the target, which is the prefill, or the reserve with which
//! the join's stream began. A clock that drifts moves both values the same way from where they were in the stream's first
//! two seconds, by a frame as soon as a write comes in another tick; jitter moves them apart.

use crate::rt::frame::{AudioFormat, TickClock};

/// Seconds without an underrun that excuse one: after it the reserve that was usual before is usual again. Credit for at most
/// so many seconds is kept. Without credit the reserve was too small.
const EXCUSE_S: u32 = 120;
const MOST_CREDIT_S: u32 = 10 * EXCUSE_S;

/// The reserve of an in-ring, watched.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reserve {
    /// The cap if each write has one frame, samples: at least the prefill plus a frame.
    cap: u32,
    /// The next expected position if every tick since the window began was watched.
    continues_at: u64,
    /// Ticks of the window so far.
    ticks: u32,
    /// The reserves in these ticks.
    window: Extent,
    /// By how much the last window had more than the stream needs throughout, or less if negative, as far as that was not
    /// corrected yet; samples.
    over: i32,
    /// The least reserve that a correction of too much leaves.
    need: u32,
    /// The reserves in the first whole window since the stream began, or since it ran dry too often.
    usual: Option<Extent>,
    /// The smallest reserve when the join's stream began: a steady delay that the host's pattern of writes makes.
    base: u32,
    /// How often the stream has begun, up to 2.
    begun: u8,
    /// Samples without an underrun that excuse the next ones.
    credit: u32,
    /// Where the window began, and where the stream did, or resumed.
    window_at: u64,
    begun_at: u64,
}

/// The least and the largest reserve of some ticks, samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Extent {
    least: u32,
    most: u32,
}

/// What a tick knows of a line whose reserve it watches; in samples.
#[derive(Clone, Copy, Debug)]
pub struct Watched {
    /// The media time of the next sample.
    pub at: u64,
    /// What lies behind the frame.
    pub reserve: usize,
    /// What the audio began with.
    pub prefill: usize,
}

impl Reserve {
    /// A join begins, with that cap in samples.
    pub fn begin_join(&mut self, cap: u32) {
        *self = Reserve { cap, ..Reserve::default() };
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
            self.base = fill.saturating_sub(write) as u32;
        } else {
            let [excuse, most] = [EXCUSE_S, MOST_CREDIT_S].map(|seconds| seconds * format.rate.hz());
            let lasted = at.wrapping_sub(self.begun_at).min(most.into()) as u32;
            match (self.credit + lasted).min(most).checked_sub(excuse) {
                Some(left) => self.credit = left,
                None => (self.usual, self.credit) = (None, 0),
            }
        }
        self.begun = 2.min(self.begun + 1);
        (self.begun_at, self.over, self.ticks) = (at, 0, 0);
    }

    /// A tick watches the reserve. Returns how much too much is there, or too little if negative. The tick then calls
    /// [`pass`](Self::pass). `slack`: by how much the reserves of a window may vary without any change.
    pub fn watch(
        &mut self,
        clock: TickClock,
        format: &AudioFormat,
        now: Watched,
        slack: impl FnOnce() -> usize,
    ) -> i32 {
        let Watched { at, reserve, .. } = now;
        if self.continues_at != at {
            (self.ticks, self.over) = (0, 0);
        }
        if self.ticks == 0 {
            (self.window, self.window_at) = (Extent { least: u32::MAX, most: 0 }, at);
        }
        self.window.note(reserve as u32);
        self.ticks += 1;
        if u64::from(self.ticks) >= clock.window() {
            self.end_window(clock, format, now.prefill, slack());
        }
        self.over_in_window()
    }

    /// How much is to be corrected, as far as the window that runs shows it, too.
    fn over_in_window(&self) -> i32 {
        let Reserve { over, window, need, usual, .. } = *self;
        match (over > 0, usual) {
            (true, _) => over.min(window.least.saturating_sub(need) as i32),
            (false, Some(usual)) => over.max(-(usual.most.saturating_sub(window.most) as i32)),
            (false, None) => 0,
        }
    }

    /// The tick has left out `removed` samples, or has put some in if negative; its next frame begins at the position
    /// `next`.
    pub fn pass(&mut self, removed: i32, next: u64) {
        let left = self.over - removed;
        // A step has whole periods: it may go beyond.
        self.over = if left.signum() == self.over.signum() { left } else { 0 };
        let after = |reserve: u32| reserve.saturating_add_signed(-removed);
        self.window = Extent { least: after(self.window.least), most: after(self.window.most) };
        self.continues_at = next;
    }

    /// Returns true if [`unwatched`](Self::unwatched) may have changed in this tick.
    pub fn has_news(&self) -> bool {
        self.ticks == 0
    }

    /// Reserves that a tick need not watch, as the least and the largest: none of a window in which one occurs can be
    /// too much or too little. `None` as long as all are to be watched.
    pub fn unwatched(&self, format: &AudioFormat, prefill: usize) -> Option<(usize, usize)> {
        let Extent { least, most } = self.usual.filter(|_| self.over == 0)?;
        let shift = format.frame / 2;
        let above = ((least as usize).min(prefill) + shift).saturating_sub(1);
        Some(((most as usize + 1).saturating_sub(shift), above))
    }

    /// A window has ended. The first whole one shows what is usual for the stream; if it is the first of all, without an
    /// underrun, also its steady delay.
    fn end_window(&mut self, clock: TickClock, format: &AudioFormat, prefill: usize, slack: usize) {
        let window = self.window;
        let target = prefill.max(self.base as usize) as u32;
        // What is left to correct stays, as far as it is still there.
        let left = self.over_in_window();
        (self.over, self.ticks) = (0, 0);
        let is_first = self.window_at.wrapping_sub(self.begun_at) < clock.window() * format.frame as u64;
        let is_undisturbed = self.begun == 1 && is_first;
        if is_undisturbed {
            self.base = self.base.max(window.least);
        } else {
            let need = target + slack as u32;
            self.correct(window.least.saturating_sub(need), need, format.frame);
        }
        let Some(usual) = self.usual else {
            let least = if is_undisturbed { window.least } else { window.least.min(target) };
            self.usual = Some(Extent { least, most: least + (window.most - window.least) });
            return;
        };
        let (up, shift) = (window.above(usual), format.frame / 2 + slack);
        self.correct(up, usual.least, shift);
        // The least value cannot fall below 0: if it is near, the largest shows what is missing.
        let is_low = window.least <= usual.least && (usual.least as usize) < shift;
        let down = if is_low { usual.most.saturating_sub(window.most) } else { usual.above(window) };
        if down as usize >= shift {
            self.over = -(down as i32);
        }
        if self.over == 0 {
            self.over = left;
        }
    }

    /// There are `surplus` samples too many, and `need` are to be left. Less than `shift` is none.
    fn correct(&mut self, surplus: u32, need: u32, shift: usize) {
        if surplus as usize >= shift && surplus as i32 > self.over {
            (self.over, self.need) = (surplus as i32, need);
        }
    }
}

impl Extent {
    /// Adds a tick's reserve.
    fn note(&mut self, reserve: u32) {
        (self.least, self.most) = (self.least.min(reserve), self.most.max(reserve));
    }

    /// By how much both values are above those of another; 0 if one is not.
    fn above(self, other: Extent) -> u32 {
        self.least.saturating_sub(other.least).min(self.most.saturating_sub(other.most))
    }
}
