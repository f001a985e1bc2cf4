//! The excess of an out-ring: frames that wait although the reads never need them, after a late tick, or because the host
//! reads by a slower clock.

use crate::dsp::level::pause::Pause;
use crate::dsp::line::crossing::find_crossing;
use crate::rt::frame::{AudioFormat, TickClock};

/// How alike what is left out and what follows must be if there is no pause, by the number of windows that the excess has
/// lasted; after more, the last. Of ten frames of speech about one has a place that is 0.9 alike. A clock that is slower
/// by 500 ppm makes a frame of 20 ms in 20 windows.
const LIKE: [f32; 8] = [f32::INFINITY, f32::INFINITY, 0.95, 0.9, 0.9, 0.8, 0.7, 0.5];

/// The excess of an out-ring. The smallest fill after reads within two seconds shows it; it is left out frame by frame,
/// in a pause, or later where a frame resembles the next.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct Excess {
    /// The whole frames that waited after the first read of the join's first frame: a steady delay of the host's own.
    base: u16,
    /// The excess that the previous window had throughout, as far as it was not left out yet, frames.
    frames: u16,
    /// The least in the window, samples: a frame beyond the base at least; 0: there is no window.
    least: u32,
    /// The tick at which it began.
    since: u64,
    pause: Pause,
    /// The windows that had an excess, one after the other.
    windows: u8,
}

impl Excess {
    /// The number of bytes, from the front, that a read without excess touches.
    pub const OFTEN_TOUCHED: usize = 2 * size_of::<u16>() + size_of::<u32>();

    /// Returns true if frames may be left out.
    pub fn is_any(&self) -> bool {
        self.frames > 0
    }

    /// The first frame of a join was read, after which `fill` samples wait.
    pub fn begin(&mut self, fill: usize, format: &AudioFormat) {
        *self = Excess { base: (fill / format.frame) as u16, ..Excess::default() };
    }

    /// After a read at tick `now`, `fill` samples wait.
    pub fn watch(&mut self, fill: usize, now: u64, clock: TickClock, format: &AudioFormat) {
        let (base, least) = (usize::from(self.base) * format.frame, fill as u32);
        if fill < base + format.frame || now == 0 {
            // Written only if needed: its other fields are on a cache line that most reads do not touch.
            if self.least != 0 {
                *self = Excess { base: self.base, ..Excess::default() };
            }
        } else if self.least == 0 {
            (self.since, self.least) = (now, least);
        } else {
            self.least = self.least.min(least);
            if now.saturating_sub(self.since) >= clock.window() {
                self.frames = ((self.least as usize - base) / format.frame) as u16;
                (self.since, self.least) = (now, least);
                self.windows = self.windows.saturating_add(1);
            }
        }
    }

    /// Listens to `frame`, and says where it may go over into `next`, within `ramp` samples, to be left out: at once if
    /// both are quiet, as the frame before was. `None` if that would be heard.
    pub fn consider(&mut self, frame: &[i16], next: &[i16], ramp: usize) -> Option<usize> {
        let was_quiet = self.pause.is_quiet();
        self.pause.note(frame);
        if was_quiet && self.pause.is_quiet() && self.pause.would_be_quiet(next) {
            return Some(0);
        }
        let like = LIKE.get(usize::from(self.windows)).or(LIKE.last()).copied()?;
        if like > 1.0 {
            return None;
        }
        let crossing = find_crossing(frame, next, ramp);
        (crossing.likeness >= like).then_some(crossing.at)
    }

    /// Counts a frame that was left out.
    pub fn note_left_out(&mut self, format: &AudioFormat) {
        self.frames -= 1;
        self.least = self.least.saturating_sub(format.frame as u32).max(1);
        // The next one waits for a pause, or for two seconds.
        self.windows = self.windows.min(1);
    }
}
