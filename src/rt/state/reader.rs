//! A reading thread's state of a participant: how the next samples follow those that were read.

use crate::dsp::CacheLine;
use crate::dsp::level::pause::Pause;
use crate::dsp::level::splice::Splice;
use crate::rt::frame::{AudioFormat, FRAME_RESUMES, FRAME_STARTS, Header, TickClock, samples};
use crate::units::MAX_RAMP_SAMPLES;
use rtrb::Consumer;

/// A reading thread's state. The fields that every read touches share one cache line with its claim.
#[derive(Debug)]
#[repr(C)]
pub struct Reader {
    /// Frames on their way to the host, each a header line and its samples.
    pub ring: Consumer<CacheLine>,
    /// Samples of the oldest frame that were read already.
    pub offset: u32,
    /// The last sample that was read, from which silence decays.
    pub last: i16,
    /// The last read ended in silence because there were no frames.
    pub is_silent: bool,
    /// How many runs of frames between silences were short, one after the other.
    pub short_runs: u8,
    /// The last tick in which frames were read.
    pub run_tick: u32,
    /// The number of ticks in which frames were read since the last silence.
    pub run: u8,
    /// The host reads at another rate than the line's.
    pub converts: bool,
    /// The splice between the last samples and the next.
    pub splice: Splice,
    /// Frames that wait in excess.
    pub excess: Excess,
}

/// The excess of an out-ring, after a late tick. The smallest fill after reads within two seconds shows it; it is
/// skipped frame by frame in a pause.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct Excess {
    /// The whole frames that waited after the first read of the join's first frame: a steady delay of the host's own.
    base: u16,
    /// The excess that the previous window had throughout, as far as it was not skipped yet, frames.
    frames: u16,
    /// The least in the window, samples: a frame beyond the base at least; 0: there is no window.
    least: u32,
    /// The tick at which it began.
    since: u64,
    pause: Pause,
}

impl Excess {
    /// The number of bytes, from the front, that a read without excess touches.
    pub const OFTEN_TOUCHED: usize = 2 * size_of::<u16>() + size_of::<u32>();

    /// Returns true if frames may be skipped.
    pub fn is_any(&self) -> bool {
        self.frames > 0
    }

    /// The first frame of a join was read, after which `fill` samples wait.
    pub fn begin(&mut self, fill: usize, format: &AudioFormat) {
        self.base = (fill / format.frame) as u16;
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
            }
        }
    }
}

/// A host that gets frames in so many ticks without silence does not poll.
const LONG_RUN: u8 = 3;
/// So many shorter runs, one after the other, show a host that polls.
const SHORT_RUNS: u8 = 3;

impl Reader {
    /// The reader of an empty ring, with splices of the engine's ramps.
    pub fn new(ring: Consumer<CacheLine>, splice: Splice) -> Reader {
        let short_runs = SHORT_RUNS;
        Reader {
            ring,
            offset: 0,
            last: 0,
            is_silent: true,
            short_runs,
            run: 0,
            run_tick: 0,
            converts: false,
            splice,
            excess: Excess::default(),
        }
    }

    /// The last sample decays into silence.
    pub fn fall_silent(&mut self) {
        if !self.is_silent {
            self.is_silent = true;
            self.splice.break_off(self.last);
            self.short_runs = self.short_runs.saturating_add(1).min(SHORT_RUNS);
            self.run = 0;
        }
    }

    /// Frames were read after tick `now`.
    pub fn count_run(&mut self, now: u64) {
        // The lower half of the tick's number suffices to distinguish two ticks.
        let now = now as u32;
        if self.run_tick != now {
            self.run_tick = now;
            self.run = self.run.saturating_add(1);
            if self.run >= LONG_RUN {
                self.short_runs = 0;
            }
        }
    }

    /// Returns true if the host reads until nothing is left and discards the silence that it then gets: for it, the
    /// frames before and after such a read are continuous. A host that plays all samples gets silence only now and
    /// then.
    pub fn polls(&self) -> bool {
        self.short_runs >= SHORT_RUNS
    }

    /// Frames come again, or, after a `cut`, the next frame does not follow the last. `starts`: it is a start by
    /// itself.
    pub fn resume(&mut self, cut: bool, starts: bool) {
        if !self.is_silent {
            self.splice.break_off(self.last);
        } else if self.polls() {
            self.splice.forget();
        }
        if !starts && (cut || !self.polls()) {
            self.splice.resume();
        }
        self.is_silent = false;
    }

    /// Skips the next frame if it, the one before and the one after are quiet; returns its first samples, from which to
    /// fade to the one after. Only if it `may` be read and the frame after it continues it.
    #[cold]
    pub fn drop_quiet(
        &mut self,
        format: &AudioFormat,
        may: impl Fn(&Header) -> bool,
    ) -> Option<[i16; MAX_RAMP_SAMPLES]> {
        let entry = format.entry_lines();
        let mut old = [0; MAX_RAMP_SAMPLES];
        let chunk = self.ring.read_chunk(2 * entry).ok()?;
        let (first, second) = chunk.as_slices();
        let (head, frame) = first.get(..entry)?.split_first()?;
        let (next_head, next) = first.get(entry..2 * entry).or(second.get(..entry))?.split_first()?;
        let (header, next_header) = (Header::from_line(head), Header::from_line(next_head));
        let (frame, next) = (samples(frame).get(..format.frame)?, samples(next).get(..format.frame)?);
        let pause = &mut self.excess.pause;
        let was_quiet = pause.is_quiet();
        pause.note(frame);
        let follows = header.join == next_header.join
            && may(&header)
            && next_header.flags & (FRAME_STARTS | FRAME_RESUMES) == 0;
        if !(follows && was_quiet && pause.is_quiet() && pause.would_be_quiet(next)) {
            return None;
        }
        old.iter_mut().zip(frame).for_each(|(old, sample)| *old = *sample);
        self.ring.read_chunk(entry).ok()?.commit_all();
        self.excess.frames -= 1;
        self.excess.least = self.excess.least.saturating_sub(format.frame as u32).max(1);
        Some(old)
    }

    /// Resets it for the next participant.
    pub fn reset(&mut self) {
        (self.offset, self.last, self.is_silent) = (0, 0, true);
        (self.run, self.short_runs) = (0, SHORT_RUNS);
        self.converts = false;
        self.excess = Excess::default();
        self.splice.forget();
    }
}
