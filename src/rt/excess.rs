//! What an in-ring holds beyond need, long after a burst: found by the least reserve of two seconds, and cut out in a
//! pause of the speech. The target is the prefill, or what the join's stream began with.

use super::frame::Geometry;
use super::pull::peek;
use super::side::TickSide;
use super::slot::Slot;
use crate::dsp::pause::Pause;
use crate::units::MAX_FRAME_SAMPLES;

/// The most that is cut at once, frames.
const MOST_FRAMES: usize = 4;

/// Whether an in-ring holds more than it needs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Excess {
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
    /// The stream begins at the position `at`, or resumes after it ran dry, with `fill` samples.
    pub fn begin(&mut self, slot: &Slot, g: &Geometry, at: u64, fill: usize) {
        if self.begun == 0 {
            let write = (slot.written.largest.get() as usize).max(g.frame);
            (self.base, self.begun_at) = (fill.saturating_sub(write) as u32, at);
        }
        self.begun = 2.min(self.begun + 1);
    }

    /// A window has ended. The first, of a stream that has not run dry since it began, shows the steady delay.
    fn end_window(&mut self, g: &Geometry, over: usize) {
        let is_first = self.window_at.wrapping_sub(self.begun_at) < g.window() * g.frame as u64;
        if self.begun == 1 && is_first {
            self.base = self.base.max(self.least);
        } else {
            self.surplus = if over >= g.frame { over as u32 } else { 0 };
        }
        self.ticks = 0;
    }
}

/// How much is to be cut of the `reserve`, which is at least a frame beyond the prefill: nothing unless it was so for a
/// whole window; then in a pause, or at once if the participant is `unheard`.
pub fn due(slot: &Slot, side: &mut TickSide, g: &Geometry, reserve: usize, unheard: bool) -> usize {
    let mut excess = side.excess;
    if excess.continues_at != side.consumed {
        let Excess { base, begun, begun_at, .. } = excess;
        excess = Excess { base, begun, begun_at, ..Excess::default() };
    }
    if excess.ticks == 0 {
        (excess.least, excess.window_at) = (u32::MAX, side.consumed);
    }
    excess.least = excess.least.min(reserve as u32);
    excess.ticks += 1;
    let need = side.prefill.max(excess.base) as usize + slack(slot, g);
    let over = (excess.least as usize).saturating_sub(need);
    if u64::from(excess.ticks) >= g.window() {
        excess.end_window(g, over);
    }
    let mut cut = 0;
    if excess.surplus > 0 {
        let most = over.min(excess.surplus as usize);
        cut = if unheard { most } else { most.min(quiet_ahead(side, g, &mut excess.pause, reserve)) };
        excess.surplus -= cut as u32;
        excess.least -= cut as u32;
    }
    excess.continues_at = side.consumed + (cut + g.frame) as u64;
    side.excess = excess;
    cut
}

/// By how much the least reserve of a window may vary with writes that are not in step with frames: not at all if the
/// pattern that they make recurs within it.
fn slack(slot: &Slot, g: &Geometry) -> usize {
    let burst = slot.written.burst.get();
    let (mut a, mut b) = (burst, g.frame as u64);
    // Euclid's algorithm: at most 90 turns with 64 bits.
    while b > 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    if burst.checked_div(a).unwrap_or(0) <= g.window() { 0 } else { g.frame }
}

/// How many samples may be cut in a pause: the frame before, and the next ones, are quiet, of which the last stays.
fn quiet_ahead(side: &mut TickSide, g: &Geometry, pause: &mut Pause, reserve: usize) -> usize {
    let was_quiet = pause.is_quiet();
    let mut samples = [0_i16; MAX_FRAME_SAMPLES];
    let samples = samples.get_mut(..g.frame).unwrap_or_default();
    peek(&mut side.in_ring, 0, samples);
    pause.note(samples);
    if !(was_quiet && pause.is_quiet()) {
        return 0;
    }
    let most = MOST_FRAMES.min(reserve / g.frame);
    let quiet = (1..=most).take_while(|at| {
        peek(&mut side.in_ring, at * g.frame, samples);
        pause.would_be_quiet(samples)
    });
    quiet.count() * g.frame
}
