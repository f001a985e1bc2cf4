//! How much is cut out of an in-ring that holds more than it needs.

use crate::dsp::level::pause::Pause;
use crate::rt::frame::Geometry;
use crate::rt::state::in_ring::peek;
use crate::rt::state::slot::Slot;
use crate::rt::state::tick_side::TickSide;
use crate::units::MAX_FRAME_SAMPLES;

/// The most that is cut at once, frames.
const MOST_FRAMES: usize = 4;

/// How much is to be cut of the `reserve`, which is at least a frame beyond the prefill: nothing unless it was so for a
/// whole window; then in a pause, or at once if the participant is `unheard`.
pub fn due(slot: &Slot, side: &mut TickSide, g: &Geometry, reserve: usize, unheard: bool) -> usize {
    let mut excess = side.excess;
    let cut = match excess.find(g, side.consumed, reserve, side.prefill, slack(slot, g)) {
        None => 0,
        Some((most, _)) if unheard => most,
        Some((most, pause)) => most.min(quiet_ahead(side, g, pause, reserve)),
    };
    excess.pass(cut, side.consumed + (cut + g.frame) as u64);
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
